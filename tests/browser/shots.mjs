// Pictures of pages: node shots.mjs BASE FOLDER PAGE…
import { chromium } from "playwright-core";

const [base, folder, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
for (const page of pages) {
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height: 1400 }, colorScheme });
      const tab = await context.newPage();
      await tab.goto(base + page);
      await tab.evaluate(() => document.fonts.ready);
      const name = page.split("#")[0].replaceAll("/", "_").replace(".html", "");
      await tab.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
      await context.close();
    }
  }
}
await browser.close();
