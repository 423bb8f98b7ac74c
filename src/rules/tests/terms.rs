//! Terms of concepts in requirements: K14 with its fix, whose concept counts (V12, K14, K15), and V19 with the lock.

use super::*;
use crate::finding::Finding;
use crate::rules::check as judge;
use crate::trace::reviews::recorded;

const CONCEPT: &str = "=== content/b.yaml
id: B-1
type: begreb
titel: underretning
definition: henvendelse om bekymring for et barns trivsel
frarådede_termer: [bekymringsskrivelse]
";

/// What K14 finds in a statement: the words it stands at, and what the fix writes instead.
fn deprecated(statement: &str) -> Vec<(String, Option<String>)> {
    let facts =
        facts_of(&format!("{CONCEPT}=== content/k.md\n---\nid: K-1\ntype: krav\ntitel: Frist\n---\n\n{statement}\n"));
    let of_rule = judge(&facts).into_iter().filter(|finding| finding.code == "K14");
    let told = |finding: Finding| {
        let at = finding.place.span.of(facts.text(finding.place.file)).to_owned();
        if let Some(fix) = &finding.fix {
            assert_eq!(fix.place, finding.place, "{statement}");
        }
        (at, finding.fix.map(|fix| fix.replacement))
    };
    of_rule.map(told).collect()
}

#[test]
fn a_deprecated_term_is_found_and_mended_where_that_is_safe() {
    let found = |at: &str, fix: Option<&str>| vec![(at.to_owned(), fix.map(str::to_owned))];
    for (statement, expected) in [
        // Bare, after a word that hangs on neither gender nor number.
        ("Løsningen skal kvittere for bekymringsskrivelse.", found("bekymringsskrivelse", Some("underretning"))),
        // At the beginning of a sentence, with its large letter.
        ("Bekymringsskrivelse skal kvitteres.", found("Bekymringsskrivelse", Some("Underretning"))),
        ("Den skal virke. Bekymringsskrivelse skal kvitteres.", found("Bekymringsskrivelse", Some("Underretning"))),
        // What agrees with the old word may not agree with the new one.
        ("Løsningen skal vise en bekymringsskrivelse.", found("bekymringsskrivelse", None)),
        // Inflected.
        ("Løsningen skal vise bekymringsskrivelserne.", found("bekymringsskrivelserne", None)),
        ("Løsningen skal vise bekymringsskrivelsens dato.", found("bekymringsskrivelsens", None)),
        // The first part of a compound.
        ("Løsningen skal vise bekymringsskrivelsesfrister.", found("bekymringsskrivelsesfrister", None)),
        // Each where it stands.
        (
            "Løsningen skal kvittere for bekymringsskrivelse og vise bekymringsskrivelsen.",
            [found("bekymringsskrivelse", Some("underretning")), found("bekymringsskrivelsen", None)].concat(),
        ),
    ] {
        assert_eq!(deprecated(statement), expected, "{statement}");
    }
}

#[test]
fn a_deprecated_term_that_is_not_the_authors_own_word_is_left_alone() {
    for statement in [
        "# Om bekymringsskrivelse\n\nLøsningen skal kvittere for underretning.",
        "Løsningen skal kvittere for underretning.\n\n## Bekymringsskrivelse\n\nSe vejledningen.",
        "Løsningen skal vise »bekymringsskrivelse« som overskrift.",
        "Løsningen skal vise \"en bekymringsskrivelse\" som overskrift.",
        "Løsningen skal læse feltet `bekymringsskrivelse`.",
        "Løsningen skal læse følgende:\n\n```\nbekymringsskrivelse\n```",
        "Løsningen skal følge reglen:\n\n> En bekymringsskrivelse besvares.",
        "Løsningen skal vise [skemaet](https://example.dk/bekymringsskrivelse).",
        "Løsningen skal vise <https://example.dk/bekymringsskrivelse>.",
        // A word that only looks like it.
        "Løsningen skal vise bekymringen og skrivelsen.",
    ] {
        assert_eq!(deprecated(statement), [], "{statement}");
    }
}

const SOLUTIONS: &str = "=== content/l.yaml
elementer:
  - {id: L-1, type: løsning, titel: Første}
  - {id: L-2, type: løsning, titel: Anden}
=== content/k1.md
---
id: K-1
type: krav
titel: Vis
løsning: L-1
---
Løsningen skal vise henvendelsen, som Henvendelsen står.
=== content/k2.md
---
id: K-2
type: krav
titel: Vis igen
løsning: L-2
---
Løsningen skal vise henvendelsen, som Henvendelsen står.
";

#[test]
fn a_solutions_own_concept_stands_before_a_shared_one() {
    // The shared concept deprecates what the first solution prefers: only the other has to write something else.
    let shared = "=== content/b.yaml
elementer:
  - {id: B-1, type: begreb, titel: underretning, definition: et brev, frarådede_termer: [henvendelse]}
  - {id: B-2, type: begreb, titel: henvendelse, definition: et kald, løsning: L-1}
";
    let second =
        "content/k2.md:7:21: warning[K14]: »henvendelsen« is a deprecated term; the preferred one is »underretning«
content/k2.md:7:39: warning[K14]: »Henvendelsen« is a deprecated term; the preferred one is »underretning«";
    check_rule("K14", &format!("{SOLUTIONS}{shared}"), second);
    // The other way round: what the first solution deprecates, the others may write.
    let own = "=== content/b.yaml
elementer:
  - {id: B-1, type: begreb, titel: henvendelse, definition: et kald}
  - {id: B-2, type: begreb, titel: underretning, definition: et brev, frarådede_termer: [henvendelse], løsning: L-1}
";
    let first = second.replace("k2.md", "k1.md");
    check_rule("K14", &format!("{SOLUTIONS}{own}"), &first);
}

