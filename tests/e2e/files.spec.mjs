// Scenario files: saved, opened by button and by drop, described by the schema; nothing replaced.
import Ajv from "ajv/dist/2020.js";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { download, navigate, openPage, start, unfold, waitForEqual, waitForText, waitForTexts } from "./browser.mjs";

let site, validate;
before(async () => {
  site = await start();
  const schema = JSON.parse(await readFile(new URL("../../dist/scenario-file.schema.json", import.meta.url)));
  validate = new Ajv({ strict: true, strictTypes: false }).compile(schema);
});
after(() => site.close());

const golden = async () => JSON.parse(await readFile(new URL("../it/golden/scenarios.json", import.meta.url)));
const give = (page, content, name = "scenarios.json") =>
  page.setInputFiles("#file-open", { name, mimeType: "application/json", buffer: Buffer.from(content) });

test("the schema takes what is written and refuses what is not", async () => {
  const file = await golden();
  assert.ok(validate(file), JSON.stringify(validate.errors));
  const spoilt = [
    (f) => (f.version = 2), (f) => delete f.format, (f) => { f.scenarios = []; delete f.monitor; }, (f) => (f.monitor["R-a"].stage = "finished"), (f) => (f.monitor["R-a"].date = "soon"), (f) => (f.more = 1),
    (f) => (f.scenarios[0].name = "x".repeat(81)), (f) => (f.scenarios[0].name = "a\u202eb"), (f) => (f.scenarios[0].from = 2024),
    (f) => (f.scenarios[0].levers.dep = 12), (f) => (f.scenarios[0].levers.growth = [1]), (f) => (f.scenarios[0].base.share = 1),
    (f) => (f.scenarios[0].actuals.gdp.soon = 1), (f) => (f.scenarios[0].measures[0].probability = 70),
    (f) => delete f.scenarios[0].measures[0].low, (f) => (f.scenarios[0].paths = 10), (f) => (f.scenarios[0].seed = -1),
  ];
  for (const spoil of spoilt) {
    const bad = await golden();
    spoil(bad);
    assert.ok(!validate(bad), spoil.toString());
  }
});

test("what is saved as a file opens in another profile", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`);
  await give(page, JSON.stringify(await golden()));
  await waitForText(page, "#incoming", /statuses of 2 items/);
  await page.click("#statuses-add");
  await page.waitForSelector("#statuses-same");
  await page.click("#file-add");
  await page.fill("#scenario-name", "My own");
  await page.press("#scenario-name", "Tab");
  await unfold(page, "scenarios");
  const file = await download(page, "#file-save");
  assert.equal(file.name, "two-rivers-scenarios.json");
  const text = `${file.bytes}`;
  const written = JSON.parse(text);
  assert.ok(validate(written), JSON.stringify(validate.errors));
  assert.deepEqual(written.scenarios.map((s) => s.name), ["My own", "Faster loans"]);
  assert.deepEqual(written.scenarios[1], (await golden()).scenarios[0], "unchanged by the way in and out");
  assert.deepEqual(written.monitor, (await golden()).monitor, "and so is the record");
  await context.close();

  const other = await openPage(site.browser, `${site.url}#/lab`);
  await give(other.page, text);
  await waitForText(other.page, "#incoming", /scenarios\.json holds 2 scenarios\./);
  await other.page.click("#statuses-add");
  await other.page.click("#file-add");
  await waitForEqual(other.page, () => document.querySelectorAll("#saved li").length, 2);
  await waitForText(other.page, ".notice", /2 scenarios saved beside yours/);
  // Once more: what is there already is not chosen.
  await give(other.page, text);
  await other.page.waitForSelector("#file-add:disabled");
  await waitForText(other.page, "#incoming", /you already have this one/);
  await waitForText(other.page, "#statuses-same", /you already have these/);
  await other.page.keyboard.press("Escape");
  await other.page.waitForSelector("#incoming", { state: "detached" });
  // A record that says something else replaces nothing unless it is told to.
  const changed = JSON.parse(text);
  changed.monitor["R-a"] = { stage: "done" };
  await give(other.page, JSON.stringify(changed));
  await waitForText(other.page, "#incoming", /One of them is not as you have it/);
  await other.page.click("#statuses-replace");
  await other.page.waitForSelector("#statuses-same");
  assert.deepEqual(other.errors, []);
  await other.context.close();
});

test("a file is dropped on any page; what cannot be read is named and the rest is used", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/method`, { locale: "zh-CN" });
  const file = await golden();
  file.scenarios[0].levers.dep = ["many"];
  file.scenarios[0].to = 2036;
  file.scenarios.push({ name: "第二个" });
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "情景.json", { type: "application/json" }));
    for (const type of ["dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, JSON.stringify(file));
  await waitForText(page, "#incoming", /情景\.json含有2个情景/);
  const message = await page.textContent("#incoming");
  assert.match(message, /scenarios\[0\]\.levers\.dep：无法读取，已改用默认值/);
  assert.match(message, /scenarios\[0\]\.to：须在2026到2035之间，已改用默认值/);
  await page.uncheck("#incoming li:first-child input");
  await page.click("#file-add");
  await page.waitForSelector("#incoming", { state: "detached" });
  await navigate(page, "#/lab");
  await waitForTexts(page, ".saved-name", ["第二个"]);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what is no scenario file is said so, in the reader's language, and nothing is lost", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab`);
  const cases = [
    ["{\n \"format\": oops", /not valid JSON: .* line 2, column \d+/],
    ["{}", /not a scenario file: the field “format”/],
    ['{"format":"two-rivers-scenarios","version":9}', /version 9, which this page does not know/],
    ['{"format":"two-rivers-scenarios","version":1}', /field “scenarios” is missing or empty/],
    ["x".repeat(4_000_001), /4000 kB; at most 4000 kB/],
    [Buffer.from([0xff, 0xfe, 0x00]), /not valid JSON/],
  ];
  for (const [content, message] of cases) {
    await give(page, content);
    await waitForText(page, "#file-fault", message);
    await page.keyboard.press("Escape");
    await page.waitForSelector("#incoming", { state: "detached" });
  }
  assert.equal(await page.locator("#saved li").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});
