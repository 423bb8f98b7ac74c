//! *Det aftalte kvalitetsniveau*: what was agreed, by whom, which thresholds it sets, what every rule demands and how
//! much it counts, the profiles of exports, and what hours are reckoned by.

use super::super::book::Book;
use super::super::front::day as day_of;
use super::super::refs::{escape, item_ref};
use super::super::route::Route;
use super::super::shell;
use super::super::view::{Chip, Content, Crumb, Inline, Row, Section, SectionsView, Table};
use super::super::words::{capital, name as named, number};
use super::crumb;
use super::parts::{column, day, href, section, short, text};
use crate::config::Config;
use crate::finding::{Language, Level};
use crate::model::Role;
use crate::rules::readiness::{AREAS, EFFORTS, Threshold, name, thresholds};
use crate::rules::{RULES, Rule};

/// Profiles whose levels stand beside the agreed ones.
const PROFILES: usize = 3;

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::QualityLevel);
    let mut page = shell::page(book, &from);
    page.title = book.word("Det aftalte kvalitetsniveau", "The agreed quality level").to_owned();
    page.menu = "udbudsparathed".to_owned();
    page.crumbs = vec![crumb(book, &from)];
    let profiles: Vec<(String, Config)> = profiles(book);
    let mut sections = vec![agreed(book, &from)];
    sections.extend(limits(book, &from, &profiles));
    let shown = &profiles[..profiles.len().min(PROFILES)];
    sections.extend(AREAS.iter().chain(["S"].iter()).filter_map(|letter| area(book, &from, letter, shown)));
    sections.push(of_profiles(book, &profiles));
    sections.push(hours(book));
    page.contents =
        sections.iter().map(|part| Crumb { text: part.title.clone(), href: format!("#{}", part.anchor) }).collect();
    let lead = book.word(
        "Hvad dokumentationen skal leve op til, før en løsning kan udbydes igen, og hvor meget hvert forhold vejer.",
        "What the documentation must live up to before a solution can be tendered again, and how much each matter weighs.",
    );
    SectionsView { title: page.title.clone(), page, lead: lead.to_owned(), sections }
}

/// Every profile with the settings under it, by name.
fn profiles(book: &Book) -> Vec<(String, Config)> {
    let config = &book.facts.config;
    let names = config.profile_names().into_iter();
    names.filter_map(|name| Some((name.to_owned(), config.with_profile(name)?))).collect()
}

fn agreed(book: &Book, from: &str) -> Section {
    let word = |da, en| book.word(da, en);
    let profile = &book.facts.config.profile;
    let row = |label: &str, values: Vec<Inline>| Row { cells: vec![vec![text(label)], values], ..Row::default() };
    let none = || text(word("ikke angivet", "not given"));
    let or_none = |said: &str| vec![if said.trim().is_empty() { none() } else { text(said.trim()) }];
    let mut decided = vec![none()];
    if let Some(id) = profile.aftalt_i.as_deref() {
        decided = match book.model().find(id.trim()) {
            Some(ix) if book.published.shows(ix) => vec![Inline::Item(item_ref(book, from, ix))],
            Some(_) => vec![text(word("ikke offentligt", "not public"))],
            None => vec![Inline::Broken { text: id.trim().to_owned() }],
        };
        if let Some(ix) = book.model().find(id.trim()).filter(|ix| book.published.shows(*ix)) {
            decided.extend(day_of(book, ix, Role::Date).map(|on| text(format!(" {}", day(book, on)))));
            for body in book.model().targets(ix, Role::DecidedBy) {
                decided.extend([text(word(" af ", " by ")), short(book, from, body)]);
            }
        }
    }
    let rows = vec![
        row(word("Navn", "Name"), or_none(&profile.navn)),
        row(word("Version", "Version"), or_none(&profile.version)),
        row(word("Aftalt i", "Agreed in"), decided),
    ];
    let columns = vec![column(word("Hvad", "What"), ""), column(word("Værdi", "Value"), "")];
    let table = Table { columns, rows, look: "plain facts", ..Table::default() };
    section("_aftalt", word("Aftalen", "The agreement"), Content::Table(table))
}

