// The page without a network, and between two releases: whatever the host does, a reader has one whole release or the host's
// own answer.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DIST, SHOWN, checkAccessible, enter, launch, openPage, waitForEqual, waitUntilSaved } from "./browser.mjs";
import { serve } from "./server.mjs";

const BASE = "/some/folder/";
const SCREEN = "#recovery[open]";
const HASHED = /-[0-9a-f]{8,16}(_bg)?\.\w+$/;

/** Another release: the built page with another style and another module, under other names. */
async function otherRelease(mark) {
  const dir = await mkdtemp(join(tmpdir(), "two-rivers-"));
  await cp(DIST, dir, { recursive: true });
  const digest = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
  let html = await readFile(join(dir, "index.html"), "utf8");
  for (const [pattern, more] of [[/base-\w+\.css/, `/* ${mark} */`], [/two-rivers-\w+_bg\.wasm/, [0, 2, 1, mark.charCodeAt(0)]]]) {
    const [name] = html.match(pattern);
    const old = await readFile(join(dir, name));
    const bytes = Buffer.concat([old, Buffer.from(more)]);
    const renamed = name.replace(/-[0-9a-f]+/, `-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`);
    await rm(join(dir, name));
    await writeFile(join(dir, renamed), bytes);
    html = html.replaceAll(name, renamed).replaceAll(digest(old), digest(bytes));
  }
  await writeFile(join(dir, "index.html"), html);
  const hook = fileURLToPath(new URL("../../tools/postbuild.mjs", import.meta.url));
  execFileSync("node", [hook], { env: { ...process.env, TRUNK_STAGING_DIR: dir, TRUNK_PROFILE: "release" } });
  return release(dir);
}

async function release(dir) {
  return { dir, name: JSON.parse(await readFile(join(dir, "release.json"), "utf8")).release, files: await readdir(dir) };
}

let browser, A, B, C;
before(async () => {
  [browser, A, B, C] = await Promise.all([launch(), release(DIST), otherRelease("B"), otherRelease("C")]);
  assert.equal(new Set([A.name, B.name, C.name]).size, 3);
});
after(async () => {
  await browser.close();
  for (const { dir } of [B, C]) await rm(dir, { recursive: true });
});

/** A host that has release A, and what it may do. */
async function host(t) {
  let server = await serve({ dir: A.dir, base: BASE });
  const { url } = server;
  t.after(() => server.close());
  const name = (request) => new URL(request.url, url).pathname.slice(BASE.length);
  return {
    url,
    /** Has another release from now on. */
    has: (release) => (server.dir = release.dir),
    dies: () => server.close(),
    async comesBack(release = A) {
      server = await serve({ dir: release.dir, base: BASE, port: new URL(url).port });
    },
    /** Answers requests for what `pattern` matches in its own way; `answer` returns whether it did. */
    answers(pattern, answer) {
      server.first = (request, response) => pattern.test(name(request)) && answer(request, response) !== false;
    },
    heals: () => (server.first = null),
    /** Has the browser keep nothing by itself. */
    forbidsKeeping: () => (server.more = { "cache-control": "no-store" }),
  };
}

/** Lets the limit that a worker sets to the network pass only when a test calls `pass`: however slow the machine, no answer is late. */
const controlLimit = (worker) =>
  worker.evaluate(() => {
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      self.limit = ms;
      self.pass = () => controller.abort(new DOMException("", "TimeoutError"));
      return controller.signal;
    };
  });

/** A page that is kept for when there is no network, and comes through its worker: a first visit does not. */
async function keptPage(h) {
  const before = async (page) => {
    await page.clock.install();
    await page.addInitScript(countAnswers);
    // The workers of other releases, which are yet to come. One that is gone meanwhile needs no limit.
    page.context().on("serviceworker", (worker) => controlLimit(worker).catch(() => {}));
  };
  const opened = await openPage(browser, `${h.url}#/lab`, { before });
  await opened.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await Promise.all(opened.context.serviceWorkers().map(controlLimit));
  await opened.page.reload();
  await isWhole(opened.page, A);
  await waitForCaches(opened.page, [A]);
  return opened;
}

