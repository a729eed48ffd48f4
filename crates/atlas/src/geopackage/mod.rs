//! GeoPackage (OGC 12-128r19): areas with their fields in one SQLite file, read from bytes and written
//! as bytes.
//!
//! No database runs here: the pages of the file are read and written as the format of SQLite lays
//! them out. So a file from outside is only looked at (its views and triggers never run), no
//! temporary file is needed, and this crate stays free of databases.

mod pages;
mod table;
mod write;

pub use pages::Cell;
pub use table::{Broken, Database, Row, Table};
pub use write::{Column, Field, write};
