//! Stories of the pages, told in the model town by calling the router.
#![allow(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod body;
mod boundary;
mod choices;
mod conference;
mod crawler;
mod doors;
mod dwelling;
mod feedback;
mod gazetteer;
mod group;
#[path = "../../../coso/src/intake.rs"]
mod handed_over;
mod indicator;
mod map;
mod matter;
mod old_list;
mod pages;
mod people;
#[path = "../../../desk/tests/it/posts.rs"]
mod posts;
mod practice;
mod programme;
mod renaming;
mod routes;
mod rulebook;
mod stage;
mod stories;
mod town;
mod transfer;
mod visit;
