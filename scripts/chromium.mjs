// What the scripts that open pages in a browser share: Chromium, what drives it, and axe-core.
//
// playwright-core and axe-core come from npm into target/browser; Chromium is the system's, and is installed with apt-get where that can be done. Where
// one of them cannot be had, the script that asks says "skipped", and why, and ends with status 0.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const WORK = join(ROOT, "target", "browser");
export const WIDTHS = [360, 800, 1600];
const NEEDED = ["playwright-core@1", "axe-core@4"];

const skip = (why) => {
  console.log(`skipped: ${why}`);
  process.exit(0);
};
const found = (name) => spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();

mkdirSync(WORK, { recursive: true });
const require = createRequire(join(WORK, "x.js"));
const have = () => existsSync(join(WORK, "node_modules", "playwright-core")) && existsSync(join(WORK, "node_modules", "axe-core"));
if (!have()) {
  spawnSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", WORK, ...NEEDED], { stdio: "inherit" });
  if (!have()) skip("npm cannot install playwright-core and axe-core here");
}
const browsers = ["chromium", "chromium-browser", "google-chrome"];
let chromium = browsers.map(found).find(Boolean);
if (!chromium && found("apt-get") && process.getuid?.() === 0) {
  spawnSync("sh", ["-c", "apt-get update -qq && apt-get install -y -qq chromium"], { stdio: "ignore" });
  chromium = browsers.map(found).find(Boolean);
}
if (!chromium) skip("there is no Chromium here, and none can be installed");

const { chromium: driver } = require("playwright-core");
export const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A browser of its own. */
export const launched = () => driver.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

/** The program that is tried: target/release/factlint unless named. */
export function program(named) {
  const file = resolve(named ?? join(ROOT, "target", "release", "factlint"));
  if (!existsSync(file)) skip(`there is no ${file}`);
  return file;
}
