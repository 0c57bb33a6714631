//! Lists of shared problems: by what they are filtered and sorted.

use async_graphql::{Context, Enum, InputObject, Object};

use super::ProblemStatement;
use crate::{
    access::View,
    fold::fold,
    graphql::{BooleanFilter, Filter, Key, Resolved, Shown, Sorted, StringFilter, VisibilityFilter, lookup, order},
};

/// Conditions on shared problems; all that are given must hold. *Filter op gedeelde problemen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ProblemStatementFilter {
    /// On what the problem is.
    text: Option<StringFilter>,
    /// On why nobody solves it alone.
    why_together: Option<StringFilter>,
    /// On whether all partners have endorsed it.
    is_endorsed: Option<BooleanFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<ProblemStatement> for ProblemStatementFilter {
    fn allows(&self, problem: &ProblemStatement, view: &View) -> bool {
        self.text.as_ref().is_none_or(|filter| filter.allows(Some(&problem.text)))
            && self.why_together.as_ref().is_none_or(|filter| filter.allows(problem.why_together.as_deref()))
            && self.is_endorsed.as_ref().is_none_or(|filter| filter.allows(view.is_endorsed(problem)))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(problem.visibility))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(problem.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(problem.source.as_deref()))
    }
}

/// The fields by which shared problems can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ProblemStatementOrderField {
    /// What the problem is. *Probleem.*
    Text,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<ProblemStatement> for ProblemStatementOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, problem: &ProblemStatement, _: &View) -> Key {
        match self {
            Self::Text => Key::Text(fold(&problem.text)),
            Self::Visibility => Key::Number(problem.visibility as i64),
        }
    }
}

order! {
    /// How shared problems are sorted. *Sortering van gedeelde problemen.*
    ProblemStatementOrder by ProblemStatementOrderField
}

lookup! {
    /// How a shared problem is looked up: by exactly one of these. *Zoeksleutel.*
    ProblemStatementBy => ProblemStatement
}

/// Root fields about shared problems.
#[derive(Default)]
pub(crate) struct ProblemStatementQuery;

#[Object]
impl ProblemStatementQuery {
    /// One shared problem; null where there is none, or none that you may see. *Gedeeld probleem.*
    async fn problem_statement(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: ProblemStatementBy,
    ) -> Resolved<Option<Shown<ProblemStatement>>> {
        by.find(context).await
    }
}
