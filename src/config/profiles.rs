//! Named sets of levels, limits and what is exported: `profiler` in `sporbar.yaml`.

use super::{Config, ExportProfile, RuleLevel};
use crate::finding::Level;

/// The profile of a tender that names none; every project has it, written or not.
pub const TENDER: &str = "udbud";

/// What the profile of a tender is stricter in than the rules themselves, where the project says nothing of the rule:
/// a bidder can't answer a minimum requirement without knowing what is accepted.
const STRICTER: [(&str, RuleLevel); 1] = [("K16", RuleLevel::Error)];

impl Config {
    /// Level of a rule under the profile in force; `None` leaves the rule's own. A code wins over its area, and what the
    /// profile says over what the quality profile says.
    pub fn level(&self, code: &str) -> Option<Level> {
        let area = code.get(..1).unwrap_or("");
        let named = self.active_profile().map(|profile| &profile.regler);
        let named = named.and_then(|levels| levels.get(code).or_else(|| levels.get(area)));
        let agreed = &self.profile.regler;
        let level = named.or_else(|| agreed.get(code)).copied();
        level.or_else(|| self.stricter(code)).or_else(|| agreed.get(area).copied()).map(Level::from)
    }

    /// The settings with a profile in force, its limits over those that are agreed; `None` when no profile has the name.
    pub fn with_profile(&self, name: &str) -> Option<Config> {
        let name = name.trim();
        let known = self.profiles.keys().find(|known| known.as_str() == name);
        let name = known.map(String::as_str).or((name == TENDER).then_some(TENDER))?;
        let mut config = self.clone();
        config.active = Some(name.to_owned());
        if let Some(profile) = self.profiles.get(name) {
            config.profile.limits = self.profile.limits.under(&profile.limits);
        }
        Some(config)
    }

    /// Names of all profiles, sorted: the project's, and that of a tender.
    pub fn profile_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.profiles.keys().map(String::as_str).chain([TENDER]).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What the profile in force says; `None` without one, or when it is that of a tender and not written.
    pub fn active_profile(&self) -> Option<&ExportProfile> {
        self.profiles.get(self.active.as_deref()?)
    }

    fn stricter(&self, code: &str) -> Option<RuleLevel> {
        let of_tender = self.active.as_deref() == Some(TENDER);
        STRICTER.iter().find(|(known, _)| of_tender && *known == code).map(|(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: &str =
        "kvalitetsprofil: {regler: {K: warning, J02: info}, grænser: {dækning_pct: 95, forslag_måneder: 6}}
profiler:
  streng: {regler: {J: error}, grænser: {dækning_pct: 100}}
";

    #[test]
    fn a_profile_wins_and_leaves_what_it_does_not_name() {
        let config = Config::read(SETTINGS).unwrap();
        let strict = config.with_profile("streng").unwrap();
        assert_eq!((config.level("J02"), strict.level("J02")), (Some(Level::Info), Some(Level::Error)));
        assert_eq!((strict.level("K01"), strict.level("V01")), (Some(Level::Warning), None));
        let limits = &strict.profile.limits;
        assert_eq!((limits.coverage_percent, limits.proposal_months), (Some(100.0), Some(6)));
    }

    #[test]
    fn the_profile_of_a_tender_is_there_unwritten_and_yields_to_the_project() {
        let config = Config::read(SETTINGS).unwrap();
        assert_eq!(config.level("K16"), Some(Level::Warning));
        assert_eq!(config.with_profile("udbud").unwrap().level("K16"), Some(Level::Error));
        let own = Config::read("kvalitetsprofil: {regler: {K16: info}}").unwrap();
        assert_eq!(own.with_profile("udbud").unwrap().level("K16"), Some(Level::Info));
        assert!(config.with_profile("genudbud").is_none());
        assert_eq!(config.profile_names(), ["streng", "udbud"]);
    }
}
