// What the explorer shows, as an address: everything a reader chose stands after `#`, so that a picture can be sent
// to somebody, and the browser's back button leads to the picture before.
(function (explorer) {
  "use strict";
  const LISTS = { udvid: "open", type: "kinds", loesning: "solutions", status: "statuses" };

  /** Nothing chosen: the overview. */
  explorer.nothing = function () {
    return { focus: "", hops: 1, open: [], more: [], kinds: [], solutions: [], statuses: [], page: 1 };
  };

  const read = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };

  /** The state that an address names; what can't be read is left out. */
  explorer.fromHash = function (hash) {
    const state = explorer.nothing();
    for (const pair of hash.replace(/^#/, "").split("&")) {
      const [name, value = ""] = pair.split("=");
      const list = value.split(",").map(read).filter(Boolean);
      if (name === "fokus") state.focus = read(value);
      else if (name === "trin") state.hops = value === "2" ? 2 : 1;
      else if (name === "side") state.page = Math.max(1, Math.min(9999, parseInt(value, 10) || 1));
      else if (name === "flere") state.more = list;
      else if (Object.hasOwn(LISTS, name)) state[LISTS[name]] = list;
    }
    return state;
  };

  /** The address of a state; the overview's is empty. */
  explorer.toHash = function (state) {
    const pairs = [];
    const list = (values) => values.map(encodeURIComponent).join(",");
    if (state.focus) pairs.push(`fokus=${encodeURIComponent(state.focus)}`);
    if (state.focus && state.hops === 2) pairs.push("trin=2");
    for (const [name, field] of Object.entries(LISTS)) {
      if (state[field].length && (state.focus || field !== "open")) pairs.push(`${name}=${list(state[field])}`);
    }
    if (state.more.length) pairs.push(`flere=${list(state.more)}`);
    if (!state.focus && state.page > 1) pairs.push(`side=${state.page}`);
    return pairs.join("&");
  };

  /** Whether any filter is set. */
  explorer.isFiltered = function (state) {
    return state.kinds.length + state.solutions.length + state.statuses.length > 0;
  };
})(window.sporbar.explorer);