#[test]
fn what_another_solution_calls_its_own_is_no_fault_here() {
    let other = "=== content/b.yaml
{id: B-2, type: begreb, titel: underretning, definition: et brev, frarådede_termer: [henvendelse], løsning: L-2}
";
    let first = report(&format!("{SOLUTIONS}{other}"));
    assert!(!first.lines().any(|line| line.contains("k1.md") && line.contains("[K14]")), "{first}");
    assert!(first.lines().any(|line| line.contains("k2.md") && line.contains("[K14]")), "{first}");
}

#[test]
fn a_word_that_any_concept_explains_is_used_and_defined() {
    // Shared and own concept of one term: a text that uses the word uses both, and its capital is explained.
    let both = "=== content/b.yaml
elementer:
  - {id: B-1, type: begreb, titel: henvendelse, definition: et brev}
  - {id: B-2, type: begreb, titel: henvendelse, definition: et kald, løsning: L-1}
";
    check_rule("V12", &format!("{SOLUTIONS}{both}"), "");
    check_rule("K15", &format!("{SOLUTIONS}{both}"), "");
    check_rule(
        "K15",
        SOLUTIONS,
        "content/k1.md:7:39: info[K15]: »Henvendelsen« is capitalised as a defined word in 2 requirements, but no concept explains it",
    );
}

const LAW: &str = "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
bestemmelser:
  - ref: § 20
    versioner:
      - {fra: 2024-01-01, til: 2025-12-31, resume: Inden fire måneder.}
      - {fra: 2026-01-01, resume: Inden tre måneder.}
  - ref: § 21
    versioner:
      - {fra: 2024-01-01, til: 2026-02-28, resume: Skriftligt.}
      - {fra: 2026-03-01, resume: Digitalt.}
";

const TERM: &str = "=== content/b.yaml
id: B-1
type: begreb
titel: frist
definition: sidste dag, hvor noget kan ske
hjemmel: [BL § 20, BL § 21]
gennemgået: {dato: 2025-05-12, af: FG-BØRN}
";

/// The lines that a review of all links on a day gives.
fn reviewed(day: &str) -> [String; 2] {
    let facts = facts_of(&format!("{TERM}{LAW}"));
    let day = day.parse().unwrap();
    let lines = facts.reviews().all().iter().filter_map(|review| recorded(&facts.model, review, day, "FG-BØRN"));
    lines.map(|line| line.to_string()).collect::<Vec<_>>().try_into().unwrap()
}

fn older_than_law(term: &str, lock: &[&str], expected: &str) {
    let lock = match lock {
        [] => String::new(),
        lines => format!("=== gennemgang.lock\n{}\n", lines.join("\n")),
    };
    check_rule("V19", &format!("{term}{LAW}{lock}"), expected);
}

#[test]
fn without_a_lock_the_items_own_review_counts() {
    let late = "content/b.yaml:5:20: warning[V19]: `B-1` was last reviewed on 12 May 2025, but `BL § 21` changed on 1 March 2026";
    older_than_law(TERM, &[], late);
    older_than_law(&TERM.replace("2025-05-12", "2026-05-12"), &[], "");
    let between = late.replace("12 May 2025", "1 February 2026");
    older_than_law(&TERM.replace("2025-05-12", "2026-02-01"), &[], &between);
    // What nobody says to have reviewed is not older than anything: V16 asks for the review.
    older_than_law(&TERM.replace("gennemgået: {dato: 2025-05-12, af: FG-BØRN}\n", ""), &[], "");
}

#[test]
fn a_lock_says_for_each_link_what_it_was_held_against() {
    let [first, second] = reviewed("2026-05-12");
    older_than_law(TERM, &[&first, &second], "");
    // Held against the text of today, whenever that was.
    let [early_first, early_second] = reviewed("2025-12-01");
    older_than_law(TERM, &[&early_first, &early_second], "");
    // Half a lock: of the link without a line the last day counts on which anybody looked at the item.
    let half = "content/b.yaml:5:20: warning[V19]: `B-1` was last reviewed on 1 December 2025, but `BL § 21` changed on 1 March 2026";
    older_than_law(TERM, &[&early_first], half);
    older_than_law(TERM, &[&first], "");
    // Held against another text.
    let other = early_second.replace(early_second.split('\t').nth(4).unwrap(), "0123456789ab");
    older_than_law(TERM, &[&early_first, &other], half);
}

#[test]
fn a_lock_of_another_item_says_nothing_and_that_of_an_earlier_id_holds() {
    let [first, second] = reviewed("2026-05-12");
    let (first_old, second_old) = (first.replace("B-1\t", "B-0\t"), second.replace("B-1\t", "B-0\t"));
    let late = "content/b.yaml:5:20: warning[V19]: `B-1` was last reviewed on 12 May 2025, but `BL § 21` changed on 1 March 2026";
    older_than_law(TERM, &[&first_old, &second_old], late);
    let renamed = TERM.replace("gennemgået:", "tidligere_id: [B-0]\ngennemgået:");
    older_than_law(&renamed, &[&first_old, &second_old], "");
}
