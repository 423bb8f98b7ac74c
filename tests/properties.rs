//! What holds for every id and every selector, not only for those we thought of.

mod support;

use std::cmp::Ordering;

use proptest::prelude::*;
use sporbar::document::parse_yaml;
use sporbar::model::{ItemIx, Model, Schema, Selector, fold, id_fault, natural};
use support::Project;

fn model() -> std::sync::Arc<Model> {
    let files = [
        (
            "content/a.yaml",
            "fælles: {type: krav}\nelementer:\n  - {id: K-1, titel: Frist, løsning: DUBU, kravtype: MK}\n  - {id: K-2, titel: Svar, status: udgået}\n",
        ),
        ("content/b.yaml", "id: DUBU\ntype: løsning\ntitel: DUBU\n"),
        (
            "content/c.yaml",
            "id: BL\ntype: retskilde\ntitel: Barnets lov\ni_kraft: 2024-01-01\nbestemmelser:\n  - ref: § 20\n",
        ),
    ];
    Project::new("titel: Prøve\n", files).edition().book.facts.model.clone()
}

fn selected(model: &Model, text: &str) -> Option<Vec<ItemIx>> {
    let selector = Selector::parse(&model.schema, &parse_yaml(text).0?).ok()?;
    Some(selector.items(model))
}

/// Words that selectors are made of, and some that they are not.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "type", "krav", "løsning", "DUBU", "status", "udgået", "mangler", "findes", "titel", "hjemmel", "BL", "§ 20",
        "x",
    ];
    prop_oneof![proptest::sample::select(words.to_vec()).prop_map(str::to_owned), "[a-zæøå{}\\[\\]:,*&!| §-]{0,6}"]
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(id in "\\PC{0,20}") {
        prop_assert_eq!(fold(&fold(&id)), fold(&id));
    }

    #[test]
    fn a_sound_id_has_a_place_among_files(id in "[A-Za-z0-9æøåÆØÅ._-]{1,90}") {
        if id_fault(&id).is_none() {
            let slug = sporbar::document::slug(&id);
            prop_assert!(!slug.is_empty() && slug.is_ascii() && !slug.contains(['/', '\\']), "{}", slug);
        }
    }

    #[test]
    fn no_id_leads_out_of_its_folder(id in "[./\\\\a\u{0}\u{202e}]{1,12}") {
        if id.contains(['/', '\\', '\0', '\u{202e}']) {
            prop_assert!(id_fault(&id).is_some());
        }
    }

    #[test]
    fn the_order_of_ids_is_one_order(a in "[A-C0-9-]{0,6}", b in "[A-C0-9-]{0,6}", c in "[A-C0-9-]{0,6}") {
        prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
        prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
        if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
            prop_assert!(natural(&a, &c).is_le());
        }
    }

    #[test]
    fn any_text_is_a_selector_or_is_told_why_not(words in proptest::collection::vec(word(), 0..8)) {
        let (node, _) = parse_yaml(&format!("{{{}}}", words.join(": ")));
        if let Some(Err(notices)) = node.map(|node| Selector::parse(Schema::builtin(), &node)) {
            prop_assert!(!notices.is_empty());
        }
    }
}

#[test]
fn a_condition_and_its_opposite_share_all_items_between_them() {
    let model = model();
    let all = model.items.len();
    for (key, value) in [
        ("type", "krav"),
        ("status", "udgået"),
        ("løsning", "mangler"),
        ("løsning", "DUBU"),
        ("titel", "{indeholder: frist}"),
    ] {
        let with = selected(&model, &format!("{{{key}: {value}}}")).expect("the selector is sound");
        let without = selected(&model, &format!("{{{key}: {{ikke: {value}}}}}")).expect("the selector is sound");
        assert!(with.iter().all(|ix| !without.contains(ix)), "{key}: {value}");
        assert_eq!(with.len() + without.len(), all, "{key}: {value}");
    }
}

#[test]
fn links_that_items_share_by_defaults_hold_for_each_of_them() {
    let requirements: String =
        (0..300).map(|number| format!("  - {{id: K-{number}, titel: Krav {number}}}\n")).collect();
    let project = Project::new(
        "titel: Prøve\n",
        [
            ("content/k/_fælles.yaml".to_owned(), "type: krav\nejer: O-1\n".to_owned()),
            ("content/k/krav.yaml".to_owned(), format!("fælles: {{løsning: L}}\nelementer:\n{requirements}")),
            ("content/l.yaml".to_owned(), "id: L\ntype: løsning\ntitel: Løsningen\n".to_owned()),
            ("content/o.yaml".to_owned(), "id: O-1\ntype: organ\ntitel: Organ\n".to_owned()),
        ],
    );
    let edition = project.edition();
    let model = edition.book.model();
    for number in 0..300 {
        let ix = model.find(&format!("K-{number}")).unwrap();
        let led: Vec<&str> = model.held_by(ix).iter().map(|link| &*link.text).collect();
        assert_eq!(led, ["O-1", "L"], "K-{number}");
    }
}
