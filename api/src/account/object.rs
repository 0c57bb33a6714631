//! An account and the viewer behind one, as they are shown.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::Account;
use crate::{
    access::{Desk, Known, View},
    access_key::{
        AccessKey,
        query::{AccessKeyFilter, AccessKeyOrder},
    },
    amendment::{
        Amendment,
        query::{AmendmentFilter, AmendmentOrder},
    },
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    delivery::{
        Delivery,
        query::{DeliveryFilter, DeliveryOrder},
    },
    endorsement::waiting::EndorsementAwaited,
    figures::ReportingLight,
    graphql::{Connection, Date, Labelled, Listed, PageArgs, Resolved, Session, Shown, across, page},
    indicator::{
        Indicator,
        query::{IndicatorFilter, IndicatorOrder},
    },
    language::Language,
    organisation::Organisation,
    partnership::{Membership, Partnership, membership::object::MembershipRole},
    person::Person,
};

/// An account: one identity as its token issuer knows it. *Account.*
#[Object(name = "Account")]
impl Listed<Account> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The issuer of its tokens. *Uitgever.*
    fn issuer(&self) -> &str {
        &self.record.row.issuer
    }

    /// The subject of its tokens. *Kenmerk.*
    fn subject(&self) -> &str {
        &self.record.row.subject
    }

    /// The person who signs in with it. *Persoon.*
    fn person(&self) -> Option<Listed<Person>> {
        self.view.show(self.record.row.person_id.and_then(|id| self.view.person(id)))
    }

    /// Whether it manages accounts, organisations and partnerships. *Beheerder.*
    fn is_platform_admin(&self) -> bool {
        self.record.row.is_platform_admin
    }
}

/// What a token allows at most. *Reikwijdte.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Scope {
    /// To read what the account may read. *Lezen.*
    Read,
    /// To change what the account may change. *Schrijven.*
    Write,
    /// To see what is public and the figures of the indicators that the token names. *Dashboard.*
    Dashboard,
}

impl Labelled for Scope {
    fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Read, Language::Nl) => "lezen",
            (Self::Read, Language::En) => "read",
            (Self::Write, Language::Nl) => "schrijven",
            (Self::Write, Language::En) => "write",
            (Self::Dashboard, _) => "dashboard",
        }
    }
}

pub(crate) struct ViewerObject(pub(crate) Desk);

pub(crate) struct OwnMembership {
    desk: Desk,
    membership: Arc<Membership>,
}

/// Whoever sends the request. *Wie kijkt.*
#[Object(name = "Viewer")]
impl ViewerObject {
    /// The id of the account; null for an anonymous viewer, for one whose account is not known, and for a dashboard.
    fn id(&self) -> Option<ID> {
        let account = self.0.viewer.account.as_ref().and_then(|own| self.0.account(own.id));
        self.0.show(account).map(|account| account.node_id())
    }

    /// The name of the person behind the account. *Naam.*
    fn name(&self) -> Option<String> {
        self.own_person().and_then(|person| person.name.clone())
    }

    /// Whether nobody signed in, or with an account that is not known. *Anoniem.*
    fn is_anonymous(&self) -> bool {
        self.0.viewer.is_anonymous()
    }

    /// Whether the viewer manages accounts, organisations and partnerships. *Beheerder.*
    fn is_platform_admin(&self) -> bool {
        self.0.viewer.is_admin()
    }

    /// The person behind the account. *Persoon.*
    fn person(&self) -> Option<Listed<Person>> {
        self.0.show(self.own_person())
    }

    /// The organisations that the viewer acts for today. *Organisaties.*
    fn organisations(&self) -> Vec<Listed<Organisation>> {
        let organisations = self.0.viewer.organisations();
        organisations.into_iter().filter_map(|id| self.0.show(self.0.organisation(id))).collect()
    }

    /// The viewer's own seats of today and of earlier days. *Deelnames.*
    fn memberships(&self) -> Vec<OwnMembership> {
        let own = self.0.own_memberships();
        own.map(|membership| OwnMembership { desk: self.0.clone(), membership: membership.clone() }).collect()
    }

    /// What the token allows at most. *Reikwijdte.*
    fn scopes(&self) -> Vec<Scope> {
        self.scopes_held()
    }

