// The explorer in Chromium: choosing, opening, keys, addresses, other sizes, and content that means harm.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileRoot, openTab } from "./lib/chromium.mjs";
import { buildSite } from "./lib/project.mjs";
import { serveFolder } from "./lib/server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const FOCUS = "fokus=DUBU-K-0001";
const MOST = 150;

/** Opens the explorer at an address and runs `look` on it; what goes wrong on the page is added to its faults. */
async function at(context, hash, look, settings = { viewport: DESK }) {
  const { browser, site } = context;
  const tabs = await browser.newContext(settings);
  const { page, take } = await openTab(tabs);
  const root = context.root ?? fileRoot(site.site);
  await page.goto(`${root}udforsk.html${hash ? `#${hash}` : ""}`);
  if (settings.javaScriptEnabled !== false) await page.waitForSelector(".x-list tr", { state: "attached" });
  const faults = (await look(page)) ?? [];
  faults.push(...take());
  await tabs.close();
  return faults;
}

/** What is drawn: ids of items in order, texts of counters, and the rest of the picture. */
function drawn(page) {
  return page.evaluate(() => {
    const nodes = [...document.querySelectorAll(".x-place")];
    const items = nodes.filter((node) => !node.matches(".x-counter"));
    const idOf = (node) => node?.closest(".x-place")?.querySelector(".g-id")?.textContent ?? "";
    return {
      ids: items.map(idOf),
      classes: items.map((node) => node.getAttribute("class")),
      counters: nodes.filter((node) => node.matches(".x-counter")).map((node) => node.textContent),
      all: nodes.length,
      edges: document.querySelectorAll(".x-edge:not(.x-cross)").length,
      summary: document.querySelector(".x-summary").textContent,
      own: idOf(document.querySelector(".x-node[aria-current]")),
      hash: location.hash,
      active: idOf(document.activeElement) || document.activeElement.id,
    };
  });
}

/** Waits until the page says so; the driver asks again on every frame. */
const shows = (page, text) => page.waitForFunction((wanted) => document.querySelector(".x-summary")?.textContent.includes(wanted), text);
/** Waits for an address and for the picture of it: the page draws in an event that comes after the address is set. */
const settled = async (page, holds) => {
  await page.waitForFunction(holds);
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0)));
};
const missing = (facts) => Object.entries(facts).filter(([, holds]) => !holds).map(([fact]) => fact);

const overview = (context) =>
  at(context, "", async (page) => {
    const { ids, classes, all, edges, summary } = await drawn(page);
    return missing({
      "solutions are drawn": classes.some((name) => name.includes("k-solution")) && ids.includes("DUBU"),
      "acts are drawn": classes.some((name) => name.includes("k-legal-source")) && ids.includes("BL"),
      "they are joined": edges > 0,
      "the picture is told in words": summary.startsWith("Overblik"),
      "there are not too many": all <= MOST,
    });
  });

const searches = (context) =>
  at(context, "", async (page) => {
    await page.keyboard.press("/");
    const field = (await drawn(page)).active;
    await page.keyboard.type("boernefaglig UNDERSØGELSE");
    const found = await page.locator("#_x-found [role=option]").allTextContents();
    await page.fill("#_x-search", "dubu-k-0001");
    await page.keyboard.press("Enter");
    await shows(page, "DUBU-K-0001: ");
    const { own, hash, active } = await drawn(page);
    return missing({
      "/ goes to the field": field === "_x-search",
      "oe is ø, and case does not count": found.some((text) => text.includes("ørnefaglig")),
      "Enter takes the first": own === "DUBU-K-0001" && hash === "#fokus=DUBU-K-0001",
      "the node has the focus": active === "DUBU-K-0001",
    });
  });

const filters = (context) =>
  at(context, "", async (page) => {
    await page.click(".x-pick:first-child summary");
    await page.check("input[value=krav]");
    await settled(page, () => location.hash === "#type=krav");
    const kinds = await drawn(page);
    await page.click(".x-pick:nth-child(2) summary");
    await page.check("input[value=DUBU]");
    await settled(page, () => location.hash.includes("loesning=DUBU"));
    const both = await drawn(page);
    await page.click("text=Fjern filtre");
    await settled(page, () => location.hash === "");
    return missing({
      "only the kind is drawn": kinds.ids.length > 0 && kinds.classes.every((name) => name.includes("k-requirement")),
      "filters are joined by and": both.ids.length > 0 && both.ids.length < kinds.ids.length,
      "they can be cleared": (await drawn(page)).summary.startsWith("Overblik"),
    });
  });

