// Chromium for the tests: fresh profiles that remember everything that went wrong.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const launch = (more = []) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGS, ...more] });

/** A page in a profile of its own, opened `until` it shows that. `faults` collects console errors, page errors and requests to
 * other origins. `init` runs in the page before its scripts, `before` here before it is opened. */
export async function open(
  browser, url,
  { locale = "en-GB", width = 1440, height = 900, scheme = "light", init, before, until = "html[data-ready='1']", ...rest } = {},
) {
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme: scheme, ...rest });
  const page = await context.newPage();
  const faults = [];
  const origin = new URL(url).origin;
  page.on("console", (m) => m.type() === "error" && faults.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`page: ${e.message}`));
  page.on("request", (r) => {
    const to = new URL(r.url());
    if (to.protocol.startsWith("http") && to.origin !== origin) faults.push(`request: ${r.url()}`);
  });
  if (init) await page.addInitScript(init);
  await before?.(page);
  await page.goto(url);
  await page.waitForSelector(until);
  return { page, context, faults };
}

/** The built page on a free port, and a browser: for `before` and `after` of a suite. */
export async function stand(base = "/") {
  const server = await serve({ dir: fileURLToPath(new URL("../../dist", import.meta.url)), base });
  const browser = await launch();
  return { url: server.url, browser, close: async () => (await browser.close(), await server.close()) };
}
