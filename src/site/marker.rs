//! The marker in the published folder: that Sporbar made it, and which site it is.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Name of the marker, at the top of the site.
pub const MARKER: &str = ".sporbar.json";

/// Counts changes of the marker.
pub(super) const FORMAT: u32 = 1;

/// Version of the program, which the marker tells.
pub(super) const EDITION: &str = env!("CARGO_PKG_VERSION");

/// What the marker says. The same for the same site, whoever built it, where, when, and in how many parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marker {
    program: String,
    format: u32,
    edition: String,
    /// Hash that the caller gave for the whole site.
    site: String,
}

impl Marker {
    pub fn new(site: &str) -> Self {
        Marker { program: "sporbar".into(), format: FORMAT, edition: EDITION.into(), site: site.into() }
    }

    /// The bytes of the file.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string(self).expect("four plain fields always serialise");
        text.push('\n');
        text
    }

    /// The marker of the folder. `None` if it is missing, damaged, or of another program or format.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = read_marker(folder)?;
        let marker: Marker = serde_json::from_str(&text).ok()?;
        (marker.program == "sporbar" && marker.format == FORMAT && marker.text() == text).then_some(marker)
    }
}

/// Whether the folder holds a whole marker of this format: then a build was finished there. Says nothing of the
/// other files; [`super::Publisher::unchanged`] does.
pub fn verify_marker(output: &Path) -> bool {
    Marker::read(output).is_some()
}

/// Whether a build of Sporbar, of any version, made the folder. An empty marker counts: a power cut leaves one.
pub(super) fn is_ours(folder: &Path) -> bool {
    let Some(text) = read_marker(folder) else { return false };
    let is_json_of_ours =
        || serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|value| value["program"] == "sporbar");
    text.bytes().all(|byte| byte == 0) || is_json_of_ours()
}

fn read_marker(folder: &Path) -> Option<String> {
    let path = folder.join(MARKER);
    let metadata = fs::symlink_metadata(&path).ok()?;
    // Whatever bears the name and is no small file is not ours, and not worth reading.
    if !metadata.is_file() || metadata.len() > 10_000 {
        return None;
    }
    fs::read_to_string(path).ok()
}
