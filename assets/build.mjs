// Builds `dist/`: two script bundles (every page; map pages), the map's worker and style, and the
// typeface cut down to the letters of Vietnamese and English. Nothing here is needed for a page to
// work: without `dist/` the program serves plain pages and server-drawn maps.

import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const dist = new URL("dist/", import.meta.url);
const fonts = new URL("node_modules/@fontsource/be-vietnam-pro/files/", import.meta.url);

const LATIN =
  Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("") +
  "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý" +
  "\u00a0«»–—‘’“”…·×−→←↔©²°";
const VIETNAMESE =
  "ĂăĐđĨĩŨũƠơƯư" +
  Array.from({ length: 0x1ef9 - 0x1ea0 + 1 }, (_, index) => String.fromCharCode(0x1ea0 + index)).join("");

await rm(dist, { recursive: true, force: true });
await mkdir(new URL("fonts/", dist), { recursive: true });
await Promise.all([scripts(), typeface()]);

async function scripts() {
  const common = {
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    outdir: new URL(".", dist).pathname,
    absWorkingDir: new URL(".", import.meta.url).pathname,
  };
  await build({ ...common, entryPoints: { site: "src/site.ts" } });
  await build({
    ...common,
    entryPoints: {
      map: "src/map.ts",
      "map-worker": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    },
  });
  await build({ ...common, entryPoints: { "map-controls": "maplibre-gl/dist/maplibre-gl.css" } });
}

// 78 kB of font files become 22 kB: hints are dropped (phones ignore them) and so are the features
// no page uses; tabular figures stay.
async function typeface() {
  const faces = [];
  for (const weight of [400, 600]) {
    for (const [part, letters] of [["latin", LATIN], ["vietnamese", VIETNAMESE]]) {
      const name = `be-vietnam-pro-${part}-${weight}-normal.woff2`;
      const small = await subsetFont(await readFile(new URL(name, fonts)), letters, {
        targetFormat: "woff2",
        noHinting: true,
        keepFeatures: ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"],
      });
      await writeFile(new URL(`fonts/${part}-${weight}.woff2`, dist), small);
      faces.push(
        `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};font-display:swap;` +
          `src:url(fonts/${part}-${weight}.woff2) format("woff2");unicode-range:${range(letters)}}`,
      );
    }
  }
  await writeFile(new URL("fonts.css", dist), faces.join("\n") + "\n");
}

function range(letters) {
  const points = [...letters].map((letter) => letter.codePointAt(0)).sort((a, b) => a - b);
  const runs = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point) => point.toString(16).toUpperCase();
  return runs.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(",");
}
