//! Area V, *forretningsviden*: what is known of the business that a solution serves.

pub mod interface_without_both_ends;
