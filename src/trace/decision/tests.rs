//! Tables by what is said of them, and every verdict against trying every combination.

use super::judge::judge_within;
use super::*;
use crate::rules::testing::{check_rule, facts_of};

fn project(policy: &str, inputs: &str, rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("    - [{row}]\n")).collect();
    format!(
        "=== content/r.yaml\nid: R\ntype: regel\ntitel: R\nbeslutningstabel:\n  input: {inputs}\n  output: [ud]\n  hitpolitik: {policy}\n  rækker:\n{rows}"
    )
}

#[track_caller]
fn says(policy: &str, inputs: &str, rows: &[&str], expected: &str) {
    check_rule("V15", &project(policy, inputs, rows), expected);
}

#[test]
fn a_missing_combination_is_named() {
    says(
        "U",
        "[alder, samtykke]",
        &["under 18, ja, a", "\">= 18\", \"-\", b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: alder under 18 and samtykke = nej",
    );
    says(
        "U",
        "[alder]",
        &["under 18 år, a", "fra 18 til og med 64 år, b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: alder at least 65 år",
    );
    says(
        "F",
        "[beløb]",
        &["\"< 1,5\", a", "\"> 2\", b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: beløb from 1,5 up to and including 2",
    );
    says(
        "U",
        "[dag]",
        &["før 2026-01-01, a", "efter 2026-03-31, b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: dag from 1 January 2026 up to and including 31 March 2026",
    );
    says(
        "U",
        "[art, hast]",
        &["sygdom, ja, a", "sygdom, nej, a", "barsel, ja, b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: art = barsel and hast = nej",
    );
    says(
        "U",
        "[{navn: art, værdier: [sygdom, barsel, ferie]}]",
        &["sygdom, a", "barsel, b"],
        "content/r.yaml:8:3: warning[V15]: the decision table lacks: art = ferie",
    );
    says("U", "[art]", &["sygdom, a", "barsel, b"], "");
    says("C", "[samtykke]", &["ja, a"], "");
}

#[test]
fn rows_that_take_the_same_are_told_by_policy() {
    let rows = ["\"0..10\", a", "\"10..20\", b", "over 20, c"];
    says("U", "[antal]", &rows, "content/r.yaml:10:7: warning[V15]: rows 1 and 2 both hold for: antal = 10");
    says("A", "[antal]", &rows, "content/r.yaml:10:7: warning[V15]: rows 1 and 2 both hold for: antal = 10");
    says("F", "[antal]", &rows, "");
    says("P", "[antal]", &rows, "");
    says("A", "[antal]", &["\"0..10\", a", "\"10..20\", a", "over 20, c"], "");
    says(
        "F",
        "[antal]",
        &["\">= 5\", a", "\"7..9\", b", "\"-\", c"],
        "content/r.yaml:10:7: warning[V15]: row 2 can never be reached: row 1 always holds before it",
    );
    says(
        "F",
        "[samtykke]",
        &["ja, a", "nej, b", "\"-\", c"],
        "content/r.yaml:11:7: warning[V15]: row 3 can never be reached: the rows before it cover all its cases",
    );
    says("F", "[art]", &["sygdom, a", "\"-\", b"], "");
}

#[test]
fn what_is_no_value_is_told_and_never_guessed_at() {
    says(
        "U",
        "[alder]",
        &["under 18, a", "stor nok, b"],
        "content/r.yaml:10:8: info[V15]: `stor nok` can't be read as a value of `alder`, so the cell was not looked at",
    );
    says(
        "U",
        "[frist]",
        &["under 2 uger, a", "over 14 dage, b"],
        "content/r.yaml:5:11: info[V15]: the column `frist` counts both in `uger` and in `dage`, so its cells were not looked at",
    );
    says(
        "U",
        "[alder, b]",
        &["under 18, a", "18 og derover, ja, a"],
        "content/r.yaml:9:7: warning[V15]: the row has 2 cells, but the table has 3 columns",
    );
    says(
        "F",
        "[alder]",
        &["\"[5..3]\", a", "\"-\", b"],
        "content/r.yaml:9:8: warning[V15]: no value of `alder` fits here, so the row can never be reached",
    );
}

#[test]
fn names_may_be_listed_left_out_and_summed_up() {
    for sound in [
        &["a eller b, 1", "c, 2", "a, 3"][..2],
        &["a, 1", "ikke a, 2"],
        &["a, 1", "b, 2", "andet, 3"],
        &["[a, b], 1", "c, 2"],
        &["ja, 1", "nej, 2", "ikke relevant, 3"],
        &["§ 20, 1", "§ 21, 2"],
        &["1, a", "2, b", "ukendt, c"],
    ] {
        says("U", "[art]", sound, "");
    }
    says(
        "U",
        "[art]",
        &["a, 1", "b, 2", "ikke a, 3"],
        "content/r.yaml:11:7: warning[V15]: rows 2 and 3 both hold for: art = b",
    );
}

#[test]
fn a_table_that_is_too_large_says_so() {
    let rows: Vec<String> =
        (0..40).map(|row| format!("{}, x", ["ja", "nej"].map(|word| format!("{word}{row}")).join(", "))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let facts = facts_of(&project("U", "[a, b]", &rows));
    let table = read(&facts, facts.model.find("R").unwrap()).unwrap();
    assert!(judge(&table).iter().any(|fault| matches!(fault, Fault::Gap { .. })));
    assert_eq!(judge_within(&table, 100), [Fault::Unfinished]);
}

#[test]
fn a_table_of_a_hundred_thousand_rows_is_not_kept() {
    let rows = "    - [x, y]\n".repeat(100_000);
    let project = format!("{}{rows}", project("U", "[a]", &["b, c"]));
    check_rule(
        "V15",
        &project,
        "content/r.yaml:8:3: info[V15]: the decision table is too large to be looked through to the end",
    );
}

/// A generator that needs no luck: the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A cell of a column with what it takes of the values 0 to 5 (amounts), of `a`, `b`, `c` or of yes and no.
fn cell(dice: &mut Dice, column: usize) -> (String, Vec<usize>) {
    let all = [6, 3, 2][column];
    if dice.below(4) == 0 {
        return ("\"-\"".to_owned(), (0..all).collect());
    }
    let (low, high) = (dice.below(all as u64) as usize, dice.below(all as u64) as usize);
    match column {
        0 => match dice.below(4) {
            0 => (format!("\"< {high}\""), (0..high).collect()),
            1 => (format!("\">= {low}\""), (low..6).collect()),
            2 => (format!("\"{low}..{high}\""), (low..=high).collect()),
            _ => (format!("\"{low}\""), vec![low]),
        },
        1 => {
            let names = ["a", "b", "c"];
            let mut taken = vec![low, high];
            taken.sort_unstable();
            taken.dedup();
            (format!("[{}]", taken.iter().map(|at| names[*at]).collect::<Vec<_>>().join(", ")), taken)
        }
        _ => (["ja", "nej"][low].to_owned(), vec![low]),
    }
}

/// Every combination as amount, name and truth.
fn combinations() -> Vec<[usize; 3]> {
    let mut all = Vec::new();
    for amount in 0..6 {
        for name in 0..3 {
            all.extend([[amount, name, 0], [amount, name, 1]]);
        }
    }
    all
}

const INPUTS: &str = "[{navn: n, spænd: 0..5}, {navn: art, værdier: [a, b, c]}, s]";

/// Whether an area holds a combination: the atom of the amount is found by the cuts.
fn holds(table: &Table, area: &[Atoms], one: &[usize; 3]) -> bool {
    let Scale::Amounts { cuts, .. } = &table.columns[0].scale else { panic!("{:?}", table.columns[0]) };
    let atom = cuts.partition_point(|cut| *cut <= one[0] as i128) - 1;
    area[0].has(atom) && area[1].has(one[1]) && (area[2].has(one[2]))
}

#[test]
fn every_verdict_is_that_of_trying_every_combination() {
    let mut dice = Dice(7);
    for round in 0..600 {
        let policy = ["U", "A", "F"][round % 3];
        let mut rows = Vec::new();
        let mut taken: Vec<[Vec<usize>; 3]> = Vec::new();
        // The first two rows make the last column one of yes and no, whatever the dice say.
        for row in 0..2 + dice.below(5) {
            let cells = [0, 1, 2].map(|column| match (column, row) {
                (2, 0) => ("ja".to_owned(), vec![0]),
                (0, 0) => ("\"0..2\"".to_owned(), vec![0, 1, 2]),
                _ => cell(&mut dice, column),
            });
            let output = dice.below(2);
            rows.push(format!("{}, {}, {}, u{output}", cells[0].0, cells[1].0, cells[2].0));
            taken.push(cells.map(|(_, values)| values));
        }
        let texts: Vec<&str> = rows.iter().map(String::as_str).collect();
        let facts = facts_of(&project(policy, INPUTS, &texts));
        let table = read(&facts, facts.model.find("R").unwrap()).unwrap();
        let faults = judge(&table);
        let takes = |row: usize, one: &[usize; 3]| (0..3).all(|column| taken[row][column].contains(&one[column]));
        let missing: Vec<[usize; 3]> =
            combinations().into_iter().filter(|one| (0..rows.len()).all(|row| !takes(row, one))).collect();
        let gap = faults.iter().find_map(|fault| match fault {
            Fault::Gap { area, .. } => Some(area),
            _ => None,
        });
        assert_eq!(gap.is_some(), !missing.is_empty(), "{rows:#?}\n{missing:?}");
        if let Some(area) = gap {
            let named: Vec<[usize; 3]> = combinations().into_iter().filter(|one| holds(&table, area, one)).collect();
            assert!(!named.is_empty() && named.iter().all(|one| missing.contains(one)), "{rows:#?}\n{named:?}");
        }
        for row in 0..rows.len() {
            let own: Vec<[usize; 3]> = combinations().into_iter().filter(|one| takes(row, one)).collect();
            let before = |one: &[usize; 3]| (0..row).any(|other| takes(other, one));
            let clashes = |one: &[usize; 3]| {
                (0..row).any(|other| {
                    takes(other, one) && (policy == "U" || table.rows[row].outputs != table.rows[other].outputs)
                })
            };
            let told = |wanted: fn(&Fault) -> Option<usize>| faults.iter().filter_map(wanted).any(|one| one == row);
            let overlap = told(|fault| if let Fault::Overlap { row, .. } = fault { Some(*row) } else { None });
            let unreachable = told(|fault| if let Fault::Unreachable { row, .. } = fault { Some(*row) } else { None });
            let nothing = told(|fault| if let Fault::Nothing { row, .. } = fault { Some(*row) } else { None });
            assert_eq!(nothing, own.is_empty(), "{rows:#?} {row}");
            assert_eq!(overlap, policy != "F" && own.iter().any(clashes), "{policy} {rows:#?} {row}");
            let hidden = policy == "F" && row > 0 && !own.is_empty() && own.iter().all(before);
            assert_eq!(unreachable, hidden, "{rows:#?} {row}");
        }
        assert!(faults.iter().all(|fault| !matches!(fault, Fault::Unread { .. } | Fault::Unfinished)), "{faults:?}");
    }
}
