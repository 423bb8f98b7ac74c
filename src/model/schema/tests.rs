//! The built-in model against the format, and own models as text.

use super::*;
use crate::finding::Language;

const FORMAT_KINDS: &[&str] = &[
    "side",
    "domæne",
    "organisation",
    "organ",
    "løsning",
    "eksternt_system",
    "kontrakt",
    "ramme",
    "retskilde",
    "bestemmelse",
    "lovudredning",
    "krav",
    "fagmodel",
    "arbejdsgang",
    "begreb",
    "informationsobjekt",
    "regel",
    "usecase",
    "snitflade",
    "standard",
    "forslag",
    "ændring",
    "bestilling",
    "beslutning",
    "regelændring",
    "fortolkning",
    "udbud",
    "review",
];

fn builtin() -> &'static Schema {
    Schema::builtin()
}

fn kind(key: &str) -> &'static Kind {
    builtin().kind(builtin().find_kind(key).expect("kind of the built-in model"))
}

fn faults(text: &str) -> String {
    Schema::read(text, "model.yaml").expect_err("a faulty model").in_language(Language::English)
}

fn link_types(test: impl Fn(&LinkType) -> bool) -> Vec<String> {
    let schema = builtin();
    let mut keys: Vec<String> =
        schema.link_types.iter().filter(|link| test(link)).map(|link| link.key.clone()).collect();
    keys.sort();
    keys
}

fn sorted(keys: &str) -> Vec<String> {
    let mut keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
    keys.sort();
    keys
}

#[test]
fn the_built_in_model_has_the_kinds_of_the_format_in_its_order() {
    let keys: Vec<&str> = builtin().kinds.iter().map(|kind| kind.key.as_str()).collect();
    assert_eq!(keys, FORMAT_KINDS);
    assert!(builtin().kinds.iter().all(|kind| kind.role.is_some()));
}

#[test]
fn a_change_spreads_over_the_links_the_format_names() {
    let from_target = "hjemmel præciserer afhænger_af bruger efterlever overbegreb begreb attributter.begreb data \
        arbejdsgang understøttes_af trin.krav trin.regel trin.snitflade punkter.om udstedt_efter vejleder_om om \
        genbrugt_fra";
    assert_eq!(link_types(|link| link.impact == Impact::FromTarget), sorted(from_target));
    let to_target = "løsning understøtter udstiller anvender";
    assert_eq!(link_types(|link| link.impact == Impact::ToTarget), sorted(to_target));
    assert_eq!(link_types(|link| link.first_step == FirstStep::Both), sorted("i_konflikt_med relationer.til"));
    assert_eq!(link_types(|link| link.first_step == FirstStep::ToTarget), sorted("punkter.medfører"));
    assert_eq!(link_types(|link| link.first_step == FirstStep::FromTarget), sorted("understøtter"));
}

#[test]
fn om_spreads_a_change_in_an_interpretation_only() {
    let om = |key: &str| builtin().link_type(kind(key).link("om").expect("a link").link_type);
    assert_eq!((om("fortolkning").key.as_str(), om("fortolkning").impact), ("om", Impact::FromTarget));
    assert_eq!((om("beslutning").key.as_str(), om("beslutning").impact), ("om", Impact::None));
    assert_eq!(builtin().link_types_named("om").count(), 2);
}

#[test]
fn reviewed_and_acyclic_links_are_those_of_the_format() {
    assert_eq!(link_types(|link| link.reviewed), sorted("hjemmel efterlever genbrugt_fra diagrammer.viser"));
    let acyclic = "præciserer overbegreb efterfølger afhænger_af udmøntes_i del_af";
    assert_eq!(link_types(|link| link.acyclic), sorted(acyclic));
    let supports = builtin().link_type_with(Role::Supports);
    let supported_by = builtin().find_link_type("understøttes_af").expect("a link type");
    assert_eq!(builtin().link_type(supported_by).inverse_of, supports);
}

#[test]
fn every_name_is_written_in_both_languages() {
    let tree: tree::Tree = serde_yaml::from_str(BUILTIN).expect("YAML");
    let mut missing = Vec::new();
    names_missing(&tree, words::Level::Model, &mut String::new(), &mut missing);
    assert_eq!(missing, Vec::<String>::new());
}

