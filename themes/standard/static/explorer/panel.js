// What a picture says in words: one line for the whole, the details of the chosen node, and the same as a table.
(function (explorer) {
  "use strict";
  const { element, button, say } = explorer;

  const others = (node, side) => new Set(node[side].map((edge) => edge[side]).filter((at) => at !== node.at));

  /** The sign of a status, as its chip has it elsewhere. */
  const SIGNS = { ok: "✓ ", wait: "◐ ", no: "✕ ", none: "" };

  function chip(graph, node) {
    if (node.status < 0) return null;
    const { name, tone } = graph.head.statuses[node.status];
    return element("span", { class: `chip ${tone === "none" ? "" : tone}` }, SIGNS[tone] + name);
  }

  /** An item as the site mentions it: shape, id, title. */
  explorer.mention = function (graph, node) {
    const link = element("a", { class: `i ${graph.head.kinds[node.kind].class}`, href: graph.href(node) });
    link.append(element("b", {}, node.id));
    if (node.title && node.title !== node.id) link.append(" ", element("bdi", {}, node.title));
    return link;
  };

  /** A node in words, for those who hear the drawing. */
  explorer.describe = function (graph, picture, one) {
    const { node } = one;
    const { words, head } = graph;
    // Begins as the drawing shows it, for those who press by speaking.
    const title = node.title && node.title !== node.id ? ` ${node.title}` : "";
    const parts = [`${head.kinds[node.kind].name} ${node.id}${title}`];
    if (node.status >= 0) parts.push(head.statuses[node.status].name);
    if (one.note) parts.push(one.note);
    else parts.push(say(words.counts, others(node, "left").size, others(node, "right").size));
    if (one.beside) parts.push(explorer.sayCount(graph, "beside", one.beside));
    if (node.broken.length) parts.push(explorer.sayCount(graph, "broken", node.broken.length));
    return parts.join(", ");
  };

  /** How many of the drawn links do not simply hold, and what that looks like. */
  function marked(graph, picture) {
    const counts = new Map();
    for (const { labels, sum, standing, marked } of picture.edges) {
      for (const label of labels) {
        const at = sum ? standing : label.standing;
        if (at) counts.set(at, (counts.get(at) || 0) + (sum ? marked : 1));
      }
    }
    const told = [...counts].sort((a, b) => a[0] - b[0]).map(([at, count]) => `${explorer.number(graph, count)} ${graph.head.standings[at].word}`);
    return told.length ? ` ${say(graph.words.marked, told.join(", "))}` : "";
  }

  /** What is drawn, in a sentence or two. */
  explorer.summary = (graph, picture) => drawn(graph, picture) + marked(graph, picture);

  function drawn(graph, picture) {
    const { words } = graph;
    const number = (count) => explorer.number(graph, count);
    const { focus } = picture;
    if (picture.form === "focus") {
      const texts = [say(words.around, focus.id, others(focus, "left").size, others(focus, "right").size, picture.drawn)];
      if (picture.hidden) texts.push(explorer.sayCount(graph, "hidden", picture.hidden));
      return texts.join(" ");
    }
    if (picture.form === "overview") return say(words.overview, number(picture.drawn), number(picture.total));
    if (!picture.total) return words.nothing;
    return say(words.set, number(picture.drawn), number(picture.total), picture.page, picture.pages);
  }

  /** A chip that says how a link stands; nothing for one that holds. */
  function standingChip(graph, standing) {
    return standing ? element("span", { class: `chip ${explorer.tone(graph, standing)}` }, explorer.mark(graph, standing)) : null;
  }

  /** Counts by the names of the links, as read from the node: "hjemmel 2". */
  function byName(graph, node, side) {
    const counts = new Map();
    for (const edge of node[side]) {
      const link = graph.head.links[edge.type];
      const name = edge.holder === node.at ? link.name : link.reverse;
      if (!counts.has(name)) counts.set(name, { count: 0, marks: new Map() });
      const counted = counts.get(name);
      counted.count += 1;
      if (edge.standing) counted.marks.set(edge.standing, (counted.marks.get(edge.standing) || 0) + 1);
    }
    const list = element("ul", { class: "x-counts" });
    for (const [name, { count, marks }] of counts) {
      const line = element("li", {}, name, " ", element("span", { class: "n" }, explorer.number(graph, count)));
      for (const [standing, some] of marks) {
        const { word } = graph.head.standings[standing];
        const said = `${explorer.mark(graph, standing, some)} ${word}`;
        line.append(" ", element("span", { class: `chip ${explorer.tone(graph, standing)}` }, said));
      }
      list.append(line);
    }
    for (const { name, text } of node.broken.filter((link) => link.side === side)) {
      list.append(element("li", {}, name, " ", element("span", { class: "chip no" }, `✕ ${say(graph.words.missing, text)}`)));
    }
    return list;
  }

  /** The details of a node with what can be done with it. `acts`: focus, toggle; `open` whether it is unfolded. */
  explorer.details = function (graph, one, acts) {
    const { words } = graph;
    if (!one || !one.node) return [element("p", { class: "m" }, words.choose)];
    const { node } = one;
    const kind = graph.head.kinds[node.kind];
    const parts = [
      element("p", { class: "head" }, element("span", { class: `i ${kind.class}` }, kind.name), " ", chip(graph, node)),
      element("h2", {}, element("b", {}, node.id), " ", element("bdi", {}, node.title === node.id ? "" : node.title)),
    ];
    const solutions = node.solutions.filter((at) => at !== node.at).map((at) => graph.nodes[at]);
    if (solutions.length) {
      const list = element("p", {}, `${words.solutions}: `);
      solutions.forEach((solution, at) => list.append(at ? ", " : "", element("a", { href: graph.href(solution) }, solution.id)));
      parts.push(list);
    }
    for (const side of ["left", "right"]) {
      const broken = node.broken.some((link) => link.side === side);
      if (node[side].length || broken) parts.push(element("h3", {}, words[side]), byName(graph, node, side));
    }
    const buttons = element("p", { class: "x-acts" });
    if (acts.focus) buttons.append(button(words.focus, acts.focus), " ");
    if (acts.toggle) buttons.append(button(acts.open ? words.fold : words.unfold, acts.toggle), " ");
    buttons.append(element("a", { href: graph.href(node) }, words.page));
    return [...parts, buttons];
  };

  function table(caption, columns, rows) {
    const head = element("tr", {}, ...columns.map((text) => element("th", { scope: "col" }, text)));
    const body = element("tbody", {});
    for (const cells of rows) {
      body.append(element("tr", {}, ...cells.map((cell, at) => element("td", { "data-label": columns[at] }, ...[].concat(cell)))));
    }
    return element("table", { class: "t" }, element("caption", {}, caption), element("thead", {}, head), body);
  }

  /** The picture as two tables: its items, and what joins them. `focus` sets an item in the middle. */
  explorer.list = function (graph, picture, focus) {
    const { words } = graph;
    const items = picture.nodes.filter((one) => one.node);
    const set = (node) => button(words.focus, () => focus(node), { "aria-label": `${words.focus}: ${node.id}` });
    const rows = items.map(({ node, note }) => [
      explorer.mention(graph, node),
      graph.head.kinds[node.kind].name,
      [chip(graph, node) || "–", note ? ` ${note}` : ""],
      set(node),
    ]);
    const drawn = (key) => picture.byKey.get(key).node;
    const joined = picture.edges.filter((edge) => !edge.counter).flatMap((edge) => {
      const [left, right] = [drawn(edge.left), drawn(edge.right)];
      return edge.labels.map(({ text, holder, standing }) => {
        const [from, to] = holder === left.at ? [left, right] : [right, left];
        const how = edge.sum && edge.standing ? [" ", standingChip(graph, edge.standing), ` ${edge.marked}`] : [" ", standingChip(graph, standing)];
        return [explorer.mention(graph, from), [text, ...how], explorer.mention(graph, to)];
      });
    });
    for (const one of picture.nodes.filter((other) => other.missing !== undefined)) {
      const how = standingChip(graph, graph.head.standings.length - 1);
      joined.push([explorer.mention(graph, drawn(one.parent)), [one.name, " ", how], element("bdi", {}, one.missing)]);
    }
    const counters = picture.nodes.filter((one) => !one.node && one.count).map((one) => {
      const parent = picture.byKey.get(one.parent);
      return element("li", {}, parent ? `${parent.node.id}: ${one.text}` : one.text);
    });
    const parts = [table(words.items, [words.item, words.kind, words.status, words.act], rows)];
    if (counters.length) parts.push(element("p", {}, words.uncounted), element("ul", {}, ...counters));
    if (joined.length) parts.push(table(words.joined, [words.from, words.link, words.to], joined));
    return parts;
  };
})(window.sporbar.explorer);
