// The Lab, used as a person uses it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, settled, stand } from "./browser.mjs";

let it;
before(async () => (it = await stand()));
after(() => it.close());

const lab = (options) => open(it.browser, `${it.url}#/lab`, options);
const verdict = (page, target) => page.getAttribute(`#row-${target}`, "data-verdict");
const type = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Enter");
};

test("a dragged lever changes the verdict at once, and the drag is one step of undo", async () => {
  const { page, context, faults } = await lab();
  assert.equal(await verdict(page, "t27-dep-e"), "missed");
  const box = await page.locator("#dep-slider").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.43, y);
  await page.mouse.down();
  for (const part of [0.5, 0.6, 0.7, 0.8]) await page.mouse.move(box.x + box.width * part, y);
  assert.equal(await verdict(page, "t27-dep-e"), "met", "while still dragging");
  await page.mouse.up();
  assert.match(await page.textContent("#verdict"), /one of the four targets for 2027 is met: deposits/);
  await page.click("#undo");
  assert.equal(await verdict(page, "t27-dep-e"), "missed");
  assert.equal(await page.inputValue("#dep-number"), "7.9");
  assert.ok(await page.isDisabled("#undo"));
  await page.click("#redo");
  assert.equal(await verdict(page, "t27-dep-e"), "met");
  assert.deepEqual(faults, []);
  await context.close();
});

test("typed values are taken as typed, or refused with a message that names the field", async () => {
  const { page, context } = await lab();
  await type(page, "#loan-number", "１１．２４");
  assert.equal(await page.inputValue("#loan-number"), "11.24");
  assert.equal(await verdict(page, "t27-loan-e"), "met");
  for (const [text, message] of [["150", /Loan growth: Must be between −50 and 100/], ["1,5", /Loan growth: Not a number/], ["1.23456", /four decimal/]]) {
    await type(page, "#loan-number", text);
    assert.equal(await page.inputValue("#loan-number"), text, "nothing typed is lost");
    assert.match(await page.textContent("#loan-number-fault"), message);
    assert.equal(await verdict(page, "t27-loan-e"), "met", "the last good value stays in force");
  }
  await page.press("#loan-number", "Escape");
  assert.equal(await page.inputValue("#loan-number"), "11.24");
  await page.press("#loan-number", "Shift+ArrowUp");
  assert.equal(await page.inputValue("#loan-number"), "12.24");
  await context.close();
});

test("values by year, changes, reset", async () => {
  const { page, context } = await lab();
  await page.getByRole("button", { name: "By year: Deposit growth" }).click();
  await type(page, "#dep-2026", "20");
  await type(page, "#dep-2027", "10");
  assert.equal(await page.inputValue("#dep-2028"), "7.9");
  assert.equal(await verdict(page, "t27-dep-e"), "met");
  assert.match(await page.textContent("#changes"), /1 change.*Deposit growth 20.%, 10.%, 7.9.%/);
  await page.getByRole("button", { name: /^Reset: Deposit growth/ }).first().click();
  assert.match(await page.textContent("#changes"), /No changes/);
  await type(page, "#va-number", "9");
  await type(page, "#real-number", "4");
  await page.click("#reset-all");
  assert.match(await page.textContent("#changes"), /No changes/);
  await page.click("#undo");
  assert.match(await page.textContent("#changes"), /2 changes/);
  await context.close();
});

