//! A list that was brought in from a file, in one act that can be undone once.

record! { in partnership "import_batch" ImportBatchId {
    /// What kind of list it was.
    kind: crate::ImportKind,
    /// What the file was called.
    file_name: Option<String>,
    /// SHA-256 of the file, in lower-case hexadecimal digits.
    file_sha256: String,
    /// The account that brought it in.
    author_id: Option<crate::AccountId>,
    /// How many rows became new records.
    added: i32,
    /// How many rows changed a record.
    changed: i32,
    /// How many rows were left out because something was wrong with them.
    skipped: i32,
    /// Whether it changed what not the whole table may see, so that its author alone knows of it.
    author_only: bool,
    /// When it was undone.
    undone_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Why it was undone.
    undone_reason: Option<String>,
} }
