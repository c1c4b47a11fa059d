// Bands and odds: seen, moved, sought, and never in the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, openPage, start, unfold, waitForEqual, waitForText, waitForValue } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const lab = (query = "", options = {}) => openPage(site.browser, `${site.url}#/lab${query}`, options);
const ODDS = (target) => `#panel-${target} .panel-odds .big`;
const odds = (page, target) => page.textContent(ODDS(target));
/** Unfolds a part of the Lab. */

test("every coming target has a probability that follows the slider while it is dragged", async () => {
  const { page, context, errors } = await lab();
  assert.equal(await odds(page, "t27-dep-e"), "2%");
  assert.equal(await odds(page, "t27-loan-e"), "3%");
  // A bound stands alone, with its step.
  assert.equal(await odds(page, "t27-list"), "<1%");
  for (const target of ["t27-loan-e", "t27-list"]) {
    assert.equal(await page.textContent(`#panel-${target} .panel-step`), "Probability · very unlikely");
  }
  await unfold(page, "table");
  assert.equal(await page.textContent("#row-t25-dep td:nth-of-type(2) .board-value"), "–", "a year that is over has none");
  assert.equal(await page.textContent("#row-t27-loan-e td:nth-of-type(2) .board-value"), "3%");
  const box = await page.locator("#loan-slider").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.47, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.62, y);
  // While still dragging.
  await page.waitForFunction((odds) => parseInt(document.querySelector(odds).textContent.replace(">", ""), 10) > 60, ODDS("t27-loan-e"));
  await page.mouse.up();
  await waitForText(page, "#verdict", /one of the four targets for 2027 is reached: loans; the odds of all four at once: fewer than 1 of 100/);
  assert.match(await page.textContent("#odds-lead"), /all four targets for 2027 are met at once in fewer than 1 of 100/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("icons, counts and the odds of each year agree with each other", async () => {
  const { page, context, errors } = await lab("?v=1&dep=14.6&loan=11.5&va=13&list=36");
  await unfold(page, "odds");
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
  // In its own year, which is framed, the odds of a target are those of its panel.
  const due = await page.locator("#by-year tbody tr").evaluateAll((all) =>
    all.map((row) => [row.querySelectorAll("td").length, [...row.querySelectorAll("td.due")].map((td) => td.textContent)]));
  const targets = ["t27-sh", "t27-dep-e", "t27-loan-e", "t27-list"];
  const panels = await Promise.all(targets.map((target) => odds(page, target)));
  assert.deepEqual(due.map(([years]) => years), [5, 5, 5, 5]);
  assert.deepEqual(due.map(([, texts]) => texts).sort(), panels.map((text) => [text]).sort());
  assert.deepEqual(errors, []);
  await context.close();
});

test("charts carry bands, tell the layers apart and show single futures on demand", async () => {
  const { page, context, errors } = await lab();
  await unfold(page, "chart-options");
  await waitForEqual(page, () => [".chart-wide", ".chart-narrow"].map((band) => document.querySelectorAll(band).length), [7, 7]);
  await page.check("#fan-layers");
  await waitForEqual(page, () => document.querySelectorAll(".chart-shocks").length, 7);
  await page.check("#fan-samples");
  assert.match(await page.locator(".chart-sample").first().getAttribute("d"), /^M.*M/);
  await page.focus("#panel-t27-dep-e .chart-frame");
  await page.keyboard.press("End");
  await waitForText(page, "#panel-t27-dep-e .chart-box", /80% band.*tn yuan–/);
  await page.uncheck("#fan-bands");
  await page.waitForSelector(".chart-band", { state: "detached" });
  assert.deepEqual(errors, []);
  await context.close();
});

test("charts show the whole record on demand, with figures of other dates and breaks", async () => {
  const { page, context, errors } = await lab();
  const frame = page.locator("#panel-t27-dep-e .chart-frame");
  const year = () => document.querySelector("#panel-t27-dep-e .chart-frame").getAttribute("aria-valuenow");
  await frame.focus();
  await page.keyboard.press("Home");
  await waitForEqual(page, year, "2015");
  await unfold(page, "chart-options");
  await page.check("#fan-record");
  await frame.focus();
  await page.keyboard.press("Home");
  await waitForEqual(page, year, "2003");
  // Deposits: wider coverage from 2015 on, told where the year is read.
  await waitForEqual(page, () => document.querySelectorAll("#panel-t27-dep-e .chart-break").length, 1);
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
  await unfold(page, "seek");
  const row = page.locator("#seek-table tbody tr", { hasText: "Deposits 2027" });
  await row.locator(".board-value").nth(2).waitFor();
  const [central, high] = (await row.locator(".board-value").allTextContents()).map(parseFloat);
  // The same as in the panel, and a probability takes more.
  assert.ok((await page.textContent("#panel-t27-dep-e")).includes(`${central}% a year`) && high > central, `${central} ${high}`);
  await row.getByRole("button").nth(1).click();
  await page.waitForFunction((odds) => parseInt(document.querySelector(odds).textContent, 10) >= 80, ODDS("t27-dep-e"));
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
  await waitForText(page, "#odds-lead", /at once in \d+ of 100/);
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

test("uncertainty is the reader's: spreads and the seed of single futures, in the link too", async () => {
  const { page, context, errors } = await lab();
  const before = await odds(page, "t27-loan-e");
  await unfold(page, "uncertainty");
  assert.match(await page.textContent("#lever-sd-loan"), /Part of the rule's errors that grows with the square root of the years.*27 provinces/);
  await enter(page, "#sd-loan-number", "5");
  await page.waitForFunction(([odds, before]) => document.querySelector(odds).textContent !== before, [ODDS("t27-loan-e"), before]);
  // Other single futures: the seed moves them and no other number.
  assert.equal(await page.locator("#dice").count(), 0, "without single futures there is nothing to draw");
  const listed = await odds(page, "t27-list");
  await unfold(page, "chart-options");
  await page.check("#fan-samples");
  const line = () => page.locator(".chart-sample").first().getAttribute("d");
  const drawn = await line();
  await page.click("#dice");
  await page.waitForFunction((drawn) => document.querySelector(".chart-sample")?.getAttribute("d") !== drawn, drawn);
  assert.equal(await odds(page, "t27-list"), listed);
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  assert.match(link, /sd\.loan=5&.*seed=\d+&d=[0-9a-f]{8}$/);
  // A number of simulations, as older links have it, changes nothing.
  const other = await openPage(site.browser, link.replace("&d=", "&paths=100000&d="));
  await waitForText(other.page, "#same-numbers", /same numbers as the sender saw/);
  assert.equal(await odds(other.page, "t27-list"), listed);
  assert.deepEqual([...errors, ...other.errors], []);
  await context.close();
  await other.context.close();
});

test("the same in Chinese", async () => {
  const { page, context, errors } = await lab("", { locale: "zh-CN" });
  assert.match(await page.textContent("#odds-lead"), /按上述假设，2027年四项目标同时达成的概率不足1%；单项中把握最小的是上市公司/);
  await unfold(page, "uncertainty");
  assert.match(await page.textContent("#lever-sd-dep"), /规则误差中随年数平方根增长的部分.*27个省份/);
  assert.deepEqual(errors, []);
  await context.close();
});
