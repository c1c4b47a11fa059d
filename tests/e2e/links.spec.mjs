// Links: what one reader sees, another sees; nobody's work is touched.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open, stand } from "./browser.mjs";

let it;
before(async () => (it = await stand()));
after(() => it.close());

const type = async (page, field, text) => {
  await page.fill(field, text);
  await page.press(field, "Enter");
};
const board = (page) => page.locator("#board td .board-value").allTextContents();

async function shared(page) {
  await page.click("#share");
  const link = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return link;
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  return readFileSync(await file.path());
}

test("a link opens in a new profile with the same numbers, and the download equals the replay byte for byte", async () => {
  const sender = await open(it.browser, `${it.url}#/lab`);
  await sender.page.fill("#scenario-name", "加快 & more");
  await type(sender.page, "#dep-number", "12.5");
  await type(sender.page, "#real-number", "4.25");
  await sender.page.getByRole("button", { name: "By year: Loan growth" }).click();
  await type(sender.page, "#loan-2027", "10");
  const link = await shared(sender.page);
  assert.ok(link.length < 250, link);
  const seen = await board(sender.page);
  const table = await download(sender.page);

  const receiver = await open(it.browser, link, { locale: "zh-CN" });
  assert.match(await receiver.page.textContent("#same-numbers"), /与发送者看到的数字一致/);
  assert.match(await receiver.page.textContent("#preview"), /加快 & more/);
  await receiver.page.click("#language");
  assert.deepEqual(await board(receiver.page), seen);
  assert.deepEqual(await download(receiver.page), table);
  assert.ok(await receiver.page.isDisabled("#dep-number"), "a preview cannot be changed");

  const replay = fileURLToPath(new URL("../../target/release/replay", import.meta.url));
  assert.deepEqual(execFileSync(replay, [link]), table);
  assert.deepEqual([...sender.faults, ...receiver.faults], []);
  await sender.context.close();
  await receiver.context.close();
});

test("opening a link never touches the reader's own work", async () => {
  const { page, context, faults } = await open(it.browser, `${it.url}#/lab`);
  await type(page, "#dep-number", "9.9");
  await page.waitForFunction(() => localStorage.getItem("two-rivers.work"));
  const before = await page.evaluate(() => localStorage.getItem("two-rivers.work"));
  await page.evaluate(() => (location.hash = "#/lab?v=1&dep=20&name=Theirs"));
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "20");
  assert.match(await page.textContent("#same-numbers"), /no check number/);
  await page.reload();
  await page.waitForSelector("#preview");
  assert.equal(await page.evaluate(() => localStorage.getItem("two-rivers.work")), before);
  await page.getByRole("button", { name: "Save a copy" }).click();
  await page.waitForSelector("#preview", { state: "detached" });
  assert.equal(await page.inputValue("#dep-number"), "9.9");
  assert.deepEqual(await page.locator("#saved .saved-name").allTextContents(), ["Theirs"]);
  await page.click("#notice-action");
  assert.equal(await page.inputValue("#dep-number"), "20");
  await page.click("#undo");
  assert.equal(await page.inputValue("#dep-number"), "9.9");
  assert.deepEqual(faults, []);
  await context.close();
});

test("what cannot be used is named, the rest is shown; a changed number is told", async () => {
  const { page, context, faults } = await open(it.browser, `${it.url}#/lab?v=1&dep=150&loan=11&zzz=1&d=00000001`);
  const text = await page.textContent("#preview");
  assert.match(text, /dep=150: must be between .50 and 100/);
  assert.match(text, /zzz=1: this version does not know the key/);
  assert.match(await page.textContent("#same-numbers"), /the numbers differ/);
  assert.equal(await page.inputValue("#loan-number"), "11");
  await page.goto(`${it.url}#/lab?v=9&dep=3`);
  await page.waitForSelector("[role=alert]");
  assert.match(await page.textContent("[role=alert]"), /version “9”/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a link can be copied, also where the browser forbids it, and pasted", async () => {
  const allowed = await open(it.browser, `${it.url}#/lab`, { permissions: ["clipboard-read", "clipboard-write"] });
  await type(allowed.page, "#dep-number", "11.1");
  await allowed.page.click("#share");
  await allowed.page.click("#copy-link");
  await allowed.page.waitForFunction(() => document.querySelector("#copy-said").textContent === "Link copied");
  const link = await allowed.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/lab\?v=1&plan=cq-2026\.1&dep=11\.1&d=[0-9a-f]{8}$/);
  await allowed.context.close();

  const refuse = () => (navigator.clipboard.writeText = () => Promise.reject(new Error("no")));
  const { page, context } = await open(it.browser, `${it.url}#/lab`, { init: refuse });
  await page.click("#share");
  await page.click("#copy-link");
  await page.waitForFunction(() => document.querySelector("#copy-said").textContent.includes("did not allow"));
  const selected = await page.evaluate(() => document.activeElement.id === "share-link" && document.activeElement.selectionEnd > 20);
  assert.ok(selected, "the link is selected instead");
  await type(page, "#link-in", "nonsense");
  assert.match(await page.textContent("dialog [role=alert]"), /not a scenario link/);
  await type(page, "#link-in", `看这个：${link}。`);
  await page.waitForSelector("#preview");
  assert.equal(await page.inputValue("#dep-number"), "11.1");
  await context.close();
});
