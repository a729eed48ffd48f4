//! The stories of desk, each on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a story ends where it breaks")]

mod adoption;
mod body;
mod body_days;
mod body_ends;
mod boundary;
mod care;
mod choices;
mod conference;
mod crash;
mod drawing;
mod dwelling;
mod feedback;
mod gazetteer;
mod group;
#[path = "../../../coso/src/intake.rs"]
mod handed_over;
mod households;
mod indicator;
mod intake;
mod likeness;
mod matter;
mod movement;
mod old_list;
mod people;
mod posts;
mod practice;
mod programme;
mod renaming;
mod rulebook;
mod search;
mod sequences;
mod status_sheet;
mod town;
mod transfer;
mod visit;
mod workplan;
