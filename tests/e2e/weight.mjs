// What a first visit loads, file by file: `node weight.mjs dist`. Fails above the budget.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = 700_000;
/** Fetched by whoever wants it, or once the page has started; not by a first visit. */
const APART = ["_headers", "icon-192.png", "icon-512.png", "icon-maskable.png", "scenario-file.schema.json", "sw.js"];
const dir = process.argv[2];
const row = (name, raw, packed) => console.log(`${name.padEnd(48)}${String(raw).padStart(10)}${String(packed).padStart(10)}`);

let total = 0;
row("file", "bytes", "brotli");
const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const name of files.map((file) => relative(dir, join(file.parentPath, file.name))).sort()) {
  const bytes = readFileSync(join(dir, name));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  if (!APART.includes(name)) total += packed;
  row(name, bytes.length, packed);
}
row("total", "", total);
if (total > BUDGET) {
  console.error(`The first load weighs ${total} bytes; the budget is ${BUDGET}.`);
  process.exit(1);
}
