//! A delivery as it is shown.

use async_graphql::{ID, Object};

use super::Delivery;
use crate::{
    commitment::Commitment,
    graphql::{Date, Decimal, Evidence, Labelled, Listed, Qualifier, Shown, words},
    language::Language,
    meeting::Decision,
    organisation::Organisation,
    person::Person,
};

words! {
    /// Where a delivery stands. *Stand van een resultaat.*
    DeliveryState / DeliveryStateFilter = "entity::DeliveryState" {
        Reported: "Reported, not yet confirmed. *Gemeld.*", "gemeld", "reported";
        Confirmed: "Confirmed by whoever it is owed to. *Bevestigd.*", "bevestigd", "confirmed";
        Rejected: "Returned by whoever it is owed to. *Teruggelegd.*", "teruggelegd", "returned";
    }
}

/// Something delivered on a commitment. *Resultaat.*
#[Object(name = "Delivery")]
impl Shown<Delivery> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The commitment. *Afspraak.*
    fn commitment(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.commitment_id)
    }

    /// The day it was delivered. *Geleverd op.*
    fn delivered_on(&self) -> Date {
        self.record.row.delivered_on.into()
    }

    /// How much, in the unit of the commitment. *Hoeveelheid.*
    fn quantity(&self) -> Option<Decimal> {
        self.record.row.quantity.map(Into::into)
    }

    /// How much money, in EUR. *Bedrag.*
    fn amount(&self) -> Option<Decimal> {
        self.record.row.amount_cents.and_then(entity::Decimal::of_cents).map(Into::into)
    }

    /// How exact the quantity or amount is. *Nauwkeurigheid.*
    fn qualifier(&self) -> Qualifier {
        self.record.row.qualifier.into()
    }

    /// The qualifier in words.
    fn qualifier_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Qualifier::from(self.record.row.qualifier).label(language.unwrap_or_default())
    }

    /// In words. *Toelichting.*
    fn text(&self) -> Option<&str> {
        self.record.row.text.as_deref()
    }

    /// Where it stands. *Stand.*
    fn state(&self) -> DeliveryState {
        self.record.row.state.into()
    }

    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        DeliveryState::from(self.record.row.state).label(language.unwrap_or_default())
    }

    /// Who reported it, where you may see who it is. *Melder.*
    fn reporter(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.reporter_id))
    }

    /// The debtor for which the secretariat reported it. *Namens.*
    fn on_behalf_of(&self) -> Option<Listed<Organisation>> {
        let organisation = self.record.row.on_behalf_of.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(organisation)
    }

    /// Who confirmed or returned it, where you may see who it is. *Beoordelaar.*
    fn confirmer(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.confirmer_id))
    }

    /// The day it was confirmed or returned. *Beoordeeld op.*
    fn settled_on(&self) -> Option<Date> {
        self.record.row.settled_on.map(Into::into)
    }

    /// What was said when it was confirmed or returned. *Toelichting op de stand.*
    fn state_reason(&self) -> Option<&str> {
        self.record.row.state_reason.as_deref()
    }

    /// The decision of the table that this rests on. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }

    /// What shows that it was delivered. *Bewijs.*
    fn evidence(&self) -> Vec<Evidence> {
        let evidence = self.record.evidence.iter().cloned();
        evidence.map(|one| Evidence { title: one.title, link: one.link, sha256: one.sha256 }).collect()
    }
}
