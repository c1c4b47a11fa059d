// Links: what one reader sees, another sees; nobody's work is touched.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import {
  FULL, READY, download, enter, fault, navigate, openPage, reload, start, storedTexts, unfold, waitForEqual, waitForText, waitForTexts, waitForValue, waitUntilSaved,
} from "./browser.mjs";
import { replay } from "./replay.mjs";

let site, opened;
before(async () => (site = await start()));
after(async () => {
  await (await opened)?.context.close();
  await site.close();
});

/** Run in the page: what is said of every target. */
const PANELS = () => [...document.querySelectorAll(".panel header")].map((e) => e.textContent);
/** Unfolds a part of the page. */

async function share(page) {
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return link;
}

/** The table of results. */
async function table(page) {
  await unfold(page, "more");
  return (await download(page, "#download")).bytes;
}

test("a link opens in a new profile with the same numbers, and the download equals the replay byte for byte", async () => {
  const sender = await openPage(site.browser, `${site.url}#/lab`);
  await sender.page.fill("#scenario-name", "加快 & more");
  await enter(sender.page, "#dep-number", "12.5");
  await unfold(sender.page, "world");
  await enter(sender.page, "#real-number", "4.25");
  await unfold(sender.page, "loan-more");
  await sender.page.getByRole("button", { name: "By year: Loan growth" }).click();
  await enter(sender.page, "#loan-2027", "10");
  const link = await share(sender.page);
  assert.ok(link.length < 250, link);
  const sent = await table(sender.page);
  const panels = await sender.page.evaluate(PANELS);
  assert.equal(panels.length, 4);

  const receiver = await openPage(site.browser, link, { locale: "zh-CN" });
  await waitForText(receiver.page, "#same-numbers", /与发送者看到的数字一致/);
  await waitForText(receiver.page, "#preview", /加快 & more/);
  await receiver.page.click("#language");
  await receiver.page.waitForSelector(`html[lang=en]${READY.slice(4)}`);
  await waitForEqual(receiver.page, PANELS, panels);
  assert.deepEqual(await table(receiver.page), sent);
  assert.ok(await receiver.page.isEnabled("#dep-number"), "a link opens live");
  for (const step of ["#undo", "#redo"]) assert.ok(await receiver.page.isDisabled(step), "there is nothing of one's own to undo");

  assert.deepEqual(replay(link), sent);
  assert.deepEqual([...sender.errors, ...receiver.errors], []);
  await sender.context.close();
  await receiver.context.close();
});

