//! S14: a file that no reader can find.

use crate::finding::Level;
use crate::place::{Place, Span};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "S14",
    level: Level::Warning,
    scope: Scope::Site(check),
    needs: &[],
    says: Text { da: "Intet linker til en vedlagt fil.", en: "Nothing links to an attachment." },
    why: Text {
        da: "Filen kommer ikke med på sitet, og den, der lagde den, tror, at den er der.",
        en: "The file does not reach the site, and who put it there believes that it does.",
    },
    bad: "=== content/side.md
Tidsplanen er vedlagt.
=== content/tidsplan.pdf
%PDF
",
    good: "=== content/side.md
Se [tidsplanen](tidsplan.pdf).
=== content/tidsplan.pdf
%PDF
",
    waivable: false,
};

fn check(facts: &Facts, findings: &mut Findings) {
    for file in &facts.model.attachments.unlinked {
        findings
            .at(Place { file: *file, span: Span::default() })
            .says(said!("intet linker til `{}`", "nothing links to `{}`"; facts.path(*file)))
            .help(said!("link til filen, eller fjern den", "link to the file, or remove it"));
    }
}
