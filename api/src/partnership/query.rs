//! Lists of partnerships: by what they are filtered and sorted, and how one is looked up.
//!
//! A list is made of the directory's records; only those on the page that is asked for are then read whole.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{
    Partnership,
    object::{PartnershipKindFilter, PartnershipStageFilter},
};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Date, DateFilter, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Shown,
        Sorted, StringFilter, VisibilityFilter, order, page,
    },
    ids::{NodeId, Ref},
    region::query::lies_in,
};

/// How a partnership is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum PartnershipBy {
    /// By its id.
    Id(Ref<Partnership>),
    /// By its name in addresses, or an earlier one.
    Slug(String),
    /// By the key under which another system knows it.
    ExternalKey(String),
}

/// Conditions on partnerships; all that are given must hold. *Filter op samenwerkingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PartnershipFilter {
    /// On the name, the sector and the name in addresses: one of them meets the conditions.
    text: Option<StringFilter>,
    /// On the name.
    name: Option<StringFilter>,
    /// On the name in addresses.
    slug: Option<StringFilter>,
    /// On the sector that it works for.
    sector: Option<StringFilter>,
    /// On the kind.
    kind: Option<PartnershipKindFilter>,
    /// On the step of the method that it has reached.
    stage: Option<PartnershipStageFilter>,
    /// On the regions that it works for and all those that they lie in: one of them meets the conditions. A province
    /// gives whatever works anywhere in it.
    region: Option<IdFilter>,
    /// On the partnership that it belongs to.
    parent: Option<IdFilter>,
    /// On who may see its name.
    name_visibility: Option<VisibilityFilter>,
    /// On the last day that its start can mean.
    starts_on: Option<DateFilter>,
    /// On the last day that its end can mean.
    ends_on: Option<DateFilter>,
    /// It has begun and not ended on this day, by the widest reading of vague dates.
    is_active_on: Option<Date>,
    /// On whether it has ended before today.
    has_ended: Option<BooleanFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Partnership, Desk> for PartnershipFilter {
    fn allows(&self, one: &Partnership, desk: &Desk) -> bool {
        let parent = || one.parent_id.and_then(|parent| desk.partnership(parent));
        let parent_id = || parent().map(|parent| NodeId::of(&**parent).to_string());
        let texts = [Some(one.name.as_str()), one.sector.as_deref(), Some(one.slug.as_str())];
        self.text.as_ref().is_none_or(|filter| texts.into_iter().any(|text| filter.allows(text)))
            && self.name.as_ref().is_none_or(|filter| filter.allows(Some(&one.name)))
            && self.slug.as_ref().is_none_or(|filter| filter.allows(Some(&one.slug)))
            && self.sector.as_ref().is_none_or(|filter| filter.allows(one.sector.as_deref()))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(one.kind))
            && self.stage.as_ref().is_none_or(|filter| filter.allows(one.stage))
            && self.region.as_ref().is_none_or(|filter| lies_in(filter, &one.regions, desk))
            && self.parent.as_ref().is_none_or(|filter| filter.allows(parent_id().as_slice()))
            && self.name_visibility.as_ref().is_none_or(|filter| filter.allows(one.name_visibility))
            && self.starts_on.as_ref().is_none_or(|filter| filter.allows(one.starts().map(|date| date.last_day())))
            && self.ends_on.as_ref().is_none_or(|filter| filter.allows(one.ends().map(|date| date.last_day())))
            && self.is_active_on.is_none_or(|Date(day)| one.is_active_on(day))
            && self.has_ended.as_ref().is_none_or(|filter| filter.allows(one.has_ended_by(desk.today)))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(one.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(one.source.as_deref()))
    }
}

/// The fields by which partnerships can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum PartnershipOrderField {
    /// The name. *Naam.*
    Name,
    /// The sector. *Sector.*
    Sector,
    /// The kind, in the order in which kinds are listed. *Soort samenwerking.*
    Kind,
    /// The step of the method, the first one first. *Fase.*
    Stage,
    /// The last day that its start can mean. *Begin.*
    StartsOn,
    /// The last day that its end can mean. *Einde.*
    EndsOn,
}

impl Sorted<Partnership, Desk> for PartnershipOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sector => "sector",
            Self::Kind => "kind",
            Self::Stage => "stage",
            Self::StartsOn => "startsOn",
            Self::EndsOn => "endsOn",
        }
    }

    fn key(self, one: &Partnership, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&one.name)),
            Self::Sector => one.sector.as_deref().map(|sector| Key::Text(fold(sector))).into(),
            Self::Kind => Key::Number(one.kind as i64),
            Self::Stage => Key::Number(one.stage as i64),
            Self::StartsOn => one.starts().map(|date| date.last_day()).into(),
            Self::EndsOn => one.ends().map(|date| date.last_day()).into(),
        }
    }
}

order! {
    /// How partnerships are sorted. *Sortering van samenwerkingen.*
    PartnershipOrder by PartnershipOrderField
}

/// The partnerships of a page, each as the viewer sees it.
pub(crate) async fn shown(
    session: &Session,
    page: Connection<Listed<Partnership>>,
) -> Resolved<Connection<Shown<Partnership>>> {
    let show = |listed: Listed<Partnership>| async move {
        let view = session.view(listed.record.row.id).await?;
        Ok(view.and_then(|view| view.show(listed.record.row.id)))
    };
    page.resolve(show).await
}

/// Root fields about partnerships.
#[derive(Default)]
pub(crate) struct PartnershipQuery;

#[Object]
impl PartnershipQuery {
    /// One partnership; null where there is none, or none that you may know of. *Samenwerking.*
    async fn partnership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: PartnershipBy,
    ) -> Resolved<Option<Shown<Partnership>>> {
        let session = Session::of(context)?;
        let id = match &by {
            PartnershipBy::Id(reference) => reference.id(),
            PartnershipBy::Slug(slug) => session.desk().partnership_of_slug(slug).map(|one| one.id),
            PartnershipBy::ExternalKey(key) => {
                session.desk().partnerships().find(|one| one.external_key.as_ref() == Some(key)).map(|one| one.id)
            }
        };
        let Some(id) = id else { return Ok(None) };
        let view = session.view(id).await?;
        Ok(view.and_then(|view| view.show(id)))
    }

    /// The partnerships that you may know of. *Samenwerkingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn partnerships(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<PartnershipFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<PartnershipOrder>,
        >,
    ) -> Resolved<Connection<Shown<Partnership>>> {
        let session = Session::of(context)?;
        let desk = session.desk();
        let known = desk.partnerships().cloned();
        let listed = page(&desk, known, filter, order_by, PageArgs { first, after, last, before })?;
        shown(session, listed).await
    }
}
