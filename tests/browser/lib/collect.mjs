// What is looked at on every page. `collect` runs in the browser, on the page itself or on its parsed source.

/** Faults of one page and what it points to. */
export function collect(source) {
  const root = source ? new DOMParser().parseFromString(source, "text/html") : document;
  const faults = [];
  const name = (element) => {
    const own = element.outerHTML.slice(0, 160).replace(/\s+/g, " ");
    return element.parentElement ? `<${element.parentElement.tagName.toLowerCase()}> ${own}` : own;
  };
  const none = (selector, what) => root.querySelectorAll(selector).forEach((element) => faults.push(`${what}: ${name(element)}`));
  // The explorer's script sets the height of its drawing; the page as published has no such attribute.
  none("[style]:not(.x-drawing)", "style attribute");
  none("style", "inline style sheet");
  none("script:not([src])", "inline script");
  none("a[href^='javascript:' i]", "script in a link");
  none("img:not([alt])", "image without alt");
  for (const element of root.querySelectorAll("*")) {
    for (const { name: key } of element.attributes) if (key.startsWith("on")) faults.push(`${key}: ${name(element)}`);
  }
  const headings = root.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} h1`);
  if (!root.documentElement.lang) faults.push("no lang");
  if (!root.title.trim()) faults.push("no title");
  if (!root.querySelector("meta[http-equiv='Content-Security-Policy']")) faults.push("no policy");
  const ids = [...root.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`id twice: ${id}`);
  const known = new Set(ids);
  for (const key of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"]) {
    for (const element of root.querySelectorAll(`[${key}]`)) {
      for (const id of element.getAttribute(key).split(/\s+/)) if (!known.has(id)) faults.push(`${key} names no id: ${name(element)}`);
    }
  }
  const links = [];
  for (const element of root.querySelectorAll("[href],[src]")) {
    // A canonical address is the published one, wherever the page lies.
    if (element.matches("link[rel=canonical]")) continue;
    const written = element.getAttribute("href") ?? element.getAttribute("src");
    links.push({ written, tag: element.tagName.toLowerCase() });
  }
  const refresh = root.querySelector("meta[http-equiv=refresh]")?.content.split("url=")[1];
  if (refresh) links.push({ written: refresh, tag: "meta" });
  return { faults, ids, links };
}

/** Runs in the page: whether it scrolls sideways, and the innermost elements that make it do so. */
export function widerThan(width) {
  const found = document.scrollingElement.scrollWidth;
  if (found <= width) return [];
  const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 0.5);
  const inner = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
  const named = inner.slice(0, 2).map((element) => element.outerHTML.slice(0, 140).replace(/\s+/g, " "));
  return [`${found} px wide on ${width}: ${named.join(" … ")}`];
}

/** Faults of all links: what lies in the site must exist, with its anchor; what a page loads must lie in the site. */
export function checkLinks(pages, files) {
  const root = "file:///s/";
  const known = new Set(files);
  const ids = new Map(pages.map((page) => [page.address, new Set(page.ids)]));
  const faults = [];
  for (const page of pages) {
    for (const { written, tag } of page.links) {
      const problem = check(written, tag, root + page.address.split("/").map(encodeURIComponent).join("/"));
      if (problem) faults.push(`${page.address}: <${tag}> ${written}: ${problem}`);
    }
  }
  return faults;

  function check(written, tag, base) {
    if (tag === "img" && written.startsWith("data:")) return undefined;
    const url = new URL(written, base);
    if (["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return tag === "a" ? undefined : "loaded from elsewhere";
    if (!url.href.startsWith(root)) return "leaves the site";
    const address = decodeURIComponent(url.pathname.slice("/s/".length));
    if (!known.has(address)) return "no such file";
    const anchor = decodeURIComponent(url.hash.slice(1));
    // What stands there is no id but what the explorer shows (explorer.mjs follows one).
    if (address === "udforsk.html" && anchor.startsWith("fokus=")) return undefined;
    if (anchor && ids.has(address) && !ids.get(address).has(anchor)) return "no such id";
    return undefined;
  }
}

/** Pages that no chain of links from the front page leads to. */
export function unreachable(pages) {
  const byAddress = new Map(pages.map((page) => [page.address, page]));
  const seen = new Set(["index.html"]);
  const open = ["index.html"];
  while (open.length) {
    const page = byAddress.get(open.pop());
    for (const { written, tag } of page?.links ?? []) {
      if (tag !== "a" && tag !== "meta") continue;
      const url = new URL(written, `file:///s/${page.address.split("/").map(encodeURIComponent).join("/")}`);
      const address = decodeURIComponent(url.pathname.slice("/s/".length));
      if (url.protocol === "file:" && byAddress.has(address) && !seen.has(address)) {
        seen.add(address);
        open.push(address);
      }
    }
  }
  return pages.map((page) => page.address).filter((address) => !seen.has(address));
}
