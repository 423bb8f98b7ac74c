// Drawings: nothing runs over the page, text can be read, and what is drawn is told as well.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileRoot, urlOf } from "./lib/chromium.mjs";
import { read } from "./lib/project.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 1280];
const LEAST_TEXT_PX = 11;

/** Twenty items of as many kinds as there are, and every map. */
function drawnPages({ site, pages }) {
  const drawn = pages.filter((address) => /class="(hood|map)/.test(read(site, address)));
  const byFolder = new Map();
  for (const address of drawn) {
    const folder = address.split("/")[0];
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), address]);
  }
  const items = [...byFolder.values()].flatMap((addresses) => addresses.slice(0, 1)).slice(0, 20);
  const maps = drawn.filter((address) => /^(kort|loesning)\//.test(address));
  return [...new Set([...items, ...maps])];
}

/** What is wrong with the drawings of the page that is open. */
function faults(least) {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const svg of document.querySelectorAll("svg.hood, svg.map")) {
    if (!svg.querySelector("title")?.textContent || !svg.querySelector("desc")?.textContent) found.push("no title or description");
    const frame = svg.closest(".pan") ?? svg.closest("figure");
    const box = frame.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < 0) found.push("a drawing runs over the page");
    for (const text of svg.querySelectorAll("text, tspan")) {
      const scale = svg.getScreenCTM().a;
      if (parseFloat(getComputedStyle(text).fontSize) * scale < least) found.push(`small text: ${text.textContent}`);
    }
    if (!svg.closest(".pan")) {
      for (const node of svg.querySelectorAll("a, .g-own")) {
        const at = node.getBoundingClientRect();
        if (at.right > innerWidth || at.left < 0) found.push(`beyond the page: ${node.textContent}`);
        const outline = node.firstElementChild.getBoundingClientRect();
        for (const text of node.querySelectorAll("text")) {
          const words = text.getBoundingClientRect();
          if (words.right > outline.right + 1) found.push(`text runs out of its box: ${text.textContent}`);
        }
      }
      const boxes = [...svg.querySelectorAll("a, .g-own")].map((node) => node.firstElementChild.getBoundingClientRect());
      const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      if (boxes.some((one, at) => boxes.slice(at + 1).some((other) => meet(one, other)))) found.push("boxes overlap");
    }
  }
  return found;
}

async function onEveryDrawing({ browser, site }, settings, look) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const found = [];
  for (const address of drawnPages(site)) {
    await page.goto(urlOf(fileRoot(site.site), address));
    for (const fault of await look(page)) found.push(`${address}: ${fault}`);
  }
  await context.close();
  return found;
}

async function violations(page) {
  // Evaluated by the debugger, which no policy of the page stops.
  await page.evaluate(AXE);
  const result = await page.evaluate(() => axe.run("main", { preload: false, resultTypes: ["violations"] }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 140)}`);
}

const screen = (width, colorScheme) => ({ viewport: { width, height: 900 }, colorScheme });

export const tests = WIDTHS.flatMap((width) => [
  [
    `drawings keep within the page and can be read at ${width} px`,
    (given) => onEveryDrawing(given, screen(width, "light"), (page) => page.evaluate(faults, LEAST_TEXT_PX)),
  ],
  [`axe finds nothing where there are drawings at ${width} px`, (given) => onEveryDrawing(given, screen(width, width > 500 ? "dark" : "light"), violations)],
]);
