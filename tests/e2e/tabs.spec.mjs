// Two tabs, and tabs that are closed or killed: no edit that was told to be saved is ever lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { enter, fault, navigate, openPage, openTab, start, storedTexts, waitUntilSaved } from "./browser.mjs";

/** Kills and reloads, unless `KILLS` says how many. */
const KILLS = Number(process.env.KILLS ?? 12);
const OLD = JSON.parse(readFileSync(new URL("fixtures/schema-1.json", import.meta.url), "utf8"));

let site;
before(async () => (site = await start()));
after(() => site.close());

const name = (page, text) => type(page, "#scenario-name", text);
const names = (page) => page.locator("#saved .saved-name").allTextContents();
const has = (page, wanted) =>
  page.waitForFunction((wanted) => [...document.querySelectorAll("#saved .saved-name")].map((e) => e.textContent).sort().join() === wanted, [...wanted].sort().join());

/** The first tab hears nothing of the second while `asleep`. */
async function two() {
  const url = `${site.url}#/lab`;
  const init = () => window.addEventListener("storage", (e) => window.asleep && e.stopImmediatePropagation(), true);
  const { page: first, context, errors } = await openPage(site.browser, url, { init });
  await name(first, "One");
  await enter(first, "#dep-number", "11");
  await first.click("#save");
  await waitUntilSaved(first);
  const second = await openTab(context, url);
  assert.equal(await second.inputValue("#scenario-name"), "One", "a second tab goes on from the work of the first");
  return { first, second, context, errors };
}

