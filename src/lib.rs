//! Sporbar compiles business requirements, written as Markdown and YAML, into a cross-linked static site.
//!
//! # The map
//!
//! Data flows one way, through stages. A stage is a folder with one public function and one public result;
//! it imports only what stands above it here (`tests/layering.rs` holds this).
//!
//! | stage | gives |
//! |---|---|
//! | [`escape`] | text as HTML, XML and JSON in scripts |
//! | [`place`], [`finding`], [`config`] | where something stands, what is wrong there, the project's settings |
//! | [`law`] | citations and validity; text only |
//! | [`language`] | Danish words and stems; text only |
//! | [`source`] | the files of a project, from disk or from texts: [`source::Sources`] |
//! | [`document`] | one file's items, raw, with positions; Markdown as pieces with holes: [`document::parse`] |
//! | [`model`] | the schema, all items linked, on a day: [`model::build`] |
//! | [`trace`] | everything rules and pages may look at: [`trace::Facts`] |
//! | [`rules`] | what is wrong with a project: [`rules::check`] |
//! | [`draw`] | SVG |
//! | [`pages`] | which pages there are, with keys, and what each shows: [`pages::plan`], [`pages::view()`] |
//! | [`theme`] | views to HTML |
//! | [`site`] | a site published in one step: [`site::Publisher`] |
//! | [`pipeline`] | the one caller of all stages; owns what is remembered between runs |
//! | [`export`] | the documentation bundle: a bag of the site, tables, data and sources, and whether one is whole |
//! | [`import`] | foreign formats to content in our own form |
//! | [`watch`], [`serve`], [`cli`] | file events, HTTP, the command line: all that talks to a person |
//!
//! # What always holds
//!
//! - Between `source` and `site` there is no disk, network, clock or environment. The day is an input.
//! - Parsing can't fail; a [`document::Document`] never changes; no stage fills in another's value.
//! - Equal key, equal bytes ([`pages::Planned`]); a run that remembers gives what a clean run gives (`tests/rebuild.rs`).
//! - Code knows [`model::Role`]s, never the words of a model.
//! - What is not published is decided in one place, [`pages::Published`].
//!
//! Start reading at [`pipeline`].

pub mod cli;
pub mod config;
pub mod document;
pub mod draw;
pub mod escape;
pub mod export;
pub mod finding;
pub mod import;
pub mod language;
pub mod law;
pub mod model;
pub mod pages;
pub mod pipeline;
pub mod place;
pub mod rules;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod trace;
pub mod watch;
