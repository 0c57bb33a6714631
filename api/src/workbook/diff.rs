//! What an import did to one record, in words: what each field said before and says since. Both are told as the viewer would
//! see them today; what is hidden is not there.

use async_graphql::{Context, Object, SimpleObject};
use entity::{AccountId, DatePrecision, OrganisationId, PersonId};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    access::View,
    commitment::{
        Commitment,
        words::{ChainStep, CommitmentState, Effect, Health, Obligation, Recurrence},
    },
    delivery::object::DeliveryState,
    goal::Goal,
    graphql::{
        Labelled, Node, Qualifier, Resolved, ResourceKind, Session, Visibility, date_label, day_label,
        stale::{APART, field, without_hidden},
    },
    indicator::{Indicator, IndicatorDefinition},
    interest::{Interest, object::InterestSide},
    language::Language,
    ledger::{AnyRecord, Kind, Touched},
    measurement::object::MeasurementState,
    meeting::Decision,
};

/// Columns that say nothing about the record itself.
const SILENT: &[&str] = &["id", "partnership_id", "changed_at", "removed_at"];

/// One record of a batch, and the view in which it is shown.
#[derive(Clone)]
pub(crate) struct ImportChange {
    view: View,
    kind: Kind,
    id: Uuid,
    is_new: bool,
    before: Option<AnyRecord>,
    after: AnyRecord,
}

/// What a field said before and says since. *Gewijzigd veld.*
#[derive(Clone, Debug, PartialEq, SimpleObject)]
pub(crate) struct ImportFieldChange {
    /// The field, as this API calls it.
    name: String,
    /// What it said before, in words; null where it said nothing. *Van.*
    from: Option<String>,
    /// What it says since, in words; null where it says nothing. *Naar.*
    to: Option<String>,
}

/// What an import did to one record. *Wijziging door een import.*
#[Object]
impl ImportChange {
    /// The record as it is now; null once it was removed. *Record.*
    async fn record(&self) -> Option<Node> {
        Node::within(&self.view, self.kind, self.id)
    }

    /// Whether the import added it; otherwise it was there already. *Nieuw.*
    async fn is_new(&self) -> bool {
        self.is_new
    }

    /// The fields that differ, in alphabetical order. *Gewijzigde velden.*
    async fn fields(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language of the words; Dutch where none is named.")] language: Option<Language>,
    ) -> Resolved<Vec<ImportFieldChange>> {
        let session = Session::of(context)?;
        let words = Words { view: &self.view, kind: self.kind, language: language.unwrap_or_default() };
        let body = async |record: &AnyRecord| {
            without_hidden(session, Some(&self.view), record.clone()).await.map(|record| record.body().1)
        };
        let before = match &self.before {
            Some(before) => body(before).await?,
            None => Value::Null,
        };
        Ok(words.differences(&before, &body(&self.after).await?))
    }
}

/// What a batch did, record by record, as far as the viewer saw it then and sees it today.
pub(super) fn changes(view: &View, touched: Vec<Touched>) -> Vec<(Uuid, ImportChange)> {
    let seen = touched.into_iter().filter_map(|one| {
        let now = view.snapshot.any(one.kind, one.id)?;
        view.seen(&now)?;
        let after = view.seen(&one.after?)?;
        let is_new = one.version == 1;
        let before = one.before.and_then(|before| view.seen(&before));
        Some((one.id, ImportChange { view: view.clone(), kind: one.kind, id: one.id, is_new, before, after }))
    });
    seen.collect()
}

/// How the values of a record are put into words.
struct Words<'a> {
    view: &'a View,
    kind: Kind,
    language: Language,
}

