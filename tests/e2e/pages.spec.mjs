// Every page, in both languages, wide and narrow: it says what it should, nothing goes wrong, everyone can use it. Served with
// the headers it comes with.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FULL, READY, SHOWN, checkAccessible, checkWidth, navigate, openPage, reload, start, unfold, waitForText } from "./browser.mjs";

const PAGES = ["overview", "lab", "measures", "explain", "compare", "monitor", "plan", "record", "sources", "method", "changes", "report"];
/** What stands in front of the Lab, and what opens it. */
const DIALOGS = {
  share: ["#share", "dialog[open] #share-link"],
  help: ["#footer-help", "dialog[open]"],
  large: [".chart-enlarge >> nth=0", "#large[open]"],
  tour: ["#footer-tour", "#tour"],
};
/** What axe examines, all in all. */
const STATES = [...PAGES, ...Object.keys(DIALOGS), "embed", "menu", "more", "unfolded"];
const WIDTHS = [1440, 390, 320];

let site;
before(async () => (site = await start({ headers: true })));
after(() => site.close());

/** Whether axe examines a state in this combination: in all twelve for a release; otherwise each state at every width, in three
 * of the four combinations of language and colours, so that every pair of two of them occurs. */
const isExamined = (name, locale, width, scheme) =>
  FULL || (STATES.indexOf(name) + WIDTHS.indexOf(width)) % 4 === 2 * (locale === "zh-CN") + (scheme === "dark");

