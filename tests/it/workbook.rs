//! The table's workbook: what goes out comes back as it was, one edited cell changes one record, and what is wrong is told
//! where it stands.

pub(crate) mod file;

use axum::http::StatusCode;
use calamine::Data;
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};

use self::file::{File, check, commit, download, formula, get};
use crate::{
    commitment::{agreed, content, field, propose, revision},
    indicator::{define, indicator, measure},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_goes_out_comes_back_as_it_was_on_the_demo,
        what_goes_out_comes_back_as_it_was_whatever_was_recorded,
        one_edited_cell_changes_one_record,
        columns_and_rows_are_found_wherever_they_were_moved,
        each_kind_of_row_becomes_the_act_that_it_means,
        twenty_faults_are_told_at_their_cells_and_nothing_is_written,
        what_others_changed_meanwhile_is_kept_or_told,
        nobody_gets_or_changes_more_than_is_theirs,
    ]
}

const SLUG: &str = "tafel";

/// The cells that have something wrong with them, with the code.
fn cells(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().unwrap().iter();
    problems.map(|one| format!("{} {}", text(one, "/cell"), text(one, "/code"))).collect()
}

/// That a file asks for nothing, and bringing it in does nothing.
async fn asks_for_nothing(client: &Client, slug: &str, file: &File) {
    let report = check(client, slug, file).await;
    assert_eq!(report["problems"], json!([]), "{slug}: {report:#}");
    assert_eq!(report["rows"], json!([]), "{slug}");
    assert_eq!(report["summary"], "0 gewijzigd, 0 nieuw, 0 verwijderd");
    let (status, done) = commit(client, slug, &report, "ALL").await;
    assert_eq!((status, &done["batch"]), (StatusCode::OK, &Value::Null), "{done:#}");
}

async fn what_goes_out_comes_back_as_it_was_on_the_demo(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let mut tables = 0;
    for subject in ["secretariaat", "voorzitter", "vertegenwoordiger", "drenthe", "uwv", "aanvalsplan", "windesheim"] {
        let client = server.by(subject);
        let query = "{ partnerships(first: 100) { nodes { slug revision } } }";
        let all = client.ask(query, json!({})).await;
        for table in all["partnerships"]["nodes"].as_array().unwrap() {
            let slug = text(table, "/slug");
            let (status, bytes) = get(&client, &format!("{slug}/workbook.xlsx")).await;
            if status == StatusCode::FORBIDDEN {
                continue;
            }
            assert_eq!(status, StatusCode::OK, "{slug}");
            asks_for_nothing(&client, slug, &File::open(bytes)).await;
            tables += 1;
        }
        assert_eq!(client.ask(query, json!({})).await, all, "a revision was made");
    }
    assert!(tables >= 7, "{tables}");
}

/// Texts as people and their programs write them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z éë€“”'&<>;,.()%/-]{1,30}",
        2 => "[=+@'-][A-Z0-9()]{1,9}",
        1 => "[0-9]{1,8}([.,][0-9]{1,3})?",
        1 => "[0-9]{1,2}-[0-9]{1,2}-20[0-9]{2}",
        1 => Just("_x0041_ <leeg>".to_owned()),
        1 => Just("Q2 2027".to_owned()),
        1 => "[a-z]{1,9}[\r\n\t]{1,2}[a-z\u{1f600}-\u{1f64f}]{1,9}",
    ]
    .prop_filter("a text says something", |text| !text.trim().is_empty())
}

