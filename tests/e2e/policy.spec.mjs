// What the page allows itself: the policy in the page and in the headers, and hosts that send none.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DIST, download, enter, openPage, reload, start, unfold } from "./browser.mjs";
import { headerRules } from "./server.mjs";

const dist = (name) => readFile(join(DIST, name), "utf8");
const directives = (policy) => policy.split(";").map((part) => part.trim());

let site;
before(async () => (site = await start({ headers: true })));
after(() => site.close());

test("the policy of the page and that of the headers are one, and strict", async () => {
  const [page, headers] = [await dist("index.html"), await dist("_headers")];
  const own = directives(page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]+)"/)[1]);
  const sent = directives(headerRules(headers).find((rule) => rule.path === "/*").headers["content-security-policy"]);
  assert.deepEqual(sent.filter((part) => !part.startsWith("frame-ancestors")), own);
  assert.ok(own.includes("default-src 'none'") && own.includes("script-src 'self' 'wasm-unsafe-eval'"));
  assert.ok(!/'unsafe-(inline|eval)'|https?:|\*/.test(own.join()), own.join());
  assert.ok(page.indexOf("Content-Security-Policy") < page.search(/<(link|script)/), "before anything it is about");
});

/** Edits, saves, shares and downloads: all that touches the browser. */
async function useEverything({ page, context, errors }) {
  await enter(page, "#dep-number", "15");
  await page.click("#save");
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("two-rivers.2.saved-")));
  await unfold(page, "more");
  assert.match((await download(page, "#download")).name, /\.csv$/);
  await page.click("#share");
  await page.waitForSelector("dialog[open] .link");
  await reload(page);
  assert.equal(await page.inputValue("#dep-number"), "15");
  assert.deepEqual(errors, []);
  await context.close();
}

test("under the headers the page works as without them", async () => {
  await useEverything(await openPage(site.browser, `${site.url}#/lab`));
});

test("a page of another origin may frame it", async () => {
  const outer = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<iframe src="${site.url}" width=900 height=600></iframe>`));
  await once(outer.listen(0, "127.0.0.1"), "listening");
  const page = await site.browser.newPage();
  await page.goto(`http://127.0.0.1:${outer.address().port}`);
  await page.frameLocator("iframe").locator("#board").waitFor();
  await page.close();
  outer.close();
});

const python = (() => {
  try {
    return execFileSync("python3", ["--version"]) && "python3";
  } catch {
    return null;
  }
})();

test("a plain static server does, in a subfolder too", { skip: !python && "there is no python3" }, async (t) => {
  const server = spawn(python, ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", join(DIST, "..")], { stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => server.kill());
  const [line] = await once(server.stdout, "data");
  const url = `http://127.0.0.1:${`${line}`.match(/port (\d+)/)[1]}/dist/#/lab`;
  await useEverything(await openPage(site.browser, url));
});
