//! What is shown now: an edition that renders on demand, what was rendered of it, and who is looking.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use foldhash::HashMap;
use tokio::sync::watch::{Receiver, Sender};

use super::editor::Editor;
use crate::finding::{Language, Said};
use crate::pages::{Grounds, Hash, Route, grounds};
use crate::pipeline::{Counts, Edition};
use crate::theme::ThemeError;

/// What is kept of rendered pages before the oldest are dropped.
const KEPT_BYTES: usize = 96 << 20;

/// The page for what is not there.
const NOT_FOUND: &str = "404.html";

/// Takes what is to be said in the terminal.
pub type Log = Box<dyn Fn(&Said) + Send + Sync>;

/// What the server says in the terminal.
#[derive(Default)]
pub struct Voices {
    /// That a page can't be rendered.
    pub troubles: Option<Log>,
    /// Every page that is rendered, and why.
    pub rendered: Option<Log>,
}

/// An edition with its addresses.
pub struct Served {
    pub edition: Edition,
    /// Work done for it.
    pub counts: Counts,
    routes: OnceLock<HashMap<String, Route>>,
}

impl Served {
    pub fn new(edition: Edition, counts: Counts) -> Served {
        Served { edition, counts, routes: OnceLock::new() }
    }

    /// What lies at an address from the site's root. The page that is open is mostly found without listing all others.
    pub fn route(&self, address: &str) -> Option<Route> {
        let quick = if self.routes.get().is_none() { self.edition.find(address) } else { None };
        quick.or_else(|| self.routes().get(address).cloned())
    }

    /// Every address; made when first asked for.
    pub fn routes(&self) -> &HashMap<String, Route> {
        self.routes.get_or_init(|| self.edition.addresses().into_iter().collect())
    }

    /// The key of what is answered at an address, for telling whether it is what someone has already.
    pub fn key(&self, address: &str) -> String {
        match self.route(address) {
            Some(route) => hex(&self.edition.key(&route)),
            None => missing(&self.edition.key(&Route::NotFound)),
        }
    }
}

/// The key of an address where nothing lies.
fn missing(not_found: &Hash) -> String {
    format!("404-{}", hex(not_found))
}

/// What is shown at one moment.
#[derive(Clone)]
pub struct Now {
    pub served: Arc<Served>,
    /// Counts the changes; the first edition is 1.
    pub version: u64,
    /// Why the site is older than the files: what stopped the last run, in the project's language.
    pub broken: Option<String>,
}

/// What lies at an address.
pub(super) struct Found {
    /// The address that is answered with: its own, or that of `404.html`.
    pub address: String,
    pub exists: bool,
    pub key: String,
    pub bytes: anyhow::Result<Arc<[u8]>>,
}

/// What is shown now and to whom.
pub struct Shown {
    now: RwLock<Now>,
    changes: Sender<u64>,
    /// The project's folder, for links to the editor.
    pub(super) project: PathBuf,
    pub(super) editor: Option<Editor>,
    /// Pages that someone looks at, and how many do.
    viewed: Mutex<BTreeMap<String, usize>>,
    rendered: Mutex<Rendered>,
    /// Pages that could not be rendered when they were last asked for, by address.
    failed: Mutex<BTreeMap<String, Failed>>,
    voices: Voices,
}

/// A page that the theme can't draw.
struct Failed {
    /// Of the page that was to be drawn.
    key: Hash,
    why: Said,
}

impl Shown {
    pub fn new(project: PathBuf, served: Served, editor: Option<Editor>, voices: Voices) -> Shown {
        let now = Now { served: Arc::new(served), version: 1, broken: None };
        Shown {
            now: RwLock::new(now),
            changes: Sender::new(1),
            project,
            editor,
            viewed: Mutex::default(),
            rendered: Mutex::default(),
            failed: Mutex::default(),
            voices,
        }
    }

