//! What each kind of record shows to whom. Hidden equals absent; where only a part is shown, the rest is taken out
//! before anything else sees the record, so that no filter, order or figure can tell it.

use std::sync::Arc;

use entity::{DeliveryState, MeasurementState, OrganisationId, Qualifier, Visibility};
use uuid::Uuid;

use super::View;
use crate::{
    agreement::Agreement,
    allocation::{AllocationConsent, Contribution, TargetAllocation},
    amendment::Amendment,
    balance::BalanceOpinion,
    commitment::{Commitment, ProgressNote},
    delivery::Delivery,
    dependency::CommitmentDependency,
    endorsement::Endorsement,
    goal::Goal,
    health_check::{HealthAnswer, HealthCheck},
    indicator::Indicator,
    interest::Interest,
    ledger::{AnyRecord, Kept, Kind, kinds, kinds::with_kinds},
    measurement::Measurement,
    meeting::{Citation, Decision, Meeting},
    milestone::Milestone,
    partnership::{GateOverride, Membership, Partnership},
    problem_statement::ProblemStatement,
    reporting_period::ReportingPeriod,
    workbook::ImportBatch,
};

/// The version of a record as shown to whoever may not know how often it changed.
const ONLY_VERSION: i32 = 1;

/// A kind of record of a partnership, and what of it is seen.
pub trait Seen: Kept {
    /// The record as the viewer sees it; `None` where it is hidden.
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>>;
}

/// Kinds whose records are seen as their visibility says, outside the table without where they come from; or by the whole
/// table and nobody else.
macro_rules! seen {
    (by visibility: $($public:ident)*; at the table: $($own:ident)*;) => {
        $(impl Seen for $public {
            fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
                if !view.reaches(record.visibility) {
                    return None;
                }
                if view.is_at_the_table() {
                    return Some(record.clone());
                }
                let mut reduced = Self::clone(record);
                (reduced.row.source, reduced.row.external_key) = (None, None);
                Some(Arc::new(reduced))
            }
        })*
        $(impl Seen for $own {
            fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
                view.is_at_the_table().then(|| record.clone())
            }
        })*
    };
}

seen! {
    by visibility: ProblemStatement Goal Agreement;
    at the table: Meeting Decision GateOverride ReportingPeriod HealthCheck;
}

impl Seen for Partnership {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        view.knows_partnership().then(|| record.clone())
    }
}

macro_rules! any {
    ($($kind:ident = $word:literal $(in directory as $shared:ident)? $(in partnership as $own:ident)?;)*) => {
        impl View {
            /// A record of any kind as the viewer sees it, such as an earlier version; `None` where it is hidden.
            #[must_use]
            pub fn seen(&self, record: &AnyRecord) -> Option<AnyRecord> {
                match record {
                    $(AnyRecord::$kind(record) => any!(@seen $kind record self $($own)?),)*
                }
            }

            /// Whether the viewer may see the record of some kind that has an id.
            #[must_use]
            pub fn sees_any(&self, kind: Kind, id: Uuid) -> bool {
                match kind {
                    $(Kind::$kind => any!(@sees $kind id self $($own)?),)*
                }
            }
        }
    };
    (@sees $kind:ident $id:ident $view:ident $own:ident) => {
        $view.get::<kinds::$kind>($id.into()).is_some()
    };
    (@sees $kind:ident $id:ident $view:ident) => {{
        let _ = $id;
        false
    }};
    (@seen $kind:ident $record:ident $view:ident $own:ident) => {
        kinds::$kind::seen($record, $view).map(AnyRecord::$kind)
    };
    (@seen $kind:ident $record:ident $view:ident) => {
        Some(AnyRecord::$kind($record.clone()))
    };
}
with_kinds!(any);

/// The members of a table are known at the table; an organisation's own people know its own seat.
impl Seen for Membership {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let is_own = || {
            let person = view.desk.viewer.person.as_ref();
            view.desk.viewer.ceiling.uses_own_rights()
                && person.is_some_and(|person| record.is_represented_by(person.id))
        };
        (view.is_at_the_table() || is_own()).then(|| record.clone())
    }
}

