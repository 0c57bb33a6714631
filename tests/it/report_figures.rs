//! Every figure of a report is the API's, for the same viewer and the same day: over the whole demo.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    tests,
};

use crate::report::{page, untagged};

pub(crate) fn trials() -> Vec<Test> {
    tests![every_figure_of_a_report_is_the_apis]
}

const FIGURES: &str = "query($slug: String!, $at: Date) { partnership(by: { slug: $slug }) {
    commitmentCounts { state count }
    overdue: commitments(filter: { isOverdue: { eq: true } }) { totalCount }
    talkToAction(at: $at) { days lightLabel }
    goals(first: 200) { nodes {
        title progress(at: $at) { value coverage approximate bound } commitmentsFulfilled(at: $at) { fulfilled agreed }
    } }
    indicators(first: 200) { nodes {
        name unit isKey definition { measure direction } target(at: $at) { value }
        level(at: $at) { value observedOn coverage approximate bound } progress(at: $at) { value approximate bound }
        resultLight(at: $at) resultReason(at: $at) resultReasonLabel(at: $at) reportingLightLabel(at: $at)
    } }
} }";

/// A number as people write it: `1.250,5`.
fn dutch(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{}{decimals}", if decimals.is_empty() { "" } else { "," })
}

/// A ratio of at most six decimals as a percentage of at most one.
fn percentage(ratio: &str) -> String {
    let (whole, decimals) =
        ratio.trim_start_matches('-').split_once('.').unwrap_or((ratio.trim_start_matches('-'), ""));
    let millionths: i64 = format!("{whole}{decimals:0<6}").parse().unwrap();
    let tenths = (millionths + 500) / 1_000;
    let number = if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    format!("{}{}\u{a0}%", if ratio.starts_with('-') { "-" } else { "" }, dutch(&number))
}

fn month(number: usize) -> &'static str {
    let months = "januari februari maart april mei juni juli augustus september oktober november december";
    months.split(' ').nth(number - 1).unwrap()
}

/// A day as people write it: `3 mei 2027`.
fn day(day: &str) -> String {
    let parts: Vec<usize> = day.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{} {} {}", parts[2], month(parts[1]), parts[0])
}

/// A figure with what is known of its vagueness.
fn qualified(figure: &Value, written: &str) -> String {
    match (figure["approximate"].as_bool(), figure["bound"].as_str()) {
        (Some(true), None) => format!("circa {written}"),
        (Some(true), Some("AT_LEAST")) => format!("minstens {written}"),
        (Some(true), Some("AT_MOST")) => format!("hoogstens {written}"),
        _ => written.to_owned(),
    }
}

fn share(figure: &Value) -> String {
    let unknown = || "nog niet bekend".to_owned();
    figure["value"].as_str().map_or_else(unknown, |value| qualified(figure, &percentage(value)))
}

fn value(indicator: &Value, number: &str) -> String {
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match (text(indicator, "/definition/measure"), text(indicator, "/unit")) {
        ("MONEY", _) => format!("€\u{a0}{}", dutch(number)),
        ("YES_NO", _) => if number == "0" { "nee" } else { "ja" }.to_owned(),
        (_, "%") if decimals <= 4 => format!("{}\u{a0}%", dutch(number)),
        (_, "%") => format!("{}\u{a0}%", dutch(&to_one_decimal(number))),
        _ => dutch(number),
    }
}

