// Shows the overview as it stands in index.html, starts the program when the reader wants more than that, and shows the
// recovery screen when it does not start or stops. Inside another page the program starts at once. Plain JS, so that it works
// when nothing else does.
const START_LIMIT_MS = 10_000;
const CALM_MS = 30_000;
/** Everything the page keeps has a key that begins so. */
const PREFIX = "two-rivers.";
/** Counts the crashes in a row of this tab. */
const CRASHES = `${PREFIX}crashes`;

const root = document.documentElement;
const recovery = document.getElementById("recovery-template").content.querySelector("dialog");
const part = (name) => recovery.querySelector(`#recovery-${name}`);
/** The program: what starts it, and its module; with what they must hold (tools/postbuild.mjs). */
const glue = document.querySelector("link[rel=program-modulepreload]");
const wasm = document.querySelector("link[rel=program-preload]");
/** Inside another page: read-only, and nothing that is kept is read or written. */
const embedded = root.dataset.embed === "1";
const started = () => root.dataset.ready === "1";
/** The address of what needs no program. */
const isFront = () => /^(#\/?(overview)?)?$/.test(location.hash);
const crashed = () => root.dataset.crashed !== undefined;

/** Reads the count of crashes, or sets it; 0 where the browser keeps nothing. */
function crashes(count) {
  if (embedded) return 0;
  try {
    if (count !== undefined) sessionStorage.setItem(CRASHES, count);
    return Number(sessionStorage.getItem(CRASHES));
  } catch {
    return 0;
  }
}

/** What the reader prefers, as the program keeps it; `change` is kept with it, where the browser lets it. */
function preferences(change) {
  const key = `${PREFIX}preferences`;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(key)) ?? {};
    if (change) localStorage.setItem(key, JSON.stringify({ ...kept, ...change }));
  } catch {}
  return kept;
}

let fetched;
/** Fetches the program before it is needed. The glue is checked by the browser when it is preloaded as a module, the module
 * when its fetch asks for it. */
function fetchProgram() {
  if (!fetched) {
    const checked = new Promise((done, failed) => {
      glue.addEventListener("load", done);
      glue.addEventListener("error", () => failed(new TypeError(`${glue.href} is not as it was built.`)));
    });
    glue.rel = "modulepreload";
    fetched = { glue: checked.then(() => import(glue.href)), module: fetch(wasm.href, { integrity: wasm.integrity }) };
    for (const promise of Object.values(fetched)) promise.catch(() => {});
  }
  return fetched;
}

/** Every style has come, as it was built. */
const styled = new Promise((done) => (document.readyState === "complete" ? done() : addEventListener("load", done))).then(() => {
  const bare = [...document.querySelectorAll("link[rel=stylesheet]")].find(({ sheet }) => !sheet?.cssRules.length);
  if (bare) throw new TypeError(`${bare.href} is not as it was built.`);
});
styled.catch(() => {});

let starting;
async function start() {
  const { glue, module } = fetchProgram();
  const { default: init } = await glue;
  await Promise.all([init({ module_or_path: module }), styled]);
  // It begins with its next turn.
  await new Promise((done) => setTimeout(done));
  if (crashed()) return;
  if (!started()) throw new Error("The program ended without a page.");
  // It may have come too late for the limit: the screen goes as it came.
  recovery.close();
  recovery.remove();
  setTimeout(() => crashed() || crashes(0), CALM_MS);
  dispatchEvent(new Event("two-rivers-started"));
}

function startOnce() {
  if (starting) return;
  starting = true;
  delete root.dataset.front;
  const limit = setTimeout(() => show("slow", `Not started within ${START_LIMIT_MS} ms.`), START_LIMIT_MS);
  start().catch(fail).finally(() => clearTimeout(limit));
}

/** The overview is there already: the program is fetched when the reader reaches for more, and started when they go there. */
function front() {
  root.dataset.front = "1";
  styled.catch(fail);
  const page = document.getElementById("static");
  const reached = ({ target }) => target.closest("a[href^='#/']:not([href$=overview])") && fetchProgram();
  for (const sign of ["pointerover", "focusin", "touchstart"]) page.addEventListener(sign, reached, { passive: true });
  page.querySelector(".skip").addEventListener("click", (event) => (event.preventDefault(), page.querySelector("main").focus()));
  page.querySelector("#language").addEventListener("click", () => {
    const lang = root.dataset.lang === "zh" ? "en" : "zh";
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    preferences({ lang });
  });
  page.querySelector("#usd").addEventListener("change", ({ target }) => {
    preferences({ lang: root.dataset.lang, usd: target.checked });
    startOnce();
  });
  addEventListener("hashchange", () => isFront() || startOnce());
  // A file that is dropped is the program's to read.
  addEventListener("dragenter", startOnce, { once: true });
}

