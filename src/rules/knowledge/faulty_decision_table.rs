//! V15: a decision table that leaves open what is decided.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::decision::{self, Fault, Policy, Table, combination};

pub const RULE: Rule = Rule {
    code: "V15",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::DecisionTable, Role::TableInputs, Role::TableRows],
    says: Text {
        da: "En beslutningstabel har huller, overlap eller rækker, der aldrig kan nås.",
        en: "A decision table has gaps, overlaps or rows that can never be reached.",
    },
    why: Text {
        da: "Den, der bygger efter tabellen, må selv finde på svaret, og to leverandører finder på hver sit.",
        en: "Who builds from the table must make up the answer, and two suppliers make up different ones.",
    },
    bad: "=== content/r-15.yaml
elementer:
  - id: R-15
    type: regel
    titel: Hvem skal spørges
    beslutningstabel:
      input: [alder, samtykke]
      output: [næste skridt]
      hitpolitik: U
      rækker:
        - [under 18, ja, hør forældrene]
        - [18 og derover, ja, fortsæt]
        - [18 og derover, nej, stop]
",
    good: "=== content/r-15.yaml
elementer:
  - id: R-15
    type: regel
    titel: Hvem skal spørges
    beslutningstabel:
      input: [alder, samtykke]
      output: [næste skridt]
      hitpolitik: U
      rækker:
        - [under 18, \"-\", hør forældrene]
        - [18 og derover, ja, fortsæt]
        - [18 og derover, nej, stop]
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    if item.field_with(&facts.model.schema, Role::DecisionTable).is_none() || !look::is_wanted(facts, item) {
        return;
    }
    let Some(table) = decision::read(facts, ix) else { return };
    for (number, column) in table.columns.iter().enumerate() {
        if let Some((one, other)) = &column.units {
            findings.at(column.place).level(Level::Info).says(said!(
                "kolonnen `{}` regner både i `{}` og i `{}`, så dens celler er ikke undersøgt",
                "the column `{}` counts both in `{}` and in `{}`, so its cells were not looked at"; column.name, one, other
            )).help(said!("brug den samme enhed i hele kolonnen", "use one unit in the whole column"));
        } else {
            report_unread(facts, &table, number, findings);
        }
    }
    for fault in decision::judge(&table) {
        report(&table, &fault, findings);
    }
}

/// The first cell of a column that can't be read, once for all of them.
fn report_unread(facts: &Facts, table: &Table, column: usize, findings: &mut Findings) {
    let mut unread = table.rows.iter().filter(|row| row.width.is_none() && row.takes[column].is_none());
    let Some(first) = unread.next() else { return };
    let place = first.cells[column];
    let text = facts.text(place.file).get(place.span.start as usize..place.span.end as usize).unwrap_or("");
    let name = &table.columns[column].name;
    let message = match unread.count() {
        0 => said!(
            "`{}` kan ikke læses som en værdi af `{}`, så cellen er ikke undersøgt",
            "`{}` can't be read as a value of `{}`, so the cell was not looked at"; text, name
        ),
        more => said!(
            "`{}` kan ikke læses som en værdi af `{}`; den og {} andre celler er ikke undersøgt",
            "`{}` can't be read as a value of `{}`; it and {} other cells were not looked at"; text, name, more
        ),
    };
    findings.at(place).level(Level::Info).says(message).help(said!(
        "skriv en værdi, en grænse som `under 18` eller `>= 18`, et spænd som `18..64`, eller `-`, når det er lige meget",
        "write a value, a bound such as `under 18` or `>= 18`, a span such as `18..64`, or `-` where it does not matter"
    ));
}

