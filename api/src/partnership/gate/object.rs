//! A gate as it is shown, and what it was overridden by.

use async_graphql::{ComplexObject, ID, Object, SimpleObject};

use super::GateOverride;
use crate::{
    graphql::{Date, Labelled, Listed, Resolved, Shown, count_listed},
    language::Language,
    meeting::Decision,
    partnership::{Partnership, object::PartnershipStage},
    person::Person,
};

/// What closes a stage, before a table goes on to the next. *Poort van een fase.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct StageGate {
    /// The stage. *Fase.*
    stage: PartnershipStage,
    /// Whether nothing is missing. *Klaar.*
    done: bool,
    /// What is missing, by name, in the language that people ask for. *Wat er ontbreekt.*
    missing: Vec<String>,
    /// By what the table went on although something was missing. *Toch doorgegaan.*
    r#override: Option<Shown<GateOverride>>,
}

#[ComplexObject]
impl StageGate {
    /// The stage in words.
    fn stage_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.stage.label(language.unwrap_or_default())
    }
}

impl Shown<Partnership> {
    /// The gates of all stages, for those at the table.
    pub(in crate::partnership) fn gates(&self, language: Language) -> Resolved<Vec<StageGate>> {
        let stages = entity::PartnershipStage::ALL.iter().filter(|_| self.view.is_at_the_table());
        let gates: Vec<_> = stages.map(|stage| self.view.gate(*stage)).collect();
        count_listed(&self.view.desk, gates.iter().map(|gate| 1 + gate.missing.len()).sum())?;
        let shown = gates
            .into_iter()
            .map(|gate| StageGate {
                stage: gate.stage.into(),
                done: gate.missing.is_empty(),
                missing: gate
                    .missing
                    .into_iter()
                    .map(|[nl, en]| match language {
                        Language::Nl => nl,
                        Language::En => en,
                    })
                    .collect(),
                r#override: gate.overridden.map(|record| Shown::new(&self.view, record)),
            })
            .collect();
        Ok(shown)
    }
}

/// A stage that a table left behind although its gate was not passed. *Fase zonder poort.*
#[Object(name = "GateOverride")]
impl Shown<GateOverride> {
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

    /// The partnership that went on. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// The stage whose gate was not passed. *Fase.*
    fn stage(&self) -> PartnershipStage {
        self.record.row.stage.into()
    }

    /// The stage in words.
    fn stage_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        PartnershipStage::from(self.record.row.stage).label(language.unwrap_or_default())
    }

    /// Why. *Reden.*
    fn reason(&self) -> &str {
        &self.record.row.reason
    }

    /// The day. *Datum.*
    fn overridden_on(&self) -> Date {
        self.record.row.overridden_on.into()
    }

    /// Who did so, where you may see who it is. *Persoon.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// The decision of the table that it rests on. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}
