//! Every rule by its examples, and the cases that examples don't show.

use super::testing::{check, check_rule, facts_of, report};
use super::*;
use crate::finding::Language;

mod contract;
mod examples;
mod governance;
mod knowledge;
mod law;
mod levels;
mod links;
mod tender;
mod terms;
mod views;
mod waivers;

const SOLUTION: &str = "=== content/dubu.md\n---\nid: DUBU\ntype: løsning\ntitel: DUBU\n---\n";
