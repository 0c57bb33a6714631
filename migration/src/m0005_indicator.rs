//! Indicators and their measurements.

crate::dialect::migration! {
    "m0005_indicator",
    r"
    CREATE TABLE indicator (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        definition_id $uuid NOT NULL REFERENCES indicator_definition (id),
        goal_id $uuid,
        name $text CHECK (length(name) BETWEEN 1 AND 200),
        baseline_value $long,
        baseline_denominator $long CHECK (baseline_denominator <> 0),
        baseline_on $date,
        baseline_source $text CHECK (length(baseline_source) BETWEEN 1 AND 2000),
        band_low $long,
        band_high $long,
        weight $long NOT NULL CHECK (weight > 0),
        is_key $bool NOT NULL,
        reporter_id $uuid REFERENCES organisation (id),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        CHECK (band_high >= band_low),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key),
        FOREIGN KEY (partnership_id, goal_id) REFERENCES goal (partnership_id, id)
    ) $table_end;

    CREATE TABLE indicator_target (
        partnership_id $uuid NOT NULL,
        indicator_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        due_on $date,
        value $long NOT NULL,
        PRIMARY KEY (partnership_id, indicator_id, position),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id)
    ) $table_end;

    CREATE TABLE indicator_region (
        partnership_id $uuid NOT NULL,
        indicator_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        region_id $uuid NOT NULL REFERENCES region (id),
        PRIMARY KEY (partnership_id, indicator_id, region_id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id)
    ) $table_end;

    -- Keys are not unique here: to refuse one would tell of a draft that the actor cannot see.
    CREATE TABLE measurement (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        indicator_id $uuid NOT NULL,
        observed_on $date NOT NULL,
        period_from $date,
        value $long,
        denominator $long CHECK (denominator > 0),
        text $text CHECK (length(text) BETWEEN 1 AND 10000),
        qualifier $text NOT NULL CHECK (qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')),
        denominator_qualifier $text NOT NULL CHECK (
            denominator_qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')
        ),
        method $text CHECK (length(method) BETWEEN 1 AND 2000),
        note $text CHECK (length(note) BETWEEN 1 AND 10000),
        state $text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'SUPERSEDED')),
        reason $text CHECK (length(reason) BETWEEN 1 AND 2000),
        author_id $uuid REFERENCES account (id),
        organisation_id $uuid REFERENCES organisation (id),
        on_behalf_of $uuid REFERENCES organisation (id),
        submitter_id $uuid REFERENCES account (id),
        submitted_at $instant,
        approver_id $uuid REFERENCES account (id),
        approved_at $instant,
        supersedes_id $uuid,
        CHECK (period_from IS NULL OR period_from <= observed_on),
        CHECK (value IS NOT NULL OR text IS NOT NULL),
        CHECK (approver_id IS NULL OR approver_id <> submitter_id),
        CHECK (state NOT IN ('APPROVED', 'SUPERSEDED') OR approved_at IS NOT NULL),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (partnership_id, supersedes_id) REFERENCES measurement (partnership_id, id)
    ) $table_end;

    CREATE INDEX measurement_indicator ON measurement (partnership_id, indicator_id, observed_on);
    "
}
