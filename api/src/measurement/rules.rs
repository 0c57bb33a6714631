//! The acts on measurements. Whoever submits one never approves it, and what was approved changes only by a correction
//! that is approved in its turn.

use std::sync::Arc;

use entity::{
    IndicatorId, MeasurementId, MeasurementState, MembershipRole, OrganisationId, Qualifier, measurement::Model,
};

use super::{
    Measurement, fit,
    mutation::{MeasurementApproveInput, MeasurementCorrectInput, MeasurementEntry, MeasurementReturnInput},
    period,
};
use crate::{
    access::{self, Act, Removal, View, World, act, allow, current},
    allocation,
    ids::Ref,
    indicator::{Indicator, IndicatorDefinition},
    ledger::Changes,
    partnership::Membership,
    problem::{Checked, Code, Problem, Problems},
};

/// Writes a measurement down, or changes one that is not submitted.
pub(crate) fn draft(world: &World<'_>, entry: &MeasurementEntry) -> Checked<Changes> {
    let (_, measurement, problems) = enter(world, entry, &act::measurementDraft)?;
    problems.finish()?;
    Ok(record(&act::measurementDraft, measurement))
}

/// Submits a measurement for approval.
pub(crate) fn submit(world: &World<'_>, entry: &MeasurementEntry) -> Checked<Changes> {
    let (view, mut measurement, mut problems) = enter(world, entry, &act::measurementSubmit)?;
    if entry.draft.is_some() || entry.reading.observed_on.is_some() {
        stands(world, &view, &measurement, &mut problems);
    }
    if let Some(corrected) = measurement.supersedes_id {
        correctable(&view, corrected, measurement.id, &["draft"], &mut problems);
    }
    if let Some(definition) = definition(&view, measurement.indicator_id).filter(|_| entry.draft.is_some()) {
        fit::keeps_form(&measurement, &entry.reading, definition, &mut problems);
    }
    problems.finish()?;
    measurement.row.reason = None;
    submitted(world, &mut measurement.row);
    Ok(record(&act::measurementSubmit, measurement))
}

/// Approves a submitted measurement; what it corrects is replaced in the same commit, here and at all ancestors.
pub(crate) fn approve(world: &World<'_>, input: &MeasurementApproveInput) -> Checked<Changes> {
    let found = world.find(&input.measurement, &["measurement"]);
    let (view, measurement) = found?;
    let mut problems = Problems::new();
    problems.take(current(&measurement, input.expected_version));
    judge(world, &view, &measurement, &act::measurementApprove, &mut problems)?;
    let corrected = measurement.supersedes_id.and_then(|id| view.snapshot.measurements.get(id));
    let is_replaceable = corrected.is_none_or(|corrected| corrected.state == MeasurementState::Approved);
    problems.check(is_replaceable, Code::UnknownTransition, &["measurement"]);
    if measurement.state == MeasurementState::Submitted
        && let Some(definition) = definition(&view, measurement.indicator_id)
    {
        fit::stands_beside(&measurement, definition, &view.snapshot, Some("measurement"), &mut problems);
    }
    problems.finish()?;
    let mut approved = Measurement::clone(&measurement);
    approved.row.state = MeasurementState::Approved;
    (approved.row.approver_id, approved.row.approved_at) = (world.actor(), Some(world.now()));
    let superseded = corrected.map(|corrected| {
        let mut superseded = Measurement::clone(corrected);
        superseded.row.state = MeasurementState::Superseded;
        superseded
    });
    let indicator = view.snapshot.indicators.get(measurement.indicator_id);
    let indicator = indicator.ok_or_else(|| Problem::new(Code::NotFound, &["measurement"]))?;
    let replaced = superseded.iter().map(|superseded| superseded.id);
    Ok(match allocation::mirror(world, indicator, replaced, [&approved]) {
        Ok(contributions) => {
            Changes::of(act::measurementApprove.name).with(approved).with_all(superseded).with_all(contributions)
        }
        Err(needs) => Changes::of(act::measurementApprove.name).needing(needs),
    })
}

