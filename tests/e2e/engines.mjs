// A smoke test of the page in three engines; all other tests run in Chromium. Each engine opens every page, moves a lever, finds
// what it saved after a reload, and computes the same numbers from a link of each other engine. Only `./dev full` runs this file.
//
// Playwright drives only its own builds of Firefox and WebKit. Debian's speak WebDriver, of which ten commands are used here: too
// few for a library.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { DIST, SHOWN } from "./browser.mjs";
import { serve } from "./server.mjs";

const CHROMIUM = JSON.parse(readFileSync(new URL("../webdriver.json", import.meta.url), "utf8"));
/** The driver of each engine, and the capabilities of a session. */
const ENGINES = {
  Chromium: ["chromedriver", { browserName: "chrome", ...CHROMIUM }],
  Firefox: ["geckodriver", { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } }],
  WebKit: ["WebKitWebDriver", { browserName: "MiniBrowser" }],
};
const ENTER = "\uE007";
const LIMIT_MS = 60_000;

/** A browser driven by WebDriver (https://www.w3.org/TR/webdriver2/). */
class Browser {
  async start([command, capabilities], env) {
    // A free port: not every driver finds one itself.
    const { url, close } = await serve({ dir: DIST });
    await close();
    const { port } = new URL(url);
    this.at = `http://127.0.0.1:${port}`;
    this.driver = await begin(command, [`--port=${port}`], { stdio: "ignore", env });
    while (!(await this.call("GET", "/status").catch(() => null))?.ready) {
      if (this.driver.exitCode !== null) throw new Error(`${command} ended before it was ready`);
      await setTimeout(20);
    }
    // A command waits this long for an element, or for a script to answer.
    const timeouts = { implicit: LIMIT_MS, script: LIMIT_MS, pageLoad: LIMIT_MS };
    const { sessionId } = await this.call("POST", "/session", { capabilities: { alwaysMatch: { ...capabilities, timeouts } } });
    this.at += `/session/${sessionId}`;
    await this.call("POST", "/window/rect", { width: 1440, height: 900 });
  }

  async stop() {
    await this.call("DELETE", "").catch(() => {});
    await end(this.driver);
  }