const opens = (context) =>
  at(context, FOCUS, async (page) => {
    const start = await drawn(page);
    await page.focus('.x-node[aria-label*=" DUBU-P-01 "]');
    await page.keyboard.press("+");
    await settled(page, () => location.hash.includes("udvid="));
    const opened = await drawn(page);
    await page.keyboard.press("-");
    await settled(page, () => !location.hash.includes("udvid="));
    const closed = await drawn(page);
    await page.click("text=To led");
    await settled(page, () => location.hash.includes("trin=2"));
    const far = await drawn(page);
    return missing({
      "+ draws neighbours": opened.ids.length > start.ids.length,
      "the same node keeps the focus": opened.active === "DUBU-P-01" && closed.active === "DUBU-P-01",
      "- hides them again": closed.ids.join() === start.ids.join(),
      "two steps reach further": far.ids.length > start.ids.length && far.all <= MOST,
      "nothing is drawn twice": new Set(far.ids).size === far.ids.length,
    });
  });

const counters = (context) =>
  at(context, "fokus=DUBU", async (page) => {
    const start = await drawn(page);
    await page.focus(".x-counter .x-node");
    await page.keyboard.press("Enter");
    await settled(page, () => location.hash.includes("flere="));
    // The address is new before the picture is.
    await page.waitForFunction((count) => document.querySelectorAll(".x-place:not(.x-counter)").length > count, start.ids.length);
    const more = await drawn(page);
    return missing({
      "a hub says how many more": start.counters.some((text) => /\+ \d+ /.test(text)),
      "and shows them on request": more.ids.length > start.ids.length && more.all <= MOST,
    });
  });

const keys = (context) =>
  at(context, FOCUS, async (page) => {
    await page.focus(".x-node[aria-current]");
    await page.keyboard.press("ArrowLeft");
    const left = await drawn(page);
    await page.keyboard.press("ArrowDown");
    const below = await drawn(page);
    await page.keyboard.press("Enter");
    await settled(page, () => !location.hash.endsWith("DUBU-K-0001"));
    const entered = await drawn(page);
    await page.keyboard.press("Escape");
    await shows(page, "DUBU-K-0001: ");
    const back = await drawn(page);
    await page.keyboard.press("Escape");
    await shows(page, "Overblik");
    const tab = await page.locator('.x-node[tabindex="0"]').count();
    return missing({
      "left is what it rests on": left.active !== "DUBU-K-0001" && left.active.length > 0,
      "down is another node": below.active !== left.active,
      "Enter puts it in the middle": entered.own === below.active && entered.active === below.active,
      "Esc goes back": back.own === "DUBU-K-0001" && back.active === "DUBU-K-0001",
      "Tab reaches one node": tab === 1,
    });
  });

