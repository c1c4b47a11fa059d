//! Messages about scenario files. Every argument is a text already formatted in the same language.
