//! What a partnership consists of: memberships, goals, interests, meetings and decisions.

crate::dialect::migration! {
    "m0003_partnership",
    r"
    CREATE TABLE membership (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        status $text NOT NULL CHECK (status IN ('INVITED', 'MEMBER', 'EXTERNAL')),
        mandate $text CHECK (length(mandate) BETWEEN 1 AND 2000),
        from_on $date NOT NULL,
        until_on $date,
        join_reason $text CHECK (length(join_reason) BETWEEN 1 AND 2000),
        leave_reason $text CHECK (length(leave_reason) BETWEEN 1 AND 2000),
        CHECK (until_on IS NULL OR until_on >= from_on),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key)
    ) $table_end;

    CREATE TABLE membership_role (
        partnership_id $uuid NOT NULL,
        membership_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        role $text NOT NULL CHECK (role IN ('CHAIR', 'SECRETARIAT', 'PARTNER', 'FINANCIER', 'EXECUTOR', 'OBSERVER')),
        PRIMARY KEY (partnership_id, membership_id, role),
        FOREIGN KEY (partnership_id, membership_id) REFERENCES membership (partnership_id, id)
    ) $table_end;

    CREATE TABLE membership_representative (
        partnership_id $uuid NOT NULL,
        membership_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        person_id $uuid NOT NULL REFERENCES person (id),
        function $text CHECK (length(function) BETWEEN 1 AND 200),
        PRIMARY KEY (partnership_id, membership_id, position),
        UNIQUE (partnership_id, membership_id, person_id),
        FOREIGN KEY (partnership_id, membership_id) REFERENCES membership (partnership_id, id)
    ) $table_end;

    CREATE TABLE goal (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        parent_id $uuid,
        aligned_partnership_id $uuid,
        aligned_goal_id $uuid,
        pillar $text CHECK (length(pillar) BETWEEN 1 AND 200),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        rationale $text CHECK (length(rationale) BETWEEN 1 AND 10000),
        kind $text NOT NULL CHECK (kind IN ('IMPACT', 'OUTCOME', 'OUTPUT')),
        horizon_on $date,
        horizon_precision $text CHECK (horizon_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        horizon_text $text CHECK (length(horizon_text) BETWEEN 1 AND 200),
        weight $long NOT NULL CHECK (weight > 0),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        CHECK (parent_id <> id),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key),
        FOREIGN KEY (partnership_id, parent_id) REFERENCES goal (partnership_id, id),
        FOREIGN KEY (aligned_partnership_id, aligned_goal_id) REFERENCES goal (partnership_id, id)
    ) $table_end;

    -- No unique key: to refuse one would tell of an interest that the actor cannot see.
    CREATE TABLE interest (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        side $text NOT NULL CHECK (side IN ('GAIN', 'CONTRIBUTION', 'WISH', 'CONCERN')),
        kind $text NOT NULL CHECK (kind IN (
            'MONEY', 'HOURS', 'FTE', 'PLACES', 'PEOPLE', 'EQUIPMENT', 'KNOWLEDGE', 'NETWORK', 'ACCESS',
            'REPUTATION', 'OTHER'
        )),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        text $text CHECK (length(text) BETWEEN 1 AND 10000),
        quantity $long,
        unit $text CHECK (length(unit) BETWEEN 1 AND 100),
        amount_cents $long,
        qualifier $text NOT NULL CHECK (qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')),
        importance $int CHECK (importance BETWEEN 1 AND 5),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        amounts_public $bool NOT NULL,
        reviewed_on $date,
        entered_by $uuid REFERENCES organisation (id),
        PRIMARY KEY (partnership_id, id)
    ) $table_end;

    CREATE TABLE interest_goal (
        partnership_id $uuid NOT NULL,
        interest_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        goal_id $uuid NOT NULL,
        PRIMARY KEY (partnership_id, interest_id, goal_id),
        FOREIGN KEY (partnership_id, interest_id) REFERENCES interest (partnership_id, id),
        FOREIGN KEY (partnership_id, goal_id) REFERENCES goal (partnership_id, id)
    ) $table_end;

    CREATE TABLE interest_shared_with (
        partnership_id $uuid NOT NULL,
        interest_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        PRIMARY KEY (partnership_id, interest_id, organisation_id),
        FOREIGN KEY (partnership_id, interest_id) REFERENCES interest (partnership_id, id)
    ) $table_end;

    CREATE TABLE meeting (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        held_on $date NOT NULL,
        agenda $text CHECK (length(agenda) BETWEEN 1 AND 10000),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key)
    ) $table_end;

    CREATE TABLE meeting_attendance (
        partnership_id $uuid NOT NULL,
        meeting_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        PRIMARY KEY (partnership_id, meeting_id, organisation_id),
        FOREIGN KEY (partnership_id, meeting_id) REFERENCES meeting (partnership_id, id)
    ) $table_end;

    CREATE TABLE decision (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        meeting_id $uuid NOT NULL,
        text $text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, external_key),
        FOREIGN KEY (partnership_id, meeting_id) REFERENCES meeting (partnership_id, id)
    ) $table_end;
    "
}
