//! `coso draw` and `coso check`: drawings made and judged from files, without a database.

pub mod graph;
pub mod list;
mod order;
pub mod ward;
