//! What `sporbar.yaml` names that neither the model nor the content has: it does nothing, and nobody would notice.

use crate::config::ExportProfile;
use crate::document::{self, Node};
use crate::finding::{Finding, Said};
use crate::model::external::Fault;
use crate::model::schema::Choice;
use crate::model::{Role, nearest, value};
use crate::place::{Place, Span};
use crate::said;
use crate::trace::Facts;

/// Kinds, phases and visibilities that the model does not have (S06), a decision that is not there (S07), and indexes of
/// other portfolios that can't be used (S21).
pub fn faults(facts: &Facts) -> Vec<Finding> {
    let (config, schema) = (&facts.config, &facts.model.schema);
    let mut settings = Settings { root: None, text: &config.text, faults: Vec::new() };
    let visibilities = keys(schema.reserved_with(Role::Visibility).map_or(&[], |field| value::choices(&field.form)));
    let phases = schema.kind_with(Role::Solution).and_then(|kind| schema.kind(kind).field_with(Role::Phase));
    let phases = keys(phases.map_or(&[], |field| value::choices(&field.form)));
    let kinds: Vec<&str> = schema.kinds.iter().map(|kind| kind.key.as_str()).collect();
    let of_profiles = config.profiles.iter().map(|(name, profile)| (vec!["profiler", name], profile));
    let of_profiles: Vec<(Vec<&str>, &ExportProfile)> = of_profiles.collect();
    let limits = of_profiles.iter().map(|(path, profile)| (path.clone(), &profile.limits));
    for (path, limits) in limits.chain([(vec!["kvalitetsprofil"], &config.profile.limits)]) {
        for key in limits.at_least.keys() {
            settings.unknown(&[&path[..], &["grænser", "mindst"]].concat(), key, &kinds);
        }
        for phase in &limits.phases {
            settings.unknown(&[&path[..], &["grænser", "faser"]].concat(), phase, &phases);
        }
    }
    let published = of_profiles.iter().map(|(path, profile)| ([&path[..], &["udgiv"]].concat(), &profile.publish));
    for (path, words) in published.chain([(vec!["udgiv"], &config.publish)]) {
        for word in words.iter().flatten() {
            settings.unknown(&path, word, &visibilities);
        }
    }
    let agreed = config.profile.aftalt_i.as_deref().map(str::trim).filter(|id| !id.is_empty());
    if let Some(id) = agreed.filter(|id| facts.model.find(id).is_none()) {
        let near = nearest(id, facts.model.with_role(Role::Decision).map(|ix| &*facts.model.item(ix).id));
        let says = said!(
            "`kvalitetsprofil.aftalt_i`: intet element har id'et `{}`",
            "`kvalitetsprofil.aftalt_i`: no item has the id `{}`"; id
        );
        let help = match near {
            Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
            None => said!(
                "skriv id'et på den beslutning, hvor kvalitetsniveauet blev aftalt",
                "write the id of the decision in which the quality level was agreed"
            ),
        };
        settings.fault("S07", &["kvalitetsprofil", "aftalt_i"], id, says, help);
    }
    for portfolio in facts.model.external.portfolios() {
        if let Some(fault) = &portfolio.fault {
            settings.index(&portfolio.path, fault);
        }
    }
    settings.faults
}

fn keys(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.key.as_str()).collect()
}

/// The settings as written, and what is wrong with them.
struct Settings<'a> {
    /// Read with its places when the first fault asks for one.
    root: Option<Option<Node>>,
    text: &'a str,
    faults: Vec<Finding>,
}

impl Settings<'_> {
    /// A word that is none of the known; where nothing is known, the model has no such thing and nobody can tell.
    fn unknown(&mut self, path: &[&str], word: &str, known: &[&str]) {
        if known.is_empty() || known.contains(&word) {
            return;
        }
        let says = said!("`{}`: modellen kender ikke `{}`", "`{}`: the model does not know `{}`"; path.join("."), word);
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
            None => said!("brug en af: {}", "use one of: {}"; known.join(", ")),
        };
        self.fault("S06", path, word, says, help);
    }

    /// An index under `eksterne` that can't be used, at its path.
    fn index(&mut self, path: &str, fault: &Fault) {
        let root = self.root.get_or_insert_with(|| document::parse_yaml(self.text).0);
        let list = root.as_ref().and_then(|root| root.map()?.find("eksterne"));
        let names = list.into_iter().flat_map(Node::elements).filter_map(|index| index.map()?.find("indeks"));
        let named = names.into_iter().find(|name| name.text().is_some_and(|text| text.trim() == path));
        let span = named.or(list).map_or(Span::new(0, 0), |node| node.span);
        let place = Place { file: Facts::SETTINGS, span };
        self.faults.push(Finding::new("S21", place, fault.message.clone()).help(fault.help.clone()));
    }

    fn fault(&mut self, code: &'static str, path: &[&str], word: &str, says: Said, help: Said) {
        let root = self.root.get_or_insert_with(|| document::parse_yaml(self.text).0);
        let span = root.as_ref().map_or(Span::new(0, 0), |root| span(root, path, word));
        self.faults.push(Finding::new(code, Place { file: Facts::SETTINGS, span }, says).help(help));
    }
}

/// Where a word stands under the keys of a path, as a value or a key; as near as it is found.
fn span(root: &Node, path: &[&str], word: &str) -> Span {
    let (mut node, mut span) = (root, root.span);
    for key in path {
        let Some(pair) = node.map().and_then(|map| map.find_pair(key)) else { return span };
        (node, span) = (&pair.value, pair.key_span);
    }
    let is_word = |node: &&Node| node.text().is_some_and(|text| text.trim() == word);
    let key = node.map().and_then(|map| map.find_pair(word)).map(|pair| pair.key_span);
    key.or_else(|| node.elements().iter().find(is_word).map(|element| element.span)).unwrap_or(span)
}
