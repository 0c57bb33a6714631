//! Stub.
use super::Chart;
use crate::access::View;
impl Chart {
    pub(crate) fn timeline(_view: &View) -> Self {
        Self::nothing()
    }
}
