//! A partnership as it is shown.

use async_graphql::{Context, ID, Object};

use super::{
    Membership, Partnership,
    gate::object::StageGate,
    membership::query::{MembershipFilter, MembershipOrder},
    query::{PartnershipFilter, PartnershipOrder, shown},
    reporting::PartnershipReporting,
    settings::{CommitmentCount, PartnershipSettings},
    standing::Standing,
};
use crate::{
    agreement::{
        Agreement,
        query::{AgreementFilter, AgreementOrder},
    },
    allocation::received::ReceivedAllocation,
    commitment::{
        Commitment, ProgressNote,
        note::{ProgressNoteFilter, ProgressNoteOrder},
        query::{CommitmentFilter, CommitmentOrder},
    },
    goal::{
        Goal,
        query::{GoalFilter, GoalOrder},
    },
    graphql::{Connection, FuzzyDate, Labelled, Listed, PageArgs, Resolved, Session, Shown, Visibility, page, words},
    health_check::HealthCheck,
    indicator::{
        Indicator,
        query::{IndicatorFilter, IndicatorOrder},
    },
    interest::{
        Interest,
        matrix::InterestMatrix,
        query::{InterestFilter, InterestOrder},
    },
    language::Language,
    measurement::{
        Measurement,
        query::{MeasurementFilter, MeasurementOrder},
    },
    meeting::{
        Decision, Meeting,
        query::{DecisionFilter, DecisionOrder, MeetingFilter, MeetingOrder},
    },
    problem_statement::{
        ProblemStatement,
        query::{ProblemStatementFilter, ProblemStatementOrder},
    },
    region::Region,
    workbook::{
        ImportBatch,
        query::{ImportBatchFilter, ImportBatchOrder},
    },
};

words! {
    /// Kinds of partnerships. *Soort samenwerking.*
    PartnershipKind / PartnershipKindFilter = "entity::PartnershipKind" {
        SectorTable: "A sector table. *Sectortafel.*", "sectortafel", "sector table";
        Techniekpact: "A technology pact. *Techniekpact.*", "techniekpact", "technology pact";
        ServicePoint: "A service point. *Servicepunt.*", "servicepunt", "service point";
        Project: "A project. *Project.*", "project", "project";
        Coalition: "A coalition. *Coalitie.*", "coalitie", "coalition";
    }
    /// The three steps of the method. *Fase.*
    PartnershipStage / PartnershipStageFilter = "entity::PartnershipStage" {
        CommonGoal: "Agree on a common goal. *Gemeenschappelijk doel bepalen.*", "gemeenschappelijk doel", "common goal";
        GainAndInvestment: "Name every party's gain and investment. *Winst en investering bepalen.*", "winst en investering", "gain and investment";
        AgreeAndMonitor: "Make agreements and monitor them. *Afspraken maken en voortgang volgen.*", "afspraken en voortgang", "agreements and progress";
    }
    /// How a partnership comes to agree. *Wijze van instemmen.*
    ConsentRule / ConsentRuleFilter = "entity::ConsentRule" {
        RecordedInMeeting: "The secretariat records what a meeting decided. *Vastgelegd in overleg.*", "vastgelegd in overleg", "recorded in a meeting";
        PartiesSign: "Each party endorses for itself. *Partijen tekenen.*", "partijen tekenen", "parties sign";
    }
}

