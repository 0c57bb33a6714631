//! A goal as it is shown.

use async_graphql::{Context, ID, Object};

use super::{
    Goal,
    gap::{CommitmentsFulfilled, GoalGap},
    query::{GoalFilter, GoalOrder},
};
use crate::{
    amendment::Amendment,
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    endorsement::Endorsement,
    graphql::{
        AtHand, Connection, Date, Decimal, FuzzyDate, Labelled, Listed, PageArgs, Progress, Resolved, Session, Shown,
        Stamp, Visibility, count_made, page, words,
    },
    indicator::{
        Indicator,
        figure::Inclusion,
        query::{IndicatorFilter, IndicatorOrder},
    },
    interest::{
        Interest,
        query::{InterestFilter, InterestOrder},
    },
    language::Language,
    organisation::Organisation,
    partnership::Partnership,
};

words! {
    /// How directly a goal is in the partners' hands. *Soort doel.*
    GoalKind / GoalKindFilter = "entity::GoalKind" {
        Impact: "What society notices. *Maatschappelijk effect.*", "maatschappelijk effect", "impact";
        Outcome: "What changes for those concerned. *Resultaat.*", "resultaat", "outcome";
        Output: "What the partnership makes itself. *Prestatie.*", "prestatie", "output";
    }
}

/// A shared goal of a partnership. Goals form a tree. *Gemeenschappelijk doel.*
#[Object(name = "Goal")]
impl Shown<Goal> {
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

    /// The changes of its agreed terms, proposed and settled, oldest first. *Wijzigingen.*
    fn amendments(&self) -> Resolved<Vec<Shown<Amendment>>> {
        self.view.shown_amendments(self.record.row.id)
    }

    /// Whether a change of its agreed terms is proposed and not settled yet. *Wijziging voorgesteld.*
    fn is_under_amendment(&self) -> bool {
        self.view.is_under_amendment(self.record.row.id)
    }

    /// The key under which another system knows it; seen at the table. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. Seen at the table. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership whose goal it is. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// Its title. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// Why it is worth it. *Onderbouwing.*
    fn rationale(&self) -> Option<&str> {
        self.record.row.rationale.as_deref()
    }

    /// The pillar or programme line it belongs to. *Pijler, programmalijn.*
    fn pillar(&self) -> Option<&str> {
        self.record.row.pillar.as_deref()
    }

    /// How directly it is in the partners' hands. *Soort doel.*
    fn kind(&self) -> GoalKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        GoalKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// By when it should be reached. *Horizon.*
    fn horizon(&self) -> Option<FuzzyDate> {
        self.record.horizon().map(Into::into)
    }

    /// Its weight among its siblings. *Gewicht.*
    fn weight(&self) -> Decimal {
        self.record.row.weight.into()
    }

    /// The day on which all partners had endorsed it; from then on it is agreed, whoever joins. *Vastgesteld op.*
    fn agreed_on(&self) -> Option<Date> {
        self.record.row.agreed_on.map(Date)
    }

    /// Whether all partners have endorsed it, as the table knows it; who joined after it was agreed is asked once more.
    /// *Onderschreven.*
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

    /// The goal it belongs to. *Bovenliggend doel.*
    fn parent(&self) -> Option<Shown<Goal>> {
        self.view.show(self.record.row.parent_id?)
    }

    /// The goal of another partnership that it works towards, if you may see it. *Sluit aan op.*
    async fn aligned_to(&self, context: &Context<'_>) -> Resolved<Option<Shown<Goal>>> {
        let row = &self.record.row;
        let (Some(partnership), Some(goal)) = (row.aligned_partnership_id, row.aligned_goal_id) else {
            return Ok(None);
        };
        let view = Session::of(context)?.view(partnership).await?;
        Ok(view.and_then(|view| view.show(goal)))
    }

    /// How far it is, from its indicators and the goals below it. *Voortgang.*
    fn progress(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<AtHand<Progress>> {
        let Self { view, record } = self;
        let day = view.day_of_figure(at)?;
        if day != view.desk.today {
            let below = view.snapshot.indicators_below(record.row.id).into_iter();
            count_made(&view.desk, below.map(|indicator| view.snapshot.reports_of(indicator)))?;
        }
        let stamp = Stamp::new(view, day, record.row.visibility.into());
        let progress = view.goal_on(record.row.id, day, include.map(Into::into).unwrap_or_default());
        Ok(AtHand(Progress::of_goal(progress.as_ref(), stamp)))
    }

    /// How many of the commitments that work on it are fulfilled. *Nagekomen afspraken.*
    fn commitments_fulfilled(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<CommitmentsFulfilled> {
        Ok(self.fulfilled(self.view.day_of_figure(at)?))
    }

    /// What it still lacks, what of that is promised and what is open. On an earlier day it is made of what was measured,
    /// delivered, proposed and agreed by then and had not ended, with the terms, targets and indicators of today. *Wat er
    /// nog ontbreekt.*
    fn gap(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<GoalGap> {
        self.lacking(self.view.day_of_figure(at)?, Session::of(context)?.language)
    }

    /// The goals right below it. *Subdoelen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn children(
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
        let goals = self.view.among(self.view.snapshot.goals_below(Some(self.record.row.id)));
        page(&self.view, goals, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The indicators that tell how far it is. *Indicatoren.*
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
        let below = self.view.among(self.view.snapshot.indicators_of(Some(self.record.row.id)));
        page(&self.view, below, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The commitments that work on it. *Afspraken.*
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
        let goal = self.record.row.id;
        let own = self.view.all::<Commitment>().filter(|commitment| commitment.goals.contains(&goal));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }

    /// What the parties gain, bring, wish or fear in it, as far as you may see. *Belangen.*
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
        let about = self.view.among(self.view.snapshot.interests_about(self.record.row.id));
        page(&self.view, about, filter, order_by, PageArgs { first, after, last, before })
    }
}
