//! Reading a project's `content/` from disk.

use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

use super::known::{Clock, Known, State};
use super::named::{Changed, Heard, Interrupted, read_named};
use super::{Form, SourceFile, Sources, content_hash, first_half, is_diagram, refusal};
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// A text file larger than this is refused with a finding: no requirement is that long.
pub(super) const TEXT_LIMIT_BYTES: u64 = 64 << 20;

/// Reads everything under `content/` of `project`; a project without that folder is empty.
pub fn read(project: &Path) -> anyhow::Result<Sources> {
    read_again(project, &mut Known::default(), &Changed::Anything)
}

/// The same, where files that are as they were when they were read before are not opened, and where only contents of
/// some files changed no other is looked at. Where nobody waits for it, it ends with [`Interrupted`] when something is heard.
///
/// A symbolic link is followed when it stays inside the project and makes no loop. Pipes, devices and
/// what may not be read are files with a notice. Errors only when `content/` itself can't be listed.
pub fn read_again(project: &Path, known: &mut Known, changed: &Changed) -> anyhow::Result<Sources> {
    if let Changed::Files(files) = changed
        && let Some(sources) = read_named(project, known, files)
    {
        return Ok(sources);
    }
    let root = project.join("content");
    if fs::symlink_metadata(&root).is_err() {
        return Ok(Sources::default());
    }
    let real_project = project.canonicalize().with_context(|| format!("could not resolve `{}`", project.display()))?;
    let never = Heard::default();
    let heard = if let Changed::Unheard(heard) = changed { heard } else { &never };
    let mut found = list(project, &root, heard)?;
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    let reading = Reading { real_project, known: &*known, now: known.clock() };
    let one = |(path, entry)| if heard.get() { None } else { reading.entry(path, entry) };
    let read: Vec<(SourceFile, Option<State>)> = found.into_par_iter().filter_map(one).collect();
    if heard.get() {
        return Err(Interrupted.into());
    }
    known.renew(&read);
    Ok(Sources { files: read.into_iter().map(|(file, _)| file).collect() })
}

/// The project's own files of a theme, under `themes/<name>/`: path inside the theme and content, sorted.
///
/// A project without that folder has none. The name must be a plain folder name.
pub fn theme_files(project: &Path, name: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    anyhow::ensure!(
        !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']),
        "`{name}` is no name of a theme"
    );
    let root = project.join("themes").join(name);
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(&root).standard_filters(false).build() {
        let entry = entry.with_context(|| format!("could not list `{}`", root.display()))?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let bytes =
                fs::read(entry.path()).with_context(|| format!("could not read `{}`", entry.path().display()))?;
            files.push((relative(&root, entry.path()), bytes));
        }
    }
    files.sort();
    Ok(files)
}

/// What the walk met at a path.
pub(super) enum Met {
    File(PathBuf, bool),
    Trouble(Notice),
}

fn list(project: &Path, root: &Path, heard: &Heard) -> anyhow::Result<Vec<(String, Met)>> {
    fs::read_dir(root).with_context(|| format!("could not list `{}`", root.display()))?;
    let walk = ignore::WalkBuilder::new(root)
        .standard_filters(false)
        .follow_links(true)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0
                || !(name.starts_with('.')
                    || name.starts_with('_') && entry.file_type().is_some_and(|kind| kind.is_dir()))
        })
        .build();
    let mut found = Vec::new();
    // Folders come before what is in them, so links among them are known in time.
    let mut linked_folders: Vec<PathBuf> = Vec::new();
    for entry in walk {
        if heard.get() {
            return Err(Interrupted.into());
        }
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {
                if entry.path_is_symlink() {
                    linked_folders.push(entry.into_path());
                }
            }
            Ok(entry) => {
                let inside = linked_folders.iter().any(|folder| entry.path().starts_with(folder));
                let linked = inside || entry.path_is_symlink();
                let path = relative(project, entry.path());
                found.push((path, Met::File(entry.into_path(), linked)));
            }
            Err(error) => found.push(trouble(project, root, &error)),
        }
    }
    Ok(found)
}

fn trouble(project: &Path, root: &Path, error: &ignore::Error) -> (String, Met) {
    let (at, is_loop) = match blamed(error) {
        Some((path, is_loop)) => (relative(project, path), is_loop),
        None => (relative(project, root), false),
    };
    let notice = if is_loop {
        Notice::new("S01", Span::default(), said!("det symbolske link går i ring", "the symbolic link makes a loop"))
            .help(said!("fjern linket, eller lad det pege på en fil", "remove the link, or let it point to a file"))
    } else {
        Notice::new("S01", Span::default(), said!("kan ikke læses", "can't be read"))
            .help(said!("ret adgangen til filen, eller fjern den", "mend the access to the file, or remove it"))
    };
    (at, Met::Trouble(notice))
}

fn blamed(error: &ignore::Error) -> Option<(&Path, bool)> {
    match error {
        ignore::Error::Loop { child, .. } => Some((child, true)),
        ignore::Error::WithPath { path, err } => Some(blamed(err).unwrap_or((path, false))),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => blamed(err),
        _ => None,
    }
}

