//! A BPMN diagram as a table: its elements in the order of the flow, with where they stand, what follows and what they name.

use super::book::Book;
use super::fields::spaced;
use super::view::{Column, Inline, ItemRef, Row, Table};
use crate::document::bpmn::{
    Activity, Bpmn, Element, Event, FlowForm, Form, Frame, Gateway, Looping, Position, Store, Task, Trigger,
};

/// An element's name as it is shown, and the published items it names.
pub struct Named {
    pub text: String,
    pub items: Vec<ItemRef>,
}

/// Most rows; a file of more elements says how many are left out.
const MOST_ROWS: usize = 500;

/// The table of a file.
pub fn table(book: &Book, bpmn: &Bpmn, named: &[Named]) -> Table {
    let order = order(bpmn);
    let numbers = numbers(bpmn, &order);
    let listing = Listing::new(book, bpmn, named, &numbers);
    let mut rows: Vec<[Vec<Inline>; 6]> = order.iter().take(MOST_ROWS).map(|element| listing.row(*element)).collect();
    if order.len() > MOST_ROWS {
        let rest = super::words::number(book.language(), order.len() - MOST_ROWS);
        let text = format!("{} {rest}", book.word("og yderligere", "and another"));
        rows.push([vec![], vec![Inline::Text { text }], vec![], vec![], vec![], vec![]]);
    }
    let heads = [
        book.word("Nr.", "No."),
        book.word("Navn", "Name"),
        book.word("Art", "Kind"),
        book.word("Hos", "At"),
        book.word("Derefter", "Then"),
        book.word("Nævner", "Mentions"),
    ];
    // A column that says nothing of any element is left out.
    let used: Vec<usize> = (0..heads.len()).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).collect();
    let columns = used.iter().map(|column| Column { text: heads[*column].to_owned(), ..Column::default() }).collect();
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().filter(|(column, _)| used.contains(column)).map(|(_, cell)| cell);
        Row { cells: cells.collect(), ..Row::default() }
    });
    Table { columns, rows: rows.collect(), look: "plain", ..Table::default() }
}

/// Elements that are listed: from each start along the flows, then what no flow reaches, as written.
fn order(bpmn: &Bpmn) -> Vec<u32> {
    let count = bpmn.elements.len();
    let mut next: Vec<Vec<u32>> = vec![Vec::new(); count];
    let mut reached = vec![false; count];
    for element in &bpmn.elements {
        if let Some(flow) = element.flow()
            && let (FlowForm::Sequence { .. }, Some(source), Some(target)) = (flow.form, flow.source, flow.target)
        {
            next[source as usize].push(target);
            reached[target as usize] = true;
        }
    }
    let mut order = Vec::new();
    let mut seen = vec![false; count];
    let is_start = |number: &usize| bpmn.elements[*number].is_flow_node() && !reached[*number];
    let starts: Vec<usize> = (0..count).filter(is_start).collect();
    for first in starts.into_iter().chain(0..count) {
        if !is_listed(&bpmn.elements[first]) {
            continue;
        }
        let mut open = vec![first as u32];
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut seen[number as usize], true) {
                continue;
            }
            order.push(number);
            open.extend(next[number as usize].iter().rev());
        }
    }
    order
}

fn is_listed(element: &Element) -> bool {
    match &element.form {
        Form::Data(data) => data.store == Store::Store || !element.name.is_empty(),
        Form::Annotation => true,
        _ => element.is_flow_node(),
    }
}

/// Numbers of flow nodes in their order; 0 for others.
fn numbers(bpmn: &Bpmn, order: &[u32]) -> Vec<usize> {
    let mut numbers = vec![0; bpmn.elements.len()];
    let nodes = order.iter().filter(|number| bpmn.elements[**number as usize].is_flow_node());
    for (place, number) in nodes.enumerate() {
        numbers[*number as usize] = place + 1;
    }
    numbers
}

