// The stories in a real browser, run by `cargo xtask test` over the sample:
// COSO_URL, COSO_ACCOUNTS (JSON: [{name, post, password}]), COSO_PICTURES (folder), CHROMIUM.
// Prints `browser stories passed: N` and ends with status 1 when one fails.

import { mkdir } from "node:fs/promises";
import assert from "node:assert/strict";
import { adoption } from "./adoption.mjs";
import { SIZES, faultsOfAccess, open, signIn, spills, visit } from "./browser.mjs";
import { thread } from "./thread.mjs";
import { walk } from "./walk.mjs";

const base = process.env.COSO_URL;
const accounts = JSON.parse(process.env.COSO_ACCOUNTS ?? "[]");
const pictures = process.env.COSO_PICTURES ?? "/tmp/coso-pictures";
if (!base || accounts.length < 2) {
  console.error("COSO_URL and COSO_ACCOUNTS with two accounts are needed");
  process.exit(2);
}
await mkdir(pictures, { recursive: true });
const browser = await open();

const stories = {
  async "a visitor on a phone goes from the first page to a unit and its map"() {
    const { context, page, faults } = await visit(browser, { size: SIZES[0] });
    const tiles = [];
    page.on("response", (answer) => answer.url().includes("/manh-ban-do/") && tiles.push([answer.url(), answer.status()]));
    await page.goto(base);
    await page.fill("#q", "vinh lo");
    await Promise.all([page.waitForNavigation(), page.click('form[role="search"] button.act')]);
    await Promise.all([page.waitForNavigation(), page.click("ul.rows a")]);
    await Promise.all([page.waitForNavigation(), page.click('a[href$="/ban-do"]')]);
    await page.waitForSelector(".map.is-live", { timeout: 20000 });
    assert.ok(tiles.length > 0, "the outlines come from tiles");
    for (const [url, status] of tiles) {
      assert.match(url, /\/manh-ban-do\/khu_pho_ap\/\d+\/\d+\/\d+\?at=\d{4}-\d{2}-\d{2}&o=[0-9a-f-]{36}$/);
      assert.equal(status, 200, url);
    }
    assert.equal(await page.locator(".map-notice").isVisible(), false, "nothing is left to say");
    await page.locator(".map-live canvas").click({ position: { x: 160, y: 220 } });
    await page.waitForSelector(".maplibregl-popup a");
    assert.match(await page.textContent(".maplibregl-popup"), /\d hộ/);
    assert.equal(await spills(page), false, "the map page is wider than the phone");
    assert.deepEqual(await faultsOfAccess(page), []);
    assert.deepEqual(faults, []);
    await page.screenshot({ path: `${pictures}/visitor-map.png` });
    await context.close();
  },

  async "on a network that fails the drawn map stays, says so, and the other comes when it is asked again"() {
    for (const [lang, loading, failed] of [["", /Đang tải bản đồ/, /Hình vẽ ở đây vẫn đủ/], ["/en", /map is loading/, /drawing here shows all/]]) {
      const { context, page } = await visit(browser, { size: SIZES[0] });
      await page.goto(`${base}${lang}/dia-ban`);
      const unit = await page.locator("tbody th a").first().getAttribute("href");
      let answers = "slowly";
      await page.route("**/manh-ban-do/**", async (route) => {
        if (answers === "slowly") await new Promise((done) => setTimeout(done, 1500));
        return answers === "well" ? route.continue() : route.abort("connectionfailed");
      });
      await page.goto(`${base}${unit}/ban-do`);
      await page.waitForFunction(() => document.querySelector(".map-notice:not([hidden])"));
      assert.match(await page.textContent(".map-notice"), loading);
      assert.ok(await page.locator(".map > svg").isVisible(), "the drawn map stands meanwhile");
      await page.waitForSelector('.map-notice[data-says="failed"]', { timeout: 20000 });
      assert.match(await page.textContent(".map-notice"), failed);
      assert.ok(await page.locator(".map > svg").isVisible(), "the drawn map stays");
      assert.equal(await page.locator(".map.is-live").count(), 0);
      assert.deepEqual(await faultsOfAccess(page), []);
      await page.screenshot({ path: `${pictures}/map-failed${lang.replace("/", "-")}.png` });
      answers = "well";
      await page.click(".map-notice button");
      await page.waitForSelector(".map.is-live", { timeout: 20000 });
      assert.equal(await page.locator(".map-notice").isVisible(), false);
      await context.close();
    }
  },

  async "without script every page of a plan is there"() {
    const { context, page } = await visit(browser, { script: false });
    await page.goto(`${base}/sap-xep`);
    await Promise.all([page.waitForNavigation(), page.click("tbody th a")]);
    await Promise.all([page.waitForNavigation(), page.click('a[href*="/phuong-an/"]')]);
    assert.equal(await page.locator("h1").count(), 1);
    assert.ok((await page.locator(".map img, .map svg").count()) >= 1, "the drawn map");
    assert.ok((await page.locator(".chart svg").count()) >= 1, "the strip of sizes");
    assert.match(await page.content(), /chưa có giá trị pháp lý/);
    await page.screenshot({ path: `${pictures}/plan-without-script.png`, fullPage: true });
    await context.close();
  },

  async "before and after lie under one slider that keys move"() {
    const { context, page, faults } = await visit(browser);
    await page.goto(`${base}/sap-xep`);
    await Promise.all([page.waitForNavigation(), page.click("tbody th a")]);
    await Promise.all([page.waitForNavigation(), page.click('a[href*="/phuong-an/"]')]);
    const slider = page.locator(".is-stacked input[type=range]");
    await slider.focus();
    await page.keyboard.press("Home");
    assert.equal(await slider.inputValue(), "0");
    assert.deepEqual(faults, []);
    await context.close();
  },

  async "an officer orders a drawing and watches it become a plan"() {
    const { context, page, faults } = await visit(browser);
    await signIn(page, base, accounts[0]);
    await page.goto(`${base}/sap-xep`);
    await Promise.all([page.waitForNavigation(), page.click("tbody th a")]);
    await page.fill("#muc-tieu", "600");
    await Promise.all([page.waitForNavigation(), page.click('form[action$="/ve"] button.act')]);
    assert.match(page.url(), /\/viec\//);
    await page.waitForURL(/\/phuong-an\//, { timeout: 90000 });
    assert.deepEqual(await faultsOfAccess(page), []);
    assert.deepEqual(faults, []);
    await page.screenshot({ path: `${pictures}/drawn-plan.png`, fullPage: true });
    await context.close();
  },

  async "the whole site can be walked by keyboard from the skip link on"() {
    const { context, page } = await visit(browser);
    await page.goto(base);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "noi-dung-chinh");
    await context.close();
  },
};

Object.assign(stories, adoption(browser, base, accounts, pictures));
Object.assign(stories, thread(browser, base, pictures));
Object.assign(stories, walk(browser, base, accounts));

let passed = 0;
for (const [name, story] of Object.entries(stories)) {
  try {
    await story();
    passed += 1;
    console.log(`ok: ${name}`);
  } catch (error) {
    console.log(`FAILED: ${name}\n${error.stack}`);
    process.exitCode = 1;
  }
}
await browser.close();
console.log(`browser stories passed: ${passed}`);
