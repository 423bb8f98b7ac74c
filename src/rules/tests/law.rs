//! Law that changes: what the examples of the J rules don't show.

use super::*;

const LAW: &str = "=== content/l.yaml\nid: L\ntype: retskilde\ntitel: Lov om prøver\nkortnavn: prøveloven\n";

fn requirement(id: &str, rest: &str) -> String {
    format!(
        "=== content/{id}.md\n---\nid: {id}\ntype: krav\ntitel: Krav\nophav: forretning\nbegrundelse: aftalt\n{rest}"
    )
}

#[test]
fn an_open_paragraph_is_told_once_and_an_answered_part_leaves_the_others() {
    let law = format!(
        "{LAW}dækning: fuld\nbestemmelser:\n  - ref: § 1\n    bestemmelser:\n      - ref: stk. 1\n      - ref: stk. 2\n  - ref: § 2\n    bestemmelser:\n      - ref: stk. 1\n      - ref: stk. 2\n  - {{ref: § 3, ophævet: 2020-01-01}}\n  - {{ref: § 4, i_kraft: ministeren fastsætter}}\n"
    );
    let project = format!("{law}{}---\n", requirement("K-1", "hjemmel: L § 2, stk. 1\n"));
    check_rule(
        "J09",
        &project,
        "content/l.yaml:7:10: warning[J09]: `L § 1` has neither a requirement nor an assessment
content/l.yaml:14:14: warning[J09]: `L § 2, stk. 2` has neither a requirement nor an assessment",
    );
    let whole = format!("{law}{}---\n", requirement("K-1", "hjemmel: [L § 1, L § 2]\n"));
    check_rule("J09", &whole, "");
    check_rule("J09", &project.replace("dækning: fuld", "dækning: udvalgte"), "");
}

#[test]
fn year_number_and_type_of_an_address_are_held_against_the_record() {
    let law = |lines: &str| format!("{LAW}{lines}");
    check_rule(
        "J12",
        &law("underskrevet: 2022-12-20\neli: https://www.retsinformation.dk/eli/lta/2023/1\n"),
        "content/l.yaml:6:6: warning[J12]: the ELI says 2023, but the source was signed in 2022",
    );
    check_rule(
        "J12",
        &law("dokumenttype: VEJ\neli: https://www.retsinformation.dk/eli/lta/2023/1\n"),
        "content/l.yaml:6:6: warning[J12]: the ELI belongs to the collection `lta`, which has no documents of the type `VEJ`",
    );
    check_rule(
        "J12",
        &law("dokumenttype: LBK\neli: https://www.retsinformation.dk/eli/accn/B20240022705\n"),
        "content/l.yaml:6:6: warning[J12]: the ELI is of the type BEK, but `dokumenttype` is `LBK`",
    );
    check_rule(
        "J12",
        &law("udgaver:\n  - {type: LBK, nummer: \"282\", eli: \"https://www.retsinformation.dk/eli/lta/2025/283\"}\n"),
        "content/l.yaml:6:37: warning[J12]: the ELI says number 283, but `nummer` is `282`",
    );
    for sound in [
        "dokumenttype: EU\nnummer: \"2016/679\"\nunderskrevet: 2016-04-27\neli: http://data.europa.eu/eli/reg/2016/679/oj\n",
        "dokumenttype: \"BEK H#LOKDOK04\"\nnummer: nr. 0227\neli: https://retsinformation.dk/eli/accn/B20240022705/xml\n",
        "nummer: 1-1\neli: https://www.retsinformation.dk/eli/fob/2009/1-1\n",
        "nummer: L 87\neli: https://www.retsinformation.dk/eli/ft/20241L00087\n",
    ] {
        check_rule("J12", &law(sound), "");
    }
}

#[test]
fn an_analysis_is_older_than_a_text_only_from_the_day_of_that_text() {
    let project = |from: &str| {
        format!(
            "{LAW}bestemmelser:\n  - ref: § 1\n    bestemmelser:\n      - ref: stk. 1\n        versioner:\n          - {{fra: 2020-01-01, resume: a}}\n          - {{fra: {from}, resume: b}}\n=== content/lu.yaml\nid: LU\ntype: lovudredning\ntitel: Udredning\nhjemmel: L § 1\nkvalitetssikret: {{af: FG, dato: 2026-01-01}}\npunkter: [{{om: L § 1}}]\n=== content/o.yaml\nid: FG\ntype: organ\ntitel: Faggruppen\norgantype: faggruppe\n"
        )
    };
    check_rule(
        "J13",
        &project("2026-07-01"),
        "content/lu.yaml:5:33: warning[J13]: `LU` was quality-assured on 1 January 2026, but `L § 1, stk. 1` changed on 1 July 2026",
    );
    check_rule("J13", &project("2027-01-01"), "");
    let by_others = project("2027-01-01").replace("organtype: faggruppe", "organtype: styregruppe");
    check_rule("J13", &by_others, "content/lu.yaml:1:5: warning[J13]: `LU` is not quality-assured by an expert group");
    check_rule("J13", &by_others.replace("type: lovudredning\n", "type: lovudredning\nstatus: kladde\n"), "");
}

