//! The action list and the report on a day, as a Word document and as a page: who gets which, what they say, and that both say
//! the same.

use std::io::{Cursor, Read};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};
use zip::ZipArchive;

use crate::commitment::{add, content, propose};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_word_document_and_the_page_say_the_same,
        a_word_document_is_dutch_and_repeats_its_headers,
        a_report_has_five_sentences_whatever_is_known,
        an_empty_table_says_what_is_not_known,
        what_is_hidden_leaves_no_trace_in_a_document,
        an_action_list_is_the_tables_own_and_shows_no_address,
        an_action_list_has_what_is_late_first_and_unknown_dates_last,
        what_changed_is_told_with_its_reason,
        a_document_that_cannot_be_is_refused,
    ]
}

const DEMO: [&str; 3] = ["techniekpact-regio-zwolle", "servicepunt-techniek-drenthe", "aanvalsplan-techniek"];
const DOCUMENTS: [&str; 4] = ["report.html", "report.docx", "actielijst.html", "actielijst.docx"];

/// What a client gets at an address of a partnership.
pub(crate) async fn get(client: &Client, slug: &str, file: &str) -> (StatusCode, Vec<u8>) {
    let request = Request::get(format!("/partnerships/{slug}/{file}")).body(Body::empty()).expect("a request");
    let reply = client.send(request).await;
    let status = reply.status();
    (status, to_bytes(reply.into_body(), 1 << 26).await.expect("a whole reply").to_vec())
}

/// A page that must be there.
pub(crate) async fn page(client: &Client, slug: &str, file: &str) -> String {
    let (status, bytes) = get(client, slug, file).await;
    assert_eq!(status, StatusCode::OK, "{file}: {}", String::from_utf8_lossy(&bytes));
    String::from_utf8(bytes).expect("UTF-8")
}

/// A part of a Word document.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// A text without its tags.
pub(crate) fn untagged(text: &str) -> String {
    let mut plain = String::new();
    let mut is_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => {}
            _ => plain.push(letter),
        }
    }
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The lines of a page, in their order.
fn lines_of_page(page: &str) -> Vec<String> {
    let (_, main) = page.split_once("<main>").expect("a page");
    let mut shown = String::new();
    for (at, piece) in main.split("<caption>").enumerate() {
        shown.push_str(if at == 0 { piece } else { piece.split_once("</caption>").expect("a caption").1 });
    }
    for end in ["</h1>", "</h2>", "</p>", "</li>", "</div>", "</th>", "</td>"] {
        shown = shown.replace(end, "\u{1}");
    }
    lines(&shown)
}

/// The lines of a Word document, in their order.
fn lines_of_docx(docx: &[u8]) -> Vec<String> {
    let body = part(docx, "word/document.xml");
    lines(&body.replace("<w:br></w:br>", "\n").replace("</w:p>", "\u{1}"))
}

fn lines(text: &str) -> Vec<String> {
    untagged(text).split('\u{1}').map(str::to_owned).filter(|line| !line.trim().is_empty()).collect()
}

fn sentences(page: &str) -> Vec<String> {
    page.split("<li>").skip(1).map(|item| untagged(item.split("</li>").next().unwrap_or_default())).collect()
}

async fn slugs(server: &Server) -> Vec<String> {
    let found = server.by("secretariaat").ask("{ partnerships(first: 50) { nodes { slug } } }", json!({})).await;
    found["partnerships"]["nodes"].as_array().unwrap().iter().map(|one| text(one, "/slug").to_owned()).collect()
}

async fn the_word_document_and_the_page_say_the_same(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let slugs = slugs(&server).await;
    assert!(slugs.len() > 3 && slugs.iter().any(|slug| slug == DEMO[0]), "{slugs:?}");
    for client in [server.by("secretariaat"), server.by("vertegenwoordiger"), server.anonymous()] {
        for slug in &slugs {
            for asked in ["report", "actielijst"] {
                let (status, html) = get(&client, slug, &format!("{asked}.html")).await;
                let (other, docx) = get(&client, slug, &format!("{asked}.docx")).await;
                assert_eq!(status, other, "{slug} {asked}");
                if status == StatusCode::OK {
                    let html = String::from_utf8(html).unwrap();
                    assert_eq!(lines_of_page(&html), lines_of_docx(&docx), "{slug} {asked}");
                    assert!(!html.contains("<script") && !html.contains("http"), "{slug} {asked} loads something");
                }
            }
        }
    }
}

