//! Hidden equals absent in every list there is: what was added or removed out of a viewer's sight changes no condition,
//! order, count or record of any list that the schema has, now or later.

use std::collections::{BTreeMap, BTreeSet};

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, person},
    tests,
};

use crate::{
    commitment::{agreed, content, propose, take},
    journey::{definition, submit},
    visibility::{indicator, seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![what_is_hidden_changes_no_list, what_is_hidden_changes_no_figure_agenda_or_step]
}

/// Lists in one request.
const AT_ONCE: usize = 12;

/// A list of some type, what to ask of its records, and all the ways to ask for them.
struct List {
    of: String,
    field: String,
    said: String,
    ways: Vec<String>,
}

/// Every list of the schema, with one condition or one order at a time.
async fn lists(client: &Client) -> Vec<List> {
    let query = "{ __schema { types { kind name
        fields { name type { ...Named } args { name type { ...Named } } }
        inputFields { name type { ...Named } } enumValues { name } } } }
        fragment Named on __Type { name ofType { name ofType { name ofType { name } } } }";
    let schema = client.ask(query, json!({})).await;
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let types: BTreeMap<String, Value> =
        array(&schema["__schema"]["types"]).into_iter().map(|one| (text(&one, "/name").to_owned(), one)).collect();
    let named = |of: &Value| {
        let mut of = &of["type"];
        while of["name"].is_null() {
            of = &of["ofType"];
        }
        text(of, "/name").to_owned()
    };
    let words =
        |name: &str| array(&types[name]["enumValues"]).iter().map(|word| text(word, "/name").to_owned()).collect();
    let conditions = |name: &str| -> Vec<String> {
        let some = |some: &[&str]| some.iter().map(|&one| one.to_owned()).collect();
        match name {
            "StringFilter" => some(&["isNull: true", "contains: \"e\""]),
            "DateFilter" => some(&["isNull: true", "gte: \"2026-06-01\""]),
            "DecimalFilter" => some(&["isNull: true", "gte: \"1\""]),
            "IdFilter" => some(&["isNull: true"]),
            "IntFilter" => some(&["gte: 1"]),
            "BooleanFilter" => some(&["eq: true"]),
            words_of => {
                let eq = array(&types[words_of]["inputFields"]).into_iter().find(|field| field["name"] == "eq");
                let values: Vec<String> = words(&named(&eq.expect("conditions on a word")));
                values.iter().map(|word| format!("eq: {word}")).collect()
            }
        }
    };
    // All that a record says of itself, and the ids of what it refers to; but for how often its table changed.
    let said = |record: &str| {
        let fields = array(&types[record]["fields"]).into_iter().filter(|field| field["name"] != "revision");
        let said = fields.filter_map(|field| {
            let (name, of) = (text(&field, "/name"), named(&field));
            let has_id = array(&types[&of]["fields"]).iter().any(|one| one["name"] == "id");
            match text(&types[&of], "/kind") {
                "SCALAR" | "ENUM" => Some(name.to_owned()),
                "OBJECT" if has_id => Some(format!("{name} {{ id }}")),
                _ => None,
            }
        });
        said.collect::<Vec<_>>().join(" ")
    };
    let mut lists = Vec::new();
    for (of, object) in &types {
        for field in array(&object["fields"]) {
            let arguments = array(&field["args"]);
            let argument = |name: &str| arguments.iter().find(|one| one["name"] == name).map(&named);
            let Some((filter, order)) = argument("filter").zip(argument("orderBy")) else { continue };
            let mut ways = vec!["first: 2".to_owned(), "last: 1".to_owned()];
            for field in array(&types[&filter]["inputFields"]) {
                let (name, of) = (text(&field, "/name"), named(&field));
                if of == "Date" {
                    ways.push(format!("filter: {{ {name}: \"2026-11-01\" }}"));
                    continue;
                }
                ways.extend(conditions(&of).iter().map(|one| format!("filter: {{ {name}: {{ {one} }} }}")));
            }
            let by = array(&types[&order]["inputFields"]).into_iter().find(|one| one["name"] == "field");
            let fields: Vec<String> = words(&named(&by.expect("an order by a field")));
            ways.extend(fields.iter().map(|by| format!("orderBy: [{{ field: {by}, direction: ASC }}]")));
            let record = named(&field).replace("Connection", "");
            let (of, field) = (of.clone(), text(&field, "/name").to_owned());
            lists.push(List { of, field, said: said(&record), ways });
        }
    }
    lists
}

