//! A citation in a link field or a provision list: exactly one place, read strictly.

use super::items::Bounds;
use super::pinpoint::{Level, Pinpoint, Step};
use super::places::{self, References};
use super::tokens::{TokenKind, Tokens};

/// Why a text is not the citation of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationError {
    /// It isn't written as a citation. Byte offset of the first character that doesn't fit.
    Unreadable(usize),
    /// It starts below § level, so it depends on where it stands. Holds what was read.
    Relative(Pinpoint),
    /// No act can have such a provision: § 0, stk. 0, a litra of two different letters, a range backwards.
    Impossible,
    /// It names several places: what to write instead, one entry for each, in order of mention.
    Several(Vec<Pinpoint>),
}

/// Reads one place that is found without knowing an enclosing one: `§ 20, stk. 3`, `pkt. 3.4.5`.
///
/// No-break spaces, missing spaces, `art.`, `punktum` and upper case are accepted; the result
/// writes itself in canonical form.
pub fn parse_pinpoint(text: &str) -> Result<Pinpoint, CitationError> {
    let place = parse_step(text, None)?;
    if place.is_relative() { Err(CitationError::Relative(place)) } else { Ok(place) }
}

/// Reads a `ref` of a provision list: one or several steps, nested in `parent`.
///
/// A `ref` that starts at § level or above (or with a full guidance point) is complete in itself
/// and the parent is not repeated: `§ 20` in `kapitel 4` is `§ 20`. Without a parent, `stk. 3` alone is accepted.
pub fn parse_step(text: &str, parent: Option<&Pinpoint>) -> Result<Pinpoint, CitationError> {
    let tokens = Tokens::of(text);
    let mut bounds = Bounds { expansions_left: 4000, impossible: false };
    let outer: &[Step] = parent.map_or(&[], Pinpoint::steps);
    let Some(References { mut places, next }) = places::references(&tokens, 0, outer, &mut bounds) else {
        return Err(if bounds.impossible {
            CitationError::Impossible
        } else {
            CitationError::Unreadable(tokens.start(0))
        });
    };
    // A reference may end as a sentence does, but only by a full stop that belongs to no abbreviation.
    let end = next + usize::from(tokens.is_mark(next, '.') && tokens.count() == next + 1);
    match places.pop() {
        _ if bounds.impossible => Err(CitationError::Impossible),
        _ if end < tokens.count() => Err(CitationError::Unreadable(tokens.start(end))),
        Some(place) if places.is_empty() => Ok(place),
        Some(place) => {
            places.push(place);
            Err(CitationError::Several(places))
        }
        None => Err(CitationError::Unreadable(0)),
    }
}

/// Cuts a citation into the name of the source and the text of the place: `BL § 20, stk. 3` gives
/// `BL` and `§ 20, stk. 3`. `None` when no sign of a place is in the text: then it is a plain id.
///
/// The source is what stands before the first sign of §, artikel, kapitel, afsnit, bilag, betragtning
/// or pkt.; it is empty when the text starts with its sign. Only without one of those does a stk., nr.,
/// litra, led or sentence count; reading its place then gives [`CitationError::Relative`].
pub fn split_citation(text: &str) -> Option<(&str, &str)> {
    let tokens = Tokens::of(text);
    let at = |wanted: fn(Level) -> bool| (0..tokens.count()).find(|&at| sign_level(&tokens, at).is_some_and(wanted));
    let at = at(Level::is_top).or_else(|| at(|_| true))?;
    let start = tokens.start(at);
    Some((text[..start].trim(), text[start..].trim()))
}

/// Whether the text is or starts like a citation, and so can't be an id.
pub fn looks_like_citation(text: &str) -> bool {
    split_citation(text).is_some()
}

/// Whether a list element is what YAML's flow style leaves of a citation with a comma: `stk. 3`,
/// `nr. 2`, `litra b`, `pkt. 2`, `2. pkt.`. Such an element never stands alone.
pub fn is_relative_fragment(text: &str) -> bool {
    match parse_step(text, None) {
        Ok(place) | Err(CitationError::Relative(place)) => is_fragment(&place),
        Err(CitationError::Several(places)) => places.first().is_some_and(is_fragment),
        Err(_) => false,
    }
}

