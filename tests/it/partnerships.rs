//! Partnerships: changed, found and removed, and what an outsider learns of those that are hidden.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{add, content, propose},
    journey::definition,
    visibility::indicator,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_earlier_address_still_leads_to_its_partnership,
        all_that_is_wrong_with_a_change_is_told_at_once,
        null_brings_back_the_usual_settings,
        new_references_follow_the_prefix,
        partnerships_form_no_circle,
        a_hidden_parent_is_no_difference,
        only_a_partnership_that_nobody_joined_is_removed,
        a_region_gives_whatever_works_in_it,
        partnerships_are_filtered_by_what_they_show,
        partnerships_are_sorted_and_paged,
        a_hidden_partnership_is_in_no_list,
        a_dashboard_does_not_learn_what_belongs_to_a_hidden_partnership,
    ]
}

const RECORD: &str = "partnership { id version slug formerSlugs }";

/// A partnership kept by the stranger.
async fn found(table: &Table, slug: &str, more: Value) -> String {
    let admin = table.server.by("admin");
    let stranger = table.server.by("stranger").ask("{ viewer { person { id } } }", json!({})).await;
    let mut input = json!({
        "name": slug, "slug": slug, "kind": "PROJECT", "referencePrefix": "X",
        "secretariat": {
            "organisation": table.stranger, "from": "2026-01-01",
            "representatives": [{ "person": stranger["viewer"]["person"]["id"] }],
        },
    });
    add(&mut input, &more);
    text(&admin.act("partnershipCreate", "partnership { id }", input).await, "/id").to_owned()
}

fn change(partnership: &str, version: i32, mut input: Value) -> Value {
    input["partnership"] = json!(partnership);
    input["expectedVersion"] = json!(version);
    input
}

/// The slugs that a list has, all of which its total counts.
async fn slugs(client: &Client, arguments: &str) -> Vec<String> {
    let query = format!("{{ partnerships{arguments} {{ totalCount nodes {{ slug }} }} }}");
    let answer = client.ask(&query, json!({})).await;
    let nodes = answer["partnerships"]["nodes"].as_array().unwrap();
    assert_eq!(answer["partnerships"]["totalCount"], nodes.len(), "{arguments}");
    nodes.iter().map(|node| text(node, "/slug").to_owned()).collect()
}

async fn an_earlier_address_still_leads_to_its_partnership(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let changed = secretary.act("partnershipChange", RECORD, change(&table.id, 1, json!({ "slug": "tafel-twee" })));
    assert_eq!(changed.await, json!({ "id": table.id, "version": 2, "slug": "tafel-twee", "formerSlugs": ["tafel"] }));
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id slug formerSlugs } }";
    for slug in ["tafel", "tafel-twee"] {
        let seen = table.server.anonymous().ask(query, json!({ "slug": slug })).await;
        assert_eq!(seen["partnership"], json!({ "id": table.id, "slug": "tafel-twee", "formerSlugs": null }));
    }
    // Neither the address it has nor the one it had is anybody else's.
    let stranger =
        table.server.by("stranger").ask("{ viewer { memberships { partnership { id } } } }", json!({})).await;
    let other = text(&stranger, "/viewer/memberships/0/partnership/id");
    for slug in ["tafel", "tafel-twee"] {
        let input = change(other, 1, json!({ "slug": slug }));
        assert_eq!(table.server.by("stranger").refused("partnershipChange", input).await, ["ALREADY_EXISTS slug"]);
    }
    let back = chair.act("partnershipChange", RECORD, change(&table.id, 2, json!({ "slug": "tafel" }))).await;
    assert_eq!(back["formerSlugs"], json!(["tafel-twee"]));
    let same = chair.act("partnershipChange", RECORD, change(&table.id, 3, json!({ "slug": "tafel" }))).await;
    assert_eq!((&same["version"], &same["formerSlugs"]), (&json!(3), &json!(["tafel-twee"])));
    // As it is read from the tables anew.
    table.server.app.ledger().forget();
    let seen = secretary.ask(query, json!({ "slug": "tafel-twee" })).await;
    assert_eq!(seen["partnership"], json!({ "id": table.id, "slug": "tafel", "formerSlugs": ["tafel-twee"] }));
}

