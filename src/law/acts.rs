//! How running text names an act: by title, number, popular name, abbreviation, or as one named before.

use super::items::Bounds;
use super::places;
use super::tokens::{TokenKind, Tokens, same_word};
use super::validity::is_danish_month;

/// Longest title that is looked for, in words and marks.
const LONGEST_TITLE: usize = 40;

const KINDS: [&str; 18] = [
    "lov",
    "lovbekendtgørelse",
    "bekendtgørelse",
    "cirkulære",
    "cirkulæreskrivelse",
    "vejledning",
    "anordning",
    "forordning",
    "direktiv",
    "konvention",
    "loven",
    "lovbekendtgørelsen",
    "bekendtgørelsen",
    "cirkulæret",
    "vejledningen",
    "anordningen",
    "forordningen",
    "direktivet",
];
const SHORT_KINDS: [&str; 11] = ["LOV", "LBK", "BEK", "CIR", "CIS", "VEJ", "SKR", "AND", "ANG", "LF", "DSK"];
const EU_KINDS: [&str; 7] = [
    "forordning",
    "direktiv",
    "afgørelse",
    "gennemførelsesforordning",
    "gennemførelsesafgørelse",
    "rammeafgørelse",
    "gennemførelsesdirektiv",
];
const POPULAR_ENDINGS: [&str; 13] = [
    "loven",
    "forordningen",
    "direktivet",
    "bekendtgørelsen",
    "cirkulæret",
    "vejledningen",
    "konventionen",
    "anordningen",
    "traktaten",
    "protokollen",
    "overenskomsten",
    "chartret",
    "charteret",
];

const INDEFINITE_ENDINGS: [&str; 5] = ["konvention", "forordning", "direktiv", "charter", "traktat"];

/// Finite verbs and conjunctions that follow a citation; titles of Danish acts hold none of them.
const TITLE_STOPS: &str = "er var blev bliver har havde skal skulle kan kunne vil ville må måtte bør får fik finder gælder \
    følger fremgår fastsætter fastsættes anvendes ophæves ændres udgør indeholder medfører træder \
    omfatter giver gives ydes udbetales foretages fradrages træffes behandles forstås bortfalder \
    bestemmer regulerer sikrer siger beskriver henviser stiller stilles kræver kræves pålægger pålægges \
    sker tilbydes opfyldes overholdes nævner nævnes betyder tilsiger ikke som der når hvis hvor \
    hvorefter hvori anførte nævnte omhandlede omtalte medmindre mens fordi idet således herunder inden senest uanset jf jævnfør dog eller \
    samt at efter men så også samme fra undtagen hhv";

/// An act named in running text.
#[derive(Debug)]
pub(super) struct Act {
    /// As named, in plain spaces and without genitive; `None` for `samme lov`, `loven`.
    pub name: Option<String>,
    /// First token, and the token after the last.
    pub first: usize,
    pub next: usize,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// `servicelovens`: owns the reference that follows.
    Genitive,
    /// By number and date: a comma may stand between it and its reference.
    Numbered,
    /// `BL`.
    Abbreviation,
    /// By title or popular name.
    Name,
}

/// The act that is named from token `at` on.
pub(super) fn act(tokens: &Tokens, at: usize) -> Option<Act> {
    tokens.word(at).chars().next()?;
    earlier(tokens, at)
        .or_else(|| european(tokens, at))
        .or_else(|| numbered(tokens, at))
        .or_else(|| titled(tokens, at))
        .or_else(|| popular(tokens, at))
        .or_else(|| abbreviation(tokens, at))
}

fn named(tokens: &Tokens, first: usize, next: usize, form: Form) -> Option<Act> {
    let text = &tokens.text[tokens.start(first)..tokens.end_before(next)];
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Act { name: Some(name), first, next, form })
}

