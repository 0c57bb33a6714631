//! A shared problem (*gedeeld probleem*): what the partners want to solve, and why nobody solves it alone. Agreeing on
//! it is the first step of the method.
//!
//! What always holds: partners endorse it as it reads; once it reads otherwise, each is asked again.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use entity::problem_statement_evidence::Evidence;

use crate::ledger::record;

record! {
    /// A shared problem.
    ProblemStatement = problem_statement;
    /// What shows that it is one.
    evidence: problem_statement_evidence as Evidence,
}
