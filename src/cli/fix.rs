//! `sporbar check --fix`: text edits that mend findings. A file is written whole or not at all, never outside
//! the project, and every byte that no fix names stays as it is.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Global, stop_because};
use crate::finding::{Finding, Fix, Language};
use crate::place::FileId;
use crate::said;
use crate::trace::Facts;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Applies every fix that does not overlap an earlier one, and says what was written. Gives the number applied.
pub(super) fn apply(global: &Global, project: &Path, facts: &Facts, findings: &[Finding]) -> anyhow::Result<usize> {
    let language = global.language(Some(&facts.config));
    let root = project.canonicalize().map_err(stop_because(
        said!("kunne ikke finde projektet `{}`", "could not find the project `{}`"; project.display()),
    ))?;
    let mut total = 0;
    for (file, mut fixes) in by_file(findings) {
        let path = facts.path(file);
        fixes.retain(|fix| fix.place.span.of(facts.text(file)) != fix.replacement);
        if fixes.is_empty() {
            continue;
        }
        let Some(target) = target(&root, path) else {
            global.say(language, &said!("`{}` ligger uden for projektet og er ikke rettet", "`{}` lies outside the project and was left alone"; path));
            continue;
        };
        let bytes = read(&target, path)?;
        let Some(mended) = mend(&bytes, facts.text(file), &fixes) else {
            global.say(
                language,
                &said!(
                    "`{}` er ikke rettet: filen er ændret undervejs eller er ikke UTF-8",
                    "`{}` was left alone: it has changed meanwhile or is not UTF-8"; path
                ),
            );
            continue;
        };
        write(&target, &mended, path)?;
        say_count(global, language, path, fixes.len());
        total += fixes.len();
    }
    Ok(total)
}

/// Puts `edited` in the place of `text`, the text of a content file as it was read. An error when the file has changed
/// meanwhile, is not UTF-8 or lies outside the project.
pub(super) fn rewrite(project: &Path, path: &str, text: &str, edited: &str) -> anyhow::Result<()> {
    let could_not = || said!("kunne ikke skrive `{}`", "could not write `{}`"; path);
    let root = project.canonicalize().map_err(stop_because(could_not()))?;
    let left_alone = || said!("`{}` er ikke ændret: den ligger uden for projektet, er ændret undervejs eller er ikke UTF-8", "`{}` was left alone: it lies outside the project, has changed meanwhile or is not UTF-8"; path);
    let target = target(&root, path).ok_or_else(|| super::stop(left_alone()))?;
    let bytes = read(&target, path)?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { &[] };
    if &bytes[mark.len()..] != text.as_bytes() {
        return Err(super::stop(left_alone()));
    }
    write(&target, &[mark, edited.as_bytes()].concat(), path)
}

/// The fixes of each file in order of place, those left out that overlap one before them or change nothing.
fn by_file(findings: &[Finding]) -> BTreeMap<FileId, Vec<&Fix>> {
    let mut files: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in findings.iter().filter(|finding| !finding.waived).filter_map(|finding| finding.fix.as_ref()) {
        files.entry(fix.place.file).or_default().push(fix);
    }
    for fixes in files.values_mut() {
        fixes.sort_by(|a, b| (a.place.span, &a.replacement).cmp(&(b.place.span, &b.replacement)));
        let mut free = None;
        fixes.retain(|fix| {
            // Two fixes that touch might join words that neither meant to.
            let fits = free.is_none_or(|free| fix.place.span.start > free);
            if fits {
                free = Some(fix.place.span.end);
            }
            fits
        });
    }
    files
}

/// Where a file of the project really lies, symbolic links followed; `None` when that is outside of it.
fn target(root: &Path, path: &str) -> Option<PathBuf> {
    let real = root.join(path).canonicalize().ok()?;
    real.starts_with(root).then_some(real)
}

fn read(target: &Path, path: &str) -> anyhow::Result<Vec<u8>> {
    fs::read(target).map_err(stop_because(said!("kunne ikke læse `{}`", "could not read `{}`"; path)))
}

/// The bytes of a file with its fixes; `None` when they are not those of `text`, which the places are in.
fn mend(bytes: &[u8], text: &str, fixes: &[&Fix]) -> Option<Vec<u8>> {
    let (mark, content) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(content) => (BYTE_ORDER_MARK, content),
        None => (&bytes[..0], bytes),
    };
    if content != text.as_bytes() {
        return None;
    }
    let mut mended = mark.to_vec();
    let mut at = 0;
    for fix in fixes {
        let (start, end) = (fix.place.span.start as usize, fix.place.span.end as usize);
        if start > end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return None;
        }
        mended.extend_from_slice(&content[at..start]);
        mended.extend_from_slice(fix.replacement.as_bytes());
        at = end;
    }
    mended.extend_from_slice(&content[at..]);
    Some(mended)
}

/// Writes beside the file and takes its place in one step, with its permissions; it need not be there.
pub(super) fn write(target: &Path, bytes: &[u8], path: &str) -> anyhow::Result<()> {
    let could_not = || said!("kunne ikke skrive `{}`", "could not write `{}`"; path);
    let permissions = match fs::metadata(target) {
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(stop_because(could_not())(error)),
    };
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // A name that is no content, should we be stopped before it is taken away.
    let beside = target.with_file_name(format!(".{name}.{}.sporbar", std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
        drop(file);
        fs::rename(&beside, target)
    });
    written.map_err(|error| {
        // The error to tell is the first one; a file left beside hurts nobody.
        let _ = fs::remove_file(&beside);
        stop_because(could_not())(error)
    })
}

fn say_count(global: &Global, language: Language, path: &str, count: usize) {
    let said = match count {
        1 => said!("rettede 1 sted i `{}`", "mended 1 place in `{}`"; path),
        _ => said!("rettede {} steder i `{}`", "mended {} places in `{}`"; count, path),
    };
    global.say(language, &said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Place, Span};

    fn fix(start: usize, end: usize, replacement: &str) -> Finding {
        let place = Place { file: FileId(0), span: Span::new(start, end) };
        Finding::new("S11", place, said!("gammelt id", "old id")).fix(replacement)
    }

    fn check(bytes: &[u8], findings: &[Finding], expected: Option<&[u8]>) {
        let text = crate::document::decode(bytes).0.into_owned();
        let files = by_file(findings);
        assert_eq!(mend(bytes, &text, &files[&FileId(0)]).as_deref(), expected);
    }

    #[test]
    fn what_no_fix_names_stays_byte_for_byte() {
        check(b"\xEF\xBB\xBFa: K-1\r\nb:  K-2 \r\n", &[fix(3, 6, "K-9")], Some(b"\xEF\xBB\xBFa: K-9\r\nb:  K-2 \r\n"));
        check(b"abcdef", &[fix(4, 5, ""), fix(0, 1, "xx"), fix(2, 2, "-")], Some(b"xxb-cdf"));
    }

    #[test]
    fn of_fixes_that_overlap_or_touch_the_first_is_taken() {
        check(b"abcdef", &[fix(0, 3, "x"), fix(2, 5, "y"), fix(3, 4, "z")], Some(b"xdef"));
        check(b"abcdef", &[fix(1, 2, "x"), fix(1, 2, "x")], Some(b"axcdef"));
    }

    #[test]
    fn a_file_that_is_no_utf8_is_left_alone() {
        check(b"a: b\xF8rn", &[fix(0, 1, "x")], None);
    }
}