async fn all_that_is_wrong_with_a_change_is_told_at_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let wrong = json!({
        "name": " ", "slug": "Tafel", "referencePrefix": "te", "regions": ["region_nothing"], "parent": "partnership_x",
        "startsOn": { "date": "2026-05-01" }, "endsOn": { "date": "2026-04-30" }, "nameVisibility": "SELECTED",
        "settings": { "greenFrom": "0.5", "graceDays": -1 }, "sector": "x".repeat(201), "source": "111222333",
    });
    let mut problems = table.secretary().refused("partnershipChange", change(&table.id, 7, wrong.clone())).await;
    problems.sort();
    assert_eq!(
        problems,
        [
            "DATE_ORDER endsOn",
            "NOT_FOUND parent",
            "NOT_FOUND regions.0",
            "OUT_OF_RANGE nameVisibility",
            "OUT_OF_RANGE referencePrefix",
            "OUT_OF_RANGE settings.amberFrom",
            "OUT_OF_RANGE settings.graceDays",
            "OUT_OF_RANGE slug",
            "PERSONAL_DATA source",
            "REQUIRED name",
            "STALE_VERSION expectedVersion",
            "TOO_LONG sector",
        ]
    );
    for subject in ["company", "stranger", "admin"] {
        let refused = table.server.by(subject).refused("partnershipChange", change(&table.id, 7, wrong.clone())).await;
        assert_eq!(refused, ["NOT_ALLOWED"], "{subject}");
    }
    // A start is measured by the end that is there already.
    let ends = change(&table.id, 1, json!({ "endsOn": { "date": "2026-12-31" } }));
    table.secretary().act("partnershipChange", RECORD, ends).await;
    let late = change(&table.id, 2, json!({ "startsOn": { "date": "2027-01-01" } }));
    assert_eq!(table.secretary().refused("partnershipChange", late).await, ["DATE_ORDER startsOn"]);
}

async fn null_brings_back_the_usual_settings(db: TestDatabase) {
    let table = Table::set(&db).await;
    let fields = "partnership { sector settings { greenFrom amberFrom coverageMinimum graceDays silenceDays } }";
    let first = json!({
        "sector": "Techniek", "settings": { "greenFrom": "0.8", "graceDays": 7, "silenceDays": 21 },
    });
    let own = table.secretary().act("partnershipChange", fields, change(&table.id, 1, first)).await;
    let settings = json!({
        "greenFrom": "0.8", "amberFrom": "0.75", "coverageMinimum": "0.5", "graceDays": 7, "silenceDays": 21,
    });
    assert_eq!(own, json!({ "sector": "Techniek", "settings": settings }));
    let one = change(&table.id, 2, json!({ "settings": { "graceDays": null }, "sector": null }));
    let own = table.secretary().act("partnershipChange", fields, one).await;
    assert_eq!(
        (&own["sector"], &own["settings"]["graceDays"], &own["settings"]["silenceDays"]),
        (&Value::Null, &json!(14), &json!(21))
    );
    let all = change(&table.id, 3, json!({ "settings": null }));
    let own = table.secretary().act("partnershipChange", fields, all).await;
    assert_eq!((&own["settings"]["greenFrom"], &own["settings"]["silenceDays"]), (&json!("0.9"), &json!(30)));
}

async fn new_references_follow_the_prefix(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let before = propose(&company, content(&table, &json!({}))).await;
    let prefix = change(&table.id, 1, json!({ "referencePrefix": "TE" }));
    table.secretary().act("partnershipChange", RECORD, prefix).await;
    let after = propose(&company, content(&table, &json!({}))).await;
    assert_eq!((text(&before, "/reference"), text(&after, "/reference")), ("T-2026-001", "TE-2026-002"));
    let query = "query($id: ID!) { node(id: $id) { ... on Commitment { reference partnership { referencePrefix } } } }";
    let seen = company.ask(query, json!({ "id": before["id"] })).await;
    assert_eq!(seen["node"], json!({ "reference": "T-2026-001", "partnership": { "referencePrefix": "TE" } }));
}

