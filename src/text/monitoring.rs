//! Sentences about what has happened since. Every argument is a text already formatted in the same language.