fault("same scenario edited in both", "both are kept, and the second is told", async () => {
  const { first, second, context, errors } = await two();
  await second.getByRole("button", { name: "Open: One" }).click();
  await enter(first, "#dep-number", "12");
  await first.click("#save");
  await second.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("another tab has saved"));
  await enter(second, "#dep-number", "13");
  await second.click("#save");
  await second.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("so both are kept"));
  await has(second, ["One", "One"]);
  await has(first, ["One", "One"]);
  // Both go on, each in its own.
  await enter(first, "#dep-number", "12.5");
  await first.click("#save");
  await enter(second, "#dep-number", "13.5");
  await second.click("#save");
  await has(second, ["One", "One"]);
  await waitUntilSaved(first);
  await waitUntilSaved(second);
  const later = await openTab(context, `${site.url}#/lab`);
  const opened = [];
  for (const row of await later.locator("#saved .saved-item").all()) {
    await row.getByRole("button", { name: /^Open/ }).click();
    opened.push(await later.inputValue("#dep-number"));
  }
  assert.deepEqual(opened.sort(), ["12.5", "13.5"]);
  // And the work of both tabs: a reload gives each its own.
  await first.reload();
  await second.reload();
  assert.deepEqual([await first.inputValue("#dep-number"), await second.inputValue("#dep-number")], ["12.5", "13.5"]);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("delete in one, edit in other", "what was edited is kept again, and said so", async () => {
  const { first, second, context, errors } = await two();
  await enter(second, "#dep-number", "14");
  await first.getByRole("button", { name: "Delete: One" }).click();
  await has(second, []);
  await second.click("#save");
  await second.waitForFunction(() => document.querySelector(".notice")?.textContent.includes("had deleted it meanwhile"));
  await has(first, ["One"]);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("old app version beside new", "neither writes over the other; what the old one saves is shown", async () => {
  const { first, context, errors } = await two();
  // Another page of the old version writes as it does, again and again; and it would move away what it cannot read under its own names.
  const old = await context.newPage();
  await old.goto(`${site.url}icon-192.png`);
  const before = await storedTexts(first);
  await old.evaluate((texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), OLD);
  await has(first, ["Old one 旧", "One"]);
  await first.waitForSelector("#others", { timeout: 5000 });
  assert.match(await first.textContent("#others"), /Old one 旧 2 changes/);
  const own = await old.evaluate(() => Object.keys(localStorage).filter((k) => /^two-rivers\.(work|journal|saved\.)/.test(k)).length);
  assert.equal(own, 3);
  assert.equal(await storedTexts(first), before, "nothing was written in answer");
  await enter(first, "#dep-number", "16");
  await waitUntilSaved(first);
  const texts = await old.evaluate(() => ["two-rivers.work", "two-rivers.journal"].map((key) => localStorage.getItem(key)));
  assert.deepEqual(texts, [OLD["two-rivers.work"], OLD["two-rivers.journal"]]);
  await first.getByRole("button", { name: "Open: Old one 旧" }).last().click();
  assert.equal(await first.inputValue("#loan-number"), "9.5");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("storm of 1,000 events", "it is looked at a few times, nothing is written in answer, and the page stays at hand", async () => {
  const { first, second, context, errors } = await two();
  await first.evaluate(() => {
    window.reads = 0;
    window.writes = 0;
    const { getItem, setItem } = Storage.prototype;
    Storage.prototype.getItem = function (key) { window.reads += 1; return getItem.call(this, key); };
    Storage.prototype.setItem = function (key, text) { window.writes += 1; return setItem.call(this, key, text); };
  });
  await second.evaluate(() => {
    for (let i = 0; i < 1000; i += 1) localStorage.setItem("two-rivers.storm", String(i));
  });
  await name(second, "Two");
  await second.click("#save-new");
  await has(first, ["One", "Two"]);
  const { reads, writes } = await first.evaluate(() => ({ reads: window.reads, writes: window.writes }));
  assert.ok(reads < 500, `${reads} reads`);
  assert.equal(writes, 0);
  await enter(first, "#dep-number", "12");
  assert.equal(await first.inputValue("#dep-number"), "12");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("hidden tab wakes with stale state", "it looks again, is told, and writes over nothing", async () => {
  const { first, second, context, errors } = await two();
  await first.evaluate(() => (window.asleep = true));
  await enter(second, "#dep-number", "18");
  await second.click("#save");
  await navigate(second, "#/monitor");
  await second.waitForSelector("#stage-R-a-d", { state: "attached" });
  await second.evaluate(() => document.querySelector("#stage-R-a-d").click());
  await first.waitForTimeout(400);
  assert.equal(await first.evaluate(() => document.querySelector(".notice.shown")?.textContent.includes("another tab")), false);
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await first.waitForFunction(() => document.querySelector(".notice.shown")?.textContent.includes("another tab has saved something"));
  // Its own save, made from the older version, stands beside.
  await enter(first, "#dep-number", "19");
  await first.click("#save");
  await has(first, ["One", "One"]);
  // And what it records of other items leaves those of the other tab alone.
  await navigate(first, "#/monitor");
  await first.waitForSelector("#item-R-a[data-stage=d]");
  await first.evaluate(() => document.querySelector("#stage-R-b-u").click());
  await second.waitForSelector("#item-R-b[data-stage=u]");
  assert.equal(await second.getAttribute("#item-R-a", "data-stage"), "d");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("closed inside debounce", "the last edit is there, also one still being typed", async () => {
  const url = `${site.url}#/lab`;
  const { page, context, errors } = await openPage(site.browser, url, { before: (page) => page.clock.install() });
  // However slow the machine, the time to save does not come.
  await page.clock.pauseAt(Date.now() + 60_000);
  await enter(page, "#dep-number", "17");
  await page.fill("#loan-number", "8.25");
  assert.equal(await page.textContent("#kept"), "Not saved yet…");
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  await context.clock.resume();
  const later = await openTab(context, url);
  assert.equal(await later.inputValue("#dep-number"), "17");
  assert.equal(await later.inputValue("#loan-number"), "8.25");
  assert.match(await later.textContent("#kept"), /^Saved, in this browser only/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what two tabs record of one item is both kept, and decided by the reader", async () => {
  const { first, second, context, errors } = await two();
  for (const page of [first, second]) {
    await navigate(page, "#/monitor");
    await page.waitForSelector("#stage-R-a-d", { state: "attached" });
  }
  await first.evaluate(() => (window.asleep = true));
  await second.evaluate(() => document.querySelector("#stage-R-a-d").click());
  await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("two-rivers.2.journal.")));
  await first.evaluate(() => document.querySelector("#stage-R-a-u").click());
  await first.waitForSelector("#record-two");
  assert.equal(await first.getAttribute("#item-R-a", "data-stage"), "u");
  await first.locator("#record-two button").first().click();
  await first.waitForSelector("#item-R-a[data-stage=d]");
  await first.waitForSelector("#record-two", { state: "detached" });
  await first.reload();
  await first.waitForSelector("#item-R-a[data-stage=d]");
  assert.equal(await first.locator("#record-two").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test(`${KILLS} tabs are killed at any moment: what was told to be saved is there`, { timeout: 30_000 * KILLS }, async () => {
  const url = `${site.url}#/lab`;
  const { context } = await openPage(site.browser, url);
  const told = new Set();
  /** What each edit was made from. */
  const from = new Map();
  let pages = [await openTab(context, url), await openTab(context, url)];
  let dice = 7;
  const roll = (n) => ((dice = (Math.imul(dice, 1103515245) + 12345) >>> 0), (dice >>> 8) % n);
  const fresh = async (page) => {
    // Both may live in one process.
    const dead = await Promise.race([page.evaluate(() => false).catch(() => true), new Promise((done) => setTimeout(() => done(true), 2000))]);
    if (!dead) return page;
    await page.close();
    return tab(context, url);
  };
  for (let run = 0; run < KILLS; run += 1) {
    await Promise.all(pages.map(async (page, at) => {
      const edit = `e${run}-${at}`;
      from.set(edit, await page.inputValue("#scenario-name"));
      await name(page, edit);
      // Every other edit is saved under its name as well.
      if (roll(2)) await page.locator("#save-new, #save").last().click();
    }));
    await pages[0].waitForTimeout(roll(500));
    const says = (page) => page.evaluate(() => [document.querySelector("#scenario-name").value, document.querySelector("#kept").textContent]);
    for (const [edit, kept] of await Promise.all(pages.map(says))) if (kept.startsWith("Saved")) told.add(edit);
    const victim = pages[roll(2)];
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent("crash", { timeout: 10_000 });
    session.send("Page.crash").catch(() => {});
    await crashed;
    pages = [await fresh(pages[0]), await fresh(pages[1])];
    const left = await pages[0].evaluate(() => Object.values(localStorage).join("\n"));
    const safe = new Set();
    for (const edit of from.keys()) {
      for (let e = edit; left.includes(`\\"${edit}\\"`) && e && !safe.has(e); e = from.get(e)) safe.add(e);
    }
    assert.deepEqual([...told].filter((edit) => !safe.has(edit)), [], `lost in run ${run}`);
  }
  assert.ok(told.size > KILLS / 2, `${told.size} told`);
  console.log(`${KILLS} kills, ${told.size} edits told to be saved, 0 lost`);
  await context.close();
});
