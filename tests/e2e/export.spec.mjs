// What a reader takes away: pictures, tables, data, citations.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { READY, checkAccessible, download, enter, navigate, openPage, start, unfold, waitForEqual } from "./browser.mjs";

let site;
before(async () => (site = await start({ headers: true })));
after(() => site.close());

const to = (page, options) => openPage(site.browser, `${site.url}${page}`, options);
/** A chart, its menu for saving unfolded. */
async function unfolded(chart) {
  await chart.locator(".chart-save summary").click();
  return chart;
}
/** The chart of a target in the Lab. */
const panelChart = (page, target) => unfolded(page.locator(`#panel-${target} figure.chart`));
/** The first chart with this title. */
const chart = (page, title) => unfolded(page.locator("figure.chart", { has: page.locator("h3", { hasText: title }) }).first());
/** Whether a text is SVG, the words in it, and its size. */
const parsed = (page, svg) =>
  page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const { width, height } = { width: +root.getAttribute("width"), height: +root.getAttribute("height") };
    return { root: root.nodeName, text: [...root.querySelectorAll("text, desc")].map((t) => t.textContent).join(" "), width, height };
  }, svg);
/** Size of a PNG file, and how many colours it holds. */
const measure = (page, bytes) =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const colours = new Set(new Uint32Array(data.buffer));
    return { width: picture.width, height: picture.height, colours: colours.size };
  }, bytes.toString("base64"));