async fn what_goes_out_comes_back_as_it_was_whatever_was_recorded(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company] = ["secretary", "company"].map(|subject| table.server.by(subject));
    let mut runner = TestRunner::deterministic();
    let mut any = |strategy: BoxedStrategy<String>| strategy.new_tree(&mut runner).unwrap().current();
    let number = || prop_oneof!["[0-9]{1,14}", "[0-9]{1,11}\\.[0-9]{1,4}", Just("0".to_owned())].boxed();
    let pick = |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned).boxed();
    let mut goals = vec![table.goal("Doel; met een puntkomma, en een komma").await, table.goal("Doel").await];
    goals.push(table.goal("Doel").await);
    let place = define(&table, "plekken", &json!({})).await;
    let place = indicator(&table, &place, &json!({})).await;
    for day in 1..=24 {
        let precision = any(pick(&["DAY", "MID_MONTH", "MONTH", "QUARTER", "YEAR"]));
        let goal = &goals[day % 3];
        let commitment = content(
            &table,
            &json!({
                "title": any(words().boxed()), "action": any(words().boxed()), "doneCriterion": any(words().boxed()),
                "externalKey": format!("{} {day}", any(words().boxed())), "goals": [goal],
                "kind": any(pick(&["PLACES", "HOURS", "PEOPLE"])), "quantity": any(number()), "unit": any(words().boxed()),
                "qualifier": any(pick(&["EXACT", "ABOUT", "AT_LEAST"])),
                "visibility": any(pick(&["PARTNERSHIP", "PUBLIC"])),
                "dueOn": { "date": format!("2027-05-{day:02}"), "precision": precision, "text": any(words().boxed()) },
                "beneficiaries": if day % 4 == 0 { json!([]) } else { json!([table.school, table.bureau]) },
            }),
        );
        let act = ["commitmentDraft", "commitmentPropose"][day % 2];
        let made = company.act(act, "commitment { id version }", commitment).await;
        if day % 2 == 1 {
            let note = json!({ "commitment": made["id"], "health": "ATTENTION", "text": any(words().boxed()) });
            company.act("commitmentNote", "commitment { id }", note).await;
        }
        let value = json!({ "number": any("[0-9]{1,12}".boxed()) });
        let measurement = json!({
            "indicator": place, "observedOn": format!("2026-01-{day:02}"), "value": value, "note": any(words().boxed()),
            "source": any(words().boxed()),
        });
        company.act(["measurementDraft", "measurementSubmit"][day % 2], "measurement { id }", measurement).await;
        let interest = json!({
            "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "MONEY",
            "title": any(words().boxed()), "text": any(words().boxed()), "amount": any("[0-9]{1,12}\\.[0-9]{2}".boxed()),
        });
        company.act("interestCreate", "interest { id }", interest).await;
    }
    agreed(&table, &json!({})).await;
    let before = revision(&table).await;
    for client in [&secretary, &company, &table.server.by("chair"), &table.server.by("school")] {
        asks_for_nothing(client, SLUG, &download(client, SLUG).await).await;
    }
    assert_eq!(revision(&table).await, before);
}

async fn one_edited_cell_changes_one_record(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    for title in ["Een", "Twee", "Drie"] {
        propose(&secretary, content(&table, &json!({ "title": title }))).await;
    }
    table.goal("Doel").await;
    let versions = || async {
        let query = "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes { title version } } } }";
        secretary.ask(query, json!({ "id": table.id })).await["partnership"]["commitments"]["nodes"].take()
    };
    let before = versions().await;
    let mut file = download(&secretary, SLUG).await;
    let page = file.page("Afspraken");
    page.set(page.row("Twee"), "goals", "doel".to_owned());
    let report = check(&secretary, SLUG, &file).await;
    assert_eq!(report["summary"], "1 gewijzigd, 0 nieuw, 0 verwijderd", "{report:#}");
    let change = json!([{ "field": "Doelen", "from": null, "to": "doel" }]);
    assert_eq!(report["rows"][0]["changes"], change);
    assert_eq!(versions().await, before, "a check changes nothing");
    let (status, done) = commit(&secretary, SLUG, &report, "ALL").await;
    assert_eq!((status, &done["changed"], &done["added"]), (StatusCode::OK, &json!(1), &json!(0)), "{done:#}");
    let mut after = before.clone();
    let twee = after.as_array_mut().unwrap().iter_mut().find(|one| one["title"] == "Twee").unwrap();
    twee["version"] = json!(twee["version"].as_i64().unwrap() + 1);
    assert_eq!(versions().await, after);
    // Sent twice, it does nothing more: neither by the same report nor by another.
    let (_, again) = commit(&secretary, SLUG, &report, "ALL").await;
    assert_eq!(again["batch"], done["batch"]);
    asks_for_nothing(&secretary, SLUG, &file).await;
    assert_eq!(versions().await, after);
}

async fn columns_and_rows_are_found_wherever_they_were_moved(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    for title in ["Een", "Twee", "Drie"] {
        propose(&secretary, content(&table, &json!({ "title": title }))).await;
    }
    let mut file = download(&secretary, SLUG).await;
    let page = file.page("Afspraken");
    page.name = "Onze afspraken".into();
    page.rows[2..5].reverse();
    let action = page.column("action");
    for (at, row) in page.rows.iter_mut().enumerate() {
        row.remove(action);
        row.reverse();
        row.insert(3, if at == 1 { "Eigen kolom".to_owned().into() } else { Data::Empty });
        row.insert(0, Data::Empty);
    }
    page.rows.insert(0, vec!["Bijgewerkt door het bureau".to_owned().into()]);
    asks_for_nothing(&secretary, SLUG, &file).await;
    // Without keys and ids, by what stands above the columns and by the reference.
    let page = file.page("Onze afspraken");
    page.rows.remove(1);
    page.name = "Afspraken".into();
    asks_for_nothing(&secretary, SLUG, &file).await;
}

