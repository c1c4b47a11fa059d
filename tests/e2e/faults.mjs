// The catalogue of faults the page must survive. Each is a test whose title names it: `faults.spec.mjs` holds that.
export const FAULTS = [
  // Storage
  "blocked getter", "null storage", "getItem throws", "quota on first save", "quota mid-session", "truncated JSON", "wrong type",
  "unknown newer schema", "each older schema", "non-finite value", "checksum wrong", "index lists missing key",
  "key missing from index", "cleared while open", "private-mode loss after close", "third-party iframe",
  // Tabs
  "same scenario edited in both", "delete in one, edit in other", "old app version beside new", "storm of 1,000 events",
  "hidden tab wakes with stale state", "closed inside debounce",
  // Links
  "truncated at every position", "each bit flipped", "wrong CRC", "future version", "1 MB fragment", "percent-encoded twice",
  "chat punctuation", "bidi/control/HTML name", "unknown data release or lever", "out-of-range value",
  // Boot
  "wasm 404", "HTML instead of wasm", "wrong MIME", "SRI mismatch", "no WebAssembly", "panic at start", "panic inside update",
  "CSP without wasm-unsafe-eval",
];
