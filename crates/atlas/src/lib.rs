//! Maps in and out: boundaries, streets and barriers become atoms and their adjacency, plans become maps.
//!
//! Everything inside this crate is in metres of one [`Plane`]; it is the only place where degrees
//! become metres. It knows no database, no HTTP and no wording.

pub mod atoms;
pub mod boundary;
pub mod fabric;
pub mod geojson_in;
pub mod geojson_out;
pub mod geopackage;
pub mod layer;
pub mod locate;
pub mod measure;
mod mesh;
pub mod osm;
pub mod plane;
pub mod problem;
pub mod seam;
pub mod svg;
pub mod territory;
pub mod thin;
pub mod tile;
pub mod wkb;
pub mod wkt;

pub use atoms::{Atom, AtomGraph, Piece};
pub use fabric::{Building, Fabric, Line, LineClass};
pub use plane::Plane;
pub use territory::{
    Border, FabricFault, Frontage, Land, Seed, Territories, dissolve, group_borders, lands,
    territories, territories_of_areas,
};
