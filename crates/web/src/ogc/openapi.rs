//! The description of the interface in OpenAPI 3.0, which programs read before they ask.

use serde_json::{Map, Value, json};

use super::asked::{COLLECTIONS, FILTERS, LIMIT};
use super::{GEOJSON, HTML, JSON};
use crate::viewer::Viewer;

/// The whole document; `base` is the address of the landing page.
pub fn document(v: &Viewer, base: &str) -> Value {
    let mut paths = Map::new();
    paths.insert("/".into(), resource("landing", &v.word("ogc-title"), JSON, &[]));
    paths.insert("/api".into(), resource("description", &v.word("ogc-api"), JSON, &[]));
    let title = v.word("ogc-conformance");
    paths.insert("/conformance".into(), resource("conformance", &title, JSON, &[]));
    let title = v.word("ogc-collections");
    paths.insert("/collections".into(), resource("collections", &title, JSON, &[]));
    for one in COLLECTIONS {
        let (id, path) = (one.id, format!("/collections/{}", one.id));
        let title = v.word(format!("ogc-collection-{id}"));
        paths.insert(path.clone(), resource(&format!("describe_{id}"), &title, JSON, &[]));
        let list = resource(&format!("items_{id}"), &title, GEOJSON, &list_parameters());
        paths.insert(format!("{path}/items"), list);
        let of_path = json!({"name": "featureId", "in": "path", "required": true,
            "schema": {"type": "string", "format": "uuid"}});
        let item = resource(&format!("item_{id}"), &title, GEOJSON, &[of_path]);
        paths.insert(format!("{path}/items/{{featureId}}"), item);
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": v.word("ogc-title"), "version": "1.0.0",
            "description": v.word("ogc-lead")},
        "servers": [{"url": base}],
        "paths": paths,
    })
}

fn resource(id: &str, summary: &str, kind: &str, parameters: &[Value]) -> Value {
    let form = json!({"name": "f", "in": "query", "required": false,
        "schema": {"type": "string", "enum": ["json", "html"]}});
    let parameters: Vec<Value> = parameters.iter().cloned().chain([form]).collect();
    json!({"get": {
        "operationId": id, "summary": summary, "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {
                (kind): {"schema": {"type": "object"}},
                (HTML): {"schema": {"type": "string"}},
            }},
            "400": {"description": "a parameter is unknown or cannot be read"},
            "404": {"description": "there is no such resource"},
        },
    }})
}

fn list_parameters() -> Vec<Value> {
    let of_query = |name: &str, schema: Value| json!({"name": name, "in": "query", "required": false, "schema": schema});
    let mut bbox = of_query(
        "bbox",
        json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}),
    );
    bbox["style"] = "form".into();
    bbox["explode"] = false.into();
    let mut parameters = vec![bbox];
    parameters.push(of_query("datetime", json!({"type": "string"})));
    let limit = json!({"type": "integer", "minimum": 1, "maximum": 1_000, "default": LIMIT});
    parameters.push(of_query("limit", limit));
    parameters.push(of_query("offset", json!({"type": "integer", "minimum": 0, "default": 0})));
    parameters.extend(FILTERS.map(|name| of_query(name, json!({"type": "string"}))));
    parameters
}
