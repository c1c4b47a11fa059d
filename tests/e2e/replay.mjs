// The native program that recomputes a link, in the build that the native tests leave behind.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const COMMAND = ["run", "--quiet", "--profile", "test", "--no-default-features", "--bin", "replay", "--"];

/** The results of a link, as CSV. */
export const replay = (link) => execFileSync("cargo", [...COMMAND, link], { cwd: fileURLToPath(new URL("../..", import.meta.url)) });
