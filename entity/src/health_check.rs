//! A round in which the parties look at how they work together.

record! { in partnership "health_check" HealthCheckId {
    /// The number of the round, from 1.
    round: i32,
    /// The day it is about.
    held_on: Date,
    /// The day on which it was closed; answers are taken until then.
    closed_on: Option<Date>,
} }
