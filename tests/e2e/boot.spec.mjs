// Starts that fail and pages that stop: the recovery screen, what it gives back, and that nothing is written after it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FULL, READY, checkAccessible, download, enter, fault, navigate, openPage, reload, start, waitUntilSaved } from "./browser.mjs";

const SCREEN = "#recovery[open]";
const WASM = "**/*_bg.wasm";
const GLUE = /two-rivers-\w+\.js$/;
const HTML = "<!doctype html><title>Not found</title>";

let site, lab;
before(async () => {
  site = await start({ base: "/some/folder/" });
  lab = `${site.url}#/lab`;
});
after(() => site.close());

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
/** How many of the two headings of this kind the recovery screen shows: one for each language. */
const headings = (page, kind) => page.locator(`${SCREEN} h2[data-for=${kind}]:visible`).count();
const storage = (page) => page.evaluate(() => ({ ...localStorage }));

async function checkScreen(page) {
  assert.equal(await page.evaluate(() => document.activeElement.id), "recovery", "the focus is on it");
  // axe creates elements too.
  await page.evaluate(() => window.create && (Document.prototype.createElement = window.create));
  await checkAccessible(page, "the recovery screen");
}

const COMBINATIONS = [["en-GB", 1440, "light"], ["zh-CN", 320, "dark"]];
/** How many starts of each kind have failed. */
const failures = {};
/** A start that fails shows the screen, and the overview below it stays readable. Each kind of failure is seen in both combinations, its
 * causes in turn in one of them; for a release all in both. */
