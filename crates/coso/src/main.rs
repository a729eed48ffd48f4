//! coso.

fn main() {}
