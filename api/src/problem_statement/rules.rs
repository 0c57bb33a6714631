//! The acts on shared problems.

use entity::{Visibility, problem_statement_evidence::Evidence};

use super::{
    ProblemStatement,
    mutation::{ProblemStatementChangeInput, ProblemStatementContentInput, ProblemStatementCreateInput},
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Problems, REASON, TEXT},
};

/// Adds a shared problem.
pub(crate) fn create(world: &World<'_>, input: &ProblemStatementCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::problemStatementCreate, false, &[])?;
    let mut problems = Problems::new();
    let row = entity::problem_statement::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        text: problems.text(&input.text, TEXT, &["text"]),
        why_together: None,
        visibility: Visibility::Partnership,
        terms_version: 1,
        terms_since: Some(world.today()),
    };
    let mut statement = ProblemStatement { row, evidence: Vec::new() };
    write(&view, &input.content, &mut statement, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::problemStatementCreate.name).with(statement))
}

/// Changes a shared problem.
pub(crate) fn change(world: &World<'_>, input: &ProblemStatementChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.problem_statement, &["problemStatement"])?;
    allow(&view, &act::problemStatementChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut statement = ProblemStatement::clone(&before);
    if let Some(text) = &input.text {
        statement.row.text = problems.text(text, TEXT, &["text"]);
    }
    write(&view, &input.content, &mut statement, &mut problems);
    problems.finish()?;
    let terms = |one: &ProblemStatement| (one.text.clone(), one.why_together.clone());
    if terms(&before) != terms(&statement) {
        statement.row.terms_version += 1;
        statement.row.terms_since = Some(world.today());
    }
    Ok(Changes::of(act::problemStatementChange.name).with(statement))
}

/// Removes a shared problem.
pub(crate) fn remove(world: &World<'_>, statement: &Ref<ProblemStatement>, removal: &Removal) -> Checked<Changes> {
    let (view, statement) = world.find(statement, &["problemStatement"])?;
    allow(&view, &act::problemStatementRemove, false, &[])?;
    access::remove(world, &act::problemStatementRemove, &statement, removal, Problems::new())
}

/// Writes what the input says into a shared problem.
fn write(view: &View, input: &ProblemStatementContentInput, statement: &mut ProblemStatement, problems: &mut Problems) {
    if let Some(evidence) = input.evidence.as_opt_ref() {
        let checked = evidence.into_iter().flatten().enumerate().map(|(at, one)| {
            let one = one.checked(&["evidence", &at.to_string()], problems);
            Evidence { title: one.title, link: one.link, sha256: one.sha256 }
        });
        statement.evidence = checked.collect();
    }
    let row = &mut statement.row;
    problems.rewrite(&mut row.why_together, input.why_together.as_opt_deref(), TEXT, &["whyTogether"]);
    if let Some(visibility) = input.visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Partnership, |visibility| (*visibility).into());
        row.visibility = problems.table_visibility(visibility, &["visibility"]);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.problem_statements.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}
