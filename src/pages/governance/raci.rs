//! Who does what with each kind of document: the model's table, with the bodies it speaks of.

use super::parts::{columns, page, row, section, table, text};
use super::{Room, href};
use crate::model::schema::{Choice, RaciRow};
use crate::model::{ItemIx, KindIx, Role, value};
use crate::pages::book::Book;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Content, Fact, Inline, SectionsView};
use crate::pages::words::{capital, name};

/// Whether there is a table and somebody it speaks of.
pub fn is_told(book: &Book) -> bool {
    !book.model().schema.raci.is_empty() && !book.governed.bodies(book).all().is_empty()
}

/// The page of the table.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Raci));
    let title = book.word("Hvem gør hvad", "Who does what");
    let page = page(book, &from, title);
    let heads = columns(&[
        (book.word("Dokument", "Document"), ""),
        (book.word("Udfører", "Responsible"), ""),
        (book.word("Står til ansvar", "Accountable"), ""),
        (book.word("Høres", "Consulted"), ""),
        (book.word("Orienteres", "Informed"), ""),
    ]);
    let line = |of: &RaciRow| {
        let mut cells = vec![document(book, &from, of)];
        cells.extend(parts(of).map(|words| who(book, &from, words)));
        row(cells)
    };
    let rows = book.model().schema.raci.iter().map(line).collect();
    let section = section(
        "_raci",
        book.word("Dokument for dokument", "Document by document"),
        Content::Table(table(heads, rows)),
    );
    let lead = book.word(
        "For hver slags dokument er det bestemt, hvem der udfører arbejdet, og hvem der står til ansvar. Andre høres, før noget besluttes, eller orienteres bagefter (RACI).",
        "For each kind of document it is settled who is responsible for the work and who is accountable. Others are consulted before or informed after (RACI).",
    );
    SectionsView { title: title.to_owned(), lead: lead.to_owned(), page, sections: vec![section] }
}

fn parts(of: &RaciRow) -> [&[String]; 4] {
    [&of.responsible, &of.accountable, &of.consulted, &of.informed]
}

/// The kind of document, leading to its list where it is one of the model's and has items.
fn document(book: &Book, from: &str, of: &RaciRow) -> Vec<Inline> {
    let shown = capital(name(book.language(), &of.document));
    match kind_of(book, of) {
        Some(kind) => vec![Inline::Link { text: shown, href: relative(from, &book.address(&Route::List(kind, 1))) }],
        None => vec![text(shown)],
    }
}

fn kind_of(book: &Book, of: &RaciRow) -> Option<KindIx> {
    let kinds = &book.model().schema.kinds;
    let place = kinds.iter().position(|kind| kind.name == of.document)?;
    let kind = KindIx(place as u16);
    (!book.of_kind(kind).is_empty()).then_some(kind)
}

/// The types of body and organisation that a cell names; one that is only one leads to it, others to where they are
/// listed.
fn who(book: &Book, from: &str, words: &[String]) -> Vec<Inline> {
    let mut line = Vec::new();
    for word in words {
        if !line.is_empty() {
            line.push(text(", "));
        }
        line.push(one(book, from, word));
    }
    line
}

fn one(book: &Book, from: &str, word: &str) -> Inline {
    for (kind, field) in [(Role::Body, Role::BodyType), (Role::Organisation, Role::OrganisationType)] {
        let Some((kind, choice)) = typed(book, kind, field, word) else { continue };
        let shown = name(book.language(), &choice.name).to_owned();
        let members: Vec<ItemIx> = of_choice(book, kind, field, choice);
        return match members.as_slice() {
            [] => text(shown),
            [only] => Inline::Link { text: shown, href: relative(from, &book.model().item(*only).url) },
            _ if field == Role::BodyType => {
                let anchor = super::overview::anchor(choice);
                Inline::Link { text: shown, href: format!("{}#{anchor}", href(book, from, Room::Overview)) }
            }
            _ => Inline::Link { text: shown, href: relative(from, &book.address(&Route::List(kind, 1))) },
        };
    }
    text(word)
}

fn typed<'a>(book: &'a Book, kind: Role, field: Role, word: &str) -> Option<(KindIx, &'a Choice)> {
    let schema = &book.model().schema;
    let kind = schema.kind_with(kind)?;
    Some((kind, schema.kind(kind).field_with(field)?.choice(word)?))
}

/// The shown items of a kind whose enumeration has a value: two are as many as all.
fn of_choice(book: &Book, kind: KindIx, field: Role, choice: &Choice) -> Vec<ItemIx> {
    let model = book.model();
    let has = |ix: &&ItemIx| {
        let written = model.field(**ix, field);
        let chosen = written
            .and_then(|written| value::choice(&model.item(**ix).declared(&model.schema, written)?.form, &written.node));
        chosen.is_some_and(|chosen| chosen.key == choice.key)
    };
    book.of_kind(kind).iter().filter(has).take(2).copied().collect()
}

/// For which documents a body does what, as facts of its page.
pub fn of_body(book: &Book, ix: ItemIx) -> Vec<Fact> {
    let model = book.model();
    let Some(written) = model.field(ix, Role::BodyType).and_then(|field| field.node.text()) else { return Vec::new() };
    let labels = [
        book.word("Udfører arbejdet med", "Responsible for"),
        book.word("Står til ansvar for", "Accountable for"),
        book.word("Høres om", "Consulted on"),
        book.word("Orienteres om", "Informed of"),
    ];
    let named = |place: usize| {
        let of_it = model.schema.raci.iter().filter(|of| parts(of)[place].iter().any(|word| word == written.trim()));
        of_it.map(|of| name(book.language(), &of.document)).collect::<Vec<&str>>().join(", ")
    };
    let fact = |(place, label): (usize, &&str)| {
        let documents = named(place);
        (!documents.is_empty()).then(|| Fact { label: (*label).to_owned(), values: vec![text(documents)] })
    };
    labels.iter().enumerate().filter_map(fact).collect()
}
