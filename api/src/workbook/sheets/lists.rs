//! What cells are chosen from: the organisations, persons, goals, indicators and decisions that the viewer knows at this
//! table, and the words of the enums.

use std::collections::BTreeSet;

use entity::{DecisionId, GoalId, IndicatorId, OrganisationId, PersonId};

use super::names::{Names, of_words};
use crate::{
    access::View,
    amendment::object::AmendmentReason,
    commitment::words::{Health, Obligation},
    fold::fold,
    goal::Goal,
    graphql::{Qualifier, ResourceKind, Visibility},
    indicator::Indicator,
    interest::object::InterestSide,
    meeting::{Decision, Meeting},
    partnership::Membership,
};

/// The names of lists, as the workbook has them.
pub(super) mod list {
    pub(in super::super) const ORGANISATIONS: &str = "Organisaties";
    pub(in super::super) const OWN: &str = "Eigen organisaties";
    pub(in super::super) const PERSONS: &str = "Contactpersonen";
    pub(in super::super) const GOALS: &str = "Doelen";
    pub(in super::super) const INDICATORS: &str = "Indicatoren";
    pub(in super::super) const DECISIONS: &str = "Besluiten";
    pub(in super::super) const OBLIGATIONS: &str = "Verplichtingen";
    pub(in super::super) const KINDS: &str = "Soorten";
    pub(in super::super) const QUALIFIERS: &str = "Nauwkeurigheid";
    pub(in super::super) const VISIBILITIES: &str = "Zichtbaarheid";
    pub(in super::super) const HEALTH: &str = "Voortgang";
    pub(in super::super) const REASONS: &str = "Redencodes";
    pub(in super::super) const SIDES: &str = "Halen en brengen";
}

/// All that is known by a name.
pub(super) struct Lists {
    pub(super) organisations: Names<OrganisationId>,
    /// Those for which the viewer enters interests.
    pub(super) own: Names<OrganisationId>,
    pub(super) persons: Names<PersonId>,
    pub(super) goals: Names<GoalId>,
    pub(super) indicators: Names<IndicatorId>,
    pub(super) decisions: Names<DecisionId>,
    pub(super) obligations: Names<Obligation>,
    pub(super) kinds: Names<ResourceKind>,
    pub(super) qualifiers: Names<Qualifier>,
    pub(super) visibilities: Names<Visibility>,
    pub(super) health: Names<Health>,
    pub(super) reasons: Names<AmendmentReason>,
    pub(super) sides: Names<InterestSide>,
}

impl Lists {
    /// What a viewer knows.
    pub(super) fn of(view: &View) -> Self {
        let desk = &view.desk;
        let at_the_table: BTreeSet<OrganisationId> =
            view.all::<Membership>().map(|membership| membership.organisation_id).collect();
        let organisation = |id: OrganisationId| {
            let known = desk.organisation(id)?;
            Some((id, known.name.clone(), known.aliases.clone()))
        };
        let mut organisations =
            Names::of(desk.by_name(at_the_table.iter().copied()).into_iter().filter_map(organisation));
        // Who has no seat is known too, so that this can be said.
        let all = desk.directory.organisations.iter();
        organisations.understanding(all.map(|one| (one.name.clone(), one.id)));
        let speaks_for_others = view.seat.is_secretariat;
        let own = desk.by_name(at_the_table.iter().copied().filter(|id| speaks_for_others || view.represents(*id)));
        let mut persons: Vec<_> = at_the_table
            .iter()
            .flat_map(|organisation| desk.directory.persons_of(*organisation))
            .filter_map(|person| desk.person(person.id))
            .filter_map(|person| Some((person.id, person.name.clone()?, Vec::new())))
            .collect();
        persons.sort_by_cached_key(|(id, name, _)| (fold(name), *id));
        let goals = view.all::<Goal>().map(|goal| (goal.id, goal.title.clone(), Vec::new()));
        let indicators = view.all::<Indicator>().filter_map(|indicator| {
            let definition = desk.directory.definition(indicator.definition_id)?;
            let name = indicator.name.clone().unwrap_or_else(|| definition.name.clone());
            Some((indicator.id, name, vec![definition.code.clone(), definition.name.clone()]))
        });
        let decisions = view.all::<Decision>().filter_map(|decision| {
            let meeting = view.get::<Meeting>(decision.meeting_id)?;
            let text: String = decision.text.chars().take(80).collect();
            Some((decision.id, format!("{}: {text}", meeting.held_on.format("%d-%m-%Y")), Vec::new()))
        });
        Self {
            organisations,
            own: Names::of(own.into_iter().filter_map(organisation)),
            persons: Names::of(persons),
            goals: Names::of(goals),
            indicators: Names::of(indicators),
            decisions: Names::of(decisions),
            obligations: of_words(),
            kinds: of_words(),
            qualifiers: of_words(),
            visibilities: of_words(),
            health: of_words(),
            reasons: of_words(),
            sides: of_words(),
        }
    }

    /// The lists as they stand in the workbook.
    pub(super) fn written(&self) -> Vec<(&'static str, Vec<String>)> {
        vec![
            (list::ORGANISATIONS, self.organisations.list()),
            (list::OWN, self.own.list()),
            (list::PERSONS, self.persons.list()),
            (list::GOALS, self.goals.list()),
            (list::INDICATORS, self.indicators.list()),
            (list::DECISIONS, self.decisions.list()),
            (list::OBLIGATIONS, self.obligations.list()),
            (list::KINDS, self.kinds.list()),
            (list::QUALIFIERS, self.qualifiers.list()),
            // What belongs to the whole table has no owner to be kept to.
            (list::VISIBILITIES, self.visibilities.list().split_off(2)),
            (list::HEALTH, self.health.list()),
            (list::REASONS, self.reasons.list()),
            (list::SIDES, self.sides.list()),
        ]
    }
}
