//! A scenario in plain words. Every argument is a text already formatted in the same language.
