// The explorer as a whole: reads the address, draws what it names, and turns what a reader does into a new address.
(function () {
  "use strict";
  const sporbar = window.sporbar || {};
  const { explorer, graf } = sporbar;
  const place = document.getElementById("_x");
  // Narrower than this, nodes stand under each other.
  const NARROW = 620;

  if (!place) return;
  if (!explorer || !graf || graf.parts.length !== graf.count) {
    place.textContent = place.dataset.missing;
    return;
  }

  const { element, button, say, shape } = explorer;
  const graph = explorer.graph(graf);
  explorer.putInOrder(graph);
  // What another portfolio has lies on its own site.
  graph.href = (node) => (/^https?:/.test(node.url) ? node.url : place.dataset.root + node.url);
  const { words } = graph;

  let state = explorer.nothing();
  let picture;
  let selected = "";

  const svg = shape("svg", { class: "x-drawing", role: "group", "aria-label": words.drawing, "aria-describedby": "_x-keys" });
  const view = explorer.window(svg);
  const summary = element("p", { class: "x-summary", role: "status" });
  const panel = element("aside", { class: "x-panel", "aria-label": words.details });
  const list = element("div", { class: "x-list" });
  const search = explorer.search(graph, (node) => go({ focus: node.id, hops: state.hops }, true));
  const filters = explorer.filters(graph, (field, keys) => {
    const none = { kinds: [], solutions: [], statuses: [] };
    go({ focus: state.focus, hops: state.hops, open: state.open, ...(field ? { [field]: keys } : none) });
  });
  const tools = toolbar();

  place.replaceChildren(
    element("div", { class: "x-choice" }, search.root, filters.root),
    tools.root,
    summary,
    element("div", { class: "x-stage" }, element("div", { class: "x-frame" }, svg), panel),
    element("p", { class: "m", id: "_x-keys" }, words.keys),
    element("details", { class: "same" }, element("summary", {}, words.table), list),
  );

  function toolbar() {
    const home = button(words.home, () => go({ kinds: [], solutions: [], statuses: [] }));
    const hops = [1, 2].map((count) => button(count === 1 ? words.one_step : words.two_steps, () => go({ ...state, hops: count, more: [] })));
    const steps = element("span", { role: "group", "aria-label": words.steps }, ...hops);
    const zoom = element(
      "span",
      { class: "x-zoom", role: "group", "aria-label": words.zoom },
      button("−", view.out, { "aria-label": words.zoom_out, title: words.zoom_out }),
      button("+", view.in, { "aria-label": words.zoom_in, title: words.zoom_in }),
      button(words.whole, view.all),
    );
    const root = element("div", { class: "x-tools" }, home, steps, zoom);
    function show() {
      home.disabled = explorer.toHash(state) === "";
      steps.hidden = !state.focus;
      hops.forEach((one, at) => one.setAttribute("aria-pressed", String(state.hops === at + 1)));
    }
    return { root, show };
  }

  // --- From one picture to the next ---

  /** Makes an address of a state and goes there; filters stay unless they are named. */
  function go(wanted, intoDrawing) {
    const { kinds, solutions, statuses } = state;
    const hash = explorer.toHash({ ...explorer.nothing(), kinds, solutions, statuses, ...wanted });
    if (intoDrawing) takeFocus = true;
    if (hash === location.hash.slice(1)) return show();
    going = true;
    // An empty hash would leave the page where it is, but scroll it to the top.
    if (hash) location.hash = hash;
    else history.pushState(null, "", location.pathname + location.search), show();
  }

  let going = false;
  let takeFocus = false;
  let depth = (history.state && history.state.depth) || 0;

  window.addEventListener("hashchange", show);
  window.addEventListener("popstate", (event) => {
    if (!going) depth = (event.state && event.state.depth) || 0;
  });

  /** One step back: to the picture before, or to the overview when the reader came from elsewhere. */
  function back() {
    if (depth > 0) history.back();
    else if (explorer.toHash(state)) go({ kinds: [], solutions: [], statuses: [] }, true);
  }

  // --- Showing ---

  function choose() {
    const focus = graph.nodes[graph.byId.get(state.focus)];
    if (focus) return explorer.around(graph, state, focus);
    return explorer.isFiltered(state) ? explorer.filtered(graph, state) : explorer.overview(graph, state);
  }

  function show() {
    if (going) history.replaceState({ depth: (depth += 1) }, "");
    going = false;
    const before = picture && picture.focus;
    state = explorer.fromHash(location.hash);
    const unknown = state.focus && !graph.byId.has(state.focus) ? state.focus : "";
    if (unknown) state.focus = "";
    picture = choose();
    const inside = takeFocus || svg.contains(document.activeElement);
    takeFocus = false;
    const focusKey = picture.focus ? `i${picture.focus.at}` : "";
    if (picture.focus !== before || !picture.byKey.has(selected)) selected = focusKey;
    draw();
    filters.show(state);
    tools.show();
    const told = explorer.summary(graph, picture);
    summary.textContent = unknown ? `${say(words.unknown, unknown)} ${told}` : told;
    afterPainting(tell);
    if (inside) rove(picture.byKey.get(selected) || picture.nodes[0], true);
  }

  function draw() {
    const narrow = place.clientWidth < NARROW;
    const size = explorer.layout(picture, narrow);
    svg.classList.toggle("x-quiet", picture.form === "set" && picture.edges.length > 60);
    svg.classList.toggle("x-stacked", Boolean(size.stacked));
    svg.replaceChildren(...explorer.draw(graph, picture, size));
    const centre = picture.byKey.get(selected) || (picture.form === "focus" ? undefined : picture.nodes[0]);
    view.show(size, centre && { x: centre.x + explorer.box.width / 2, y: centre.y + explorer.box.height / 2 });
    select(selected);
    rove(picture.byKey.get(selected) || picture.nodes[0], false);
  }

  /** The tables are long, and nobody waits for them: they are made when the picture stands. */
  function tell() {
    list.replaceChildren(...explorer.list(graph, picture, (node) => go({ focus: node.id, hops: state.hops }, true)));
  }

  let later;
  function afterPainting(act) {
    clearTimeout(later);
    later = setTimeout(act, 0);
  }

  const elementOf = (key) => svg.querySelector(`[data-key="${CSS.escape(key)}"]`);

  /** Marks a node and its edges and tells its details. */
  function select(key) {
    selected = key;
    for (const one of svg.querySelectorAll(".x-node")) one.classList.toggle("x-chosen", one.dataset.key === key);
    for (const edge of svg.querySelectorAll(".x-edge")) {
      edge.classList.toggle("x-on", Boolean(key) && (edge.dataset.left === key || edge.dataset.right === key));
    }
    const one = picture.byKey.get(key);
    const node = one && one.node;
    const open = Boolean(node) && state.open.includes(node.id);
    panel.replaceChildren(
      ...explorer.details(graph, one, {
        open,
        focus: node && node.id !== state.focus ? () => go({ focus: node.id, hops: state.hops }, true) : undefined,
        toggle: node && state.focus && node.id !== state.focus && (open || one.beside) ? () => unfold(one, !open) : undefined,
      }),
    );
  }

  /** The one node that Tab leads to. */
  function rove(one, takes) {
    for (const other of svg.querySelectorAll('.x-node[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    const found = one && elementOf(one.key);
    if (!found) return;
    found.setAttribute("tabindex", "0");
    if (!takes) return;
    found.focus({ preventScroll: picture.nodes.length > 1 && !svg.classList.contains("x-stacked") });
    if (!svg.classList.contains("x-stacked")) view.reveal({ ...explorer.box, x: one.x, y: one.y });
  }

  // --- What a reader does with a node ---

  function unfold(one, wanted) {
    const open = state.open.filter((id) => id !== one.node.id);
    if (wanted) open.push(one.node.id);
    const more = wanted ? state.more : state.more.filter((name) => !name.startsWith(`${one.node.id}|`));
    go({ ...state, open, more });
  }

  /** Enter or a double click: an item comes into the middle, a counter shows more. */
  function activate(one) {
    if (one.node) return go({ focus: one.node.id, hops: state.hops }, true);
    if (one.page) return go({ ...state, page: one.page }, true);
    // What is missing can't be gone to; who names it can be mended.
    if (one.missing !== undefined) return select(one.parent);
    selected = one.parent || selected;
    if (one.opens) return go({ ...state, open: [...state.open, one.opens] }, true);
    return go({ ...state, more: [...state.more, one.more] }, true);
  }

  const nodeAt = (event) => {
    const found = event.target.closest(".x-node");
    return found && picture.byKey.get(found.dataset.key);
  };

  svg.addEventListener("click", (event) => {
    const one = nodeAt(event);
    if (!one) return;
    if (!one.node) return activate(one);
    select(one.key);
    rove(one, true);
  });
  svg.addEventListener("dblclick", (event) => {
    const one = nodeAt(event);
    if (one && one.node && one.node.id !== state.focus) activate(one);
  });
  svg.addEventListener("focusin", (event) => {
    const one = nodeAt(event);
    if (one && one.node) select(one.key);
  });

  // --- Keys ---

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The nearest node in a direction; what lies straight ahead counts as nearer. */
  function towards(from, [dx, dy]) {
    let best;
    let least = Infinity;
    for (const one of picture.nodes) {
      const x = one.x - from.x;
      const y = one.y - from.y;
      const ahead = dx * x + dy * y;
      const cost = ahead + 2.5 * Math.abs(dx ? y : x);
      if (one !== from && ahead > 4 && cost < least) [best, least] = [one, cost];
    }
    return best;
  }

  svg.addEventListener("keydown", (event) => {
    const one = nodeAt(event);
    if (!one || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const isOpen = one.node && state.open.includes(one.node.id);
    if (way && event.shiftKey) view.move(-80 * way[0], -80 * way[1]);
    else if (way) rove(towards(one, way) || one, true);
    else if (event.key === "Home") rove(picture.nodes[0], true);
    else if (event.key === "Enter" || event.key === " ") activate(one);
    else if (event.key === "+" && one.node && !state.focus) activate(one);
    else if (event.key === "+" && one.node && one.node.id !== state.focus && !isOpen) unfold(one, true);
    else if (event.key === "-" && isOpen) unfold(one, false);
    else if (event.key === "z") view.in();
    else if (event.key === "Z") view.out();
    else if (event.key === "0") view.all();
    else return;
    event.preventDefault();
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) back();
  });
  // Before the site's own `/`, which leads away from this page.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      search.input.focus();
      search.input.select();
    },
    true,
  );

  // --- Other sizes, paper ---

  let width = 0;
  let waiting = false;
  window.addEventListener("resize", () => {
    if (waiting || place.clientWidth === width) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      width = place.clientWidth;
      draw();
    });
  });
  let undo;
  window.addEventListener("beforeprint", () => (undo = view.whole()));
  window.addEventListener("afterprint", () => undo && undo());

  width = place.clientWidth;
  // Making the graph and drawing it are two tasks, so that neither holds up the browser for long.
  setTimeout(show, 0);
})();
