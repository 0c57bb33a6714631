//! Any record by its id: Relay's object identification. A word that is no id, and the id of something unknown or hidden,
//! give null alike.

use async_graphql::{Context, ID, Interface, Object};
use uuid::Uuid;

use super::{Listed, Resolved, Session, Shown};
use crate::{
    access::{Seen, View},
    account::Account,
    commitment::{Commitment, ProgressNote},
    goal::Goal,
    ids::NodeId,
    indicator::{Indicator, IndicatorDefinition},
    interest::Interest,
    ledger::{Kind, Record},
    measurement::Measurement,
    meeting::{Decision, Meeting},
    organisation::Organisation,
    partnership::{Membership, Partnership},
    person::Person,
    problem_statement::ProblemStatement,
    region::Region,
};

/// Whatever has an id. *Record.*
#[derive(Interface)]
#[graphql(field(name = "id", method = "node_id_field", ty = "ID", desc = "Its id."))]
pub(crate) enum Node {
    Region(Listed<Region>),
    Organisation(Listed<Organisation>),
    Person(Listed<Person>),
    Account(Listed<Account>),
    IndicatorDefinition(Listed<IndicatorDefinition>),
    Partnership(Shown<Partnership>),
    Membership(Shown<Membership>),
    ProblemStatement(Shown<ProblemStatement>),
    Goal(Shown<Goal>),
    Indicator(Shown<Indicator>),
    Measurement(Shown<Measurement>),
    Interest(Shown<Interest>),
    Meeting(Shown<Meeting>),
    Decision(Shown<Decision>),
    Commitment(Shown<Commitment>),
    ProgressNote(Shown<ProgressNote>),
}

/// A record of a partnership by its bare id, if the viewer may see it.
fn own<R: Seen>(view: &View, record: Uuid) -> Option<Shown<R>> {
    view.show(record.into())
}

impl<R: Record, V: Sync> Shown<R, V> {
    #[allow(clippy::unused_async, reason = "an interface asks for a resolver")]
    async fn node_id_field(&self, _: &Context<'_>) -> Resolved<ID> {
        Ok(self.node_id())
    }
}

impl Node {
    /// The record of an id, if the viewer may see it.
    async fn find(session: &Session, word: &str) -> Resolved<Option<Self>> {
        let Some(NodeId { kind, partnership, record }) = NodeId::parse(word) else { return Ok(None) };
        let Some(partnership) = partnership else {
            let desk = session.desk();
            let directory = &desk.directory;
            return Ok(match kind {
                Kind::Region => desk.show(directory.regions.get(record.into())).map(Self::Region),
                Kind::Organisation => desk.show(directory.organisations.get(record.into())).map(Self::Organisation),
                Kind::Person => {
                    let person = directory.persons.get(record.into()).and_then(|person| desk.person(person.id));
                    desk.show(person).map(Self::Person)
                }
                Kind::Account => desk.show(desk.account(record.into())).map(Self::Account),
                Kind::IndicatorDefinition => {
                    desk.show(directory.definitions.get(record.into())).map(Self::IndicatorDefinition)
                }
                _ => None,
            });
        };
        let Some(view) = session.view(partnership).await? else { return Ok(None) };
        Ok(match kind {
            Kind::Partnership => own(&view, record).map(Self::Partnership),
            Kind::Membership => own(&view, record).map(Self::Membership),
            Kind::ProblemStatement => own(&view, record).map(Self::ProblemStatement),
            Kind::Goal => own(&view, record).map(Self::Goal),
            Kind::Indicator => own(&view, record).map(Self::Indicator),
            Kind::Measurement => own(&view, record).map(Self::Measurement),
            Kind::Interest => own(&view, record).map(Self::Interest),
            Kind::Meeting => own(&view, record).map(Self::Meeting),
            Kind::Decision => own(&view, record).map(Self::Decision),
            Kind::Commitment => own(&view, record).map(Self::Commitment),
            Kind::ProgressNote => own(&view, record).map(Self::ProgressNote),
            _ => None,
        })
    }
}

/// Root fields about any record.
#[derive(Default)]
pub(crate) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The record of an id; null where there is none, or none that you may see. *Record.*
    async fn node(&self, context: &Context<'_>, #[graphql(desc = "The id.")] id: ID) -> Resolved<Option<Node>> {
        Node::find(Session::of(context)?, &id).await
    }

    /// The records of some ids, in the same order, with null for each that does not exist or that you may not see.
    /// *Records.*
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The ids; 200 at most.")] ids: Vec<ID>,
    ) -> Resolved<Vec<Option<Node>>> {
        super::connection::fits_a_page(ids.len())?;
        let session = Session::of(context)?;
        let mut nodes = Vec::with_capacity(ids.len());
        for id in &ids {
            nodes.push(Node::find(session, id).await?);
        }
        Ok(nodes)
    }
}
