//! How far a reading is, and the way to stop it: shared between the reader's threads and whoever watches.
//!
//! Owns counters only; knows nothing of what is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[derive(Debug, Default)]
struct Counters {
    done: AtomicU64,
    total: AtomicU64,
    parcels: AtomicU64,
    cancelled: AtomicBool,
}

/// The progress of one reading. A clone watches and cancels the same reading.
#[derive(Clone, Debug, Default)]
pub struct ReadProgress {
    counters: Arc<Counters>,
}

impl ReadProgress {
    /// Bytes read so far.
    #[must_use]
    pub fn bytes_done(&self) -> u64 {
        self.counters.done.load(Ordering::Relaxed)
    }

    /// Bytes there are; 0 until the file is open.
    #[must_use]
    pub fn bytes_total(&self) -> u64 {
        self.counters.total.load(Ordering::Relaxed)
    }

    /// Parcels found so far.
    #[must_use]
    pub fn parcels(&self) -> u64 {
        self.counters.parcels.load(Ordering::Relaxed)
    }

    /// Asks the reading to stop; it ends with [`crate::io::ReadError::Cancelled`] soon.
    pub fn cancel(&self) {
        self.counters.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.counters.cancelled.load(Ordering::Relaxed)
    }

    /// Begins anew: a file that is converted first is read twice.
    pub(in crate::io) fn restart(&self, bytes: u64) {
        self.counters.done.store(0, Ordering::Relaxed);
        self.counters.total.store(bytes, Ordering::Relaxed);
    }

    pub(in crate::io) fn add_bytes(&self, bytes: u64) {
        self.counters.done.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn add_parcels(&self, parcels: u64) {
        self.counters.parcels.fetch_add(parcels, Ordering::Relaxed);
    }
}