async fn partnerships_form_no_circle(db: TestDatabase) {
    let table = Table::set(&db).await;
    let stranger = table.server.by("stranger");
    let below = found(&table, "onder", json!({ "parent": table.id })).await;
    let deeper = found(&table, "dieper", json!({ "parent": below })).await;
    let hidden = found(&table, "verborgen", json!({ "nameVisibility": "PARTNERSHIP" })).await;
    let parent = |parent: &str| change(&table.id, 1, json!({ "parent": parent }));
    for other in [&table.id, &below, &deeper] {
        assert_eq!(table.secretary().refused("partnershipChange", parent(other)).await, ["CYCLE parent"]);
    }
    assert_eq!(table.secretary().refused("partnershipChange", parent(&hidden)).await, ["NOT_FOUND parent"]);
    let moved = change(&deeper, 1, json!({ "parent": hidden }));
    stranger.act("partnershipChange", RECORD, moved).await;
    let query =
        "query($id: ID!) { partnership(by: { id: $id }) { parent { slug } children { totalCount nodes { slug } } } }";
    let seen =
        |client: Client, id: String| async move { client.ask(query, json!({ "id": id })).await["partnership"].take() };
    let children = |slugs: &[&str]| {
        let nodes: Vec<_> = slugs.iter().map(|slug| json!({ "slug": slug })).collect();
        json!({ "totalCount": slugs.len(), "nodes": nodes })
    };
    let top = seen(table.server.anonymous(), table.id.clone()).await;
    assert_eq!(top, json!({ "parent": null, "children": children(&["onder"]) }));
    assert_eq!(seen(table.secretary(), hidden.clone()).await, Value::Null);
    assert_eq!(seen(stranger, hidden.clone()).await, json!({ "parent": null, "children": children(&["dieper"]) }));
    assert_eq!(seen(table.secretary(), deeper).await, json!({ "parent": null, "children": children(&[]) }));
    // To whoever may not know of the one above, it is at the top.
    let below = |id: &str| format!("(filter: {{ parent: {{ eq: \"{id}\" }} }})");
    let (stranger, secretary) = (table.server.by("stranger"), table.secretary());
    assert_eq!(slugs(&stranger, &below(&hidden)).await, ["dieper"]);
    assert_eq!(slugs(&secretary, &below(&hidden)).await, Vec::<String>::new());
    let top = "(filter: { parent: { isNull: true }, text: { contains: \"dieper\" } })";
    assert_eq!(slugs(&secretary, top).await, ["dieper"]);
    assert_eq!(slugs(&stranger, top).await, Vec::<String>::new());
}

async fn a_hidden_parent_is_no_difference(db: TestDatabase) {
    let table = Table::set(&db).await;
    let chair = table.server.by("chair");
    let hidden = found(&table, "verborgen", json!({ "nameVisibility": "PARTNERSHIP" })).await;
    let person = chair.ask("{ viewer { person { id } } }", json!({})).await;
    let invite = json!({
        "partnership": hidden, "organisation": table.province, "status": "INVITED", "from": "2026-01-01",
        "representatives": [{ "person": person["viewer"]["person"]["id"] }],
    });
    table.server.by("stranger").act("membershipCreate", "membership { id }", invite).await;
    let parent = change(&table.id, 1, json!({ "parent": hidden, "sector": "Techniek" }));
    let seen = chair.act("partnershipChange", "partnership { parent { slug } }", parent).await;
    assert_eq!(seen, json!({ "parent": { "slug": "verborgen" } }));
    let query = "mutation($input: PartnershipChangeInput!) { partnershipChange(input: $input) { userErrors { changedFields } } }";
    let late = json!({ "input": change(&table.id, 1, json!({ "name": "Laat" })) });
    let fields = async |client: &Client| {
        client.ask(query, late.clone()).await["partnershipChange"]["userErrors"][0]["changedFields"].take()
    };
    assert_eq!(fields(&chair).await, json!(["parent", "sector"]));
    assert_eq!(fields(&table.secretary()).await, json!(["sector"]));
}

