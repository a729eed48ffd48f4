//! Grassroots visits and their yearly programmes.
