//! The figures that a table reads: how far an indicator is, whether that is as expected, and what it means for the
//! goal.
//!
//! Pure functions of what was recorded and of the day asked about: no clock, no storage, no viewer, no floating point.
//! Null is not zero: what nobody reported is `None`, and a figure that cannot be known is `None` too. A figure on a
//! day is the figure at the end of that day, so a report or a target of the day itself takes part.
//!
//! One indicator: [`indicator()`]. One goal: [`goal()`], and what it lacks: [`gap()`]. One commitment: [`commitment()`].
//! One table: [`talk_to_action()`], and how many came how far: [`funnel()`]. The parts they are made of are public for those who draw them: the level on each day
//! ([`Series::level`]) and the expected path ([`Path::expected_on`]).

mod certainty;
mod clock;
mod funnel;
mod gap;
mod goal;
mod indicator;
mod level;
mod lights;
mod path;
mod progress;
mod promise;
mod ratio;
#[cfg(test)]
mod samples;
mod words;

pub use certainty::Certainty;
pub use clock::{TalkToAction, talk_to_action};
pub use funnel::{Added, FunnelFigure, FunnelStep, funnel};
pub use gap::{Aimed, ByEffect, Firmness, GapLine, OpenPoint, Promised, Sums, gap, sum};
pub use goal::{Child, GoalProgress, Known, goal};
pub use indicator::{IndicatorFigures, IndicatorInput, indicator};
pub use level::{Baseline, Include, Level, Point, Series, Standing};
pub use lights::{Facts, Settings, Shares, report_due_on, reporting_light, result_light};
pub use path::{Pace, Path, pace};
pub use progress::{Aim, Band, Progress, Target, progress};
pub use promise::{Part, Promise, commitment, promised_in_total};
pub use ratio::Ratio;
pub use words::{ActionLight, BalanceSignal, Basis, Bound, OpenCode, ReportingLight, ResultLight, ResultReason};
