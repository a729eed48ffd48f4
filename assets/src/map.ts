// The map that moves: MapLibre over our own vector tiles and GeoJSON. No outside tile, glyph or style is
// asked for; labels are drawn with the page's own typeface. The server-drawn map stands until this one is
// whole, and stays when anything fails; what is going on is said in the page's language.

import { Map as LibreMap, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import { CLOSE, style, type Facts } from "./map-style";

type Box = [number, number, number, number];

/** A wait shorter than this is not spoken of. */
const PATIENCE_MS = 300;

function bounds(text: string): Box | null {
  const parts = text.split(",").map(Number);
  if (parts.length !== 4 || parts.some(Number.isNaN)) return null;
  return parts as Box;
}

/** Room round the land within which the map may be moved: nobody gets lost where nothing is drawn. */
function room([west, south, east, north]: Box): Box {
  const side = 2 * Math.max(east - west, north - south, 0.01);
  return [Math.max(west - side, -180), Math.max(south - side, -85), Math.min(east + side, 180), Math.min(north + side, 85)];
}

// A popup for readers with a pointer; the same facts stand in the table beside the map.
function told({ name, text, href }: Facts): HTMLElement {
  const box = document.createElement("div");
  const title = document.createElement(href ? "a" : "strong");
  title.textContent = name ?? "";
  if (href && title instanceof HTMLAnchorElement) title.href = href;
  box.append(title);
  if (text) {
    const line = document.createElement("div");
    line.textContent = text;
    box.append(line);
  }
  return box;
}

/** One line over the map: what it waits for, or what went wrong, with a way to try again. */
class Notice {
  private readonly words: Record<string, string>;
  private readonly box = document.createElement("div");
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement) {
    this.words = JSON.parse(root.dataset["notices"] ?? "{}") as Record<string, string>;
    this.box.className = "map-notice";
    this.box.setAttribute("role", "status");
    this.box.hidden = true;
    root.append(this.box);
  }

  /** Says a word of ours; with `again` beside it a button that does that. */
  say(word: string, again?: () => void): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.box.dataset["says"] = word;
    this.box.replaceChildren(document.createTextNode(this.words[word] ?? ""));
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "act act-quiet";
      button.textContent = this.words["retry"] ?? "";
      button.addEventListener("click", again);
      this.box.append(button);
    }
    this.box.hidden = false;
  }

  /** Says that it loads, if it still does in a moment and nothing else is said. */
  soon(): void {
    if (this.box.hidden) this.waiting ??= setTimeout(() => this.say("loading"), PATIENCE_MS);
  }

  nothing(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.box.hidden = true;
    delete this.box.dataset["says"];
  }
}

interface Over extends GeoJSON.FeatureCollection {
  units?: Facts[];
}

async function over(address: string): Promise<Over> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Over;
}

/** Fetches what is shown to whoever looks closely, once somebody does; again when that failed. */
function lookCloser(map: LibreMap, address: string, notice: Notice): void {
  let asked = false;
  const look = (): void => {
    if (asked || !address || map.getZoom() < CLOSE - 0.5) return;
    asked = true;
    over(address)
      .then((data) => map.getSource<GeoJSONSource>("closer")?.setData(data))
      .catch(() => {
        asked = false;
        notice.say("partly", look);
      });
  };
  map.on("zoomend", look);
  look();
}

/** Says when squares are on their way, or did not come; on a weak network they are asked for again. */
function watch(map: LibreMap, notice: Notice): void {
  let missing = false;
  const again = (): void => {
    missing = false;
    notice.nothing();
    if (map.getSource("tiles")) map.refreshTiles("tiles");
  };
  map.on("error", () => {
    missing = true;
    notice.say("partly", again);
  });
  map.on("dataloading", () => notice.soon());
  map.on("idle", () => {
    if (!missing) notice.nothing();
  });
  addEventListener("online", () => {
    if (missing) again();
  });
}

/** Resolves when all that is in sight is drawn; rejects when a part of it did not come. */
function whole(map: LibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    map.once("error", ({ error }) => reject(error));
    map.once("idle", () => resolve());
  });
}

function answer(map: LibreMap, facts: Facts[], tap: string | undefined): void {
  const known = new Map(facts.map((one) => [one.id, one]));
  map.on("click", "unit", (event) => {
    // On a page that asks where somebody lives, a tap is the answer.
    if (tap) {
      const { lat, lng } = event.lngLat;
      location.assign(`${tap}?toa-do=${encodeURIComponent(`${lat.toFixed(7)}, ${lng.toFixed(7)}`)}`);
      return;
    }
    const said = event.features?.[0]?.properties as Facts | undefined;
    if (said) new Popup().setLngLat(event.lngLat).setDOMContent(told(known.get(said.id) ?? said)).addTo(map);
  });
  map.on("mouseenter", "unit", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "unit", () => (map.getCanvas().style.cursor = ""));
}

async function open(root: HTMLElement, notice: Notice, place: HTMLElement): Promise<void> {
  const { map: address, worker, tiles = "", closer = "", credit } = root.dataset;
  const box = bounds(root.dataset["bounds"] ?? "");
  const land = bounds(root.dataset["land"] ?? "") ?? box;
  if (!address || !worker || !box || !land) return;
  notice.soon();
  const [data] = await Promise.all([
    over(address),
    document.fonts.load('400 16px "Be Vietnam Pro"', "ếộữẶ").catch(() => []),
    document.fonts.load('400 16px "Be Vietnam Pro"', "Khu").catch(() => []),
  ]);
  setWorkerUrl(new URL(worker, location.href).href);
  const facts = data.units ?? [];
  const map = new LibreMap({
    container: place,
    // The braces of the address must stay as they are.
    style: style({ tiles: tiles && location.origin + tiles, bounds: land, facts, over: data }),
    bounds: box,
    fitBoundsOptions: { padding: 24 },
    maxBounds: room(land),
    maxZoom: 19,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: credit ? { customAttribution: credit, compact: false } : false,
    locale: JSON.parse(root.dataset["locale"] ?? "{}") as Record<string, string>,
    localIdeographFontFamily: "Be Vietnam Pro",
  });
  try {
    await whole(map);
  } catch (fault) {
    map.remove();
    throw fault;
  }
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  notice.nothing();
  root.classList.replace("is-waiting", "is-live");
  watch(map, notice);
  answer(map, facts, root.closest<HTMLElement>("[data-tap]")?.dataset["tap"]);
  if (tiles) lookCloser(map, closer, notice);
}

/** Opens the map over the picture, which keeps its place until then, and gets it back if that fails. */
function begin(root: HTMLElement, notice: Notice): void {
  const place = document.createElement("div");
  place.className = "map-live";
  root.classList.add("is-waiting");
  root.append(place);
  open(root, notice, place).catch((fault: unknown) => {
    place.remove();
    root.classList.remove("is-waiting");
    console.warn("map stays as drawn by the server", fault);
    const again = (): void => {
      removeEventListener("online", again);
      notice.nothing();
      begin(root, notice);
    };
    notice.say("failed", again);
    addEventListener("online", again);
  });
}

document.querySelectorAll<HTMLElement>("[data-map]").forEach((root) => begin(root, new Notice(root)));
