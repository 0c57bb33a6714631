//! The acts by which parties endorse and object. Whether the actor may speak for the organisation is decided before all
//! else and reported alone.

use entity::{CommitmentState, ConsentRule, EndorsementDecision, MembershipRole};

use super::{
    Endorsement,
    awaited::{Awaited, Terms, agrees},
    mutation::{CommitmentEndorseInput, EndorsementContentInput, GoalEndorseInput, ProblemStatementEndorseInput},
};
use crate::{
    access::{Act, View, World, act, allow},
    commitment::{Commitment, transitions::conditions},
    goal::Goal,
    graphql::day_in_words,
    ledger::{AnyRecord, Changes},
    meeting::cite::{Cited, cited_at, decision_missing},
    problem::{Checked, Code, Problem, Problems, REASON},
    problem_statement::ProblemStatement,
};

/// A party says what it thinks of a proposed commitment.
pub(crate) fn commitment(world: &World<'_>, input: &CommitmentEndorseInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.commitment, &["commitment"])?;
    let terms = Terms::from(&*before);
    let mut reaction = Reaction::begin(world, &view, act::commitmentEndorse, &terms, &input.content)?;
    let (today, organisation) = (world.today(), reaction.row.organisation_id);
    let parties = Awaited::among(view.snapshot.parties_to(&before, today), &before);
    if before.state != CommitmentState::Proposed {
        reaction.problems.check(false, Code::UnknownTransition, &["commitment"]);
    } else if parties.iter().all(|party| party.organisation != organisation) {
        reaction.problems.add(Problem::new(Code::OutOfRange, &["organisation"]).saying(
            "Deze organisatie is geen partij bij deze afspraak.",
            "This organisation is no party to this commitment.",
        ));
    } else {
        reaction.is_by_a_member();
        if view.partnership.consent_rule == ConsentRule::PartiesSign {
            reaction.stands_in_for_the_late(&parties);
        }
    }
    let is_member = |id| view.snapshot.is_member_on(id, today);
    let missing = conditions(&before, CommitmentState::Agreed, today, is_member);
    if before.state == CommitmentState::Proposed && reaction.decision() != EndorsementDecision::Object {
        for lacking in missing.iter().filter(|block| block.problem.code == Code::NotSmart) {
            reaction.problems.add(Problem { path: vec!["commitment".to_owned()], ..lacking.problem.clone() });
        }
    }
    let mut after = Commitment::clone(&before);
    let is_last = || {
        let mut others = view.snapshot.unagreed(&before, today).into_iter();
        others.all(|party| party.contains(&organisation))
    };
    if reaction.decision() == EndorsementDecision::Object {
        after.row.state = CommitmentState::Draft;
        after.row.state_reason.clone_from(&reaction.row.note);
    } else if agrees(reaction.decision()) && missing.is_empty() && is_last() {
        after.agree(today);
    }
    reaction.row.commitment_id = Some(before.id);
    reaction.finish(after)
}

/// A member says what it thinks of a goal.
pub(crate) fn goal(world: &World<'_>, input: &GoalEndorseInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.goal, &["goal"])?;
    let terms = Terms::from(&*before);
    let mut reaction = Reaction::begin(world, &view, act::goalEndorse, &terms, &input.content)?;
    reaction.is_by_a_member();
    reaction.stands_in_for_the_late(&view.snapshot.asked(&terms, world.today()));
    let mut after = Goal::clone(&before);
    // Whoever else was awaited may have left since.
    let has_partners = !view.snapshot.members_as(MembershipRole::Partner, world.today()).is_empty();
    let awaited = view.snapshot.awaited_partners(&terms, world.today());
    let is_last = has_partners && awaited.iter().all(|one| one.organisation == reaction.row.organisation_id);
    if agrees(reaction.decision()) && is_last && before.agreed_on.is_none() {
        after.row.agreed_on = Some(world.today());
    }
    reaction.row.goal_id = Some(before.id);
    reaction.finish(after)
}

/// A member says what it thinks of a shared problem.
pub(crate) fn problem_statement(world: &World<'_>, input: &ProblemStatementEndorseInput) -> Checked<Changes> {
    let (view, problem) = world.find(&input.problem_statement, &["problemStatement"])?;
    let (terms, act) = (Terms::from(&*problem), act::problemStatementEndorse);
    let mut reaction = Reaction::begin(world, &view, act, &terms, &input.content)?;
    reaction.is_by_a_member();
    reaction.stands_in_for_the_late(&view.snapshot.asked(&terms, world.today()));
    reaction.row.problem_statement_id = Some(problem.id);
    reaction.finish(ProblemStatement::clone(&problem))
}

/// Whether terms are still those that a party saw.
///
/// # Errors
/// STALE_ENDORSEMENT, naming the current version.
pub(crate) fn at_terms(current: i32, expected: i32) -> Result<(), Problem> {
    if current == expected {
        return Ok(());
    }
    Err(Problem::new(Code::StaleEndorsement, &["expectedTermsVersion"]).saying(
        format!("De tekst is intussen gewijzigd: u zag versie {expected}, het is nu versie {current}."),
        format!("The terms have changed in the meantime: you saw version {expected}, it is version {current} now."),
    ))
}

