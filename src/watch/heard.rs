//! One event of the file system, as far as it matters.

use std::path::PathBuf;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind};

use super::relevant::{Matter, Relevant};

/// What was heard.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A file is being written, and may not be whole yet.
    Writing(PathBuf),
    /// A file was closed, renamed or removed.
    Done(PathBuf),
    /// A folder came or went.
    Folder(PathBuf),
    /// Events were lost, or a file that is read got another name: more may have changed than one path tells.
    Anything,
}

/// `None` where nothing that a project is read from has changed.
pub(super) fn heard(event: notify::Result<Event>, relevant: &Relevant) -> Option<Heard> {
    let Ok(event) = event else { return Some(Heard::Anything) };
    if event.need_rescan() {
        return Some(Heard::Anything);
    }
    // A renaming names two paths; the last that matters is where the file is now.
    let matters = event.paths.iter().rev().map(|path| (path, relevant.matter(path)));
    let mut matters = matters.filter(|(_, matter)| *matter != Matter::Nothing);
    let (path, matter) = matters.next()?;
    let is_also_elsewhere = matters.next().is_some();
    let path = path.clone();
    let is_folder = matter == Matter::Root
        || matches!(event.kind, EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder));
    Some(match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Heard::Done(path),
        EventKind::Access(_) => return None,
        // The folder's own time changes with whatever is in it.
        EventKind::Modify(ModifyKind::Metadata(_)) if matter == Matter::Root => return None,
        _ if is_folder => Heard::Folder(path),
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => Heard::Writing(path),
        // A folder that is moved is told of as a file may be.
        EventKind::Modify(ModifyKind::Name(_)) if path.is_dir() => Heard::Folder(path),
        _ if is_also_elsewhere => Heard::Anything,
        _ => Heard::Done(path),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use notify::event::{DataChange, MetadataKind, RenameMode};

    use super::*;

    fn of(kind: EventKind, path: &str) -> Option<Heard> {
        heard(Ok(Event::new(kind).add_path(PathBuf::from(path))), &Relevant::of(Path::new("/p")))
    }

    #[test]
    fn reading_is_no_change() {
        let file = "/p/content/a.md";
        assert_eq!(of(EventKind::Access(AccessKind::Open(AccessMode::Any)), file), None);
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Read)), file), None);
        assert_eq!(of(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "/p/content"), None);
    }

    #[test]
    fn a_save_is_done_when_the_file_is_closed() {
        let file = "/p/content/a.md";
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert_eq!(of(written, file), Some(Heard::Writing(file.into())));
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Write)), file), Some(Heard::Done(file.into())));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        assert_eq!(of(renamed, file), Some(Heard::Done(file.into())));
    }

    #[test]
    fn a_renaming_is_told_by_the_one_name_that_matters() {
        let renamed = |from: &str, to: &str| {
            let event = Event::new(EventKind::Modify(ModifyKind::Name(RenameMode::Both)));
            heard(Ok(event.add_path(from.into()).add_path(to.into())), &Relevant::of(Path::new("/p")))
        };
        let file = "/p/content/a.md";
        assert_eq!(renamed("/p/content/.a.md.tmp", file), Some(Heard::Done(file.into())));
        assert_eq!(renamed(file, "/p/content/.a.md.old"), Some(Heard::Done(file.into())));
        assert_eq!(renamed("/p/content/b.md", file), Some(Heard::Anything));
    }

    #[test]
    fn lost_events_mean_anything() {
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert_eq!(heard(Ok(lost), &Relevant::of(Path::new("/p"))), Some(Heard::Anything));
    }
}
