//! How texts, lines and areas are drawn. Nothing here has an id, so that several pictures can stand on one page.

use std::fmt::Write;

use maud::{Markup, html};

use super::{
    font,
    style::{INK, LEADING},
};

/// Marks, and how much room they take.
pub(super) struct Drawn {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) marks: Markup,
}

/// Where a text is, by the point that it is drawn at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f32,
    pub(super) is_bold: bool,
    pub(super) colour: &'static str,
    pub(super) anchor: Anchor,
}

impl Type {
    /// A text of a size that begins where it is drawn.
    pub(super) const fn of(size: f32) -> Self {
        Self { size, is_bold: false, colour: INK, anchor: Anchor::Start }
    }

    pub(super) const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    pub(super) const fn coloured(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    pub(super) const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// How wide a text of it is.
    pub(super) fn width(self, text: &str) -> f32 {
        font::width(text, self.size, self.is_bold)
    }

    /// A text in lines of at most a width.
    pub(super) fn lines(self, text: &str, most: f32) -> Vec<String> {
        font::lines(text, self.size, self.is_bold, most)
    }

    /// The first lines of a text, which say so where they are not all of it.
    pub(super) fn at_most(self, many: usize, text: &str, most: f32) -> Vec<String> {
        let mut lines = self.lines(text, most);
        if lines.len() > many {
            lines.truncate(many);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(&format!("{last}…")) > most {
                    last.pop();
                }
                last.push('…');
            }
        }
        lines
    }

    /// How high so many lines are.
    pub(super) fn height(self, lines: usize) -> f32 {
        self.leading() * count(lines)
    }

    fn leading(self) -> f32 {
        (self.size * LEADING).round()
    }

    /// A line of text whose middle is at a height.
    pub(super) fn draw(self, x: f32, middle: f32, text: &str) -> Markup {
        let anchor = match self.anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle"),
            Anchor::End => Some("end"),
        };
        // A capital letter is some seven tenths of its size high.
        let base = middle + self.size * 0.36;
        html! {
            text x=(px(x)) y=(px(base)) font-size=(self.size) font-weight=[self.is_bold.then_some("bold")]
                fill=(self.colour) text-anchor=[anchor] { (text) }
        }
    }

    /// Lines of text below a height.
    pub(super) fn draw_lines(self, x: f32, top: f32, lines: &[String]) -> Markup {
        html! {
            @for (at, line) in lines.iter().enumerate() {
                (self.draw(x, top + self.leading() * (count(at) + 0.5), line))
            }
        }
    }
}

/// A number of pixels, to a tenth.
pub(super) fn px(pixels: f32) -> String {
    let tenths = (pixels * 10.0).round() / 10.0;
    // There is no minus nothing.
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}

/// A number of things, for drawing.
#[allow(clippy::cast_precision_loss, reason = "what is drawn is counted in thousands at most")]
pub(super) fn count(number: usize) -> f32 {
    number as f32
}

/// A number of pixels that are whole, and enough.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture is some thousands of pixels at most"
)]
pub(super) fn whole(pixels: f32) -> u32 {
    pixels.ceil().clamp(0.0, 100_000.0) as u32
}

/// A straight line.
pub(super) fn line(from: (f32, f32), to: (f32, f32), colour: &str, width: f32, dash: &str) -> Markup {
    let dash = (dash != "none").then_some(dash);
    html! {
        line x1=(px(from.0)) y1=(px(from.1)) x2=(px(to.0)) y2=(px(to.1)) stroke=(colour) stroke-width=(width)
            stroke-dasharray=[dash] {}
    }
}

/// A line through points.
pub(super) fn polyline(points: &[(f32, f32)], colour: &str, width: f32, dash: &str) -> Markup {
    let dash = (dash != "none").then_some(dash);
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
    html! {
        polyline points=(points.join(" ")) fill="none" stroke=(colour) stroke-width=(width) stroke-linejoin="round"
            stroke-dasharray=[dash] {}
    }
}

/// A rectangle: its left upper corner, its width and its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    /// One full of a colour.
    pub(super) fn filled(self, colour: &str) -> Markup {
        html! {
            rect x=(px(self.x)) y=(px(self.y)) width=(px(self.width)) height=(px(self.height)) fill=(colour) {}
        }
    }

    /// The edge of one.
    pub(super) fn outlined(self, colour: &str, width: f32) -> Markup {
        html! {
            rect x=(px(self.x)) y=(px(self.y)) width=(px(self.width)) height=(px(self.height)) fill="none"
                stroke=(colour) stroke-width=(width) {}
        }
    }

    /// One full of slanted lines, which are told from a full one in grey too.
    pub(super) fn hatched(self, colour: &str, width: f32, apart: f32) -> Markup {
        let Self { x, y, width: wide, height: high } = self;
        let (mut path, mut along) = (String::new(), apart);
        while along < wide + high {
            let from = (x + (along - high).max(0.0), y + along.min(high));
            let to = (x + along.min(wide), y + (along - wide).max(0.0));
            // To a String nothing fails to be written.
            let _ = write!(path, "M{} {}L{} {}", px(from.0), px(from.1), px(to.0), px(to.1));
            along += apart;
        }
        html! {
            path d=(path) fill="none" stroke=(colour) stroke-width=(width) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slanted_lines_stay_within_their_area() {
        let area = Area { x: 10.0, y: 20.0, width: 30.0, height: 8.0 };
        let drawn = area.hatched(INK, 1.0, 5.0).into_string();
        let numbers: Vec<f32> = drawn
            .split('"')
            .nth(1)
            .expect("a path")
            .split(['M', 'L', ' '])
            .filter_map(|number| number.parse().ok())
            .collect();
        assert!(numbers.len() > 8);
        for point in numbers.chunks(2) {
            assert!((10.0..=40.0).contains(&point[0]) && (20.0..=28.0).contains(&point[1]), "{point:?} in {drawn}");
        }
    }

    #[test]
    fn a_number_of_pixels_has_one_decimal() {
        assert_eq!([1.25_f32, 2.0, -0.01, 1.0 / 3.0].map(px), ["1.3", "2", "0", "0.3"]);
    }
}
