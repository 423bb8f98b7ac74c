//! The few things asked of the file system, with what differs between platforms.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What the file system says of a file without reading it. Two equal answers mean that the file is
/// taken to be untouched. The time of the inode is left out: a hard link changes it and not the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    pub size_bytes: u64,
    /// Time of the last change of content, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// Number of the inode; 0 where there is none.
    pub inode: u64,
}

/// How a file looks that nothing was done to since: whoever brings a file from elsewhere can choose neither its inode nor
/// the time that the file system gives its last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Untouched {
    size_bytes: u64,
    modified_ns: i64,
    /// Time of the last change of anything, in nanoseconds since 1970.
    changed_ns: i64,
    inode: u64,
}

/// How two trees came to change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exchange {
    Done,
    /// The platform or the file system can't do it in one step; nothing was changed.
    Impossible,
}

/// Makes a new file that everybody may read; an error if the name is taken.
pub(super) fn create_file(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<Stat> {
    step();
    let mut file = platform::new_file().write(true).create_new(true).open(path)?;
    step();
    fill(&mut file)?;
    let metadata = file.metadata()?;
    // The mask of the process may have taken rights away that a web server needs.
    if !platform::has_mode(&metadata, platform::FILE_MODE) {
        platform::set_mode(path, platform::FILE_MODE)?;
    }
    Ok(stat(&metadata))
}

/// Makes a new file with these bytes.
pub(super) fn create_file_with(path: &Path, bytes: &[u8]) -> io::Result<Stat> {
    create_file(path, |file| file.write_all(bytes))
}

/// Makes a folder that everybody may read; fine if it is there.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    step();
    match fs::create_dir(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => platform::set_mode(path, platform::FOLDER_MODE),
    }
}

/// Removes a file; fine if it is gone, also with its folder.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    step();
    forgive_absence(fs::remove_file(path))
}

/// Removes an empty folder; fine if it is gone.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    step();
    forgive_absence(fs::remove_dir(path))
}

/// Removes a folder with all in it, or a link without what it points to; fine if it is gone.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    step();
    forgive_absence(fs::remove_dir_all(path))
}

/// Gives a file a second name. `None` if it turns out to be none that everybody may read; the name stands then too.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<Option<Stat>> {
    step();
    fs::hard_link(from, to)?;
    let metadata = fs::symlink_metadata(to)?;
    Ok((metadata.is_file() && is_readable_file(&metadata)).then(|| stat(&metadata)))
}

/// Moves a file or folder within a file system; a file of that name is replaced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step();
    fs::rename(from, to)
}

/// Lets two folders change places in one step.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<Exchange> {
    step();
    #[cfg(all(test, unix))]
    if super::tests::kill::exchange_is_refused() {
        return Ok(Exchange::Impossible);
    }
    platform::exchange(one, other)
}

pub(super) fn stat(metadata: &Metadata) -> Stat {
    Stat { size_bytes: metadata.len(), modified_ns: platform::modified_ns(metadata), inode: platform::inode(metadata) }
}

/// How a file looks now; `None` where files have no inode.
pub(super) fn untouched(metadata: &Metadata) -> Option<Untouched> {
    let Stat { size_bytes, modified_ns, inode } = stat(metadata);
    let changed_ns = platform::changed_ns(metadata);
    (inode != 0).then_some(Untouched { size_bytes, modified_ns, changed_ns, inode })
}

/// Fills a buffer from a place in a file, from any thread.
pub(super) fn read_at(file: &File, buffer: &mut [u8], start: u64) -> io::Result<()> {
    platform::read_at(file, buffer, start)
}

/// Whether a file of the site has the rights it is to have.
pub(super) fn is_readable_file(metadata: &Metadata) -> bool {
    platform::has_mode(metadata, platform::FILE_MODE)
}

/// Whether a folder of the site has the rights it is to have.
pub(super) fn is_readable_folder(metadata: &Metadata) -> bool {
    platform::has_mode(metadata, platform::FOLDER_MODE)
}

/// Gives a folder of the site the rights it is to have.
pub(super) fn open_folder(path: &Path) -> io::Result<()> {
    step();
    platform::set_mode(path, platform::FOLDER_MODE)
}

/// Number of a folder's inode: it follows the folder when it is renamed. `None` where there is none.
pub(super) fn folder_inode(path: &Path) -> Option<u64> {
    let metadata = fs::symlink_metadata(path).ok().filter(Metadata::is_dir)?;
    Some(platform::inode(&metadata)).filter(|&inode| inode != 0)
}

