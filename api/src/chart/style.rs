//! What charts have in common: sizes and colours. Each colour has a contrast of at least 3 : 1 on white, and those of
//! texts of 4.5 : 1; what a colour says, a shape, a side or a word says too.

/// How wide a picture is, in pixels.
pub(super) const WIDTH: u32 = 760;
/// The same, for drawing.
pub(super) const WIDE: f32 = 760.0;
/// Between the edge and what is drawn.
pub(super) const MARGIN: f32 = 24.0;
/// The size of texts, in pixels.
pub(super) const BODY: f32 = 14.0;
/// The size of texts beside marks, in pixels.
pub(super) const SMALL: f32 = 12.0;
/// The size of titles, in pixels.
pub(super) const TITLE: f32 = 18.0;
/// From one line of a text to the next, in sizes of that text.
pub(super) const LEADING: f32 = 1.35;

/// The colour of texts.
pub(super) const INK: &str = "#1A1A1A";
/// The colour of texts that say less.
pub(super) const MUTED: &str = "#56606B";
/// The colour of thin lines, such as those of axes.
pub(super) const RULE: &str = "#808A94";
/// What pictures are drawn on.
pub(super) const PAPER: &str = "#FFFFFF";

/// The colours of what is met, on schedule, asks for attention, is behind, and is not known.
pub(crate) const ACHIEVED: &str = "#1B3A6B";
pub(crate) const ON_SCHEDULE: &str = "#1A7FB8";
pub(crate) const ATTENTION: &str = "#B86E00";
pub(crate) const BEHIND: &str = "#A3123F";
pub(crate) const UNKNOWN: &str = "#808A94";

/// The colours of what is told apart within a chart, each with a shape, a side or a word of its own.
pub(super) const SERIES: [&str; 2] = ["#0072B2", "#D55E00"];
