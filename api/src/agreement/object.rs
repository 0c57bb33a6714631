//! An agreement as it is shown.

use async_graphql::{ID, Object, SimpleObject};

use super::Agreement;
use crate::{
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    graphql::{Connection, Date, Evidence, Labelled, Listed, PageArgs, Resolved, Shown, Visibility, page},
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
};

/// A party to an agreement. *Partij.*
#[derive(SimpleObject)]
pub(crate) struct AgreementParty {
    /// The organisation. *Organisatie.*
    organisation: Option<Listed<Organisation>>,
    /// The day it signed or joined. *Toegetreden op.*
    joined_on: Option<Date>,
    /// The last day on which it was a party. *Partij tot en met.*
    left_on: Option<Date>,
}

/// An agreement that parties signed. *Convenant.*
#[Object(name = "Agreement")]
impl Shown<Agreement> {
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

    /// The partnership that made it. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// Its title. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// The day it was signed; null while it was not. *Ondertekend op.*
    fn signed_on(&self) -> Option<Date> {
        self.record.row.signed_on.map(Into::into)
    }

    /// The first day it holds. *Geldig vanaf.*
    fn valid_from(&self) -> Option<Date> {
        self.record.row.valid_from.map(Into::into)
    }

    /// The last day it holds; null where none was agreed. *Geldig tot en met.*
    fn valid_until(&self) -> Option<Date> {
        self.record.row.valid_until.map(Into::into)
    }

    /// How others join. *Toetreding.*
    fn accession(&self) -> Option<&str> {
        self.record.row.accession.as_deref()
    }

    /// How it is amended. *Wijziging.*
    fn amendment(&self) -> Option<&str> {
        self.record.row.amendment.as_deref()
    }

    /// How it ends. *Opzegging.*
    fn termination(&self) -> Option<&str> {
        self.record.row.termination.as_deref()
    }

    /// Its parties, those that left too. *Partijen.*
    fn parties(&self) -> Vec<AgreementParty> {
        let desk = &self.view.desk;
        let parties = self.record.parties.iter().map(|party| AgreementParty {
            organisation: desk.show(desk.organisation(party.organisation_id)),
            joined_on: party.joined_on.map(Into::into),
            left_on: party.left_on.map(Into::into),
        });
        parties.collect()
    }

    /// Its documents. *Documenten.*
    fn evidence(&self) -> Vec<Evidence> {
        let evidence = self.record.evidence.iter().cloned();
        evidence.map(|one| Evidence { title: one.title, link: one.link, sha256: one.sha256 }).collect()
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

    /// The commitments that carry it out. *Afspraken.*
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
        let own = self.view.carrying_out(self.record.row.id);
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }
}
