//! `coso draw` and `coso check`: drawings made and judged. Only that of a whole city may read a
//! database.

mod blobs;
pub mod city;
pub mod graph;
pub mod list;
mod order;
pub mod ward;