/// Sends a submitted measurement back.
pub(crate) fn send_back(world: &World<'_>, input: &MeasurementReturnInput) -> Checked<Changes> {
    let found = world.find(&input.measurement, &["measurement"]);
    let (view, measurement) = found?;
    let mut problems = Problems::new();
    problems.take(current(&measurement, input.expected_version));
    judge(world, &view, &measurement, &act::measurementReturn, &mut problems)?;
    let reason = problems.reason(&input.reason);
    problems.finish()?;
    let mut returned = Measurement::clone(&measurement);
    (returned.row.state, returned.row.reason) = (MeasurementState::Returned, reason.clone());
    Ok(Changes::of(act::measurementReturn.name).because(reason).with(returned))
}

/// Submits a correction of an approved measurement, which counts until the correction is approved.
pub(crate) fn correct(world: &World<'_>, input: &MeasurementCorrectInput) -> Checked<Changes> {
    let found = world.find(&input.measurement, &["measurement"]);
    let (view, before) = found?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut measurement = Measurement::clone(&before);
    measurement.row = Model {
        id: world.id(),
        version: 0,
        external_key: None,
        author_id: world.actor(),
        approver_id: None,
        approved_at: None,
        supersedes_id: Some(before.id),
        ..measurement.row
    };
    correctable(&view, before.id, measurement.id, &["measurement"], &mut problems);
    let reason = problems.reason(&input.reason);
    let definition = definition(&view, before.indicator_id);
    fit::fill(&mut measurement, &input.reading, definition, false, &view, &mut problems);
    let (owner, act) = (fit::whose(&before), &act::measurementCorrect);
    let who = Party { named: owner, owner, ..Party::default() };
    let (organisation, on_behalf_of) = party(&view, act, &measurement, who, &mut problems)?;
    (measurement.row.organisation_id, measurement.row.on_behalf_of) = (organisation, on_behalf_of);
    stands(world, &view, &measurement, &mut problems);
    problems.finish()?;
    measurement.row.reason.clone_from(&reason);
    submitted(world, &mut measurement.row);
    Ok(record(act, measurement).because(reason))
}

/// Removes a draft or a returned measurement.
pub(crate) fn remove(world: &World<'_>, measurement: &Ref<Measurement>, removal: &Removal) -> Checked<Changes> {
    let (view, measurement) = world.find(measurement, &["measurement"])?;
    allow(&view, &act::measurementRemove, is_own(world, &view, &measurement), &[])?;
    let mut problems = Problems::new();
    problems.check(is_open(&measurement), Code::UnknownTransition, &["measurement"]);
    access::remove(world, &act::measurementRemove, &measurement, removal, problems)
}

/// The measurement as it would be entered, with its problems noted.
fn enter(world: &World<'_>, entry: &MeasurementEntry, act: &Act) -> Checked<(View, Measurement, Problems)> {
    let mut problems = Problems::new();
    let refused = |problem| vec![problem];
    let (view, mut measurement) = match (&entry.draft, &entry.indicator) {
        (Some(draft), indicator) => {
            let (view, draft) = world.find(draft, &["draft"]).map_err(refused)?;
            if !is_own(world, &view, &draft) {
                return Err(refused(Problem::new(Code::NotAllowed, &["draft"])));
            }
            match entry.expected_version {
                Some(expected) => drop(problems.take(current(&draft, expected))),
                None => problems.check(false, Code::Required, &["expectedVersion"]),
            }
            problems.check(is_open(&draft), Code::UnknownTransition, &["draft"]);
            let moves = indicator.as_ref().is_some_and(|indicator| indicator.id() != Some(draft.indicator_id));
            if moves {
                problems.add(Problem::new(Code::OutOfRange, &["indicator"]).saying(
                    "Een concept blijft bij zijn indicator; laat dit veld weg.",
                    "A draft stays with its indicator; leave this field out.",
                ));
            }
            (view, Measurement::clone(&draft))
        }
        (None, Some(indicator)) => {
            let (view, indicator) = world.find(indicator, &["indicator"]).map_err(refused)?;
            let row = blank(world, &indicator);
            (view, Measurement { row, breakdown: Vec::new(), evidence: Vec::new() })
        }
        (None, None) => return Err(vec![Problem::new(Code::Required, &["indicator"])]),
    };
    let is_new = entry.draft.is_none();
    let definition = definition(&view, measurement.indicator_id);
    fit::fill(&mut measurement, &entry.reading, definition, is_new, &view, &mut problems);
    let named = match &entry.on_behalf_of {
        Some(organisation) => {
            let known = organisation.id().and_then(|id| world.desk.organisation(id));
            problems.take(known.ok_or_else(|| Problem::new(Code::NotFound, &["onBehalfOf"]))).map(|known| known.id)
        }
        None => measurement.on_behalf_of,
    };
    let who = Party { named, before: measurement.organisation_id, owner: None };
    let (organisation, on_behalf_of) = party(&view, act, &measurement, who, &mut problems)?;
    (measurement.row.organisation_id, measurement.row.on_behalf_of) = (organisation, on_behalf_of);
    Ok((view, measurement, problems))
}

