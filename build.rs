//! Gives the program a hash of its own sources and of the libraries it is built with, so that a site made by another
//! build of it is made anew.

use std::fs;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for root in ["src", "themes"] {
        feed(Path::new(root), &mut hash);
    }
    feed_file(Path::new("Cargo.lock"), &mut hash);
    println!("cargo::rustc-env=SPORBAR_SOURCE_HASH={hash:016x}");
}

/// FNV-1a over paths and contents in sorted order; a checksum, nothing secret.
fn feed(folder: &Path, hash: &mut u64) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            feed(&path, hash);
        } else {
            feed_file(&path, hash);
        }
    }
}

fn feed_file(path: &Path, hash: &mut u64) {
    let Ok(bytes) = fs::read(path) else { return };
    for byte in path.to_string_lossy().bytes().chain(bytes) {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
