//! The map comes first: what else is to be computed of freshly read data waits until its picture is on the screen.
//!
//! On two cores a look over a million parcels, their judgement and all charts would otherwise take the map's share.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What waits goes on after this long though there is no picture: another page may hide the map.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Whether the first picture of a data set is there. Clones are of the same.
#[derive(Clone, Debug, Default)]
pub struct FirstPicture(Arc<(Mutex<bool>, Condvar)>);

impl FirstPicture {
    /// Of data that nobody waits to see.
    #[must_use]
    pub fn there() -> Self {
        let first = Self::default();
        first.is_there();
        first
    }

    /// The picture is there: whatever waited goes on.
    pub fn is_there(&self) {
        let (there, changed) = &*self.0;
        *there.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }

    /// Waits for it, not for ever.
    pub fn wait(&self) {
        let (there, changed) = &*self.0;
        let there = there.lock().unwrap_or_else(PoisonError::into_inner);
        // After its patience it goes on as well.
        drop(changed.wait_timeout_while(there, PATIENCE, |there| !*there));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn what_waits_goes_on_when_the_picture_is_there_and_in_the_end_without_it() {
        let first = FirstPicture::default();
        let (begun, waits) = (Instant::now(), first.clone());
        let waiting = std::thread::spawn(move || waits.wait());
        first.is_there();
        waiting.join().unwrap();
        first.wait();
        FirstPicture::there().wait();
        assert!(begun.elapsed() < PATIENCE);
        FirstPicture::default().wait();
        assert!(begun.elapsed() >= PATIENCE);
    }
}
