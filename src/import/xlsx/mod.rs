//! Spreadsheets in: rows of requirements that somebody edited, and the answers of suppliers.

mod answers;
mod dates;
mod read;

pub use answers::{Answers, answers};
pub use read::read;
