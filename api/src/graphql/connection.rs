//! Connections: pages of a list that can grow, by Relay's specification.
//!
//! A cursor holds the keys by which the list is sorted and the record's id, so that pages hold while records change: a
//! record that keeps its place throughout is seen once. One that is moved meanwhile, such as by another due date in a
//! list sorted by it, may be met again or missed.

use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use async_graphql::{Enum, Object, OutputType, SimpleObject, TypeName};
use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;
use entity::Row;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Fault, Filter, Resolved, Shown};
use crate::{
    access::{Desk, Seen, Sight, View},
    ledger::Record,
};

/// Records on a page where no number is asked for.
const DEFAULT_PAGE: usize = 50;
/// The most records on a page.
const LARGEST_PAGE: usize = 200;

/// The most records that one request lists, on all its pages together.
const MOST_LISTED: usize = 20_000;
/// To read so many reports for a figure takes less time than to show a record.
const REPORTS_AS_A_RECORD: usize = 100;

/// Which way a list is sorted. Records without the field come last either way. *Volgorde.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Direction {
    /// From low to high, from early to late, from a to z. *Oplopend.*
    Asc,
    /// From high to low, from late to early, from z to a. *Aflopend.*
    Desc,
}

/// A value by which records are sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Key {
    /// A number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A text, folded.
    Text(String),
    /// No value: last.
    None,
}

impl<T: Into<Key>> From<Option<T>> for Key {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl From<NaiveDate> for Key {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl Key {
    fn compare(&self, other: &Self, direction: Direction) -> Ordering {
        let natural = match (self, other) {
            (Self::None, Self::None) => return Ordering::Equal,
            (Self::None, _) => return Ordering::Greater,
            (_, Self::None) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        };
        if direction == Direction::Desc { natural.reverse() } else { natural }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Day(_) => 1,
            Self::Text(_) => 2,
            Self::None => 3,
        }
    }
}

/// The fields by which records of a kind can be sorted.
pub(crate) trait Sorted<R, V = View>: Copy + Send + Sync {
    /// The name of the field, which a cursor remembers.
    fn name(self) -> &'static str;
    /// The value of a record.
    fn key(self, record: &R, view: &V) -> Key;
}

/// By what a list is sorted, and which way. Declared by `order!`.
pub(crate) trait Order {
    /// The fields to choose from.
    type Field;

    /// The field and the direction.
    fn parts(self) -> (Self::Field, Direction);
}

/// Declares the input by which a list of one kind of record is sorted.
macro_rules! order {
    ($(#[$doc:meta])* $name:ident by $field:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::InputObject)]
        pub(crate) struct $name {
            /// By what.
            field: $field,
            /// Which way.
            direction: crate::graphql::Direction,
        }

        impl crate::graphql::Order for $name {
            type Field = $field;

            fn parts(self) -> ($field, crate::graphql::Direction) {
                (self.field, self.direction)
            }
        }
    };
}
pub(crate) use order;

/// The arguments by which a page is asked for.
#[derive(Debug, Default)]
pub(crate) struct PageArgs {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

/// Where a page lies within its list. *Bladzijde.*
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether the list goes on after this page.
    has_next_page: bool,
    /// Whether the list goes on before this page.
    has_previous_page: bool,
    /// The cursor of the first record of this page.
    start_cursor: Option<String>,
    /// The cursor of the last record of this page.
    end_cursor: Option<String>,
}

/// A page of a list.
pub(crate) struct Connection<N> {
    items: Vec<Item<N>>,
    order: Arc<str>,
    total: usize,
    has_next: bool,
    has_previous: bool,
}

impl<N> Connection<N> {
    /// The same page with its records made into something else; those of which nothing can be shown are left out.
    pub(crate) async fn resolve<M, F>(self, show: impl Fn(N) -> F) -> Resolved<Connection<M>>
    where
        F: Future<Output = Resolved<Option<M>>>,
    {
        let Self { items, order, total, has_next, has_previous } = self;
        let mut resolved = Vec::with_capacity(items.len());
        for Item { keys, id, node } in items {
            resolved.extend(show(node).await?.map(|node| Item { keys, id, node }));
        }
        Ok(Connection { items: resolved, order, total, has_next, has_previous })
    }
}

/// One record of a page.
pub(crate) struct Edge<N> {
    item: Item<N>,
    order: Arc<str>,
}

#[derive(Clone)]
struct Item<N> {
    keys: Vec<Key>,
    id: Uuid,
    node: N,
}

#[derive(Serialize, Deserialize)]
struct Position {
    order: String,
    keys: Vec<Key>,
    id: Uuid,
}

impl<N> Item<N> {
    fn cursor(&self, order: &str) -> String {
        let position = Position { order: order.to_owned(), keys: self.keys.clone(), id: self.id };
        BASE64URL_NOPAD.encode(&serde_json::to_vec(&position).unwrap_or_default())
    }
}

impl<N: OutputType> TypeName for Connection<N> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Connection", N::type_name()))
    }
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Edge", N::type_name()))
    }
}

