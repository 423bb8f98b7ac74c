// The site as a whole, when nothing is chosen: the solutions and the acts on which most rests, and how many items of
// a solution rest on an act. A model without either is shown as the items that are best connected.
(function (explorer) {
  "use strict";
  // Of each sort; the rest is counted and can be asked for.
  const SHOWN = 16;
  const STEP = 16;
  // Edges drawn from a solution; an act that none of them reaches gets the one that says most.
  const STRONGEST = 3;
  // The first standing beside "holds": its target was changed since the link was reviewed.
  const SUSPECT = 1;
  // Lines between solutions beyond this many are drawn for the chosen solution alone.
  const BETWEEN = 12;

  const kindsWith = (head, ...roles) => new Set(head.kinds.flatMap((kind, at) => (roles.includes(kind.role) ? [at] : [])));

  /** The act that a node is nested in, or the node. */
  function top(graph, at) {
    while (graph.nodes[at].parent >= 0) at = graph.nodes[at].parent;
    return at;
  }

  /** What rests on each act, by solution: Map of act to { total, by, suspect }, the two Maps of solution to count. */
  function resting(graph) {
    const law = kindsWith(graph.head, "legal_source", "provision");
    const acts = new Map();
    for (const node of graph.nodes) {
      if (law.has(node.kind)) continue;
      const basis = node.left.filter((edge) => graph.head.links[edge.type].role === "legal_basis");
      for (const act of new Set(basis.filter((edge) => law.has(graph.nodes[edge.left].kind)).map((edge) => top(graph, edge.left)))) {
        if (!acts.has(act)) acts.set(act, { total: 0, by: new Map(), suspect: new Map() });
        const counts = acts.get(act);
        counts.total += 1;
        const isSuspect = basis.some((edge) => edge.standing === SUSPECT && top(graph, edge.left) === act);
        for (const solution of node.solutions) {
          counts.by.set(solution, (counts.by.get(solution) || 0) + 1);
          if (isSuspect) counts.suspect.set(solution, (counts.suspect.get(solution) || 0) + 1);
        }
      }
    }
    return acts;
  }

  /** How many interfaces two solutions share, as provider and consumer: Map of "a b" to count. */
  function shared(graph) {
    const pairs = new Map();
    const links = (node, role) => [...node.left, ...node.right].filter((edge) => graph.head.links[edge.type].role === role);
    const far = (edge, node) => graph.nodes[edge.left === node.at ? edge.right : edge.left];
    const solutions = kindsWith(graph.head, "solution");
    const interfaces = kindsWith(graph.head, "interface");
    for (const node of graph.nodes.filter((one) => interfaces.has(one.kind))) {
      const ends = (role) => links(node, role).map((edge) => far(edge, node)).filter((end) => solutions.has(end.kind));
      for (const from of ends("provider")) {
        for (const to of ends("consumer")) {
          if (from !== to) pairs.set(`${from.at} ${to.at}`, (pairs.get(`${from.at} ${to.at}`) || 0) + 1);
        }
      }
    }
    return pairs;
  }

  /** The picture of the whole. */
  explorer.overview = function (graph, state) {
    const acts = resting(graph);
    const belonging = new Map();
    for (const node of graph.nodes) {
      for (const at of node.solutions) if (at !== node.at) belonging.set(at, (belonging.get(at) || 0) + 1);
    }
    const all = function (role) {
      const kinds = kindsWith(graph.head, role);
      return graph.nodes.filter((node) => kinds.has(node.kind));
    };
    const most = (nodes, count) => explorer.sort(nodes).sort((a, b) => count(b) - count(a));
    const restingOn = (node) => (acts.get(node.at) || { total: 0 }).total;
    const belongingTo = (node) => belonging.get(node.at) || 0;
    const columns = [
      { name: "acts", column: -1, nodes: most(all("legal_source"), restingOn), count: restingOn, word: "rest" },
      { name: "solutions", column: 1, nodes: most(all("solution"), belongingTo), count: belongingTo, word: "belong" },
    ];
    if (!columns[1].nodes.length) return explorer.filtered(graph, state);
    const picture = { nodes: [], byKey: new Map(), edges: [], form: "overview" };
    for (const column of columns) fill(graph, state, picture, column);
    picture.edges = edges(graph, picture, acts);
    picture.drawn = picture.nodes.filter((one) => one.node).length;
    picture.total = columns[0].nodes.length + columns[1].nodes.length;
    return picture;
  };

  function fill(graph, state, picture, { name, column, nodes, count, word }) {
    const room = (explorer.limit - 2) / 2;
    const shown = nodes.slice(0, Math.min(room, SHOWN + STEP * state.more.filter((one) => one === name).length));
    const add = (one) => {
      picture.nodes.push(one);
      picture.byKey.set(one.key, one);
    };
    for (const node of shown) {
      const note = explorer.sayCount(graph, word, count(node));
      add({ key: `i${node.at}`, node, column, parent: "", note, beside: 0 });
    }
    const rest = nodes.length - shown.length;
    if (!rest) return;
    const said = `+ ${explorer.counted(graph, rest, nodes[0].kind)}`;
    add({ key: `c${name}`, text: said, count: rest, kind: nodes[0].kind, column, parent: "", more: name });
  }

  function edges(graph, picture, acts) {
    const found = [];
    for (const [act, { by, suspect }] of acts) {
      for (const [solution, count] of by) {
        const left = picture.byKey.get(`i${act}`);
        const right = picture.byKey.get(`i${solution}`);
        if (left && right) found.push({ left: left.key, right: right.key, count, marked: suspect.get(solution) || 0 });
      }
    }
    found.sort((a, b) => b.count - a.count);
    const bySolution = new Map();
    const reached = new Set();
    const chosen = found.filter((edge) => {
      const drawn = bySolution.get(edge.right) || 0;
      if (drawn >= STRONGEST && reached.has(edge.left)) return false;
      bySolution.set(edge.right, drawn + 1);
      reached.add(edge.left);
      return true;
    });
    picture.left = found.length - chosen.length;
    const between = [];
    for (const [pair, count] of shared(graph)) {
      const [left, right] = pair.split(" ").map((at) => `i${at}`);
      if (picture.byKey.has(left) && picture.byKey.has(right)) between.push({ left, right, count, shares: true });
    }
    return [...chosen, ...between].map(({ left, right, count, shares, marked = 0 }) => {
      const number = explorer.number(graph, count);
      const text = explorer.sayCount(graph, shares ? "shared" : "resting", count);
      const labels = [{ text, short: number }];
      return { key: `${left} ${right}`, left, right, labels, ends: new Set(shares ? ["right"] : []), sum: true, marked, standing: marked ? SUSPECT : 0, shares, cross: shares && between.length > BETWEEN };
    });
  }
})(window.sporbar.explorer);
