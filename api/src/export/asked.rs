//! What is asked for: which partnerships, of which moment, and through whose eyes.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{PartnershipId, indicator};
use sea_orm::ColumnTrait;

use super::Lens;
use crate::{
    access::{Desk, View},
    access_key::AccessKey,
    clock::day_of,
    graphql::{Resolved, Session},
    indicator::Indicator,
};

/// Which partnerships are asked for.
#[derive(Clone, Debug)]
pub(crate) enum Which {
    /// All that the asker may see.
    All,
    /// These, by their addresses.
    Named(Vec<String>),
}

/// A moment in the past, to which the tables go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// What was recorded until then is known.
    instant: DateTime<Utc>,
    /// The day on which figures are judged.
    day: NaiveDate,
}

impl AsOf {
    /// An instant.
    pub(crate) fn instant(instant: DateTime<Utc>) -> Self {
        Self { instant, day: day_of(instant) }
    }
}

/// The partnerships that are asked for, all as one session sees them.
#[derive(Debug)]
pub(crate) struct Asked {
    desk: Desk,
    lenses: Vec<Lens>,
    is_about_everything: bool,
}

impl Asked {
    /// Looks up what is asked for, with a key no more than that opens; `None` where a partnership that is named is not there,
    /// or hidden.
    pub(crate) async fn of(
        session: &Session,
        key: Option<&AccessKey>,
        which: &Which,
        as_of: Option<AsOf>,
    ) -> Resolved<Option<Self>> {
        let (desk, only) = (session.desk(), key.and_then(|key| key.partnership_id));
        let opens = |id: PartnershipId| only.is_none_or(|only| only == id);
        let mut ids = BTreeSet::new();
        match which {
            Which::All => {
                ids.extend(desk.partnerships().map(|partnership| partnership.id).filter(|id| opens(*id)));
                if let Some(named) = &desk.viewer.ceiling.dashboard {
                    let named = indicator::Column::Id.is_in(named.iter().copied());
                    ids.extend(session.ledger.partnerships_with::<Indicator>(named).await?);
                }
            }
            Which::Named(slugs) => {
                for slug in slugs {
                    let named = desk.partnership_of_slug(slug).map(|partnership| partnership.id);
                    let Some(id) = named.filter(|id| opens(*id)) else { return Ok(None) };
                    ids.insert(id);
                }
            }
        }
        let mut lenses = Vec::new();
        for id in ids {
            lenses.extend(lens(session, id, as_of).await?);
        }
        let is_about_everything = matches!(which, Which::All) && only.is_none();
        Ok(Some(Self { desk, lenses, is_about_everything }))
    }

    /// The partnerships, in the order in which they were founded.
    pub(super) fn lenses(&self) -> &[Lens] {
        &self.lenses
    }

    /// The directory as the asker sees it today.
    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Whether nothing limits what is asked for.
    pub(super) fn is_about_everything(&self) -> bool {
        self.is_about_everything
    }
}

/// A partnership as it is, or as it was and may still be seen; `None` where the asker may not know of it, now or then.
async fn lens(session: &Session, id: PartnershipId, as_of: Option<AsOf>) -> Resolved<Option<Lens>> {
    let Some(today) = session.view(id).await? else { return Ok(None) };
    let Some(AsOf { instant, day }) = as_of else { return Ok(Some(Lens { view: today, today: None })) };
    let then = session.ledger.partnership_as_of(id, instant).await?;
    let then = if then.seq() == today.revision() { then } else { Arc::new(then.seen_from(&today.snapshot)) };
    let desk = Desk::new(today.desk.directory.clone(), today.desk.viewer.clone(), day);
    Ok(View::new(&desk, &then).map(|view| Lens { view, today: Some(today) }))
}
