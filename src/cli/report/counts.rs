//! How many findings of each level.

use serde::Serialize;

use crate::finding::{Finding, Level};

/// Numbers of findings; what is waived counts nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub waived: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match (finding.waived, finding.level) {
                (true, _) => counts.waived += 1,
                (_, Level::Error) => counts.error += 1,
                (_, Level::Warning) => counts.warning += 1,
                (_, Level::Info) => counts.info += 1,
                (_, Level::Off) => {}
            }
        }
        counts
    }
}
