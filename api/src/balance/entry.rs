//! The balance as it is shown: an entry per party, a line per thing that is given or got.

use std::sync::Arc;

use async_graphql::{ComplexObject, Object, SimpleObject};
use chrono::NaiveDate;
use entity::OrganisationId;

use super::{
    BalanceOpinion,
    figures::{Balance, Entry, Key, Line},
    object::BalanceSignal,
};
use crate::{
    access::View,
    figures::Ratio,
    graphql::{Bound, Decimal, Labelled, Listed, Resolved, ResourceKind, Shown, Stamp, count_listed, rounded},
    interest::object::InterestSide,
    language::Language,
    organisation::Organisation,
};

/// A line of the balance of today with its party, none of which is the whole table.
pub(crate) struct PartyLine {
    pub(crate) party: Option<OrganisationId>,
    pub(crate) side: entity::InterestSide,
    pub(crate) kind: Option<entity::ResourceKind>,
    pub(crate) unit: Option<String>,
    pub(crate) promised: Option<Ratio>,
    pub(crate) delivered: Option<Ratio>,
    pub(crate) is_joint: bool,
}

impl View {
    /// The lines of the balance of today: by the names of the parties, and last those of the whole table.
    pub(crate) fn balance_lines(&self) -> Vec<PartyLine> {
        let balance = self.balance();
        let mut lines = Vec::new();
        for party in balance.by_name(self) {
            for (key, line) in balance.entry(party).into_iter().flat_map(|entry| &entry.lines) {
                lines.push(PartyLine {
                    party,
                    side: key.side,
                    kind: key.kind,
                    unit: line.unit.clone(),
                    promised: line.promised,
                    delivered: line.delivered,
                    is_joint: key.is_joint,
                });
            }
        }
        lines
    }
}

impl Balance {
    /// The parties by name, and last the whole table.
    fn by_name(&self, view: &View) -> Vec<Option<OrganisationId>> {
        let parties = view.desk.by_name(self.parties().flatten()).into_iter().map(Some);
        parties.chain(self.parties().filter(Option::is_none)).collect()
    }
}

/// What a party gives and gets, or what the whole table gets.
pub(crate) struct BalanceEntry {
    view: View,
    balance: Arc<Balance>,
    party: Option<OrganisationId>,
    day: NaiveDate,
}

impl BalanceEntry {
    /// The entries of a day by the names of the parties, and last the whole table.
    pub(crate) fn all(view: &View, day: NaiveDate) -> Resolved<Vec<Self>> {
        let balance = view.balance_on(day);
        let entry = |party| Self { view: view.clone(), balance: balance.clone(), party, day };
        let entries: Vec<Self> = balance.by_name(view).into_iter().map(entry).collect();
        let lines: usize = entries.iter().map(|entry| entry.lines_of().count()).sum();
        count_listed(&view.desk, entries.len() + lines)?;
        Ok(entries)
    }

    /// The party; none for the whole table.
    pub(crate) fn party(&self) -> Option<&Arc<Organisation>> {
        self.view.desk.organisation(self.party?)
    }

    /// What it gets, and then what it brings.
    pub(crate) fn all_lines(&self) -> Vec<BalanceLine> {
        self.lines_of().map(|(key, line)| BalanceLine::new(key, line)).collect()
    }

    fn entry(&self) -> Option<&Entry> {
        self.balance.entry(self.party)
    }

    fn lines_of(&self) -> impl Iterator<Item = (&Key, &Line)> {
        self.entry().into_iter().flat_map(|entry| &entry.lines)
    }
}

/// What a party gives and gets, from its interests and commitments: for members from what is shared with the table, for
/// observers without the interests that are not public, for others from what is public. Nothing is converted, set off or
/// ranked. *Halen en brengen van een partij.*
#[Object]
impl BalanceEntry {
    /// The party; null for the whole table. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.party?))
    }

    #[graphql(flatten)]
    fn stamp(&self) -> Stamp {
        Stamp::of_partnership(&self.view, self.day)
    }

    /// Whether it is what is owed to the whole table. *De hele tafel.*
    fn whole_table(&self) -> bool {
        self.party.is_none()
    }

    /// What the party said last of what it gives and gets; for members. *Balansoordeel.*
    fn opinion(&self) -> Option<Shown<BalanceOpinion>> {
        self.view.show(self.entry()?.opinion?)
    }

    /// What asks for a talk with the party; for members, and of today or later. *Signalen.*
    fn signals(&self) -> Vec<BalanceSignal> {
        self.entry().into_iter().flat_map(|entry| &entry.signals).map(|signal| (*signal).into()).collect()
    }

    /// The signals in words.
    fn signal_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        let signals = self.entry().into_iter().flat_map(|entry| &entry.signals);
        signals.map(|signal| BalanceSignal::from(*signal).label(language.unwrap_or_default())).collect()
    }

    /// What it gets, and then what it brings: a line per kind and unit. *Regels.*
    fn lines(&self) -> Vec<BalanceLine> {
        self.all_lines()
    }
}

/// How much of one kind and unit a party gets or brings. Null is not zero: it is null where nothing is known. *Regel van
/// halen en brengen.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct BalanceLine {
    /// GAIN or CONTRIBUTION. *Halen of brengen.*
    pub(crate) side: InterestSide,
    /// What is gained or brought; null where nobody said. *Soort bijdrage.*
    pub(crate) kind: Option<ResourceKind>,
    /// The unit, as it was first written; EUR for money. Units are never converted. *Eenheid.*
    pub(crate) unit: Option<String>,
    /// Whether several parties owe it, or get it, together. The line then stands with each of them, so it must not be
    /// added up over organisations. *Gezamenlijk.*
    pub(crate) is_joint: bool,
    /// How much the party itself named in the interests that it shares; null on an earlier day than today. *Genoemd.*
    pub(crate) named: Option<Decimal>,
    /// How much is asked for in commitments that are proposed; not part of what is promised. *Gevraagd.*
    pub(crate) asked_for: Option<Decimal>,
    /// How much is promised, over all terms: in commitments that are agreed, being carried out, fulfilled, or not
    /// fulfilled. *Toegezegd.*
    pub(crate) promised: Option<Decimal>,
    /// How much of it was delivered and confirmed; 0 where nothing was. *Geleverd.*
    pub(crate) delivered: Option<Decimal>,
    /// How many commitments and interests of the line say no amount that you may see, and are in none of its figures.
    /// *Aantal zonder hoeveelheid.*
    pub(crate) unknown: i32,
    /// Whether a part of its figures is not exact. *Bij benadering.*
    pub(crate) approximate: bool,
    /// On which side the true figures lie, where all vague parts agree.
    pub(crate) bound: Option<Bound>,
}

#[ComplexObject]
impl BalanceLine {
    /// The side in words.
    fn side_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.side.label(language.unwrap_or_default())
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.kind.map(|kind| kind.label(language.unwrap_or_default()))
    }

    /// The bound in words.
    fn bound_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.bound.map(|bound| bound.label(language.unwrap_or_default()))
    }
}

impl BalanceLine {
    fn new(key: &Key, line: &Line) -> Self {
        Self {
            side: key.side.into(),
            kind: key.kind.map(Into::into),
            unit: line.unit.clone(),
            is_joint: key.is_joint,
            named: line.named.map(rounded),
            asked_for: line.asked_for.map(rounded),
            promised: line.promised.map(rounded),
            delivered: line.delivered.map(rounded),
            unknown: line.unknown,
            approximate: line.certainty.approximate,
            bound: line.certainty.bound.map(Into::into),
        }
    }
}
