//! What figures rest on beyond one table's own measurements: targets handed out and what children contribute, who has to
//! report and over which periods, versions of definitions, and how the parties say they work together.

crate::dialect::migration! {
    "m0008_figures",
    r"
    ALTER TABLE indicator ADD COLUMN effect $text CHECK (effect IN ('FILLED', 'AVOIDED'));
    ALTER TABLE indicator_definition ADD COLUMN supersedes_id $uuid REFERENCES indicator_definition (id);
    ALTER TABLE indicator_definition ADD COLUMN revision_reason $text CHECK (length(revision_reason) BETWEEN 1 AND 2000);
    ALTER TABLE idempotency ADD COLUMN report $text;
    ALTER TABLE partnership ADD COLUMN informal_reason $text CHECK (length(informal_reason) BETWEEN 1 AND 2000);

    CREATE TABLE indicator_reporter (
        partnership_id $uuid NOT NULL,
        indicator_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        since_on $date NOT NULL,
        until_on $date,
        CHECK (until_on IS NULL OR until_on >= since_on),
        PRIMARY KEY (partnership_id, indicator_id, position),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id)
    ) $table_end;

    CREATE TABLE target_allocation (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        indicator_id $uuid NOT NULL,
        child_partnership_id $uuid NOT NULL REFERENCES partnership (id),
        child_indicator_id $uuid,
        value $long NOT NULL,
        reason $text CHECK (length(reason) BETWEEN 1 AND 2000),
        agreed_on $date,
        CHECK (agreed_on IS NULL OR child_indicator_id IS NOT NULL),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (child_partnership_id, child_indicator_id) REFERENCES indicator (partnership_id, id)
    ) $table_end;

    CREATE TABLE allocation_consent (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        indicator_id $uuid NOT NULL,
        allocation_id $uuid NOT NULL,
        parent_partnership_id $uuid NOT NULL,
        parent_indicator_id $uuid NOT NULL,
        agreed_on $date NOT NULL,
        decision_id $uuid,
        author_id $uuid REFERENCES account (id),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (parent_partnership_id, allocation_id) REFERENCES target_allocation (partnership_id, id),
        FOREIGN KEY (parent_partnership_id, parent_indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;

    CREATE TABLE contribution (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        indicator_id $uuid NOT NULL,
        allocation_id $uuid NOT NULL,
        source_partnership_id $uuid NOT NULL,
        source_indicator_id $uuid NOT NULL,
        measurement_id $uuid NOT NULL,
        observed_on $date NOT NULL,
        value $long NOT NULL,
        denominator $long CHECK (denominator > 0),
        qualifier $text NOT NULL CHECK (qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')),
        denominator_qualifier $text NOT NULL CHECK (
            denominator_qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')
        ),
        effect $text CHECK (effect IN ('FILLED', 'AVOIDED')),
        approved_at $instant NOT NULL,
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (partnership_id, allocation_id) REFERENCES target_allocation (partnership_id, id),
        FOREIGN KEY (source_partnership_id, measurement_id) REFERENCES measurement (partnership_id, id)
    ) $table_end;

    CREATE TABLE reporting_period (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        from_on $date NOT NULL,
        until_on $date NOT NULL,
        state $text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
        closed_on $date,
        reopened_reason $text CHECK (length(reopened_reason) BETWEEN 1 AND 2000),
        CHECK (until_on >= from_on),
        PRIMARY KEY (partnership_id, id)
    ) $table_end;

    CREATE TABLE health_check (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        round $int NOT NULL CHECK (round >= 1),
        held_on $date NOT NULL,
        closed_on $date,
        PRIMARY KEY (partnership_id, id)
    ) $table_end;

    CREATE TABLE health_check_evidence (
        partnership_id $uuid NOT NULL,
        health_check_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        lesson $int NOT NULL CHECK (lesson BETWEEN 1 AND 10),
        has_first $bool NOT NULL,
        has_second $bool NOT NULL,
        shows_mean $bool NOT NULL,
        shows_spread $bool NOT NULL,
        PRIMARY KEY (partnership_id, health_check_id, position),
        FOREIGN KEY (partnership_id, health_check_id) REFERENCES health_check (partnership_id, id)
    ) $table_end;

    CREATE TABLE health_answer (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        health_check_id $uuid NOT NULL,
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        given_on $date NOT NULL,
        author_id $uuid REFERENCES account (id),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, health_check_id) REFERENCES health_check (partnership_id, id)
    ) $table_end;

    CREATE TABLE health_answer_score (
        partnership_id $uuid NOT NULL,
        health_answer_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        lesson $int NOT NULL CHECK (lesson BETWEEN 1 AND 10),
        score $int NOT NULL CHECK (score BETWEEN 1 AND 5),
        note $text CHECK (length(note) BETWEEN 1 AND 2000),
        PRIMARY KEY (partnership_id, health_answer_id, position),
        FOREIGN KEY (partnership_id, health_answer_id) REFERENCES health_answer (partnership_id, id)
    ) $table_end;

    CREATE INDEX contribution_indicator ON contribution (partnership_id, indicator_id, observed_on);
    "
}
