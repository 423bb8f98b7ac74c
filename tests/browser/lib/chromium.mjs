// Debian's Chromium under Playwright, and an ear for everything that goes wrong on a page.

import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.SPORBAR_CHROMIUM ?? "/usr/bin/chromium";

/** Starts the browser: without its own sandbox, which root can't use; the pages are our own. */
export function startChromium() {
  // Containers give shared memory too small for large pages.
  const args = ["--disable-dev-shm-usage"];
  return chromium.launch({ executablePath: EXECUTABLE, args, chromiumSandbox: false });
}

/** The address of a folder as the start of its files' addresses. */
export function fileRoot(folder) {
  return `${pathToFileURL(folder).href}/`;
}

/** The browser's address of a page of the site. */
export function urlOf(root, address) {
  return root + address.split("/").map(encodeURIComponent).join("/");
}

/** A tab that notes every console message, error, policy violation and failed request in `faults`. */
export async function openTab(context) {
  const page = await context.newPage();
  const faults = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy ${event.effectiveDirective} violated by ${event.blockedURI || event.sample}`);
    });
  });
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Leaving a page cuts off what it still loads, its icon for one.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") faults.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`answer ${response.status()}: ${response.url()}`);
  });
  return { page, take: () => faults.splice(0) };
}