test("presets, base year, reading and base values", async () => {
  const { page, context, faults } = await lab();
  await page.click("#preset-plan");
  assert.match(await page.textContent("#verdict"), /all four targets for 2027 are met/);
  await page.click("#preset-slow");
  assert.match(await page.textContent("#verdict"), /none of the four/);
  await page.click("#preset-trend");
  assert.match(await page.textContent("#changes"), /No changes/);
  await page.check("input[name=reading][value=sum]");
  assert.match(await page.textContent("#verdict"), /one of the three targets for 2027 is met: deposits and loans together/);
  await page.selectOption("#base-year", "2023");
  assert.equal(await page.inputValue("#dep-number"), "7.8", "defaults are those known then");
  assert.notEqual(await verdict(page, "t25-dep"), "unknown");
  await page.selectOption("#base-year", "2025");
  await page.locator("summary", { hasText: "Base values" }).click();
  await type(page, "#base-va", "3100");
  assert.equal(await verdict(page, "t25-va"), "met");
  assert.match(await page.textContent("#row-t25-va"), /yours/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("reload keeps the work; scenarios are saved, opened, renamed, copied, deleted and brought back", async () => {
  const { page, context, faults } = await lab();
  await page.fill("#scenario-name", "Fast deposits");
  await type(page, "#dep-number", "15");
  await settled(page);
  await page.reload();
  await page.waitForSelector("#dep-number");
  assert.equal(await page.inputValue("#dep-number"), "15");
  assert.equal(await page.inputValue("#scenario-name"), "Fast deposits");
  await page.click("#save");
  const names = () => page.locator("#saved .saved-name").allTextContents();
  assert.deepEqual(await names(), ["Fast deposits"]);
  await page.getByRole("button", { name: "Duplicate: Fast deposits" }).click();
  assert.deepEqual((await names()).sort(), ["Fast deposits", "Fast deposits (copy)"]);
  await page.getByRole("button", { name: "Rename: Fast deposits (copy)" }).click();
  await page.fill("#saved input", "Slow");
  await page.press("#saved input", "Enter");
  assert.deepEqual((await names()).sort(), ["Fast deposits", "Slow"]);
  await page.getByRole("button", { name: "Delete: Slow" }).click();
  assert.deepEqual(await names(), ["Fast deposits"]);
  await page.click("#notice-action");
  assert.deepEqual((await names()).sort(), ["Fast deposits", "Slow"]);
  await page.click("#reset-all");
  await page.getByRole("button", { name: "Open: Fast deposits" }).click();
  assert.equal(await page.inputValue("#dep-number"), "15");
  await page.reload();
  await page.waitForSelector("#saved .saved-name");
  assert.deepEqual((await names()).sort(), ["Fast deposits", "Slow"]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("leaving at once keeps the last edit", async () => {
  const { page, context } = await lab();
  await type(page, "#dep-number", "13.3");
  await page.reload();
  await page.waitForSelector("#dep-number");
  assert.equal(await page.inputValue("#dep-number"), "13.3");
  // Saving keeps a copy; the edit itself waits all the same.
  await type(page, "#dep-number", "13.4");
  await page.click("#save");
  await page.reload();
  await page.waitForSelector("#dep-number");
  assert.equal(await page.inputValue("#dep-number"), "13.4");
  await context.close();
});

test("charts are read by pointer, by keyboard and as a table", async () => {
  const { page, context, faults } = await lab();
  const chart = page.locator(".chart").first();
  const frame = chart.locator(".chart-frame");
  await frame.hover({ position: { x: 200, y: 100 } });
  assert.match(await chart.locator(".chart-box").textContent(), /20\d\d/);
  await page.mouse.move(5, 5);
  await frame.focus();
  await page.keyboard.press("End");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2030: My scenario 8\.92.tn yuan; Trend 8\.92/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2029:/);
  assert.equal(await page.locator(".chart-box").count(), 7, "one reading line over all charts");
  await page.keyboard.press("Escape");
  const table = chart.locator(".chart-table");
  // Opened and closed again before the browser tells of it.
  await table.evaluate((details) => {
    const told = new Promise((resolve) => details.addEventListener("toggle", resolve, { once: true }));
    for (let i = 0; i < 2; i++) details.querySelector("summary").click();
    return told;
  });
  await table.locator("summary").click();
  const row = table.locator("tbody tr", { hasText: "2027" });
  assert.match(await row.textContent(), /7\.10.tn yuan.*8.tn yuan/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the whole way by keyboard alone", async () => {
  const { page, context } = await open(it.browser, `${it.url}#/overview`);
  const tab = async (until) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const e = document.activeElement;
        const outline = getComputedStyle(e).outlineStyle;
        return { id: e.id, text: e.innerText?.trim(), visible: outline !== "none" };
      });
      if (until(seen)) {
        assert.ok(seen.visible, `focus is seen on ${seen.id || seen.text}`);
        return;
      }
    }
    assert.fail("never reached");
  };
  await tab((e) => e.text === "Lab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#dep-slider");
  await tab((e) => e.id === "scenario-name");
  await page.keyboard.type("By keyboard");
  await tab((e) => e.id === "dep-slider");
  for (let i = 0; i < 7; i++) await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await page.inputValue("#dep-number"), "14.9");
  assert.equal(await verdict(page, "t27-dep-e"), "met");
  await page.keyboard.press("Delete");
  assert.equal(await page.inputValue("#dep-number"), "7.9");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.inputValue("#dep-number"), "8");
  await page.evaluate(() => document.getElementById("scenario-name").focus());
  await tab((e) => e.id === "save");
  await page.keyboard.press("Enter");
  await tab((e) => e.id === "share");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["By keyboard"]);
  await context.close();
});