#[test]
fn a_question_that_names_no_requirement_is_about_all_that_rest_on_the_provision() {
    let question = "=== content/f.yaml\nid: F\ntype: fortolkning\ntitel: Hvornår?\nstatus: åben\nom: L § 1\n";
    let law = format!("{LAW}bestemmelser:\n  - {{ref: § 1}}\n");
    let project = format!("{law}{question}{}---\n", requirement("K-1", "hjemmel: L § 1\n"));
    check_rule("J14", &project, "content/K-1.md:2:5: warning[J14]: `K-1` awaits the answer to `F`: \"Hvornår?\"");
    check_rule("J14", &project.replace("begrundelse: aftalt\n", "begrundelse: aftalt\nstatus: udgået\n"), "");
}

#[test]
fn law_in_the_text_is_held_against_what_the_requirement_rests_on() {
    let law = format!("{LAW}bestemmelser:\n  - ref: § 1\n    bestemmelser:\n      - ref: stk. 1\n  - ref: § 2\n");
    let told = |basis: &str, text: &str| {
        let project = format!("{law}{}---\n\n{text}\n", requirement("K-1", &format!("hjemmel: {basis}\n")));
        let of_rule = |line: &&str| line.contains("[J17]");
        report(&project).lines().filter(of_rule).map(str::to_owned).collect::<Vec<_>>()
    };
    let found = told("L § 1", "Se [[L § 2]] og igen [[L § 2]].");
    assert_eq!(found, ["content/K-1.md:10:4: info[J17]: the text names `L § 2`, which is not among the legal basis"]);
    for covered in
        ["Se [[L § 1, stk. 1]] og [[L § 1]].", "Efter § 1, stk. 1, gælder det.", "Efter prøvelovens § 1 gælder det."]
    {
        assert_eq!(told("L § 1", covered), Vec::<String>::new(), "{covered}");
    }
    assert_eq!(told("L § 1", "Efter prøvelovens § 2 gælder det.").len(), 1);
    assert_eq!(told("L § 1", "Efter § 2 gælder det.").len(), 1);
    assert_eq!(told("L", "Efter § 2 gælder det, se [[L § 2]]."), Vec::<String>::new(), "the whole act covers it");
    for other in ["Efter § 9 i lov om noget andet.", "Skriv `§ 2` i feltet.", "Loven siger »efter § 2«."] {
        assert_eq!(told("L § 1", other), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn a_provision_inside_one_that_moved_has_moved_with_it() {
    let law = format!(
        "{LAW}bestemmelser:\n  - ref: § 2\n    flyttet: [{{fra_ref: § 1, pr: 2026-03-01}}]\n    bestemmelser:\n      - {{ref: stk. 1, resume: a}}\n  - ref: § 1\n"
    );
    let lock =
        |day: &str| format!("=== gennemgang.lock\nK-1\thjemmel\tL § 1, stk. 1\tresume\t000000000000\t{day}\tFG\n");
    let project = format!("{law}{}---\n", requirement("K-1", "hjemmel: [\"L § 1, stk. 1\"]\n"));
    check_rule(
        "J15",
        &format!("{project}{}", lock("2026-01-01")),
        "content/K-1.md:7:11: error[J15]: what was reviewed on 1 January 2026 as `L § 1, stk. 1` is now `L § 2, stk. 1`",
    );
    check_rule("J15", &format!("{project}{}", lock("2026-03-01")), "");
    let facts = facts_of(&format!("{project}{}", lock("2026-01-01")));
    let findings = crate::rules::check(&facts);
    let fix = findings.iter().find(|finding| finding.code == "J15").and_then(|finding| finding.fix.as_ref());
    assert_eq!(fix.map(|fix| fix.replacement.as_str()), Some("\"L § 2, stk. 1\""), "the quotes stay");
}

#[test]
fn a_review_recorded_under_an_earlier_id_still_counts() {
    let law = format!("{LAW}tidligere_id: [GL]\nbestemmelser:\n  - {{ref: § 1, resume: a}}\n");
    let project = format!("{law}{}---\n", requirement("K-1", "tidligere_id: [K-0]\nhjemmel: L § 1\n"));
    let facts = facts_of(&project);
    let review = &facts.reviews().all()[0];
    let line = crate::trace::reviews::recorded(&facts.model, review, DAY, "FG").unwrap().to_string();
    let old = line.replace("K-1\t", "K-0\t").replace("\tL § 1\t", "\tGL § 1\t");
    let facts = facts_of(&format!("{project}=== gennemgang.lock\n{old}\n"));
    assert_eq!(facts.reviews().all()[0].state, crate::trace::reviews::State::Unchanged);
}

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 1);

#[test]
fn a_hostile_file_of_reviews_never_panics() {
    let project = format!("{LAW}bestemmelser:\n  - {{ref: § 1}}\n{}---\n", requirement("K-1", "hjemmel: L § 1\n"));
    for text in [
        "\u{feff}",
        "\t\t\t\t\t\t",
        "\0",
        "a\tb\tc\ttekst\tæææææææææææ\t2026-01-01\tx",
        "K-1\thjemmel\tL § 1\ttekst\t000000000000\t9999-99-99\tx",
        "<<<<<<<",
        "#\r#\r\n\r",
    ] {
        report(&format!("{project}=== gennemgang.lock\n{text}\n"));
    }
}
