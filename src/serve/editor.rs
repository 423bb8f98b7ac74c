//! The link that opens a file in the author's editor.

use std::path::Path;

use crate::finding::Said;
use crate::said;

/// An address with holes, such as `vscode://file{path}:{line}:{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

/// Why a template is not used.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused(pub Said);

/// Schemes whose addresses run in the page, or show something made to look like one.
const UNSAFE: [&str; 9] =
    ["javascript", "data", "vbscript", "blob", "about", "file", "filesystem", "view-source", "livescript"];

impl Editor {
    /// Reads what `EDITOR_URL` holds.
    pub fn new(template: &str) -> Result<Editor, Refused> {
        let template = template.trim();
        let scheme = template.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_lowercase())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        if !is_scheme || template.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
            return Err(Refused(said!(
                "`EDITOR_URL` er ingen adresse: `{0}`; skriv for eksempel `vscode://file{{path}}:{{line}}:{{column}}`",
                "`EDITOR_URL` is no address: `{0}`; write for instance `vscode://file{{path}}:{{line}}:{{column}}`";
                template
            )));
        }
        if UNSAFE.contains(&scheme.as_str()) {
            return Err(Refused(said!(
                "`EDITOR_URL` bruges ikke: adresser med `{0}:` kan køre kode i browseren",
                "`EDITOR_URL` is not used: addresses with `{0}:` can run code in the browser"; scheme
            )));
        }
        Ok(Editor(template.to_owned()))
    }

    /// The address of a place; lines and columns count from 1.
    pub fn href(&self, path: &Path, line: u32, column: u32) -> String {
        let path = path.to_string_lossy().replace('\\', "/");
        // `C:/x` is `/C:/x` in an address.
        let path = if path.starts_with('/') { encoded(&path) } else { format!("/{}", encoded(&path)) };
        self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()).replace("{path}", &path)
    }
}

/// What may stand in an address as it is, the rest as `%41`.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                text.push(byte as char)
            }
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_paths_are_encoded() {
        let editor = Editor::new("vscode://file{path}:{line}:{column}").unwrap();
        let href = editor.href(Path::new("/hjem/mit projekt/{line}æ.md"), 3, 12);
        assert_eq!(href, "vscode://file/hjem/mit%20projekt/%7Bline%7D%C3%A6.md:3:12");
        let editor = Editor::new("idea://open?file={path}&line={line}").unwrap();
        assert_eq!(editor.href(Path::new("C:\\krav\\a.md"), 1, 1), "idea://open?file=/C:/krav/a.md&line=1");
    }

    #[test]
    fn what_could_run_in_the_page_is_refused() {
        for template in ["javascript:alert(1)//{path}", "JavaScript:x", " data:text/html,{path}", "vbscript:x"] {
            assert!(Editor::new(template).is_err(), "{template}");
        }
        for template in ["", "code {path}", "java\tscript:x", "//file{path}", ":x"] {
            assert!(Editor::new(template).is_err(), "{template}");
        }
    }
}
