//! The ledger: heads, revisions and idempotency keys.

crate::dialect::migration! {
    "m0001_ledger",
    r"
    CREATE TABLE ledger_head (
        partnership_id $uuid NOT NULL PRIMARY KEY,
        seq $long NOT NULL CHECK (seq >= 0),
        hash $bytes NOT NULL CHECK (length(hash) = 32)
    ) $table_end;

    CREATE TABLE revision (
        partnership_id $uuid NOT NULL REFERENCES ledger_head (partnership_id),
        seq $long NOT NULL CHECK (seq >= 1),
        commit_seq $long NOT NULL,
        kind $text NOT NULL,
        record_id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        recorded_at $instant NOT NULL,
        actor $uuid,
        on_behalf_of $uuid,
        act $text NOT NULL,
        reason $text,
        schema $int NOT NULL,
        body $text,
        body_hash $bytes NOT NULL CHECK (length(body_hash) = 32),
        prev_hash $bytes NOT NULL CHECK (length(prev_hash) = 32),
        hash $bytes NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (partnership_id, seq),
        UNIQUE (partnership_id, kind, record_id, version),
        CHECK (commit_seq >= seq)
    ) $table_end;

    CREATE TABLE idempotency (
        actor $uuid NOT NULL,
        key $text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
        input_hash $bytes NOT NULL,
        partnership_id $uuid NOT NULL,
        record_id $uuid NOT NULL,
        recorded_at $instant NOT NULL,
        PRIMARY KEY (actor, key)
    ) $table_end;

    CREATE INDEX idempotency_recorded_at ON idempotency (recorded_at);
    "
}
