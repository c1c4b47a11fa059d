// Storage that is blocked, full or damaged; and a page in a subfolder.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, stand } from "./browser.mjs";

let it;
before(async () => (it = await stand({ base: "/some/folder/" })));
after(() => it.close());

const lab = (init) => open(it.browser, `${it.url}#/lab`, { init });
const edit = async (page) => {
  await page.fill("#dep-number", "15");
  await page.press("#dep-number", "Enter");
};

for (const [name, init] of [
  ["blocked", () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })],
  ["null", () => Object.defineProperty(window, "localStorage", { get: () => null })],
]) {
  test(`storage that is ${name}: the page works and says that nothing is kept`, async () => {
    const { page, context, faults } = await lab(init);
    await edit(page);
    assert.equal(await page.getAttribute("#row-t27-dep-e", "data-verdict"), "met");
    await page.waitForFunction(() => document.querySelector("#kept").textContent.includes("blocks storage"));
    await page.click("#save");
    assert.equal(await page.locator("#saved .saved-name").count(), 1);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("storage that is full: the page works and says so", async () => {
  const { page, context, faults } = await lab(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await edit(page);
  await page.waitForFunction(() => document.querySelector("#kept").textContent.includes("storage is full"));
  assert.equal(await page.getAttribute("#row-t27-dep-e", "data-verdict"), "met");
  assert.deepEqual(faults, []);
  await context.close();
});

for (const damaged of ["{", "null", '{"app":"two-rivers","schema":99}', '{"app":"two-rivers","schema":1,"rev":1,"saved_at":1,"sum":0,"data":"{}"}']) {
  test(`work that cannot be read is put aside: ${damaged.slice(0, 30)}`, async () => {
    const { page, context } = await open(it.browser, `${it.url}#/lab`);
    await page.evaluate((text) => localStorage.setItem("two-rivers.work", text), damaged);
    await page.evaluate((text) => localStorage.setItem("two-rivers.saved.abc", text), damaged);
    await page.reload();
    await page.waitForSelector("[role=alert]");
    assert.match(await page.textContent("[role=alert]"), /put aside, not deleted/);
    await edit(page);
    await page.waitForFunction(() => localStorage.getItem("two-rivers.work")?.includes("15"));
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((k) => k.includes("aside")).map((k) => localStorage.getItem(k)));
    assert.deepEqual(kept, [damaged, damaged]);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[role=alert] button").first().click()]);
    assert.match(file.suggestedFilename(), /\.txt$/);
    await context.close();
  });
}
