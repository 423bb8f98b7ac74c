// Which nodes and edges are drawn: never more than LIMIT nodes, what is left out is counted. Three pictures: around a
// focus, the items that a filter lets through, and (in `overview.js`) the site as a whole.
//
// A picture is { nodes, edges, … }. A node of it is an item ({ key, node, column, parent }) or a counter
// ({ key, text, count, column, parent, more | page }): `parent` is the key of what it was reached from.
(function (explorer) {
  "use strict";
  const LIMIT = 150;
  // Drawn on one side of the focus, and of what is opened beside it, before the rest becomes counters.
  const SHARE = { focus: 14, open: 8 };
  const STEP = 20;
  const PAGE = 120;
  explorer.limit = LIMIT;

  /** What a filter lets through; an empty choice lets all through. Keys: `-` is "none of them". */
  explorer.filter = function (graph, state) {
    const kinds = new Set(state.kinds);
    const solutions = new Set(state.solutions);
    const statuses = new Set(state.statuses);
    const { kinds: kindList, statuses: statusList } = graph.head;
    const inSolution = (node) =>
      node.solutions.some((at) => solutions.has(graph.nodes[at].id)) || (solutions.has("-") && !node.solutions.length);
    return (node) =>
      (!kinds.size || kinds.has(kindList[node.kind].key)) &&
      (!solutions.size || inSolution(node)) &&
      (!statuses.size || statuses.has(node.status < 0 ? "-" : statusList[node.status].key));
  };

  /** The neighbours of a node on a side that the filter lets through: by kind, each in order of id. */
  function neighbours(graph, accepts, node, side) {
    const seen = new Set([node.at]);
    const groups = new Map();
    for (const edge of node[side]) {
      const to = graph.nodes[edge[side]];
      if (seen.has(to.at) || !accepts(to)) continue;
      seen.add(to.at);
      if (!groups.has(to.kind)) groups.set(to.kind, []);
      groups.get(to.kind).push(to);
    }
    const sorted = [...groups].sort((a, b) => a[0] - b[0]);
    return sorted.map(([kind, nodes]) => ({ kind, nodes: explorer.sort(nodes) }));
  }

  /** How many of each group are drawn: all kinds get their turn until the share is used. */
  function shares(sizes, share) {
    const taken = sizes.map(() => 0);
    for (let left = share, some = true; left > 0 && some; ) {
      some = false;
      sizes.forEach((size, at) => {
        if (left > 0 && taken[at] < size) {
          taken[at] += 1;
          left -= 1;
          some = true;
        }
      });
    }
    // One counter says no more than the one item it stands for.
    return taken.map((count, at) => (sizes[at] - count === 1 ? sizes[at] : count));
  }

  /** A picture under construction. */
  function canvas(graph) {
    const nodes = [];
    const byKey = new Map();
    const add = (one) => {
      if (nodes.length >= LIMIT) return false;
      nodes.push(one);
      byKey.set(one.key, one);
      return true;
    };
    const item = (node, column, parent) => add({ key: `i${node.at}`, node, column, parent });
    return { graph, nodes, byKey, add, item, has: (node) => byKey.has(`i${node.at}`), left: () => LIMIT - nodes.length };
  }

  /** Draws the neighbours of a drawn node on one side. `merged`: the rest as one counter. */
  function spread(picture, accepts, state, from, side, share, merged) {
    const { graph } = picture;
    const { node, column } = from;
    from.tells = true;
    const next = column + (side === "left" ? -1 : 1);
    const groups = neighbours(graph, accepts, node, side);
    const fresh = groups.map((group) => ({ kind: group.kind, nodes: group.nodes.filter((one) => !picture.has(one)) }));
    const taken = shares(fresh.map((group) => group.nodes.length), share);
    let rest = 0;
    fresh.forEach(({ kind, nodes }, at) => {
      const name = `${node.id}|${side}|${graph.head.kinds[kind].key}`;
      const asked = state.more.filter((one) => one === name).length * STEP;
      const drawn = nodes.slice(0, taken[at] + asked).filter((one) => picture.left() > 1 && picture.item(one, next, from.key));
      const count = nodes.length - drawn.length;
      rest += count;
      if (!count || merged) return;
      const text = `+ ${explorer.counted(graph, count, kind)}`;
      picture.add({ key: `c${name}`, text, count, kind, column: next, parent: from.key, more: name });
    });
    node.broken.filter((link) => link.side === side).slice(0, SHARE.open).forEach(({ name, text }, at) => {
      const said = explorer.say(graph.words.missing, text);
      picture.add({ key: `b${node.id}|${side}|${at}`, text: said, missing: text, name, column: next, parent: from.key });
    });
    if (rest && merged && picture.left() > 0) {
      const text = explorer.say(graph.words.more, explorer.number(graph, rest));
      picture.add({ key: `c${node.id}|${side}`, text, count: rest, column: next, parent: from.key, opens: node.id });
    }
  }

  /** Around a focus: its neighbours, on request theirs, and those of every node that was opened. */
  explorer.around = function (graph, state, focus) {
    const accepts = explorer.filter(graph, state);
    const picture = canvas(graph);
    picture.item(focus, 0, "");
    const centre = picture.nodes[0];
    spread(picture, accepts, state, centre, "left", SHARE.focus, false);
    spread(picture, accepts, state, centre, "right", SHARE.focus, false);
    if (state.hops === 2) secondHop(picture, accepts, state);
    let waiting = state.open.filter((id) => id !== focus.id);
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length;
      waiting = waiting.filter((id) => {
        const drawn = picture.nodes.find((one) => one.node && one.node.id === id);
        if (!drawn) return true;
        for (const side of ["left", "right"]) spread(picture, accepts, state, drawn, side, SHARE.open, false);
        return false;
      });
    }
    return finish(picture, { form: "focus", focus, hidden: hiddenBy(graph, accepts, focus) });
  };

  /** The neighbours of neighbours share what room there is; outwards first. */
  function secondHop(picture, accepts, state) {
    const first = picture.nodes.filter((one) => one.node && one.column !== 0 && !state.open.includes(one.node.id));
    const room = Math.max(1, Math.floor((picture.left() * 0.7) / Math.max(1, first.length)) - 1);
    const out = (one) => (one.column < 0 ? "left" : "right");
    const back = (one) => (one.column < 0 ? "right" : "left");
    for (const one of first) spread(picture, accepts, state, one, out(one), Math.min(5, room), true);
    for (const one of first) spread(picture, accepts, state, one, back(one), Math.min(2, room), true);
  }

  /** How many neighbours of the focus the filter holds back. */
  function hiddenBy(graph, accepts, focus) {
    const others = new Set([...focus.left.map((edge) => edge.left), ...focus.right.map((edge) => edge.right)]);
    others.delete(focus.at);
    return [...others].filter((at) => !accepts(graph.nodes[at])).length;
  }

  /** The items that a filter lets through, those that hang together first, a page at a time. */
  explorer.filtered = function (graph, state) {
    const accepts = explorer.filter(graph, state);
    const all = explorer.sort(graph.nodes.filter(accepts));
    const order = gathered(graph, all);
    const pages = Math.max(1, Math.ceil(order.length / PAGE));
    const page = Math.min(state.page, pages);
    const picture = canvas(graph);
    if (page > 1) picture.add({ key: "back", text: graph.words.previous, column: 0, parent: "", page: page - 1 });
    for (const node of order.slice((page - 1) * PAGE, page * PAGE)) picture.item(node, 0, "");
    const rest = order.length - page * PAGE;
    if (rest > 0) {
      const text = explorer.say(graph.words.more, explorer.number(graph, rest));
      picture.add({ key: "on", text, count: rest, column: 0, parent: "", page: page + 1 });
    }
    return finish(picture, { form: "set", total: order.length, page, pages });
  };

  /** From the best connected on: each group that hangs together, nearest first; what is alone comes last. */
  function gathered(graph, nodes) {
    const inside = new Set(nodes.map((node) => node.at));
    const others = new Map();
    for (const node of nodes) {
      const found = [];
      for (const edge of node.left) if (inside.has(edge.left)) found.push(edge.left);
      for (const edge of node.right) if (inside.has(edge.right)) found.push(edge.right);
      others.set(node, found);
    }
    const starts = nodes.slice().sort((a, b) => others.get(b).length - others.get(a).length);
    const order = new Set();
    for (const start of starts) {
      const queue = [start];
      for (const node of queue) {
        if (order.has(node)) continue;
        order.add(node);
        for (const at of others.get(node)) if (!order.has(graph.nodes[at])) queue.push(graph.nodes[at]);
      }
    }
    return [...order];
  }

  /** Adds the edges between all drawn items, several links between two as one, and what each has beside them. */
  function finish(picture, more) {
    const { graph, nodes, byKey } = picture;
    const edges = new Map();
    for (const one of nodes) {
      if (!one.node) {
        if (one.parent) edges.set(one.key, counterEdge(graph, one, byKey.get(one.parent)));
        continue;
      }
      for (const edge of one.node.left) {
        const left = byKey.get(`i${edge.left}`);
        if (!left || edge.left === edge.right) continue;
        const key = `${left.key} ${one.key}`;
        if (!edges.has(key)) edges.set(key, { key, left: left.key, right: one.key, labels: [], ends: new Set(), standing: 0 });
        const drawn = edges.get(key);
        const label = graph.head.links[edge.type].name;
        drawn.ends.add(edge.holder === edge.left ? "right" : "left");
        drawn.standing = Math.max(drawn.standing, edge.standing);
        const known = drawn.labels.find((one) => one.text === label);
        if (known) known.standing = Math.max(known.standing, edge.standing);
        else drawn.labels.push({ text: label, holder: edge.holder, standing: edge.standing });
      }
    }
    for (const one of nodes.filter((one) => one.node)) one.beside = beside(picture, one.node);
    return { nodes, byKey, edges: [...edges.values()], drawn: nodes.filter((one) => one.node).length, ...more };
  }

  function counterEdge(graph, counter, parent) {
    const [left, right] = counter.column < parent.column ? [counter, parent] : [parent, counter];
    const standing = counter.missing === undefined ? 0 : graph.head.standings.length - 1;
    const labels = standing ? [{ text: counter.name, standing }] : [];
    return { key: counter.key, left: left.key, right: right.key, labels, standing, counter: true };
  }

  /** How many neighbours of an item are not drawn. */
  function beside(picture, node) {
    const others = new Set([...node.left.map((edge) => edge.left), ...node.right.map((edge) => edge.right)]);
    others.delete(node.at);
    return [...others].filter((at) => !picture.byKey.has(`i${at}`)).length;
  }
})(window.sporbar.explorer);
