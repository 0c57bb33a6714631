//! Charts by their addresses: they say what the API says to the same viewer, name no person, show nothing that is hidden and
//! never break.

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};

use crate::{
    absence::{hide, known},
    visibility::{indicator, seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        every_figure_of_the_demos_charts_is_that_of_the_api,
        an_address_never_breaks,
        what_is_hidden_changes_no_chart,
    ]
}

/// What the server answers to an address, which is always something.
async fn get(client: &Client, address: &str) -> Vec<u8> {
    let reply = client.send(Request::get(address).body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status(), 200, "{address}");
    assert_eq!(reply.headers()["x-content-type-options"], "nosniff", "{address}");
    let policy = reply.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let body = to_bytes(reply.into_body(), 1 << 24).await.unwrap();
    body.to_vec()
}

async fn written(client: &Client, address: &str) -> String {
    String::from_utf8(get(client, address).await).unwrap()
}

/// The rows of the table on a page, without the markup.
fn rows(page: &str) -> Vec<Vec<String>> {
    let body = page.split("<tbody>").nth(1).unwrap_or_default();
    let plain = |cell: &str| {
        let (_, said) = cell.split_once('>').unwrap();
        said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let cells = |row: &str| {
        row.split("</t")
            .filter(|cell| cell.contains("<t"))
            .map(|cell| plain(cell.rsplit("<t").next().unwrap()))
            .collect()
    };
    body.split("</tr>").map(cells).filter(|row: &Vec<String>| !row.is_empty()).collect()
}

/// A number as the API writes it, from one as people read it.
fn exact(said: &str) -> String {
    let number = said.trim_start_matches(|letter: char| !letter.is_ascii_digit() && letter != '-');
    number.replace('.', "").replace(',', ".")
}

/// A day as the API writes it.
fn day(said: &str) -> String {
    let months = "januari februari maart april mei juni juli augustus september oktober november december";
    let [day, month, year] = said.split(' ').collect::<Vec<_>>()[..] else { panic!("{said} is no day") };
    let month = months.split(' ').position(|name| name == month).unwrap() + 1;
    format!("{year}-{month:02}-{:02}", day.parse::<u32>().unwrap())
}

/// A value of the API as it must stand in a cell.
fn or_empty(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Whether a percentage is a ratio, rounded to a tenth.
fn is_percentage(said: &str, ratio: &Value) -> bool {
    let percentage: f64 = exact(said.trim_end_matches('%').trim()).parse().unwrap();
    (percentage - 100.0 * ratio.as_str().unwrap().parse::<f64>().unwrap()).abs() <= 0.050_01
}

/// What stands before a figure that is vague.
fn vague(figure: &Value) -> &'static str {
    match (figure["approximate"].as_bool(), figure["bound"].as_str()) {
        (Some(true), Some("AT_LEAST")) => "minstens ",
        (Some(true), Some(_)) => "hoogstens ",
        (Some(true), None) => "circa ",
        _ => "",
    }
}

/// What holds of every picture: it is a whole one, says what it is, has no ids, scripts or addresses, and names nobody.
fn is_fit_to_be_shown(svg: &str, persons: &[String]) {
    let open = svg.matches('<').count() - svg.matches("</").count();
    assert_eq!(open, svg.matches("</").count(), "an element is not closed");
    for part in ["<title>", "<desc>", "role=\"img\"", "<text"] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
    for part in [" id=", "<script", "href", "<style", "url("] {
        assert!(!svg.contains(part), "{part}: {svg}");
    }
    for person in persons {
        assert!(!svg.contains(person.as_str()), "{person}: {svg}");
    }
}

async fn every_figure_of_the_demos_charts_is_that_of_the_api(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let people = server.by("beheer").ask("{ persons(first: 200) { nodes { name } } }", json!({})).await;
    let people = people["persons"]["nodes"].as_array().unwrap().iter();
    let people: Vec<String> = people.map(|person| text(person, "/name").to_owned()).collect();
    assert!(people.len() > 10, "{people:?}");
    let mut seen = [0; 4];
    for client in [server.anonymous(), server.by("secretariaat"), server.by("drenthe")] {
        let query = "{ partnerships(first: 50) { nodes { id slug
            commitmentCounts { state stateLabel count }
            commitments(first: 200) { nodes {
                reference title state stateLabel isOverdue timesPostponed dueOn { label } originalDueOn { label } } }
            indicators(first: 100) { nodes { id name definition { measure reporting }
                baseline { value }
                series(include: PROVISIONAL) { dates values expected added provisional }
                level { value approximate bound } progress { value approximate bound } expected { value }
                resultLight resultLightLabel resultReasonLabel } } } } }";
        let all = client.ask(query, json!({})).await;
        for partnership in all["partnerships"]["nodes"].as_array().unwrap() {
            let at = format!("/charts/partnerships/{}", text(partnership, "/slug"));
            let list = |pointer: &str| partnership.pointer(pointer).and_then(Value::as_array).unwrap().clone();
            for name in ["commitments", "timeline"] {
                is_fit_to_be_shown(&written(&client, &format!("{at}/{name}.svg")).await, &people);
            }
            let counts = rows(&written(&client, &format!("{at}/commitments.html")).await);
            let late = |state: &Value| {
                let late = |one: &&Value| one["state"] == *state && one["isOverdue"] == true;
                list("/commitments/nodes").iter().filter(late).count()
            };
            let expected: Vec<[String; 3]> = list("/commitmentCounts")
                .iter()
                .map(|one| {
                    let late = late(&one["state"]);
                    let late = if late > 0 { late.to_string() } else { String::new() };
                    [text(one, "/stateLabel").to_owned(), one["count"].to_string(), late]
                })
                .collect();
            let told: Vec<[String; 3]> =
                counts.iter().map(|row| [row[0].to_lowercase(), exact(&row[1]), row[2].clone()]).collect();
            let sorted = |mut rows: Vec<[String; 3]>| {
                rows.sort();
                rows
            };
            assert_eq!(sorted(told), sorted(expected), "{at}");
            seen[0] += counts.len();

            let timeline = rows(&written(&client, &format!("{at}/timeline.html")).await);
            seen[1] += is_the_timeline_of(&timeline, &list("/commitments/nodes"));

            for indicator in list("/indicators/nodes") {
                let at = format!("/charts/indicators/{}", text(&indicator, "/id"));
                is_fit_to_be_shown(&written(&client, &format!("{at}.svg")).await, &people);
                seen[2] += says_what_the_api_says(&rows(&written(&client, &format!("{at}.html")).await), &indicator);
            }
            let can_be_added = |one: &&Value| {
                ["COUNT", "MONEY", "HOURS"].contains(&text(one, "/definition/measure"))
                    && one["definition"]["reporting"] != "SNAPSHOT"
            };
            let steps: Vec<String> =
                list("/indicators/nodes").iter().filter(can_be_added).map(|one| text(one, "/id").to_owned()).collect();
            if !steps.is_empty() {
                seen[3] += funnel(&client, text(partnership, "/id"), &at, &steps).await;
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen > 4), "the demo has charts of each kind: {seen:?}");
}

