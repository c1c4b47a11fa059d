// Starts that fail and pages that stop: the recovery screen, what it gives back, and that nothing is written after it.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { BUILT, fault, go, open, settled, stand } from "./browser.mjs";

const SCREEN = "#recovery[open]";
const WASM = "**/*_bg.wasm";
const GLUE = /two-rivers-\w+\.js$/;
const HTML = "<!doctype html><title>Not found</title>";

let it, lab;
before(async () => {
  it = await stand({ base: "/some/folder/" });
  lab = `${it.url}#/lab`;
});
after(() => it.close());

/** Answers requests for `what` with something else than the server's answer; `change` takes its bytes. */
const alter = (what, change, more = {}) => (page) =>
  page.route(what, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, ...more, body: change(await response.body()) });
  });
const answer = (what, answer) => (page) => page.route(what, (route) => route.fulfill(answer));
/** The next view that is built panics: the program takes for granted that elements can be made. */
const breakElements = () => {
  window.create = Document.prototype.createElement;
  Document.prototype.createElement = () => {
    throw new Error("no elements");
  };
};
const shown = (page, kind) => page.locator(`${SCREEN} h2[data-for=${kind}]:visible`).count();
const storage = (page) => page.evaluate(() => ({ ...localStorage }));

async function usable(page) {
  assert.equal(await page.evaluate(() => document.activeElement.id), "recovery", "the focus is on it");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  // axe makes elements too.
  await page.evaluate(() => window.create && (Document.prototype.createElement = window.create));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(bad.map((v) => `${v.id} ${v.nodes[0].html}`), []);
}