const addresses = (context) =>
  at(context, "", async (page) => {
    await page.fill("#_x-search", "dubu-k-0001");
    await page.keyboard.press("Enter");
    await shows(page, "DUBU-K-0001: ");
    await page.click("text=To led");
    await settled(page, () => location.hash.includes("trin=2"));
    const here = await drawn(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForSelector(".x-list tr", { state: "attached" });
    const there = await drawn(other);
    await page.goBack();
    await page.goBack();
    await shows(page, "Overblik");
    const start = await drawn(page);
    await page.goForward();
    await shows(page, "DUBU-K-0001: ");
    return missing({
      "an address gives the same picture": here.ids.join() === there.ids.join() && here.summary === there.summary,
      "back leads to the picture before": start.hash === "",
      "and forward again": (await drawn(page)).own === "DUBU-K-0001",
    });
  });

const table = (context) =>
  at(context, FOCUS, async (page) => {
    const { ids, edges } = await drawn(page);
    const rows = await page.locator(".x-list table:first-child tbody tr").count();
    const joined = await page.locator(".x-list table:last-child tbody tr").count();
    await page.click(".same summary");
    await page.click('.x-list button[aria-label="Sæt i midten: BL § 133"]');
    await shows(page, "BL § 133: ");
    return missing({ "every node has a row": rows === ids.length, "every edge has one": joined >= edges && edges > 0 });
  });

const fromItem = (context) =>
  at(context, "", async (page) => {
    await page.goto(page.url().replace("udforsk.html", "krav/dubu-k-0001.html"));
    await page.click('a[href$="udforsk.html#fokus=DUBU-K-0001"]');
    await shows(page, "DUBU-K-0001: ");
    await page.click("text=Åbn siden");
    return missing({ "and back to the item": page.url().endsWith("krav/dubu-k-0001.html") });
  });

/** Addresses that nobody's script made. */
async function strange(context) {
  const faults = [];
  const hashes = ["fokus=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "fokus=%E0%A4%A", "fokus=__proto__&type=constructor", "side=-1&flere=x&trin=9&=&&&", "udvid=toString", "status=%00"];
  for (const hash of hashes) {
    const look = async (page) => missing({ "something is told": (await drawn(page)).summary.length > 0, "no element comes from it": (await page.locator("#_x img").count()) === 0 });
    faults.push(...(await at(context, hash, look)).map((fault) => `${hash}: ${fault}`));
  }
  return faults;
}

const MARK = `</script><script>window.harmed=1</script>"'><img src=x onerror="window.harmed=1">`;

/** A site of a stranger: titles and ids that want out of their place, and items that are not public. */
async function stranger(context) {
  const project = join(context.site.folder, "fremmed");
  mkdirSync(join(project, "content"), { recursive: true });
  const items = [
    { id: "A-1", type: "krav", titel: MARK, afhænger_af: ["A-2", "HEMMELIG"] },
    { id: "A-2", type: "krav", titel: "\u202eomvendt \u2066titel\u0007 אבג" },
    { id: "HEMMELIG", type: "krav", titel: "Skjult titel", synlighed: "fortrolig", afhænger_af: "A-2" },
    { id: "L", type: "løsning", titel: MARK },
  ];
  writeFileSync(join(project, "sporbar.yaml"), "titel: Prøve\n");
  for (const item of items) writeFileSync(join(project, "content", `${item.id}.yaml`), JSON.stringify(item));
  const folder = join(context.site.folder, "fremmed-site");
  buildSite(project, folder);
  const own = { ...context, root: fileRoot(folder) };
  const look = async (page) => {
    const { ids } = await drawn(page);
    const text = await page.evaluate(() => document.body.textContent);
    await page.fill("#_x-search", "skjult");
    const found = await page.locator("#_x-found [role=option]").count();
    return missing({
      "the item is drawn": ids.includes("A-1") && ids.includes("A-2"),
      "its title is text": text.includes("</script><script>"),
      "nothing of it runs": !(await page.evaluate(() => window.harmed)),
      "what is hidden is not there": !/HEMMELIG|Skjult/.test(text) && found === 0,
    });
  };
  const overviewed = await at(own, "", async (page) => missing({ "nothing runs in the overview": !(await page.evaluate(() => window.harmed)) }));
  const hidden = await at(own, "fokus=HEMMELIG", async (page) => missing({ "a hidden id is unknown": (await drawn(page)).own === "" }));
  return [...(await at(own, "fokus=A-1", look)), ...overviewed, ...hidden];
}

/** A link to be reviewed again, one to what is withdrawn and one to nothing: in the picture and in its tables. */
async function standings(context) {
  const project = join(context.site.folder, "maerker");
  mkdirSync(join(project, "content"), { recursive: true });
  const items = [
    { id: "K-1", type: "krav", titel: "Frist", hjemmel: "LOV", afhænger_af: ["K-2", "K-9"], løsning: "L" },
    { id: "K-2", type: "krav", titel: "Forbi", status: "udgået" },
    { id: "L", type: "løsning", titel: "Løsningen" },
    { id: "LOV", type: "retskilde", titel: "Loven", i_kraft: "2020-01-01", resume: "Nu står der noget andet." },
  ];
  writeFileSync(join(project, "sporbar.yaml"), "titel: Mærker\n");
  writeFileSync(join(project, "gennemgang.lock"), "K-1\thjemmel\tLOV\tresume\t000000000000\t2026-05-12\tFG\n");
  for (const item of items) writeFileSync(join(project, "content", `${item.id}.yaml`), JSON.stringify(item));
  const folder = join(context.site.folder, "maerker-site");
  buildSite(project, folder);
  const own = { ...context, root: fileRoot(folder) };
  const look = async (page) => {
    const { summary } = await drawn(page);
    const seen = await page.evaluate(() => ({
      lines: [...document.querySelectorAll(".x-edge .g-suspect, .x-edge .g-broken")].filter((line) => getComputedStyle(line).strokeDasharray !== "none").length,
      marks: [...document.querySelectorAll(".x-mark")].map((mark) => mark.textContent.trim()).sort(),
      missing: document.querySelector(".x-missing")?.textContent ?? "",
      panel: document.querySelector(".x-panel").textContent,
    }));
    await page.click(".same summary");
    const rows = await page.locator(".x-list table:last-child tbody tr").allTextContents();
    return missing({
      "the lines are broken": seen.lines === 3,
      "and say how they stand": seen.marks.join() === "◐ skal genvurderes,✕ brudt,✕ udgået",
      "what is missing is drawn": seen.missing.includes("✕ K-9 findes ikke"),
      "it is told in the summary": summary.includes("1 skal genvurderes, 1 udgået, 1 brudt"),
      "and beside the picture": /◐ 1 skal genvurderes/.test(seen.panel) && seen.panel.includes("✕ K-9 findes ikke"),
      "and in the table": ["hjemmel ◐ skal genvurderes", "✕ udgået", "✕ brudtK-9"].every((text) => rows.some((row) => row.includes(text))),
    });
  };
  const faults = [...(await at(own, "fokus=K-1", look)), ...(await at(own, "fokus=K-1", look, { viewport: PHONE }))];
  const overviewed = await at(own, "", async (page) => missing({ "the overview counts": (await page.locator(".x-mark").allTextContents()).join().includes("◐ 1") }));
  return [...faults, ...overviewed];
}

async function examine(context, settings) {
  const faults = [];
  for (const hash of ["", `${FOCUS}&trin=2`, "type=krav"]) {
    const look = async (page) => {
      await page.click(".same summary");
      await page.evaluate(AXE);
      const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly, preload: false, resultTypes: ["violations"] }), TAGS);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
      const named = violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(" ")} ${node.html.slice(0, 140)}`));
      return [...named, ...(wide > settings.viewport.width ? [`${wide} px wide`] : [])];
    };
    faults.push(...(await at(context, hash, look, settings)).map((fault) => `#${hash}: ${fault}`));
  }
  return faults;
}

