// What a reader must see at once in the Lab: the lever in hand, the odds and the verdict of its target, and its chart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { READY, openPage, start } from "./browser.mjs";

const SIZES = [[1440, 900], [1920, 1080], [1280, 720], [768, 1024], [390, 844]];
const PAIRS = [["t27-sh", "va"], ["t27-dep-e", "dep"], ["t27-loan-e", "loan"], ["t27-list", "list"]];
let site;
before(async () => (site = await start()));
after(() => site.close());

/** The parts that are not wholly in view. */
const hidden = (page, selectors) =>
  page.evaluate((all) => all.filter((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return !box || box.width === 0 || box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth;
  }), selectors);
const parts = ([target, lever]) => {
  const panel = `#panel-${target}`;
  return [`#lever-${lever}`, `${panel} .panel-odds`, `${panel} .panel-verdict`, `${panel} .chart-svg`];
};

for (const [width, height] of SIZES) {
  for (const locale of ["en-GB", "zh-CN"]) {
    test(`each lever is in view with its odds and its chart at ${width}x${height}, ${locale}`, async () => {
      const { page, context } = await openPage(site.browser, `${site.url}#/lab`, { locale, width, height });
      await page.waitForSelector(READY);
      if (width > 960) {
        const all = [...PAIRS.flatMap(parts), "#lever-delist", "#verdict"];
        assert.deepEqual(await hidden(page, all), []);
      } else {
        // One target at a time, without scrolling.
        for (const pair of PAIRS) {
          await page.click(`#tab-${pair[0]}`);
          assert.deepEqual(await hidden(page, parts(pair)), [], pair[0]);
        }
        assert.equal(await page.evaluate(() => scrollY), 0);
      }
      const { words, controls } = await page.evaluate(() => {
        const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("details:not([open]) > :not(summary)");
        const lab = document.querySelector(".lab");
        const text = lab.innerText.replace(/[\d.,%<>–·×⋯↶↷⤢]+/g, " ").trim();
        return {
          words: text.split(/\s+/).length,
          controls: [...lab.querySelectorAll("a, button, input, select, summary, [tabindex='0']")].filter(seen).length,
        };
      });
      assert.ok(words <= 450 && controls <= 70, `${words} words, ${controls} controls`);
      await context.close();
    });
  }
}

test("a needed value is one click away and reaches its target", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`);
  await page.click("#set-t27-dep-e");
  await page.waitForSelector("#panel-t27-dep-e[data-verdict='met']");
  assert.equal(await page.inputValue("#dep-number"), "14.6");
  await context.close();
});

test("the first touch of a shared scenario makes it one's own", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`);
  await page.fill("#loan-number", "9");
  await page.press("#loan-number", "Enter");
  await page.evaluate(() => (location.hash = "#/lab?v=1&dep=12&name=Faster"));
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "12");
  await page.locator("#dep-slider").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForSelector("#own-version");
  assert.equal(await page.inputValue("#dep-number"), "12.1");
  assert.equal(new URL(page.url()).hash, "#/lab");
  assert.match(await page.locator("#own-version").innerText(), /Faster/);
  // What was there before is a saved scenario, and one step back.
  assert.equal(await page.locator(".saved-item").count(), 1);
  await page.click("#original");
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "12");
  await page.click("#back-to-mine");
  await page.waitForSelector("#preview", { state: "detached" });
  assert.equal(await page.inputValue("#dep-number"), "12.1");
  await page.click("#undo");
  await page.waitForFunction(() => document.querySelector("#loan-number").value === "9");
  await context.close();
});

test("the menu closes on Escape, beside it, and once an entry was taken", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab`);
  const open = () => page.locator("#more").evaluate((menu) => menu.open);
  for (const close of [() => page.keyboard.press("Escape"), () => page.click("#verdict"), () => page.click("#download")]) {
    await page.click("#more > summary");
    assert.equal(await open(), true);
    await close();
    await page.waitForSelector("#more:not([open])", { state: "attached" });
  }
  await context.close();
});

test("a series without a panel under a reading keeps its chart", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/lab?v=1&t27=sum`);
  await page.waitForSelector(READY);
  const titles = await page.locator(".charts .chart h3").allInnerTexts();
  for (const name of [/^Deposits/, /^Loans/]) assert.ok(titles.some((title) => name.test(title)), titles.join());
  assert.equal(await page.locator(".panel").count(), 3);
  await context.close();
});
