// How pages of every sort behave: at other widths, by the keyboard, without scripts, in the dark, on paper.

import { widerThan } from "./lib/collect.mjs";
import { fileRoot, openTab, urlOf } from "./lib/chromium.mjs";
import { inParallel } from "./lib/harness.mjs";
import { isRedirect, samplePages } from "./lib/project.mjs";

const TABS = 2;

/** Opens a page of every sort in a browser with these settings; collects the faults that `look` returns. */
async function onSample({ browser, site }, settings, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(context)));
  const pages = samplePages(site).filter((address) => !isRedirect(site.site, address));
  const faults = await inParallel(pages, TABS, async (address, number) => {
    const { page, take } = tabs[number];
    await page.goto(urlOf(fileRoot(site.site), address));
    return [...(await look(page, address)), ...take()].map((fault) => `${address}: ${fault}`);
  });
  await context.close();
  return faults.flat();
}

const WIDTHS = [320, 480, 640, 720, 900, 1000, 1280, 1920];

/** No page scrolls sideways, at the edges of what the style sheet tells apart either. */
function widths(context) {
  return onSample(context, {}, async (page) => {
    const faults = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      faults.push(...(await page.evaluate(widerThan, width)));
    }
    return faults;
  });
}

const FOCUSED = 8;

/** The first stops of the Tab key: each can be seen, and its focus too. */
function keyboard(context) {
  return onSample(context, {}, async (page, address) => {
    if (address === "404.html") return [];
    const faults = [];
    for (let stop = 0; stop < FOCUSED; stop++) {
      await page.keyboard.press("Tab");
      const fault = await page.evaluate(focusFault, stop);
      if (fault) faults.push(fault);
    }
    return faults;
  });
}

/** Runs in the page. The first stop must lead past the menu. */
function focusFault(stop) {
  const element = document.activeElement;
  if (element === document.body) return stop ? "" : "nothing takes the focus";
  const named = element.outerHTML.slice(0, 120);
  if (stop === 0 && !document.getElementById(element.hash?.slice(1))?.matches("main")) return `first stop is no way past the menu: ${named}`;
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  const inside = box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  if (!ring) return `focus can't be seen: ${named}`;
  return inside ? "" : `focused outside the view: ${named}`;
}

/** Runs in the page: its words and links, without those that the theme's script adds. */
function wordsAndLinks() {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll("a.a").forEach((element) => element.remove());
  const links = [...document.querySelectorAll("a[href]:not(.a)")].map((link) => link.getAttribute("href"));
  return { words: main.textContent.replace(/\s+/g, " ").trim(), links, height: document.querySelector("main").offsetHeight };
}

/** What these add by script is their own; without it they say where to go instead. */
const MADE_BY_SCRIPTS = ["soeg", "udforsk"];

/** A page says and links the same without scripts. */
async function withoutScripts(context) {
  const plain = new Map();
  const bare = await onSample(context, { javaScriptEnabled: false }, async (page, address) => {
    plain.set(address, await page.evaluate(wordsAndLinks));
    const { words, height } = plain.get(address);
    return words.length < 20 || height < 20 ? [`says only "${words}"`] : [];
  });
  const differs = await onSample(context, {}, async (page, address) => {
    if (MADE_BY_SCRIPTS.some((name) => address.startsWith(name))) return [];
    const { words, links } = await page.evaluate(wordsAndLinks);
    const before = plain.get(address);
    const missing = links.filter((link) => !before.links.includes(link));
    if (missing.length) return [`links only with scripts: ${missing.slice(0, 3).join(" ")}`];
    return words === before.words ? [] : ["other words with scripts than without"];
  });
  return [...bare, ...differs];
}

/** Runs in the page: how light paper and ink are, 0 to 1. */
function lightness() {
  const light = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha === 0 ? undefined : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const paper = [document.body, document.documentElement].map((element) => light(getComputedStyle(element).backgroundColor));
  return { paper: paper.find((value) => value !== undefined), ink: light(getComputedStyle(document.querySelector("main p, main h1")).color) };
}

function dark(context) {
  return onSample(context, { colorScheme: "dark" }, async (page, address) => {
    if (address === "404.html") return [];
    const { paper, ink } = await page.evaluate(lightness);
    return paper < 0.2 && ink > 0.6 ? [] : [`paper ${paper}, ink ${ink}`];
  });
}

/** On paper there is no menu, dark or not, and ink is dark on white. */
function print(context) {
  return onSample(context, { colorScheme: "dark" }, async (page, address) => {
    await page.emulateMedia({ media: "print" });
    const { ink } = await page.evaluate(lightness);
    const shown = await page.evaluate(() => [...document.querySelectorAll("header nav, .skip, .toc")].filter((element) => element.offsetHeight).length);
    await page.emulateMedia({ media: "screen" });
    const faults = shown ? [`${shown} navigations on paper`] : [];
    return address === "404.html" || ink < 0.3 ? faults : [...faults, `ink ${ink} on paper`];
  });
}

export const tests = [
  ["no page scrolls sideways at any width", widths],
  ["the keyboard's focus is seen", keyboard],
  ["pages say and link the same without scripts", withoutScripts],
  ["dark where the reader wants it", dark],
  ["paper has no menu and dark ink", print],
];
