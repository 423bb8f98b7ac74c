//! What a template may see. A template sees its [`View`], the site's constants and the theme's texts,
//! and nothing else, so that what it can't see can't go stale.
//!
//! Every `href` is relative to the page and ready to use; every `html` is finished and safe, every
//! other string is plain text that the template escapes.

use serde::Serialize;

/// What every page of a build sees the same way (`site` in templates). Part of every page's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    pub title: String,
    /// `da` or `en`.
    pub language: &'static str,
    /// A notice for every page; empty when there is none.
    pub notice: String,
    /// Whether the site is for a few, which `notice` says.
    pub confidential: bool,
    /// Edition of the documentation, such as `2026.2`; empty when not given.
    pub edition: String,
    /// The day that a project always shows itself as of, in words; empty where the day is that of the build.
    pub as_of: String,
    /// Main menu; `href` is relative to the site's root: put `page.root` before it.
    pub menu: Vec<MenuEntry>,
    /// URL of the accessibility statement; empty when not given.
    pub accessibility: String,
    /// Address of the site with a slash at its end; empty when not given.
    pub base_url: String,
    /// Whether the site has a feed.
    pub feed: bool,
}

/// One entry of the main menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// Compared with [`Page::menu`] to mark the current one.
    pub key: String,
    pub text: String,
    pub href: String,
}

/// What all pages have (`page` in templates).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// `""` at the root, `"../"` in a folder …: put before root-relative addresses.
    pub root: String,
    /// Address from the root, such as `krav/dubu-k-0012.html`.
    pub route: String,
    pub title: String,
    /// Plain text for search engines, at most 200 characters; may be empty.
    pub description: String,
    /// Key of the menu entry this page belongs to; empty for none.
    pub menu: String,
    pub crumbs: Vec<Crumb>,
    /// Anchors of the page's sections, in order, for "På siden"; empty on short pages.
    pub contents: Vec<Crumb>,
    /// Absolute address; empty without `base_url`.
    pub canonical: String,
    /// Where the source can be edited; empty without `kilde_url`.
    pub edit_url: String,
    /// How to cite the item: "DUBU-K-0012, udgave 2026.2"; empty on overviews.
    pub citation: String,
    /// The page must not be found by search engines (404, redirects).
    pub hidden: bool,
}

/// A text with an address; an empty `href` means no link.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Crumb {
    pub text: String,
    pub href: String,
}

/// One page to render: the template's name and what it sees.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum View {
    /// `front.html`
    Front(FrontView),
    /// `item.html`: every item, whatever its kind.
    Item(Box<ItemView>),
    /// `list.html`: the items of a kind, or what links to an item, 200 a page.
    List(ListView),
    /// `letters.html`: concepts A–Å.
    Letters(LettersView),
    /// `sections.html`: a page of sections only (overview of kinds, findings, a rule, data).
    Sections(SectionsView),
    /// `explorer.html`: the page on which the whole graph is explored.
    Explorer(ExplorerView),
    /// `redirect.html`
    Redirect(RedirectView),
    /// `404.html`
    NotFound(NotFoundView),
}

impl View {
    /// What the page has in common with all others.
    pub fn page(&self) -> &Page {
        match self {
            View::Front(view) => &view.page,
            View::Item(view) => &view.page,
            View::List(view) => &view.page,
            View::Letters(view) => &view.page,
            View::Sections(view) => &view.page,
            View::Explorer(view) => &view.page,
            View::Redirect(view) => &view.page,
            View::NotFound(view) => &view.page,
        }
    }

    /// The same, to be changed.
    pub fn page_mut(&mut self) -> &mut Page {
        match self {
            View::Front(view) => &mut view.page,
            View::Item(view) => &mut view.page,
            View::List(view) => &mut view.page,
            View::Letters(view) => &mut view.page,
            View::Sections(view) => &mut view.page,
            View::Explorer(view) => &mut view.page,
            View::Redirect(view) => &mut view.page,
            View::NotFound(view) => &mut view.page,
        }
    }
}

