// Choosing what is shown: by kind, solution and status, and by searching for an item.
(function (explorer) {
  "use strict";
  const { element, button, say } = explorer;
  const FOUND = 12;

  /** The three filters; `choose(field, keys)` is told of every change. Returns the element and how to show a state. */
  explorer.filters = function (graph, choose) {
    const pickers = [kinds(graph), solutions(graph), statuses(graph)].filter((one) => one.choices.length > 1).map((one) => picker(graph, one, choose));
    const clear = button(graph.words.clear, () => choose("", []), { hidden: true });
    const form = element("div", { class: "x-filters", role: "group", "aria-label": graph.words.filter }, ...pickers.map((one) => one.root), clear);
    document.addEventListener("click", (event) => {
      for (const { root } of pickers) if (!root.contains(event.target)) root.open = false;
    });
    form.addEventListener("keydown", (event) => {
      const open = event.target.closest("details[open]");
      if (event.key !== "Escape" || !open) return;
      open.open = false;
      open.querySelector("summary").focus();
      event.stopPropagation();
    });
    function show(state) {
      for (const one of pickers) one.show(state[one.field]);
      clear.hidden = !explorer.isFiltered(state);
    }
    return { root: form, show };
  };

  function counts(graph, keyOf) {
    const counted = new Map();
    for (const node of graph.nodes) for (const key of keyOf(node)) counted.set(key, (counted.get(key) || 0) + 1);
    return counted;
  }

  function kinds(graph) {
    const counted = counts(graph, (node) => [node.kind]);
    const choices = [...counted.keys()].sort((a, b) => a - b).map((at) => {
      const { key, plural, class: shape } = graph.head.kinds[at];
      return { key, text: plural, shape, count: counted.get(at) };
    });
    return { field: "kinds", title: graph.words.kind, choices };
  }

  function solutions(graph) {
    const counted = counts(graph, (node) => (node.solutions.length ? node.solutions : ["-"]));
    const found = [...counted.keys()].filter((at) => at !== "-").map((at) => graph.nodes[at]);
    const choices = explorer.sort(found).map((node) => ({
      key: node.id,
      text: !node.title || node.title.startsWith(node.id) ? node.title || node.id : `${node.id} ${node.title}`,
      short: node.id,
      count: counted.get(node.at),
    }));
    if (counted.has("-") && choices.length) choices.push({ key: "-", text: graph.words.no_solution, count: counted.get("-") });
    return { field: "solutions", title: graph.words.solution, choices };
  }

  function statuses(graph) {
    const counted = counts(graph, (node) => [node.status]);
    const choices = [...counted.keys()].sort((a, b) => a - b).map((at) => {
      const { key, name } = at < 0 ? { key: "-", name: graph.words.no_status } : graph.head.statuses[at];
      return { key, text: name, count: counted.get(at) };
    });
    if (counted.has(-1)) choices.push(choices.shift());
    return { field: "statuses", title: graph.words.status, choices };
  }

  function picker(graph, { field, title, choices }, choose) {
    const summary = element("summary", {});
    const boxes = choices.map(({ key }) => {
      const box = element("input", { type: "checkbox" });
      box.addEventListener("change", () => choose(field, choices.filter((_, at) => boxes[at].checked).map((one) => one.key)));
      box.value = key;
      return box;
    });
    const rows = choices.map(({ text, shape, count }, at) => {
      const name = element("span", { class: shape ? `i ${shape}` : undefined }, element("bdi", {}, text));
      return element("li", {}, element("label", {}, boxes[at], name, " ", element("span", { class: "n" }, explorer.number(graph, count))));
    });
    const list = element("ul", { role: "group", "aria-label": title }, ...rows);
    const root = element("details", { class: "x-pick" }, summary, list);
    // At the right edge of the page the list opens to the left.
    root.addEventListener("toggle", () => {
      list.classList.remove("x-leftward");
      list.classList.toggle("x-leftward", list.getBoundingClientRect().right > document.documentElement.clientWidth);
    });
    function show(keys) {
      boxes.forEach((box) => (box.checked = keys.includes(box.value)));
      const chosen = choices.filter(({ key }) => keys.includes(key));
      const said = chosen.length === 0 ? graph.words.all : chosen.length === 1 ? chosen[0].short || chosen[0].text : say(graph.words.chosen, chosen.length);
      summary.replaceChildren(`${title}: `, element("b", {}, said));
    }
    return { root, field, show };
  }

  /** Letters as they are compared: å is aa, æ is ae, ø is oe, accents and case do not count. */
  explorer.fold = function (text) {
    const danish = text.normalize("NFC").toLowerCase().replace(/å/g, "aa").replace(/æ/g, "ae").replace(/ø/g, "oe");
    return danish.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();
  };

  /** The items that hold every word of a query, ids first. */
  explorer.find = function (graph, query) {
    const wanted = explorer.fold(query);
    if (!wanted) return [];
    graph.folded = graph.folded || graph.nodes.map((node) => [explorer.fold(node.id), explorer.fold(node.title)]);
    const words = wanted.split(" ");
    const found = [];
    graph.folded.forEach(([id, title], at) => {
      const text = `${id} ${title}`;
      if (!words.every((word) => text.includes(word))) return;
      const order = id === wanted ? 0 : id.startsWith(wanted) ? 1 : title.startsWith(wanted) ? 2 : ` ${text}`.includes(` ${wanted}`) ? 3 : 4;
      found.push({ at, order, length: id.length });
    });
    found.sort((a, b) => a.order - b.order || a.length - b.length || a.at - b.at);
    return found.map(({ at }) => graph.nodes[at]);
  };

  /** The search field with its list; `choose(node)` is told what was picked. */
  explorer.search = function (graph, choose) {
    const { words } = graph;
    const list = element("ul", { id: "_x-found", role: "listbox", "aria-label": words.found, hidden: true });
    const input = element("input", {
      type: "text",
      id: "_x-search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "_x-found",
      "aria-keyshortcuts": "/",
    });
    const told = element("p", { class: "x-unseen", role: "status" });
    const root = element("div", { class: "x-search" }, element("label", { for: "_x-search" }, words.search), input, list, told);
    let found = [];
    let active = -1;

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function pick(node) {
      input.value = "";
      close();
      choose(node);
    }
    function mark(at) {
      active = at;
      [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      if (at < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", `_x-found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
    function look() {
      const all = explorer.find(graph, input.value);
      found = all.slice(0, FOUND);
      const options = found.map((node, at) => {
        const { class: shape, name } = graph.head.kinds[node.kind];
        const title = node.title === node.id ? "" : node.title;
        const line = element("span", { class: `i ${shape}` }, element("b", {}, node.id), " ", element("bdi", {}, title));
        const option = element("li", { id: `_x-found-${at}`, role: "option", "aria-selected": "false" }, line, " ", element("small", {}, name));
        // Pressed, not clicked: the field must not lose the focus before.
        option.addEventListener("pointerdown", (event) => (event.preventDefault(), pick(node)));
        return option;
      });
      list.replaceChildren(...options);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      told.textContent = input.value.trim() ? explorer.sayCount(graph, "hits", all.length) : "";
      mark(-1);
    }
    input.addEventListener("input", look);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length && !list.hidden) mark((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
      else if (event.key === "Enter" && found.length && !list.hidden) pick(found[Math.max(active, 0)]);
      else if (event.key === "Escape" && (input.value || !list.hidden)) (input.value = ""), look();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return { root, input };
  };
})(window.sporbar.explorer);
