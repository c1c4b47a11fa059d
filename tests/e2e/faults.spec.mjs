// Every fault of the catalogue has one test.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FAULTS } from "./faults.mjs";

test("each of the 40 faults has a test of its own", () => {
  const here = new URL("./", import.meta.url);
  const specs = readdirSync(here).filter((name) => name.endsWith(".spec.mjs")).map((name) => readFileSync(new URL(name, here), "utf8"));
  const titles = specs.flatMap((text) => [...text.matchAll(/\bfault\(\s*"([^"]+)"/g)].map((m) => m[1]));
  assert.equal(FAULTS.length, 40);
  assert.deepEqual(titles.sort(), [...FAULTS].sort());
});
