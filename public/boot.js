// Starts the page, and says so if it cannot be started. What index.html shows stays readable until then.
const START_LIMIT_MS = 10_000;
const { js, wasm } = document.querySelector("script[data-js]").dataset;
const address = (path) => new URL(path, document.baseURI).href;
const started = () => document.documentElement.dataset.ready === "1";

function fail(error) {
  console.error(error);
  if (started()) return;
  document.getElementById("boot-wait")?.remove();
  document.getElementById("boot-problem")?.removeAttribute("hidden");
}

setTimeout(() => started() || fail("The page did not start in time."), START_LIMIT_MS);
import(address(js)).then((glue) => glue.default({ module_or_path: address(wasm) })).catch(fail);
