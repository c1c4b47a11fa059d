// The server of `./dev serve` answers as hosts do: compressed, with the cache headers of `_headers`.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serve } from "./server.mjs";

const SCRIPT = "boot-0123456789abcdef.js";
const TEXT = "export const text = 'the same again';\n".repeat(50);
const dir = mkdtempSync(join(tmpdir(), "server-"));
let server;

/** Asks without decoding: what goes over the wire. */
const ask = (path, headers = {}) =>
  new Promise((done, failed) =>
    get(new URL(path, server.url), { headers, agent: false }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      done({ status: response.statusCode, headers: response.headers, body });
    }).on("error", failed),
  );

before(async () => {
  const rules = `/*\n  X-Content-Type-Options: nosniff\n/\n  Cache-Control: no-cache\n/${SCRIPT}\n  Cache-Control: public, max-age=31536000, immutable\n`;
  for (const [name, text] of [["_headers", rules], ["index.html", "<!doctype html>"], [SCRIPT, TEXT], ["icon.png", TEXT]]) {
    writeFileSync(join(dir, name), text);
  }
  server = await serve({ dir, headers: true });
});
after(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

for (const [accepted, encoding, decode] of [
  ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
  ["gzip, br;q=0", "gzip", gunzipSync],
  ["deflate", undefined, (body) => body],
  [undefined, undefined, (body) => body],
]) {
  test(`a browser that accepts ${accepted} gets ${encoding ?? "the file as it is"}`, async () => {
    const { status, headers, body } = await ask(SCRIPT, accepted ? { "accept-encoding": accepted } : {});
    assert.equal(status, 200);
    assert.equal(headers["content-encoding"], encoding);
    assert.equal(headers.vary, "Accept-Encoding");
    assert.equal(Number(headers["content-length"]), body.length);
    assert.equal(decode(body).toString(), TEXT);
    if (encoding) assert.ok(body.length < TEXT.length / 10);
  });
}

test("a picture is not compressed again", async () => {
  const { headers, body } = await ask("icon.png", { "accept-encoding": "br" });
  assert.equal(headers["content-encoding"], undefined);
  assert.equal(headers.vary, undefined);
  assert.equal(body.toString(), TEXT);
});

test("files with a hash in their name are kept, the others are asked for each time", async () => {
  assert.equal((await ask(SCRIPT)).headers["cache-control"], "public, max-age=31536000, immutable");
  for (const path of ["", "icon.png"]) assert.equal((await ask(path)).headers["cache-control"], "no-cache");
  assert.equal((await ask("")).headers["x-content-type-options"], "nosniff");
});

test("a file that has not changed is not sent again, in whatever encoding", async () => {
  const { etag } = (await ask("")).headers;
  const again = await ask("", { "if-none-match": etag, "accept-encoding": "br" });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  assert.equal(again.headers.etag, etag);
  assert.equal(again.headers["cache-control"], "no-cache");
  writeFileSync(join(dir, "index.html"), "<!doctype html><title>new</title>");
  const changed = await ask("", { "if-none-match": etag });
  assert.equal(changed.status, 200);
  assert.match(changed.body.toString(), /new/);
});
