//! Figures as they are shown.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Server, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![what_is_answered_at_once_is_what_the_executor_answers]
}

/// Objects whose values are at hand are answered without the executor; within a fragment it answers itself.
async fn what_is_answered_at_once_is_what_the_executor_answers(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let figures = "value provisional approximate bound at";
    let ask = async |open: &str, close: &str| -> Value {
        let progress = format!("progress {{ {open} clamped coverage {figures} {close} }}");
        let query = format!(
            "query($slug: String!) {{ partnership(by: {{slug: $slug}}) {{ goals {{ nodes {{ {progress} }} }} indicators {{ nodes {{
                {progress} level {{ {open} observedOn {figures} {close} }} baseline {{ {open} value date source {close} }}
                target {{ {open} value again: date {close} }} latest {{ {open} id observedOn value state {close} }} }} }} }} }}"
        );
        let slugs = ["techniekpact-regio-zwolle", "servicepunt-techniek-drenthe", "aanvalsplan-techniek"];
        let mut answers = Vec::new();
        for slug in slugs {
            answers.push(server.by("secretariaat").ask(&query, json!({ "slug": slug })).await);
        }
        answers.into()
    };
    let at_once = ask("", "").await;
    assert!(at_once.to_string().contains("AT_LEAST") && at_once.to_string().contains("SUBMITTED"));
    assert_eq!(at_once, ask("... {", "}").await);
    assert_eq!(at_once, ask("", "typename: __typename @include(if: false)").await);
}