fn report(table: &Table, fault: &Fault, findings: &mut Findings) {
    let row_place = |row: usize| table.rows[row].place;
    let (place, (message, help)) = match fault {
        // Told by column.
        Fault::Unread { .. } => return,
        Fault::NoRows => (table.place, no_rows()),
        Fault::Gap { area, more } => (table.place, gap(&combination(&table.columns, area), *more)),
        Fault::Unfinished => (table.place, unfinished()),
        Fault::Width { row, cells } => (row_place(*row), width(table, *row, *cells)),
        Fault::Nothing { row, column } => {
            (table.rows[*row].cells[*column], takes_nothing(&table.columns[*column].name))
        }
        Fault::Overlap { row, earlier, area } => {
            (row_place(*row), overlap(table.policy, [*earlier, *row], &combination(&table.columns, area)))
        }
        Fault::Unreachable { row, behind } => (row_place(*row), unreachable(*row, *behind)),
    };
    let found = findings.at(place).says(message).help(help);
    if *fault == Fault::Unfinished {
        found.level(Level::Info);
    } else if let Fault::Overlap { earlier, .. } = fault {
        found.related(row_place(*earlier), said!("den anden række", "the other row"));
    }
}

/// What is so, and what to do.
type Told = (Said, Said);

fn no_rows() -> Told {
    (
        said!("beslutningstabellen har ingen rækker", "the decision table has no rows"),
        said!("skriv en række for hver kombination", "write a row for each combination"),
    )
}

fn gap(combination: &Said, more: bool) -> Told {
    let (da, en) = if more { (" (og andre)", " (and others)") } else { ("", "") };
    let message = Said::new(
        format!("beslutningstabellen mangler: {}{da}", combination.da),
        format!("the decision table lacks: {}{en}", combination.en),
    );
    (message, said!("tilføj en række, der siger, hvad der gælder da", "add a row that says what holds then"))
}

fn unfinished() -> Told {
    (
        said!(
            "beslutningstabellen er for stor til at blive undersøgt til bunds",
            "the decision table is too large to be looked through to the end"
        ),
        said!(
            "del den i flere regler, der afhænger af hinanden",
            "split it into several rules that depend on each other"
        ),
    )
}

fn width(table: &Table, row: usize, cells: usize) -> Told {
    let columns = table.columns.len() + table.rows[row].outputs.len();
    let message = said!(
        "rækken har {} celler, men tabellen har {} kolonner", "the row has {} cells, but the table has {} columns";
        cells, columns
    );
    let help = said!(
        "skriv en celle for hver kolonne, og `-`, hvor det er lige meget",
        "write a cell for each column, and `-` where it does not matter"
    );
    (message, help)
}

fn takes_nothing(column: &str) -> Told {
    let message = said!(
        "ingen værdi af `{}` passer her, så rækken kan aldrig nås",
        "no value of `{}` fits here, so the row can never be reached"; column
    );
    (message, said!("ret cellen, eller slet rækken", "mend the cell, or remove the row"))
}

fn overlap(policy: Policy, [earlier, row]: [usize; 2], both: &Said) -> Told {
    let message = Said::new(
        format!("række {} og {} gælder begge for: {}", earlier + 1, row + 1, both.da),
        format!("rows {} and {} both hold for: {}", earlier + 1, row + 1, both.en),
    );
    let help = match policy {
        Policy::Any => said!("lad dem give det samme, eller skil dem ad", "let them give the same, or part them"),
        _ => said!(
            "skil dem ad, eller skriv hitpolitik `F`, hvis den første gælder",
            "part them, or write the hit policy `F` if the first holds"
        ),
    };
    (message, help)
}

fn unreachable(row: usize, behind: Option<usize>) -> Told {
    let message = match behind {
        Some(before) => said!(
            "række {} kan aldrig nås: række {} gælder altid før den",
            "row {} can never be reached: row {} always holds before it"; row + 1, before + 1
        ),
        None => said!(
            "række {} kan aldrig nås: rækkerne før den dækker alle dens tilfælde",
            "row {} can never be reached: the rows before it cover all its cases"; row + 1
        ),
    };
    (message, said!("flyt rækken op, eller slet den", "move the row up, or remove it"))
}
