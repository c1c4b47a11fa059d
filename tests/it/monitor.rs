//! Monitor.
