//! Sentences about where a result comes from. Every argument is a text already formatted in the same language.