const withoutScripts = (context) =>
  at(
    context,
    "",
    async (page) => {
      const text = await page.locator("main").innerText();
      await page.click("noscript a");
      return missing({ "it is said": text.includes("kan ikke vises her"), "the lists are one click away": page.url().endsWith("oversigt.html") });
    },
    { viewport: DESK, javaScriptEnabled: false },
  );

const onPaper = (context) =>
  at(context, `${FOCUS}&trin=2`, async (page) => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => {
      const view = document.querySelector(".x-drawing").viewBox.baseVal;
      const box = document.querySelector(".x-nodes").getBBox();
      return { whole: view.x <= box.x && view.x + view.width >= box.x + box.width && view.height >= box.height, tools: document.querySelector(".x-tools").offsetHeight, table: document.querySelector(".x-list").offsetHeight };
    });
    return missing({ "all of the picture is printed": seen.whole, "buttons are not": seen.tools === 0, "the table is": seen.table > 0 });
  });

async function fromServer(context) {
  const server = await serveFolder(context.site.site);
  const faults = await at({ ...context, root: server.root }, FOCUS, async (page) => missing({ "the focus is drawn": (await drawn(page)).own === "DUBU-K-0001" }));
  await server.stop();
  return faults;
}

export const tests = [
  ["the explorer opens with solutions and acts", overview],
  ["the explorer finds an item", searches],
  ["the explorer's filters", filters],
  ["the explorer opens and closes neighbours", opens],
  ["the explorer counts what it does not draw", counters],
  ["the explorer by keyboard", keys],
  ["the explorer's pictures have addresses", addresses],
  ["the explorer's picture as tables", table],
  ["from an item to the explorer and back", fromItem],
  ["the explorer at strange addresses", strange],
  ["the explorer of a stranger's content", stranger],
  ["the explorer marks links that do not hold", standings],
  ["no barrier in the explorer, light", (context) => examine(context, { viewport: DESK, colorScheme: "light" })],
  ["no barrier in the explorer, dark", (context) => examine(context, { viewport: DESK, colorScheme: "dark" })],
  ["no barrier in the explorer, on a phone", (context) => examine(context, { viewport: PHONE, colorScheme: "light" })],
  ["the explorer without scripts", withoutScripts],
  ["the explorer on paper", onPaper],
  ["the explorer from a server below a sub-path", fromServer],
];