async fn only_a_partnership_that_nobody_joined_is_removed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let bureau = organisation(&admin, "Nieuw bureau", "OTHER").await;
    let newcomer = person(&admin, "newcomer", &bureau).await;
    let secretariat = json!({ "organisation": bureau, "representatives": [{ "person": newcomer }] });
    let mistake = found(&table, "vergissing", json!({ "secretariat": secretariat })).await;
    let below = found(&table, "onder", json!({ "parent": mistake })).await;
    let remove = |id: &str, version: i32, reason: &str| json!({ "partnership": id, "expectedVersion": version, "reason": reason });
    for subject in ["newcomer", "stranger"] {
        let client = table.server.by(subject);
        assert_eq!(client.refused("partnershipRemove", remove(&mistake, 1, " ")).await, ["NOT_ALLOWED"]);
    }
    let blocked = ["BLOCKED partnership", "REASON_REQUIRED reason"];
    assert_eq!(admin.refused("partnershipRemove", remove(&mistake, 1, " ")).await, blocked);
    let own = change(&below, 1, json!({ "parent": null }));
    table.server.by("stranger").act("partnershipChange", RECORD, own).await;
    // Whoever ever had a seat keeps it, and whatever was entered by the secretariat alone does not: that is hidden.
    assert_eq!(admin.refused("partnershipRemove", remove(&table.id, 1, "Vergissing")).await, ["BLOCKED partnership"]);
    // What the directory tells is told: here an organisation and a definition that refer to it.
    let client = table.server.by("newcomer");
    let party =
        json!({ "name": "De tafel als partij", "kind": "OTHER", "sector": "PUBLIC_PRIVATE", "partnership": below });
    admin.act("organisationCreate", "organisation { id }", party).await;
    assert_eq!(admin.refused("partnershipRemove", remove(&below, 2, "Vergissing")).await, ["BLOCKED partnership"]);
    let kept = found(&table, "beheerder", json!({})).await;
    let measure = json!({
        "partnership": kept, "code": "plekken", "name": "Plekken", "measure": "COUNT", "unit": "plekken", "direction": "INCREASE",
        "reporting": "SNAPSHOT", "targetBasis": "LEVEL", "frequency": "YEARLY",
    });
    table.server.by("stranger").act("definitionCreate", "definition { id }", measure).await;
    assert_eq!(admin.refused("partnershipRemove", remove(&kept, 1, "Vergissing")).await, ["BLOCKED partnership"]);
    client
        .act("goalCreate", "goal { id }", json!({ "partnership": mistake, "title": "Doel", "kind": "OUTCOME" }))
        .await;
    let removed = admin.perform("partnershipRemove", "removedId", remove(&mistake, 1, "Dubbel")).await;
    assert_eq!(removed, json!({ "removedId": mistake, "userErrors": [] }));

    let query = "query($id: ID!) { node(id: $id) { id } partnership(by: { slug: \"vergissing\" }) { id } viewer { memberships { roles } } }";
    for client in [&client, &admin] {
        let gone = json!({ "node": null, "partnership": null, "viewer": { "memberships": [] } });
        assert_eq!(client.ask(query, json!({ "id": mistake })).await, gone);
        assert_eq!(slugs(client, "(filter: { text: { contains: \"vergis\" } })").await, Vec::<String>::new());
    }
    // The rights that its seat gave are gone with it; the address is not given again.
    let input = json!({ "name": "Nog een", "kind": "COMPANY", "sector": "PRIVATE" });
    assert_eq!(client.refused("organisationCreate", input).await, ["NOT_ALLOWED"]);
    let again = change(&below, 2, json!({ "slug": "vergissing" }));
    assert_eq!(table.server.by("stranger").refused("partnershipChange", again).await, ["ALREADY_EXISTS slug"]);
    assert_eq!(admin.refused("partnershipRemove", remove(&mistake, 2, "Nog eens")).await, ["NOT_FOUND partnership"]);
}

