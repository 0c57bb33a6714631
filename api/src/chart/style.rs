//! What charts have in common: sizes, colours and dashes. Each colour has a contrast of at least 3 : 1 on white, and those of
//! texts of 4.5 : 1; what a colour says, a shape, a dash or a word says too.

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
pub(super) const ACHIEVED: &str = "#1B3A6B";
pub(super) const ON_SCHEDULE: &str = "#1A7FB8";
pub(super) const ATTENTION: &str = "#B86E00";
pub(super) const BEHIND: &str = "#A3123F";
pub(super) const UNKNOWN: &str = "#808A94";

/// The colour and the dash of a series; each tells them apart without the other.
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    /// As in SVG; "none" is a line without gaps.
    #[allow(dead_code, reason = "one series is drawn so far")]
    pub(super) dash: &'static str,
}

/// The series of a chart, in their order: at most four.
pub(super) const SERIES: [Stroke; 4] = [
    Stroke { colour: "#0072B2", dash: "none" },
    Stroke { colour: "#D55E00", dash: "8 5" },
    Stroke { colour: "#009E73", dash: "2 4" },
    Stroke { colour: "#CC79A7", dash: "9 4 2 4" },
];
