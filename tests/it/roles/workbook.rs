//! Imports: one that the company brought in.

use serde_json::json;

use super::{Row, World, row};
use crate::workbook::file::{check, commit, download};

pub(super) async fn prepare(world: &mut World) {
    let company = world.table.server.by("company");
    let mut file = download(&company, "tafel").await;
    file.page("Afspraken").add(&[("title", "Uit de werkmap"), ("lead", "Bedrijf")]);
    let report = check(&company, "tafel", &file).await;
    let (_, done) = commit(&company, "tafel", &report, "ALL").await;
    assert!(done["batch"].is_string(), "{done:#}");
    world.know("import", json!({ "id": done["batch"], "version": 1 }));
}

pub(super) fn rows() -> Vec<Row> {
    vec![row("importUndo", |world| world.of("import", "import", json!({ "reason": "Verkeerd bestand" })))]
}
