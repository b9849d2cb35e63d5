// What a reader does: keyboard, search, no JavaScript. Prints JSON.   node act.mjs BASE
import { chromium } from "playwright-core";

const [base] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const result = {};

// Search without accents and capitals, by keyboard alone.
let tab = await (await browser.newContext()).newPage();
await tab.goto(base + "es/search.html");
await tab.focus("#q");
await tab.keyboard.type("INFLACION aceite");
await tab.waitForFunction(() => document.querySelector("#count").textContent !== "");
result.found = await tab.locator("#results a").allTextContents();
result.count = await tab.locator("#count").textContent();
await tab.keyboard.press("Tab");
await tab.keyboard.press("Enter");
await tab.waitForURL(/story-\d+\.html$/);
result.opened = await tab.locator("h1").textContent();
await tab.goBack();
await tab.waitForFunction(() => document.querySelector("#results a") !== null);
result.afterBack = await tab.inputValue("#q");
await tab.fill("#q", "zzzz");
result.nothing = await tab.locator("#count").textContent();

// Reading with Tab and Enter: the skip link, then every link of the page, in order and visible.
await tab.goto(base + "2026-11-23/en/index.html");
await tab.keyboard.press("Tab");
result.first = await tab.evaluate(() => document.activeElement.className);
await tab.keyboard.press("Enter");
result.skipped = new URL(tab.url()).hash;
await tab.goto(base + "2026-11-23/en/index.html");
const stops = [];
for (let i = 0; i < 120; i++) {
  await tab.keyboard.press("Tab");
  const stop = await tab.evaluate(() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const style = getComputedStyle(e);
    return { name: e.textContent.trim(), outline: style.outlineStyle, tag: e.tagName };
  });
  if (!stop) break;
  stops.push(stop);
}
result.stops = stops.length;
result.links = await tab.locator("a[href], summary").count();
result.withoutOutline = stops.filter((s) => s.outline === "none").map((s) => s.name);
await tab.locator("summary").first().focus();
await tab.keyboard.press("Enter");
result.opens = await tab.locator("details").first().evaluate((e) => e.open);

// The switch stays on the same story.
await tab.goto(base + "2026-11-23/en/story-3.html");
await tab.locator(".switch a").click();
result.switched = tab.url().slice(base.length);

// Without JavaScript everything but search is there.
tab = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await tab.goto(base + "2026-11-23/es/index.html");
result.storiesWithoutScript = await tab.locator("article h3").count();
await tab.goto(base + "es/search.html");
result.noscript = (await tab.locator("noscript").textContent()).trim().length > 0;

// Printed from the browser: no navigation.
tab = await (await browser.newContext()).newPage();
await tab.goto(base + "2026-11-23/en/index.html");
await tab.emulateMedia({ media: "print" });
result.printedBar = await tab.locator(".bar").isVisible();

await browser.close();
console.log(JSON.stringify(result));
