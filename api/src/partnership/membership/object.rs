//! A membership as it is shown.

use async_graphql::{ID, Object, SimpleObject};

use super::Membership;
use crate::{
    graphql::{Date, Labelled, Listed, Shown, words},
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
    person::Person,
};

words! {
    /// Where an organisation stands towards a table. *Stand van deelname.*
    MembershipStatus / MembershipStatusFilter = "entity::MembershipStatus" {
        Invited: "Invited, not yet a member. *Genodigd.*", "genodigd", "invited";
        Member: "At the table. *Deelnemer.*", "deelnemer", "member";
        External: "Asked for something, but not at the table. *Extern.*", "extern", "external";
    }
    /// What an organisation does at a table. *Rol.*
    MembershipRole / MembershipRoleFilter = "entity::MembershipRole" {
        Chair: "Chairs. *Voorzitter.*", "voorzitter", "chair";
        Secretariat: "Keeps the records. *Secretariaat.*", "secretariaat", "secretariat";
        Partner: "Takes part. *Partner.*", "partner", "partner";
        Financier: "Pays. *Financier.*", "financier", "financier";
        Executor: "Carries out. *Uitvoerder.*", "uitvoerder", "executor";
        Observer: "Looks on. *Waarnemer.*", "waarnemer", "observer";
    }
}

/// A person who acts for an organisation at the table. *Vertegenwoordiger.*
#[derive(SimpleObject)]
pub(crate) struct Representative {
    /// The person; null where you may not see who it is. *Persoon.*
    person: Option<Listed<Person>>,
    /// In what function. *Functie.*
    function: Option<String>,
}

/// An organisation's dated seat at a table. *Deelname.*
#[Object(name = "Membership")]
impl Shown<Membership> {
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

    /// The partnership. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// The organisation. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.organisation_id))
    }

    /// Where it stands towards the table. *Stand van deelname.*
    fn status(&self) -> MembershipStatus {
        self.record.row.status.into()
    }

    /// The status in words.
    fn status_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        MembershipStatus::from(self.record.row.status).label(language.unwrap_or_default())
    }

    /// What it does at the table. *Rollen.*
    fn roles(&self) -> Vec<MembershipRole> {
        self.record.roles.iter().map(|role| (*role).into()).collect()
    }

    /// The roles in words, in the same order.
    fn role_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        let language = language.unwrap_or_default();
        self.record.roles.iter().map(|role| MembershipRole::from(*role).label(language)).collect()
    }

    /// The persons who act for it. *Vertegenwoordigers.*
    fn representatives(&self) -> Vec<Representative> {
        let desk = &self.view.desk;
        let representatives = self.record.representatives.iter();
        representatives
            .map(|one| Representative { person: desk.show(desk.person(one.person_id)), function: one.function.clone() })
            .collect()
    }

    /// Its own responsibility. *Mandaat.*
    fn mandate(&self) -> Option<&str> {
        self.record.row.mandate.as_deref()
    }

    /// The first day. *Van.*
    fn from(&self) -> Date {
        self.record.row.from_on.into()
    }

    /// The last day; null while it lasts. *Tot en met.*
    fn until(&self) -> Option<Date> {
        self.record.row.until_on.map(Into::into)
    }

    /// Why it joined. *Reden van toetreden.*
    fn join_reason(&self) -> Option<&str> {
        self.record.row.join_reason.as_deref()
    }

    /// Why it left. *Reden van vertrek.*
    fn leave_reason(&self) -> Option<&str> {
        self.record.row.leave_reason.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }
}
