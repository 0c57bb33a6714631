//! What can be done with commitments.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    Commitment, ProgressNote,
    input::{
        CommitmentAgreeInput, CommitmentChangeInput, CommitmentContentInput, CommitmentDraftInput,
        CommitmentFulfilInput, CommitmentFulfilPartlyInput, CommitmentMarkNotFulfilledInput,
        CommitmentMeetConditionInput, CommitmentNoteInput, CommitmentProposeInput, CommitmentReleaseInput,
        CommitmentReopenInput, CommitmentReportDoneInput, CommitmentReturnInput, CommitmentSendBackInput,
        CommitmentStartInput, CommitmentStepInput, CommitmentSupersedeInput, CommitmentTakeOverInput,
        CommitmentWithdrawInput, CommitmentsConfirmUnchangedInput, CommitmentsTakeOverInput, NoteChangeInput,
    },
    rules::{draft, kept, note, step, take_over},
};
use crate::{
    access::{World, aggregates},
    amendment::rules::ending,
    graphql::{Performed, Resolved, Session, Shown, UserError, by_id, payload, perform, perform_removal, removal},
    ids::Ref,
    ledger::{Aggregate, Changes, Kind},
    problem::Checked,
};

removal! {
    /// A draft that was never proposed. *Concept verwijderen.*
    CommitmentRemoveInput => CommitmentRemovePayload { commitment: Commitment }
}
removal! {
    /// A note that should not have been made. *Voortgangsmelding verwijderen.*
    NoteRemoveInput => NoteRemovePayload { note: ProgressNote }
}
payload!(CommitmentDraftPayload { commitment: Shown<Commitment> });
payload!(CommitmentProposePayload { commitment: Shown<Commitment> });
payload!(CommitmentSendBackPayload { commitment: Shown<Commitment> });
payload!(CommitmentWithdrawPayload { commitment: Shown<Commitment> });
payload!(CommitmentAgreePayload { commitment: Shown<Commitment> });
payload!(CommitmentStartPayload { commitment: Shown<Commitment> });
payload!(CommitmentReportDonePayload { commitment: Shown<Commitment> });
payload!(CommitmentFulfilPayload { commitment: Shown<Commitment> });
payload!(CommitmentReturnPayload { commitment: Shown<Commitment> });
payload!(CommitmentFulfilPartlyPayload { commitment: Shown<Commitment> });
payload!(CommitmentMarkNotFulfilledPayload { commitment: Shown<Commitment> });
payload!(CommitmentReleasePayload { commitment: Shown<Commitment> });
payload!(CommitmentReopenPayload { commitment: Shown<Commitment> });
payload!(CommitmentSupersedePayload { commitment: Shown<Commitment> });
payload!(CommitmentTakeOverPayload { commitment: Shown<Commitment> });
payload!(CommitmentChangePayload { commitment: Shown<Commitment> });
payload!(CommitmentMeetConditionPayload { commitment: Shown<Commitment> });
payload!(CommitmentNotePayload { commitment, note: Shown<ProgressNote> });
payload!(NoteChangePayload { note: Shown<ProgressNote> });

/// The commitments that were taken over as they are now, or why nothing changed.
#[derive(SimpleObject)]
pub(crate) struct CommitmentsTakeOverPayload {
    /// The commitments in the order of the list; none where the input was refused.
    commitments: Vec<Shown<Commitment>>,
    /// Why the input was refused; empty where it was not.
    user_errors: Vec<UserError>,
}

/// The commitments of which nothing changed as they are now, or why that was not recorded.
#[derive(SimpleObject)]
pub(crate) struct CommitmentsConfirmUnchangedPayload {
    /// The commitments in the order of the input; none where it was refused.
    commitments: Vec<Shown<Commitment>>,
    /// Why the input was refused; empty where it was not.
    user_errors: Vec<UserError>,
}

/// Writes a commitment that is not agreed yet.
async fn write<A>(
    context: &Context<'_>,
    written: &CommitmentContentInput,
    key: Option<String>,
    act: A,
) -> Resolved<Performed<Shown<Commitment>>>
where
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    let partnership = written.partnership.as_ref().and_then(Ref::partnership);
    let of_draft = written.draft.as_ref().and_then(Ref::partnership);
    perform(context, aggregates([partnership, of_draft]), key, act).await
}

/// Takes a step in the life of a commitment.
async fn take<A>(context: &Context<'_>, step: &CommitmentStepInput, act: A) -> Resolved<Performed<Shown<Commitment>>>
where
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    perform(context, aggregates([step.commitment.partnership()]), step.idempotency_key.clone(), act).await
}

/// Mutations of commitments.
#[derive(Default)]
pub(crate) struct CommitmentMutation;

