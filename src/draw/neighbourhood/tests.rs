use super::*;

fn node(number: usize) -> Node<'static> {
    let shape = [Shape::Box, Shape::Arrow, Shape::Lens, Shape::Capsule, Shape::Octagon][number % 5];
    Node {
        href: format!("n{number}.html"),
        class: "k-requirement",
        shape: Some(shape),
        kind: "forretningskrav".into(),
        id: format!("DUBU-K-{number:04}").into(),
        title: "Frist for den børnefaglige undersøgelse af barnets forhold".into(),
    }
}

fn linked(number: usize) -> Row<'static> {
    Row::Linked { node: node(number), rooted: false }
}

fn branch(label: &'static str, rows: Vec<Row<'static>>) -> Branch<'static> {
    Branch { label: label.into(), state: State::Holds, arrow: Arrow::Outward, rows }
}

fn example() -> Neighbourhood<'static> {
    let under = |number| Row::Linked { node: node(number), rooted: true };
    let count = Row::Count { text: "+ 14 krav".to_owned(), href: "#_spor".to_owned() };
    Neighbourhood {
        title: "t".to_owned(),
        description: "d".to_owned(),
        own: node(0),
        basis: "Grundlag",
        rests_on: vec![
            branch("hjemmel", vec![Row::Root(node(1)), under(2), under(3)]),
            branch("har haft på dagsordenen", vec![count]),
        ],
        use_of: "Bygger på dette",
        resting: vec![branch("understøtter", vec![linked(4), under(5), Row::Root(node(6)), linked(7)])],
    }
}

/// Rectangles of what stands in a column: `(x, y, width, height)`.
fn boxes(branches: &[Branch], side: Side) -> Vec<(i32, i32, i32, i32)> {
    let column = Column::place(branches, side);
    column.boxes()
}

#[test]
fn boxes_of_a_column_do_not_overlap_and_stay_in_it() {
    let example = example();
    for (branches, side) in [(&example.rests_on, Side::Left), (&example.resting, Side::Right)] {
        let column = Column::place(branches, side);
        let boxes = boxes(branches, side);
        for (place, (x, y, width, height)) in boxes.iter().enumerate() {
            assert!(*x >= 0 && x + width <= HALF && *y >= HEADING && y + height <= column.height(), "{boxes:?}");
            assert!(boxes[place + 1..].iter().all(|(_, below, _, _)| y + height < *below), "{boxes:?}");
        }
    }
}

#[test]
fn lines_end_at_boxes() {
    let svg = draw(&example());
    // From the right edge of a box to its bracket, and from a root down to the box under it.
    assert!(svg.contains("M170 103H179"), "{svg}");
    assert!(svg.contains("M7 70V103H14"), "{svg}");
}

#[test]
fn what_fails_says_so_with_sign_and_word() {
    let mut example = example();
    example.rests_on[0].state = State::Fails("udgået".to_owned());
    example.resting[0].state = State::Waits("skal genvurderes".to_owned());
    let svg = draw(&example);
    assert!(svg.contains("✕ udgået") && svg.contains("◐ skal"), "{svg}");
    assert!(svg.contains("g-broken") && svg.contains("g-suspect"), "{svg}");
}

#[test]
fn texts_of_content_are_escaped_and_the_same_is_drawn_the_same_way() {
    let mut example = example();
    example.own.id = "<script>".into();
    example.rests_on[0].label = "\"&".into();
    let svg = draw(&example);
    assert!(!svg.contains("<script>") && svg.contains("&lt;script&gt;") && svg.contains("&quot;&amp;"), "{svg}");
    assert!(!svg.contains("style="));
    assert_eq!(svg, draw(&example));
}

#[test]
fn an_item_with_one_side_is_drawn_without_room_for_the_other() {
    let mut example = example();
    example.rests_on.clear();
    let svg = draw(&example);
    assert!(svg.contains(&format!("width=\"{}\"", OWN + HALF)) && !svg.contains("g-in"), "{svg}");
}
