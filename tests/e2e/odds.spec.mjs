// Bands and odds: seen, moved, sought, and never in the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, openPage, start, waitForEqual, waitForText, waitForValue } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const lab = (query = "", options = {}) => openPage(site.browser, `${site.url}#/lab${query}`, options);
const runComplete = (page) => page.waitForSelector("#run[data-complete='true']");
const ODDS = (target) => `#row-${target} td:nth-of-type(2) .board-value`;
const odds = (page, target) => page.textContent(ODDS(target));

test("every coming target has a probability that follows the slider while it is dragged", async () => {
  const { page, context, errors } = await lab();
  await runComplete(page);
  assert.match(await odds(page, "t27-dep-e"), /^2%$/);
  assert.match(await odds(page, "t27-loan-e"), /^3%$/);
  assert.equal(await odds(page, "t25-dep"), "–", "a year that is over has none");
  assert.match(await page.textContent("#row-t27-loan-e td:nth-of-type(2) .muted"), /^very unlikely · exact$/);
  // A bound stands alone, with its step.
  assert.equal(await page.textContent("#row-t27-list td:nth-of-type(2) .muted"), "very unlikely");
  const box = await page.locator("#loan-slider").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.47, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.62, y);
  // While still dragging.
  await page.waitForFunction((odds) => parseInt(document.querySelector(odds).textContent.replace(">", ""), 10) > 60, ODDS("t27-loan-e"));
  await page.mouse.up();
  await runComplete(page);
  assert.match(await page.textContent("#odds-lead"), /all four targets for 2027 are met at once in fewer than 1 of 100/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("icons, counts and first years agree with each other", async () => {
  const { page, context, errors } = await lab("?v=1&dep=14.6&loan=11.5&va=13&list=36");
  await runComplete(page);
  /** The number of icons, and the number in their label. */
  const dots = () => page.evaluate(() => {
    const [hit, all] = [".dots-hit", ".dots"].map((selector) => document.querySelector(selector));
    return [(hit.getAttribute("d").match(/M/g) ?? []).length, Number(all.getAttribute("aria-label").match(/(\d+) of 100/)[1])];
  });
  const [all, label] = await dots();
  assert.equal(all, label);
  await page.check("input[name=icons][value=t27-list]");
  const [one, oneLabel] = await dots();
  assert.equal(one, oneLabel);
  assert.ok(one > all, "one alone is likelier than all together");
  const counts = await page.locator("#odds-count td.num").allTextContents();
  assert.equal(counts.length, 5);
  const shown = (text) => (text.startsWith("<") ? 0 : text.startsWith(">") ? 100 : parseInt(text.replace("≈", ""), 10));
  assert.equal(counts.reduce((total, text) => total + shown(text), 0), 100, `${counts}`);
  assert.equal(parseInt(counts[4], 10), all);
  const rows = await page.locator("#first-years tbody tr").evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((td) => td.textContent)));
  assert.ok(rows.length);
  for (const cells of rows) {
    assert.equal(cells.reduce((total, text) => total + shown(text), 0), 100, `${cells}`);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test("charts carry bands, tell the layers apart and show single futures on demand", async () => {
  const { page, context, errors } = await lab();
  await runComplete(page);
  await waitForEqual(page, () => [".chart-wide", ".chart-narrow"].map((band) => document.querySelectorAll(band).length), [7, 7]);
  await page.check("#fan-layers");
  // Listings have no unknown trend: their two layers cannot be told apart.
  await waitForEqual(page, () => document.querySelectorAll(".chart-shocks").length, 6);
  await page.check("#fan-samples");
  assert.match(await page.locator(".chart-sample").first().getAttribute("d"), /^M.*M/);
  await page.locator(".chart-frame").first().focus();
  await page.keyboard.press("End");
  await waitForText(page, ".chart-box", /80% band.*tn yuan–/);
  await page.uncheck("#fan-bands");
  await page.waitForSelector(".chart-band", { state: "detached" });
  assert.deepEqual(errors, []);
  await context.close();
});

test("charts show the whole record on demand, with figures of other dates and breaks", async () => {
  const { page, context, errors } = await lab();
  const frame = page.locator(".chart-frame").first();
  await frame.focus();
  await page.keyboard.press("Home");
  await waitForEqual(page, () => document.querySelector(".chart-frame").getAttribute("aria-valuenow"), "2015");
  await page.check("#fan-record");
  await frame.focus();
  await page.keyboard.press("Home");
  await waitForEqual(page, () => document.querySelector(".chart-frame").getAttribute("aria-valuenow"), "2003");
  // Deposits: wider coverage from 2015 on, told where the year is read.
  await waitForEqual(page, () => document.querySelector(".chart").querySelectorAll(".chart-break").length, 1);
  for (let year = 2003; year < 2015; year++) await page.keyboard.press("ArrowRight");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2015: .*Break 2015: Coverage widened/);
  for (let year = 2015; year > 2013; year--) await page.keyboard.press("ArrowLeft");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2013: .*June 2013 2\.20.tn yuan/);
  // Shares of half-years have a mark of their own, and the table names their dates.
  assert.equal(await page.locator(".chart .chart-part").count(), 3);
  const share = page.locator(".chart", { has: page.locator(".chart-part") });
  await share.locator(".chart-table summary").click();
  await share.locator("tbody th", { hasText: "half-year: first half of 2024" }).waitFor();
  await page.uncheck("#fan-record");
  assert.deepEqual(errors, []);
  await context.close();
});

test("what it would take is found, applied and taken back", async () => {
  const { page, context, errors } = await lab();
  await page.click("#seek summary");
  const row = page.locator("#seek-table tbody tr", { hasText: "Deposits 2027" });
  await row.locator(".board-value").nth(2).waitFor();
  const [central, high] = (await row.locator(".board-value").allTextContents()).map(parseFloat);
  // The same as in the board, and a probability takes more.
  assert.ok((await page.textContent("#row-t27-dep-e")).includes(`${central}% a year`) && high > central, `${central} ${high}`);
  await row.getByRole("button").nth(1).click();
  await runComplete(page);
  assert.ok(parseInt(await odds(page, "t27-dep-e"), 10) >= 80);
  await waitForValue(page, "#dep-number", String(high));
  await page.click("#undo");
  await waitForValue(page, "#dep-number", "6.7");
  // All together, and a probability of the reader's own.
  await enter(page, "#seek-own", "60");
  const all = page.locator("#seek-table tbody tr", { hasText: "All targets 2027" });
  await all.locator(".board-value").nth(2).waitFor();
  const [factor] = await all.locator(".board-value").allTextContents();
  assert.equal(factor, "needs × 1");
  await all.getByRole("button").nth(2).click();
  await runComplete(page);
  const together = await page.textContent("#odds-lead");
  const of100 = Number(together.match(/at once in (\d+) of 100/)[1]);
  assert.ok(of100 >= 59 && of100 <= 66, together);
  // Beyond every lever: no listing brings a hundred thousand companies.
  await enter(page, "#delist-number", "100");
  await enter(page, "#list-number", "0");
  await page.goto(`${site.url}#/lab?v=1&base.dep=10`);
  await page.waitForSelector("#preview");
  const lost = page.locator("#seek-table tbody tr", { hasText: "Deposits 2027" });
  await lost.getByText("out of the lever's range").first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("uncertainty is the reader's: spreads, seed and number of futures, in the link too", async () => {
  const { page, context, errors } = await lab();
  await runComplete(page);
  const before = await odds(page, "t27-loan-e");
  await page.click("#uncertainty summary");
  assert.match(await page.textContent("#lever-sd-loan"), /Part of the rule's errors that grows with the square root of the years.*27 provinces/);
  await enter(page, "#sd-loan-number", "5");
  await runComplete(page);
  assert.notEqual(await odds(page, "t27-loan-e"), before);
  await page.click("#dice");
  await page.waitForFunction(() => document.querySelector("#seed").value !== "1");
  await enter(page, "#seed", "1.5");
  await waitForText(page, "#seed-fault", /Whole numbers/);
  await enter(page, "#seed", "42");
  await page.selectOption("#paths", "100000");
  await waitForText(page, "#run[data-complete='true']", /100,000 simulations, seed 42/);
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  assert.match(link, /sd\.loan=5&.*seed=42&paths=100000&d=[0-9a-f]{8}$/);
  const other = await openPage(site.browser, link);
  await runComplete(other.page);
  await waitForText(other.page, "#same-numbers", /same numbers as the sender saw/);
  assert.equal(await odds(other.page, "t27-list"), await odds(page, "t27-list"));
  assert.deepEqual([...errors, ...other.errors], []);
  await context.close();
  await other.context.close();
});

test("the next change gives up a run of a million futures", async () => {
  const { page, context, errors } = await lab();
  await runComplete(page);
  await page.click("#uncertainty summary");
  await page.selectOption("#paths", "1000000");
  // Seen and changed in one task: however fast or slow the machine, the run is under way.
  const change = await page.waitForFunction(() => {
    const [text, part] = [document.querySelector("#run").textContent, document.querySelector("#run progress").value];
    if (!/of 1,000,000 simulations/.test(text) || part < 0.2 || part > 0.9) return false;
    const field = document.querySelector("#dep-number");
    field.value = "14.5";
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    // The progress that is shown next.
    const next = (done) => new MutationObserver(() => setTimeout(() => done([part, document.querySelector("#run progress").value])));
    return new Promise((done) => next(done).observe(document.querySelector("#run"), { characterData: true, childList: true, subtree: true }));
  });
  const [before, after] = await change.jsonValue();
  assert.ok(after < before, `${after} after ${before}`);
  // At once, exact.
  await waitForText(page, ODDS("t27-dep-e"), /^50%$/);
  await page.selectOption("#paths", "10000");
  await waitForText(page, "#run[data-complete='true']", /^10,000 simulations/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the same in Chinese", async () => {
  const { page, context, errors } = await lab("", { locale: "zh-CN" });
  await runComplete(page);
  assert.match(await page.textContent("#odds-lead"), /按上述假设，2027年四项目标同时达成的概率不足1%；单项中把握最小的是上市公司/);
  assert.match(await page.textContent("#run"), /共模拟10,000次（随机种子1）。/);
  await page.click("#uncertainty summary");
  assert.match(await page.textContent("#lever-sd-dep"), /规则误差中随年数平方根增长的部分.*27个省份/);
  assert.deepEqual(errors, []);
  await context.close();
});
