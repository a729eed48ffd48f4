// One page of each kind, found by following the site's own links from the first page.

import { signIn, visit } from "./browser.mjs";

// The kind of a page: its address with identities, numbers and what was asked taken out.
const kind = (address) =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
    .replace(/\/kp\/\d+/, "/kp/n")
    .replace(/\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/, "/code")
    .replace(/[?#].*$/, "");

// What is no page: files, pictures, streams, downloads.
const skip =
  /^\/(assets|api)\/|\.(svg|geojson|json|ics|csv|xlsx)$|\/(tien-do|van-ban|openapi\.json)$|\/(anh|minh-chung|tep)\//;

// Units of three levels share an address: three of them are looked at.
const most = (label) => (label === "/dia-ban/id" ? 3 : 1);

/// Label → address, for a visitor or for a person who signs in.
export async function kinds(browser, base, account) {
  const { context, page } = await visit(browser);
  if (account) await signIn(page, base, account);
  const found = new Map();
  const seen = new Map();
  const queued = new Set();
  const waiting = ["/", "/dia-ban?q=khu+pho+1", "/khong-co-trang-nay", "/dang-nhap"];
  while (waiting.length && found.size < 200) {
    const address = waiting.shift();
    const pathname = address.split(/[?#]/)[0];
    if (skip.test(pathname) || /^\/en(\/|$)/.test(pathname)) continue;
    const label = kind(pathname) + (address.includes("q=") ? "+q" : "");
    const times = seen.get(label) ?? 0;
    if (times >= most(label)) continue;
    seen.set(label, times + 1);
    found.set(`${label.replace(/\W+/g, "-") || "-home"}${times || ""}`, address);
    const answer = await page.goto(base + address);
    if (!answer?.ok()) continue;
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")));
    for (const href of links) {
      if (!href?.startsWith("/") || href.startsWith("//") || queued.has(href)) continue;
      queued.add(href);
      waiting.push(href);
    }
  }
  await context.close();
  return found;
}

/// The same address in English.
export const english = (address) => (address === "/" ? "/en" : `/en${address}`);