async fn a_word_document_is_dutch_and_repeats_its_headers(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let secretary = server.by("secretariaat");
    for file in ["report.docx", "actielijst.docx"] {
        let (_, docx) = get(&secretary, DEMO[0], file).await;
        let body = part(&docx, "word/document.xml");
        assert_eq!(body.matches("<w:tbl>").count(), body.matches("<w:tblHeader>").count());
        assert!(body.contains("<w:pStyle w:val=\"Heading1\">") && body.contains("<w:tbl>"));
        assert!(part(&docx, "word/styles.xml").contains("<w:lang w:val=\"nl-NL\""));
        let properties = part(&docx, "docProps/core.xml");
        assert!(properties.contains("Techniekpact Regio Zwolle</dc:title>") && properties.contains("nl-NL"));
        assert!(!properties.contains("creator") && !properties.contains("lastModifiedBy"), "{properties}");
        assert!(untagged(&part(&docx, "word/footer1.xml")).contains("pagina  PAGE 1 van  NUMPAGES 1"));
        // The same records on the same day make the same bytes, and whoever has them is told so.
        assert_eq!(get(&secretary, DEMO[0], file).await.1, docx);
        let first = Request::get(format!("/partnerships/{}/{file}", DEMO[0])).body(Body::empty()).unwrap();
        let tag = secretary.send(first).await.headers()["etag"].clone();
        let again = Request::get(format!("/partnerships/{}/{file}", DEMO[0])).header("if-none-match", tag);
        assert_eq!(secretary.send(again.body(Body::empty()).unwrap()).await.status(), StatusCode::NOT_MODIFIED);
    }
}

async fn a_report_has_five_sentences_whatever_is_known(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    for client in [server.by("secretariaat"), server.by("vertegenwoordiger"), server.anonymous()] {
        for slug in slugs(&server).await {
            for days in ["", "?at=2026-05-01", "?at=2021-01-15&since=2020-01-01", "?since=2026-11-20", "?at=1900-01-01"]
            {
                let said = sentences(&page(&client, &slug, &format!("report.html{days}")).await);
                assert_eq!(said.len(), 5, "{slug} {days}: {said:#?}");
                assert!(said.iter().all(|one| one.ends_with('.') && !one.contains("..")), "{slug} {days}: {said:#?}");
            }
        }
    }
}

async fn an_empty_table_says_what_is_not_known(db: TestDatabase) {
    let table = Table::set(&db).await;
    let expected = [
        "Er is nog geen doel vastgelegd.",
        "Er zijn nog geen afspraken gemaakt.",
        "Sinds 22 augustus 2026 (90 dagen) is er geen afspraak gemaakt, gewijzigd of beëindigd en geen goedgekeurde meting gedaan.",
        "Voor zover bekend loopt geen afspraak of indicator achter.",
        "Er wordt nu geen besluit gevraagd.",
    ];
    assert_eq!(sentences(&page(&table.secretary(), "tafel", "report.html").await), expected);
    let expected = [
        "Er is nog geen openbaar doel vastgelegd.",
        "Er zijn nog geen openbare afspraken gemaakt.",
        "Sinds 22 augustus 2026 (90 dagen) is er geen openbare afspraak gemaakt of beëindigd en geen goedgekeurde openbare meting gedaan.",
        "Voor zover bekend loopt geen openbare afspraak of indicator achter.",
        "Wat er van de deelnemers wordt gevraagd, is niet openbaar.",
    ];
    assert_eq!(sentences(&page(&table.server.anonymous(), "tafel", "report.html").await), expected);
    let list = page(&table.secretary(), "tafel", "actielijst.html").await;
    assert!(list.contains("Er zijn geen open afspraken.") && !list.contains("<table"), "{list}");
}

async fn documents(client: &Client, of: &[&str]) -> Vec<(StatusCode, Vec<u8>)> {
    let mut made = Vec::new();
    for file in of {
        made.push(get(client, "tafel", file).await);
    }
    made
}

