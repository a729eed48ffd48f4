// How the map that moves looks: the tones and lines of the server-drawn one. Outlines come from our own
// vector tiles, or, on the map of a plan, with everything else from one GeoJSON.

import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";

// The tones of the server-drawn map; the server gives neighbours different numbers.
const TONES = ["#fdf0c4", "#bfe5da", "#f5c6a5", "#aac4e8", "#cfa3c6", "#94b38d"];
const NO_TONE = "#e4e0d8";

const FACE = ["Be Vietnam Pro"];

/** From this zoom on alleys and old groups are shown, and fetched a little before. */
export const CLOSE = 13.5;
/** The finest zoom for which the server makes tiles; beyond it they are drawn larger. */
const FINEST = 18;

/** What is said of a unit. */
export interface Facts {
  id?: string;
  name?: string;
  text?: string | null;
  href?: string | null;
  tone?: number;
}

export interface Ground {
  /** Address of vector tiles; empty where the outlines stand in the GeoJSON. */
  tiles: string;
  bounds: [number, number, number, number];
  facts: Facts[];
  over: GeoJSON.FeatureCollection;
}

function tone(ground: Ground): ExpressionSpecification | string {
  if (!ground.tiles) {
    const steps = TONES.flatMap((colour, index) => [index, colour]);
    return ["match", ["get", "tone"], ...steps, NO_TONE] as unknown as ExpressionSpecification;
  }
  const known = ground.facts.flatMap(({ id, tone }) => (id === undefined ? [] : [id, TONES[tone ?? 0] ?? NO_TONE]));
  if (known.length === 0) return NO_TONE;
  return ["match", ["get", "id"], ...known, NO_TONE] as unknown as ExpressionSpecification;
}

export function style(ground: Ground): StyleSpecification {
  const of = (layer: string): ExpressionSpecification => ["==", ["get", "layer"], layer];
  const places = (layer: string) => ({ source: "places", filter: of(layer) });
  const closer = (layer: string) => ({ source: ground.tiles ? "closer" : "places", filter: of(layer) });
  const ids = ground.facts.flatMap(({ id }) => (id === undefined ? [] : [id]));
  // What nothing is said of is not what this map is about.
  const isTold = ids.length > 0 ? (["match", ["get", "id"], ids, true, false] as unknown as ExpressionSpecification) : true;
  const units = ground.tiles ? { source: "tiles", "source-layer": "units", filter: isTold } : places("unit");
  const land = ground.tiles ? { source: "tiles", "source-layer": "land" } : places("commune");
  // Where many names would stand side by side they are smaller, and say the name alone.
  const isFull = ground.facts.length > 40;
  const label = isFull
    ? (["get", "name"] as unknown as ExpressionSpecification)
    : (["format", ["get", "name"], { "font-scale": 1 }, "\n", {}, ["coalesce", ["get", "text"], ""], { "font-scale": 0.85 }] as unknown as ExpressionSpecification);
  const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: {
      places: { type: "geojson", data: ground.over },
      ...(ground.tiles && {
        tiles: { type: "vector", tiles: [ground.tiles], minzoom: 0, maxzoom: FINEST, bounds: ground.bounds },
        closer: { type: "geojson", data: empty },
      }),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f7f5f0" } },
      { id: "unit", type: "fill", ...units, paint: { "fill-color": tone(ground), "fill-opacity": 0.85 } },
      { id: "water", type: "fill", source: "places", filter: ["all", of("water"), ["==", ["geometry-type"], "Polygon"]], paint: { "fill-color": "#b9d3e2" } },
      { id: "canal", type: "line", source: "places", filter: ["all", of("water"), ["!=", ["geometry-type"], "Polygon"]], paint: { "line-color": "#9cc0d6", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 17, 8] } },
      { id: "alley", type: "line", ...closer("alley"), minzoom: 14.5, paint: { "line-color": "#ffffff", "line-width": 1.2 } },
      { id: "street", type: "line", ...places("street"), paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.8, 17, 5] } },
      { id: "main", type: "line", ...places("main"), paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 2, 17, 10] } },
      { id: "rail", type: "line", ...places("rail"), paint: { "line-color": "#6b665c", "line-width": 1.5, "line-dasharray": [4, 2] } },
      { id: "sub-line", type: "line", ...closer("sub"), minzoom: CLOSE, paint: { "line-color": "#8b857a", "line-width": 0.8, "line-dasharray": [2, 2] } },
      { id: "unit-line", type: "line", ...units, paint: { "line-color": "#3b4a45", "line-width": isFull ? ["interpolate", ["linear"], ["zoom"], 8, 0.7, 12, 1.8] : 1.8 } },
      { id: "commune-line", type: "line", ...land, paint: { "line-color": "#064a3c", "line-width": 3 } },
      { id: "sub-name", type: "symbol", ...closer("sub-label"), minzoom: 15.5, layout: { "text-field": ["get", "name"], "text-font": FACE, "text-size": 11 }, paint: { "text-color": "#524f48", "text-halo-color": "#fff", "text-halo-width": 1.2 } },
      { id: "street-name", type: "symbol", source: "places", filter: ["in", ["get", "layer"], ["literal", ["main", "street"]]], minzoom: 14.5, layout: { "symbol-placement": "line", "text-field": ["coalesce", ["get", "name"], ""], "text-font": FACE, "text-size": 11 }, paint: { "text-color": "#6b665c", "text-halo-color": "#fff", "text-halo-width": 1.5 } },
      { id: "unit-name", type: "symbol", ...places("unit-label"), layout: { "text-field": label, "text-font": FACE, "text-size": isFull ? 12 : 14, "text-max-width": 9 }, paint: { "text-color": "#1c211f", "text-halo-color": "#fff", "text-halo-width": 1.6 } },
    ],
  };
}
