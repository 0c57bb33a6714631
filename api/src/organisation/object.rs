//! An organisation as it is shown.

use async_graphql::{Context, ID, Object};

use super::Organisation;
use crate::{
    access::View,
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    graphql::{Connection, Labelled, Listed, PageArgs, Resolved, Session, Shown, across, page, words},
    interest::{
        Interest,
        query::{InterestFilter, InterestOrder},
    },
    language::Language,
    partnership::{
        Membership, Partnership,
        membership::query::{MembershipFilter, MembershipOrder},
    },
    person::{
        Person,
        query::{PersonFilter, PersonOrder},
    },
    region::Region,
};

words! {
    /// Kinds of organisations. *Soort organisatie.*
    OrganisationKind / OrganisationKindFilter = "entity::OrganisationKind" {
        Company: "A company. *Bedrijf.*", "bedrijf", "company";
        EmployersAssociation: "An association of employers. *Brancheorganisatie.*", "brancheorganisatie", "employers' association";
        TradeUnion: "A trade union. *Vakbond.*", "vakbond", "trade union";
        Education: "A school, college or university. *Onderwijsinstelling.*", "onderwijsinstelling", "education";
        Municipality: "A municipality. *Gemeente.*", "gemeente", "municipality";
        Province: "A province. *Provincie.*", "provincie", "province";
        Ministry: "A ministry. *Ministerie.*", "ministerie", "ministry";
        EmploymentService: "An employment service. *UWV, WSP, leerwerkloket.*", "arbeidsbemiddeling", "employment service";
        TrainingFund: "A training fund of a sector. *O&O-fonds.*", "O&O-fonds", "training fund";
        ServicePoint: "A service point. *Servicepunt.*", "servicepunt", "service point";
        Knowledge: "A research or knowledge institute. *Kennisinstelling.*", "kennisinstelling", "knowledge institute";
        Other: "Any other. *Anders.*", "anders", "other";
    }
    /// The side that an organisation stands on. *Publiek of privaat.*
    OrganisationSector / OrganisationSectorFilter = "entity::OrganisationSector" {
        Public: "Public. *Publiek.*", "publiek", "public";
        Private: "Private. *Privaat.*", "privaat", "private";
        PublicPrivate: "Both together. *Publiek-privaat.*", "publiek-privaat", "public-private";
    }
}

/// An organisation: every party at a table is one. *Organisatie.*
#[Object(name = "Organisation")]
impl Listed<Organisation> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Its name. *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// Its other names. *Andere namen.*
    fn aliases(&self) -> &[String] {
        &self.record.aliases
    }

    /// What kind of organisation it is. *Soort organisatie.*
    fn kind(&self) -> OrganisationKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        OrganisationKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// The side it stands on. *Publiek of privaat.*
    fn sector(&self) -> OrganisationSector {
        self.record.row.sector.into()
    }

    /// The side it stands on in words.
    fn sector_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        OrganisationSector::from(self.record.row.sector).label(language.unwrap_or_default())
    }

    /// Its number in the trade register, eight digits. *KvK-nummer.*
    fn kvk_number(&self) -> Option<&str> {
        self.record.row.kvk_number.as_deref()
    }

    /// The regions in which it works. *Regio's.*
    fn regions(&self) -> Vec<Listed<Region>> {
        let regions = &self.view.directory.regions;
        self.record.regions.iter().filter_map(|id| self.view.show(regions.get(*id))).collect()
    }

    /// The organisations that it is a member of, such as associations of employers. *Lid van.*
    fn member_of(&self) -> Vec<Listed<Organisation>> {
        let organisations = &self.view.directory.organisations;
        self.record.member_of.iter().filter_map(|id| self.view.show(organisations.get(*id))).collect()
    }

    /// The partnership that it is, where a partnership itself acts as a party and you may know of it. *Samenwerking.*
    async fn partnership(&self, context: &Context<'_>) -> Resolved<Option<Shown<Partnership>>> {
        let Some(partnership) = self.record.row.partnership_id else { return Ok(None) };
        let view = Session::of(context)?.view(partnership).await?;
        Ok(view.and_then(|view| view.show(partnership)))
    }

    /// The contact persons who work for it, as far as you may see. *Contactpersonen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn persons(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<PersonFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<PersonOrder>,
        >,
    ) -> Resolved<Connection<Listed<Person>>> {
        let own = self.view.persons(self.view.directory.persons_of(self.record.row.id));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The commitments that it owes or is owed by name, at all tables, as far as you may see. *Afspraken.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn commitments(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<CommitmentFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<CommitmentOrder>,
        >,
    ) -> Resolved<Connection<Shown<Commitment>>> {
        let (views, own) = (self.tables(context).await?, self.record.row.id);
        let concerns = |_: &View, one: &Commitment| one.is_owed_by(own) || one.beneficiaries.contains(&own);
        across(&self.view, &views, concerns, filter, order_by, PageArgs { first, after, last, before })
    }

    /// Its interests at all tables, as far as you may see. *Belangen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn interests(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<InterestFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<InterestOrder>,
        >,
    ) -> Resolved<Connection<Shown<Interest>>> {
        let (views, own) = (self.tables(context).await?, self.record.row.id);
        let is_own = |_: &View, one: &Interest| one.organisation_id == own;
        across(&self.view, &views, is_own, filter, order_by, PageArgs { first, after, last, before })
    }

    /// Its seats at all tables, as far as you may see. *Deelnames.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn memberships(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MembershipFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MembershipOrder>,
        >,
    ) -> Resolved<Connection<Shown<Membership>>> {
        let (views, own) = (self.tables(context).await?, self.record.row.id);
        let is_own = |_: &View, one: &Membership| one.organisation_id == own;
        across(&self.view, &views, is_own, filter, order_by, PageArgs { first, after, last, before })
    }
}

impl Listed<Organisation> {
    /// The tables at which it has or had a seat, as far as the viewer may know of them.
    async fn tables(&self, context: &Context<'_>) -> Resolved<Vec<View>> {
        let seats = self.view.directory.seats_of_organisation(self.record.row.id);
        Session::of(context)?.views(seats.map(|seat| seat.partnership_id)).await
    }
}