async fn each_kind_of_row_becomes_the_act_that_it_means(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (commitment, _) = agreed(&table, &json!({})).await;
    let definition = define(&table, "plekken", &json!({ "name": "Plekken" })).await;
    let place = indicator(&table, &definition, &json!({})).await;
    measure(&table, &place, "2026-02-01", json!({ "number": "10" })).await;
    let mut file = download(&secretary, SLUG).await;
    let page = file.page("Afspraken");
    let row = page.row("Plekken");
    page.set(row, "due_on", "Q2 2027".to_owned());
    page.set(row, "reason", "De bouw loopt uit".to_owned());
    let decision = file.page("Lijsten").rows.iter().flatten().find_map(|cell| match cell {
        Data::String(text) if text.ends_with(": Akkoord") => Some(text.clone()),
        _ => None,
    });
    let page = file.page("Afspraken");
    page.set(row, "decision", decision.unwrap());
    page.set(row, "health", "loopt achter".to_owned());
    page.set(row, "note", "Wacht op de aannemer".to_owned());
    page.add(&[
        ("title", "Nieuw"),
        ("lead", "bedrijf"),
        ("quantity", "zo'n 1.250,5"),
        ("unit", "uur"),
        ("kind", "uren"),
    ]);
    let page = file.page("Metingen");
    let row = page.row("Plekken");
    page.set(row, "value", 12.0);
    page.set(row, "reason", "Verteld".to_owned());
    page.add(&[("indicator", "Plekken"), ("observed_on", "1-3-2026"), ("value", "15")]);
    let belang = [("organisation", "Bureau"), ("side", "halen"), ("kind", "kennis"), ("title", "Overzicht")];
    file.page("Belangen").add(&belang);
    let report = check(&secretary, SLUG, &file).await;
    assert_eq!(report["problems"], json!([]), "{report:#}");
    assert_eq!(report["summary"], "2 gewijzigd, 3 nieuw, 0 verwijderd", "{report:#}");
    let (status, done) = commit(&secretary, SLUG, &report, "ALL").await;
    assert_eq!((status, &done["changed"], &done["added"]), (StatusCode::OK, &json!(2), &json!(3)), "{done:#}");
    let fields = "dueOn { label } originalDueOn { label } timesPostponed state latestNote { health text }
        amendments { state reason reasonCode }";
    let amended = field(&table, &commitment, fields).await;
    let postponed = json!({
        "dueOn": { "label": "kwartaal 2 van 2027" }, "originalDueOn": { "label": "10 november 2026" },
        "timesPostponed": 1, "state": "IN_PROGRESS",
        "latestNote": { "health": "BEHIND", "text": "Wacht op de aannemer" },
        "amendments": [{ "state": "ACCEPTED", "reason": "De bouw loopt uit", "reasonCode": "OTHER" }],
    });
    assert_eq!(amended, postponed);
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        commitments { nodes { title state reference quantity qualifier } }
        interests { nodes { title side } } } }";
    let all = secretary.ask(query, json!({ "id": table.id })).await["partnership"].take();
    let nieuw = json!({
        "title": "Nieuw", "state": "PROPOSED", "reference": "T-2026-002", "quantity": "1250.5", "qualifier": "ABOUT",
    });
    assert_eq!(all["commitments"]["nodes"][1], nieuw);
    assert_eq!(all["interests"]["nodes"], json!([{ "title": "Overzicht", "side": "GAIN" }]));
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator {
        measurements { nodes { observedOn state reason value } } } } }";
    let measured = secretary.ask(query, json!({ "id": place })).await["node"]["measurements"]["nodes"].take();
    let count = |state: &str| measured.as_array().unwrap().iter().filter(|one| one["state"] == state).count();
    assert_eq!((count("APPROVED"), count("SUBMITTED")), (1, 2), "{measured:#}");
    // What was done is what the next workbook says.
    asks_for_nothing(&secretary, SLUG, &download(&secretary, SLUG).await).await;
}

