//! Where the uncertainty comes from.
