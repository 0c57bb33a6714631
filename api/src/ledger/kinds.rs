//! The list of kinds. Adding a kind of record to the program is adding it here; all the rest follows.
//!
//! Each kind names the table of the snapshot that holds it. Kinds are written in the order of the lists, which is the
//! order in which they refer to each other.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use super::{Aggregate, Record, Table, store};
use crate::error::{Error, Result};
pub(crate) use crate::{
    access_key::AccessKey,
    account::Account,
    agreement::Agreement,
    allocation::{AllocationConsent, Contribution, TargetAllocation},
    amendment::Amendment,
    balance::BalanceOpinion,
    commitment::{Commitment, ProgressNote},
    delivery::Delivery,
    dependency::CommitmentDependency,
    endorsement::Endorsement,
    goal::Goal,
    health_check::{HealthAnswer, HealthCheck},
    indicator::{Indicator, IndicatorDefinition},
    interest::Interest,
    measurement::Measurement,
    meeting::{Citation, Decision, Meeting},
    milestone::Milestone,
    organisation::Organisation,
    partnership::{GateOverride, Membership, Partnership},
    person::Person,
    problem_statement::ProblemStatement,
    region::Region,
    reporting_period::ReportingPeriod,
    workbook::ImportBatch,
};

/// A kind of record that partnerships have.
pub trait Kept: Record {
    /// Where a snapshot keeps records of this kind.
    fn table(snapshot: &Snapshot) -> &Table<Self>;
}

macro_rules! kinds {
    ($($kind:ident = $word:literal $(in directory as $shared:ident)? $(in partnership as $own:ident)?;)*) => {
        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("The kind `", $word, "`.")] $kind,)*
        }

        impl Kind {
            /// Every kind, in the order in which they are written.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The word for it in the ledger and in ids.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            /// The kind of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$kind),)* _ => None }
            }
        }

        /// A record of any kind.
        #[derive(Clone, Debug)]
        pub enum AnyRecord {
            $(#[doc = concat!("A record of the kind `", $word, "`.")] $kind(Arc<$kind>),)*
        }

        $(impl From<$kind> for AnyRecord {
            fn from(record: $kind) -> Self {
                Self::$kind(Arc::new(record))
            }
        })*

        impl AnyRecord {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind),* }
            }

            /// Its id.
            #[must_use]
            pub fn id(&self) -> Uuid {
                match self { $(Self::$kind(record) => record.row.id.into()),* }
            }

            /// Whether it was removed.
            pub(crate) fn is_removed(&self) -> bool {
                match self { $(Self::$kind(record) => entity::Row::is_removed(record.row())),* }
            }

            /// The same record, removed.
            pub(crate) fn removed(&self, at: chrono::DateTime<chrono::Utc>) -> Self {
                let mut removed = self.clone();
                match &mut removed { $(Self::$kind(record) => entity::Row::remove(Arc::make_mut(record).row_mut(), at)),* }
                removed
            }

            /// Its id, as clients know it.
            pub(crate) fn node(&self) -> crate::ids::NodeId {
                match self { $(Self::$kind(record) => crate::ids::NodeId::of(&**record)),* }
            }

            /// Its version.
            #[must_use]
            pub fn version(&self) -> i32 {
                match self { $(Self::$kind(record) => record.row.version),* }
            }

            /// The aggregates whose ledgers show it.
            #[must_use]
            pub fn aggregates(&self) -> Vec<Aggregate> {
                match self { $(Self::$kind(record) => record.aggregates()),* }
            }

            pub(super) fn stamp(&mut self, version: i32, at: chrono::DateTime<chrono::Utc>) {
                match self { $(Self::$kind(record) => entity::Row::stamp(Arc::make_mut(record).row_mut(), version, at)),* }
            }

            /// What the ledger keeps of it, and the number of the schema of that.
            pub(crate) fn body(&self) -> (i32, Value) {
                match self { $(Self::$kind(record) => ($kind::SCHEMA, record.body())),* }
            }

            /// A record from the ledger. Where its contents are kept apart, they are missing.
            pub(super) fn from_body(kind: Kind, schema: i32, body: Value) -> Result<Self> {
                let record = match kind {
                    $(Kind::$kind => $kind::from_body(schema, body).map(|record| Self::$kind(Arc::new(record)))),*
                };
                record.map_err(|cause| Error::Corrupt(format!("a body of kind {}: {cause}", kind.as_str())))
            }

            pub(super) fn is_kept_apart(kind: Kind) -> bool {
                match kind { $(Kind::$kind => $kind::APART),* }
            }

            /// Writes records to their tables, kind by kind.
            pub(super) async fn write<C: ConnectionTrait>(db: &C, records: &[Self]) -> Result<()> {
                $({
                    let ours: Vec<&$kind> = records
                        .iter()
                        .filter_map(|record| match record { Self::$kind(record) => Some(&**record), _ => None })
                        .collect();
                    if !ours.is_empty() {
                        store::write(db, &ours).await?;
                    }
                })*
                Ok(())
            }
        }

        $($(impl Kept for $kind {
            fn table(snapshot: &Snapshot) -> &Table<Self> {
                &snapshot.$own
            }
        })?)*

        impl Snapshot {
            /// Every record, removed ones too, kind by kind.
            pub(crate) fn every(&self) -> impl Iterator<Item = AnyRecord> {
                let all: Vec<Box<dyn Iterator<Item = AnyRecord> + '_>> =
                    vec![$($(Box::new(self.$own.iter_with_removed().cloned().map(AnyRecord::$kind)),)?)*];
                all.into_iter().flatten()
            }

            /// The record of a kind and id, removed or not.
            pub(crate) fn any(&self, kind: Kind, id: Uuid) -> Option<AnyRecord> {
                match kind {
                    $($(Kind::$kind => self.$own.get_with_removed(id.into()).cloned().map(AnyRecord::$kind),)?)*
                    #[allow(unreachable_patterns, reason = "an aggregate that holds every kind has no other")]
                    _ => None,
                }
            }
        }

        kinds!(@snapshot Directory {} "The directory: what all partnerships share." $($kind $(as $shared)?;)*);
        kinds!(@snapshot Snapshot { memo: super::memo::Memo } "All current records of one partnership, at one commit." $($kind $(as $own)?;)*);
    };
    (@snapshot $name:ident { $($more:ident: $More:ty)? } $doc:literal $($kind:ident $(as $table:ident)?;)*) => {
        #[doc = $doc]
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            pub(super) head: super::load::Head,
            $(pub(crate) $more: $More,)?
            $($(#[doc = concat!("The records of kind ", stringify!($kind), ".")] pub $table: Table<$kind>,)?)*
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.head == other.head $($(&& self.$table == other.$table)?)*
            }
        }

        impl $name {
            pub(super) fn put(&mut self, record: &AnyRecord) {
                match record {
                    $($(AnyRecord::$kind(record) => self.$table.put(record.clone()),)?)*
                    #[allow(unreachable_patterns, reason = "an aggregate that holds every kind has no other")]
                    _ => {}
                }
            }

            pub(super) fn holds(&self, record: &AnyRecord) -> bool {
                match record {
                    $($(AnyRecord::$kind(record) => {
                        self.$table.get_with_removed(record.row.id).is_some_and(|own| own == record)
                    })?)*
                    #[allow(unreachable_patterns, reason = "an aggregate that holds every kind has no other")]
                    _ => false,
                }
            }

            pub(super) fn version(&self, record: &AnyRecord) -> i32 {
                match record {
                    $($(AnyRecord::$kind(record) => self.$table.version(record.row.id),)?)*
                    #[allow(unreachable_patterns, reason = "an aggregate that holds every kind has no other")]
                    _ => 0,
                }
            }

            /// Whether the records are the same, whatever the head says and persons' contents aside.
            #[must_use]
            pub fn same_records(&self, other: &Self) -> bool {
                true $($(&& ($kind::APART || self.$table == other.$table))?)*
            }

            pub(super) async fn read_tables<C: ConnectionTrait>(&mut self, db: &C, scope: Aggregate) -> Result<()> {
                $($(for record in store::read::<$kind, C>(db, scope).await? {
                    self.$table.put(Arc::new(record));
                })?)*
                Ok(())
            }

            pub(super) async fn read_apart<C: ConnectionTrait>(&mut self, db: &C, kind: Kind, ids: &[Uuid]) -> Result<()> {
                match kind {
                    $($(Kind::$kind => for record in store::read_some::<$kind, C>(db, ids).await? {
                        self.$table.put(Arc::new(record));
                    },)?)*
                    #[allow(unreachable_patterns, reason = "an aggregate that holds every kind has no other")]
                    _ => {}
                }
                Ok(())
            }
        }
    };
}