/// The front page.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    pub page: Page,
    /// The opening of `content/index.md`, up to its first heading; may be empty.
    pub lead: String,
    /// The rest of that text.
    pub html: String,
    pub solutions: Vec<SolutionTile>,
    /// One tile for each kind that has items.
    pub kinds: Vec<Tile>,
    /// Law cases ahead, decisions, timelines … as sections.
    pub sections: Vec<Section>,
}

/// A number that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    pub title: String,
    pub href: String,
    /// Small line over or under the title, such as the kind or "it-system, drift".
    pub note: String,
    /// The number shown large; empty for none.
    pub number: String,
    /// Class of the kind: `k-<role>` with `_` as `-`, such as `k-legal-source`.
    pub class: String,
    /// Further counts, each with its address.
    pub counts: Vec<Crumb>,
}

/// A solution on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct SolutionTile {
    pub tile: Tile,
    /// Its readiness and its next tender; empty where it is not judged.
    pub state: Vec<Inline>,
}

/// An item's page.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    pub page: Page,
    pub id: String,
    pub title: String,
    /// The kind's name: "forretningskrav".
    pub kind: String,
    /// `k-requirement` …
    pub class: String,
    pub chips: Vec<Chip>,
    /// The part of the body set large, finished HTML of paragraphs; empty when the kind has no statement.
    pub statement: String,
    pub facts: Vec<Fact>,
    /// Why the item is there and what rests on it: sections before its text, in this order.
    pub ahead: Vec<Section>,
    /// The item's text (what follows the statement); may be empty.
    pub html: String,
    pub sections: Vec<Section>,
    /// The line on municipal authority, where it applies.
    pub authority: bool,
    /// Findings that concern this item, for the box at the top or foot.
    pub findings: Vec<FindingView>,
    /// The item could not be read whole.
    pub damaged: bool,
}

/// A word with a tone, such as the status.
#[derive(Clone, Debug, Serialize)]
pub struct Chip {
    pub text: String,
    /// `ok`, `wait`, `no` or `none`; the template adds the sign ✓ ◐ ✕ – to the first three.
    pub tone: &'static str,
}

/// A label with its values.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub label: String,
    pub values: Vec<Inline>,
}

/// A piece of a line.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Inline {
    Text {
        text: String,
    },
    /// Finished HTML of phrasing content.
    Html {
        html: String,
    },
    /// A link to an item: shown as its id and title.
    Item(ItemRef),
    Link {
        text: String,
        href: String,
    },
    /// Something that does not resolve: shown marked, never as a link.
    Broken {
        text: String,
    },
    Chip(Chip),
    /// A chip that leads to what it tells of, such as a cell of a matrix; an empty text leaves the sign alone.
    ChipLink {
        chip: Chip,
        href: String,
    },
}

/// How another item is shown where it is mentioned.
#[derive(Clone, Debug, Serialize)]
pub struct ItemRef {
    pub id: String,
    /// The id with no-break spaces where it must not break (`BL § 20, stk. 3`), safe HTML.
    pub id_html: String,
    pub title: String,
    pub href: String,
    pub kind: String,
    pub class: &'static str,
    /// Empty when the status goes without saying (in force).
    pub status: String,
    /// Tone of the status, as in [`Chip::tone`].
    pub tone: &'static str,
    /// What the link says beside its type: "version 1.1", "hidtil gældende – verserende sager"; may be empty.
    pub note: String,
    /// One line of the item's text or definition, for lists; may be empty.
    pub excerpt: String,
}

/// A titled part of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Anchor, beginning with `_`.
    pub anchor: String,
    pub title: String,
    pub content: Content,
}