struct Listing<'a> {
    book: &'a Book,
    bpmn: &'a Bpmn,
    named: &'a [Named],
    numbers: &'a [usize],
    /// Flows that leave each element, as written.
    leaving: Vec<Vec<u32>>,
    /// The pool of each process.
    pools: Vec<Option<u32>>,
}

impl<'a> Listing<'a> {
    fn new(book: &'a Book, bpmn: &'a Bpmn, named: &'a [Named], numbers: &'a [usize]) -> Listing<'a> {
        let mut leaving = vec![Vec::new(); bpmn.elements.len()];
        let mut pools = vec![None; bpmn.elements.len()];
        for (place, element) in bpmn.elements.iter().enumerate() {
            if let Some(source) = element.flow().and_then(|flow| flow.source) {
                leaving[source as usize].push(place as u32);
            }
            if let Form::Pool { process: Some(process), .. } = element.form {
                pools[process as usize] = Some(place as u32);
            }
        }
        Listing { book, bpmn, named, numbers, leaving, pools }
    }

    fn row(&self, number: u32) -> [Vec<Inline>; 6] {
        let element = &self.bpmn.elements[number as usize];
        let named = &self.named[number as usize];
        let text = |text: String| if text.is_empty() { Vec::new() } else { vec![Inline::Text { text }] };
        let place = self.numbers[number as usize];
        [
            text(if place == 0 { String::new() } else { place.to_string() }),
            text(named.text.replace('\n', " ")),
            text(kind(self.book, element)),
            text(self.stands_at(element)),
            text(self.follows(number)),
            spaced(named.items.iter().cloned().map(Inline::Item).collect()),
        ]
    }

    /// The lane, or the pool or subprocess it stands in.
    fn stands_at(&self, element: &Element) -> String {
        let lane = element.lane.map(|lane| self.named[lane as usize].text.clone()).filter(|name| !name.is_empty());
        lane.or_else(|| {
            let parent = element.parent?;
            let around = self.pools[parent as usize].unwrap_or(parent) as usize;
            let known = !matches!(self.bpmn.elements[around].form, Form::Process | Form::Collaboration);
            known.then(|| self.named[around].text.clone())
        })
        .unwrap_or_default()
        .replace('\n', " ")
    }

    /// "3, hvis ja; 4, hvis nej": what sequence and message flows lead to.
    fn follows(&self, number: u32) -> String {
        let mut parts = Vec::new();
        for place in &self.leaving[number as usize] {
            let Some(flow) = self.bpmn.elements[*place as usize].flow() else { continue };
            let Some(target) = flow.target else { continue };
            let name = self.named[*place as usize].text.replace('\n', " ");
            let to = match self.numbers[target as usize] {
                0 => self.named[target as usize].text.replace('\n', " "),
                number => number.to_string(),
            };
            let condition = if name.is_empty() { String::new() } else { format!(" ({name})") };
            match flow.form {
                FlowForm::Sequence { default: true, .. } => {
                    parts.push(format!("{to}{condition} – {}", self.book.word("ellers", "otherwise")));
                }
                FlowForm::Sequence { .. } => parts.push(format!("{to}{condition}")),
                FlowForm::Message => {
                    parts.push(format!("{} {to}{condition}", self.book.word("besked til", "message to")));
                }
                FlowForm::Data => parts.push(format!("{} {to}", self.book.word("data til", "data to"))),
                FlowForm::Association { .. } | FlowForm::Conversation => {}
            }
        }
        parts.join("; ")
    }
}

/// What an element is, in words.
fn kind(book: &Book, element: &Element) -> String {
    match &element.form {
        Form::Activity(activity) => activity_words(book, activity),
        Form::Choreography { .. } => book.word("koreografiaktivitet", "choreography activity").to_owned(),
        Form::Conversation { .. } => book.word("samtale", "conversation").to_owned(),
        Form::Event(event) => event_words(book, event),
        Form::Gateway(gateway) => book_gateway(book, *gateway).to_owned(),
        Form::Data(data) => match data.store {
            Store::Object => book.word("dataobjekt", "data object"),
            Store::Input => book.word("datainput", "data input"),
            Store::Output => book.word("dataoutput", "data output"),
            Store::Store => book.word("datalager", "data store"),
        }
        .to_owned(),
        Form::Annotation => book.word("bemærkning", "annotation").to_owned(),
        _ => String::new(),
    }
}

