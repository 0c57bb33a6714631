//! The acts on deliveries: a debtor reports, and whoever it is owed to judges.

use entity::{Decimal, DeliveryState, OrganisationId, Qualifier, ResourceKind, delivery_evidence::Evidence};

use super::{
    Delivery,
    mutation::{CommitmentDeliverInput, DeliveryConfirmInput, DeliveryReturnInput},
};
use crate::{
    access::{Act, View, World, act, allow, current},
    clock::day_of,
    commitment::{
        Commitment,
        derived::is_live,
        rules::{found, not_in_the_future, spoken_for, started},
        transitions::{Backing, Standing, Who},
    },
    ids::Ref,
    ledger::Changes,
    meeting::{
        Decision,
        cite::{Cited, cited},
    },
    problem::{Checked, Code, Problem, Problems, REASON, TEXT},
};

/// Who may confirm a delivery.
const CONFIRM: &[Who] = &[Who::Beneficiary, Who::Decision, Who::Silence];
/// Who may return one.
const RETURN: &[Who] = &[Who::Beneficiary, Who::Decision];

/// Reports something delivered on a commitment. The first delivery on one that is agreed starts it, in the same commit,
/// unless something keeps it waiting.
pub(super) fn deliver(world: &World<'_>, input: &CommitmentDeliverInput) -> Checked<Changes> {
    let (view, commitment) = found(world, &input.commitment, &["commitment"])?;
    allow(&view, &act::commitmentDeliver, Standing::of(&view, &commitment).is_debtor, &[])?;
    let mut problems = Problems::new();
    problems.check(is_live(commitment.state), Code::UnknownTransition, &["commitment"]);
    let on_behalf_of = spoken_for(&view, &commitment, input.on_behalf_of.as_ref(), &mut problems);
    let delivery = written(world, &view, &commitment, input, on_behalf_of, &mut problems);
    problems.finish()?;
    let changes = Changes::of(act::commitmentDeliver.name).for_organisation(on_behalf_of);
    Ok(changes.with(delivery).with_all(started(&view, &commitment)))
}

/// A delivery as it is reported.
fn written(
    world: &World<'_>,
    view: &View,
    commitment: &Commitment,
    input: &CommitmentDeliverInput,
    on_behalf_of: Option<OrganisationId>,
    problems: &mut Problems,
) -> Delivery {
    let delivered_on = input.delivered_on.map_or(world.today(), |day| day.0);
    not_in_the_future(view, delivered_on, &["deliveredOn"], problems);
    let (quantity, amount_cents) = counted(commitment, input, problems);
    let text = problems.optional_text(input.text.as_deref(), TEXT, &["text"]);
    let mut evidence = Vec::with_capacity(input.evidence.len());
    for (at, one) in input.evidence.iter().enumerate() {
        let one = one.checked(&["evidence", &at.to_string()], problems);
        evidence.push(Evidence { title: one.title, link: one.link, sha256: one.sha256 });
    }
    let says_something = input.quantity.is_some() || input.amount.is_some() || text.is_some() || !evidence.is_empty();
    if !says_something {
        problems.add(Problem::new(Code::Required, &["text"]).saying(
            "Zeg wat er is geleverd: hoeveel, in woorden of met bewijs.",
            "Say what was delivered: how much, in words or with evidence.",
        ));
    }
    let row = entity::delivery::Model {
        partnership_id: commitment.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        commitment_id: commitment.id,
        delivered_on,
        quantity,
        amount_cents,
        qualifier: input.qualifier.map_or(Qualifier::Exact, Into::into),
        text,
        state: DeliveryState::Reported,
        reporter_id: world.actor(),
        on_behalf_of,
        confirmer_id: None,
        settled_on: None,
        state_reason: None,
        decision_id: None,
    };
    Delivery { row, evidence }
}

/// How much was delivered: in the unit of the commitment, or in EUR cents where it may be about money.
fn counted(
    commitment: &Commitment,
    input: &CommitmentDeliverInput,
    problems: &mut Problems,
) -> (Option<Decimal>, Option<i64>) {
    let quantity = input.quantity.as_ref().map(crate::graphql::Decimal::exact);
    problems.zero_or_more(quantity.is_none_or(|quantity| quantity >= Decimal::ZERO), &["quantity"]);
    let amount_cents = input.amount.as_ref().and_then(|amount| amount.exact().cents());
    problems.range(
        input.amount.is_none() || amount_cents >= Some(0),
        &["amount"],
        "Een bedrag is nul euro of meer, met hooguit twee decimalen.",
        "An amount is zero euros or more, with at most two decimals.",
    );
    let is_money = commitment.kind == Some(ResourceKind::Money);
    if quantity.is_some() && is_money {
        problems.add(
            Problem::new(Code::UnitMismatch, &["quantity"])
                .saying("Geld geeft u op als bedrag, in euro's.", "Money is given as an amount, in EUR."),
        );
    }
    let may_be_money = is_money || commitment.kind.is_none() && quantity.is_none();
    if input.amount.is_some() && !may_be_money {
        problems.add(
            Problem::new(Code::UnitMismatch, &["amount"])
                .saying("Deze afspraak telt geen geld.", "This commitment is not counted in money."),
        );
    }
    (quantity, amount_cents)
}

