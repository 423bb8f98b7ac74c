//! Indexes of other portfolios (`eksterne`): what they publish of themselves, so that links lead there and changes are
//! traced across.
//!
//! Items of other portfolios stand in the model behind its own, with an address on their portfolio's site. They have ids,
//! titles, kinds, links and fingerprints, and no fields and no text: nothing is asked of them. An id that the model has
//! itself is the model's own, and what others link to there leads to the own item.

mod form;
mod join;
mod read;

use std::sync::Arc;

use super::fingerprint::Signed;
use super::item::ItemIx;
use crate::finding::Said;
use crate::place::FileId;

pub use form::{Entry, FORMAT, MANIFEST_NAME, Manifest, ManifestPart, VERSION};
pub(super) use join::join;
pub use read::{IndexFiles, part_names, read};

/// File numbers of indexes in findings begin here, below those of the files beside the content.
const FIRST_FILE: u32 = u32::MAX - 4096;

/// The index of another portfolio, as the settings name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portfolio {
    /// Path of its `indeks.json`, as written in the settings.
    pub path: Arc<str>,
    /// Title of its site; its path where the index could not be read.
    pub title: Arc<str>,
    /// Address of its site, with a slash at its end; empty where the index could not be read.
    pub base_url: String,
    /// Its items; those that are nested behind what they are nested in. Empty where the index could not be read.
    pub entries: Vec<Entry>,
    /// Why nothing of it is used.
    pub fault: Option<Fault>,
}

/// Why an index is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: Said,
    pub help: Said,
}

/// Every index that the settings name, in their order. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Portfolios {
    pub list: Arc<[Arc<Portfolio>]>,
    /// Any hash of all that they say: equal hash, equal portfolios.
    pub hash: [u8; 16],
}

/// All that a model has from other portfolios.
#[derive(Debug, Default)]
pub struct External {
    portfolios: Portfolios,
    /// Number of the model's own items: those of others stand behind them.
    own: u32,
    /// Which portfolio each item behind the own ones is from, and its fingerprints.
    origins: Vec<(u32, Signed)>,
}

impl External {
    /// Every index that the settings name, used or not.
    pub fn portfolios(&self) -> &[Arc<Portfolio>] {
        &self.portfolios.list
    }

    /// See [`Portfolios::hash`].
    pub fn hash(&self) -> [u8; 16] {
        self.portfolios.hash
    }

    pub(super) fn own(&self) -> u32 {
        self.own
    }

    /// The portfolio of an item that is not the model's own.
    pub fn portfolio(&self, ix: ItemIx) -> Option<&Portfolio> {
        self.origin(ix).map(|(number, _)| &*self.portfolios.list[*number as usize])
    }

    /// The fingerprints that its portfolio publishes of an item.
    pub(super) fn print(&self, ix: ItemIx) -> Option<Signed> {
        self.origin(ix).map(|(_, signed)| *signed)
    }

    /// The path of the index with a file number.
    pub fn path(&self, file: FileId) -> Option<&str> {
        let number = file.0.checked_sub(FIRST_FILE)?;
        self.portfolios.list.get(number as usize).map(|portfolio| &*portfolio.path)
    }

    fn origin(&self, ix: ItemIx) -> Option<&(u32, Signed)> {
        self.origins.get(ix.0.checked_sub(self.own)? as usize)
    }
}