test("opening a link never touches the reader's own work", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab`);
  await enter(page, "#dep-number", "9.9");
  await waitUntilSaved(page);
  const before = await storedTexts(page);
  await navigate(page, "#/lab?v=1&dep=20&name=Theirs");
  await page.waitForSelector("#preview");
  await waitForValue(page, "#dep-number", "20");
  await waitForText(page, "#same-numbers", /no checksum/);
  await reload(page);
  await page.waitForSelector("#preview");
  assert.equal(await storedTexts(page), before);
  await page.getByRole("button", { name: "Save a copy" }).click();
  await page.waitForSelector("#preview", { state: "detached" });
  await waitForValue(page, "#dep-number", "9.9");
  await waitForTexts(page, "#saved .saved-name", ["Theirs"]);
  await page.click("#notice-action");
  await waitForValue(page, "#dep-number", "20");
  await page.click("#undo");
  await waitForValue(page, "#dep-number", "9.9");
  assert.deepEqual(errors, []);
  await context.close();
});

test("what cannot be used is named, the rest is shown; a changed number is named", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab?v=1&dep=150&loan=11&zzz=1&d=00000001`);
  await waitForText(page, "#preview", /dep=150: must be between .50 and 100/);
  await waitForText(page, "#preview", /zzz=1: this version does not know the key/);
  await waitForText(page, "#same-numbers", /the numbers differ/);
  await waitForValue(page, "#loan-number", "11");
  await page.goto(`${site.url}#/lab?v=9&dep=3`);
  await waitForText(page, "[role=alert]", /version “9”/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a link can be copied, also where the browser forbids it, and pasted", async () => {
  const allowed = await openPage(site.browser, `${site.url}#/lab`, { permissions: ["clipboard-read", "clipboard-write"] });
  await enter(allowed.page, "#dep-number", "11.1");
  await allowed.page.click("#share");
  await allowed.page.click("#copy-link");
  await waitForText(allowed.page, "#copy-said", /^Copied$/);
  const link = await allowed.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/lab\?v=1&plan=cq-[\d.]+&model=\d+&dep=11\.1&d=[0-9a-f]{8}$/);
  await allowed.context.close();

  const refuse = () => (navigator.clipboard.writeText = () => Promise.reject(new Error("no")));
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`, { init: refuse });
  await page.click("#share");
  await page.click("#copy-link");
  await waitForText(page, "#copy-said", /did not allow/);
  // The link is selected instead.
  await page.waitForFunction(() => document.activeElement.id === "share-link" && document.activeElement.selectionEnd > 20);
  await enter(page, "#link-in", "nonsense");
  await waitForText(page, "dialog [role=alert]", /not a scenario link/);
  await enter(page, "#link-in", `看这个：${link}。`);
  await page.waitForSelector("#preview");
  await waitForValue(page, "#dep-number", "11.1");
  await context.close();
});

test("a link may come before the #, as a code for phones, and by the system's own way", async () => {
  const init = () => (navigator.share = async (data) => void (window.shared = data));
  const { page, context, errors } = await openPage(site.browser, `${site.url}?v=1&dep=11.1&name=Via%20chat`, { init });
  await page.waitForSelector("#preview");
  await waitForValue(page, "#dep-number", "11.1");
  assert.match(page.url(), /\/#\/lab\?v=1&dep=11\.1&name=Via%20chat$/, "it stands where links stand");
  await page.click("#share");
  await page.check("#share-before-hash");
  const link = await page.inputValue("#share-link");
  assert.match(link, /^http:[^#]+\/\?v=1&plan=cq-[\d.]+&model=\d+&dep=11\.1[^#]+$/);
  await page.click("#share-qr summary");
  await page.waitForSelector("#share-qr svg.qr");
  await page.click("#share-system");
  const { title, text, url } = await (await page.waitForFunction(() => window.shared)).jsonValue();
  assert.deepEqual([title, url], ["Via chat", link]);
  assert.match(text, /Via chat.*\n/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForSelector("#preview");
  await waitForValue(page, "#dep-number", "11.1");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a link made before says with what, and that its numbers are not today's", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab?v=1&plan=cq-2020.1&dep=11.1&d=00000000`);
  await waitForText(page, "#same-numbers", /differ from those the sender saw/);
  await waitForText(page, "#made-before", /cq-2020\.1, model m1; computed here with cq-[\d.]+, model m\d+: .*not today's numbers/);
  // The same release and model, and another checksum: the link was edited.
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  await page.goto("about:blank");
  await page.goto(link.replace("dep=11.1", "dep=11.2"));
  await waitForText(page, "#same-numbers", /may have been edited/);
  assert.equal(await page.textContent("#made-before"), "");
  assert.deepEqual(errors, []);
  await context.close();
});

// Faults

/** A link without the checksum that its sender saw. */
const { release } = JSON.parse(readFileSync(new URL("../../src/plan/chongqing.json", import.meta.url), "utf8"));
const MODEL = 3;
const GOLDEN = `v=1&plan=${release}&model=${MODEL}&dep=12.5&list=30&name=%E5%8A%A0%E5%BF%AB&d=`;

/** The page that all faults of links share: none of them may change anything in it. */
const reader = () => (opened ??= openReader());
/** Opens a page with a draft of its own. `visitAll` opens links in it, one after the other, and returns what the page says of each;
 * `whole` is the golden link with the checksum that this version sees; `end` checks that nothing was written. */
