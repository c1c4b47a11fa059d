// Links: what one reader sees, another sees; nobody's work is touched.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fault, go, kept, open, settled, stand } from "./browser.mjs";
import { replay } from "./replay.mjs";

let it;
before(async () => (it = await stand()));
after(() => it.close());

const type = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Enter");
};
const board = (page) => page.locator("#board td .board-value").allTextContents();

async function shared(page) {
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return link;
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  return readFileSync(await file.path());
}

test("a link opens in a new profile with the same numbers, and the download equals the replay byte for byte", async () => {
  const sender = await open(it.browser, `${it.url}#/lab`);
  await sender.page.fill("#scenario-name", "加快 & more");
  await type(sender.page, "#dep-number", "12.5");
  await type(sender.page, "#real-number", "4.25");
  await sender.page.getByRole("button", { name: "By year: Loan growth" }).click();
  await type(sender.page, "#loan-2027", "10");
  const link = await shared(sender.page);
  assert.ok(link.length < 250, link);
  const seen = await board(sender.page);
  const table = await download(sender.page);

  const receiver = await open(it.browser, link, { locale: "zh-CN" });
  assert.match(await receiver.page.textContent("#same-numbers"), /与发送者看到的数字一致/);
  assert.match(await receiver.page.textContent("#preview"), /加快 & more/);
  await receiver.page.click("#language");
  assert.deepEqual(await board(receiver.page), seen);
  assert.deepEqual(await download(receiver.page), table);
  assert.ok(await receiver.page.isDisabled("#dep-number"), "a preview cannot be changed");

  assert.deepEqual(replay(link), table);
  assert.deepEqual([...sender.faults, ...receiver.faults], []);
  await sender.context.close();
  await receiver.context.close();
});

test("opening a link never touches the reader's own work", async () => {
  const { page, context, faults } = await open(it.browser, `${it.url}#/lab`);
  await type(page, "#dep-number", "9.9");
  await settled(page);
  const before = await kept(page);
  await go(page, "#/lab?v=1&dep=20&name=Theirs");
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "20");
  assert.match(await page.textContent("#same-numbers"), /no check number/);
  await page.reload();
  await page.waitForSelector("#preview");
  assert.equal(await kept(page), before);
  await page.getByRole("button", { name: "Save a copy" }).click();
  await page.waitForSelector("#preview", { state: "detached" });
  assert.equal(await page.inputValue("#dep-number"), "9.9");
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["Theirs"]);
  await page.click("#notice-action");
  assert.equal(await page.inputValue("#dep-number"), "20");
  await page.click("#undo");
  assert.equal(await page.inputValue("#dep-number"), "9.9");
  assert.deepEqual(faults, []);
  await context.close();
});

test("what cannot be used is named, the rest is shown; a changed number is told", async () => {
  const { page, context, faults } = await open(it.browser, `${it.url}#/lab?v=1&dep=150&loan=11&zzz=1&d=00000001`);
  const text = await page.textContent("#preview");
  assert.match(text, /dep=150: must be between .50 and 100/);
  assert.match(text, /zzz=1: this version does not know the key/);
  assert.match(await page.textContent("#same-numbers"), /the numbers differ/);
  assert.equal(await page.inputValue("#loan-number"), "11");
  await page.goto(`${it.url}#/lab?v=9&dep=3`);
  await page.waitForSelector("[role=alert]");
  assert.match(await page.textContent("[role=alert]"), /version “9”/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a link can be copied, also where the browser forbids it, and pasted", async () => {
  const allowed = await open(it.browser, `${it.url}#/lab`, { permissions: ["clipboard-read", "clipboard-write"] });
  await type(allowed.page, "#dep-number", "11.1");
  await allowed.page.click("#share");
  await allowed.page.click("#copy-link");
  await allowed.page.waitForFunction(() => document.querySelector("#copy-said")?.textContent === "Copied");
  const link = await allowed.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/lab\?v=1&plan=cq-2026\.1&dep=11\.1&d=[0-9a-f]{8}$/);
  await allowed.context.close();

  const refuse = () => (navigator.clipboard.writeText = () => Promise.reject(new Error("no")));
  const { page, context } = await open(it.browser, `${it.url}#/lab`, { init: refuse });
  await page.click("#share");
  await page.click("#copy-link");
  await page.waitForFunction(() => document.querySelector("#copy-said")?.textContent.includes("did not allow"));
  const selected = await page.evaluate(() => document.activeElement.id === "share-link" && document.activeElement.selectionEnd > 20);
  assert.ok(selected, "the link is selected instead");
  await type(page, "#link-in", "nonsense");
  assert.match(await page.textContent("dialog [role=alert]"), /not a scenario link/);
  await type(page, "#link-in", `看这个：${link}。`);
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "11.1");
  await context.close();
});

