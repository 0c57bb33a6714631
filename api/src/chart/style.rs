//! What charts have in common: sizes, colours and signs. Each colour has a contrast of at least 3 : 1 on white.

/// How wide a picture is, in pixels.
pub(super) const WIDTH: u32 = 760;
/// The size of texts, in pixels.
pub(super) const BODY: f32 = 14.0;
/// The size of titles, in pixels.
pub(super) const TITLE: f32 = 18.0;
/// The colour of texts.
pub(super) const INK: &str = "#1A1A1A";
