//! A worklist as files: a calendar of what has a day, and a sheet of everything.

use super::{Subject, Task, Worklist, plain};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::governance::ics::{self, Entry};
use crate::pages::refs::title_beside_id;
use crate::pages::route::Route;
use crate::trace::csv;

/// Whether anything in a list has a day.
pub fn has_dates(list: &Worklist) -> bool {
    list.tasks.iter().any(|task| task.by.is_some())
}

/// The calendar of a list.
pub fn ics(book: &Book, whom: ItemIx, list: &Worklist) -> String {
    let name = format!("{}: {}", book.word("Arbejdsliste", "Worklist"), book.model().item(whom).title);
    ics::calendar(book, &name, &events(book, whom, list))
}

/// What has a day, as events in the order of their days.
pub fn events(book: &Book, whom: ItemIx, list: &Worklist) -> Vec<Entry> {
    let mut entries: Vec<Entry> = list.tasks.iter().filter_map(|task| entry(book, whom, task)).collect();
    entries.sort_by(|a, b| (a.day, &a.key).cmp(&(b.day, &b.key)));
    let mut seen = std::collections::BTreeMap::new();
    for entry in &mut entries {
        let count = seen.entry(entry.key.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            entry.key = format!("{}-{count}", entry.key);
        }
    }
    entries
}

fn entry(book: &Book, whom: ItemIx, task: &Task) -> Option<Entry> {
    let day = task.by?;
    let duty = format!("{:?}", task.duty).to_lowercase();
    let (name, address) = subject(book, task.about);
    let model = book.model();
    let slug = |ix: ItemIx| crate::document::slug(&model.item(ix).id);
    let about = match task.about {
        Subject::Item(ix) => slug(ix),
        Subject::Rule(_) => name.to_lowercase(),
    };
    Some(Entry {
        key: format!("{}.{duty}.{about}", slug(whom)),
        day,
        summary: format!("{} {name}", task.duty.request().in_language(book.language())),
        description: plain(book, &task.why),
        address,
    })
}

/// What a task is about as text, with its address.
fn subject(book: &Book, about: Subject) -> (String, String) {
    match about {
        Subject::Item(ix) => {
            let item = book.model().item(ix);
            let title = title_beside_id(book.model(), item);
            (format!("{} {title}", item.id).trim_end().to_owned(), item.url.to_string())
        }
        Subject::Rule(number) => (crate::rules::RULES[number].code.to_owned(), book.address(&Route::Rule(number))),
    }
}

/// The sheet of a list.
pub fn csv(book: &Book, list: &Worklist) -> String {
    let word = |da, en| book.word(da, en).to_owned();
    let heads = [
        word("opgave", "task"),
        word("id", "id"),
        word("titel", "title"),
        word("hvorfor", "why"),
        word("senest", "no later than"),
        word("adresse", "address"),
    ];
    let model = book.model();
    let row = |task: &Task| {
        let (id, title) = match task.about {
            Subject::Item(ix) => (model.item(ix).id.to_string(), title_beside_id(model, model.item(ix)).to_owned()),
            Subject::Rule(number) => {
                let rule = crate::rules::RULES[number];
                (rule.code.to_owned(), book.word(rule.says.da, rule.says.en).to_owned())
            }
        };
        let (_, address) = subject(book, task.about);
        vec![
            task.duty.heading().in_language(book.language()).to_owned(),
            id,
            title,
            plain(book, &task.why),
            task.by.map(|day| day.to_string()).unwrap_or_default(),
            format!("{}{address}", book.site.base_url),
        ]
    };
    csv::csv(&heads, &list.tasks.iter().map(row).collect::<Vec<_>>())
}
