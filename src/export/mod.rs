//! The documentation bundle: everything a re-tender needs as one file, or one format of it.
//!
//! A bundle is a BagIt bag (RFC 8493) in a ZIP archive. [`choose`] says what a profile leaves of the documentation, the
//! pipeline makes an edition of that and of nothing else, and every format is a list of [`Part`]s made from the
//! [`Material`]: pure, in a fixed order, the same bytes on any number of threads. What is not published is no part of
//! what a format may ask for: it looks at items through [`Material::shows`], or has them told by [`Material::plain`].
//!
//! [`verify`] reads a bag, ours or another's, and says whether it is whole.

mod archive;
pub mod bag;
pub mod cells;
mod changes;
pub mod concepts;
mod data;
pub mod difference;
mod guide;
pub mod index;
pub mod kitos;
mod material;
mod names;
mod plan;
pub mod reqif;
pub mod safe;
mod scope;
mod sources;
pub mod specification;
mod tables;
mod told;
mod verdict;
pub mod verify;
mod written;
pub mod xlsx;

use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use rayon::prelude::*;

use crate::pages::Route;
use crate::pipeline::Edition;

pub use crate::pages::annexes::{Annex, Frozen};
pub use material::Material;
pub use names::{Removed, without_names};
pub use plan::frozen;
pub use scope::{Request, choose};
pub use sources::is_whole;
pub use tables::EXTRACT;
pub use written::write_whole;

/// Words that stand in exports for what readers are not told: a table with one of them does not say all that the content
/// says.
pub const LEFT_OUT: [&str; 6] = [
    names::OMITTED.0,
    names::OMITTED.1,
    "udeladt i denne udgave",
    "left out of this edition",
    "ikke offentligt",
    "not public",
];

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// From the payload's folder, with `/`: `krav/kravmatrix.xlsx`. Letters that every file system takes.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Part {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Part {
        Part { path: path.into(), bytes: bytes.into() }
    }
}

/// What a bundle holds, form by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The offline site.
    Site,
    /// The annex plan and the tender numbers.
    Annexes,
    /// A table of every kind.
    Csv,
    /// Items and relations for requirement tools.
    Reqif,
    /// The concept list, as CSV, as a spreadsheet and as SKOS.
    Concepts,
    /// The requirement matrix that suppliers answer.
    Xlsx,
    /// The specification to read and edit, in Word's format.
    Docx,
    /// The same to read and sign; nothing where the program was built without PDF.
    Pdf,
    /// Model and items, with JSON Schema.
    Json,
    /// The sources.
    Sources,
    /// The readiness verdict with its waivers.
    Readiness,
    /// What changed since an earlier bundle.
    Changes,
}

impl Format {
    /// In the order of the bundle.
    pub const ALL: [Format; 12] = [
        Format::Site,
        Format::Annexes,
        Format::Xlsx,
        Format::Docx,
        Format::Pdf,
        Format::Csv,
        Format::Reqif,
        Format::Concepts,
        Format::Json,
        Format::Sources,
        Format::Readiness,
        Format::Changes,
    ];

    /// The files of a format, but for the site: its pages are made one by one as they are written.
    fn parts(self, material: &Material) -> anyhow::Result<Vec<Part>> {
        match self {
            Format::Site => Ok(Vec::new()),
            Format::Annexes => plan::parts(material),
            Format::Csv => Ok(tables::parts(material)),
            Format::Xlsx => Ok(vec![xlsx::part(material)?]),
            Format::Docx => specification::docx_parts(material),
            Format::Pdf => specification::pdf_parts(material),
            Format::Reqif => Ok(vec![reqif::part(material)]),
            Format::Concepts => concepts::parts(material),
            Format::Json => data::parts(material),
            Format::Sources => sources::parts(material),
            Format::Readiness => verdict::parts(material),
            Format::Changes => changes::parts(material),
        }
    }
}

/// Folder of the site in the payload: the only one with an `index.html`.
pub const SITE: &str = "site";

/// Writes a bundle of an edition with these formats to where `output` goes.
pub fn bundle<W: std::io::Write>(
    edition: &Edition,
    material: &Material,
    formats: &[Format],
    output: W,
) -> anyhow::Result<bag::Summary> {
    let mut bag = bag::Writer::new(output);
    let pages = edition.addresses();
    if formats.contains(&Format::Site) {
        let paths: Vec<String> = pages.iter().map(|(address, _)| format!("{SITE}/{address}")).collect();
        let told = told(material, &pages, &paths);
        bag.add_all(&paths, |number, path| match told.get(&number).and_then(taken) {
            Some(packed) => Ok(packed),
            None => Ok(bag::Packed::new(path, &edition.bytes(&pages[number].1)?)),
        })?;
    }
    // A file is packed as soon as it is made: what the formats make is in memory together only when it is small.
    let pack = |part: Part| bag::Packed::new(part.path, &part.bytes);
    let packed: Vec<Vec<bag::Packed>> = formats
        .par_iter()
        .map(|format| match format {
            Format::Sources if let Some(packed) = sources::packed(material) => Ok(packed),
            format => Ok(format.parts(material)?.into_par_iter().map(pack).collect()),
        })
        .collect::<anyhow::Result<_>>()?;
    let mut paths = Vec::new();
    for file in packed.into_iter().flatten() {
        paths.push(file.path.clone());
        bag.add(file)?;
    }
    for part in guide::parts(material, &paths, formats.contains(&Format::Site)) {
        bag.add(pack(part))?;
    }
    if formats.contains(&Format::Sources) && material.originals.is_none() {
        let attached: Vec<&Route> =
            pages.iter().map(|(_, route)| route).filter(|route| matches!(route, Route::Attachment(_))).collect();
        let paths: Vec<String> = attached.iter().filter_map(|route| sources::attachment(material, route)).collect();
        bag.add_all(&paths, |number, path| Ok(bag::Packed::new(path, &edition.bytes(attached[number])?)))?;
    }
    bag.finish(&material.about())
}

/// What the site's data tell of all items, packed, by the number of the page. It is made first, since its hash stands on
/// the title pages of documents.
fn told(
    material: &Material,
    pages: &[(String, Route)],
    paths: &[String],
) -> HashMap<usize, Mutex<Option<bag::Packed>>> {
    let part_of = |(number, (_, route)): (usize, &(String, Route))| match route {
        Route::Contents(part) => Some((number, *part as usize)),
        _ => None,
    };
    let parts = material.contents_in_parts();
    let numbers: Vec<(usize, usize)> = pages.iter().enumerate().filter_map(part_of).collect();
    let pack = |(number, part): (usize, usize)| {
        let packed = bag::Packed::new(paths[number].clone(), parts[part].as_bytes());
        (number, Mutex::new(Some(packed)))
    };
    numbers.into_par_iter().map(pack).collect()
}

fn taken(packed: &Mutex<Option<bag::Packed>>) -> Option<bag::Packed> {
    packed.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// The files of all these formats but the site, in their order.
pub fn parts(material: &Material, formats: &[Format]) -> anyhow::Result<Vec<Part>> {
    let parts: Vec<Vec<Part>> =
        formats.par_iter().map(|format| format.parts(material)).collect::<anyhow::Result<_>>()?;
    Ok(parts.into_iter().flatten().collect())
}
