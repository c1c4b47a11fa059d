// Storage that is blocked, full, damaged, emptied or of another version: the page works, says so, and loses nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { crc32 } from "./crc32.mjs";
import { READY, fault, navigate, openPage, openTab, start, storedTexts, waitUntilSaved } from "./browser.mjs";

let site;
before(async () => (site = await start({ base: "/some/folder/" })));
after(() => site.close());

const OLD = JSON.parse(readFileSync(new URL("fixtures/schema-1.json", import.meta.url), "utf8"));

const lab = (options = {}) => openPage(site.browser, `${site.url}#/lab`, options);
const edit = async (page, value = "15") => {
  await page.fill("#dep-number", value);
  await page.press("#dep-number", "Enter");
};
const said = (page, text) => page.waitForFunction((text) => document.querySelector("#kept")?.textContent.includes(text), text);
const found = async (page) => {
  await page.waitForSelector("#findings");
  return page.textContent("#findings");
};
const full = () => {
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
async function with_texts(texts, options) {
  const { page, context, errors } = await lab(options);
  await page.evaluate((texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), texts);
  await page.reload();
  await page.waitForSelector(READY);
  return { page, context, errors };
}
const GOOD = { name: "Whole", from: 2025, to: 2030, levers: { dep: [12.5] }, reading: "each", seed: 1, paths: 10000 };

async function works_unkept(init) {
  const { page, context, errors } = await lab({ init });
  await edit(page);
  assert.equal(await page.getAttribute("#row-t27-dep-e", "data-verdict"), "met");
  await said(page, "this browser blocks storage");
  await page.click("#save");
  assert.equal(await page.locator("#saved .saved-name").count(), 1);
  assert.match(await page.textContent("#saved"), /not saved/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#file-save")]);
  assert.match(readFileSync(await file.path(), "utf8"), /"dep": \[\s*15\.0\s*\]/, "a file holds it all the same");
  assert.deepEqual(errors, []);
  await context.close();
}

fault("blocked getter", "the page works and says that nothing is saved", () =>
  works_unkept(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })));

fault("null storage", "the page works and says that nothing is saved", () =>
  works_unkept(() => Object.defineProperty(window, "localStorage", { get: () => null })));

fault("getItem throws", "the page works and says that nothing is saved", () =>
  works_unkept(() => (Storage.prototype.getItem = () => { throw new DOMException("no", "SecurityError"); })));

fault("quota on first save", "the page says so and saves everything once there is room", async () => {
  const { page, context, errors } = await lab({ init: full });
  await edit(page);
  await said(page, "storage is full");
  await page.click("#save");
  assert.match(await page.textContent("#saved"), /not saved/);
  assert.equal(await page.getAttribute("#row-t27-dep-e", "data-verdict"), "met");
  await page.evaluate(() => (Storage.prototype.setItem = window.setItem));
  await edit(page, "15.5");
  await waitUntilSaved(page);
  assert.doesNotMatch(await page.textContent("#saved"), /not saved/);
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
  await page.fill("#scenario-name", "A name that needs more room than there is: " + "长".repeat(30));
  await page.press("#scenario-name", "Enter");
  await said(page, "storage is full");
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.equal(await page.inputValue("#dep-number"), "12", "the last that was saved");
  assert.deepEqual(errors, []);
  await context.close();
});

/** A saved scenario and a work in hand that cannot be read: named, offered, left as they are, and nothing else is touched. */
async function left_alone(text, reason, { locale = "en-GB" } = {}) {
  const texts = { "two-rivers.2.work.3.t": text, "two-rivers.2.saved-a.3.t": text, "two-rivers.2.saved-b.1.t": sealed(JSON.stringify(GOOD)) };
  const { page, context, errors } = await with_texts(texts, { locale });
  const message = await found(page);
  assert.match(message, reason);
  assert.match(message, /two-rivers\.2\.work\.3\.t.*two-rivers\.2\.saved-a\.3\.t/s);
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["Whole"]);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#findings button").first().click()]);
  assert.equal(readFileSync(await file.path(), "utf8"), text);
  await edit(page);
  await waitUntilSaved(page);
  for (const key of Object.keys(texts)) assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), texts[key]);
  await page.reload();
  await page.waitForSelector("#findings");
  assert.equal(await page.inputValue("#dep-number"), "15");
  // Told until the reader lets go of it.
  await page.locator("#findings li").nth(0).locator("button").nth(1).click();
  await page.locator("#findings li").nth(0).locator("button").nth(1).click();
  await page.waitForSelector("#findings", { state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.getItem("two-rivers.2.saved-a.3.t")), null);
  assert.deepEqual(errors, []);
  await context.close();
}