/// What a section holds.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Content {
    Prose {
        html: String,
    },
    Table(Table),
    /// Links grouped by their name: "Begrunder (14)".
    Relations {
        groups: Vec<Relation>,
    },
    /// A process: its steps drawn and in order.
    Steps {
        /// The same drawn, with a lane for each actor; empty for a process of one step.
        svg: String,
        steps: Vec<StepView>,
    },
    /// Provisions of an act, nested.
    Tree {
        nodes: Vec<TreeNode>,
    },
    /// An interface: provider on the left, consumers on the right.
    Ends {
        providers: Vec<ItemRef>,
        consumers: Vec<ItemRef>,
        version: String,
        pattern: String,
        data: Vec<ItemRef>,
    },
    /// Dated events, earliest first.
    Timeline {
        events: Vec<Event>,
    },
    /// A drawing with its equivalent: a table, or finished HTML of a list; what is empty is not shown.
    Drawing {
        svg: String,
        table: Table,
        list: String,
    },
    Tiles {
        tiles: Vec<Tile>,
    },
    /// What a change affects.
    Impact(ImpactView),
    /// A list of texts, numbered when `ordered`.
    List {
        items: Vec<Vec<Inline>>,
        ordered: bool,
    },
    /// Findings with place and cure.
    Findings {
        findings: Vec<FindingView>,
        more: Crumb,
    },
    /// What must be done one after the other, and how far it is.
    Course {
        steps: Vec<CourseStep>,
    },
    /// The one thing to see first, set large, with a line under it.
    First {
        line: Vec<Inline>,
        note: Vec<Inline>,
    },
    /// Files of the site to load, each with what it holds.
    Files {
        files: Vec<FileLink>,
    },
}

/// One step of a course.
#[derive(Clone, Debug, Serialize)]
pub struct CourseStep {
    pub name: String,
    /// `ok` done, `no` missing, `wait` next, `none` later or not done.
    pub tone: &'static str,
    /// How it stands, in a word: "gjort", "mangler".
    pub state: String,
    /// As shown; empty where there is none.
    pub date: String,
    pub iso: String,
    /// What shows it: a decision, a number; may be empty.
    pub proof: Vec<Inline>,
}

/// A file to load.
#[derive(Clone, Debug, Serialize)]
pub struct FileLink {
    pub text: String,
    pub href: String,
    /// What one does with it; may be empty.
    pub note: String,
}

/// What a change affects: counts first, then each solution, then who is to be involved.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImpactView {
    /// "5 elementer direkte og 9 afledt i 2 løsninger. Tidligste frist: …"; may be empty.
    pub lead: Vec<Inline>,
    /// Each solution with its count: "DUBU 12"; an empty `href` where it is not listed. Empty for one part only.
    pub parts: Vec<Crumb>,
    pub open: Vec<ImpactGroup>,
    /// Further ones, folded away under `rest_name`.
    pub rest: Vec<ImpactGroup>,
    pub rest_name: String,
    /// Where the rest is, or how many are left out; empty when all is here.
    pub more: Crumb,
    /// Heading of `bodies`; empty where the section's title says it.
    pub bodies_name: String,
    /// "Kvalitetssikrer" with the bodies.
    pub bodies: Vec<Fact>,
}

/// What is affected in a solution, or outside of them.
#[derive(Clone, Debug, Serialize)]
pub struct ImpactGroup {
    /// May be empty.
    pub anchor: String,
    pub name: Vec<Inline>,
    pub count: usize,
    pub lists: Vec<ImpactList>,
}

/// The direct or the indirect ones.
#[derive(Clone, Debug, Serialize)]
pub struct ImpactList {
    /// "direkte"; empty for the solution itself.
    pub name: String,
    pub rows: Vec<ImpactRow>,
}

/// An affected item with the way to it.
#[derive(Clone, Debug, Serialize)]
pub struct ImpactRow {
    pub item: ItemRef,
    /// "BL § 20, stk. 3 → hjemmel for DUBU-K-0012", safe HTML.
    pub path_html: String,
}

/// A table. On a phone each row becomes a card with the column names as labels.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// May be empty.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Where the rest is, when rows were cut: "Vis alle 453"; empty `href` for none.
    pub more: Crumb,
    /// `plain`, `plain facts` (its head goes without saying), `matrix` (cells are small and centred, and it scrolls),
    /// `areas` (the same, and cards where it is narrow) or `decision` (a rule line between inputs and outputs).
    pub look: &'static str,
}

/// A column of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Column {
    pub text: String,
    pub href: String,
    /// `""`, `num` (right aligned), `id` (never breaks), `in` or `out` (decision tables).
    pub class: &'static str,
}

/// A row of a table; `cells` has as many entries as there are columns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    pub anchor: String,
    pub cells: Vec<Vec<Inline>>,
}

