//! One pass over the tokens of a document: what each definition selects by itself, and which fragments it spreads.

use super::lexer::{Lexer, Token};
use super::{Bound, Limits, Refusal, at_most};

/// What a selection set costs, itself or with its fragments expanded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    pub(super) selections: usize,
    pub(super) root_fields: usize,
    pub(super) arguments: usize,
    pub(super) variable_uses: usize,
    pub(super) depth: usize,
    pub(super) listings: usize,
    pub(super) listing_depth: usize,
}

impl Cost {
    pub(super) fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.root_fields = self.root_fields.saturating_add(other.root_fields);
        self.arguments = self.arguments.saturating_add(other.arguments);
        self.variable_uses = self.variable_uses.saturating_add(other.variable_uses);
        self.depth = self.depth.max(other.depth);
        self.listings = self.listings.saturating_add(other.listings);
        self.listing_depth = self.listing_depth.max(other.listing_depth);
    }

    /// What a fragment of this cost adds where it is spread.
    pub(super) fn spread_at(self, spread: &Spread<'_>) -> Self {
        Self {
            root_fields: if spread.at_root { self.root_fields } else { 0 },
            depth: self.depth.saturating_add(spread.depth),
            listing_depth: self.listing_depth.saturating_add(spread.listing_depth),
            ..self
        }
    }
}

/// A place where a fragment is spread.
pub(super) struct Spread<'a> {
    pub(super) fragment: &'a str,
    pub(super) depth: usize,
    /// Levels of listings around it.
    pub(super) listing_depth: usize,
    /// Whether its fields stand at the root of the definition.
    pub(super) at_root: bool,
}

/// An operation or a fragment.
#[derive(Default)]
pub(super) struct Definition<'a> {
    /// The name of a fragment; empty until it is read.
    pub(super) fragment: Option<&'a str>,
    pub(super) own: Cost,
    pub(super) spreads: Vec<Spread<'a>>,
}

impl Definition<'_> {
    pub(super) fn is_operation(&self) -> bool {
        self.fragment.is_none()
    }
}

/// The number of tokens and the complete definitions of a document.
pub(super) fn definitions<'a>(document: &'a str, limits: &Limits) -> Result<(usize, Vec<Definition<'a>>), Refusal> {
    let mut lexer = Lexer::new(document);
    let mut scan = Scan::new(limits);
    let mut tokens = 0;
    while let Some(token) = lexer.next() {
        tokens += 1;
        at_most(Bound::Tokens, limits.tokens, tokens)?;
        if !scan.token(token, &lexer)? {
            break;
        }
    }
    Ok((tokens, scan.definitions))
}

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Selections {
        at_root: bool,
        listing_depth: usize,
    },
    /// Arguments, variable definitions, lists and objects.
    Values,
}

/// What the token before makes of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Spread,
    /// `@`, the `:` of an alias, or the `on` of a type condition: the name begins no selection.
    Prefix,
}

struct Scan<'a, 'limits> {
    limits: &'limits Limits,
    open: Vec<Inside>,
    before: Before,
    /// Whether the selection being read is an inline fragment, whose fields stand where it stands.
    inline: bool,
    /// Whether it is a field that lists the members of a type.
    listing: bool,
    current: Option<Definition<'a>>,
    definitions: Vec<Definition<'a>>,
    operations: usize,
    fragments: usize,
    aliases: usize,
    directives: usize,
}

impl<'a, 'limits> Scan<'a, 'limits> {
    fn new(limits: &'limits Limits) -> Self {
        Self {
            limits,
            open: Vec::with_capacity(limits.nesting.min(64)),
            before: Before::Nothing,
            inline: false,
            listing: false,
            current: None,
            definitions: Vec::new(),
            operations: 0,
            fragments: 0,
            aliases: 0,
            directives: 0,
        }
    }