/// The path relative to the project with `/`; bytes that are no UTF-8 become the replacement character.
pub(super) fn relative(project: &Path, path: &Path) -> String {
    let path = path.strip_prefix(project).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// One reading of a project.
struct Reading<'a> {
    real_project: PathBuf,
    known: &'a Known,
    now: Clock,
}

impl Reading<'_> {
    /// A file that was met, with the state it was read in; `None` for what does not belong.
    fn entry(&self, path: String, met: Met) -> Option<(SourceFile, Option<State>)> {
        let read = |met: Met| read_entry(&self.real_project, path.as_str().into(), met);
        let Met::File(disk, false) = &met else { return Some((read(met)?, None)) };
        let before = self.known.find(&path);
        if Form::of(&path).is_none() || before.is_none() && !self.known.is_kept() {
            return Some((read(met)?, None));
        }
        // Looked at before it is read: what is written in between is seen the next time.
        let state =
            fs::metadata(disk).ok().filter(Metadata::is_file).and_then(|metadata| State::of(&metadata, self.now));
        if let Some(before) = before.filter(|before| state.is_some() && before.state == state) {
            return Some((before.file.clone(), state));
        }
        let file = read(met)?;
        let state = state.filter(|_| file.notices.is_empty());
        Some((file, state))
    }
}

/// The bytes that were left out. A file that can't be read any more is as empty as it now is.
pub(super) fn read_whole(file: SourceFile) -> SourceFile {
    let Some(disk) = file.disk.clone() else { return file };
    match contents(&disk, file.form == Form::Attachment && !is_diagram(&file.path)) {
        Ok((bytes, hash)) => SourceFile { bytes, hash, is_known: false, ..file },
        Err(error) => SourceFile { is_known: false, ..unreadable(file.path, file.form, cannot_be_read(&error)) },
    }
}

pub(super) fn read_entry(real_project: &Path, path: Arc<str>, met: Met) -> Option<SourceFile> {
    let (disk, linked) = match met {
        Met::File(disk, linked) => (disk, linked),
        Met::Trouble(notice) => return Some(unreadable(path, Form::Markdown, notice)),
    };
    let form = Form::of(&path)?;
    let real = if linked { disk.canonicalize().ok() } else { None };
    if linked && !real.as_ref().is_some_and(|real| real.starts_with(real_project)) {
        let notice = Notice::new(
            "S01",
            Span::default(),
            said!("det symbolske link peger ud af projektet", "the symbolic link leads out of the project"),
        )
        .help(said!("læg en kopi af filen i projektet", "put a copy of the file in the project"));
        return Some(unreadable(path, form, notice));
    }
    if real.as_ref().is_some_and(|real| real.starts_with(real_project.join(super::ANSWERS))) {
        let notice = Notice::new(
            "S01",
            Span::default(),
            said!(
                "det symbolske link peger ind i `{}/`, som aldrig er en del af et site",
                "the symbolic link leads into `{}/`, which is never a part of a site"; super::ANSWERS
            ),
        )
        .help(said!("fjern linket", "remove the link"));
        return Some(unreadable(path, form, notice));
    }
    match contents(&disk, form == Form::Attachment && !is_diagram(&path)) {
        Ok((bytes, hash)) => {
            let notices = if form == Form::Attachment { drawing(&path, &disk) } else { Vec::new() };
            Some(SourceFile { path, form, bytes, is_known: false, hash, disk: Some(disk.into()), real, notices })
        }
        // A file that vanished between listing and reading is as if it had never been listed.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !linked => None,
        Err(error) => Some(unreadable(path, form, cannot_be_read(&error))),
    }
}

fn cannot_be_read(error: &std::io::Error) -> Notice {
    Notice::new("S01", Span::default(), said!("kan ikke læses: {}", "can't be read: {}"; error))
        .help(said!("ret adgangen til filen, eller fjern den", "mend the access to the file, or remove it"))
}

/// Why an attached drawing is refused, if so; other attachments are not looked into.
fn drawing(path: &str, disk: &Path) -> Vec<Notice> {
    if !path.to_ascii_lowercase().ends_with(".svg") {
        return Vec::new();
    }
    fs::read(disk).map(|bytes| refusal(path, &bytes).into_iter().collect()).unwrap_or_default()
}

fn unreadable(path: Arc<str>, form: Form, notice: Notice) -> SourceFile {
    SourceFile {
        path,
        form,
        bytes: Vec::new(),
        is_known: false,
        hash: [0; 16],
        disk: None,
        real: None,
        notices: vec![notice],
    }
}

/// The bytes of a file with their hash; of one that is only copied the hash alone.
fn contents(disk: &Path, only_copied: bool) -> std::io::Result<(Vec<u8>, [u8; 16])> {
    // Opening a pipe would wait for a writer, so what is no plain file is never opened.
    let metadata = fs::metadata(disk)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("no plain file"));
    }
    let mut file = File::open(disk)?;
    if only_copied {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&mut file)?;
        return Ok((Vec::new(), first_half(hasher.finalize())));
    }
    if metadata.len() > TEXT_LIMIT_BYTES {
        return Err(std::io::Error::other("larger than 64 MB"));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    file.take(TEXT_LIMIT_BYTES).read_to_end(&mut bytes)?;
    let hash = content_hash(&bytes);
    Ok((bytes, hash))
}