fn blank(world: &World<'_>, indicator: &Indicator) -> Model {
    Model {
        partnership_id: indicator.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        indicator_id: indicator.id,
        observed_on: world.today(),
        period_from: None,
        value: None,
        denominator: None,
        text: None,
        qualifier: Qualifier::Exact,
        denominator_qualifier: Qualifier::Exact,
        method: None,
        note: None,
        state: MeasurementState::Draft,
        reason: None,
        author_id: world.actor(),
        organisation_id: None,
        on_behalf_of: None,
        submitter_id: None,
        submitted_at: None,
        approver_id: None,
        approved_at: None,
        supersedes_id: None,
    }
}

fn submitted(world: &World<'_>, row: &mut Model) {
    row.state = MeasurementState::Submitted;
    (row.submitter_id, row.submitted_at) = (world.actor(), Some(world.now()));
}

fn record(act: &Act, measurement: Measurement) -> Changes {
    Changes::of(act.name).for_organisation(measurement.on_behalf_of).with(measurement)
}

fn definition(view: &View, indicator: IndicatorId) -> Option<&IndicatorDefinition> {
    let indicator = view.snapshot.indicators.get(indicator)?;
    view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref)
}

/// What must hold of a measurement on the day that it is submitted.
fn stands(world: &World<'_>, view: &View, row: &Model, problems: &mut Problems) {
    problems.check(row.observed_on <= world.today(), Code::FutureMeasurement, &["observedOn"]);
    period::takes(row, &view.snapshot, "observedOn", problems);
    if let Some(definition) = definition(view, row.indicator_id) {
        fit::stands_beside(row, definition, &view.snapshot, None, problems);
    }
}

/// Only what counts can be corrected, by one correction at a time.
fn correctable(view: &View, id: MeasurementId, by: MeasurementId, path: &[&str], problems: &mut Problems) {
    let Some(corrected) = view.snapshot.measurements.get(id) else { return };
    if corrected.state != MeasurementState::Approved {
        problems.add(Problem::new(Code::UnknownTransition, path).saying(
            "Alleen een goedgekeurde meting kan worden gecorrigeerd; laat een ingediende teruggeven.",
            "Only an approved measurement can be corrected; have one that was submitted returned.",
        ));
    }
    let is_pending =
        view.snapshot.series_of(corrected.indicator_id).iter().any(|other| {
            other.supersedes_id == Some(id) && other.id != by && other.state == MeasurementState::Submitted
        });
    if is_pending {
        problems.add(Problem::new(Code::AlreadyExists, path).saying(
            "Er wacht al een correctie van deze meting op goedkeuring.",
            "A correction of this measurement awaits approval already.",
        ));
    }
}

/// Whether the actor may approve or return a measurement.
fn judge(world: &World<'_>, view: &View, measurement: &Measurement, act: &Act, problems: &mut Problems) -> Checked<()> {
    // A submitter is told the reason that holds in every role; one that left the table, nothing of what is measured since.
    let is_own = view.is_at_the_table() && world.desk.is_own_account(measurement.submitter_id);
    if !is_own {
        allow(view, act, measurement.on_behalf_of.is_some_and(|id| view.represents(id)), &[])?;
    }
    let is_submitted = measurement.state == MeasurementState::Submitted;
    problems.check(is_submitted, Code::UnknownTransition, &["measurement"]);
    problems.check(!is_own, Code::SelfApproval, &["measurement"]);
    period::takes(measurement, &view.snapshot, "measurement", problems);
    Ok(())
}

