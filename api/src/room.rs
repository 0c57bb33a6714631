//! Work that takes a processor for seconds, and tens of megabytes: making and reading files. It is done on threads apart, so
//! that requests are answered meanwhile, and by so many at a time that enough is left for those.

use tokio::sync::Semaphore;

use crate::error::{Error, Result};

static ROOM: Semaphore = Semaphore::const_new(4);

/// Does some work as soon as there is room for it. Whoever goes away leaves the work behind, which takes its room until it
/// is done. No work waits for other work of this kind, or all could wait for each other.
///
/// # Errors
/// The work panicked.
pub(crate) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let room = ROOM.acquire().await.map_err(|_| Error::Interrupted)?;
    let done = tokio::task::spawn_blocking(move || {
        let _room = room;
        work()
    });
    Ok(done.await?)
}
