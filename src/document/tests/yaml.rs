use super::super::{Form, parse_yaml};
use super::{check, document};

#[test]
fn front_matter_and_body_are_one_item() {
    check(
        Form::Markdown,
        "---\nid: A-1\ntype: krav\ntitle: Frist\nversion: 1.10\ntom:\nnul: ~\n---\n# Frist\n\nTekst.\n",
        "{id: A-1, type: krav, titel: Frist, version: 1.10, tom: ∅, nul: ∅, tekst: prose 0}",
    );
    check(Form::Markdown, "\u{FEFF}---\r\nid: A-1\r\nok: nej\r\n---\r\n", "{id: A-1, ok: nej}");
    check(Form::Markdown, "---\n---\nTekst", "{tekst: prose 0}");
}

#[test]
fn a_file_without_front_matter_is_a_page() {
    check(Form::Markdown, "Indledning\n\n## Om *os*\n", "{type: side, titel: Om os, tekst: prose 0}");
    let text = "Hej\n\n# Om os\n";
    assert_eq!(document(Form::Markdown, text).entries[0].fields.find("titel").unwrap().span.of(text).trim(), "# Om os");
    check(Form::Markdown, "", "{type: side}");
}

#[test]
fn damaged_front_matter_is_rescued_and_the_body_kept() {
    check(
        Form::Markdown,
        "---\nid: A-1\ntitel: Krav: frist\ntype: krav\n---\nTekst",
        "damaged {id: A-1, titel: Krav: frist, type: krav, tekst: prose 0}\n\
         3:8 S01 værdien af `titel` indeholder et kolon og står uden anførselstegn [Krav: frist → \"Krav: frist\"]",
    );
    check(
        Form::Markdown,
        "---\nid: A-1\nsynlighed: intern\n\nTekst",
        "damaged {id: A-1, synlighed: intern, tekst: prose 0}\n1:1 S01 nøglerne øverst bliver ikke afsluttet",
    );
    check(
        Form::Markdown,
        "---\n- id: A\n---\nTekst",
        "damaged {id: A, tekst: prose 0}\n2:1 S01 øverst skal der stå `nøgle: værdi`",
    );
}

#[test]
fn what_bites_is_said_in_the_authors_words() {
    let cases = [
        ("a: 1\n\tb: 2", "2:1 S01 linjen er rykket ind med tabulator [\t →   ]"),
        ("a:\n\tb: 2", "2:1 S01 linjen er rykket ind med tabulator [\t →   ]"),
        ("a: \"x\nb: 2\n", "1:1 S01 anførselstegnet bliver ikke lukket"),
        ("a: 'x\nb: 2\n", "1:1 S01 anførselstegnet bliver ikke lukket"),
        ("a: \"x\" y\nb: 2", "1:4 S01 der står noget efter det afsluttende anførselstegn [\"x\" y → \"\\\"x\\\" y\"]"),
        ("a: [x, y\nb: 2", "1:1 S01 `[` eller `{` bliver ikke lukket, eller der mangler et komma"),
        ("a: @x\nb: 2", "1:4 S01 en værdi kan ikke begynde med `@` uden anførselstegn [@x → \"@x\"]"),
        ("a: *x\nb: 2", "1:4 S01 en værdi kan ikke begynde med `*` uden anførselstegn [*x → \"*x\"]"),
        ("a: 1\nb:2\nc: 3", "2:2 S01 der mangler et mellemrum efter kolon [: → : ]"),
        ("a: \"c:\\dato\"", "1:1 S01 `\\` betyder noget særligt i en tekst i dobbelte anførselstegn"),
        ("a: x\n  b: y\n", "2:3 S01 YAML kan ikke læses her"),
    ];
    for (text, expected) in cases {
        let (node, notices) = parse_yaml(text);
        let shown: Vec<String> = notices.iter().map(|notice| super::show(text, notice)).collect();
        assert_eq!(shown.join("\n"), expected, "{text}");
        assert_eq!(node, None);
    }
}

#[test]
fn one_file_may_hold_many_items() {
    check(
        Form::Yaml,
        "fælles: {type: begreb}\nelementer:\n  - id: A\n    tekst: |\n      Hej\n  - hej\n  - id: B\nandet: 1\n",
        "{id: A, tekst: prose 0}\n{id: B}\nfælles {type: begreb}\n6:5 S01 elementet er ikke `nøgle: værdi`\n\
         8:1 S05 `andet` kan ikke stå ved siden af `elementer`",
    );
    check(Form::Yaml, "id: A\ntekst: Hej\n", "{id: A, tekst: prose 0}");
    check(Form::Yaml, "", "");
    check(Form::Yaml, "- id: A\n", "{id: A}\n1:1 S01 filen er ikke én `nøgle: værdi`-blok");
    check(Form::Defaults, "type: krav\nid: ~\n", "fælles {type: krav, id: ∅}");
}

#[test]
fn one_broken_element_does_not_lose_the_others() {
    check(
        Form::Yaml,
        "fælles: {type: begreb, synlighed: intern}\nelementer:\n  - id: A\n    titel: x\n  - id: B\n    titel: y: z\n  - id: C\n",
        "{id: A, titel: x}\ndamaged {id: B, titel: y: z}\n{id: C}\nfælles {type: begreb, synlighed: intern}\n\
         6:12 S01 værdien af `titel` indeholder et kolon og står uden anførselstegn [y: z → \"y: z\"]",
    );
    check(
        Form::Yaml,
        "fælles: {synlighed: intern, type: [krav}\nelementer:\n- id: A\n- {id: B, titel: [}\n",
        "{id: A}\ndamaged {id: B, titel: [}\nfælles {type: [krav, synlighed: intern}\n\
         1:1 S01 `[` eller `{` bliver ikke lukket, eller der mangler et komma\n\
         4:1 S01 `[` eller `{` bliver ikke lukket, eller der mangler et komma",
    );
}

