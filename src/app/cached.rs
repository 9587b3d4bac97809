//! A value kept until the revisions it was computed from change.

use std::cell::Cell;

thread_local! {
    /// How often anything was computed anew on this thread; two idle frames must not move it.
    static COMPUTATIONS: Cell<u64> = const { Cell::new(0) };
}

/// How often anything cached was computed anew on this thread.
#[must_use]
pub fn computations() -> u64 {
    COMPUTATIONS.get()
}

/// Counts one computation.
pub(super) fn count_computation() {
    COMPUTATIONS.set(COMPUTATIONS.get() + 1);
}

/// A value and the key it was computed for.
#[derive(Clone, Debug)]
pub struct Cached<K, V> {
    entry: Option<(K, V)>,
}

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Self { entry: None }
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// Whether the value held is the one for `key`.
    pub fn is_for(&self, key: &K) -> bool {
        self.entry.as_ref().is_some_and(|(held, _)| held == key)
    }

    /// The value held, whatever it was computed for.
    pub fn held(&self) -> Option<&V> {
        self.entry.as_ref().map(|(_, value)| value)
    }

    /// Takes a value that was computed elsewhere.
    pub fn put(&mut self, key: K, value: V) {
        self.entry = Some((key, value));
    }

    /// The value for `key`, computed only if it was last asked for another key.
    pub fn get_or(&mut self, key: K, compute: impl FnOnce() -> V) -> &V {
        if self.entry.as_ref().is_none_or(|(held, _)| *held != key) {
            self.entry = None;
        }
        &self
            .entry
            .get_or_insert_with(|| {
                count_computation();
                (key, compute())
            })
            .1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_a_key() {
        let mut cached = Cached::default();
        let before = computations();
        assert_eq!(*cached.get_or(1, || "one"), "one");
        assert_eq!(*cached.get_or(1, || "never"), "one");
        assert_eq!(*cached.get_or(2, || "two"), "two");
        assert_eq!(computations() - before, 2);
    }
}