/// The thresholds in words, each with the rule that tells when it is missed.
fn limits(book: &Book, from: &str, profiles: &[(String, Config)]) -> Option<Section> {
    let word = |da, en| book.word(da, en);
    let schema = &book.model().schema;
    let base = thresholds(schema, &book.facts.config.profile.limits);
    let mut rows: Vec<Row> = base.iter().map(|(code, one)| limit_row(book, from, code, *one, "")).collect();
    for (name, config) in profiles {
        let own = thresholds(schema, &config.profile.limits).into_iter().filter(|one| !base.contains(one));
        rows.extend(own.map(|(code, one)| limit_row(book, from, code, one, name)));
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![column(word("Grænse", "Threshold"), ""), column(word("Regel", "Rule"), "id")];
    let phases = &book.facts.config.profile.limits.phases;
    let caption = match phases.is_empty() {
        true => String::new(),
        false => format!(
            "{} {}",
            word("Antallene kræves af løsninger i fasen", "The numbers are demanded of solutions in the phase"),
            or(book, phases)
        ),
    };
    let table = Table { caption, columns, rows, look: "plain", ..Table::default() };
    Some(section("_graenser", word("Aftalte grænser", "Agreed thresholds"), Content::Table(table)))
}

fn limit_row(book: &Book, from: &str, code: &str, threshold: Threshold, profile: &str) -> Row {
    let mut what = vec![text(in_words(book, threshold))];
    if !profile.is_empty() {
        what.push(text(format!(" ({} »{profile}«)", book.word("i profilen", "in the profile"))));
    }
    Row { cells: vec![what, vec![rule_link(book, from, code)]], ..Row::default() }
}

/// "Mindst 95 % af bestemmelserne er afklaret …".
fn in_words(book: &Book, threshold: Threshold) -> String {
    let danish = book.language() == Language::Danish;
    let many = |months: u32| match (danish, months) {
        (true, 1) => "den seneste måned".to_owned(),
        (true, _) => format!("de seneste {months} måneder"),
        (false, 1) => "the last month".to_owned(),
        (false, _) => format!("the last {months} months"),
    };
    match (threshold, danish) {
        (Threshold::Coverage(share), true) => format!(
            "Mindst {} % af bestemmelserne er afklaret i hver løsning og i hver lov, der skal dækkes fuldt.",
            share.to_string().replace('.', ",")
        ),
        (Threshold::Coverage(share), false) => {
            format!(
                "At least {share} % of the provisions are settled in each solution and in each act to be covered fully."
            )
        }
        (Threshold::Reviewed(months), true) => format!("Hvert element er gennemgået inden for {}.", many(months)),
        (Threshold::Reviewed(months), false) => format!("Each item was reviewed within {}.", many(months)),
        (Threshold::Proposals(1), true) => {
            "Et forslag er behandlet senest en måned efter, at det er modtaget.".to_owned()
        }
        (Threshold::Proposals(months), true) => {
            format!("Et forslag er behandlet senest {months} måneder efter, at det er modtaget.")
        }
        (Threshold::Proposals(months), false) => {
            format!("A proposal is treated within {months} months of its receipt.")
        }
        (Threshold::AtLeast(role, least), _) => {
            let schema = &book.model().schema;
            let kind = schema.kind_with(role).map(|kind| schema.kind(kind));
            let kind =
                kind.map_or("", |kind| named(book.language(), if least == 1 { &kind.name } else { &kind.plural }));
            let count = number(book.language(), least as usize);
            match danish {
                true => format!("Hver løsning har mindst {count} {kind}."),
                false => format!("Each solution has at least {count} {kind}."),
            }
        }
    }
}

/// The rules of an area with their levels; where a profile has another, it says so.
fn area(book: &Book, from: &str, letter: &str, profiles: &[(String, Config)]) -> Option<Section> {
    let word = |da, en| book.word(da, en);
    let rules = || RULES.iter().filter(|rule| rule.code.starts_with(letter));
    rules().next()?;
    let mut columns = vec![
        column(word("Regel", "Rule"), "id"),
        column(word("Hvad den finder", "What it finds"), ""),
        column(word("Niveau", "Level"), "id"),
    ];
    let differs = |config: &Config| rules().any(|rule| level(config, rule) != level(&book.facts.config, rule));
    let beside: Vec<&(String, Config)> = profiles.iter().filter(|(_, config)| differs(config)).collect();
    columns.extend(
        beside.iter().map(|(name, _)| column(&format!("{} »{name}«", word("I profilen", "In the profile")), "id")),
    );
    let row = |rule: &&&Rule| {
        let base = level(&book.facts.config, rule);
        let says = rule.says;
        let mut cells = vec![
            vec![rule_link(book, from, rule.code)],
            vec![text(word(says.da, says.en))],
            vec![text(level_word(book, base))],
        ];
        cells.extend(beside.iter().map(|(_, config)| match level(config, rule) {
            same if same == base => vec![text(word("det samme", "the same"))],
            other => vec![Inline::Chip(Chip { text: level_word(book, other).to_owned(), tone: "none" })],
        }));
        Row { cells, ..Row::default() }
    };
    let rows = rules().collect::<Vec<_>>().iter().map(row).collect();
    let title = capital(word(name(letter).da, name(letter).en));
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    Some(section(&format!("_{}", letter.to_ascii_lowercase()), &title, Content::Table(table)))
}

fn level(config: &Config, rule: &Rule) -> Level {
    config.level(rule.code).unwrap_or(rule.level)
}

fn level_word(book: &Book, level: Level) -> &'static str {
    match level {
        Level::Error => book.word("fejl", "error"),
        Level::Warning => book.word("advarsel", "warning"),
        Level::Info => book.word("oplysning", "info"),
        Level::Off => book.word("slået fra", "off"),
    }
}

