#!/usr/bin/env node
// Opens the pages that factlint writes in a real browser, and walks their main paths.
//
//     node scripts/browser.mjs [FACTLINT]              (target/release/factlint unless named)
//     node scripts/browser.mjs --picture [FACTLINT]    draws docs/page.png, and does no more
//
// Pages of the examples, of a draft with every standing, of texts that try to break out, and of a long draft are opened at 360, 800 and 1600 px,
// light and dark. By mouse and by keyboard alone claims are chosen, filtered, searched, ticked and followed to their sources. axe-core looks for
// violations in every view. Nothing may be asked of any network, nothing may run that the pages did not bring, and without scripts all texts are
// still there. Screenshots lie in target/browser/shots.
//
// What it needs is in `chromium.mjs`; where one of that cannot be had, the script says "skipped", and why. Status 1 where something failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { AXE, ROOT, WIDTHS, WORK, launched, program } from "./chromium.mjs";

const SHOTS = join(WORK, "shots");
const PICTURE = process.argv[2] === "--picture";
const FACTLINT = program(process.argv[PICTURE ? 3 : 2]);

// What is opened.
const texts = (folder, files) => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};
const BAD = "</script></style><img src=x onerror=\"window.hit=1;alert(1)\"><svg onload=\"window.hit=2\">\u202etxet'\"";
const forms = (bad) => ({
  [`drafts/museum${bad && `'\"><script>alert(2)<\\script>\u202e`}.md`.replaceAll("/script", "script")]:
    `---\ndate: 2025-03-18\nlang: en\n---\n\n# Museum budget passes ${bad}\n\nThe council approved the budget on Tuesday, March 17, 2025. It spends a total of ` +
    `42 posts: 15 on roads, 11 on schools and 9 on parks. ${bad}\n\nThe museum drew 41,250 visitors last year. The museum's old wing is 240 square metres. ` +
    `Its shop sold 12,480 books to the museum's visitors.\n\n- The hall was built in 1936. <!-- factlint: ok date-conflict: an older hall is meant -->\n` +
    `- The roof is 31 metres long.\n\n| part | cost |\n|---|---|\n| roof | 12 |\n`,
  [`sources/minutes${bad && "\" onmouseover=alert(3) x='"}.txt`]:
    `March 17, 2025\n\nThe council approved the budget by 21 votes to 6. ${bad}\n\nThe museum's old wing is 240 square metres.\n`,
  "sources/report.md":
    `---\ndate: 2025-01-31\nlang: en\n---\n\nThe museum drew 41,250 visitors in 2024. Its shop sold postcards to the museum's visitors. ${bad}\n\nThe museum's old ` +
    `wing is 250 square metres. The hall was built in 1963. The roof is 31 metres long.\n`,
  "sources/scan.pdf": "%PDF",
});
const sentence = (n, of) =>
  `The harbour of ${["Alva", "Borg", "Dala", "Elvik", "Fors"][n % 5]} number ${n} took in ${of + n * 37} boats in ${1950 + (n % 70)}, and the town was glad of it, as its people said, for nobody there had foreseen what would come of the quays and of the ropes that lay on them through the long dark winters of those years. `;
const long = () => {
  const files = { "draft.md": Array.from({ length: 220 }, (_, n) => sentence(n, 1000 + (n % 7)) + (n % 5 === 4 ? "\n\n" : "")).join("") };
  for (let s = 0; s < 20; s++) {
    files[`sources/${s}.txt`] = Array.from({ length: 220 }, (_, n) => (n % 20 === s ? sentence(n, 1000) + "\n\n" : "")).join("");
  }
  return files;
};
texts(join(WORK, "forms"), forms(""));
texts(join(WORK, "hostile"), forms(BAD));
texts(join(WORK, "long"), long());
const report = (name, cwd, ...args) => {
  const page = join(WORK, `${name}.html`);
  const run = spawnSync(FACTLINT, ["report", ...args, "-o", page], { cwd, encoding: "utf8" });
  if (run.status === null || !existsSync(page)) throw new Error(`factlint report ${args.join(" ")}: ${run.stderr}`);
  return page;
};
const PAGES = {
  draft: report("draft", ROOT, "examples/against/hamnen/utkast.md", "--against", "examples/against/hamnen/sources"),
  peers: report("peers", ROOT, "examples/csto"),
  forms: report("forms", join(WORK, "forms"), "drafts", "--against", "sources"),
  hostile: report("hostile", join(WORK, "hostile"), "drafts", "--against", "sources"),
};
if (PICTURE) {
  const draft = "examples/against/hamnen/utkast.md";
  const file = report("picture", ROOT, draft, "--against", "examples/against/hamnen/sources", "--page-lang", "en");
  const browser = await launched();
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: "light" });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(ROOT, "docs", "page.png") });
  await browser.close();
  process.exit(0);
}
const LONG = report("long", join(WORK, "long"), "draft.md", "--against", "sources");

