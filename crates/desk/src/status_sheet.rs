//! Status sheets of places: dated figures before and after.
