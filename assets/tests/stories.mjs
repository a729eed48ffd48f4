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
    await page.goto(base);
    await page.fill("#q", "vinh lo");
    await Promise.all([page.waitForNavigation(), page.click('form[role="search"] button.act')]);
    await Promise.all([page.waitForNavigation(), page.click("ul.rows a")]);
    await Promise.all([page.waitForNavigation(), page.click('a[href$="/ban-do"]')]);
    await page.waitForSelector(".map.is-live", { timeout: 20000 });
    assert.equal(await spills(page), false, "the map page is wider than the phone");
    assert.deepEqual(await faultsOfAccess(page), []);
    assert.deepEqual(faults, []);
    await page.screenshot({ path: `${pictures}/visitor-map.png` });
    await context.close();
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
