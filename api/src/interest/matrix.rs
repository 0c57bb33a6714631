//! The interest matrix (*belangenmatrix*): which party has which interests in which goal.

use std::collections::BTreeMap;

use async_graphql::SimpleObject;
use entity::{GoalId, InterestSide, MembershipRole, OrganisationId};

use super::Interest;
use crate::{
    access::View,
    goal::Goal,
    graphql::{Listed, Resolved, Shown, count_listed},
    organisation::Organisation,
};

/// The interests by party and goal: for members those shared with the table, for others the public ones. *Belangenmatrix.*
#[derive(SimpleObject)]
pub(crate) struct InterestMatrix {
    /// The goals, as they were entered: the columns. *Doelen.*
    pub(crate) goals: Vec<Shown<Goal>>,
    /// The parties by name: every one that has an interest, and at the table every partner. *Partijen.*
    pub(crate) rows: Vec<InterestMatrixRow>,
}

/// The interests of one party. *Belangen van een partij.*
#[derive(SimpleObject)]
pub(crate) struct InterestMatrixRow {
    /// The party. *Organisatie.*
    pub(crate) organisation: Option<Listed<Organisation>>,
    /// The goals that it has an interest in, in the order of the columns, and last those without a goal that you may see.
    /// *Doelen met belangen.*
    pub(crate) cells: Vec<InterestMatrixCell>,
}

/// The interests of one party in one goal. *Belangen van een partij bij een doel.*
#[derive(SimpleObject)]
pub(crate) struct InterestMatrixCell {
    /// The goal; null for interests without a goal that you may see. *Doel.*
    pub(crate) goal: Option<Shown<Goal>>,
    /// How many things it gets. *Halen.*
    pub(crate) gains: usize,
    /// How many things it brings. *Brengen.*
    pub(crate) contributions: usize,
    /// How many wishes it has. *Wensen.*
    pub(crate) wishes: usize,
    /// How many worries it has. *Zorgen.*
    pub(crate) concerns: usize,
    /// The interests themselves, as they were entered. *Belangen.*
    pub(crate) interests: Vec<Shown<Interest>>,
}

impl InterestMatrix {
    /// The matrix that a viewer's audience sees.
    pub(crate) fn of(view: &View) -> Resolved<Self> {
        let audience = view.audience();
        let goals: Vec<Shown<Goal>> = view.all::<Goal>().map(|goal| Shown::new(view, goal)).collect();
        let mut rows: BTreeMap<OrganisationId, BTreeMap<GoalKey, Vec<Shown<Interest>>>> = BTreeMap::new();
        if audience.is_at_the_table() {
            let partners = view.snapshot.members_as(MembershipRole::Partner, view.desk.today);
            rows.extend(partners.into_iter().map(|partner| (partner, BTreeMap::new())));
        }
        let mut listed = goals.len();
        for interest in view.all::<Interest>().filter(|interest| audience.counts_interest(interest)) {
            let row = rows.entry(interest.organisation_id).or_default();
            let about = interest.goals.iter().filter(|goal| view.get::<Goal>(**goal).is_some());
            let mut keys: Vec<GoalKey> = about.map(|goal| GoalKey::In(*goal)).collect();
            if keys.is_empty() {
                keys.push(GoalKey::InNone);
            }
            listed += keys.len();
            for key in keys {
                row.entry(key).or_default().push(Shown::new(view, interest.clone()));
            }
        }
        count_listed(&view.desk, listed + rows.len())?;
        let parties = view.desk.by_name(rows.keys().copied());
        let row = |party: OrganisationId| InterestMatrixRow {
            organisation: view.desk.show(view.desk.organisation(party)),
            cells: rows
                .remove(&party)
                .into_iter()
                .flatten()
                .map(|(key, interests)| key.cell(view, interests))
                .collect(),
        };
        let rows = parties.into_iter().map(row).collect();
        Ok(Self { goals, rows })
    }
}

/// A column; goals sort as they were entered, and before what is about none.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum GoalKey {
    In(GoalId),
    InNone,
}

impl GoalKey {
    fn cell(&self, view: &View, interests: Vec<Shown<Interest>>) -> InterestMatrixCell {
        let count = |side| interests.iter().filter(|interest| interest.side == side).count();
        InterestMatrixCell {
            goal: match self {
                Self::In(goal) => view.show(*goal),
                Self::InNone => None,
            },
            gains: count(InterestSide::Gain),
            contributions: count(InterestSide::Contribution),
            wishes: count(InterestSide::Wish),
            concerns: count(InterestSide::Concern),
            interests,
        }
    }
}