for (const locale of ["en-GB", "zh-CN"]) {
  for (const width of WIDTHS) {
    test(`pages and dialogs in ${locale}, ${width} wide, light and dark`, async () => {
      const { page, context, errors } = await openPage(site.browser, site.url, { locale, width });
      const check = async (name, options) => {
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          const what = `${name}, ${colorScheme}`;
          await (isExamined(name, locale, width, colorScheme) ? checkAccessible(page, what, options) : checkWidth(page, what));
        }
      };
      for (const name of PAGES) {
        await navigate(page, `#/${name}`);
        const inMenu = (name) => document.querySelector("nav [aria-current]")?.hash === `#/${name}`;
        await (name === "report" ? page.waitForSelector(".report .qr") : page.waitForFunction(inMenu, name));
        assert.equal(await page.locator("h1:visible").count(), 1, name);
        assert.equal(await page.getAttribute("html", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
        await check(name);
      }
      await navigate(page, "#/lab");
      for (const [name, [opens, shown]] of Object.entries(DIALOGS)) {
        await page.click(opens);
        await page.waitForSelector(shown);
        await page.locator("dialog[open] details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
        await check(name);
        await page.keyboard.press("Escape");
        await page.waitForSelector(shown, { state: "detached" });
      }
      if (width <= 960) {
        await page.click("#menu");
        await check("menu");
        await page.click("#menu");
      }
      await unfold(page, "more");
      await page.locator("#more details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
      // It may cover a part of what it does not belong to.
      await check("more", { except: ["target-size"] });
      await unfold(page, "more");
      // All that the Lab has folded, from its top: what stays in view while a page moves covers what is below.
      await page.locator("main details:not(#more, #more *)").evaluateAll((all) => all.forEach((details) => (details.open = true)));
      await page.waitForSelector("#board");
      await page.evaluate(() => scrollTo(0, 0));
      await check("unfolded");
      await page.goto(`${site.url}?embed=1#/lab?v=1&dep=12`);
      await page.waitForSelector(`${READY} .embed`);
      await check("embed");
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
}

// What keeps the page at hand while it is built: the reader is heard after every part.
test("no page is built in one go: every part of it is small", async () => {
  const init = () => {
    window.parts = [];
    const elements = ({ addedNodes }) => [...addedNodes].filter((e) => e.isConnected && e.nodeType === 1).map((e) => 1 + e.querySelectorAll("*").length);
    const note = (changes) => document.documentElement.dataset.ready && window.parts.push(changes.flatMap(elements).reduce((a, b) => a + b, 0));
    new MutationObserver(note).observe(document, { childList: true, subtree: true });
  };
  const { page, context } = await openPage(site.browser, site.url, { init });
  for (const name of PAGES.slice(1)) {
    await page.goto("about:blank");
    await page.goto(`${site.url}#/${name}`);
    await page.waitForSelector(READY);
    const [parts, all] = await page.evaluate(() => [window.parts, document.querySelectorAll("main *").length]);
    assert.ok(parts.length > 2, `${name}: ${parts}`);
    assert.ok(Math.max(...parts) <= 600, `${name}: ${parts} of ${all} elements`);
  }
  await context.close();
});

test("the overview answers its question in both languages", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/overview`);
  assert.match(await page.textContent("main"), /Of the five targets for 2025, none is known to be met: three were missed/);
  assert.match(await page.textContent("[data-series=dep]:visible"), /Deposits must grow 14\.6% a year to reach 8.tn yuan in 2027; over 2021–25 they grew 7\.9% a year/);
  await page.check("#usd");
  await page.waitForSelector(READY);
  assert.match(await page.textContent("[data-series=dep]:visible"), /848\.7.bn dollars/);
  await page.uncheck("#usd");
  await page.click("#language");
  await page.waitForSelector(`html[lang=zh-CN]${READY.slice(4)}`);
  assert.match(await page.textContent("[data-series=dep]:visible"), /存款要在2027年达到8万亿元，年均需增长14\.6%；2021—2025年的年均增速为7\.9%/);
  await reload(page, SHOWN);
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN", "the language is remembered");
  assert.match(await page.textContent("h1:visible"), /重庆建设西部金融中心：2027年目标进展如何/);
  await context.close();
});

test("the overview tells what the record says, how plans elsewhere fared, and which figures are weak", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/overview`);
  const main = await page.textContent("main");
  assert.match(main, /between 8\.3 and 8\.9% of Chongqing's GDP in every year from 2014 to 2023/);
  assert.match(main, /over 2024–25 they grew 7\.1% and 6\.9% a year, measured in yuan/);
  assert.match(main, /Of 3 targets with a known outcome 2 were met/);
  assert.equal(await page.locator("section:visible:has(#comparable-en) tbody tr").count(), 16);
  await page.locator("[data-series=va]:visible a.tag").click();
  await page.waitForFunction(() => document.activeElement.id === "series-va");
  assert.equal(await page.locator("details.records:has(#va-2023)").getAttribute("open"), "", "the figures are unfolded");
  assert.deepEqual(errors, []);
  await context.close();
});

test("the track record answers its question in both languages", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/record`);
  const answer = /band for loans held as often as promised one year ahead \(12 of 14\) and less often .* \(8 of 13, 8 of 12\)/;
  assert.match(await page.textContent("#record-answer"), answer);
  assert.match(await page.textContent("#record-rule"), /default rule was tried on 27 provinces.*\d\d% for GDP/);
  assert.equal(await page.locator("#record-rule-table tbody tr").count(), 15);
  assert.equal(await page.locator(".record-table").count(), 6);
  assert.equal(await page.locator(".range-plot svg[role=img]").count(), 8);
  // Its charts are read like all others: by keyboard and by pointer, both at once.
  const frame = page.locator(".range-plot .chart-frame").first();
  await frame.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  assert.match(await frame.getAttribute("aria-valuetext"), /^2024: Actual 4\.\d%; Last years \d\.\d to 11\.\d%; All years /);
  assert.equal(await page.locator(".chart-box strong", { hasText: "2024" }).count(), 2);
  await frame.hover({ position: { x: 5, y: 50 } });
  assert.match(await frame.getAttribute("aria-valuetext"), /^2012: Actual/);
  await page.click("#language");
  await waitForText(page, "#record-answer", /贷款的80%区间，提前1年命中率符合预期（14次中12次）/);
  await context.close();
});

test("the overview leads to the lever of a target", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/overview`);
  await page.locator("[data-series=loan]:visible a", { hasText: "Lab" }).click();
  await page.waitForFunction(() => document.activeElement.id === "loan-slider");
  await context.close();
});

test("the plan shows how much of it is not public", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/plan`);
  const projects = page.locator("section", { has: page.locator("#list-projects") });
  assert.match(await projects.textContent(), /declared: 13.*named in public sources: 1.*not public: 12/);
  await context.close();
});

test("numbers lead to how they are made, and the contents to every part of it", async () => {
  const { page, context, errors } = await openPage(site.browser, site.url);
  const links = [];
  for (const name of ["overview", "lab", "measures", "explain", "compare", "monitor", "record"]) {
    await navigate(page, `#/${name}`);
    await page.waitForFunction((name) => document.querySelector("nav [aria-current]")?.hash === `#/${name}`, name);
    await page.waitForSelector(SHOWN);
    const own = await page.locator(".how-made a:visible").evaluateAll((all) => all.map((a) => a.hash));
    assert.ok(own.length, name);
    links.push(...own);
  }
  /** The section is at the top, or as far up as the page goes, and has the focus. */
  const shows = (id) =>
    page.waitForFunction((id) => {
      const heading = document.getElementById(id);
      const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 1;
      const { top } = heading?.getBoundingClientRect() ?? {};
      return document.activeElement === heading && heading && top >= 0 && (top < 100 || (end && top < innerHeight));
    }, id);
  await navigate(page, "#/lab?v=1&dep=12");
  await page.click(".lab > .how-made a >> nth=0");
  await shows("verdict");
  assert.match(page.url(), /#\/method\/verdict\?v=1&dep=12$/, "the link on show stays");
  await page.waitForSelector("#preview");
  // All it contains, the last one twice: the address stays the same.
  const contents = page.locator(".contents a");
  const all = await contents.evaluateAll((all) => all.map((a) => a.hash.replace("?v=1&dep=12", "")));
  assert.deepEqual(links.filter((hash) => !all.includes(hash)), []);
  assert.equal(all.length, await page.locator(".prose h2").count());
  for (const at of [0, 7, 12, 12]) {
    await page.evaluate(() => scrollTo(0, 0));
    await contents.nth(at).click();
    await shows(all[at].split("/")[2]);
    const [header, first] = await page.evaluate(() => [".header", ".contents a"].map((s) => document.querySelector(s).getBoundingClientRect()));
    assert.ok(first.top >= header.bottom, "the contents stay in view, below the header");
  }
  for (let i = 0; i < 3; i++) await page.goBack();
  await page.waitForFunction(() => location.hash.startsWith("#/method/verdict"));
  // By its address alone, and from the overview that needs no program.
  for (const address of ["#/method/limits", ""]) {
    const { page, context } = await openPage(site.browser, `${site.url}${address}`, { locale: "zh-CN", width: 390 });
    if (!address) await page.click("[href$='/uncertainty']:visible");
    await page.waitForFunction((id) => document.activeElement.id === id, address ? "limits" : "uncertainty");
    await context.close();
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test("every number of the data has its source", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/sources`);
  const rows = await page.locator(".records tr[id]").count();
  assert.ok(rows > 150, `${rows}`);
  // A note that many rows share stands once above them, with its source; they carry its letter.
  const lettered = await page.locator(".records tr[id] td.wide > b").count();
  assert.ok(lettered > 50, `${lettered}`);
  assert.equal((await page.locator(".records tr[id] .source").count()) + lettered, rows);
  assert.equal(await page.locator(".records > p .source").count(), await page.locator(".records > p").count());
  // Amounts stand in one unit with all their digits.
  assert.match(await page.locator(".records:has(#gdp-2025-p) thead").textContent(), /Value, bn yuan/);
  assert.match(await page.locator("#gdp-2025-p .num").textContent(), /^3,375\.793$/);
  assert.match(await page.locator(".records:has(#gdp-2010-n5) > p").first().textContent(), /National Bureau of Statistics, as copied in GitHub/);
  await context.close();
});
