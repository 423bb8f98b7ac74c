//! Area S, *struktur*: can the documentation be read, and does it hang together?

pub mod cycle;
pub mod faulty_waiver;
pub mod id_used_twice;
pub mod idle_waiver;
pub mod link_to_nothing;
pub mod link_to_withdrawn;
pub mod link_to_wrong_kind;
pub mod lonely_item;
pub mod malformed_view;
pub mod missing_id;
pub mod missing_part;
pub mod old_id;
pub mod removed_html;
pub mod shared_address;
pub mod unknown_key;
pub mod unknown_kind;
pub mod unlinked_attachment;
pub mod unreadable_file;
pub mod unusable_index;
pub mod wrong_number_of_links;
pub mod wrong_value;

use crate::rules::Rule;

/// The rules of the area, sorted by code.
pub static RULES: &[&Rule] = &[
    &unreadable_file::RULE,
    &missing_id::RULE,
    &id_used_twice::RULE,
    &unknown_kind::RULE,
    &unknown_key::RULE,
    &wrong_value::RULE,
    &link_to_nothing::RULE,
    &link_to_wrong_kind::RULE,
    &wrong_number_of_links::RULE,
    &link_to_withdrawn::RULE,
    &old_id::RULE,
    &shared_address::RULE,
    &cycle::RULE,
    &unlinked_attachment::RULE,
    &missing_part::RULE,
    &lonely_item::RULE,
    &malformed_view::RULE,
    &removed_html::RULE,
    &faulty_waiver::RULE,
    &idle_waiver::RULE,
    &unusable_index::RULE,
];