/// A page of a list that can grow.
#[Object(name_type)]
impl<N: OutputType + Clone> Connection<N> {
    /// The records of this page, each with its cursor.
    fn edges(&self) -> Vec<Edge<N>> {
        self.items.iter().map(|item| Edge { item: item.clone(), order: self.order.clone() }).collect()
    }

    /// The records of this page.
    fn nodes(&self) -> Vec<&N> {
        self.items.iter().map(|item| &item.node).collect()
    }

    /// Where this page lies within the list.
    fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.items.first().map(|item| item.cursor(&self.order)),
            end_cursor: self.items.last().map(|item| item.cursor(&self.order)),
        }
    }

    /// How many records the whole list has, on all pages.
    fn total_count(&self) -> i32 {
        i32::try_from(self.total).unwrap_or(i32::MAX)
    }
}

/// A record of a page and its place in the list.
#[Object(name_type)]
impl<N: OutputType> Edge<N> {
    /// The record.
    fn node(&self) -> &N {
        &self.item.node
    }

    /// Its place in the list, to ask for the page after or before it.
    fn cursor(&self) -> String {
        self.item.cursor(&self.order)
    }
}

/// A page of those of some records that meet the conditions, all seen through the same.
pub(crate) fn page<R, V, F, O>(
    view: &V,
    records: impl Iterator<Item = Arc<R>>,
    filter: Option<F>,
    order: Option<Vec<O>>,
    page: PageArgs,
) -> Resolved<Connection<Shown<R, V>>>
where
    R: Record,
    V: Sight,
    F: Filter<R, V> + Default,
    O: Order<Field: Sorted<R, V>>,
{
    let filter = filter.unwrap_or_default();
    let allowed = records.filter(|record| filter.allows(record, view));
    select(view.desk(), allowed.map(|record| Shown::new(view, record)), order, page)
}

/// A page of records of several partnerships: of what is seen of each, those that are picked and meet the conditions.
pub(crate) fn across<R, F, O>(
    desk: &Desk,
    views: &[View],
    picks: impl Fn(&View, &R) -> bool,
    filter: Option<F>,
    order: Option<Vec<O>>,
    page: PageArgs,
) -> Resolved<Connection<Shown<R>>>
where
    R: Seen,
    F: Filter<R> + Default,
    O: Order<Field: Sorted<R>>,
{
    let filter = filter.unwrap_or_default();
    let seen = views.iter().flat_map(|view| view.all::<R>().map(move |record| Shown::new(view, record)));
    let picked = seen.filter(|one| picks(&one.view, &one.record) && filter.allows(&one.record, &one.view));
    select(desk, picked, order, page)
}

fn select<R: Record, V: Sight, O: Order<Field: Sorted<R, V>>>(
    desk: &Desk,
    records: impl Iterator<Item = Shown<R, V>>,
    order: Option<Vec<O>>,
    page: PageArgs,
) -> Resolved<Connection<Shown<R, V>>> {
    let order: Vec<_> = order.into_iter().flatten().map(Order::parts).collect();
    let mut items: Vec<Item<Shown<R, V>>> = records
        .map(|shown| Item {
            keys: order.iter().map(|(field, _)| field.key(&shown.record, &shown.view)).collect(),
            id: shown.record.row().id().into(),
            node: shown,
        })
        .collect();
    let compare = |keys: &[Key], id: Uuid, other_keys: &[Key], other_id: Uuid| {
        let by_keys = order.iter().zip(keys.iter().zip(other_keys));
        by_keys
            .map(|((_, direction), (key, other))| key.compare(other, *direction))
            .find(|ordering| ordering.is_ne())
            .unwrap_or_else(|| id.cmp(&other_id))
    };
    if !order.is_empty() {
        items.sort_by(|a, b| compare(&a.keys, a.id, &b.keys, b.id));
    }
    let names: Vec<String> = order
        .iter()
        .map(|(field, direction)| format!("{}{}", if *direction == Direction::Desc { "-" } else { "" }, field.name()))
        .collect();
    let order_name: Arc<str> = names.join(",").into();
    cut(desk, items, order_name, compare, page)
}

