//! What a result hangs on: one input at a time, and two together.
