// Writes into a finished build what only it can tell: the name of the release, the service worker with every file the page
// needs, the data as Excel wants them, and how long a host lets each file be kept. Trunk runs it after every build.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dir = process.env.TRUNK_STAGING_DIR;
const source = fileURLToPath(new URL("../public", import.meta.url));
const at = (name) => join(dir, name);
/** A name that says what the file holds; such a file never changes. */
const HASHED = /-[0-9a-f]{8,16}(_bg)?\.\w+$/;

const files = readdirSync(dir).filter((name) => HASHED.test(name)).sort();
// The program is loaded when a reader wants more than the overview (boot.js), and checked then: the links say what against.
const later = (html) => html.replace(/rel="(modulepreload|preload)"/g, 'rel="program-$1"');
// Who shows a card for a link wants to know in full where its picture is.
const found = (html) => (process.env.PAGE_URL ? html.replace('content="social.png"', `content="${new URL("social.png", process.env.PAGE_URL)}"`) : html);
const html = found(later(readFileSync(at("index.html"), "utf8").replace(/ data-release="\w*"/, "")));
const worker = readFileSync(join(source, "sw.js"), "utf8");
const release = createHash("sha256").update(html).update(worker).digest("hex").slice(0, 12);
writeFileSync(at("index.html"), html.replace("<html", `<html data-release="${release}"`));
// Excel reads a table as UTF-8 only if it says so.
writeFileSync(at("two-rivers-data-excel.csv"), `\ufeff${readFileSync(at("two-rivers-data.csv"), "utf8")}`);

// The page under the address it has for a reader.
const integrity = (name) => `sha384-${createHash("sha384").update(readFileSync(at(name || "index.html"))).digest("base64")}`;
const list = Object.fromEntries([...files, ""].map((name) => [`./${name}`, integrity(name)]));
writeFileSync(at("sw.js"), `const RELEASE = "${release}";\nconst FILES = ${JSON.stringify(list, null, 2)};\n\n${worker}`);

// A build for development is not kept: it changes too often, and weighs too much. Any host can say the same (README.md).
const offline = process.env.TRUNK_PROFILE === "release";
writeFileSync(at("release.json"), `${JSON.stringify({ release, offline })}\n`);

const rule = (seconds) => (path) => `/${path}\n  Cache-Control: ${seconds}\n`;
const asked = ["", "index.html", "release.json", "sw.js"].map(rule("no-cache"));
const kept = files.map(rule("public, max-age=31536000, immutable"));
writeFileSync(at("_headers"), readFileSync(join(source, "_headers"), "utf8") + [...asked, ...kept].join(""));
