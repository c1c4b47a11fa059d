// The Lab, used as a person uses it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, openPage, reload, start, unfold, waitForEqual, waitForText, waitForTexts, waitForValue, waitUntilSaved } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const lab = (options) => openPage(site.browser, `${site.url}#/lab`, options);
/** Waits until the panel of the target gives this verdict. */
const waitForVerdict = (page, target, verdict) => page.waitForSelector(`#panel-${target}[data-verdict=${verdict}]`);
/** Unfolds a part of the page. */

test("a dragged lever changes the verdict at once, and the drag is one step of undo", async () => {
  const { page, context, errors } = await lab();
  await waitForVerdict(page, "t27-dep-e", "missed");
  const box = await page.locator("#dep-slider").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.39, y);
  await page.mouse.down();
  for (const part of [0.5, 0.6, 0.7, 0.8]) await page.mouse.move(box.x + box.width * part, y);
  await waitForVerdict(page, "t27-dep-e", "met"); // while still dragging
  await page.mouse.up();
  await waitForText(page, "#verdict", /one of the four targets for 2027 is reached: deposits/);
  await page.click("#undo");
  await waitForVerdict(page, "t27-dep-e", "missed");
  await waitForValue(page, "#dep-number", "6.7"); // the mean of 7.0 and 6.3
  assert.ok(await page.isDisabled("#undo"));
  await page.click("#redo");
  await waitForVerdict(page, "t27-dep-e", "met");
  assert.deepEqual(errors, []);
  await context.close();
});

test("typed values are taken as typed, or refused with a message that names the field", async () => {
  const { page, context } = await lab();
  await enter(page, "#loan-number", "１１．２４");
  await waitForValue(page, "#loan-number", "11.24");
  await waitForVerdict(page, "t27-loan-e", "met");
  for (const [text, message] of [["150", /Loan growth: Enter a number between −50 and 100/], ["1,5", /Loan growth: Not a number/], ["1.23456", /Four decimal/]]) {
    await enter(page, "#loan-number", text);
    await waitForText(page, "#loan-number-fault", message);
    assert.equal(await page.inputValue("#loan-number"), text, "nothing typed is lost");
    assert.equal(await page.getAttribute("#panel-t27-loan-e", "data-verdict"), "met", "the last good value stays in force");
  }
  await page.press("#loan-number", "Escape");
  await waitForValue(page, "#loan-number", "11.24");
  await page.press("#loan-number", "Shift+ArrowUp");
  await waitForValue(page, "#loan-number", "12.24");
  await context.close();
});

test("a default that slows is one number until its years are asked for", async () => {
  const { page, context } = await lab();
  await unfold(page, "dep-more");
  await waitForText(page, "#lever-dep .lever-foot", /default 2026 7%, 2027 6\.3%, slowing by a tenth a year/);
  await waitForText(page, "#lever-dep .lever-context", /31 provinces, 2011–23: half lay between 7\.7% and 13\.3%; yours is in the lowest quarter/);
  await page.getByRole("button", { name: "By year: Deposit growth" }).click();
  await waitForValue(page, "#dep-2030", "4.5");
  await waitForText(page, "#changes", /No changes/);
  await page.getByRole("button", { name: "One value: Deposit growth" }).click();
  await waitForValue(page, "#dep-number", "6.7");
  await enter(page, "#dep-number", "14");
  await waitForText(page, "#lever-dep .lever-context", /yours is in the highest quarter/);
  await waitForText(page, "#changes", /1 change.*Deposit growth 14%/);
  await context.close();
});

test("values by year, changes, reset", async () => {
  const { page, context } = await lab();
  await unfold(page, "dep-more");
  await page.getByRole("button", { name: "By year: Deposit growth" }).click();
  await enter(page, "#dep-2026", "20");
  await enter(page, "#dep-2027", "10");
  await waitForValue(page, "#dep-2028", "5.6");
  await waitForVerdict(page, "t27-dep-e", "met");
  await waitForText(page, "#changes", /1 change.*Deposit growth 20%, 10%, then as by default/);
  await page.getByRole("button", { name: /^Reset: Deposit growth/ }).first().click();
  await waitForText(page, "#changes", /No changes/);
  await enter(page, "#va-number", "9");
  await unfold(page, "world");
  await enter(page, "#real-number", "4");
  await page.click("#reset-all");
  await waitForText(page, "#changes", /No changes/);
  await page.click("#undo");
  await waitForText(page, "#changes", /2 changes/);
  await context.close();
});