impl Words<'_> {
    fn differences(&self, before: &Value, after: &Value) -> Vec<ImportFieldChange> {
        let nothing = Map::new();
        let (before, after) = (before.as_object().unwrap_or(&nothing), after.as_object().unwrap_or(&nothing));
        let columns = before.keys().chain(after.keys()).map(String::as_str);
        let mut names: Vec<(String, &str)> = columns
            .filter(|column| !APART.contains(column) && !SILENT.contains(column))
            .filter(|column| before.get(*column) != after.get(*column))
            .map(|column| (field(column), column))
            .collect();
        names.sort_unstable();
        names.dedup_by(|one, other| one.0 == other.0);
        let changed = names.into_iter().map(|(name, column)| {
            let (from, to) = (self.says(before, &name, column), self.says(after, &name, column));
            ImportFieldChange { name, from, to }
        });
        changed.filter(|one| one.from != one.to).collect()
    }

    /// What a field says. A vague date, an evidence and the like are kept in several columns, of which the first speaks.
    fn says(&self, body: &Map<String, Value>, name: &str, column: &str) -> Option<String> {
        let stem = ["_on", "_precision", "_text"].iter().find_map(|end| column.strip_suffix(end));
        if let Some(stem) = stem
            && let Some(precision) = body.get(&format!("{stem}_precision")).and_then(read::<DatePrecision>)
            && let Some(date) = body.get(&format!("{stem}_on")).and_then(read)
        {
            let text = body.get(&format!("{stem}_text")).and_then(read);
            return Some(date_label(&entity::FuzzyDate { date, precision, text }, self.language));
        }
        if name == "amount" {
            let cents = body.get("amount_cents").and_then(Value::as_i64)?;
            return entity::Decimal::of_cents(cents).map(|amount| amount.to_string());
        }
        let parts = body.iter().filter(|(other, _)| field(other) == name);
        listed(parts.filter_map(|(_, value)| self.value(name, value)), " ")
    }

    fn value(&self, name: &str, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::Bool(is) => Some(
                match (is, self.language) {
                    (true, Language::Nl) => "ja",
                    (true, Language::En) => "yes",
                    (false, Language::Nl) => "nee",
                    (false, Language::En) => "no",
                }
                .to_owned(),
            ),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(items) => listed(items.iter().filter_map(|item| self.value(name, item)), ", "),
            Value::Object(members) => {
                let said = members.iter().filter(|(_, value)| !value.is_boolean());
                listed(said.filter_map(|(name, value)| self.value(name, value)), " ")
            }
            Value::String(text) => match Uuid::try_parse(text) {
                Ok(id) => self.named(id),
                Err(_) => self.label(name, value).or_else(|| self.day(value)).or_else(|| Some(text.clone())),
            },
        }
    }

    fn day(&self, value: &Value) -> Option<String> {
        read(value).map(|day| day_label(day, self.language))
    }

    /// What people know by an id; nothing where the viewer may not see it.
    fn named(&self, id: Uuid) -> Option<String> {
        let (view, desk) = (self.view, &self.view.desk);
        let organisation = || desk.organisation(OrganisationId(id)).map(|one| one.name.clone());
        let person = || desk.person(PersonId(id)).or_else(|| desk.person_behind(Some(AccountId(id))))?.name.clone();
        let commitment = || view.get::<Commitment>(id.into()).map(|one| one.title.clone());
        let goal = || view.get::<Goal>(id.into()).map(|one| one.title.clone());
        let interest = || view.get::<Interest>(id.into()).map(|one| one.title.clone());
        let decision = || view.get::<Decision>(id.into()).map(|one| one.text.clone());
        let indicator = || {
            let definition = view.get::<Indicator>(id.into())?.definition_id;
            desk.directory.definition(definition).map(|one: &std::sync::Arc<IndicatorDefinition>| one.name.clone())
        };
        organisation()
            .or_else(person)
            .or_else(commitment)
            .or_else(goal)
            .or_else(interest)
            .or_else(decision)
            .or_else(indicator)
    }

    fn label(&self, name: &str, value: &Value) -> Option<String> {
        let language = self.language;
        macro_rules! word {
            ($stored:ty as $shown:ty) => {
                read::<$stored>(value).map(|word| <$shown>::from(word).label(language))
            };
        }
        let label = match (name, self.kind) {
            ("state", Kind::Commitment) => word!(entity::CommitmentState as CommitmentState),
            ("state", Kind::Measurement) => word!(entity::MeasurementState as MeasurementState),
            ("state", Kind::Delivery) => word!(entity::DeliveryState as DeliveryState),
            ("kind", Kind::Commitment | Kind::Interest) => word!(entity::ResourceKind as ResourceKind),
            ("side", Kind::Interest) => word!(entity::InterestSide as InterestSide),
            ("health", _) => word!(entity::Health as Health),
            ("obligation", _) => word!(entity::Obligation as Obligation),
            ("recurrence", _) => word!(entity::Recurrence as Recurrence),
            ("effect", _) => word!(entity::Effect as Effect),
            ("chainStep", _) => word!(entity::ChainStep as ChainStep),
            ("qualifier" | "denominatorQualifier", _) => word!(entity::Qualifier as Qualifier),
            ("visibility", _) => word!(entity::Visibility as Visibility),
            _ => None,
        };
        label.map(str::to_owned)
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

fn listed(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
