//! What elements of a model are.

use crate::place::Span;

/// One element of a model that may be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// As the tool gave it; empty when it gave none.
    pub id: Box<str>,
    pub form: Form,
    /// Line breaks of the author are kept; empty when it has none.
    pub name: Box<str>,
    /// All its `documentation`, a blank line between; may be empty.
    pub documentation: Box<str>,
    /// What it is nested in: process, subprocess, pool; an index in [`super::Bpmn::elements`].
    pub parent: Option<u32>,
    /// The innermost lane it lies in, by `flowNodeRef`.
    pub lane: Option<u32>,
    /// Where its tag starts.
    pub span: Span,
}

/// What an element is.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Process,
    /// Collaboration or choreography: what pools lie in.
    Collaboration,
    Activity(Activity),
    Event(Event),
    Gateway(Gateway),
    Data(Data),
    Annotation,
    Group,
    Pool {
        /// The process in it; `None` for a black box.
        process: Option<u32>,
        multiple: bool,
    },
    Lane,
    Flow(Flow),
    /// A task, subchoreography or call of a choreography; `Activity` holds its frame and markers.
    Choreography {
        activity: Activity,
        participants: Vec<u32>,
        initiator: Option<u32>,
    },
    /// A conversation; thick when called, marked when it has an inside.
    Conversation {
        called: bool,
        composite: bool,
    },
    Message,
}

/// A task, subprocess or call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    pub task: Task,
    pub frame: Frame,
    /// Has an inside: marked with a plus when it is drawn closed.
    pub composite: bool,
    pub looping: Option<Looping>,
    pub compensation: bool,
    pub ad_hoc: bool,
}

/// The sign in a task's corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Task {
    #[default]
    Plain,
    User,
    Manual,
    Service,
    Send,
    Receive,
    /// A receive task that starts the process.
    ReceiveStart,
    Script,
    BusinessRule,
}

/// The line around an activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    #[default]
    Plain,
    /// Thick: something defined elsewhere is called.
    Call,
    /// Double.
    Transaction,
    /// Dotted: an event starts it.
    EventSubprocess,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looping {
    Standard,
    Parallel,
    Sequential,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub position: Position,
    /// A start or boundary event that does not interrupt is dashed.
    pub interrupting: bool,
    pub trigger: Trigger,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Start,
    Catch,
    Throw,
    Boundary,
    End,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trigger {
    #[default]
    None,
    Message,
    Timer,
    Error,
    Escalation,
    Cancel,
    Compensation,
    Conditional,
    Link,
    Signal,
    Terminate,
    Multiple,
    ParallelMultiple,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gateway {
    Exclusive,
    Inclusive,
    Parallel,
    Complex,
    Event,
    /// An event-based gateway that starts a process.
    EventStart,
    EventStartAll,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    pub store: Store,
    pub collection: bool,
    /// The state shown under the name in brackets; may be empty.
    pub state: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    Object,
    Input,
    Output,
    Store,
}

/// A line between two elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub form: FlowForm,
    /// Indexes in [`super::Bpmn::elements`]; `None` for what is not in the file.
    pub source: Option<u32>,
    pub target: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowForm {
    Sequence {
        /// Has a condition and leaves an activity: a small diamond at its start.
        conditional: bool,
        /// Taken when no other is: a stroke across its start.
        default: bool,
    },
    Message,
    /// Dotted; with no, one or two arrows.
    Association {
        arrows: u8,
    },
    Data,
    Conversation,
}

impl Element {
    pub fn flow(&self) -> Option<&Flow> {
        match &self.form {
            Form::Flow(flow) => Some(flow),
            _ => None,
        }
    }

    /// An activity, event, gateway, choreography or conversation: what flows join.
    pub fn is_flow_node(&self) -> bool {
        matches!(
            self.form,
            Form::Activity(_)
                | Form::Event(_)
                | Form::Gateway(_)
                | Form::Choreography { .. }
                | Form::Conversation { .. }
        )
    }
}