/// What a client is told by each list, by the name of the list.
async fn told(client: &Client, lists: &[List], known: &BTreeMap<&str, String>) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for List { of, field, said, ways } in lists {
        let whole = format!("whole: {field} {{ nodes {{ {said} }} }}");
        let aliased = ways.iter().enumerate().map(|(at, way)| {
            let page = "totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage }";
            format!("way{at}: {field}({way}) {{ {page} }}")
        });
        let asked: Vec<_> = [whole].into_iter().chain(aliased).collect();
        let mut answers = String::new();
        for asked in asked.chunks(AT_ONCE) {
            let asked = asked.join(" ");
            let query = match of.as_str() {
                "Query" => format!("{{ {asked} }}"),
                "Viewer" => format!("{{ viewer {{ {asked} }} }}"),
                of => format!("{{ node(id: \"{}\") {{ ... on {of} {{ {asked} }} }} }}", known[of]),
            };
            answers += &client.ask(&query, json!({})).await.to_string();
        }
        told.insert(format!("{of}.{field}"), answers);
    }
    told
}

/// What to say of an interest of the company.
fn interest(table: &Table, goal: &str, title: &str) -> Value {
    json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PEOPLE", "title": title,
        "importance": 5, "goals": [goal], "externalKey": title, "reviewedOn": "2026-11-01",
    })
}

/// A table at which there is something of each kind to see, by kind.
pub(crate) async fn known(table: &Table) -> BTreeMap<&'static str, String> {
    let (admin, secretary, company) = (table.server.by("admin"), table.secretary(), table.server.by("company"));
    let region = json!({ "name": "Streek", "kind": "OTHER" });
    let region = text(&admin.act("regionCreate", "region { id }", region).await, "/id").to_owned();
    let goal = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME", "visibility": "PUBLIC" });
    let goal = text(&secretary.act("goalCreate", "goal { id }", goal).await, "/id").to_owned();
    let definition = definition(&secretary, table, "vervuld").await;
    let series = indicator(table, &definition, "PUBLIC").await;
    let sent = submit(&company, &series, "2026-03-01", 3).await;
    let approve = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    secretary.act("measurementApprove", "measurement { id }", approve).await;
    let open = company.act("interestCreate", "interest { id }", interest(table, &goal, "Open")).await;
    let share = json!({ "interest": open["id"], "expectedVersion": 1, "visibility": "PUBLIC" });
    company.act("interestShare", "interest { id }", share).await;
    let served = company.act("interestCreate", "interest { id }", interest(table, &goal, "Gediend")).await;
    let signed = json!({ "partnership": table.id, "title": "Convenant", "visibility": "PUBLIC" });
    let agreement = secretary.act("agreementCreate", "agreement { id }", signed).await["id"].take();
    let more = json!({
        "visibility": "PUBLIC", "goals": [goal], "agreement": agreement, "interests": [open["id"], served["id"]], "kind": "MONEY",
        "amount": "100", "source": "Verslag",
    });
    let (commitment, decision) = agreed(table, &more).await;
    let note = json!({ "commitment": commitment["id"], "health": "ON_TRACK" });
    company.act("commitmentNote", "note { id }", note).await;
    let delivery = json!({ "commitment": commitment["id"], "amount": "10", "source": "Verslag" });
    company.act("commitmentDeliver", "delivery { id }", delivery).await;
    let milestone = json!({ "commitment": commitment["id"], "title": "Eerste", "source": "Verslag" });
    company.act("milestoneCreate", "milestone { id }", milestone).await;
    let meeting = secretary
        .ask(
            "query($id: ID!) { node(id: $id) { ... on Decision { meeting { id } } } }",
            json!({ "id": decision["decision"] }),
        )
        .await;
    let of_record = |value: &Value| value.as_str().unwrap().to_owned();
    BTreeMap::from([
        ("Partnership", table.id.clone()),
        ("Organisation", table.company.clone()),
        ("Region", region),
        ("Goal", goal),
        ("IndicatorDefinition", definition),
        ("Indicator", series),
        ("Interest", of_record(&served["id"])),
        ("Commitment", of_record(&commitment["id"])),
        ("Agreement", of_record(&agreement)),
        ("Decision", of_record(&decision["decision"])),
        ("Meeting", text(&meeting, "/node/meeting/id").to_owned()),
    ])
}

