//! The directory: partnerships, regions, organisations, persons, accounts and definitions.

crate::dialect::migration! {
    "m0002_directory",
    r"
    CREATE TABLE partnership (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        slug $text NOT NULL CHECK (length(slug) BETWEEN 1 AND 100) UNIQUE,
        kind $text NOT NULL CHECK (kind IN ('SECTOR_TABLE', 'TECHNIEKPACT', 'SERVICE_POINT', 'PROJECT', 'COALITION')),
        sector $text CHECK (length(sector) BETWEEN 1 AND 200),
        parent_id $uuid REFERENCES partnership (id),
        stage $text NOT NULL CHECK (stage IN ('COMMON_GOAL', 'GAIN_AND_INVESTMENT', 'AGREE_AND_MONITOR')),
        starts_on $date,
        starts_precision $text CHECK (starts_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        starts_text $text CHECK (length(starts_text) BETWEEN 1 AND 200),
        ends_on $date,
        ends_precision $text CHECK (ends_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        ends_text $text CHECK (length(ends_text) BETWEEN 1 AND 200),
        name_visibility $text NOT NULL CHECK (name_visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        reference_prefix $text NOT NULL CHECK (length(reference_prefix) BETWEEN 1 AND 10),
        consent_rule $text NOT NULL CHECK (consent_rule IN ('RECORDED_IN_MEETING', 'PARTIES_SIGN')),
        green_from $long NOT NULL,
        amber_from $long NOT NULL,
        coverage_minimum $long NOT NULL CHECK (coverage_minimum BETWEEN 0 AND 10000),
        grace_days $int NOT NULL CHECK (grace_days >= 0),
        suppression_limit $int NOT NULL CHECK (suppression_limit >= 0),
        reaction_days $int NOT NULL CHECK (reaction_days >= 0),
        silence_days $int NOT NULL CHECK (silence_days >= 0),
        UNIQUE (external_key),
        CHECK (green_from >= amber_from AND amber_from >= 0),
        CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on)
    ) $table_end;

    CREATE TABLE region (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        kind $text NOT NULL CHECK (kind IN ('NATIONAL', 'PROVINCE', 'LABOUR_MARKET_REGION', 'MUNICIPALITY', 'OTHER')),
        code $text CHECK (length(code) BETWEEN 1 AND 20),
        UNIQUE (external_key),
        UNIQUE (kind, code)
    ) $table_end;

    CREATE TABLE region_within (
        region_id $uuid NOT NULL REFERENCES region (id),
        position $int NOT NULL CHECK (position >= 0),
        within_id $uuid NOT NULL REFERENCES region (id) CHECK (within_id <> region_id),
        PRIMARY KEY (region_id, within_id)
    ) $table_end;

    CREATE TABLE partnership_region (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        position $int NOT NULL CHECK (position >= 0),
        region_id $uuid NOT NULL REFERENCES region (id),
        PRIMARY KEY (partnership_id, region_id)
    ) $table_end;

    CREATE TABLE organisation (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        kind $text NOT NULL CHECK (kind IN (
            'COMPANY', 'EMPLOYERS_ASSOCIATION', 'TRADE_UNION', 'EDUCATION', 'MUNICIPALITY', 'PROVINCE',
            'MINISTRY', 'EMPLOYMENT_SERVICE', 'TRAINING_FUND', 'SERVICE_POINT', 'KNOWLEDGE', 'OTHER'
        )),
        sector $text NOT NULL CHECK (sector IN ('PUBLIC', 'PRIVATE', 'PUBLIC_PRIVATE')),
        kvk_number $text CHECK (length(kvk_number) = 8),
        partnership_id $uuid REFERENCES partnership (id),
        UNIQUE (external_key)
    ) $table_end;

    CREATE TABLE organisation_alias (
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        position $int NOT NULL CHECK (position >= 0),
        alias $text NOT NULL CHECK (length(alias) BETWEEN 1 AND 200),
        PRIMARY KEY (organisation_id, alias)
    ) $table_end;

    CREATE TABLE organisation_region (
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        position $int NOT NULL CHECK (position >= 0),
        region_id $uuid NOT NULL REFERENCES region (id),
        PRIMARY KEY (organisation_id, region_id)
    ) $table_end;

    CREATE TABLE person (
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
        salt $text NOT NULL,
        UNIQUE (external_key)
    ) $table_end;

    CREATE TABLE account (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        issuer $text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 200),
        subject $text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
        person_id $uuid REFERENCES person (id),
        is_platform_admin $bool NOT NULL,
        UNIQUE (external_key),
        UNIQUE (issuer, subject)
    ) $table_end;

    CREATE TABLE indicator_definition (
        id $uuid NOT NULL PRIMARY KEY,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        code $text NOT NULL CHECK (length(code) BETWEEN 1 AND 100) UNIQUE,
        name $text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        definition $text CHECK (length(definition) BETWEEN 1 AND 10000),
        measure $text NOT NULL CHECK (measure IN ('COUNT', 'MONEY', 'HOURS', 'PERCENT', 'SCALE', 'YES_NO', 'NARRATIVE')),
        unit $text NOT NULL CHECK (length(unit) BETWEEN 1 AND 100),
        direction $text NOT NULL CHECK (direction IN ('INCREASE', 'DECREASE', 'MAINTAIN')),
        reporting $text NOT NULL CHECK (reporting IN ('INCREMENT', 'RUNNING_TOTAL', 'SNAPSHOT')),
        target_basis $text NOT NULL CHECK (target_basis IN ('PER_PERIOD', 'TO_DATE', 'LEVEL')),
        hierarchy_rule $text NOT NULL CHECK (hierarchy_rule IN ('SUM', 'RATIO_OF_SUMS', 'LAST', 'NONE')),
        structural $bool NOT NULL,
        frequency $text NOT NULL CHECK (frequency IN ('WEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'ONCE')),
        UNIQUE (external_key)
    ) $table_end;
    "
}
