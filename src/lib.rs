//! Sporbar compiles business requirements, written as Markdown and YAML, into a cross-linked static site.

pub mod config;
pub mod document;
pub mod finding;
pub mod law;
pub mod model;
pub mod place;
pub mod source;
