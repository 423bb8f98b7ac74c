// What someone who writes sees while `sporbar watch` runs: the page that is open follows the files, and nothing else moves.

import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { start } from "./lib/watch.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const HOST = "#_sporbar-watch";
const PAGE = "krav/dubu-k-0001.html";
const FILE = "content/dubu/krav/dubu-k-0001.md";
const OTHER = "content/dubu/krav/dubu-k-0002.md";
const PATIENCE_MS = 20_000;
// A reference to nothing is a fault of level error.
const FAULT = "\nSe [[FINDES-IKKE-77]].\n";

let running;

/** A test on a copy of the project, watched by one server for all of them. */
function onCopy(test) {
  return async ({ browser, site }) => {
    running ??= (async () => {
      const project = join(site.folder, "reload");
      cpSync(site.project, project, { recursive: true });
      const watch = await start(project, { EDITOR_URL: "vscode://file{path}:{line}:{column}" });
      return { project, watch };
    })();
    const { project, watch } = await running;
    const context = await browser.newContext({ viewport: { width: 1280, height: 500 } });
    try {
      return (await test({ context, project, watch, root: `http://127.0.0.1:${watch.port}/` })) ?? [];
    } finally {
      await context.close();
    }
  };
}

/** Opens a page and waits until it listens. */
async function open(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  await page.waitForSelector(`${HOST}[data-version]`, { state: "attached" });
  return page;
}

const version = (page) => page.locator(HOST).getAttribute("data-version").then(Number);

/** Does something and waits until the page has heard of a change after it. */
async function andHears(page, act) {
  const before = await version(page);
  act();
  await page.waitForFunction(([host, known]) => Number(document.querySelector(host)?.dataset.version) > known, [HOST, before]);
}

function edit(project, name, change) {
  const file = join(project, name);
  const before = readFileSync(file, "utf8");
  writeFileSync(file, change(before));
  return () => writeFileSync(file, before);
}

/** Adds to a file for a while. */
async function whileAdded(project, name, text, work) {
  const undo = edit(project, name, (before) => before.trimEnd() + "\n" + text);
  try {
    return await work(undo);
  } finally {
    undo();
  }
}

async function keepsPlace({ context, project, root }) {
  const page = await open(context, root + PAGE);
  const faults = [];
  const details = await page.locator("details").count();
  if (!details) faults.push("the page has no details to open");
  const opened = await page.evaluate(() => {
    const all = [...document.querySelectorAll("details")];
    all.forEach((element, at) => (element.open = at % 2 === 0));
    window.scrollTo({ top: 240, behavior: "instant" });
    return all.map((element) => element.open);
  });
  await page.evaluate(() => (window.isOld = true));
  await whileAdded(project, FILE, "\nEn sætning, der kommer til.\n", async () => {
    await page.waitForFunction(() => !window.isOld && document.body.textContent.includes("En sætning, der kommer til."));
    await page.waitForSelector(`${HOST}[data-version]`, { state: "attached" });
    const now = await page.evaluate(() => [...document.querySelectorAll("details")].map((element) => element.open));
    if (JSON.stringify(now) !== JSON.stringify(opened)) faults.push(`details: ${opened} became ${now}`);
    const y = await page.evaluate(() => window.scrollY);
    if (y < 120 || y > 400) faults.push(`scrolled to 240, now ${y}`);
  });
  return faults;
}

async function leavesOthersAlone({ context, project, root }) {
  const page = await open(context, root + "kontrol/s07.html");
  const item = await open(context, root + PAGE);
  for (const tab of [page, item]) await tab.evaluate(() => (window.isOld = true));
  const faults = [];
  await whileAdded(project, OTHER, "\nEn sætning i et andet krav.\n", async (undo) => {
    // A tab in the background hears nothing; the one in front does.
    await item.bringToFront();
    await andHears(item, () => appendFileSync(join(project, OTHER), "\nOg en til.\n"));
    if (!(await item.evaluate(() => window.isOld))) faults.push(`${PAGE} was loaded again for an edit of ${OTHER}`);
    undo();
  });
  if (!(await page.evaluate(() => window.isOld))) faults.push("the page of a rule was loaded again");
  return faults;
}

async function swapsStyles({ context, project, root }) {
  const page = await open(context, root + PAGE);
  await page.evaluate(() => (window.isOld = true));
  const css = join(project, "themes/standard/static/site.css");
  mkdirSync(dirname(css), { recursive: true });
  const standard = await page.evaluate(() => fetch("/tema/site.css").then((answer) => answer.text()));
  const faults = [];
  for (const width of ["7px", "9px"]) {
    writeFileSync(css, `${standard}\nbody{border-top:${width} solid}\n`);
    await page.waitForFunction((width) => getComputedStyle(document.body).borderTopWidth === width, width);
    if (!(await page.evaluate(() => window.isOld))) faults.push("the page was loaded again for a change of styles");
  }
  const links = await page.locator("link[rel=stylesheet][href*='site.css']").count();
  if (links !== 1) faults.push(`${links} links to site.css are left`);
  return faults;
}