async function openReader() {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab`);
  await enter(page, "#dep-number", "9.9");
  await waitUntilSaved(page);
  const own = await storedTexts(page);
  const visitAll = (queries, at = "method") =>
    page.evaluate(async ([queries, at]) => {
      const text = (selector) => document.querySelector(selector)?.textContent ?? "";
      const once = (start) => new Promise((done) => start(() => setTimeout(done)));
      const results = [];
      for (const query of queries) {
        await once((done) => {
          addEventListener("hashchange", done, { once: true });
          location.hash = `#/${at}?${query}`;
        });
        const preview = document.querySelector("#preview");
        const named = [...document.querySelectorAll("#preview li")].map((li) => li.textContent);
        results.push({ refused: preview ? "" : text(".banner[role=alert]"), same: text("#same-numbers"), named });
      }
      return results;
    }, [queries, at]);
  const visit = async (query, at) => (await visitAll([query], at))[0];
  const end = async () => {
    await navigate(page, "#/lab");
    await page.waitForSelector("#preview", { state: "detached" });
    await waitForValue(page, "#dep-number", "9.9");
    assert.equal(await storedTexts(page), own, "own work is as it was");
    assert.deepEqual(errors, []);
  };
  await visit(`${GOLDEN}00000000`, "lab");
  const whole = (await share(page)).split("?")[1];
  await end();
  return { page, context, visit, visitAll, whole, end };
}

/** How the page names what was changed in a link: it is refused, or a part of it is named, or the numbers differ; else it is the very
 * same link, or only its name is another. */
function outcome(query, whole, { refused, same, named }) {
  if (refused) return "refused";
  if (named.length) return "named";
  if (/differ/.test(same)) return "differs";
  if (/no checksum/.test(same)) return "unchecked";
  assert.match(same, /same numbers/, query);
  const nameless = (text) => text.replace(/&name=[^&]*/, "");
  assert.ok(nameless(query) === nameless(whole) || query.toLowerCase() === whole.toLowerCase(), `${query} is taken for ${whole}`);
  return "same";
}

/** How many links come to each outcome. */
function tally(queries, whole, results) {
  const counts = {};
  queries.forEach((query, at) => {
    const what = outcome(query, whole, results[at]);
    counts[what] = (counts[what] ?? 0) + 1;
  });
  return counts;
}

fault("truncated at every position", "refused, named, or said to be unchecked; own work untouched", async () => {
  const { visitAll, whole, end } = await reader();
  const queries = Array.from(whole, (_, at) => whole.slice(0, at + 1));
  const counts = tally(queries, whole, await visitAll(queries));
  assert.equal(counts.same, 1, "only the whole link is the same");
  assert.ok(counts.refused && counts.named && counts.unchecked, JSON.stringify(counts));
  await end();
});

// Each of the seven bits of each character for a release; otherwise one bit of each, every bit in turn.
fault("each bit flipped", "refused, named, or said to differ; own work untouched", async () => {
  const { visitAll, whole, end } = await reader();
  const flip = (at, bit) => whole.slice(0, at) + String.fromCharCode(whole.charCodeAt(at) ^ (1 << bit)) + whole.slice(at + 1);
  const bits = (at) => (FULL ? [0, 1, 2, 3, 4, 5, 6] : [at % 7]);
  const queries = Array.from(whole, (_, at) => bits(at).map((bit) => flip(at, bit))).flat();
  const counts = tally(queries, whole, await visitAll(queries));
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
  const { page, visit, whole, end } = await reader();
  for (const query of [encodeURIComponent(whole), encodeURIComponent(encodeURIComponent(whole))]) {
    const { refused, named, same } = await visit(query);
    assert.deepEqual([refused, named], ["", []]);
    assert.match(same, /same numbers/);
    await waitForText(page, "#preview strong", /^Shared scenario: 加快$/);
  }
  await end();
});

fault("chat punctuation", "taken away from behind a link, in the address as in a pasted text", async () => {
  const { page, visit, whole, end } = await reader();
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
  await waitForTexts(page, "#preview strong", [`Shared scenario: ${html}`]);
  await waitForText(page, "#preview", /<b>me<\/b>/);
  assert.equal(await page.locator("#preview img, #preview b").count(), 0);
  assert.match(await page.title(), /Two Rivers/);
  await end();
});

fault("unknown data release or lever", "named, and the rest is used", async () => {
  const { page, visit, end } = await reader();
  const { named } = await visit("v=1&plan=cq-2031.4&wages=3&loan=11", "lab");
  assert.match(named.join("\n"), /cq-2031\.4.*\n.*wages=3/);
  await waitForValue(page, "#loan-number", "11");
  await end();
});

fault("out-of-range value", "named with its range, and the rest is used", async () => {
  const { page, visit, end } = await reader();
  const { named } = await visit("v=1&dep=150&loan=11", "lab");
  assert.match(named[0], /dep=150: must be between .50 and 100; the default is used/);
  await waitForValue(page, "#loan-number", "11");
  await end();
});