fn is_fragment(place: &Pinpoint) -> bool {
    let undotted_point = |step: &Step| step.level == Level::GuidancePoint && !step.number.contains('.');
    place.is_relative() || place.steps().first().is_some_and(undotted_point)
}

/// The level of the sign at `at`, if it starts a word of its own and something that counts stands after it.
fn sign_level(tokens: &Tokens, at: usize) -> Option<Level> {
    let apart = at == 0 || !tokens.is_glued(at) || tokens.kind(at) == Some(TokenKind::Sign);
    if !apart {
        return None;
    }
    let mut bounds = Bounds { expansions_left: 0, impossible: false };
    // A sign that no number follows is read as one when it is §: nothing else is written so.
    if tokens.kind(at) == Some(TokenKind::Sign) {
        return Some(Level::Paragraph);
    }
    match places::begins(tokens, at, &mut bounds) {
        None if bounds.impossible => places::sign(tokens, at).map(|(level, ..)| level),
        level => level,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, canonical: &str) {
        assert_eq!(parse_pinpoint(text).map(|place| place.to_string()), Ok(canonical.to_owned()), "{text}");
    }

    fn check_several(text: &str, canonical: &[&str]) {
        let Err(CitationError::Several(places)) = parse_pinpoint(text) else { panic!("{text} is one place") };
        assert_eq!(places.iter().map(Pinpoint::to_string).collect::<Vec<_>>(), canonical, "{text}");
    }

    #[test]
    fn every_level_has_one_canonical_form() {
        check("§ 20, stk. 3, nr. 1, litra b, 2. pkt.", "§ 20, stk. 3, nr. 1, litra b, 2. pkt.");
        check("Kapitel 4 a", "kapitel 4 a");
        check("Bilag 1", "bilag 1");
        check("bilag A", "bilag A");
        check("afsnit IV", "afsnit IV");
        check("betragtning 26", "betragtning 26");
        check("artikel 6, stk. 1, første afsnit, litra e", "artikel 6, stk. 1, 1. afsnit, litra e");
        check("artikel 4, nr. 1, litra b, nr. ii", "artikel 4, nr. 1, litra b, nr. ii");
        check("artikel 9, stk. 2, andet led", "artikel 9, stk. 2, 2. led");
        check("§ 7, 2. pkt., nr. 1", "§ 7, 2. pkt., nr. 1");
        check("§ 9 C, stk. 3", "§ 9 C, stk. 3");
        check("§ 5, sidste punktum", "§ 5, sidste pkt.");
    }

    #[test]
    fn carelessly_written_places_are_read() {
        check("§20,stk.3", "§ 20, stk. 3");
        check("§\u{a0}20,\u{a0}stk.\u{a0}3", "§ 20, stk. 3");
        check("§  20 ,  stk 3", "§ 20, stk. 3");
        check("§ 20 stk. 3 nr. 1", "§ 20, stk. 3, nr. 1");
        check("§16a", "§ 16 a");
        check("Art. 9", "artikel 9");
        check("art.9,stk.2", "artikel 9, stk. 2");
        check("§ 5, 2. punktum", "§ 5, 2. pkt.");
        check("§§ 5", "§ 5");
        check("§ 05", "§ 5");
        check("artikel 6, litra b), nr. 1", "artikel 6, litra b, nr. 1");
    }

    #[test]
    fn pkt_is_a_point_in_a_guidance_text_and_a_sentence_under_a_paragraph() {
        check("pkt. 3.4.5", "pkt. 3.4.5");
        check("punkt 2", "pkt. 2");
        check("§ 5, stk. 1, pkt. 2", "§ 5, stk. 1, 2. pkt.");
        check("bilag 1, pkt. 2.1", "bilag 1, pkt. 2.1");
    }

    #[test]
    fn the_letter_i_is_read_at_the_end_and_before_a_comma() {
        check("§ 69 i", "§ 69 i");
        check("§ 69 i, stk. 2", "§ 69 i, stk. 2");
    }

    #[test]
    fn a_place_that_needs_another_is_relative() {
        for text in ["stk. 3", "nr. 1", "litra b", "2. pkt.", "stk. 3, nr. 1", "andet led"] {
            assert!(matches!(parse_pinpoint(text), Err(CitationError::Relative(_))), "{text}");
        }
    }

    #[test]
    fn places_no_act_can_have_are_impossible() {
        for text in ["§ 0", "§ 5, stk. 0", "§ 5, litra ab", "§§ 8-5", "§ 123456", "§ 5, 0. pkt.", "artikel 0"] {
            assert_eq!(parse_pinpoint(text), Err(CitationError::Impossible), "{text}");
        }
    }

    #[test]
    fn what_is_no_citation_says_where_it_stops_fitting() {
        assert_eq!(parse_pinpoint(""), Err(CitationError::Unreadable(0)));
        assert_eq!(parse_pinpoint("§ x"), Err(CitationError::Unreadable(0)));
        assert_eq!(parse_pinpoint("§ 5, foo"), Err(CitationError::Unreadable(4)));
        assert_eq!(parse_pinpoint("§ 5 i BL"), Err(CitationError::Unreadable(5)));
    }

    #[test]
    fn lists_and_ranges_offer_their_elements() {
        check_several("§§ 5-8", &["§ 5", "§ 6", "§ 7", "§ 8"]);
        check_several("§ 12 og 13", &["§ 12", "§ 13"]);
        check_several("§ 69 l-n", &["§ 69 l", "§ 69 m", "§ 69 n"]);
        check_several("§§ 16 a-18", &["§ 16 a", "§ 17", "§ 18"]);
        check_several("§§ 16-16 b", &["§ 16", "§ 16 a", "§ 16 b"]);
        check_several("§§ 16 a og b", &["§ 16 a", "§ 16 b"]);
        check_several("§ 9 A-C", &["§ 9 A", "§ 9 B", "§ 9 C"]);
        check_several("§ 5, stk. 1 og 2", &["§ 5, stk. 1", "§ 5, stk. 2"]);
        check_several("kapitel II-IV", &["kapitel II", "kapitel III", "kapitel IV"]);
        check_several("pkt. 3.4-3.6", &["pkt. 3.4", "pkt. 3.5", "pkt. 3.6"]);
        check_several("litra b, nr. i-iii", &["litra b, nr. i", "litra b, nr. ii", "litra b, nr. iii"]);
        check_several("§ 5, 1.-3. pkt.", &["§ 5, 1. pkt.", "§ 5, 2. pkt.", "§ 5, 3. pkt."]);
        check_several("§ 5, litra a, b og d", &["§ 5, litra a", "§ 5, litra b", "§ 5, litra d"]);
        check_several("§§ 5, 5 og 6", &["§ 5", "§ 6"]);
    }

    #[test]
    fn a_step_is_read_inside_its_parent() {
        let inside = |text: &str, parent: &str| {
            let parent = parse_step(parent, None).unwrap();
            parse_step(text, Some(&parent)).unwrap().to_string()
        };
        assert_eq!(inside("stk. 3", "§ 20"), "§ 20, stk. 3");
        assert_eq!(inside("nr. 1, litra b", "§ 20, stk. 3"), "§ 20, stk. 3, nr. 1, litra b");
        assert_eq!(inside("pkt. 2", "§ 20, stk. 3"), "§ 20, stk. 3, 2. pkt.");
        assert_eq!(inside("§ 20", "kapitel 4"), "§ 20");
        assert_eq!(inside("pkt. 3.1", "pkt. 3"), "pkt. 3.1");
        assert_eq!(inside("pkt. 3.1", "bilag 1"), "bilag 1, pkt. 3.1");
        assert_eq!(inside("pkt. 3.1", "bilag 1, pkt. 3"), "bilag 1, pkt. 3.1");
        assert_eq!(parse_step("stk. 3", None).unwrap().to_string(), "stk. 3");
    }

    #[test]
    fn source_and_place_are_told_apart() {
        assert_eq!(split_citation("BL § 20, stk. 3"), Some(("BL", "§ 20, stk. 3")));
        assert_eq!(split_citation("BL§20"), Some(("BL", "§20")));
        assert_eq!(split_citation("DUBU-LOV kapitel 4"), Some(("DUBU-LOV", "kapitel 4")));
        assert_eq!(split_citation("VEJ-9 pkt. 3.4.5"), Some(("VEJ-9", "pkt. 3.4.5")));
        assert_eq!(split_citation("Barnets lov § 20"), Some(("Barnets lov", "§ 20")));
        assert_eq!(split_citation("stk. 3"), Some(("", "stk. 3")));
        assert_eq!(split_citation("BL stk. 3"), Some(("BL", "stk. 3")));
        assert_eq!(split_citation("BL 2. pkt."), Some(("BL", "2. pkt.")));
        assert_eq!(split_citation("BL § 0"), Some(("BL", "§ 0")));
        assert_eq!(split_citation("BL stk. 0"), Some(("BL", "stk. 0")));
        for id in ["BL", "DUBU-K-0012", "VEJ-9", "bilag1", "bilag-1", "P-12.stk.3", "art9", "kapitel", "Nr", ""] {
            assert_eq!(split_citation(id), None, "{id}");
            assert!(!looks_like_citation(id), "{id}");
        }
        for id in ["stk.3", "art.9", "pkt.3.4", "nr.5", "§5"] {
            assert!(looks_like_citation(id), "{id}");
        }
    }

    #[test]
    fn leftovers_of_flow_style_are_recognised() {
        for text in ["stk. 3", "nr. 2", "litra b", "pkt. 2", "2. pkt.", "stk. 3, nr. 1", "stk. 1-3", " stk.\u{a0}3 "] {
            assert!(is_relative_fragment(text), "{text}");
        }
        for text in ["BL § 20", "§ 20", "VEJ-9", "pkt. 3.4", "stk", ""] {
            assert!(!is_relative_fragment(text), "{text}");
        }
    }

    fn any_place() -> impl Strategy<Value = Pinpoint> {
        let number = (1_u32..400, prop::option::of("[a-zæøå]"))
            .prop_map(|(number, letter)| letter.map_or(number.to_string(), |letter| format!("{number} {letter}")));
        let top = prop_oneof![Just(Level::Paragraph), Just(Level::Article), Just(Level::Chapter), Just(Level::Annex)];
        let nested = (
            prop::option::of(1_u32..20),
            prop::option::of(1_u32..30),
            prop::option::of("[a-zæøå]"),
            prop::option::of(1_u32..9),
        );
        (top, number, nested).prop_map(|(top, number, (subsection, item, letter, sentence))| {
            let mut steps = vec![Step::new(top, number)];
            steps.extend(subsection.map(|number| Step::new(Level::Subsection, number.to_string())));
            steps.extend(item.map(|number| Step::new(Level::Number, number.to_string())));
            steps.extend(letter.map(|letter| Step::new(Level::Letter, letter)));
            steps.extend(sentence.map(|number| Step::new(Level::Sentence, number.to_string())));
            Pinpoint::new(steps).unwrap()
        })
    }

    proptest! {
        #[test]
        fn canonical_and_html_forms_read_back_as_the_same_place(place in any_place()) {
            prop_assert_eq!(parse_pinpoint(&place.canonical()), Ok(place.clone()));
            prop_assert_eq!(parse_pinpoint(&place.html_text()), Ok(place.clone()));
            let citation = format!("BL {place}");
            prop_assert_eq!(split_citation(&citation), Some(("BL", &*place.canonical())));
        }

        #[test]
        fn a_range_gives_its_places_in_order_and_once(from in 1_u32..60, length in 1_u32..60) {
            let Err(CitationError::Several(places)) = parse_pinpoint(&format!("§§ {from}-{}", from + length)) else {
                return Err(TestCaseError::fail("a range is several places"));
            };
            prop_assert_eq!(places.len(), length as usize + 1);
            prop_assert!(places.is_sorted_by(|before, after| before < after));
        }

        #[test]
        fn no_text_makes_reading_fail_badly(text in "[ §0-9a-iæ.,()\u{a0}–-]{0,40}|\\PC{0,40}") {
            let _ = (parse_pinpoint(&text), split_citation(&text), is_relative_fragment(&text));
        }
    }
}