async fn a_region_gives_whatever_works_in_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let region = async |name: &str, kind: &str, within: &[&str]| {
        let input = json!({ "name": name, "kind": kind, "within": within });
        text(&admin.act("regionCreate", "region { id }", input).await, "/id").to_owned()
    };
    let country = region("Nederland", "NATIONAL", &[]).await;
    let overijssel = region("Overijssel", "PROVINCE", &[&country]).await;
    let drenthe = region("Drenthe", "PROVINCE", &[&country]).await;
    let zwolle = region("Regio Zwolle", "LABOUR_MARKET_REGION", &[&overijssel, &drenthe]).await;
    let raalte = region("Raalte", "MUNICIPALITY", &[&zwolle]).await;
    for (slug, regions) in [
        ("land", vec![&country]),
        ("drenthe", vec![&drenthe]),
        ("raalte", vec![&raalte, &drenthe]),
        ("zwolle", vec![&zwolle]),
    ] {
        found(&table, slug, json!({ "regions": regions })).await;
    }
    let anybody = table.server.anonymous();
    for (region, expected) in [
        (&country, vec!["land", "drenthe", "raalte", "zwolle"]),
        (&overijssel, vec!["raalte", "zwolle"]),
        (&drenthe, vec!["drenthe", "raalte", "zwolle"]),
        (&zwolle, vec!["raalte", "zwolle"]),
        (&raalte, vec!["raalte"]),
    ] {
        assert_eq!(slugs(&anybody, &format!("(filter: {{ region: {{ eq: \"{region}\" }} }})")).await, expected);
    }
    assert_eq!(slugs(&anybody, "(filter: { region: { isNull: true } })").await, ["tafel", "andere-tafel"]);
}

async fn partnerships_are_filtered_by_what_they_show(db: TestDatabase) {
    let table = Table::set(&db).await;
    let parent = found(&table, "aanvalsplan", json!({ "kind": "COALITION", "sector": "Techniek" })).await;
    let spt = json!({
        "kind": "SERVICE_POINT", "stage": "AGREE_AND_MONITOR", "parent": parent, "sector": "Metaal", "externalKey": "spt",
        "startsOn": { "date": "2020-05-01", "precision": "QUARTER" }, "endsOn": { "date": "2026-01-15", "precision": "MONTH" },
    });
    found(&table, "spt-drenthe", spt).await;
    let anybody = table.server.anonymous();
    for (filter, expected) in [
        ("text: { contains: \"DRENTHE\" }".to_owned(), vec!["spt-drenthe"]),
        ("text: { eq: \"metaal\" }".to_owned(), vec!["spt-drenthe"]),
        ("sector: { isNull: false }".to_owned(), vec!["aanvalsplan", "spt-drenthe"]),
        ("name: { startsWith: \"aan\" }".to_owned(), vec!["aanvalsplan"]),
        ("kind: { in: [COALITION, SERVICE_POINT] }".to_owned(), vec!["aanvalsplan", "spt-drenthe"]),
        ("stage: { eq: AGREE_AND_MONITOR }".to_owned(), vec!["spt-drenthe"]),
        (format!("parent: {{ eq: \"{parent}\" }}"), vec!["spt-drenthe"]),
        ("parent: { isNull: true }".to_owned(), vec!["tafel", "andere-tafel", "aanvalsplan"]),
        ("hasEnded: { eq: true }".to_owned(), vec!["spt-drenthe"]),
        ("endsOn: { gte: \"2026-01-31\" }".to_owned(), vec!["spt-drenthe"]),
        ("endsOn: { lt: \"2026-01-31\" }".to_owned(), vec![]),
        ("isActiveOn: \"2026-01-31\"".to_owned(), vec!["tafel", "andere-tafel", "aanvalsplan", "spt-drenthe"]),
        ("isActiveOn: \"2020-04-01\", kind: { eq: SERVICE_POINT }".to_owned(), vec!["spt-drenthe"]),
        ("isActiveOn: \"2020-03-31\", kind: { eq: SERVICE_POINT }".to_owned(), vec![]),
        ("isActiveOn: \"2026-02-01\", kind: { eq: SERVICE_POINT }".to_owned(), vec![]),
    ] {
        assert_eq!(slugs(&anybody, &format!("(filter: {{ {filter} }})")).await, expected, "{filter}");
    }
    let key = anybody.ask("{ partnership(by: { externalKey: \"spt\" }) { slug externalKey } }", json!({})).await;
    assert_eq!(key["partnership"], json!({ "slug": "spt-drenthe", "externalKey": "spt" }));
}