/// An interest is its owner's; with whom it is shared and how often it changed is nobody else's business. Observers see
/// none but public ones and their own organisation's; quantities and amounts are the table's unless made public.
impl Seen for Interest {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let is_own = view.is_own(record.organisation_id);
        let sees = match record.visibility {
            Visibility::Organisation => is_own,
            Visibility::Selected => is_own || record.shared_with.iter().any(|other| view.represents(*other)),
            Visibility::Partnership => is_own || view.seat.is_member,
            Visibility::Public => view.reaches(Visibility::Public),
        };
        if !sees {
            return None;
        }
        if is_own {
            return Some(record.clone());
        }
        let mut reduced = Self::clone(record);
        reduced.shared_with.clear();
        reduced.row.version = ONLY_VERSION;
        if view.seat.is_member {
            return Some(Arc::new(reduced));
        }
        let row = &mut reduced.row;
        if !row.amounts_public {
            (row.quantity, row.unit, row.amount_cents) = (None, None, None);
            row.qualifier = Qualifier::Exact;
        }
        (row.importance, row.entered_by, row.source, row.external_key) = (None, None, None, None);
        Some(Arc::new(reduced))
    }
}

/// A draft is its author's and the secretariat's, and one that was never proposed stays so when it is withdrawn. Outside
/// the table nobody reads contact persons, reasons, evidence and hidden interests, nor quantities and amounts unless
/// they were made public.
/// A former member keeps what concerned it as it was when it left.
impl Seen for Commitment {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        if let Some(kept) = view.kept(record.id) {
            return Some(kept.clone());
        }
        if !record.is_before_the_table() {
            let is_author = record.author_id.is_some() && record.author_id == account(view);
            return (view.seat.is_secretariat || view.seat.is_member && is_author).then(|| record.clone());
        }
        if view.is_at_the_table() {
            return Some(record.clone());
        }
        if !view.reaches(record.visibility) {
            return None;
        }
        let mut reduced = Self::clone(record);
        if !reduced.amounts_public {
            (reduced.row.quantity, reduced.row.unit, reduced.row.amount_cents) = (None, None, None);
            reduced.row.qualifier = Qualifier::Exact;
        }
        for debtor in &mut reduced.debtors {
            debtor.contact_id = None;
        }
        reduced.interests.retain(|interest| view.get::<Interest>(*interest).is_some());
        reduced.conditions.clear();
        let row = &mut reduced.row;
        (row.state_reason, row.source, row.external_key) = (None, None, None);
        (row.author_id, row.reported_by) = (None, None);
        (row.evidence_title, row.evidence_link, row.evidence_sha256) = (None, None, None);
        (row.waived_reason, row.remains, row.effort_made) = (None, None, None);
        Some(Arc::new(reduced))
    }
}

/// What was said of terms is the table's, as far as it sees what it is about.
impl Seen for Endorsement {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let row = &record.row;
        let sees = row.commitment_id.is_some_and(|id| view.get::<Commitment>(id).is_some())
            || row.goal_id.is_some_and(|id| view.get::<Goal>(id).is_some())
            || row.problem_statement_id.is_some_and(|id| view.get::<ProblemStatement>(id).is_some());
        (view.is_at_the_table() && sees).then(|| record.clone())
    }
}

/// Amendments are the table's, as far as it sees what they change.
impl Seen for Amendment {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let row = &record.row;
        let sees = row.commitment_id.is_some_and(|id| view.get::<Commitment>(id).is_some())
            || row.goal_id.is_some_and(|id| view.get::<Goal>(id).is_some())
            || row.indicator_id.is_some_and(|id| view.get::<Indicator>(id).is_some());
        (view.is_at_the_table() && sees).then(|| record.clone())
    }
}