let failed = 0;
let done = 0;
const check = (holds, what) => {
  done++;
  if (!holds) {
    failed++;
    console.log(`FAILED ${what}`);
  }
};
const started = Date.now();
rmSync(SHOTS, { recursive: true, force: true });
mkdirSync(SHOTS, { recursive: true });
const browser = await launched();

/** A page in a window of its own, which tells of all that it should not do. */
async function open(name, file, options, hash = "") {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => check(["about:blank", pathToFileURL(file).href].includes(request.url().split("#")[0]), `${name}: asks for ${request.url()}`));
  page.on("dialog", (dialog) => (check(false, `${name}: a dialog says ${dialog.message()}`), dialog.dismiss()));
  page.on("pageerror", (error) => check(false, `${name}: ${error.message}`));
  page.on("console", (message) => check(message.type() !== "error", `${name}: ${message.text()}`));
  await page.goto(pathToFileURL(file).href + hash);
  return page;
}
async function axe(name, page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, nodes } of violations) check(false, `${name}: axe: ${id} at ${nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
  check(true, name);
}
const shown = (page, selector) => page.locator(selector).filter({ visible: true });
const current = (page) => page.evaluate(() => document.querySelector(".card:not([hidden])")?.dataset.i ?? null);
const view = (page) => page.evaluate(() => document.querySelector(".view:not([hidden])").dataset.v);
const focused = (page, selector) => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);

/** The main paths by mouse. */
async function byMouse(name, page, peers, narrow) {
  const marks = peers ? ".view:not([hidden]) .row" : ".view:not([hidden]) a.m";
  const mark = shown(page, marks).nth(1);
  const number = await mark.getAttribute("data-i");
  await mark.click();
  check((await current(page)) === number, `${name}: a click shows the card of what was clicked`);
  check(await page.locator(`.card[data-i="${number}"] h2`).isVisible(), `${name}: the card is seen`);
  if (narrow && !peers) {
    await page.waitForTimeout(400);
    const [words, sheet] = await Promise.all([mark.boundingBox(), page.locator(".pane").boundingBox()]);
    check(words.y + words.height <= sheet.y && words.y >= 0, `${name}: the words stay in sight above the sheet`);
  }
  await page.locator(".next").click();
  check((await current(page)) !== number, `${name}: the button leads to the next one`);
  const way = shown(page, ".card:not([hidden]) a[data-go]").first();
  if (await way.count()) {
    const to = await way.getAttribute("data-go");
    const target = (await way.getAttribute("href")).slice(1);
    await way.click();
    check((await view(page)) === to, `${name}: the way to the text opens its view`);
    check(await page.evaluate((id) => document.activeElement.id === id, target), `${name}: and focuses the words there`);
    const back = shown(page, ".view:not([hidden]) .ref, .view:not([hidden]) a.m").first();
    const claim = await back.getAttribute("data-i");
    await back.click();
    check((await current(page)) === claim, `${name}: a number in the text leads back to its claim`);
    if (narrow) await page.locator(".close").click();
  }
  await page.locator(".tab").first().click();
  const chip = page.locator(".chip:not(.zero)").nth(1);
  const kind = await chip.getAttribute("data-f");
  const count = Number(await chip.locator("b").textContent());
  await chip.click();
  if (narrow) await page.keyboard.press("Escape");
  check((await chip.getAttribute("aria-pressed")) === "true", `${name}: a count is a filter`);
  await page.locator('.tab[data-v="sheet"]').click();
  const rows = peers ? `.ft tbody:has(tr[data-i]:not([hidden]))` : ".ft tbody tr:not([hidden])";
  check((await shown(page, rows).count()) === count, `${name}: the sheet shows the ${count} of ${kind}`);
  await page.locator('.chip[data-f="all"]').click();
  await shown(page, ".ft input").first().check();
  await page.reload();
  await page.locator('.tab[data-v="sheet"]').click();
  check(await shown(page, ".ft input").first().isChecked(), `${name}: what is ticked stays ticked`);
  await shown(page, ".ft input").first().uncheck();
}

/** The main paths by keyboard alone. */
async function byKeyboard(name, page, peers, url) {
  await page.goto("about:blank");
  await page.goto(url);
  await page.keyboard.press("Tab");
  check(await focused(page, ".skip"), `${name}: the first stop is the way to the text`);
  await page.keyboard.press("Enter");
  await page.evaluate(() => document.activeElement.blur());
  const seen = [];
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press("j");
    seen.push(await current(page));
  }
  check(new Set(seen).size === 3, `${name}: j goes on (${seen})`);
  await page.keyboard.press("k");
  check((await current(page)) === seen[1], `${name}: k goes back`);
  await page.keyboard.press("n");
  check((await current(page)) !== null, `${name}: n finds what needs a look`);
  await page.keyboard.press("Enter");
  check(await focused(page, ".card:not([hidden]) h2"), `${name}: Enter leads to the evidence`);
  await page.keyboard.press("Escape");
  check(await focused(page, peers ? ".row" : "a.m"), `${name}: Escape leads back to the words`);
  await page.keyboard.press("x");
  check(await page.locator("#tick").isChecked(), `${name}: x ticks`);
  await page.keyboard.press("x");
  await page.keyboard.press("f");
  check((await view(page)) === "sheet", `${name}: f opens the sheet`);
  await page.keyboard.press("f");
  await page.keyboard.press("/");
  await page.keyboard.type("the");
  check((await page.locator("#hits").textContent()) !== "", `${name}: a search says how many`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  check(await page.locator("#help").isVisible(), `${name}: ? shows the keys`);
  await axe(`${name} keys`, page);
  await page.locator("#keys").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  const before = await current(page);
  await page.keyboard.press("j");
  check((await current(page)) === before, `${name}: single keys can be switched off`);
  await page.evaluate(() => localStorage.clear());
  const first = page.locator(".tab").first();
  await first.focus();
  await page.keyboard.press("ArrowRight");
  check(await focused(page, '.tab[aria-selected="true"]'), `${name}: arrows move between views`);
}

for (const [kind, file] of Object.entries(PAGES)) {
  const peers = kind === "peers";
  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      const name = `${kind}-${width}-${colorScheme}`;
      const narrow = width < 720;
      const page = await open(name, file, { viewport: { width, height: narrow ? 780 : 900 }, colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: join(SHOTS, `${name}.png`) });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(wide <= 0, `${name}: the page is ${wide} px wider than the window`);
      await axe(name, page);
      await page.keyboard.press("j");
      if (narrow) await page.keyboard.press("Enter");
      await page.screenshot({ path: join(SHOTS, `${name}-chosen.png`) });
      await axe(`${name} chosen`, page);
      await page.keyboard.press("Escape");
      for (const tab of await page.locator(".tab").evaluateAll((all) => all.slice(1, 3).map((t) => t.dataset.v))) {
        await page.locator(`.tab[data-v="${tab}"]`).click();
        await axe(`${name} ${tab}`, page);
        if (tab === "sheet") await page.screenshot({ path: join(SHOTS, `${name}-sheet.png`) });
      }
      if (colorScheme === "light") {
        await page.reload();
        await byMouse(`${name} by mouse`, page, peers, narrow);
        await byKeyboard(`${name} by keyboard`, page, peers, pathToFileURL(file).href);
      }
      check((await page.evaluate(() => window.hit)) === undefined, `${name}: nothing ran`);
      check((await page.locator("img, iframe, object").count()) === 0, `${name}: no text became an element`);
      await page.context().close();
    }
  }
  // Paper, and a browser without scripts.
  const print = await open(`${kind} print`, file, { viewport: { width: 800, height: 1100 } });
  await print.emulateMedia({ media: "print" });
  check((await shown(print, ".ft tbody tr").count()) > 0 && (await shown(print, ".pane, .top").count()) === 0, `${kind}: paper has the sheet only`);
  writeFileSync(join(SHOTS, `${kind}.pdf`), await print.pdf({ format: "A4" }));
  await print.screenshot({ path: join(SHOTS, `${kind}-print.png`) });
  await print.context().close();
  const plain = await open(`${kind} without scripts`, file, { javaScriptEnabled: false });
  check((await shown(plain, ".view").count()) >= 3 && (await shown(plain, ".card").count()) > 0, `${kind}: without scripts all texts are there`);
  await plain.context().close();
}

// A long draft opens at once.
{
  const page = await open("long", LONG, { viewport: { width: 1600, height: 900 } });
  const load = await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
  const bytes = readFileSync(LONG).length;
  const key = await page.evaluate(async () => {
    const times = [];
    for (let n = 0; n < 20; n++) {
      const from = performance.now();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
      document.body.offsetHeight;
      times.push(performance.now() - from);
      await new Promise(requestAnimationFrame);
    }
    return times.sort((a, b) => a - b)[10];
  });
  console.log(`a long draft: ${(bytes / 1e6).toFixed(1)} MB, loaded in ${load.toFixed(0)} ms, a key takes ${key.toFixed(0)} ms`);
  check(bytes < 3e6 && load < 5000 && key < 200, "a long draft opens at once");
  await page.locator("#pick").selectOption({ index: 3 });
  check((await view(page)).startsWith("s"), "one of many sources is chosen from a list");
  await page.screenshot({ path: join(SHOTS, "long-1600.png") });
  await axe("long", page);
  await page.context().close();
}
await browser.close();
console.log(`${done} checks in ${((Date.now() - started) / 1000).toFixed(0)} s, ${failed} failed; screenshots in ${SHOTS}`);
process.exit(failed ? 1 : 0);
