//! The JSON of an index: what is written by `export --only index` and read under `eksterne`.

use serde::{Deserialize, Serialize};

/// Name of the form, so that no other JSON is taken for an index.
pub const FORMAT: &str = "sporbar-indeks";
/// Version of the form; another one is refused.
pub const VERSION: u32 = 1;
/// Name of the file that names the parts.
pub const MANIFEST_NAME: &str = "indeks.json";

/// `indeks.json`: whose index it is, and its parts. Its SHA-256 pins the whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// Title of the portfolio's site.
    pub titel: String,
    /// Address of the site, with a slash at its end.
    pub base_url: String,
    /// Empty where the site names none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub edition: String,
    /// The day of the index, as an ISO date.
    pub as_of: String,
    /// Number of items in all parts.
    pub items: usize,
    pub parts: Vec<ManifestPart>,
}

/// A file beside `indeks.json` that holds a list of [`Entry`].
#[derive(Debug, Serialize, Deserialize)]
pub struct ManifestPart {
    /// A name without folders.
    pub file: String,
    /// Of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// An item as its portfolio publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    /// Key of its kind in the portfolio's model.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub titel: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Page on the site, from the site's folder.
    pub url: String,
    /// Id of what it is nested in, which stands before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Short name of a legal source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// First day on which it holds, as an ISO date; `9999-12-31` for law whose commencement nobody has fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day on which it holds, as an ISO date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// By which a reviewed link knows that its target is another; see [`crate::model::Prints`].
    pub fingerprint: String,
    /// Fingerprint of its summary, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_fingerprint: Option<String>,
    /// A review is to be recorded against the summary.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_summary: bool,
    /// Ids of what it links to, by type of link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, Vec<String>)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}
