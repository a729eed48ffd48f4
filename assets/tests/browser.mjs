// Chromium as the stories use it: quiet, alone, and with every fault of a page collected.

import { chromium } from "playwright-core";
import { readFile } from "node:fs/promises";

const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const SIZES = [
  { name: "phone", width: 360, height: 640 },
  { name: "desk", width: 1280, height: 800 },
];

export async function open() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    ],
  });
}

// A page that remembers what went wrong on it.
export async function visit(browser, { size = SIZES[1], script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    javaScriptEnabled: script,
    locale: "vi-VN",
    bypassCSP: false,
  });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? "")) faults.push(`request: ${request.url()}`);
  });
  return { context, page, faults };
}

export async function signIn(page, base, account) {
  await page.goto(`${base}/dang-nhap`);
  await page.fill("#ten", account.name);
  await page.fill("#mat-khau", account.password);
  await Promise.all([page.waitForNavigation(), page.click("main button.act")]);
}

// What axe has against a page: rule, and the first place.
export async function faultsOfAccess(page) {
  // Evaluated by the browser's debugger, which the page's policy does not bind.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.map(
    (violation) => `axe ${violation.id}: ${violation.nodes[0]?.target} (${violation.nodes.length}) ${violation.nodes[0]?.failureSummary ?? ""}`,
  );
}

// Whether the page is wider than its window.
export async function spills(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
}