/// A partnership of public and private parties: a table, pact, service point, project or coalition. *Publiek-private
/// samenwerking.*
#[Object(name = "Partnership")]
impl Shown<Partnership> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The number of the last change of anything in it. *Revisie.*
    fn revision(&self) -> i32 {
        i32::try_from(self.view.revision()).unwrap_or(i32::MAX)
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Its name; empty where a dashboard shows an indicator of a partnership that you may not know of. *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// Its name in addresses; unique. *Adresnaam.*
    fn slug(&self) -> &str {
        &self.record.row.slug
    }

    /// Its earlier names in addresses, which still lead to it; null for those not at the table. *Eerdere adresnamen.*
    fn former_slugs(&self) -> Option<&[String]> {
        self.view.is_at_the_table().then_some(&self.record.former_slugs)
    }

    /// The letters that new references begin with, such as "TE" in "TE-2026-014". *Voorvoegsel van kenmerken.*
    fn reference_prefix(&self) -> &str {
        &self.record.row.reference_prefix
    }

    /// What kind of partnership it is. *Soort samenwerking.*
    fn kind(&self) -> PartnershipKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        PartnershipKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// The sector it works for. *Sector.*
    fn sector(&self) -> Option<&str> {
        self.record.row.sector.as_deref()
    }

    /// The regions it works for. *Regio's.*
    fn regions(&self) -> Vec<Listed<Region>> {
        let regions = &self.view.desk.directory.regions;
        self.record.regions.iter().filter_map(|id| self.view.desk.show(regions.get(*id))).collect()
    }

    /// The partnership it belongs to, if you may know of it. *Bovenliggende samenwerking.*
    async fn parent(&self, context: &Context<'_>) -> Resolved<Option<Shown<Partnership>>> {
        let Some(parent) = self.record.row.parent_id else { return Ok(None) };
        let view = Session::of(context)?.view(parent).await?;
        Ok(view.and_then(|view| view.show(parent)))
    }

    /// The partnerships that belong to it, of those that you may know of. *Onderliggende samenwerkingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn children(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<PartnershipFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<PartnershipOrder>,
        >,
    ) -> Resolved<Connection<Shown<Partnership>>> {
        let (desk, own) = (&self.view.desk, self.view.knows_partnership().then_some(self.record.row.id));
        let below = desk.partnerships().filter(|other| own.is_some() && other.parent_id == own).cloned();
        let listed = page(desk, below, filter, order_by, PageArgs { first, after, last, before })?;
        shown(Session::of(context)?, listed).await
    }

    /// The step of the method that it has reached. *Fase.*
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

    /// The gates that close its stages, in their order; empty for those not at the table. *Poorten van de fasen.*
    fn stage_gates(&self, context: &Context<'_>) -> Resolved<Vec<StageGate>> {
        self.gates(Session::of(context)?.language)
    }

    /// Where it stands, as figures.
    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing(self.clone())
    }

    /// When it starts. *Begin.*
    fn starts_on(&self) -> Option<FuzzyDate> {
        self.record.starts().map(Into::into)
    }

    /// When it ends. *Einde.*
    fn ends_on(&self) -> Option<FuzzyDate> {
        self.record.ends().map(Into::into)
    }

    /// Who may see its name. *Zichtbaarheid van de naam.*
    fn name_visibility(&self) -> Visibility {
        self.record.row.name_visibility.into()
    }

    /// The visibility of the name in words.
    fn name_visibility_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Visibility::from(self.record.row.name_visibility).label(language.unwrap_or_default())
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The settings by which it judges and agrees; null for those not at the table. *Instellingen.*
    fn settings(&self) -> Option<PartnershipSettings> {
        self.view.is_at_the_table().then(|| PartnershipSettings::of(&self.record))
    }

    /// Why the parties sign no agreement, where that is on purpose; seen at the table. *Bewust informeel.*
    fn informal_reason(&self) -> Option<&str> {
        self.record.row.informal_reason.as_deref().filter(|_| self.view.is_at_the_table())
    }

    /// The rounds of its health check, the newest first; seen at the table. *Samenwerkingsscans.*
    fn health_checks(&self) -> Resolved<Vec<Shown<HealthCheck>>> {
        self.view.rounds()
    }

    /// The mutations that your roles at this table allow, by their names; each on the records that it concerns. *Wat ik
    /// mag.*
    fn viewer_may(&self) -> Vec<&'static str> {
        self.view.acts().map(|act| act.name).collect()
    }

    /// How many commitments stand where, over all states that occur. *Aantallen afspraken.*
    fn commitment_counts(&self) -> Vec<CommitmentCount> {
        let counts = self.view.commitment_counts();
        counts.into_iter().map(CommitmentCount::from).collect()
    }

    /// Its members, invited and external parties. *Deelnames.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn memberships(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MembershipFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MembershipOrder>,
        >,
    ) -> Resolved<Connection<Shown<Membership>>> {
        page(&self.view, self.view.all::<Membership>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The problems that its partners share. *Gedeelde problemen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn problem_statements(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<ProblemStatementFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<ProblemStatementOrder>,
        >,
    ) -> Resolved<Connection<Shown<ProblemStatement>>> {
        let all = self.view.all::<ProblemStatement>();
        page(&self.view, all, filter, order_by, PageArgs { first, after, last, before })
    }

    /// Its goals, at the top and below. *Doelen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn goals(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<GoalFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<GoalOrder>,
        >,
    ) -> Resolved<Connection<Shown<Goal>>> {
        page(&self.view, self.view.all::<Goal>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// Its indicators, of goals and of the whole. *Indicatoren.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn indicators(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<IndicatorOrder>,
        >,
    ) -> Resolved<Connection<Shown<Indicator>>> {
        page(&self.view, self.view.all::<Indicator>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// Its commitments. *Afspraken.*
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
        page(&self.view, self.view.all::<Commitment>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The agreements that its parties signed or are to sign. *Convenanten.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn agreements(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<AgreementFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<AgreementOrder>,
        >,
    ) -> Resolved<Connection<Shown<Agreement>>> {
        page(&self.view, self.view.all::<Agreement>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The lists that were brought in from files, of those that you may know of. *Imports.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn imports(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<ImportBatchFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<ImportBatchOrder>,
        >,
    ) -> Resolved<Connection<Shown<ImportBatch>>> {
        page(&self.view, self.view.all::<ImportBatch>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The measurements of all its indicators, such as those that wait to be approved. *Metingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn measurements(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MeasurementFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MeasurementOrder>,
        >,
    ) -> Resolved<Connection<Shown<Measurement>>> {
        page(&self.view, self.view.all::<Measurement>(), filter, order_by, PageArgs { first, after, last, before })
    }

    #[graphql(flatten)]
    fn reporting(&self) -> PartnershipReporting<'_> {
        PartnershipReporting(self)
    }

    /// The notes on all its commitments; seen at the table. *Voortgangsmeldingen.*
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
        page(&self.view, self.view.all::<ProgressNote>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The parties' interests that you may see. *Belangen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn interests(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<InterestFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<InterestOrder>,
        >,
    ) -> Resolved<Connection<Shown<Interest>>> {
        page(&self.view, self.view.all::<Interest>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The gains, wishes and concerns that no commitment serves: none that was agreed, is being carried out or was
    /// fulfilled, be it in part. Members see this of what is shared with the table, others of what is public. *Belangen
    /// waar niemand in voorziet.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn unserved_interests(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<InterestFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<InterestOrder>,
        >,
    ) -> Resolved<Connection<Shown<Interest>>> {
        let balance = self.view.balance();
        let unserved = self.view.all::<Interest>().filter(|interest| balance.is_unserved(interest.id));
        page(&self.view, unserved, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The interests by party and goal. *Belangenmatrix.*
    fn interest_matrix(&self) -> Resolved<InterestMatrix> {
        InterestMatrix::of(&self.view)
    }

    /// The parts of other targets that were handed out to it; seen at the table. *Ontvangen toedelingen.*
    fn received_allocations(&self) -> Resolved<Vec<ReceivedAllocation>> {
        ReceivedAllocation::all(&self.view)
    }

    /// Its meetings, held and planned; seen at the table. *Overleggen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn meetings(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MeetingFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MeetingOrder>,
        >,
    ) -> Resolved<Connection<Shown<Meeting>>> {
        page(&self.view, self.view.all::<Meeting>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// The first meeting of today or later; seen at the table. *Volgend overleg.*
    fn next_meeting(&self) -> Option<Shown<Meeting>> {
        let planned = self.view.all::<Meeting>().filter(|meeting| meeting.held_on >= self.view.desk.today);
        planned.min_by_key(|meeting| meeting.start()).map(|meeting| Shown::new(&self.view, meeting))
    }

    /// The decisions of all its meetings; seen at the table. *Besluiten.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn decisions(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<DecisionFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<DecisionOrder>,
        >,
    ) -> Resolved<Connection<Shown<Decision>>> {
        page(&self.view, self.view.all::<Decision>(), filter, order_by, PageArgs { first, after, last, before })
    }
}
