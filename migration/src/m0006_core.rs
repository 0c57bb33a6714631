//! What the core records still lacked: shared problems, evidence, conditions, breakdowns, earlier slugs.
//!
//! External keys of persons and notes are unique no longer: whoever may not see one learned from the refusal that it is
//! there.
//! SQLite drops a constraint only with its table; the references to `person` lead to the new table by its name.

crate::dialect::migration! {
    "m0006_core",
    r"
    CREATE INDEX revision_record ON revision (partnership_id, record_id, version);

    CREATE TABLE organisation_member_of (
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        position $int NOT NULL CHECK (position >= 0),
        member_of_id $uuid NOT NULL REFERENCES organisation (id) CHECK (member_of_id <> organisation_id),
        PRIMARY KEY (organisation_id, member_of_id)
    ) $table_end;

    CREATE TABLE partnership_former_slug (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        position $int NOT NULL CHECK (position >= 0),
        slug $text NOT NULL CHECK (length(slug) BETWEEN 1 AND 100) UNIQUE,
        PRIMARY KEY (partnership_id, position)
    ) $table_end;

    ALTER TABLE indicator_definition ADD COLUMN partnership_id $uuid REFERENCES partnership (id);

    CREATE TABLE indicator_definition_dimension (
        definition_id $uuid NOT NULL REFERENCES indicator_definition (id),
        position $int NOT NULL CHECK (position >= 0),
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        PRIMARY KEY (definition_id, name)
    ) $table_end;

    CREATE TABLE problem_statement (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        text $text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
        why_together $text CHECK (length(why_together) BETWEEN 1 AND 10000),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key)
    ) $table_end;

    CREATE TABLE problem_statement_evidence (
        partnership_id $uuid NOT NULL,
        problem_statement_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        link $text CHECK (length(link) BETWEEN 1 AND 2000),
        sha256 $text CHECK (length(sha256) = 64),
        PRIMARY KEY (partnership_id, problem_statement_id, position),
        FOREIGN KEY (partnership_id, problem_statement_id) REFERENCES problem_statement (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_condition (
        partnership_id $uuid NOT NULL,
        commitment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        text $text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        met_on $date,
        PRIMARY KEY (partnership_id, commitment_id, position),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE measurement_breakdown (
        partnership_id $uuid NOT NULL,
        measurement_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        dimension $text NOT NULL CHECK (length(dimension) BETWEEN 1 AND 100),
        category $text NOT NULL CHECK (length(category) BETWEEN 1 AND 200),
        value $long NOT NULL,
        PRIMARY KEY (partnership_id, measurement_id, position),
        UNIQUE (partnership_id, measurement_id, dimension, category),
        FOREIGN KEY (partnership_id, measurement_id) REFERENCES measurement (partnership_id, id)
    ) $table_end;

    CREATE TABLE measurement_evidence (
        partnership_id $uuid NOT NULL,
        measurement_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        link $text CHECK (length(link) BETWEEN 1 AND 2000),
        sha256 $text CHECK (length(sha256) = 64),
        PRIMARY KEY (partnership_id, measurement_id, position),
        FOREIGN KEY (partnership_id, measurement_id) REFERENCES measurement (partnership_id, id)
    ) $table_end;
    ",
    sqlite r"
    PRAGMA foreign_keys = OFF;
    BEGIN IMMEDIATE;
    CREATE TABLE person_without_unique_key (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        name $text CHECK (length(name) BETWEEN 1 AND 200),
        role $text CHECK (length(role) BETWEEN 1 AND 200),
        email $text CHECK (length(email) BETWEEN 1 AND 200),
        telephone $text CHECK (length(telephone) BETWEEN 1 AND 200),
        organisation_id $uuid REFERENCES organisation (id),
        salt $text NOT NULL
    ) $table_end;
    INSERT INTO person_without_unique_key SELECT * FROM person;
    DROP TABLE person;
    ALTER TABLE person_without_unique_key RENAME TO person;
    CREATE TABLE progress_note_without_unique_key (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        commitment_id $uuid NOT NULL,
        noted_on $date NOT NULL,
        health $text NOT NULL CHECK (health IN ('ON_TRACK', 'ATTENTION', 'BEHIND', 'DONE')),
        text $text CHECK (length(text) BETWEEN 1 AND 10000),
        author_id $uuid REFERENCES account (id),
        on_behalf_of $uuid REFERENCES organisation (id),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;
    INSERT INTO progress_note_without_unique_key SELECT * FROM progress_note;
    DROP TABLE progress_note;
    ALTER TABLE progress_note_without_unique_key RENAME TO progress_note;
    COMMIT;
    PRAGMA foreign_keys = ON;
    ",
    postgres r"
    ALTER TABLE person DROP CONSTRAINT person_external_key_key;
    ALTER TABLE progress_note DROP CONSTRAINT progress_note_partnership_id_external_key_key;
    "
}
