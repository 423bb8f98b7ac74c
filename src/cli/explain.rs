//! `sporbar explain`: what a rule says, and why.

use super::args::ExplainArgs;
use super::{Exit, Global, output, print, stop};
use crate::finding::Said;
use crate::model::nearest;
use crate::rules::{self, RULES};
use crate::said;

/// Explains the rule with a code; works outside a project.
pub(super) fn run(global: &Global, args: ExplainArgs) -> anyhow::Result<Exit> {
    let code = args.code.trim().to_uppercase();
    let Some(rule) = rules::find(&code) else {
        let hint = match nearest(&code, RULES.iter().map(|rule| rule.code)) {
            Some(near) => said!("; mente du `{}`?", "; did you mean `{}`?"; near),
            None => Said::default(),
        };
        return Err(stop(Said::new(
            format!("der er ingen regel med koden `{}`{}", args.code, hint.da),
            format!("there is no rule with the code `{}`{}", args.code, hint.en),
        )));
    };
    print(&output::visible(&rules::explain(rule, global.language(None))))?;
    Ok(Exit::Done)
}
