//! A requirement's statement, read once for all rules of wording: tokens, sentences, clauses and the words of the lists.

use super::lists::List;
use super::quoted::others_words;
use crate::document::{BlockForm, StatementText};
use crate::language::{HOLE, Hit, Lexicon, Sentence, Token, TokenKind, ends_sentence, grammar, lower, tokens};
use crate::model::{ItemIx, Prose, Role};
use crate::place::Place;
use crate::rules::look;
use crate::trace::Facts;
use crate::trace::terms::{Term, Terms};

/// So many bytes of a statement are read, ten pages: more is no statement, and texts made to be slow end here.
const MOST_BYTES: usize = 40_000;
/// So many tokens before and after a verb are looked at for where its clause begins and ends.
const LONGEST_CLAUSE: usize = 80;
/// More tokens than any phrase has, gaps included.
const LONGEST_PHRASE: u32 = 40;

/// A statement as rules of wording see it. What it tells beside the text is in the statement's key ([`super::told`]):
/// that is why a rule is not given the facts.
pub struct Reading<'a> {
    facts: &'a Facts,
    lexicon: &'a Lexicon,
    ix: ItemIx,
    /// A minimum requirement: a bid that does not meet it can't be considered.
    pub is_mandatory: bool,
    /// `None` when the requirement has no text at all.
    prose: Option<Prose>,
    statement: StatementText,
    /// The text in lower case, every character where it was.
    small: String,
    pub tokens: Vec<Token>,
    /// Which tokens are no words of the author's own: quotations, citations and titles of acts.
    muted: Vec<bool>,
    pub sentences: Vec<Part>,
    hits: Vec<Hit>,
}

/// A sentence, list item or cell: a range of tokens.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub first: usize,
    /// After the last token.
    pub end: usize,
    pub form: BlockForm,
    /// What comes before it in the statement ends with a colon: it goes on what was begun there.
    pub is_led_in: bool,
}

