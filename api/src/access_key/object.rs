//! An access key as it is shown: everything but its secret.

use async_graphql::{Context, ID, Object};

use super::AccessKey;
use crate::{
    account::Account,
    graphql::{Date, Labelled, Listed, Resolved, Session, Shown, words},
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
};

words! {
    /// What an access key opens. *Doel van een sleutel.*
    AccessKeyPurpose / AccessKeyPurposeFilter = "entity::AccessKeyPurpose" {
        Export: "Flat tables. *Tabellen.*", "tabellen", "tables";
        Calendar: "A calendar. *Agenda.*", "agenda", "calendar";
    }
}

/// A key with which a program fetches files: it opens what its account may read, and changes nothing. *Toegangssleutel.*
#[Object(name = "AccessKey")]
impl Listed<AccessKey> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when revoking it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The account whose rights of the day it has. *Account.*
    fn account(&self) -> Option<Listed<Account>> {
        self.view.show(self.view.account(self.record.row.account_id))
    }

    /// What it is called by its owner. *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// What it opens. *Doel.*
    fn purpose(&self) -> AccessKeyPurpose {
        self.record.row.purpose.into()
    }

    /// The purpose in words.
    fn purpose_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        AccessKeyPurpose::from(self.record.row.purpose).label(language.unwrap_or_default())
    }

    /// The only partnership that it opens; null for all that its account may read. *Samenwerking.*
    async fn partnership(&self, context: &Context<'_>) -> Resolved<Option<Shown<Partnership>>> {
        let Some(partnership) = self.record.row.partnership_id else { return Ok(None) };
        let view = Session::of(context)?.view(partnership).await?;
        Ok(view.and_then(|view| view.show(partnership)))
    }

    /// The organisation whose deadlines a calendar shows. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        let desk = &self.view;
        desk.show(self.record.row.organisation_id.and_then(|id| desk.organisation(id)))
    }

    /// The last day on which it opens anything. *Geldig tot en met.*
    fn expires_on(&self) -> Date {
        self.record.row.expires_on.into()
    }

    /// Whether it was revoked: it opens nothing then. *Ingetrokken.*
    fn is_revoked(&self) -> bool {
        self.record.row.removed_at.is_some()
    }
}
