//! What a tag is, by its name.

use super::form::{
    Activity, Data, Event, Flow, FlowForm, Form, Frame, Gateway, Looping, Position, Store, Task, Trigger,
};
use super::xml::Tag;

/// The form of a tag that can be drawn; references are found later. `None` for other tags.
pub(super) fn form(tag: &Tag) -> Option<Form> {
    let name = &*tag.name;
    Some(match name {
        "process" => Form::Process,
        "collaboration" | "choreography" | "globalConversation" => Form::Collaboration,
        "startEvent"
        | "endEvent"
        | "intermediateCatchEvent"
        | "intermediateThrowEvent"
        | "boundaryEvent"
        | "implicitThrowEvent" => Form::Event(event(tag)),
        "exclusiveGateway" | "inclusiveGateway" | "parallelGateway" | "complexGateway" | "eventBasedGateway" => {
            Form::Gateway(gateway(tag))
        }
        "dataObjectReference" | "dataStoreReference" | "dataInput" | "dataOutput" | "dataObject" | "dataStore" => {
            Form::Data(data(tag))
        }
        "textAnnotation" => Form::Annotation,
        "group" => Form::Group,
        "participant" => {
            let multiple =
                tag.child("participantMultiplicity").is_some_and(|child| child.attribute("maximum") != Some("1"));
            Form::Pool { process: None, multiple }
        }
        "lane" => Form::Lane,
        "message" => Form::Message,
        "conversation" | "subConversation" | "callConversation" | "communication" => {
            Form::Conversation { called: name == "callConversation", composite: name == "subConversation" }
        }
        "choreographyTask" | "subChoreography" | "callChoreography" => {
            Form::Choreography { activity: choreography(tag), participants: Vec::new(), initiator: None }
        }
        _ => return flow(tag).map(Form::Flow).or_else(|| activity(tag).map(Form::Activity)),
    })
}

fn flow(tag: &Tag) -> Option<Flow> {
    let form = match &*tag.name {
        "sequenceFlow" => {
            FlowForm::Sequence { conditional: tag.child("conditionExpression").is_some(), default: false }
        }
        "messageFlow" => FlowForm::Message,
        "association" => FlowForm::Association {
            arrows: match tag.attribute("associationDirection") {
                Some("One") => 1,
                Some("Both") => 2,
                _ => 0,
            },
        },
        "dataInputAssociation" | "dataOutputAssociation" | "dataAssociation" => FlowForm::Data,
        "conversationLink" => FlowForm::Conversation,
        _ => return None,
    };
    Some(Flow { form, source: None, target: None })
}

fn activity(tag: &Tag) -> Option<Activity> {
    let name = &*tag.name;
    // Global tasks are called and never drawn themselves.
    let task = task(tag).filter(|_| !name.starts_with("global"));
    if task.is_none() && !matches!(name, "subProcess" | "transaction" | "adHocSubProcess" | "callActivity") {
        return None;
    }
    let frame = match name {
        "callActivity" => Frame::Call,
        "transaction" => Frame::Transaction,
        _ if tag.is("triggeredByEvent") => Frame::EventSubprocess,
        _ => Frame::Plain,
    };
    Some(Activity {
        task: task.unwrap_or_default(),
        frame,
        composite: task.is_none(),
        looping: looping(tag),
        compensation: tag.is("isForCompensation"),
        ad_hoc: name == "adHocSubProcess",
    })
}

/// The type of a task or global task.
pub(super) fn task(tag: &Tag) -> Option<Task> {
    Some(match &*tag.name {
        "task" | "globalTask" => Task::Plain,
        "userTask" | "globalUserTask" => Task::User,
        "manualTask" | "globalManualTask" => Task::Manual,
        "serviceTask" => Task::Service,
        "sendTask" => Task::Send,
        "receiveTask" if tag.is("instantiate") => Task::ReceiveStart,
        "receiveTask" => Task::Receive,
        "scriptTask" | "globalScriptTask" => Task::Script,
        "businessRuleTask" | "globalBusinessRuleTask" => Task::BusinessRule,
        _ => return None,
    })
}

fn looping(tag: &Tag) -> Option<Looping> {
    if let Some(multiple) = tag.child("multiInstanceLoopCharacteristics") {
        return Some(if multiple.is("isSequential") { Looping::Sequential } else { Looping::Parallel });
    }
    tag.child("standardLoopCharacteristics").map(|_| Looping::Standard)
}

fn choreography(tag: &Tag) -> Activity {
    let looping = match tag.attribute("loopType") {
        Some("Standard") => Some(Looping::Standard),
        Some("MultiInstanceSequential") => Some(Looping::Sequential),
        Some("MultiInstanceParallel") => Some(Looping::Parallel),
        _ => None,
    };
    let frame = if &*tag.name == "callChoreography" { Frame::Call } else { Frame::Plain };
    Activity { frame, composite: &*tag.name == "subChoreography", looping, ..Activity::default() }
}

fn event(tag: &Tag) -> Event {
    let position = match &*tag.name {
        "startEvent" => Position::Start,
        "endEvent" => Position::End,
        "boundaryEvent" => Position::Boundary,
        "intermediateCatchEvent" => Position::Catch,
        _ => Position::Throw,
    };
    // Both attributes are true where nothing is written.
    let interrupting =
        !["isInterrupting", "cancelActivity"].iter().any(|key| tag.attribute(key).map(str::trim) == Some("false"));
    let mut triggers = tag.children.iter().filter_map(|child| match &*child.name {
        "eventDefinitionRef" => Some(Trigger::None),
        name => trigger(name),
    });
    let trigger = match (triggers.next(), triggers.next()) {
        (None, _) => Trigger::None,
        (Some(only), None) => only,
        _ if tag.is("parallelMultiple") => Trigger::ParallelMultiple,
        _ => Trigger::Multiple,
    };
    Event { position, interrupting, trigger }
}

/// The trigger that an event definition's name tells of.
pub(super) fn trigger(name: &str) -> Option<Trigger> {
    Some(match name {
        "messageEventDefinition" => Trigger::Message,
        "timerEventDefinition" => Trigger::Timer,
        "errorEventDefinition" => Trigger::Error,
        "escalationEventDefinition" => Trigger::Escalation,
        "cancelEventDefinition" => Trigger::Cancel,
        "compensateEventDefinition" => Trigger::Compensation,
        "conditionalEventDefinition" => Trigger::Conditional,
        "linkEventDefinition" => Trigger::Link,
        "signalEventDefinition" => Trigger::Signal,
        "terminateEventDefinition" => Trigger::Terminate,
        _ => return None,
    })
}

fn gateway(tag: &Tag) -> Gateway {
    match &*tag.name {
        "inclusiveGateway" => Gateway::Inclusive,
        "parallelGateway" => Gateway::Parallel,
        "complexGateway" => Gateway::Complex,
        "eventBasedGateway" if tag.is("instantiate") => match tag.attribute("eventGatewayType") {
            Some("Parallel") => Gateway::EventStartAll,
            _ => Gateway::EventStart,
        },
        "eventBasedGateway" => Gateway::Event,
        _ => Gateway::Exclusive,
    }
}

fn data(tag: &Tag) -> Data {
    let store = match &*tag.name {
        "dataInput" => Store::Input,
        "dataOutput" => Store::Output,
        "dataStoreReference" | "dataStore" => Store::Store,
        _ => Store::Object,
    };
    let state = tag.child("dataState").and_then(|state| state.attribute("name")).unwrap_or("");
    Data { store, collection: tag.is("isCollection"), state: state.into() }
}
