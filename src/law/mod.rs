//! Danish and EU legal citations: the places inside a legal source, the grammar that reads them
//! in a link field or in running text, and the days from which and until which law holds.
//!
//! The stage knows text and nothing else: no file, no project, no item. Whether `BL` is a source
//! and lists a § 20 is for `model` to answer.
//!
//! A place is a [`Pinpoint`]. [`split_citation`] cuts `BL § 20, stk. 3` into source and place,
//! [`parse_pinpoint`] reads the place, [`parse_step`] one level of a provision list, and [`cite`]
//! finds every citation in Danish prose.

mod acts;
mod citation;
mod compare;
mod eli;
mod items;
mod pinpoint;
mod places;
mod prose;
mod tokens;
mod validity;
mod words_diff;

pub use citation::{
    CitationError, is_relative_fragment, looks_like_citation, parse_pinpoint, parse_step, split_citation,
};
pub use compare::{Changed, Comparison, Moved, Passage, compare, same_wording};
pub use eli::{Eli, read_eli};
pub use pinpoint::{Level, Pinpoint, Step};
pub use prose::{Citation, cite, named_acts};
pub use validity::{Commencement, State, Validity, danish_date, english_date, parse_danish_date, parse_date};
pub use words_diff::{Change, Part, words_diff};
