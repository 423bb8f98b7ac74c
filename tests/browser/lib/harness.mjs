// Runs tests one after another and counts them. A test is [name, function]; the function returns a list of faults
// (empty when all is well) or throws.

const SHOWN = 40;

/** Runs the tests; returns how many passed and failed. */
export async function runAll(tests, context) {
  const counts = { passed: 0, failed: 0 };
  for (const [name, test] of tests) {
    const started = Date.now();
    const faults = await run(test, context);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${faults.length ? "FAILED" : "ok"} ${name} (${seconds} s)`);
    for (const fault of faults.slice(0, SHOWN)) console.log(`    ${fault}`);
    if (faults.length > SHOWN) console.log(`    … ${faults.length - SHOWN} more`);
    counts[faults.length ? "failed" : "passed"] += 1;
  }
  return counts;
}

async function run(test, context) {
  try {
    return (await test(context)) ?? [];
  } catch (error) {
    return [String(error?.stack ?? error)];
  }
}

/** Does `work` for every element with `width` of them under way; the order of results is the order of elements. */
export async function inParallel(elements, width, work) {
  const results = new Array(elements.length);
  let next = 0;
  const worker = async (number) => {
    while (next < elements.length) {
      const at = next++;
      results[at] = await work(elements[at], number);
    }
  };
  await Promise.all(Array.from({ length: width }, (_, number) => worker(number)));
  return results;
}

/** Asks until the answer is truthy; undefined when it never is. */
export async function until(ask, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((next) => setTimeout(next, 50));
  }
  return undefined;
}
