//! All that typst can see: the template, the document as data, the fonts, the day.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts;

const TEMPLATE: &str = include_str!("template.typ");

/// The world of one document.
pub(super) struct Desk {
    data: Bytes,
}

impl Desk {
    pub fn new(json: Vec<u8>) -> Desk {
        Desk { data: Bytes::new(json) }
    }
}

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(<Library as LibraryExt>::default()))
}

fn template() -> &'static Source {
    static SOURCE: OnceLock<Source> = OnceLock::new();
    SOURCE.get_or_init(|| Source::new(id("template.typ"), TEMPLATE.to_owned()))
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts::shelf().book
    }

    fn main(&self) -> FileId {
        template().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == template().id() {
            true => Ok(template().clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, file: FileId) -> FileResult<Bytes> {
        match file == id("data.json") {
            true => Ok(self.data.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::shelf().fonts.get(index).cloned()
    }

    /// Nobody asks: the day is among the data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