test("a link may come before the #, as a code for phones, and by the system's own way", async () => {
  const shared = () => (navigator.share = async (data) => void (window.shared = data));
  const { page, context, faults } = await open(it.browser, `${it.url}?v=1&dep=11.1&name=Via%20chat`, { init: shared });
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "11.1");
  assert.match(page.url(), /\/#\/lab\?v=1&dep=11\.1&name=Via%20chat$/, "it stands where links stand");
  await page.click("#share");
  await page.waitForFunction(() => document.querySelector("#share-link")?.value);
  await page.check("#share-before-hash");
  const link = await page.inputValue("#share-link");
  assert.match(link, /^http:[^#]+\/\?v=1&plan=cq-2026\.1&dep=11\.1[^#]+$/);
  await page.click("#share-qr summary");
  await page.waitForSelector("#share-qr svg.qr");
  await page.click("#share-system");
  const { title, text, url } = await page.evaluate(() => window.shared);
  assert.deepEqual([title, url], ["Via chat", link]);
  assert.match(text, /Via chat.*\n/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "11.1");
  assert.deepEqual(faults, []);
  await context.close();
});

// Faults

/** A link but for the number its sender saw. */
const GOLDEN = "v=1&plan=cq-2026.1&dep=12.5&list=30&name=%E5%8A%A0%E5%BF%AB&d=";

/** A page with work of its own in hand; `visit` opens a link in it and gives what the page says, at the end nothing was written. */
async function reader() {
  const { page, context, faults } = await open(it.browser, `${it.url}#/lab`);
  await type(page, "#dep-number", "9.9");
  await settled(page);
  const own = await kept(page);
  const visit = (query, at = "method") =>
    page.evaluate(async ([query, at]) => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      location.hash = `#/${at}?${query}`;
      await frame();
      const text = (selector) => document.querySelector(selector)?.textContent ?? "";
      for (let i = 0; i < 200 && /being run again/.test(text("#same-numbers")); i += 1) await frame();
      const preview = document.querySelector("#preview");
      return { refused: preview ? "" : text(".banner[role=alert]"), same: text("#same-numbers"), named: [...document.querySelectorAll("#preview li")].map((li) => li.textContent) };
    }, [query, at]);
  const end = async () => {
    await go(page, "#/lab");
    await page.waitForSelector("#preview", { state: "detached" });
    assert.equal(await page.inputValue("#dep-number"), "9.9");
    assert.equal(await kept(page), own, "own work is as it was");
    assert.deepEqual(faults, []);
    await context.close();
  };
  return { page, visit, end };
}

/** The golden link with the number this version sees. */
async function golden(page, visit) {
  await visit(`${GOLDEN}00000000`, "lab");
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return link.split("?")[1];
}

/** That what came of a changed link is told: refused, named, or other numbers; else it is the very same or only named otherwise. */
function told(query, whole, { refused, same, named }) {
  if (refused) return "refused";
  if (named.length) return "named";
  if (/differ/.test(same)) return "differs";
  if (/no check number/.test(same)) return "unchecked";
  assert.match(same, /same numbers/, query);
  const nameless = (text) => text.replace(/&name=[^&]*/, "");
  assert.ok(nameless(query) === nameless(whole) || query.toLowerCase() === whole.toLowerCase(), `${query} is taken for ${whole}`);
  return "same";
}

fault("truncated at every position", "refused, named, or said to be unchecked; own work untouched", async () => {
  const { page, visit, end } = await reader();
  const whole = await golden(page, visit);
  const counts = {};
  for (let at = 1; at <= whole.length; at += 1) {
    const query = whole.slice(0, at);
    const what = told(query, whole, await visit(query));
    counts[what] = (counts[what] ?? 0) + 1;
  }
  assert.equal(counts.same, 1, "only the whole link is the same");
  assert.ok(counts.refused && counts.named && counts.unchecked, JSON.stringify(counts));
  await end();
});

fault("each bit flipped", "refused, named, or said to differ; own work untouched", async () => {
  const { page, visit, end } = await reader();
  const whole = await golden(page, visit);
  const counts = {};
  for (let at = 0; at < whole.length; at += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const query = whole.slice(0, at) + String.fromCharCode(whole.charCodeAt(at) ^ (1 << bit)) + whole.slice(at + 1);
      const what = told(query, whole, await visit(query));
      counts[what] = (counts[what] ?? 0) + 1;
    }
  }
  assert.ok(counts.refused && counts.named && counts.differs, JSON.stringify(counts));
  await end();
});