/// Paths of things without a Danish and English name; values and statuses are their own Danish name.
fn names_missing(tree: &tree::Tree, level: words::Level, path: &mut str, missing: &mut Vec<String>) {
    use words::Level;
    let wanted: &[&str] = match level {
        Level::Kind => &["navn", "flertal", "hjælp"],
        Level::Field | Level::Choice => &["navn"],
        Level::LinkType => &["navn", "omvendt"],
        _ => &[],
    };
    for name in wanted {
        for language in ["da", "en"] {
            let text = tree.find(name).and_then(|name| name.find(language)).and_then(tree::Tree::text);
            let own_name = level == Level::Choice && language == "da";
            if !own_name && text.is_none_or(|text| text.trim().is_empty()) {
                missing.push(format!("{path}.{name}.{language}"));
            }
        }
    }
    for (key, value) in tree.map().into_iter().flatten() {
        names_missing(value, level.inside(key), &mut format!("{path}.{key}"), missing);
    }
}

#[test]
fn an_absent_status_means_in_force_or_the_first() {
    let absent = |key: &str| {
        let kind = kind(key);
        kind.default_status.map(|number| kind.statuses[number as usize].key.as_str())
    };
    assert_eq!(absent("krav"), Some("gældende"));
    assert_eq!(absent("begreb"), Some("godkendt"));
    assert_eq!(absent("ændring"), Some("foreslået"));
    assert_eq!(absent("regelændring"), Some("åben"));
    assert_eq!(absent("løsning"), None);
    assert_eq!(kind("standard").status("godkendt").and_then(|status| status.role), Some(Role::InForce));
}

#[test]
fn reserved_keys_are_those_of_the_format_and_a_kinds_own_key_wins() {
    let keys: Vec<&str> = builtin().reserved.iter().map(|field| field.key.as_str()).collect();
    let expected = "id type titel status tekst gyldig gennemgået tidligere_id nøgleord synlighed foreløbig versioner \
        diagrammer eksterne_id";
    assert_eq!(keys, expected.split_whitespace().collect::<Vec<_>>());
    let roles: Vec<_> = builtin().reserved_with(Role::Visibility).expect("a field").choices().to_vec();
    let roles: Vec<_> = roles.iter().filter_map(|choice| choice.role).collect();
    assert_eq!(roles, [Role::Public, Role::Internal, Role::Confidential, Role::Bidders]);
    let provision = builtin().find_kind("bestemmelse").expect("a kind");
    assert_eq!(builtin().field(provision, "versioner").and_then(|field| field.role), Some(Role::TextVersions));
    let requirement = builtin().find_kind("krav").expect("a kind");
    assert_eq!(builtin().field(requirement, "versioner").and_then(|field| field.role), Some(Role::Versions));
}

#[test]
fn references_in_objects_have_link_types_named_by_path() {
    let steps = kind("arbejdsgang").field("trin").expect("a field");
    let Some(Form::Reference(link)) = steps.field("krav").map(|field| &field.form) else { panic!("no reference") };
    assert_eq!(builtin().link_type(link.link_type).key, "trin.krav");
    assert!(link.allows(builtin().find_kind("krav").expect("a kind")));
    assert!(!link.allows(builtin().find_kind("regel").expect("a kind")));
}

#[test]
fn folders_are_the_slugs_of_the_kinds() {
    for kind in &builtin().kinds {
        let slug = kind.key.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
        assert_eq!(kind.folder, slug);
    }
}

#[test]
fn prose_keys_are_the_markdown_fields() {
    let keys = &builtin().prose_keys;
    for key in ["tekst", "begrundelse", "definition", "læsning", "resume"] {
        assert!(keys.iter().any(|known| known == key), "{key}");
    }
    assert!(!keys.iter().any(|known| known == "titel"));
}

#[test]
fn word_lists_are_there_for_the_rules_of_wording() {
    for list in ["obligation", "vague_time", "escape", "open_end", "combinators", "modal", "time_bound", "placeholder"]
    {
        assert!(builtin().word_list(list).len() > 3, "{list}");
    }
    assert!(builtin().word_list("unknown").is_empty());
}

