//! Domain to answers, pure functions: indicators, land basis, summary, classes, filter, sort, distribution.
//!
//! Knows `domain` and `geometry`; knows nothing of files, words or windows.
