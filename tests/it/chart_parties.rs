//! Goal tree, halen en brengen and interest matrix: what they show is what the API says to the same viewer, and what is hidden
//! changes no byte of them.

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::{Table, organisation, person},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_charts_of_the_demo_say_what_the_api_says,
        a_nation_of_which_one_region_reports_is_incomplete_in_its_picture,
        what_is_not_shared_changes_no_byte_of_anybody_elses_chart,
        what_is_hidden_is_answered_as_what_is_not_there,
    ]
}

const CHARTS: [&str; 3] = ["goals", "balance", "interests"];

const SAID: &str = "query($slug: String!) { partnership(by: { slug: $slug }) {
    balance { organisation { name } lines {
        sideLabel kindLabel unit isJoint named askedFor promised delivered unknown approximate boundLabel } }
    interestMatrix { goals { id title } rows { organisation { name }
        cells { goal { id } gains contributions wishes concerns } } }
    goals(first: 200) { nodes { title parent { title } progress { value coverage approximate boundLabel }
        indicators(first: 200) { nodes { name unit isKey level { value approximate boundLabel } target { value }
            resultLight resultLightLabel resultReasonLabel } } } } } }";

/// What an address answers.
async fn get(client: &Client, path: &str) -> Vec<u8> {
    let reply = client.send(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status(), 200, "{path}");
    to_bytes(reply.into_body(), 1 << 26).await.unwrap().to_vec()
}

async fn page(client: &Client, path: &str) -> String {
    String::from_utf8(get(client, path).await).unwrap()
}