/// What two folders must share for a rename between them: file system and mount. Errors if `path` isn't there.
pub(super) fn mount(path: &Path) -> io::Result<(u64, u64)> {
    platform::mount(path)
}

/// Whether something is mounted on this very folder, so that it can't be renamed. `false` when not known.
pub(super) fn is_mount_point(path: &Path) -> bool {
    platform::is_mount_point(path)
}

fn forgive_absence(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        other => other,
    }
}

/// Called before every change on the disk, so that a test can let the process die at each of them.
fn step() {
    #[cfg(all(test, unix))]
    super::tests::kill::step();
}

#[cfg(unix)]
mod platform {
    use super::*;
    use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};

    pub const FILE_MODE: u32 = 0o644;
    pub const FOLDER_MODE: u32 = 0o755;

    pub fn new_file() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.mode(FILE_MODE);
        options
    }

    pub fn has_mode(metadata: &Metadata, mode: u32) -> bool {
        metadata.mode() & 0o777 == mode
    }

    /// Keeps the bits above the rights: a shared folder may hand its group down.
    pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
        let now = fs::symlink_metadata(path)?;
        if now.is_symlink() || has_mode(&now, mode) {
            return Ok(());
        }
        fs::set_permissions(path, fs::Permissions::from_mode(now.mode() & 0o7000 | mode))
    }

    pub fn modified_ns(metadata: &Metadata) -> i64 {
        metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec())
    }

    pub fn changed_ns(metadata: &Metadata) -> i64 {
        metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
    }

    pub fn inode(metadata: &Metadata) -> u64 {
        metadata.ino()
    }

    pub fn read_at(file: &File, buffer: &mut [u8], start: u64) -> io::Result<()> {
        file.read_exact_at(buffer, start)
    }

    #[cfg(target_os = "linux")]
    pub fn mount(path: &Path) -> io::Result<(u64, u64)> {
        use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
        let device = fs::metadata(path)?.dev();
        let mount = statx(CWD, path, AtFlags::empty(), StatxFlags::MNT_ID).map_or(0, |found| found.stx_mnt_id);
        Ok((device, mount))
    }

    #[cfg(not(target_os = "linux"))]
    pub fn mount(path: &Path) -> io::Result<(u64, u64)> {
        Ok((fs::metadata(path)?.dev(), 0))
    }

    #[cfg(target_os = "linux")]
    pub fn is_mount_point(path: &Path) -> bool {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        statx(CWD, path, AtFlags::empty(), StatxFlags::BASIC_STATS)
            .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
    }

    #[cfg(not(target_os = "linux"))]
    pub fn is_mount_point(_: &Path) -> bool {
        false
    }

    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    pub fn exchange(one: &Path, other: &Path) -> io::Result<Exchange> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(Exchange::Done),
            Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(Exchange::Impossible),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    pub fn exchange(_: &Path, _: &Path) -> io::Result<Exchange> {
        Ok(Exchange::Impossible)
    }
}

#[cfg(not(unix))]
mod platform {
    use super::*;
    use std::path::PathBuf;
    use std::time::UNIX_EPOCH;

    pub const FILE_MODE: u32 = 0;
    pub const FOLDER_MODE: u32 = 0;

    pub fn new_file() -> OpenOptions {
        OpenOptions::new()
    }

    pub fn has_mode(_: &Metadata, _: u32) -> bool {
        true
    }

    pub fn set_mode(_: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }

    pub fn modified_ns(metadata: &Metadata) -> i64 {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
    }

    pub fn changed_ns(_: &Metadata) -> i64 {
        0
    }

    pub fn inode(_: &Metadata) -> u64 {
        0
    }

    /// Files without an inode are never read so.
    pub fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Paths on the same drive or share are taken to share a file system.
    pub fn mount(path: &Path) -> io::Result<(u64, u64)> {
        let whole = fs::canonicalize(path)?;
        let drive: PathBuf = whole.components().take(1).collect();
        let hash = blake3::hash(drive.as_os_str().as_encoded_bytes());
        Ok((hash.as_bytes().iter().take(8).fold(0, |sum, &byte| sum << 8 | u64::from(byte)), 0))
    }

    pub fn is_mount_point(_: &Path) -> bool {
        false
    }

    pub fn exchange(_: &Path, _: &Path) -> io::Result<Exchange> {
        Ok(Exchange::Impossible)
    }
}
