//! The words columns are known by in real files, and the words their cells use.
