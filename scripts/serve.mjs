#!/usr/bin/env node
// Uses the page of `factlint serve` in a real browser, as somebody would who has a draft, its sources and no terminal.
//
//     node scripts/serve.mjs [FACTLINT]               (target/release/factlint unless named)
//     node scripts/serve.mjs --pictures [FACTLINT]    draws the pictures of docs/first-report.md, and does no more
//
// At 360, 800 and 1600 px, light and dark, by mouse and by keyboard alone: texts are pasted, chosen, dropped, checked, a word is changed, and they are
// checked again; what is kept is looked at; refusals are read; texts and names that try to break out run nothing; without scripts the form still
// works. axe-core looks at each state, the frame with the report among them. Nothing may be asked of any address but the server's. Screenshots lie in
// target/browser/serve. The draft and the source are those of docs/first-report.md, so that what stands there is what happens.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AXE, ROOT, WIDTHS, WORK, launched, program } from "./chromium.mjs";

const SHOTS = join(WORK, "serve");
const PICTURES = process.argv[2] === "--pictures";
const FACTLINT = program(process.argv[PICTURES ? 3 : 2]);
const FILES = join(WORK, "serve-files");

// What is typed: the two texts of the page for beginners.
const guide = readFileSync(join(ROOT, "docs", "first-report.md"), "utf8");
const [DRAFT, SOURCE] = [...guide.matchAll(/```text\n([^]*?)```/g)].map((m) => m[1].trim());
const BAD = "</script></style></textarea><img src=x onerror=\"window.hit=1;alert(1)\"><svg onload=\"window.hit=2\">\u202etxet'\"";

rmSync(FILES, { recursive: true, force: true });
mkdirSync(FILES, { recursive: true });
const file = (name, text) => {
  const path = join(FILES, name);
  writeFileSync(path, text);
  return path;
};

let failed = 0;
let done = 0;
const check = (holds, what) => {
  done++;
  if (!holds) {
    failed++;
    console.log(`FAILED ${what}`);
  }
};

const server = spawn(FACTLINT, ["serve", "--quiet"], { cwd: FILES, stdio: ["ignore", "pipe", "inherit"] });
process.on("exit", () => server.kill());
const URL_ = await new Promise((resolve) => server.stdout.once("data", (data) => resolve(String(data).trim())));
const HOST = new URL(URL_).host;
const browser = await launched();
let asked = 0;

