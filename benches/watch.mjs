// How long `sporbar watch` takes from a saved file to the bytes of its page: the requirement's own page is open, the text
// of the requirement is edited again and again; then the title of a hub, with a page open that shows it.
//
//   node benches/watch.mjs PROJECT [--edits 200] [--program target/release/sporbar] [--profile]
//
// PROJECT is a corpus of `sporbar-corpus`; its files are as before at the end. No browser takes part.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const [project, ...flags] = process.argv.slice(2);
const flag = (name, otherwise) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : otherwise);
const EDITS = Number(flag("--edits", 200));
const PROGRAM = flag("--program", join(root, "target/release/sporbar"));
const PORT = Number(flag("--port", 8765));
const agent = new Agent({ keepAlive: true });

if (!project) {
  console.error("node benches/watch.mjs PROJECT [--edits 200] [--program FILE]");
  process.exit(2);
}

function fetchText(path) {
  return new Promise((done, failed) => {
    const call = get({ host: "127.0.0.1", port: PORT, path, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => done(text));
    });
    call.on("error", failed);
  });
}

/** Listens for the states of a page; `next()` waits for one more. */
function listen(page) {
  const waiting = [];
  const states = [];
  let rest = "";
  const call = get({ host: "127.0.0.1", port: PORT, path: `/_sporbar/events?page=${encodeURIComponent(page)}` }, (answer) => {
    answer.setEncoding("utf8").on("data", (part) => {
      rest += part;
      for (let end; (end = rest.indexOf("\n\n")) >= 0; rest = rest.slice(end + 2)) {
        const data = rest.slice(0, end).split("\n").find((line) => line.startsWith("data:"));
        if (!data) continue;
        const state = JSON.parse(data.slice(5));
        if (waiting.length) waiting.shift()(state);
        else states.push(state);
      }
    });
  });
  const next = () => (states.length ? Promise.resolve(states.shift()) : new Promise((done) => waiting.push(done)));
  return { next, close: () => call.destroy() };
}

function told(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)].toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, of ${times.length}`);
}

/** Edits a file, and waits until the page's bytes hold the new words. */
async function edited(file, page, make) {
  const before = readFileSync(file, "utf8");
  const events = listen(page);
  await events.next();
  const times = [];
  try {
    for (let number = 0; number < EDITS; number += 1) {
      const { text, words } = make(before, number);
      const began = performance.now();
      writeFileSync(file, text);
      do await events.next();
      while (!(await fetchText(`/${page}`)).includes(words));
      times.push(performance.now() - began);
      // A person pauses between two saves; what the program puts off until then is not measured.
      await new Promise((next) => setTimeout(next, 120));
    }
  } finally {
    writeFileSync(file, before);
    events.close();
  }
  return times;
}

/** The requirement or solution that most requirements name: its file, its id, and one of those that name it. */
function hub() {
  const files = new Map();
  for (const folder of ["krav", "løsninger"].map((name) => join(project, "content", name))) {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), "utf8");
      files.set(/^id: (.*)$/m.exec(text)?.[1], { file: join(folder, name), text });
    }
  }
  const named = new Map();
  for (const [id, { file, text }] of files) {
    if (!file.includes("/krav/")) continue;
    for (const other of new Set(text.match(/\b[A-Z]+-\d{6}\b/g))) {
      if (other !== id && files.has(other)) named.set(other, [...(named.get(other) ?? []), file]);
    }
  }
  const [id, by] = [...named].sort((a, b) => b[1].length - a[1].length)[0];
  return { id, count: by.length, file: files.get(id).file, page: `krav/${basename(by[0], ".md")}.html` };
}

const began = performance.now();
const program = spawn(PROGRAM, ["watch", "--project", project, "--port", String(PORT), ...(flags.includes("--profile") ? ["--verbose"] : [])]);
let said = "";
program.stderr.on("data", (part) => (said += part));
process.on("exit", () => program.kill("SIGKILL"));
for (;;) {
  const front = await fetchText("/").catch(() => "");
  if (front) break;
  await new Promise((next) => setTimeout(next, 5));
}
console.log(`first page after ${(performance.now() - began).toFixed(0)} ms`);

const krav = join(project, "content/krav");
const name = readdirSync(krav).filter((name) => name.endsWith(".md")).sort()[100];
const page = `krav/${name.replace(/\.md$/, ".html")}`;
const prose = (before, number) => {
  const words = `Senest gennemset: 20${26 + (number % 70)}-0${1 + (number % 9)}-1${number % 10}.`;
  return { text: before.replace(/Senest gennemset: [0-9-]*\./, words), words };
};
told("text of one requirement", await edited(join(krav, name), page, prose));

const { id, count, file, page: shows } = hub();
const title = (before, number) => ({ text: before.replace(/^titel: .*$/m, `titel: Et nyt navn ${number}`), words: `Et nyt navn ${number}` });
told(`title of ${id}, named by ${count} requirements, seen from ${shows}`, await edited(file, shows, title));

if (flags.includes("--profile")) {
  const stages = said.split("\n").filter((line) => /^(trin i ms|stages in ms)/.test(line));
  console.log([stages[0], ...stages.slice(5, 9), ...stages.slice(-4)].join("\n"));
}
program.kill("SIGINT");
await new Promise((done) => program.on("exit", done));
process.exit(0);
