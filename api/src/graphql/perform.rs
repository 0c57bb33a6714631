//! Performing a business act: from the input of a mutation to the record as it is afterwards.

use std::collections::BTreeSet;

use async_graphql::{Context, ID};
use entity::Row;
use sha2::{Digest, Sha256};

use super::{Fault, Listed, Removed, Resolved, Session, Shown, UserError, stale};
use crate::{
    access::{ACTS, Known, Removal, Seen, View, World, allow_in_directory},
    error::Error,
    ids::Ref,
    ledger::{Aggregate, Changes, Commit, Committed, Directory, IdempotencyKey, Outcome, Record, Table},
    problem::{Checked, Code, KEY, Problem},
};

/// The record as it is after an act, or why the act was refused.
pub(crate) type Performed<T> = Result<T, Vec<UserError>>;

/// Performs an act that is about a record of a partnership.
pub(crate) async fn perform<R, A>(
    context: &Context<'_>,
    aggregates: BTreeSet<Aggregate>,
    key: Option<String>,
    act: A,
) -> Resolved<Performed<Shown<R>>>
where
    R: Seen,
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    // The act may take the record out of the actor's sight, as entering an interest for somebody else does.
    match perform_even_unseen(context, aggregates, key, act).await? {
        Ok(shown) => shown.map(Ok).ok_or_else(no_longer_visible),
        Err(errors) => Ok(Err(errors)),
    }
}

/// Performs an act that is expected to take its record out of the actor's sight; there is none to show then.
pub(crate) async fn perform_even_unseen<R, A>(
    context: &Context<'_>,
    aggregates: BTreeSet<Aggregate>,
    key: Option<String>,
    act: A,
) -> Resolved<Performed<Option<Shown<R>>>>
where
    R: Seen,
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    let session = Session::of(context)?;
    match commit(context, session, aggregates, key, act).await? {
        Ok(committed) => shown(session, &committed).await.map(Ok),
        Err(errors) => Ok(Err(errors)),
    }
}

fn no_longer_visible() -> Fault {
    Fault::Request { code: "NO_LONGER_VISIBLE", message: "Done; you no longer see the record.".into() }
}

/// Performs an act that takes a record out of a partnership, or without one out of the directory.
pub(crate) async fn perform_removal<R, A>(
    context: &Context<'_>,
    (record, removal, key): (Ref<R>, Removal, Option<String>),
    act: A,
) -> Resolved<Performed<Removed>>
where
    R: Record,
    A: Fn(&World<'_>, &Ref<R>, &Removal) -> Checked<Changes> + Send + Sync + 'static,
{
    let session = Session::of(context)?;
    let id = ID(record.word().to_owned());
    let scope = [record.partnership().map_or(Aggregate::Directory, Aggregate::Partnership)];
    let act = move |world: &World<'_>| act(world, &record, &removal);
    match commit(context, session, scope.into(), key, act).await? {
        Ok(committed) => {
            let partnership = match committed.subject {
                (Aggregate::Partnership(partnership), _) => session.view(partnership).await?,
                (Aggregate::Directory, _) => None,
            };
            let partnership = partnership.and_then(|view| view.show(view.partnership.id));
            Ok(Ok(Removed { id, partnership }))
        }
        Err(errors) => Ok(Err(errors)),
    }
}

/// Performs an act that is about a record of the directory. Whoever may enter it without seeing it, as a secretariat may
/// somebody of another table's organisation, is shown what it entered.
pub(crate) async fn perform_in_directory<R, A>(
    context: &Context<'_>,
    key: Option<String>,
    table: fn(&Directory) -> &Table<R>,
    act: A,
) -> Resolved<Performed<Listed<R>>>
where
    R: Known,
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    let session = Session::of(context)?;
    match commit(context, session, BTreeSet::from([Aggregate::Directory]), key, act).await? {
        Ok(committed) => {
            let desk = session.desk();
            let record = table(&desk.directory).get_with_removed(committed.subject.1.into()).cloned();
            let record = record.ok_or_else(|| Error::Corrupt("a record is missing after its commit".into()))?;
            let act = ACTS.iter().find(|act| act.name == context.field().name());
            let may_enter = || act.is_some_and(|act| allow_in_directory(&desk, act, false).is_ok());
            let is_as_entered = record.row().version() == 1;
            if record.is_known(&desk) || is_as_entered && may_enter() {
                Ok(Ok(Shown::new(&desk, record)))
            } else {
                Err(no_longer_visible())
            }
        }
        Err(errors) => Ok(Err(errors)),
    }
}

