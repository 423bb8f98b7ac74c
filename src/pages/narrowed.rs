//! A part of the documentation, and the numbers it gives to requirements.

use std::collections::BTreeMap;

use super::published::Published;
use crate::model::ItemIx;

/// What a part of the documentation is, for a bundle.
#[derive(Debug)]
pub struct Narrowed {
    pub published: Published,
    /// Numbers of requirements in tenders, by item; each list in the order of the tenders. Empty for a site of its own.
    pub numbers: BTreeMap<ItemIx, Vec<TenderNumber>>,
}

/// The number of a requirement in a tender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderNumber {
    pub tender: ItemIx,
    /// Number of the annex and place in it: `2.1-14`.
    pub number: Box<str>,
}
