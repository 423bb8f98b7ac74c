//! Views in, HTML out. A theme is a folder of templates (Tera 2), static files and texts; the standard
//! theme is part of the program, and a project's theme replaces it file by file.
//!
//! A template sees `site` and `t` (the theme's texts), the fields of its view, and `frame` (what the
//! components `frame_head`, `frame_top` and `frame_foot` gave for pages of its folder), and nothing else:
//! it can read no file, no environment and no clock. Chips, references, lines and messages come to it as
//! finished HTML (`line.rs`). What an item is, and where files lie, is not known here.

mod check;
mod context;
mod error;
mod files;
mod line;
pub mod sample;
#[cfg(test)]
mod tests;

pub use check::{ThemeProblem, check};
pub use error::ThemeError;
pub use files::CONTRACT;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use crate::pages::view::{Site, View};
use context::Words;
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
pub struct SiteTheme {
    tera: Tera,
    words: Words,
    /// By the page's root and menu entry: there are few of them.
    frames: RwLock<BTreeMap<(String, String), Value>>,
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
        tera.add_raw_templates(files.templates()?).map_err(|error| ThemeError::of_tera(&error).explained(&files))?;
        let hash = files.hash(language);
        Ok(Theme { files, texts, tera, hash })
    }

    /// The theme for one site: its constants and the texts are converted once, for all pages.
    pub fn for_site(&self, site: &Site) -> Result<SiteTheme, ThemeError> {
        let mut tera = self.tera.clone();
        let constants = GlobalContext { site, t: &self.texts };
        let context = Context::from_serialize(&constants).map_err(|error| ThemeError::of_tera(&error))?;
        tera.global_context().extend(context);
        let words = Words { broken: self.text("broken").to_owned(), thousands: self.text("thousands").to_owned() };
        Ok(SiteTheme { tera, words, frames: RwLock::default() })
    }

    /// Renders one page; for many pages of a site, [`Theme::for_site`] is made once instead.
    pub fn render(&self, site: &Site, view: &View) -> Result<String, ThemeError> {
        self.for_site(site)?.render(view)
    }

    /// Static files as `(route, bytes)`, such as `tema/site.css`; ordered by route.
    pub fn statics(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.files.statics()
    }

    /// Hash of templates, texts and the language: with equal hashes equal views are rendered to equal bytes. What lies
    /// in static files is no part of it: a page names them and shows nothing of them.
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
        let mut context = context::page(view, &self.words);
        let page = view.page();
        context.insert_value("frame", self.frame(&page.root, &page.menu)?);
        self.tera.render_to(template(view), &context, output).map_err(|error| ThemeError::of_tera(&error))
    }

    /// What pages of one folder and menu entry share, rendered once: `head`, `top` and `foot`.
    fn frame(&self, root: &str, menu: &str) -> Result<Value, ThemeError> {
        let key = (root.to_owned(), menu.to_owned());
        if let Some(frame) = self.frames.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(frame.clone());
        }
        let mut parts = Map::new();
        for (part, component) in [("head", "frame_head"), ("top", "frame_top"), ("foot", "frame_foot")] {
            let mut context = Context::new();
            context.insert_value("root", Value::normal_string(root));
            context.insert_value("menu", Value::normal_string(menu));
            let html = self.tera.render_component(component, &context, None, true);
            parts.insert(Key::Str(part), Value::safe_string(&html.map_err(|error| ThemeError::of_tera(&error))?));
        }
        let frame = Value::from(parts);
        self.frames.write().unwrap_or_else(PoisonError::into_inner).insert(key, frame.clone());
        Ok(frame)
    }
}

/// What every template sees beside its view.
#[derive(serde::Serialize)]
struct GlobalContext<'a> {
    site: &'a Site,
    t: &'a BTreeMap<String, String>,
}

/// The template engine as the theme uses it: nothing that reads files, the environment or a clock.
fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.set_escape_fn(line::escape_to);
    tera
}

/// The template that draws a view.
fn template(view: &View) -> &'static str {
    match view {
        View::Front(_) => "front.html",
        View::Item(_) => "item.html",
        View::List(_) => "list.html",
        View::Letters(_) => "letters.html",
        View::Sections(_) => "sections.html",
        View::Explorer(_) => "explorer.html",
        View::Redirect(_) => "redirect.html",
        View::NotFound(_) => "404.html",
    }
}