/// What rests on a decision is the table's, as far as it sees what the act was about.
impl Seen for Citation {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let sees = view.is_at_the_table()
            && view.get::<Decision>(record.decision_id).is_some()
            && Kind::from_word(&record.subject_kind).is_some_and(|kind| view.sees_any(kind, record.subject_id));
        sees.then(|| record.clone())
    }
}

/// A dependency is the table's, where it sees both commitments.
impl Seen for CommitmentDependency {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let sees = |id| view.get::<Commitment>(id).is_some();
        (view.is_at_the_table() && sees(record.from_id) && sees(record.to_id)).then(|| record.clone())
    }
}

/// Milestones are the table's.
impl Seen for Milestone {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let sees = view.is_at_the_table() && view.get::<Commitment>(record.commitment_id).is_some();
        sees.then(|| record.clone())
    }
}

/// Deliveries are the table's. Where a commitment's amounts are public, everybody sees how much was confirmed, and when.
impl Seen for Delivery {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let commitment = view.get::<Commitment>(record.commitment_id)?;
        if view.is_at_the_table() {
            return Some(record.clone());
        }
        let is_past = view.kept(record.commitment_id).is_some();
        if is_past || record.state != DeliveryState::Confirmed || !commitment.amounts_public {
            return None;
        }
        let row = entity::delivery::Model {
            version: ONLY_VERSION,
            external_key: None,
            source: None,
            text: None,
            reporter_id: None,
            on_behalf_of: None,
            confirmer_id: None,
            state_reason: None,
            decision_id: None,
            ..record.row.clone()
        };
        Some(Arc::new(Self { row, evidence: Vec::new() }))
    }
}

/// What a party says of its balance is the members'; observers know no interests. Whoever left keeps what it said itself.
impl Seen for BalanceOpinion {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        (view.seat.is_member || view.has_left(record.organisation_id)).then(|| record.clone())
    }
}

/// A list that was brought in is known to who brought it in, and where the whole table may see all that it changed, to those
/// who keep the records: secretariat and chair.
impl Seen for ImportBatch {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let is_author = || view.seat.is_member && record.author_id.is_some() && record.author_id == account(view);
        let keeps_records = view.seat.is_secretariat || view.seat.is_chair;
        (keeps_records && !record.author_only || is_author()).then(|| record.clone())
    }
}

/// Notes are the table's.
impl Seen for ProgressNote {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let sees = view.is_at_the_table() && view.get::<Commitment>(record.commitment_id).is_some();
        sees.then(|| record.clone())
    }
}

/// Outside the table an indicator is its figures: not who reports it, nor where its facts were found.
impl Seen for Indicator {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        if !shows_figures_of(view, record) {
            return None;
        }
        if view.is_at_the_table() {
            return Some(record.clone());
        }
        let mut figure = Self::clone(record);
        let row = &mut figure.row;
        (row.reporter_id, row.source, row.external_key, row.baseline_source) = (None, None, None, None);
        figure.reporters.clear();
        Some(Arc::new(figure))
    }
}

fn shows_figures_of(view: &View, indicator: &Indicator) -> bool {
    view.reaches(indicator.visibility) || view.desk.viewer.is_shown_figures_of(indicator.id)
}

/// How much of a measurement is seen.
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// The figure alone, of which the parts are told as far as they are large enough.
    Figure,
}

/// A draft is its own organisation's, what is submitted the table's, and what is approved is seen with its indicator;
/// outside the table as a figure only. Whoever left keeps its own, be the indicator hidden by now or not.
impl Extent {
    pub(super) fn of(record: &Measurement, view: &View) -> Option<Self> {
        if [record.organisation_id, record.on_behalf_of].into_iter().flatten().any(|own| view.has_left(own)) {
            return Some(Self::Whole);
        }
        view.snapshot.indicators.get(record.indicator_id).filter(|indicator| shows_figures_of(view, indicator))?;
        let is_own = || {
            let is_author = record.author_id.is_some() && record.author_id == account(view);
            let acts_for = |organisation: Option<OrganisationId>| organisation.is_some_and(|id| view.represents(id));
            view.seat.is_member && is_author || acts_for(record.organisation_id) || acts_for(record.on_behalf_of)
        };
        let approves = view.seat.is_secretariat || view.seat.is_chair;
        match record.state {
            MeasurementState::Draft => is_own().then_some(Self::Whole),
            MeasurementState::Returned => (is_own() || approves).then_some(Self::Whole),
            MeasurementState::Submitted => view.is_at_the_table().then_some(Self::Whole),
            MeasurementState::Approved | MeasurementState::Superseded if view.is_at_the_table() => Some(Self::Whole),
            MeasurementState::Approved => Some(Self::Figure),
            MeasurementState::Superseded => None,
        }
    }
}

