//! Building blocks of indexes: by what else than its id a record is found.

use std::collections::BTreeSet;

use imbl::{OrdMap, OrdSet};

/// A record and all that it leads to, however many steps away.
pub fn reach<I: Copy + Ord>(from: I, next: impl Fn(I) -> Vec<I>) -> BTreeSet<I> {
    let mut reached = BTreeSet::from([from]);
    let mut ahead = vec![from];
    while let Some(id) = ahead.pop() {
        ahead.extend(next(id).into_iter().filter(|id| reached.insert(*id)));
    }
    reached
}

/// Records by something that several of them can share.
#[derive(Clone, Debug)]
pub struct Groups<K: Ord, V: Ord>(OrdMap<K, OrdSet<V>>);

impl<K: Ord + Clone, V: Ord + Clone> Default for Groups<K, V> {
    fn default() -> Self {
        Self(OrdMap::new())
    }
}

impl<K: Ord + Clone, V: Ord + Clone> Groups<K, V> {
    /// The records under a key, in order.
    #[allow(clippy::needless_pass_by_value, reason = "a borrowed key would tie the result to it")]
    pub fn get(&self, key: K) -> impl DoubleEndedIterator<Item = &V> {
        self.0.get(&key).into_iter().flat_map(OrdSet::iter)
    }

    /// Moves a record from the keys it had to the keys it has.
    pub fn put(&mut self, had: impl IntoIterator<Item = K>, has: impl IntoIterator<Item = K>, value: &V) {
        for key in had {
            if let Some(group) = self.0.get_mut(&key) {
                group.remove(value);
            }
        }
        for key in has {
            self.0.entry(key).or_default().insert(value.clone());
        }
    }
}
