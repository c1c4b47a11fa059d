// What a visit loads, file by file: `node weight.mjs dist`. The overview is there with the page; the program comes when a reader
// wants more. Fails above a budget.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Files by when they are loaded, and what they may weigh together. */
const PARTS = [
  ["the overview: a first visit", /^(index\.html|(base|charts|compare|controls|explain|first|boot|favicon|measures|monitor|offline|pages|print|show|tokens)-\w+\.(css|js|svg))$/, 40_000],
  ["the program: with the first page beyond", /^two-rivers-\w+(_bg)?\.(js|wasm)$/, 805_000],
  // Fetched by whoever wants it, and by the worker that keeps the page for when there is no network.
  ["apart", /./, Infinity],
];
const dir = process.argv[2];
const row = (name, raw, packed) => console.log(`${name.padEnd(48)}${String(raw).padStart(10)}${String(packed).padStart(10)}`);

const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const names = files.map((file) => relative(dir, join(file.parentPath, file.name))).sort();
let failed = false;
row("file", "bytes", "brotli");
for (const [part, pattern, budget] of PARTS) {
  console.log(`\n${part}`);
  let total = 0;
  for (const name of names.filter((name) => PARTS.find(([, pattern]) => pattern.test(name))[1] === pattern)) {
    const bytes = readFileSync(join(dir, name));
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    total += packed;
    row(`  ${name}`, bytes.length, packed);
  }
  row("  together", "", total);
  if (total > budget) {
    console.error(`${part}: ${total} bytes; the budget is ${budget}.`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
