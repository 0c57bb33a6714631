//! The goals of a tree: those of a partnership, those of other partnerships that they work towards, and what their targets
//! are handed out to; each as far as the viewer may see it.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use chrono::NaiveDate;
use entity::{GoalId, PartnershipId};

use super::facts::Facts;
use crate::{
    access::View,
    allocation::TargetAllocation,
    goal::Goal,
    graphql::{Resolved, Session, Shown, count_listed, count_made},
    indicator::Indicator,
};

/// How a goal belongs to the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// It is part of it: what it reaches counts there too.
    AddsUp,
    /// It works towards it, and adds nothing to its figures.
    Contributes,
}

/// A goal, or a part of a target that another partnership took.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) facts: Facts,
    /// What it belongs to, by its place in the list, and how.
    pub(super) above: Option<(usize, Tie)>,
}

/// Goals above the partnership's own are looked for so many times.
const STEPS_UP: usize = 4;

/// What was found so far.
pub(super) struct Search<'a> {
    session: &'a Session,
    home: &'a View,
    /// The day of the figures.
    day: NaiveDate,
    found: Vec<Found>,
    /// The goals among it, by their place in the list.
    places: HashMap<GoalId, usize>,
    /// Goals of which what is below them is still to be looked for.
    open: VecDeque<(Shown<Goal>, usize)>,
}

impl<'a> Search<'a> {
    /// All goals of a partnership, below those of others that they belong to.
    pub(super) async fn of_partnership(session: &'a Session, view: &'a View, day: NaiveDate) -> Resolved<Vec<Found>> {
        let mut search = Self::new(session, view, day);
        let is_top = |goal: &Arc<Goal>| goal.parent_id.is_none_or(|parent| view.get::<Goal>(parent).is_none());
        for goal in view.all::<Goal>().filter(is_top) {
            let goal = Shown::new(view, goal);
            let above = search.climb(&goal).await?;
            search.open(&goal, above);
        }
        search.descend().await
    }

    /// One goal and all below it.
    pub(super) async fn of_goal(session: &'a Session, goal: &'a Shown<Goal>, day: NaiveDate) -> Resolved<Vec<Found>> {
        let mut search = Self::new(session, &goal.view, day);
        search.open(goal, None);
        search.descend().await
    }

    fn new(session: &'a Session, home: &'a View, day: NaiveDate) -> Self {
        Self { session, home, day, found: Vec::new(), places: HashMap::new(), open: VecDeque::new() }
    }

    /// Puts the goals of other partnerships above a goal in the list, and tells which of them it belongs to and how.
    async fn climb(&mut self, goal: &Shown<Goal>) -> Resolved<Option<(usize, Tie)>> {
        let mut way = Vec::new();
        let mut here = goal.clone();
        while let Some((above, tie)) = self.above(&here).await?.filter(|_| way.len() < STEPS_UP) {
            if above.view.partnership.id == self.home.partnership.id {
                break;
            }
            way.push((above.clone(), tie));
            here = above;
        }
        let mut above = None;
        for (goal, tie) in way.into_iter().rev() {
            let place = self.places.get(&goal.id).copied().unwrap_or_else(|| self.add(&goal, above));
            above = Some((place, tie));
        }
        Ok(above)
    }

