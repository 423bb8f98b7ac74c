//! Sporbar compiles business requirements, written as Markdown and YAML, into a cross-linked static site.

pub mod cli;
pub mod config;
pub mod document;
pub mod draw;
pub mod finding;
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