/** The page in a window of its own, which tells of all that it should not do. */
async function open(name, options) {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const page = await context.newPage();
  context.on("request", (request) => {
    asked++;
    const { protocol, host } = new URL(request.url());
    check(host === HOST || ["about:", "blob:", "data:"].includes(protocol), `${name}: asks for ${request.url()}`);
  });
  page.on("dialog", (dialog) => (check(false, `${name}: a dialog says ${dialog.message()}`), dialog.dismiss()));
  page.on("pageerror", (error) => check(false, `${name}: ${error.message}`));
  page.on("console", (message) => {
    // A refusal is an answer with a status of its own, which the browser tells here.
    const refusal = message.text().startsWith("Failed to load resource");
    check(message.type() !== "error" || refusal, `${name}: ${message.text()}`);
  });
  await page.goto(URL_);
  return page;
}
const frame = (page) => page.frames().find((one) => one.name() === "report");
async function axe(name, page) {
  for (const one of [page.mainFrame(), frame(page)]) {
    if (!one || one.url() === "about:blank") continue;
    await one.evaluate(AXE);
    const { violations } = await one.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], iframes: false }));
    for (const { id, nodes } of violations) check(false, `${name}: axe: ${id} at ${nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
  }
  check(true, name);
}
const settled = (page) => page.waitForSelector("body.answered:not(.busy)", { state: "attached" });
async function press(page) {
  await page.locator("button.main").click();
  await page.waitForTimeout(50);
  await settled(page);
}
const toTexts = async (page) => {
  const button = page.locator("[data-side=texts]");
  if (await button.isVisible()) await button.click();
};
const inFrame = (page, selector) => page.frameLocator("#report").locator(selector);
const counts = (page) => inFrame(page, ".chip.contradicted b").textContent();
const shot = (page, name) => page.screenshot({ path: join(SHOTS, `${name}.png`) });
/** Drops files on an element, as a mouse would. */
async function drop(page, selector, files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent(selector, type, { dataTransfer: data });
}
async function kept(page, label) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: label }).click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), text: readFileSync(path, "utf8") };
}

async function byMouse(name, page) {
  const narrow = (await page.viewportSize()).width < 1280;
  await shot(page, `${name}-empty`);
  await axe(`${name} empty`, page);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("label[for=draft_file]").click()]);
  await chooser.setFiles(file("library.txt", DRAFT));
  await page.waitForFunction(() => document.querySelector("#draft").value, null, { timeout: 5000 }).catch(() => {});
  check((await page.locator("#draft").inputValue()).startsWith(DRAFT.slice(0, 40)), `${name}: a text that is chosen can be changed at once`);
  const [more] = await Promise.all([page.waitForEvent("filechooser"), page.locator("label[for=source_file]").click()]);
  await more.setFiles(file("minutes.txt", SOURCE));
  await drop(page, "[data-zone=sources]", [["second.md", "The kiosk beside the library sold 310 maps."], ["second2.md", "Nothing."]]);
  check((await page.locator("#files li").count()) === 3, `${name}: what is dropped is added`);
  await page.locator("#files li button").nth(2).click();
  check((await page.locator("#files li").count()) === 2, `${name}: a source is taken out again`);
  await shot(page, `${name}-filled`);
  await axe(`${name} filled`, page);
  await press(page);
  check((await page.locator("#status").textContent()) !== "", `${name}: it is said that the report is there`);
  check((await counts(page)) === "2", `${name}: two claims are contradicted, not ${await counts(page)}`);
  await shot(page, `${name}-report`);
  await axe(`${name} report`, page);
  const mark = inFrame(page, ".view:not([hidden]) a.m.contradicted").first();
  await mark.click();
  check(await inFrame(page, ".card:not([hidden]) h2").isVisible(), `${name}: a click shows what the source says`);
  await shot(page, `${name}-claim`);
  await axe(`${name} claim`, page);
  check((await inFrame(page, ".cmd pre").filter({ hasText: "factlint" }).count()) === 0, `${name}: no command is shown`);
  // Another word, and again.
  await toTexts(page);
  if (narrow) await axe(`${name} back`, page);
  const box = page.locator("#draft");
  await box.fill((await box.inputValue()).replace("81,300", "83,100"));
  check((await page.locator("#status").textContent()).includes("changed"), `${name}: it is said that the report is of other texts`);
  await press(page);
  check((await counts(page)) === "1", `${name}: the mended claim is contradicted no more`);
  await toTexts(page);
  const html = await kept(page, "The report (html)");
  check(html.name === "factlint.html" && html.text.includes("83,100") && html.text.startsWith("<!doctype html>"), `${name}: the page is kept`);
  const csv = await kept(page, "A table (csv)");
  check(csv.name === "factlint.csv" && csv.text.includes("contradicted"), `${name}: the table is kept`);
  const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("button", { name: "its own tab" }).click()]);
  await tab.waitForLoadState();
  check((await tab.title()).includes("library.txt"), `${name}: the report opens in a tab of its own`);
  await tab.close();
}

/** Presses a key until the focus is where it should be. */
async function walk(page, key, where, most = 60) {
  for (let n = 0; n < most; n++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, where)) return true;
    await page.keyboard.press(key);
  }
  return false;
}

async function byKeyboard(name, page) {
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.matches(".skip")), `${name}: the first stop is the way to the draft`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  check(await walk(page, "Tab", "#draft"), `${name}: the draft is reached`);
  await page.keyboard.insertText(DRAFT);
  check(await walk(page, "Tab", "[name=source_name]"), `${name}: a source is reached`);
  await page.keyboard.type("Minutes");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(SOURCE);
  check(await walk(page, "Tab", "button.main"), `${name}: the button is reached`);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(50);
  await settled(page);
  await page.waitForTimeout(100);
  check(await page.evaluate(() => document.activeElement.id === "report"), `${name}: the report has the focus`);
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  const card = inFrame(page, ".card:not([hidden]) h2");
  check(await card.evaluate((e) => document.activeElement === e), `${name}: keys lead to the evidence`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  check(await inFrame(page, ".view:not([hidden])").getAttribute("data-v").then((v) => v === "sheet"), `${name}: f opens the fact sheet`);
  await page.keyboard.press("f");
  // Back to the texts, another word, and the keys that check.
  if (await page.locator("[data-side=texts]").isVisible()) {
    check(await walk(page, "Shift+Tab", "[data-side=texts]"), `${name}: the way back to the texts is reached`);
    await page.keyboard.press("Enter");
    check(await walk(page, "Tab", "#draft"), `${name}: and from there the draft`);
  } else {
    check(await walk(page, "Shift+Tab", "#draft"), `${name}: the draft is reached again`);
  }
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" The library has 9 floors.");
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(50);
  await settled(page);
  check((await inFrame(page, ".view:not([hidden])").textContent()).includes("The library has 9"), `${name}: what was written is there`);
}

if (PICTURES) {
  const page = await open("pictures", { viewport: { width: 1280, height: 720 }, colorScheme: "light" });
  const draw = async (n) => (await page.mouse.move(900, 10), await page.screenshot({ path: join(ROOT, "docs", `first-report-${n}.png`) }));
  await page.locator("#draft").fill(DRAFT);
  await page.locator("[name=source_name]").fill("Minutes");
  await page.locator("[name=source_text]").fill(SOURCE);
  await draw(1);
  await press(page);
  await inFrame(page, ".view:not([hidden]) a.m.contradicted").first().click();
  await page.waitForTimeout(200);
  await draw(2);
  await inFrame(page, '.tab[data-v="sheet"]').click();
  await draw(3);
  await browser.close();
  process.exit(0);
}

const started = Date.now();
rmSync(SHOTS, { recursive: true, force: true });
mkdirSync(SHOTS, { recursive: true });
for (const width of WIDTHS) {
  for (const colorScheme of ["light", "dark"]) {
    const name = `${width}-${colorScheme}`;
    const options = { viewport: { width, height: width < 720 ? 780 : 900 }, colorScheme, reducedMotion: "reduce" };
    const page = await open(name, options);
    await byMouse(name, page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${name}: the page is ${wide} px wider than the window`);
    await page.context().close();
    const keys = await open(`${name} by keyboard`, options);
    await byKeyboard(`${name} by keyboard`, keys);
    await keys.context().close();
  }
}
// A file of a word processor: it is checked as it is, and its words can be taken over.
{
  const page = await open("docx", { viewport: { width: 1600, height: 900 } });
  await page.setInputFiles("#draft_file", join(ROOT, "examples/formats/article.docx"));
  check(await page.locator("#draft_chosen").isVisible(), "docx: the file stands where the words were");
  await axe("docx chosen", page);
  await press(page);
  check((await inFrame(page, "h1").textContent()).includes("article.docx"), "docx: it is checked as it is");
  await page.getByRole("button", { name: "Change its words here" }).click();
  await page.waitForFunction(() => document.querySelector("#draft").value.length > 100);
  check(await page.locator("#draft").isVisible(), "docx: its words can be changed");
  await press(page);
  check((await inFrame(page, "h1").textContent()).includes("article.docx"), "docx: the words are checked by its name");
  await page.locator("#draft").fill("");
  await page.locator("button.main").click();
  await page.frameLocator("#report").getByText("There is no draft").waitFor();
  await axe("docx refused", page);
  await shot(page, "refused");
  // A file that was saved since it was chosen.
  const path = file("later.docx", readFileSync(join(ROOT, "examples/formats/article.docx")));
  await page.setInputFiles("#source_file", path);
  await page.waitForTimeout(1100);
  writeFileSync(path, readFileSync(join(ROOT, "examples/formats/article.docx")).subarray(0, 400));
  await page.locator("#draft").fill(DRAFT);
  await page.locator("button.main").click();
  await page.waitForFunction(() => document.querySelector("#status").textContent.includes("later.docx"), null, { timeout: 5000 }).catch(() => {});
  check((await page.locator("#status").textContent()).includes("later.docx has changed"), "docx: a file that was saved since is told");
  await page.context().close();
}
// Texts and names that try to break out.
{
  const page = await open("hostile", { viewport: { width: 1600, height: 900 } });
  await drop(page, "[data-zone=draft]", [[`'"><script>alert(2)<!--.docx`, BAD]]);
  await axe("hostile name", page);
  await page.getByRole("button", { name: "Remove", exact: false }).first().click();
  await page.locator("#draft").fill(`${BAD} ${DRAFT} ${BAD}`);
  await drop(page, "[data-zone=sources]", [[`minutes" onmouseover=alert(3) x='.txt`, `${SOURCE} ${BAD}`], ["<img src=x onerror=alert(4)>.pdf", "%PDF-"]]);
  await press(page);
  check((await counts(page)) === "2", "hostile: the report is the same");
  await axe("hostile", page);
  await shot(page, "hostile");
  for (const one of page.frames()) {
    check((await one.evaluate(() => window.hit)) === undefined, "hostile: nothing ran");
    check((await one.locator("img, object, embed").count()) === 0, "hostile: no text became an element");
  }
  const reached = await frame(page).evaluate(() => {
    try {
      return parent.document.title;
    } catch {
      return null;
    }
  });
  check(reached === null, "hostile: the report cannot reach the page around it");
  await page.context().close();
}
// Without scripts the form is a form.
{
  const page = await open("without scripts", { javaScriptEnabled: false, viewport: { width: 800, height: 900 } });
  await page.locator("#draft").fill(DRAFT);
  await page.locator("[name=source_text]").fill(SOURCE);
  await page.locator("button.main").click();
  await inFrame(page, ".view").first().waitFor();
  check((await inFrame(page, ".card").count()) > 0, "without scripts: the report stands in its frame");
  await page.screenshot({ path: join(SHOTS, "without-scripts.png"), fullPage: true });
  await page.context().close();
}
// Swedish, by the browser's own language and by the link.
{
  const page = await open("swedish", { locale: "sv-SE", viewport: { width: 800, height: 900 } });
  check((await page.locator("html").getAttribute("lang")) === "sv", "swedish: the page speaks the reader's language");
  await axe("swedish", page);
  await page.getByRole("link", { name: "English" }).click();
  check((await page.locator("html").getAttribute("lang")) === "en", "swedish: and another, where that is asked for");
  await page.context().close();
}
await browser.close();
check(statSync(FILES).isDirectory() && asked > 50, "requests were looked at");
console.log(`${done} checks in ${((Date.now() - started) / 1000).toFixed(0)} s, ${failed} failed; ${asked} requests, all to ${HOST}; screenshots in ${SHOTS}`);
process.exit(failed ? 1 : 0);
