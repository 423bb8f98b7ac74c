//! Foreign formats in, content in our own form out: for review by the author, never straight to a site.
//!
//! Knows texts and bytes; reading and writing files is the caller's. What the foreign file holds and we do not
//! take is part of every result, so that nothing is dropped in silence.

mod archive;
pub mod concepts;
pub mod csv;
pub mod draft;
mod edit;
pub mod feed;
pub mod heads;
pub mod keys;
pub mod kitos;
pub mod lexdania;
pub mod mapping;
pub mod merge;
pub mod proposals;
pub mod register;
pub mod reqif;
pub mod review;
pub mod rows;
pub mod statute;
pub mod table;
pub mod values;
pub mod xlsx;
mod xml;

use crate::document::write as yaml;
use crate::finding::Said;

pub use xml::LARGEST_BYTES;

/// Why a foreign file is refused, and where. Nothing was taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub said: Said,
}

/// Something the foreign file holds that was not taken, or taken in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Line in the foreign file, from 1; `None` when it concerns the whole.
    pub line: Option<usize>,
    pub said: Said,
}