async fn what_is_hidden_leaves_no_trace_in_a_document(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school, visitor) = (table.server.by("company"), table.server.by("school"), table.server.anonymous());
    let public = json!({ "visibility": "PUBLIC", "goals": [table.goal("Doel").await] });
    propose(&company, content(&table, &public)).await;
    let (of_company, of_visitor) = (documents(&company, &DOCUMENTS).await, documents(&visitor, &DOCUMENTS).await);
    // A draft is its author's, and an interest its owner's.
    school.act("commitmentDraft", "commitment { id }", content(&table, &json!({ "title": "Concept" }))).await;
    let interest = json!({
        "partnership": table.id, "organisation": table.school, "side": "GAIN", "kind": "PEOPLE", "title": "Stil",
    });
    school.act("interestCreate", "interest { id }", interest).await;
    assert_eq!(documents(&company, &DOCUMENTS).await, of_company);
    // What is the table's changes its documents, and not those of a visitor.
    propose(&company, content(&table, &json!({ "title": "Van de tafel" }))).await;
    table.goal("Eigen doel").await;
    table.decision("2026-11-01").await;
    let now = documents(&company, &DOCUMENTS).await;
    assert!(now[0] != of_company[0] && now[1] != of_company[1]);
    assert_eq!(documents(&visitor, &DOCUMENTS).await, of_visitor);
    // A former address is no more than another one that leads to nothing.
    assert_eq!(get(&visitor, "tafel", "actielijst.html").await, get(&visitor, "niets", "actielijst.html").await);
}

/// Takes over a list: each row a title and what else it says.
async fn take_over(table: &Table, rows: &[(&str, Value)]) -> Value {
    let row = |(title, more): &(&str, Value)| {
        let mut row = json!({
            "title": title, "debtors": [{ "organisation": table.company }], "agreedOn": "2025-03-01", "state": "AGREED",
        });
        add(&mut row, more);
        row
    };
    let rows: Vec<Value> = rows.iter().map(row).collect();
    let list = json!({ "partnership": table.id, "source": "Actielijst", "commitments": rows });
    table.secretary().act("commitmentsTakeOver", "commitments { id version termsVersion }", list).await
}

async fn an_action_list_is_the_tables_own_and_shows_no_address(db: TestDatabase) {
    let table = Table::set(&db).await;
    let me = table.server.by("company").ask("{ viewer { person { id } } }", json!({})).await;
    let debtors = json!([
        { "organisation": table.school },
        { "organisation": table.company, "isLead": true, "contact": me["viewer"]["person"]["id"] },
    ]);
    take_over(&table, &[("Plekken", json!({ "debtors": debtors, "visibility": "PUBLIC" }))]).await;
    let list = page(&table.server.by("school"), "tafel", "actielijst.html").await;
    assert!(list.contains("<td><div>Bedrijf (trekker: company)</div><div>School</div></td>"), "{list}");
    assert!(list.contains("<td><div>de hele tafel</div></td><td><div>onbekend</div></td>"), "{list}");
    let visitor = table.server.anonymous();
    let public = page(&visitor, "tafel", "report.html").await;
    assert!(public.contains("De enige openbare afspraak is nog niet nagekomen en niet te laat."), "{public}");
    for stranger in [visitor, table.server.by("stranger")] {
        for file in ["actielijst.html", "actielijst.docx"] {
            assert_eq!(get(&stranger, "tafel", file).await.0, StatusCode::NOT_FOUND);
        }
        assert!(!page(&stranger, "tafel", "report.html").await.contains("company"));
    }
    for subject in ["secretary", "chair", "company", "school"] {
        for file in ["actielijst.html", "report.html"] {
            let said = lines_of_page(&page(&table.server.by(subject), "tafel", file).await).join("\n");
            assert!(!said.contains('@') && !said.contains("example"), "{said}");
        }
    }
}

/// The first cells of the rows of the tables of a page, in their order.
fn titles(page: &str) -> Vec<String> {
    let strong = page.split("<div><strong>").skip(1).filter(|cell| !cell.starts_with("<span"));
    strong.map(|cell| untagged(cell.split("</strong>").next().unwrap_or_default())).collect()
}

