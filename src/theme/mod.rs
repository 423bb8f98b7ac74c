//! Views in, HTML out. A theme is a folder of templates (Tera 2), static files and texts; the standard
//! theme is part of the program, and a project's theme replaces it file by file.
//!
//! A template sees `site` and `t` (the theme's texts) and the fields of its view, and nothing else:
//! it can read no file, no environment and no clock. Routes, items and files are not known here.

mod check;
mod error;
mod files;

pub mod sample;

pub use check::{ThemeProblem, check};
pub use error::ThemeError;
pub use files::CONTRACT;

use std::collections::BTreeMap;

use tera::{Context, Kwargs, State, Tera, Value};

use crate::pages::view::{Site, View};
use files::Files;

/// A theme in one language, read and compiled.
#[derive(Clone)]
pub struct Theme {
    files: Files,
    texts: BTreeMap<String, String>,
    tera: Tera,
    hash: [u8; 16],
}

/// A theme that knows the site it renders. Rendering changes nothing, so threads may share it.
#[derive(Clone)]
pub struct SiteTheme {
    tera: Tera,
}

impl Theme {
    /// Compiles the standard theme with `files` laid over it, file by file.
    ///
    /// `files` are paths inside the theme (`templates/item.html`) with their bytes; an empty list gives
    /// the standard theme. `language` is `da` or `en`; another language needs `texts/<language>.yaml`.
    pub fn load(files: &[(String, Vec<u8>)], language: &str) -> Result<Theme, ThemeError> {
        let files = Files::over_standard(files);
        files.contract()?;
        let texts = files.texts(language)?;
        let mut tera = engine();
        tera.add_raw_templates(files.templates()?).map_err(|error| ThemeError::of_tera(&error))?;
        let hash = files.hash(language);
        Ok(Theme { files, texts, tera, hash })
    }

    /// The theme for one site: its constants and the texts are converted once, for all pages.
    pub fn for_site(&self, site: &Site) -> Result<SiteTheme, ThemeError> {
        let mut tera = self.tera.clone();
        let constants = GlobalContext { site, t: &self.texts };
        let context = Context::from_serialize(&constants).map_err(|error| ThemeError::of_tera(&error))?;
        tera.global_context().extend(context);
        Ok(SiteTheme { tera })
    }

    /// Renders one page; for many pages of a site, [`Theme::for_site`] is made once instead.
    pub fn render(&self, site: &Site, view: &View) -> Result<String, ThemeError> {
        self.for_site(site)?.render(view)
    }

    /// Static files as `(route, bytes)`, such as `tema/site.css`; ordered by route.
    pub fn statics(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.files.statics()
    }

    /// Hash of all files and the language: equal themes render equal views to equal bytes.
    pub fn hash(&self) -> [u8; 16] {
        self.hash
    }

    /// One of the theme's texts; an unknown key gives an empty text.
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }
}

impl SiteTheme {
    /// Renders one page.
    pub fn render(&self, view: &View) -> Result<String, ThemeError> {
        let mut output = Vec::with_capacity(12 * 1024);
        self.render_into(view, &mut output)?;
        String::from_utf8(output).map_err(|_| ThemeError::not_utf8(template(view)))
    }

    /// Renders one page at the end of `output`, UTF-8; what is there stays. After an error the page is cut short.
    pub fn render_into(&self, view: &View, output: &mut Vec<u8>) -> Result<(), ThemeError> {
        let context = Context::from_serialize(view).map_err(|error| ThemeError::of_tera(&error))?;
        self.tera.render_to(template(view), &context, output).map_err(|error| ThemeError::of_tera(&error))
    }
}

/// What every template sees beside its view.
#[derive(serde::Serialize)]
struct GlobalContext<'a> {
    site: &'a Site,
    t: &'a BTreeMap<String, String>,
}

/// The template engine with what the templates may call.
fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.register_filter("code", |text: &str, _: Kwargs, _: &State| -> Value { Value::safe_string(&code(text)) });
    tera
}

/// A message as HTML: what stands between backticks becomes `<code>`.
fn code(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len() + 32);
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        let closes = parts.peek().is_some();
        let (open, close) = match (is_code, closes) {
            (true, true) => ("<code>", "</code>"),
            (true, false) => ("`", ""),
            _ => ("", ""),
        };
        html.extend_from_slice(open.as_bytes());
        // Writing to memory can't fail.
        let _ = tera::escape_html(part, &mut html);
        html.extend_from_slice(close.as_bytes());
        is_code = !is_code;
    }
    String::from_utf8_lossy(&html).into_owned()
}

/// The template that draws a view.
fn template(view: &View) -> &'static str {
    match view {
        View::Front(_) => "front.html",
        View::Item(_) => "item.html",
        View::List(_) => "list.html",
        View::Letters(_) => "letters.html",
        View::Sections(_) => "sections.html",
        View::Redirect(_) => "redirect.html",
        View::NotFound(_) => "404.html",
    }
}