/// Adds what only the company, the secretariat and the stranger may know of, and takes some of it away.
pub(crate) async fn hide(table: &Table, known: &BTreeMap<&'static str, String>) {
    let (admin, secretary) = (table.server.by("admin"), table.secretary());
    let (company, stranger) = (table.server.by("company"), table.server.by("stranger"));
    let own = company.act("interestCreate", "interest { id }", interest(table, &known["Goal"], "Geheim")).await;
    secretary.act("interestCreate", "interest { id }", interest(table, &known["Goal"], "Namens")).await;
    let served = json!({ "interest": known["Interest"], "expectedVersion": 1, "reason": "Vervallen" });
    company.act("interestRemove", "partnership { id }", served).await;

    let terms = json!({ "goals": [known["Goal"]], "agreement": known["Agreement"], "interests": [own["id"]], "visibility": "PUBLIC", "externalKey": "concept" });
    company.act("commitmentDraft", "commitment { id }", content(table, &terms)).await;
    let mut withdrawn = company.act("commitmentDraft", "commitment { id version }", content(table, &json!({}))).await;
    take(&company, "Withdraw", &mut withdrawn, json!({ "reason": "Toch niet" }), "WITHDRAWN").await;
    let mut sent_back = propose(&company, content(table, &json!({ "goals": [known["Goal"]] }))).await;
    let note = json!({ "commitment": sent_back["id"], "health": "BEHIND" });
    company.act("commitmentNote", "note { id }", note).await;
    let needs = json!({ "from": known["Commitment"], "to": sent_back["id"], "kind": "REQUIRES" });
    company.act("dependencyCreate", "dependency { id }", needs).await;
    let first = json!({ "commitment": sent_back["id"], "title": "Eerste", "weight": "3" });
    company.act("milestoneCreate", "milestone { id }", first).await;
    let stand_in = json!({
        "commitment": sent_back["id"], "organisation": table.school, "decision": "AGREE", "expectedTermsVersion": 1,
        "citedDecision": known["Decision"],
    });
    secretary.act("commitmentEndorse", "commitment { id }", stand_in).await;
    take(&secretary, "SendBack", &mut sent_back, json!({ "reason": "Te vaag" }), "DRAFT").await;
    let draft = json!({ "indicator": known["Indicator"], "observedOn": "2026-06-01", "value": { "number": "9" } });
    company.act("measurementDraft", "measurement { id }", draft).await;

    let keeper = person(&admin, "keeper", &table.stranger).await;
    let envoy = person(&admin, "envoy", &table.company).await;
    let seat = stranger.ask("{ viewer { person { id } } }", json!({})).await;
    let hidden = json!({
        "name": "Geheim", "slug": "geheim", "kind": "PROJECT", "referencePrefix": "G", "nameVisibility": "PARTNERSHIP",
        "parent": table.id, "regions": [known["Region"]], "sector": "Techniek",
        "secretariat": {
            "organisation": table.stranger, "from": "2026-01-01",
            "representatives": [{ "person": keeper }, { "person": seat["viewer"]["person"]["id"] }],
        },
    });
    let hidden = admin.act("partnershipCreate", "partnership { id }", hidden).await["id"].take();
    let seat = json!({
        "partnership": hidden, "organisation": table.company, "roles": ["PARTNER"], "from": "2026-01-01",
        "representatives": [{ "person": envoy }],
    });
    stranger.act("membershipCreate", "membership { id }", seat).await;
    let theirs = json!({ "partnership": hidden, "visibility": "PUBLIC", "beneficiaries": [table.stranger] });
    propose(&stranger, content(table, &theirs)).await;
    let series = json!({ "partnership": hidden, "definition": known["IndicatorDefinition"], "visibility": "PUBLIC" });
    stranger.act("indicatorCreate", "indicator { id }", series).await;
}

async fn what_is_hidden_changes_no_list(db: TestDatabase) {
    let table = Table::set(&db).await;
    let known = known(&table).await;
    seat_observer(&table).await;
    seat_until_october(&table).await;
    let mut others: Vec<_> = ["chair", "observer", "former"].map(|subject| (subject, table.server.by(subject))).into();
    others.push(("school", table.server.with("school", Scopes::READ, &[])));
    others.push(("dashboard", table.server.with("company", Scopes::DASHBOARD, &[&known["Indicator"]])));
    others.push(("anonymous", table.server.anonymous()));
    let lists = lists(&table.secretary()).await;
    let look = async |client: &Client| told(client, &lists, &known).await;

    let insiders = ["company", "stranger"].map(|subject| table.server.by(subject));
    let mut before = Vec::new();
    for client in insiders.iter().chain(others.iter().map(|(_, client)| client)) {
        before.push(look(client).await);
    }
    hide(&table, &known).await;

    let mut moved = BTreeSet::new();
    for (client, before) in insiders.iter().zip(&before) {
        let after = look(client).await;
        moved.extend(after.into_iter().filter(|(list, told)| before[list] != *told).map(|(list, _)| list));
    }
    let moved: Vec<&str> = moved.iter().map(String::as_str).collect();
    let expected = [
        "Agreement.commitments",
        "Decision.citations",
        "Decision.commitments",
        "Goal.commitments",
        "Goal.interests",
        "Indicator.measurements",
        "IndicatorDefinition.indicators",
        "Interest.commitments",
        "Meeting.actionList",
        "Organisation.commitments",
        "Organisation.interests",
        "Organisation.memberships",
        "Organisation.persons",
        "Partnership.children",
        "Partnership.commitments",
        "Partnership.interests",
        "Partnership.measurements",
        "Partnership.notes",
        "Query.partnerships",
        "Query.persons",
        "Viewer.commitments",
    ];
    assert_eq!(moved, expected, "what was hidden shows to those who may see it, or nothing is tried here");
    for ((name, client), before) in others.iter().zip(&before[insiders.len()..]) {
        for (list, after) in look(client).await {
            assert_eq!(after, before[&list], "{name} {list}");
        }
    }
}

