//! What files need: the hours of meetings for calendars, keys for programs that fetch tables and calendars, and lists that
//! are brought in from spreadsheets, first checked and then done as one batch.

crate::dialect::migration! {
    "m0009_files",
    r"
    ALTER TABLE meeting ADD COLUMN starts_minute $int CHECK (starts_minute BETWEEN 0 AND 1439);
    ALTER TABLE meeting ADD COLUMN ends_minute $int CHECK (ends_minute BETWEEN 1 AND 1439);
    ALTER TABLE meeting ADD COLUMN place $text CHECK (length(place) BETWEEN 1 AND 200);

    CREATE TABLE access_key (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        account_id $uuid NOT NULL REFERENCES account (id),
        purpose $text NOT NULL CHECK (purpose IN ('EXPORT', 'CALENDAR')),
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        secret_hash $text NOT NULL UNIQUE CHECK (length(secret_hash) = 64),
        partnership_id $uuid REFERENCES partnership (id),
        organisation_id $uuid REFERENCES organisation (id),
        expires_on $date NOT NULL
    ) $table_end;

    CREATE TABLE import_batch (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        kind $text NOT NULL CHECK (kind IN ('WORKBOOK', 'ACTION_LIST')),
        file_name $text CHECK (length(file_name) BETWEEN 1 AND 200),
        file_sha256 $text NOT NULL CHECK (length(file_sha256) = 64),
        author_id $uuid REFERENCES account (id),
        added $int NOT NULL CHECK (added >= 0),
        changed $int NOT NULL CHECK (changed >= 0),
        skipped $int NOT NULL CHECK (skipped >= 0),
        author_only $bool NOT NULL,
        undone_at $instant,
        undone_reason $text CHECK (length(undone_reason) BETWEEN 1 AND 2000),
        PRIMARY KEY (partnership_id, id)
    ) $table_end;

    CREATE TABLE import_check (
        id $uuid NOT NULL PRIMARY KEY,
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        account_id $uuid NOT NULL REFERENCES account (id),
        kind $text NOT NULL CHECK (kind IN ('WORKBOOK', 'ACTION_LIST')),
        file_name $text CHECK (length(file_name) BETWEEN 1 AND 200),
        file $bytes NOT NULL,
        mapping $text,
        made_at $instant NOT NULL
    ) $table_end;

    CREATE INDEX import_check_made_at ON import_check (made_at);
    "
}