/// Hands the list of kinds to a macro.
macro_rules! with_kinds {
    ($then:ident) => {
        $then! {
            Region = "region" in directory as regions;
            Partnership = "partnership" in directory as partnerships in partnership as partnerships;
            Organisation = "organisation" in directory as organisations;
            Person = "person" in directory as persons;
            Account = "account" in directory as accounts;
            AccessKey = "key" in directory as access_keys;
            IndicatorDefinition = "definition" in directory as definitions;
            Membership = "membership" in directory as memberships in partnership as memberships;
            ProblemStatement = "problem" in partnership as problem_statements;
            Goal = "goal" in partnership as goals;
            Interest = "interest" in partnership as interests;
            Meeting = "meeting" in partnership as meetings;
            Decision = "decision" in partnership as decisions;
            Citation = "citation" in partnership as citations;
            GateOverride = "gate" in partnership as gate_overrides;
            Agreement = "agreement" in partnership as agreements;
            Commitment = "commitment" in partnership as commitments;
            CommitmentDependency = "dependency" in partnership as dependencies;
            Milestone = "milestone" in partnership as milestones;
            Delivery = "delivery" in partnership as deliveries;
            ProgressNote = "note" in partnership as notes;
            Indicator = "indicator" in partnership as indicators;
            Endorsement = "endorsement" in partnership as endorsements;
            Amendment = "amendment" in partnership as amendments;
            BalanceOpinion = "opinion" in partnership as balance_opinions;
            ReportingPeriod = "period" in partnership as reporting_periods;
            Measurement = "measurement" in partnership as measurements;
            TargetAllocation = "allocation" in directory as allocations in partnership as allocations;
            AllocationConsent = "consent" in partnership as allocation_consents;
            Contribution = "contribution" in partnership as contributions;
            HealthCheck = "check" in partnership as health_checks;
            HealthAnswer = "answer" in partnership as health_answers;
            ImportBatch = "import" in partnership as imports;
        }
    };
}
pub(crate) use with_kinds;

with_kinds!(kinds);