#[Object]
impl CommitmentMutation {
    /// Writes a new draft, or changes one. Only its author and the secretariat see it. By any member. *Afspraak in
    /// concept schrijven.*
    async fn commitment_draft(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentDraftInput,
    ) -> Resolved<CommitmentDraftPayload> {
        let (written, key) = (input.content.clone(), input.idempotency_key.clone());
        Ok(write(context, &written, key, move |world| draft::draft(world, &input.content)).await?.into())
    }

    /// Puts a commitment to its parties, with its number and reference. By any member; a draft by its author or the
    /// secretariat. *Afspraak voorstellen.*
    async fn commitment_propose(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentProposeInput,
    ) -> Resolved<CommitmentProposePayload> {
        let (written, key) = (input.content.clone(), input.idempotency_key.clone());
        Ok(write(context, &written, key, move |world| draft::propose(world, &input.content)).await?.into())
    }

    /// Sends a proposal back to its author; it keeps its number. By the secretariat. *Voorstel terugsturen.*
    async fn commitment_send_back(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentSendBackInput,
    ) -> Resolved<CommitmentSendBackPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::send_back(world, &input)).await?.into())
    }

    /// Withdraws a draft or proposal. By its author or the secretariat. *Voorstel intrekken.*
    async fn commitment_withdraw(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentWithdrawInput,
    ) -> Resolved<CommitmentWithdrawPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::withdraw(world, &input)).await?.into())
    }

    /// Records that the table agreed, on the day of the meeting that decided it. By the secretariat, where agreements
    /// are recorded in meetings. *Afspraak vaststellen.*
    async fn commitment_agree(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentAgreeInput,
    ) -> Resolved<CommitmentAgreePayload> {
        Ok(take(context, &input.step.clone(), move |world| step::agree(world, &input)).await?.into())
    }

    /// Says that the work has begun; where something that it needs is missing, only with a reason not to wait for that. By a
    /// debtor or the secretariat. *Uitvoering starten.*
    async fn commitment_start(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentStartInput,
    ) -> Resolved<CommitmentStartPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::start(world, &input)).await?.into())
    }

    /// Notes how a commitment is going; the first note on one that is agreed starts it, unless something keeps it waiting.
    /// By a debtor, or the secretariat on its behalf. *Voortgang melden.*
    async fn commitment_note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentNoteInput,
    ) -> Resolved<CommitmentNotePayload> {
        let (scope, key) = (aggregates([input.commitment.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| note::note(world, &input)).await?.into())
    }

    /// Reports a commitment done, with what shows it; the due clock stops. By a debtor, or the secretariat on its
    /// behalf. *Gereed melden.*
    async fn commitment_report_done(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentReportDoneInput,
    ) -> Resolved<CommitmentReportDonePayload> {
        Ok(take(context, &input.step.clone(), move |world| step::report_done(world, &input)).await?.into())
    }

    /// Accepts that a commitment is fulfilled. By a beneficiary that is no debtor, for the whole table by the chair, or
    /// by the secretariat with a decision or after the days of silence. *Nakoming vaststellen.*
    async fn commitment_fulfil(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentFulfilInput,
    ) -> Resolved<CommitmentFulfilPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::fulfil(world, &input)).await?.into())
    }

    /// Returns a report that is not accepted; the due clock runs again. By a beneficiary that is no debtor, for the
    /// whole table by the chair, or by the secretariat with a decision. *Gereedmelding terugleggen.*
    async fn commitment_return(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentReturnInput,
    ) -> Resolved<CommitmentReturnPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::give_back(world, &input)).await?.into())
    }

    /// Accepts a part and says what remains, which can go on as a proposal to the same parties. By a beneficiary that is no debtor, for the whole table by the chair, or by
    /// the secretariat with a decision. *Deels nagekomen.*
    async fn commitment_fulfil_partly(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentFulfilPartlyInput,
    ) -> Resolved<CommitmentFulfilPartlyPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::fulfil_partly(world, &input)).await?.into())
    }

    /// Establishes, after the due date, that a commitment was not fulfilled. By the chair, or by the secretariat with a
    /// decision. *Niet nagekomen.*
    async fn commitment_mark_not_fulfilled(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentMarkNotFulfilledInput,
    ) -> Resolved<CommitmentMarkNotFulfilledPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::mark_not_fulfilled(world, &input)).await?.into())
    }

    /// Releases the debtors. By whoever speaks for all beneficiaries, for the whole table by the chair, or by the
    /// secretariat with a decision. One of several beneficiaries proposes it to the others as an amendment. *Laten vervallen
    /// in overleg.*
    async fn commitment_release(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentReleaseInput,
    ) -> Resolved<CommitmentReleasePayload> {
        Ok(take(context, &input.step.clone(), move |world| ending::release(world, &input)).await?.into())
    }

    /// Takes up again what had ended. By the chair, or by the secretariat with a decision. *Heropenen.*
    async fn commitment_reopen(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentReopenInput,
    ) -> Resolved<CommitmentReopenPayload> {
        Ok(take(context, &input.step.clone(), move |world| step::reopen(world, &input)).await?.into())
    }

    /// Replaces a commitment by another. By the secretariat with a decision; or by a party, which proposes it to the other
    /// parties as an amendment. *Afspraak vervangen.*
    async fn commitment_supersede(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentSupersedeInput,
    ) -> Resolved<CommitmentSupersedePayload> {
        Ok(take(context, &input.step.clone(), move |world| ending::supersede(world, &input)).await?.into())
    }

    /// Changes what is said about a commitment and is none of its terms, in any state: whom to call, what it serves, who
    /// may see it. By the secretariat; a debtor says whom to call at its own office. *Gegevens bij een afspraak
    /// wijzigen.*
    async fn commitment_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentChangeInput,
    ) -> Resolved<CommitmentChangePayload> {
        Ok(take(context, &input.step.clone(), move |world| kept::change(world, &input)).await?.into())
    }

    /// Records that a condition is met, or not any more. By the party that must see to it, or the secretariat.
    /// *Randvoorwaarde vervullen.*
    async fn commitment_meet_condition(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentMeetConditionInput,
    ) -> Resolved<CommitmentMeetConditionPayload> {
        Ok(take(context, &input.step.clone(), move |world| kept::meet_condition(world, &input)).await?.into())
    }

    /// Notes today of some commitments that are agreed and have not ended that nothing changed: of all of them or of none.
    /// How each is going stays what its latest note said, or is on track where there is none. By a debtor of each, or the
    /// secretariat. *Alles ongewijzigd.*
    async fn commitments_confirm_unchanged(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentsConfirmUnchangedInput,
    ) -> Resolved<CommitmentsConfirmUnchangedPayload> {
        let scope = aggregates(input.commitments.iter().map(Ref::partnership));
        let (named, key) = (input.commitments.clone(), input.idempotency_key.clone());
        let performed: Performed<Shown<ProgressNote>> =
            perform(context, scope, key, move |world| note::unchanged(world, &input)).await?;
        let mut payload = CommitmentsConfirmUnchangedPayload { commitments: Vec::new(), user_errors: Vec::new() };
        match performed {
            Ok(_) => {
                for reference in &named {
                    payload.commitments.extend(by_id(Session::of(context)?, reference).await?);
                }
            }
            Err(user_errors) => payload.user_errors = user_errors,
        }
        Ok(payload)
    }

    /// Takes over a commitment that was agreed before, as it stands now. It gets a reference of its own. By the
    /// secretariat. *Afspraak overnemen.*
    async fn commitment_take_over(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentTakeOverInput,
    ) -> Resolved<CommitmentTakeOverPayload> {
        let (scope, key) = (aggregates([input.partnership.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| take_over::one(world, &input)).await?.into())
    }

    /// Takes over the list that a table already has, as it stands: all of it or nothing. The commitments get references of
    /// their own. By the secretariat. *Afsprakenlijst overnemen.*
    async fn commitments_take_over(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentsTakeOverInput,
    ) -> Resolved<CommitmentsTakeOverPayload> {
        let (scope, key) = (aggregates([input.partnership.partnership()]), input.idempotency_key.clone());
        let performed: Performed<Shown<Commitment>> =
            perform(context, scope, key, move |world| take_over::list(world, &input)).await?;
        let first = match performed {
            Ok(first) => first,
            Err(user_errors) => return Ok(CommitmentsTakeOverPayload { commitments: Vec::new(), user_errors }),
        };
        let table = Aggregate::Partnership(first.record.partnership_id);
        let ledger = &Session::of(context)?.ledger;
        let entered = ledger.entered_with(table, Kind::Commitment, first.record.id.into()).await?;
        let commitments = entered.into_iter().filter_map(|id| first.view.show(id.into())).collect();
        Ok(CommitmentsTakeOverPayload { commitments, user_errors: Vec::new() })
    }

    /// Removes a draft that was never proposed. By its author or the secretariat. *Concept verwijderen.*
    async fn commitment_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: CommitmentRemoveInput,
    ) -> Resolved<CommitmentRemovePayload> {
        Ok(perform_removal(context, input.parts(), draft::remove).await?.into())
    }

    /// Changes a note. By its author or the secretariat. *Voortgangsmelding wijzigen.*
    async fn note_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: NoteChangeInput,
    ) -> Resolved<NoteChangePayload> {
        let (scope, key) = (aggregates([input.note.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| note::change(world, &input)).await?.into())
    }

    /// Removes a note. By its author or the secretariat. *Voortgangsmelding verwijderen.*
    async fn note_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: NoteRemoveInput,
    ) -> Resolved<NoteRemovePayload> {
        Ok(perform_removal(context, input.parts(), note::remove).await?.into())
    }
}
