use super::*;

/// A file of these elements, with the prefixes a tool writes.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\">\n{body}\n</bpmn:definitions>"
    )
}

fn read_sound(body: &str) -> Bpmn {
    let (document, _) = parse_bpmn(file(body).as_bytes());
    assert_eq!(document.notices, []);
    (**document.bpmn.as_ref().unwrap()).clone()
}

fn find<'a>(bpmn: &'a Bpmn, id: &str) -> &'a Element {
    bpmn.elements.iter().find(|element| &*element.id == id).unwrap()
}

/// Place and words of the first complaint, as `line:column: message`.
fn complaint(text: &str) -> String {
    let (document, text) = parse_bpmn(text.as_bytes());
    assert!(document.bpmn.unwrap().damaged);
    let notice = &document.notices[0];
    let at = crate::place::position(&text, notice.span.start);
    format!("{}:{}: {}[{}]", at.line, at.column, notice.message.en, notice.code)
}

#[test]
fn elements_are_read_whatever_their_prefix() {
    for prefix in ["bpmn:", "bpmn2:", "semantic:", ""] {
        let text = file(
            "<bpmn:process id='P'><bpmn:userTask id='t' name='A&#10;B &amp; C'><bpmn:documentation>Se K-1</bpmn:documentation></bpmn:userTask></bpmn:process>",
        );
        let (document, _) = parse_bpmn(text.replace("bpmn:", prefix).as_bytes());
        let bpmn = document.bpmn.unwrap();
        let task = find(&bpmn, "t");
        assert!(matches!(&task.form, Form::Activity(activity) if activity.task == Task::User));
        assert_eq!((&*task.name, &*task.documentation), ("A\nB & C", "Se K-1"));
        assert_eq!(task.parent, Some(0));
    }
}

#[test]
fn what_tools_add_is_not_looked_at() {
    let bpmn = read_sound(
        "<bpmn:process id='P'><bpmn:extensionElements><x:task id='skjult'/></bpmn:extensionElements><bpmn:task id='t'><bpmn:extensionElements><a><b/></a></bpmn:extensionElements></bpmn:task></bpmn:process>",
    );
    let ids: Vec<&str> = bpmn.elements.iter().map(|element| &*element.id).collect();
    assert_eq!(ids, ["P", "t"]);
}

#[test]
fn flows_know_their_ends_and_how_they_are_taken() {
    let bpmn = read_sound(
        "<bpmn:process id='P'><bpmn:task id='a' default='f2'/><bpmn:exclusiveGateway id='g' default='f4'/><bpmn:task id='b'/>
        <bpmn:sequenceFlow id='f1' sourceRef='a' targetRef='g'><bpmn:conditionExpression>x</bpmn:conditionExpression></bpmn:sequenceFlow>
        <bpmn:sequenceFlow id='f2' sourceRef='a' targetRef='b'/>
        <bpmn:sequenceFlow id='f3' sourceRef='g' targetRef='b'><bpmn:conditionExpression>x</bpmn:conditionExpression></bpmn:sequenceFlow>
        <bpmn:sequenceFlow id='f4' sourceRef='g' targetRef='væk'/></bpmn:process>",
    );
    let form = |id: &str| find(&bpmn, id).flow().unwrap().form;
    assert_eq!(form("f1"), FlowForm::Sequence { conditional: true, default: false });
    assert_eq!(form("f2"), FlowForm::Sequence { conditional: false, default: true });
    // A gateway's condition is not drawn.
    assert_eq!(form("f3"), FlowForm::Sequence { conditional: false, default: false });
    assert_eq!(form("f4"), FlowForm::Sequence { conditional: false, default: true });
    assert_eq!(find(&bpmn, "f4").flow().unwrap().target, None);
}

#[test]
fn data_flows_join_an_activity_and_its_data() {
    let bpmn = read_sound(
        "<bpmn:process id='P'><bpmn:dataObject id='o' name='Sag' isCollection='true'/><bpmn:dataObjectReference id='r' dataObjectRef='o'><bpmn:dataState name='åben'/></bpmn:dataObjectReference>
        <bpmn:task id='t'><bpmn:ioSpecification><bpmn:dataInput id='i'/></bpmn:ioSpecification>
        <bpmn:dataInputAssociation id='d'><bpmn:sourceRef>r</bpmn:sourceRef><bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation>
        <bpmn:dataOutputAssociation id='u'><bpmn:targetRef>r</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:task></bpmn:process>",
    );
    let at = |id: &str| bpmn.elements.iter().position(|element| &*element.id == id).unwrap() as u32;
    let ends = |id: &str| {
        let flow = find(&bpmn, id).flow().unwrap();
        (flow.source, flow.target)
    };
    assert_eq!(ends("d"), (Some(at("r")), Some(at("t"))));
    assert_eq!(ends("u"), (Some(at("t")), Some(at("r"))));
    let data = find(&bpmn, "r");
    assert_eq!(&*data.name, "Sag");
    assert!(matches!(&data.form, Form::Data(data) if data.collection && &*data.state == "åben"));
}

#[test]
fn events_tell_what_they_wait_for() {
    let bpmn = read_sound(
        "<bpmn:timerEventDefinition id='fælles'/><bpmn:process id='P'>
        <bpmn:startEvent id='a' isInterrupting='false'><bpmn:messageEventDefinition/></bpmn:startEvent>
        <bpmn:boundaryEvent id='b' cancelActivity='false'><bpmn:eventDefinitionRef>fælles</bpmn:eventDefinitionRef></bpmn:boundaryEvent>
        <bpmn:intermediateCatchEvent id='c' parallelMultiple='true'><bpmn:signalEventDefinition/><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id='d'><bpmn:terminateEventDefinition/></bpmn:endEvent></bpmn:process>",
    );
    let event = |id: &str| match &find(&bpmn, id).form {
        Form::Event(event) => event.clone(),
        form => panic!("{form:?}"),
    };
    assert_eq!(event("a"), Event { position: Position::Start, interrupting: false, trigger: Trigger::Message });
    assert_eq!(event("b"), Event { position: Position::Boundary, interrupting: false, trigger: Trigger::Timer });
    assert_eq!(event("c").trigger, Trigger::ParallelMultiple);
    assert_eq!(event("d"), Event { position: Position::End, interrupting: true, trigger: Trigger::Terminate });
}