fn rule_link(book: &Book, from: &str, code: &str) -> Inline {
    match crate::rules::index(code) {
        Some(place) => Inline::Link { text: code.to_owned(), href: href(book, from, &Route::Rule(place)) },
        // A threshold whose rule this program does not have yet.
        None => text(code),
    }
}

/// What each profile exports and to whom.
fn of_profiles(book: &Book, profiles: &[(String, Config)]) -> Section {
    let word = |da, en| book.word(da, en);
    let columns = vec![
        column(word("Profil", "Profile"), "id"),
        column(word("Udgiver", "Publishes"), ""),
        column(word("Tager med", "Takes"), ""),
        column(word("Egne niveauer", "Levels of its own"), ""),
    ];
    let row = |(name, config): &(String, Config)| {
        let profile = config.active_profile();
        let publishes = profile.and_then(|profile| profile.publish.clone()).unwrap_or_default();
        let publishes = match publishes.is_empty() {
            true => word("som ved udbud: offentligt og til tilbudsgivere", "as for a tender: public, and for bidders")
                .to_owned(),
            false => publishes.join(", "),
        };
        let select = profile.and_then(|profile| profile.select.as_ref());
        let takes = match select.and_then(|select| serde_json::to_string(select).ok()) {
            Some(select) => Inline::Html { html: format!("<code>{}</code>", escape(&spaced(&select))) },
            None => text(word("hele løsningen", "the whole solution")),
        };
        let own = RULES.iter().filter(|rule| level(config, rule) != level(&book.facts.config, rule));
        let own: Vec<String> =
            own.map(|rule| format!("{}: {}", rule.code, level_word(book, level(config, rule)))).collect();
        let own = if own.is_empty() { word("ingen", "none").to_owned() } else { own.join(", ") };
        let cells = vec![vec![text(name.as_str())], vec![text(publishes)], vec![takes], vec![text(own)]];
        Row { cells, ..Row::default() }
    };
    let table = Table { columns, rows: profiles.iter().map(row).collect(), look: "plain", ..Table::default() };
    section("_profiler", word("Profiler", "Profiles"), Content::Table(table))
}

/// JSON as YAML's flow form has it, so that it may break between words.
fn spaced(json: &str) -> String {
    json.replace("\",\"", ", ").replace("\":", ": ").replace(",\"", ", ").replace('"', "")
}

/// What one finding takes, by rule: hours on the other pages are these times the number of findings.
fn hours(book: &Book) -> Section {
    let word = |da, en| book.word(da, en);
    let how = word(
        "Timerne under »Gør dette først« er antallet af fund gange minutterne her, rundet op til hele timer. Tallene er et skøn til at prioritere efter; ventetid på svar fra andre og arbejdet med at gennemføre en ændring er ikke regnet med.",
        "The hours under \"Do this first\" are the number of findings times the minutes here, rounded up to whole hours. The numbers are a judgement to put tasks in order by; waiting for others, and the work of making a change, are left out.",
    );
    let row = |(code, minutes): &(&str, u32)| {
        let what = match code.len() {
            1 => format!("{} ({code})", capital(word(name(code).da, name(code).en))),
            _ => (*code).to_owned(),
        };
        format!("<tr><td>{}<td class=\"num\">{}", escape(&what), number(book.language(), *minutes as usize))
    };
    let rows: String = EFFORTS.iter().map(row).collect();
    let (what, minutes) =
        (word("Område eller regel", "Area or rule"), word("Minutter pr. fund", "Minutes per finding"));
    let html = format!(
        "<p>{how}</p><table><thead><tr><th scope=\"col\">{what}<th scope=\"col\" class=\"num\">{minutes}<tbody>{rows}</table>"
    );
    section("_timer", word("Sådan er timerne skønnet", "How hours are estimated"), Content::Prose { html })
}

/// "udbud, udvikling eller drift".
fn or(book: &Book, words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} {} {last}", first.join(", "), book.word("eller", "or")),
        _ => words.join(""),
    }
}
