//! The examples of rules, as files.

/// One file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFile {
    /// From the project, with `/`.
    pub path: String,
    pub text: String,
}

/// Reads an example: `=== path` begins a file; an example without such a line is the front matter of one document.
pub fn example_files(example: &str) -> Vec<ExampleFile> {
    if !example.starts_with("=== ") {
        return vec![ExampleFile {
            path: "content/eksempel.md".to_owned(),
            text: format!("---\n{}\n---\n", example.trim_end()),
        }];
    }
    let mut files: Vec<ExampleFile> = Vec::new();
    for line in example.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(path) => files.push(ExampleFile { path: path.trim().to_owned(), text: String::new() }),
            None => {
                if let Some(file) = files.last_mut() {
                    file.text.push_str(line);
                }
            }
        }
    }
    files
}
