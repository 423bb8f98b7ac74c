//! Raw scalars read as what the model says they are.

use jiff::civil::Date;

use super::schema::{Choice, Form};
use crate::document::{Node, Style, Value};
pub use crate::language::nfc;
use crate::law;

/// The choices of an enumeration; none for other forms.
pub fn choices(form: &Form) -> &[Choice] {
    match form {
        Form::OneOf(choices) | Form::SeveralOf(choices) => choices,
        _ => &[],
    }
}

/// The choice a scalar names, compared in NFC and without regard to surrounding space.
pub fn choice<'a>(form: &'a Form, node: &Node) -> Option<&'a Choice> {
    let text = nfc(node.text()?.trim());
    choices(form).iter().find(|choice| choice.key == text)
}

/// `ja`, `nej`, `true` or `false` as a truth value; quoted words are no truth values.
pub fn yes_no(node: &Node) -> Option<bool> {
    let Value::Scalar(scalar) = &node.value else { return None };
    if scalar.style != Style::Plain {
        return None;
    }
    match scalar.text.trim() {
        "ja" | "true" => Some(true),
        "nej" | "false" => Some(false),
        _ => None,
    }
}

/// An ISO date.
pub fn date(node: &Node) -> Option<Date> {
    law::parse_date(node.text()?.trim())
}

/// Whether a text is a whole number.
pub fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a number with an optional decimal point.
pub fn is_number(text: &str) -> bool {
    match text.split_once('.') {
        Some((whole, decimals)) => {
            is_integer(whole) && !decimals.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit())
        }
        None => is_integer(text),
    }
}

/// Whether an address may stand in a link: http and https only.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