/// Compares a timeline, but for the goals in it, with the commitments that the API lists, and counts them.
fn is_the_timeline_of(rows: &[Vec<String>], commitments: &[Value]) -> usize {
    let mut told: Vec<Vec<String>> = rows.iter().map(|row| [&row[..1], &row[2..]].concat()).collect();
    let proposed = commitments.iter().filter(|one| !one["reference"].is_null() && one["state"] != "DRAFT");
    let mut expected: Vec<Vec<String>> = proposed
        .map(|one| {
            let times = one["timesPostponed"].as_i64().filter(|times| *times > 0);
            vec![
                format!("{} {}", text(one, "/reference"), text(one, "/title")),
                one["dueOn"]["label"].as_str().unwrap_or("geen datum").to_owned(),
                or_empty(&one["originalDueOn"]["label"]).to_owned(),
                times.map_or(String::new(), |times| times.to_string()),
                text(one, "/stateLabel").to_owned(),
                if one["isOverdue"] == true { "te laat" } else { "" }.to_owned(),
            ]
        })
        .collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    told.len()
}

/// Compares the table of an indicator with the answer of the API, and counts its days.
fn says_what_the_api_says(rows: &[Vec<String>], indicator: &Value) -> usize {
    let days: Vec<&Vec<String>> =
        rows.iter().filter(|row| ["Stand", "Voorlopige stand"].contains(&row[0].as_str())).collect();
    let series = &indicator["series"];
    let list = |name: &str| series[name].as_array().unwrap().clone();
    assert_eq!(days.len(), list("dates").len(), "{indicator:#}");
    for (at, row) in days.iter().enumerate() {
        assert_eq!(row[0] == "Voorlopige stand", list("provisional")[at] == true, "{row:?}");
        let told =
            [day(&row[1]), exact(&row[2]), exact(&row[3]), row.get(4).map_or(String::new(), |added| exact(added))];
        let expected = ["dates", "values", "expected", "added"].map(|name| or_empty(&list(name)[at]).to_owned());
        assert_eq!(told, expected, "{indicator:#}");
    }
    let row = |what: &str| rows.iter().find(|row| row[0] == what).unwrap_or_else(|| panic!("no {what} in {rows:?}"));
    let level = row("Stand op de peildatum");
    match indicator["level"]["value"].as_str() {
        Some(value) => {
            assert_eq!(exact(&level[2]), value);
            assert!(level[2].starts_with(vague(&indicator["level"])), "{level:?}");
        }
        None => assert_eq!(level[2], "geen gegevens"),
    }
    assert_eq!(exact(&level[3]), or_empty(&indicator["expected"]["value"]));
    let progress = &row("Voortgang")[2];
    if indicator["progress"]["value"].is_null() {
        assert_eq!(progress, "geen gegevens");
    } else {
        assert!(is_percentage(progress, &indicator["progress"]["value"]), "{progress}");
    }
    let light = if indicator["resultLight"] == "GREY" { "/resultReasonLabel" } else { "/resultLightLabel" };
    assert_eq!(row("Oordeel")[2], text(indicator, light));
    if let Some(baseline) = indicator["baseline"]["value"].as_str() {
        assert_eq!(exact(&row("Nulmeting")[2]), baseline);
    }
    days.len()
}

