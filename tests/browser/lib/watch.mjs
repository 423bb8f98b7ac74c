// `sporbar watch` as a process, and questions to it.

import { spawn } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import { until } from "./harness.mjs";
import { ENVIRONMENT, PROGRAM } from "./project.mjs";

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Asks the watch server for a path as written, with these headers; `host` is the name that the request claims. */
export function ask(port, path, headers = {}) {
  const named = { host: `127.0.0.1:${port}`, ...headers };
  return new Promise((resolve, reject) => {
    const call = request({ port, path, host: "127.0.0.1", headers: named, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString("utf8") });
      });
    });
    call.on("error", reject);
    call.end();
  });
}

/** Starts watching a project; `said` grows with what the program says, `ended` is set when it ends. */
export async function start(project, environment = {}, port = undefined) {
  const watch = { port: port ?? (await freePort()), said: "", ended: undefined };
  const options = { env: { ...ENVIRONMENT, ...environment } };
  watch.program = spawn(PROGRAM, ["watch", "--project", project, "--port", String(watch.port)], options);
  const hear = (part) => (watch.said += part);
  watch.program.stdout.on("data", hear);
  watch.program.stderr.on("data", hear);
  watch.program.on("exit", (code, signal) => (watch.ended = { code, signal }));
  process.on("exit", () => watch.program.kill("SIGKILL"));
  const answers = () => ask(watch.port, "/").then((answer) => answer.status, () => watch.ended);
  if (!(await until(answers)) || watch.ended) throw new Error(`watch does not serve: ${watch.said}`);
  return watch;
}