/// A reaction being given, and what is wrong with it so far.
struct Reaction<'a> {
    world: &'a World<'a>,
    view: &'a View,
    act: Act,
    terms: &'a Terms,
    row: entity::endorsement::Model,
    is_own: bool,
    cited: Option<Cited>,
    problems: Problems,
}

impl<'a> Reaction<'a> {
    /// Begins a reaction: whether the actor may speak for the organisation, and of which terms.
    fn begin(
        world: &'a World<'a>,
        view: &'a View,
        act: Act,
        terms: &'a Terms,
        input: &EndorsementContentInput,
    ) -> Checked<Self> {
        let organisation = input.organisation.id().filter(|id| view.desk.organisation(*id).is_some());
        let is_own = organisation.is_some_and(|id| view.represents(id));
        allow(view, &act, is_own, &[])?;
        // The chair speaks for its own organisation, which is how it speaks for the table.
        if !is_own && !view.seat.is_secretariat {
            return Err(Problem::new(Code::NotAllowed, &[]).into());
        }
        let Some(organisation_id) = organisation else {
            return Err(Problem::new(Code::NotFound, &["organisation"]).into());
        };
        let mut problems = Problems::new();
        problems.take(at_terms(terms.version, input.expected_terms_version));
        let decision: EndorsementDecision = input.decision.into();
        let note = problems.optional_text(input.note.as_deref(), REASON, &["note"]);
        let is_explained = decision != EndorsementDecision::Object || note.is_some();
        problems.check(is_explained, Code::ReasonRequired, &["note"]);
        let cited = cited_at(view, input.cited_decision.as_ref(), "citedDecision", &mut problems);
        stand_in(is_own, decision, input.cited_decision.is_some(), &mut problems);
        let row = entity::endorsement::Model {
            partnership_id: view.partnership.id,
            id: world.id(),
            version: 0,
            external_key: None,
            source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
            changed_at: world.now(),
            removed_at: None,
            commitment_id: None,
            goal_id: None,
            problem_statement_id: None,
            terms_version: terms.version,
            organisation_id,
            decision,
            note,
            given_on: world.today(),
            author_id: world.actor(),
            decision_id: cited.as_ref().map(|cited| cited.id),
        };
        Ok(Self { world, view, act, terms, row, is_own, cited, problems })
    }

    fn decision(&self) -> EndorsementDecision {
        self.row.decision
    }

    /// Whoever endorses is at the table.
    fn is_by_a_member(&mut self) {
        let is_member = self.view.snapshot.is_member_on(self.row.organisation_id, self.world.today());
        self.problems.check(is_member, Code::NotAMember, &["organisation"]);
    }

    /// A decision stands in for those who were asked and said nothing in time, and for nobody else.
    fn stands_in_for_the_late(&mut self, asked: &[Awaited]) {
        let is_member = self.view.snapshot.is_member_on(self.row.organisation_id, self.world.today());
        if self.is_own || self.cited.is_none() || !is_member {
            return;
        }
        let asked = asked.iter().find(|one| one.organisation == self.row.organisation_id);
        if asked.is_some_and(|one| self.view.is_late(self.terms, one)) {
            return;
        }
        let blocked = Problem::new(Code::Blocked, &["citedDecision"]);
        let has_reacted = self.view.snapshot.reaction(self.terms, self.row.organisation_id).is_some();
        self.problems.add(match asked {
            Some(one) if !has_reacted => {
                let [nl, en] = day_in_words(self.view.reaction_due(one.since));
                blocked.saying(
                    format!(
                        "Deze partij kan tot en met {nl} zelf reageren; daarna kan een besluit in haar plaats komen."
                    ),
                    format!("This party can react itself up to {en}; after that a decision can stand in for it."),
                )
            }
            _ if has_reacted => blocked.saying(
                "Deze partij heeft zelf gereageerd; een besluit komt niet in haar plaats.",
                "This party reacted itself; a decision does not stand in for it.",
            ),
            _ => Problem::new(Code::OutOfRange, &["organisation"])
                .saying("Deze organisatie is niet gevraagd.", "This organisation was not asked."),
        });
    }

    /// Ends the reaction, with what it is about as it becomes.
    fn finish(self, subject: impl Into<AnyRecord>) -> Checked<Changes> {
        self.problems.finish()?;
        let on_behalf_of = (!self.is_own).then_some(self.row.organisation_id);
        let changes = Changes::of(self.act.name).because(self.row.note.clone()).for_organisation(on_behalf_of);
        let changes = changes.with(subject).with(Endorsement { row: self.row });
        Ok(changes.citing(self.world, self.view, self.cited.as_ref()))
    }
}

/// Who speaks for another cites a decision, which can do no more than agree; who speaks for itself cites none.
fn stand_in(is_own: bool, decision: EndorsementDecision, is_cited: bool, problems: &mut Problems) {
    if is_own {
        if is_cited {
            problems.add(Problem::new(Code::OutOfRange, &["citedDecision"]).saying(
                "Wie voor de eigen organisatie reageert, noemt geen besluit.",
                "Whoever reacts for its own organisation cites no decision.",
            ));
        }
        return;
    }
    if !is_cited {
        problems.add(decision_missing("citedDecision"));
    }
    if is_cited && decision != EndorsementDecision::Agree {
        problems.add(Problem::new(Code::OutOfRange, &["decision"]).saying(
            "Een besluit kan alleen instemmen: kies AGREE.",
            "A decision can do no more than agree: choose AGREE.",
        ));
    }
}
