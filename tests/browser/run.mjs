// All browser tests: `node tests/browser/run.mjs [part of a file's name …]`. Ends with `browser: N passed, N failed`.

import { runAll } from "./lib/harness.mjs";
import { startChromium } from "./lib/chromium.mjs";
import { makeSite } from "./lib/project.mjs";

const FILES = ["smoke", "layout", "access", "explorer", "graph", "firefox", "watch", "reload"];
const wanted = process.argv.slice(2);
const chosen = FILES.filter((file) => !wanted.length || wanted.some((word) => file.includes(word)));

const total = { passed: 0, failed: 0 };

async function runChosen(browser) {
  const site = makeSite();
  console.log(`${site.pages.length} pages, ${site.files.length} files`);
  for (const file of chosen) {
    const { tests } = await import(`./${file}.mjs`);
    const counts = await runAll(tests, { browser, site });
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
}

let browser;
try {
  browser = await startChromium();
  await runChosen(browser);
} catch (error) {
  console.log(`FAILED to start: ${error.stack}`);
  total.failed += 1;
}
await browser?.close();
// A choice that runs nothing is no success.
if (total.passed + total.failed === 0) total.failed = 1;
console.log(`browser: ${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