    pub fn now(&self) -> Now {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A new edition: what is looked at is told at once. Gives back the one before.
    pub fn show(&self, served: Served) -> Arc<Served> {
        self.change(|now| {
            now.broken = None;
            std::mem::replace(&mut now.served, Arc::new(served))
        })
    }

    /// The run could not be made: the site stays as it was, and says why.
    pub fn keep(&self, broken: String) {
        self.change(|now| now.broken = Some(broken));
    }

    /// The files are again those of the edition that is shown.
    pub fn mend(&self) {
        if self.now().broken.is_some() {
            self.change(|now| now.broken = None);
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Now) -> T) -> T {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let before = change(&mut now);
        now.version += 1;
        let version = now.version;
        drop(now);
        self.changes.send_replace(version);
        before
    }

    /// Hears of every change from now on.
    pub(super) fn changes(&self) -> Receiver<u64> {
        self.changes.subscribe()
    }

    /// Pages that someone looks at now.
    pub fn viewed(&self) -> Vec<String> {
        lock(&self.viewed).keys().cloned().collect()
    }

    /// Someone looks at a page, until the value is dropped.
    pub(super) fn view(self: &Arc<Self>, page: &str) -> Viewing {
        *lock(&self.viewed).entry(page.to_owned()).or_default() += 1;
        Viewing { shown: self.clone(), page: page.to_owned() }
    }

    /// The answer at an address, rendered unless a page with its key was.
    pub(super) fn find(&self, address: &str) -> Found {
        let Now { served, version, .. } = self.now();
        let route = served.route(address);
        let exists = route.is_some();
        let (address, route) = (if exists { address } else { NOT_FOUND }, route.unwrap_or(Route::NotFound));
        let own = served.edition.key(&route);
        let bytes = self.bytes(&served, version, address, &route, own);
        let key = if exists { hex(&own) } else { missing(&own) };
        Found { address: address.to_owned(), exists, key, bytes }
    }

    fn bytes(
        &self,
        served: &Served,
        version: u64,
        address: &str,
        route: &Route,
        key: Hash,
    ) -> anyhow::Result<Arc<[u8]>> {
        if matches!(route, Route::Attachment(_)) {
            return served.edition.bytes(route).map(Arc::from);
        }
        if let Some(bytes) = lock(&self.rendered).find(&key, version) {
            return Ok(bytes);
        }
        if let Some(log) = &self.voices.rendered {
            let grounds = grounds(&served.edition.book, route);
            let before = lock(&self.rendered).grounds.insert(address.to_owned(), grounds.clone());
            let why = grounds.why(before.as_ref());
            log(&Said::new(format!("gengiver {address}: {}", why.da), format!("renders {address}: {}", why.en)));
        }
        match served.edition.bytes(route) {
            Ok(bytes) => {
                let bytes: Arc<[u8]> = bytes.into();
                lock(&self.rendered).keep(address, key, version, bytes.clone());
                Ok(bytes)
            }
            Err(error) => {
                let last = lock(&self.rendered).find_last(address);
                self.fail(address, key, said_of(address, last.is_some(), &error));
                last.ok_or(error)
            }
        }
    }

    /// Notes that a page can't be rendered; whoever looks at it is told once.
    fn fail(&self, address: &str, key: Hash, why: Said) {
        let before = lock(&self.failed).insert(address.to_owned(), Failed { key, why: why.clone() });
        if before.is_none_or(|before| before.key != key) {
            if let Some(log) = &self.voices.troubles {
                log(&why);
            }
            self.change(|_| ());
        }
    }

    /// Why a page with this key is shown as it was before; `None` when it is not, or was not asked for yet.
    pub(super) fn failure(&self, address: &str, key: &Hash) -> Option<Said> {
        lock(&self.failed).get(address).filter(|failed| failed.key == *key).map(|failed| failed.why.clone())
    }
}

fn said_of(address: &str, is_kept: bool, error: &anyhow::Error) -> Said {
    let cause = match error.downcast_ref::<ThemeError>() {
        Some(error) => Said::new(error.in_language(Language::Danish), error.in_language(Language::English)),
        None => Said::new(format!("{error:#}"), format!("{error:#}")),
    };
    let (da, en) = match is_kept {
        true => (", og vises, som den var sidst, den kunne", ", and is shown as it last was"),
        false => ("", ""),
    };
    Said::new(
        format!("`{address}` kan ikke gengives{da}: {}", cause.da),
        format!("`{address}` can't be rendered{en}: {}", cause.en),
    )
}

/// Someone looks at a page.
pub(super) struct Viewing {
    shown: Arc<Shown>,
    page: String,
}

impl Drop for Viewing {
    fn drop(&mut self) {
        let mut viewed = lock(&self.shown.viewed);
        if let Some(count) = viewed.get_mut(&self.page) {
            *count -= 1;
            if *count == 0 {
                viewed.remove(&self.page);
            }
        }
    }
}

/// Pages by their key. Equal keys are equal bytes, so nothing here is ever stale.
#[derive(Default)]
struct Rendered {
    pages: HashMap<Hash, Kept>,
    /// The key under which each page was last rendered.
    last: HashMap<String, Hash>,
    size_bytes: usize,
    /// What each page was made of when it was last rendered, where someone wants to know.
    grounds: BTreeMap<String, Grounds>,
}

struct Kept {
    bytes: Arc<[u8]>,
    /// When it was last asked for.
    version: u64,
}

impl Rendered {
    fn find(&mut self, key: &Hash, version: u64) -> Option<Arc<[u8]>> {
        let kept = self.pages.get_mut(key)?;
        kept.version = version;
        Some(kept.bytes.clone())
    }

    /// What a page was when it could last be rendered, where that is still kept.
    fn find_last(&self, address: &str) -> Option<Arc<[u8]>> {
        Some(self.pages.get(self.last.get(address)?)?.bytes.clone())
    }

    fn keep(&mut self, address: &str, key: Hash, version: u64, bytes: Arc<[u8]>) {
        self.last.insert(address.to_owned(), key);
        self.size_bytes += bytes.len();
        if let Some(before) = self.pages.insert(key, Kept { bytes, version }) {
            self.size_bytes -= before.bytes.len();
        }
        if self.size_bytes > KEPT_BYTES {
            let mut versions: Vec<u64> = self.pages.values().map(|kept| kept.version).collect();
            versions.sort_unstable();
            let middle = versions[versions.len() / 2];
            self.pages.retain(|_, kept| kept.version > middle);
            self.size_bytes = self.pages.values().map(|kept| kept.bytes.len()).sum();
        }
    }
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
