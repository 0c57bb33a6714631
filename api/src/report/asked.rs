//! What is asked of whom today: a vote on a change, agreement to a proposal, endorsement of a goal, confirmation of a result.
//! It is the table's own.

use std::sync::Arc;

use entity::{CommitmentState, DeliveryState, OrganisationId};

use super::{
    board::{Period, is_today},
    changed::subject,
    content::{Block, Cell, Line, Table, cell},
    words::{capitalised, counted, day, listed, named},
};
use crate::{
    access::View,
    amendment::Amendment,
    commitment::{Commitment, derived::is_live},
    delivery::Delivery,
    endorsement::awaited::{Awaited, Terms},
    goal::Goal,
    problem_statement::ProblemStatement,
};

/// What is asked, by kind: what it is about, of whom, and since when.
#[derive(Default)]
pub(super) struct Asked {
    votes: Vec<Question>,
    proposals: Vec<Question>,
    goals: Vec<Question>,
    problems: Vec<Question>,
    done: Vec<Question>,
    deliveries: Vec<Question>,
}

struct Question {
    about: String,
    of_whom: String,
    since: Option<chrono::NaiveDate>,
}

impl Asked {
    pub(super) fn of(view: &View) -> Self {
        if !view.is_at_the_table() {
            return Self::default();
        }
        let all: Vec<Arc<Commitment>> =
            view.counted_commitments().filter_map(|one| view.get::<Commitment>(one.id)).collect();
        let awaits = |terms: Terms, about: String| {
            let awaited = view.awaited_of_partners(&terms);
            (!awaited.is_empty()).then(|| Question::of(view, about, &awaited))
        };
        let in_state = |state| all.iter().filter(move |one| one.state == state);
        Self {
            votes: view.all::<Amendment>().filter(|one| view.is_open(one)).map(|one| vote(view, &one)).collect(),
            proposals: in_state(CommitmentState::Proposed)
                .map(|one| Question::of(view, named(one), &view.awaited_for(one)))
                .collect(),
            goals: view.all::<Goal>().filter_map(|one| awaits((&*one).into(), one.title.clone())).collect(),
            problems: view
                .all::<ProblemStatement>()
                .filter_map(|one| awaits((&*one).into(), one.text.clone()))
                .collect(),
            done: in_state(CommitmentState::ReportedDone)
                .map(|one| Question { about: named(one), of_whom: judges(view, one), since: one.reported_on })
                .collect(),
            deliveries: view.all::<Delivery>().filter_map(|one| delivery(view, &one)).collect(),
        }
    }

    /// What is asked, each kind in words that follow on "wordt gevraagd".
    pub(super) fn in_words(&self) -> Vec<String> {
        let many = |questions: &[Question], of| counted(questions.len(), of);
        let terms = [(&self.goals, ["doel", "doelen"]), (&self.problems, ["gedeeld probleem", "gedeelde problemen"])];
        let terms = terms.into_iter().filter(|(questions, _)| !questions.is_empty());
        let terms: Vec<String> = terms.map(|(questions, of)| many(questions, of)).collect();
        let said = |questions: &[Question], text: String| (!questions.is_empty()).then_some(text);
        let votes = format!("te stemmen over {}", many(&self.votes, ["wijziging", "wijzigingen"]));
        let proposals = ["voorgestelde afspraak", "voorgestelde afspraken"];
        let proposals = format!("te beslissen over {}", many(&self.proposals, proposals));
        let done = many(&self.done, ["gereed gemelde afspraak klaar is", "gereed gemelde afspraken klaar zijn"]);
        let deliveries = many(&self.deliveries, ["gemeld resultaat", "gemelde resultaten"]);
        let asked = [
            said(&self.votes, votes),
            said(&self.proposals, proposals),
            (!terms.is_empty()).then(|| format!("in te stemmen met {}", terms.join(" en met "))),
            said(&self.done, format!("te bevestigen dat {done}")),
            said(&self.deliveries, format!("te oordelen over {deliveries}")),
        ];
        asked.into_iter().flatten().collect()
    }

    /// Who is asked for what.
    pub(super) fn blocks(&self, view: &View, period: &Period) -> Vec<Block> {
        if !view.is_at_the_table() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading("Gevraagde besluiten".to_owned())];
        if !is_today(view, period) {
            let unknown = format!("Wat er op {} werd gevraagd, is niet vastgelegd.", day(period.at));
            blocks.push(Block::Text(unknown));
            return blocks;
        }
        let kinds = [
            ("Stem over een wijziging", &self.votes),
            ("Akkoord op een voorstel", &self.proposals),
            ("Instemming met een doel", &self.goals),
            ("Instemming met het gedeelde probleem", &self.problems),
            ("Bevestiging dat een afspraak klaar is", &self.done),
            ("Oordeel over een gemeld resultaat", &self.deliveries),
        ];
        let rows: Vec<Vec<Cell>> =
            kinds.into_iter().flat_map(|(what, questions)| questions.iter().map(move |one| one.row(what))).collect();
        blocks.push(if rows.is_empty() {
            Block::Text("Er wordt nu niets gevraagd.".to_owned())
        } else {
            let columns = vec![("Gevraagd", 40), ("Waarover", 76), ("Aan wie", 42), ("Sinds", 26)];
            Block::Table(Table { name: "Gevraagde besluiten".to_owned(), columns, rows })
        });
        blocks
    }
}

impl Question {
    fn of(view: &View, about: String, awaited: &[Awaited]) -> Self {
        let since = awaited.iter().map(|one| one.since).min();
        Self { about, of_whom: asked_of(view, awaited.iter().map(|one| one.organisation)), since }
    }

    fn row(&self, what: &str) -> Vec<Cell> {
        let since = self.since.map_or_else(|| "onbekend".to_owned(), day);
        vec![vec![Line::plain(what)], cell(&self.about), cell(&self.of_whom), cell(since)]
    }
}

/// The organisations that are asked; where nobody in particular is, the table decides.
fn asked_of(view: &View, organisations: impl IntoIterator<Item = OrganisationId>) -> String {
    let names = view.all_called(organisations);
    if names.is_empty() { "de tafel, bij besluit".to_owned() } else { names }
}

fn vote(view: &View, amendment: &Amendment) -> Question {
    let changes = crate::graphql::Shown::new(view, Arc::new(amendment.clone())).change_list();
    let fields: Vec<String> = changes.iter().map(|change| change.in_words().to_owned()).collect();
    let about = format!("{}: {}", subject(view, amendment), capitalised(&listed(&fields)));
    Question { about, of_whom: asked_of(view, view.awaited(amendment)), since: Some(amendment.proposed_on) }
}

/// Those who may say that it is done: whom it is owed to, if they do not owe it themselves.
fn judges(view: &View, commitment: &Commitment) -> String {
    let parties = view.snapshot.beneficiaries_of(commitment, view.desk.today);
    asked_of(view, parties.into_iter().flatten().filter(|party| !commitment.is_owed_by(*party)))
}

fn delivery(view: &View, delivery: &Delivery) -> Option<Question> {
    let commitment = view.get::<Commitment>(delivery.commitment_id).filter(|one| is_live(one.state))?;
    let is_waiting = delivery.state == DeliveryState::Reported;
    let about = match &delivery.text {
        Some(text) => format!("{}: {text}", named(&commitment)),
        None => named(&commitment),
    };
    is_waiting.then(|| Question { about, of_whom: judges(view, &commitment), since: Some(delivery.delivered_on) })
}