/// All links of one name.
#[derive(Clone, Debug, Serialize)]
pub struct Relation {
    /// "hjemmel", "er hjemmel for".
    pub name: String,
    pub count: usize,
    pub items: Vec<ItemRef>,
    /// Where the rest is; empty `href` when all are shown.
    pub more: Crumb,
}

/// A step of a process.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    pub anchor: String,
    pub number: String,
    pub name: String,
    pub actor: String,
    /// "krav", "regel", "snitflade" with what they name.
    pub links: Vec<Fact>,
    /// The steps that follow; more than one means a choice.
    pub next: Vec<Crumb>,
}

/// A provision in an act's tree.
#[derive(Clone, Debug, Serialize)]
pub struct TreeNode {
    /// `§ 20` or `stk. 3`, safe HTML with no-break spaces.
    pub name_html: String,
    pub href: String,
    pub anchor: String,
    pub title: String,
    /// One line of text; empty where `html` says it whole.
    pub summary: String,
    /// Finished HTML of the provision's own summary and text; empty on the act's page.
    pub html: String,
    /// What else is written of it: commencement, versions, assessment; empty on the act's page.
    pub facts: Vec<Fact>,
    pub chips: Vec<Chip>,
    /// How many items rest on it, as text with address: "3 krav"; empty text for none.
    pub counts: Vec<Crumb>,
    pub children: Vec<TreeNode>,
}

/// A dated event.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// As shown: "1. januar 2027".
    pub date: String,
    /// ISO, for `<time datetime>`.
    pub iso: String,
    pub what: Vec<Inline>,
    /// It lies after the day the site is made for: drawn hollow.
    pub is_ahead: bool,
}

/// A finding as a reader of the site sees it; never quotes source text.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    pub code: String,
    /// `error`, `warning` or `info`.
    pub level: &'static str,
    pub message: String,
    pub help: String,
    /// `content/krav/x.md:5:10`.
    pub place: String,
    /// Page of the rule.
    pub href: String,
    pub item: Option<ItemRef>,
    pub waived: bool,
}

/// A listing, one page of it.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    pub page: Page,
    pub title: String,
    /// One sentence on what is listed; may be empty.
    pub lead: String,
    pub count: usize,
    pub table: Table,
    pub pager: Pager,
}

/// Where one page of a listing stands among the others; one page only has no links.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pager {
    /// From 1.
    pub number: usize,
    pub total: usize,
    pub previous: String,
    pub next: String,
    /// First, last and those near, in order; the current one has an empty `href`; a gap is text `…` with an empty `href`.
    pub pages: Vec<Crumb>,
}

/// Concepts under their letters.
#[derive(Clone, Debug, Serialize)]
pub struct LettersView {
    pub page: Page,
    pub title: String,
    pub lead: String,
    pub letters: Vec<Letter>,
    pub pager: Pager,
}

/// A letter with its terms.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    pub letter: String,
    pub anchor: String,
    pub terms: Vec<Term>,
}

/// A concept in the list.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    pub item: ItemRef,
    pub definition: String,
    /// "også: …", "ikke: …" as texts; may be empty.
    pub accepted: String,
    pub deprecated: String,
    pub solutions: Vec<ItemRef>,
}

/// A page of sections.
#[derive(Clone, Debug, Serialize)]
pub struct SectionsView {
    pub page: Page,
    pub title: String,
    pub lead: String,
    pub sections: Vec<Section>,
}

/// The explorer; what it shows is drawn by scripts.
#[derive(Clone, Debug, Serialize)]
pub struct ExplorerView {
    pub page: Page,
    pub title: String,
    pub lead: String,
    /// Addresses of the scripts that hold its data, in the order they are loaded.
    pub data: Vec<String>,
    /// The way to the same without scripts.
    pub without: Crumb,
}

/// The old address of an item.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    pub page: Page,
    pub old_id: String,
    pub target: ItemRef,
}

/// The page for unknown addresses. It alone uses absolute addresses under `base_url`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    pub page: Page,
    /// The menu with absolute addresses; empty without `base_url` (then the page is plain, without assets).
    pub menu: Vec<MenuEntry>,
}