async fn twenty_faults_are_told_at_their_cells_and_nothing_is_written(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    for title in ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11"] {
        let draft = content(&table, &json!({ "title": title, "quantity": "5", "unit": "uur", "kind": "HOURS" }));
        secretary.act("commitmentDraft", "commitment { id }", draft).await;
    }
    agreed(&table, &json!({ "title": "Afgesproken" })).await;
    let definition = define(&table, "plekken", &json!({ "name": "Plekken" })).await;
    indicator(&table, &definition, &json!({})).await;
    let before = revision(&table).await;
    let mut file = download(&secretary, SLUG).await;
    let mut expected = Vec::new();
    let page = file.page("Afspraken");
    let own = page.column("action");
    for (at, row) in page.rows.iter_mut().enumerate() {
        let said = [None, Some("Eigen kolom"), Some("bellen")].get(at).copied().flatten();
        row.insert(own, said.map_or(Data::Empty, |said| said.to_owned().into()));
    }
    let sent = page.rows[..2].to_vec();
    let faults = [
        ("A1", "due_on", "31-2-2027", "OUT_OF_RANGE"),
        ("A2", "lead", "Bedrif", "NOT_FOUND"),
        ("A3", "quantity", "veel", "OUT_OF_RANGE"),
        ("A4", "quantity", "-5", "OUT_OF_RANGE"),
        ("A5", "kind", "geldd", "NOT_FOUND"),
        ("A6", "title", "<leeg>", "REQUIRED"),
        ("A7", "note", "Gaat goed", "REQUIRED"),
        ("A8", "state", "nagekomen", "NOT_ALLOWED"),
        ("A9", "action", "Bel 111222333", "PERSONAL_DATA"),
        ("A10", "goals", "Onbekend doel", "NOT_FOUND"),
        ("Afgesproken", "action", "Iets anders", "REASON_REQUIRED"),
    ];
    for (title, key, said, code) in faults {
        let row = page.row(title);
        page.set(row, key, said.to_owned());
        let at = match code {
            "REASON_REQUIRED" => "reason",
            _ if key == "note" => "health",
            _ => key,
        };
        expected.push(format!("{} {code}", page.place(row, at)));
    }
    let row = page.row("A11");
    page.set(row, "unit", formula("1+1"));
    expected.push(format!("{} OUT_OF_RANGE", page.place(row, "unit")));
    // A forged id, a copied row, and new rows that lack something.
    let row = page.add(&[("commitment_id", "commitment_AAAA"), ("title", "Vervalst")]);
    expected.push(format!("{} NOT_FOUND", page.place(row, "external_key")));
    let copy = page.rows[page.row("A1")].clone();
    page.rows.push(copy);
    expected.push(format!("{} ALREADY_EXISTS", page.place(page.rows.len() - 1, "external_key")));
    let row = page.add(&[("title", &"x".repeat(201)), ("lead", "Bedrijf")]);
    expected.push(format!("{} TOO_LONG", page.place(row, "title")));
    let row = page.add(&[("title", "Zonder eenheid"), ("lead", "Bedrijf"), ("kind", "uren"), ("quantity", "3")]);
    expected.push(format!("{} REQUIRED", page.place(row, "unit")));
    let page = file.page("Metingen");
    let row = page.add(&[("indicator", "Plekken"), ("observed_on", "1-1-2030"), ("value", "3")]);
    expected.push(format!("{} FUTURE_MEASUREMENT", page.place(row, "observed_on")));
    let row = page.add(&[("indicator", "Plekjes"), ("observed_on", "1-1-2026"), ("value", "3")]);
    expected.push(format!("{} NOT_FOUND", page.place(row, "indicator")));
    let page = file.page("Belangen");
    let row = page.add(&[("organisation", "Bureau"), ("side", "halen"), ("kind", "kennis")]);
    expected.push(format!("{} REQUIRED", page.place(row, "title")));
    let row = page.add(&[
        ("organisation", "Bureau"),
        ("side", "halen"),
        ("kind", "kennis"),
        ("title", "Te zwaar"),
        ("importance", "6"),
    ]);
    expected.push(format!("{} OUT_OF_RANGE", page.place(row, "importance")));

    let report = check(&secretary, SLUG, &file).await;
    let mut found = cells(&report);
    found.sort();
    expected.sort();
    assert_eq!(expected.len(), 20);
    assert_eq!(found, expected, "{report:#}");
    let typing = report["problems"].as_array().unwrap().iter().find(|one| one["suggestion"] == "Bedrijf");
    assert!(typing.is_some(), "{report:#}");
    let (status, refused) = commit(&secretary, SLUG, &report, "ALL").await;
    assert_eq!((status, cells(&refused).len()), (StatusCode::UNPROCESSABLE_ENTITY, 20));
    assert_eq!(revision(&table).await, before, "nothing was written");
    // The same workbook comes back with each problem in its row.
    let path = format!("{SLUG}/workbook/checks/{}.xlsx", text(&report, "/id"));
    let (status, bytes) = get(&secretary, &path).await;
    assert_eq!(status, StatusCode::OK);
    let mut remarked = File::open(bytes);
    let page = remarked.page("Afspraken");
    assert_eq!(page.rows[..2], sent, "each column stands where it stood, also one of the sender's own");
    assert_eq!(page.rows[2][own], Data::String("bellen".to_owned()));
    for place in &found {
        let (cell, _) = place.split_once(' ').unwrap();
        let (name, at) = cell.split_once('!').unwrap();
        let row: usize = at.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
        let page = remarked.page(name);
        assert_ne!(*page.get(row - 1, "melding"), Data::Empty, "{place}");
    }
}

