// Looks at every page as pictures: `node tests/look.mjs BASE_URL OUT [ACCOUNT PASSWORD]`.
// Follows the site's own links to one page of each kind, in both languages, on a phone and on a
// desk; writes a picture of each, runs axe, and lists console faults and pages that spill sideways.
// Ends with status 1 when anything is wrong.

import { mkdir } from "node:fs/promises";
import { SIZES, faultsOfAccess, open, signIn, spills, visit } from "./browser.mjs";

const [base, out, name, password] = process.argv.slice(2);
if (!base || !out) {
  console.error("usage: node tests/look.mjs BASE_URL OUT [ACCOUNT PASSWORD]");
  process.exit(2);
}
await mkdir(out, { recursive: true });

// The kind of a page: its address with identities taken out.
const kind = (address) =>
  address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replace(/\/kp\/\d+/, "/kp/n").replace(/[?#].*$/, "");

const skip = /^\/(assets|api)\/|\.(svg|geojson)$|\/(tien-do|van-ban|openapi\.json)$/;

async function kinds(browser) {
  const { context, page } = await visit(browser);
  if (name) await signIn(page, base, { name, password });
  const found = new Map();
  const waiting = ["/", "/dia-ban?q=khu+pho+1", "/khong-co-trang-nay", "/dang-nhap"];
  const perKind = new Map();
  while (waiting.length && found.size < 40) {
    const address = waiting.shift();
    const pathname = address.split("?")[0];
    if (skip.test(pathname) || pathname.startsWith("/en")) continue;
    const label = kind(pathname) + (address.includes("q=") ? "+q" : "");
    const seen = perKind.get(label) ?? 0;
    // Units of three levels share an address: look at three of a kind.
    if (seen >= 3 || (seen >= 1 && !label.startsWith("/dia-ban/id"))) continue;
    perKind.set(label, seen + 1);
    found.set(`${label.replace(/\W+/g, "-") || "-home"}${seen || ""}`, address);
    const answer = await page.goto(base + address);
    if (!answer?.ok()) continue;
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")));
    waiting.push(...links.filter((href) => href?.startsWith("/") && !href.startsWith("//")));
  }
  await context.close();
  return found;
}

const browser = await open();
const wrong = [];
const found = await kinds(browser);
for (const size of SIZES) {
  const { context, page, faults } = await visit(browser, { size });
  if (name) await signIn(page, base, { name, password });
  for (const [label, address] of found) {
    for (const lang of ["vi", "en"]) {
      faults.length = 0;
      const path = lang === "vi" ? address : address === "/" ? "/en" : `/en${address}`;
      await page.goto(base + path);
      await page.waitForLoadState("networkidle").catch(() => {});
      if (await page.$("[data-map]")) await page.waitForSelector(".is-live", { timeout: 8000 }).catch(() => faults.push("the map did not come alive"));
      const here = `${label} ${lang} ${size.name}`;
      await page.screenshot({ path: `${out}/${label}-${lang}-${size.name}.png`, fullPage: true });
      const expected404 = address.startsWith("/khong-co");
      wrong.push(...faults.filter((f) => !(expected404 && /404/.test(f))).map((fault) => `${here}: ${fault}`));
      wrong.push(...(await faultsOfAccess(page)).map((fault) => `${here}: ${fault}`));
      if (await spills(page)) wrong.push(`${here}: wider than the window`);
    }
  }
  await context.close();
}
await browser.close();
for (const fault of wrong) console.log(fault);
console.log(`${found.size} kinds of page, ${wrong.length} faults, pictures in ${out}`);
process.exit(wrong.length ? 1 : 0);