#[test]
fn a_call_of_a_global_task_is_no_subprocess() {
    let bpmn = read_sound(
        "<bpmn:globalUserTask id='G'/><bpmn:process id='P'><bpmn:callActivity id='a' calledElement='G'/><bpmn:callActivity id='b' calledElement='x:Q'/></bpmn:process>",
    );
    let activity = |id: &str| match &find(&bpmn, id).form {
        Form::Activity(activity) => (activity.composite, activity.task),
        form => panic!("{form:?}"),
    };
    assert_eq!((activity("a"), activity("b")), ((false, Task::User), (true, Task::Plain)));
}

#[test]
fn lanes_hold_their_elements_the_innermost_first() {
    let bpmn = read_sound(
        "<bpmn:process id='P'><bpmn:laneSet><bpmn:lane id='ydre'><bpmn:flowNodeRef>t</bpmn:flowNodeRef><bpmn:childLaneSet><bpmn:lane id='indre'><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet><bpmn:task id='t'/></bpmn:process>",
    );
    let lane = find(&bpmn, "t").lane.unwrap();
    assert_eq!(&*bpmn.elements[lane as usize].id, "indre");
}

#[test]
fn coordinates_beyond_belief_are_left_out() {
    let shape = |bounds: &str| format!("<bpmndi:BPMNShape bpmnElement='t'><dc:Bounds {bounds}/></bpmndi:BPMNShape>");
    let drawn = |bounds: &str| {
        let bpmn = read_sound(&format!(
            "<bpmn:process id='P'><bpmn:task id='t'/></bpmn:process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement='P'>{}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>",
            shape(bounds)
        ));
        bpmn.diagrams.len()
    };
    assert_eq!(drawn("x='1' y='2' width='3.5' height='4'"), 1);
    assert_eq!(drawn("x='-20' y='2e1' width='3' height='4'"), 1);
    for bad in [
        "x='NaN' y='2' width='3' height='4'",
        "x='1' y='inf' width='3' height='4'",
        "x='1' y='2' width='-3' height='4'",
        "x='1' y='2' width='0' height='4'",
        "x='1e12' y='2' width='3' height='4'",
        "x='1' y='2' width='3'",
        "",
    ] {
        assert_eq!(drawn(bad), 0, "{bad}");
    }
}

#[test]
fn entities_and_document_types_are_refused_where_they_stand() {
    let bomb = "<?xml version='1.0'?>\n<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>\n<definitions><process name='&b;'/></definitions>";
    assert!(complaint(bomb).starts_with("2:1: the diagram has own entities"), "{}", complaint(bomb));
    let unknown = "<definitions>\n<process id='P'>&ukendt;</process></definitions>";
    assert!(complaint(unknown).starts_with("2:17: the diagram has own entities"), "{}", complaint(unknown));
    let file = "<definitions><process name='&xxe;'/></definitions>";
    assert!(complaint(file).starts_with("1:14: the diagram has own entities"), "{}", complaint(file));
}

#[test]
fn a_broken_file_keeps_what_stood_before_the_break() {
    let text = file("<bpmn:process id='P'><bpmn:task id='a'/>\n<bpmn:task id='b'></bpmn:process>");
    let (document, _) = parse_bpmn(text.as_bytes());
    assert!(complaint(&text).starts_with("4:"), "{}", complaint(&text));
    let bpmn = document.bpmn.unwrap();
    assert!(bpmn.elements.iter().any(|element| &*element.id == "a"));
    assert!(complaint("<definitions><process").contains("[S01]"));
    assert!(complaint("").starts_with("1:1: the diagram can't be read: the file ends"));
    assert!(complaint("<svg/>").starts_with("1:1: the file is not BPMN 2.0"));
    assert!(complaint("hej").contains("[S01]"));
}

#[test]
fn nesting_and_size_are_bounded() {
    let deep = format!("<definitions>{}", "<subProcess>".repeat(100_000));
    assert!(complaint(&deep).contains("too large or nested too deeply"));
    let wide = format!("<definitions>{}</definitions>", "<task/>".repeat(250_000));
    assert!(complaint(&wide).contains("too large or nested too deeply"));
    let long = format!("<definitions>{}</definitions>", " ".repeat(10 << 20));
    assert!(complaint(&long).contains("larger than 8 MB"));
    let attributes: String = (0..50_000).map(|number| format!(" a{number}='1'")).collect();
    let (document, _) = parse_bpmn(format!("<definitions><task{attributes}/></definitions>").as_bytes());
    assert_eq!(document.notices, []);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        parse_bpmn(&bytes);
    }

    #[test]
    fn any_damage_to_a_file_is_survived(at in 0_usize..900, with in proptest::num::u8::ANY) {
        let mut bytes = file("<bpmn:process id='P'><bpmn:userTask id='t' name='x'><bpmn:documentation>y</bpmn:documentation></bpmn:userTask></bpmn:process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement='P'><bpmndi:BPMNShape bpmnElement='t'><dc:Bounds x='1' y='2' width='3' height='4'/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>").into_bytes();
        let place = at % bytes.len();
        bytes[place] = with;
        parse_bpmn(&bytes);
    }
}
