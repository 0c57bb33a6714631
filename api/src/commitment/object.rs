//! A commitment as it is shown.

use async_graphql::{Context, ID, Object};

use super::{
    Commitment, ProgressNote,
    allowed::CommitmentTransition,
    condition::CommitmentCondition,
    contact::CommitmentContact,
    figure::CommitmentFigures,
    note::{ProgressNoteFilter, ProgressNoteOrder},
    words::{ChainStep, CommitmentState, Effect, Obligation, Recurrence},
};
use crate::{
    agreement::Agreement,
    amendment::Amendment,
    delivery::{
        Delivery,
        query::{DeliveryFilter, DeliveryOrder},
    },
    dependency::CommitmentDependency,
    endorsement::Endorsement,
    goal::Goal,
    graphql::{
        Connection, Date, DateTime, Decimal, Evidence, FuzzyDate, Labelled, Listed, PageArgs, Qualifier, Resolved,
        ResourceKind, Session, Shown, Visibility, page,
    },
    interest::Interest,
    language::Language,
    meeting::Decision,
    milestone::{
        Milestone,
        query::{MilestoneFilter, MilestoneOrder},
    },
    organisation::Organisation,
    partnership::Partnership,
    person::Person,
};

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

    /// What was last said about the state. *Toelichting op de stand.*
    fn state_reason(&self) -> Option<&str> {
        self.record.row.state_reason.as_deref()
    }

    /// What remains undone, where it was fulfilled in part. *Wat rest.*
    fn remains(&self) -> Option<&str> {
        self.record.row.remains.as_deref()
    }

    /// The commitment in which what remains goes on. *Restafspraak.*
    fn remainder(&self) -> Option<Shown<Commitment>> {
        let rest = self.view.all::<Commitment>().rev().find(|rest| rest.remainder_of == Some(self.record.id));
        rest.map(|rest| Shown::new(&self.view, rest))
    }

    /// The commitment of which it is the remainder. *Rest van.*
    fn remainder_of(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.remainder_of?)
    }

    /// What was done to fulfil it, where it was not fulfilled. *Verrichte inspanning.*
    fn effort_made(&self) -> Option<&str> {
        self.record.row.effort_made.as_deref()
    }

    /// The day on which it ended. *Beëindigd op.*
    fn ended_on(&self) -> Option<Date> {
        self.record.row.ended_on.map(Date)
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

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.record.row.kind.map(|word| ResourceKind::from(word).label(language.unwrap_or_default()))
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

    /// The qualifier in words.
    fn qualifier_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Qualifier::from(self.record.row.qualifier).label(language.unwrap_or_default())
    }

    /// Whether the quantity is due once or each term. *Herhaling.*
    fn recurrence(&self) -> Recurrence {
        self.record.row.recurrence.into()
    }

    /// The recurrence in words.
    fn recurrence_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Recurrence::from(self.record.row.recurrence).label(language.unwrap_or_default())
    }

    /// For how many years, where it runs for years. *Looptijd in jaren.*
    fn term_years(&self) -> Option<i32> {
        self.record.row.term_years
    }

    /// How it works on a shortage. *Effect.*
    fn effect(&self) -> Option<Effect> {
        self.record.row.effect.map(Into::into)
    }

    /// The effect in words.
    fn effect_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.record.row.effect.map(|word| Effect::from(word).label(language.unwrap_or_default()))
    }

    /// The step of the chain that it works on. *Ketenstap.*
    fn chain_step(&self) -> Option<ChainStep> {
        self.record.row.chain_step.map(Into::into)
    }

    /// The step of the chain in words.
    fn chain_step_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.record.row.chain_step.map(|word| ChainStep::from(word).label(language.unwrap_or_default()))
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

    /// Whether quantity and amount are public where the commitment is. *Bedragen openbaar.*
    fn amounts_public(&self) -> bool {
        self.record.row.amounts_public
    }

    /// Who wrote it, at the table and where you may see who it is. *Opsteller.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// When it was last changed. *Gewijzigd op.*
    fn changed_at(&self) -> DateTime {
        DateTime(self.record.row.changed_at)
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

    /// Whether it is proposed or live, and a condition is not met or what it needs first not fulfilled. *Geblokkeerd.*
    fn is_blocked(&self) -> bool {
        self.view.is_blocked(&self.record)
    }

    /// Why it may begin although something it needs is missing, as the table knows it. *Reden om niet te wachten.*
    fn waived_reason(&self) -> Option<&str> {
        self.record.row.waived_reason.as_deref()
    }

    /// Whether a commitment that stands opposite to it by MATCHES was released. *Tegenhanger vervallen.*
    fn is_counterpart_released(&self) -> bool {
        self.view.is_counterpart_released(&self.record)
    }

    /// How it depends on others, and others on it, as the table knows it. *Afhankelijkheden.*
    fn dependencies(&self) -> Resolved<Vec<Shown<CommitmentDependency>>> {
        self.view.shown_dependencies(self.record.id)
    }

    /// Whether it is reported done, and nobody said yet whether it is fulfilled. *Wacht op bevestiging.*
    fn awaits_confirmation(&self) -> bool {
        self.record.awaits_confirmation()
    }

    /// Whether it is proposed and a party did not agree yet, as the table knows it. *Wacht op akkoord.*
    fn awaits_endorsement(&self) -> bool {
        self.view.awaits_endorsement(&self.record)
    }

    /// The parties to a proposal that did not agree yet, as the table knows it. *Wie nog akkoord moet geven.*
    fn awaiting(&self) -> Vec<Listed<Organisation>> {
        self.listed(self.view.awaited_for(&self.record))
    }

    /// Those of them that said nothing within the reaction days: a decision can stand in for them. *Wie te laat reageert.*
    fn late_to_react(&self) -> Vec<Listed<Organisation>> {
        self.late()
    }

    /// The last day on which the parties to a proposal are expected to react, as the table knows it. *Uiterlijk reageren op.*
    fn reaction_due_on(&self) -> Option<Date> {
        self.reaction_due()
    }

    /// What parties said of its terms, oldest first, as the table knows it. *Akkoorden en bezwaren.*
    fn endorsements(&self) -> Resolved<Vec<Shown<Endorsement>>> {
        self.view.endorsements_of(self.record.row.id)
    }

    /// Whether it is live and its latest note asks for attention, or blocked and due within 30 days. *Loopt risico.*
    fn is_at_risk(&self) -> bool {
        self.view.is_at_risk(&self.record)
    }

    /// The organisation that leads. *Trekker.*
    fn lead(&self) -> Option<Listed<Organisation>> {
        self.organisation(self.record.lead()?)
    }

    /// The organisations that owe it. *Wie het doet.*
    fn debtors(&self) -> Vec<Listed<Organisation>> {
        self.record.debtors.iter().filter_map(|debtor| self.organisation(debtor.organisation_id)).collect()
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
        self.named_contacts()
    }

    /// What others must see to before it can be carried out, as the table knows it. *Randvoorwaarden.*
    fn conditions(&self) -> Vec<CommitmentCondition> {
        self.numbered_conditions()
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

    /// The agreement that it carries out, if you may see it. *Convenant.*
    fn agreement(&self) -> Option<Shown<Agreement>> {
        self.view.show(self.record.row.agreement_id?)
    }

    /// What was promised and what came of it.
    #[graphql(flatten)]
    fn figures(&self) -> CommitmentFigures {
        CommitmentFigures(self.clone())
    }

    /// What was delivered on it. *Resultaten.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn deliveries(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<DeliveryFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<DeliveryOrder>,
        >,
    ) -> Resolved<Connection<Shown<Delivery>>> {
        let own = self.view.among(self.view.snapshot.deliveries_on(self.record.row.id));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The steps on the way to fulfilling it. *Mijlpalen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn milestones(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MilestoneFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MilestoneOrder>,
        >,
    ) -> Resolved<Connection<Shown<Milestone>>> {
        let own = self.view.among(self.view.snapshot.milestones_of(self.record.row.id));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
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

    /// The changes of its agreed terms, proposed and settled, oldest first. *Wijzigingen.*
    fn amendments(&self) -> Resolved<Vec<Shown<Amendment>>> {
        self.view.shown_amendments(self.record.row.id)
    }

    /// Whether a change of its agreed terms is proposed and not settled yet. *Wijziging voorgesteld.*
    fn is_under_amendment(&self) -> bool {
        self.view.is_under_amendment(self.record.row.id)
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
        Ok(self.steps(Session::of(context)?.language))
    }
}