async function failsToStart(kind, options, breach) {
  const count = failures[kind] ?? 0;
  failures[kind] = count + 1;
  for (const [locale, width, scheme] of FULL || !count ? COMBINATIONS : [COMBINATIONS[count % 2]]) {
    const { page, context, errors } = await openPage(site.browser, lab, { until: SCREEN, locale, width, scheme, ...options });
    assert.equal(await headings(page, kind), 2, "in both languages");
    assert.equal(await page.getAttribute("#recovery > section >> nth=0", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
    assert.match(await page.textContent("#recovery-id"), /^[0-9a-f]{8}$/);
    assert.match(await page.textContent("#recovery-message"), /\w{4}/);
    assert.equal(await page.locator("[data-for=none]:visible").count(), 2, "nothing is saved yet");
    assert.ok(await page.isHidden("#recovery-download"));
    assert.equal(await page.locator(".boot-wait:visible").count(), 0, "nothing is being waited for");
    await checkScreen(page);
    await page.click("#static .card:visible >> nth=-1");
    // The changed policy is broken, and no other.
    if (breach) assert.equal(errors.splice(0).filter((fault) => fault.startsWith("policy: ")).length, 1);
    await context.close();
  }
}

fault("wasm 404", "the screen", () => failsToStart("start", { before: answer(WASM, { status: 404, body: "" }) }));

fault("HTML instead of wasm", "the screen, whatever it is called", async () => {
  await failsToStart("start", { before: answer(WASM, { contentType: "text/html", body: HTML }) });
  await failsToStart("start", { before: answer(WASM, { contentType: "application/wasm", body: HTML }) });
});

fault("wrong MIME", "a module that is whole starts all the same; glue cannot, and shows the screen", async () => {
  const before = alter(WASM, (bytes) => bytes, { contentType: "application/octet-stream" });
  const { page, context, errors } = await openPage(site.browser, lab, { before });
  assert.equal(await page.locator(SCREEN).count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
  await failsToStart("start", { before: alter(GLUE, (bytes) => bytes, { contentType: "text/plain" }) });
});

// An empty custom section at the end: a module that is valid and would start, and is not the one the page was built with.
fault("SRI mismatch", "the screen, for the module and for its glue", async () => {
  await failsToStart("start", { before: alter(WASM, (b) => Buffer.concat([b, Buffer.from([0, 1, 0])])) });
  await failsToStart("start", { before: alter(GLUE, (bytes) => `${bytes}\n`) });
});

fault("no WebAssembly", "the screen, which names it", () => failsToStart("wasm", { init: () => delete window.WebAssembly }));

fault("panic at start", "the screen", () => failsToStart("crash", { init: breakElements }));

fault("CSP without wasm-unsafe-eval", "the screen", () =>
  failsToStart("start", { before: alter("**/folder/", (bytes) => `${bytes}`.replace(" 'wasm-unsafe-eval'", "")) }, true));

test("other ways not to start show the screen too: half a module, one that is cut off, no glue, a page for it", async () => {
  await failsToStart("start", { before: alter(WASM, (bytes) => bytes.subarray(0, bytes.length / 2)) });
  await failsToStart("start", { before: (page) => page.route(WASM, (route) => route.abort()) });
  await failsToStart("start", { before: answer(GLUE, { status: 404, body: "" }) });
  await failsToStart("start", { before: answer(GLUE, { contentType: "text/html", body: HTML }) });
});

test("the overview needs no program: it is fetched when a reader reaches for more, and started when they go there", async () => {
  const { page, context, errors } = await openPage(site.browser, site.url);
  const requested = [];
  page.on("request", (r) => requested.push(r.url()));
  assert.equal(await page.getAttribute("html", "data-front"), "1");
  await page.click("#language");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.match(await page.textContent("h1:visible"), /重庆建设西部金融中心：2027年目标进展如何/);
  assert.deepEqual(requested.filter((url) => /two-rivers-/.test(url)), []);
  await page.hover("nav a[href$=lab]");
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((e) => e.name.endsWith(".wasm")));
  assert.equal(await page.getAttribute("html", "data-ready"), null);
  const overview = await page.evaluate(() => document.querySelector("#static [data-in=zh] h1").parentElement.innerHTML.trim());
  await page.click("nav a[href$=lab]");
  await page.waitForSelector(`${READY} #dep-number`);
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN", "the choice is remembered");
  await page.click("nav a[href$=overview]");
  await page.waitForSelector(`${READY} main .card`);
  // The program shows what stood there without it.
  assert.equal(await page.evaluate(() => document.querySelector("main h1").parentElement.innerHTML.replace("<!---->", "").trim()), overview);
  assert.deepEqual(errors, []);
  await context.close();
});

test("in dollars the overview is the program's, now and at the next visit", async () => {
  const { page, context, errors } = await openPage(site.browser, site.url);
  await page.check("#usd");
  await page.waitForSelector(READY);
  assert.match(await page.textContent("main"), /1\.11.tn dollars/);
  await reload(page);
  assert.ok(await page.isChecked("#usd"));
  assert.deepEqual(errors, []);
  await context.close();
});

test("once the fault is gone, a reload starts the page", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`, { until: SCREEN, before: answer(WASM, { status: 404, body: "" }) });
  await page.unroute(WASM);
  await page.click("#recovery-reload");
  await page.waitForSelector("#dep-number");
  assert.equal(await page.locator(SCREEN).count(), 0);
  await context.close();
});

/** Opens the Lab with its module held back, and lets ten seconds pass; `release` answers the request for the module with `answer`. */
async function slowStart(answer) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const before = async (page) => {
    await page.clock.install();
    await page.route(WASM, async (route) => (await released, await answer(route)));
  };
  const { page, context, errors } = await openPage(site.browser, lab, { until: "html:not([data-ready]) .card", before });
  await page.clock.fastForward(9_000);
  assert.equal(await page.locator(SCREEN).count(), 0, "not yet");
  await page.clock.fastForward(1_001);
  await page.waitForSelector(`${SCREEN}[data-kind=slow]`);
  assert.equal(await headings(page, "slow"), 2);
  return { page, context, errors, release };
}

test("a start over ten seconds shows the screen, and takes it away when it comes after all", async () => {
  const { page, context, errors, release } = await slowStart((route) => route.continue());
  await checkScreen(page);
  release();
  await page.waitForSelector(READY);
  await page.waitForSelector(SCREEN, { state: "detached" });
  assert.ok(await page.isVisible("nav"));
  assert.deepEqual(errors, []);
  await context.close();
});

test("a start that fails after ten seconds says that it failed", async () => {
  const { page, context, release } = await slowStart((route) => route.abort());
  release();
  await page.waitForSelector(`${SCREEN}[data-kind=start]`);
  assert.deepEqual([await headings(page, "slow"), await headings(page, "start")], [0, 2]);
  await context.close();
});

test("without the script that starts it, the page is readable and says after a while that it waits in vain", async () => {
  const { page, context } = await openPage(site.browser, lab, { until: ".card", before: (page) => page.route("**/boot-*.js", (route) => route.abort()) });
  assert.ok(await page.isHidden(".boot-late"));
  await page.evaluate(() => document.querySelector(".boot-late").getAnimations()[0].finish());
  assert.ok(await page.isVisible(".boot-late"));
  await context.close();
});

test("without scripts the overview is there in both languages", async () => {
  const { page, context } = await openPage(site.browser, site.url, { until: ".card", javaScriptEnabled: false });
  assert.deepEqual(await page.locator("h1:visible").allTextContents(), [
    "Chongqing's Western Financial Center: where the targets for 2027 stand",
    "重庆建设西部金融中心：2027年目标进展如何",
  ]);
  assert.match(await page.textContent("noscript"), /only this overview can be shown/);
  await context.close();
});

// Crashes of a page that was running.

/** Makes an edit and has the next view panic, all in one task: before the edit can be saved. */
const editAndPanic = (breakElements) => {
  const field = document.querySelector("#dep-number");
  field.value = "15";
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  breakElements();
  document.querySelector("nav a[href$=plan]").click();
};
/** Saves an edit, makes another and panics; returns what was stored before. */
async function panic(page) {
  await navigate(page, "#/lab");
  await enter(page, "#dep-number", "14");
  await waitUntilSaved(page);
  const stored = await storage(page);
  await page.evaluate(`(${editAndPanic})(${breakElements})`);
  await page.waitForSelector(SCREEN);
  return stored;
}

fault("panic inside update", "the screen, over the whole page; a reload starts it again", async () => {
  for (const [locale, width, scheme] of [["en-GB", 1440, "dark"], ["zh-CN", 320, "light"]]) {
    const { page, context } = await openPage(site.browser, site.url, { locale, width, scheme });
    await panic(page);
    assert.equal(await headings(page, "crash"), 2);
    assert.equal(await page.getAttribute("#recovery > section >> nth=0", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
    assert.match(await page.textContent("#recovery-message"), /panicked at/);
    const covers = await page.evaluate(() => document.elementFromPoint(2, 2).closest("dialog")?.id);
    assert.equal(covers, "recovery", "it covers the page");
    await checkScreen(page);
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press(i % 3 ? "Tab" : "Escape");
      const inside = await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest("#recovery"));
      assert.ok(inside && (await page.isVisible(SCREEN)), `after key ${i}`);
    }
    await page.evaluate(() => document.querySelector("#recovery").close());
    await page.waitForSelector(SCREEN);
    await page.click("#recovery-reload");
    await page.waitForSelector(READY);
    assert.equal(await page.locator(SCREEN).count(), 0);
    await context.close();
  }
});

test("after a crash nothing is written, whatever still runs", async () => {
  const { page, context } = await openPage(site.browser, site.url, { before: (page) => page.clock.install() });
  const stored = await panic(page);
  await page.evaluate(() => {
    for (const button of document.querySelectorAll(".header button, main button")) button.click();
    document.querySelector("#usd").click();
    dispatchEvent(new Event("pagehide"));
    location.hash = "#/monitor";
  });
  // Whatever was to happen later happens now.
  await page.clock.runFor(60_000);
  assert.deepEqual(await storage(page), stored);
  await page.click("#recovery-reload");
  await page.waitForSelector(READY);
  assert.deepEqual(await storage(page), stored);
  await context.close();
});

test("the download holds what was saved byte for byte, and nothing else", async () => {
  const now = new Date("2026-03-05T12:00:00Z");
  const { page, context } = await openPage(site.browser, site.url, { before: (page) => page.clock.setFixedTime(now) });
  await page.evaluate(() => {
    localStorage.setItem("two-rivers.x", "\u0000\ud800 \u2028 \u{1f30a} 两江 \"\\\n");
    localStorage.setItem("another.page", "its own");
  });
  const { "another.page": _, ...entries } = await panic(page);
  assert.match(await page.textContent("[data-for=some]"), new RegExp(`: ${Object.keys(entries).length}\\.`));
  const { name, bytes } = await download(page, "#recovery-download");
  assert.equal(name, "two-rivers-storage.json");
  assert.deepEqual(JSON.parse(bytes), { format: "two-rivers-storage", version: 1, saved_at: now.getTime(), entries });
  await context.close();
});

test("where storage is blocked the screen says so", async () => {
  const init = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  const { page, context } = await openPage(site.browser, lab, { init });
  await page.evaluate(() => Promise.reject(new WebAssembly.RuntimeError("unreachable")) && 0);
  await page.waitForSelector(SCREEN);
  assert.equal(await page.locator("[data-for=blocked]:visible").count(), 2);
  assert.ok(await page.isHidden("#recovery-download"));
  await context.close();
});

test("the second crash in a row makes the next start a safe one, until a start has held", async () => {
  const { page, context } = await openPage(site.browser, lab, { before: (page) => page.clock.install() });
  const safe = () => page.getAttribute("html", "data-safe");
  const crash = async () => {
    await page.evaluate(() => Promise.reject(new WebAssembly.RuntimeError("unreachable")) && 0);
    await page.waitForSelector(SCREEN);
    await reload(page);
  };
  assert.equal(await safe(), null);
  await crash();
  assert.equal(await safe(), null, "one crash");
  await page.clock.fastForward(31_000);
  await crash();
  assert.equal(await safe(), null, "one crash after a start that held");
  await crash();
  assert.equal(await safe(), "1", "two crashes");
  await reload(page);
  assert.equal(await safe(), "1", "until it has held");
  await page.clock.fastForward(31_000);
  await reload(page);
  assert.equal(await safe(), null);
  await context.close();
});

test("safe mode keeps the folder and leaves the link", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}index.html#/lab?v=1&dep=9`);
  await panic(page);
  await page.click("#recovery-safe");
  await page.waitForSelector("html[data-ready='1'][data-safe='1']");
  assert.equal(page.url(), `${site.url}index.html?safe=1`);
  await context.close();
});

test("errors of others are no crash; an exception through the glue is", async () => {
  const { page, context } = await openPage(site.browser, lab);
  // All six have been heard by the page's own listeners before by these.
  await page.evaluate(() => new Promise((done) => {
    let heard = 0;
    for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, () => (heard += 1) === 6 && done());
    dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }));
    setTimeout(() => { throw new Error("an extension"); });
    setTimeout(() => { throw "a text"; });
    Promise.reject(new Error("an extension"));
    Promise.reject(new DOMException("no", "NotAllowedError"));
    Promise.reject(undefined);
  }));
  assert.equal(await page.locator(SCREEN).count(), 0);
  // `data` of a text node is set without asking whether that failed.
  await page.evaluate(() => Object.defineProperty(Node.prototype, "nodeValue", { set() { throw new Error("no text"); } }));
  await page.evaluate(() => document.querySelector("#usd").click());
  await page.waitForSelector(SCREEN);
  assert.equal(await page.getAttribute("html", "data-crashed"), "Error: no text");
  await context.close();
});
