// One page of each kind, found by following the site's own links from the first page.

import assert from "node:assert/strict";

// The kind of a page: its address with identities, numbers and what was asked taken out.
const kind = (address) =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
    .replace(/\/(kp|ban|danh-muc)\/\d+/, "/$1/n")
    .replace(/^\/quy-dinh\/muc\/[^/?#]+/, "/quy-dinh/muc/n")
    .replace(/\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/, "/code")
    .replace(/[?#].*$/, "");

// What is no page: files, pictures, streams, downloads.
const skip =
  /^\/(assets|api)\/|\.(svg|geojson|json|ics|csv|xlsx)$|\/(tien-do|van-ban|tai-ve|openapi\.json)$|\/(anh|minh-chung|tep|van-ban)\//;

// Units of three levels share an address: three of them are looked at.
const most = (label) => (label === "/dia-ban/id" ? 3 : 1);

// Of some more are read than looked at: the way to a form or to a sheet stands on few of them.
const READ = [
  /^\/phan-anh\/(gui|ban-do)$/,
  /^\/(hoi-nghi|di-co-so|cach-lam-hay|kho-khan|chuong-trinh|chuong-trinh\/ke-hoach|to-tu-quan|dia-ban)\/id$/,
  /^\/hoi-nghi\/id\/tham-luan\/id$/,
  /^\/dia-ban\/id\/thuc-trang$/,
];
const read = (label) => (READ.some((kind) => kind.test(label)) ? 24 : most(label));

// Pages of one address that look unlike each other: each is a kind of its own.
const STAGES = [
  ["drawn", "/phan-anh/ban-do", /<div class="map"/],
  ["filled-in", "/phan-anh/gui", /id="noi-dung"/],
  ["filled-in", "/hoi-nghi/id/tham-luan/id", /<textarea/],
  ["charted", "/dia-ban/id/thuc-trang", /<svg/],
  ["put-off", "/hoi-nghi/id", /class="note note-plan">/],
  ["called", "/hoi-nghi/id", /href="[^"]*\/hoan"/],
  ["corrected", "/di-co-so/id", /<h2 id="sua">/],
  ["corrected", "/cach-lam-hay/id", /href="[^"]*\/ban\/\d/],
  ["draft", "/chuong-trinh/id", /href="[^"]*\/sua"/],
  ["revised", "/chuong-trinh/ke-hoach/id", /<h2 id="sua-doi">/],
  ["written", "/chuong-trinh/ke-hoach/id", /<h2 id="ban-viet">/],
];

const plain = (text) => text.replaceAll("&amp;", "&").replaceAll("&#38;", "&");

// Where a page leads: its links, and its choices sent as they first stand.
function ways(html) {
  const links = [...html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)].map(([, href]) => plain(href));
  const forms = [...html.matchAll(/<form\b[^>]*method="get" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
  const chosen = forms.map(([, action, inside]) => {
    const choice = inside.match(/<select\b[^>]*name="([^"]+)".*?<option value="([^"]+)"/s);
    return choice && `${plain(action)}?${choice[1]}=${choice[2]}`;
  });
  return [...links, ...chosen.filter(Boolean)];
}

// A visitor reports something, so that there is a page to follow it on and a slip to carry home.
async function reports(page, base) {
  await page.goto(`${base}/phan-anh/gui`);
  if ((await page.locator("#noi-dung").count()) === 0) {
    await Promise.all([page.waitForNavigation(), page.locator('main a[href*="/phan-anh/gui?"]').first().click()]);
  }
  const choose = (id) => page.selectOption(id, { index: 1 });
  await choose("#dia-ban");
  await choose("#linh-vuc");
  await choose("#loai");
  await page.fill("#noi-dung", "Nắp cống trước cổng trường bị vỡ một góc, tối đi khó thấy.");
  for (let tries = 0; tries < 2 && /\/phan-anh\/gui/.test(page.url()); tries += 1) {
    await Promise.all([page.waitForNavigation(), page.click("main form.stack button.act")]);
  }
  const address = page.url().slice(base.length);
  assert.match(address, /^\/phan-anh\/[0-9A-Z]{4}-/, "a report is received with a code");
  return address.split(/[?#]/)[0];
}

/// Label → address, as the page's visitor or the person signed in on it sees the site.
export async function kinds(page, base, isSignedIn) {
  const found = new Map();
  const seen = new Map();
  const queued = new Set();
  const waiting = ["/", "/dia-ban?q=khu+pho+1", "/khong-co-trang-nay", "/dang-nhap"];
  if (!isSignedIn) waiting.unshift(await reports(page, base));
  while (waiting.length && found.size < 200) {
    const address = waiting.shift();
    const pathname = address.split(/[?#]/)[0];
    if (skip.test(pathname) || /^\/en(\/|$)/.test(pathname)) continue;
    const label = kind(pathname) + (address.includes("q=") ? "+q" : "");
    const times = seen.get(label) ?? 0;
    if (times >= read(label)) continue;
    seen.set(label, times + 1);
    const answer = await page.context().request.get(base + address);
    const name = label.replace(/\W+/g, "-") || "-home";
    if (times < most(label)) found.set(`${name}${times || ""}`, address);
    if (!answer.ok() || !/^text\/html/.test(answer.headers()["content-type"] ?? "")) continue;
    const html = await answer.text();
    for (const [stage, of, sign] of STAGES) {
      const own = `${name}-${stage}`;
      if (of === label && !found.has(own) && sign.test(html)) found.set(own, address);
    }
    for (const href of ways(html)) {
      if (!href.startsWith("/") || href.startsWith("//") || queued.has(href)) continue;
      queued.add(href);
      waiting.push(href);
    }
  }
  return found;
}

/// The same address in English.
export const english = (address) => (address === "/" ? "/en" : `/en${address}`);