fault("truncated JSON", "named, offered as a file, left where it is", async () => {
  await left_alone(sealed(JSON.stringify(GOOD)).slice(0, 90), /breaks off or is not of this page's form/);
  await left_alone("", /内容不完整/, { locale: "zh-CN" });
});

fault("wrong type", "the field is named, the text left where it is", async () => {
  await left_alone(sealed(JSON.stringify({ ...GOOD, to: "soon" })), /the field “to” of this saved text cannot be used/);
  await left_alone("null", /not of this page's form/);
});

fault("unknown newer schema", "never read, never written over, and said so", async () => {
  await left_alone(sealed(JSON.stringify(GOOD), { schema: 9 }), /newer version of the page \(form 9\)/);
  const { page, context } = await with_texts({ "two-rivers.3.work.1.t": "later", "two-rivers.index": "later" });
  assert.match(await found(page), /A newer version of this page has saved something here; it is left alone/);
  await edit(page);
  await waitUntilSaved(page);
  assert.equal(await page.evaluate(() => localStorage.getItem("two-rivers.3.work.1.t")), "later");
  await context.close();
});

fault("each older schema", "work, saved scenarios and record go on from where they were", async () => {
  const { page, context, errors } = await with_texts(OLD);
  assert.equal(await page.inputValue("#scenario-name"), "Old one 旧");
  assert.equal(await page.inputValue("#loan-number"), "9.5");
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["Old one 旧"]);
  await navigate(page, "#/monitor");
  await page.waitForSelector("#item-R-a[data-stage=d]");
  await navigate(page, "#/lab");
  await page.getByRole("button", { name: "Open: Old one 旧" }).click();
  for (const value of ["11", "11.5", "12"]) {
    await edit(page, value);
    await page.click("#save");
    await waitUntilSaved(page);
  }
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["Old one 旧"], "one scenario, not two");
  assert.equal(await page.inputValue("#dep-number"), "12");
  assert.equal(await page.locator("#findings").count(), 0);
  assert.equal(await page.locator("#others").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("non-finite value", "the field is named, the text left where it is", async () => {
  for (const value of ["1e400", "NaN", "null"]) {
    const data = JSON.stringify(GOOD).replace("12.5", value);
    await left_alone(sealed(data), /the field “levers\.dep\[0\]” of this saved text cannot be used/);
  }
});

fault("checksum wrong", "the version before it is shown, the damaged text left where it is", async () => {
  await left_alone(sealed(JSON.stringify(GOOD), { sum: 7 }), /its checksum does not agree/);
  const { page, context, errors } = await lab();
  for (const value of ["11", "12", "13"]) {
    await edit(page, value);
    await waitUntilSaved(page);
  }
  const [, [key, text]] = await versions(page, "work");
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text.replace("[13.0]", "[31.0]")]);
  await page.reload();
  assert.match(await found(page), /checksum does not agree\. The version before it is shown instead/);
  assert.equal(await page.inputValue("#dep-number"), "12");
  assert.deepEqual(errors, []);
  await context.close();
});

/** Two saved scenarios, A and B. */
async function two_saved() {
  const { page, context, errors } = await lab();
  for (const [name, value] of [["A", "11"], ["B", "12"]]) {
    await page.fill("#scenario-name", name);
    await edit(page, value);
    await page.click((await page.locator("#save-new").count()) ? "#save-new" : "#save");
    await waitUntilSaved(page);
  }
  await page.waitForFunction(() => (localStorage.getItem("two-rivers.index") ?? "").split("saved_at").length === 4);
  return { page, context, errors };
}

fault("index lists missing key", "what is gone is named, the rest is there, and it is told once", async () => {
  const { page, context, errors } = await two_saved();
  await page.evaluate(() => {
    const gone = Object.keys(localStorage).find((k) => k.startsWith("two-rivers.2.saved-") && localStorage.getItem(k).includes('\\"A\\"'));
    localStorage.removeItem(gone);
  });
  await page.reload();
  assert.match(await found(page), /“A”, saved on \d+ \w+ 20\d\d, is no longer in this browser's storage\./);
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["B"]);
  assert.equal(await page.inputValue("#dep-number"), "12");
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.equal(await page.locator("#findings").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

fault("key missing from index", "it is shown, put back, and said so; so is a list that cannot be read", async () => {
  const { page, context, errors } = await two_saved();
  const index = await page.evaluate(() => localStorage.getItem("two-rivers.index"));
  const whole = JSON.parse(index);
  const entries = JSON.parse(whole.data);
  delete entries[Object.keys(entries).find((id) => entries[id].name === "A")];
  whole.data = JSON.stringify(entries);
  whole.sum = crc32(`${whole.rev}\n${whole.saved_at}\n${whole.tab}\n[]\nNone\n${whole.data}`);
  for (const [text, message] of [[JSON.stringify(whole), /“A” was missing from the list/], [index.slice(0, 50), /list of saved scenarios could not be read/]]) {
    await page.evaluate((text) => localStorage.setItem("two-rivers.index", text), text);
    await page.reload();
    assert.match(await found(page), message);
    assert.deepEqual((await page.locator("#saved .saved-name").allTextContents()).sort(), ["A", "B"]);
    await page.waitForFunction(() => (localStorage.getItem("two-rivers.index") ?? "").split("saved_at").length === 4);
  }
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.equal(await page.locator("#findings").count(), 0, "told once");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("cleared while open", "everything is still in the page and can be saved again", async () => {
  const { page, context, errors } = await two_saved();
  await page.evaluate(() => localStorage.clear());
  await edit(page, "13");
  await page.waitForSelector("#emptied");
  assert.match(await page.textContent("#emptied"), /has been emptied while the page was open/);
  assert.equal(await page.locator("#saved .tag", { hasText: "not saved" }).count(), 2);
  await page.click("#emptied .primary");
  await page.waitForSelector("#emptied", { state: "detached" });
  await waitUntilSaved(page);
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.deepEqual((await page.locator("#saved .saved-name").allTextContents()).sort(), ["A", "B"]);
  assert.equal(await page.inputValue("#dep-number"), "13");
  assert.deepEqual(errors, []);
  await context.close();
});

fault("private-mode loss after close", "said beforehand; a file brings everything back", async () => {
  const { page, context, errors } = await two_saved();
  assert.match(await page.textContent(".rail"), /a private window forgets it when it is closed/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#file-save")]);
  const path = await file.path();
  const text = readFileSync(path);
  await context.close();
  const later = await lab();
  assert.equal(await later.page.locator("#saved .saved-name").count(), 0);
  assert.equal(await later.page.textContent("#kept"), "Nothing to save yet");
  await later.page.setInputFiles("#file-open", { name: "mine.json", mimeType: "application/json", buffer: text });
  await later.page.click("#file-add");
  assert.deepEqual((await later.page.locator("#saved .saved-name").allTextContents()).sort(), ["A", "B"]);
  assert.deepEqual([...errors, ...later.errors], []);
  await later.context.close();
});

fault("third-party iframe", "the scenario of the link is shown, read-only, where storage is not to be had", async () => {
  const outer = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><iframe style="width:1200px;height:800px" src="${site.url}#/lab?v=1&dep=15"></iframe>`);
  });
  await new Promise((done) => outer.listen(0, "127.0.0.1", done));
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
  await new Promise((done) => outer.close(done));
});
