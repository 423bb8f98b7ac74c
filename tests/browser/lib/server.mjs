// A static server on the loopback interface, with the site below a sub-path, as on an intranet.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};
const BASE = "/afdeling/krav/";

/** Serves `folder`; returns the address of its root and a function that stops the server. */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    // Asked of the host, not of the site, for a page without an icon of its own.
    if (path === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const file = path.startsWith(BASE) ? join(folder, path.slice(BASE.length)) : "";
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return { root: `http://127.0.0.1:${server.address().port}${BASE}`, stop };
}
