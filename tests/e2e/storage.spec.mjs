// Storage that is blocked, full, damaged, emptied or of another version: the page works, says so, and loses nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { crc32 } from "./crc32.mjs";
import {
  download, enter, fault, navigate, openPage, openTab, reload, start, storedTexts, unfold, waitForEqual, waitForText, waitUntilSaved,
} from "./browser.mjs";

let site;
before(async () => (site = await start({ base: "/some/folder/" })));
after(() => site.close());

const lab = (options = {}) => openPage(site.browser, `${site.url}#/lab`, options);
const edit = (page, value = "15") => enter(page, "#dep-number", value);
/** Waits until the page says that the draft is or is not saved in these words. */
const waitForState = (page, pattern) => waitForText(page, "#kept", pattern);
/** Unfolds a part of the page. */
const waitForSaved = (page, names) =>
  waitForEqual(page, () => [...document.querySelectorAll("#saved .saved-name")].map((e) => e.textContent).sort(), names);
const throwsQuota = () => {
  window.setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};
/** Keys and texts of the versions of a document, the newest last. */
const versions = (page, doc) =>
  page.evaluate((doc) => Object.entries(localStorage).filter(([key]) => key.startsWith(`two-rivers.2.${doc}.`))
    .sort((a, b) => Number(a[0].split(".")[3]) - Number(b[0].split(".")[3])), doc);
/** An envelope of the present form around any content. */
const sealed = (data, { schema = 2, rev = 1, sum } = {}) => {
  const stamp = `${rev}\n5\nt\n[]\nNone\n${data}`;
  return JSON.stringify({ app: "two-rivers", schema, rev, saved_at: 5, tab: "t", base: [], of: null, sum: sum ?? crc32(stamp), data });
};
/** Opens the Lab with these texts in storage. */
function openWith(texts, options) {
  const localStorage = Object.entries(texts).map(([name, value]) => ({ name, value }));
  return lab({ storageState: { cookies: [], origins: [{ origin: new URL(site.url).origin, localStorage }] }, ...options });
}
const GOOD = { name: "Whole", from: 2025, to: 2030, levers: { dep: [12.5] }, reading: "each", seed: 1, paths: 10000 };

async function worksUnsaved(init) {
  const { page, context, errors } = await lab({ init });
  await edit(page);
  await page.waitForSelector("#panel-t27-dep-e[data-verdict=met]");
  await waitForState(page, /this browser blocks storage/);
  await page.click("#save");
  await waitForEqual(page, () => document.querySelectorAll("#saved .saved-name").length, 1);
  await waitForText(page, "#saved", /not saved/);
  await unfold(page, "scenarios");
  assert.match(`${(await download(page, "#file-save")).bytes}`, /"dep": \[\s*15\.0\s*\]/, "a file holds it all the same");
  assert.deepEqual(errors, []);
  await context.close();
}

fault("blocked getter", "the page works and says that nothing is saved", () =>
  worksUnsaved(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })));

fault("null storage", "the page works and says that nothing is saved", () =>
  worksUnsaved(() => Object.defineProperty(window, "localStorage", { get: () => null })));

fault("getItem throws", "the page works and says that nothing is saved", () =>
  worksUnsaved(() => (Storage.prototype.getItem = () => { throw new DOMException("no", "SecurityError"); })));

