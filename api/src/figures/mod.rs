//! The figures that a table reads: how far an indicator is, whether that is as expected, and what it means for the
//! goal.
//!
//! Pure functions of what was recorded and of the day asked about: no clock, no storage, no viewer, no floating point.
//! Null is not zero: what nobody reported is `None`, and a figure that cannot be known is `None` too. A figure on a
//! day is the figure at the end of that day, so a report or a target of the day itself takes part.
//!
//! One indicator: [`indicator()`], and [`over_time()`]; several as steps: [`funnel()`]. One goal: [`goal()`], and what it
//! lacks: [`gap()`]. One commitment: [`commitment()`]. One table: [`talk_to_action()`], and how well its parties work
//! together: [`lesson_value()`]. The parts they are made of are public for those who draw them: the level on each day
//! ([`Series::level`]) and the expected path ([`Path::expected_on`]).

mod allocation;
pub mod breakdown;
mod certainty;
mod clock;
mod forecast;
mod funnel;
mod gap;
mod goal;
mod health;
mod indicator;
mod level;
mod lights;
mod over_time;
mod path;
mod progress;
mod promise;
mod ratio;
mod report;
#[cfg(test)]
mod samples;
mod tally;
mod words;

pub use allocation::{Allocation, HandedOut};
pub use certainty::Certainty;
pub use clock::{TalkToAction, talk_to_action};
pub use forecast::{Forecast, forecast};
pub use funnel::{Added, FunnelFigure, FunnelStep, can_be_added, funnel};
pub use gap::{Aimed, ByEffect, Firmness, GapLine, OpenPoint, Promised, Sums, gap, sum};
pub use goal::{Child, GoalProgress, Known, goal};
pub use health::{
    HealthFacts, LESSONS, MEAN_FROM, SPREAD_FROM, Tally, lesson_value, mean, signs, spread, total, voices,
};
pub use indicator::{EffectLevel, IndicatorFigures, IndicatorInput, by_effect, indicator};
pub use level::{Baseline, Level, Parts, Series};
pub use lights::{Facts, Settings, Shares, report_due_on, reporting_light, result_light};
pub use over_time::{Bucket, Moment, Span, TooMany, over_time};
pub use path::{Pace, Path, pace};
pub use progress::{Aim, Band, Progress, Target, progress};
pub use promise::{Part, Promise, commitment, promised_in_total};
pub use ratio::Ratio;
pub use report::{Include, Point, Source, Standing};
pub use words::{
    ActionLight, BalanceSignal, Basis, Bound, HealthSign, OpenCode, ReportingLight, ResultLight, ResultReason,
};
