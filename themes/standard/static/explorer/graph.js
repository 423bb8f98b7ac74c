// The graph of the site as the scripts of the explorer know it. Its data are rows, written by the program:
// [id, kind, status, title, url, solutions, links]; see `head` for what the numbers mean. Every node and edge is
// made here, once; the other scripts read them.
(function () {
  "use strict";
  const explorer = (window.sporbar.explorer = {});

  // An edge leads from what rests (`right`) to what it rests on (`left`), whichever of them holds the link.
  function edge(head, nodes, holder, target, type, standing) {
    const basis = head.links[type].basis;
    const made = { type, holder, standing, left: basis ? target : holder, right: basis ? holder : target };
    nodes[made.left].right.push(made);
    nodes[made.right].left.push(made);
    return made;
  }

  function broken(head, type, text) {
    const link = head.links[type < 0 ? -1 - type : type];
    return { text, name: type < 0 ? link.reverse : link.name, side: link.basis === type >= 0 ? "left" : "right" };
  }

  function address(head, row) {
    if (row[4]) return row[4];
    const file = row[0].replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return `${head.kinds[row[1]].folder}/${file}.html`;
  }

  function node(head, row, at) {
    return {
      at,
      id: row[0],
      kind: row[1],
      status: row[2],
      title: row[3],
      url: address(head, row),
      solutions: [],
      parent: -1,
      // Edges to what this rests on, and from what rests on this.
      left: [],
      right: [],
      // Links to what does not exist: { side, name, text }.
      broken: [],
    };
  }

  /** Makes the graph; rows that name what is not there are left out. */
  explorer.graph = function (head) {
    const rows = [].concat(...head.parts);
    const nodes = rows.map((row, at) => node(head, row, at));
    const byId = new Map(nodes.map((one) => [one.id, one.at]));
    const nested = head.links.length - 1;
    rows.forEach((row, at) => {
      nodes[at].solutions = row[5].map((id) => byId.get(id)).filter((solution) => solution !== undefined);
      let type = 0;
      for (const cell of row[6]) {
        if (typeof cell === "number") type = cell;
        // A link that does not simply hold stands with how it stands.
        const [id, standing] = Array.isArray(cell) ? cell : [cell, 0];
        const to = byId.get(id);
        if (to === undefined) {
          if (standing === head.standings.length - 1) nodes[at].broken.push(broken(head, type, id));
          continue;
        }
        if (type < 0) edge(head, nodes, to, at, -1 - type, standing);
        else edge(head, nodes, at, to, type, standing);
        if (type === nested) nodes[at].parent = to;
      }
    });
    return { head, words: head.words, nodes, byId };
  };

  /** Gives every node its place among all ids as people count: `K-2` before `K-10`. */
  explorer.putInOrder = function (graph) {
    const key = (id) => id.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
    const keys = graph.nodes.map((node) => [key(node.id), node]);
    keys.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1].at - b[1].at));
    keys.forEach(([, node], order) => (node.order = order));
  };

  /** Sorts nodes by id, in place. */
  explorer.sort = (nodes) => nodes.sort((a, b) => a.order - b.order);

  /** A word of the site with its holes `{}` filled in order. */
  explorer.say = function (text, ...values) {
    let at = 0;
    return text.replace(/\{\}/g, () => values[at++]);
  };

  /** A word that counts: `name_one` is its singular. */
  explorer.sayCount = function (graph, name, count) {
    return explorer.say(graph.words[count === 1 ? `${name}_one` : name], explorer.number(graph, count));
  };

  const SIGNS = { wait: "◐", no: "✕" };

  /** How a link stands, as a sign and a word or a count: "◐ skal genvurderes", "◐ 3". Nothing for one that holds. */
  explorer.mark = function (graph, standing, count) {
    if (!standing) return "";
    const { word, tone } = graph.head.standings[standing];
    return `${SIGNS[tone]} ${count === undefined ? word : explorer.number(graph, count)}`;
  };

  /** Whether a standing waits for somebody or is wrong: `wait` or `no`; nothing for a link that holds. */
  explorer.tone = (graph, standing) => (standing ? graph.head.standings[standing].tone : "");

  /** A whole number with the language's thousands sign. */
  explorer.number = function (graph, number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, graph.head.language === "da" ? "." : ",");
  };

  /** "14 krav"; the name of the kind in the number that fits. */
  explorer.counted = function (graph, count, kind) {
    const { name, plural } = graph.head.kinds[kind];
    return `${explorer.number(graph, count)} ${count === 1 ? name : plural}`;
  };
})();
