//! What the room that all rules of wording share does with a text; sentences by the hundred are in
//! `tests/requirements_language.rs`.

use crate::rules::testing::{check_rule, report};

/// A minimum requirement with a statement, in a Markdown file: the statement begins on line 9.
fn requirement(statement: &str) -> String {
    format!(
        "=== content/k.md\n---\nid: K-1\ntype: krav\ntitel: a\nkravtype: MK\nacceptkriterier: [b]\n---\n\n{statement}\n"
    )
}

fn of_area(project: &str) -> Vec<String> {
    report(project).lines().filter(|line| line.contains("[K")).map(str::to_owned).collect()
}

#[test]
fn only_the_authors_own_words_of_the_statement_are_read() {
    for statement in [
        "Løsningen skal vise status »hurtigt afklaret« og \"nem\".",
        "Løsningen skal vise feltet `hurtig` og [[K-1|den hurtige]].",
        "Løsningen skal følge § 5 i lov om hurtig hjælp m.v. og bekendtgørelse om god skik mv.",
        "Løsningen skal vise sagen.\n\n## Forklaring\n\nHurtigt og nemt, mv.",
        "# Hurtigt\n\nLøsningen skal vise sagen.\n\n> Hurtigt.\n\n> [!INTERN]\n> Hurtigt.\n\n```\nhurtigt\n```",
        "Løsningen skal vise ~~hurtigt~~ [sagen](https://hurtig.dk/mv.) på https://nem.dk/og/eller.",
    ] {
        assert_eq!(of_area(&requirement(statement)), [""; 0], "{statement}");
    }
}

#[test]
fn a_word_is_found_where_it_stands() {
    let said = "»hurtigt« can not be tested";
    for (statement, place) in [
        ("Løsningen skal vise\nsagen **hurtigt**.", "10:9"),
        ("Løsningen skal vise:\n\n- sagen hur\u{AD}tigt", "11:9"),
        ("Løsningen skal vise det her:\n\n| a | b |\n|---|---|\n| x | hurtigt |", "13:7"),
    ] {
        check_rule("K04", &requirement(statement), &format!("content/k.md:{place}: error[K04]: {said}"));
    }
}

#[test]
fn a_word_of_a_folded_or_quoted_text_is_found_too() {
    let project = "=== content/k.yaml
id: K-1
type: krav
titel: a
tekst: >
  Løsningen skal vise en sag hurtigt, og
  et dokument hurtigt.
";
    check_rule(
        "K04",
        project,
        "content/k.yaml:5:30: warning[K04]: »hurtigt« can not be tested
content/k.yaml:6:15: warning[K04]: »hurtigt« can not be tested",
    );
}

#[test]
fn a_lead_in_obliges_and_its_items_are_no_sentences_of_their_own() {
    assert_eq!(of_area(&requirement("Løsningen skal vise:\n\n- navn\n- adresse, som kan ændres")), [""; 0]);
    let actions = of_area(&requirement("Løsningen skal:\n\n- vise sagen\n- sende et brev"));
    assert_eq!(actions, ["content/k.md:12:3: warning[K02]: the requirement holds several obligations"]);
}

#[test]
fn a_pronoun_refers_back_and_one_that_foretells_a_clause_does_not() {
    let has = |statement: &str| of_area(&requirement(statement)).iter().any(|line| line.contains("[K09]"));
    for statement in [
        "Det skal være muligt for en bruger at rette sagen.",
        "Det er en forudsætning, at sagsbehandleren skal se fristen.",
        "Det gælder også, at sagsbehandleren skal se fristen.",
        "Det følger af barnets lov, at kommunen skal se fristen.",
        "Det skal fremgå af sagen, at fristen er overskredet.",
        "Det skal kunne ses i loggen, at en fil er slettet.",
        "Det kræves, at kommunen skal svare.",
        "Det påhviler Leverandøren at rette fejlen.",
        "Det må ikke være muligt for en gæst at slette en sag.",
    ] {
        assert!(!has(statement), "{statement}");
    }
    for statement in [
        "Det skal vise sagen.",
        "Det betyder, at kommunen skal svare.",
        "Det skal sikre, at fristen overholdes.",
        "Det skal være gemt for at kunne vises.",
        "Det skal gemmes i sagen, så en bruger kan se, at det er ændret.",
        "Det er vist ved at trykke på en knap, som skal være grøn.",
        "Det gælder også, når sagen skal lukkes.",
        "Den skal være vist, så det ses, at den er lukket.",
        "Denne oplysning skal kommunen kunne rette.",
    ] {
        assert!(has(statement), "{statement}");
    }
}