fn activity_words(book: &Book, activity: &Activity) -> String {
    let what = match (activity.frame, activity.composite, activity.task) {
        (Frame::Call, ..) => book.word("kald", "call activity"),
        (Frame::Transaction, ..) => book.word("transaktion", "transaction"),
        (Frame::EventSubprocess, ..) => book.word("hændelsesdelproces", "event subprocess"),
        (_, true, _) => book.word("delproces", "subprocess"),
        (_, _, Task::Plain) => book.word("opgave", "task"),
        (_, _, Task::User) => book.word("brugeropgave", "user task"),
        (_, _, Task::Manual) => book.word("manuel opgave", "manual task"),
        (_, _, Task::Service) => book.word("systemopgave", "service task"),
        (_, _, Task::Send) => book.word("afsendelse", "send task"),
        (_, _, Task::Receive | Task::ReceiveStart) => book.word("modtagelse", "receive task"),
        (_, _, Task::Script) => book.word("scriptopgave", "script task"),
        (_, _, Task::BusinessRule) => book.word("regelopgave", "business rule task"),
    };
    let mut words = vec![what];
    match activity.looping {
        Some(Looping::Standard) => words.push(book.word("gentages", "repeated")),
        Some(Looping::Parallel) => words.push(book.word("flere på én gang", "several at once")),
        Some(Looping::Sequential) => words.push(book.word("flere efter hinanden", "several in turn")),
        None => {}
    }
    if activity.compensation {
        words.push(book.word("kompensation", "compensation"));
    }
    if activity.ad_hoc {
        words.push(book.word("i vilkårlig rækkefølge", "in any order"));
    }
    words.join(", ")
}

fn event_words(book: &Book, event: &Event) -> String {
    let position = match event.position {
        Position::Start => book.word("starthændelse", "start event"),
        Position::Catch => book.word("mellemhændelse", "intermediate event"),
        Position::Throw => book.word("mellemhændelse, der sender", "intermediate event that throws"),
        Position::Boundary => book.word("hændelse under opgaven", "boundary event"),
        Position::End => book.word("sluthændelse", "end event"),
    };
    let trigger = match event.trigger {
        Trigger::None => "",
        Trigger::Message => book.word("besked", "message"),
        Trigger::Timer => book.word("tid", "timer"),
        Trigger::Error => book.word("fejl", "error"),
        Trigger::Escalation => book.word("eskalering", "escalation"),
        Trigger::Cancel => book.word("annullering", "cancel"),
        Trigger::Compensation => book.word("kompensation", "compensation"),
        Trigger::Conditional => book.word("betingelse", "condition"),
        Trigger::Link => book.word("forbindelse", "link"),
        Trigger::Signal => book.word("signal", "signal"),
        Trigger::Terminate => book.word("afslutter alt", "terminates"),
        Trigger::Multiple => book.word("en af flere", "one of several"),
        Trigger::ParallelMultiple => book.word("flere på én gang", "several at once"),
    };
    let mut words = vec![position];
    words.extend(Some(trigger).filter(|trigger| !trigger.is_empty()));
    if !event.interrupting {
        words.push(book.word("afbryder ikke", "does not interrupt"));
    }
    words.join(", ")
}

fn book_gateway(book: &Book, gateway: Gateway) -> &'static str {
    match gateway {
        Gateway::Exclusive => book.word("enten-eller-valg", "exclusive gateway"),
        Gateway::Inclusive => book.word("og/eller-valg", "inclusive gateway"),
        Gateway::Parallel => book.word("parallelle spor", "parallel gateway"),
        Gateway::Complex => book.word("sammensat valg", "complex gateway"),
        Gateway::Event | Gateway::EventStart => book.word("valg efter hændelse", "event-based gateway"),
        Gateway::EventStartAll => book.word("parallel start efter hændelser", "parallel event-based start"),
    }
}