for (const [locale, name, said] of [
  ["en-GB", "Faster & <b>further</b>", /Deposits must grow \d+\.\d% a year.*This scenario.*Figures: .*Data release cq-/],
  ["zh-CN", "加快投放", /存款要在2027年达到8万亿元.*此情景.*数据：.*数据版本cq-/],
]) {
  test(`a chart is saved as a picture with all that goes with it, in ${locale}`, async () => {
    const { page, context, errors } = await to("#/lab", { locale });
    await enter(page, "#scenario-name", name);
    await enter(page, "#dep-number", "12.5");
    const deposits = await panelChart(page, "t27-dep-e");
    const svg = await download(page, deposits.locator(".save-svg"));
    assert.match(svg.name, /^two-rivers-dep-(Faster-b-further-b|加快投放)-2025\.svg$/);
    const { root, text, width, height } = await parsed(page, svg.bytes.toString());
    assert.equal(root, "svg");
    assert.ok(text.includes(name), "the name stays text");
    assert.match(text.replaceAll("\u00a0", " "), said);
    assert.match(text, /#\/lab\?v=1&plan=cq-[\d.]+&model=\d+&name=[^ ]*&dep=12\.5&d=[0-9a-f]{8}|#\/lab\?v=1[^ ]*dep=12\.5[^ ]*&d=[0-9a-f]{8}/);
    const png = await download(page, deposits.locator(".save-png"));
    assert.match(png.name, /-2025\.png$/);
    const dots = await measure(page, png.bytes);
    assert.deepEqual([dots.width, dots.height], [2 * width, 2 * height]);
    assert.ok(dots.colours > 50, "not blank");
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test("a picture is copied where the browser allows it, and a file is offered where it does not", async () => {
  const { page, context } = await to("#/lab", { permissions: ["clipboard-read", "clipboard-write"] });
  const loans = await panelChart(page, "t27-loan-e");
  await loans.locator(".copy-picture").click();
  await loans.getByText("Picture copied").waitFor();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await createImageBitmap(await item.getType("image/png"))).width;
  });
  assert.equal(copied, 1920);
  await context.close();
  const other = await to("#/lab", { init: () => delete window.ClipboardItem });
  await (await panelChart(other.page, "t27-loan-e")).locator(".copy-picture").click();
  await other.page.getByText("The browser did not allow copying a picture. Save it as PNG instead.").waitFor();
  assert.deepEqual(other.errors, []);
  await other.context.close();
});

test("a shared scenario, a comparison and the odds over time have their picture and their link", async () => {
  const { page, context, errors } = await to("#/lab?v=1&dep=9&name=Sent");
  const shared = await download(page, (await panelChart(page, "t27-dep-e")).locator(".save-svg"));
  const { text } = await parsed(page, shared.bytes.toString());
  assert.match(text, /Sent.*This scenario/);
  await navigate(page, "#/compare");
  await page.waitForSelector("#compare-board .board-value");
  const compared = await parsed(page, (await download(page, (await chart(page, /^Deposits/)).locator(".save-svg"))).bytes.toString());
  assert.match(compared.text, /A My scenario.*B Trend continuation.*C Plan as written/);
  assert.match(compared.text, /#\/compare\?v=1/);
  await navigate(page, "#/monitor");
  const odds = await download(page, (await chart(page, /2027/)).locator(".save-svg"));
  assert.match(odds.name, /^two-rivers-odds-/);
  assert.match((await parsed(page, odds.bytes.toString())).text, /Scenario: Untitled scenario.*#\/monitor\?v=1/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("what a result depends on and the track record have their pictures as well", async () => {
  const { page, context, errors } = await to("#/explain?v=1&dep=14&name=Sent");
  await page.waitForSelector("#map[data-complete='true']");
  for (const [part, name, said] of [
    ["attribution", "waterfall", /What each change does: .*Plan's defaults.*Deposit growth 14%/],
    ["tornado", "tornado", /What it depends on: .*At its low.*At its high.*Deposit growth/],
    ["map", "map", /Two levers at once: .*Deposit growth → ↑ Yearly shock to deposits.*100%/],
    ["variance", "variance", /Where the uncertainty comes from: 2027.*Deposits.*Yearly shocks/],
  ]) {
    await page.click(`#${part} .chart-save summary`);
    const svg = await download(page, page.locator(`#${part} .save-svg`));
    assert.equal(svg.name, `two-rivers-${name}-Sent-2025.svg`);
    const { root, text, width } = await parsed(page, svg.bytes.toString());
    assert.equal(root, "svg");
    assert.match(text, said);
    assert.match(text, /Scenario: Sent.*#\/lab\?v=1/);
    const png = await download(page, page.locator(`#${part} .save-png`));
    const dots = await measure(page, png.bytes);
    assert.ok(dots.width === 2 * width && dots.colours > 50, "not blank");
  }
  await navigate(page, "#/record");
  const record = await download(page, (await chart(page, /one year ahead/)).locator(".save-svg"));
  assert.equal(record.name, "two-rivers-record-1-2025.svg");
  assert.match((await parsed(page, record.bytes.toString())).text, /Gross domestic product of Chongqing: Growth one year ahead.*12 lay within.*#\/record/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("results come with their sources, for Excel, and with what their columns mean", async () => {
  const { page, context, errors } = await to("#/lab?v=1&dep=9&name=Sent");
  await unfold(page, "more");
  const plain = await download(page, page.locator("#download"));
  assert.match(plain.bytes.toString(), /^scenario,series,year,statistic,value,unit,source\nSent,all,2025,link,,,\"?#\/lab\?v=1&plan=[^\n]+\nSent,all,2027,prob_all,0\.\d{6},probability,computed\n/);
  await unfold(page, "more");
  const forms = page.locator(".other-forms");
  await forms.locator("summary").click();
  const excel = await download(page, forms.locator(".save-excel"));
  assert.deepEqual([...excel.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "the mark of UTF-8");
  assert.equal(excel.bytes.subarray(3).toString(), plain.bytes.toString());
  assert.equal(excel.name, plain.name);
  const metadata = await download(page, forms.getByRole("link"));
  assert.equal(metadata.name, `${plain.name}-metadata.json`, "where CSV on the Web looks for it");
  const { url, tableSchema } = JSON.parse(metadata.bytes);
  assert.equal(url, plain.name);
  assert.equal(tableSchema.columns.map((c) => c.name).join(), plain.bytes.toString().split("\n")[0]);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the data can be had as a table, and the sources say how to cite them", async () => {
  const before = (page) => page.clock.setFixedTime(new Date(2026, 2, 5, 12));
  const { page, context, errors } = await to("#/sources", { before });
  const data = await download(page, page.locator("#download-data"));
  assert.equal(data.name, "two-rivers-data.csv");
  const lines = data.bytes.toString().split("\n");
  assert.match(lines[0], /^id,series,year,.*,source,publisher,source_title,.*,note_en,note_zh$/);
  assert.ok(lines.length > 150);
  const excel = await download(page, page.locator("#download-data-excel"));
  assert.equal(excel.bytes.toString(), `\ufeff${data.bytes}`);
  const cited = await page.locator(".citation").evaluateAll((all) => all.map((field) => [field.lang, field.value]));
  assert.deepEqual(cited.map(([lang]) => lang), ["en", "zh-CN"]);
  assert.match(cited[0][1], /^Two Rivers: .* Data release cq-[\d.]+, model m\d+\. Retrieved 5 March 2026 from http:\/\/.*\/#\/sources$/);
  assert.match(cited[1][1], /^两江推演：.*数据版本cq-[\d.]+，模型m\d+。2026年3月5日引用自http:\/\/.*\/#\/sources$/);
  assert.match(await page.textContent("main"), /The code is under the MIT licence/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a scenario is cited by its name and its link", async () => {
  const { page, context, errors } = await to("#/lab?v=1&dep=9&name=Sent", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.click("#share");
  await page.click("#cite summary");
  await page.locator("#cite .copy-citation").nth(1).click();
  await page.getByText("Copied", { exact: true }).last().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await page.locator("#cite .citation").nth(1).inputValue());
  assert.match(copied, /情景“Sent”。.*引用自http:\/\/.*#\/lab\?v=1.*&d=[0-9a-f]{8}$/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the page describes its data where nothing may run, and what it names is there", async () => {
  const { page, context, errors } = await to("");
  const texts = () => page.locator("script[type='application/ld+json']").allTextContents();
  const described = (await texts()).map((text) => JSON.parse(text));
  assert.deepEqual(described.map((d) => [d["@type"], d.name.map((n) => n["@language"]).join()]), [["Dataset", "en,zh"]]);
  for (const { contentUrl } of described[0].distribution) assert.equal((await fetch(new URL(contentUrl, site.url))).status, 200, contentUrl);
  await navigate(page, "#/lab");
  await page.waitForSelector(READY);
  assert.equal((await texts()).length, 1, "it stays while the page is used");
  assert.deepEqual(errors, []);
  await context.close();
});

for (const locale of ["en-GB", "zh-CN"]) {
  test(`everyone can take it away, on a phone, in ${locale}`, async () => {
    const { page, context, errors } = await to("#/lab", { locale, width: 320 });
    for (const hash of ["#/lab", "#/compare", "#/sources"]) {
      await navigate(page, hash);
      await waitForEqual(page, () => document.querySelector("nav [aria-current]")?.hash, hash);
      await page.evaluate(() => document.querySelectorAll("#more, .chart-save, .other-forms").forEach((d) => (d.open = true)));
      await checkAccessible(page, hash);
    }
    assert.deepEqual(errors, []);
    await context.close();
  });
}
