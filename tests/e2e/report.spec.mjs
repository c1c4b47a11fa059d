// The report: what it says, and what comes out of the printer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { READY, checkWidth, enter, openPage, start, unfold, waitForText, waitForValue } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const LINK = "v=1&dep=12&loan=9.5,9,8.5&name=%E5%8A%A0%E5%BF%AB&by=Li";
/** The number of pages of a PDF. */
const pageCount = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

for (const [locale, width, scheme] of [["en-GB", 1440, "light"], ["zh-CN", 390, "dark"]]) {
  test(`a report of a shared scenario, ${locale}: question, answer, assumptions, sources, link and code on two pages`, async () => {
    const { page, context, errors } = await openPage(site.browser, `${site.url}#/report?${LINK}`, { locale, width, scheme });
    await page.waitForSelector(`${READY} .report .qr`);
    const text = await page.innerText(".report");
    const en = locale === "en-GB";
    assert.match(text, en ? /Does it meet the plan's targets for 2027\?/ : /能否达成方案2027年的目标？/);
    assert.match(text, en ? /On the central path .* reached/s : /按中心路径/);
    assert.match(text, en ? /deposit growth 12% \(default 2026 7%, 2027 6\.3%, slowing by a tenth a year\)/ : /存款增速 12%（默认2026年7%、2027年6\.3%，逐年放缓一成）/);
    assert.match(text, /重庆市人民政府工作报告/);
    assert.match(text, /加快/);
    const link = await page.getAttribute(".report-link a", "href");
    assert.match(link, /dep=12&loan=9\.5,9,8\.5.*&lang=(en|zh)&d=[0-9a-f]{8}$/);
    assert.equal(await page.locator(".report-charts svg:visible").count(), 4, "a chart of each series with a target to come");
    await checkWidth(page, "the report");
    for (const format of ["A4", "Letter"]) assert.ok(pageCount(await page.pdf({ format, preferCSSPageSize: false })) <= 2, format);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.isHidden("#print"));
    assert.ok(await page.isHidden(".header"));
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    // The link in it gives the same numbers.
    await page.emulateMedia({ media: "screen" });
    await page.goto(link);
    await waitForText(page, "#preview", en ? /same numbers as the sender/ : /一致/);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test("the Lab leads to the report of the work in hand, and back; printing asks the browser", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/lab`, { init: () => (window.print = () => (window.printed = true)) });
  await enter(page, "#dep-number", "13");
  await unfold(page, "more");
  await page.click("#report");
  await page.waitForSelector(`${READY} .report .qr`);
  assert.match(await page.innerText(".report"), /deposit growth 13%/);
  await page.click("#print");
  await page.waitForFunction(() => window.printed);
  await page.click(".report-actions a");
  await waitForValue(page, "#dep-number", "13");
  assert.deepEqual(errors, []);
  await context.close();
});
