//! The names by which people say which record or word they mean.
//!
//! What always holds: each record has one name that leads to it alone, and what could mean two of them is asked about.

use std::{cell::Cell, collections::HashMap};

use async_graphql::resolver_utils::EnumType;

use super::reading::Flaw;
use crate::{
    fold::fold,
    graphql::Labelled,
    language::Language,
    problem::{Code, Problem},
    workbook::words,
};

/// For how many words that are not known is looked what was probably meant: each is held against all names.
const SUGGESTIONS: u32 = 500;

/// What people call some records or words, and what is meant by what they write.
pub(super) struct Names<I> {
    /// For how many more words a suggestion is made.
    left: Cell<u32>,
    labels: Vec<(String, I)>,
    /// What a folded name leads to; nothing where it could lead to several.
    meant: HashMap<String, Option<I>>,
}

/// A record or word, its name, and what else it is called.
pub(super) type Called<I> = (I, String, Vec<String>);

impl<I: Copy + PartialEq> Names<I> {
    /// Of those that are offered in a list. Those that are called the same are numbered, and their name alone means none.
    pub(super) fn of(offered: impl IntoIterator<Item = Called<I>>) -> Self {
        let mut names = Self { left: Cell::new(SUGGESTIONS), labels: Vec::new(), meant: HashMap::new() };
        // A semicolon stands between names.
        let plain = |(id, name, others): Called<I>| (id, name.trim().replace([';', '\n', '\r'], ","), others);
        let offered: Vec<Called<I>> = offered.into_iter().map(plain).collect();
        let mut bearers: HashMap<String, u32> = HashMap::new();
        for (_, name, _) in &offered {
            *bearers.entry(fold(name)).or_default() += 1;
        }
        let mut loose = Vec::new();
        for (id, name, others) in offered {
            let is_shared = bearers.get(&fold(&name)).is_some_and(|bearers| *bearers > 1);
            let numbered = (1..).map(|number| format!("{name} ({number})"));
            let is_free = |label: &String| {
                let label = fold(label);
                !names.meant.contains_key(&label) && !bearers.contains_key(&label)
            };
            let label = if is_shared { numbered.into_iter().find(is_free).unwrap_or_default() } else { name };
            names.meant.insert(fold(&label), Some(id));
            names.labels.push((label, id));
            loose.extend(others.into_iter().map(|other| (other, id)));
        }
        names.meant.extend(bearers.into_iter().filter(|(_, bearers)| *bearers > 1).map(|(name, _)| (name, None)));
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
    pub(super) fn find(&self, word: &str) -> Result<I, Box<Flaw>> {
        let suggestion =
            || words::closest(word, self.labels.iter().map(|(label, _)| label.as_str())).map(str::to_owned);
        let problem = match self.meant.get(&fold(word)) {
            Some(Some(id)) => return Ok(*id),
            Some(None) => Problem::new(Code::OutOfRange, &[]).saying(
                format!("{} kan meer dan één betekenen; kies uit de lijst.", words::quoted(word)),
                format!("{} can mean more than one; choose from the list.", words::quoted(word)),
            ),
            None => Problem::new(Code::NotFound, &[]).saying(
                format!("{} is hier niet bekend; kies uit de lijst.", words::quoted(word)),
                format!("{} is not known here; choose from the list.", words::quoted(word)),
            ),
        };
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        Err(Box::new(Flaw { problem, suggestion: if left > 0 { suggestion() } else { None } }))
    }
}

/// The words of an enum, by what people call them.
pub(super) fn of_words<T: EnumType + Labelled + Copy + PartialEq>() -> Names<T> {
    Names::of(T::items().iter().map(|item| {
        let also = vec![item.name.to_owned(), item.value.label(Language::En).to_owned()];
        (item.value, item.value.label(Language::Nl).to_owned(), also)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::ResourceKind;

    fn called(id: u8, name: &str) -> Called<u8> {
        (id, name.to_owned(), vec![format!("alias {id}")])
    }

    #[test]
    fn each_of_those_that_are_called_the_same_has_a_name_of_its_own() {
        let names = Names::of([called(1, "Doel"), called(2, "doel"), called(3, "Doel (2)"), called(4, "A; B")]);
        assert_eq!(names.list(), ["Doel (1)", "doel (3)", "Doel (2)", "A, B"]);
        for (label, id) in &names.labels {
            assert_eq!(names.find(label).ok(), Some(*id), "{label}");
        }
        assert_eq!(names.find("ALIAS 2").ok(), Some(2));
        assert!(names.find("Doel").is_err_and(|flaw| flaw.problem.code == Code::OutOfRange));
    }

    #[test]
    fn words_are_understood_in_dutch_in_english_and_as_the_api_has_them() {
        let kinds = of_words::<ResourceKind>();
        for word in ["geld", "Money", "MONEY"] {
            assert_eq!(kinds.find(word).ok(), Some(ResourceKind::Money), "{word}");
        }
    }
}