/// The rows of the table in a page, without its heads.
fn rows(page: &str) -> Vec<Vec<String>> {
    let Some((_, body)) = page.split_once("<tbody>") else { return Vec::new() };
    let body = body.split_once("</tbody>").unwrap().0;
    let plain = |cell: &str| {
        let inner = cell.split_once('>').unwrap().1;
        inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let cells = |row: &str| {
        let ends = row.split("</t").filter(|cell| cell.contains("<th") || cell.contains("<td"));
        ends.map(|cell| plain(&cell[cell.find("<th").or_else(|| cell.find("<td")).unwrap()..])).collect()
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

/// A number as the Dutch write it; nothing where there is none.
fn dutch(value: &Value) -> String {
    let Some(number) = value.as_str() else { return String::new() };
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{}{rest}", if rest.is_empty() { "" } else { "," })
}

/// A ratio as a percentage of at most one decimal.
fn percentage(value: &Value) -> String {
    let Some(ratio) = value.as_str() else { return String::new() };
    let tenths = (ratio.parse::<f64>().unwrap() * 1_000.0).round() / 10.0;
    format!("{}\u{a0}%", dutch(&json!(tenths.to_string())))
}

/// What stands before a figure that is not exact.
fn vague(figure: &Value) -> String {
    match figure["boundLabel"].as_str() {
        Some(bound) => format!("{bound} "),
        None if figure["approximate"] == true => "circa ".to_owned(),
        None => String::new(),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn balance_said(partnership: &Value) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for entry in list(&partnership["balance"]) {
        let party = entry["organisation"]["name"].as_str().unwrap_or("De hele tafel").to_owned();
        for line in list(&entry["lines"]) {
            let exactness = match line["boundLabel"].as_str() {
                Some(bound) => bound.to_owned(),
                None => if line["approximate"] == true { "bij benadering" } else { "" }.to_owned(),
            };
            rows.push(vec![
                party.clone(),
                words(&line["sideLabel"]),
                line["kindLabel"].as_str().unwrap_or("niet genoemd").to_owned(),
                words(&line["unit"]),
                if line["isJoint"] == true { "samen met anderen" } else { "" }.to_owned(),
                dutch(&line["named"]),
                dutch(&line["askedFor"]),
                dutch(&line["promised"]),
                dutch(&line["delivered"]),
                line["unknown"].to_string(),
                exactness,
            ]);
        }
    }
    rows
}

/// The cells of the matrix in which something is said.
fn interests_said(partnership: &Value) -> Vec<Vec<String>> {
    let matrix = &partnership["interestMatrix"];
    let title = |goal: &Value| {
        let goal = list(&matrix["goals"]).iter().find(|one| one["id"] == goal["id"]);
        goal.map_or("Zonder doel".to_owned(), |goal| words(&goal["title"]))
    };
    let mut rows = Vec::new();
    for row in list(&matrix["rows"]) {
        for cell in list(&row["cells"]) {
            let mut said = vec![words(&row["organisation"]["name"]), title(&cell["goal"])];
            said.extend(["gains", "contributions", "wishes", "concerns"].map(|side| cell[side].to_string()));
            said.push("besproken".to_owned());
            rows.push(said);
        }
    }
    rows
}

/// A goal, what it belongs to, and its figures.
fn goal_said(goal: &Value) -> (String, String, Vec<String>) {
    let indicators = list(&goal["indicators"]["nodes"]);
    let key = indicators.iter().find(|one| one["isKey"] == true).or(indicators.first());
    let mut figures = key.map_or_else(
        || vec![String::new(); 5],
        |one| {
            let light = if one["resultLight"] == "GREY" { "resultReasonLabel" } else { "resultLightLabel" };
            let level = format!("{}{}", vague(&one["level"]), dutch(&one["level"]["value"]));
            vec![words(&one["name"]), level, dutch(&one["target"]["value"]), words(&one["unit"]), words(&one[light])]
        },
    );
    let progress = &goal["progress"];
    let done = percentage(&progress["value"]);
    figures.push(if done.is_empty() { done } else { format!("{}{done}", vague(progress)) });
    figures.push(percentage(&progress["coverage"]));
    (words(&goal["title"]), words(&goal["parent"]["title"]), figures)
}

async fn the_charts_of_the_demo_say_what_the_api_says(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let viewers = ["secretariaat", "voorzitter", "vertegenwoordiger"].map(|subject| server.by(subject));
    let (mut lines, mut cells, mut goals) = (0, 0, 0);
    for client in viewers.into_iter().chain([server.anonymous()]) {
        let all = client.ask("{ partnerships(first: 200) { nodes { slug } } }", json!({})).await;
        for slug in list(&all["partnerships"]["nodes"]).iter().map(|one| text(one, "/slug")) {
            let said = client.ask(SAID, json!({ "slug": slug })).await["partnership"].take();
            let chart =
                async |name: &str| rows(&page(&client, &format!("/charts/partnerships/{slug}/{name}.html")).await);
            let mut shown = chart("balance").await;
            shown.retain(|row| row[1] != "nog niets genoemd of toegezegd");
            assert_eq!(shown, balance_said(&said), "{slug}");
            lines += shown.len();
            let mut shown = chart("interests").await;
            shown.retain(|row| row[6] == "besproken");
            assert_eq!(shown, interests_said(&said), "{slug}");
            cells += shown.len();
            let shown = chart("goals").await;
            for (title, parent, figures) in list(&said["goals"]["nodes"]).iter().map(goal_said) {
                let row = shown.iter().find(|row| row[0] == title && row[1].is_empty()).expect(&title);
                assert!(row[2] == parent || parent.is_empty(), "{row:?}");
                assert_eq!(row[4..], figures, "{slug}");
                goals += 1;
            }
        }
    }
    assert!(lines > 50 && cells >= 10 && goals > 20, "{lines} lines, {cells} cells, {goals} goals");
}

async fn a_nation_of_which_one_region_reports_is_incomplete_in_its_picture(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    for client in [server.by("aanvalsplan"), server.by("secretariaat"), server.anonymous()] {
        let nation = rows(&page(&client, "/charts/partnerships/aanvalsplan-techniek/goals.html").await);
        let row = |title: &str| nation.iter().find(|row| row[0].contains(title)).unwrap();
        let whole = row("60.000");
        assert_eq!(whole[5..10], ["circa 1.000", "60.000", "vacatures", "onvolledig", ""]);
        let part = row("4.000");
        assert_eq!(part[1..4], ["Techniekpact Regio Zwolle", whole[0].as_str(), "telt op"]);
        let picture = page(&client, "/charts/partnerships/aanvalsplan-techniek/goals.svg").await;
        assert!(picture.contains("onvolledig") && !picture.contains("25\u{a0}%"), "{picture}");
    }
}

/// All charts of the table, in words and as pictures, as a viewer gets them.
async fn charts(client: &Client, goal: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for form in ["svg", "html"] {
        for chart in CHARTS {
            all.push(get(client, &format!("/charts/partnerships/tafel/{chart}.{form}")).await);
        }
        all.push(get(client, &format!("/charts/goals/{goal}.{form}")).await);
    }
    all
}

async fn what_is_not_shared_changes_no_byte_of_anybody_elses_chart(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (server, admin) = (&table.server, table.server.by("admin"));
    let watcher = organisation(&admin, "Waarnemer", "KNOWLEDGE").await;
    let observer = person(&admin, "observer", &watcher).await;
    table.seat(&table.id, &watcher, "OBSERVER", &observer).await;
    let goal = table.goal("Meer vakmensen").await;
    let company = server.by("company");
    let interest = |title: &str, side: &str| {
        json!({ "partnership": table.id, "organisation": table.company, "side": side, "kind": "PLACES", "title": title,
            "quantity": "12", "unit": "plaatsen", "goals": [goal] })
    };
    let open = company.act("interestCreate", "interest { id }", interest("Gedeeld", "GAIN")).await;
    let share = json!({ "interest": open["id"], "expectedVersion": 1, "visibility": "PUBLIC" });
    company.act("interestShare", "interest { id }", share).await;
    let others =
        [server.by("chair"), server.by("school"), table.secretary(), server.by("observer"), server.anonymous()];
    let seen = async || {
        let mut seen = Vec::new();
        for client in others.iter().chain([&company]) {
            seen.push(charts(client, &goal).await);
        }
        seen
    };
    let before = seen().await;
    let hidden = company.act("interestCreate", "interest { id }", interest("Verborgen", "CONTRIBUTION")).await;
    let wish = company.act("interestCreate", "interest { id }", interest("Verborgen wens", "WISH")).await;
    assert_eq!(seen().await, before);
    for interest in [&hidden, &wish] {
        let share = json!({ "interest": interest["id"], "expectedVersion": 1, "visibility": "PARTNERSHIP" });
        company.act("interestShare", "interest { id }", share).await;
    }
    let after = seen().await;
    assert!(after[0] != before[0] && after[1] != before[1] && after[2] != before[2]);
    assert_eq!(after[3..5], before[3..5], "observers and visitors see public interests only");
}

async fn what_is_hidden_is_answered_as_what_is_not_there(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Een doel van de tafel").await;
    let (stranger, visitor) = (table.server.by("stranger"), table.server.anonymous());
    let hide = json!({ "partnership": table.id, "expectedVersion": 1, "nameVisibility": "PARTNERSHIP" });
    table.secretary().act("partnershipChange", "partnership { id }", hide).await;
    for client in [&stranger, &visitor] {
        for form in ["svg", "html"] {
            for chart in CHARTS {
                let hidden = get(client, &format!("/charts/partnerships/tafel/{chart}.{form}")).await;
                assert_eq!(hidden, get(client, &format!("/charts/partnerships/nergens/{chart}.{form}")).await);
            }
            let hidden = get(client, &format!("/charts/goals/{goal}.{form}")).await;
            assert_eq!(hidden, get(client, &format!("/charts/goals/goal_nergens.{form}")).await);
        }
    }
    let member = page(&table.server.by("school"), &format!("/charts/goals/{goal}.svg")).await;
    assert!(member.contains("Een doel van de tafel"));
}
