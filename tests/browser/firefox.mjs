// Debian's Firefox, by WebDriver BiDi: pages from a folder on disk are styled and keep to the policy.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { fileRoot, urlOf } from "./lib/chromium.mjs";
import { until } from "./lib/harness.mjs";
import { isRedirect } from "./lib/project.mjs";

const EXECUTABLE = process.env.SPORBAR_FIREFOX ?? "/usr/bin/firefox-esr";

/** Opens a page with an ear for breaches of the policy; `look` returns its faults. */
async function onPage(firefox, url, look) {
  const page = await firefox.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy ${event.effectiveDirective} violated by ${event.blockedURI || event.sample}`);
    });
  });
  await page.goto(url);
  faults.push(...(await look(page)));
  await page.close();
  return faults;
}

/** Runs in the page: faults of its looks. The script adds links to headings, so they show that it ran. */
function looks() {
  const faults = [];
  if (!getComputedStyle(document.documentElement).getPropertyValue("--accent")) faults.push("no style sheet");
  if (getComputedStyle(document.querySelector(".skip")).position !== "absolute") faults.push("styles are not applied");
  const headings = document.querySelectorAll(".body h2[id]").length;
  if (headings && !document.querySelector(".body h2[id] a.a")) faults.push("the script has not run");
  if (document.scrollingElement.scrollWidth > innerWidth) faults.push(`scrolls sideways: ${document.scrollingElement.scrollWidth} px`);
  return faults;
}

/** A redirect lands on another page. */
async function landed(page) {
  const arrived = await until(() => page.evaluate(() => Boolean(document.querySelector(".skip"))).catch(() => false), 15);
  return arrived ? page.evaluate(looks) : ["the redirect leads nowhere"];
}

async function withFirefox({ site }, width, urls) {
  const args = [`--width=${width}`, "--height=900"];
  const firefox = await puppeteer.launch({ browser: "firefox", executablePath: EXECUTABLE, headless: true, args });
  const faults = [];
  try {
    for (const [address, look] of urls) {
      const root = fileRoot(look === heard ? site.folder : site.site);
      const found = await onPage(firefox, urlOf(root, address), look);
      if (look === heard) faults.push(...(found.some((fault) => fault.includes("violated")) ? [] : ["a breach of the policy is not heard"]));
      else faults.push(...found.map((fault) => `${address}: ${fault}`));
    }
  } finally {
    await firefox.close();
  }
  return faults;
}

/** The explorer draws its first picture, and the one that an address names. */
async function explores(page) {
  const drawn = (id) => until(() => page.evaluate((wanted) => document.querySelector(".x-summary")?.textContent.startsWith(wanted) && document.querySelectorAll(".x-node").length > 1, id), 15);
  if (!(await drawn("Overblik"))) return ["the explorer draws no overview"];
  await page.evaluate(() => (location.hash = "fokus=DUBU-K-0001"));
  if (!(await drawn("DUBU-K-0001"))) return ["the explorer draws no focus"];
  return page.evaluate(looks);
}

/** Marks the page that breaks the policy on purpose. */
async function heard(page) {
  await until(() => page.evaluate(() => document.readyState === "complete"), 5);
  return [];
}

function pages(context) {
  const { site } = context;
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`;
  writeFileSync(join(site.folder, "breach.html"), `<!doctype html><title>x</title>${policy}<script>x</script>`);
  const look = (page) => page.evaluate(looks);
  const item = site.pages.find((address) => address.startsWith("krav/dubu-k-") && !isRedirect(site.site, address));
  const redirect = site.pages.find((address) => isRedirect(site.site, address));
  if (!item || !redirect) return ["the site has no requirement or no redirect to try"];
  return withFirefox(context, 1280, [["breach.html", heard], ["index.html", look], [item, look], [redirect, landed], ["udforsk.html", explores]]);
}

export const tests = [["front page, requirement, redirect and explorer in Firefox from disk", pages]];
