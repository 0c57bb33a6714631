use std::fmt::Write as _;
use std::time::Instant;

use super::*;

fn refused(document: &str) -> Bound {
    refused_by(document, &Limits::default())
}

fn refused_by(document: &str, limits: &Limits) -> Bound {
    match check(document, limits) {
        Err(Refusal::Exceeded { bound, limit, found }) => {
            assert!(found > limit);
            bound
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn passes(document: &str) -> Shape {
    check(document, &Limits::default()).unwrap()
}

#[test]
fn a_document_at_each_limit_passes_and_one_more_is_refused() {
    let small = Limits {
        nesting: 3,
        aliases: 2,
        directives: 2,
        root_fields: 3,
        operations: 2,
        fragments: 2,
        selections: 6,
        arguments: 8,
        ..Limits::default()
    };
    let cases = [
        (Bound::Nesting, "{a{b{c}}}", "{a{b{c{d}}}}"),
        (Bound::Nesting, "{a(x:[1])}", "{a(x:[[1]])}"),
        (Bound::Nesting, "query($a:[Int]=[1]){a}", "query($a:[[[Int]]]){a}"),
        (Bound::Aliases, "{a:b c:d e}", "{a:b c:d e:f}"),
        (Bound::Directives, "{a@x b@x c}", "{a@x b@x c@x}"),
        (Bound::RootFields, "{a b c{d e f}}", "{a b c d}"),
        (Bound::Operations, "query A{a} query B{a}", "query A{a} query B{a} query C{a}"),
        (
            Bound::Fragments,
            "fragment A on T{a} fragment B on T{b}",
            "fragment A on T{a} fragment B on T{b} fragmentC on T{c}",
        ),
        (Bound::Selections, "{a{b c d e f}}", "{a{b c d e f g}}"),
        (Bound::Arguments, "{a(b:1 c:2)}", "{a(b:1 c:2 d:3)}"),
    ];
    for (bound, within, beyond) in cases {
        assert!(check(within, &small).is_ok(), "{within}");
        assert_eq!(refused_by(beyond, &small), bound, "{beyond}");
    }
}

#[test]
fn the_text_and_its_tokens_are_bounded() {
    assert_eq!(refused(&format!("{{a(x:\"{}\")}}", "x".repeat(70_000))), Bound::Bytes);
    assert_eq!(refused(&format!("{{a(x:[{}])}}", "1 ".repeat(10_000))), Bound::Tokens);
}

#[test]
fn a_refusal_names_the_limit_and_what_was_found() {
    let refusal = check(&"[".repeat(100), &Limits::default()).unwrap_err();
    assert_eq!(refusal.code(), "TOO_COMPLEX");
    assert_eq!(
        refusal.message(),
        "This request may have at most 32 levels of nested brackets, counted through fragments; it has 33 or more."
    );
    assert_eq!(check(&" ".repeat(70_000), &Limits::default()).unwrap_err().code(), "TOO_LARGE");
}

#[test]
fn brackets_in_strings_block_strings_and_comments_do_not_count() {
    let deep = "{[(".repeat(50);
    passes(&format!(r#"{{a(x:"{deep}\"{deep}\\")}}"#));
    passes(&format!(
        r#"{{a(x:"""{deep}"{deep}""{deep}\"""{deep}
            {deep}""")}}"#
    ));
    passes(&format!("{{a #{deep}\"\n}} #{deep}"));
    passes(&format!(r##"{{a(x:"# no comment") b(y:"{deep}")}}"##));
}

#[test]
fn brackets_after_a_string_do_count() {
    let deep = "[".repeat(50);
    for opening in [
        r#""""#,
        r#""\\""#,
        r#""\"""#,
        r#""""""""#,
        r#""""\"""""""#,
        "\"\"\"a\n\"\"\"",
        "#\"\n",
        "#\"\"\"\r",
        "-1.5e+10",
        "\u{feff}",
    ] {
        assert_eq!(refused(&format!("{{a(x:[{opening} {deep}")), Bound::Nesting, "{opening}");
    }
}

#[test]
fn an_unterminated_block_string_hides_nothing_because_the_parser_takes_it_for_an_empty_string() {
    assert_eq!(refused(&format!(r#"{{a(x:["""" {}"#, "[".repeat(50))), Bound::Nesting);
    let started = Instant::now();
    let _ = check(&r#"""""" "#.repeat(9_000), &Limits { tokens: usize::MAX, ..Limits::default() });
    let _ = check(&r#"""\""" "#.repeat(9_000), &Limits { tokens: usize::MAX, ..Limits::default() });
    assert!(started.elapsed().as_millis() < 500);
}

#[test]
fn what_is_malformed_but_small_is_left_to_the_parser() {
    for document in
        ["", "}", "{", "{a(x:\"\n\")}", "{a ? }", "fragment", "fragment on on on", "{...}", "😀", "{a}}}}{", ".. {"]
    {
        passes(document);
    }
}

#[test]
fn a_fragment_counts_wherever_it_is_spread() {
    let document = "{a{...F} b{...F ...F}} fragment F on T{x y(p:$v) z}";
    let small = Limits { selections: 14, ..Limits::default() };
    assert_eq!(check(document, &small).unwrap().variable_uses, 3);
    assert_eq!(refused_by(document, &Limits { selections: 13, ..small }), Bound::Selections);
}

#[test]
fn root_fields_are_counted_through_fragments_and_inline_fragments() {
    let limits = Limits { root_fields: 3, ..Limits::default() };
    assert!(check("{...F ... on Q{c{x y z}}} fragment F on Q{a{x y z} b}", &limits).is_ok());
    assert_eq!(refused_by("{...F ...@x{c} ... on Q{...{d}}} fragment F on Q{a b}", &limits), Bound::RootFields);
    assert!(check("{a{...F ...F}} fragment F on Q{a b}", &limits).is_ok());
}

#[test]
fn a_fragment_named_on_is_a_fragment_as_it_is_for_the_parser() {
    let body = "x ".repeat(40);
    let spreads = "...on#\n".repeat(30);
    let document = format!("{{a{{{spreads}}}}} fragment on on T{{{body}}} ");
    let limits = Limits { selections: 1_000, ..Limits::default() };
    assert_eq!(refused_by(&document, &limits), Bound::Selections);
    assert!(check("{a{... on T{x} ...,on,T{y}}}", &limits).is_ok());
}

#[test]
fn nesting_is_counted_through_fragments() {
    let mut chain = String::from("{...F0}");
    for at in 0..40 {
        write!(chain, " fragment F{at} on T{{a ...F{}}}", at + 1).unwrap();
    }
    chain.push_str(" fragment F40 on T{a}");
    assert_eq!(refused(&chain), Bound::Nesting);
}

#[test]
fn fragments_that_spread_each_other_are_refused() {
    for document in
        ["{a} fragment F on T{...F}", "{...A} fragment A on T{...B} fragment B on T{x{...C}} fragment C on T{...A}"]
    {
        assert!(matches!(check(document, &Limits::default()), Err(Refusal::FragmentCycle { .. })));
    }
}

#[test]
fn a_list_nested_twenty_thousand_deep_is_refused_at_once() {
    let document = format!("{{a(x:{}1{})}}", "[".repeat(20_000), "]".repeat(20_000));
    assert_eq!(refused(&document), Bound::Nesting);
    let unbounded = Limits { nesting: usize::MAX, tokens: usize::MAX, arguments: usize::MAX, ..Limits::default() };
    assert!(check(&document, &unbounded).is_ok(), "even without a bound nothing here recurses");
}

#[test]
fn a_chain_of_doubling_fragments_is_refused_at_once() {
    let mut document = String::from("{a{...F0}}");
    for at in 0..60 {
        write!(document, "fragment F{at} on T{{...F{0}...F{0}}}", at + 1).unwrap();
    }
    document.push_str("fragment F60 on T{x}");
    let deep = Limits { nesting: 100, ..Limits::default() };
    let started = Instant::now();
    assert_eq!(refused_by(&document, &deep), Bound::Selections);
    assert!(started.elapsed().as_millis() < 50);
}

#[test]
fn the_introspection_query_of_the_usual_tools_passes() {
    let of_type = (0..9).fold(String::from("kind name"), |inner, _| format!("kind name ofType {{ {inner} }}"));
    passes(&format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} mutationType {{ name kind }}
            subscriptionType {{ name kind }} types {{ ...FullType }}
            directives {{ name description isRepeatable locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
        fragment FullType on __Type {{ kind name description specifiedByURL isOneOf
            fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }}
                type {{ ...TypeRef }} isDeprecated deprecationReason }}
            inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
            enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
            possibleTypes {{ ...TypeRef }} }}
        fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue isDeprecated
            deprecationReason }}
        fragment TypeRef on __Type {{ {of_type} }}"
    ));
}

#[test]
fn introspection_that_lists_the_members_of_the_members_of_types_is_refused() {
    let walk = |levels: usize| {
        let inner = (0..levels)
            .fold(String::from("name"), |inner, _| format!("x: fields @skip(if: false) {{ type {{ {inner} }} }}"));
        format!("{{ __schema {{ types {{ ... {{ {inner} }} }} }} }}")
    };
    passes(&walk(2));
    assert_eq!(refused(&walk(3)), Bound::ListingNesting);
    let fragments = "{__schema{types{...A}}} fragment A on __Type{fields{type{...B}}} fragment B on __Type{
        inputFields{type{...C}}} fragment C on __Type{possibleTypes{name}}";
    assert_eq!(refused(fragments), Bound::ListingNesting);
    let wide = format!("{{__schema{{types{{{}}}}}}} fragment A on __Type{{fields{{name}}}}", "x{...A}".repeat(21));
    assert_eq!(refused(&wide), Bound::Listings);
}

#[test]
fn variables_are_bounded_in_depth_and_by_what_filling_them_in_costs() {
    let limits = Limits::default();
    let nested = |levels: usize| {
        let json = format!("{{\"v\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
        serde_json::from_str::<Variables>(&json).unwrap()
    };
    let once = Shape { tokens: 0, variable_uses: 1 };
    assert!(check_variables(&nested(32), once, &limits).is_ok());
    let refusal = check_variables(&nested(33), once, &limits).unwrap_err();
    assert_eq!(refusal, Refusal::Exceeded { bound: Bound::VariableNesting, limit: 32, found: 33 });

    let wide: Variables = serde_json::from_str(&format!("{{\"v\":[{}1]}}", "1,".repeat(9_998))).unwrap();
    assert!(check_variables(&wide, Shape { variable_uses: 100, ..once }, &limits).is_ok());
    assert!(check_variables(&wide, Shape { variable_uses: 101, ..once }, &limits).is_err());
    let long: Variables = serde_json::from_str(&format!("{{\"v\":\"{}\"}}", "x".repeat(1 << 20))).unwrap();
    assert!(check_variables(&long, Shape { variable_uses: 62, ..once }, &limits).is_err());
}

/// What the parser's own tree says of a document, counted by plain recursion: the second opinion.
mod as_parsed {
    use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

    use crate::graphql::preflight::scan::Cost;

    pub(super) fn cost(document: &ExecutableDocument, set: &SelectionSet, at_root: bool) -> Cost {
        let mut cost = Cost { depth: 1, ..Cost::default() };
        for selection in &set.items {
            cost.selections += 1;
            let (inner, stays_at_root) = match &selection.node {
                Selection::Field(field) => {
                    cost.root_fields += usize::from(at_root);
                    (Some(&field.node.selection_set.node), false)
                }
                Selection::InlineFragment(inline) => (Some(&inline.node.selection_set.node), true),
                Selection::FragmentSpread(spread) => (
                    document.fragments.get(&spread.node.fragment_name.node).map(|found| &found.node.selection_set.node),
                    true,
                ),
            };
            if let Some(inner) = inner.filter(|inner| !inner.items.is_empty()) {
                let mut inner = self::cost(document, inner, at_root && stays_at_root);
                inner.depth += 1;
                cost.add(inner);
            }
        }
        cost
    }
}

#[test]
fn whatever_the_parser_accepts_is_counted_as_the_parser_reads_it() {
    const SEEDS: [&str; 3] = [
        "query Q($a: [Int!]! @d = [1, 2]) @e(x: {y: 1}) { a: b(c: \"s\", d: $a) @i(if: true) { ...F ... on T { x } } }
         fragment F on T { y z { w } }",
        "queryR{ a ... @i(if: $x) { b c(x: \"\"\"block\"\"\") } ... { d } ...on#\n} fragmenton on T { u } mutationM { m }",
        "# comment\n{ a(l: [[1.5e3, -2], [], {o: {p: E}}]) b }, fragment G on T { x ...H } fragment H on T { y }",
    ];
    const PIECES: [&str; 28] = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "\"\"",
        "\"\"\"",
        "\\",
        "\\\"\"\"",
        "#",
        "\n",
        "\r",
        ",",
        " ",
        "...",
        "on",
        "on T",
        "a",
        "fragment",
        "fragment K on T{k}",
        "...F",
        ":",
        "@x",
        "$a",
        "1",
        "\u{feff}",
    ];
    // A fixed sequence (Lehmer's), so that a failure repeats.
    let mut seed: u64 = 20_260_101;
    let mut pick = |below: usize| {
        seed = seed * 48_271 % 2_147_483_647;
        usize::try_from(seed).unwrap() % below
    };
    let mut accepted = 0;
    for _ in 0..4_000 {
        let mut text = String::from(SEEDS[pick(SEEDS.len())]);
        assert!(async_graphql::parser::parse_query(&text).is_ok(), "{text}");
        for _ in 0..=pick(4) {
            let mut at = pick(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let end =
                if pick(3) == 0 { text[at..].chars().next().map_or(at, |removed| at + removed.len_utf8()) } else { at };
            text.replace_range(at..end, PIECES[pick(PIECES.len())]);
        }
        let Ok(parsed) = async_graphql::parser::parse_query(&text) else { continue };
        let (_, definitions) = scan::definitions(&text, &Limits::default()).unwrap();
        let Ok(costs) = expand(&definitions) else { continue };
        accepted += 1;
        let mut expected = Cost::default();
        for (_, operation) in parsed.operations.iter() {
            expected.add(as_parsed::cost(&parsed, &operation.node.selection_set.node, true));
        }
        let mut counted = Cost::default();
        for (_, cost) in definitions.iter().zip(costs).filter(|(definition, _)| definition.is_operation()) {
            counted.add(cost);
        }
        assert_eq!((counted.selections, counted.root_fields), (expected.selections, expected.root_fields), "{text}");
        assert!(counted.depth >= expected.depth, "{text}");
    }
    assert!(accepted > 200, "only {accepted} documents were accepted");
}