impl<'a> Reading<'a> {
    /// Reads the statement of a requirement.
    pub fn of(facts: &'a Facts, lexicon: &'a Lexicon, ix: ItemIx) -> Reading<'a> {
        let prose = facts.model.item(ix).body;
        let mut statement = prose.map(|prose| facts.body(prose).statement_text()).unwrap_or_default();
        statement.cut(MOST_BYTES);
        let small = lower(&statement.text);
        let is_mandatory = look::chosen(facts, ix, Role::RequirementType) == Some(Role::Mandatory);
        let mut reading = Reading {
            facts,
            lexicon,
            ix,
            is_mandatory,
            prose,
            statement,
            small,
            tokens: Vec::new(),
            muted: Vec::new(),
            sentences: Vec::new(),
            hits: Vec::new(),
        };
        reading.cut();
        reading.mute();
        reading.look_up();
        reading
    }

    /// The words of a list that were found, in order.
    pub fn hits(&self, list: List) -> impl Iterator<Item = Hit> + '_ {
        self.hits.iter().copied().filter(move |hit| hit.list == list as u16)
    }

    pub fn has(&self, list: List) -> bool {
        self.hits(list).next().is_some()
    }

    /// Which list a hit is of.
    pub fn list(&self, hit: &Hit) -> List {
        List::of_number(hit.list)
    }

    /// Every hit, in order.
    pub fn all_hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Whether a token is in a list.
    pub fn is_in(&self, list: List, at: usize) -> bool {
        let at = at as u32;
        let from = self.hits.partition_point(|hit| hit.first + LONGEST_PHRASE <= at);
        let mut near = self.hits[from..].iter().take_while(|hit| hit.first <= at);
        near.any(|hit| hit.list == list as u16 && at <= hit.last)
    }

    /// A token in lower case; empty past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.small[token.range()])
    }

    /// What stands from one token to another, as written.
    pub fn said(&self, first: usize, last: usize) -> &str {
        let (Some(first), Some(last)) = (self.tokens.get(first), self.tokens.get(last)) else { return "" };
        &self.statement.text[first.start as usize..last.end as usize]
    }

    /// Where the tokens from one to another stand in the file.
    pub fn place(&self, first: usize, last: usize) -> Place {
        let (Some(prose), Some(first), Some(last)) = (self.prose, self.tokens.get(first), self.tokens.get(last)) else {
            return self.facts.model.item(self.ix).place();
        };
        let range = first.start as usize..last.end as usize;
        let span = self.facts.body(prose).statement_place(&self.statement, range, self.facts.text(prose.file));
        Place { file: prose.file, span }
    }

    pub fn hit_place(&self, hit: &Hit) -> Place {
        self.place(hit.first as usize, hit.last as usize)
    }

    pub fn hit_said(&self, hit: &Hit) -> &str {
        self.said(hit.first as usize, hit.last as usize)
    }

    /// The sentence a token stands in.
    pub fn sentence(&self, at: usize) -> Part {
        let number = self.sentences.partition_point(|part| part.end <= at);
        self.sentences.get(number).copied().unwrap_or(Part {
            first: at,
            end: at,
            form: BlockForm::Paragraph,
            is_led_in: false,
        })
    }

    pub fn is_muted(&self, at: usize) -> bool {
        self.muted.get(at).copied().unwrap_or(true)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether a word is written with a capital letter that its place in the sentence does not ask for: a name.
    pub fn is_name(&self, at: usize) -> bool {
        let part = self.sentence(at);
        let before = at.checked_sub(1).filter(|before| *before >= part.first);
        before.is_some_and(|before| !self.is_mark(before, ':') && !self.is_mark(before, '•'))
            && self.said(at, at).starts_with(char::is_uppercase)
    }

    /// The first token of the clause that a token stands in: after the last comma, colon, semicolon or bracket.
    pub fn clause(&self, at: usize) -> usize {
        let first = self.sentence(at).first.max(at.saturating_sub(LONGEST_CLAUSE));
        (first..at).rev().find(|before| self.ends_clause(*before)).map_or(first, |mark| mark + 1)
    }

    /// After the last token of the clause that a token stands in.
    pub fn clause_end(&self, at: usize) -> usize {
        let end = self.sentence(at).end.min(at + LONGEST_CLAUSE);
        (at..end).find(|at| self.ends_clause(*at)).unwrap_or(end)
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, TokenKind::Mark(',' | ';' | ':' | '(' | ')' | '–' | '.' | '?' | '!'))
    }

    /// Whether a finite verb stands in a main clause. Danish puts it second: right after its subject, or right after the
    /// comma of a clause that comes first.
    pub fn is_main(&self, verb: usize) -> bool {
        let part = self.sentence(verb);
        let first = self.clause(verb);
        let opened = (first..verb).any(|at| {
            let opens_sentence = at == part.first;
            // `Der skal …` is a main clause.
            let expletive = opens_sentence && self.word(at) == "der";
            !expletive && grammar::is_subordinator(self.word(at), at == first)
        });
        if opened {
            return false;
        }
        if first == part.first {
            return !self.is_led_in_clause(part);
        }
        match self.tokens[first - 1].kind {
            TokenKind::Mark('(') => false,
            TokenKind::Mark(',') => first == verb || grammar::is_coordinator(self.word(first)),
            _ => true,
        }
    }

    /// Whether a list item goes on a subordinate clause: `sikre, at:`.
    fn is_led_in_clause(&self, part: Part) -> bool {
        let lead = part.first.checked_sub(2).filter(|_| part.is_led_in);
        lead.is_some_and(|lead| grammar::is_subordinator(self.word(lead), true))
    }

    /// Whether one of the requirement's acceptance criteria has a word of a list.
    pub fn criteria_have(&self, list: List) -> bool {
        let Some(written) = self.facts.model.field(self.ix, Role::AcceptanceCriteria) else { return false };
        written.node.elements().iter().filter_map(|node| node.text()).any(|text| {
            let small = lower(text);
            let mut found = Vec::new();
            tokens(text, 0, &mut found);
            let sentence = Sentence { text, small: &small, tokens: &found, end: found.len() };
            let mut hits = Vec::new();
            (0..found.len()).for_each(|at| self.lexicon.find(&sentence, at, &mut hits));
            hits.iter().any(|hit| hit.list == list as u16)
        })
    }

    /// The terms of all concepts.
    pub fn terms(&self) -> &'a Terms {
        self.facts.terms()
    }

    /// The solutions of the requirement, sorted; none for a shared one.
    pub fn solutions(&self) -> &'a [ItemIx] {
        self.facts.model.solutions(self.ix)
    }

    /// Id, title and place of a term's concept.
    pub fn concept(&self, term: &Term) -> (&'a str, &'a str, Place) {
        let item = self.facts.model.item(term.concept);
        (&item.id, &item.title, item.place())
    }

    /// What stands at a place of the statement in the file.
    pub fn written(&self, place: Place) -> &'a str {
        place.span.of(self.facts.text(place.file))
    }

    /// Whether the model has words for saying that something is obligatory.
    pub fn knows_obligations(&self) -> bool {
        !self.facts.model.schema.word_list("obligation").is_empty()
    }

    /// How many words a sentence has.
    pub fn words(&self, part: Part) -> usize {
        (part.first..part.end)
            .filter(|at| !matches!(self.tokens[*at].kind, TokenKind::Mark(mark) if mark != HOLE))
            .count()
    }

    /// Whether the statement has no text.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    fn cut(&mut self) {
        self.tokens.reserve(self.statement.text.len() / 5);
        let mut led_in = false;
        for block in &self.statement.blocks {
            let from = self.tokens.len();
            let text = &self.statement.text[block.start as usize..block.end as usize];
            tokens(text, block.start as usize, &mut self.tokens);
            let mut first = from;
            for at in from..self.tokens.len() {
                let last = at + 1 == self.tokens.len();
                if last || ends_sentence(&self.statement.text, &self.tokens, at) {
                    let is_led_in = led_in && block.form == BlockForm::Item;
                    self.sentences.push(Part { first, end: at + 1, form: block.form, is_led_in });
                    first = at + 1;
                }
            }
            // Items of one list have one lead-in.
            led_in = match block.form {
                BlockForm::Item => led_in,
                _ => self.tokens.last().is_some_and(|token| token.is_mark(':')),
            };
        }
        self.muted = vec![false; self.tokens.len()];
    }

    /// Mutes quotations, citations and titles of acts.
    fn mute(&mut self) {
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for block in &self.statement.blocks {
            let (start, end) = (block.start as usize, block.end as usize);
            let (text, small) = (&self.statement.text[start..end], &self.small[start..end]);
            ranges.extend(others_words(text, small).into_iter().map(|range| start + range.start..start + range.end));
        }
        for range in ranges {
            let first = self.tokens.partition_point(|token| (token.end as usize) <= range.start);
            let inside = self.tokens[first..].iter().take_while(|token| (token.start as usize) < range.end).count();
            self.muted[first..first + inside].fill(true);
        }
    }

    fn look_up(&mut self) {
        let mut hits = Vec::new();
        for part in &self.sentences {
            let (text, small) = (self.statement.text.as_str(), self.small.as_str());
            let sentence = Sentence { text, small, tokens: &self.tokens, end: part.end };
            for at in part.first..part.end {
                if !self.muted[at] {
                    self.lexicon.find(&sentence, at, &mut hits);
                }
            }
        }
        hits.retain(|hit| !(hit.first..=hit.last).any(|at| self.muted[at as usize]));
        settle(&mut hits, self.tokens.len());
        self.hits = hits;
    }
}

/// Of hits that share a word the longest stays, and of equally long ones that of the list that says most.
fn settle(hits: &mut Vec<Hit>, count: usize) {
    let rank = |hit: &Hit| List::of_number(hit.list).rank();
    let mut order: Vec<usize> = (0..hits.len()).filter(|number| rank(&hits[*number]).is_some()).collect();
    if order.len() > 1 {
        order.sort_by_key(|number| {
            let hit = &hits[*number];
            (hit.first.wrapping_sub(hit.last + 1), rank(hit), hit.first)
        });
        let mut taken = vec![false; count];
        let mut dropped = vec![false; hits.len()];
        for number in order {
            let range = hits[number].first as usize..=hits[number].last as usize;
            if taken[range.clone()].contains(&true) {
                dropped[number] = true;
            } else {
                taken[range].fill(true);
            }
        }
        let mut number = 0;
        hits.retain(|_| {
            number += 1;
            !dropped[number - 1]
        });
    }
    hits.sort_by_key(|hit| (hit.first, hit.last, hit.list));
    hits.dedup();
}
