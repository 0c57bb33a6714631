//! A party's opinion of the balance as it is shown.

use async_graphql::{ID, Object};

use super::BalanceOpinion;
use crate::{
    graphql::{Date, Labelled, Listed, Shown, words},
    language::Language,
    organisation::Organisation,
    person::Person,
};

words! {
    /// What a party says of what it gives and gets. *Balansoordeel.*
    BalanceOpinionValue / BalanceOpinionValueFilter = "entity::BalanceOpinionValue" {
        InBalance: "In balance. *In balans.*", "in balans", "in balance";
        WeGiveMore: "It gives more than it gets. *Wij brengen meer.*", "wij brengen meer", "we give more";
        WeGetMore: "It gets more than it gives. *Wij halen meer.*", "wij halen meer", "we get more";
        Unsure: "It cannot tell. *Weten we niet.*", "weten we niet", "unsure";
    }
    /// What asks for a talk with a party about what it gives and gets. *Signaal.*
    BalanceSignal / BalanceSignalFilter = "crate::figures::BalanceSignal" {
        NoGain: "It is a partner and shares no gain. *Noemt niet wat het haalt.*", "noemt niet wat het haalt", "names no gain";
        NoContribution: "It is a partner and shares no contribution. *Noemt niet wat het brengt.*", "noemt niet wat het brengt", "names no contribution";
        UnservedInterest: "It shares a gain, wish or concern that no commitment serves. *Belang waar niemand in voorziet.*", "belang waar niemand in voorziet", "interest that nobody serves";
        ReviewOverdue: "It shares an interest that it last looked at more than 12 months ago. *Belang lang niet herzien.*", "belang lang niet herzien", "interest not reviewed for long";
    }
}

/// What a party says of what it gives and gets. *Balansoordeel.*
#[Object(name = "BalanceOpinion")]
impl Shown<BalanceOpinion> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The party. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.organisation_id))
    }

    /// What it says. *Oordeel.*
    fn value(&self) -> BalanceOpinionValue {
        self.record.row.value.into()
    }

    /// The value in words.
    fn value_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        BalanceOpinionValue::from(self.record.row.value).label(language.unwrap_or_default())
    }

    /// In words. *Toelichting.*
    fn note(&self) -> Option<&str> {
        self.record.row.note.as_deref()
    }

    /// The day it was said. *Datum.*
    fn given_on(&self) -> Date {
        self.record.row.given_on.into()
    }

    /// Who said it, where you may see who it is. *Persoon.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }
}
