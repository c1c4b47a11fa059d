// Chromium for the tests: pages in profiles of their own that collect errors, and waits for what a page shows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { FAULTS } from "./faults.mjs";
import { serve } from "./server.mjs";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 at level AA, with targets of 24 px, and axe's own rules of good practice. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything a release needs, not only what each change needs: every combination, many repetitions. */
export const FULL = process.env.FULL === "1";
/** The built page. */
export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
/** The program runs, and all parts of the page are built. */
export const READY = "html[data-ready]:not(:has(main[aria-busy]))";
/** The program is ready, or the static overview is shown, which needs no program. */
export const SHOWN = `:is(${READY}, html[data-front])`;
/** The errors that no page may cause, however a test ends: each of them makes closing the context fail. */
const NEVER = /^(request|policy|referrer|cookie): /;

export const launch = (more = []) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGS, ...more] });

/** Serves the built page on a free port and launches a browser: for `before` and `after` of a file. */
export async function start(options) {
  const [server, browser] = await Promise.all([serve({ dir: DIST, ...options }), launch()]);
  return { url: server.url, browser, close: () => Promise.all([browser.close(), server.close()]) };
}

/** Opens a page in a profile of its own and waits for `until`. `errors` collects console and page errors, breaches of the content
 * policy, requests to other origins and referrers. `init` runs in the page before its scripts, `before` here before it is opened. */
export async function openPage(
  browser, url,
  { locale = "en-GB", width = 1440, height = 900, scheme = "light", init, before, until = SHOWN, ...rest } = {},
) {
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme: scheme, ...rest });
  const page = await context.newPage();
  const errors = [];
  const { origin } = new URL(url);
  page.on("console", (m) => m.type() === "error" && errors.push(m.text().startsWith("policy: ") ? m.text() : `console: ${m.text()}`));
  page.on("pageerror", (e) => errors.push(`page: ${e.message}`));
  context.on("request", (r) => {
    const to = new URL(r.url());
    if (to.protocol.startsWith("http") && to.origin !== origin) errors.push(`request: ${r.url()}`);
    // The browser itself sends the host of a worker the worker's address; only a header (public/_headers) prevents that.
    if (r.headers().referer && !to.pathname.endsWith("/sw.js")) errors.push(`referrer: ${r.url()} gets ${r.headers().referer}`);
  });
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`)),
  );
  if (init) await page.addInitScript(init);
  await before?.(page);
  await page.goto(url);
  await page.waitForSelector(until);
  const close = context.close.bind(context);
  context.close = async () => {
    for (const { name } of await context.cookies()) errors.push(`cookie: ${name}`);
    await close();
    assert.deepEqual(errors.filter((error) => NEVER.test(error)), []);
  };
  return { page, context, errors };
}

/** Opens another tab of the same profile. */
export async function openTab(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector(READY);
  return page;
}

/** Goes to another page or a link by the address, as a click on a link does. */
export async function navigate(page, hash) {
  await page.evaluate(
    (hash) =>
      new Promise((done) => {
        if (location.hash === hash) return done();
        addEventListener("hashchange", () => setTimeout(done), { once: true });
        location.hash = hash;
      }),
    hash,
  );
  await page.waitForSelector(SHOWN);
}

export async function reload(page, until = READY) {
  await page.reload();
  await page.waitForSelector(until);
}

/** Types a value into a field and confirms it. */
export async function enter(page, field, text) {
  await page.fill(field, text);
  await page.press(field, "Enter");
}

/** Opens a part of the page that is folded, if it is. */
export const unfold = (page, part) => page.locator(`#${part}`).evaluate((details) => void (details.open = true));

/** Clicks what saves a file; returns its suggested name and its content. */
export async function download(page, target) {
  const click = typeof target === "string" ? page.click(target) : target.click();
  const [file] = await Promise.all([page.waitForEvent("download"), click]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Waits until `read(arg)`, run in the page, equals `wanted`; fails with what it returns instead. */
export async function waitForEqual(page, read, wanted, arg) {
  const poll = await page.evaluateHandle(`({ read: ${read} })`);
  const isEqual = ([poll, arg, wanted]) => {
    const given = poll.read(arg);
    if (given instanceof Promise) given.then((value) => (poll.given = JSON.stringify(value) ?? "undefined"));
    else poll.given = JSON.stringify(given) ?? "undefined";
    return poll.given === wanted;
  };
  const text = JSON.stringify(wanted) ?? "undefined";
  await page.waitForFunction(isEqual, [poll, arg, text]).catch(async (error) => {
    assert.equal(await poll.evaluate((poll) => poll.given), text);
    throw error;
  });
}

/** Waits until the field has this value. */
export const waitForValue = (page, field, value) => waitForEqual(page, (field) => document.querySelector(field)?.value, value, field);

/** Waits until the texts of all elements that match are these, in this order. */
export const waitForTexts = (page, selector, texts) =>
  waitForEqual(page, (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent), texts, selector);

/** Waits until the text of the first element that matches matches `pattern`; fails with its text. */
export async function waitForText(page, selector, pattern) {
  const matches = ([selector, source, flags]) => new RegExp(source, flags).test(document.querySelector(selector)?.textContent ?? "");
  await page.waitForFunction(matches, [selector, pattern.source, pattern.flags]).catch(async (error) => {
    assert.match(await page.evaluate((selector) => document.querySelector(selector)?.textContent ?? "", selector), pattern, selector);
    throw error;
  });
}

/** Waits until the page says that the draft is saved. */
export const waitUntilSaved = (page) => waitForText(page, "#kept", /^(Saved|已保存)/);

/** All that the page saves but preferences, as one text: shows whether anything was written. */
export const storedTexts = (page) =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("two-rivers.2.")).sort()));

/** Checks that the page is no wider than the window. */
export async function checkWidth(page, name) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
}

/** Checks that the page fits the window and that axe finds no violation, in all of it or in `part`, but of the rules `except`. */
export async function checkAccessible(page, name, { part, except = [] } = {}) {
  await checkWidth(page, name);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async ([tags, part, except]) => {
    const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
    const { violations } = await axe.run(part ?? document, { runOnly: tags, rules, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`);
  }, [AXE_TAGS, part, except]);
  assert.deepEqual(violations, [], name);
}

/** A test of one fault of the catalogue. */
export function fault(name, outcome, act) {
  if (!FAULTS.includes(name)) throw new Error(`no such fault: ${name}`);
  test(`fault: ${name}: ${outcome}`, act);
}
