//! What was computed from a snapshot, kept as long as the snapshot: the next snapshot starts with nothing.

use std::{
    any::Any,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// Results kept at most, so that a snapshot asked about many days does not grow without bound.
const KEPT: usize = 8;

/// The results computed from one snapshot.
#[derive(Default)]
pub(crate) struct Memo(Mutex<Vec<Arc<dyn Any + Send + Sync>>>);

impl Memo {
    /// The kept result that fits, or else a new one.
    pub(crate) fn get_or<T: Any + Send + Sync>(&self, fits: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> Arc<T> {
        let kept = || {
            let results = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            results.iter().filter_map(|result| result.clone().downcast::<T>().ok()).find(|result| fits(result))
        };
        kept().unwrap_or_else(|| {
            let result = Arc::new(make());
            let mut results = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if results.len() == KEPT {
                results.remove(0);
            }
            results.push(result.clone());
            result
        })
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