/// `samme lov`, `nævnte bekendtgørelses`.
fn earlier(tokens: &Tokens, at: usize) -> Option<Act> {
    if !tokens.is_any(at, &["samme", "nævnte", "denne", "dette", "førnævnte", "ovennævnte"]) {
        return None;
    }
    let word = tokens.word(at + 1);
    let is_kind = |word: &str| KINDS.iter().any(|kind| same_word(word, kind));
    let genitive = word.strip_suffix('s').is_some_and(is_kind);
    let form = if genitive { Form::Genitive } else { Form::Name };
    (genitive || is_kind(word)).then_some(Act { name: None, first: at, next: at + 2, form })
}

/// `Europa-Parlamentets og Rådets forordning (EU) 2016/679 af 27. april 2016`, `direktiv 2014/24/EU`,
/// `Rådets direktiv om …`.
fn european(tokens: &Tokens, first: usize) -> Option<Act> {
    const AUTHORS: [&str; 8] =
        ["europa-parlamentets", "og", "rådets", "rådet", "kommissionens", "delegerede", "delegeret", "den"];
    let mut at = first;
    while at < first + 4 && tokens.is_any(at, &AUTHORS) && (at > first || !tokens.is_any(at, &["og", "den"])) {
        at += 1;
    }
    if !tokens.is_any(at, &EU_KINDS) {
        return None;
    }
    at += 1;
    if at > first + 1 && tokens.is_word(at, "om") {
        let next = title_end(tokens, at + 1);
        return if next == at + 1 { None } else { named(tokens, first, next, Form::Name) };
    }
    if tokens.is_mark(at, '(') && tokens.is_mark(at + 2, ')') {
        at += 3;
    }
    if tokens.is_word(at, "nr") {
        at += 1 + usize::from(tokens.is_mark(at + 1, '.'));
    }
    tokens.digits(at)?;
    if !tokens.is_mark(at + 1, '/') {
        return None;
    }
    tokens.digits(at + 2)?;
    at += 3;
    if tokens.is_mark(at, '/') && tokens.is_any(at + 1, &["eu", "ef", "eøf", "ria"]) {
        at += 2;
    }
    if tokens.is_word(at, "af")
        && let Some(next) = date(tokens, at + 1)
    {
        at = next;
    }
    named(tokens, first, at, Form::Numbered)
}

/// `lovbekendtgørelse nr. 282 af 17. marts 2025`, `LBK nr 282 af 17/03/2025`.
fn numbered(tokens: &Tokens, at: usize) -> Option<Act> {
    if !tokens.is_any(at, &KINDS) && !SHORT_KINDS.contains(&tokens.word(at)) {
        return None;
    }
    let mut next = at + 1;
    if tokens.is_any(next, &["nr", "nummer"]) {
        next += 1 + usize::from(tokens.is_mark(next + 1, '.'));
    }
    tokens.digits(next)?;
    // Some publications have numbers such as 1-1.
    next += if tokens.is_dash(next + 1) && tokens.digits(next + 2).is_some() { 3 } else { 1 };
    if !tokens.is_word(next, "af") {
        return None;
    }
    named(tokens, at, date(tokens, next + 1)?, Form::Numbered)
}

/// The token after `17. marts 2025`, `17/03/2025`, `17-03-2025` or `17/3 2025`.
fn date(tokens: &Tokens, at: usize) -> Option<usize> {
    let at = at + usize::from(tokens.is_word(at, "den"));
    tokens.digits(at)?;
    if tokens.is_mark(at + 1, '.') && is_danish_month(tokens.word(at + 2)) {
        return tokens.digits(at + 3).map(|_| at + 4);
    }
    let separates = |at: usize| tokens.is_mark(at, '/') || tokens.is_dash(at) || tokens.is_mark(at, '.');
    if !separates(at + 1) {
        return None;
    }
    tokens.digits(at + 2)?;
    let year = at + 3 + usize::from(separates(at + 3));
    tokens.digits(year).map(|_| year + 1)
}