async fn an_action_list_has_what_is_late_first_and_unknown_dates_last(db: TestDatabase) {
    let table = Table::set(&db).await;
    table.decision("2026-06-01").await;
    let by = |date: &str, precision: &str| json!({ "date": date, "precision": precision });
    let rows = [
        ("Zonder datum", json!({})),
        ("Later", json!({ "dueOn": by("2027-05-03", "DAY") })),
        (
            "Te laat",
            json!({ "dueOn": by("2026-09-01", "MONTH"), "originalDueOn": by("2026-01-01", "QUARTER"), "timesPostponed": 2 }),
        ),
        ("Eerder", json!({ "dueOn": by("2027-05-01", "DAY"), "state": "IN_PROGRESS" })),
        ("Gereed", json!({ "dueOn": by("2026-05-01", "DAY"), "state": "REPORTED_DONE", "reportedOn": "2026-04-01" })),
        ("Klaar", json!({ "dueOn": by("2026-05-01", "DAY"), "state": "FULFILLED", "reportedOn": "2026-07-01" })),
        ("Ooit klaar", json!({ "dueOn": by("2026-05-01", "DAY"), "state": "FULFILLED" })),
        ("Lang klaar", json!({ "dueOn": by("2026-05-01", "DAY"), "state": "FULFILLED", "reportedOn": "2026-05-31" })),
    ];
    take_over(&table, &rows).await;
    let list = page(&table.secretary(), "tafel", "actielijst.html").await;
    assert_eq!(titles(&list), ["Te laat", "Eerder", "Later", "Zonder datum", "Gereed", "Klaar"]);
    assert!(list.contains("<h2>Afgerond sinds het vorige overleg (1 juni 2026)</h2>"), "{list}");
    let late = "<td><div>september 2026</div><div>2× uitgesteld, eerst kwartaal 1 van 2026</div></td>";
    assert!(list.contains(late), "{list}");
    let said = lines_of_page(&list).join("\n");
    assert!(said.contains("◆ Te laat\nAfgesproken") && said.contains("✔ Nagekomen"), "{said}");
    // For a meeting it bears that meeting's name, and goes back to the one before it.
    let meeting = json!({ "partnership": table.id, "title": "Najaar", "heldOn": "2026-12-03" });
    let meeting = table.secretary().act("meetingRecord", "meeting { id }", meeting).await;
    let asked = format!("actielijst.html?meeting={}", text(&meeting, "/id"));
    let list = page(&table.server.by("school"), "tafel", &asked).await;
    assert!(list.contains("<p>Voor het overleg ‘Najaar’ van 3 december 2026</p>"), "{list}");
    assert_eq!(titles(&list).len(), 6);
}

async fn what_changed_is_told_with_its_reason(db: TestDatabase) {
    let table = Table::set(&db).await;
    let decision = table.decision("2026-11-10").await;
    let taken = take_over(&table, &[("Plekken <&>", json!({ "dueOn": { "date": "2026-12-01" } }))]).await;
    let later = json!({
        "commitment": taken[0]["id"], "dueOn": { "date": "2027-03-31" }, "reasonCode": "CAPACITY",
        "reason": "Te weinig mensen", "decision": decision, "expectedTermsVersion": taken[0]["termsVersion"],
    });
    table.secretary().act("commitmentPostpone", "commitment { id }", later).await;
    let report = page(&table.server.by("school"), "tafel", "report.html").await;
    let said = lines_of_page(&report).join("\n");
    assert!(said.contains("uiterlijk: van 1 december 2026 naar 31 maart 2027\nCapaciteit\nTe weinig mensen"), "{said}");
    let news = "Sinds het overleg van 10 november 2026 telt de samenwerking 1 uitgestelde afspraak.";
    assert_eq!(sentences(&report)[2], news);
    let public = page(&table.server.anonymous(), "tafel", "report.html").await;
    assert!(!public.contains("Te weinig mensen") && !public.contains("10 november"), "{public}");
}

async fn a_document_that_cannot_be_is_refused(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    for (file, status, code) in [
        ("report.html?at=2026-11-21", StatusCode::BAD_REQUEST, "OUT_OF_RANGE"),
        ("report.docx?since=2026-11-02&at=2026-11-01", StatusCode::BAD_REQUEST, "DATE_ORDER"),
        ("report.html?at=1-5-2026", StatusCode::BAD_REQUEST, "BAD_REQUEST"),
        ("report.html?at=2026-05-01&at=2026-05-02", StatusCode::BAD_REQUEST, "BAD_REQUEST"),
        ("actielijst.html?meeting=meeting_niets", StatusCode::NOT_FOUND, "NOT_FOUND"),
        ("actielijst.pdf", StatusCode::NOT_FOUND, ""),
    ] {
        let (found, body) = get(&secretary, "tafel", file).await;
        assert_eq!(found, status, "{file}");
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        assert_eq!(
            body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default(),
            code,
            "{file}"
        );
    }
    // A meeting of another table leads nowhere.
    let meeting = json!({ "partnership": table.id, "title": "Overleg", "heldOn": "2026-11-01" });
    let meeting = secretary.act("meetingRecord", "meeting { id }", meeting).await;
    let asked = format!("actielijst.html?meeting={}", text(&meeting, "/id"));
    assert_eq!(get(&table.server.by("stranger"), "andere-tafel", &asked).await.0, StatusCode::NOT_FOUND);
}
