// A copy of the shipped project in a folder of its own, and the site built from it.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../../..");
const INPUTS = ["sporbar.yaml", "content", "dispensationer.yaml", "gennemgang.lock", "udbudsparathed.csv"];

// SPORBAR names another program than the one built here.
export const PROGRAM = process.env.SPORBAR ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "release/sporbar");

// The same day for `build` and `watch`, so that their bytes can be compared.
export const ENVIRONMENT = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? "1795392000" };

/** Copies the project, builds it and returns where both lie. */
export function makeSite() {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run cargo build --release`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sporbar-browser-")));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const project = join(folder, "project");
  for (const name of INPUTS) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(project, name), { recursive: true });
  }
  const site = join(folder, "Mit site æøå");
  buildSite(project, site);
  const files = walk(site);
  return { folder, project, site, files, pages: files.filter((file) => file.endsWith(".html")) };
}

/** Builds a site. Findings (1) are no failure here: it is published all the same. */
export function buildSite(project, site) {
  try {
    execFileSync(PROGRAM, ["build", "--quiet", "--project", project, "--output", site], { env: ENVIRONMENT, stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1) throw new Error(`build ended with ${error.status}: ${error.stderr}`);
  }
}

/** All files under a folder as sorted addresses with `/`; hidden ones are no part of the site. */
function walk(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const files = names.filter((path) => statSync(path).isFile()).map((path) => relative(folder, path).split(sep).join("/"));
  return files.filter((address) => !address.startsWith(".")).sort();
}

/** The text of a file of the site. */
export function read(site, address) {
  return readFileSync(join(site, address), "utf8");
}

/** A page that only leads on to another. */
export function isRedirect(site, address) {
  return read(site, address).includes('http-equiv="refresh"');
}

/**
 * One page of every sort: each folder's list, its later parts, its items, what lies deeper, and one redirect.
 * Pages of a sort are made by the same template from the same parts, so the longest shows the most of them.
 */
export function samplePages({ site, pages }) {
  const longest = new Map();
  for (const address of pages) {
    const folders = address.split("/");
    const file = folders.pop();
    const sort = isRedirect(site, address) ? "redirect" : [folders[0] ?? file, folders.length, shape(file)].join(" ");
    const size = statSync(join(site, address)).size;
    if (size > (longest.get(sort)?.size ?? -1)) longest.set(sort, { address, size });
  }
  return [...longest.values()].map((page) => page.address).sort();
}

function shape(file) {
  if (/^side-\d+\.html$/.test(file)) return "side";
  return file === "index.html" ? "index" : "own";
}