/// `lov om …`, `bekendtgørelse af lov om …`.
fn titled(tokens: &Tokens, at: usize) -> Option<Act> {
    let subject = tokens.is_word(at + 1, "om") || tokens.is_word(at + 1, "af") && tokens.is_word(at + 2, "lov");
    if !tokens.is_any(at, &KINDS) || !subject {
        return None;
    }
    let next = title_end(tokens, at + 2);
    if next == at + 2 { None } else { named(tokens, at, next, Form::Name) }
}

/// The token after a title: the first mark, reference, or word that titles don't hold.
fn title_end(tokens: &Tokens, start: usize) -> usize {
    let mut at = start;
    while at < tokens.count().min(start + LONGEST_TITLE) && (at == start || !tokens.begins_paragraph(at)) {
        match tokens.kind(at) {
            Some(TokenKind::Word) if ends_title(tokens, at) => break,
            Some(TokenKind::Word) => match abbreviated(tokens, at) {
                // After the stop of `m.v.` a capital begins the next sentence.
                Some(length) if tokens.word(at + length).starts_with(char::is_uppercase) => {
                    at += length;
                    break;
                }
                length => at += length.unwrap_or(1),
            },
            Some(TokenKind::Number) => at += 1,
            Some(TokenKind::Dash) if tokens.is_glued(at) => at += 1,
            // `kommunikationsnet og -tjenester`
            Some(TokenKind::Dash) if tokens.is_any(at - 1, &["og", "eller"]) && tokens.is_glued(at + 1) => at += 1,
            Some(TokenKind::Mark('/' | '\'' | '’')) if tokens.is_glued(at) && tokens.is_glued(at + 1) => at += 1,
            _ => break,
        }
    }
    while at > start && tokens.is_any(at - 1, &["og", "i", "til", "ved", "for", "af", "om", "med", "på"]) {
        at -= 1;
    }
    at
}

/// How many tokens `m.v.`, `m.m.` or `mv.` takes at `at`.
fn abbreviated(tokens: &Tokens, at: usize) -> Option<usize> {
    if tokens.is_any(at, &["mv", "mfl", "mm"]) {
        return Some(1 + usize::from(tokens.is_mark(at + 1, '.')));
    }
    let long = tokens.is_word(at, "m") && tokens.is_mark(at + 1, '.') && tokens.is_any(at + 2, &["v", "m", "fl"]);
    long.then(|| 3 + usize::from(tokens.is_mark(at + 3, '.')))
}

fn ends_title(tokens: &Tokens, at: usize) -> bool {
    let stops = |at: usize| {
        let mut bounds = Bounds { expansions_left: 0, impossible: false };
        TITLE_STOPS.split(' ').any(|stop| tokens.is_word(at, stop))
            || tokens.kind(at) == Some(TokenKind::Sign)
            || places::begins(tokens, at, &mut bounds).is_some()
    };
    let another = |at: usize| tokens.is_any(at, &KINDS) || tokens.is_word(at, "i");
    stops(at) || tokens.is_word(at, "og") && (stops(at + 1) || another(at + 1))
}

/// `serviceloven`, `servicelovens`, `barnets lov`, `lovens`.
fn popular(tokens: &Tokens, at: usize) -> Option<Act> {
    let word = tokens.word(at);
    let owner = word.to_lowercase().ends_with('s');
    if owner && word.len() > 4 && tokens.is_any(at + 1, &["lov", "lovs"]) {
        let genitive = tokens.is_word(at + 1, "lovs");
        let form = if genitive { Form::Genitive } else { Form::Name };
        let mut act = named(tokens, at, at + 2, form)?;
        if genitive {
            act.name.as_mut()?.pop();
        }
        return Some(act);
    }
    let base = if owner { &word[..word.len() - 1] } else { word };
    let lower = base.to_lowercase();
    // `den hidtil gældende selskabslovs § 48`: without its article only where it owns a reference.
    let indefinite = (owner && lower.len() > 4 && tokens.kind(at + 1) == Some(TokenKind::Sign)).then_some(&"lov");
    let mut endings = POPULAR_ENDINGS.iter().chain(indefinite);
    let ending = endings.find(|ending| lower.ends_with(*ending))?;
    // `loven` alone names no act.
    let bare = lower.len() == ending.len() || lower == "lovbekendtgørelsen";
    let form = if owner { Form::Genitive } else { Form::Name };
    Some(Act { name: (!bare).then(|| base.to_owned()), first: at, next: at + 1, form })
}

