// Every kind of page, as a visitor and as each person of the sample sees it, on a phone: axe finds
// nothing, nothing spills sideways, and the Nu checker (Java) finds no fault in what the server sent.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { SIZES, faultsOfAccess, signIn, spills, visit } from "./browser.mjs";
import { english, kinds } from "./kinds.mjs";
import { isFilledIn, refuse } from "./refused.mjs";

const jar = createRequire(import.meta.url)("vnu-jar");
const run = promisify(execFile);

// What the checker does not know yet: the halo of labels on drawn maps is SVG 2.
const ACCEPTED = [/Attribute .paint-order. not allowed on element .text./];

// Pages that few ways lead to: each must have been found by somebody.
const EXPECTED = [
  "-phan-anh-ban-do-drawn", "-phan-anh-gui-filled-in", "-phan-anh-code", "-phan-anh-code-phieu",
  "-hoi-nghi-id-hoan", "-hoi-nghi-id-thong-bao", "-hoi-nghi-id-tham-luan-id-filled-in",
  "-hoi-nghi-id-put-off", "-di-co-so-id-dinh-chinh", "-di-co-so-id-corrected", "-cach-lam-hay-id-sua",
  "-cach-lam-hay-id-ban-n", "-chuong-trinh-id-sua", "-chuong-trinh-ke-hoach-id-viec-id",
  "-chuong-trinh-ke-hoach-id-revised", "-chuong-trinh-ke-hoach-id-written", "-to-tu-quan-id-nho",
  "-to-tu-quan-lap", "-hoi-nghi-id-ket-luan", "-di-co-so-id-ghi", "-dia-ban-id-thuc-trang-id",
];

// Looks at one address; keeps what the server sent for the checker.
async function look(page, context, { base, address, who, folder, files }) {
  const wrong = [];
  const answer = await page.goto(base + address);
  const here = `${who} ${address}`;
  if (answer.status() >= 500) wrong.push(`${here}: ${answer.status()}`);
  if (await spills(page)) wrong.push(`${here}: wider than the phone`);
  wrong.push(...(await faultsOfAccess(page)).map((fault) => `${here}: ${fault}`));
  // Asked for as a browser asks: some addresses answer programs with data.
  const headers = { accept: "text/html" };
  const sent = await (await context.request.get(base + address, { headers })).text();
  if (sent.includes("⟦")) wrong.push(`${here}: a word is missing`);
  const file = join(folder, `${files.size}.html`);
  await writeFile(file, sent);
  files.set(file, here);
  return wrong;
}

// Sends a page's form with nothing in it: what comes back is looked at as any page is.
async function lookRefused(page, { base, address, who, folder, files }) {
  const here = `${who} ${address} refused`;
  const answer = await refuse(page, base + address);
  if (answer?.status() !== 422) return [`${here}: ${answer?.status() ?? "no form"}`];
  const wrong = (await faultsOfAccess(page)).map((fault) => `${here}: ${fault}`);
  if (await spills(page)) wrong.push(`${here}: wider than the phone`);
  const file = join(folder, `${files.size}.html`);
  await writeFile(file, await answer.text());
  files.set(file, here);
  return wrong;
}

async function checked(files, folder) {
  if (files.size === 0) return [];
  const args = ["-Xss4m", "-jar", jar, "--errors-only", "--format", "json", folder];
  const told = await run("java", args, { maxBuffer: 64 * 1024 * 1024 }).catch((error) => error);
  if (!/^\s*\{/.test(told.stderr ?? "")) throw new Error(`the Nu checker did not run: ${told.message}`);
  const { messages } = JSON.parse(told.stderr);
  return messages
    .filter(({ message }) => !ACCEPTED.some((accepted) => accepted.test(message)))
    .map(({ url, message, lastLine, extract }) => {
      const here = files.get(url.replace(/^file:/, "")) ?? url;
      return `${here}:${lastLine}: ${message} … ${extract?.trim()}`;
    });
}

export function walk(browser, base, accounts) {
  return {
    async "every kind of page is whole for a visitor and for each person"() {
      const folder = await mkdtemp(join(tmpdir(), "coso-pages-"));
      const files = new Map();
      const wrong = [];
      const [all, refused] = [new Set(), new Set()];
      let looked = 0;
      for (const account of [undefined, ...accounts]) {
        const who = account?.name ?? "visitor";
        const { context, page } = await visit(browser, { size: SIZES[0] });
        if (account) await signIn(page, base, account);
        const found = await kinds(page, base, Boolean(account));
        for (const [label, address] of found) {
          all.add(label);
          for (const each of account ? [address] : [address, english(address)]) {
            wrong.push(...(await look(page, context, { base, address: each, who, folder, files })));
            looked += 1;
          }
          if (!isFilledIn(label)) continue;
          wrong.push(...(await lookRefused(page, { base, address, who, folder, files })));
          refused.add(label);
          looked += 1;
        }
        await context.close();
      }
      wrong.push(...(await checked(files, folder)));
      await rm(folder, { recursive: true });
      console.log(`looked at ${looked} pages of ${all.size} kinds, ${refused.size} forms refused`);
      assert.deepEqual(EXPECTED.filter((label) => !all.has(label)), [], "kinds that nothing leads to");
      assert.deepEqual(wrong, []);
    },
  };
}
