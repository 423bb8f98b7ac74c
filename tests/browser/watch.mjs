// `sporbar watch` on a copy of the project: what it serves, to whom, and that an edit reaches the browser.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { until } from "./lib/harness.mjs";
import { ENVIRONMENT, PROGRAM, read } from "./lib/project.mjs";

const NEW_WORDS = "Prøvesætning, som kun denne prøve skriver";

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Asks the watch server for a path as written; `host` is the name that the request claims. */
function ask(port, path, host = `127.0.0.1:${port}`) {
  return new Promise((resolve, reject) => {
    const call = request({ port, path, host: "127.0.0.1", headers: { host }, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString("utf8") }));
    });
    call.on("error", reject);
    call.end();
  });
}

async function start(project) {
  const port = await freePort();
  const program = spawn(PROGRAM, ["watch", "--project", project, "--port", String(port)], { env: ENVIRONMENT });
  const watch = { port, program, said: "", ended: undefined };
  const hear = (part) => (watch.said += part);
  program.stdout.on("data", hear);
  program.stderr.on("data", hear);
  program.on("exit", (code, signal) => (watch.ended = { code, signal }));
  const answers = () => ask(port, "/").then((answer) => answer.status, () => watch.ended);
  if (!(await until(answers)) || watch.ended) throw new Error(`watch does not serve: ${watch.said}`);
  return watch;
}

/** Served are the published bytes, and nothing that lies outside the site. */
async function serves({ site }, { port }) {
  const faults = [];
  const front = await ask(port, "/");
  if (front.status !== 200) faults.push(`front page: ${front.status}`);
  if (front.text !== read(site.site, "index.html")) faults.push("front page: other bytes than published");
  const unknown = await ask(port, "/findes/ikke.html");
  if (unknown.status !== 404) faults.push(`unknown path: ${unknown.status}`);
  if (unknown.text !== read(site.site, "404.html")) faults.push("unknown path: not the bytes of 404.html");
  for (const path of ["/../sporbar.yaml", "/%2e%2e/sporbar.yaml", "/..%2fsporbar.yaml", "//etc/passwd"]) {
    const answer = await ask(port, path);
    if (answer.status === 200 || answer.text.includes("sprog: da")) faults.push(`${path}: ${answer.status}`);
  }
  return faults;
}

/** Every file of the site answers under its own name. */
async function servesAll({ site }, { port }) {
  const faults = [];
  for (const address of site.files) {
    const { status } = await ask(port, `/${address.split("/").map(encodeURIComponent).join("/")}`);
    if (status !== 200) faults.push(`${address}: ${status}`);
  }
  return faults;
}

/** A page elsewhere that gives its own name to this machine gets nothing. */
async function refuses(_, { port }) {
  const faults = [];
  for (const host of [`evil.example:${port}`, "evil.example", `127.0.0.1.evil.example:${port}`]) {
    const answer = await ask(port, "/", host);
    if (answer.status < 400 || answer.text.includes("<html")) faults.push(`${host}: ${answer.status}`);
  }
  return faults;
}

/** An edit is served, and a browser that loads the page again shows it. */
async function reloads({ browser, site }, { port }) {
  const address = site.pages.find((page) => page.startsWith("krav/dubu-k-"));
  const file = join(site.project, "content/dubu/krav", address.split("/")[1].replace(".html", ".md"));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/${address}`);
  writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n\n${NEW_WORDS}.\n`);
  const faults = [];
  const served = await until(async () => (await ask(port, `/${address}`)).text.includes(NEW_WORDS));
  if (!served) faults.push("the edit is not served");
  await page.reload();
  const shown = await page.evaluate((words) => document.body.textContent.includes(words), NEW_WORDS);
  if (!shown) faults.push("the browser still shows the old text");
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

process.on("exit", () => running?.program.kill("SIGKILL"));

export const tests = [
  ["watch serves the published bytes, and 404.html for what is not there", withWatch(serves)],
  ["watch serves every file of the site", withWatch(servesAll)],
  ["watch refuses requests under a foreign name", withWatch(refuses)],
  ["watch brings an edit to the browser", withWatch(reloads)],
  ["watch keeps the last good site while sporbar.yaml is broken", withWatch(survives)],
  ["watch ends with 0 on Ctrl-C", withWatch(ends)],
];
