// axe on a page of every sort, in the light and in the dark, on a desk and on a phone.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileRoot, openTab, urlOf } from "./lib/chromium.mjs";
import { inParallel } from "./lib/harness.mjs";
import { isRedirect, samplePages } from "./lib/project.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
// What depends on the colours, and on the width of the screen.
const COLOURS = ["color-contrast", "link-in-text-block"];
const SIZES = ["color-contrast", "scrollable-region-focusable", "target-size"];
// A style sheet on disk can't be fetched by a script; nothing here needs it.
const OPTIONS = { preload: false, resultTypes: ["violations"] };
const TABS = 2;

async function examine({ browser, site }, settings, runOnly = TAGS) {
  const context = await browser.newContext(settings);
  const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(context)));
  const pages = samplePages(site).filter((address) => !isRedirect(site.site, address));
  const faults = await inParallel(pages, TABS, async (address, number) => {
    const { page, take } = tabs[number];
    await page.goto(urlOf(fileRoot(site.site), address));
    // Evaluated by the debugger, which no policy of the page stops.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate((options) => axe.run(document, options), { ...OPTIONS, runOnly });
    return [...violations.flatMap(named), ...take()].map((fault) => `${address}: ${fault}`);
  });
  await context.close();
  return faults.flat();
}

function named({ id, nodes }) {
  return nodes.slice(0, 3).map((node) => {
    const data = node.any[0]?.data;
    const contrast = data?.contrastRatio ? ` ${data.contrastRatio}: ${data.fgColor} on ${data.bgColor}` : "";
    return `${id}${contrast}: ${node.target.join(" ")} ${node.html.slice(0, 140)}`;
  });
}

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

export const tests = [
  ["no barrier that axe knows, light", (context) => examine(context, { viewport: DESK, colorScheme: "light" })],
  ["no barrier that axe knows, dark", (context) => examine(context, { viewport: DESK, colorScheme: "dark" }, COLOURS)],
  ["no barrier that axe knows, on a phone", (context) => examine(context, { viewport: PHONE, colorScheme: "light" }, SIZES)],
];
