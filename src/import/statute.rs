//! An act as a foreign file tells it: what [`super::lexdania`] gives and what acts in content are compared with.

use jiff::civil::Date;

use super::Remark;
use crate::law::Pinpoint;

/// One document of law: an act, a consolidation of one, a regulation or an act that amends others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statute {
    /// `LOV`, `LBK`, `BEK` …; a code or word we don't know is kept as it is.
    pub document_type: String,
    pub title: String,
    /// A text, because there are numbers like `1-1`.
    pub number: Option<String>,
    /// Year of signature, by which the ELI counts.
    pub year: Option<i16>,
    pub eli: Option<String>,
    pub accession_number: Option<String>,
    pub signed: Option<Date>,
    pub published: Option<Date>,
    /// The day it was marked as historic; `None` while it is in force.
    pub historic_from: Option<Date>,
    pub ministry: Option<String>,
    /// What stands before the first provision, as Markdown.
    pub introduction: Option<String>,
    /// `i_kraft` as the text of the act itself says it: a date or one of the known formulas.
    pub commencement: Option<String>,
    pub effect_from: Option<Date>,
    /// In written order, headings of parts and chapters among the sections.
    pub provisions: Vec<Provision>,
    pub remarks: Vec<Remark>,
}

/// A place in it with its text. Nothing of what is nested is repeated in the outer text.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    pub place: Pinpoint,
    pub title: Option<String>,
    /// Markdown; `None` for headings and for what only holds others.
    pub text: Option<String>,
    /// As [`Statute::commencement`], where the act says it of this place.
    pub commencement: Option<String>,
    pub nested: Vec<Provision>,
    /// The act that a section of an amending act changes, as it is named there.
    pub amended_act: Option<String>,
    /// What a number of an amending act changes in it.
    pub amended: Vec<Pinpoint>,
    /// Line in the foreign file.
    pub line: usize,
}

impl Provision {
    pub fn new(place: Pinpoint, line: usize) -> Provision {
        Provision {
            place,
            title: None,
            text: None,
            commencement: None,
            nested: Vec::new(),
            amended_act: None,
            amended: Vec::new(),
            line,
        }
    }

    /// The last step alone, as a `ref` under its parent is written: `stk. 3`; the whole place at the top.
    pub fn reference(&self, is_nested: bool) -> String {
        let last = self.place.steps().last().filter(|_| is_nested).cloned();
        last.and_then(|step| Pinpoint::new(vec![step])).unwrap_or_else(|| self.place.clone()).canonical()
    }
}

impl Statute {
    /// Whether it gathers an act and its amendments, and so is an edition of another document.
    pub fn is_consolidation(&self) -> bool {
        self.document_type == "LBK"
    }

    /// `LOV nr. 721 af 2023`, as far as known.
    pub fn name(&self) -> String {
        let mut name = self.document_type.clone();
        if let Some(number) = &self.number {
            name.push_str(&format!(" nr. {number}"));
        }
        if let Some(year) = self.year {
            name.push_str(&format!(" ({year})"));
        }
        name
    }

    /// Every provision, an outer one before what is nested in it.
    pub fn all(&self) -> Vec<&Provision> {
        fn gather<'a>(list: &'a [Provision], all: &mut Vec<&'a Provision>) {
            for provision in list {
                all.push(provision);
                gather(&provision.nested, all);
            }
        }
        let mut all = Vec::new();
        gather(&self.provisions, &mut all);
        all
    }

    pub(super) fn remark(&mut self, line: Option<usize>, said: crate::finding::Said) {
        self.remarks.push(Remark { line, said });
    }
}
