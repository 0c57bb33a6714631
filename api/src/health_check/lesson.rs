//! The ten lessons, and what a round says of each.

use async_graphql::{ComplexObject, SimpleObject};

use super::{
    HealthCheck,
    evidence::facts,
    figures::{LessonFigures, Rounds},
};
use crate::{
    access::View,
    figures::{self, LESSONS, Ratio, signs},
    graphql::{Decimal, Labelled, rounded, words},
    language::Language,
};

words! {
    /// What the records show of how the parties work together: two signs for each of the ten lessons. *Aanwijzing.*
    HealthSign / HealthSignFilter = "crate::figures::HealthSign" {
        ProblemEndorsedByOne: "At least one partner endorsed a shared problem. *Een partner onderschrijft het probleem.*", "een partner onderschrijft het gedeelde probleem", "a partner endorsed the shared problem";
        ProblemEndorsedByAll: "All partners endorsed a shared problem. *Alle partners onderschrijven het probleem.*", "alle partners onderschrijven het gedeelde probleem", "all partners endorsed the shared problem";
        CompanyAtTheTable: "A company is a member. *Er zit een bedrijf aan tafel.*", "er zit een bedrijf aan tafel", "a company is at the table";
        DemandHasBaseline: "An indicator has a baseline. *De vraag heeft een nulmeting.*", "er is een indicator met een nulmeting", "an indicator has a baseline";
        GoalEndorsed: "All partners endorsed at least one goal. *Een doel is onderschreven.*", "alle partners onderschrijven een doel", "all partners endorsed a goal";
        AllGoalsEndorsed: "All partners endorsed every goal. *Alle doelen zijn onderschreven.*", "alle partners onderschrijven alle doelen", "all partners endorsed all goals";
        HalfOfPartnersCommitted: "At least half of the partners owe a live commitment. *De helft van de partners heeft een afspraak.*", "minstens de helft van de partners heeft een lopende afspraak", "at least half of the partners owe a live commitment";
        AllPartnersCommitted: "All partners owe a live commitment. *Alle partners hebben een afspraak.*", "alle partners hebben een lopende afspraak", "all partners owe a live commitment";
        FourStepsCovered: "At least four of the eight steps of the chain have a commitment that is live or was fulfilled. *De helft van de keten.*", "minstens vier stappen van de keten hebben een afspraak", "at least four steps of the chain have a commitment";
        AllStepsCovered: "All eight steps of the chain have a commitment that is live or was fulfilled. *De hele keten.*", "alle stappen van de keten hebben een afspraak", "all steps of the chain have a commitment";
        TrainingAgreed: "A commitment on training is live or was fulfilled. *Scholing afgesproken.*", "er is een afspraak over scholing", "there is a commitment on training";
        AftercareAgreed: "A commitment on guidance is live or was fulfilled. *Begeleiding afgesproken.*", "er is een afspraak over begeleiding", "there is a commitment on guidance";
        RolesFilled: "Somebody acts for a chair and for a secretariat. *Rollen vervuld.*", "voorzitter en secretariaat zijn vervuld", "chair and secretariat are filled";
        AgreementSettled: "An agreement is signed and not over, or the parties are informal on purpose. *Convenant getekend of bewust informeel.*", "het convenant is getekend, of bewust niet", "the agreement is signed, or left out on purpose";
        InterestsReviewed: "Interests are shared with the table, and each was looked at within 12 months. *Belangen bijgehouden.*", "de gedeelde belangen zijn het afgelopen jaar herzien", "shared interests were reviewed in the past year";
        BalanceRight: "Members said what they think of the balance, and all last that it is right. *In balans.*", "wie iets zei over halen en brengen, vindt het in balans", "whoever said something of the balance finds it right";
        FourMeetingsHeld: "The table met at least 4 times in the past 12 months. *Elk kwartaal overleg.*", "minstens vier overleggen in het afgelopen jaar", "at least four meetings in the past year";
        HalfOfMembersAttended: "At least half of the members came, over all meetings of the past 12 months for which that was recorded. *Opkomst.*", "gemiddeld was minstens de helft van de deelnemers aanwezig", "on average at least half of the members attended";
        HalfOfChangesInTime: "At least half of the amendments of the past 12 months were settled within 30 days. *De helft op tijd.*", "minstens de helft van de wijzigingen is binnen 30 dagen afgehandeld", "at least half of the changes were handled in 30 days";
        AllChangesInTime: "All amendments of the past 12 months were settled within 30 days. *Alles op tijd.*", "alle wijzigingen zijn binnen 30 dagen afgehandeld", "all changes were handled in 30 days";
    }
}

