//! Commitments: a row per commitment, with what is promised in all terms together and what was confirmed of it.

use std::collections::HashMap;

use chrono::{DateTime, Days, Utc};
use entity::{CommitmentId, GoalId};

use super::{
    Lens,
    cell::{Row, number},
    latest::Latest,
    lens::id_of,
};
use crate::{
    clock::start_of,
    commitment::{Commitment, ProgressNote},
    delivery::Delivery,
    dependency::CommitmentDependency,
    goal::Goal,
};

pub(super) const COLUMNS: &[&str] = &[
    "commitment_id",
    "reference",
    "partnership_id",
    "title",
    "lead_id",
    "lead",
    "goal_ids",
    "kind",
    "unit",
    "promised",
    "delivered",
    "agreed_on",
    "due_date",
    "due_precision",
    "original_due_date",
    "times_postponed",
    "state",
    "is_overdue",
    "is_blocked",
    "health",
    "updated_at",
];

/// When what rows say of others last changed.
struct Changes {
    notes: HashMap<CommitmentId, DateTime<Utc>>,
    deliveries: HashMap<CommitmentId, DateTime<Utc>>,
    goals: HashMap<GoalId, DateTime<Utc>>,
    /// By what a commitment needs first: the dependencies, and the commitments that are needed.
    needs: HashMap<CommitmentId, DateTime<Utc>>,
}

pub(super) fn rows(lens: &Lens) -> Vec<Row> {
    let changes = Changes::of(lens);
    lens.all::<Commitment>().map(|commitment| row(lens, &commitment, &changes)).collect()
}

fn row(lens: &Lens, commitment: &Commitment, changes: &Changes) -> Row {
    let (view, desk) = (&lens.view, &lens.view.desk);
    let lead = commitment.lead().and_then(|lead| desk.organisation(lead));
    let goals: Vec<String> =
        commitment.goals.iter().filter_map(|goal| lens.get::<Goal>(*goal)).map(|goal| id_of(&*goal)).collect();
    let due = commitment.due();
    vec![
        id_of(commitment).into(),
        commitment.reference.as_deref().into(),
        lens.partnership_id().into(),
        commitment.title.as_str().into(),
        lead.map(|lead| id_of(&**lead)).into(),
        lead.map(|lead| lead.name.as_str()).into(),
        Some(goals.join(" ")).filter(|goals| !goals.is_empty()).into(),
        commitment.kind.map(entity::ResourceKind::as_str).into(),
        commitment.unit_of_figures().into(),
        commitment.promised_in_total().map(number).into(),
        view.delivered_by(commitment, desk.today).map(number).into(),
        commitment.agreed_on.into(),
        commitment.last_day().into(),
        due.map(|due| due.precision.as_str()).into(),
        commitment.original_due().map(|due| due.last_day()).into(),
        number(commitment.times_postponed),
        commitment.state.as_str().into(),
        view.is_overdue(commitment).into(),
        view.is_blocked(commitment).into(),
        view.latest_note(commitment).map(|note| note.health.as_str()).into(),
        changes.latest(lens, commitment).into(),
    ]
}

impl Changes {
    fn of(lens: &Lens) -> Self {
        let commitments = lens.latest_by::<Commitment, _>(|commitment| commitment.id);
        let mut needs: HashMap<CommitmentId, DateTime<Utc>> = HashMap::new();
        for ((from, to), changed_at) in lens.latest_by::<CommitmentDependency, _>(|one| (one.from_id, one.to_id)) {
            let latest = commitments.get(&to).copied().max(Some(changed_at)).unwrap_or(changed_at);
            let known = needs.entry(from).or_insert(latest);
            *known = latest.max(*known);
        }
        Self {
            notes: lens.latest_by::<ProgressNote, _>(|note| note.commitment_id),
            deliveries: lens.latest_by::<Delivery, _>(|delivery| delivery.commitment_id),
            goals: lens.latest_by::<Goal, _>(|goal| goal.id),
            needs,
        }
    }

    /// The latest change of a commitment and of what its row says of others, or the day on which it became late.
    fn latest(&self, lens: &Lens, commitment: &Commitment) -> Latest {
        let (view, id) = (&lens.view, commitment.id);
        let lead = commitment.lead().and_then(|lead| view.desk.organisation(lead)).map(|lead| lead.changed_at);
        let late = commitment.last_day().filter(|_| view.is_overdue(commitment));
        let late = late.and_then(|due| due.checked_add_days(Days::new(1))).map(start_of);
        let of_others = [self.notes.get(&id), self.deliveries.get(&id), self.needs.get(&id)].into_iter();
        let of_goals = commitment.goals.iter().map(|goal| self.goals.get(goal));
        let latest = of_others.chain(of_goals).flatten().copied().max();
        Some(commitment.changed_at).max(lead).max(late).max(latest)
    }
}