fault("quota on first save", "the page says so and saves everything once there is room", async () => {
  const { page, context, errors } = await lab({ init: throwsQuota });
  await edit(page);
  await waitForState(page, /storage is full/);
  await page.click("#save");
  await waitForText(page, "#saved", /not saved/);
  await page.waitForSelector("#panel-t27-dep-e[data-verdict=met]");
  await page.evaluate(() => (Storage.prototype.setItem = window.setItem));
  await edit(page, "15.5");
  await waitUntilSaved(page);
  await page.waitForFunction(() => !/not saved/.test(document.querySelector("#saved").textContent));
  assert.match(await storedTexts(page), /saved-/);
  const later = await openTab(context, `${site.url}#/lab`);
  await later.waitForSelector("#saved .saved-name");
  assert.equal(await later.locator("#saved .tag").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("quota mid-session", "what was saved stays, what is not is said, a file takes it", async () => {
  const { page, context, errors } = await lab();
  await edit(page, "12");
  await waitUntilSaved(page);
  await page.click("#save");
  await waitUntilSaved(page);
  // Real quota: filled to the last character.
  await page.evaluate(() => {
    for (let n = 1 << 22, i = 0; n; ) try { localStorage.setItem(`fill${i++}`, "x".repeat(n)); } catch { n >>= 1; }
  });
  await enter(page, "#scenario-name", "A name that needs more room than there is: " + "长".repeat(30));
  await waitForState(page, /storage is full/);
  await reload(page);
  assert.equal(await page.inputValue("#dep-number"), "12", "the last that was saved");
  assert.deepEqual(errors, []);
  await context.close();
});

/** A saved scenario and a work in hand that cannot be read: named, offered, left as they are, and nothing else is touched. */
async function leavesAlone(text, reason, { locale = "en-GB" } = {}) {
  const texts = { "two-rivers.2.work.3.t": text, "two-rivers.2.saved-a.3.t": text, "two-rivers.2.saved-b.1.t": sealed(JSON.stringify(GOOD)) };
  const { page, context, errors } = await openWith(texts, { locale });
  await waitForText(page, "#findings", reason);
  await waitForText(page, "#findings", /two-rivers\.2\.work\.3\.t.*two-rivers\.2\.saved-a\.3\.t/s);
  await waitForSaved(page, ["Whole"]);
  assert.equal(`${(await download(page, "#findings button")).bytes}`, text);
  await edit(page);
  await waitUntilSaved(page);
  const left = await page.evaluate((keys) => Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)])), Object.keys(texts));
  assert.deepEqual(left, texts);
  await reload(page);
  await page.waitForSelector("#findings");
  assert.equal(await page.inputValue("#dep-number"), "15");
  // Named until the reader deletes it.
  for (let i = 0; i < 2; i++) await page.locator("#findings li").nth(0).locator("button").nth(1).click();
  await page.waitForSelector("#findings", { state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.getItem("two-rivers.2.saved-a.3.t")), null);
  assert.deepEqual(errors, []);
  await context.close();
}

fault("truncated JSON", "named, offered as a file, left where it is", async () => {
  await leavesAlone(sealed(JSON.stringify(GOOD)).slice(0, 90), /breaks off or is not of this page's form/);
  await leavesAlone("", /内容不完整/, { locale: "zh-CN" });
});

fault("wrong type", "the field is named, the text left where it is", async () => {
  await leavesAlone(sealed(JSON.stringify({ ...GOOD, to: "soon" })), /the field “to” of this saved text cannot be used/);
  await leavesAlone("null", /not of this page's form/);
});

fault("unknown newer schema", "never read, never written over, and said so", async () => {
  await leavesAlone(sealed(JSON.stringify(GOOD), { schema: 9 }), /newer version of the page \(form 9\)/);
  const { page, context } = await openWith({ "two-rivers.3.work.1.t": "later", "two-rivers.index": "later" });
  await waitForText(page, "#findings", /A newer version of this page has saved something here; it is left alone/);
  await edit(page);
  await waitUntilSaved(page);
  assert.equal(await page.evaluate(() => localStorage.getItem("two-rivers.3.work.1.t")), "later");
  await context.close();
});

fault("each older schema", "schema 1, which was never released, is not read and left where it is", async () => {
  await leavesAlone(sealed(JSON.stringify(GOOD), { schema: 1 }), /not of this page's form/);
});

fault("non-finite value", "the field is named, the text left where it is", async () => {
  for (const value of ["1e400", "NaN", "null"]) {
    const data = JSON.stringify(GOOD).replace("12.5", value);
    await leavesAlone(sealed(data), /the field “levers\.dep\[0\]” of this saved text cannot be used/);
  }
});

fault("checksum wrong", "the version before it is shown, the damaged text left where it is", async () => {
  await leavesAlone(sealed(JSON.stringify(GOOD), { sum: 7 }), /its checksum does not agree/);
  const { page, context, errors } = await lab();
  for (const value of ["11", "12", "13"]) {
    await edit(page, value);
    await waitUntilSaved(page);
  }
  const [, [key, text]] = await versions(page, "work");
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text.replace("[13.0]", "[31.0]")]);
  await reload(page);
  await waitForText(page, "#findings", /checksum does not agree\. The version before it is shown instead/);
  assert.equal(await page.inputValue("#dep-number"), "12");
  assert.deepEqual(errors, []);
  await context.close();
});

const storedIndex = (page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("two-rivers.index.")).sort());

