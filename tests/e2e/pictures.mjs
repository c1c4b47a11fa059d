// Draws the pictures that stand for the page elsewhere, from the built page: `node pictures.mjs`. Run it when the look changes.
import { fileURLToPath } from "node:url";
import { openPage, start } from "./browser.mjs";

const to = (name) => fileURLToPath(new URL(`../../public/${name}`, import.meta.url));
const site = await start();

// In the README and where the page is installed.
const lab = await openPage(site.browser, `${site.url}#/lab`, { width: 1280, height: 800 });
await lab.page.screenshot({ path: to("screenshot.png") });
await lab.context.close();

// What a link to it looks like in other places: the question, and the picture of deposits, which need no number to be read.
const card = await openPage(site.browser, site.url, { width: 1200, height: 630 });
await card.page.evaluate(() => {
  const [brand, spark] = [".brand", "[data-in=en] [data-series=dep] .chart-spark"].map((s) => document.querySelector(s).cloneNode(true));
  const text = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });
  const box = document.createElement("div");
  brand.replaceChildren(brand.querySelector("svg"));
  box.append(brand, text("p", "Two Rivers · 两江推演"), text("h1", "What would it take?"), text("h2", "Chongqing's Western Financial Center plan: targets, figures, and what-if scenarios"), text("h2", "重庆西部金融中心行动方案：目标、数据与情景推演"), spark);
  document.body.replaceChildren(box);
  const style = (e, rules) => Object.assign(e.style, rules);
  style(document.body, { overflow: "hidden" });
  style(box, { position: "relative", width: "1200px", height: "630px", boxSizing: "border-box", padding: "64px 80px" });
  style(brand, { position: "absolute", left: "80px", top: "66px" });
  style(brand.firstChild, { width: "44px", height: "44px" });
  const [name, question, en, zh] = box.querySelectorAll("p, h1, h2");
  style(name, { margin: "0 0 40px 60px", fontSize: "32px", fontWeight: 600 });
  style(question, { margin: "0 0 20px", fontSize: "76px", lineHeight: 1.1 });
  style(en, { margin: "0 0 8px", fontSize: "31px", fontWeight: 400, maxWidth: "1000px" });
  style(zh, { margin: 0, fontSize: "31px", fontWeight: 400 });
  style(spark, { position: "absolute", left: "80px", bottom: "30px", width: "1040px", height: "251px", maxWidth: "none" });
});
await card.page.screenshot({ path: to("social.png") });
await card.context.close();
await site.close();
