//! An interest as it is shown.

use async_graphql::{ID, Object};

use super::Interest;
use crate::{
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    goal::Goal,
    graphql::{
        Connection, Date, Decimal, Labelled, Listed, PageArgs, Qualifier, Resolved, ResourceKind, Shown, Visibility,
        page, words,
    },
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
};

words! {
    /// What an interest is to its owner. *Kant van een belang.*
    InterestSide / InterestSideFilter = "entity::InterestSide" {
        Gain: "What it gets. *Halen.*", "halen", "gain";
        Contribution: "What it brings. *Brengen.*", "brengen", "contribution";
        Wish: "What it would like. *Wens.*", "wens", "wish";
        Concern: "What worries it. *Zorg.*", "zorg", "concern";
    }
}

/// An interest of one party: what it gains, brings, wishes or fears. Its owner decides who sees it. *Belang.*
#[Object(name = "Interest")]
impl Shown<Interest> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows it; seen at the table. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. Seen at the table. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership in which it plays a part. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// Its owner. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.organisation_id))
    }

    /// What it is to its owner. *Kant.*
    fn side(&self) -> InterestSide {
        self.record.row.side.into()
    }

    /// The side in words.
    fn side_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        InterestSide::from(self.record.row.side).label(language.unwrap_or_default())
    }

    /// What is gained or brought. *Soort middel.*
    fn kind(&self) -> ResourceKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        ResourceKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// Its title. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// In more words. *Toelichting.*
    fn text(&self) -> Option<&str> {
        self.record.row.text.as_deref()
    }

    /// How much, in the unit; for all kinds but money. Seen at the table unless made public. *Hoeveelheid.*
    fn quantity(&self) -> Option<Decimal> {
        self.record.row.quantity.map(Into::into)
    }

    /// The unit of the quantity. *Eenheid.*
    fn unit(&self) -> Option<&str> {
        self.record.row.unit.as_deref()
    }

    /// How much money, in EUR; for money only. Seen at the table unless made public. *Bedrag.*
    fn amount(&self) -> Option<Decimal> {
        self.record.amount().map(Into::into)
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

    /// How much it matters to its owner, from 1 to 5; seen at the table. *Gewicht voor de eigenaar.*
    fn importance(&self) -> Option<i32> {
        self.record.row.importance
    }

    /// The goals that it is about, as far as you may see them. *Doelen.*
    fn goals(&self) -> Vec<Shown<Goal>> {
        self.record.goals.iter().filter_map(|id| self.view.show(*id)).collect()
    }

    /// Who may see it. *Zichtbaarheid.*
    fn visibility(&self) -> Visibility {
        self.record.row.visibility.into()
    }

    /// The visibility in words.
    fn visibility_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Visibility::from(self.record.row.visibility).label(language.unwrap_or_default())
    }

    /// The organisations that it is shared with. Only its owner sees them; for all others the list is empty. *Gedeeld met.*
    fn shared_with(&self) -> Vec<Listed<Organisation>> {
        let desk = &self.view.desk;
        self.record.shared_with.iter().filter_map(|id| desk.show(desk.organisation(*id))).collect()
    }

    /// Whether quantity and amount are public where the interest is. *Bedragen openbaar.*
    fn amounts_public(&self) -> bool {
        self.record.row.amounts_public
    }

    /// The commitments that serve it, of those that you may see. *Afspraken.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn commitments(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<CommitmentFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<CommitmentOrder>,
        >,
    ) -> Resolved<Connection<Shown<Commitment>>> {
        let interest = self.record.row.id;
        let serve = self.view.all::<Commitment>().filter(|commitment| commitment.interests.contains(&interest));
        page(&self.view, serve, filter, order_by, PageArgs { first, after, last, before })
    }

    /// When its owner last looked at it. *Laatst bekeken.*
    fn reviewed_on(&self) -> Option<Date> {
        self.record.row.reviewed_on.map(Into::into)
    }

    /// The organisation of the secretariat that entered it for its owner; seen at the table. *Ingevoerd door.*
    fn entered_by(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.entered_by?))
    }
}
