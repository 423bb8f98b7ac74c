//! The thresholds of a quality profile: `grænser` in `sporbar.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What is agreed as the least, or the longest; a threshold that is absent is not judged.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Share of provisions, 0 to 100, that must be answered or declared not relevant, of every act that is to be
    /// covered fully and of every solution (J18).
    #[serde(rename = "dækning_pct", deserialize_with = "share")]
    pub coverage_percent: Option<f64>,
    /// Months after which what nobody has reviewed is stale (V16).
    #[serde(rename = "gennemgået_måneder", deserialize_with = "months")]
    pub reviewed_months: Option<u32>,
    /// Months within which a proposal must be treated (G16).
    #[serde(rename = "forslag_måneder", deserialize_with = "months")]
    pub proposal_months: Option<u32>,
    /// How many items of a kind, by its key in the model, a solution has at least (V01–V07). A kind that is absent
    /// must be there once where the rule is awake.
    #[serde(rename = "mindst")]
    pub at_least: BTreeMap<String, u32>,
    /// Phases of a solution, as written in its `fase`, in which `at_least` is judged; empty: every phase but closed.
    #[serde(rename = "faser")]
    pub phases: Vec<String>,
}

impl Limits {
    /// These limits with those of a profile over them, each limit for itself.
    pub fn under(&self, profile: &Limits) -> Limits {
        let mut at_least = self.at_least.clone();
        at_least.extend(profile.at_least.iter().map(|(kind, count)| (kind.clone(), *count)));
        Limits {
            coverage_percent: profile.coverage_percent.or(self.coverage_percent),
            reviewed_months: profile.reviewed_months.or(self.reviewed_months),
            proposal_months: profile.proposal_months.or(self.proposal_months),
            at_least,
            phases: if profile.phases.is_empty() { self.phases.clone() } else { profile.phases.clone() },
        }
    }
}

fn share<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let wrong = || serde::de::Error::custom("`dækning_pct` must be a number from 0 to 100");
    let share = number(from).and_then(|number| number.as_f64()).ok_or_else(wrong)?;
    (0.0..=100.0).contains(&share).then_some(Some(share)).ok_or_else(wrong)
}

fn months<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let wrong = || serde::de::Error::custom("a number of months must be a whole number from 1 to 1200");
    let months = number(from).and_then(|number| number.as_u64()).ok_or_else(wrong)?;
    u32::try_from(months).ok().filter(|months| (1..=1200).contains(months)).map(Some).ok_or_else(wrong)
}

/// The number that is written; `None` when something else is.
fn number<'de, D: serde::Deserializer<'de>>(from: D) -> Option<serde_yaml::Number> {
    match serde_yaml::Value::deserialize(from).ok()? {
        serde_yaml::Value::Number(number) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_read() {
        let limits: Limits =
            serde_yaml::from_str("{dækning_pct: 99.5, gennemgået_måneder: 12, mindst: {krav: 1}, faser: [udbud]}")
                .unwrap();
        assert_eq!((limits.coverage_percent, limits.reviewed_months), (Some(99.5), Some(12)));
        assert_eq!((limits.at_least["krav"], limits.phases.len(), limits.proposal_months), (1, 1, None));
    }

    #[test]
    fn what_is_no_threshold_is_refused() {
        for wrong in ["dækning_pct: 950", "dækning_pct: -1", "dækning_pct: .nan", "dækning_pct: [95]"] {
            assert!(serde_yaml::from_str::<Limits>(wrong).unwrap_err().to_string().contains("0 to 100"), "{wrong}");
        }
        for wrong in ["gennemgået_måneder: 0", "forslag_måneder: 1.5", "forslag_måneder: snart"] {
            assert!(serde_yaml::from_str::<Limits>(wrong).unwrap_err().to_string().contains("whole number"), "{wrong}");
        }
        assert!(serde_yaml::from_str::<Limits>("dækning: 95").unwrap_err().to_string().contains("unknown field"));
    }
}
