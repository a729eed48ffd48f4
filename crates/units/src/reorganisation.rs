//! A reorganisation is a value with old and new on a named revision: it can be checked, described,
//! previewed, applied and reverted before its day. Never an update.
