//! Sentences about scenarios side by side. Every argument is a text already formatted in the same language.
