// A static server for the built page: `node server.mjs DIR PORT`, or `serve()` from a test.
import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve as absolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** The encodings of a body, best first. Hosts choose a level between speed and size, too. */
const ENCODE = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: promisify(gzip),
};
const COMPRESSIBLE = /^text\/|json|javascript|wasm|svg/;

/** The best encoding that an `Accept-Encoding` header allows, or undefined. */
function encodingFor(header = "") {
  const accepted = header.split(",").map((item) => item.trim().split(/\s*;\s*q=/)).filter(([, q = 1]) => Number(q) > 0);
  return Object.keys(ENCODE).find((name) => accepted.some(([accepted]) => accepted === name));
}

/** The rules of a `_headers` file: a path, which may end in `*`, and below it the headers of what it matches. */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    const [, name, value] = line.match(/^\s+([^:]+): (.*)$/) ?? [];
    if (name) rules.at(-1).headers[name.toLowerCase()] = value;
    else rules.push({ path: line.trim(), headers: {} });
  }
  return rules;
}

/** The headers of a path. */
function ruled(rules, path) {
  const matches = (rule) => (rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule);
  return Object.assign({}, ...rules.filter((rule) => matches(rule.path)).map((rule) => rule.headers));
}

/** Serves `dir` under `base` on the loopback address; port 0 takes any free one. With `headers` it serves as hosts do: the rules
 * of `_headers` apply, and bodies are compressed. */
export function serve({ dir, port = 0, base = "/", headers = false }) {
  // What a test may change: the folder, other headers, and something that answers first and tells so by returning true.
  const self = { dir, more: {}, first: null };
  const rules = headers ? headerRules(readFileSync(join(dir, "_headers"), "utf8")) : [];
  const encoded = new Map();
  const server = createServer(async (request, response) => {
    if (await self.first?.(request, response)) return;
    const refuse = (status) => response.writeHead(status).end();
    if (!["GET", "HEAD"].includes(request.method)) return refuse(405);
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    } catch {
      return refuse(400);
    }
    if (!path.startsWith(base)) return refuse(404);
    const name = path.slice(base.length) || "index.html";
    const root = absolute(self.dir);
    const file = join(root, name);
    if (!file.startsWith(root + sep)) return refuse(404);
    // Read whole before anything is answered: a file that goes away meanwhile is a 404, not half an answer.
    let body = await readFile(file).catch(() => null);
    if (!body) return refuse(404);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const hashed = /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(name);
    const answer = {
      "content-type": type,
      "cache-control": hashed ? "public, max-age=31536000, immutable" : headers ? "no-cache" : "no-store",
      ...ruled(rules, `/${path.slice(base.length)}`),
      ...self.more,
    };
    if (headers) {
      const digest = createHash("sha256").update(body).digest("base64url");
      // Weak: the same for every encoding.
      answer.etag = `W/"${digest}"`;
      const compressible = COMPRESSIBLE.test(type);
      if (compressible) answer.vary = "Accept-Encoding";
      if (request.headers["if-none-match"] === answer.etag) return response.writeHead(304, answer).end();
      if (compressible) {
        const encoding = encodingFor(request.headers["accept-encoding"]);
        if (encoding) {
          const key = `${encoding} ${digest}`;
          if (!encoded.has(key)) encoded.set(key, ENCODE[encoding](body));
          body = await encoded.get(key);
          answer["content-encoding"] = encoding;
        }
      }
    }
    response.writeHead(200, { ...answer, "content-length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}${base}`;
      resolve(Object.assign(self, { url, close: () => new Promise((done) => (server.close(done), server.closeAllConnections())) }));
    });
  });
}

// The real path: the project may lie behind a symbolic link.
if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  // `--check PORT` only tells whether the port is free.
  const [dir, port] = process.argv.slice(2);
  try {
    const { url, close } = await serve({ dir, port: Number(port), headers: dir !== "--check" });
    if (dir === "--check") {
      await close();
      process.exit(0);
    }
    console.log(`Serving ${url}  (Ctrl-C stops)`);
  } catch (error) {
    const reasons = {
      EADDRINUSE: `Port ${port} is taken: choose another with PORT=… ./dev serve`,
      EACCES: `Port ${port} is not yours to use: choose one above 1023 with PORT=… ./dev serve`,
      ERR_SOCKET_BAD_PORT: `${port} is not a port: choose one from 1024 to 65535 with PORT=… ./dev serve`,
    };
    console.error(reasons[error.code] ?? String(error));
    process.exit(1);
  }
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}