async fn partnerships_are_sorted_and_paged(db: TestDatabase) {
    let table = Table::set(&db).await;
    for (slug, name, more) in [
        ("een", "Één", json!({ "kind": "TECHNIEKPACT", "startsOn": { "date": "2024-01-01" }, "sector": "b" })),
        ("twee", "twee", json!({ "stage": "GAIN_AND_INVESTMENT", "endsOn": { "date": "2025-01-01" }, "sector": "A" })),
    ] {
        let mut more = more;
        add(&mut more, &json!({ "name": name }));
        found(&table, slug, more).await;
    }
    let anybody = table.server.anonymous();
    for (order, expected) in [
        ("NAME, direction: ASC", ["andere-tafel", "een", "tafel", "twee"]),
        ("NAME, direction: DESC", ["twee", "tafel", "een", "andere-tafel"]),
        ("SECTOR, direction: ASC", ["twee", "een", "tafel", "andere-tafel"]),
        ("KIND, direction: ASC", ["tafel", "andere-tafel", "een", "twee"]),
        ("STAGE, direction: DESC", ["twee", "tafel", "andere-tafel", "een"]),
        ("STARTS_ON, direction: ASC", ["een", "tafel", "andere-tafel", "twee"]),
        ("ENDS_ON, direction: DESC", ["twee", "tafel", "andere-tafel", "een"]),
    ] {
        let arguments = format!("(orderBy: [{{ field: {order} }}])");
        assert_eq!(slugs(&anybody, &arguments).await, expected, "{order}");
    }
    let query =
        "query($after: String) { partnerships(first: 3, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {
        totalCount pageInfo { hasNextPage endCursor } nodes { slug settings { graceDays } } } }";
    let first = anybody.ask(query, json!({})).await["partnerships"].take();
    assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"]), (&json!(4), &json!(true)));
    let next = json!({ "after": first["pageInfo"]["endCursor"] });
    let second = table.secretary().ask(query, next).await["partnerships"].take();
    assert_eq!(second["nodes"], json!([{ "slug": "twee", "settings": null }]));
    // Each is seen through its own table.
    let own = "{ partnerships(filter: { slug: { eq: \"tafel\" } }) { nodes { settings { graceDays } memberships { totalCount } } } }";
    let seen = table.secretary().ask(own, json!({})).await;
    assert_eq!(
        seen["partnerships"]["nodes"],
        json!([{ "settings": { "graceDays": 14 }, "memberships": { "totalCount": 4 } }])
    );
}

