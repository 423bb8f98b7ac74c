//! A foreign act as a new content file, and its parts as they are added to one that is there.

use super::Remark;
use super::keys::Keys;
use super::lexdania::named_in_introduction;
use super::register::{Register, consolidated_title, numbered};
use super::statute::{Provision, Statute};
use super::yaml::Yaml;
use crate::law::Pinpoint;
use crate::model::{Resolution, Role};
use crate::said;
use crate::trace::Facts;

/// What a project says, for whoever writes into it.
pub struct Project<'a> {
    pub facts: &'a Facts,
    pub register: &'a Register,
    pub keys: Keys<'a>,
}

type Pairs = Vec<(String, Yaml)>;

impl Project<'_> {
    /// The whole file of a new act. Remarks of the statute are not repeated.
    pub fn act(&self, statute: &Statute, id: &str, remarks: &mut Vec<Remark>) -> String {
        let keys = &self.keys;
        let title = if statute.is_consolidation() { consolidated_title(&statute.title) } else { statute.title.clone() };
        let mut pairs = Pairs::new();
        push(&mut pairs, keys.reserved(Role::Id), Some(Yaml::text(id)));
        push(&mut pairs, keys.reserved(Role::Kind), Some(Yaml::text(keys.kind())));
        push(&mut pairs, keys.reserved(Role::Title), Some(Yaml::text(title)));
        if statute.is_consolidation() {
            self.original(statute, &mut pairs, remarks);
        } else {
            pairs.extend(self.facts_of(statute, &|role| keys.source(role)));
        }
        pairs.extend(self.commencement(statute));
        push(&mut pairs, keys.source_link(Role::Ministry), self.ministry(statute, remarks));
        push(&mut pairs, keys.source_link(Role::IssuedUnder), self.issued_under(statute, remarks));
        if statute.is_consolidation() {
            push(&mut pairs, keys.source(Role::Editions), Some(Yaml::List(vec![self.edition(statute)])));
        }
        push(&mut pairs, keys.reserved(Role::BodyText), statute.introduction.clone().map(Yaml::Prose));
        let provisions: Vec<Yaml> =
            statute.provisions.iter().map(|provision| self.provision(provision, false, &|_| false, remarks)).collect();
        push(
            &mut pairs,
            keys.source(Role::Provisions),
            Some(Yaml::List(provisions)).filter(|_| !statute.provisions.is_empty()),
        );
        Yaml::pairs(&pairs, 0)
    }

    /// Type, number, ELI and days of a document, under the keys given.
    pub fn facts_of<'k>(&self, statute: &Statute, key: &dyn Fn(Role) -> Option<&'k str>) -> Pairs {
        let mut pairs = Pairs::new();
        let mut push = |role: Role, text: Option<String>| push(&mut pairs, key(role), text.map(Yaml::Text));
        push(Role::DocumentType, Some(statute.document_type.clone()).filter(|code| !code.is_empty()));
        push(Role::DocumentNumber, statute.number.clone());
        push(Role::Eli, statute.eli.clone());
        push(Role::Signed, statute.signed.map(|day| day.to_string()));
        push(Role::Published, statute.published.map(|day| day.to_string()));
        push(Role::HistoricFrom, statute.historic_from.map(|day| day.to_string()));
        pairs
    }

    /// When the act says it commences and has effect.
    pub fn commencement(&self, statute: &Statute) -> Pairs {
        let mut pairs = Pairs::new();
        push(&mut pairs, self.keys.source(Role::InForceFrom), statute.commencement.clone().map(Yaml::Text));
        let effect = statute.effect_from.map(|day| Yaml::Text(day.to_string()));
        push(&mut pairs, self.keys.source(Role::EffectFrom), effect);
        pairs
    }

    /// A consolidation as an edition of its act.
    pub fn edition(&self, statute: &Statute) -> Yaml {
        Yaml::Short(self.facts_of(statute, &|role| self.keys.edition(role)))
    }

    /// A provision with what is nested in it; nested places that `skip` knows are left out.
    pub fn provision(
        &self,
        provision: &Provision,
        is_nested: bool,
        skip: &dyn Fn(&Pinpoint) -> bool,
        remarks: &mut Vec<Remark>,
    ) -> Yaml {
        let keys = &self.keys;
        let mut pairs = Pairs::new();
        push(&mut pairs, keys.provision(Role::Pinpoint), Some(Yaml::text(provision.reference(is_nested))));
        push(&mut pairs, keys.reserved(Role::Title), provision.title.clone().map(Yaml::Text));
        push(&mut pairs, keys.provision(Role::InForceFrom), provision.commencement.clone().map(Yaml::Text));
        push(&mut pairs, keys.reserved(Role::BodyText), provision.text.clone().map(Yaml::Prose));
        self.amended(provision, remarks);
        let nested: Vec<Yaml> = provision
            .nested
            .iter()
            .filter(|inner| !skip(&inner.place))
            .map(|inner| {
                let mut yaml = self.provision(inner, true, skip, remarks);
                self.link_amended(provision, inner, &mut yaml, remarks);
                yaml
            })
            .collect();
        push(
            &mut pairs,
            keys.provision(Role::Provisions),
            Some(Yaml::List(nested)).filter(|list| *list != Yaml::List(Vec::new())),
        );
        Yaml::Map(pairs)
    }

    /// Says it when a section amends an act that the project does not have.
    fn amended(&self, section: &Provision, remarks: &mut Vec<Remark>) {
        if let Some(named) = section.amended_act.as_deref().filter(|named| self.amended_act(named).is_none()) {
            let shown: String = named.chars().take(120).collect();
            let said = said!(
                "{} ændrer en retskilde, projektet ikke har: »{}«",
                "{} amends a legal source that the project does not have: »{}«"; section.place, shown
            );
            remarks.push(Remark { line: Some(section.line), said });
        }
    }

    fn amended_act(&self, named: &str) -> Option<&str> {
        let act = self.register.named(named).or_else(|| self.register.mentioned(named).into_iter().next())?;
        Some(&act.id)
    }

    fn link_amended(&self, section: &Provision, number: &Provision, yaml: &mut Yaml, remarks: &mut Vec<Remark>) {
        let (Some(key), Yaml::Map(pairs)) = (self.keys.provision_link(Role::Amends), yaml) else { return };
        let Some(act) = section.amended_act.as_deref().and_then(|named| self.amended_act(named)) else { return };
        let mut links = Vec::new();
        for place in &number.amended {
            let citation = format!("{act} {place}");
            match self.facts.model.resolve(&citation) {
                Resolution::Found(_) => links.push(Yaml::text(citation)),
                _ => {
                    let said = said!(
                        "{} ændrer {}, som ikke er opført", "{} amends {}, which is not listed"; number.place, citation
                    );
                    remarks.push(Remark { line: Some(number.line), said });
                }
            }
        }
        push(pairs, Some(key), one_or_list(links));
    }

    fn original(&self, statute: &Statute, pairs: &mut Pairs, remarks: &mut Vec<Remark>) {
        let gathered = statute.introduction.as_deref().unwrap_or_default();
        match named_in_introduction(gathered) {
            Some((number, signed)) => {
                let keys = &self.keys;
                push(pairs, keys.source(Role::DocumentType), Some(Yaml::text("LOV")));
                push(pairs, keys.source(Role::DocumentNumber), Some(Yaml::text(number)));
                push(pairs, keys.source(Role::Signed), Some(Yaml::text(signed.to_string())));
            }
            None => {
                let said = said!(
                    "lovens eget nummer fremgår ikke af lovbekendtgørelsen; skriv det selv",
                    "the act's own number does not follow from the consolidation; write it yourself"
                );
                remarks.push(Remark { line: None, said });
            }
        }
    }

    /// The project's organisation of that name.
    pub fn ministry(&self, statute: &Statute, remarks: &mut Vec<Remark>) -> Option<Yaml> {
        let name = statute.ministry.as_deref()?;
        let model = &self.facts.model;
        let wanted = name.to_lowercase();
        let found = model.with_role(Role::Organisation).find(|ix| model.item(*ix).title.to_lowercase() == wanted);
        if found.is_none() {
            let said = said!(
                "ministeriet »{}« er ikke en organisation i projektet", "the ministry »{}« is no organisation of the project"; name
            );
            remarks.push(Remark { line: None, said });
        }
        found.map(|ix| Yaml::text(&*model.item(ix).id))
    }

    /// The provisions a regulation says it is issued under.
    pub fn issued_under(&self, statute: &Statute, remarks: &mut Vec<Remark>) -> Option<Yaml> {
        let introduction = statute.introduction.as_deref()?;
        let first = introduction.find("I medfør af ")?;
        let text = introduction[first..].split("\n\n").next().unwrap_or_default();
        let mut links = Vec::new();
        for citation in crate::law::cite(text).into_iter().filter(|citation| !citation.relative) {
            let named = citation.act.as_deref().unwrap_or_default();
            let behind = &text[citation.end.min(text.len())..];
            let by_number = || numbered(behind).into_iter().next().and_then(|_| self.register.named(behind));
            let act = self.register.named(named).or_else(by_number);
            for place in citation.pinpoints {
                let cited = act.map(|act| format!("{} {place}", act.id));
                match cited.filter(|cited| matches!(self.facts.model.resolve(cited), Resolution::Found(_))) {
                    Some(cited) => links.push(Yaml::text(cited)),
                    None => {
                        let said = said!(
                            "hjemlen {} i »{}« er ikke opført i projektet og er ikke taget med",
                            "the legal basis {} of »{}« is not listed in the project and is not taken"; place, named
                        );
                        remarks.push(Remark { line: None, said });
                    }
                }
            }
        }
        one_or_list(links)
    }
}

/// Adds a pair where the model has the key and there is a value.
pub fn push(pairs: &mut Pairs, key: Option<&str>, value: Option<Yaml>) {
    if let (Some(key), Some(value)) = (key, value) {
        pairs.push((key.to_owned(), value));
    }
}

fn one_or_list(mut links: Vec<Yaml>) -> Option<Yaml> {
    links.dedup();
    match links.len() {
        0 => None,
        1 => links.pop(),
        _ => Some(Yaml::List(links)),
    }
}
