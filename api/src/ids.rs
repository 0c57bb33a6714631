//! Ids as clients see them: one opaque word that carries the kind, the partnership and the record.

use std::{fmt, marker::PhantomData};

use data_encoding::BASE64URL_NOPAD;
use entity::{PartnershipId, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ledger::{Aggregate, Kind, Record};

/// What an id says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NodeId {
    /// The kind of record.
    pub kind: Kind,
    /// Its partnership; none in the directory.
    pub partnership: Option<PartnershipId>,
    /// The record.
    pub record: Uuid,
}

impl NodeId {
    /// The id of a record.
    #[must_use]
    pub fn of<R: Record>(record: &R) -> Self {
        let id: Uuid = record.row().id().into();
        match record.aggregates().last() {
            Some(Aggregate::Partnership(partnership)) => {
                Self { kind: R::KIND, partnership: Some(*partnership), record: id }
            }
            _ => Self { kind: R::KIND, partnership: None, record: id },
        }
    }

    /// What a word says; `None` where it is no id of ours.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let (kind, code) = word.split_once('_')?;
        let kind = Kind::from_word(kind)?;
        let bytes = BASE64URL_NOPAD.decode(code.as_bytes()).ok()?;
        let id = |bytes: &[u8]| Uuid::from_slice(bytes).ok();
        let (partnership, record) = match bytes.len() {
            16 if kind == Kind::Partnership => (Some(PartnershipId(id(&bytes)?)), id(&bytes)?),
            16 => (None, id(&bytes)?),
            32 => (Some(PartnershipId(id(&bytes[..16])?)), id(&bytes[16..])?),
            _ => return None,
        };
        Some(Self { kind, partnership, record })
    }
}

impl NodeId {
    /// The word that clients know it by.
    #[must_use]
    pub fn word(&self) -> String {
        let kind = self.kind.as_str();
        let mut word = String::with_capacity(kind.len() + 44);
        word.push_str(kind);
        word.push('_');
        match self.partnership.filter(|own| own.0 != self.record) {
            Some(own) => {
                let mut bytes = [0; 32];
                bytes[..16].copy_from_slice(own.0.as_bytes());
                bytes[16..].copy_from_slice(self.record.as_bytes());
                BASE64URL_NOPAD.encode_append(&bytes, &mut word);
            }
            None => BASE64URL_NOPAD.encode_append(self.record.as_bytes(), &mut word),
        }
        word
    }
}

impl From<NodeId> for String {
    fn from(id: NodeId) -> Self {
        id.word()
    }
}

impl TryFrom<String> for NodeId {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::parse(&word).ok_or("no id of ours")
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

/// A client's reference to a record of one kind. A word that is no such id leads nowhere, as one to something hidden
/// does, so that both are refused alike.
pub struct Ref<R> {
    word: String,
    node: Option<NodeId>,
    kind: PhantomData<fn() -> R>,
}

impl<R: Record> Ref<R> {
    /// A reference by what the client sent.
    #[must_use]
    pub fn new(word: String) -> Self {
        let node = NodeId::parse(&word).filter(|node| node.kind == R::KIND);
        Self { word, node, kind: PhantomData }
    }

    /// What the client sent.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// The partnership that it leads to.
    #[must_use]
    pub fn partnership(&self) -> Option<PartnershipId> {
        self.node.and_then(|node| node.partnership)
    }

    /// The record that it leads to.
    #[must_use]
    pub fn id(&self) -> Option<<R::Row as Row>::Id> {
        self.node.map(|node| node.record.into())
    }
}

impl<R> Clone for Ref<R> {
    fn clone(&self) -> Self {
        Self { word: self.word.clone(), node: self.node, kind: PhantomData }
    }
}

impl<R> fmt::Debug for Ref<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}
