// A laid-out picture as SVG. Nodes are buttons, kinds are told by shape, colour and word as everywhere on the site,
// and edges lead from what holds a link to what it names, with the link's name beside them.
(function (explorer) {
  "use strict";
  const { shape, box, fit, width, wrap, plain } = explorer;
  const SIZE = { id: 12.5, title: 11.5 };
  // More edges than this on one side of a node meet in one point.
  const PORTS = 5;
  const LABEL_ROOM = 108;
  // The longest word for how a link stands is wider than a name may be.
  const MARK_ROOM = 126;
  const ROW = 14;

  const heightOf = (one) => (one.node ? box.height : box.counter);
  const middle = (one) => one.y + heightOf(one) / 2;

  /** The drawing's content: edges below, nodes above. */
  explorer.draw = function (graph, picture, size) {
    const edges = shape("g", { class: "x-edges", "aria-hidden": "true" });
    const nodes = shape("g", { class: "x-nodes" });
    for (const edge of picture.edges) {
      const [left, right] = [picture.byKey.get(edge.left), picture.byKey.get(edge.right)];
      edge.child = left.parent === right.key ? left : right.parent === left.key ? right : undefined;
      edge.tree = Boolean(edge.child);
      // Beside those along which the picture was opened, links are drawn for the chosen node alone.
      edge.cross = edge.cross || (picture.form === "focus" && !edge.tree);
    }
    const ports = size.stacked ? undefined : portsOf(picture);
    for (const edge of picture.edges) {
      const ends = { left: picture.byKey.get(edge.left), right: picture.byKey.get(edge.right) };
      if (size.stacked && !edge.tree) continue;
      const drawn = size.stacked ? elbow(graph, edge, ends) : curve(graph, edge, ends, ports);
      drawn.dataset.left = edge.left;
      drawn.dataset.right = edge.right;
      edges.append(drawn);
    }
    for (const one of picture.nodes) nodes.append(one.node ? item(graph, picture, one) : counter(one));
    return [edges, nodes];
  };

  /** Where each edge meets its nodes: beside each other while there is room, in the order of the far ends. */
  function portsOf(picture) {
    const sides = new Map();
    const meet = (one, side, edge, far) => {
      const key = `${one.key} ${side}`;
      if (!sides.has(key)) sides.set(key, { one, edges: [] });
      sides.get(key).edges.push({ edge, far });
    };
    for (const edge of picture.edges.filter((one) => !one.cross)) {
      const left = picture.byKey.get(edge.left);
      const right = picture.byKey.get(edge.right);
      const [a, b] = sidesOf(left, right);
      meet(left, a, edge, middle(right));
      meet(right, b, edge, middle(left));
    }
    const ports = new Map();
    for (const [key, { one, edges }] of sides) {
      edges.sort((a, b) => a.far - b.far);
      const step = edges.length > PORTS ? 0 : Math.min(ROW, (heightOf(one) - 12) / edges.length);
      edges.forEach(({ edge }, at) => {
        ports.set(`${key} ${edge.key}`, { y: middle(one) + (at - (edges.length - 1) / 2) * step, count: edges.length });
      });
    }
    return ports;
  }

  /** The sides on which an edge meets its left and its right node. */
  function sidesOf(left, right) {
    if (left.x < right.x) return ["e", "w"];
    return left.x > right.x ? ["w", "e"] : ["e", "e"];
  }

  // A line that waits or is wrong is broken as everywhere on the site.
  const LINES = { "": "g-edge", wait: "g-edge g-suspect", no: "g-edge g-broken" };
  const line = (graph, edge, d) => shape("path", { class: LINES[explorer.tone(graph, edge.standing)], d });

  function curve(graph, edge, { left, right }, ports) {
    const [a, b] = sidesOf(left, right);
    const end = function (one, side) {
      const port = ports.get(`${one.key} ${side} ${edge.key}`) || { y: middle(one), count: 0 };
      return { x: side === "e" ? one.x + box.width : one.x, ...port };
    };
    const from = end(left, a);
    const to = end(right, b);
    const reach = a === b ? Math.min(70, 24 + Math.abs(from.y - to.y) / 4) : Math.max(36, Math.abs(to.x - from.x) / 2.2);
    const out = (side) => (side === "e" ? reach : -reach);
    const path = `M${from.x} ${from.y}C${from.x + out(a)} ${from.y} ${to.x + out(b)} ${to.y} ${to.x} ${to.y}`;
    const group = shape("g", { class: edge.cross ? "x-edge x-cross" : "x-edge" }, line(graph, edge, path));
    if (!edge.counter && edge.ends.has("left")) group.append(arrow(from, a));
    if (!edge.counter && edge.ends.has("right")) group.append(arrow(to, b));
    if (edge.labels.length) group.append(...labelled(graph, edge, from, a, to, b));
    return group;
  }

  function arrow({ x, y }, side) {
    const back = side === "e" ? 8 : -8;
    return shape("path", { class: "g-arrow", d: `M${x} ${y}l${back} -4v8z` });
  }

  /**
   * The name of the link at that end where fewest edges meet, clear of the arrow and of its own line; how it stands
   * on the line's other side.
   */
  function labelled(graph, edge, from, a, to, b) {
    const atLeft = edge.child ? edge.child.key === edge.left : from.count < to.count;
    const [end, side, far] = atLeft ? [from, a, to] : [to, b, from];
    const east = side === "e";
    const whole = edge.labels.map((label) => label.text).join(", ");
    const text = edge.sum ? edge.labels[0].short : fit(plain(whole), LABEL_ROOM, SIZE.title);
    const x = end.x + (east ? 12 : -12);
    const below = far.y < end.y - 12;
    const written = (y, classes, said) => shape("text", { class: `${classes}g-label${east ? "" : " x-end"}`, x, y }, said);
    const label = written(below ? end.y + 13 : end.y - 4, "", text);
    const mark = explorer.mark(graph, edge.standing, edge.sum ? edge.marked : undefined);
    const title = shape("title", {}, plain([whole, explorer.mark(graph, edge.standing)].filter(Boolean).join(", ")));
    if (!mark) return [label, title];
    const tone = `x-mark g-${explorer.tone(graph, edge.standing)} `;
    return [label, written(below ? end.y + 26 : end.y + 13, tone, fit(mark, MARK_ROOM, SIZE.title)), title];
  }

  /** On a phone: from the gutter under the upper node to the side of the lower one. */
  function elbow(graph, edge, ends) {
    const [upper, lower] = ends.left.y < ends.right.y ? [ends.left, ends.right] : [ends.right, ends.left];
    const inner = upper.x > lower.x ? upper : lower;
    const outer = inner === upper ? lower : upper;
    const x = Math.min(outer.x + 8, inner.x - 8);
    const y = inner === lower ? upper.y + heightOf(upper) : lower.y;
    const path = `M${x} ${y}V${middle(inner)}H${inner.x}`;
    const group = shape("g", { class: "x-edge" }, line(graph, edge, path));
    if (edge.labels.length) {
      const mark = explorer.mark(graph, edge.standing, edge.sum ? edge.marked : undefined);
      const room = box.width - 8 - (mark ? width(`${mark}  `, SIZE.title) : 0);
      const text = fit(plain(edge.labels.map((label) => label.text).join(", ")), room, SIZE.title);
      const marked = mark && shape("tspan", { class: `x-mark g-${explorer.tone(graph, edge.standing)}` }, ` ${mark}`);
      group.append(shape("text", { class: "g-label", x: inner.x + 2, y: inner.y - 5 }, text, marked || null));
    }
    return group;
  }

  /** What is pressed, and beside it the texts: cut to fit, so the whole stands in the button's label. */
  function place(one, classes, button, ...texts) {
    const group = shape("g", { class: classes, transform: `translate(${one.x} ${one.y})` });
    group.append(button, shape("g", { class: "x-texts", "aria-hidden": "true" }, ...texts));
    return group;
  }

  function pressed(one, said, own, ...shapes) {
    const attributes = { class: "x-node", role: "button", tabindex: "-1", "aria-label": said, "aria-current": own && "true" };
    return shape("g", { ...attributes, "data-key": one.key }, shape("title", {}, said), ...shapes);
  }

  function item(graph, picture, one) {
    const kind = graph.head.kinds[one.node.kind];
    const own = picture.focus === one.node;
    const back = shape("path", { class: "x-back", d: kind.path });
    const button = pressed(one, explorer.describe(graph, picture, one), own, ring(box.height), back, shape("path", { class: "g-node", d: kind.path }));
    return place(one, `x-place ${kind.class}${own ? " g-own" : ""}`, button, ...lines(graph, one, kind));
  }

  function ring(height) {
    return shape("rect", { class: "x-ring", x: -5, y: -5, width: box.width + 10, height: height + 10, rx: 6 });
  }

  /** Kind and id, on one line where they fit; then the title; in the corner how many neighbours are not drawn. */
  function lines(graph, one, kind) {
    const { node } = one;
    const [before, after] = kind.inset;
    const room = box.width - before - after;
    const id = plain(node.id);
    const word = fit(kind.name, room, SIZE.title);
    // Broken links are drawn as nodes around those that were opened, elsewhere counted.
    const broken = one.tells ? 0 : node.broken.length;
    const counts = [broken && `✕ ${broken}`, one.beside && `+${explorer.number(graph, one.beside)}`];
    const beside = counts.filter(Boolean).join("  ");
    const corner = beside ? width(beside, SIZE.title) + 8 : 0;
    const together = width(`${word} `, SIZE.title) + width(id, SIZE.id, true) <= room;
    const text = (y, ...parts) => shape("text", { x: before, y }, ...parts);
    const sort = shape("tspan", { class: "g-title" }, `${word} `);
    const named = shape("tspan", { class: "g-id" }, fit(id, room, SIZE.id, true));
    const made = together ? [text(19, sort, named)] : [text(16, sort), text(31, named)];
    const rooms = together && !one.note ? [room, room - corner] : [room - (one.note || together ? 0 : corner)];
    const title = wrap(plain(node.title), rooms, SIZE.title);
    const first = together ? 34 : 46;
    title.forEach((line, at) => made.push(shape("text", { class: "g-title", x: before, y: first + at * 15 }, line)));
    if (one.note && together) made.push(shape("text", { class: "g-title x-note", x: before, y: 49 }, one.note));
    if (beside) made.push(shape("text", { class: "g-title x-beside x-end", x: box.width - after, y: 50 }, beside));
    return made;
  }

  function counter(one) {
    if (one.missing !== undefined) return missing(one);
    const r = box.counter / 2;
    const button = pressed(one, one.text, false, ring(box.counter), shape("rect", { class: "g-node", width: box.width, height: box.counter, rx: r }));
    const text = shape("text", { x: 16, y: r + 4.5 }, fit(one.text, box.width - 28, SIZE.id));
    return place(one, "x-place x-counter", button, text);
  }

  /** What a broken link names. */
  function missing(one) {
    const button = pressed(one, plain(`✕ ${one.text}`), false, ring(box.counter), shape("rect", { class: "g-node", width: box.width, height: box.counter }));
    const text = shape("text", { x: 10, y: box.counter / 2 + 4.5 }, fit(plain(`✕ ${one.text}`), box.width - 20, SIZE.id));
    return place(one, "x-place x-counter x-missing", button, text);
  }
})(window.sporbar.explorer);
