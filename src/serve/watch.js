// Listens while `sporbar watch` runs: loads the page again when it changed, swaps styles in place, and shows what the
// checks found in the page's files. No part of the published site. All of it stands in a shadow tree of its own, so
// that neither the theme's styles nor a page's content reach it.
(function () {
  "use strict";
  if (window.top !== window || document.getElementById("_sporbar-watch")) return;

  var WORDS = {
    da: {
      region: "Sporbar, mens du skriver", title: "Fund på denne side", none: "Ingen fund på denne side.",
      close: "Luk", closeLong: "Luk (Esc)", open: "Vis fund", edit: "Åbn i editor",
      error: ["fejl", "fejl"], warning: ["advarsel", "advarsler"], info: ["oplysning", "oplysninger"],
      total: "i alt:", page: "på siden", more: "Der er {} fund mere på siden.", all: "Alle fund",
      old: "Siden er fra før fejlen", oldLong: "Sitet kan ikke bygges. Du ser det, som det var sidst, det kunne.",
      oldPage: "Siden kan ikke gengives. Du ser den, som den var sidst, den kunne.",
      lost: "Ingen forbindelse til sporbar watch. Prøver igen.", back: "Forbundet igen.",
      mended: "Alle fund på siden er rettet.", found: "Fund på siden: {}.", help: "Gør sådan: ",
    },
    en: {
      region: "Sporbar, while you write", title: "Findings on this page", none: "No findings on this page.",
      close: "Close", closeLong: "Close (Esc)", open: "Show findings", edit: "Open in editor",
      error: ["error", "errors"], warning: ["warning", "warnings"], info: ["note", "notes"],
      total: "in all:", page: "on the page", more: "The page has {} more findings.", all: "All findings",
      old: "The page is from before the error", oldLong: "The site can't be built. You see it as it last was.",
      oldPage: "The page can't be rendered. You see it as it last was.",
      lost: "No connection to sporbar watch. Trying again.", back: "Connected again.",
      mended: "All findings on the page are mended.", found: "Findings on the page: {}.", help: "What to do: ",
    },
  };
  var SIGNS = { error: "✕", warning: "◐", info: "–" };
  var STORED = "sporbar-watch";
  var FOCUSABLE = "a[href],button,summary,input,select,textarea,[tabindex]";
  var RETRY_MS = 700;

  var words = WORDS[document.documentElement.lang === "en" ? "en" : "da"];
  var here = addressOf(location.href);
  var keys = {}; // what this tab has, by address
  var state = null;
  var stream = null;
  var retry = 0;
  var lost = 0;
  var isOpen = false;
  var program = null;

  // ---- What this tab has -----------------------------------------------------------------

  function addressOf(href) {
    var url = new URL(href, location.href);
    if (url.origin !== location.origin) return null;
    var path = url.pathname.slice(1);
    try {
      path = decodeURIComponent(path);
    } catch (_) {
      return null;
    }
    return path === "" || path.slice(-1) === "/" ? path + "index.html" : path;
  }

  function keyOf(entry) {
    var timing = (entry.serverTiming || []).filter(function (one) {
      return one.name === "sporbar";
    })[0];
    return timing ? timing.description : undefined;
  }

  /** Notes a file that was loaded; true when it was not known. */
  function note(entry) {
    var address = addressOf(entry.name);
    if (address === null || address.indexOf("_sporbar/") === 0 || address === here || address in keys) return false;
    keys[address] = keyOf(entry);
    return true;
  }

  function noteAll() {
    var page = performance.getEntriesByType("navigation")[0];
    if (!(here in keys)) keys[here] = page && keyOf(page);
    performance.getEntriesByType("resource").forEach(note);
  }

  // ---- Staying where one was -------------------------------------------------------------

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(STORED)) || {};
    } catch (_) {
      return {};
    }
  }

  function remember(values) {
    try {
      sessionStorage.setItem(STORED, JSON.stringify(Object.assign(remembered(), values)));
    } catch (_) {
      // Without storage the page is loaded all the same.
    }
  }

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  /** A name for each of some elements that survives small changes of the page. */
  function named(elements) {
    var met = {};
    return elements.map(function (element) {
      var name = element.id || element.tagName + " " + (element.firstElementChild || element).textContent.trim().slice(0, 80);
      met[name] = (met[name] || 0) + 1;
      return name + " " + met[name];
    });
  }

  /** The last element with an id above the top of the window, and how far above. */
  function anchor() {
    var found = null;
    all("main [id]").some(function (element) {
      var top = element.getBoundingClientRect().top;
      if (top > 1) return true;
      found = { id: element.id, top: top };
      return false;
    });
    return found;
  }

  /** Loads the page again; `before` is the state that its reader saw. */
  function leave(key, before) {
    var details = all("details");
    var focusable = all(FOCUSABLE);
    var names = named(details);
    var open = {};
    details.forEach(function (element, at) {
      open[names[at]] = element.open;
    });
    remember({
      address: here, key: key, x: window.scrollX, y: window.scrollY, anchor: window.scrollY > 0 ? anchor() : null,
      details: open, focus: named(focusable)[focusable.indexOf(document.activeElement)] || null,
      findings: before && before.findings.map(signature), isOpen: isOpen,
    });
    history.scrollRestoration = "manual";
    location.reload();
  }

  function arrive(left) {
    history.scrollRestoration = "auto";
    if (left.address !== here || left.y === undefined) return;
    var details = all("details");
    named(details).forEach(function (name, at) {
      if (name in left.details) details[at].open = left.details[name];
    });
    var focusable = all(FOCUSABLE);
    var focused = focusable[named(focusable).indexOf(left.focus)];
    if (focused) focused.focus({ preventScroll: true });
    var place = function () {
      var element = left.anchor && document.getElementById(left.anchor.id);
      var y = element ? element.getBoundingClientRect().top + window.scrollY - left.anchor.top : left.y;
      window.scrollTo({ left: left.x, top: y, behavior: "instant" });
    };
    place();
    // Pictures that came later have moved the page, unless its reader has.
    var at = window.scrollY;
    window.addEventListener("load", function () {
      if (Math.abs(window.scrollY - at) < 2) place();
    });
    remember({ address: null });
  }

  // ---- Changes ---------------------------------------------------------------------------

  function swap(address, key) {
    var links = all("link[rel~='stylesheet']").filter(function (link) {
      return addressOf(link.href) === address;
    });
    links.forEach(function (old) {
      var link = old.cloneNode();
      link.href = old.href.split("?")[0] + "?" + key;
      link.addEventListener("load", function () {
        old.remove();
      });
      old.after(link);
    });
    keys[address] = key;
    return links.length > 0;
  }

  function take(next) {
    var first = state === null;
    var before = state;
    state = next;
    words = WORDS[next.language];
    if (program !== null && program !== next.program) return leave(JSON.stringify(next.keys), before);
    program = next.program;
    var mustLoad = false;
    Object.keys(next.keys).forEach(function (address) {
      var key = next.keys[address];
      if (keys[address] === undefined) keys[address] = key;
      if (keys[address] === key) return;
      var isStyle = /\.css$/.test(address) && swap(address, key);
      if (!isStyle) mustLoad = true;
    });
    // A page that comes back with another key than it was told of would be loaded for ever.
    var told = JSON.stringify(next.keys);
    if (mustLoad && remembered().key !== told) return leave(told, before);
    if (!mustLoad) remember({ key: null });
    show(first ? remembered() : null, before);
    host.dataset.version = String(next.version);
  }

  function connect() {
    clearTimeout(retry);
    if (stream) stream.close();
    noteAll();
    var query = "page=" + encodeURIComponent(here);
    Object.keys(keys).slice(0, 200).forEach(function (address) {
      if (address !== here) query += "&uses=" + encodeURIComponent(address);
    });
    stream = new EventSource("/_sporbar/events?" + query);
    stream.addEventListener("state", function (event) {
      if (lost > 1) say(words.back);
      lost = 0;
      host.dataset.connected = "true";
      take(JSON.parse(event.data));
    });
    stream.onerror = function () {
      stream.close();
      stream = null;
      lost += 1;
      if (lost === 3) {
        say(words.lost);
        draw();
      }
      delete host.dataset.connected;
      retry = setTimeout(connect, RETRY_MS);
    };
  }

  function disconnect() {
    clearTimeout(retry);
    if (stream) stream.close();
    stream = null;
  }

  // ---- Overlay and badge -----------------------------------------------------------------

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  var host = make("div");
  host.id = "_sporbar-watch";
  var root = host.attachShadow({ mode: "open" });
  var styles = make("link");
  styles.rel = "stylesheet";
  styles.href = "/_sporbar/watch.css";
  var region = make("section", "watch");
  var panel = make("div", "panel");
  var bar = make("div", "bar");
  var live = make("p", "live");
  panel.id = "panel";
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  region.hidden = true;
  styles.addEventListener("load", function () {
    region.hidden = false;
  });
  root.append(styles, region);
  region.append(panel, bar, live);

  function say(text) {
    live.textContent = text;
  }

  function signature(finding) {
    return finding.code + " " + finding.file + " " + finding.message;
  }

  function counted(level, count) {
    return count + " " + words[level][count === 1 ? 0 : 1];
  }

  /** Decides whether the overlay opens or closes by itself, and draws. */
  function show(left, before) {
    var found = state.findings.map(signature);
    var known = left ? (left.findings || null) : before && before.findings.map(signature);
    var isNew = known !== null && found.some(function (one) {
      return known.indexOf(one) < 0;
    });
    var hasErrors = state.findings.some(function (finding) {
      return finding.level === "error";
    });
    var wasBroken = before && before.broken;
    if (left && left.isOpen) isOpen = true;
    if (isNew || (hasErrors && known === null) || (state.broken && state.broken !== wasBroken)) isOpen = true;
    if (!found.length && !state.broken) {
      if (known && known.length) say(words.mended);
      isOpen = false;
    } else if (isNew || (left && found.length)) {
      say(words.found.replace("{}", String(found.length + state.more)));
    }
    if (state.broken && state.broken !== wasBroken) say(oldLong() + " " + state.broken);
    remember({ findings: null, isOpen: false });
    draw();
  }

  function draw() {
    if (!state) return;
    var hadFocus = root.activeElement;
    host.lang = state.language;
    region.setAttribute("aria-label", words.region);
    drawPanel();
    drawBar();
    if (hadFocus && !hadFocus.isConnected) {
      var button = root.querySelector(isOpen ? ".close" : ".badge");
      if (button) button.focus();
    }
  }

  /** What is older than the files: the whole site or this page. */
  function oldLong() {
    return state.is_page_broken ? words.oldPage : words.oldLong;
  }

  function drawPanel() {
    panel.hidden = !isOpen;
    panel.replaceChildren();
    if (!isOpen) return;
    var head = make("div", "head");
    head.append(make("h2", "", state.broken ? words.old : words.title));
    var close = make("button", "close", words.closeLong);
    close.type = "button";
    close.addEventListener("click", shut);
    head.append(close);
    panel.append(head);
    if (state.broken) {
      panel.append(make("p", "", oldLong()), make("p", "broken", state.broken));
    }
    var list = make("ul");
    state.findings.forEach(function (finding) {
      list.append(row(finding));
    });
    if (state.findings.length) panel.append(list);
    if (state.more) panel.append(make("p", "", words.more.replace("{}", String(state.more))));
  }

  function row(finding) {
    var item = make("li", finding.level);
    var says = make("p", "says");
    says.append(make("span", "level", SIGNS[finding.level] + " " + words[finding.level][0]), " ");
    if (finding.rule) {
      says.append(link(finding.rule, finding.code), " ");
    }
    quoted(says, finding.message);
    item.append(says);
    if (finding.help) item.append(quoted(make("p", "help"), words.help + finding.help));
    var place = make("p", "place");
    place.append(make("code", "", finding.file + ":" + finding.line + ":" + finding.column));
    if (finding.editor) place.append(" ", link(finding.editor, words.edit));
    item.append(place);
    return item;
  }

  /** Adds a text whose `words` between backticks are code. */
  function quoted(element, text) {
    text.split("`").forEach(function (part, at) {
      element.append(at % 2 ? make("code", "", part) : part);
    });
    return element;
  }

  function link(href, text) {
    var element = make("a", "", text);
    element.href = href;
    return element;
  }

  function drawBar() {
    bar.replaceChildren();
    var totals = state.totals;
    var any = totals.errors + totals.warnings + totals.infos;
    if (lost >= 3) bar.append(make("p", "lost", words.lost));
    if (state.source && state.source.editor) bar.append(link(state.source.editor, words.edit));
    if (any || state.broken) bar.append(badge(totals));
    region.classList.toggle("empty", !bar.firstChild && !isOpen);
  }

  function badge(totals) {
    var button = make("button", "badge");
    button.type = "button";
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-controls", "panel");
    if (state.broken) button.append(part("error", words.old));
    var own = state.findings.length + state.more;
    if (own) button.append(part(state.findings[0].level, own + " " + words.page));
    button.append(make("span", "total", words.total));
    [["error", totals.errors], ["warning", totals.warnings], ["info", totals.infos]].forEach(function (pair) {
      if (pair[1]) button.append(part(pair[0], counted(pair[0], pair[1])));
    });
    button.addEventListener("click", function () {
      isOpen = !isOpen;
      draw();
      var target = root.querySelector(isOpen ? ".close" : ".badge");
      if (target) target.focus();
    });
    return button;
  }

  function part(level, text) {
    return make("span", level, SIGNS[level] + " " + text);
  }

  function shut() {
    isOpen = false;
    draw();
    var button = root.querySelector(".badge");
    if (button) button.focus();
  }

  // ---- Beginning -------------------------------------------------------------------------

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !isOpen || event.defaultPrevented) return;
    var inside = document.activeElement === host;
    isOpen = false;
    draw();
    if (inside) {
      var button = root.querySelector(".badge");
      if (button) button.focus();
    }
  });

  // A browser gives one server six connections, so only tabs that are seen hold one.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") disconnect();
    else if (!stream) connect();
  });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) connect();
  });

  document.body.append(host);
  arrive(remembered());
  var begin = function () {
    // What is loaded later is listened for too: parts of data, pictures further down.
    var soon = 0;
    if (document.visibilityState !== "hidden") connect();
    if (!window.PerformanceObserver) return;
    new PerformanceObserver(function (list) {
      var isMore = list.getEntries().map(note).some(Boolean);
      if (!isMore || soon) return;
      soon = setTimeout(function () {
        soon = 0;
        if (stream) connect();
      }, 300);
    }).observe({ type: "resource" });
  };
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
})();