async function overlay({ context, project, root }) {
  const page = await open(context, root + PAGE);
  const panel = page.locator(`${HOST} .panel`);
  const faults = [];
  if (await panel.isVisible()) faults.push("the overlay is open on a page without faults");
  await page.evaluate(() => (window.isOld = true));
  await whileAdded(project, FILE, FAULT, async (undo) => {
    // The overlay may stand on the old page for an instant, before the new one is there.
    await page.waitForFunction(() => !window.isOld && document.body?.textContent.includes("FINDES-IKKE-77"));
    await panel.waitFor({ state: "visible" });
    const text = await panel.innerText();
    for (const word of ["S07", "FINDES-IKKE-77", FILE, "fejl"]) {
      if (!text.includes(word)) faults.push(`the overlay lacks ${word}: ${text}`);
    }
    const href = await panel.getByRole("link", { name: "Åbn i editor" }).first().getAttribute("href");
    if (!/^vscode:\/\/file\/.*dubu-k-0001\.md:\d+:\d+$/.test(href)) faults.push(`the editor opens ${href}`);
    faults.push(...(await barriers(page)));
    await page.emulateMedia({ colorScheme: "dark" });
    faults.push(...(await barriers(page)));
    await page.emulateMedia({ colorScheme: "light" });
    await page.keyboard.press("Escape");
    if (await panel.isVisible()) faults.push("Escape does not close the overlay");
    const badge = page.locator(`${HOST} .badge`);
    if (!/\d+ fejl/.test(await badge.innerText())) faults.push(`the badge says ${await badge.innerText()}`);
    await badge.focus();
    await page.keyboard.press("Enter");
    if (!(await panel.isVisible())) faults.push("the badge does not open the overlay");
    const focused = await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement?.className, HOST);
    if (focused !== "close") faults.push(`then the focus is on ${focused}`);
    undo();
    await panel.waitFor({ state: "hidden" });
  });
  return faults;
}

async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(([runOnly, host]) => axe.run(host, { preload: false, runOnly }), [TAGS, HOST]);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}

async function lastGoodSite({ context, project, root }) {
  const page = await open(context, root + PAGE);
  const panel = page.locator(`${HOST} .panel`);
  const faults = [];
  await page.evaluate(() => (window.isOld = true));
  const undo = edit(project, "sporbar.yaml", () => "titel: [\n");
  await panel.getByText("Sitet kan ikke bygges").waitFor({ state: "visible" });
  if (!(await panel.innerText()).includes("sporbar.yaml")) faults.push(`the overlay says ${await panel.innerText()}`);
  faults.push(...(await barriers(page)));
  undo();
  await panel.waitFor({ state: "hidden" });
  if (!(await page.evaluate(() => window.isOld))) faults.push("the page was loaded again, though it is as it was");
  return faults;
}

async function lastGoodPage({ context, project, root }) {
  const page = await open(context, root + PAGE);
  const panel = page.locator(`${HOST} .panel`);
  const faults = [];
  const title = await page.locator("h1").innerText();
  const own = join(project, "themes/standard/templates/item.html");
  const template = readFileSync(new URL("../../themes/standard/templates/item.html", import.meta.url), "utf8");
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(own, template.replace("{{ title }}</h1>", '{{ title }}{% if id == "DUBU-K-0001" %}{{ intet.her }}{% endif %}</h1>'));
  try {
    await panel.getByText("Siden kan ikke gengives").waitFor({ state: "visible" });
    if (!(await panel.innerText()).includes("item.html")) faults.push(`the overlay says ${await panel.innerText()}`);
    if ((await page.locator("h1").innerText()) !== title) faults.push("the page is not as it was");
    const other = await open(context, root + PAGE.replace("0001", "0002"));
    if (await other.locator(`${HOST} .panel`).getByText("Siden kan ikke gengives").count()) faults.push("another page is said to fail");
  } finally {
    rmSync(own);
  }
  await panel.waitFor({ state: "hidden" });
  return faults;
}

async function comesBack({ context, project, watch, root }) {
  const page = await open(context, root + PAGE);
  watch.program.kill("SIGINT");
  await page.waitForSelector(`${HOST}:not([data-connected])`, { state: "attached" });
  await whileAdded(project, FILE, "\nSkrevet, mens serveren var nede.\n", async () => {
    const again = await start(project, {}, watch.port);
    Object.assign(watch, again);
    await page.waitForFunction(() => document.body.textContent.includes("Skrevet, mens serveren var nede."));
  });
}

async function newPage({ context, project, root }) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(root + "krav/dubu-k-9999.html");
  await page.waitForSelector(`${HOST}[data-version]`, { state: "attached" });
  const text = readFileSync(join(project, FILE), "utf8").replace("DUBU-K-0001", "DUBU-K-9999");
  writeFileSync(join(project, FILE.replace("0001", "9999")), text);
  await page.waitForFunction(() => document.body.textContent.includes("DUBU-K-9999"));
}

export const tests = [
  ["a page that is open follows its file, and its reader stays at the same place", onCopy(keepsPlace)],
  ["a page that an edit does not reach is left alone", onCopy(leavesOthersAlone)],
  ["styles are swapped without loading the page", onCopy(swapsStyles)],
  ["findings come as an overlay and go by themselves, without barriers", onCopy(overlay)],
  ["a broken sporbar.yaml is told on the page, until it is mended", onCopy(lastGoodSite)],
  ["a page that the theme can't draw stays as it was, and says why", onCopy(lastGoodPage)],
  ["a page that was not there comes when its file does", onCopy(newPage)],
  ["a page finds the server again", onCopy(comesBack)],
];