/// All ways to come across a partnership that nobody named.
const LISTS: &str = "query($parent: ID!, $region: ID!) {
    all: partnerships { totalCount nodes { id slug } edges { cursor } pageInfo { hasNextPage endCursor } }
    sorted: partnerships(orderBy: [{ field: NAME, direction: DESC }, { field: STARTS_ON, direction: ASC }]) { edges { cursor } }
    page: partnerships(first: 2, orderBy: [{ field: ENDS_ON, direction: ASC }]) { totalCount nodes { slug } pageInfo { hasNextPage } }
    last: partnerships(last: 1) { nodes { slug } }
    named: partnerships(filter: { text: { contains: \"geheim\" } }) { totalCount }
    regional: partnerships(filter: { region: { eq: $region } }) { totalCount }
    kinds: partnerships(filter: { kind: { eq: COALITION } }) { totalCount }
    ended: partnerships(filter: { hasEnded: { eq: true } }) { totalCount }
    hidden: partnerships(filter: { nameVisibility: { eq: PARTNERSHIP } }) { totalCount }
    below: partnerships(filter: { parent: { eq: $parent } }) { totalCount nodes { slug } }
    partnership(by: { id: $parent }) { children { totalCount nodes { slug } edges { cursor } } }
    byKey: partnership(by: { externalKey: \"geheim\" }) { id }
    bySlug: partnership(by: { slug: \"geheim-oud\" }) { id }
    tops: partnerships(filter: { parent: { isNull: true } }) { totalCount nodes { slug } } }";

async fn a_hidden_partnership_is_in_no_list(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let region = json!({ "name": "Streek", "kind": "OTHER" });
    let region = text(&admin.act("regionCreate", "region { id }", region).await, "/id").to_owned();
    let guest = organisation(&admin, "Gast", "COMPANY").await;
    let guests = person(&admin, "guest", &guest).await;
    let variables = json!({ "parent": table.id, "region": region });
    let look = async |client: &Client| client.reply(LISTS, variables.clone()).await.to_string();
    let others = ["secretary", "company", "guest"].map(|subject| table.server.by(subject));
    let others = others.into_iter().chain([table.server.anonymous()]).collect::<Vec<_>>();
    let mut before = Vec::new();
    for client in &others {
        before.push(look(client).await);
    }
    let unchanged = async |when: &str| {
        for (at, client) in others.iter().enumerate() {
            assert_eq!(look(client).await, before[at], "{when}, {at}");
        }
    };

    let secret = json!({
        "kind": "COALITION", "nameVisibility": "PARTNERSHIP", "parent": table.id, "regions": [region], "sector": "Geheim",
        "startsOn": { "date": "2020-01-01" }, "endsOn": { "date": "2025-01-01" }, "externalKey": "geheim",
    });
    let hidden = found(&table, "geheim-oud", secret).await;
    let stranger = table.server.by("stranger");
    stranger.act("partnershipChange", RECORD, change(&hidden, 1, json!({ "slug": "geheim" }))).await;
    let child = json!({ "parent": hidden, "nameVisibility": "PARTNERSHIP", "name": "Nog geheimer" });
    found(&table, "geheim-kind", child).await;
    unchanged("once it is there").await;
    for client in [&stranger, &admin] {
        assert!(look(client).await.contains("geheim"));
    }

    // Invited, one may know of it; with the invitation over, no longer.
    let invite = json!({
        "partnership": hidden, "organisation": guest, "status": "INVITED", "from": "2026-01-01",
        "representatives": [{ "person": guests }],
    });
    let seat = stranger.act("membershipCreate", "membership { id version }", invite).await;
    assert_eq!(slugs(&others[2], "(filter: { hasEnded: { eq: true } })").await, ["geheim"]);
    let end =
        json!({ "membership": seat["id"], "expectedVersion": 1, "until": "2026-11-19", "leaveReason": "Geen tijd" });
    stranger.act("membershipEnd", "membership { until leaveReason }", end).await;
    unchanged("once the guest has left").await;

    let open = change(&hidden, 2, json!({ "nameVisibility": "PUBLIC" }));
    stranger.act("partnershipChange", RECORD, open).await;
    assert!(look(&others[3]).await.contains("geheim"));
    let close = change(&hidden, 3, json!({ "nameVisibility": "PARTNERSHIP" }));
    stranger.act("partnershipChange", RECORD, close).await;
    unchanged("once it is hidden again").await;

    let open = json!({ "parent": table.id, "regions": [region], "sector": "Geheim", "externalKey": "open" });
    let mistake = found(&table, "vergissing", open).await;
    let remove = json!({ "partnership": mistake, "expectedVersion": 1, "reason": "Toch niet" });
    assert!(look(&others[3]).await.contains("vergissing"));
    admin.perform("partnershipRemove", "removedId", remove).await;
    unchanged("once it is removed").await;

    let query = "query($id: ID!) { node(id: $id) { id } partnership(by: { slug: \"geheim\" }) { id } }";
    let seen = table.server.anonymous().ask(query, json!({ "id": hidden })).await;
    assert_eq!(seen, json!({ "node": null, "partnership": null }));
    let input = change(&hidden, 9, json!({ "name": "" }));
    assert_eq!(table.secretary().refused("partnershipChange", input).await, ["NOT_FOUND partnership"]);
}

async fn a_dashboard_does_not_learn_what_belongs_to_a_hidden_partnership(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let definition = definition(&secretary, &table, "vervuld").await;
    let indicator = indicator(&table, &definition, "PARTNERSHIP").await;
    found(&table, "onder", json!({ "parent": table.id })).await;
    let hide = json!({ "nameVisibility": "PARTNERSHIP", "slug": "verborgen", "externalKey": "sleutel" });
    secretary.act("partnershipChange", RECORD, change(&table.id, 1, hide)).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator { partnership {
        name slug formerSlugs referencePrefix externalKey children { totalCount } } } } }";
    let dashboard = table.server.with("school", Scopes::DASHBOARD, &[&indicator]);
    let seen = dashboard.ask(query, json!({ "id": indicator })).await;
    let nameless = json!({
        "name": "", "slug": "", "formerSlugs": null, "referencePrefix": "", "externalKey": null,
        "children": { "totalCount": 0 },
    });
    assert_eq!(seen["node"]["partnership"], nameless);
    let seen = secretary.ask(query, json!({ "id": indicator })).await;
    assert_eq!(seen["node"]["partnership"]["children"]["totalCount"], 1);
}
