// Scenarios side by side: chosen, ordered, compared, given away; and nobody's work is touched.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { go, kept, open, settled as saved, stand } from "./browser.mjs";
import { replay } from "./replay.mjs";

let it;
before(async () => (it = await stand()));
after(() => it.close());

const compare = (query = "", options = {}) => open(it.browser, `${it.url}#/compare${query}`, options);
const settled = (page) => page.waitForSelector("#compare-run[data-complete='true']");
const names = (page) => page.locator("#columns b").allTextContents();
const cell = (page, target, column) => page.locator(`#compare-${target} td`).nth(column);
const values = (page) => page.locator("#compare-board .board-value, #compare-board .less-value").allTextContents();
const type = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Enter");
};

async function link(page) {
  await settled(page);
  await page.click("#compare-share");
  await page.waitForFunction(() => document.querySelector("#compare-link")?.value.includes("#/compare?"));
  return page.inputValue("#compare-link");
}

async function download(page) {
  await settled(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#compare-download")]);
  return readFileSync(await file.path(), "utf8");
}

test("the work in hand stands beside the trend and the plan; the answer comes first", async () => {
  const { page, context, faults } = await compare();
  await settled(page);
  assert.deepEqual(await names(page), ["My scenario", "Trend continuation", "Plan as written"]);
  const lead = await page.textContent("#compare-lead");
  assert.match(lead, /Of the four targets for 2027, “My scenario” meets none, “Trend continuation” none and “Plan as written” all\./);
  assert.match(lead, /in 1[0-9] of 100 under “Plan as written”/);
  // Alike in everything, so their difference is none, exactly.
  assert.match(await cell(page, "t27-list", 1).textContent(), /0\.0.points against A.*the same as A within error/);
  assert.match(await cell(page, "t27-dep-e", 2).textContent(), /met 8\.00.tn yuan.*50.% by formula\+\d\d\.\d.points against A/);
  assert.match(await cell(page, "all-2027", 2).textContent(), /\+1\d\.\d.points against A ±.0\.\d.points/);
  // What is changed in the Lab is changed here.
  await go(page, "#/lab");
  await type(page, "#dep-number", "14.6");
  await go(page, "#/compare");
  await settled(page);
  assert.match(await page.textContent("#compare-lead"), /“My scenario” meets one/);
  assert.match(await cell(page, "t27-dep-e", 0).textContent(), /met 8\.01.tn yuan/);
  const rows = await page.locator("#compare-settings tbody th").allTextContents();
  assert.deepEqual(rows, ["Value added growth", "Deposit growth", "Loan growth", "New listings"]);
  const deposits = page.locator("#compare-settings tbody tr").nth(1).locator("td");
  assert.deepEqual(await deposits.evaluateAll((all) => all.map((td) => td.classList.contains("differs"))), [false, true, true]);
  assert.match(await deposits.nth(1).textContent(), /7\.9.% \(differs from A\)/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("columns are added, moved by keyboard, removed, and remembered; what is gone is named", async () => {
  const { page, context, faults } = await compare();
  await settled(page);
  await page.selectOption("#column-add", "preset:slow");
  await settled(page);
  assert.deepEqual(await names(page), ["My scenario", "Trend continuation", "Plan as written", "Slower growth"]);
  assert.ok(await page.isDisabled("#column-add"), "four at most");
  await page.focus("#column-left-3");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "column-left-2");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "column-right-0");
  assert.equal((await names(page))[0], "Slower growth");
  await page.getByRole("button", { name: "Remove: Plan as written" }).click();
  assert.deepEqual(await names(page), ["Slower growth", "My scenario", "Trend continuation"]);
  // A pasted link, and one that is none.
  await type(page, "#column-link", "nonsense");
  assert.match(await page.textContent(".adding [role=alert]"), /not a scenario link/);
  await type(page, "#column-link", "看：https://x.example/#/lab?v=1&dep=12&name=Theirs&zzz=1。");
  await settled(page);
  assert.equal((await names(page))[3], "Theirs");
  assert.match(await page.locator(".column").nth(3).textContent(), /zzz=1: this version does not know the key/);
  // A saved one takes its place, and goes.
  await page.getByRole("button", { name: "Remove: Theirs" }).click();
  await go(page, "#/lab");
  await page.fill("#scenario-name", "Kept");
  await type(page, "#loan-number", "12");
  await page.click("#save");
  await go(page, "#/compare");
  await page.selectOption("#column-add", { label: "Kept" });
  const chosen = await names(page);
  assert.deepEqual(chosen, ["Slower growth", "Kept", "Trend continuation", "Kept"]);
  assert.match(await page.textContent("#compare-lead"), /D none|D one|B none/, "letters where two have one name");
  await page.reload();
  await settled(page);
  assert.deepEqual(await names(page), chosen);
  await go(page, "#/lab");
  await page.getByRole("button", { name: "Delete: Kept" }).click();
  await go(page, "#/compare");
  await settled(page);
  assert.deepEqual(await names(page), chosen.slice(0, 3));
  assert.match(await page.textContent("#columns-lost"), /“saved:[0-9a-f]+”/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a comparison is a link: another reader sees the same numbers, and keeps their own work", async () => {
  const sender = await compare();
  await go(sender.page, "#/lab");
  await sender.page.fill("#scenario-name", "加快; & more");
  await type(sender.page, "#dep-number", "14.6");
  await type(sender.page, "#list-number", "36");
  await go(sender.page, "#/compare");
  const url = await link(sender.page);
  assert.equal(url.split(";").length, 3);
  assert.equal(url.match(/d=[0-9a-f]{8}/g).length, 3);
  const seen = await values(sender.page);
  const table = await download(sender.page);
  assert.match(table, /\nC Plan as written,all,2027,prob_all_diff_se,0\.00\d{4},probability,computed\n/);

  const receiver = await open(it.browser, `${it.url}#/lab`, { locale: "zh-CN" });
  await type(receiver.page, "#dep-number", "9.9");
  await saved(receiver.page);
  const own = await kept(receiver.page);
  await go(receiver.page, new URL(url).hash);
  await receiver.page.waitForSelector("#shared-comparison");
  await settled(receiver.page);
  assert.match(await receiver.page.textContent("#same-numbers"), /与发送者看到的数字一致/);
  assert.deepEqual(await names(receiver.page), ["加快; & more", "Trend continuation", "Plan as written"]);
  assert.equal(await receiver.page.locator("#column-add").count(), 0, "a shared comparison cannot be changed");
  await receiver.page.click("#language");
  await settled(receiver.page);
  assert.deepEqual(await values(receiver.page), seen);
  assert.equal(await download(receiver.page), table);
  assert.equal(replay(url).toString(), table);

  // One of them leads to the Lab, as a preview with the sender's numbers.
  await receiver.page.locator("#columns a").first().click();
  await receiver.page.waitForSelector("#preview");
  assert.equal(await receiver.page.inputValue("#dep-number"), "14.6");
  await receiver.page.waitForFunction(() => document.querySelector("#same-numbers")?.textContent.includes("the same numbers"));
  await receiver.page.goBack();
  await receiver.page.waitForSelector("#shared-comparison");
  // Other pages are not part of it.
  assert.equal(await receiver.page.getAttribute("nav a:nth-child(2)", "href"), "#/lab");
  await receiver.page.click("#save-copies");
  await receiver.page.waitForSelector("#shared-comparison", { state: "detached" });
  assert.deepEqual(await names(receiver.page), ["My scenario", "Trend continuation", "Plan as written"]);
  assert.ok((await kept(receiver.page)).includes(own.slice(1, -1)), "own work is as it was");
  await receiver.page.click("#notice-action");
  assert.deepEqual((await names(receiver.page)).sort(), ["Plan as written", "Trend continuation", "加快; & more"].sort());
  assert.deepEqual([...sender.faults, ...receiver.faults], []);
  await sender.context.close();
  await receiver.context.close();
});

test("what cannot be used of a comparison is named by column; other seeds give way to the first", async () => {
  const { page, context, faults } = await compare("?v=1&dep=150&seed=5&d=00000001;v=9;v=1&name=Theirs&seed=6&lang=zh");
  await settled(page);
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN", "the sender's language");
  await page.click("#language");
  await page.waitForSelector("html[lang=en]");
  await settled(page);
  const banner = await page.textContent("#shared-comparison");
  assert.match(banner, /Scenario 2 of the link is left out: .*version “9”/);
  assert.match(banner, /A: .*the numbers differ.*B: .*no check number/);
  assert.match(await page.locator(".column").first().textContent(), /dep=150: must be between/);
  assert.match(await page.textContent("#compare-run"), /seed 5.*settings of B are set aside/);
  assert.match(await page.textContent("#compare-settings"), /Seed56/);
  await page.click("#compare-back");
  await settled(page);
  assert.deepEqual(await names(page), ["My scenario", "Trend continuation", "Plan as written"]);
  // A link to one scenario holds it against the trend.
  await go(page, "#/compare?v=1&dep=12&name=One");
  await page.waitForSelector("#preview");
  await settled(page);
  assert.deepEqual(await names(page), ["One", "Trend continuation"]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("other base years and readings stand on the same board and charts", async () => {
  const { page, context, faults } = await compare("?v=1&name=Now;v=1&from=2023&name=Launch;v=1&t27=sum&to=2032&name=Sum");
  await settled(page);
  assert.match(await cell(page, "t27-sum", 0).textContent(), /no target under this reading/);
  assert.match(await cell(page, "t25-dep", 1).textContent(), /%/);
  assert.equal(await cell(page, "t25-dep", 0).locator(".cell-chance").count(), 0, "that year is over");
  assert.equal(await cell(page, "all-2027", 2).locator(".less-value").count(), 0, "other targets are no difference");
  assert.equal(await page.locator(".chart").count(), 7);
  const chart = page.locator(".chart").first();
  for (const line of ["mine", "other-0", "other-1"]) assert.equal(await chart.locator(`.chart-svg .chart-${line}`).count(), 1, line);
  assert.deepEqual((await chart.locator(".chart-svg .chart-label").allTextContents()).sort(), ["C"], "the one that reaches the last year");
  await chart.locator(".chart-table summary").click();
  await chart.locator("tbody tr").first().waitFor();
  const row = await chart.locator("tbody tr", { hasText: "2024" }).locator("td").allTextContents();
  assert.deepEqual(row.slice(0, 3).map((text) => text !== ""), [false, true, false], "only the launch projects 2024");
  await page.uncheck("#compare-band");
  assert.equal(await page.locator(".chart-band").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("four long runs hold up no frame", async () => {
  const watch = () => {
    window.long = [];
    new PerformanceObserver((list) => window.long.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
  };
  const query = ["v=1&dep=14.6&paths=1000000", "v=1&list=30", "v=1&m=x:dep:1/2/3:0.5:2026:0:0:0", "v=1&from=2023"].join(";");
  const { page, context, faults } = await compare();
  await settled(page);
  await page.evaluate(watch);
  await go(page, `#/compare?${query}`);
  await page.waitForSelector("#compare-run[data-complete='false']");
  await page.waitForTimeout(500);
  // The page has been built by now; from here on there are only slices and redrawings.
  await page.evaluate(() => (window.long.length = 0));
  await page.waitForSelector("#compare-run[data-complete='true']", { timeout: 120_000 });
  // Hundreds of slices: were they too long, it would not be two of them.
  const long = await page.evaluate(() => window.long.filter((ms) => ms >= 100));
  assert.ok(long.length <= 2, `tasks of ${long} ms`);
  assert.match(await page.textContent("#compare-run"), /1,000,000 futures/);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [locale, width, scheme] of [["en-GB", 320, "light"], ["zh-CN", 390, "dark"], ["en-GB", 1440, "dark"]]) {
  test(`four columns fit and are usable in ${locale}, ${width} wide, ${scheme}`, async () => {
    const { page, context, faults } = await compare("", { locale, width, scheme });
    await settled(page);
    await page.selectOption("#column-add", "preset:slow");
    await settled(page);
    await page.click("#compare-share");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    assert.deepEqual(bad.map((v) => `${v.id} ${v.nodes[0].html}`), []);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