const isReady = (page) => page.waitForSelector(SHOWN);

/** The page is whole, and all of it is of one release: what it names, and what came of that. The hashes in its HTML hold the
 * rest together. */
async function isWhole(page, release) {
  await isReady(page);
  assert.equal(await page.getAttribute("html", "data-release"), release.name);
  const [named, styled] = await page.evaluate(() => [
    [...document.querySelectorAll("link[href], script[src]")].map((e) => (e.href ?? e.src).split("/").pop()),
    [...document.querySelectorAll("link[rel=stylesheet]")].map((e) => e.sheet?.cssRules.length > 0),
  ]);
  assert.deepEqual(named.filter((name) => HASHED.test(name) && !release.files.includes(name)), []);
  assert.ok(styled.length > 5 && styled.every(Boolean), "every style has come");
  assert.equal(await page.locator(SCREEN).count(), 0);
  assert.ok(await page.isVisible("nav"));
}

/** Waits until the caches are those of these releases, each whole, and no others. (`caches.open` would create one that has just
 * been deleted.) */
const waitForCaches = (page, releases) => {
  const read = async () => {
    const names = (await caches.keys()).sort();
    const pages = await Promise.all(names.map((cacheName) => caches.match("./", { cacheName })));
    return names.map((name, at) => `${name.split(" ").pop()} ${pages[at] ? "whole" : "half"}`).sort();
  };
  return waitForEqual(page, read, releases.map(({ name }) => `${name} whole`).sort());
};

/** Another page of the same origin, in a folder next to it, keeps something. */
const NEIGHBOUR = { cache: "two-rivers http://127.0.0.1/some/other/ 0", name: "0" };
const moveIn = (page) => page.evaluate(async (name) => (await caches.open(name)).put("./", new Response("its page")), NEIGHBOUR.cache);

/** Waits until a worker waits, or until none does. */
const waitForWaiting = (page, wanted) =>
  waitForEqual(page, async () => !!(await navigator.serviceWorker.getRegistration())?.waiting, wanted);
/** Has the browser look for a new worker now. */
const updateWorker = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));

/** Records the state of the worker that is being registered. */
const recordWorker = () => {
  const { register } = ServiceWorkerContainer.prototype;
  ServiceWorkerContainer.prototype.register = async function (...how) {
    const registration = await register.apply(this, how);
    const { installing } = registration;
    installing?.addEventListener("statechange", () => (window.worker = installing.state));
    return registration;
  };
};

/** Half a minute passes, after which the page tells its worker that it runs well. */
const runCalmly = (page) => page.clock.fastForward(31_000);
/** The same; waits until the worker has acted on it, where nothing shows that it has: `clients` and `caches` answer in order. */
async function runCalmlyToTheEnd(page) {
  const workers = page.context().serviceWorkers();
  assert.ok(workers.length);
  const heard = workers.map((worker) => worker.evaluate(() => void (self.heard = new Promise((done) => addEventListener("message", done, { once: true })))));
  await Promise.all(heard);
  await runCalmly(page);
  await Promise.any(workers.map((worker) => worker.evaluate(async () => {
    await self.heard;
    for (let i = 0; i < 3; i++) await clients.matchAll().then(() => caches.keys());
  })));
}
/** The reader comes back to the page after a while: it asks the host again. */
async function comesBack(page) {
  await page.clock.fastForward(3_700_000);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}
/** Counts the answers of the host to the question which release it has, once the page has used them. */
const countAnswers = () => {
  window.answers = 0;
  const { fetch } = window;
  window.fetch = async (...request) => {
    const isQuestion = request[0] === "release.json";
    const count = () => isQuestion && setTimeout(() => (window.answers += 1));
    try {
      const response = await fetch(...request);
      const { json } = response;
      if (!response.ok) count();
      response.json = () => json.call(response).finally(count);
      return response;
    } catch (error) {
      count();
      throw error;
    }
  };
};

