//! Lengths of time as people write them: "12 måneder", "1 år", "24 mdr.".

/// The whole months in a length of time; `None` when it is no number of months or years.
pub fn months(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let number: u32 = words.next()?.parse().ok()?;
    let unit = words.next()?.trim_end_matches('.').to_lowercase();
    let in_one = match unit.as_str() {
        "måned" | "måneder" | "måneders" | "md" | "mdr" | "month" | "months" => 1,
        "år" | "års" | "year" | "years" => 12,
        _ => return None,
    };
    let rest = words.next().is_none();
    number.checked_mul(in_one).filter(|_| rest)
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn months_and_years_are_read() {
        for (text, expected) in [("12 måneder", 12), ("1 år", 12), ("24 mdr.", 24), ("1 måned", 1), ("2 years", 24)]
        {
            assert_eq!(months(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_in_months_is_refused() {
        for text in ["", "12", "måneder", "et år", "3 uger", "12 måneder to gange", "4000000000 år", "-1 år", "1,5 år"]
        {
            assert_eq!(months(text), None, "{text}");
        }
    }
}
