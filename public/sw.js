// Opens the page without a network. Before these lines the build writes the name of the release and its files with their
// hashes (tools/postbuild.mjs). A page is always of one release: its HTML names every other file by what that file holds, so that it
// does not matter which cache, or the network, a file comes from.

/** How long the network may take to give the page, in milliseconds. */
const PAGE_LIMIT_MS = 3000;
const SCOPE = registration.scope;
/** Other pages of this origin, and this one in another folder, have caches too. */
const PREFIX = `two-rivers ${SCOPE} `;
const CACHE = PREFIX + RELEASE;
const PAGE = "./";
/** As the page does, the worker tells no one where it comes from. */
const QUIET = { referrerPolicy: "no-referrer" };
/** What a type must be for the browser to use the file. */
const TYPES = [[/\/$/, "text/html"], [/\.js$/, "javascript"], [/\.css$/, "text/css"]];

const kept = (file, options) => caches.match(file, { ignoreVary: true, ...options }).catch(() => undefined);

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("message", (event) => event.waitUntil(settle(event.data)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.url.startsWith(SCOPE) ? new URL(request.url).pathname.slice(new URL(SCOPE).pathname.length) : null;
  if (request.method !== "GET" || path === null) return;
  if (request.mode === "navigate" && ["", "index.html"].includes(path)) event.respondWith(page(request));
  else if (/-[0-9a-f]{8,16}(_bg)?\.\w+$/.test(path)) event.respondWith(kept(request).then((file) => file ?? fetch(request)));
});

/** Fills the cache with the whole release, or not at all. The page is put last: where it is, everything is. */
async function fill() {
  if (await kept(PAGE, { cacheName: CACHE })) return;
  try {
    const files = await Promise.all(Object.keys(FILES).map(async (name) => [name, await whole(name)]));
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([name, file]) => name !== PAGE && cache.put(name, file)));
    await cache.put(...files.find(([name]) => name === PAGE));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** A file as it was built; anything else is an error. What the browser has already is asked first. */
async function whole(name) {
  const ask = (cache) => fetch(name, { ...QUIET, cache, integrity: FILES[name], redirect: "error" });
  const file = await ask("default").catch(() => ask("reload"));
  const [, wanted] = TYPES.find(([ending]) => ending.test(name)) ?? [];
  if (!file.ok || (wanted && !file.headers.get("content-type")?.includes(wanted))) throw new TypeError(`${name} is not as built.`);
  return file;
}

/** The page as the network has it; this release's where the network has none, half of one, or takes too long. */
async function page(request) {
  const own = await kept(PAGE, { cacheName: CACHE });
  if (!own) return fetch(request, QUIET);
  try {
    const fresh = await fetch(request, { ...QUIET, cache: "no-cache", signal: AbortSignal.timeout(PAGE_LIMIT_MS) });
    await fresh.clone().arrayBuffer();
    return fresh.ok || fresh.type === "opaqueredirect" ? fresh : own;
  } catch {
    return own;
  }
}

/** A page has run well for a while. If it is of the release that waits, that takes over; if none waits, what no page can need
 * any more is deleted. Not both at once: a page may be on its way that the worker before has answered. */
async function settle(release) {
  if (registration.waiting) return release === RELEASE && skipWaiting();
  const pages = (await clients.matchAll({ type: "window", includeUncontrolled: true })).filter(({ url }) => url.startsWith(SCOPE));
  if (registration.installing || pages.length > 1) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && ![CACHE, PREFIX + release].includes(name)) await caches.delete(name);
  }
  await fill();
}
