use super::*;
use crate::document::bpmn::parse_bpmn;

/// Draws a file of these elements and shapes, as a tool with its own prefixes writes it.
fn drawing(elements: &str, shapes: &str) -> String {
    drawing_with(elements, shapes, |text| Label { text: text.to_owned(), ..Label::default() })
}

fn drawing_with(elements: &str, shapes: &str, label: impl Fn(&str) -> Label) -> String {
    let text = format!(
        "<m:definitions xmlns:m='http://www.omg.org/spec/BPMN/20100524/MODEL'><m:process id='P'>{elements}</m:process><di:BPMNDiagram><di:BPMNPlane bpmnElement='P'>{shapes}</di:BPMNPlane></di:BPMNDiagram></m:definitions>"
    );
    let (document, _) = parse_bpmn(text.as_bytes());
    assert_eq!(document.notices, []);
    let bpmn = document.bpmn.unwrap();
    let labels: Vec<Label> = bpmn.elements.iter().map(|element| label(&element.name)).collect();
    draw(&bpmn, &bpmn.diagrams[0], &labels, "Titel", "Beskrivelse")
}

fn shape(id: &str, bounds: (i32, i32, i32, i32)) -> String {
    shape_with(id, bounds, "")
}

fn shape_with(id: &str, (x, y, width, height): (i32, i32, i32, i32), attributes: &str) -> String {
    format!(
        "<di:BPMNShape bpmnElement='{id}' {attributes}><dc:Bounds x='{x}' y='{y}' width='{width}' height='{height}'/></di:BPMNShape>"
    )
}

/// A single element at 100, 100 of 100 by 80.
fn one(element: &str) -> String {
    drawing(element, &shape("e", (100, 100, 100, 80)))
}

/// A single event at 100, 100 of 36 by 36.
fn event(name: &str, definition: &str) -> String {
    drawing(&format!("<m:{name} id='e'>{definition}</m:{name}>"), &shape("e", (100, 100, 36, 36)))
}

fn flow(attributes: &str, inside: &str) -> String {
    drawing(
        &format!(
            "<m:task id='a'/><m:task id='b'/><m:sequenceFlow id='f' sourceRef='a' targetRef='b' {attributes}>{inside}</m:sequenceFlow>"
        ),
        "<di:BPMNShape bpmnElement='a'><dc:Bounds x='0' y='0' width='10' height='10'/></di:BPMNShape><di:BPMNEdge bpmnElement='f'><w:waypoint x='10' y='5'/><w:waypoint x='60' y='5'/><w:waypoint x='60' y='50'/></di:BPMNEdge>",
    )
}

#[test]
fn a_task_stands_where_the_file_says() {
    let svg = one("<m:task id='e' name='Vurdér'/>");
    assert!(svg.contains("<rect class=\"b-s\" x=\"100\" y=\"100\" width=\"100\" height=\"80\" rx=\"8\"/>"), "{svg}");
    assert!(svg.contains("viewBox=\"92 92 116 96\""), "{svg}");
    assert!(svg.contains("x=\"150\"") && svg.contains(">Vurdér</text>"), "{svg}");
}

#[test]
fn every_type_of_task_has_a_sign_of_its_own() {
    let types = ["user", "manual", "service", "send", "receive", "script", "businessRule"];
    let mut seen = vec![one("<m:task id='e'/>")];
    for name in types {
        let svg = one(&format!("<m:{name}Task id='e'/>"));
        assert!(svg.contains("<g class=\"b-i\" transform=\"translate(104 104)\">"), "{name}: {svg}");
        assert!(!seen.contains(&svg), "{name}");
        seen.push(svg);
    }
    assert!(!seen.contains(&one("<m:receiveTask id='e' instantiate='true'/>")));
}

#[test]
fn activities_are_framed_by_what_they_are() {
    assert!(one("<m:callActivity id='e'/>").contains("class=\"b-s b-call\""));
    assert!(one("<m:transaction id='e'/>").contains("<rect class=\"b-in\" x=\"103\""));
    assert!(one("<m:subProcess id='e' triggeredByEvent='true'/>").contains("b-dots"));
    let open = drawing("<m:subProcess id='e' name='Inde'/>", &shape_with("e", (0, 0, 300, 200), "isExpanded='true'"));
    assert!(open.contains("class=\"b-s b-sub\"") && open.contains("b-left"), "{open}");
}

