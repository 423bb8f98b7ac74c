//! What was found, as bytes for the next process.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Last, Memory, OfItem, Outline};
use crate::finding::{Case, Finding, Fix, Level, Related, Said};
use crate::model::ItemIx;
use crate::place::Place;
use crate::rules::texts::{Compared, Gist, Gists};
use crate::rules::wording::Told;
use crate::rules::{RULES, index};

/// Items whose findings make one part: some tens of kilobytes.
const ITEMS_IN_PART: usize = 512;

/// All but what was found in items.
#[derive(Serialize, Deserialize)]
struct Head {
    outline: Outline,
    tongue: [u8; 16],
    hashes: Vec<[u8; 16]>,
    /// How many items were asked for.
    items: usize,
    texts: Vec<Found>,
    site: Vec<Found>,
    gists: Option<HeadOfGists>,
}

/// What gists have in common.
#[derive(Serialize, Deserialize)]
struct HeadOfGists {
    sought: Vec<ItemIx>,
    nearest: Option<Compared>,
}

/// Some items one after the other.
#[derive(Serialize, Deserialize)]
struct Part {
    items: Vec<KeptItem>,
    /// Of the same items; empty where nobody asked for gists.
    gists: Vec<Gist>,
}

#[derive(Serialize, Deserialize)]
struct KeptItem {
    found: Vec<Found>,
    titles: Vec<Found>,
    statement: Option<(Option<[u8; 16]>, Vec<Found>)>,
}

/// A finding, its code as the number of its rule. Levels and waivers are set anew each time.
#[derive(Serialize, Deserialize)]
struct Found {
    rule: u16,
    level: Level,
    case: Case,
    message: Said,
    help: Option<Said>,
    place: Place,
    item: Option<u32>,
    related: Vec<Related>,
    fix: Option<Fix>,
}

impl Memory {
    /// The last run in parts, the first of them for [`Memory::recalled`] to begin with; `None` where there was no run of
    /// every item, or one found what has no rule.
    pub fn to_parts(&self) -> Option<Vec<Vec<u8>>> {
        let last = self.last.as_deref()?;
        let each = last.gists.as_ref().map_or(&[][..], |gists| &gists.each);
        if last.gists.is_some() && each.len() != last.items.len() {
            return None;
        }
        let gists = last.gists.as_ref().map(|gists| {
            let (sought, nearest) = gists.kept();
            HeadOfGists { sought, nearest }
        });
        let head = Head {
            outline: last.outline,
            tongue: last.tongue,
            hashes: last.hashes.clone(),
            items: last.items.len(),
            texts: all(&last.texts)?,
            site: all(&last.site)?,
            gists,
        };
        let part = |number: usize| {
            let range = number * ITEMS_IN_PART..((number + 1) * ITEMS_IN_PART).min(last.items.len());
            let items = last.items[range.clone()].iter().map(|of| KeptItem::of(of)).collect::<Option<Vec<_>>>()?;
            let gists = each.get(range).unwrap_or_default().iter().map(|gist| Gist::clone(gist)).collect();
            postcard::to_allocvec(&Part { items, gists }).ok()
        };
        let mut parts = vec![postcard::to_allocvec(&head).ok()?];
        let others: Option<Vec<Vec<u8>>> =
            (0..last.items.len().div_ceil(ITEMS_IN_PART)).into_par_iter().map(part).collect();
        parts.extend(others?);
        Some(parts)
    }

    /// A memory of the run whose parts these are: `part` gives one by its number. One that remembers nothing when they
    /// are not whole.
    pub fn recalled(part: impl Fn(usize) -> Option<Vec<u8>> + Sync) -> Memory {
        Memory { last: read(part).map(Arc::new), ..Memory::default() }
    }
}

fn read(part: impl Fn(usize) -> Option<Vec<u8>> + Sync) -> Option<Last> {
    let head: Head = postcard::from_bytes(&part(0)?).ok()?;
    let numbers = 1..=head.items.div_ceil(ITEMS_IN_PART);
    let parts: Option<Vec<Part>> =
        numbers.into_par_iter().map(|number| postcard::from_bytes(&part(number)?).ok()).collect();
    let (mut items, mut each) = (Vec::with_capacity(head.items), Vec::new());
    let nothing = Arc::<OfItem>::default();
    for Part { items: kept, gists } in parts? {
        for item in kept {
            let of = item.read()?;
            items.push(if of.is_nothing() { nothing.clone() } else { Arc::new(of) });
        }
        each.extend(gists.into_iter().map(Arc::new));
    }
    let gists = head.gists.map(|kept| Arc::new(Gists::recalled(each, kept.sought, kept.nearest)));
    (items.len() == head.items).then_some(())?;
    Some(Last {
        model: None,
        outline: head.outline,
        tongue: head.tongue,
        hashes: head.hashes,
        items,
        texts: findings(head.texts)?,
        gists,
        site: findings(head.site)?,
    })
}

impl KeptItem {
    fn of(of: &OfItem) -> Option<KeptItem> {
        let statement = match of.statement.as_deref() {
            None => None,
            Some(told) => Some((told.key, all(&told.findings)?)),
        };
        Some(KeptItem { found: all(&of.found)?, titles: all(&of.titles)?, statement })
    }

    fn read(self) -> Option<OfItem> {
        let statement = match self.statement {
            None => None,
            Some((key, found)) => Some(Arc::new(Told { key, findings: findings(found)? })),
        };
        Some(OfItem { found: findings(self.found)?, titles: findings(self.titles)?, statement })
    }
}

fn all(findings: &[Finding]) -> Option<Vec<Found>> {
    findings.iter().map(Found::of).collect()
}

fn findings(found: Vec<Found>) -> Option<Vec<Finding>> {
    found.into_iter().map(Found::read).collect()
}

impl Found {
    fn of(finding: &Finding) -> Option<Found> {
        let Finding { code, level, case, message, help, place, item, related, fix, waived: _ } = finding.clone();
        Some(Found { rule: index(code)? as u16, level, case, message, help, place, item, related, fix })
    }

    fn read(self) -> Option<Finding> {
        let Found { rule, level, case, message, help, place, item, related, fix } = self;
        let code = RULES.get(usize::from(rule))?.code;
        Some(Finding { code, level, case, message, help, place, item, related, fix, waived: false })
    }
}
