//! A partnership (*publiek-private samenwerking*: a table, pact, service point, project or coalition). Shown in the
//! directory too.
//!
//! What always holds:
//! - a name in addresses belongs to one partnership, which keeps the earlier ones: they still lead to it;
//! - partnerships that belong to each other form no circle.

pub(crate) mod clock;
pub(crate) mod funnel;
pub(crate) mod gate;
pub(crate) mod membership;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod reporting;
mod rules;
mod settings;
mod standing;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{FuzzyDate, PartnershipId, PartnershipKind, PartnershipStage, RegionId, Visibility};
use imbl::OrdMap;

pub use gate::GateOverride;
pub use membership::Membership;

use crate::ledger::{Aggregate, Directory, Snapshot, record};

record! {
    /// A partnership.
    Partnership = partnership, index SlugIndex,
        aggregates |partnership| vec![Aggregate::Directory, Aggregate::Partnership(partnership.row.id)];
    /// The regions that it works for.
    regions: partnership_region as RegionId,
    /// Names in addresses that it had before; they still lead to it.
    former_slugs: partnership_former_slug as String,
}

impl Partnership {
    /// The partnership to whoever may not know of it: nothing but its id, and the settings that its figures rest on.
    #[must_use]
    pub fn nameless(&self) -> Self {
        let row = entity::partnership::Model {
            version: 0,
            external_key: None,
            source: None,
            name: String::new(),
            slug: String::new(),
            kind: PartnershipKind::Coalition,
            sector: None,
            parent_id: None,
            stage: PartnershipStage::CommonGoal,
            starts_on: None,
            starts_precision: None,
            starts_text: None,
            ends_on: None,
            ends_precision: None,
            ends_text: None,
            name_visibility: Visibility::Partnership,
            reference_prefix: String::new(),
            informal_reason: None,
            ..self.row.clone()
        };
        Self { row, regions: Vec::new(), former_slugs: Vec::new() }
    }

    /// When it starts.
    #[must_use]
    pub fn starts(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.starts_on, self.starts_precision, self.starts_text.as_ref())
    }

    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.ends_on, self.ends_precision, self.ends_text.as_ref())
    }

    /// Whether it has begun and not ended on a day, by the widest reading of vague dates.
    #[must_use]
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        self.starts().is_none_or(|starts| starts.first_day() <= day) && !self.has_ended_by(day)
    }

    /// Whether it ended before a day, whatever day the words of its end mean.
    #[must_use]
    pub fn has_ended_by(&self, day: NaiveDate) -> bool {
        self.ends().is_some_and(|ends| ends.last_day() < day)
    }
}

/// Partnerships by slug.
#[derive(Clone, Debug, Default)]
pub struct SlugIndex(OrdMap<String, PartnershipId>);

impl SlugIndex {
    fn put(&mut self, _: Option<&Arc<Partnership>>, partnership: &Arc<Partnership>) {
        for slug in partnership.former_slugs.iter().chain([&partnership.slug]) {
            self.0.insert(slug.clone(), partnership.id);
        }
    }
}

impl Directory {
    /// The partnership of a slug, which earlier slugs of it lead to as well.
    #[must_use]
    pub fn partnership_of_slug(&self, slug: &str) -> Option<&Arc<Partnership>> {
        self.partnerships.get(self.holder_of_slug(slug)?)
    }

    /// Whose a slug is or was, removed partnerships included.
    #[must_use]
    pub fn holder_of_slug(&self, slug: &str) -> Option<PartnershipId> {
        self.partnerships.index().0.get(slug).copied()
    }

    /// Whether a partnership is another one, or belongs to it, directly or not.
    #[must_use]
    pub fn belongs_to(&self, partnership: PartnershipId, other: PartnershipId) -> bool {
        let mut above = Some(partnership);
        while let Some(id) = above {
            if id == other {
                return true;
            }
            above = self.partnerships.get(id).and_then(|partnership| partnership.parent_id);
        }
        false
    }
}

impl Snapshot {
    /// The partnership itself; `None` where there is none of the id asked for.
    #[must_use]
    pub fn partnership(&self) -> Option<&Arc<Partnership>> {
        self.partnerships.iter().next()
    }
}