/// `BL`, `DUBU-LOV`, `VEJ-9`, `GDPR's`.
fn abbreviation(tokens: &Tokens, at: usize) -> Option<Act> {
    const PLAIN: [&str; 12] = ["og", "jf", "se", "efter", "eller", "samt", "dog", "af", "til", "nr", "stk", "pkt"];
    let word = tokens.word(at);
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    if capitals < 2 || !word.starts_with(char::is_uppercase) || tokens.is_any(at, &PLAIN) {
        return None;
    }
    let mut next = at + 1;
    while next < at + 12
        && (tokens.is_dash(next) || tokens.is_mark(next, '_') || tokens.is_mark(next, '.'))
        && tokens.is_glued(next)
        && tokens.is_glued(next + 1)
        && matches!(tokens.kind(next + 1), Some(TokenKind::Word | TokenKind::Number))
    {
        next += 2;
    }
    let apostrophe = tokens.is_mark(next, '\'') || tokens.is_mark(next, '’');
    if apostrophe && tokens.is_glued(next) && tokens.is_word(next + 1, "s") {
        // `FN's børnekonvention` is one name; `GDPR's artikel 6` is an act and its article.
        if INDEFINITE_ENDINGS.iter().any(|ending| tokens.word(next + 2).to_lowercase().ends_with(ending)) {
            return named(tokens, at, next + 3, Form::Name);
        }
        let mut act = named(tokens, at, next, Form::Genitive)?;
        act.next = next + 2;
        return Some(act);
    }
    named(tokens, at, next, Form::Abbreviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let named = act(&Tokens::of(text), 0).map(|act| act.name.unwrap_or_else(|| "-".to_owned()));
        assert_eq!(named.as_deref(), expected, "{text}");
    }

    #[test]
    fn titles_end_where_the_sentence_goes_on() {
        check("lov om social service skal", Some("lov om social service"));
        check(
            "lov om ret til orlov og dagpenge ved barsel, fradrages",
            Some("lov om ret til orlov og dagpenge ved barsel"),
        );
        check("lov om leje og § 5", Some("lov om leje"));
        check("lov om leje og lov om friplejeboliger", Some("lov om leje"));
        check("bekendtgørelse af lov om leje mv. er", Some("bekendtgørelse af lov om leje mv."));
        check("lov om § 5", None);
        check("lov om", None);
    }

    #[test]
    fn numbers_name_an_act_only_with_their_date() {
        check("lov nr. 721 af 13. juni 2023 om", Some("lov nr. 721 af 13. juni 2023"));
        check("BEK nr 227 af 07-03-2024", Some("BEK nr 227 af 07-03-2024"));
        check("forordning (EU) 2016/679", Some("forordning (EU) 2016/679"));
        check(
            "Rådets forordning (EØF) nr. 1408/71 af 14. juni 1971",
            Some("Rådets forordning (EØF) nr. 1408/71 af 14. juni 1971"),
        );
        check("lov nr. 721", None);
        check("lov nr. 721 af oktober", None);
    }

    #[test]
    fn popular_names_lose_their_genitive() {
        check("servicelovens", Some("serviceloven"));
        check("EUF-traktatens", Some("EUF-traktaten"));
        check("barnets lov", Some("barnets lov"));
        check("loven", Some("-"));
        check("nævnte lov", Some("-"));
        check("kommunen", None);
    }
}