/// The lessons in Dutch, as the research words them in short, and in English.
const TITLES: [[&str; 2]; LESSONS] = [
    [
        "Formuleer het gedeelde probleem, en waarom samenwerken helpt",
        "Word the shared problem, and why working together helps",
    ],
    ["Vertrek vanuit de behoefte van het regionale bedrijfsleven", "Start from what the companies of the region need"],
    ["Maak tijd voor een gezamenlijke agenda", "Take time for a common agenda"],
    [
        "Benut de kracht van het netwerk én van de afzonderlijke partners",
        "Use the strength of the network and of each partner",
    ],
    ["Werk samen in alle stappen van de keten", "Work together in all steps of the chain"],
    ["Ontwikkel samen maatwerktrajecten", "Develop tailored routes together"],
    [
        "Formaliseer met duidelijke rollen, en behoud het informele",
        "Formalise with clear roles, and keep what is informal",
    ],
    [
        "Geef inzicht in ieders belangen: halen en brengen in balans",
        "Show everybody's interests: giving and getting in balance",
    ],
    ["Organiseer de dialoog, en blijf die voeden", "Organise the dialogue, and keep feeding it"],
    ["Blijf wendbaar", "Stay agile"],
];

/// What a round says of one of the ten lessons. The figures of answers are there once it is closed. *Les.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct LessonFigure {
    /// The lesson, 1 to 10. *Les.*
    lesson: i32,
    /// The mean of the scores, 1 to 5; null while the round is open and where fewer than 3 answered. Organisations that
    /// one person acts for count as one here. *Gemiddelde.*
    mean: Option<Decimal>,
    /// How far scores lie from the mean on average, in points: Σ|score − mean| / respondents; null where fewer than 5
    /// answered. *Spreiding.*
    spread: Option<Decimal>,
    /// How many organisations scored it; null where there is no mean. *Aantal antwoorden.*
    respondents: Option<i32>,
    /// What the records show of it: 0, 0.5 or 1; of today while the round is open, of the day it was closed afterwards.
    /// *Bewijs.*
    evidence: Decimal,
    /// The signs of it that the records show; each is half of the evidence. *Gevonden.*
    found: Vec<HealthSign>,
    /// The signs of it that they do not show. *Ontbreekt.*
    missing: Vec<HealthSign>,
    /// ½·mean + ½·(1 + 4·evidence), 1 to 5; null without a mean. *Waarde.*
    value: Option<Decimal>,
    /// The difference with the last closed round before that has a value. *Verandering.*
    change: Option<Decimal>,
}

#[ComplexObject]
impl LessonFigure {
    /// The lesson in words. *Titel.*
    fn title(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        let title = usize::try_from(self.lesson - 1).ok().and_then(|at| TITLES.get(at));
        title.map_or("", |[nl, en]| match language.unwrap_or_default() {
            Language::Nl => nl,
            Language::En => en,
        })
    }

    /// The signs that were found in words.
    fn found_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        self.found.iter().map(|sign| sign.label(language.unwrap_or_default())).collect()
    }

    /// The signs that are missing in words.
    fn missing_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<&'static str> {
        self.missing.iter().map(|sign| sign.label(language.unwrap_or_default())).collect()
    }
}

impl LessonFigure {
    /// What a round says of each lesson.
    pub(super) fn all(view: &View, check: &HealthCheck) -> Vec<Self> {
        let round = Rounds::of(&view.snapshot).get(check.id);
        let facts = check.closed_on.is_none().then(|| facts(view, view.desk.today));
        let lessons = (1..).zip(signs()).zip(round.lessons);
        lessons
            .map(|((lesson, signs), figures)| {
                let stored = check.evidence.iter().find(|stored| stored.lesson == lesson);
                let stored = stored.map(|stored| [stored.has_first, stored.has_second]);
                let shown = match &facts {
                    Some(facts) => signs.map(|sign| facts.shows(sign)),
                    None => stored.unwrap_or_default(),
                };
                Self::new(lesson, signs.into_iter().zip(shown), figures)
            })
            .collect()
    }

    fn new(lesson: i32, signs: impl Iterator<Item = (figures::HealthSign, bool)>, figures: LessonFigures) -> Self {
        let (found, missing): (Vec<_>, Vec<_>) = signs.partition(|(_, shows)| *shows);
        let evidence = Ratio::new(found.iter().map(|_| 1).sum(), 2).unwrap_or(Ratio::ZERO);
        Self {
            lesson,
            mean: figures.mean.map(rounded),
            spread: figures.spread.map(rounded),
            respondents: figures.respondents.map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
            evidence: rounded(evidence),
            found: found.into_iter().map(|(sign, _)| sign.into()).collect(),
            missing: missing.into_iter().map(|(sign, _)| sign.into()).collect(),
            value: figures.value.map(rounded),
            change: figures.change.map(rounded),
        }
    }
}
