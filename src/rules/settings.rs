//! What `sporbar.yaml` names that neither the model nor the content has: it does nothing, and nobody would notice.

use crate::finding::{Finding, Said};
use crate::model::schema::Choice;
use crate::model::{Role, nearest, value};
use crate::place::{Place, Span};
use crate::said;
use crate::trace::Facts;

/// Kinds, phases and visibilities that the model does not have (S06), and a decision that is not there (S07). The text
/// of the settings is not kept, so the message says where.
pub fn faults(facts: &Facts) -> Vec<Finding> {
    let (config, schema) = (&facts.config, &facts.model.schema);
    let mut faults = Vec::new();
    let visibilities = keys(schema.reserved_with(Role::Visibility).map_or(&[], |field| value::choices(&field.form)));
    let phases = schema.kind_with(Role::Solution).and_then(|kind| schema.kind(kind).field_with(Role::Phase));
    let phases = keys(phases.map_or(&[], |field| value::choices(&field.form)));
    let kinds: Vec<&str> = schema.kinds.iter().map(|kind| kind.key.as_str()).collect();
    let of_profiles = config.profiles.iter().map(|(name, profile)| (format!("profiler.{name}"), profile));
    let of_profiles: Vec<_> = of_profiles.collect();
    let limits = of_profiles.iter().map(|(path, profile)| (path.as_str(), &profile.limits));
    for (path, limits) in limits.chain([("kvalitetsprofil", &config.profile.limits)]) {
        for key in limits.at_least.keys() {
            unknown(&mut faults, &format!("{path}.grænser.mindst"), key, &kinds);
        }
        for phase in &limits.phases {
            unknown(&mut faults, &format!("{path}.grænser.faser"), phase, &phases);
        }
    }
    let published = of_profiles.iter().map(|(path, profile)| (format!("{path}.udgiv"), &profile.publish));
    for (path, words) in published.chain([("udgiv".to_owned(), &config.publish)]) {
        for word in words.iter().flatten() {
            unknown(&mut faults, &path, word, &visibilities);
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
        faults.push(fault("S07", says).help(help));
    }
    faults
}

fn keys(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.key.as_str()).collect()
}

/// A word that is none of the known; where nothing is known, the model has no such thing and nobody can tell.
fn unknown(faults: &mut Vec<Finding>, path: &str, word: &str, known: &[&str]) {
    if known.is_empty() || known.contains(&word) {
        return;
    }
    let says = said!("`{}`: modellen kender ikke `{}`", "`{}`: the model does not know `{}`"; path, word);
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
        None => said!("brug en af: {}", "use one of: {}"; known.join(", ")),
    };
    faults.push(fault("S06", says).help(help));
}

fn fault(code: &'static str, says: Said) -> Finding {
    Finding::new(code, Place { file: Facts::SETTINGS, span: Span::new(0, 0) }, says)
}