const HOSPITAL: &str = "
name: hospital
kinds:
  ward:
    role: domain
    name: ward
    plural: wards
  equipment:
    role: solution
    name: {da: udstyr, en: equipment}
    links: {ward: ward}
  regulation: {role: legal_source, name: regulation, fields: {number: {role: document_number}}}
  requirement:
    role: requirement
    folder: req
    name: requirement
    status: {draft: draft, valid: in_force, gone: withdrawn}
    default_status: valid
    fields:
      class: {role: requirement_type, one_of: {must: mandatory, should: plain}}
      rationale: {type: markdown, role: reason}
      checks: {type: object, fields: {by: {type: reference, to: ward}, on: date}}
      urgent: yes_no
    links:
      basis: {to: regulation, at_least: 1, at_most: 3}
      equipment: {to: equipment}
links:
  ward: {role: in_domain, name: ward, reverse: has equipment}
  basis: {role: legal_basis, name: basis, reverse: is basis of, impact: from_target, reviewed: yes, attributes: {former: yes_no}}
  equipment: {role: belongs_to, name: equipment, reverse: has requirements, impact: to_target}
  checks.by: {name: checked by, reverse: has checked}
";

#[test]
fn a_model_of_another_trade_in_english_is_a_file() {
    let schema = Schema::read(HOSPITAL, "hospital.yaml").expect("a model");
    let requirement = schema.kind(schema.kind_with(Role::Requirement).expect("a kind"));
    assert_eq!((requirement.key.as_str(), requirement.folder.as_str()), ("requirement", "req"));
    assert_eq!(requirement.default_status, Some(1));
    assert_eq!(requirement.field_with(Role::RequirementType).map(|field| field.choices().len()), Some(2));
    assert_eq!(requirement.field("urgent").map(|field| &field.form), Some(&Form::YesNo));
    let basis = requirement.link_with(&schema, Role::LegalBasis).expect("a link");
    assert_eq!((basis.min, basis.max), (Some(1), Some(3)));
    let basis = schema.link_type(basis.link_type);
    assert!(basis.reviewed && basis.impact == Impact::FromTarget && basis.attributes[0].key == "former");
    assert!(schema.has_role(Role::Mandatory) && !schema.has_role(Role::SteeringGroup));
    assert_eq!(schema.reserved.len(), builtin().reserved.len());
    assert!(schema.find_link_type("diagrammer.viser").is_some() && schema.link_type_with(Role::Mentions).is_some());
    assert_ne!(schema.hash, builtin().hash);
}

#[test]
fn an_own_model_adds_overrides_and_takes_out() {
    let own = "
udvid: fælleskommunal
typer:
  eksternt_system: null
  krav:
    status: {ny: draft, gælder: in_force}
    standardstatus: gælder
    felter:
      kravtype: {en_af: {A: mandatory, B: plain}}
      praksis: null
      risiko: {navn: {da: risiko, en: risk}, type: heltal}
    links:
      erstatter: null
      lokale: {til: lokale, højst: 1}
  lokale: {navn: {da: lokale, en: room}}
links:
  lokale: {navn: {da: lokale, en: room}, omvendt: {da: krav, en: requirements}}
";
    let schema = Schema::read(own, "model.yaml").expect("a model");
    assert!(schema.find_kind("eksternt_system").is_none());
    assert_eq!(schema.kinds.last().map(|kind| kind.key.as_str()), Some("lokale"));
    let requirement = schema.kind(schema.find_kind("krav").expect("a kind"));
    assert_eq!(requirement.statuses.len(), 2);
    let class = requirement.field("kravtype").expect("a field");
    assert_eq!(
        (class.role, class.name.da.as_str(), class.choices().len()),
        (Some(Role::RequirementType), "kravtype", 2)
    );
    assert!(requirement.field("praksis").is_none() && requirement.link("erstatter").is_none());
    assert_eq!(requirement.field("risiko").map(|field| &field.form), Some(&Form::Integer));
    assert_eq!(requirement.link("lokale").and_then(|link| link.max), Some(1));
    let interface = schema.kind(schema.find_kind("snitflade").expect("a kind"));
    assert_eq!(interface.link("udstiller").map(|link| link.targets.len()), Some(1));
}

