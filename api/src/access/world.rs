//! The world as an act sees it: the records under the lock, through the eyes of whoever acts.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{AccountId, OrganisationId, PartnershipId, Row};

use super::{ACTS, Act, Desk, Seat, Seen, View, Viewer};
use crate::{
    ids::{NodeId, Ref},
    ledger::{Aggregate, AnyRecord, Changes, Locked, Record, Table},
    organisation::Organisation,
    partnership::Partnership,
    problem::{Checked, Code, Problem, Problems, Stale},
};

/// Why a record is removed, and the version of it that was seen.
#[derive(Clone, Debug)]
pub struct Removal {
    /// Why.
    pub reason: String,
    /// The version that was seen.
    pub expected_version: i32,
}

/// The locked records, the actor and the moment.
#[derive(Debug)]
pub struct World<'a> {
    /// The directory as the actor sees it.
    pub desk: Desk,
    locked: &'a Locked,
}

impl<'a> World<'a> {
    /// The locked records as an actor sees them.
    #[must_use]
    pub fn new(locked: &'a Locked, viewer: Arc<Viewer>) -> Self {
        Self { desk: Desk::new(locked.directory.clone(), viewer, locked.today()), locked }
    }

    /// The records under the lock, whoever may see them.
    #[must_use]
    pub(crate) fn locked(&self) -> &'a Locked {
        self.locked
    }

    /// When the act is recorded.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.locked.now
    }

    /// The day of the act in Amsterdam.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.desk.today
    }

    /// A new id.
    #[must_use]
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.locked.id().into()
    }

    /// The account that acts.
    #[must_use]
    pub fn actor(&self) -> Option<AccountId> {
        self.desk.viewer.account.as_ref().map(|account| account.id)
    }

    /// A partnership that the actor may know of.
    ///
    /// # Errors
    /// NOT_FOUND at the path.
    pub fn view(&self, partnership: Option<PartnershipId>, path: &[&str]) -> Result<View, Problem> {
        partnership
            .and_then(|id| self.locked.partnerships.get(&id))
            .and_then(|snapshot| View::new(&self.desk, snapshot))
            .ok_or_else(|| Problem::new(Code::NotFound, path))
    }

    /// The ledgers of those of some partnerships that are not locked yet. An act that needs them says just that, and is
    /// run again once they are.
    pub(crate) fn lacks(&self, partnerships: impl IntoIterator<Item = PartnershipId>) -> BTreeSet<Aggregate> {
        let there = |id: &PartnershipId| self.locked.directory.partnerships.get_with_removed(*id).is_some();
        let lacking = partnerships.into_iter().filter(|id| !self.locked.partnerships.contains_key(id) && there(id));
        lacking.map(Aggregate::Partnership).collect()
    }

    /// A record that the actor may see, and the view it is seen in.
    ///
    /// # Errors
    /// NOT_FOUND at the path.
    pub fn find<R: Seen>(&self, reference: &Ref<R>, path: &[&str]) -> Result<(View, Arc<R>), Problem> {
        let view = self.view(reference.partnership(), path)?;
        let record = reference.id().and_then(|id| view.get::<R>(id));
        record.map(|record| (view, record)).ok_or_else(|| Problem::new(Code::NotFound, path))
    }
}

/// Whether the actor may do something at a table.
///
/// # Errors
/// NOT_ALLOWED at the path.
pub fn allow(view: &View, act: &Act, is_concerned: bool, path: &[&str]) -> Result<(), Problem> {
    allow_seat(&view.desk.viewer, &view.seat, act, is_concerned, path)
}

/// Whether a viewer may do something by what it is at a table, where the act itself is not on a record of that table.
///
/// # Errors
/// NOT_ALLOWED at the path.
pub fn allow_seat(viewer: &Viewer, seat: &Seat, act: &Act, is_concerned: bool, path: &[&str]) -> Result<(), Problem> {
    let may = act.admin && viewer.is_admin()
        || act.secretariat && seat.is_secretariat
        || act.chair && seat.is_chair
        || act.concerned && is_concerned
        || act.member && seat.is_member;
    if may && viewer.ceiling.write { Ok(()) } else { Err(Problem::new(Code::NotAllowed, path)) }
}

impl View {
    /// The acts that the viewer's roles at the table allow, on the records that they concern.
    pub fn acts(&self) -> impl Iterator<Item = &'static Act> {
        let is_concerned = !self.seat.acts_for.is_empty();
        let may = move |act: &&Act| allow(self, act, is_concerned, &[]).is_ok();
        ACTS.iter().filter(|act| !act.in_directory).filter(may)
    }
}

impl Desk {
    /// The partnership that a record is to refer to, with NOT_FOUND noted for one that the actor may not know of. To name
    /// none clears what the actor sees: one that is hidden from the actor is not the actor's to take away.
    pub(crate) fn refer_to(
        &self,
        before: Option<PartnershipId>,
        named: Option<&Ref<Partnership>>,
        path: &str,
        problems: &mut Problems,
    ) -> Option<PartnershipId> {
        let is_known = |id: &PartnershipId| self.partnership(*id).is_some();
        let Some(named) = named else { return before.filter(|id| !is_known(id)) };
        problems.take(named.id().filter(is_known).ok_or_else(|| Problem::new(Code::NotFound, &[path])))
    }