test("once kept, it opens without a network: pages, links and safe mode", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  await enter(page, "#dep-number", "15");
  await waitUntilSaved(page);
  await page.close();
  await h.dies();
  const again = await context.newPage();
  for (const [address, shows] of [["#/lab", "#dep-number"], ["index.html#/plan", "#list-projects"], ["#/lab?v=1&dep=9", "#preview"], ["?safe=1#/lab", "#dep-number"]]) {
    await again.goto("about:blank");
    await again.goto(h.url + address);
    await isWhole(again, A);
    await again.waitForSelector(shows);
  }
  await again.goto(`${h.url}#/lab`);
  await again.reload();
  assert.equal(await again.inputValue("#dep-number"), "15");
  await context.close();
});

test("a host that stalls, breaks off, breaks down or answers half a page is given three seconds", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  const html = await readFile(join(A.dir, "index.html"));
  const half = (response, then, length = { "content-length": html.length }) =>
    response.writeHead(200, { "content-type": "text/html", ...length }).write(html.subarray(0, 900), then);
  const [worker] = context.serviceWorkers();
  for (const [answer, stalls] of [
    [() => {}, true],
    [(_, response) => half(response), true],
    [(_, response) => half(response, () => response.destroy())],
    [(_, response) => half(response, () => response.destroy(), {})],
    [(_, response) => response.destroy()],
    [(_, response) => response.writeHead(502).end("Bad gateway")],
    [(_, response) => response.writeHead(404).end("Not found")],
  ]) {
    const asked = new Promise((done) => h.answers(/^$/, (request, response) => (answer(request, response), done())));
    const reloaded = page.reload();
    await asked;
    if (stalls) assert.equal(await worker.evaluate(() => (self.pass(), self.limit)), 3000);
    await reloaded;
    await isWhole(page, A);
  }
  await context.close();
});

