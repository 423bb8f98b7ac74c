//! How drawings look on paper: as on the site, with the colours of its light theme written out.

use std::sync::OnceLock;

const SHEET: &str = include_str!("drawing.css");
/// What is drawn in no kind's colour.
const OTHERS: &str = "#5b6874";
/// Colours of kinds: those of the site.
const KINDS: [(&str, &[&str]); 10] = [
    ("#5b3a86", &["legal-source", "provision", "legal-analysis", "law-case", "interpretation"]),
    ("#1f4e8c", &["requirement"]),
    ("#955400", &["process", "use-case"]),
    ("#0b5c63", &["solution", "external-system", "domain"]),
    ("#38691f", &["concept", "domain-model"]),
    ("#8d2b64", &["interface", "standard"]),
    ("#8a3324", &["rule"]),
    ("#4048a0", &["information-object"]),
    ("#5c5a12", &["body", "organisation", "decision"]),
    ("#a84312", &["change", "proposal", "commission"]),
];

/// The rules, each kind's colour written out: what sets drawings knows no variables.
pub(super) fn sheet() -> &'static str {
    static WHOLE: OnceLock<String> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let mut sheet = format!(
            ".g-node{{fill:{OTHERS};stroke:{OTHERS}}}.c-box{{stroke:{OTHERS}}}.c-rule{{stroke:{OTHERS}}}\
             .hood [class^=\"k-\"]>:first-child,.map [class^=\"k-\"]>:first-child{{fill:{OTHERS};fill-opacity:.1;stroke:{OTHERS};stroke-width:1.4}}"
        );
        for (colour, kinds) in KINDS {
            for kind in kinds {
                sheet.push_str(&format!(
                    ".k-{kind} .g-node,.k-{kind}.g-node{{fill:{colour};stroke:{colour}}}\
                     .k-{kind} .c-box,.k-{kind}.c-box,.k-{kind} .c-rule,.k-{kind}.c-rule{{stroke:{colour}}}\
                     .hood .k-{kind}>:first-child,.map .k-{kind}>:first-child{{fill:{colour};fill-opacity:.1;stroke:{colour};stroke-width:1.4}}\
                     .hood .g-own.k-{kind}>:first-child,.map .g-own.k-{kind}>:first-child{{fill-opacity:1}}"
                ));
            }
        }
        sheet + SHEET
    })
}