/// Whether a measurement is still being written.
fn is_open(measurement: &Measurement) -> bool {
    matches!(measurement.state, MeasurementState::Draft | MeasurementState::Returned)
}

/// Whether a draft is the actor's to change: written by the actor, or of an organisation that the actor acts for.
fn is_own(world: &World<'_>, view: &View, draft: &Measurement) -> bool {
    let acts_for = |organisation: Option<OrganisationId>| organisation.is_some_and(|id| view.represents(id));
    view.seat.is_member && world.desk.is_own_account(draft.author_id)
        || acts_for(draft.organisation_id)
        || acts_for(draft.on_behalf_of)
}

/// The actor's own seats at a table today, but for those that only observe.
fn seats(view: &View) -> impl Iterator<Item = &Arc<Membership>> {
    let own = view.seat.acts_for.iter().flat_map(|organisation| view.snapshot.seats_of(*organisation));
    own.filter(|seat| seat.is_member_on(view.desk.today))
}

/// For whom a measurement may be entered.
#[derive(Clone, Copy, Default)]
struct Party {
    /// The organisation that is named.
    named: Option<OrganisationId>,
    /// The organisation that entered it before.
    before: Option<OrganisationId>,
    /// The organisation whose figure it is already.
    owner: Option<OrganisationId>,
}

/// The organisation that the actor acts for, and the other one for which it is entered. The reporter enters its own
/// series, whoever has to report on that day as well, any member one without a reporter; the secretariat and the chair
/// enter for the table and for others. Whoever may not is told no more than that: other problems would tell of
/// measurements that are not theirs to know.
fn party(
    view: &View,
    act: &Act,
    row: &Model,
    Party { named, before, owner }: Party,
    problems: &mut Problems,
) -> Checked<(Option<OrganisationId>, Option<OrganisationId>)> {
    let indicator = view.snapshot.indicators.get(row.indicator_id);
    let reporter = indicator.and_then(|indicator| indicator.reporter_id);
    let has_to = |id: OrganisationId| indicator.is_some_and(|one| one.has_to_be_reported_by(id, row.observed_on));
    let reports = |id| reporter.is_none_or(|reporter| reporter == id) || has_to(id) || owner == Some(id);
    let is_mine = |id: &OrganisationId| seats(view).any(|seat| seat.organisation_id == *id);
    let office = [MembershipRole::Secretariat, MembershipRole::Chair]
        .into_iter()
        .find_map(|role| seats(view).find(|seat| seat.roles.contains(&role)))
        .map(|seat| seat.organisation_id);
    if let Some(other) = named.filter(|id| !is_mine(id)) {
        allow(view, act, false, &["onBehalfOf"])?;
        let is_member = [row.observed_on, view.desk.today].iter().any(|day| view.snapshot.is_member_on(other, *day));
        problems.check(is_member, Code::NotAMember, &["onBehalfOf"]);
        return Ok((office, Some(other)));
    }
    let own: Vec<OrganisationId> = seats(view).map(|seat| seat.organisation_id).filter(|id| reports(*id)).collect();
    let mut obliged = own.iter().copied().filter(|id| has_to(*id));
    let obliged = obliged.next().filter(|first| obliged.all(|other| other == *first));
    let chosen = named.or(before.filter(is_mine)).or(reporter.filter(is_mine)).or(obliged).or(office);
    let is_concerned = chosen.map_or(!own.is_empty(), reports);
    allow(view, act, is_concerned, &[])?;
    if chosen.is_none() && own.iter().any(|id| *id != own[0]) {
        problems.add(Problem::new(Code::Required, &["onBehalfOf"]).saying(
            "U vertegenwoordigt meer organisaties; zeg welke dit meldt.",
            "You act for several organisations; say which one reports this.",
        ));
    }
    Ok((chosen.or(own.first().copied()), None))
}
