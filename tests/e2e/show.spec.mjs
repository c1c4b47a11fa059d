// To be shown to others: inside another page.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { open, stand } from "./browser.mjs";

let it;
before(async () => (it = await stand({ headers: true })));
after(() => it.close());

const lab = (options) => open(it.browser, `${it.url}#/lab`, options);
const type = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Enter");
};

/** Nothing is too wide, and everyone can use it. */
async function sound(page, what) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(bad.map((v) => `${what}: ${v.id} ${v.nodes[0].html}`), []);
}

/** Notes every call of the browser's storage and locks, and every height that is told. */
const watched = () => {
  window.touched = [];
  window.heights = [];
  for (const name of ["localStorage", "sessionStorage"]) {
    const { get } = Object.getOwnPropertyDescriptor(window, name);
    Object.defineProperty(window, name, { get: () => (window.touched.push(name), get.call(window)) });
  }
  navigator.locks.request = () => window.touched.push("locks");
  addEventListener("message", ({ data }) => data.type === "two-rivers-height" && window.heights.push(data.height));
};

/** The link to a scenario with a name and fast deposits. */
async function link() {
  const { page, context } = await lab();
  await page.fill("#scenario-name", 'Fast "deposits" <b>');
  await type(page, "#dep-number", "15");
  await page.click("#share");
  const made = { url: await page.inputValue("#share-link") };
  made.board = await page.inputValue("#embed-text");
  await page.selectOption("#embed-part", "dep");
  made.chart = await page.inputValue("#embed-text");
  await context.close();
  return made;
}

for (const [locale, says, back] of [["en-GB", /One of the four|one of the four/, /Open it in Two Rivers/], ["zh-CN", /2027/, /在“两江推演”中打开/]]) {
  test(`in ${locale}, a part of a scenario stands in a frame of any width, touches no storage and changes nothing`, async () => {
    const { url } = await link();
    const [page_url, fragment] = url.split("#");
    for (const [width, scheme, show] of [[1440, "light", "board"], [390, "dark", "board"], [280, "light", "board"], [720, "dark", "dep"], [280, "light", "dep"]]) {
      const address = `${page_url}?embed=1&show=${show}#${fragment}`;
      const { page, context, faults } = await open(it.browser, address, { locale, width, height: 600, scheme, init: watched });
      assert.equal(await page.textContent("h1"), 'Fast "deposits" <b>');
      assert.equal(await page.locator("header, nav, dialog, #static, .rail, .toolbar").count(), 0);
      assert.equal(await page.locator("#board").count(), show === "board" ? 1 : 0);
      assert.equal(await page.locator(".chart").count(), show === "board" ? 0 : 1);
      if (show === "board") {
        assert.equal(await page.getAttribute("#row-t27-dep-e", "data-verdict"), "met");
        assert.match(await page.textContent("#verdict"), says);
      } else assert.equal(await page.locator(".verdicts .mark-met").count(), 1);
      const home = page.locator("footer a");
      assert.match(await home.textContent(), back);
      assert.deepEqual([await home.getAttribute("target"), await home.getAttribute("rel")], ["_blank", "noopener"]);
      assert.equal(await home.getAttribute("href"), url, "back to the link itself");
      await sound(page, `${show} at ${width}`);
      const height = await page.evaluate(() => document.body.offsetHeight);
      await page.waitForFunction((height) => window.heights.at(-1) === height, height);
      // Leaving is what would write.
      await page.evaluate(() => dispatchEvent(new Event("pagehide")));
      assert.deepEqual(await page.evaluate(() => window.touched), []);
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

test("without a link the trend is shown; what cannot be shown is said", async () => {
  const { page, context } = await open(it.browser, `${it.url}?embed=1`);
  assert.equal(await page.textContent("h1"), "Trend continuation");
  assert.equal(await page.locator("#board").count(), 1);
  await page.evaluate(() => (location.hash = "#/lab?v=1&dep=15&d=00000000"));
  await page.waitForFunction(() => document.querySelector(".embed").textContent.includes("differ from those the sender saw"));
  await page.evaluate(() => (location.hash = "#/compare?v=1&dep=15;v=1&loan=12"));
  await page.waitForSelector(".embed .banner");
  assert.match(await page.getAttribute("footer a", "href"), /#\/compare\?v=1&dep=15;v=1&loan=12$/);
  await page.evaluate(() => (location.hash = "#/lab?v=99"));
  await page.waitForFunction(() => !document.querySelector(".embed .banner")?.textContent.includes("compares"));
  await context.close();
});

test("the text for another page works there as it is, and a script there can follow the height", async () => {
  const { board, chart } = await link();
  assert.match(chart, /^<iframe src="http[^"]+\?embed=1&amp;show=dep#\/lab\?v=1[^"]*" title="[^"]*&quot;deposits&quot; &lt;b&gt;: Deposits[^"]*" width="100%" height="\d+" style="border:0" loading="lazy"><\/iframe>$/);
  const outer = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<!doctype html><body>${board}${chart}`));
  await new Promise((done) => outer.listen(0, "127.0.0.1", done));
  const context = await it.browser.newContext({ locale: "en-GB", viewport: { width: 736, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watched);
  await page.goto(`http://localhost:${outer.address().port}/`);
  for (const [at, part] of [[0, "#board"], [1, ".chart-line"]]) {
    const frame = page.frameLocator("iframe").nth(at);
    await page.locator("iframe").nth(at).scrollIntoViewIfNeeded();
    await frame.locator(part).first().waitFor();
    const [inside, given] = await frame.locator("body").evaluate((body) => [body.offsetHeight, innerHeight]);
    assert.ok(inside <= given && inside > given - 80, `${part}: ${inside} px in a frame of ${given} px`);
    await page.waitForFunction((height) => window.heights.includes(height), inside);
  }
  await context.close();
  outer.close();
});
