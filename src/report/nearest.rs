//! What would have to be true: the smallest change that flips a verdict.
