//! Signs: a shape, a colour and a word that say the same. The shapes are drawn, because no font has all of them.

use entity::CommitmentState;
use maud::{Markup, html};

use super::{
    draw::{Type, px},
    style::{ACHIEVED, ATTENTION, BEHIND, MUTED, ON_SCHEDULE, PAPER, UNKNOWN},
};
use crate::{
    commitment::words::CommitmentState as StateWord,
    figures::{ResultLight, ResultReason},
    graphql::Labelled,
    indicator::object::{ResultLight as LightWord, ResultReason as ReasonWord},
    language::Language,
};

/// A shape that is told from the others by its outline alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Disc,
    Ring,
    HalfDisc,
    Triangle,
    Downward,
    Pointer,
    Diamond,
    HollowDiamond,
    Square,
    HollowSquare,
    Check,
    Cross,
    Dash,
}

impl Shape {
    /// The shape within a circle.
    pub(super) fn draw(self, x: f32, y: f32, radius: f32, colour: &str) -> Markup {
        let corners = |corners: &[(f32, f32)]| -> String {
            let corners = corners.iter().map(|(dx, dy)| format!("{},{}", px(x + dx * radius), px(y + dy * radius)));
            corners.collect::<Vec<_>>().join(" ")
        };
        let line = radius * 0.45;
        let full = |points: String| html! { polygon points=(points) fill=(colour) {} };
        let hollow = |points: String| {
            html! { polygon points=(points) fill=(PAPER) stroke=(colour) stroke-width=(px(radius * 0.35)) {} }
        };
        let stroke = |points: String| {
            html! {
                polyline points=(points) fill="none" stroke=(colour) stroke-width=(px(line)) stroke-linecap="round"
                    stroke-linejoin="round" {}
            }
        };
        let ring = || {
            html! {
                circle cx=(px(x)) cy=(px(y)) r=(px(radius * 0.82)) fill=(PAPER) stroke=(colour)
                    stroke-width=(px(radius * 0.35)) {}
            }
        };
        match self {
            Self::Disc => html! { circle cx=(px(x)) cy=(px(y)) r=(px(radius)) fill=(colour) {} },
            Self::Ring => ring(),
            Self::HalfDisc => {
                let (top, bottom, r) = (px(y - radius), px(y + radius), px(radius));
                let half = format!("M{} {top}A{r} {r} 0 0 0 {} {bottom}Z", px(x), px(x));
                html! { (ring()) path d=(half) fill=(colour) {} }
            }
            Self::Triangle => full(corners(&[(0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)])),
            Self::Downward => full(corners(&[(0.0, 1.0), (1.0, -0.85), (-1.0, -0.85)])),
            Self::Pointer => full(corners(&[(-0.8, -1.0), (1.0, 0.0), (-0.8, 1.0)])),
            Self::Diamond => full(corners(&[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)])),
            Self::HollowDiamond => hollow(corners(&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)])),
            Self::Square => full(corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])),
            Self::HollowSquare => hollow(corners(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)])),
            Self::Check => stroke(corners(&[(-0.85, 0.1), (-0.25, 0.7), (0.9, -0.7)])),
            Self::Cross => html! {
                (stroke(corners(&[(-0.7, -0.7), (0.7, 0.7)]))) (stroke(corners(&[(-0.7, 0.7), (0.7, -0.7)])))
            },
            Self::Dash => stroke(corners(&[(-0.8, 0.0), (0.8, 0.0)])),
        }
    }
}

/// What is said by a shape, a colour and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) shape: Shape,
    pub(super) colour: &'static str,
    pub(super) word: &'static str,
}

impl Sign {
    /// The light of a result; where there is none, why not.
    pub(super) fn of_light(light: ResultLight, reason: ResultReason) -> Self {
        let word = LightWord::from(light).label(Language::Nl);
        let (shape, colour, word) = match light {
            ResultLight::Achieved => (Shape::Check, ACHIEVED, word),
            ResultLight::Green => (Shape::Disc, ON_SCHEDULE, word),
            ResultLight::Amber => (Shape::Triangle, ATTENTION, word),
            ResultLight::Red => (Shape::Diamond, BEHIND, word),
            ResultLight::Grey => (Shape::Ring, UNKNOWN, ReasonWord::from(reason).label(Language::Nl)),
        };
        Self { shape, colour, word }
    }

    /// Where a commitment stands.
    pub(super) fn of_state(state: CommitmentState) -> Self {
        let (shape, colour) = match state {
            CommitmentState::Proposed => (Shape::Ring, MUTED),
            CommitmentState::Agreed => (Shape::Disc, ON_SCHEDULE),
            CommitmentState::InProgress => (Shape::Pointer, ON_SCHEDULE),
            CommitmentState::ReportedDone => (Shape::Square, ON_SCHEDULE),
            CommitmentState::Fulfilled => (Shape::Check, ACHIEVED),
            CommitmentState::PartlyFulfilled => (Shape::HalfDisc, ACHIEVED),
            CommitmentState::NotFulfilled => (Shape::Cross, BEHIND),
            CommitmentState::Released => (Shape::HollowSquare, MUTED),
            CommitmentState::Draft | CommitmentState::Withdrawn => (Shape::Dash, MUTED),
            CommitmentState::Superseded => (Shape::HollowDiamond, MUTED),
        };
        Self { shape, colour, word: StateWord::from(state).label(Language::Nl) }
    }

    /// A commitment whose last possible day has passed.
    pub(super) const OVERDUE: Self = Self { shape: Shape::Diamond, colour: BEHIND, word: "te laat" };

    /// The sign with its word to the right of it.
    pub(super) fn draw(self, x: f32, middle: f32, size: f32) -> Markup {
        let radius = size * 0.42;
        html! {
            (self.shape.draw(x + radius, middle, radius, self.colour))
            (Type::of(size).draw(x + size * 1.35, middle, self.word))
        }
    }

    /// Whether it says no more than that nothing can be said.
    pub(super) fn is_no_verdict(self) -> bool {
        self.shape == Shape::Ring && self.colour == UNKNOWN
    }

    /// How wide that is.
    pub(super) fn width(self, size: f32) -> f32 {
        size * 1.35 + Type::of(size).width(self.word)
    }

    /// The word as the first of a sentence.
    pub(super) fn sentence(self) -> String {
        let mut letters = self.word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }
}
