//! The citations in running Danish text.

use super::acts::{self, Act, Form};
use super::items::Bounds;
use super::pinpoint::{Level, Pinpoint};
use super::places::{self, References};
use super::tokens::{TokenKind, Tokens};

/// How many places ranges may be expanded to in any text, besides one for each byte.
const LEAST_EXPANSIONS: usize = 4096;

/// A citation found in running text: places of one act that are written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// As written, from the first sign (or the genitive or abbreviation before it) to the end of the act's name.
    pub text: String,
    /// Byte offset of its start in the text.
    pub start: usize,
    /// Byte offset of its end; half-open.
    pub end: usize,
    /// The act as named, without genitive and in plain spaces; `None` when it isn't named here (also for
    /// `samme lov`, `nævnte lov`, `loven`).
    pub act: Option<String>,
    /// One for each place, ranges and lists expanded, inherited parents written out, in order of mention,
    /// none twice; at least one.
    pub pinpoints: Vec<Pinpoint>,
    /// No §, artikel, kapitel, afsnit, bilag, betragtning or guidance point of its own: the enclosing provision is meant.
    pub relative: bool,
}

/// Finds the citations of provisions in Danish text, in order; they don't overlap.
///
/// References joined by a comma, *og*, *eller* or *samt* are one citation (`§ 3, stk. 2-4 og § 7, stk. 1`)
/// until an act is named; a relative reference and an absolute one after it are two. An act named without a
/// provision is none. A text that names more places by ranges than it has bytes gets only the ends of the last ranges.
pub fn cite(text: &str) -> Vec<Citation> {
    let tokens = Tokens::of(text);
    let mut bounds = Bounds { expansions_left: LEAST_EXPANSIONS + text.len(), impossible: false };
    let mut citations = Vec::new();
    let mut act: Option<Act> = None;
    let mut at = 0;
    while at < tokens.count() {
        if let Some((citation, next)) = citation(&tokens, at, act.as_ref(), &mut bounds) {
            citations.push(citation);
            (at, act) = (next, None);
        } else if let Some(found) = acts::act(&tokens, at) {
            at = found.next;
            act = Some(found);
        } else {
            at += 1;
        }
    }
    citations
}

/// Byte ranges of the acts that Danish text names by title or by number and date, in order. A `vejledning om …` without
/// a number is left out: it may be any guide.
pub fn named_acts(text: &str) -> Vec<std::ops::Range<usize>> {
    let tokens = Tokens::of(text);
    let mut named = Vec::new();
    let mut at = 0;
    while at < tokens.count() {
        let found = acts::act(&tokens, at).filter(|act| act.name.is_some());
        at = found.as_ref().map_or(at + 1, |act| act.next.max(at + 1));
        let Some(act) = found else { continue };
        let titled = act.form == Form::Name && act.next > act.first + 2 && !tokens.is_word(act.first, "vejledning");
        if titled || act.form == Form::Numbered {
            named.push(tokens.start(act.first)..tokens.end_before(act.next));
        }
    }
    named
}

fn citation(tokens: &Tokens, at: usize, before: Option<&Act>, bounds: &mut Bounds) -> Option<(Citation, usize)> {
    let level = begins(tokens, at, bounds)?;
    let References { places, next } = places::references(tokens, at, &[], bounds)?;
    let owner = before.filter(|act| act.next == at && !tokens.begins_paragraph(at));
    let annex = places.last().is_some_and(|place| place.steps()[0].level == Level::Annex);
    let after = if owner.is_none() { following_act(tokens, next, annex) } else { None };
    let numbered = before.filter(|act| {
        act.form == Form::Numbered && act.next + 1 == at && tokens.is_mark(act.next, ',') && after.is_none()
    });
    let leading = owner.or(numbered);
    let act = leading.or(after.as_ref());
    // `punkt 3` may be one of an agenda.
    let ordinary = tokens.is_any(at, &["punkt", "punkter", "punkterne"]) && !places.iter().any(is_dotted);
    if ordinary && act.is_none() {
        return None;
    }
    let next = after.as_ref().map_or(next, |act| act.next);
    let (start, end) = (tokens.start(leading.map_or(at, |act| act.first)), tokens.end_before(next));
    let citation = Citation {
        text: tokens.text[start..end].to_owned(),
        start,
        end,
        act: act.and_then(|act| act.name.clone()),
        pinpoints: places,
        relative: !level.is_top(),
    };
    Some((citation, next))
}