  async call(method, path, body) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(this.at + path, { method, headers, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${value.error}: ${value.message}`);
    return value;
  }

  /** Returns what `fn` returns in the page. */
  run(fn, ...args) {
    return this.call("POST", "/execute/sync", { script: `return (${fn})(...arguments)`, args });
  }

  /** Returns what `fn` returns in the page, as soon as that is truthy. */
  until(fn, ...args) {
    const script = `
      const args = [...arguments];
      const done = args.pop();
      const again = () => {
        const value = (${fn})(...args);
        value ? done(value) : setTimeout(again, 20);
      };
      again();`;
    return this.call("POST", "/execute/async", { script, args });
  }

  /** Returns the element, once it is there. */
  element(selector) {
    return this.call("POST", "/element", { using: "css selector", value: selector });
  }

  async click(selector) {
    const [id] = Object.values(await this.element(selector));
    await this.call("POST", `/element/${id}/click`, {});
  }

  async type(selector, text) {
    const [id] = Object.values(await this.element(selector));
    await this.call("POST", `/element/${id}/value`, { text });
  }

  /** Drags with the mouse from one part of an element's width to another. */
  async drag(selector, from, to) {
    const origin = await this.element(selector);
    const width = await this.run((e) => (e.scrollIntoView({ block: "center" }), e.getBoundingClientRect().width), origin);
    const move = (part) => ({ type: "pointerMove", origin, x: Math.round((part - 0.5) * width), y: 0 });
    const actions = [move(from), { type: "pointerDown", button: 0 }, move((from + to) / 2), move(to), { type: "pointerUp", button: 0 }];
    await this.call("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  /** Loads the page at an address, even if only what follows the `#` differs from the present one; without, reloads it. */
  async load(url) {
    if (url) await this.call("POST", "/url", { url: "about:blank" });
    await (url ? this.call("POST", "/url", { url }) : this.call("POST", "/refresh", {}));
    await this.run(collectFaults);
    await this.element(SHOWN);
  }

  /** Asserts that nothing went wrong; two faults of its own show that this would be seen. */
  async assertFaultless() {
    await this.run(() => (console.error("planted"), dispatchEvent(new ErrorEvent("error", { message: "planted" }))));
    const faults = await this.run(() => sessionStorage.getItem("faults").trim().split("\n"));
    assert.deepEqual(faults, ["console: planted", "error: planted"]);
    await this.run(() => sessionStorage.removeItem("faults"));
  }
}

/** Runs in the page: collects what goes wrong, where a reload leaves it. */
function collectFaults() {
  const add = (fault) => sessionStorage.setItem("faults", `${sessionStorage.getItem("faults") ?? ""}${fault}\n`);
  console.error = (...what) => add(`console: ${what.join(" ")}`);
  addEventListener("error", (e) => add(`error: ${e.message}`));
  addEventListener("unhandledrejection", (e) => add(`rejection: ${e.reason}`));
  addEventListener("securitypolicyviolation", (e) => add(`policy: ${e.violatedDirective} ${e.blockedURI}`));
}

/** Starts a process that runs on, but no longer than this one. */
async function begin(command, args, options) {
  const child = spawn(command, args, options);
  process.once("exit", () => child.kill());
  await once(child, "spawn");
  return child;
}

async function end(child) {
  if (child?.exitCode === null && child.kill()) await once(child, "exit");
}

let server, screen, env;
const browsers = {};
/** The link each engine made, and the value of the lever in it. */
const links = {};

before(async () => {
  server = await serve({ dir: DIST });
  // WebKit's browser has no mode without a screen.
  screen = await begin("Xvfb", ["-displayfd", "1", "-screen", "0", "1440x900x24"], { stdio: ["ignore", "pipe", "ignore"] });
  const [display] = await once(screen.stdout, "data");
  env = { ...process.env, DISPLAY: `:${String(display).trim()}`, LC_ALL: "C.UTF-8" };
});
after(async () => {
  for (const browser of Object.values(browsers)) await browser.stop();
  await end(screen);
  await server.close();
});

for (const engine in ENGINES) {
  test(`${engine}: every page opens, a lever moves a verdict, a saved scenario survives a reload`, async () => {
    const browser = (browsers[engine] = new Browser());
    await browser.start(ENGINES[engine], env);
    await browser.load(server.url);
    const headings = new Set();
    const open = async (hash) => {
      await browser.run((hash) => void (location.hash = hash), hash);
      const { stopped, visible } = await browser.until(
        (hash, shown) => {
          // A start that takes long is none that failed.
          const stopped = document.querySelector("#recovery:not([data-kind=slow]) details")?.textContent;
          const there = document.querySelector(hash === "#/report" ? ".report" : `.nav a[href="${hash}"][aria-current]`);
          const visible = [...document.querySelectorAll("h1")].filter((h1) => h1.getClientRects().length);
          return (stopped || (there && document.querySelector(shown))) && { stopped, visible: visible.map((h1) => h1.textContent) };
        },
        hash, SHOWN,
      );
      assert.equal(stopped ?? null, null, hash);
      assert.equal(visible.length, 1, hash);
      assert.ok(visible[0].trim(), hash);
      headings.add(visible[0]);
    };
    // The overview needs no program; the Lab starts it.
    for (const page of ["#/overview", "#/lab"]) await open(page);
    const pages = await browser.run(() => [...document.querySelectorAll(".nav a, #report")].map((a) => a.hash));
    assert.ok(pages.includes("#/overview") && pages.includes("#/report"), `${pages}`);
    for (const page of pages) await open(page);
    assert.equal(headings.size, pages.length, "each page has a heading of its own");

    await open("#/lab");
    const lever = () => browser.run(() => document.querySelector("#dep-number").value);
    const start = await lever();
    await browser.element('#panel-t27-dep-e[data-verdict="missed"]');
    await browser.drag("#dep-slider", 0.43, 0.8);
    await browser.element('#panel-t27-dep-e[data-verdict="met"]');
    const moved = await lever();
    assert.notEqual(moved, start);

    const name = `From ${engine}`;
    const isListed = (name) => [...document.querySelectorAll("#saved .saved-name")].some((saved) => saved.textContent === name);
    await browser.type("#scenario-name", name + ENTER);
    await browser.click("#save");
    await browser.until(isListed, name);
    await browser.load();
    await browser.until(isListed, name);
    assert.equal(await lever(), moved);
    await browser.element('#panel-t27-dep-e[data-verdict="met"]');

    await browser.click("#share");
    const link = await browser.until(() => document.querySelector("#share-link")?.value.match(/.*[?&]d=[0-9a-f]{8}$/)?.[0]);
    links[engine] = { link, moved };
    await browser.assertFaultless();
  });
}

for (const engine in ENGINES) {
  test(`${engine}: a link from each other engine gives the same numbers, and a wrong checksum is reported`, async () => {
    const browser = browsers[engine];
    const others = Object.keys(ENGINES).filter((other) => other !== engine);
    for (const { link, moved } of others.map((other) => links[other])) {
      await browser.load(link);
      await browser.until(() => /same numbers/.test(document.querySelector("#same-numbers")?.textContent));
      assert.equal(await browser.run(() => document.querySelector("#dep-number").value), moved);
      await browser.load(link.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")));
      await browser.until(() => /differ/.test(document.querySelector("#same-numbers")?.textContent));
    }
    await browser.assertFaultless();
  });
}
