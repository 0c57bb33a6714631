//! Stub.
use super::Chart;
use crate::access::View;
impl Chart {
    pub(crate) fn commitments(_view: &View) -> Self {
        Self::nothing()
    }
}
