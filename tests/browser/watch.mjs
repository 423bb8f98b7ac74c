// `sporbar watch` on a copy of the project: what it serves, to whom, and that an edit reaches the browser.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./lib/harness.mjs";
import { read } from "./lib/project.mjs";
import { ask, start } from "./lib/watch.mjs";

const NEW_WORDS = "Prøvesætning, som kun denne prøve skriver";

// What a page is served with beyond its published bytes.
const ELEMENT = '<script data-sporbar-watch src="/_sporbar/watch.js"></script>';

/** Served are the published bytes and one element, and nothing that lies outside the site. */
async function serves({ site }, { port }) {
  const faults = [];
  const front = await ask(port, "/");
  if (front.status !== 200) faults.push(`front page: ${front.status}`);
  if (front.text.replace(ELEMENT, "") !== read(site.site, "index.html")) faults.push("front page: other bytes than published");
  const unknown = await ask(port, "/findes/ikke.html");
  if (unknown.status !== 404) faults.push(`unknown path: ${unknown.status}`);
  if (unknown.text.replace(ELEMENT, "") !== read(site.site, "404.html")) faults.push("unknown path: not the bytes of 404.html");
  for (const path of ["/../sporbar.yaml", "/%2e%2e/sporbar.yaml", "/..%2fsporbar.yaml", "//etc/passwd"]) {
    const answer = await ask(port, path);
    if (answer.status === 200 || answer.text.includes("sprog: da")) faults.push(`${path}: ${answer.status}`);
  }
  return faults;
}

/** Every file of the site answers under its own name, a page with one element more and all else byte for byte. */
async function servesAll({ site }, { port }) {
  const faults = [];
  for (const address of site.files) {
    const { status, bytes } = await ask(port, `/${address.split("/").map(encodeURIComponent).join("/")}`);
    if (status !== 200) faults.push(`${address}: ${status}`);
    const published = readFileSync(join(site.site, address));
    const isPage = address.endsWith(".html");
    const without = isPage ? bytes.toString("utf8").split(ELEMENT) : [bytes];
    if (isPage && without.length !== 2) faults.push(`${address}: the element stands ${without.length - 1} times`);
    if (!Buffer.from(isPage ? without.join("") : bytes).equals(published)) faults.push(`${address}: other bytes than published`);
  }
  return faults;
}

/** A page elsewhere that gives its own name to this machine gets nothing. */
async function refuses(_, { port }) {
  const faults = [];
  const foreign = [
    ...[`evil.example:${port}`, "evil.example", `127.0.0.1.evil.example:${port}`].map((host) => ({ host })),
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ];
  for (const headers of foreign) {
    for (const path of ["/", "/_sporbar/events", "/_sporbar/watch.js"]) {
      const answer = await ask(port, path, headers);
      if (answer.status < 400 || answer.text.includes("<html")) faults.push(`${path} ${JSON.stringify(headers)}: ${answer.status}`);
    }
  }
  return faults;
}

/** An edit is served, and a browser that has the page open shows it without being asked to. */
async function reloads({ browser, site }, { port }) {
  const address = site.pages.find((page) => page.startsWith("krav/dubu-k-"));
  const file = join(site.project, "content/dubu/krav", address.split("/")[1].replace(".html", ".md"));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/${address}`);
  await page.waitForSelector("#_sporbar-watch[data-version]", { state: "attached" });
  writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n\n${NEW_WORDS}.\n`);
  const faults = [];
  const served = await until(async () => (await ask(port, `/${address}`)).text.includes(NEW_WORDS));
  if (!served) faults.push("the edit is not served");
  const shown = page.waitForFunction((words) => document.body.textContent.includes(words), NEW_WORDS, { timeout: 15_000 });
  if (!(await shown.then(() => true, () => false))) faults.push("the browser still shows the old text");
  await page.close();
  return faults;
}

/** With a broken `sporbar.yaml` the last good site is served; mended, edits are taken again. */
async function survives({ site }, watch) {
  const file = join(site.project, "sporbar.yaml");
  const good = readFileSync(file, "utf8");
  const before = watch.said.length;
  writeFileSync(file, "titel: [\n");
  const faults = [];
  if (!(await until(() => watch.said.slice(before).includes("sporbar.yaml")))) faults.push("the broken sporbar.yaml is not told of");
  const answer = await ask(watch.port, "/");
  if (answer.status !== 200 || !answer.text.includes("<h1")) faults.push(`then the front page: ${answer.status}`);
  writeFileSync(file, good.replace(/^titel: .*/m, "titel: Ny titel efter rettelsen"));
  const mended = await until(async () => (await ask(watch.port, "/")).text.includes("Ny titel efter rettelsen"));
  return mended ? faults : [...faults, "the mended sporbar.yaml is not taken"];
}

/** Ctrl-C ends the program, and the status is 0. */
async function ends(_, watch) {
  watch.program.kill("SIGINT");
  const ended = await until(() => watch.ended, 10);
  return ended?.code === 0 ? [] : [`Ctrl-C: ${JSON.stringify(ended ?? "still runs")}`];
}

let running;

/** A test of the one server, which the first of them starts and the last stops. */
function withWatch(test) {
  return async (context) => {
    running ??= await start(context.site.project);
    return test(context, running);
  };
}


export const tests = [
  ["watch serves the published bytes, and 404.html for what is not there", withWatch(serves)],
  ["watch serves every file of the site", withWatch(servesAll)],
  ["watch refuses requests under a foreign name", withWatch(refuses)],
  ["watch brings an edit to the browser", withWatch(reloads)],
  ["watch keeps the last good site while sporbar.yaml is broken", withWatch(survives)],
  ["watch ends with 0 on Ctrl-C", withWatch(ends)],
];
