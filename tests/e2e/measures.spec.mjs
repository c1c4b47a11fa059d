// Measures: none has an effect until the reader gives it one, and then it says what it does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, navigate, openPage, reload, start, waitForEqual, waitForText, waitForValue } from "./browser.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());


test("a measure is added, given an effect, saved, shared and removed", async () => {
  const { page, context, errors } = await openPage(site.browser, `${site.url}#/measures`);
  assert.match(await page.textContent("#measures-lead"), /No measure has an effect here unless you give it one/);
  await page.click("#take-R-a");
  await page.waitForSelector("#measure-0-central:focus");
  await waitForText(page, "#measure-0-says", /No effect: all three numbers are zero/);
  await page.selectOption("#measure-0-on", "dep");
  // Out of order is not taken, and says so.
  await enter(page, "#measure-0-central", "0.5");
  await waitForText(page, "#measure-0-order", /needs lowest ≤ central ≤ highest/);
  await waitForText(page, "#measure-0-says", /No effect/);
  await enter(page, "#measure-0-high", "1.2");
  await page.waitForSelector("#measure-0-order", { state: "detached" });
  await enter(page, "#measure-0-probability", "80");
  await enter(page, "#measure-0-lag", "1");
  await page.fill("#measure-0-note", "Our own judgement");
  await page.press("#measure-0-note", "Tab");
  await waitForText(page, "#measure-0-says", /Under these assumptions it adds 0\.50.points to the yearly growth of deposits from 2027 on\. Delivered with a probability of 80%, it counts as 0\.40.points/);
  // A second one on the same series: added, and said so.
  await page.fill("#own-measure", "Road: show");
  await page.click("#own-measure-add");
  await waitForText(page, "#own-measure-fault", /without a colon/);
  await enter(page, "#own-measure", "Road show");
  await page.waitForSelector("#measure-1-central:focus");
  await page.selectOption("#measure-1-on", "dep");
  await enter(page, "#measure-1-high", "0.3");
  await waitForText(page, "#overlaps", /2 measures act on deposits\. Their effects are added, .*together \+?0\.00.points to \+1\.50.points/);

  await navigate(page, "#/lab");
  await waitForText(page, ".measures", /Green finance reform: Deposits \+0\.50.points/);
  await page.click("#share");
  await page.fill("#share-by", "Li Wei");
  await page.press("#share-by", "Tab");
  await page.waitForFunction(() => document.querySelector("#share-link").value.includes("by=Li%20Wei"));
  const link = await page.inputValue("#share-link");
  assert.match(link, /m=R-a:dep:0\/0\.5\/1\.2:0\.8:2026:1:0:0:Our%20own%20judgement/);
  assert.match(await page.inputValue("#share-text"), /the measure “Green finance reform”, \+0\.50.points on deposits with a probability of 80%/);
  const other = await openPage(site.browser, link);
  assert.match(await other.page.textContent("#preview"), /Made by: Li Wei/);
  await waitForText(other.page, "#same-numbers", /the same numbers/);
  await other.page.click("nav a[href^='#/measures']");
  await waitForValue(other.page, "#measure-0-note", "Our own judgement");
  // The first change of a shared scenario makes it one's own.
  await enter(other.page, "#measure-0-central", "0.6");
  await other.page.waitForSelector("#own-version");
  await waitForText(other.page, "#measure-0-says", /adds 0\.60.points to the yearly growth of deposits/);
  assert.deepEqual(other.errors, []);
  await other.context.close();

  await reload(page);
  await navigate(page, "#/measures");
  assert.equal(await page.inputValue("#measure-0-high"), "1.2", "kept over a reload");
  await page.click(".measure-card:first-child header button");
  await waitForEqual(page, () => [...document.querySelectorAll(".measure-card")].map((card) => /Road show/.test(card.textContent)), [true]);
  await page.click("#language");
  await waitForText(page, "#measure-0-says", /按这些假设/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("notes that do not fit into a link are named", async () => {
  const { page, context } = await openPage(site.browser, `${site.url}#/measures`);
  for (let i = 0; i < 3; i++) {
    await page.click("#take-R-b");
    await page.fill(`#measure-${i}-note`, "说明".repeat(100));
    await page.press(`#measure-${i}-note`, "Tab");
  }
  await navigate(page, "#/lab");
  await page.click("#share");
  await waitForText(page, "#share-left-out", /do not fit into a link\. A file holds them/);
  assert.ok((await page.inputValue("#share-link")).length < 2_000);
  await context.close();
});
