//! The reader on whole files: good ones, bad ones, and the same file written in many ways.