    /// The acts that the viewer's roles allow in the directory, on the records that they concern.
    pub fn acts(&self) -> impl Iterator<Item = &'static Act> {
        let is_concerned = self.viewer.tables().any(|table| !self.viewer.seat(table).acts_for.is_empty());
        let may = move |act: &&Act| allow_in_directory(self, act, is_concerned).is_ok();
        ACTS.iter().filter(|act| act.in_directory).filter(may)
    }
}

/// Whether the actor may do something in the directory. The secretariat is that of any table.
///
/// # Errors
/// NOT_ALLOWED about the whole.
pub fn allow_in_directory(desk: &Desk, act: &Act, is_concerned: bool) -> Result<(), Problem> {
    let viewer = &desk.viewer;
    let may = act.admin && viewer.is_admin()
        || act.secretariat && viewer.tables().any(|table| viewer.seat(table).is_secretariat)
        || act.chair && viewer.tables().any(|table| viewer.seat(table).is_chair)
        || act.concerned && is_concerned
        || act.account && viewer.account.is_some();
    if may && viewer.ceiling.write { Ok(()) } else { Err(Problem::new(Code::NotAllowed, &[])) }
}

/// Whether the version that a client saw is the current one.
///
/// # Errors
/// STALE_VERSION, naming the current version.
pub fn current<R: Record>(record: &Arc<R>, expected: i32) -> Result<(), Problem> {
    let current = record.row().version();
    if current == expected {
        return Ok(());
    }
    Err(Problem::stale(Stale { node: NodeId::of(&**record), seen: expected, current }))
}

/// A record as its removal leaves it, once its version and the reason are in order.
///
/// # Errors
/// All problems: those noted already, STALE_VERSION, REASON_REQUIRED.
pub fn remove<R>(
    world: &World<'_>,
    act: &Act,
    record: &Arc<R>,
    removal: &Removal,
    mut problems: Problems,
) -> Checked<Changes>
where
    R: Record + Into<AnyRecord>,
{
    problems.take(current(record, removal.expected_version));
    let reason = problems.reason(&removal.reason);
    problems.finish()?;
    let mut removed = R::clone(record);
    removed.row_mut().remove(world.now());
    Ok(Changes::of(act.name).because(reason).with(removed))
}

/// Records of the same partnership that an input refers to, with NOT_FOUND noted for each that the actor cannot see.
pub fn find_all<R: Seen>(
    view: &View,
    references: &[Ref<R>],
    path: &str,
    problems: &mut Problems,
) -> Vec<<R::Row as Row>::Id> {
    let is_own = |reference: &Ref<R>| reference.partnership() == Some(view.partnership.id);
    resolve(references, path, problems, |reference| {
        reference.id().filter(|id| is_own(reference) && view.get::<R>(*id).is_some())
    })
}

/// The record of the directory that an input is about.
///
/// # Errors
/// NOT_FOUND at the path.
pub fn find_one<R: Record>(table: &Table<R>, reference: &Ref<R>, path: &[&str]) -> Result<Arc<R>, Problem> {
    let found = reference.id().and_then(|id| table.get(id)).cloned();
    found.ok_or_else(|| Problem::new(Code::NotFound, path))
}

/// Records of the directory that an input refers to, with NOT_FOUND noted for each that is not there.
pub fn find_listed<R: Record>(
    table: &Table<R>,
    references: &[Ref<R>],
    path: &str,
    problems: &mut Problems,
) -> Vec<<R::Row as Row>::Id> {
    resolve(references, path, problems, |reference| reference.id().filter(|id| table.get(*id).is_some()))
}

fn resolve<R, I: Copy + Ord>(
    references: &[Ref<R>],
    path: &str,
    problems: &mut Problems,
    find: impl Fn(&Ref<R>) -> Option<I>,
) -> Vec<I> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (at, reference) in references.iter().enumerate() {
        match find(reference) {
            Some(id) if seen.insert(id) => found.push(id),
            Some(_) => {}
            None => problems.add(Problem::new(Code::NotFound, &[path, &at.to_string()])),
        }
    }
    found
}

/// Organisations that an input refers to, with `NOT_FOUND` noted for each that there is not and `NOT_A_MEMBER` for each
/// without the seat that is asked for.
pub fn find_organisations(
    view: &View,
    references: &[Ref<Organisation>],
    path: &str,
    has_seat: impl Fn(OrganisationId) -> bool,
    problems: &mut Problems,
) -> Vec<OrganisationId> {
    let mut found = BTreeSet::new();
    let mut in_order = Vec::new();
    for (at, reference) in references.iter().enumerate() {
        let at = at.to_string();
        let known = reference.id().filter(|id| view.desk.organisation(*id).is_some());
        match known {
            None => problems.add(Problem::new(Code::NotFound, &[path, &at])),
            Some(id) if !has_seat(id) => problems.add(Problem::new(Code::NotAMember, &[path, &at])),
            Some(id) if found.insert(id) => in_order.push(id),
            Some(_) => {}
        }
    }
    in_order
}

/// The aggregates that references lead to.
pub fn aggregates(partnerships: impl IntoIterator<Item = Option<PartnershipId>>) -> BTreeSet<Aggregate> {
    partnerships.into_iter().flatten().map(Aggregate::Partnership).collect()
}