/** Two saved scenarios, A and B. */
async function saveTwo() {
  const { page, context, errors } = await lab();
  for (const [name, value] of [["A", "11"], ["B", "12"]]) {
    await page.fill("#scenario-name", name);
    await edit(page, value);
    if (name === "A") await page.click("#save");
    else {
      await unfold(page, "more");
      await page.click("#save-new");
    }
    await waitUntilSaved(page);
  }
  assert.equal((await storedIndex(page)).length, 2);
  return { page, context, errors };
}

fault("index lists missing key", "what is gone is named, the rest is there, and it is told once", async () => {
  const { page, context, errors } = await saveTwo();
  await page.evaluate(() => {
    const gone = Object.keys(localStorage).find((k) => k.startsWith("two-rivers.2.saved-") && localStorage.getItem(k).includes('\\"A\\"'));
    localStorage.removeItem(gone);
  });
  await reload(page);
  await waitForText(page, "#findings", /“A”, saved on \d+ \w+ 20\d\d, is no longer in this browser's storage\./);
  await waitForSaved(page, ["B"]);
  assert.equal(await page.inputValue("#dep-number"), "12");
  await reload(page);
  assert.equal(await page.locator("#findings").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("key missing from index", "the scenario is shown and indexed again; so is one with an entry that cannot be read", async () => {
  const { page, context, errors } = await saveTwo();
  for (const damage of [() => null, (text) => text.slice(0, 3)]) {
    const before = await storedIndex(page);
    await page.evaluate(([key, text]) => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)), [before[0][0], damage(before[0][1])]);
    await reload(page);
    await waitForSaved(page, ["A", "B"]);
    assert.equal(await page.locator("#findings").count(), 0);
    assert.deepEqual(await storedIndex(page), before);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

fault("cleared while open", "everything is still in the page and can be saved again", async () => {
  const { page, context, errors } = await saveTwo();
  await page.evaluate(() => localStorage.clear());
  await edit(page, "13");
  await page.waitForSelector("#emptied");
  await waitForText(page, "#emptied", /has been emptied while the page was open/);
  const unsaved = () => [...document.querySelectorAll("#saved .tag")].filter((e) => /not saved/.test(e.textContent)).length;
  await waitForEqual(page, unsaved, 2);
  await page.click("#emptied .primary");
  await page.waitForSelector("#emptied", { state: "detached" });
  await waitUntilSaved(page);
  await reload(page);
  await waitForSaved(page, ["A", "B"]);
  assert.equal(await page.inputValue("#dep-number"), "13");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("private-mode loss after close", "said beforehand; a file brings everything back", async () => {
  const { page, context, errors } = await saveTwo();
  await unfold(page, "scenarios");
  assert.match(await page.innerText("#scenarios"), /a private window forgets it when it is closed/);
  const { bytes } = await download(page, "#file-save");
  await context.close();
  const later = await lab();
  assert.equal(await later.page.locator("#saved .saved-name").count(), 0);
  assert.equal(await later.page.textContent("#kept"), "Nothing to save yet");
  await later.page.setInputFiles("#file-open", { name: "mine.json", mimeType: "application/json", buffer: bytes });
  await later.page.click("#file-add");
  await waitForSaved(later.page, ["A", "B"]);
  assert.deepEqual([...errors, ...later.errors], []);
  await later.context.close();
});

fault("third-party iframe", "the scenario of the link is shown, read-only, where storage is not to be had", async (t) => {
  const outer = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><iframe style="width:1200px;height:800px" src="${site.url}#/lab?v=1&dep=15"></iframe>`);
  });
  await new Promise((done) => outer.listen(0, "127.0.0.1", done));
  t.after(() => outer.close());
  const context = await site.browser.newContext({ locale: "en-GB" });
  // As with third-party storage forbidden: asking for it throws inside the frame.
  await context.addInitScript(() => {
    if (window !== top) Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (e) => errors.push(e.message));
  await page.goto(`http://localhost:${outer.address().port}/`);
  const frame = page.frameLocator("iframe");
  await frame.locator("#row-t27-dep-e[data-verdict=met]").waitFor();
  assert.equal(await frame.locator("main :is(input, button), dialog, #kept").count(), 0, "nothing to change, nothing said of saving");
  assert.deepEqual(errors, []);
  await context.close();
});
