//! What an import planned, onto the disk: all of it or, where a file has changed meanwhile, a clear stop.

use super::Import;
use crate::cli::{fix, new, print};
use crate::import::reqif::Attachment;
use crate::import::rows::Plan;
use crate::said;

impl Import<'_> {
    /// Writes the files of a plan and says what was done; the paths go to standard output.
    pub(super) fn write(&self, plan: &Plan, attachments: &[Attachment], folder: &str) -> anyhow::Result<()> {
        let paths = self.write_attachments(attachments, folder)?;
        self.write_contents(plan, paths)?;
        self.tell(plan);
        Ok(())
    }

    /// The same without a word and without attachments.
    pub(super) fn write_files(&self, plan: &Plan) -> anyhow::Result<()> {
        self.write_contents(plan, String::new())
    }

    fn write_attachments(&self, attachments: &[Attachment], folder: &str) -> anyhow::Result<String> {
        let mut paths = String::new();
        for attachment in attachments {
            let path = format!("{folder}/{}", attachment.name);
            // One that is there already, with the same bytes, was imported before.
            let known = std::fs::read(self.project.join(&path)).is_ok_and(|bytes| bytes == attachment.bytes);
            if known {
                continue;
            }
            if !self.args.dry_run {
                new::write(self.project, &path, &attachment.bytes)?;
            }
            paths.push_str(&format!("{path}\n"));
        }
        Ok(paths)
    }

    fn write_contents(&self, plan: &Plan, mut paths: String) -> anyhow::Result<()> {
        for (path, text) in &plan.created {
            if !self.args.dry_run {
                new::write(self.project, path, text)?;
            }
            paths.push_str(&format!("{path}\n"));
        }
        for (file, text) in &plan.edited {
            let path = self.facts.path(*file);
            if !self.args.dry_run {
                fix::rewrite(self.project, path, self.facts.text(*file), text)?;
            }
            paths.push_str(&format!("{path}\n"));
        }
        print(&paths)
    }

    fn tell(&self, plan: &Plan) {
        let (added, changed, same) = (plan.added.len(), plan.changed.len(), plan.unchanged);
        self.say(&match self.args.dry_run {
            false => said!("{} nye, {} ændrede og {} uændrede elementer", "{} new, {} changed and {} unchanged items"; added, changed, same),
            true => said!(
                "{} nye, {} ændrede og {} uændrede elementer, hvis det blev skrevet",
                "{} new, {} changed and {} unchanged items, if it were written"; added, changed, same
            ),
        });
        if self.global.verbose {
            for (word, ids) in [(said!("ny", "new"), &plan.added), (said!("ændret", "changed"), &plan.changed)] {
                for id in ids {
                    self.say(&said!("{}: {}", "{}: {}"; word.in_language(self.language), id));
                }
            }
        }
    }
}
