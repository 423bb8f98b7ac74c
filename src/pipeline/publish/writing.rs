//! Every page of a plan from view to file, on all threads, with what that took.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rayon::prelude::*;

use super::super::Edition;
use super::{Log, Pages};
use crate::pages::{Planned, Route};
use crate::site::{Key, Staging};

/// What is told apart in the account, in its order.
const WORK: [&str; 4] = ["item pages", "gathering pages", "data and files", "writing"];

/// Pages that a thread takes at a time. Those that gather take up to a tenth of a second each: they are begun with and taken
/// one at a time, or at the end one thread would be busy with them while the others wait.
const AT_A_TIME: usize = 16;

/// Nanoseconds for each of [`WORK`], of all threads together.
#[derive(Default)]
struct Spent([AtomicU64; WORK.len()]);

impl Spent {
    fn add(&self, work: usize, took: Duration) {
        self.0[work].fetch_add(took.as_nanos() as u64, Ordering::Relaxed);
    }
}

/// Writes every page of a plan that does not stand there under its key. Keys are joined with `ground`.
pub(super) fn write_all(
    edition: &Edition,
    staging: &Staging,
    plan: &[Planned],
    ground: &[u8; 32],
    log: Option<&Log>,
) -> anyhow::Result<Pages> {
    let (rendered, spent) = (AtomicUsize::new(0), Spent::default());
    let write = |bytes: &mut Vec<u8>, page: &Planned| {
        let (started, mut rendering) = (Instant::now(), Duration::ZERO);
        match &page.route {
            Route::Attachment(file) => {
                let disk = edition.disk.get(file);
                let disk = disk.with_context(|| format!("`{}` is no file on disk", page.address))?;
                staging.copy(&page.address, disk)?;
            }
            route => staging.provide(&page.address, Key::of(&[ground, &page.key]), |why| {
                rendered.fetch_add(1, Ordering::Relaxed);
                if let Some(log) = log {
                    log(&page.address, why);
                }
                let started = Instant::now();
                bytes.clear();
                edition.render(route, bytes)?;
                rendering = started.elapsed();
                spent.add(work(page), rendering);
                Ok(bytes)
            })?,
        }
        spent.add(WORK.len() - 1, started.elapsed().saturating_sub(rendering));
        anyhow::Ok(())
    };
    let all = |pages: Vec<&Planned>, at_a_time: usize| {
        let pages = pages.into_par_iter().with_max_len(at_a_time);
        pages.try_for_each_init(|| Vec::with_capacity(32 * 1024), |bytes, page| write(bytes, page))
    };
    let (small, gathering) = plan.iter().partition(|page| matches!(page.route, Route::Item(_) | Route::Redirect(..)));
    let (gathering, small) = rayon::join(|| all(gathering, 1), || all(small, AT_A_TIME));
    gathering.and(small)?;
    let spent = WORK.into_iter().zip(spent.0.map(AtomicU64::into_inner));
    let threads = spent.map(|(work, nanoseconds)| (work, Duration::from_nanos(nanoseconds))).collect();
    Ok(Pages { planned: plan.len(), rendered: rendered.into_inner(), threads, ..Pages::default() })
}

/// What a page counts as: its place in [`WORK`].
fn work(page: &Planned) -> usize {
    match page.route {
        Route::Item(_) => 0,
        _ if page.address.ends_with(".html") => 1,
        _ => 2,
    }
}
