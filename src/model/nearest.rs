//! The nearest known name to what was written, for "mente du …?".

/// The candidate nearest to `written`, if one is near enough to be meant: at most a third of its letters differ.
///
/// Ties go to the candidate that comes first. Candidates much longer or shorter are not compared, which keeps
/// the cost of a typo in a large portfolio small.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = written.to_lowercase();
    let length = wanted.chars().count();
    let allowed = (length / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(wanted.len()) > allowed * 2 {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, &candidate.to_lowercase());
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word_and_nonsense_finds_none() {
        assert_eq!(nearest("hjemmmel", ["løsning", "hjemmel"]), Some("hjemmel"));
        assert_eq!(nearest("xyz", ["løsning", "hjemmel"]), None);
    }
}
