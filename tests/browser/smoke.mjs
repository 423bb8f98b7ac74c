// Every page of the site in Chromium, from a folder on disk and from a server below a sub-path: nothing on the
// console, no error, no breach of the policy, nothing that fails to load, no link that leads nowhere, no scroll sideways.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileRoot, openTab, urlOf } from "./lib/chromium.mjs";
import { checkLinks, collect, unreachable, widerThan } from "./lib/collect.mjs";
import { inParallel } from "./lib/harness.mjs";
import { isRedirect, read } from "./lib/project.mjs";
import { serveFolder } from "./lib/server.mjs";

const TABS = 3;
const PHONE = { width: 360, height: 740 };
const TABLET = { width: 768, height: 1024 };

/** Visits pages; returns what was seen of each, faults of the visit included. */
async function visitAll(browser, site, root, pages, viewport) {
  const context = await browser.newContext({ viewport });
  const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(context)));
  const seen = await inParallel(pages, TABS, (address, tab) => visit(tabs[tab], site, root, address, viewport.width));
  await context.close();
  return seen;
}

async function visit({ page, take }, site, root, address, width) {
  const faults = [];
  let seen = { faults: [], ids: [], links: [] };
  try {
    if (isRedirect(site, address)) {
      seen = await page.evaluate(collect, read(site, address));
      await follow(page, root, address, seen);
    } else {
      await page.goto(urlOf(root, address));
      seen = await page.evaluate(collect);
    }
    faults.push(...(await page.evaluate(widerThan, width)));
  } catch (error) {
    faults.push(error.message.split("\n")[0]);
  }
  faults.push(...seen.faults, ...take());
  return { ...seen, address, faults: faults.map((fault) => `${address}: ${fault}`) };
}

/** A redirect must land on the page that it names. */
async function follow(page, root, address, seen) {
  const named = seen.links.find((link) => link.tag === "meta")?.written ?? "";
  const target = new URL(named, urlOf(root, address)).href;
  const landed = page.waitForURL(target, { timeout: 10_000 });
  // The first navigation is cut off by the second, which is what is waited for.
  await Promise.all([landed, page.goto(urlOf(root, address), { waitUntil: "commit" }).catch(() => undefined)]);
}

async function fromDisk({ browser, site }) {
  const seen = await visitAll(browser, site.site, fileRoot(site.site), site.pages, PHONE);
  site.seen = seen;
  return seen.flatMap((page) => page.faults);
}

function links({ site }) {
  return checkLinks(site.seen, site.files);
}

/** All pages but `404.html` and redirects, which stand for addresses that somebody kept. */
function reached({ site }) {
  const alone = unreachable(site.seen).filter((address) => address !== "404.html" && !isRedirect(site.site, address));
  return alone.map((address) => `${address}: no chain of links from the front page`);
}

async function fromServer({ browser, site }) {
  const server = await serveFolder(site.site);
  const seen = await visitAll(browser, site.site, server.root, site.pages, TABLET);
  await server.stop();
  const differs = seen.filter((page, at) => JSON.stringify(page.links) !== JSON.stringify(site.seen[at].links));
  return [...seen.flatMap((page) => page.faults), ...differs.map((page) => `${page.address}: other links than from disk`)];
}

/** Every data file can be read: JSON as JSON, XML and SVG as XML. */
async function dataFiles({ browser, site }) {
  const page = await browser.newPage();
  const faults = [];
  for (const address of site.files) {
    const text = () => read(site.site, address);
    if (address.endsWith(".json")) {
      try {
        JSON.parse(text());
      } catch (error) {
        faults.push(`${address}: ${error.message}`);
      }
    }
    if (/\.(xml|svg)$/.test(address)) {
      const problem = (source) => new DOMParser().parseFromString(source, "application/xml").querySelector("parsererror")?.textContent;
      const found = await page.evaluate(problem, text());
      if (found) faults.push(`${address}: ${found}`);
    }
  }
  await page.close();
  return faults;
}

/** The ear hears: a page with one of each fault gives one of each. */
async function control({ browser, site }) {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`;
  const bad = `<p style="color:red" id="a"></p><p id="a"></p><script>x</script><a href="../away.html"></a><a href="#b"></a>`;
  const source = `<!doctype html><title>x</title>${policy}<img src="none.png" alt="">${bad}<pre>${"x".repeat(400)}</pre>`;
  writeFileSync(join(site.folder, "control.html"), source);
  const [seen] = await visitAll(browser, site.folder, fileRoot(site.folder), ["control.html"], PHONE);
  const heard = [...seen.faults, ...checkLinks([seen], ["control.html"])].join("\n");
  const expected = ["style attribute", "inline script", "0 h1", "no lang", "id twice", "violated", "console error", "wide on 360", "leaves the site", "no such id"];
  return expected.filter((word) => !heard.includes(word)).map((word) => `not heard: ${word}`);
}

export const tests = [
  ["a faulty page is noticed", control],
  ["every page from a folder on disk, 360 px wide", fromDisk],
  ["every link leads to a file and an id", links],
  ["every page is reached from the front page", reached],
  ["every page from a server below a sub-path, 768 px wide", fromServer],
  ["data files can be read", dataFiles],
];