/// What the table knows that is no list of records: figures, what is to be done, and what stands in its way.
const FIGURES: &str = "query($id: ID!, $goal: ID!, $commitment: ID!, $meeting: ID!, $agreement: ID!) {
    partnership(by: { id: $id }) {
        commitmentCounts { state count } stageGates { stage done missing } talkToAction { days since light }
        balance { organisation { name } wholeTable signals opinion { id } lines {
            side kind unit isJoint named askedFor promised delivered unknown approximate bound } }
        interestMatrix { goals { id } rows { organisation { name } cells {
            goal { id } gains contributions wishes concerns interests { id } } } }
        unservedInterests { totalCount nodes { id } }
    }
    goal: node(id: $goal) { ... on Goal {
        version isEndorsed awaiting { name } endorsements { id } amendments { id } progress { value coverage }
        commitmentsFulfilled { fulfilled agreed }
        gap { open { code message } lines {
            unit target level promised bestEffort askedFor delivered bestEffortDelivered unknown remaining } } } }
    commitment: node(id: $commitment) { ... on Commitment {
        version isBlocked isAtRisk isCounterpartReleased isUnderAmendment remainder { id } interests { id }
        dependencies { id } awaiting { name } lateToReact { name } endorsements { id } amendments { id }
        progress { value approximate bound } delivered promisedInTotal conditions { text } contacts { person { id } }
        allowedTransitions { to allowed blockedBy { code message party { name } } } } }
    past: partnership(by: { id: $id }) {
        talkToAction(at: \"2026-11-10\") { days light since }
        balance(at: \"2026-11-10\") { organisation { name } wholeTable signals opinion { id } lines {
            side kind unit isJoint named askedFor promised delivered unknown approximate bound } } }
    pastGoal: node(id: $goal) { ... on Goal {
        commitmentsFulfilled(at: \"2026-11-10\") { fulfilled agreed }
        gap(at: \"2026-11-10\") { open { code message } lines {
            unit target level promised bestEffort askedFor delivered bestEffortDelivered unknown remaining approximate bound
            byEffect { effect promised bestEffort askedFor delivered bestEffortDelivered } } } } }
    pastCommitment: node(id: $commitment) { ... on Commitment { progress(at: \"2026-11-10\") { value approximate bound at } } }
    meeting: node(id: $meeting) { ... on Meeting {
        version prefilledAgenda { reason commitment { id } goal { id } problemStatement { id } amendment { id } delivery { id } } } }
    agreement: node(id: $agreement) { ... on Agreement { version parties { organisation { name } } } }
    viewer { may endorsementsAwaited { since commitment { id } goal { id } } }
}";

async fn what_is_hidden_changes_no_figure_agenda_or_step(db: TestDatabase) {
    let table = Table::set(&db).await;
    let known = known(&table).await;
    seat_observer(&table).await;
    seat_until_october(&table).await;
    let mut clients: Vec<_> =
        ["company", "secretary", "chair", "observer", "former", "school"].map(|one| table.server.by(one)).into();
    clients.push(table.server.with("company", Scopes::DASHBOARD, &[&known["Indicator"]]));
    clients.push(table.server.anonymous());
    let asked = json!({
        "id": table.id, "goal": known["Goal"], "commitment": known["Commitment"], "meeting": known["Meeting"],
        "agreement": known["Agreement"],
    });
    let look = async |client: &Client| client.ask(FIGURES, asked.clone()).await;
    let mut before = Vec::new();
    for client in &clients {
        before.push(look(client).await);
    }
    hide(&table, &known).await;
    assert_ne!(look(&clients[0]).await, before[0], "the company sees what it did, or nothing is tried here");
    for (at, client) in clients.iter().enumerate().skip(2) {
        let after = look(client).await;
        assert_eq!(after, before[at], "viewer {at}");
    }
}