    /// Take one token in; false where no parser can go on.
    fn token(&mut self, token: Token<'a>, lexer: &Lexer<'a>) -> Result<bool, Refusal> {
        let before = std::mem::replace(&mut self.before, Before::Nothing);
        let inside = self.open.last().copied();
        let in_body = matches!(self.open.first(), Some(Inside::Selections { .. }));
        if in_body
            && inside == Some(Inside::Values)
            && let Some(definition) = &mut self.current
        {
            definition.own.arguments += 1;
            definition.own.variable_uses += usize::from(token == Token::Dollar);
        }
        match (token, inside) {
            (Token::Brace | Token::Bracket, _) => self.open(token, inside)?,
            (Token::Close, _) => return Ok(self.close()),
            (Token::At, _) => {
                self.directives += 1;
                at_most(Bound::Directives, self.limits.directives, self.directives)?;
                self.before = Before::Prefix;
            }
            (Token::Colon, Some(Inside::Selections { .. })) => {
                self.aliases += 1;
                at_most(Bound::Aliases, self.limits.aliases, self.aliases)?;
                self.before = Before::Prefix;
            }
            (Token::Spread, Some(Inside::Selections { .. })) => {
                self.select(false);
                self.inline = true;
                self.listing = false;
                self.before = Before::Spread;
            }
            (Token::Name(name), Some(Inside::Selections { at_root, listing_depth })) => match before {
                Before::Spread if name == "on" && lexer.a_blank_and_a_name_follow() => self.before = Before::Prefix,
                Before::Spread => self.spread(name, at_root, listing_depth),
                // It may be the name of an aliased field.
                Before::Prefix => self.list(name, listing_depth),
                Before::Nothing => {
                    self.select(at_root);
                    self.inline = false;
                    self.listing = false;
                    self.list(name, listing_depth);
                }
            },
            (Token::Name(name), None) if before == Before::Nothing => self.head(name)?,
            _ => {}
        }
        Ok(true)
    }

    fn open(&mut self, token: Token<'a>, inside: Option<Inside>) -> Result<(), Refusal> {
        let depth = self.open.len() + 1;
        at_most(Bound::Nesting, self.limits.nesting, depth)?;
        let opened = match (token, inside) {
            (Token::Brace, None) => {
                if self.current.is_none() {
                    self.begin(None)?;
                }
                Inside::Selections { at_root: true, listing_depth: 0 }
            }
            (Token::Brace, Some(Inside::Selections { at_root, listing_depth })) => Inside::Selections {
                at_root: at_root && self.inline,
                listing_depth: listing_depth + usize::from(self.listing),
            },
            _ => Inside::Values,
        };
        self.open.push(opened);
        if let Some(definition) = &mut self.current {
            definition.own.depth = definition.own.depth.max(depth);
        }
        Ok(())
    }

    fn close(&mut self) -> bool {
        let closed = self.open.pop();
        if self.open.is_empty() && matches!(closed, Some(Inside::Selections { .. })) {
            self.definitions.extend(self.current.take());
        }
        closed.is_some()
    }

    /// A name outside all brackets. The parser lets a name touch the keyword `fragment`, so this does too.
    fn head(&mut self, name: &'a str) -> Result<(), Refusal> {
        match &mut self.current {
            None => self.begin(name.strip_prefix("fragment")),
            Some(Definition { fragment: Some(unread @ ""), .. }) => {
                *unread = name;
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    fn begin(&mut self, fragment: Option<&'a str>) -> Result<(), Refusal> {
        self.current = Some(Definition { fragment, ..Definition::default() });
        if fragment.is_some() {
            self.fragments += 1;
            at_most(Bound::Fragments, self.limits.fragments, self.fragments)
        } else {
            self.operations += 1;
            at_most(Bound::Operations, self.limits.operations, self.operations)
        }
    }

    fn select(&mut self, root_field: bool) {
        if let Some(definition) = &mut self.current {
            definition.own.selections += 1;
            definition.own.root_fields += usize::from(root_field);
        }
    }

    fn list(&mut self, name: &str, around: usize) {
        if !matches!(name, "fields" | "inputFields" | "interfaces" | "possibleTypes") {
            return;
        }
        self.listing = true;
        if let Some(definition) = &mut self.current {
            definition.own.listings += 1;
            definition.own.listing_depth = definition.own.listing_depth.max(around + 1);
        }
    }

    fn spread(&mut self, fragment: &'a str, at_root: bool, listing_depth: usize) {
        self.inline = false;
        let depth = self.open.len();
        if let Some(definition) = &mut self.current {
            definition.spreads.push(Spread { fragment, depth, listing_depth, at_root });
        }
    }
}
