//! Citations as real Danish laws write them, each read as a reader reads it: `citations/danish.tsv`.

use sporbar::law::{self, Citation, CitationError};

const TABLE: &str = include_str!("citations/danish.tsv");

/// A fragment of a law with what it cites.
struct Fragment {
    source: &'static str,
    text: &'static str,
    /// One line for each citation, as [`told`] writes it; empty where nothing is cited. `None` where less is read
    /// than is meant, which the table explains.
    expected: Option<Vec<String>>,
}

fn fragments() -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [source, text, act, places, relative] = cells[..] else { panic!("five columns are needed: {line}") };
        if !source.is_empty() {
            fragments.push(Fragment { source, text, expected: Some(Vec::new()) });
        }
        let last = fragments.last_mut().expect("the first line names a source");
        match act {
            "!" => assert!(places.len() > 10, "a refusal is explained: {line}"),
            "~" => {
                assert!(places.len() > 10, "a limit is explained: {line}");
                last.expected = None;
            }
            _ => last.expected.iter_mut().for_each(|all| all.push(format!("{act} | {places} | {relative}"))),
        }
    }
    fragments
}

fn told(citation: &Citation) -> String {
    let places: Vec<String> = citation.pinpoints.iter().map(ToString::to_string).collect();
    let relative = if citation.relative { "r" } else { "" };
    format!("{} | {} | {relative}", citation.act.as_deref().unwrap_or("-"), places.join("; "))
}

#[test]
fn real_citations_are_read_as_a_reader_reads_them() {
    let mut wrong = Vec::new();
    for fragment in fragments() {
        let Fragment { source, text, expected: Some(expected) } = fragment else { continue };
        let read: Vec<String> = law::cite(text).iter().map(told).collect();
        if read != expected {
            wrong.push(format!("{source}: {text}\n  wanted {expected:#?}\n  read   {read:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} fragments are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_holds_enough_to_mean_something() {
    let fragments = fragments();
    let citations: usize = fragments.iter().filter_map(|fragment| fragment.expected.as_ref()).map(Vec::len).sum();
    let mut sources: Vec<&str> = fragments.iter().map(|fragment| fragment.source).collect();
    sources.sort_unstable();
    sources.dedup();
    assert!(citations >= 300 && sources.len() >= 20, "{citations} citations of {} sources", sources.len());
    let known = sources.iter().filter(|source| TABLE.contains(&format!("#   {source} "))).count();
    assert_eq!(known, sources.len(), "a source is not named at the top");
}

/// What is cited is found again by its canonical form: a link field reads what prose means.
#[test]
fn every_place_that_is_cited_can_be_written_in_a_link() {
    let cited = fragments().into_iter().flat_map(|fragment| law::cite(fragment.text));
    for place in cited.flat_map(|citation| citation.pinpoints) {
        let read = match law::parse_pinpoint(&place.canonical()) {
            Err(CitationError::Relative(read)) => read,
            read => read.unwrap_or_else(|error| panic!("{place}: {error:?}")),
        };
        assert_eq!(read, place);
    }
}