fault("wrong CRC", "the page says that the numbers differ", async () => {
  const { visit, end } = await reader();
  const { same, named } = await visit(`${GOLDEN}00000001`);
  assert.match(same, /the numbers differ/);
  assert.deepEqual(named, []);
  await end();
});

fault("future version", "refused by its number", async () => {
  const { visit, end } = await reader();
  assert.match((await visit("v=9&dep=3")).refused, /version “9”/);
  await end();
});

fault("1 MB fragment", "refused by its length, and the page stays at hand", async () => {
  const { visit, end } = await reader();
  assert.match((await visit(`v=1&name=${"x".repeat(1_000_000)}`)).refused, /1000\d{3} bytes long; at most 2000 characters/);
  await end();
});

fault("percent-encoded twice", "read as it was meant", async () => {
  const { page, visit, end } = await reader();
  const whole = await golden(page, visit);
  for (const query of [encodeURIComponent(whole), encodeURIComponent(encodeURIComponent(whole))]) {
    const { refused, named, same } = await visit(query);
    assert.deepEqual([refused, named], ["", []]);
    assert.match(same, /same numbers/);
    assert.match(await page.textContent("#preview strong"), /^加快$/);
  }
  await end();
});

fault("chat punctuation", "taken away from behind a link, in the address as in a pasted text", async () => {
  const { page, visit, end } = await reader();
  const whole = await golden(page, visit);
  for (const tail of ["。", "）。", ").", "”，", "\u200b", "%E3%80%82"]) {
    const { refused, named, same } = await visit(whole + tail);
    assert.deepEqual([refused, named], ["", []], tail);
    assert.match(same, /same numbers/);
  }
  await end();
});

fault("bidi/control/HTML name", "named, or shown as plain text", async () => {
  const { page, visit, end } = await reader();
  for (const name of ["%E2%80%AEabc", "a%00b", "a%0Ab"]) assert.match((await visit(`v=1&name=${name}`)).named[0], /^name=/);
  const html = '<img src=x onerror="document.title=1">';
  await visit(`v=1&name=${encodeURIComponent(html)}&by=${encodeURIComponent("<b>me</b>")}`);
  assert.equal(await page.textContent("#preview strong"), html);
  assert.match(await page.textContent("#preview"), /<b>me<\/b>/);
  assert.equal(await page.locator("#preview img, #preview b").count(), 0);
  assert.match(await page.title(), /Two Rivers/);
  await end();
});

fault("unknown data release or lever", "named, and the rest is used", async () => {
  const { page, visit, end } = await reader();
  const { named } = await visit("v=1&plan=cq-2031.4&wages=3&loan=11", "lab");
  assert.match(named.join("\n"), /cq-2031\.4.*\n.*wages=3/);
  assert.equal(await page.inputValue("#loan-number"), "11");
  await end();
});

fault("out-of-range value", "named with its range, and the rest is used", async () => {
  const { page, visit, end } = await reader();
  const { named } = await visit("v=1&dep=150&loan=11", "lab");
  assert.match(named[0], /dep=150: must be between .50 and 100; the default is used/);
  assert.equal(await page.inputValue("#loan-number"), "11");
  await end();
});