test("presets, base year, reading and base values", async () => {
  const { page, context, errors } = await lab();
  await unfold(page, "scenarios");
  await page.click("#preset-plan");
  await waitForText(page, "#verdict", /all four targets for 2027 are reached/);
  await page.click("#preset-slow");
  await waitForText(page, "#verdict", /none of the four/);
  await page.click("#preset-trend");
  await waitForText(page, "#changes", /No changes/);
  await unfold(page, "start");
  await page.check("input[name=reading][value=sum]");
  await waitForText(page, "#verdict", /one of the three targets for 2027 is reached: deposits and loans together/);
  await page.selectOption("#base-year", "2023");
  await waitForValue(page, "#dep-number", "6.5"); // defaults are those known then
  await unfold(page, "table");
  await page.waitForSelector("#row-t25-dep:not([data-verdict=unknown])");
  await page.selectOption("#base-year", "2025");
  await page.locator("summary", { hasText: "Base values" }).click();
  await enter(page, "#base-va", "3100");
  await page.waitForSelector("#row-t25-va[data-verdict=met]");
  await waitForText(page, "#row-t25-va", /yours/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a reload keeps the draft; scenarios are saved, opened, renamed, copied, deleted and brought back", async () => {
  const { page, context, errors } = await lab();
  await page.fill("#scenario-name", "Fast deposits");
  await enter(page, "#dep-number", "15");
  await waitUntilSaved(page);
  await reload(page);
  await waitForValue(page, "#dep-number", "15");
  await waitForValue(page, "#scenario-name", "Fast deposits");
  await unfold(page, "scenarios");
  await page.click("#save");
  const waitForSaved = (names) => waitForEqual(page, () => [...document.querySelectorAll("#saved .saved-name")].map((e) => e.textContent).sort(), names);
  await waitForSaved(["Fast deposits"]);
  await page.getByRole("button", { name: "Duplicate: Fast deposits" }).click();
  await waitForSaved(["Fast deposits", "Fast deposits (copy)"]);
  await page.getByRole("button", { name: "Rename: Fast deposits (copy)" }).click();
  await enter(page, "#saved input", "Slow");
  await waitForSaved(["Fast deposits", "Slow"]);
  await page.getByRole("button", { name: "Delete: Slow" }).click();
  await waitForSaved(["Fast deposits"]);
  await page.click("#notice-action");
  await waitForSaved(["Fast deposits", "Slow"]);
  await page.click("#reset-all");
  await page.getByRole("button", { name: "Open: Fast deposits" }).click();
  await waitForValue(page, "#dep-number", "15");
  await reload(page);
  await waitForSaved(["Fast deposits", "Slow"]);
  assert.deepEqual(errors, []);
  await context.close();
});

test("leaving at once keeps the last edit", async () => {
  const { page, context } = await lab();
  await enter(page, "#dep-number", "13.3");
  await reload(page);
  await waitForValue(page, "#dep-number", "13.3");
  // Saving keeps a copy; the edit itself waits all the same.
  await enter(page, "#dep-number", "13.4");
  await page.click("#save");
  await reload(page);
  await waitForValue(page, "#dep-number", "13.4");
  await context.close();
});

test("charts are read by pointer, by keyboard and as a table", async () => {
  const { page, context, errors } = await lab();
  const chart = page.locator("#panel-t27-dep-e .chart");
  const frame = chart.locator(".chart-frame");
  await frame.hover({ position: { x: 200, y: 100 } });
  await waitForText(page, ".chart-box", /20\d\d/);
  await page.mouse.move(5, 5);
  await frame.focus();
  await page.keyboard.press("End");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2030: My scenario 8\.04.tn yuan; Trend 8\.04/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2029:/);
  assert.equal(await page.locator(".chart-box").count(), 7, "one reading line over all charts");
  await page.keyboard.press("Escape");
  const table = chart.locator(".chart-table");
  // Opened and closed again before the browser tells of it.
  await table.evaluate((details) => {
    const toggled = new Promise((resolve) => details.addEventListener("toggle", resolve, { once: true }));
    for (let i = 0; i < 2; i++) details.querySelector("summary").click();
    return toggled;
  });
  await table.locator("summary").click();
  const row = table.locator("tbody tr", { hasText: "2027" });
  assert.match(await row.textContent(), /6\.94.tn yuan.*8.tn yuan/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the whole way by keyboard alone", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/overview`);
  const tabTo = async (isWanted) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const e = document.activeElement;
        const outline = getComputedStyle(e).outlineStyle;
        return { id: e.id, text: e.innerText?.trim(), visible: outline !== "none" };
      });
      if (isWanted(focused)) {
        assert.ok(focused.visible, `focus is visible on ${focused.id || focused.text}`);
        return;
      }
    }
    assert.fail("never reached");
  };
  await tabTo((e) => e.text === "Lab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#dep-slider");
  await tabTo((e) => e.id === "scenario-name");
  await page.keyboard.type("By keyboard");
  await tabTo((e) => e.id === "dep-slider");
  for (let i = 0; i < 8; i++) await page.keyboard.press("Shift+ArrowRight");
  await waitForValue(page, "#dep-number", "14.7");
  await waitForVerdict(page, "t27-dep-e", "met");
  await page.keyboard.press("Delete");
  await waitForValue(page, "#dep-number", "6.7");
  await page.keyboard.press("ArrowRight");
  await waitForValue(page, "#dep-number", "6.8");
  await page.evaluate(() => document.getElementById("scenario-name").focus());
  await tabTo((e) => e.id === "save");
  await page.keyboard.press("Enter");
  await tabTo((e) => e.id === "share");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  await waitForTexts(page, "#saved .saved-name", ["By keyboard"]);
  await context.close();
});
