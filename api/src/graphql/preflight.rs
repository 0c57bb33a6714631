//! Bounds on a GraphQL document, checked before the parser sees it.
//!
//! The parser and the validator behind this recurse over the document and expand its fragments, and neither can be
//! interrupted: an unbounded one of three kilobytes overflows the stack, one of a single kilobyte burns seconds. So this
//! is one pass over the tokens without recursion, then one memoised sum over the graph of fragments. It never judges
//! whether a document is right: what is malformed passes as long as it is small, and the parser says what is wrong.

use std::collections::HashMap;

use async_graphql::{Value, Variables};

mod lexer;
mod scan;
#[cfg(test)]
mod tests;

use scan::{Cost, Definition};

/// The bytes of stack that a thread has that answers requests. The deepest document that passes takes a part of it, also in a
/// build that is not optimised; what is not used of it costs nothing.
pub const STACK: usize = 16 * 1024 * 1024;

/// How large a document may be. The defaults hold every document that a sensible client sends, with room to spare.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the document's text.
    pub bytes: usize,
    /// Names, numbers, strings and punctuation marks.
    pub tokens: usize,
    /// Levels of `{`, `[` and `(` inside each other, counted through fragments.
    pub nesting: usize,
    /// Aliases in the text.
    pub aliases: usize,
    /// Directives in the text.
    pub directives: usize,
    /// Fields at the root of one operation, counted through fragments.
    pub root_fields: usize,
    /// Operations in the document.
    pub operations: usize,
    /// Named fragments in the document.
    pub fragments: usize,
    /// Selections of all operations together, each fragment counted wherever it is spread.
    pub selections: usize,
    /// Tokens inside arguments of all operations together, each fragment counted wherever it is spread.
    pub arguments: usize,
    /// Introspection fields that list the members of types (`fields`, `inputFields`, `interfaces`, `possibleTypes`),
    /// each fragment counted wherever it is spread.
    pub listings: usize,
    /// Levels of those fields inside each other: each multiplies the reply by the size of the types it lists.
    pub listing_nesting: usize,
    /// Levels of lists and objects inside each other in the variables.
    pub variable_nesting: usize,
    /// Values in the variables, times the places that use a variable: what filling them in can cost.
    pub substitutions: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024,
            tokens: 10_000,
            nesting: 32,
            aliases: 200,
            directives: 200,
            root_fields: 50,
            operations: 20,
            fragments: 200,
            selections: 5_000,
            arguments: 20_000,
            listings: 20,
            listing_nesting: 2,
            variable_nesting: 32,
            substitutions: 1_000_000,
        }
    }
}

/// What is bounded; [`Limits`] has a field for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described at its field of `Limits`")]
pub enum Bound {
    Bytes,
    Tokens,
    Nesting,
    Aliases,
    Directives,
    RootFields,
    Operations,
    Fragments,
    Selections,
    Arguments,
    Listings,
    ListingNesting,
    VariableNesting,
    Substitutions,
}

impl Bound {
    fn described(self) -> &'static str {
        match self {
            Self::Bytes => "bytes in its document, beside its variables",
            Self::Tokens => "tokens in its document, beside its variables",
            Self::Nesting => "levels of nested brackets, counted through fragments",
            Self::Aliases => "aliases",
            Self::Directives => "directives",
            Self::RootFields => "root fields in one operation, counted through fragments",
            Self::Operations => "operations",
            Self::Fragments => "fragments",
            Self::Selections => "selections once its fragments are expanded",
            Self::Arguments => "tokens in arguments once its fragments are expanded",
            Self::Listings => "introspection fields that list the members of types",
            Self::ListingNesting => "levels of introspection fields that list the members of types inside each other",
            Self::VariableNesting => "levels of nested lists and objects in its variables",
            Self::Substitutions => {
                "values to fill in, which is the values in its variables times the uses of variables"
            }
        }
    }
}

/// Why a document is not let through to the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A bound is passed. Counting stops there, so `found` may be less than the whole.
    Exceeded {
        /// What there is too much of.
        bound: Bound,
        /// How much is allowed.
        limit: usize,
        /// How much was counted.
        found: usize,
    },
    /// A fragment spreads itself, directly or through others.
    FragmentCycle {
        /// A fragment on the cycle.
        fragment: String,
    },
}