async fn what_others_changed_meanwhile_is_kept_or_told(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let draft = content(&table, &json!({ "title": "Van ons", "action": "Toen" }));
    let made = secretary.act("commitmentDraft", "commitment { id version }", draft).await;
    let file = download(&secretary, SLUG).await;
    let change = json!({ "draft": made["id"], "expectedVersion": 1, "action": "Van een ander" });
    secretary.act("commitmentDraft", "commitment { id }", change).await;
    asks_for_nothing(&secretary, SLUG, &file).await;
    let mut both = file.clone();
    let page = both.page("Afspraken");
    let row = page.row("Van ons");
    page.set(row, "action", "Van mij".to_owned());
    let place = page.place(row, "action");
    let report = check(&secretary, SLUG, &both).await;
    assert_eq!(cells(&report), [format!("{place} STALE_VERSION")]);
    let message = text(&report, "/problems/0/message");
    assert!(message.contains("Van mij") && message.contains("Van een ander"), "{message}");
    let mut other = file.clone();
    let page = other.page("Afspraken");
    page.set(row, "title", "Nieuwe titel".to_owned());
    let report = check(&secretary, SLUG, &other).await;
    assert_eq!(report["summary"], "1 gewijzigd, 0 nieuw, 0 verwijderd", "{report:#}");
    commit(&secretary, SLUG, &report, "GOOD").await;
    let now = field(&table, &made, "title action").await;
    assert_eq!(now, json!({ "title": "Nieuwe titel", "action": "Van een ander" }));
}

async fn nobody_gets_or_changes_more_than_is_theirs(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, school] = ["secretary", "school"].map(|subject| table.server.by(subject));
    let company = table.server.by("company");
    company.act("commitmentDraft", "commitment { id }", content(&table, &json!({ "title": "Geheim concept" }))).await;
    let (commitment, _) = agreed(&table, &json!({ "title": "Van het bedrijf", "beneficiaries": [table.bureau] })).await;
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "MONEY", "title": "Geheim belang",
    });
    company.act("interestCreate", "interest { id }", interest).await;
    let all = |file: &File| format!("{:?}", file.0.iter().map(|page| &page.rows).collect::<Vec<_>>());
    let own = all(&download(&company, SLUG).await);
    assert!(own.contains("Geheim concept") && own.contains("Geheim belang"));
    let theirs = download(&school, SLUG).await;
    assert!(!all(&theirs).contains("Geheim"), "a workbook tells what is hidden");
    let (status, _) = get(&table.server.by("stranger"), &format!("{SLUG}/workbook.xlsx")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = get(&table.server.anonymous(), "er-is-niets/workbook.xlsx").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // What is locked can be unlocked; the rules hold all the same.
    let mut file = theirs;
    let page = file.page("Afspraken");
    let row = page.row("Van het bedrijf");
    page.set(row, "visibility", "openbaar".to_owned());
    page.set(row, "health", "gereed".to_owned());
    let report = check(&school, SLUG, &file).await;
    assert!(!cells(&report).is_empty() && cells(&report).iter().all(|one| one.ends_with("NOT_ALLOWED")), "{report:#}");
    // A report is its sender's alone.
    let path = format!("{SLUG}/workbook/checks/{}.xlsx", text(&report, "/id"));
    assert_eq!(get(&secretary, &path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(field(&table, &commitment, "visibility").await, json!({ "visibility": "PARTNERSHIP" }));
}
