//! The one place where visibility is decided: what a build publishes, and what it keeps to itself.

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt as _};

use crate::finding::Language;
use crate::model::{Item, ItemIx, Model, Role, fold, value};
use crate::place::FileId;
use crate::trace::Facts;
use crate::trace::plain::Audience;

/// Which items and blocks an output shows. Pages ask here and nowhere else.
#[derive(Debug, PartialEq, Eq)]
pub struct Published {
    shown: Vec<bool>,
    /// Values of `synlighed` that are published beside public.
    visibilities: Vec<String>,
    /// Folded ids and titles of hidden items: findings that name one are told in general words.
    hidden_names: HashSet<String>,
    /// Attachments that are not handed out, whoever links to them.
    withheld: BTreeSet<FileId>,
    /// Whether this is a part of the documentation: what it leaves out is said to be left out, where it is linked to.
    narrowed: bool,
}

impl Published {
    /// What `udgiv` says; absent: public only.
    pub fn of(facts: &Facts) -> Published {
        Published::with(facts, facts.config.publish.as_deref().unwrap_or_default())
    }

    /// The same with other values of `synlighed` than the project's own; none: public only.
    pub fn with(facts: &Facts, visibilities: &[String]) -> Published {
        Published::choose(facts, visibilities, |_| true, false)
    }

    /// A part of the documentation, for a bundle: of what these visibilities publish, what `keeps` says, without the
    /// attachments in `withheld`.
    pub fn narrowed(
        facts: &Facts,
        visibilities: &[String],
        keeps: impl Fn(ItemIx) -> bool,
        withheld: BTreeSet<FileId>,
    ) -> Published {
        Published { withheld, ..Published::choose(facts, visibilities, keeps, true) }
    }

    /// Whether an attachment is not handed out.
    pub fn withholds(&self, file: FileId) -> bool {
        self.withheld.contains(&file)
    }

    fn choose(facts: &Facts, visibilities: &[String], keeps: impl Fn(ItemIx) -> bool, narrowed: bool) -> Published {
        let visibilities: Vec<String> = visibilities.iter().map(|word| value::nfc(word).into_owned()).collect();
        let model = &facts.model;
        let mut shown: Vec<bool> = Vec::with_capacity(model.items.len());
        let mut hidden_names = HashSet::new();
        for (ix, item) in model.everywhere().zip(model.items.iter()) {
            // What an item is nested in stands before it.
            let above = item.parent.is_none_or(|parent| shown[parent.0 as usize]);
            let own = item.visibility.as_deref().is_none_or(|word| visibilities.iter().any(|open| open == word));
            let is_shown = above && own && publishes_public(model, &visibilities, item) && keeps(ix);
            shown.push(is_shown);
            if !is_shown {
                hidden_names.insert(fold(&item.id));
                hidden_names.insert(fold(&item.title));
            }
        }
        Published { shown, visibilities, hidden_names, withheld: BTreeSet::new(), narrowed }
    }

    /// What stands in the place of something that is not shown.
    pub fn hidden_word(&self, language: Language) -> &'static str {
        match self.narrowed {
            true => super::word(language, "udeladt i denne udgave", "left out of this edition"),
            false => super::word(language, "ikke offentligt", "not public"),
        }
    }

    /// Whether links to what is not shown are told, without saying where they lead.
    pub fn tells_omissions(&self) -> bool {
        self.narrowed
    }

    pub fn shows(&self, ix: ItemIx) -> bool {
        self.shown[ix.0 as usize]
    }

    /// Whether a block of prose with this visibility is shown; `None` is public.
    pub fn shows_block(&self, guard: Option<&str>) -> bool {
        guard.is_none_or(|guard| self.visibilities.iter().any(|word| word == guard))
    }

    /// Whether anything is hidden at all.
    pub fn hides(&self) -> bool {
        !self.hidden_names.is_empty()
    }

    /// Whether a message may be shown: no name between `…` or »…« is that of a hidden item.
    pub fn may_say(&self, message: &str) -> bool {
        if self.hidden_names.is_empty() {
            return true;
        }
        let quoted = |open: char, close: char| {
            let mut rest = message;
            let mut found = Vec::new();
            while let Some((_, after)) = rest.split_once(open) {
                let Some((inside, behind)) = after.split_once(close) else { break };
                found.push(inside);
                rest = behind;
            }
            found
        };
        let names = quoted('`', '`').into_iter().chain(quoted('»', '«')).chain(quoted('"', '"'));
        names.into_iter().all(|name| !self.hidden_names.contains(&fold(name)))
    }

    /// Whether a text says no id and no title of a hidden item, quoted or not. Walks all hidden names: for a few texts.
    pub fn names_nothing_hidden(&self, text: &str) -> bool {
        let folded = fold(text);
        self.hidden_names.iter().all(|name| name.is_empty() || !folded.contains(name.as_str()))
    }

    /// The visibilities that go into every key, since they decide what a page shows.
    pub fn visibilities(&self) -> &[String] {
        &self.visibilities
    }
}

impl Audience for Published {
    fn shows(&self, ix: ItemIx) -> bool {
        Published::shows(self, ix)
    }

    fn shows_block(&self, guard: Option<&str>) -> bool {
        Published::shows_block(self, guard)
    }

    fn sees_source(&self) -> bool {
        false
    }

    fn hidden_word(&self, language: Language) -> &'static str {
        Published::hidden_word(self, language)
    }

    fn tells_omissions(&self) -> bool {
        self.narrowed
    }
}

/// An item without `synlighed` is public; a build that names its visibilities may leave the public ones out.
fn publishes_public(model: &Model, visibilities: &[String], item: &Item) -> bool {
    if item.visibility.is_some() || visibilities.is_empty() {
        return true;
    }
    let field = model.schema.reserved_with(Role::Visibility);
    let public =
        field.and_then(|field| value::choices(&field.form).iter().find(|choice| choice.role == Some(Role::Public)));
    public.is_none_or(|choice| visibilities.contains(&choice.key))
}
