// Looks at every page as pictures: `node tests/look.mjs BASE_URL OUT [ACCOUNT PASSWORD]`.
// Follows the site's own links to one page of each kind, in both languages, on a phone and on a
// desk; writes a picture of each, runs axe, and lists console faults and pages that spill sideways.
// Ends with status 1 when anything is wrong.

import { mkdir } from "node:fs/promises";
import { SIZES, faultsOfAccess, open, signIn, spills, visit } from "./browser.mjs";
import { kinds } from "./kinds.mjs";

const [base, out, name, password] = process.argv.slice(2);
if (!base || !out) {
  console.error("usage: node tests/look.mjs BASE_URL OUT [ACCOUNT PASSWORD]");
  process.exit(2);
}
await mkdir(out, { recursive: true });

const browser = await open();
const wrong = [];
const account = name && { name, password };
let found;
for (const size of SIZES) {
  const { context, page, faults } = await visit(browser, { size });
  if (account) await signIn(page, base, account);
  found ??= await kinds(page, base, Boolean(account));
  faults.length = 0;
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