/// Compares a funnel with the answer of the API, and counts its steps.
async fn funnel(client: &Client, partnership: &str, at: &str, steps: &[String]) -> usize {
    let asked: Vec<Value> = steps.iter().map(|id| json!({ "indicators": [id] })).collect();
    let query = "query($id: ID!, $steps: [FunnelStepInput!]!) { partnership(by: { id: $id }) {
        funnel(steps: $steps, from: \"2018-01-01\") { steps {
            count { value approximate bound } conversion { value approximate bound } } } } }";
    let told = client.ask(query, json!({ "id": partnership, "steps": asked })).await;
    let told = told["partnership"]["funnel"]["steps"].as_array().unwrap().clone();
    let page = written(client, &format!("{at}/funnel.html?steps={}&from=2018-01-01", steps.join(","))).await;
    let rows = rows(&page);
    assert_eq!(rows.len(), told.len());
    for (row, step) in rows.iter().zip(&told) {
        match step["count"]["value"].as_str() {
            Some(value) => {
                assert_eq!(format!("{}{value}", vague(&step["count"])), row[1].replace('.', "").replace(',', "."));
            }
            None => assert_eq!(row[1], "geen gegevens"),
        }
        match step["conversion"].get("value") {
            Some(Value::String(_)) => {
                assert!(is_percentage(&row[3], &step["conversion"]["value"]), "{row:?}");
                assert!(row[3].starts_with(vague(&step["conversion"])), "{row:?}");
            }
            Some(_) => assert_eq!(row[3], "geen gegevens"),
            None => assert_eq!(row[3], ""),
        }
    }
    rows.len()
}