#[test]
fn closed_subprocesses_loops_and_compensation_are_marked_below() {
    let marks = |svg: &str| svg.matches("<g class=\"b-m\"").count();
    assert_eq!(marks(&one("<m:task id='e'/>")), 0);
    assert_eq!(marks(&one("<m:subProcess id='e'/>")), 1);
    assert_eq!(marks(&one("<m:adHocSubProcess id='e'/>")), 2);
    let both = one(
        "<m:subProcess id='e' isForCompensation='true'><m:multiInstanceLoopCharacteristics isSequential='true'/></m:subProcess>",
    );
    assert_eq!(marks(&both), 3);
    let sequential = one("<m:task id='e'><m:multiInstanceLoopCharacteristics isSequential='true'/></m:task>");
    let parallel = one("<m:task id='e'><m:multiInstanceLoopCharacteristics/></m:task>");
    let looping = one("<m:task id='e'><m:standardLoopCharacteristics/></m:task>");
    assert!(sequential != parallel && parallel != looping);
    assert!(parallel.contains("translate(150 171)"), "{parallel}");
}

#[test]
fn events_tell_by_their_line_where_they_stand() {
    let circles = |svg: &str| svg.matches("<circle").count();
    assert_eq!(circles(&event("startEvent", "")), 1);
    assert_eq!(circles(&event("intermediateThrowEvent", "")), 2);
    assert_eq!(circles(&event("boundaryEvent", "")), 2);
    assert!(event("endEvent", "").contains("<circle class=\"b-s b-end\" cx=\"118\" cy=\"118\" r=\"18\"/>"));
    let waits = drawing("<m:boundaryEvent id='e' cancelActivity='false'/>", &shape("e", (0, 0, 36, 36)));
    assert_eq!(waits.matches("b-dash").count(), 2);
    let start = drawing("<m:startEvent id='e' isInterrupting='false'/>", &shape("e", (0, 0, 36, 36)));
    assert_eq!(start.matches("b-dash").count(), 1);
}

#[test]
fn every_trigger_has_a_sign_hollow_when_it_waits_and_filled_when_it_sends() {
    let kinds = [
        "message",
        "timer",
        "error",
        "escalation",
        "cancel",
        "compensate",
        "conditional",
        "link",
        "signal",
        "terminate",
    ];
    let mut seen = vec![event("endEvent", "")];
    for kind in kinds {
        let svg = event("endEvent", &format!("<m:{kind}EventDefinition/>"));
        assert!(svg.contains("<g class=\"b-i\" transform=\"translate(118 118)\">"), "{kind}");
        assert!(!seen.contains(&svg), "{kind}");
        seen.push(svg);
    }
    for kind in ["message", "signal", "escalation", "error", "link", "compensate"] {
        let definition = format!("<m:{kind}EventDefinition/>");
        let (waits, sends) =
            (event("intermediateCatchEvent", &definition), event("intermediateThrowEvent", &definition));
        assert!(waits.contains("b-line") && !waits.contains("b-fill"), "{kind}");
        assert!(sends.contains("b-fill"), "{kind}");
    }
    let two = "<m:messageEventDefinition/><m:timerEventDefinition/>";
    assert!(!seen.contains(&event("endEvent", two)));
}

#[test]
fn gateways_are_diamonds_with_their_sign() {
    let gateway = |name: &str, attributes: &str, di: &str| {
        drawing(&format!("<m:{name} id='e' {attributes}/>"), &shape_with("e", (100, 100, 50, 50), di))
    };
    let plain = gateway("exclusiveGateway", "", "");
    assert!(plain.contains("M125 100L150 125L125 150L100 125Z") && !plain.contains("b-i"), "{plain}");
    let mut seen = vec![plain];
    let others = [
        ("exclusiveGateway", "", "isMarkerVisible='true'"),
        ("parallelGateway", "", ""),
        ("inclusiveGateway", "", ""),
        ("complexGateway", "", ""),
        ("eventBasedGateway", "", ""),
        ("eventBasedGateway", "instantiate='true'", ""),
        ("eventBasedGateway", "instantiate='true' eventGatewayType='Parallel'", ""),
    ];
    for (name, attributes, di) in others {
        let svg = gateway(name, attributes, di);
        assert!(svg.contains("<g class=\"b-i\" transform=\"translate(125 125)\">"), "{name}");
        assert!(!seen.contains(&svg), "{name} {attributes}");
        seen.push(svg);
    }
}

#[test]
fn flows_end_in_arrows_and_turn_in_rounded_corners() {
    let svg = flow("", "");
    assert!(svg.contains("<path class=\"b-flow\" d=\"M10 5L55 5Q60 5 60 10L60 50\"/>"), "{svg}");
    assert!(
        svg.contains("<path class=\"b-fill\" d=\"M56 41L60 50L64 41Z\"/>") || svg.contains("M64 41L60 50L56 41Z"),
        "{svg}"
    );
    let conditional = flow("", "<m:conditionExpression>x</m:conditionExpression>");
    assert_eq!(conditional.matches("class=\"b-s\"").count(), 2, "{conditional}");
}