    /// The goal that a goal belongs to: its parent, one whose target was handed out to it, or one that it works towards.
    async fn above(&self, goal: &Shown<Goal>) -> Resolved<Option<(Shown<Goal>, Tie)>> {
        let view = &goal.view;
        if let Some(parent) = goal.parent_id.and_then(|parent| view.show::<Goal>(parent)) {
            return Ok(Some((parent, Tie::AddsUp)));
        }
        for indicator in view.among(view.snapshot.indicators_of(Some(goal.id))) {
            let agreed = view.desk.directory.allocations_to(indicator.id).filter(|one| one.agreed_on.is_some());
            for allocation in agreed {
                let Some(other) = self.session.view(allocation.partnership_id).await? else { continue };
                let seen = other.get::<TargetAllocation>(allocation.id);
                let parent = seen.and_then(|seen| other.get::<Indicator>(seen.indicator_id));
                if let Some(above) = parent.and_then(|parent| other.show::<Goal>(parent.goal_id?)) {
                    return Ok(Some((above, Tie::AddsUp)));
                }
            }
        }
        let aligned = goal.aligned_partnership_id.zip(goal.aligned_goal_id);
        let Some((partnership, above)) = aligned else { return Ok(None) };
        let other = self.session.view(partnership).await?;
        Ok(other.and_then(|other| other.show::<Goal>(above)).map(|above| (above, Tie::Contributes)))
    }

    /// Looks below each goal until nothing is left.
    async fn descend(mut self) -> Resolved<Vec<Found>> {
        let under = self.home.desk.partnerships().filter(|one| one.parent_id == Some(self.home.partnership.id));
        let under: Vec<PartnershipId> = under.map(|partnership| partnership.id).collect();
        let under = self.session.views(under).await?;
        while let Some((goal, place)) = self.open.pop_front() {
            let view = &goal.view;
            for below in view.among(view.snapshot.goals_below(Some(goal.id))) {
                self.open(&Shown::new(view, below), Some((place, Tie::AddsUp)));
            }
            for indicator in view.among(view.snapshot.indicators_of(Some(goal.id))) {
                for allocation in Shown::<TargetAllocation>::all(view, &indicator)? {
                    self.hand_out(&allocation, &indicator, place).await?;
                }
            }
            for other in &under {
                let works_towards = |one: &Arc<Goal>| one.aligned_goal_id == Some(goal.id);
                for aligned in other.all::<Goal>().filter(works_towards) {
                    self.open(&Shown::new(other, aligned), Some((place, Tie::Contributes)));
                }
            }
            self.count(&goal)?;
        }
        Ok(self.found)
    }

    /// Counts what is made for this chart alone.
    fn count(&self, goal: &Shown<Goal>) -> Resolved<()> {
        let snapshot = &goal.view.snapshot;
        if self.day == self.home.desk.today {
            return count_listed(&self.home.desk, 1);
        }
        let below = snapshot.indicators_below(goal.id).into_iter();
        count_made(&self.home.desk, below.map(|indicator| snapshot.reports_of(indicator)))
    }

    /// Puts what a part of a target was handed out to in the list: the goal that took it, or else the part itself.
    async fn hand_out(&mut self, part: &Shown<TargetAllocation>, of: &Indicator, place: usize) -> Resolved<()> {
        let tie = if part.agreed_on.is_some() { Tie::AddsUp } else { Tie::Contributes };
        let other = self.session.view(part.child_partnership_id).await?;
        let child = other.and_then(|other| other.show::<Indicator>(part.child_indicator_id?));
        let goal = child.as_ref().and_then(|child| child.view.show::<Goal>(child.goal_id?));
        if let Some(goal) = goal {
            self.open(&goal, Some((place, tie)));
        } else {
            let facts = Facts::of_part(self.session, part, of, child, self.day).await?;
            self.found.push(Found { facts, above: Some((place, tie)) });
        }
        Ok(())
    }

    /// Puts a goal in the list, to look below it; one that is there already stays where it is.
    fn open(&mut self, goal: &Shown<Goal>, above: Option<(usize, Tie)>) {
        if !self.places.contains_key(&goal.id) {
            let place = self.add(goal, above);
            self.open.push_back((goal.clone(), place));
        }
    }

    fn add(&mut self, goal: &Shown<Goal>, above: Option<(usize, Tie)>) -> usize {
        let place = self.found.len();
        self.places.insert(goal.id, place);
        self.found.push(Found { facts: Facts::of_goal(goal, self.home, self.day), above });
        place
    }
}