/** Tells the page around this one how high it is, so that a script there may follow. */
function tellHeight() {
  const tell = () => parent.postMessage({ type: "two-rivers-height", height: document.body.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
}

function fail(error) {
  console.error(error);
  if (typeof WebAssembly !== "object") show("wasm", error);
  else if (error instanceof WebAssembly.RuntimeError) crash(error);
  else show("start", error);
}

/** From here on nothing is written, whatever still runs. The second crash in a row makes the next start a safe one. */
function crash(error) {
  if (recovery.dataset.kind === "crash") return;
  root.dataset.crashed ??= error;
  crashes(crashes() + 1);
  for (const write of ["setItem", "removeItem", "clear"]) {
    Storage.prototype[write] = () => {
      throw new DOMException("The page has stopped.", "InvalidStateError");
    };
  }
  show("crash", error);
}

/** Whether an error that nobody caught is the program's: thrown by WebAssembly or through its glue. Notices without an error
 * (ResizeObserver) and scripts of browser extensions are not. */
function isOurs(error) {
  const program = glue.href.replace(/\.js$/, "");
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.stack?.includes(program));
}

/** What the page keeps in this browser; null where that cannot be read. */
function kept() {
  try {
    return Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(PREFIX)));
  } catch {
    return null;
  }
}

/** A short name for an error in this release (FNV-1a). Where it stands and what it says count, not how it was reached, so that
 * the same fault has the same name everywhere. */
function errorId(error) {
  const said = String(error).split("\n", 2);
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode([...said, root.dataset.release].join())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/** Shows the screen: over a page that was running, and above the static one if the page never started. */
function show(kind, error) {
  const entries = embedded ? {} : kept();
  const count = Object.keys(entries ?? {}).length;
  const said = [kind, embedded ? "" : entries === null ? "blocked" : count ? "some" : "none"];
  recovery.dataset.kind = kind;
  for (const text of recovery.querySelectorAll("[data-for]")) text.hidden = !said.includes(text.dataset.for);
  for (const place of recovery.querySelectorAll(".recovery-count")) place.textContent = count;
  const file = { format: "two-rivers-storage", version: 1, saved_at: Date.now(), entries };
  part("download").href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  part("id").textContent = errorId(error);
  // Only Chromium repeats the message in the stack; Firefox may give an empty one.
  const [message, stack] = [String(error), error?.stack ?? ""];
  part("message").textContent = stack.includes(message) ? stack : `${message}\n${stack}`.trim();
  const tags = started() ? [root.lang] : navigator.languages;
  if (/^zh/i.test(tags.find((tag) => /^(en|zh)\b/i.test(tag)))) recovery.prepend(recovery.querySelector("section[lang|=zh]"));
  if (!recovery.isConnected) {
    document.body.prepend(recovery);
    started() ? recovery.showModal() : recovery.show();
  }
  recovery.focus();
}

part("reload").addEventListener("click", () => location.reload());
// There is nothing to go back to: Escape closes a dialog where the browser does not know `closedby`.
recovery.addEventListener("close", () => crashed() && recovery.showModal());
// A panic says so before anything else can run (src/ui/browser/crash.rs); other errors come when nobody has caught them.
// A promise of the browser's that fails is no crash: nothing of the program was interrupted.
addEventListener("two-rivers-crash", () => crash(root.dataset.crashed));
addEventListener("error", ({ error }) => isOurs(error) && crash(error));
addEventListener("unhandledrejection", ({ reason }) => !(reason instanceof DOMException) && isOurs(reason) && crash(reason));

const search = new URLSearchParams(location.search);
// A link whose query came before the `#`, for apps that drop what stands after it, stands where links stand from here on.
if (search.has("v")) history.replaceState(null, "", `${location.pathname}#/lab${location.search}`);
if (search.get("safe") === "1" || crashes() >= 2) root.dataset.safe = "1";
if (embedded) tellHeight();
if (!embedded && isFront() && !root.dataset.safe && !preferences().usd) front();
else startOnce();