async fn commit<A>(
    context: &Context<'_>,
    session: &Session,
    aggregates: BTreeSet<Aggregate>,
    key: Option<String>,
    act: A,
) -> Resolved<Performed<Committed>>
where
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    match ended(context, session, aggregates, key, Place::Here, act).await? {
        Ok(committed) => Ok(Ok(committed)),
        Err(problems) => Ok(Err(told(session, problems, &mut { usize::MAX }).await?)),
    }
}

/// Where an act runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the requests.
    Here,
    /// On a thread apart, because it may take long.
    Apart,
}

/// Records an act that is a mutation.
pub(super) async fn ended<E, A>(
    context: &Context<'_>,
    session: &Session,
    aggregates: BTreeSet<Aggregate>,
    key: Option<String>,
    place: Place,
    act: A,
) -> Resolved<Result<Committed, E>>
where
    E: From<Problem> + Send + 'static,
    A: Fn(&World<'_>) -> Result<Changes, E> + Send + Sync + 'static,
{
    let key = match key {
        Some(key) => Some(IdempotencyKey { key, input_hash: input_hash(context)? }),
        None => None,
    };
    recorded(session, aggregates, key, place, act).await
}

/// Records an act, be it a mutation or another request. Its refusal is as the act gives it, or one problem with the request.
pub(crate) async fn recorded<E, A>(
    session: &Session,
    aggregates: BTreeSet<Aggregate>,
    key: Option<IdempotencyKey>,
    place: Place,
    act: A,
) -> Resolved<Result<Committed, E>>
where
    E: From<Problem> + Send + 'static,
    A: Fn(&World<'_>) -> Result<Changes, E> + Send + Sync + 'static,
{
    let refused = |problem: Problem| Ok(Err(problem.into()));
    let viewer = session.viewer();
    let Some(account) = viewer.account.as_ref().filter(|_| viewer.ceiling.write) else {
        return refused(Problem::new(Code::NotAllowed, &[]));
    };
    let is_off = |key: &str| key.is_empty() || key.contains('\0') || key.chars().count() > KEY;
    if key.as_ref().is_some_and(|key| is_off(&key.key)) {
        return refused(Problem::new(Code::OutOfRange, &["idempotencyKey"]).saying(
            format!("Een sleutel telt 1 tot en met {KEY} tekens."),
            format!("A key has 1 up to {KEY} characters."),
        ));
    }
    let identity = session.identity().cloned();
    let act = move |locked: &crate::ledger::Locked| {
        let viewer = Session::identify(identity.as_ref(), &locked.directory, locked.today());
        act(&World::new(locked, viewer.into()))
    };
    let commit = Commit { actor: Some(account.id), aggregates, key, act: Box::new(act) };
    let outcome = match place {
        Place::Here => session.ledger.commit(commit).await?,
        Place::Apart => session.ledger.commit_apart(commit).await?,
    };
    match outcome {
        Outcome::Done(committed) => {
            session.advance(&committed);
            Ok(Ok(committed))
        }
        Outcome::KeyReused => refused(Problem::new(Code::KeyReused, &["idempotencyKey"])),
        Outcome::Refused(refusal) => Ok(Err(refusal)),
    }
}

/// Problems as the viewer is told them. What changed meanwhile is named, as long as `names` lasts.
pub(super) async fn told(session: &Session, problems: Vec<Problem>, names: &mut usize) -> Resolved<Vec<UserError>> {
    let mut errors = Vec::with_capacity(problems.len());
    for problem in problems {
        let changed = match &problem.stale {
            Some(stale) if *names > 0 => {
                *names -= 1;
                stale::changed_fields(session, stale).await?
            }
            _ => Vec::new(),
        };
        errors.push(UserError::new(problem, session.language).naming(changed));
    }
    Ok(errors)
}

async fn shown<R: Seen>(session: &Session, committed: &Committed) -> Resolved<Option<Shown<R>>> {
    let (Aggregate::Partnership(partnership), id) = committed.subject else { return Ok(None) };
    let view: Option<View> = session.view(partnership).await?;
    Ok(view.and_then(|view| view.show::<R>(<R::Row as Row>::Id::from(id))))
}

/// What makes a repeated mutation the same: its field and the values of its arguments.
fn input_hash(context: &Context<'_>) -> Resolved<Vec<u8>> {
    let field = context.field();
    let fault = |_| Fault::Request { code: "BAD_REQUEST", message: "The arguments cannot be read.".into() };
    let mut hasher = Sha256::new();
    hasher.update(field.name());
    for (name, value) in field.arguments().map_err(fault)? {
        hasher.update(name.as_str());
        hasher.update(value.to_string());
    }
    Ok(hasher.finalize().to_vec())
}
