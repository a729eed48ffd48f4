// The map that moves: MapLibre over our own GeoJSON. No outside tile, glyph or style is asked for;
// labels are drawn with the page's own typeface. The server-drawn map stands until this one is
// ready, and stays when anything fails.

import { Map as LibreMap, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { ExpressionSpecification, MapGeoJSONFeature, StyleSpecification } from "maplibre-gl";

// The tones of the server-drawn map; the server gives neighbours different numbers.
const TONES = ["#fdf0c4", "#bfe5da", "#f5c6a5", "#aac4e8", "#cfa3c6", "#94b38d"];

const FACE = ["Be Vietnam Pro"];

function tone(): ExpressionSpecification {
  const steps = TONES.flatMap((colour, index) => [index, colour]);
  return ["match", ["get", "tone"], ...steps, "#e4e0d8"] as unknown as ExpressionSpecification;
}

function style(data: string): StyleSpecification {
  const of = (layer: string): ExpressionSpecification => ["==", ["get", "layer"], layer];
  return {
    version: 8,
    sources: { places: { type: "geojson", data } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f7f5f0" } },
      { id: "unit", type: "fill", source: "places", filter: of("unit"), paint: { "fill-color": tone(), "fill-opacity": 0.85 } },
      { id: "water", type: "fill", source: "places", filter: ["all", of("water"), ["==", ["geometry-type"], "Polygon"]], paint: { "fill-color": "#b9d3e2" } },
      { id: "canal", type: "line", source: "places", filter: ["all", of("water"), ["!=", ["geometry-type"], "Polygon"]], paint: { "line-color": "#9cc0d6", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 17, 8] } },
      { id: "alley", type: "line", source: "places", filter: of("alley"), minzoom: 14.5, paint: { "line-color": "#ffffff", "line-width": 1.2 } },
      { id: "street", type: "line", source: "places", filter: of("street"), paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.8, 17, 5] } },
      { id: "main", type: "line", source: "places", filter: of("main"), paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 2, 17, 10] } },
      { id: "rail", type: "line", source: "places", filter: of("rail"), paint: { "line-color": "#6b665c", "line-width": 1.5, "line-dasharray": [4, 2] } },
      { id: "sub-line", type: "line", source: "places", filter: of("sub"), minzoom: 13.5, paint: { "line-color": "#8b857a", "line-width": 0.8, "line-dasharray": [2, 2] } },
      { id: "unit-line", type: "line", source: "places", filter: of("unit"), paint: { "line-color": "#3b4a45", "line-width": 1.8 } },
      { id: "commune-line", type: "line", source: "places", filter: of("commune"), paint: { "line-color": "#064a3c", "line-width": 3 } },
      { id: "sub-name", type: "symbol", source: "places", filter: of("sub-label"), minzoom: 15.5, layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 11 }, paint: { "text-color": "#524f48", "text-halo-color": "#fff", "text-halo-width": 1.2 } },
      { id: "street-name", type: "symbol", source: "places", filter: ["in", ["get", "layer"], ["literal", ["main", "street"]]], minzoom: 14.5, layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FACE, "text-size": 11 }, paint: { "text-color": "#6b665c", "text-halo-color": "#fff", "text-halo-width": 1.5 } },
      { id: "unit-name", type: "symbol", source: "places", filter: of("unit-label"), layout: { "text-field": ["format", ["get", "name"], { "font-scale": 1 }, "\n", {}, ["get", "text"], { "font-scale": 0.85 }], "text-font": FACE, "text-size": 14, "text-max-width": 9 }, paint: { "text-color": "#1c211f", "text-halo-color": "#fff", "text-halo-width": 1.6 } },
    ],
  };
}

function bounds(text: string): [number, number, number, number] | null {
  const parts = text.split(",").map(Number);
  if (parts.length !== 4 || parts.some(Number.isNaN)) return null;
  return parts as [number, number, number, number];
}

// A popup for readers with a pointer; the same facts stand in the table beside the map.
function facts(feature: MapGeoJSONFeature): HTMLElement {
  const box = document.createElement("div");
  const { name, text, href } = feature.properties as Record<string, string>;
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

async function open(root: HTMLElement): Promise<void> {
  const data = root.dataset["map"];
  const worker = root.dataset["worker"];
  const box = bounds(root.dataset["bounds"] ?? "");
  if (!data || !worker || !box) return;
  await Promise.allSettled([
    document.fonts.load('400 16px "Be Vietnam Pro"', "ếộữẶ"),
    document.fonts.load('400 16px "Be Vietnam Pro"', "Khu"),
  ]);
  setWorkerUrl(new URL(worker, location.href).href);
  const place = document.createElement("div");
  place.className = "map-live";
  root.append(place);
  const map = new LibreMap({
    container: place,
    style: style(new URL(data, location.href).href),
    bounds: box,
    fitBoundsOptions: { padding: 24 },
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: root.dataset["credit"] ? { customAttribution: root.dataset["credit"], compact: false } : false,
    locale: JSON.parse(root.dataset["locale"] ?? "{}") as Record<string, string>,
    localIdeographFontFamily: "Be Vietnam Pro",
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  map.once("idle", () => {
    root.classList.add("is-live");
    map.resize();
    map.fitBounds(box, { padding: 24, animate: false });
  });
  // On a page that asks where somebody lives, a tap is the answer.
  const tap = root.closest<HTMLElement>("[data-tap]")?.dataset["tap"];
  map.on("click", "unit", (event) => {
    if (tap) {
      const { lat, lng } = event.lngLat;
      location.assign(`${tap}?toa-do=${encodeURIComponent(`${lat.toFixed(7)}, ${lng.toFixed(7)}`)}`);
      return;
    }
    const feature = event.features?.[0];
    if (feature) new Popup().setLngLat(event.lngLat).setDOMContent(facts(feature)).addTo(map);
  });
  map.on("mouseenter", "unit", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "unit", () => (map.getCanvas().style.cursor = ""));
}

document.querySelectorAll<HTMLElement>("[data-map]").forEach((root) => {
  open(root).catch((fault: unknown) => {
    root.querySelector(".map-live")?.remove();
    console.warn("map stays as drawn by the server", fault);
  });
});
