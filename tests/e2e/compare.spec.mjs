// Scenarios side by side: chosen, ordered, compared, given away; and nobody's work is touched.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { READY, checkAccessible, download, enter, navigate, openPage, reload, start, storedTexts, waitForEqual, waitForText, waitForTexts, waitForValue, waitUntilSaved } from "./browser.mjs";
import { replay } from "./replay.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const compare = (query = "", options = {}) => openPage(site.browser, `${site.url}#/compare${query}`, options);
const boardShown = (page) => page.waitForSelector("#compare-board .board-value");
/** Waits until the columns have these names. */
const waitForColumns = (page, names) => waitForTexts(page, "#columns b", names);
const cell = (page, target, column) => page.locator(`#compare-${target} td`).nth(column);
/** Run in the page: every number on the board. */
const VALUES = () => [...document.querySelectorAll("#compare-board .board-value, #compare-board .less-value")].map((e) => e.textContent);
const values = (page) => page.evaluate(VALUES);

async function link(page) {
  await boardShown(page);
  await page.click("#compare-share");
  await page.waitForFunction(() => document.querySelector("#compare-link")?.value.includes("#/compare?"));
  return page.inputValue("#compare-link");
}

async function table(page) {
  await boardShown(page);
  return `${(await download(page, "#compare-download")).bytes}`;
}

