//! A commitment as it is shown.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::CommitmentState as State;

use super::{
    Commitment, ProgressNote,
    note::{ProgressNoteFilter, ProgressNoteOrder},
    transitions::{Backing, blocks, steps_from},
};
use crate::{
    goal::Goal,
    graphql::{
        Connection, Date, Decimal, Evidence, FuzzyDate, Labelled, Listed, PageArgs, Progress, Qualifier, Resolved,
        ResourceKind, Session, Shown, Visibility, page, words,
    },
    interest::Interest,
    language::Language,
    meeting::Decision,
    organisation::Organisation,
    partnership::Partnership,
    person::Person,
    problem::Code,
};

words! {
    /// Where a commitment stands. *Stand van een afspraak.*
    CommitmentState / CommitmentStateFilter = "entity::CommitmentState" {
        Draft: "Being written. *Concept.*", "concept", "draft";
        Proposed: "Put to the parties. *Voorgesteld.*", "voorgesteld", "proposed";
        Agreed: "Agreed. *Afgesproken.*", "afgesproken", "agreed";
        InProgress: "Being carried out. *In uitvoering.*", "in uitvoering", "in progress";
        ReportedDone: "Reported done, not yet accepted. *Gereed gemeld.*", "gereed gemeld", "reported done";
        Fulfilled: "Fulfilled. *Nagekomen.*", "nagekomen", "fulfilled";
        PartlyFulfilled: "Fulfilled in part. *Deels nagekomen.*", "deels nagekomen", "partly fulfilled";
        NotFulfilled: "Not fulfilled. *Niet nagekomen.*", "niet nagekomen", "not fulfilled";
        Released: "Released by agreement. *Vervallen in overleg.*", "vervallen in overleg", "released";
        Withdrawn: "Withdrawn before it was agreed. *Ingetrokken.*", "ingetrokken", "withdrawn";
        Superseded: "Replaced by another commitment. *Vervangen.*", "vervangen", "superseded";
    }
    /// How a debtor is bound. *Verplichting.*
    Obligation / ObligationFilter = "entity::Obligation" {
        Result: "To the result. *Resultaatsverplichting.*", "resultaatsverplichting", "obligation of result";
        BestEffort: "To its best effort. *Inspanningsverplichting.*", "inspanningsverplichting", "obligation of best effort";
    }
    /// Whether a promised quantity is due once or each term. *Herhaling.*
    Recurrence / RecurrenceFilter = "entity::Recurrence" {
        Once: "Once. *Eenmalig.*", "eenmalig", "once";
        Monthly: "Each month. *Per maand.*", "per maand", "monthly";
        Quarterly: "Each quarter. *Per kwartaal.*", "per kwartaal", "quarterly";
        Yearly: "Each year. *Per jaar.*", "per jaar", "yearly";
    }
    /// How a commitment works on a shortage. *Effect.*
    Effect / EffectFilter = "entity::Effect" {
        Filled: "It fills vacancies. *Vervuld.*", "vervuld", "filled";
        Avoided: "It makes vacancies unnecessary. *Vermeden.*", "vermeden", "avoided";
    }
    /// The steps from recruiting somebody to keeping somebody. *Ketenstap.*
    ChainStep / ChainStepFilter = "entity::ChainStep" {
        Recruitment: "Recruitment. *Werving.*", "werving", "recruitment";
        Orientation: "Orientation. *Oriëntatie.*", "oriëntatie", "orientation";
        Assessment: "Assessment. *Assessment.*", "assessment", "assessment";
        Training: "Training. *Scholing.*", "scholing", "training";
        Matching: "Matching. *Matching.*", "matching", "matching";
        Placement: "Placement. *Plaatsing.*", "plaatsing", "placement";
        Guidance: "Guidance. *Begeleiding.*", "begeleiding", "guidance";
        Retention: "Retention. *Behoud.*", "behoud", "retention";
    }
    /// How a commitment is going. *Voortgang in één woord.*
    Health / HealthFilter = "entity::Health" {
        OnTrack: "On track. *Loopt.*", "loopt", "on track";
        Attention: "Needs attention. *Aandacht nodig.*", "aandacht nodig", "needs attention";
        Behind: "Behind. *Loopt achter.*", "loopt achter", "behind";
        Done: "Done, in the words of whoever reports. *Gereed.*", "gereed", "done";
    }
}

/// Whom to call about a commitment. *Actiehouder.*
#[derive(SimpleObject)]
pub(crate) struct CommitmentContact {
    /// The debtor. *Organisatie.*
    organisation: Option<Listed<Organisation>>,
    /// The person; null where you may not see who it is. *Contactpersoon.*
    person: Option<Listed<Person>>,
}

pub(crate) struct CommitmentTransition {
    to: CommitmentState,
    blocked_by: Vec<TransitionBlock>,
}

