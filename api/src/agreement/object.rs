//! An agreement as it is shown.

use async_graphql::{ID, Object};

use super::Agreement;
use crate::{
    graphql::{Date, Evidence, Labelled, Shown, Visibility},
    language::Language,
    partnership::Partnership,
};

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

    /// Where the facts were found; an inferred value says so. *Bron.*
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
}