#[test]
fn several_documents_are_reported_and_the_first_is_kept() {
    check(Form::Yaml, "id: A\n---\nid: B\n", "{id: A}\n2:1 S01 filen har flere YAML-dokumenter");
}

#[test]
fn a_key_written_twice_keeps_the_first() {
    check(
        Form::Yaml,
        "id: A\ntitel: x\ntitle: y\nid: B\n",
        "{id: A, titel: x}\n4:1 S05 `id` står to gange\n3:1 S05 `titel` står to gange",
    );
    check(
        Form::Yaml,
        "løsning: A\nlo\u{0338}sning: B\na\u{30a}r: 1\når: 2\n",
        "{løsning: A, lo\u{338}sning: B, år: 1}\n4:1 S05 `år` står to gange",
    );
}

#[test]
fn citations_split_by_flow_style_are_joined() {
    check(
        Form::Yaml,
        "hjemmel: [BL § 20, stk. 3, nr. 1, SEL § 50]\nid: A\n",
        "{hjemmel: [BL § 20, stk. 3, nr. 1; SEL § 50], id: A}\n\
         1:11 J03 kommaet deler henvisningen `BL § 20, stk. 3, nr. 1` [BL § 20, stk. 3, nr. 1 → \"BL § 20, stk. 3, nr. 1\"]",
    );
    check(
        Form::Yaml,
        "hjemmel:\n  - {til: BL § 20, stk. 3, note: x}\n",
        "{hjemmel: [{til: BL § 20, stk. 3, note: x}]}\n\
         2:11 J03 kommaet deler henvisningen `BL § 20, stk. 3` [BL § 20, stk. 3 → \"BL § 20, stk. 3\"]",
    );
    check(Form::Yaml, "a: [\"BL § 20, stk. 3\", stk]\nb: [stk. 3]\n", "{a: [\"BL § 20, stk. 3\"; stk], b: [stk. 3]}");
}

#[test]
fn a_title_cut_by_a_hash_is_reported() {
    check(
        Form::Yaml,
        "titel: Krav #4 nu\n",
        "{titel: Krav}\n1:8 S06 `#` afkorter titlen: resten læses som en bemærkning [Krav #4 nu → \"Krav #4 nu\"]",
    );
    check(Form::Yaml, "titel: Krav # bemærkning\n", "{titel: Krav}");
    check(Form::Yaml, "titel: Krav  #4\nid: A #4\n", "{titel: Krav, id: A}");
}

#[test]
fn anchors_unfold() {
    check(Form::Yaml, "a: &x [1, {b: 2}]\nc: *x\nd: !tag e\n", "{a: [1; {b: 2}], c: [1; {b: 2}], d: e}");
}

#[test]
fn spans_are_bytes_in_the_file() {
    let text = "---\r\næøå: 'ærø' # é\r\nliste:\r\n  - ø: å\r\n  - b\r\ntom:\r\nx: {a: b}\r\n---\r\n";
    let document = document(Form::Markdown, text);
    let fields = &document.entries[0].fields;
    assert_eq!(fields.pairs[0].key_span.of(text), "æøå");
    assert_eq!(fields.pairs[0].value.span.of(text), "'ærø'");
    assert_eq!(fields.find("liste").unwrap().span.of(text), "- ø: å\r\n  - b");
    assert_eq!(fields.find("liste").unwrap().elements()[0].map().unwrap().find("ø").unwrap().span.of(text), "å");
    assert_eq!(fields.find("x").unwrap().span.of(text), "{a: b}");
    let empty = fields.find("tom").unwrap().span;
    assert_eq!(&text[empty.start as usize - 4..empty.end as usize], "tom:");
}

#[test]
fn places_in_block_scalars_are_exact_and_in_folded_ones_whole() {
    let text = "id: A\ntekst: |2\n  Først [[Å-1]].\r\n\n    kode\n  Så [[B-2|b]] slut.\nbegrundelse: >\n  Foldet\n  [[C]]\nb: {begrundelse: \"se [[D]]\"}\n";
    let document = document(Form::Yaml, text);
    let spans: Vec<&str> =
        document.bodies.iter().flat_map(|body| &body.references).map(|reference| reference.span.of(text)).collect();
    assert_eq!(spans[..2], ["[[Å-1]]", "[[B-2|b]]"]);
    assert!(spans[2].starts_with(">\n"));
    assert_eq!(spans[3], "[[D]]");
}

#[test]
fn structure_ignores_prose_and_nothing_else() {
    let hash = |text: &str| document(Form::Markdown, text).structure;
    let first = hash("---\nid: A\n---\nTekst [[B]]\n");
    assert_eq!(first, hash("---\nid: A\n---\nEn helt anden tekst med [[B]].\n\nSlut\n"));
    assert_ne!(first, hash("---\nid: A\n---\nTekst [[C]]\n"));
    assert_ne!(first, hash("---\nid: A\n---\nTekst\n"));
    assert_ne!(first, hash("---\nid: A\n---\nTekst [[B]]\n\n# X\n"));
    assert_ne!(first, hash("---\nid: A\n---\n> [!INTERN]\n> Tekst [[B]]\n"));
    assert_ne!(first, hash("---\nid: B\n---\nTekst [[B]]\n"));
    assert_ne!(first, hash("---\n\nid: A\n---\nTekst [[B]]\n"));
    let yaml = |text: &str| document(Form::Yaml, text).structure;
    assert_eq!(yaml("id: A\ntekst: |\n  x\n"), yaml("id: A\ntekst: |\n  xyz\n  abc\n"));
}