async fn an_address_never_breaks(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, visitor) = (table.secretary(), table.server.anonymous());
    let definition = crate::journey::definition(&secretary, &table, "vervuld").await;
    let hidden = indicator(&table, &definition, "PARTNERSHIP").await;
    let empty = indicator(&table, &definition, "PUBLIC").await;
    let other = json!({ "partnership": table.id, "definition": definition, "visibility": "PUBLIC" });
    let removed = secretary.act("indicatorCreate", "indicator { id }", other).await["id"].take();
    let removed = removed.as_str().unwrap();
    let gone = json!({ "indicator": removed, "expectedVersion": 1, "reason": "Vervallen" });
    secretary.act("indicatorRemove", "partnership { id }", gone).await;
    let nothing = "Er zijn geen gegevens om te tonen, of u mag ze niet zien.";

    for form in ["svg", "html", "png"] {
        let absent = get(&visitor, &format!("/charts/indicators/indicator_niets.{form}")).await;
        for id in [hidden.as_str(), removed, table.id.as_str()] {
            assert_eq!(get(&visitor, &format!("/charts/indicators/{id}.{form}")).await, absent, "{form}");
        }
        assert_eq!(get(&visitor, &format!("/charts/partnerships/niets/commitments.{form}")).await, absent);
        if form == "html" {
            assert_eq!(get(&visitor, "/charts/partnerships/niets.html").await, absent);
        }
        let steps = format!("/charts/partnerships/tafel/funnel.{form}?steps=");
        for id in [hidden.as_str(), removed, "niets"] {
            assert_eq!(get(&visitor, &format!("{steps}{empty},{id}")).await, absent, "{form}");
        }
        match form {
            "png" => assert!(absent.starts_with(b"\x89PNG")),
            _ => assert!(String::from_utf8(absent).unwrap().contains(nothing)),
        }
    }
    let all = async |client: &Client| written(client, "/charts/partnerships/tafel.html?at=2026-01-01&utm=x").await;
    let (of_table, of_visitor) = (all(&secretary).await, all(&visitor).await);
    let its_own = format!("../indicators/{hidden}.png?at=2026-01-01");
    assert!(of_table.contains(&its_own) && of_table.contains("tafel/timeline.svg?at=2026-01-01"), "{of_table}");
    assert!(!of_visitor.contains(&hidden) && of_visitor.contains(&empty), "{of_visitor}");
    let of = |subject: &str, query: &str| format!("/charts/{subject}?{query}");
    let known = format!("indicators/{hidden}.svg");
    for (address, says) in [
        (of(&known, ""), "Er zijn geen gegevens"),
        (of(&known, "at=gisteren"), "‘at’ in het adres moet een datum zijn"),
        (of(&known, "from=2026-02-01&until=2026-01-01"), "ligt vóór"),
        (of(&known, "at=1826-01-01"), "1900 tot en met 2200"),
        (of(&known, "from=%FF"), "‘from’ in het adres moet een datum zijn"),
        (of(&known, "from=2026-01-01&until=2026-01-01&at=2026-01-01"), "Er zijn geen gegevens"),
        (of("partnerships/tafel/funnel.svg", ""), "Noem in het adres de stappen"),
        (
            of("partnerships/tafel/funnel.svg", &format!("steps={}", vec![hidden.as_str(); 30].join(","))),
            "meer dan er in één",
        ),
        (of("partnerships/tafel/commitments.svg", ""), "Er zijn geen afspraken om te tonen."),
        (of("partnerships/tafel/timeline.html", "utm_source=brief"), "Er zijn geen afspraken om te tonen."),
    ] {
        let told = written(&secretary, &address).await;
        assert!(told.contains(says), "{address}: {told}");
    }
    for address in [
        "/charts/indicators/niets.gif",
        "/charts/partnerships/tafel/niets.svg",
        "/charts/partnerships/tafel.png",
        "/charts/niets.svg",
    ] {
        let reply = visitor.send(Request::get(address).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status(), 404, "{address} is no address of a chart");
    }
}

async fn what_is_hidden_changes_no_chart(db: TestDatabase) {
    let table = Table::set(&db).await;
    let known = known(&table).await;
    seat_observer(&table).await;
    seat_until_october(&table).await;
    let mut others: Vec<Client> = ["chair", "school", "observer", "former"].map(|name| table.server.by(name)).into();
    others.push(table.server.anonymous());
    let indicator = &known["Indicator"];
    let addresses = [
        format!("/charts/indicators/{indicator}"),
        "/charts/partnerships/tafel/commitments".to_owned(),
        "/charts/partnerships/tafel/timeline".to_owned(),
        "/charts/partnerships/geheim/timeline".to_owned(),
    ];
    let look = async |client: &Client| {
        let mut told = Vec::new();
        for address in &addresses {
            told.push(written(client, &format!("{address}.svg")).await);
            told.push(written(client, &format!("{address}.html")).await);
        }
        told
    };
    let mut before = Vec::new();
    for client in &others {
        before.push(look(client).await);
    }
    hide(&table, &known).await;
    for (client, before) in others.iter().zip(before) {
        assert_eq!(look(client).await, before);
    }
    let shown = written(&table.server.by("stranger"), "/charts/partnerships/geheim/timeline.html").await;
    assert!(shown.contains("Geheim"), "what was hidden shows to those who may see it");
}