/// Confirms a delivery. Silence that lasted long enough is logged as such.
pub(super) fn confirm(world: &World<'_>, input: &DeliveryConfirmInput) -> Checked<Changes> {
    let by = Judgement { act: act::deliveryConfirm, by: CONFIRM, to: DeliveryState::Confirmed };
    let mut judged = by.begin(world, &input.delivery, input.expected_version, input.decision.as_ref())?;
    let note = judged.problems.optional_text(input.note.as_deref(), REASON, &["note"]);
    let is_by_silence = judged.decision.is_none() && !judged.standing.is_beneficiary;
    judged.delivery.row.state_reason = if is_by_silence {
        let days = judged.view.partnership.silence_days;
        let silence = format!("Stilzwijgend aanvaard: {days} dagen na de melding had niemand bezwaar gemaakt.");
        let whole = note.map_or_else(|| silence.clone(), |note| format!("{silence}\n\n{note}"));
        judged.problems.check(whole.chars().count() <= REASON, Code::TooLong, &["note"]);
        Some(whole)
    } else {
        note
    };
    judged.finish(world)
}

/// Returns a delivery that is not accepted.
pub(super) fn give_back(world: &World<'_>, input: &DeliveryReturnInput) -> Checked<Changes> {
    let by = Judgement { act: act::deliveryReturn, by: RETURN, to: DeliveryState::Rejected };
    let mut judged = by.begin(world, &input.delivery, input.expected_version, input.decision.as_ref())?;
    judged.delivery.row.state_reason = judged.problems.reason(&input.reason);
    judged.finish(world)
}

/// A way in which a delivery is judged.
struct Judgement {
    act: Act,
    by: &'static [Who],
    to: DeliveryState,
}

/// A delivery as it is judged, and what stands in the way so far.
struct Judged {
    act: Act,
    view: View,
    standing: Standing,
    delivery: Delivery,
    decision: Option<Cited>,
    problems: Problems,
}

impl Judgement {
    fn begin(
        self,
        world: &World<'_>,
        reference: &Ref<Delivery>,
        expected_version: i32,
        decision: Option<&Ref<Decision>>,
    ) -> Checked<Judged> {
        let (view, before) = world.find(reference, &["delivery"])?;
        let commitment = view.get::<Commitment>(before.commitment_id).filter(|_| view.is_at_the_table());
        let commitment = commitment.ok_or_else(|| Problem::new(Code::NotAllowed, &["delivery"]))?;
        let standing = standing(&view, &commitment, &before);
        let mut problems = Problems::new();
        let decision = cited(&view, decision, &mut problems);
        let backing = if decision.is_some() { Backing::Decision } else { Backing::None };
        if let Err(refusal) = standing.may_as(self.by, true, backing) {
            match refusal.code {
                Code::Required => problems.add(refusal),
                // Here it is as much about whoever reported as about whoever owes.
                Code::SelfApproval => return Err(Problem::new(Code::SelfApproval, &[]).into()),
                _ => return Err(refusal.into()),
            }
        }
        problems.take(current(&before, expected_version));
        problems.check(before.state == DeliveryState::Reported, Code::UnknownTransition, &["delivery"]);
        let mut delivery = Delivery::clone(&before);
        let row = &mut delivery.row;
        (row.state, row.confirmer_id, row.settled_on) = (self.to, world.actor(), Some(world.today()));
        row.decision_id = decision.as_ref().map(|cited| cited.id);
        Ok(Judged { act: self.act, view, standing, delivery, decision, problems })
    }
}

impl Judged {
    fn finish(self, world: &World<'_>) -> Checked<Changes> {
        self.problems.finish()?;
        let changes = Changes::of(self.act.name).because(self.delivery.row.state_reason.clone());
        Ok(changes.with(self.delivery).citing(world, &self.view, self.decision.as_ref()))
    }
}

/// What the viewer is to a delivery: whoever reported it judges it as little as whoever owes it.
fn standing(view: &View, commitment: &Commitment, delivery: &Delivery) -> Standing {
    let standing = Standing::of(view, commitment);
    Standing {
        is_debtor: standing.is_debtor || view.desk.is_own_account(delivery.reporter_id),
        // What is reported does not change until it is judged.
        silence_is_over: view.silence_since(day_of(delivery.changed_at)),
        ..standing
    }
}

impl View {
    /// Whether a delivery waits for the viewer, for an organisation that it is owed to or as the chair for the table.
    pub(crate) fn is_to_judge(&self, delivery: &Delivery) -> bool {
        let commitment = self.get::<Commitment>(delivery.commitment_id);
        let standing = commitment.map(|commitment| standing(self, &commitment, delivery));
        delivery.state == DeliveryState::Reported
            && standing.is_some_and(|standing| standing.is_beneficiary && !standing.is_debtor)
    }
}
