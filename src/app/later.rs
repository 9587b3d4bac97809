//! A value computed beside the window's thread: the last one is shown until the one asked for is there.
//!
//! Each value has one thread at most. What was asked for since is begun when that thread is done, so typing fast never
//! piles work up. Knows nothing of what is computed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use super::background;
use super::cached::count_computation;

/// Called from a thread when there is something to take.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A value, the key it was computed for, and the one being computed.
#[derive(Debug)]
pub struct Later<K, V> {
    shown: Option<(K, Arc<V>)>,
    running: Option<(K, Receiver<V>)>,
    /// The one whose thread died of a fault: it is not begun again and again.
    failed: Option<K>,
}

/// Wakes whoever waits when a thread is done, though it died of a fault.
struct WakeAtEnd(Wake);

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl<K, V> Default for Later<K, V> {
    fn default() -> Self {
        Self { shown: None, running: None, failed: None }
    }
}

impl<K: Clone + PartialEq, V: Send + Sync + 'static> Later<K, V> {
    /// The last value there is and what it is of, which may be another key than the one asked for; that one is begun
    /// unless a thread still runs. `None` before the first. Where nobody is to be woken it is computed at once.
    pub fn get(
        &mut self,
        key: &K,
        wake: Option<&Wake>,
        compute: impl FnOnce() -> V + Send + 'static,
    ) -> Option<(&K, &Arc<V>)> {
        self.take();
        if !self.is_of(key) && !self.has_failed(key) {
            match wake {
                None => {
                    self.now(key, compute);
                }
                Some(wake) if self.running.is_none() => self.start(key, Arc::clone(wake), compute),
                Some(_) => {}
            }
        }
        self.shown.as_ref().map(|(key, value)| (key, value))
    }

    /// The value asked for, computed at once if it is not there.
    pub fn now(&mut self, key: &K, compute: impl FnOnce() -> V) -> Arc<V> {
        if let Some((held, value)) = &self.shown
            && held == key
        {
            return Arc::clone(value);
        }
        count_computation();
        let value = Arc::new(compute());
        self.shown = Some((key.clone(), Arc::clone(&value)));
        value
    }

    /// The last value there is.
    pub fn shown(&self) -> Option<&Arc<V>> {
        self.shown.as_ref().map(|(_, value)| value)
    }

    /// Whether the value shown is the one of this key.
    pub fn is_of(&self, key: &K) -> bool {
        self.shown.as_ref().is_some_and(|(held, _)| held == key)
    }

    /// Takes a value that is there; begins nothing.
    pub fn poll(&mut self) {
        self.take();
    }

    /// Whether a value is being computed.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether the value of this key was begun and came to nothing through a fault of the program.
    pub fn has_failed(&self, key: &K) -> bool {
        self.failed.as_ref() == Some(key)
    }

    fn start(&mut self, key: &K, wake: Wake, compute: impl FnOnce() -> V + Send + 'static) {
        count_computation();
        let (sender, receiver) = channel();
        background::spawn(move || {
            let _wakes = WakeAtEnd(wake);
            // Gone before anybody is woken, so that what is found then is a value or the end.
            let sender = sender;
            // Nobody takes it where the document was closed meanwhile.
            drop(sender.send(compute()));
        });
        self.running = Some((key.clone(), receiver));
    }

    fn take(&mut self) {
        let Some((key, receiver)) = &self.running else { return };
        match receiver.try_recv() {
            Ok(value) => {
                self.shown = Some((key.clone(), Arc::new(value)));
                self.running = None;
            }
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => {
                // The thread died of a fault: the last value stays until something else is asked for.
                tracing::error!("a computation ended without a value");
                self.failed = self.running.take().map(|(key, _)| key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_is_shown_until_the_next_is_there() {
        let (sender, woken) = channel();
        let wake: Wake = Arc::new(move || sender.send(()).unwrap_or_default());
        let mut later = Later::default();
        assert!(later.get(&1, Some(&wake), || "one").is_none());
        woken.recv().unwrap();
        assert_eq!(later.get(&1, Some(&wake), || "never"), Some((&1, &Arc::new("one"))));
        let (go, going) = channel::<()>();
        let two = move || {
            going.recv().unwrap_or_default();
            "two"
        };
        assert_eq!(later.get(&2, Some(&wake), two), Some((&1, &Arc::new("one"))));
        assert_eq!(later.get(&3, Some(&wake), || "not yet"), Some((&1, &Arc::new("one"))));
        go.send(()).unwrap();
        woken.recv().unwrap();
        // What was asked for since is begun when the thread is done.
        assert_eq!(later.get(&3, Some(&wake), || "three"), Some((&2, &Arc::new("two"))));
        woken.recv().unwrap();
        assert_eq!(later.get(&3, Some(&wake), || "never"), Some((&3, &Arc::new("three"))));
    }

    #[test]
    fn what_dies_of_a_fault_wakes_the_window_and_is_not_begun_again() {
        let (sender, woken) = channel();
        let wake: Wake = Arc::new(move || sender.send(()).unwrap_or_default());
        let mut later = Later::default();
        assert!(later.get(&1, Some(&wake), || panic!("a fault")).is_none());
        woken.recv().unwrap();
        assert!(later.get(&1, Some(&wake), || "again").is_none());
        assert!(woken.try_recv().is_err() && later.has_failed(&1) && !later.has_failed(&2));
        assert!(later.get(&2, Some(&wake), || "another").is_none());
        woken.recv().unwrap();
        assert_eq!(later.get(&2, Some(&wake), || "never"), Some((&2, &Arc::new("another"))));
    }

    #[test]
    fn where_nobody_is_woken_it_is_there_at_once() {
        let mut later = Later::default();
        assert_eq!(later.get(&1, None, || 10), Some((&1, &Arc::new(10))));
        assert_eq!(*later.now(&2, || 20), 20);
        assert!(later.is_of(&2));
    }
}