/** A start that fails: the screen, wide and narrow, in both languages; what stands below it stays readable. */
async function fails(kind, options, broken) {
  for (const [locale, width, scheme] of [["en-GB", 1440, "light"], ["zh-CN", 320, "dark"]]) {
    const { page, context, faults } = await open(it.browser, lab, { until: SCREEN, locale, width, scheme, ...options });
    assert.equal(await shown(page, kind), 2, "in both languages");
    assert.equal(await page.getAttribute("#recovery > section >> nth=0", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
    assert.match(await page.textContent("#recovery-id"), /^[0-9a-f]{8}$/);
    assert.match(await page.textContent("#recovery-message"), /\w{4}/);
    assert.equal(await page.locator("[data-for=none]:visible").count(), 2, "nothing is kept yet");
    assert.ok(await page.isHidden("#recovery-download"));
    assert.equal(await page.locator(".boot-wait:visible").count(), 0, "nothing is being waited for");
    await usable(page);
    await page.click("#static .card:visible >> nth=-1");
    // The changed policy is broken, and no other.
    if (broken) assert.equal(faults.splice(0).filter((fault) => fault.startsWith("policy: ")).length, 1);
    await context.close();
  }
}

fault("wasm 404", "the screen", () => fails("start", { before: answer(WASM, { status: 404, body: "" }) }));

fault("HTML instead of wasm", "the screen, whatever it is called", async () => {
  await fails("start", { before: answer(WASM, { contentType: "text/html", body: HTML }) });
  await fails("start", { before: answer(WASM, { contentType: "application/wasm", body: HTML }) });
});

fault("wrong MIME", "a module that is whole starts all the same; glue cannot, and shows the screen", async () => {
  const before = alter(WASM, (bytes) => bytes, { contentType: "application/octet-stream" });
  const { page, context, faults } = await open(it.browser, lab, { before });
  assert.equal(await page.locator(SCREEN).count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
  await fails("start", { before: alter(GLUE, (bytes) => bytes, { contentType: "text/plain" }) });
});

// An empty custom section at the end: a module that is valid and would start, and is not the one the page was built with.
fault("SRI mismatch", "the screen, for the module and for its glue", async () => {
  await fails("start", { before: alter(WASM, (b) => Buffer.concat([b, Buffer.from([0, 1, 0])])) });
  await fails("start", { before: alter(GLUE, (bytes) => `${bytes}\n`) });
});

fault("no WebAssembly", "the screen, which names it", () => fails("wasm", { init: () => delete window.WebAssembly }));

fault("panic at start", "the screen", () => fails("crash", { init: breakElements }));

fault("CSP without wasm-unsafe-eval", "the screen", () =>
  fails("start", { before: alter("**/folder/", (bytes) => `${bytes}`.replace(" 'wasm-unsafe-eval'", "")) }, true));

test("other ways not to start show the screen too: half a module, one that is cut off, no glue, a page for it", async () => {
  await fails("start", { before: alter(WASM, (bytes) => bytes.subarray(0, bytes.length / 2)) });
  await fails("start", { before: (page) => page.route(WASM, (route) => route.abort()) });
  await fails("start", { before: answer(GLUE, { status: 404, body: "" }) });
  await fails("start", { before: answer(GLUE, { contentType: "text/html", body: HTML }) });
});

test("the overview needs no program: it is fetched when a reader reaches for more, and started when they go there", async () => {
  const { page, context, faults } = await open(it.browser, it.url);
  const asked = [];
  page.on("request", (r) => asked.push(r.url()));
  assert.equal(await page.getAttribute("html", "data-front"), "1");
  await page.click("#language");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.match(await page.textContent("h1:visible"), /方案进展如何/);
  assert.deepEqual(asked.filter((url) => /two-rivers-/.test(url)), []);
  await page.hover("nav a[href$=lab]");
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((e) => e.name.endsWith(".wasm")));
  assert.equal(await page.getAttribute("html", "data-ready"), null);
  const overview = await page.evaluate(() => document.querySelector("#static [data-in=zh] h1").parentElement.innerHTML.trim());
  await page.click("nav a[href$=lab]");
  await page.waitForSelector("#dep-number");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN", "the choice is kept");
  await page.click("nav a[href$=overview]");
  await page.waitForSelector("main .card");
  // The program shows what stood there without it.
  assert.equal(await page.evaluate(() => document.querySelector("main h1").parentElement.innerHTML.replace("<!---->", "").trim()), overview);
  assert.deepEqual(faults, []);
  await context.close();
});

test("in dollars the overview is the program's, now and at the next visit", async () => {
  const { page, context, faults } = await open(it.browser, it.url);
  await page.check("#usd");
  await page.waitForSelector(BUILT);
  assert.match(await page.textContent("main"), /1\.11.tn dollars/);
  await page.reload();
  await page.waitForSelector(BUILT);
  assert.ok(await page.isChecked("#usd"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("once the fault is gone, a reload starts the page", async () => {
  const { page, context } = await open(it.browser, `${it.url}#/lab`, { until: SCREEN, before: answer(WASM, { status: 404, body: "" }) });
  await page.unroute(WASM);
  await page.click("#recovery-reload");
  await page.waitForSelector("#dep-number");
  assert.equal(await page.locator(SCREEN).count(), 0);
  await context.close();
});

test("a start over ten seconds shows the screen, and takes it away when it comes after all", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const before = (page) => page.route(WASM, async (route) => (await held, await route.continue()));
  const { page, context, faults } = await open(it.browser, lab, { until: SCREEN, before });
  assert.equal(await shown(page, "slow"), 2);
  await usable(page);
  release();
  await page.waitForSelector(BUILT);
  await page.waitForSelector(SCREEN, { state: "detached" });
  assert.ok(await page.isVisible("nav"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("a start that fails after ten seconds says that it failed", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const before = (page) => page.route(WASM, async (route) => (await held, await route.abort()));
  const { page, context } = await open(it.browser, lab, { until: `${SCREEN}[data-kind=slow]`, before });
  release();
  await page.waitForSelector(`${SCREEN}[data-kind=start]`);
  assert.deepEqual([await shown(page, "slow"), await shown(page, "start")], [0, 2]);
  await context.close();
});

test("without the script that starts it, the page is readable and says after a while that it waits in vain", async () => {
  const { page, context } = await open(it.browser, lab, { until: ".card", before: (page) => page.route("**/boot-*.js", (route) => route.abort()) });
  assert.ok(await page.isHidden(".boot-late"));
  await page.evaluate(() => document.querySelector(".boot-late").getAnimations()[0].finish());
  assert.ok(await page.isVisible(".boot-late"));
  await context.close();
});

test("without scripts the overview is there in both languages", async () => {
  const { page, context } = await open(it.browser, it.url, { until: ".card", javaScriptEnabled: false });
  assert.deepEqual(await page.locator("h1:visible").allTextContents(), ["Where does the plan stand?", "方案进展如何？"]);
  assert.match(await page.textContent("noscript"), /only this overview can be shown/);
  await context.close();
});

// Crashes of a page that was running.

/** Keeps a scenario, edits it, and has the next view fail before the edit is kept. */
async function panic(page) {
  await go(page, "#/lab");
  await page.fill("#dep-number", "14");
  await page.press("#dep-number", "Enter");
  await settled(page);
  const before = await storage(page);
  await page.fill("#dep-number", "15");
  await page.press("#dep-number", "Enter");
  await page.evaluate(breakElements);
  await page.evaluate(() => document.querySelector("nav a[href$=plan]").click());
  await page.waitForSelector(SCREEN, { timeout: 1000 });
  return before;
}

fault("panic inside update", "the screen within a second, over the whole page; a reload starts it again", async () => {
  for (const [locale, width, scheme] of [["en-GB", 1440, "dark"], ["zh-CN", 320, "light"]]) {
    const { page, context } = await open(it.browser, it.url, { locale, width, scheme });
    await panic(page);
    assert.equal(await shown(page, "crash"), 2);
    assert.equal(await page.getAttribute("#recovery > section >> nth=0", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
    assert.match(await page.textContent("#recovery-message"), /panicked at/);
    const covers = await page.evaluate(() => document.elementFromPoint(2, 2).closest("dialog")?.id);
    assert.equal(covers, "recovery", "it covers the page");
    await usable(page);
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press(i % 3 ? "Tab" : "Escape");
      const inside = await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest("#recovery"));
      assert.ok(inside && (await page.isVisible(SCREEN)), `after key ${i}`);
    }
    await page.evaluate(() => document.querySelector("#recovery").close());
    await page.waitForSelector(SCREEN);
    await page.click("#recovery-reload");
    await page.waitForSelector(BUILT);
    assert.equal(await page.locator(SCREEN).count(), 0);
    await context.close();
  }
});

test("after a crash nothing is written, whatever still runs", async () => {
  const { page, context } = await open(it.browser, it.url);
  const kept = await panic(page);
  await page.evaluate(() => {
    for (const button of document.querySelectorAll(".header button, main button")) button.click();
    document.querySelector("#usd").click();
    dispatchEvent(new Event("pagehide"));
    location.hash = "#/monitor";
  });
  await page.waitForTimeout(1000);
  assert.deepEqual(await storage(page), kept);
  await page.click("#recovery-reload");
  await page.waitForSelector(BUILT);
  assert.deepEqual(await storage(page), kept);
  await context.close();
});

test("the download holds what was kept byte for byte, and nothing else", async () => {
  const { page, context } = await open(it.browser, it.url);
  await page.evaluate(() => {
    localStorage.setItem("two-rivers.x", "\u0000\ud800 \u2028 \u{1f30a} 两江 \"\\\n");
    localStorage.setItem("another.page", "its own");
  });
  const { "another.page": _, ...kept } = { ...(await panic(page)) };
  assert.match(await page.textContent("[data-for=some]"), new RegExp(`: ${Object.keys(kept).length}\\.`));
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#recovery-download")]);
  assert.equal(file.suggestedFilename(), "two-rivers-storage.json");
  const { saved_at, ...rest } = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.deepEqual(rest, { format: "two-rivers-storage", version: 1, entries: kept });
  assert.ok(Math.abs(Date.now() - saved_at) < 60_000);
  await context.close();
});

test("where storage is blocked the screen says so", async () => {
  const init = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  const { page, context } = await open(it.browser, lab, { init });
  await page.evaluate(() => Promise.reject(new WebAssembly.RuntimeError("unreachable")) && 0);
  await page.waitForSelector(SCREEN);
  assert.equal(await page.locator("[data-for=blocked]:visible").count(), 2);
  assert.ok(await page.isHidden("#recovery-download"));
  await context.close();
});

test("the second crash in a row makes the next start a safe one, until a start has held", async () => {
  const { page, context } = await open(it.browser, lab, { before: (page) => page.clock.install() });
  const safe = () => page.getAttribute("html", "data-safe");
  const crash = async () => {
    await page.evaluate(() => Promise.reject(new WebAssembly.RuntimeError("unreachable")) && 0);
    await page.waitForSelector(SCREEN);
    await page.reload();
    await page.waitForSelector(BUILT);
  };
  assert.equal(await safe(), null);
  await crash();
  assert.equal(await safe(), null, "one crash");
  await page.clock.fastForward(31_000);
  await crash();
  assert.equal(await safe(), null, "one crash after a start that held");
  await crash();
  assert.equal(await safe(), "1", "two crashes");
  await page.reload();
  await page.waitForSelector(BUILT);
  assert.equal(await safe(), "1", "until it has held");
  await page.clock.fastForward(31_000);
  await page.reload();
  await page.waitForSelector(BUILT);
  assert.equal(await safe(), null);
  await context.close();
});

test("safe mode keeps the folder and leaves the link", async () => {
  const { page, context } = await open(it.browser, `${it.url}index.html#/lab?v=1&dep=9`);
  await panic(page);
  await page.click("#recovery-safe");
  await page.waitForSelector("html[data-ready='1'][data-safe='1']");
  assert.equal(page.url(), `${it.url}index.html?safe=1`);
  await context.close();
});

test("errors of others are no crash; an exception through the glue is", async () => {
  const { page, context } = await open(it.browser, lab);
  await page.evaluate(() => {
    dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }));
    setTimeout(() => { throw new Error("an extension"); });
    setTimeout(() => { throw "a text"; });
    Promise.reject(new Error("an extension"));
    Promise.reject(new DOMException("no", "NotAllowedError"));
    Promise.reject(undefined);
  });
  await page.waitForTimeout(100);
  assert.equal(await page.locator(SCREEN).count(), 0);
  // `data` of a text node is set without asking whether that failed.
  await page.evaluate(() => Object.defineProperty(Node.prototype, "nodeValue", { set() { throw new Error("no text"); } }));
  await page.evaluate(() => document.querySelector("#usd").click());
  await page.waitForSelector(SCREEN, { timeout: 1000 });
  assert.equal(await page.getAttribute("html", "data-crashed"), "Error: no text");
  await context.close();
});