for (const [name, pattern, answer] of [
  ["missing", /^base-/, (_, response) => response.writeHead(404).end()],
  ["cut off", /^base-/, (_, response) => response.writeHead(200, { "content-type": "text/css", "content-length": 5000 }).write("body {", () => response.destroy())],
  ["half", /^base-/, (_, response) => response.setHeader("content-type", "text/css").end("body {")],
  ["a page", /^two-rivers-\w+\.js/, (_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>")],
  ["of the wrong type", /^two-rivers-\w+\.js/, async (_, response) => response.setHeader("content-type", "text/plain").end(await readFile(join(A.dir, A.files.find((f) => /^two-rivers-\w+\.js/.test(f)))))],
  ["the page of another release", /^$/, async (_, response) => response.setHeader("content-type", "text/html").end(await readFile(join(B.dir, "index.html")))],
]) {
  test(`a release of which a file is ${name} is not kept, and the page works`, async (t) => {
    const h = await host(t);
    // Only the worker is answered so, and it finds nothing that the browser has already.
    h.forbidsKeeping();
    h.answers(pattern, (request, response) => request.headers["sec-fetch-dest"] === "empty" && void answer(request, response));
    const { page, context } = await openPage(browser, `${h.url}#/lab`, { init: recordWorker });
    await page.waitForFunction(() => window.worker === "redundant");
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    await isWhole(page, A);
    h.heals();
    await page.reload();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await waitForCaches(page, [A]);
    await context.close();
  });
}

test("a new release that is not whole leaves the one before in its place", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  h.has(B);
  h.forbidsKeeping();
  h.answers(/^base-/, (_, response) => response.writeHead(404).end());
  const tried = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const { installing } = await registration.update();
    await new Promise((resolve) => installing.addEventListener("statechange", resolve));
    return [installing.state, registration.waiting];
  });
  assert.deepEqual(tried, ["redundant", null]);
  await waitForCaches(page, [A]);
  await h.dies();
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("the page and its host part while it loads: one whole release, or a word and a reload", async (t) => {
  const h = await host(t);
  // Kept: the HTML is that of A, and when the rest is asked for the host has B alone.
  const { page, context } = await keptPage(h);
  const becomes = (release) => h.answers(/./, () => (h.has(release), h.heals(), false));
  becomes(B);
  await page.reload();
  await isWhole(page, A);
  // Kept: the host has B's HTML and is gone when the rest is asked for.
  h.has(B);
  h.answers(/./, (_, response) => response.destroy());
  await page.reload();
  await page.waitForSelector(SCREEN);
  h.answers(/^/, (_, response) => response.destroy());
  await page.click("#recovery-reload");
  await isWhole(page, A);
  await context.close();
  // Not kept: A's HTML, B's files.
  for (const address of ["", "#/lab"]) {
    h.has(A);
    becomes(B);
    const fresh = await openPage(browser, h.url + address, { until: SCREEN });
    await fresh.page.click("#recovery-reload");
    await isWhole(fresh.page, B);
    await fresh.context.close();
  }
});

test("old HTML from a host that has the new release alone opens whole", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  h.has(B);
  const old = await readFile(join(A.dir, "index.html"));
  h.answers(/^$/, (_, response) => response.setHeader("content-type", "text/html").end(old));
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("a new release is offered, taken without losing work, and its worker takes over; the old one goes last", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  assert.ok(await page.isHidden("#new-version"));
  h.has(B);
  await updateWorker(page);
  await waitForWaiting(page, true);
  await runCalmlyToTheEnd(page);
  await waitForWaiting(page, true);
  await comesBack(page);
  await page.waitForSelector("#new-version.shown");
  await page.click("#new-version-later");
  await page.waitForSelector("#new-version", { state: "hidden" });
  await comesBack(page);
  await page.waitForSelector("#new-version.shown");
  assert.match(await page.innerText("#new-version"), /^There is a new version of this page\.\s+Use it now\s+Later$/);
  await page.click("#language");
  assert.match(await page.innerText("#new-version"), /^本页已有新版本。\s+立即使用\s+稍后$/);
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 700 });
    await checkAccessible(page, `the offer, ${width} wide`, { part: "#new-version" });
  }
  const other = await context.newPage();
  await other.goto(`${h.url}#/plan`);
  await isWhole(other, B);
  h.has(A);
  await other.reload();
  await isWhole(other, A);
  h.has(B);
  await enter(page, "#dep-number", "15");
  await page.click("#new-version-take");
  await isWhole(page, B);
  assert.equal(await page.inputValue("#dep-number"), "15");
  // Before the new one has run well it does not take over; while the other page is there, what it uses is kept.
  await waitForWaiting(page, true);
  await waitForCaches(page, [A, B]);
  await runCalmly(page);
  await waitForWaiting(page, false);
  await page.reload();
  await isWhole(page, B);
  await runCalmlyToTheEnd(page);
  await waitForCaches(page, [A, B]);
  const old = await readFile(join(A.dir, "index.html"));
  h.answers(/^$/, (_, response) => response.setHeader("content-type", "text/html").end(old));
  await other.reload();
  await isWhole(other, A);
  h.heals();
  await other.close();
  await moveIn(page);
  await page.reload();
  await isWhole(page, B);
  await runCalmly(page);
  await waitForCaches(page, [NEIGHBOUR, B]);
  await h.dies();
  await page.reload();
  await isWhole(page, B);
  await context.close();
});

