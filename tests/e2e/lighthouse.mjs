// What Lighthouse says of a first visit on a phone: `node lighthouse.mjs dist`. Fails below a budget. In one language: they share
// everything but texts; in both where FULL is set (`./dev full`).
import lighthouse from "lighthouse";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

/** Least scores, of 100. */
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const PORT = 9222;

const server = await serve({ dir: process.argv[2], headers: true });
const browser = await launch([`--remote-debugging-port=${PORT}`]);
let failed = false;
for (const locale of process.env.FULL ? ["zh-CN", "en-GB"] : ["zh-CN"]) {
  // Simulated: a slow phone on a slow network, computed from what was loaded. What this machine does meanwhile still counts
  // for scripts, so that the run of three with the middle performance is taken.
  const runs = [];
  for (let run = 0; run < 3; run++) {
    const { lhr } = await lighthouse(server.url, {
      port: PORT,
      onlyCategories: Object.keys(LEAST),
      formFactor: "mobile",
      throttlingMethod: "simulate",
      extraHeaders: { "accept-language": locale },
      logLevel: "error",
    });
    runs.push(lhr);
  }
  const [, lhr] = runs.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  const seconds = (name) => `${(lhr.audits[name].numericValue / 1000).toFixed(2)} s`;
  console.log(`${locale}: first paint ${seconds("first-contentful-paint")}, largest ${seconds("largest-contentful-paint")}, blocked ${lhr.audits["total-blocking-time"].numericValue.toFixed(0)} ms, shift ${lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3)}`);
  for (const [name, least] of Object.entries(LEAST)) {
    const { score, auditRefs } = lhr.categories[name];
    const points = Math.round(100 * score);
    console.log(`  ${name.padEnd(16)}${points}`);
    if (points >= least) continue;
    failed = true;
    const short = auditRefs.map(({ id, weight }) => ({ ...lhr.audits[id], weight })).filter((a) => a.weight && a.score !== null && a.score < 1);
    for (const audit of short) console.error(`    ${audit.title} (${audit.score}): ${JSON.stringify(audit.details?.items ?? "").slice(0, 400)}`);
  }
}
await browser.close();
await server.close();
process.exit(failed ? 1 : 0);
