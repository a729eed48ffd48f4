//! Stories of the pages, told in the model town by calling the router.

mod crawler;
mod pages;
mod routes;
mod stories;
mod town;