#[test]
fn a_default_flow_has_a_stroke_across_its_start() {
    let svg = drawing(
        "<m:exclusiveGateway id='a' default='f'/><m:task id='b'/><m:sequenceFlow id='f' sourceRef='a' targetRef='b'/>",
        &format!(
            "{}<di:BPMNEdge bpmnElement='f'><w:waypoint x='50' y='25'/><w:waypoint x='100' y='25'/></di:BPMNEdge>",
            shape("a", (0, 0, 50, 50))
        ),
    );
    assert!(svg.contains("<path class=\"b-line\" d=\"M56 20L62 30\"/>"), "{svg}");
}

#[test]
fn message_flows_and_associations_have_lines_of_their_own() {
    let line = |element: &str| {
        drawing(
            &format!("<m:task id='a'/><m:task id='b'/>{element}"),
            &format!(
                "{}<di:BPMNEdge bpmnElement='f'><w:waypoint x='50' y='25'/><w:waypoint x='100' y='25'/></di:BPMNEdge>",
                shape("a", (0, 0, 50, 50))
            ),
        )
    };
    let message = line("<m:messageFlow id='f' sourceRef='a' targetRef='b'/>");
    assert!(
        message.contains("b-flow b-msg") && message.contains("<circle class=\"b-s\" cx=\"50\" cy=\"25\" r=\"3.5\"/>")
    );
    let plain = line("<m:association id='f' sourceRef='a' targetRef='b'/>");
    assert!(plain.contains("b-flow b-dot") && !plain.contains("b-line"), "{plain}");
    let both = line("<m:association id='f' sourceRef='a' targetRef='b' associationDirection='Both'/>");
    assert_eq!(both.matches("b-line").count(), 2);
    assert!(line("<m:conversationLink id='f' sourceRef='a' targetRef='b'/>").contains("b-conv"));
}

#[test]
fn data_annotations_and_groups_are_drawn() {
    let data = |element: &str| drawing(element, &shape("e", (0, 0, 36, 50)));
    let object = data("<m:dataObjectReference id='e' name='Sag'/>");
    assert!(object.contains("M0 0L25.2 0L36 10.8L36 50L0 50Z") && object.contains(">Sag</text>"), "{object}");
    assert_ne!(data("<m:dataInput id='e'/>"), data("<m:dataOutput id='e'/>"));
    assert!(data("<m:dataInput id='e' isCollection='true'/>").contains("b-bars"));
    assert!(data("<m:dataStoreReference id='e'/>").contains("A18 6"));
    let note =
        drawing("<m:textAnnotation id='e'><m:text>Se her</m:text></m:textAnnotation>", &shape("e", (0, 0, 90, 30)));
    assert!(note.contains("M10 0L0 0L0 30L10 30") && note.contains(">Se her</text>"), "{note}");
    assert!(one("<m:group id='e'/>").contains("b-group"));
}

#[test]
fn pools_and_lanes_read_upwards_when_they_lie() {
    let text = "<m:definitions><m:collaboration id='C'><m:participant id='p' name='Kommune' processRef='P'/><m:participant id='q' name='Borger'/></m:collaboration><m:process id='P'><m:laneSet><m:lane id='l' name='Modtagelse'/></m:laneSet></m:process><di:BPMNDiagram><di:BPMNPlane bpmnElement='C'>SHAPES</di:BPMNPlane></di:BPMNDiagram></m:definitions>";
    let drawn = |shapes: &str| {
        let (document, _) = parse_bpmn(text.replace("SHAPES", shapes).as_bytes());
        let bpmn = document.bpmn.unwrap();
        let labels: Vec<Label> =
            bpmn.elements.iter().map(|element| Label { text: element.name.to_string(), ..Label::default() }).collect();
        draw(&bpmn, &bpmn.diagrams[0], &labels, "", "")
    };
    let lying = drawn(&format!(
        "{}{}",
        shape_with("p", (0, 0, 600, 200), "isHorizontal='true'"),
        shape_with("l", (30, 0, 570, 200), "isHorizontal='true'")
    ));
    assert!(lying.contains("d=\"M30 0L30 200\""), "{lying}");
    assert_eq!(lying.matches("rotate(-90").count(), 2, "{lying}");
    let standing = drawn(&format!(
        "{}{}",
        shape_with("p", (0, 0, 200, 600), "isHorizontal='false'"),
        shape_with("l", (0, 24, 200, 576), "isHorizontal='false'")
    ));
    assert!(standing.contains("d=\"M0 24L200 24\"") && !standing.contains("rotate"), "{standing}");
    let black_box = drawn(&shape("q", (0, 0, 600, 60)));
    assert!(black_box.contains("x=\"300\"") && !black_box.contains("rotate"), "{black_box}");
}