test("a release that is taken back: forth and back, and each opens without a network", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  for (const next of [B, A]) {
    h.has(next);
    await comesBack(page);
    await page.waitForSelector("#new-version.shown");
    await page.click("#new-version-take");
    await isWhole(page, next);
    await waitForWaiting(page, true);
    await runCalmly(page);
    await waitForWaiting(page, false);
    await page.reload();
    await isWhole(page, next);
    await runCalmly(page);
    await waitForCaches(page, [next]);
    await h.dies();
    await page.reload();
    await isWhole(page, next);
    await h.comesBack(next);
  }
  // Taken back before anyone has taken it: nothing is offered any more, and what is kept and in use is not filled anew.
  h.has(B);
  await comesBack(page);
  await page.waitForSelector("#new-version.shown");
  await updateWorker(page);
  await waitForCaches(page, [A, B]);
  h.has(A);
  h.answers(/^$/, (_, response) => response.writeHead(404).end());
  await comesBack(page);
  await page.waitForSelector("#new-version.shown", { state: "hidden" });
  await updateWorker(page);
  await waitForEqual(page, async () => !!(await navigator.serviceWorker.getRegistration())?.installing, false);
  await h.dies();
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("three releases in a row: the one whose worker is at work goes last", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  h.has(B);
  await page.reload();
  await isWhole(page, B);
  await waitForWaiting(page, true);
  h.has(C);
  await updateWorker(page);
  await waitForCaches(page, [A, B, C]);
  await runCalmlyToTheEnd(page);
  await h.dies();
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("caches the browser has cleared are filled again", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  await page.evaluate(async () => caches.delete((await caches.keys())[0]));
  await page.reload();
  await isWhole(page, A);
  await runCalmly(page);
  await waitForCaches(page, [A]);
  await h.dies();
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("a host that wants nothing kept: worker and caches go, and those of its neighbours stay", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  await moveIn(page);
  h.answers(/^release\.json$/, (_, response) => response.setHeader("content-type", "application/json").end('{"offline": false}'));
  await page.reload();
  await isReady(page);
  await waitForEqual(page, async () => !!(await navigator.serviceWorker.getRegistration()), false);
  await waitForCaches(page, [NEIGHBOUR]);
  assert.ok(await page.isHidden("#new-version"));
  await h.dies();
  await page.goto("about:blank");
  await assert.rejects(page.goto(h.url), /ERR_CONNECTION_REFUSED/);
  await context.close();
});

test("a host that only fails to say so changes nothing", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  for (const answer of [(response) => response.writeHead(404).end(), (response) => response.end("<!doctype html>"), (response) => response.destroy(), (response) => response.end("{}")]) {
    h.answers(/^release\.json$/, (_, response) => answer(response));
    await page.reload();
    await isWhole(page, A);
    await page.waitForFunction(() => window.answers === 1);
    await comesBack(page);
    await page.waitForFunction(() => window.answers === 2);
    assert.ok(await page.isHidden("#new-version"));
    assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).active));
    await waitForCaches(page, [A]);
  }
  await context.close();
});

test("where the browser has no room the page works and nothing half is left", async (t) => {
  const h = await host(t);
  const { page, context } = await openPage(browser, `${h.url}#/lab`, {
    init: recordWorker,
    before: async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(h.url).origin, quotaSize: 200_000 });
    },
  });
  await page.waitForFunction(() => window.worker === "redundant");
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await isWhole(page, A);
  await page.reload();
  await isWhole(page, A);
  await context.close();
});

test("nothing is kept in safe mode, in a frame, or over plain http", async (t) => {
  const h = await host(t);
  let asked = 0;
  let hear;
  const heard = new Promise((done) => (hear = done));
  h.answers(/^(release\.json|sw\.js)$/, () => (asked++, hear(), false));
  const { page, context } = await openPage(browser, `${h.url}?safe=1`, { before: (page) => page.clock.install() });
  const framed = await context.newPage();
  await framed.goto(`${h.url}scenario-file.schema.json`);
  await framed.evaluate((url) => {
    document.body.innerHTML = `<iframe src="${url}" referrerpolicy="no-referrer"></iframe>`;
  }, h.url);
  await framed.frameLocator("iframe").locator("#board").waitFor();
  // Whatever was to happen later happens now, and a request after it has been answered.
  await context.clock.runFor(60_000);
  for (const opened of [page, framed]) await opened.evaluate((url) => fetch(url, { referrerPolicy: "no-referrer" }).then((response) => response.text()), `${h.url}manifest.webmanifest`);
  assert.equal(asked, 0);
  await context.close();
  const name = "two-rivers.test";
  const plain = await launch([`--host-resolver-rules=MAP ${name} 127.0.0.1`]);
  t.after(() => plain.close());
  const far = await openPage(plain, h.url.replace("127.0.0.1", name));
  assert.equal(await far.page.evaluate(() => navigator.serviceWorker), undefined);
  await heard;
  assert.deepEqual(far.errors, []);
  await far.context.close();
});

test("it can be installed, and nothing is amiss with its manifest", async (t) => {
  const h = await host(t);
  const { page, context } = await keptPage(h);
  const session = await context.newCDPSession(page);
  const { errors, manifest } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(manifest.startUrl, h.url);
  assert.equal(manifest.scope, h.url);
  // Its profile is one that keeps nothing, and that alone stands in the way.
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId), ["in-incognito"]);
  await context.close();
});
