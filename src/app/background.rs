//! Threads beside the window's: each shares its work out over cores of its own pool.
//!
//! In one pool for all, what the window's thread or the map shares out in a frame would wait behind whatever a long job
//! has queued, and a frame would take as long as the job. Apart, the system divides the cores between them.

/// Starts `work` on a thread of its own, with a pool of its own for what it does in parallel.
pub fn spawn(work: impl FnOnce() + Send + 'static) {
    std::thread::spawn(move || match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(error) => {
            tracing::warn!(?error, "no threads for a job: it shares the window's");
            work();
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use rayon::prelude::*;

    #[test]
    fn what_the_window_shares_out_does_not_wait_for_a_job() {
        let (go, going) = channel::<()>();
        let (say, said) = channel();
        let going = std::sync::Mutex::new(going);
        super::spawn(move || {
            // Every thread of the job's pool is taken until the window is through.
            let sum: u32 = rayon::broadcast(|_| going.lock().map_or(0, |going| u32::from(going.recv().is_err())))
                .into_iter()
                .sum();
            say.send(sum).unwrap_or_default();
        });
        let total: u64 = (0..10_000_u64).into_par_iter().sum();
        drop(go);
        assert_eq!((total, said.recv().unwrap()), (49_995_000, rayon::current_num_threads() as u32));
    }
}
