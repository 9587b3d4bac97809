//! How a judge tells why: nobody listening for a million outcomes, or a finding that keeps every reason.

use super::reason::{Finding, Input, Reason};

/// Who listens to a judge.
pub(super) trait Log {
    /// Whether anybody does: what is made for reasons alone need not be made for nobody.
    const LISTENS: bool;

    /// A rule was asked.
    fn reason(&mut self, make: impl FnOnce() -> Reason);
    /// An input was missing.
    fn missing(&mut self, input: Input);
}

/// Nobody: only the outcome counts.
pub(super) struct Silent;

impl Log for Silent {
    const LISTENS: bool = false;

    #[inline]
    fn reason(&mut self, _: impl FnOnce() -> Reason) {}

    #[inline]
    fn missing(&mut self, _: Input) {}
}

impl Log for Finding {
    const LISTENS: bool = true;

    fn reason(&mut self, make: impl FnOnce() -> Reason) {
        self.reasons.push(make());
    }

    fn missing(&mut self, input: Input) {
        if !self.missing.contains(&input) {
            self.missing.push(input);
        }
    }
}
