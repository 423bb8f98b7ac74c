use super::*;

/// The tender of 1 March 2027 against a contract that ends on 30 June 2027, with these options.
fn tender(announced: &str, options: &str) -> String {
    format!(
        "=== content/x.yaml
elementer:
  - {{id: U, type: udbud, titel: U, annonceres: {announced}, afløser: KON}}
  - {{id: KON, type: kontrakt, titel: K, udløber: 2027-06-30, uopsigelig_til: 2025-06-30, optioner: [{options}]}}\n"
    )
}

fn late(announced: &str, what: &str) -> String {
    format!("content/x.yaml:2:48: error[O02]: the tender is announced on {announced}, but `KON` {what}")
}

#[test]
fn without_options_the_contract_ends_the_time() {
    check_rule("O02", &tender("2027-06-30", ""), "");
    check_rule("O02", &tender("2027-07-01", ""), &late("1 July 2027", "ends on 30 June 2027 and has no options left"));
}

#[test]
fn options_that_were_used_move_the_end() {
    let used = "{længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: ja}";
    check_rule("O02", &tender("2028-06-30", used), "");
    check_rule(
        "O02",
        &tender("2028-07-01", used),
        &late("1 July 2028", "ends on 30 June 2028 and has no options left"),
    );
    let twice = format!("{used}, {{længde: 1 år, udnyttet: ja}}");
    check_rule("O02", &tender("2029-06-30", &twice), "");
    // Nobody knows how long the contract is.
    check_rule("O02", &tender("2035-01-01", "{længde: så længe det er nødvendigt, udnyttet: ja}"), "");
}

#[test]
fn while_an_option_is_left_its_notice_is_the_last_day() {
    let options = "{længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: ja}, {længde: 12 måneder, varsles_senest: 2028-03-31, udnyttet: nej}";
    check_rule("O02", &tender("2028-03-31", options), "");
    check_rule(
        "O02",
        &tender("2028-04-01", options),
        &late("1 April 2028", "can be prolonged until 31 March 2028 only"),
    );
    check_rule("O02", &tender("2035-01-01", "{længde: 12 måneder}"), "");
}

#[test]
fn a_contract_binds_until_it_can_be_terminated() {
    let bound = tender("2027-12-31", "").replace("2025-06-30", "2027-12-31");
    check_rule("O02", &bound, "");
}

#[test]
fn the_month_has_its_own_last_day() {
    let leap = tender("2028-02-29", "{længde: 8 måneder, udnyttet: ja}").replace("2027-06-30", "2027-06-29");
    check_rule("O02", &leap, "");
}

#[test]
fn a_contract_that_has_ended_is_asked_for_nothing() {
    let project = |end: &str, options: &str| {
        format!(
            "=== sporbar.yaml\npr_dato: 2026-11-23
=== content/x.yaml
elementer:
  - {{id: DUBU, type: løsning, titel: D, kontrakt: KON}}
  - {{id: KON, type: kontrakt, titel: K, udløber: {end}, uopsigelig_til: 2020-01-01, datarettigheder: D, optioner: [{options}]}}\n"
        )
    };
    let lacks = "content/x.yaml:3:10: error[O03]: the contract `KON` has no exit plan";
    check_rule("O03", &project("2026-11-23", ""), lacks);
    check_rule("O03", &project("2026-11-22", ""), "");
    check_rule("O03", &project("2026-11-22", "{længde: 1 år, udnyttet: ja}"), lacks);
    check_rule("O03", &project("2027-01-01", "").replace("titel: D,", "titel: D, fase: lukket,"), "");
}

#[test]
fn the_exit_plan_is_older_than_the_announcement() {
    let project = |plan: &str, tender: &str| {
        format!(
            "=== sporbar.yaml\npr_dato: 2026-11-23
=== content/x.yaml
elementer:
  - {{id: DUBU, type: løsning, titel: D, kontrakt: KON}}
  - {{id: KON, type: kontrakt, titel: K, ophørsplan: {{dokument: Plan{plan}}}}}
{tender}"
        )
    };
    let tender = "  - {id: U, type: udbud, titel: U, løsning: DUBU, annonceres: 2027-06-01}\n";
    check_rule("O03", &project(", dato: 2027-05-31", tender), "");
    check_rule(
        "O03",
        &project(", dato: 2027-06-01", tender),
        "content/x.yaml:3:76: error[O03]: the exit plan is of 1 June 2027, but `U` is announced on 1 June 2027",
    );
    check_rule(
        "O03",
        &project(", dato: 2026-11-24", ""),
        "content/x.yaml:3:76: error[O03]: the exit plan is not made until 24 November 2026",
    );
    check_rule("O03", &project("", ""), "content/x.yaml:3:53: error[O03]: the exit plan of `KON` has no date");
}
