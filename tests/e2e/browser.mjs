// Chromium for the tests: fresh profiles that remember everything that went wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { FAULTS } from "./faults.mjs";
import { serve } from "./server.mjs";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const launch = (more = []) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGS, ...more] });

/** What no page may ever do, however a test ends: each makes closing the context fail. */
const NEVER = /^(request|policy|referrer|cookie): /;

/** The program runs, and the page it shows is there with all its parts. */
export const BUILT = "html[data-ready]:not(:has(main[aria-busy]))";
/** That, or the overview alone, which needs no program. */
export const SHOWN = `:is(${BUILT}, html[data-front])`;

/** A page in a profile of its own, opened `until` it shows that. `faults` collects console errors, page errors, breaches of the
 * content policy, requests to other origins and what they tell of where they come from. `init` runs in the page before its
 * scripts, `before` here before it is opened. */
export async function open(
  browser, url,
  { locale = "en-GB", width = 1440, height = 900, scheme = "light", init, before, until = SHOWN, ...rest } = {},
) {
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme: scheme, ...rest });
  const page = await context.newPage();
  const faults = [];
  const origin = new URL(url).origin;
  page.on("console", (m) => m.type() === "error" && faults.push(m.text().startsWith("policy: ") ? m.text() : `console: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`page: ${e.message}`));
  context.on("request", (r) => {
    const to = new URL(r.url());
    if (to.protocol.startsWith("http") && to.origin !== origin) faults.push(`request: ${r.url()}`);
    // The browser itself tells the host of a worker which worker it has; only a header (public/_headers) silences that.
    if (r.headers().referer && !to.pathname.endsWith("/sw.js")) faults.push(`referrer: ${r.url()} is told ${r.headers().referer}`);
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
    for (const { name } of await context.cookies()) faults.push(`cookie: ${name}`);
    await close();
    assert.deepEqual(faults.filter((fault) => NEVER.test(fault)), []);
  };
  return { page, context, faults };
}

/** The built page. */
export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** The built page on a free port, served as `how` says, and a browser: for `before` and `after` of a suite. */
export async function stand(how) {
  const server = await serve({ dir: DIST, ...how });
  const browser = await launch();
  return { url: server.url, browser, close: async () => (await browser.close(), await server.close()) };
}

/** Goes to another page or a link by the address, as a click on one does. */
export async function go(page, hash) {
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

/** Everything the page keeps but preferences, as text: to tell whether anything was written. */
export const kept = (page) =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("two-rivers.2.")).sort()));

/** Waits until the page says that the work in hand is saved. */
export const settled = (page) => page.waitForFunction(() => /^(Saved|已保存)/.test(document.querySelector("#kept")?.textContent));

/** Another tab of the same profile. */
export async function tab(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector(BUILT);
  return page;
}

/** A test of one fault of the catalogue. */
export function fault(name, ends, act) {
  if (!FAULTS.includes(name)) throw new Error(`no such fault: ${name}`);
  test(`fault: ${name}: ${ends}`, act);
}
