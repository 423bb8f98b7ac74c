//! Writes a planned site to its folder so that readers always meet one whole site.
//!
//! Two trees are kept: the published one and, in `.sporbar/forrige/`, the one before it. A build brings
//! the second tree up to date and exchanges the two in one step; see "Publishing: two trees" in the design.
//! [`Publisher::open`] looks at the folder and locks it, [`Publisher::unchanged`] answers when nothing has to be
//! done, [`Publisher::begin`] gives the [`Staging`] that pages are written to, [`Staging::finish`] publishes.
//!
//! The stage knows paths and bytes: not what a page is, not what the site is made of, no clock. What is
//! remembered (`manifest`) is a hint that is compared with the disk before it is trusted, so that losing or
//! damaging it costs time and never gives a wrong site. A file that was written under the same [`Key`] is kept without
//! being made; where there is none, the same bytes are not written twice. A killed process leaves the old site or the new
//! one. Nothing is forced to the disk platter: after a power cut the next build finds by size and time what was lost.

mod disk;
mod folder;
mod hash;
mod manifest;
mod marker;
mod publisher;
mod records;
mod route;
mod second;
mod shard;
mod staging;
#[cfg(all(test, unix))]
mod tests;
mod walk;

pub use folder::Refusal;
pub use hash::Key;
pub use marker::{MARKER, verify_marker};
pub use publisher::{Memory, Publisher, StoredRun};
pub use records::Records;
pub use shard::Shard;
pub use staging::{Published, Run, Staging, Why};