test("the work in hand stands beside the trend and the plan; the answer comes first", async () => {
  const { page, context, errors } = await compare();
  await boardShown(page);
  await waitForColumns(page, ["My scenario", "Trend continuation", "Plan as written"]);
  const lead = await page.textContent("#compare-lead");
  assert.match(lead, /Of the four targets for 2027, “My scenario” meets none, “Trend continuation” none and “Plan as written” all\./);
  assert.match(lead, /in [5-9] of 100 under “Plan as written”/);
  // Alike in everything, so their difference is none, exactly.
  assert.match(await cell(page, "t27-list", 1).textContent(), /the same as A/);
  assert.match(await cell(page, "t27-dep-e", 2).textContent(), /reached 8\.00.tn yuan.*needs \d+\.\d% a year.*50% about even\+\d\d\.\d.points against A/);
  assert.match(await cell(page, "all-2027", 2).textContent(), /\+[5-9]\.\d.points against A/);
  // What is changed in the Lab is changed here.
  await navigate(page, "#/lab");
  await enter(page, "#dep-number", "14.6");
  await navigate(page, "#/compare");
  await boardShown(page);
  assert.match(await page.textContent("#compare-lead"), /“My scenario” meets one/);
  assert.match(await cell(page, "t27-dep-e", 0).textContent(), /reached 8\.01.tn yuan/);
  const rows = await page.locator("#compare-settings tbody th").allTextContents();
  assert.deepEqual(rows, ["Value added growth", "Deposit growth", "Loan growth", "New listings"]);
  const deposits = page.locator("#compare-settings tbody tr").nth(1).locator("td");
  assert.deepEqual(await deposits.evaluateAll((all) => all.map((td) => td.classList.contains("differs"))), [false, true, true]);
  assert.match(await deposits.nth(1).textContent(), /2026 7%, 2027 6\.3%, slowing by a tenth a year \(differs from A\)/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("columns are added, moved by keyboard, removed, and remembered; what is gone is named", async () => {
  const { page, context, errors } = await compare();
  await boardShown(page);
  await page.selectOption("#column-add", "preset:slow");
  await boardShown(page);
  await waitForColumns(page, ["My scenario", "Trend continuation", "Plan as written", "As since the launch"]);
  assert.ok(await page.isDisabled("#column-add"), "four at most");
  await page.focus("#column-left-3");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "column-left-2");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "column-right-0");
  await waitForColumns(page, ["As since the launch", "My scenario", "Trend continuation", "Plan as written"]);
  await page.getByRole("button", { name: "Remove: Plan as written" }).click();
  await waitForColumns(page, ["As since the launch", "My scenario", "Trend continuation"]);
  // A pasted link, and one that is none.
  await enter(page, "#column-link", "nonsense");
  await waitForText(page, ".adding [role=alert]", /not a scenario link/);
  await enter(page, "#column-link", "看：https://x.example/#/lab?v=1&dep=12&name=Theirs&zzz=1。");
  await waitForColumns(page, ["As since the launch", "My scenario", "Trend continuation", "Theirs"]);
  assert.match(await page.locator(".column").nth(3).textContent(), /zzz=1: this version does not know the key/);
  // A saved one takes its place, and goes.
  await page.getByRole("button", { name: "Remove: Theirs" }).click();
  await navigate(page, "#/lab");
  await page.fill("#scenario-name", "Kept");
  await enter(page, "#loan-number", "12");
  await page.click("#save");
  await navigate(page, "#/compare");
  await page.selectOption("#column-add", { label: "Kept" });
  const chosen = ["As since the launch", "Kept", "Trend continuation", "Kept"];
  await waitForColumns(page, chosen);
  // Letters where two have one name.
  await waitForText(page, "#compare-lead", /D none|D one|B none/);
  await reload(page);
  await boardShown(page);
  await waitForColumns(page, chosen);
  await navigate(page, "#/lab");
  await page.getByRole("button", { name: "Delete: Kept" }).click();
  await navigate(page, "#/compare");
  await boardShown(page);
  await waitForColumns(page, chosen.slice(0, 3));
  await waitForText(page, "#columns-lost", /“saved:[0-9a-f]+”/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a comparison is a link: another reader sees the same numbers, and keeps their own work", async () => {
  const sender = await compare();
  await navigate(sender.page, "#/lab");
  await sender.page.fill("#scenario-name", "加快; & more");
  await enter(sender.page, "#dep-number", "14.6");
  await enter(sender.page, "#list-number", "36");
  await navigate(sender.page, "#/compare");
  const url = await link(sender.page);
  assert.equal(url.split(";").length, 3);
  assert.equal(url.match(/d=[0-9a-f]{8}/g).length, 3);
  const seen = await values(sender.page);
  const sent = await table(sender.page);
  assert.match(sent, /\nC Plan as written,all,2027,prob_all_diff_bound,0\.00000\d,probability,computed\n/);

  const receiver = await openPage(site.browser, `${site.url}#/lab`, { locale: "zh-CN" });
  await enter(receiver.page, "#dep-number", "9.9");
  await waitUntilSaved(receiver.page);
  const own = await storedTexts(receiver.page);
  await navigate(receiver.page, new URL(url).hash);
  await receiver.page.waitForSelector("#shared-comparison");
  await boardShown(receiver.page);
  await waitForText(receiver.page, "#same-numbers", /与发送者看到的数字一致/);
  await waitForColumns(receiver.page, ["加快; & more", "Trend continuation", "Plan as written"]);
  assert.equal(await receiver.page.locator("#column-add").count(), 0, "a shared comparison cannot be changed");
  await receiver.page.click("#language");
  await receiver.page.waitForSelector(`html[lang=en]${READY.slice(4)}`);
  await boardShown(receiver.page);
  await waitForEqual(receiver.page, VALUES, seen);
  assert.equal(await table(receiver.page), sent);
  assert.equal(replay(url).toString(), sent);

  // One of them leads to the Lab, as a preview with the sender's numbers.
  await receiver.page.locator("#columns a").first().click();
  await receiver.page.waitForSelector("#preview");
  await waitForValue(receiver.page, "#dep-number", "14.6");
  await waitForText(receiver.page, "#same-numbers", /the same numbers/);
  await receiver.page.goBack();
  await receiver.page.waitForSelector("#shared-comparison");
  // Other pages are not part of it.
  assert.equal(await receiver.page.getAttribute("nav a:nth-child(2)", "href"), "#/lab");
  await receiver.page.click("#save-copies");
  await receiver.page.waitForSelector("#shared-comparison", { state: "detached" });
  await waitForColumns(receiver.page, ["My scenario", "Trend continuation", "Plan as written"]);
  assert.ok((await storedTexts(receiver.page)).includes(own.slice(1, -1)), "own work is as it was");
  await receiver.page.click("#notice-action");
  const sorted = () => [...document.querySelectorAll("#columns b")].map((e) => e.textContent).sort();
  await waitForEqual(receiver.page, sorted, ["Plan as written", "Trend continuation", "加快; & more"].sort());
  assert.deepEqual([...sender.errors, ...receiver.errors], []);
  await sender.context.close();
  await receiver.context.close();
});

test("what cannot be used of a comparison is named by column; another seed is no difference", async () => {
  const { page, context, errors } = await compare("?v=1&dep=150&seed=5&d=00000001;v=9;v=1&name=Theirs&seed=6&lang=zh");
  await boardShown(page);
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN", "the sender's language");
  await page.click("#language");
  await page.waitForSelector(`html[lang=en]${READY.slice(4)}`);
  await boardShown(page);
  const banner = await page.textContent("#shared-comparison");
  assert.match(banner, /Scenario 2 of the link is left out: .*version “9”/);
  await waitForText(page, "#shared-comparison", /A: .*the numbers differ.*B: .*no checksum/);
  assert.match(await page.locator(".column").first().textContent(), /dep=150: must be between/);
  assert.match(await page.textContent("#compare-same"), /They assume the same in everything/);
  await page.click("#compare-back");
  await boardShown(page);
  await waitForColumns(page, ["My scenario", "Trend continuation", "Plan as written"]);
  // A link to one scenario holds it against the trend.
  await navigate(page, "#/compare?v=1&dep=12&name=One");
  await page.waitForSelector("#preview");
  await boardShown(page);
  await waitForColumns(page, ["One", "Trend continuation"]);
  assert.deepEqual(errors, []);
  await context.close();
});

test("other base years and readings stand on the same board and charts", async () => {
  const { page, context, errors } = await compare("?v=1&name=Now;v=1&from=2023&name=Launch;v=1&t27=sum&to=2032&name=Sum");
  await boardShown(page);
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
  const row = await chart.locator("tbody tr", { has: page.locator("th", { hasText: /^2024$/ }) }).locator("td").allTextContents();
  assert.deepEqual(row.slice(0, 3).map((text) => text !== ""), [false, true, false], "only the launch projects 2024");
  await page.uncheck("#compare-band");
  assert.equal(await page.locator(".chart-band").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

for (const [locale, width, scheme] of [["en-GB", 320, "light"], ["zh-CN", 390, "dark"], ["en-GB", 1440, "dark"]]) {
  test(`four columns fit and are usable in ${locale}, ${width} wide, ${scheme}`, async () => {
    const { page, context, errors } = await compare("", { locale, width, scheme });
    await boardShown(page);
    await page.selectOption("#column-add", "preset:slow");
    await boardShown(page);
    await page.click("#compare-share");
    await page.waitForSelector("#compare-link");
    await checkAccessible(page, "four columns");
    assert.deepEqual(errors, []);
    await context.close();
  });
}