fn is_dotted(place: &Pinpoint) -> bool {
    place.steps().iter().any(|step| step.number.contains('.'))
}

/// The level of a reference that may begin at `at` in running text.
fn begins(tokens: &Tokens, at: usize, bounds: &mut Bounds) -> Option<Level> {
    // `j.nr. 24` and `CVR-nr. 12` are no references.
    let joined = at > 0
        && tokens.is_glued(at)
        && match tokens.kind(at - 1) {
            Some(TokenKind::Word | TokenKind::Number | TokenKind::Dash) => true,
            Some(TokenKind::Mark(mark)) => matches!(mark, '.' | '_' | '/' | '@' | ':'),
            _ => false,
        };
    if joined && tokens.kind(at) != Some(TokenKind::Sign) {
        return None;
    }
    let level = places::begins(tokens, at, bounds)?;
    // Much else is numbered or has links: these count only where the text refers to something.
    let everyday = matches!(level, Level::Number | Level::Indent | Level::Subparagraph);
    (!everyday || refers(tokens, at)).then_some(level)
}

fn refers(tokens: &Tokens, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = if tokens.is_mark(before, '.') { before.checked_sub(1) } else { Some(before) };
    word.is_some_and(|word| tokens.is_any(word, &["jf", "jævnfør", "dog", "efter", "i", "nævnt", "omfattet"]))
}