/// A page of things that stand in an order of their own, each under the id of the record that it is about.
pub(crate) fn in_order<N>(desk: &Desk, things: Vec<(Uuid, N)>, page: PageArgs) -> Resolved<Connection<N>> {
    let items = (0..).zip(things).map(|(place, (id, node))| Item { keys: vec![Key::Number(place)], id, node });
    let compare = |keys: &[Key], id: Uuid, other_keys: &[Key], other_id: Uuid| {
        let by_key = keys.iter().zip(other_keys).map(|(key, other)| key.compare(other, Direction::Asc));
        by_key.into_iter().find(|ordering| ordering.is_ne()).unwrap_or_else(|| id.cmp(&other_id))
    };
    cut(desk, items.collect(), "".into(), compare, page)
}

/// A page of items that are sorted.
fn cut<N>(
    desk: &Desk,
    mut items: Vec<Item<N>>,
    order_name: Arc<str>,
    compare: impl Fn(&[Key], Uuid, &[Key], Uuid) -> Ordering,
    page: PageArgs,
) -> Resolved<Connection<N>> {
    let total = items.len();
    let (size, from_end) = size(page.first, page.last)?;
    let position = |cursor: Option<String>| cursor.map(|cursor| parse(&cursor, &order_name)).transpose();
    let (after, before) = (position(page.after)?, position(page.before)?);
    let start = after.map_or(0, |at| items.partition_point(|i| compare(&i.keys, i.id, &at.keys, at.id).is_le()));
    let end = before.map_or(total, |at| items.partition_point(|i| compare(&i.keys, i.id, &at.keys, at.id).is_lt()));
    let end = end.max(start);
    let (start, end) =
        if from_end { (start.max(end.saturating_sub(size)), end) } else { (start, end.min(start + size)) };

    count_listed(desk, end - start)?;
    items.truncate(end);
    items.drain(..start);
    Ok(Connection { items, order: order_name, total, has_next: end < total, has_previous: start > 0 })
}

/// Counts records that are listed, and refuses more than one request lists.
pub(crate) fn count_listed(desk: &Desk, records: usize) -> Resolved<()> {
    if desk.count_listed(records) <= MOST_LISTED {
        return Ok(());
    }
    let message = format!(
        "One request lists at most {MOST_LISTED} records, and figures made for it alone count as records; ask for smaller pages or fewer figures."
    );
    Err(Fault::Request { code: "TOO_COMPLEX", message })
}

/// Counts the figures that are made for one request, such as those of an earlier day, by the reports that each is made of: a
/// record for each figure, and one more for each hundred reports. Those of today are made once for all.
pub(crate) fn count_made(desk: &Desk, figures: impl IntoIterator<Item = usize>) -> Resolved<()> {
    count_listed(desk, figures.into_iter().map(|reports| 1 + reports / REPORTS_AS_A_RECORD).sum())
}

/// How many records are asked for, and whether from the end of the list.
fn size(first: Option<i32>, last: Option<i32>) -> Resolved<(usize, bool)> {
    let fault = |message: String| Err(Fault::Request { code: "PAGE_SIZE", message });
    let (asked, from_end) = match (first, last) {
        (Some(_), Some(_)) => return fault("Ask for `first` or for `last`, not for both.".into()),
        (Some(first), None) => (first, false),
        (None, Some(last)) => (last, true),
        (None, None) => return Ok((DEFAULT_PAGE, false)),
    };
    match usize::try_from(asked) {
        Ok(size) if size <= LARGEST_PAGE => Ok((size, from_end)),
        _ => fault(format!("A page has 0 to {LARGEST_PAGE} records, not {asked}; ask for the next page with `after`.")),
    }
}

/// Refuses more records in one list than a page holds.
pub(super) fn fits_a_page(asked: usize) -> Resolved<()> {
    if asked <= LARGEST_PAGE {
        return Ok(());
    }
    let message = format!("At most {LARGEST_PAGE} records can be asked for at a time, not {asked}.");
    Err(Fault::Request { code: "PAGE_SIZE", message })
}

fn parse(cursor: &str, order: &str) -> Resolved<Position> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok();
    let position: Option<Position> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    position.filter(|position| position.order == order).ok_or_else(|| Fault::Request {
        code: "BAD_CURSOR",
        message: "This cursor does not belong to a list with this order; start again without it.".into(),
    })
}
