//! Spreadsheets in: rows of requirements that somebody edited, and the answers of suppliers.

mod dates;
mod read;

pub use read::read;
