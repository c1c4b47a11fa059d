// Two tabs, and tabs that are closed or killed: no edit that the page called saved is ever lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  FULL, enter, fault, navigate, openPage, openTab, reload, start, storedTexts, unfold, waitForEqual, waitForText, waitForValue, waitUntilSaved,
} from "./browser.mjs";

/** How many tabs are killed, unless `KILLS` says it. */
const KILLS = Number(process.env.KILLS ?? (FULL ? 40 : 8));

let site;
before(async () => (site = await start()));
after(() => site.close());

const rename = (page, text) => enter(page, "#scenario-name", text);
const waitForSaved = (page, names) =>
  waitForEqual(page, () => [...document.querySelectorAll("#saved .saved-name")].map((e) => e.textContent).sort(), [...names].sort());
/** Unfolds a part of the page. */
/** Clicks a control that may be out of sight. */
const clickHidden = (page, selector) => page.evaluate((selector) => document.querySelector(selector).click(), selector);

/** Opens two tabs. The first misses the storage events of the second while `asleep`, and counts them. */
async function openTwo() {
  const url = `${site.url}#/lab`;
  const init = () => {
    window.missed = 0;
    window.addEventListener("storage", (e) => window.asleep && (e.stopImmediatePropagation(), (window.missed += 1)), true);
  };
  const { page: first, context, errors } = await openPage(site.browser, url, { init });
  await rename(first, "One");
  await enter(first, "#dep-number", "11");
  await first.click("#save");
  await waitUntilSaved(first);
  const second = await openTab(context, url);
  assert.equal(await second.inputValue("#scenario-name"), "One", "a second tab goes on from the draft of the first");
  return { first, second, context, errors };
}