impl Refusal {
    /// The code for `extensions.code`; it never changes.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exceeded { bound: Bound::Bytes | Bound::Tokens, .. } => "TOO_LARGE",
            Self::Exceeded { .. } => "TOO_COMPLEX",
            Self::FragmentCycle { .. } => "VALIDATION_FAILED",
        }
    }

    /// What to tell the client.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Exceeded { bound, limit, found } => {
                format!("This request may have at most {limit} {}; it has {found} or more.", bound.described())
            }
            Self::FragmentCycle { fragment } => {
                format!("The fragment `{fragment:.80}` spreads itself, directly or through other fragments.")
            }
        }
    }
}

/// The size of a document that passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Names, numbers, strings and punctuation marks.
    pub tokens: usize,
    /// Places that use a variable, each fragment counted wherever it is spread.
    pub variable_uses: usize,
}

/// Check the document against the limits.
///
/// # Errors
/// The first bound that the document passes, or a cycle in its fragments.
pub fn check(document: &str, limits: &Limits) -> Result<Shape, Refusal> {
    at_most(Bound::Bytes, limits.bytes, document.len())?;
    let (tokens, definitions) = scan::definitions(document, limits)?;
    let costs = expand(&definitions)?;
    let mut whole = Cost::default();
    for cost in
        definitions.iter().zip(&costs).filter_map(|(definition, cost)| definition.is_operation().then_some(cost))
    {
        at_most(Bound::RootFields, limits.root_fields, cost.root_fields)?;
        whole.add(*cost);
    }
    at_most(Bound::Nesting, limits.nesting, whole.depth)?;
    at_most(Bound::Selections, limits.selections, whole.selections)?;
    at_most(Bound::Arguments, limits.arguments, whole.arguments)?;
    at_most(Bound::Listings, limits.listings, whole.listings)?;
    at_most(Bound::ListingNesting, limits.listing_nesting, whole.listing_depth)?;
    Ok(Shape { tokens, variable_uses: whole.variable_uses })
}

/// Check the variables that come with a document of this shape. A variable is copied to every place that uses it, so
/// what counts is the product.
///
/// # Errors
/// The bound that the variables pass.
pub fn check_variables(variables: &Variables, shape: Shape, limits: &Limits) -> Result<(), Refusal> {
    let mut open: Vec<(&Value, usize)> = variables.values().map(|value| (value, 1)).collect();
    let mut values = 0_usize;
    while let Some((value, depth)) = open.pop() {
        // A long string costs its length to copy, about as much as a value per 64 bytes.
        values += 1 + if let Value::String(text) = value { text.len() / 64 } else { 0 };
        if let Value::List(_) | Value::Object(_) = value {
            at_most(Bound::VariableNesting, limits.variable_nesting, depth)?;
        }
        match value {
            Value::List(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(fields) => open.extend(fields.values().map(|field| (field, depth + 1))),
            _ => {}
        }
    }
    at_most(Bound::Substitutions, limits.substitutions, values.saturating_mul(shape.variable_uses))
}

fn at_most(bound: Bound, limit: usize, found: usize) -> Result<(), Refusal> {
    if found > limit { Err(Refusal::Exceeded { bound, limit, found }) } else { Ok(()) }
}

/// The cost of each definition with its fragments expanded, each fragment summed once.
fn expand(definitions: &[Definition<'_>]) -> Result<Vec<Cost>, Refusal> {
    let fragments: HashMap<&str, usize> =
        definitions.iter().enumerate().filter_map(|(at, definition)| Some((definition.fragment?, at))).collect();
    let mut costs: Vec<Cost> = definitions.iter().map(|definition| definition.own).collect();
    let mut states = vec![State::New; definitions.len()];
    let mut path: Vec<(usize, usize)> = Vec::new();

    for start in 0..definitions.len() {
        if states[start] == State::New {
            states[start] = State::Open;
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            let Some(spread) = definitions[at].spreads.get(*next) else {
                states[at] = State::Done;
                path.pop();
                continue;
            };
            // An unknown fragment is for the validator to report.
            let target = fragments.get(spread.fragment).copied();
            match target.map(|target| (target, states[target])) {
                Some((target, State::New)) => {
                    states[target] = State::Open;
                    path.push((target, 0));
                    continue;
                }
                Some((_, State::Open)) => {
                    return Err(Refusal::FragmentCycle { fragment: spread.fragment.to_owned() });
                }
                Some((target, State::Done)) => {
                    let cost = costs[target].spread_at(spread);
                    costs[at].add(cost);
                }
                None => {}
            }
            *next += 1;
        }
    }
    Ok(costs)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}
