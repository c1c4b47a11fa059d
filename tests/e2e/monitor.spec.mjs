// Monitor: where targets stand, the reader's statuses, entered figures, odds over time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, navigate, openPage, reload, start, waitForText, waitForTexts, waitForValue } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const monitor = (query = "", options = {}) => openPage(site.browser, `${site.url}#/monitor${query}`, options);
/** Waits until the target has this standing. */
const waitForStanding = (page, target, standing) => page.waitForSelector(`#standing-${target}[data-standing=${standing}]`);
/** Waits until the item has this status. */
const waitForStatus = (page, item, letter) => page.waitForSelector(`#item-${item}[data-stage=${letter}]`);
const setStatus = (page, item, letter) => page.locator(`#stage-${item}-${letter}`).check({ force: true });
const enterByTab = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Tab");
};
const openDetails = (page, item) => page.locator(`#item-${item} summary`).click();
/** Waits until the odds of a target over the years are these. */
const waitForOdds = (page, target, odds) => waitForTexts(page, `#look-${target} td.num`, odds);
const LOAN_ODDS = ["30%", "6%", "3%"];

test("it answers where the plan stands, in both languages", async () => {
  const { page, context, errors } = await monitor();
  await waitForOdds(page, "t27-loan-e", LOAN_ODDS);
  assert.match(await page.textContent("#monitor-answer"), /Of the five targets for 2025, none is known to be met.*Of the four targets for 2027, none keeps pace\. Behind: deposits, loans\./);
  await waitForStanding(page, "t27-list", "farbehind");
  await waitForStanding(page, "t27-sh", "unknown");
  await waitForStanding(page, "t25-dep", "missed");
  assert.match(await page.textContent("#standing-t27-dep-e"), /5\.36.tn yuan.*6\.10.tn yuan.*7\.1%10\.5%14\.6% a year/s);
  assert.equal(await page.locator("#look-t25-dep td.num").count(), 2, "a target has odds only before its year");
  await waitForText(page, "#looks-chart .chart-sentence", /the 2027 target for loans .* in 30 of 100 .* of 2023, and in 3 of 100 with those of 2025/);
  await page.click("#language");
  await waitForText(page, "#monitor-answer", /2027年的四项目标中，没有一项跟上进度。落后：存款、贷款/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("statuses are recorded, counted, kept, and the last one is taken back", async () => {
  const { page, context, errors } = await monitor();
  await setStatus(page, "R-a", "d");
  await setStatus(page, "J-c", "u");
  await waitForText(page, "#implementation", /public sources name 1 .* the other 45 are not public.*1 is done and 1 under way/);
  const reforms = page.locator("section", { has: page.locator("#follow-reforms") }).last();
  assert.match(await reforms.locator(".stage-words").textContent(), /done 1.*unknown 2.*not public 11/);
  await setStatus(page, "R-d", "d");
  assert.match(await reforms.locator(".stage-words").textContent(), /done 1/, "a candidate is counted apart");
  await openDetails(page, "J-c");
  await enterByTab(page, "#date-J-c", "2023-12-18");
  await enterByTab(page, "#note-J-c", "Unveiled <b>");
  await enterByTab(page, "#evidence-J-c", "https://example.org/a?b=1");
  const link = page.locator("#item-J-c .follow-record a");
  assert.equal(await link.getAttribute("href"), "https://example.org/a?b=1");
  assert.equal(await link.getAttribute("rel"), "noreferrer noopener");
  await waitForText(page, "#item-J-c .follow-record", /2023-12-18.*Unveiled <b>/);
  await setStatus(page, "J-c", "d");
  await waitForStatus(page, "J-c", "d");
  await page.click("#notice-action");
  await waitForStatus(page, "J-c", "u");
  assert.ok(await page.locator("#stage-J-c-u").isChecked());
  await reload(page);
  await waitForStatus(page, "J-c", "u");
  await waitForText(page, "#item-J-c .follow-record", /2023-12-18/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what cannot be saved stays in its field, with the reason", async () => {
  const { page, context } = await monitor();
  await openDetails(page, "R-a");
  for (const [field, text, why] of [
    ["date", "2025-02-30", /not a date/],
    ["evidence", "javascript:alert(1)", /not a web address/],
    ["note", "n".repeat(501), /501 characters, at most 500/],
  ]) {
    await enterByTab(page, `#${field}-R-a`, text);
    assert.equal(await page.inputValue(`#${field}-R-a`), text, "nothing typed is lost");
    await waitForText(page, `#${field}-R-a-fault`, why);
    assert.equal(await page.locator("#item-R-a .follow-record").count(), 0);
  }
  await enterByTab(page, "#date-R-a", "2025-02");
  await page.waitForSelector("#date-R-a-fault", { state: "detached" });
  await waitForText(page, "#item-R-a .follow-record", /2025-02/);
  await context.close();
});

test("statuses travel in a link, are shown as the sender's, and replace one's own only when asked", async () => {
  const sender = await monitor();
  await setStatus(sender.page, "R-a", "d");
  await setStatus(sender.page, "P-a", "u");
  await openDetails(sender.page, "R-a");
  await enterByTab(sender.page, "#note-R-a", "private");
  await sender.page.waitForFunction(() => document.querySelector("#monitor-link")?.value.includes("st=R-a.d"));
  const link = await sender.page.inputValue("#monitor-link");
  assert.ok(!link.includes("private") && link.includes("st=P-a.u"), link);
  await sender.page.uncheck("#with-statuses");
  await sender.page.waitForFunction(() => /^http(?!.*st=)/.test(document.querySelector("#monitor-link").value));

  const { page, context, errors } = await monitor();
  await setStatus(page, "R-a", "n");
  await navigate(page, new URL(link).hash);
  await page.waitForSelector("#sent");
  await waitForStatus(page, "R-a", "d");
  assert.ok(await page.locator("#stage-R-a-n").isDisabled(), "a preview cannot be changed");
  await waitForText(page, "#sent-told", /2 statuses\. Yours differ on: Green finance reform\./);
  await page.click("#take-over");
  await page.click("#take-keep");
  await waitForText(page, "#sent-told", /Yours differ on/);
  await page.click("#take-over");
  await page.click("#take-replace");
  await waitForText(page, "#sent-told", /none contradicts yours/);
  await page.getByRole("button", { name: "Back to my work" }).click();
  await page.waitForSelector("#sent", { state: "detached" });
  await waitForStatus(page, "R-a", "d");
  await waitForStatus(page, "P-a", "u");
  await navigate(page, "#/monitor?v=1&st=R-a.n&st=Z.d");
  await page.waitForSelector("#sent");
  await waitForText(page, "#preview", /st=Z\.d: the plan file has no such item/);
  assert.deepEqual([...sender.errors, ...errors], []);
  await sender.context.close();
  await context.close();
});

test("what a target needs is the same in the Monitor and in the Lab, from what was entered on", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/monitor?v=1&act.loan.2026=79000`);
  // 80,000 from 79,000 in a year, rounded up at the step of the lever.
  await waitForText(page, "#standing-t27-loan-e", /1\.3% a year.*from 2026/s);
  await navigate(page, "#/lab?v=1&act.loan.2026=79000");
  await waitForText(page, "#panel-t27-loan-e", /1\.3% a year/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("an entered figure moves the standing, the odds and the charts, and is undone", async () => {
  const { page, context, errors } = await monitor();
  await waitForOdds(page, "t27-loan-e", LOAN_ODDS);
  assert.equal(await page.inputValue("#act-dep-2026"), "");
  await enter(page, "#act-dep-2026", "90,000");
  await page.locator("#actuals .hint").first().waitFor();
  await page.click("#actuals-undo");
  await waitForValue(page, "#act-dep-2026", "");
  await enter(page, "#act-dep-2026", "73,500");
  await waitForStanding(page, "t27-dep-e", "onpace");
  await waitForText(page, "#standing-t27-dep-e", /7\.35.tn yuan yours2026/);
  await page.waitForFunction(() => parseInt(document.querySelectorAll("#look-t27-dep-e td.num")[3]?.textContent, 10) > 1);
  assert.match(await page.textContent("table.looks thead"), /2026with your figures/);
  await enter(page, "#act-loan-2026", "7.1");
  assert.match(await page.locator("td", { has: page.locator("#act-loan-2026") }).locator(".hint").textContent(), /Right figure, right unit\?/);
  await page.getByRole("button", { name: "Clear: Loans 2026" }).click();
  await waitForValue(page, "#act-loan-2026", "");
  await page.click("#actuals-undo");
  await waitForValue(page, "#act-loan-2026", "7.1");
  await page.click("#actuals-redo");
  await waitForValue(page, "#act-loan-2026", "");
  await page.waitForFunction(() => document.querySelector("#monitor-link")?.value.includes("act.dep.2026=73500"));

  await navigate(page, "#/lab");
  const chart = page.locator("#panel-t27-dep-e .chart");
  assert.equal(await chart.locator(".chart-entered circle.chart-hollow").count(), 1);
  await chart.locator(".chart-frame").focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await chart.locator(".chart-frame").getAttribute("aria-valuetext"), /^2026: Entered 7\.35.tn yuan/);
  await waitForText(page, "#changes", /1 change.*Deposits 2026 7\.35/s);
  for (let i = 0; i < 3; i++) await page.click("#undo");
  await waitForText(page, "#changes", /No changes/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("figures typed wrong are refused with the text kept, and one entered over a link makes it one's own", async () => {
  const { page, context } = await monitor();
  await enter(page, "#act-list-2026", "99.5");
  await waitForText(page, "#act-list-2026-fault", /Whole numbers/);
  assert.equal(await page.inputValue("#act-list-2026"), "99.5");
  await enter(page, "#act-list-2026", "");
  await page.waitForSelector("#act-list-2026-fault", { state: "detached" });
  await navigate(page, "#/monitor?v=1&act.gdp.2026=35000");
  await page.waitForSelector("#preview");
  await waitForValue(page, "#act-gdp-2026", "35000");
  assert.ok(await page.locator("#stage-R-a-d").isDisabled(), "statuses are the sender's while the link is on show");
  await enter(page, "#act-gdp-2026", "36000");
  await page.waitForSelector("#own-version");
  await page.waitForSelector("#preview", { state: "detached" });
  await waitForValue(page, "#act-gdp-2026", "36000");
  assert.equal(new URL(page.url()).hash, "#/monitor");
  await setStatus(page, "R-a", "d");
  await waitForStatus(page, "R-a", "d");
  await context.close();
});

for (const [name, init] of [
  ["blocked", () => Object.defineProperty(window, "localStorage", { get: () => null })],
  ["full", () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  }],
]) {
  test(`storage that is ${name}: statuses work and the page says that they are not saved`, async () => {
    const { page, context, errors } = await monitor("", { init });
    await setStatus(page, "R-a", "d");
    await waitForStatus(page, "R-a", "d");
    await waitForText(page, "#journal-kept", /Not saved/);
    assert.deepEqual(errors, []);
    await context.close();
  });
}