fn to_one_decimal(number: &str) -> String {
    let (whole, decimals) = number.split_once('.').unwrap();
    let millionths: i64 = format!("{whole}{decimals:0<6}").parse().unwrap();
    let tenths = (millionths + 50_000) / 100_000;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn light(indicator: &Value) -> String {
    let why = text(indicator, "/resultReasonLabel");
    match (text(indicator, "/resultLight"), text(indicator, "/resultReason")) {
        ("ACHIEVED", _) => "✔ Bereikt".to_owned(),
        ("GREEN", _) => "● Op schema".to_owned(),
        ("AMBER", _) => "▲ Aandacht".to_owned(),
        ("RED", "BEHIND") => "◆ Loopt achter".to_owned(),
        ("RED", _) => format!("◆ Loopt achter: {why}"),
        (_, "NO_DATA") => "○ Geen gegevens".to_owned(),
        _ => format!("○ Geen oordeel: {why}"),
    }
}

/// The rows of all tables of a page: the lines of each cell with a bar between them.
fn rows(page: &str) -> Vec<Vec<String>> {
    let cells = |row: &str| {
        let row = row.split("</tr>").next().unwrap_or_default().replace("</th>", "\u{1}").replace("</td>", "\u{1}");
        let cells: Vec<&str> = row.split('\u{1}').collect();
        let cell = |cell: &&str| untagged(&cell.replace("</div>", "|")).trim_end_matches('|').to_owned();
        cells[..cells.len() - 1].iter().map(cell).collect()
    };
    page.split("<tr>").skip(1).map(cells).collect()
}

fn goal_row(goal: &Value, public: &str) -> [String; 3] {
    let kept = &goal["commitmentsFulfilled"];
    let kept = match (kept["fulfilled"].as_i64().unwrap(), kept["agreed"].as_i64().unwrap()) {
        (_, 0) => format!("geen {public}afspraken"),
        (fulfilled, 1) => format!("{fulfilled} van 1 afspraak nagekomen"),
        (fulfilled, agreed) => format!("{fulfilled} van {agreed} afspraken nagekomen"),
    };
    let covered = goal["progress"]["coverage"].as_str().map_or_else(|| "nog niet bekend".to_owned(), percentage);
    [format!("oel: {}|{kept}", text(goal, "/title")), share(&goal["progress"]), covered]
}

fn indicator_row(indicator: &Value) -> [String; 5] {
    let unknown = || "nog niet bekend".to_owned();
    let level = &indicator["level"];
    let stands = level["value"].as_str().map_or_else(unknown, |number| {
        format!("{}|op {}", qualified(level, &value(indicator, number)), day(text(level, "/observedOn")))
    });
    let target = indicator["target"]["value"].as_str();
    let target = target.map_or_else(|| "geen streefwaarde".to_owned(), |number| value(indicator, number));
    let covered = level["coverage"].as_str().map_or_else(unknown, percentage);
    [stands, target, share(&indicator["progress"]), covered, light(indicator)]
}

async fn compare(client: &Client, slug: &str, at: Option<&str>, public: &str) -> usize {
    let figures = client.ask(FIGURES, json!({ "slug": slug, "at": at })).await["partnership"].take();
    let report =
        page(client, slug, &format!("report.html{}", at.map_or_else(String::new, |at| format!("?at={at}")))).await;
    let rows = rows(&report);
    let goals = figures["goals"]["nodes"].as_array().unwrap();
    let indicators = figures["indicators"]["nodes"].as_array().unwrap();
    for goal in goals {
        let [named, progress, covered] = goal_row(goal, public);
        let is_it = |row: &&Vec<String>| row[0].ends_with(&named) && row[3..5] == [progress.clone(), covered.clone()];
        assert!(rows.iter().any(|row| is_it(&row)), "{slug} {at:?}: {named}, {progress}, {covered}\n{rows:#?}");
    }
    for indicator in indicators {
        let [level, target, progress, covered, light] = indicator_row(indicator);
        let is_band = text(indicator, "/definition/direction") == "MAINTAIN";
        let is_it = |row: &&Vec<String>| {
            row.len() == 6
                && row[0].starts_with(text(indicator, "/name"))
                && row[1] == level
                && (is_band || row[2].starts_with(&target))
                && row[3..] == [progress.clone(), covered.clone(), light.clone()]
        };
        let wanted = [text(indicator, "/name"), &level, &target, &progress, &covered, &light];
        assert!(rows.iter().any(|row| is_it(&row)), "{slug} {at:?}: {wanted:?}\n{rows:#?}");
        if indicator["isKey"] == json!(true) {
            let label = text(indicator, "/reportingLightLabel").to_lowercase();
            let is_key = |row: &&Vec<String>| {
                row[0].starts_with(text(indicator, "/name"))
                    && row[3] == level
                    && row[5].to_lowercase().ends_with(&label)
            };
            assert!(rows.iter().any(|row| is_key(&row)), "{slug} {at:?}: {wanted:?}, {label}\n{rows:#?}");
        }
    }
    // A goal or an indicator that the API does not show is not in the report either.
    let named = rows.iter().filter(|row| row[0].starts_with("Doel: ") || row[0].starts_with("Subdoel: ")).count();
    assert_eq!(named, goals.len(), "{slug} {at:?}");
    if let Some(days) = figures["talkToAction"]["days"].as_i64() {
        let days = dutch(&days.to_string());
        let clock = rows.iter().find(|row| row[0] == "Praat-daadklok").expect("the clock");
        assert!(clock[2].contains(&format!(", {days} dag")), "{slug} {at:?}: {days}, {clock:?}");
    }
    if at.is_none() {
        let count = |states: &[&str]| -> i64 {
            let counts = figures["commitmentCounts"].as_array().unwrap().iter();
            counts.filter(|one| states.contains(&text(one, "/state"))).filter_map(|one| one["count"].as_i64()).sum()
        };
        let agreed =
            count(&["AGREED", "IN_PROGRESS", "REPORTED_DONE", "FULFILLED", "PARTLY_FULFILLED", "NOT_FULFILLED"]);
        let (fulfilled, late) = (count(&["FULFILLED"]), figures["overdue"]["totalCount"].as_i64().unwrap());
        let begins = format!("<li>Van de {agreed} {public}afspraken ");
        assert!(agreed < 2 || report.contains(&begins), "{slug}: {begins}\n{report}");
        assert!(
            agreed < 2 || fulfilled == 0 || report.contains(&format!(" er {fulfilled} nagekomen; ")),
            "{slug}\n{report}"
        );
        let late = if late == 0 { "geen enkele is te laat.".to_owned() } else { format!("; {late} ") };
        assert!(agreed < 2 || report.contains(&late), "{slug}: {late}\n{report}");
    }
    goals.len() + indicators.len()
}

async fn every_figure_of_a_report_is_the_apis(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let all = server.by("secretariaat").ask("{ partnerships(first: 50) { nodes { slug } } }", json!({})).await;
    let mut compared = Vec::new();
    for (client, subject) in [
        (server.by("secretariaat"), "secretariaat"),
        (server.by("vertegenwoordiger"), "vertegenwoordiger"),
        (server.anonymous(), ""),
    ] {
        let mut figures = 0;
        for one in all["partnerships"]["nodes"].as_array().unwrap() {
            let slug = text(one, "/slug");
            let sits = client
                .ask(
                    "query($slug: String!) { partnership(by: { slug: $slug }) { stageGates { done } } }",
                    json!({ "slug": slug }),
                )
                .await;
            let is_at_the_table = sits["partnership"]["stageGates"].as_array().is_some_and(|gates| !gates.is_empty());
            for at in [None, Some("2026-05-01"), Some("2025-12-31"), Some("2021-01-15")] {
                figures += compare(&client, slug, at, if is_at_the_table { "" } else { "openbare " }).await;
            }
        }
        compared.push((subject, figures));
    }
    assert!(compared.iter().all(|(_, figures)| *figures > 20) && compared[0].1 > compared[2].1, "{compared:?}");
}