#[test]
fn every_fault_is_reported_on_its_line_with_the_nearest_name() {
    let text = "typer:\n  krav:\n    rolle: requirment\n    felter:\n      frist: {type: datto}\n      x: {rulle: id}\n    links:\n      hjemmel: {til: kraav}\nlinks:\n  hjemmel: {navn: hjemmel, omvendt: begrunder, påvirkning: fra}\n";
    let text = faults(text);
    for expected in [
        "model.yaml:3: typer.krav.rolle: there is no role `requirment`\n  help: did you mean `requirement`?",
        "model.yaml:5: typer.krav.felter.frist.type: there is no field type `datto`\n  help: did you mean `dato`?",
        "model.yaml:6: typer.krav.felter.x.rulle: unknown key `rulle`\n  help: did you mean `rolle`?",
        "model.yaml:8: typer.krav.links.hjemmel.til: there is no kind `kraav`\n  help: did you mean `krav`?",
        "model.yaml:10: links.hjemmel.påvirkning: `fra` is no value of `påvirkning`",
    ] {
        assert!(text.contains(expected), "{expected}\nnot in\n{text}");
    }
    assert_eq!(text.matches("model.yaml:").count(), 5, "{text}");
}

#[test]
fn what_is_no_model_is_an_error_and_never_a_panic() {
    for text in [
        "",
        "null",
        "- a",
        "x",
        "typer: 3",
        "typer: {a: b}",
        "typer: {a: [1]}",
        "typer: {a: {felter: [x]}}",
        "typer: {a: {felter: {b: {felter: {}}}}}",
        "typer: {a: {status: [[x]]}}",
        "udvid: andet",
        "a: b: c",
        "typer: {a: {}, a: {}}",
        "? [x]\n: y",
        "typer: !x {a: {}}",
        "links: {a: {}}",
        "typer: {a: {links: {b: {}}}}",
        "typer: {a: {mappe: ../x}}",
        "typer: {a: {standardstatus: x}}",
        "typer: {a: {navn: ''}}",
    ] {
        assert!(!faults(text).is_empty(), "{text}");
    }
    assert!(faults("udvid: fælleskommunal\ntyper: {x: null}").contains("model.yaml:2: typer.x"));
    assert!(faults("typer:\n  a: {}\n  a: {}\n").starts_with("model.yaml:"));
}

#[test]
fn values_may_be_a_list_or_a_map_with_roles_or_with_names() {
    let of = |values: &str| {
        let text = format!("typer: {{a: {{felter: {{b: {{en_af: {values}}}}}}}}}");
        let schema = Schema::read(&text, "model.yaml").expect("a model");
        let choices = schema.kinds[0].fields[0].choices().to_vec();
        choices.into_iter().map(|choice| (choice.key, choice.role, choice.name.en)).collect::<Vec<_>>()
    };
    assert_eq!(of("[x_y]"), [("x_y".to_owned(), None, "x y".to_owned())]);
    assert_eq!(of("{MK: mandatory}"), [("MK".to_owned(), Some(Role::Mandatory), "MK".to_owned())]);
    assert_eq!(
        of("{MK: {rolle: mandatory, navn: {da: mindstekrav, en: minimum}}}"),
        [("MK".to_owned(), Some(Role::Mandatory), "minimum".to_owned())]
    );
}

#[test]
fn the_json_schema_of_a_kind_knows_its_keys_values_and_link_forms() {
    let schema = builtin();
    let json = json_schema(schema, schema.find_kind("krav"));
    assert_eq!(json["properties"]["kravtype"]["enum"], serde_json::json!(["MK", "PK", "K"]));
    assert_eq!(json["properties"]["type"]["const"], "krav");
    assert_eq!(json["additionalProperties"], false);
    let link = &json["properties"]["hjemmel"]["anyOf"][0]["anyOf"][1]["properties"];
    assert!(link["hidtil_gældende"]["enum"].is_array() && link["note"].is_object());
    let any = json_schema(schema, None);
    assert_eq!(any["$defs"]["element"]["properties"]["type"]["enum"].as_array().map(Vec::len), Some(28));
}
