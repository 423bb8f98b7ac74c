//! The files of a project as a git revision holds them, through the `git` program: nothing is checked out and nothing
//! is written.
//!
//! Symbolic links are not followed here, and attachments are known by their hash alone.

use std::fmt;
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;

use super::walk::TEXT_LIMIT_BYTES;
use super::{Form, SourceFile, Sources, content_hash};
use crate::finding::Said;
use crate::said;

/// Why a project can't be read from where it was asked for, in the reader's language.
#[derive(Debug)]
pub struct Refused(pub Said);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.en)
    }
}

impl std::error::Error for Refused {}

/// Why a file could not be read or written, in both languages, with what the system says.
#[derive(Debug)]
pub struct Failed {
    pub said: Said,
    pub source: std::io::Error,
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.said.en)
    }
}

impl std::error::Error for Failed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A revision of the repository that a project lies in.
pub struct Revision<'a> {
    /// The project's folder; it may be any folder of the repository.
    project: &'a Path,
    /// The commit's full name.
    pub commit: String,
}

/// One line of a listing.
struct Listed {
    path: String,
    object: String,
}

impl<'a> Revision<'a> {
    /// Looks a revision up: a branch, a tag, a commit's name, `HEAD~3`.
    pub fn find(project: &'a Path, name: &str) -> anyhow::Result<Revision<'a>> {
        let inside = git(project, &["rev-parse", "--is-inside-work-tree"])?;
        if !inside.status.success() {
            let why = first_line(&inside.stderr);
            return Err(refuse(said!(
                "projektet ligger ikke i et git-lager, så revisionen `{}` kan ikke findes ({})",
                "the project lies in no git repository, so the revision `{}` can't be found ({})"; name, why
            )));
        }
        let wanted = format!("{name}^{{commit}}");
        let found = git(project, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        if !found.status.success() || commit.is_empty() {
            return Err(refuse(said!(
                "git kender ingen revision, der hedder `{}`", "git knows no revision called `{}`"; name
            )));
        }
        Ok(Revision { project, commit })
    }

    /// The commits that changed a file, by its path from the project: newest first, at most `most`.
    pub fn history(project: &'a Path, path: &str, most: usize) -> anyhow::Result<Vec<Revision<'a>>> {
        let most = format!("--max-count={most}");
        let found = git(project, &["log", "--format=%H", &most, "--", path])?;
        anyhow::ensure!(found.status.success(), "git log: {}", first_line(&found.stderr));
        let commits = String::from_utf8_lossy(&found.stdout).into_owned();
        Ok(commits.lines().map(|commit| Revision { project, commit: commit.to_owned() }).collect())
    }

    /// A text file by its path from the project; `None` when the revision does not have it.
    pub fn text(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let object = format!("{}:./{path}", self.commit);
        let found = git(self.project, &["cat-file", "blob", &object])?;
        Ok(found.status.success().then_some(found.stdout))
    }

    /// Everything under `content/`.
    pub fn sources(&self) -> anyhow::Result<Sources> {
        let listing = git(self.project, &["ls-tree", "-r", "-z", &self.commit, "--", "content/"])?;
        anyhow::ensure!(listing.status.success(), "git ls-tree: {}", first_line(&listing.stderr));
        let listed: Vec<Listed> = listing.stdout.split(|byte| *byte == 0).filter_map(line).collect();
        let mut files = Vec::with_capacity(listed.len());
        let (texts, attachments): (Vec<Listed>, Vec<Listed>) =
            listed.into_iter().partition(|file| Form::of(&file.path) != Some(Form::Attachment));
        for file in attachments {
            let hash = content_hash(file.object.as_bytes());
            files.push(source(file.path, Form::Attachment, Vec::new(), hash));
        }
        let contents = self.blobs(&texts)?;
        for (file, bytes) in texts.into_iter().zip(contents) {
            let Some(form) = Form::of(&file.path) else { continue };
            let hash = content_hash(&bytes);
            files.push(source(file.path, form, bytes, hash));
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Sources { files })
    }

    /// The contents of objects, in order, by one run of git.
    fn blobs(&self, wanted: &[Listed]) -> anyhow::Result<Vec<Vec<u8>>> {
        let mut child = command(self.project)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start git")?;
        let mut input = child.stdin.take().context("git takes no input")?;
        let names: String = wanted.iter().map(|file| format!("{}\n", file.object)).collect();
        // Git answers while it is asked: one thread can't do both without waiting for itself.
        let asking = std::thread::spawn(move || input.write_all(names.as_bytes()));
        let mut output = BufReader::new(child.stdout.take().context("git gives no output")?);
        let blobs: anyhow::Result<Vec<Vec<u8>>> = wanted.iter().map(|file| blob(&mut output, &file.path)).collect();
        // A blob that was refused leaves git with more to say than anybody reads.
        drop(output);
        let asked = asking.join();
        child.wait().context("git did not end")?;
        let blobs = blobs?;
        anyhow::ensure!(matches!(asked, Ok(Ok(()))), "git stopped listening");
        Ok(blobs)
    }
}

/// One answer of `git cat-file --batch`.
fn blob(output: &mut impl std::io::BufRead, path: &str) -> anyhow::Result<Vec<u8>> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let size: u64 = head
        .split_whitespace()
        .nth(2)
        .and_then(|size| size.parse().ok())
        .with_context(|| format!("git does not have the content of `{path}` here: {}", head.trim()))?;
    anyhow::ensure!(size <= TEXT_LIMIT_BYTES, "`{path}` is larger than 64 MB");
    let mut bytes = vec![0; size as usize];
    output.read_exact(&mut bytes)?;
    output.read_exact(&mut [0])?;
    Ok(bytes)
}

/// `100644 blob <object>\t<path>` of a plain file; nothing for links and other repositories.
fn line(line: &[u8]) -> Option<Listed> {
    let line = String::from_utf8_lossy(line);
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, kind, object) = (words.next()?, words.next()?, words.next()?);
    let plain = kind == "blob" && mode.starts_with("100") && Form::of(path).is_some();
    plain.then(|| Listed { path: path.to_owned(), object: object.to_owned() })
}

fn source(path: String, form: Form, bytes: Vec<u8>, hash: [u8; 16]) -> SourceFile {
    let path = path.into();
    SourceFile { path, form, bytes, is_known: false, hash, disk: None, real: None, notices: Vec::new() }
}

fn git(project: &Path, arguments: &[&str]) -> anyhow::Result<std::process::Output> {
    let run = command(project).args(arguments).stdin(Stdio::null()).output();
    run.map_err(|error| {
        refuse(said!(
            "programmet `git` kan ikke startes ({}); det bruges til at læse revisioner",
            "the program `git` can't be started ({}); it is used to read revisions"; error
        ))
    })
}

/// Git as a reader: no lock, no question, nothing fetched from elsewhere.
fn command(project: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(project).args(["--no-pager", "-c", "core.quotePath=false"]);
    command.envs([("LC_ALL", "C"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0")]);
    command.env("GIT_NO_LAZY_FETCH", "1");
    command
}

fn refuse(said: Said) -> anyhow::Error {
    Refused(said).into()
}

fn first_line(text: &[u8]) -> String {
    String::from_utf8_lossy(text).lines().next().unwrap_or_default().to_owned()
}
