// Looks at pages in Chromium and prints what it finds as JSON.
//   node check.mjs BASE PAGE…        BASE is an http:// or file:// address that ends with "/"
// Each page at two widths, light and dark: axe rules, console, requests, width; and once the
// HTML rules of html-validate.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-inline-style": "error", "long-title": "off", "no-raw-characters": "off" },
});

const [base, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});

async function look(page, width, colorScheme, result) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme, bypassCSP: true,
  });
  const tab = await context.newPage();
  const where = `${page} ${width} ${colorScheme}`;
  tab.on("console", (m) => m.type() === "error" && result.console.push(`${where}: ${m.text()}`));
  tab.on("pageerror", (e) => result.console.push(`${where}: ${e}`));
  tab.on("request", (r) => {
    const url = r.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) result.requests.push(`${where}: ${url}`);
  });
  tab.on("requestfailed", (r) => result.console.push(`${where}: failed ${r.url()}`));
  await tab.goto(base + page);
  await tab.evaluate(axe);
  const found = await tab.evaluate((runOnly) => axe.run(document, { runOnly, preload: false }), TAGS);
  for (const v of found.violations) {
    result.axe.push(`${where}: ${v.id} ×${v.nodes.length} ${v.nodes[0].html.slice(0, 160)}`);
  }
  result.passes += found.passes.length;
  if (await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
    result.overflow.push(where);
  }
  await context.close();
}

// A second visit with the page's own policy in force: CSP violations show up on the console.
async function policy(page, result) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.on("console", (m) => m.type() === "error" && result.console.push(`${page} CSP: ${m.text()}`));
  await tab.goto(base + page);
  const fonts = await tab.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((f) => f.status === "loaded").length;
  });
  if (fonts === 0) result.console.push(`${page}: no font loaded`);
  await context.close();
}

async function html(page, result) {
  const text = base.startsWith("file:")
    ? readFileSync(fileURLToPath(base + page), "utf8")
    : await (await fetch(base + page)).text();
  const report = await validator.validateString(text, page);
  for (const file of report.results) {
    for (const m of file.messages) result.html.push(`${page}:${m.line}: ${m.ruleId} ${m.message}`);
  }
}

const result = { axe: [], console: [], requests: [], overflow: [], html: [], passes: 0 };
for (const page of pages) {
  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) await look(page, width, scheme, result);
  }
  await policy(page, result);
  await html(page, result);
}
await browser.close();
console.log(JSON.stringify(result, null, 1));
