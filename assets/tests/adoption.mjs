// The story of an adoption, as two people live it: proposed, refused without a tally, recorded,
// confirmed by the second, followed on both units' pages, taken back.

import assert from "node:assert/strict";
import { faultsOfAccess, signIn, spills, visit } from "./browser.mjs";

const go = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

// A day from now, as a form writes it, in Viet Nam.
const inDays = (days) => new Date(Date.now() + (days * 24 + 7) * 3600_000).toISOString().slice(0, 10);

async function propose(page, base) {
  await page.goto(`${base}/sap-xep`);
  await go(page, 'tbody th a:has-text("Vĩnh Lộ")');
  await go(page, 'a[href*="/phuong-an/"]');
  await go(page, 'form[action$="/de-nghi"] button');
  assert.match(page.url(), /\/ho-so\//);
  return page.url();
}

async function fillResolution(page) {
  for (const box of await page.$$('input[name="thong-bao"]')) await box.check();
  await page.fill("#so", "12/NQ-HĐND");
  await page.fill("#co-quan", "Hội đồng nhân dân Thành phố Bến Sậy");
  await page.fill("#ngay-ban-hanh", inDays(-3));
  await page.fill("#ngay-hieu-luc", inDays(30));
  await page.setInputFiles("#van-ban", {
    name: "nghi-quyet.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
  });
}

// Three in four households agree; rounded down, so that the units never come to more than the whole.
async function fillTally(page) {
  for (const field of await page.$$('input[name^="dong-y-"]')) {
    const unit = (await field.getAttribute("name")).replace("dong-y-", "");
    const households = Number(await page.inputValue(`input[name="ho-${unit}"]`));
    assert.ok(households > 0, "the form knows each old unit's households");
    await field.fill(String(Math.floor(households * 0.75)));
  }
}

export const adoption = (browser, base, accounts, pictures) => ({
  async "two people record an adoption, and both units' pages tell it"() {
    const first = await visit(browser);
    await signIn(first.page, base, accounts[0]);
    const dossier = await propose(first.page, base);
    await first.page.screenshot({ path: `${pictures}/dossier.png`, fullPage: true });

    await fillResolution(first.page);
    await go(first.page, 'form[action$="/ghi-nhan"] button.act');
    assert.ok((await first.page.locator("[role=alert], .summary, .is-wrong").count()) > 0, "refused without a tally");
    assert.equal(await first.page.inputValue("#so"), "12/NQ-HĐND", "what was typed is kept");
    assert.deepEqual(await faultsOfAccess(first.page), []);
    await first.page.screenshot({ path: `${pictures}/refused.png`, fullPage: true });

    await fillResolution(first.page);
    await fillTally(first.page);
    await go(first.page, 'form[action$="/ghi-nhan"] button.act');
    assert.equal(await first.page.locator('form[action$="/xac-nhan"]').count(), 0, "nobody confirms the own record");

    const second = await visit(browser);
    await signIn(second.page, base, accounts[1]);
    await second.page.goto(dossier);
    await go(second.page, 'form[action$="/xac-nhan"] button');
    assert.equal(await spills(second.page), false, "the dossier is wider than the window");
    await second.page.screenshot({ path: `${pictures}/adopted.png`, fullPage: true });

    const visitor = await visit(browser);
    const later = inDays(40);
    await visitor.page.goto(`${base}/dia-ban?q=khu+pho+1&ngay=${later}`);
    await visitor.page.goto(`${base}/sap-xep`);
    await go(visitor.page, 'tbody th a:has-text("Vĩnh Lộ")');
    const ward = visitor.page.url().split("/sap-xep/")[1];
    await visitor.page.goto(`${base}/dia-ban/${ward}?ngay=${later}`);
    const rows = visitor.page.locator('tbody th a[href*="/dia-ban/"]');
    assert.ok((await rows.count()) >= 26, "26 units stand after the effective day");
    await rows.first().click();
    await visitor.page.waitForLoadState();
    const text = await visitor.page.innerText("main");
    assert.match(text, /12\/NQ-HĐND/, "the new unit names its resolution");
    await visitor.page.screenshot({ path: `${pictures}/new-unit.png`, fullPage: true });
    await visitor.page.goto(`${base}/dia-ban/${ward}/qua-trinh`);
    assert.match(await visitor.page.innerText("main"), /14[.]912/, "the matrix sums to every household");
    await visitor.page.screenshot({ path: `${pictures}/lineage.png`, fullPage: true });

    await second.page.goto(dossier);
    await second.page.click("details:has(#ly-do) summary");
    await second.page.fill("#ly-do", "Ghi nhầm ngày hiệu lực");
    await go(second.page, 'form[action$="/huy"] button');
    // Another visitor: the first one's browser may keep a public page for a minute.
    const next = await visit(browser);
    await next.page.goto(`${base}/dia-ban/${ward}?ngay=${later}`);
    const standing = await next.page.locator('tbody th a[href*="/dia-ban/"]').count();
    assert.ok(standing < 26, "taken back before its day, the old units stand again");
    for (const { context, faults } of [first, second, visitor, next]) {
      assert.deepEqual(faults.filter((fault) => !/422/.test(fault)), []);
      await context.close();
    }
  },
});
