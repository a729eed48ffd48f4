// One story from beginning to end, as the first page offers it: a difficulty heard, a good way offered,
// a promise with a day, an answer with proof, the residents' word. On a phone and on a desk, in both
// languages; each step leads to what it is about.

import assert from "node:assert/strict";
import { SIZES, faultsOfAccess, spills, visit } from "./browser.mjs";
import { english } from "./kinds.mjs";

const WORDS = {
  vi: { act: "Xem một câu chuyện", on: "Bước tiếp", whole: "Xem cả chặng đường", over: "Đã vượt qua", heard: "Nêu khó khăn", offered: "Được mời một cách làm hay", planned: "Vào kế hoạch", answered: "Trả lời", confirmed: "Người dân xác nhận" },
  en: { act: "See one story", on: "Next step", whole: "See the whole journey", over: "Overcome", heard: "Raised", offered: "A good practice was offered", planned: "Put into the plan", answered: "Answered", confirmed: "Confirmed by the residents" },
};

const go = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);

// Walks from the first page to the last step; answers what each step says.
async function steps(page, start, words) {
  await page.goto(start);
  await go(page, page.locator("a.act", { hasText: words.act }));
  const told = [];
  for (let step = 1; step <= 60; step += 1) {
    told.push(await page.locator(".steps li").innerText());
    assert.equal(await spills(page), false, `step ${step} is wider than the window`);
    const on = page.locator("a.act", { hasText: words.on });
    if ((await on.count()) === 0) return told;
    await go(page, on);
  }
  throw new Error("the story has no end");
}

// Every page that a step names answers.
async function followed(page, base) {
  const links = await page.$$eval(".steps a[href]", (all) => all.map((a) => a.getAttribute("href")));
  assert.ok(links.length >= 4, "the steps lead to what they are about");
  for (const link of new Set(links)) {
    const answer = await page.context().request.get(base + link);
    assert.equal(answer.status(), 200, link);
  }
}

export function thread(browser, base, pictures) {
  const stories = {};
  for (const size of SIZES) {
    for (const lang of ["vi", "en"]) {
      const words = WORDS[lang];
      stories[`the story from difficulty to solution is told on a ${size.name} in ${lang}`] = async () => {
        const { context, page, faults } = await visit(browser, { size });
        const told = await steps(page, base + (lang === "vi" ? "/" : english("/")), words);
        // Other promises may be answered on the way: each link of the chain is looked for behind the last.
        let last = -1;
        const behind = (text) => (last = told.findIndex((step, at) => at > last && step.includes(text)));
        const order = [words.heard, words.offered, words.planned, words.answered, words.confirmed].map(behind);
        assert.ok(order.every((place) => place >= 0), `a step is missing: ${order}\n${told.join("\n––\n")}`);
        await go(page, page.locator("a.act", { hasText: words.whole }));
        assert.ok((await page.locator(".tag-done", { hasText: words.over }).count()) >= 1);
        assert.ok((await page.locator("img.proof").count()) >= 1, "a photo proves it");
        await followed(page, base);
        assert.deepEqual(await faultsOfAccess(page), []);
        assert.deepEqual(faults, []);
        await page.screenshot({ path: `${pictures}/thread-${lang}-${size.name}.png`, fullPage: true });
        await context.close();
      };
    }
  }
  return stories;
}
