//! Commitments and the notes on them.

crate::dialect::migration! {
    "m0004_commitment",
    r"
    -- Keys are not unique here: to refuse one would tell of a draft that the actor cannot see.
    CREATE TABLE commitment (
        partnership_id $uuid NOT NULL REFERENCES partnership (id),
        id $uuid NOT NULL,
        version $int NOT NULL CHECK (version >= 1),
        external_key $text CHECK (length(external_key) BETWEEN 1 AND 100),
        source $text CHECK (length(source) BETWEEN 1 AND 2000),
        changed_at $instant NOT NULL,
        removed_at $instant,
        number $int CHECK (number >= 1),
        reference $text CHECK (length(reference) BETWEEN 1 AND 40),
        title $text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        action $text CHECK (length(action) BETWEEN 1 AND 10000),
        obligation $text NOT NULL CHECK (obligation IN ('RESULT', 'BEST_EFFORT')),
        kind $text CHECK (kind IN (
            'MONEY', 'HOURS', 'FTE', 'PLACES', 'PEOPLE', 'EQUIPMENT', 'KNOWLEDGE', 'NETWORK', 'ACCESS',
            'REPUTATION', 'OTHER'
        )),
        quantity $long CHECK (quantity >= 0),
        unit $text CHECK (length(unit) BETWEEN 1 AND 100),
        amount_cents $long CHECK (amount_cents >= 0),
        qualifier $text NOT NULL CHECK (qualifier IN ('EXACT', 'ABOUT', 'AT_LEAST', 'JUST_OVER', 'JUST_UNDER')),
        recurrence $text NOT NULL CHECK (recurrence IN ('ONCE', 'MONTHLY', 'QUARTERLY', 'YEARLY')),
        term_years $int CHECK (term_years >= 1),
        effect $text CHECK (effect IN ('FILLED', 'AVOIDED')),
        agreed_on $date,
        original_due_on $date,
        original_due_precision $text CHECK (original_due_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        original_due_text $text CHECK (length(original_due_text) BETWEEN 1 AND 200),
        due_on $date,
        due_precision $text CHECK (due_precision IN ('DAY', 'MID_MONTH', 'MONTH', 'QUARTER', 'YEAR')),
        due_text $text CHECK (length(due_text) BETWEEN 1 AND 200),
        times_postponed $int NOT NULL CHECK (times_postponed >= 0),
        done_criterion $text CHECK (length(done_criterion) BETWEEN 1 AND 10000),
        decision_id $uuid,
        chain_step $text CHECK (chain_step IN (
            'RECRUITMENT', 'ORIENTATION', 'ASSESSMENT', 'TRAINING', 'MATCHING', 'PLACEMENT', 'GUIDANCE',
            'RETENTION'
        )),
        state $text NOT NULL CHECK (state IN (
            'DRAFT', 'PROPOSED', 'AGREED', 'IN_PROGRESS', 'REPORTED_DONE', 'FULFILLED', 'PARTLY_FULFILLED',
            'NOT_FULFILLED', 'RELEASED', 'WITHDRAWN', 'SUPERSEDED'
        )),
        state_reason $text CHECK (length(state_reason) BETWEEN 1 AND 2000),
        evidence_title $text CHECK (length(evidence_title) BETWEEN 1 AND 200),
        evidence_link $text CHECK (length(evidence_link) BETWEEN 1 AND 2000),
        evidence_sha256 $text CHECK (length(evidence_sha256) = 64),
        reported_on $date,
        superseded_by $uuid,
        author_id $uuid REFERENCES account (id),
        visibility $text NOT NULL CHECK (visibility IN ('ORGANISATION', 'SELECTED', 'PARTNERSHIP', 'PUBLIC')),
        amounts_public $bool NOT NULL,
        terms_version $int NOT NULL CHECK (terms_version >= 1),
        CHECK (state IN ('DRAFT', 'WITHDRAWN') OR number IS NOT NULL),
        CHECK (superseded_by <> id),
        PRIMARY KEY (partnership_id, id),
        UNIQUE (partnership_id, number),
        FOREIGN KEY (partnership_id, decision_id) REFERENCES decision (partnership_id, id),
        FOREIGN KEY (partnership_id, superseded_by) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_debtor (
        partnership_id $uuid NOT NULL,
        commitment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        is_lead $bool NOT NULL,
        contact_id $uuid REFERENCES person (id),
        PRIMARY KEY (partnership_id, commitment_id, position),
        UNIQUE (partnership_id, commitment_id, organisation_id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_beneficiary (
        partnership_id $uuid NOT NULL,
        commitment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        organisation_id $uuid NOT NULL REFERENCES organisation (id),
        PRIMARY KEY (partnership_id, commitment_id, organisation_id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_goal (
        partnership_id $uuid NOT NULL,
        commitment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        goal_id $uuid NOT NULL,
        PRIMARY KEY (partnership_id, commitment_id, goal_id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, goal_id) REFERENCES goal (partnership_id, id)
    ) $table_end;

    CREATE TABLE commitment_interest (
        partnership_id $uuid NOT NULL,
        commitment_id $uuid NOT NULL,
        position $int NOT NULL CHECK (position >= 0),
        interest_id $uuid NOT NULL,
        PRIMARY KEY (partnership_id, commitment_id, interest_id),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id),
        FOREIGN KEY (partnership_id, interest_id) REFERENCES interest (partnership_id, id)
    ) $table_end;

    CREATE TABLE progress_note (
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
        UNIQUE (partnership_id, external_key),
        FOREIGN KEY (partnership_id, commitment_id) REFERENCES commitment (partnership_id, id)
    ) $table_end;
    "
}
