//! A shared problem as it is shown.

use async_graphql::{ID, Object};

use super::ProblemStatement;
use crate::{
    endorsement::Endorsement,
    graphql::{Evidence, Labelled, Listed, Resolved, Shown, Visibility},
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
};

/// A problem that the partners share, and why they solve it together. *Gedeeld probleem.*
#[Object(name = "ProblemStatement")]
impl Shown<ProblemStatement> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// How often its terms changed, which partners endorse. *Versie van de tekst.*
    fn terms_version(&self) -> i32 {
        self.record.row.terms_version
    }

    /// The key under which another system knows it; seen at the table. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. Seen at the table. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership whose problem it is. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// What the problem is. *Probleem.*
    fn text(&self) -> &str {
        &self.record.row.text
    }

    /// Why nobody solves it alone. *Waarom samen.*
    fn why_together(&self) -> Option<&str> {
        self.record.row.why_together.as_deref()
    }

    /// What shows that it is a problem. *Onderbouwing.*
    fn evidence(&self) -> Vec<Evidence> {
        let evidence = self.record.evidence.iter().cloned();
        evidence.map(|one| Evidence { title: one.title, link: one.link, sha256: one.sha256 }).collect()
    }

    /// Whether all partners have endorsed it, as the table knows it. *Onderschreven.*
    fn is_endorsed(&self) -> bool {
        self.view.is_endorsed(&*self.record)
    }

    /// The partners that have still to endorse it, as the table knows it. *Wie nog akkoord moet geven.*
    fn awaiting(&self) -> Vec<Listed<Organisation>> {
        self.listed(self.view.awaited_of_partners(&self.record.as_ref().into()))
    }

    /// What members said of its terms, oldest first, as the table knows it. *Akkoorden en bezwaren.*
    fn endorsements(&self) -> Resolved<Vec<Shown<Endorsement>>> {
        self.view.endorsements_of(self.record.row.id)
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
