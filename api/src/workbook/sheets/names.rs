//! The names by which people say which record or word they mean.
//!
//! What always holds: each record has one name that leads to it alone, and what could mean two of them is asked about.

use std::collections::{BTreeMap, HashMap};

use async_graphql::resolver_utils::EnumType;

use super::reading::Flaw;
use crate::{
    fold::fold,
    graphql::Labelled,
    language::Language,
    problem::{Code, Problem},
    workbook::words,
};

/// What people call some records or words, and what is meant by what they write.
pub(super) struct Names<I> {
    labels: Vec<(String, I)>,
    /// What a folded name leads to; nothing where it could lead to several.
    meant: HashMap<String, Option<I>>,
}

/// A record or word, its name, and what else it is called.
pub(super) type Called<I> = (I, String, Vec<String>);

impl<I: Copy + PartialEq> Names<I> {
    /// Of those that are offered in a list. A name that several have is numbered from the second on.
    pub(super) fn of(offered: impl IntoIterator<Item = Called<I>>) -> Self {
        let mut names = Self { labels: Vec::new(), meant: HashMap::new() };
        let (mut times, mut loose) = (BTreeMap::<String, u32>::new(), Vec::new());
        for (id, name, others) in offered {
            // A semicolon stands between names.
            let name = name.trim().replace([';', '\n', '\r'], ",");
            let count = times.entry(fold(&name)).or_default();
            *count += 1;
            let label = if *count == 1 { name.clone() } else { format!("{name} ({count})") };
            names.meant.insert(fold(&label), Some(id));
            names.labels.push((label, id));
            loose.extend(others.into_iter().map(|other| (fold(&other), id)));
        }
        for (name, count) in times {
            if count > 1 {
                names.meant.insert(name, None);
            }
        }
        names.understanding(loose);
        names
    }

    /// Understands more than is offered: of what is called the same, what is offered comes first.
    pub(super) fn understanding(&mut self, others: impl IntoIterator<Item = (String, I)>) {
        let mut also: HashMap<String, Option<I>> = HashMap::new();
        for (name, id) in others {
            also.entry(fold(&name)).and_modify(|one| *one = one.filter(|one| *one == id)).or_insert(Some(id));
        }
        for (name, id) in also {
            self.meant.entry(name).or_insert(id);
        }
    }

    /// The names to choose from.
    pub(super) fn list(&self) -> Vec<String> {
        self.labels.iter().map(|(label, _)| label.clone()).collect()
    }

    /// The name of one.
    pub(super) fn label(&self, id: I) -> Option<&str> {
        self.labels.iter().find(|(_, one)| *one == id).map(|(label, _)| label.as_str())
    }

    /// What is meant by a word.
    pub(super) fn find(&self, word: &str) -> Result<I, Flaw> {
        let suggestion =
            || words::closest(word, self.labels.iter().map(|(label, _)| label.as_str())).map(str::to_owned);
        let problem = match self.meant.get(&fold(word)) {
            Some(Some(id)) => return Ok(*id),
            Some(None) => Problem::new(Code::OutOfRange, &[]).saying(
                format!("“{word}” kan meer dan één betekenen; kies uit de lijst."),
                format!("“{word}” can mean more than one; choose from the list."),
            ),
            None => Problem::new(Code::NotFound, &[])
                .saying(format!("“{word}” is hier niet bekend."), format!("“{word}” is not known here.")),
        };
        Err(Flaw { problem, suggestion: suggestion() })
    }
}

/// The words of an enum, by what people call them.
pub(super) fn of_words<T: EnumType + Labelled + Copy + PartialEq>() -> Names<T> {
    Names::of(T::items().iter().map(|item| {
        let also = vec![item.name.to_owned(), item.value.label(Language::En).to_owned()];
        (item.value, item.value.label(Language::Nl).to_owned(), also)
    }))
}
