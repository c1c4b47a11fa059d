// Asks the host which release it has: offers a newer one, and keeps this one for when there is no network. Not inside
// another page and not in safe mode. What the worker does is in sw.js.
const CALM_MS = 30_000;
const ASK_AGAIN_MS = 3_600_000;

const root = document.documentElement;
const { release, safe, embed } = root.dataset;
const offer = document.getElementById("new-version");
const folder = new URL("./", document.baseURI).href;
/** There are none but over https and on this machine. */
const workers = navigator.serviceWorker;
let asked;

async function ask() {
  asked = Date.now();
  const answer = await fetch("release.json", { cache: "no-store" });
  const { release: newest = release, offline } = answer.ok ? await answer.json() : {};
  offer.classList.toggle("shown", newest !== release);
  if (offline) await workers?.register("sw.js", { updateViaCache: "none" });
  else if (offline === false) await forget();
}

async function registration() {
  const found = await workers?.getRegistration(folder);
  return found?.scope === folder ? found : undefined;
}

/** The host wants nothing to be kept any more. */
async function forget() {
  await (await registration())?.unregister();
  for (const name of (await window.caches?.keys()) ?? []) {
    if (name.startsWith(`two-rivers ${folder} `)) await caches.delete(name);
  }
}

/** This release runs well: its worker may take over, and older ones may go. */
async function settle() {
  const { waiting, active } = (await registration()) ?? {};
  if (root.dataset.crashed === undefined) (waiting ?? active)?.postMessage(release);
}

/** Without a network or a worker the page is as good. */
const quietly = (act) => () => act().catch(() => {});

function begin() {
  (window.requestIdleCallback ?? setTimeout)(quietly(ask));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - asked > ASK_AGAIN_MS) quietly(ask)();
  });
  document.getElementById("new-version-take").addEventListener("click", () => location.reload());
  document.getElementById("new-version-later").addEventListener("click", () => offer.classList.remove("shown"));
}

if (!embed && !safe) {
  // The overview alone is a page; that the release runs well only the program can tell.
  const calm = () => setTimeout(quietly(settle), CALM_MS);
  if (root.dataset.front || root.dataset.ready) begin();
  else addEventListener("two-rivers-started", begin, { once: true });
  if (root.dataset.ready) calm();
  else addEventListener("two-rivers-started", calm, { once: true });
}
