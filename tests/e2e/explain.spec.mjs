// Why: what changes do, what would have to be true, what it depends on, two levers, where uncertainty comes from.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkAccessible, checkWidth, enter, navigate, openPage, start, waitForText, waitForValue } from "./browser.mjs";

const RICH = "?v=1&dep=14.6&loan=11.5&va=13&list=36&m=x:va:1/2/4:0.7:2026:0:2:0&sd.va=6";

let site;
before(async () => (site = await start()));
after(() => site.close());

const explain = (query = "", options = {}) => openPage(site.browser, `${site.url}#/explain${query}`, options);
const runComplete = async (page) => {
  await page.waitForSelector("#explain-run[data-complete='true']");
  await page.waitForSelector("#map[data-complete='true']");
};
const number = (text) => Number(text.replace("\u2212", "-").replace("<", "").replace(/[^0-9.+-].*$/s, ""));

test("with nothing changed the page teaches, and explains the trend all the same", async () => {
  const { page, context, errors } = await explain();
  await runComplete(page);
  assert.match(await page.textContent("#attribution-empty"), /Nothing has been changed yet/);
  assert.equal(await page.locator("#attribution-empty a").count(), 2);
  assert.match(await page.textContent("#nearest-t27-dep-e"), /with deposit growth 7\.87.points higher in every year it would be\. That is 2\.3 times the past standard deviation/);
  assert.match(await page.textContent("#nearest-t27-list"), /New listings\+28 a year/);
  assert.match(await page.textContent("#tornado-lead"), /“Deposit growth” moves deposits in 2027 most: 6\.38.tn yuan at its low, 7\.52.tn yuan at its high/);
  assert.match(await page.textContent("#variance-lead"), /deposits in 2027 is “Unknown trend”: alone it makes 100% of the variance/);
  await page.click("#attribution-empty a >> nth=0");
  await page.waitForFunction(() => location.hash === "#/lab");
  assert.deepEqual(errors, []);
  await context.close();
});

test("each target stands under four rules, and a sentence says whether they agree", async () => {
  const { page, context, errors } = await explain();
  await page.waitForSelector("#rules-table");
  assert.equal(await page.locator("#rules-table tbody tr").count(), 4);
  assert.equal(await page.locator("#rules-table thead th").count(), 5);
  assert.match(await page.textContent("#rules-sentences"), /Deposits: none of the four rules meets the target; 2 in 100, 2 to \d+ over four rules\./);
  await checkWidth(page, "rules");
  await navigate(page, "#/explain?v=1&from=2023");
  await page.waitForSelector("#rules.hidden", { state: "attached" });
  assert.deepEqual(errors, []);
  await context.close();
});