impl Seen for Measurement {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        Some(match Extent::of(record, view)? {
            Extent::Whole => record.clone(),
            Extent::Figure => Arc::new(figure(record)),
        })
    }
}

/// What is left of an approved measurement outside the table. What a figure is not made of is named here as well, so that
/// whatever is added to a measurement stays hidden until somebody decides otherwise. Its parts are told by the view alone,
/// so that nothing that reads the record can tell those that are suppressed.
fn figure(measurement: &Measurement) -> Measurement {
    let row = &measurement.row;
    let row = entity::measurement::Model {
        partnership_id: row.partnership_id,
        id: row.id,
        version: ONLY_VERSION,
        external_key: None,
        source: None,
        changed_at: row.changed_at,
        removed_at: row.removed_at,
        indicator_id: row.indicator_id,
        observed_on: row.observed_on,
        period_from: row.period_from,
        value: row.value,
        denominator: row.denominator,
        text: None,
        qualifier: row.qualifier,
        denominator_qualifier: row.denominator_qualifier,
        method: None,
        note: None,
        state: row.state,
        reason: None,
        author_id: None,
        organisation_id: None,
        on_behalf_of: None,
        submitter_id: None,
        submitted_at: None,
        approver_id: None,
        approved_at: None,
        supersedes_id: None,
    };
    Measurement { row, breakdown: Vec::new(), evidence: Vec::new() }
}

/// To whom a target is handed out is the table's. Once the child's table agreed it is seen as the indicator is, because
/// nobody agrees whose figure is hidden from those who see the sum. A dashboard that names the indicator names no child of
/// it, and is shown none.
impl Seen for TargetAllocation {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let indicator = view.get::<Indicator>(record.indicator_id)?;
        if view.is_at_the_table() {
            return Some(record.clone());
        }
        if record.agreed_on.is_none() || !view.reaches(indicator.visibility) {
            return None;
        }
        let mut reduced = Self::clone(record);
        (reduced.row.source, reduced.row.external_key, reduced.row.reason) = (None, None, None);
        reduced.row.version = ONLY_VERSION;
        Some(Arc::new(reduced))
    }
}

/// With whom figures are shared is the table's, as far as it sees the indicator.
impl Seen for AllocationConsent {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        (view.is_at_the_table() && view.get::<Indicator>(record.indicator_id).is_some()).then(|| record.clone())
    }
}

/// What a child reported is seen at the table. What reached the child from its own children stays between those two.
impl Seen for Contribution {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        let allocation = view.snapshot.allocations.get(record.allocation_id)?;
        let is_its_own = allocation.child_indicator_id == Some(record.source_indicator_id);
        let sees = view.is_at_the_table() && view.get::<Indicator>(record.indicator_id).is_some();
        (sees && is_its_own).then(|| record.clone())
    }
}

/// An answer is seen by the organisation that gave it alone, also when it left the table; with its round it is gone.
impl Seen for HealthAnswer {
    fn seen(record: &Arc<Self>, view: &View) -> Option<Arc<Self>> {
        view.snapshot.health_checks.get(record.health_check_id)?;
        view.is_own(record.organisation_id).then(|| record.clone())
    }
}

fn account(view: &View) -> Option<entity::AccountId> {
    view.desk.viewer.account.as_ref().map(|account| account.id)
}