    /// The scopes in words.
    fn scope_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        self.scopes_held().into_iter().map(|scope| scope.label(language.unwrap_or_default())).collect()
    }

    /// Your access keys that are not revoked; for a platform administrator those of all accounts. *Toegangssleutels.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn access_keys(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<AccessKeyFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<AccessKeyOrder>,
        >,
    ) -> Resolved<Connection<Listed<AccessKey>>> {
        let known = self.0.directory.access_keys.iter().filter(|key| key.is_known(&self.0)).cloned();
        page(&self.0, known, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The commitments of today's tables that an organisation you act for owes or is owed by name. *Mijn afspraken.*
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
        let views = self.tables(context).await?;
        let concerns = |view: &View, one: &Commitment| {
            one.debtors.iter().any(|debtor| view.represents(debtor.organisation_id))
                || one.beneficiaries.iter().any(|beneficiary| view.represents(*beneficiary))
        };
        across(&self.0, &views, concerns, filter, order_by, PageArgs { first, after, last, before })
    }

    /// What was reported as delivered and waits for you to confirm or return it: for an organisation that it is owed to, or
    /// as the chair for the table. *Resultaten die ik moet bevestigen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn deliveries_to_confirm(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<DeliveryFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<DeliveryOrder>,
        >,
    ) -> Resolved<Connection<Shown<Delivery>>> {
        let views = self.tables(context).await?;
        across(&self.0, &views, View::is_to_judge, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The indicators that you are to report on now: those that an organisation you act for has to report and is late with,
    /// and for a secretariat or chair those that are late and that nobody has to report. *Metingen die ik moet aanleveren.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn measurements_due(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<IndicatorOrder>,
        >,
    ) -> Resolved<Connection<Shown<Indicator>>> {
        let views = self.tables(context).await?;
        let is_due = |view: &View, one: &Indicator| {
            let duties = view.duties_of(one, view.desk.today);
            if !duties.is_empty() {
                return duties.iter().any(|duty| view.represents(duty.organisation) && duty.is_late());
            }
            let keeps_records = view.seat.is_secretariat || view.seat.is_chair;
            let light = || view.figures().indicator(one.id).map(|figures| figures.reporting);
            keeps_records && light().is_some_and(|light| light != ReportingLight::Green)
        };
        across(&self.0, &views, is_due, filter, order_by, PageArgs { first, after, last, before })
    }

    /// What the organisations that you act for have still to endorse at today's tables, the longest awaited first. *Wat op
    /// mijn akkoord wacht.*
    async fn endorsements_awaited(&self, context: &Context<'_>) -> Resolved<Vec<EndorsementAwaited>> {
        Ok(EndorsementAwaited::all(&self.tables(context).await?))
    }

    /// The amendments at today's tables that wait for an organisation you act for. *Wijzigingen waarover ik moet stemmen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn votes_awaited(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<AmendmentFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<AmendmentOrder>,
        >,
    ) -> Resolved<Connection<Shown<Amendment>>> {
        let views = self.tables(context).await?;
        let waits = |view: &View, one: &Amendment| view.awaited(one).into_iter().any(|party| view.represents(party));
        across(&self.0, &views, waits, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The mutations that you may do in the directory, by their names. What you may do at a table, the table says.
    /// *Wat ik mag.*
    fn may(&self) -> Vec<&'static str> {
        self.0.acts().map(|act| act.name).collect()
    }
}

impl ViewerObject {
    /// The tables where the viewer has a seat today.
    async fn tables(&self, context: &Context<'_>) -> Resolved<Vec<View>> {
        Session::of(context)?.views(self.0.viewer.tables()).await
    }

    fn scopes_held(&self) -> Vec<Scope> {
        let ceiling = &self.0.viewer.ceiling;
        let dashboard = ceiling.dashboard.is_some();
        let scopes = [
            (ceiling.read && !dashboard, Scope::Read),
            (ceiling.write && !dashboard, Scope::Write),
            (dashboard, Scope::Dashboard),
        ];
        scopes.into_iter().filter_map(|(allowed, scope)| allowed.then_some(scope)).collect()
    }

    fn own_person(&self) -> Option<&Arc<Person>> {
        self.0.viewer.person.as_ref().and_then(|own| self.0.person(own.id))
    }
}

/// One of the viewer's own seats at a table. *Eigen deelname.*
#[Object(name = "ViewerMembership")]
impl OwnMembership {
    /// The partnership; null where the seat has ended and the partnership is no longer visible. *Samenwerking.*
    async fn partnership(&self, context: &async_graphql::Context<'_>) -> Resolved<Option<Shown<Partnership>>> {
        let view = Session::of(context)?.view(self.membership.partnership_id).await?;
        Ok(view.map(|view| Shown::new(&view, view.partnership.clone())))
    }

    /// The organisation that the viewer acts for there. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.desk.show(self.desk.organisation(self.membership.organisation_id))
    }

    /// What the organisation does at the table. *Rollen.*
    fn roles(&self) -> Vec<MembershipRole> {
        self.membership.roles.iter().map(|role| (*role).into()).collect()
    }

    /// The roles in words.
    fn role_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        let roles = self.membership.roles.iter();
        roles.map(|role| MembershipRole::from(*role).label(language.unwrap_or_default())).collect()
    }

    /// The first day. *Van.*
    fn from(&self) -> Date {
        self.membership.from_on.into()
    }

    /// The last day; null while it lasts. *Tot en met.*
    fn until(&self) -> Option<Date> {
        self.membership.until_on.map(Into::into)
    }
}
