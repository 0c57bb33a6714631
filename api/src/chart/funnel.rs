//! Stub.
use super::{Asked, Chart};
use crate::{access::View, graphql::Resolved};
impl Chart {
    #[allow(clippy::unnecessary_wraps, reason = "stub")]
    pub(crate) fn funnel(_view: &View, _asked: &Asked) -> Resolved<Self> {
        Ok(Self::nothing())
    }
}
