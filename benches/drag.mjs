// From a moved lever to the repainted page, in Chromium: `node benches/drag.mjs dist`.
//
// The slider is dragged with the mouse while the browser traces itself. A move is timed from the dispatch of the slider's
// `input` event to the end of the main thread's part of the first frame after it (layout, paint, layers), as the trace has
// them. Frames are not held back for a screen, so that work is measured and not the wait for the next refresh. Every
// move changes the scenario, hence all lines, bands, odds and tables.
import { launch, open } from "../tests/e2e/browser.mjs";
import { serve } from "../tests/e2e/server.mjs";

const MOVES = 100;
const quantile = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))] ?? NaN;

const server = await serve({ dir: process.argv[2] ?? "dist" });
const browser = await launch(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);

/** Milliseconds from each `input` event to the end of the frame that shows it, and the longest task between. */
function measure(trace) {
  const events = trace.traceEvents;
  const inputs = events.filter((e) => e.name === "EventDispatch" && e.args?.data?.type === "input");
  const { pid, tid } = inputs[0] ?? {};
  const main = events.filter((e) => e.pid === pid && e.tid === tid && e.ph === "X").sort((a, b) => a.ts - b.ts);
  const frames = main.filter((e) => e.name === "Layerize").map((e) => e.ts + e.dur);
  const tasks = main.filter((e) => e.name === "RunTask" || e.name === "ThreadControllerImpl::RunTask").map((e) => e.dur / 1000);
  const times = inputs.map((e) => ((frames.find((end) => end > e.ts + e.dur) ?? NaN) - e.ts) / 1000).filter(Number.isFinite);
  return { times, longest: Math.max(0, ...tasks) };
}

console.log("lever to repaint, ms                                  p50     p95     max   longest task");
const RUNS = [
  { paths: 10_000, slow: 1, goal: 16 },
  { paths: 10_000, slow: 4, goal: 50 },
  { paths: 100_000, slow: 1 },
  { paths: 1_000_000, slow: 1 },
  { paths: 10_000, slow: 1, charts: true },
  { paths: 10_000, slow: 4, charts: true },
];
for (const { paths, slow, goal, charts } of RUNS) {
  const { page, context } = await open(browser, `${server.url}#/lab`);
  if (paths !== 10_000) {
    await page.click("#uncertainty summary");
    await page.selectOption("#paths", String(paths));
    await page.click("#uncertainty summary");
  }
  await page.waitForSelector("#run[data-complete='true']", { timeout: 60_000 });
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  if (charts) await page.evaluate(() => document.querySelector(".charts").scrollIntoView());
  const slider = page.locator("#loan-slider");
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  await browser.startTracing(page, { categories: ["devtools.timeline", "toplevel"] });
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(box.x + box.width * (0.3 + 0.5 * Math.abs(Math.sin(i / 7))), y);
    await page.waitForTimeout(25 * slow);
  }
  const { times, longest } = measure(JSON.parse((await browser.stopTracing()).toString()));
  await page.mouse.up();
  const p95 = quantile(times, 0.95);
  const label = `${paths.toLocaleString("en-US")} paths${slow > 1 ? `, CPU slowed ${slow} times` : ""}${charts ? ", charts in view" : ""}`;
  const number = (x) => x.toFixed(1).padStart(8);
  const verdict = goal ? `   goal ${goal}: ${p95 < goal ? "met" : "MISSED"}` : "";
  console.log(`${label.padEnd(50)}${number(quantile(times, 0.5))}${number(p95)}${number(Math.max(...times))}${number(longest)}${verdict}   (${times.length} moves)`);
  await context.close();
}
await browser.close();
await server.close();