fault("same scenario edited in both", "both are saved, and the second tab is notified", async () => {
  const { first, second, context, errors } = await openTwo();
  await second.getByRole("button", { name: "Open: One" }).click();
  await enter(first, "#dep-number", "12");
  await first.click("#save");
  await waitForText(second, ".notice", /another tab has saved/);
  await enter(second, "#dep-number", "13");
  await second.click("#save");
  await waitForText(second, ".notice", /so both versions were saved/);
  await waitForSaved(second, ["One", "One"]);
  await waitForSaved(first, ["One", "One"]);
  // Both go on, each in its own.
  await enter(first, "#dep-number", "12.5");
  await first.click("#save");
  await enter(second, "#dep-number", "13.5");
  await second.click("#save");
  await waitForSaved(second, ["One", "One"]);
  await waitUntilSaved(first);
  await waitUntilSaved(second);
  const later = await openTab(context, `${site.url}#/lab`);
  const opened = [];
  for (const at of [0, 1]) {
    await later.locator("#saved .saved-item").nth(at).getByRole("button", { name: /^Open/ }).click();
    opened.push(await later.inputValue("#dep-number"));
  }
  assert.deepEqual(opened.sort(), ["12.5", "13.5"]);
  // And the draft of both tabs: a reload gives each its own.
  await Promise.all([reload(first), reload(second)]);
  assert.deepEqual([await first.inputValue("#dep-number"), await second.inputValue("#dep-number")], ["12.5", "13.5"]);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("delete in one, edit in other", "what was edited is kept again, and said so", async () => {
  const { first, second, context, errors } = await openTwo();
  await enter(second, "#dep-number", "14");
  await unfold(first, "scenarios");
  await first.getByRole("button", { name: "Delete: One" }).click();
  await waitForSaved(second, []);
  await second.click("#save");
  await waitForText(second, ".notice", /deleted it in the meantime/);
  await waitForSaved(first, ["One"]);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("old app version beside new", "neither writes over the other", async () => {
  const { first, context, errors } = await openTwo();
  // A page of a later version beside this one, the old one.
  const later = await context.newPage();
  await later.goto(`${site.url}icon-192.png`);
  const before = await storedTexts(first);
  const texts = Object.fromEntries(["work.1.z", "saved-a.1.z", "journal.1.z"].map((name) => [`two-rivers.3.${name}`, "later"]));
  await later.evaluate((texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), texts);
  // The storage event is dealt with before this tab saves.
  await enter(first, "#dep-number", "16");
  await waitUntilSaved(first);
  await waitForSaved(first, ["One"]);
  const newest = await later.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("two-rivers.3."))));
  assert.deepEqual(newest, texts);
  assert.notEqual(await storedTexts(first), before, "this page goes on saving");
  await reload(first);
  await waitForText(first, "#findings", /A newer version of this page has saved 3 texts here; they are left alone/);
  assert.equal(await first.inputValue("#dep-number"), "16");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("storm of 1,000 events", "storage is read a few times, nothing is written in answer, and the page can be used", async () => {
  const { first, second, context, errors } = await openTwo();
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
  await rename(second, "Two");
  await unfold(second, "more");
  await second.click("#save-new");
  await waitForSaved(first, ["One", "Two"]);
  const { reads, writes } = await first.evaluate(() => ({ reads: window.reads, writes: window.writes }));
  assert.ok(reads < 500, `${reads} reads`);
  assert.equal(writes, 0);
  await enter(first, "#dep-number", "12");
  assert.equal(await first.inputValue("#dep-number"), "12");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("hidden tab wakes with stale state", "it reads again, is notified, and writes over nothing", async () => {
  const { first, second, context, errors } = await openTwo();
  await first.evaluate(() => (window.asleep = true));
  await enter(second, "#dep-number", "18");
  await second.click("#save");
  await navigate(second, "#/monitor");
  await second.waitForSelector("#stage-R-a-d", { state: "attached" });
  const missed = await first.evaluate(() => window.missed);
  await clickHidden(second, "#stage-R-a-d");
  await first.waitForFunction((missed) => window.missed > missed, missed);
  assert.equal(await first.evaluate(() => document.querySelector(".notice.shown")?.textContent.includes("another tab")), false);
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await waitForText(first, ".notice.shown", /another tab has saved something/);
  // Its own save, made from the older version, stands beside.
  await enter(first, "#dep-number", "19");
  await first.click("#save");
  await waitForSaved(first, ["One", "One"]);
  // And what it records of other items leaves those of the other tab alone.
  await navigate(first, "#/monitor");
  await first.waitForSelector("#item-R-a[data-stage=d]");
  await clickHidden(first, "#stage-R-b-u");
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
  await waitForText(later, "#kept", /^Saved, in this browser only/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what two tabs record of one item is both saved, and the reader decides", async () => {
  const { first, second, context, errors } = await openTwo();
  for (const page of [first, second]) {
    await navigate(page, "#/monitor");
    await page.waitForSelector("#stage-R-a-d", { state: "attached" });
  }
  await first.evaluate(() => (window.asleep = true));
  await clickHidden(second, "#stage-R-a-d");
  await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("two-rivers.2.journal.")));
  await clickHidden(first, "#stage-R-a-u");
  await first.waitForSelector("#record-two");
  await first.waitForSelector("#item-R-a[data-stage=u]");
  await first.locator("#record-two button").first().click();
  await first.waitForSelector("#item-R-a[data-stage=d]");
  await first.waitForSelector("#record-two", { state: "detached" });
  await reload(first);
  await first.waitForSelector("#item-R-a[data-stage=d]");
  assert.equal(await first.locator("#record-two").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test(`${KILLS} tabs are killed at any moment: what the page called saved is there`, async () => {
  const url = `${site.url}#/lab`;
  const { page, context } = await openPage(site.browser, url, { before: (page) => page.clock.install() });
  const saved = new Set();
  /** What each edit was made from. */
  const from = new Map();
  let pages = [page, await openTab(context, url)];
  let seed = 7;
  const random = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0), (seed >>> 8) % n);
  /** The tab, or another one in its place: two tabs may live in one process. A call to a tab that has crashed fails. */
  const replace = (page) => page.evaluate(() => true).then(() => page, async () => (await page.close(), openTab(context, url)));
  for (let run = 0; run < KILLS; run += 1) {
    await Promise.all(pages.map(async (page, at) => {
      const edit = `e${run}-${at}`;
      from.set(edit, await page.inputValue("#scenario-name"));
      await rename(page, edit);
      // Every other edit is saved under its name as well.
      if (random(2)) await page.evaluate(() => (document.querySelector("#save-new") ?? document.querySelector("#save")).click());
    }));
    // Less or more than the pause after which a draft is saved.
    await context.clock.runFor(random(500));
    const state = (page) => page.evaluate(() => [document.querySelector("#scenario-name").value, document.querySelector("#kept").textContent]);
    for (const [edit, text] of await Promise.all(pages.map(state))) if (text.startsWith("Saved")) saved.add(edit);
    const victim = pages[random(2)];
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    pages = await Promise.all(pages.map(replace));
    const left = await pages[0].evaluate(() => Object.values(localStorage).join("\n"));
    const safe = new Set();
    for (const edit of from.keys()) {
      for (let e = edit; left.includes(`\\"${edit}\\"`) && e && !safe.has(e); e = from.get(e)) safe.add(e);
    }
    assert.deepEqual([...saved].filter((edit) => !safe.has(edit)), [], `lost in run ${run}`);
  }
  assert.ok(saved.size > KILLS / 2, `${saved.size} saved`);
  console.log(`${KILLS} kills, ${saved.size} edits called saved, 0 lost`);
  await context.close();
});
