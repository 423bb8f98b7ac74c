// Where the nodes of a picture stand: pure arithmetic on its columns and order, so that the same picture always lies
// the same way. On a wide screen what something rests on lies to the left of it; on a narrow one above it.
(function (explorer) {
  "use strict";
  const [width, height] = window.sporbar.graf.box;
  const BOX = { width, height, counter: 30 };
  const GAP = { column: 132, row: 14, group: 10 };
  const STACK = { indent: 18, label: 18, row: 10 };
  // More in a column of a picture without a focus, and it goes on in a second one.
  const TALLEST = 18;
  // A gap's share of what leads past a column to nodes on the same one.
  const MARGIN = 24;
  explorer.box = BOX;

  const heightOf = (one) => (one.node ? BOX.height : BOX.counter);

  /** Sets `x` and `y` of each node (its upper left corner); returns the size of the whole. */
  explorer.layout = function (picture, narrow) {
    if (!picture.nodes.length) return { width: 1, height: 1 };
    if (narrow) return stack(picture);
    if (picture.form === "set") rank(picture);
    return columns(picture);
  };

  function columns(picture) {
    const numbers = [...new Set(picture.nodes.map((one) => one.column))].sort((a, b) => a - b);
    const byColumn = new Map(numbers.map((number) => [number, picture.nodes.filter((one) => one.column === number)]));
    numbers.forEach((number, place) => {
      for (const one of byColumn.get(number)) one.x = MARGIN + place * (BOX.width + GAP.column);
    });
    // Outwards from the focus, so that what was reached from a node stands beside it.
    for (const number of numbers.slice().sort((a, b) => Math.abs(a) - Math.abs(b) || a - b)) pile(picture, byColumn.get(number));
    const top = Math.min(...picture.nodes.map((one) => one.y));
    for (const one of picture.nodes) one.y += MARGIN - top;
    const right = Math.max(...picture.nodes.map((one) => one.x + BOX.width));
    return { width: right + MARGIN * 3, height: Math.max(...picture.nodes.map((one) => one.y + heightOf(one))) + MARGIN };
  }

  /** Stacks one column: groups of the same parent as near to it as the groups above let them. */
  function pile(picture, column) {
    const parentOf = (one) => picture.byKey.get(one.parent);
    const placed = (one) => one && one.y !== undefined;
    const groups = [];
    for (const one of column) {
      const last = groups[groups.length - 1];
      if (last && last.parent === one.parent) last.nodes.push(one);
      else groups.push({ parent: one.parent, nodes: [one] });
    }
    const size = (group) => group.nodes.reduce((sum, one) => sum + heightOf(one) + GAP.row, -GAP.row);
    const wanted = (group) => {
      const parent = parentOf(group.nodes[0]);
      return placed(parent) ? parent.y + heightOf(parent) / 2 - size(group) / 2 : undefined;
    };
    for (const group of groups) group.wanted = wanted(group);
    if (groups.every((group) => group.wanted !== undefined)) groups.sort((a, b) => a.wanted - b.wanted);
    let at = -Infinity;
    let drift = 0;
    for (const group of groups) {
      const own = group.wanted ?? (at === -Infinity ? -size(group) / 2 : at);
      group.y = Math.max(at, own);
      drift += group.y - own;
      at = group.y + size(group) + GAP.row + GAP.group;
    }
    // Groups that were pushed down take the whole column up with them.
    const shift = groups.length ? drift / groups.length : 0;
    for (const group of groups) {
      let y = group.y - shift;
      for (const one of group.nodes) {
        one.y = Math.round(y);
        y += heightOf(one) + GAP.row;
      }
    }
  }

  /** Columns of a picture without a focus: what rests on nothing drawn comes first; each as far left as it can. */
  function rank(picture) {
    const items = picture.nodes.filter((one) => one.node);
    const before = new Map(items.map((one) => [one.key, []]));
    for (const edge of picture.edges) before.get(edge.right).push(edge.left);
    const ranks = new Map();
    const under = new Set();
    // A way that leads round to itself is cut where it was entered.
    const rankOf = (key) => {
      if (ranks.has(key)) return ranks.get(key);
      if (under.has(key)) return -1;
      under.add(key);
      const found = Math.max(-1, ...before.get(key).map(rankOf)) + 1;
      under.delete(key);
      ranks.set(key, found);
      return found;
    };
    const joined = new Set(picture.edges.flatMap((edge) => [edge.left, edge.right]));
    for (const one of items) one.rank = joined.has(one.key) ? rankOf(one.key) : Infinity;
    settle(picture, items.filter((one) => one.rank !== Infinity), items.filter((one) => one.rank === Infinity));
  }

  /** Orders each rank by where its neighbours stand, cuts tall ones, and puts what is alone and the counters last. */
  function settle(picture, joined, alone) {
    const ranks = [...new Set(joined.map((one) => one.rank))].sort((a, b) => a - b);
    const byRank = ranks.map((rank) => joined.filter((one) => one.rank === rank));
    const place = new Map();
    const number = (nodes) => nodes.forEach((one, at) => place.set(one.key, at));
    byRank.forEach(number);
    const beside = new Map(joined.map((one) => [one.key, []]));
    for (const edge of picture.edges.filter((one) => beside.has(one.left))) {
      beside.get(edge.left).push(edge.right);
      beside.get(edge.right).push(edge.left);
    }
    const mean = (one) => {
      const places = beside.get(one.key).map((key) => place.get(key));
      return places.reduce((sum, at) => sum + at, 0) / places.length;
    };
    for (let sweep = 0; sweep < 4; sweep++) {
      for (const nodes of sweep % 2 ? byRank.slice().reverse() : byRank) {
        const means = new Map(nodes.map((one) => [one, mean(one)]));
        nodes.sort((a, b) => means.get(a) - means.get(b) || place.get(a.key) - place.get(b.key));
        number(nodes);
      }
    }
    const ordered = [];
    let column = 0;
    for (const nodes of [...byRank, [...picture.nodes.filter((one) => !one.node), ...alone]]) {
      for (let at = 0; at < nodes.length; at += TALLEST) {
        for (const one of nodes.slice(at, at + TALLEST)) {
          one.column = column;
          ordered.push(one);
        }
        column += 1;
      }
    }
    picture.nodes = ordered;
  }

  /** Gives each node of a picture without a focus one that it hangs on: the strongest, or the first before it. */
  function hang(picture) {
    const order = new Map(picture.nodes.map((one, at) => [one.key, at]));
    const sums = picture.form === "overview";
    for (const one of picture.nodes.filter((node) => node.node)) {
      const edge = picture.edges.find(({ left, right, shares }) => {
        const other = left === one.key ? right : right === one.key ? left : undefined;
        // Acts hang on solutions; of other items those that were gathered later on those before.
        return sums ? !shares && left === one.key : other !== undefined && order.get(other) < order.get(one.key);
      });
      if (!edge) continue;
      one.parent = edge.left === one.key ? edge.right : edge.left;
      one.column = picture.byKey.get(one.parent).column + (edge.left === one.key ? -1 : 1);
    }
  }

  /** On a phone all stand under each other: what a node rests on above it, what rests on it below. */
  function stack(picture) {
    if (picture.form !== "focus") hang(picture);
    const children = new Map();
    for (const one of picture.nodes) {
      const parent = picture.byKey.has(one.parent) ? one.parent : "";
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(one);
    }
    let y = MARGIN / 2;
    const put = (one, depth) => {
      const own = children.get(one.key) || [];
      for (const child of own.filter((other) => other.column < one.column)) put(child, depth + 1);
      if (one.parent) y += STACK.label;
      one.x = 8 + Math.min(depth, 5) * STACK.indent;
      one.y = y;
      y += heightOf(one) + STACK.row;
      for (const child of own.filter((other) => other.column >= one.column)) put(child, depth + 1);
    };
    // What hangs on nothing comes last.
    const roots = (children.get("") || []).sort((a, b) => children.has(b.key) - children.has(a.key));
    for (const one of roots) put(one, 0);
    return { width: 328, height: y + MARGIN / 2, stacked: true };
  }
})(window.sporbar.explorer);