#[test]
fn a_minimum_requirement_is_judged_harder_and_a_profile_wins() {
    let mandatory = requirement("Løsningen skal så vidt muligt vise sagen.");
    check_rule("K05", &mandatory, "content/k.md:9:16: error[K05]: »så vidt muligt« is a way out of the requirement");
    let agreed = format!("=== sporbar.yaml\nkvalitetsprofil: {{regler: {{K: info}}}}\n{mandatory}");
    check_rule("K05", &agreed, "content/k.md:9:16: info[K05]: »så vidt muligt« is a way out of the requirement");
}

#[test]
fn a_model_adds_words_and_takes_some_out() {
    let model = "=== model.yaml\nnavn: egen\nudvid: fælleskommunal\nordlister: {vague: [snild], vague_time: ['!-hurtig'], open_end: ['!', etc.]}\n";
    let statement = requirement("Løsningen skal vise sagen hurtigt og snildt, mv. etc.");
    assert_eq!(
        of_area(&format!("{model}{statement}")),
        [
            "content/k.md:9:38: error[K04]: »snildt« can not be tested",
            "content/k.md:9:50: warning[K06]: »etc.« leaves the list open"
        ]
    );
}

#[test]
fn makes_are_found_by_name_and_a_list_that_is_none_is_told() {
    let project = |list: &str, statement: &str| {
        format!(
            "=== sporbar.yaml\nkvalitetsprofil: {{fabrikater: navne.yaml}}\n=== navne.yaml\n{list}\n{}",
            requirement(statement)
        )
    };
    let named = project("- Fjordsoft", "Løsningen skal køre på Fjordsofts servere ved en fjordsoft.");
    assert_eq!(
        of_area(&named),
        ["content/k.md:9:24: error[K19]: »Fjordsofts« is a certain make, and »eller tilsvarende« is missing"]
    );
    assert!(report(&project("{a: b}", "x")).contains("navne.yaml:1:1: error[S06]: a name of at least two characters"));
    assert!(report(&project("- [a]\n- Fjordsoft", "x")).contains("navne.yaml:1:3: error[S06]"));
    let broken = report(&project("- 'a\n", "x"));
    assert!(broken.contains("navne.yaml:") && broken.contains("error[S01]"), "{broken}");
}

#[test]
fn a_withdrawn_requirement_is_not_judged() {
    let withdrawn = requirement("Løsningen viser sagen hurtigt.").replace("titel: a", "titel: a\nstatus: udgået");
    assert_eq!(of_area(&withdrawn), [""; 0]);
}

#[test]
fn texts_made_to_be_slow_are_read_in_good_time() {
    for piece in [
        "skal ",
        "„",
        "»a ",
        "kan og ",
        "højst 5 ",
        "og/eller ",
        "ISO ",
        "følgende ",
        "må ",
        "(",
        "[x",
        "- skal\n",
        "stille ",
        "§ 5 i lov om ",
    ] {
        let findings = of_area(&requirement(&piece.repeat(2_000)));
        assert!(findings.len() < 10_000, "{piece}: {}", findings.len());
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn any_text_is_judged_and_every_finding_has_a_place(
            words in proptest::collection::vec("(skal|må|ikke|kan|og/eller|hurtigt|»|«|„|“|\\[\\[K-1\\]\\]|`x`|\\*|#|- |\\| |\n|\n\n|æ\u{30a}|\u{ad}|ISO|27001:2022|stille|til|rådighed|at|,|\\.|:|5|nr\\.|X|sekunder|😀)", 0..40),
        ) {
            for line in of_area(&requirement(&words.join(" "))) {
                prop_assert!(line.starts_with("content/k.md:"), "{line}");
            }
        }
    }
}
