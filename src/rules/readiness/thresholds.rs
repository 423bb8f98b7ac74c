//! The thresholds of a quality profile, and the rules that tell when one is missed.

use crate::config::Limits;
use crate::model::{Role, Schema};

/// Something that the profile agrees as the least or the longest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// Share of the law that is answered or declared not relevant, 0 to 100.
    Coverage(f64),
    /// Months after which an item has to be reviewed again.
    Reviewed(u32),
    /// Months within which a proposal is treated.
    Proposals(u32),
    /// How many items a solution has at least of the kind with a role.
    AtLeast(Role, u32),
}

/// The rules that ask for items of a kind.
const AT_LEAST: [(&str, Role); 7] = [
    ("V01", Role::Requirement),
    ("V02", Role::Process),
    ("V03", Role::Concept),
    ("V04", Role::InformationObject),
    ("V05", Role::Interface),
    ("V06", Role::Rule),
    ("V07", Role::UseCase),
];

/// The threshold whose miss a rule tells; `None` for rules that tell none, and where the profile says nothing of it.
pub fn of_rule(schema: &Schema, limits: &Limits, code: &str) -> Option<Threshold> {
    match code {
        "J18" => limits.coverage_percent.map(Threshold::Coverage),
        "V16" => limits.reviewed_months.map(Threshold::Reviewed),
        "G16" => limits.proposal_months.map(Threshold::Proposals),
        _ => {
            let (_, role) = AT_LEAST.iter().find(|(known, _)| *known == code)?;
            let kind = &schema.kind(schema.kind_with(*role)?).key;
            limits.at_least.get(kind).filter(|least| **least > 0).map(|least| Threshold::AtLeast(*role, *least))
        }
    }
}

/// Every threshold of a profile with the rule that tells when it is missed.
pub fn all(schema: &Schema, limits: &Limits) -> Vec<(&'static str, Threshold)> {
    let codes = ["J18"].into_iter().chain(AT_LEAST.map(|(code, _)| code)).chain(["V16", "G16"]);
    codes.filter_map(|code| Some((code, of_rule(schema, limits, code)?))).collect()
}