/// The act after `, i` or `i` (an annex: `til`), with what may stand before its name.
fn following_act(tokens: &Tokens, next: usize, annex: bool) -> Option<Act> {
    const ATTRIBUTES: [&str; 12] = [
        "den",
        "det",
        "de",
        "dagældende",
        "hidtil",
        "gældende",
        "hidtidige",
        "nugældende",
        "tidligere",
        "nye",
        "kommende",
        "herved",
    ];
    let preposition = next + usize::from(tokens.is_mark(next, ','));
    let of = tokens.is_word(preposition, "af");
    if !(of || tokens.is_word(preposition, "i") || annex && tokens.is_word(preposition, "til")) {
        return None;
    }
    let mut at = preposition + 1;
    while at < preposition + 6 && tokens.is_any(at, &ATTRIBUTES) {
        at += 1;
    }
    if tokens.begins_paragraph(preposition) || tokens.begins_paragraph(at) {
        return None;
    }
    acts::act(tokens, at).filter(|act| act.form != Form::Genitive && !(of && act.form == Form::Abbreviation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One line for each citation: its text, the act or `-`, the places, and `relative`.
    fn check(text: &str, expected: &[&str]) {
        let seen: Vec<String> = cite(text).iter().map(line).collect();
        assert_eq!(seen, expected, "{text}");
    }

    fn line(citation: &Citation) -> String {
        let places: Vec<String> = citation.pinpoints.iter().map(Pinpoint::to_string).collect();
        let relative = if citation.relative { " | relative" } else { "" };
        let act = citation.act.as_deref().unwrap_or("-");
        format!("{} | {act} | {}{relative}", citation.text, places.join(" & "))
    }

    #[test]
    fn the_preposition_i_is_no_letter() {
        check(
            "jf. § 47 i lov om arbejdsløshedsforsikring m.v., pr. kalendermåned.",
            &["§ 47 i lov om arbejdsløshedsforsikring m.v. | lov om arbejdsløshedsforsikring m.v. | § 47"],
        );
        check(
            "efter § 69 j i lov om aktiv socialpolitik.",
            &["§ 69 j i lov om aktiv socialpolitik | lov om aktiv socialpolitik | § 69 j"],
        );
        check("efter § 69 i i serviceloven", &["§ 69 i i serviceloven | serviceloven | § 69 i"]);
        check(
            "§ 69 i, stk. 2, og litra b i loven",
            &["§ 69 i, stk. 2, og litra b i loven | - | § 69 i, stk. 2 & § 69 i, stk. 2, litra b"],
        );
        check("§ 69 h og i i serviceloven", &["§ 69 h og i i serviceloven | serviceloven | § 69 h & § 69 i"]);
        check("§ 69 h og i øvrigt", &["§ 69 h | - | § 69 h"]);
        check("litra b og i øvrigt", &["litra b | - | litra b | relative"]);
    }

    #[test]
    fn lists_after_one_sign_are_read() {
        check("kan udgøre, jf. § 12 og 13.", &["§ 12 og 13 | - | § 12 & § 13"]);
        check("jf. §§ 3 og 4.", &["§§ 3 og 4 | - | § 3 & § 4"]);
        check("jf. § 5, 6 og 9", &["§ 5, 6 og 9 | - | § 5 & § 6 & § 9"]);
        check("jf. kapitel 3 og 4", &["kapitel 3 og 4 | - | kapitel 3 & kapitel 4"]);
        check("artiklerne 15-17", &["artiklerne 15-17 | - | artikel 15 & artikel 16 & artikel 17"]);
    }

    #[test]
    fn letters_bind_to_the_nearest_number() {
        check(
            "omfattet af §§ 131, 132 og 132 a i lov om en aktiv beskæftigelsesindsats.",
            &["§§ 131, 132 og 132 a i lov om en aktiv beskæftigelsesindsats | \
              lov om en aktiv beskæftigelsesindsats | § 131 & § 132 & § 132 a"],
        );
        check("efter §§ 74 a og 74 d, medmindre", &["§§ 74 a og 74 d | - | § 74 a & § 74 d"]);
        check(
            "reglerne i §§ 69 l-q i lov om aktiv socialpolitik, foretages",
            &["§§ 69 l-q i lov om aktiv socialpolitik | lov om aktiv socialpolitik | \
              § 69 l & § 69 m & § 69 n & § 69 o & § 69 p & § 69 q"],
        );
    }

    #[test]
    fn references_joined_by_og_are_one_citation() {
        check(
            "jf. § 3, stk. 2-4 og § 7, stk. 1 og 2.",
            &["§ 3, stk. 2-4 og § 7, stk. 1 og 2 | - | \
              § 3, stk. 2 & § 3, stk. 3 & § 3, stk. 4 & § 7, stk. 1 & § 7, stk. 2"],
        );
        check(
            "§ 3, stk. 1, nr. 2, og stk. 4, nr. 1, samt § 9 i barnets lov",
            &["§ 3, stk. 1, nr. 2, og stk. 4, nr. 1, samt § 9 i barnets lov | barnets lov | \
              § 3, stk. 1, nr. 2 & § 3, stk. 4, nr. 1 & § 9"],
        );
        check(
            "§ 11, stk. 6, 2. pkt., og stk. 7, 1. og 2. punktum, gælder",
            &["§ 11, stk. 6, 2. pkt., og stk. 7, 1. og 2. punktum | - | \
              § 11, stk. 6, 2. pkt. & § 11, stk. 7, 1. pkt. & § 11, stk. 7, 2. pkt."],
        );
        check("jf. § 3, stk. 2, og sygedagpenge", &["§ 3, stk. 2 | - | § 3, stk. 2"]);
    }

    #[test]
    fn a_named_act_ends_its_citation() {
        check(
            "efter § 87 i barnets lov eller efter den hidtil gældende § 42 i lov om social service, jf. \
             lovbekendtgørelse nr. 1089 af 16. august 2023, jf. § 213, stk. 2, i lov nr. 721 af 13. juni 2023 eller",
            &[
                "§ 87 i barnets lov | barnets lov | § 87",
                "§ 42 i lov om social service | lov om social service | § 42",
                "§ 213, stk. 2, i lov nr. 721 af 13. juni 2023 | lov nr. 721 af 13. juni 2023 | § 213, stk. 2",
            ],
        );
        check(
            "efter § 49 i lov om sygedagpenge eller ressourceforløbsydelse efter § 69 j i lov om aktiv socialpolitik",
            &[
                "§ 49 i lov om sygedagpenge | lov om sygedagpenge | § 49",
                "§ 69 j i lov om aktiv socialpolitik | lov om aktiv socialpolitik | § 69 j",
            ],
        );
        check(
            "§ 123, stk. 1, i lov om en aktiv beskæftigelsesindsats er fastsat",
            &[
                "§ 123, stk. 1, i lov om en aktiv beskæftigelsesindsats | lov om en aktiv beskæftigelsesindsats | § 123, stk. 1",
            ],
        );
    }

    #[test]
    fn what_depends_on_its_surroundings_is_relative() {
        check(
            "Løn efter stk. 1, nr. 1, litra b, skal",
            &["stk. 1, nr. 1, litra b | - | stk. 1, nr. 1, litra b | relative"],
        );
        check("finder stk. 2 og 3, tilsvarende", &["stk. 2 og 3 | - | stk. 2 & stk. 3 | relative"]);
        check("jf. dog nr. 4", &["nr. 4 | - | nr. 4 | relative"]);
        check(
            "efter stk. 1-3 og §§ 4-5, kan",
            &["stk. 1-3 | - | stk. 1 & stk. 2 & stk. 3 | relative", "§§ 4-5 | - | § 4 & § 5"],
        );
    }

    #[test]
    fn an_act_in_the_genitive_stands_before_its_reference() {
        check(
            "jf. sømandsbeskatningslovens §§ 5-8.",
            &["sømandsbeskatningslovens §§ 5-8 | sømandsbeskatningsloven | § 5 & § 6 & § 7 & § 8"],
        );
        check(
            "Servicelovens § 83, stk. 2, nr. 1",
            &["Servicelovens § 83, stk. 2, nr. 1 | Serviceloven | § 83, stk. 2, nr. 1"],
        );
        check("barnets lovs § 20", &["barnets lovs § 20 | barnets lov | § 20"]);
        check("BL § 20 og VEJ-9 pkt. 3.4.5", &["BL § 20 | BL | § 20", "VEJ-9 pkt. 3.4.5 | VEJ-9 | pkt. 3.4.5"]);
        check("GDPR's artikel 6", &["GDPR's artikel 6 | GDPR | artikel 6"]);
    }

    #[test]
    fn the_bracket_of_a_letter_is_told_from_one_that_closes() {
        check(
            "§ 5, litra a) og b), og stk. 2",
            &["§ 5, litra a) og b), og stk. 2 | - | § 5, litra a & § 5, litra b & § 5, stk. 2"],
        );
        check("(jf. § 5, litra b) og § 6", &["§ 5, litra b | - | § 5, litra b", "§ 6 | - | § 6"]);
    }

    #[test]
    fn an_act_named_earlier_is_not_named_here() {
        check("§ 5 i samme lov", &["§ 5 i samme lov | - | § 5"]);
        check("samme lovs § 5", &["samme lovs § 5 | - | § 5"]);
        check("§ 5, stk. 2, i den nævnte lov", &["§ 5, stk. 2, i den nævnte lov | - | § 5, stk. 2"]);
        check("lovens § 5", &["lovens § 5 | - | § 5"]);
    }

    #[test]
    fn acts_are_named_by_number_and_date() {
        check(
            "§ 20 i lovbekendtgørelse nr. 282 af 17. marts 2025 og",
            &[
                "§ 20 i lovbekendtgørelse nr. 282 af 17. marts 2025 | lovbekendtgørelse nr. 282 af 17. marts 2025 | § 20",
            ],
        );
        check(
            "§ 20, stk. 1, i LBK nr 282 af 17/03/2025",
            &["§ 20, stk. 1, i LBK nr 282 af 17/03/2025 | LBK nr 282 af 17/03/2025 | § 20, stk. 1"],
        );
        check(
            "lov nr. 721 af 13. juni 2023, § 213",
            &["lov nr. 721 af 13. juni 2023, § 213 | lov nr. 721 af 13. juni 2023 | § 213"],
        );
        check("som ændret ved lov nr. 1769 af 28. december 2023, fastsættes", &[]);
    }

    #[test]
    fn eu_acts_have_articles_paragraphs_and_recitals() {
        check(
            "artikel 6, stk. 1, litra e, i databeskyttelsesforordningen",
            &["artikel 6, stk. 1, litra e, i databeskyttelsesforordningen | databeskyttelsesforordningen | \
              artikel 6, stk. 1, litra e"],
        );
        check(
            "Art. 9, stk. 2, andet led, i Europa-Parlamentets og Rådets forordning (EU) 2016/679 af 27. april 2016 om",
            &[
                "Art. 9, stk. 2, andet led, i Europa-Parlamentets og Rådets forordning (EU) 2016/679 af 27. april 2016 | \
              Europa-Parlamentets og Rådets forordning (EU) 2016/679 af 27. april 2016 | artikel 9, stk. 2, 2. led",
            ],
        );
        check("betragtning 26 i GDPR", &["betragtning 26 i GDPR | GDPR | betragtning 26"]);
        check(
            "artikel 3 i FN's børnekonvention",
            &["artikel 3 i FN's børnekonvention | FN's børnekonvention | artikel 3"],
        );
        check("bilag 1 til direktiv 2014/24/EU", &["bilag 1 til direktiv 2014/24/EU | direktiv 2014/24/EU | bilag 1"]);
    }

    #[test]
    fn ordinary_numbers_are_left_alone() {
        check("efter § 5 og 3 måneder", &["§ 5 | - | § 5"]);
        check("§ 5, 10 dage efter", &["§ 5 | - | § 5"]);
        check("stk. 2 og 16.323 kr.", &["stk. 2 | - | stk. 2 | relative"]);
        check("j.nr. 24/01354, sag nr. 5, CVR-nr. 12345678, dagsordenens punkt 3 og 2. led", &[]);
        check("§ 0 og § x", &[]);
        check("Stk. 3. og 4. maj", &["Stk. 3 | - | stk. 3 | relative"]);
    }

    #[test]
    fn odd_spaces_and_line_ends_are_read_but_not_empty_lines() {
        check(
            "§\u{a0}20,\nstk.\u{a0}3, i\nbarnets  lov",
            &["§\u{a0}20,\nstk.\u{a0}3, i\nbarnets  lov | barnets lov | § 20, stk. 3"],
        );
        check("§ 20\n\nstk. 3", &["§ 20 | - | § 20", "stk. 3 | - | stk. 3 | relative"]);
    }

    #[test]
    fn offsets_are_bytes_of_the_text() {
        let text = "Ærø: jf. § 5, stk. 2.";
        let citation = &cite(text)[0];
        assert_eq!(&text[citation.start..citation.end], "§ 5, stk. 2");
    }

    #[test]
    fn a_megabyte_of_repetition_is_read_in_linear_time() {
        let long = ["§ 1, stk. 1 og ", "((((", "§§§§"].map(|unit| (unit, 1_000_000));
        let short = [
            "§ ",
            "§§ 1-1000 ",
            "1. 2. 3. ",
            "lov om a ",
            "stk. 1, ",
            "litra a, nr. i, ",
            "§ 1 a og ",
            "pkt. 1.1.1",
            "BL-",
            "m.v. lov om ",
            "1, ",
            "første ",
            "bilag A ",
        ]
        .map(|unit| (unit, 100_000));
        for (unit, length) in long.into_iter().chain(short) {
            let text = unit.repeat(length / unit.len());
            let places: usize = cite(&text).iter().map(|citation| citation.pinpoints.len()).sum();
            assert!(places <= 2 * text.len() + LEAST_EXPANSIONS);
            let _ = (crate::law::parse_pinpoint(&text), crate::law::split_citation(&text));
        }
    }

    fn citation_token() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "§",
            "§§",
            "stk.",
            "nr.",
            "litra",
            "pkt.",
            "punktum",
            "artikel",
            "kapitel",
            "afsnit",
            "bilag",
            "led",
            "1",
            "2",
            "13",
            "0",
            "99999999999",
            "a",
            "i",
            "q",
            "II",
            "x",
            ",",
            ".",
            "-",
            "–",
            "(",
            ")",
            "og",
            "eller",
            "i",
            "lov",
            "om",
            "af",
            "samme",
            "BL",
            "servicelovens",
            "barnets",
            "lov",
            "første",
            "3.4",
            "17. marts 2025",
            "\n\n",
            "\u{a0}",
            "æ",
            "’s",
            "m.v.",
            "nr",
            "LBK",
            "forordning",
            "(EU)",
            "2016/679",
            "til",
        ])
    }

    proptest! {
        #[test]
        fn any_run_of_citation_words_gives_whole_ordered_citations(
            words in prop::collection::vec((citation_token(), prop::bool::ANY), 0..40)
        ) {
            let text: String = words.iter().flat_map(|(word, space)| [*word, if *space { " " } else { "" }]).collect();
            let mut end = 0;
            for citation in cite(&text) {
                prop_assert!(citation.start >= end && citation.end > citation.start);
                prop_assert_eq!(&text[citation.start..citation.end], &citation.text);
                prop_assert!(!citation.pinpoints.is_empty());
                for place in &citation.pinpoints {
                    prop_assert_eq!(place.is_relative(), citation.relative);
                    prop_assert_eq!(crate::law::parse_step(&place.canonical(), None), Ok(place.clone()));
                }
                let once: std::collections::HashSet<_> = citation.pinpoints.iter().collect();
                prop_assert_eq!(once.len(), citation.pinpoints.len());
                end = citation.end;
            }
        }
    }
}
