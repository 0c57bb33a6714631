//! What parties endorse, amend, deliver and sign, and what a table makes of it.

crate::dialect::migration! {
    "m0007_agreements",
    r"
    ALTER TABLE commitment ADD COLUMN proposed_on $date;
    ALTER TABLE commitment ADD COLUMN reported_by $uuid REFERENCES account (id);
    ALTER TABLE commitment ADD COLUMN ended_on $date;
    ALTER TABLE commitment ADD COLUMN waived_reason $text CHECK (length(waived_reason) BETWEEN 1 AND 2000);
    ALTER TABLE commitment ADD COLUMN remains $text CHECK (length(remains) BETWEEN 1 AND 2000);
    ALTER TABLE commitment ADD COLUMN effort_made $text CHECK (length(effort_made) BETWEEN 1 AND 2000);
    ALTER TABLE commitment ADD COLUMN remainder_of $uuid;
    ALTER TABLE commitment ADD COLUMN agreement_id $uuid;
    ALTER TABLE membership ADD COLUMN until_recorded_at $instant;
    ALTER TABLE goal ADD COLUMN terms_since $date;
    ALTER TABLE goal ADD COLUMN agreed_on $date;
    ALTER TABLE problem_statement ADD COLUMN terms_since $date;

    CREATE TABLE endorsement (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        commitment_id $uuid,
        goal_id $uuid,
        problem_statement_id $uuid,
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        decision $text NOT NULL CHECK (decision IN ('AGREE', 'AGREE_WITH_NOTE', 'WITH_RESERVATION', 'OBJECT')),
        note $text CHECK (length(note) BETWEEN 1 AND 2000),
        given_on $date NOT NULL,
        author_id $uuid REFERENCES account (id),
        decision_id $uuid,
        PRIMARY KEY (partnership_id, id),
        CHECK ((CASE WHEN commitment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN goal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN problem_statement_id IS NULL THEN 0 ELSE 1 END) = 1),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, goal_id) REFERENCES goal (partnership_id, id),
        FOREIGN KEY (partnership_id, problem_statement_id) REFERENCES problem_statement (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;

    CREATE TABLE amendment (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        commitment_id $uuid,
        goal_id $uuid,
        indicator_id $uuid,
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        reason_code $text NOT NULL CHECK (reason_code IN (
            'CONTEXT_CHANGED', 'BUDGET', 'CAPACITY', 'DEPENDENCY', 'PARTNER_CHANGE', 'LEARNING', 'OTHER'
        )),
        reason $text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
        state $text NOT NULL CHECK (state IN ('PROPOSED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
        proposed_on $date NOT NULL,
        settled_on $date,
        state_reason $text CHECK (length(state_reason) BETWEEN 1 AND 2000),
        author_id $uuid REFERENCES account (id),
        decision_id $uuid,
        PRIMARY KEY (partnership_id, id),
        CHECK ((CASE WHEN commitment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN goal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN indicator_id IS NULL THEN 0 ELSE 1 END) = 1),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, goal_id) REFERENCES goal (partnership_id, id),
        FOREIGN KEY (partnership_id, indicator_id) REFERENCES indicator (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;

    CREATE TABLE amendment_change (
        partnership_id $uuid NOT NULL,
        amendment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        field $text NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
        before $text NOT NULL,
        after $text NOT NULL,
        PRIMARY KEY (partnership_id, amendment_id, position),
        UNIQUE (partnership_id, amendment_id, field),
        FOREIGN KEY (partnership_id, amendment_id) REFERENCES amendment (partnership_id, id)
    ) $table_end;

    CREATE TABLE amendment_vote (
        partnership_id $uuid NOT NULL,
        amendment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        decision $text NOT NULL CHECK (decision IN ('AGREE', 'AGREE_WITH_NOTE', 'WITH_RESERVATION', 'OBJECT')),
        note $text CHECK (length(note) BETWEEN 1 AND 2000),
        voted_on $date NOT NULL,
        author_id $uuid REFERENCES account (id),
        PRIMARY KEY (partnership_id, amendment_id, position),
        FOREIGN KEY (partnership_id, amendment_id) REFERENCES amendment (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_dependency (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        from_id $uuid NOT NULL,
        to_id $uuid NOT NULL,
        kind $text NOT NULL CHECK (kind IN ('REQUIRES', 'STARTS_AFTER', 'MATCHES')),
        ratio $long CHECK (ratio > 0),
        note $text CHECK (length(note) BETWEEN 1 AND 2000),
        PRIMARY KEY (partnership_id, id),
        CHECK (from_id <> to_id),
        FOREIGN KEY (partnership_id, from_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, to_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE milestone (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        commitment_id $uuid NOT NULL,
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        due_on $date,
        due_precision $text CHECK (due_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        due_text $text CHECK (length(due_text) BETWEEN 1 AND 200),
        weight $long NOT NULL CHECK (weight > 0),
        done_on $date,
        evidence_title $text CHECK (length(evidence_title) BETWEEN 1 AND 200),
        evidence_link $text CHECK (length(evidence_link) BETWEEN 1 AND 2000),
        evidence_sha256 $text CHECK (length(evidence_sha256) = 64),
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE delivery (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        commitment_id $uuid NOT NULL,
        delivered_on $date NOT NULL,
        quantity $long CHECK (quantity >= 0),
        amount_cents $long CHECK (amount_cents >= 0),
        qualifier $text NOT NULL CHECK (qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')),
        text $text CHECK (length(text) BETWEEN 1 AND 10000),
        state $text NOT NULL CHECK (state IN ('REPORTED', 'CONFIRMED', 'REJECTED')),
        reporter_id $uuid REFERENCES account (id),
        on_behalf_of $uuid REFERENCES organisation (id),
        confirmer_id $uuid REFERENCES account (id),
        settled_on $date,
        state_reason $text CHECK (length(state_reason) BETWEEN 1 AND 2000),
        decision_id $uuid,
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;

    CREATE TABLE delivery_evidence (
        partnership_id $uuid NOT NULL,
        delivery_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        link $text CHECK (length(link) BETWEEN 1 AND 2000),
        sha256 $text CHECK (length(sha256) = 64),
        PRIMARY KEY (partnership_id, delivery_id, position),
        FOREIGN KEY (partnership_id, delivery_id) REFERENCES delivery (partnership_id, id)
    ) $table_end;

    CREATE TABLE citation (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        decision_id $uuid NOT NULL,
        act $text NOT NULL CHECK (length(act) BETWEEN 1 AND 100),
        subject_kind $text NOT NULL CHECK (length(subject_kind) BETWEEN 1 AND 40),
        subject_id $uuid NOT NULL,
        cited_on $date NOT NULL,
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;

    CREATE TABLE balance_opinion (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        value $text NOT NULL CHECK (value IN ('IN_BALANCE', 'WE_GIVE_MORE', 'WE_GET_MORE', 'UNSURE')),
        note $text CHECK (length(note) BETWEEN 1 AND 2000),
        given_on $date NOT NULL,
        author_id $uuid REFERENCES account (id),
        PRIMARY KEY (partnership_id, id)
    ) $table_end;

    CREATE TABLE agreement (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        signed_on $date,
        valid_from $date,
        valid_until $date,
        accession $text CHECK (length(accession) BETWEEN 1 AND 10000),
        amendment $text CHECK (length(amendment) BETWEEN 1 AND 10000),
        termination $text CHECK (length(termination) BETWEEN 1 AND 10000),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        PRIMARY KEY (partnership_id, id),
        CHECK (valid_from <= valid_until)
    ) $table_end;

    CREATE TABLE agreement_party (
        partnership_id $uuid NOT NULL,
        agreement_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        joined_on $date,
        left_on $date,
        PRIMARY KEY (partnership_id, agreement_id, position),
        FOREIGN KEY (partnership_id, agreement_id) REFERENCES agreement (partnership_id, id)
    ) $table_end;

    CREATE TABLE agreement_evidence (
        partnership_id $uuid NOT NULL,
        agreement_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        link $text CHECK (length(link) BETWEEN 1 AND 2000),
        sha256 $text CHECK (length(sha256) = 64),
        PRIMARY KEY (partnership_id, agreement_id, position),
        FOREIGN KEY (partnership_id, agreement_id) REFERENCES agreement (partnership_id, id)
    ) $table_end;

    CREATE TABLE gate_override (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        stage $text NOT NULL CHECK (stage IN ('COMMON_GOAL', 'GAIN_AND_INVESTMENT', 'AGREE_AND_MONITOR')),
        reason $text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
        overridden_on $date NOT NULL,
        author_id $uuid REFERENCES account (id),
        decision_id $uuid,
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id)
    ) $table_end;
    "
}