#[test]
fn boundary_events_lie_above_tasks_and_lines_above_open_subprocesses() {
    let svg = drawing(
        "<m:boundaryEvent id='b' name='Frist'/><m:subProcess id='s'><m:task id='t'/></m:subProcess><m:task id='a'/><m:sequenceFlow id='f' sourceRef='t' targetRef='a'/>",
        &format!(
            "{}{}{}<di:BPMNEdge bpmnElement='f'><w:waypoint x='150' y='75'/><w:waypoint x='400' y='75'/></di:BPMNEdge>",
            shape("b", (100, 60, 36, 36)),
            shape("t", (50, 50, 100, 80)),
            shape_with("s", (0, 0, 300, 200), "isExpanded='true'")
        ),
    );
    let at = |part: &str| svg.find(part).unwrap();
    assert!(at("b-sub") < at("b-flow") && at("b-flow") < at("x=\"50\"") && at("x=\"50\"") < at("<circle"), "{svg}");
}

#[test]
fn a_task_that_names_an_item_is_a_link_and_nothing_is_markup() {
    let svg = drawing_with("<m:task id='e' name='x'/>", &shape("e", (0, 0, 100, 80)), |text| Label {
        text: if text.is_empty() { String::new() } else { "<b>&\"'".to_owned() },
        href: if text.is_empty() { String::new() } else { "../krav/\"><script>.html".to_owned() },
        note: "</title><script>".to_owned(),
    });
    assert!(svg.contains("<a class=\"b-link\" href=\"../krav/&quot;&gt;&lt;script&gt;.html\">"), "{svg}");
    assert!(svg.contains("&lt;b&gt;&amp;") && !svg.contains("<script") && !svg.contains("<b>"), "{svg}");
    assert!(!svg.contains("style=") && !svg.contains(" id=\""), "{svg}");
}

#[test]
fn labels_stand_at_their_bounds_in_as_many_lines_as_those_are_high() {
    let labelled = |height: i32| {
        drawing(
            "<m:startEvent id='e' name='Underretning modtaget'/>",
            &format!(
                "<di:BPMNShape bpmnElement='e'><dc:Bounds x='0' y='0' width='36' height='36'/><di:BPMNLabel><dc:Bounds x='100' y='40' width='90' height='{height}'/></di:BPMNLabel></di:BPMNShape>"
            ),
        )
    };
    let (one, two) = (labelled(13), labelled(27));
    assert_eq!((one.matches("<text").count(), two.matches("<text").count()), (1, 2));
    assert!(two.contains("x=\"145\""), "{two}");
}

#[test]
fn long_and_strange_names_stay_within_their_task() {
    for name in [
        "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
        &"ord ".repeat(200),
    ] {
        let svg = one(&format!("<m:userTask id='e' name='{name}'/>"));
        let (left, rest) = svg.split_once("viewBox=\"").unwrap().1.split_once(' ').unwrap();
        let width: f64 = rest.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(left.parse::<f64>().unwrap() >= 80.0 && width <= 160.0, "{svg}");
    }
}

#[test]
fn the_same_file_gives_the_same_drawing() {
    assert_eq!(flow("name='ja'", ""), flow("name='ja'", ""));
}

#[test]
fn a_file_without_coordinates_is_laid_out_from_left_to_right() {
    let text = "<definitions><process id='P'><startEvent id='a'/><task id='b' name='B'/><subProcess id='c'><task id='inde'/></subProcess><sequenceFlow id='f' name='ja' sourceRef='a' targetRef='b'/><sequenceFlow id='g' sourceRef='b' targetRef='c'/><sequenceFlow id='h' sourceRef='c' targetRef='c'/></process></definitions>";
    let (document, _) = parse_bpmn(text.as_bytes());
    let bpmn = document.bpmn.unwrap();
    let diagram = arrange(&bpmn).unwrap();
    let lefts: Vec<f64> = diagram.shapes.iter().map(|shape| shape.bounds.x).collect();
    assert!(lefts.len() == 3 && lefts[0] < lefts[1] && lefts[1] < lefts[2], "{lefts:?}");
    assert_eq!(diagram.edges.len(), 2);
    let labels = vec![Label::default(); bpmn.elements.len()];
    assert!(draw(&bpmn, &diagram, &labels, "", "").contains("b-flow"));
    assert_eq!(arrange(&Bpmn::default()), None);
}