/// What stands in the way of a step. *Belemmering.*
#[derive(Clone, SimpleObject)]
pub(crate) struct TransitionBlock {
    /// A code for programs, which never changes.
    code: Code,
    /// A sentence for people, in the language they ask for.
    message: String,
    /// The party that it is about, if it is about one. *Partij.*
    party: Option<Listed<Organisation>>,
}

/// A step in the life of a commitment, and whether you may take it now. *Mogelijke stap.*
#[Object]
impl CommitmentTransition {
    /// The state that it leads to. *Naar welke stand.*
    fn to(&self) -> CommitmentState {
        self.to
    }

    /// The state in words.
    fn to_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.to.label(language.unwrap_or_default())
    }

    /// Whether nothing stands in the way. A decision, reason or evidence that the step asks for is still to be given.
    fn allowed(&self) -> bool {
        self.blocked_by.is_empty()
    }

    /// What stands in the way: your role, what the commitment lacks, or the day. *Belemmeringen.*
    fn blocked_by(&self) -> &[TransitionBlock] {
        &self.blocked_by
    }
}

/// An agreement on who does what for whom, by when, and when it counts as done. *Afspraak.*
#[Object(name = "Commitment")]
impl Shown<Commitment> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// How often its terms changed: what the parties agree to. *Versie van de tekst.*
    fn terms_version(&self) -> i32 {
        self.record.row.terms_version
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership where it is made. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// What people call it, such as "TE-2026-014"; given when it is first proposed. *Kenmerk.*
    fn reference(&self) -> Option<&str> {
        self.record.row.reference.as_deref()
    }

    /// Its title. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// What will be done. *Actie.*
    fn action(&self) -> Option<&str> {
        self.record.row.action.as_deref()
    }

    /// When it counts as done. *Klaar als.*
    fn done_criterion(&self) -> Option<&str> {
        self.record.row.done_criterion.as_deref()
    }

    /// Where it stands. *Stand.*
    fn state(&self) -> CommitmentState {
        self.record.row.state.into()
    }

    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        CommitmentState::from(self.record.row.state).label(language.unwrap_or_default())
    }

    /// What was last said about the state: a reason, or what remains. *Toelichting op de stand.*
    fn state_reason(&self) -> Option<&str> {
        self.record.row.state_reason.as_deref()
    }

    /// How the debtors are bound. *Verplichting.*
    fn obligation(&self) -> Obligation {
        self.record.row.obligation.into()
    }

    /// The obligation in words.
    fn obligation_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Obligation::from(self.record.row.obligation).label(language.unwrap_or_default())
    }

    /// What is promised. *Soort bijdrage.*
    fn kind(&self) -> Option<ResourceKind> {
        self.record.row.kind.map(Into::into)
    }

    /// How much is promised, in the unit. *Hoeveelheid.*
    fn quantity(&self) -> Option<Decimal> {
        self.record.row.quantity.map(Into::into)
    }

    /// The unit of the quantity. *Eenheid.*
    fn unit(&self) -> Option<&str> {
        self.record.row.unit.as_deref()
    }

    /// How much money is promised, in EUR. *Bedrag.*
    fn amount(&self) -> Option<Decimal> {
        self.record.row.amount_cents.and_then(entity::Decimal::of_cents).map(Into::into)
    }

    /// How exact the quantity or amount is. *Nauwkeurigheid.*
    fn qualifier(&self) -> Qualifier {
        self.record.row.qualifier.into()
    }

    /// Whether the quantity is due once or each term. *Herhaling.*
    fn recurrence(&self) -> Recurrence {
        self.record.row.recurrence.into()
    }

    /// For how many years, where it runs for years. *Looptijd in jaren.*
    fn term_years(&self) -> Option<i32> {
        self.record.row.term_years
    }

    /// How it works on a shortage. *Effect.*
    fn effect(&self) -> Option<Effect> {
        self.record.row.effect.map(Into::into)
    }

    /// The step of the chain that it works on. *Ketenstap.*
    fn chain_step(&self) -> Option<ChainStep> {
        self.record.row.chain_step.map(Into::into)
    }

    /// Who may see it. *Zichtbaarheid.*
    fn visibility(&self) -> Visibility {
        self.record.row.visibility.into()
    }

    /// The day on which it was agreed. *Afgesproken op.*
    fn agreed_on(&self) -> Option<Date> {
        self.record.row.agreed_on.map(Date)
    }

    /// When it is due. *Uiterlijk.*
    fn due_on(&self) -> Option<FuzzyDate> {
        self.record.due().map(Into::into)
    }

    /// When it was due as first agreed. *Oorspronkelijke termijn.*
    fn original_due_on(&self) -> Option<FuzzyDate> {
        self.record.original_due().map(Into::into)
    }

    /// How often its due date was moved. *Aantal keren uitgesteld.*
    fn times_postponed(&self) -> i32 {
        self.record.row.times_postponed
    }

    /// Whether it is agreed and its last possible day has passed without a report. *Te laat.*
    fn is_overdue(&self) -> bool {
        self.view.is_overdue(&self.record)
    }

    /// Whether it is due before the table meets again, or within 14 days. *Binnenkort.*
    fn is_due_soon(&self) -> bool {
        self.view.is_due_soon(&self.record)
    }

    /// Whether the latest note on it asks for attention. *Loopt risico.*
    fn is_at_risk(&self) -> bool {
        self.view.is_at_risk(&self.record)
    }

    /// The organisation that leads. *Trekker.*
    fn lead(&self) -> Option<Listed<Organisation>> {
        self.organisation(self.record.lead()?)
    }

    /// The organisations that owe it. *Wie het doet.*
    fn debtors(&self) -> Vec<Listed<Organisation>> {
        let debtors = self.record.debtors.iter();
        debtors.filter_map(|debtor| self.organisation(debtor.organisation_id)).collect()
    }

    /// The organisations that it is owed to; empty for the whole table. *Voor wie.*
    fn beneficiaries(&self) -> Vec<Listed<Organisation>> {
        self.record.beneficiaries.iter().filter_map(|id| self.organisation(*id)).collect()
    }

    /// Whether it is owed to the whole table. *Voor de hele tafel.*
    fn is_for_whole_table(&self) -> bool {
        self.record.beneficiaries.is_empty()
    }

    /// Whom to call about it, per debtor that named somebody. *Actiehouders.*
    fn contacts(&self) -> Vec<CommitmentContact> {
        let contacts =
            self.record.debtors.iter().filter_map(|debtor| Some((debtor.organisation_id, debtor.contact_id?)));
        let desk = &self.view.desk;
        contacts
            .map(|(organisation, person)| CommitmentContact {
                organisation: self.organisation(organisation),
                person: desk.show(desk.person(person)),
            })
            .collect()
    }

    /// The goals that it works on, of those that you may see. *Doelen.*
    fn goals(&self) -> Vec<Shown<Goal>> {
        self.record.goals.iter().filter_map(|id| self.view.show(*id)).collect()
    }

    /// The interests that it serves, of those that you may see. *Belangen.*
    fn interests(&self) -> Vec<Shown<Interest>> {
        self.record.interests.iter().filter_map(|id| self.view.show(*id)).collect()
    }

    /// The decision that agreed it, seen at the table. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }

    /// How far it is: 1 when it is fulfilled, 0 when it is not; null before and in between. *Voortgang.*
    fn progress(&self) -> Progress {
        let is_fulfilled = match self.record.row.state {
            State::Fulfilled => Some(true),
            State::NotFulfilled => Some(false),
            _ => None,
        };
        Progress::of_commitment(is_fulfilled, self.view.desk.today.into())
    }

    /// What shows that it is done. *Bewijs.*
    fn evidence(&self) -> Option<Evidence> {
        let row = &self.record.row;
        let title = row.evidence_title.clone()?;
        Some(Evidence { title, link: row.evidence_link.clone(), sha256: row.evidence_sha256.clone() })
    }

    /// The day on which it was reported done. *Gereed gemeld op.*
    fn reported_on(&self) -> Option<Date> {
        self.record.row.reported_on.map(Date)
    }

    /// The commitment that replaces it. *Vervangen door.*
    fn superseded_by(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.superseded_by?)
    }

    /// The note about the latest day. *Laatste melding.*
    fn latest_note(&self) -> Option<Shown<ProgressNote>> {
        self.view.latest_note(&self.record).map(|note| Shown::new(&self.view, note))
    }

    /// The notes on how it is going. *Voortgangsmeldingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn notes(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<ProgressNoteFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<ProgressNoteOrder>,
        >,
    ) -> Resolved<Connection<Shown<ProgressNote>>> {
        let own = self.view.among(self.view.snapshot.notes_on(self.record.row.id));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The steps that lead on from where it stands, and for each whether you may take it. *Mogelijke stappen.*
    fn allowed_transitions(&self, context: &Context<'_>) -> Resolved<Vec<CommitmentTransition>> {
        let (view, language) = (&self.view, Session::of(context)?.language);
        let shown = |step| {
            let blocks = blocks(view, &self.record, step, Backing::Decision, view.desk.today).into_iter();
            let blocked_by = blocks.map(|block| TransitionBlock {
                code: block.problem.code,
                message: block.problem.sentence(language).to_owned(),
                party: block.party.and_then(|party| self.organisation(party)),
            });
            CommitmentTransition { to: step.to.into(), blocked_by: blocked_by.collect() }
        };
        Ok(steps_from(self.record.row.state).map(shown).collect())
    }
}

impl Shown<Commitment> {
    fn organisation(&self, id: entity::OrganisationId) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(id))
    }
}
