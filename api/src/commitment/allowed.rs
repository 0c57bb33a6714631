//! The steps that lead on from where a commitment stands, as they are shown to whoever may or may not take them.

use async_graphql::{Object, SimpleObject};

use super::{
    Commitment,
    transitions::{Backing, Transition, blocks, steps_from},
    words::CommitmentState,
};
use crate::{
    graphql::{Labelled, Listed, Shown},
    language::Language,
    organisation::Organisation,
    problem::Code,
};

pub(crate) struct CommitmentTransition {
    to: CommitmentState,
    blocked_by: Vec<TransitionBlock>,
}

/// What stands in the way of a step. *Belemmering.*
#[derive(Clone, SimpleObject)]
pub(crate) struct TransitionBlock {
    /// A code for programs, which never changes.
    code: Code,
    /// A sentence for people, in the language they ask for.
    message: String,
    /// The party that it is about, if it is about one. *Partij.*
    party: Option<Listed<Organisation>>,
}

/// A step in the life of a commitment, and whether you may take it now. *Mogelijke stap.*
#[Object]
impl CommitmentTransition {
    /// The state that it leads to. *Naar welke stand.*
    fn to(&self) -> CommitmentState {
        self.to
    }

    /// The state in words.
    fn to_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.to.label(language.unwrap_or_default())
    }

    /// Whether nothing stands in the way. A decision, reason or evidence that the step asks for is still to be given.
    fn allowed(&self) -> bool {
        self.blocked_by.is_empty()
    }

    /// What stands in the way: your role, what the commitment lacks, or the day. *Belemmeringen.*
    fn blocked_by(&self) -> &[TransitionBlock] {
        &self.blocked_by
    }
}

impl Shown<Commitment> {
    /// The steps that lead on, each with what stands in the viewer's way.
    pub(super) fn steps(&self, language: Language) -> Vec<CommitmentTransition> {
        let view = &self.view;
        let shown = |step: &Transition| {
            let blocks = |backing| blocks(view, &self.record, step, backing, view.desk.today);
            let mut found = blocks(Backing::Decision);
            if step.is_endorsed() && found.iter().any(|block| block.problem.code == Code::NotAllowed) {
                found = blocks(Backing::Endorsement);
            }
            let blocked_by = found.into_iter().map(|block| TransitionBlock {
                code: block.problem.code,
                message: block.problem.sentence(language).to_owned(),
                party: block.party.and_then(|party| self.organisation(party)),
            });
            CommitmentTransition { to: step.to.into(), blocked_by: blocked_by.collect() }
        };
        steps_from(self.record.row.state).map(shown).collect()
    }
}