test("the parts of a difference add up to it", async () => {
  const { page, context, errors } = await explain(RICH);
  await runComplete(page);
  assert.match(await page.textContent("#attribution-lead"), /the probability that all four targets for 2027 are met from <0\.1% to \d+\.\d%; the largest part, \+\d\.\d.points, is “/);
  const values = (await page.locator("#waterfall tbody td.num").allTextContents()).map(number);
  assert.equal(values.length, 8, "both ends and six changes");
  const parts = values.slice(1, -1).reduce((sum, v) => sum + v, 0);
  assert.ok(Math.abs(parts - (values.at(-1) - values[0])) <= 0.4, `${values}`);
  // A value on the central path: growth, its measure and nothing that only scatters.
  await page.selectOption("#asked", "va");
  await page.selectOption("#asked-year", "2030");
  await runComplete(page);
  assert.match(await page.textContent("#attribution-lead"), /take value added in 2030 from 345\.\d.bn yuan to/);
  assert.equal(await page.locator("#waterfall tbody tr").count(), 4);
  // What no change can touch.
  await page.selectOption("#asked", "gdp");
  await runComplete(page);
  assert.match(await page.textContent("#attribution-lead"), /None of the changes can touch GDP in 2030/);
  assert.equal(await page.locator("#waterfall").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a variance is divided among the sources it has, without simulation", async () => {
  const { page, context, errors } = await explain(RICH);
  await runComplete(page);
  const rows = (await page.locator("#variance-table tbody tr").all()).map((row) => row.locator("th, td.num").allTextContents());
  const cells = (await Promise.all(rows)).map((row) => row.map((text) => text.replace(/(\d%).*/s, "$1")));
  const of = (name) => cells.find((row) => row[0].startsWith(name)).slice(1);
  assert.equal(cells.length, 7);
  // Yearly shocks, trend, base, listings and exits, measures, jointly.
  assert.deepEqual(of("Value added"), ["36%", "52%", "10%", "\u2013", "1%", "1%"]);
  assert.deepEqual(of("Deposits"), ["\u2013", "100%", "\u2013", "\u2013", "\u2013", "0%"]);
  assert.deepEqual(of("Listed companies"), ["51%", "\u2013", "\u2013", "39%", "\u2013", "10%"]);
  assert.doesNotMatch(await page.textContent("#variance"), /simulat/i);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what would have to be true can be tried and taken back", async () => {
  const { page, context, errors } = await explain();
  await runComplete(page);
  await page.getByRole("button", { name: "Apply: Deposits 2027, Deposit growth" }).click();
  await waitForText(page, "#nearest-t27-dep-e", /is reached/);
  await runComplete(page);
  assert.match(await page.textContent("#attribution-lead"), /take deposits in 2027 from 6\.94.tn yuan to 8\.00.tn yuan/, "what is explained stays");
  await navigate(page, "#/lab");
  await page.waitForSelector("#panel-t27-dep-e[data-verdict='met']");
  await page.click("#undo");
  await page.waitForSelector("#panel-t27-dep-e[data-verdict='missed']");
  assert.deepEqual(errors, []);
  await context.close();
});

test("the map shows two levers, takes the reader to a cell, and is a table as well", async () => {
  const { page, context, errors } = await explain();
  await runComplete(page);
  const cells = page.locator(".map-svg rect");
  assert.equal(await cells.count(), 256);
  assert.equal(await page.locator(".map-svg .contour").count(), 1);
  // The lowest row: hardly any shock; the last cell: the fastest growth.
  assert.match(await cells.nth(0).locator("title").textContent(), /Deposit growth −4\.1%, Yearly shock to deposits 0\.5%: <0\.1%/);
  assert.match(await cells.nth(15).locator("title").textContent(), /: 9\d\.\d%$/);
  await cells.nth(15).click();
  await waitForValue(page, "#map-dep", "24.1");
  await runComplete(page);
  assert.match(await page.textContent("#map-lead"), /At the current values the probability of the 2027 target for deposits is 9\d\.\d%/);
  // By typing, without a pointer.
  await enter(page, "#map-dep", "14.5");
  await runComplete(page);
  assert.match(await page.textContent("#map-lead"), /is (4[5-9]|5[0-4])\.\d%/);
  await page.click("#map .chart-table summary");
  await page.waitForFunction(() => document.querySelectorAll("#map .chart-table td").length === 256);
  // Other levers; what is across cannot be up as well.
  await page.selectOption("#map-up", "tau.dep");
  await waitForText(page, ".map-svg", /Unknown trend of deposits/);
  assert.equal(await page.locator("#map-up option[value='dep']").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a shared scenario is explained, and a cell of its map makes it one's own", async () => {
  const { page, context, errors } = await explain(RICH);
  await runComplete(page);
  const [lead, place] = [await page.textContent("#map-lead"), await page.inputValue("#map-va")];
  const buttons = await page.locator("#nearest button").evaluateAll((all) => all.map((button) => button.disabled));
  assert.ok(buttons.length && !buttons.some(Boolean), `${buttons}`);
  await page.locator(".map-svg rect").nth(100).click();
  await page.waitForSelector("#own-version");
  await page.waitForSelector("#preview", { state: "detached" });
  assert.equal(new URL(page.url()).hash, "#/explain");
  await runComplete(page);
  assert.notEqual(await page.inputValue("#map-va"), place);
  assert.notEqual(await page.textContent("#map-lead"), lead);
  await page.click("#original");
  await page.waitForSelector("#preview");
  await waitForValue(page, "#map-va", place);
  await runComplete(page);
  assert.equal(await page.textContent("#map-lead"), lead, "what was shared is as it was");
  assert.deepEqual(errors, []);
  await context.close();
});

test("everyone can use what is explained", async () => {
  const { page, context, errors } = await explain(RICH);
  await runComplete(page);
  await page.selectOption("#asked", "t27-list");
  await runComplete(page);
  await checkAccessible(page, "explain");
  assert.deepEqual(errors, []);
  await context.close();
});

test("the same in Chinese, at 320 px", async () => {
  const { page, context, errors } = await explain(RICH, { locale: "zh-CN", width: 320 });
  await runComplete(page);
  assert.match(await page.textContent("#attribution-lead"), /这些改动使2027年四项目标全部达成的概率从<0\.1%变为\d+\.\d%；其中作用最大的是“/);
  assert.match(await page.textContent("#nearest-t27-dep-e"), /2027年存款目标可达到；若各年存款增速均比当前设定低0\.08个百分点，就达不到，相当于历史标准差的不足0\.1倍。/);
  assert.match(await page.textContent("#variance-lead"), /最大来源是“趋势不确定”，单独占方差的\d+%。/);
  await checkWidth(page, "explain");
  assert.deepEqual(errors, []);
  await context.close();
});
