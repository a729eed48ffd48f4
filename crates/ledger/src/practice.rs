//! Good practices, and where they were offered and taken up.
