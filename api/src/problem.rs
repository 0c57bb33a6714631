//! Why an input is refused: a code for programs, a path to the field, and a sentence for people.
//!
//! All problems of one input are reported together, and a refused write changes nothing.

use std::{fmt, sync::Arc};

use chrono::{Datelike, NaiveDate};
use entity::{Row, Visibility};
use serde::{Deserialize, Serialize};

use crate::{ids::NodeId, language::Language, ledger::Record};

macro_rules! codes {
    ($($code:ident = $word:literal, $nl:literal, $en:literal;)*) => {
        /// Why a field of an input is refused. Codes never change; sentences may. *Foutcode.*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, async_graphql::Enum)]
        #[graphql(name = "UserErrorCode")]
        pub enum Code {
            $(#[doc = $en] #[serde(rename = $word)] $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// The code itself.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => $word),* }
            }

            /// What it says where nothing more specific is said.
            #[must_use]
            pub fn sentence(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$code, Language::Nl) => $nl, (Self::$code, Language::En) => $en,)*
                }
            }
        }
    };
}

codes! {
    Required = "REQUIRED", "Dit moet worden ingevuld.", "This is required.";
    TooLong = "TOO_LONG", "Deze tekst is te lang.", "This text is too long.";
    OutOfRange = "OUT_OF_RANGE", "Deze waarde valt buiten wat mogelijk is.", "This value is outside of what is possible.";
    NotFound = "NOT_FOUND", "Dit bestaat niet, of u kunt het niet zien.", "This does not exist, or you cannot see it.";
    NotAllowed = "NOT_ALLOWED", "Met uw rol mag u dit niet doen.", "Your role does not allow this.";
    AlreadyExists = "ALREADY_EXISTS", "Dit bestaat al.", "This exists already.";
    StaleVersion = "STALE_VERSION", "Iemand anders heeft dit intussen gewijzigd.", "Somebody else has changed this in the meantime.";
    KeyReused = "KEY_REUSED", "Deze sleutel is al voor iets anders gebruikt.", "This key was used before for something else.";
    UnknownTransition = "UNKNOWN_TRANSITION", "Die stap is vanuit deze stand niet mogelijk.", "That step is not possible from this state.";
    Blocked = "BLOCKED", "Er is nog niet aan een voorwaarde voldaan.", "A condition is not met yet.";
    ReasonRequired = "REASON_REQUIRED", "Geef een reden.", "Give a reason.";
    SelfApproval = "SELF_APPROVAL", "Wie iets meldt, kan het niet zelf goedkeuren.", "Whoever reports something cannot approve it.";
    NotAMember = "NOT_A_MEMBER", "Deze organisatie neemt op die datum niet deel.", "This organisation is not a member on that date.";
    NoDebtor = "NO_DEBTOR", "Een afspraak heeft iemand nodig die haar nakomt.", "A commitment needs somebody who owes it.";
    SelfBenefit = "SELF_BENEFIT", "Een organisatie kan niet alleen aan zichzelf iets toezeggen.", "An organisation cannot promise something to itself alone.";
    NotSmart = "NOT_SMART", "Hiervoor is de afspraak nog niet concreet genoeg.", "The commitment is not concrete enough for this.";
    StaleEndorsement = "STALE_ENDORSEMENT", "De tekst is gewijzigd sinds het akkoord.", "The terms have changed since they were endorsed.";
    OpenCommitments = "OPEN_COMMITMENTS", "Er staan nog afspraken open.", "There are commitments still open.";
    DateOrder = "DATE_ORDER", "Deze datums staan in de verkeerde volgorde.", "These dates are in the wrong order.";
    Cycle = "CYCLE", "Dit zou een kring vormen.", "This would form a circle.";
    DoubleCount = "DOUBLE_COUNT", "Dit zou langs twee wegen bij dezelfde indicator tellen, en dus dubbel.", "This would reach one indicator by two paths, and count twice.";
    OverAllocated = "OVER_ALLOCATED", "Er zou meer worden toegedeeld dan er is.", "More would be allocated than there is.";
    UnitMismatch = "UNIT_MISMATCH", "De eenheden passen niet bij elkaar.", "The units do not match.";
    ValueKind = "VALUE_KIND", "Deze vorm van waarde past niet bij de indicator.", "This form of value does not fit the indicator.";
    ModeCombination = "MODE_COMBINATION", "Deze keuzes gaan niet samen.", "These choices do not go together.";
    TargetEqualsBaseline = "TARGET_EQUALS_BASELINE", "De streefwaarde is gelijk aan de nulmeting.", "The target equals the baseline.";
    TargetAgainstDirection = "TARGET_AGAINST_DIRECTION", "De streefwaarde ligt aan de verkeerde kant van de nulmeting.", "The target lies on the wrong side of the baseline.";
    TargetsNotMonotone = "TARGETS_NOT_MONOTONE", "De streefwaarden gaan heen en weer.", "The targets go back and forth.";
    DenominatorZero = "DENOMINATOR_ZERO", "De noemer moet groter zijn dan nul.", "The denominator must be above zero.";
    RunningTotalFell = "RUNNING_TOTAL_FELL", "Een lopend totaal kan zonder correctie niet dalen.", "A running total cannot fall without a correction.";
    BreakdownExceedsTotal = "BREAKDOWN_EXCEEDS_TOTAL", "De uitsplitsing is groter dan het totaal.", "The breakdown exceeds the total.";
    PeriodClosed = "PERIOD_CLOSED", "Deze ronde is gesloten.", "This reporting period is closed.";
    PeriodOverlap = "PERIOD_OVERLAP", "Deze periode overlapt een andere.", "This period overlaps another.";
    DuplicateMeasurement = "DUPLICATE_MEASUREMENT", "Voor deze dag is er al een meting; corrigeer die.", "There is a measurement for this day already; correct that one.";
    FutureMeasurement = "FUTURE_MEASUREMENT", "Een meting kan niet in de toekomst liggen.", "A measurement cannot lie in the future.";
    VouchersExhausted = "VOUCHERS_EXHAUSTED", "Alle vouchers zijn uitgegeven.", "All vouchers have been issued.";
    VoucherExpired = "VOUCHER_EXPIRED", "Deze voucher is verlopen.", "This voucher has expired.";
    PersonalData = "PERSONAL_DATA", "Hier staat een burgerservicenummer; dat wordt niet vastgelegd.", "This contains a citizen service number, which is not recorded.";
}

/// One reason why an input is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The code.
    pub code: Code,
    /// The field: names and indexes from the input down.
    pub path: Vec<String>,
    /// A sentence that says more than the code's own, in Dutch and in English.
    pub specific: Option<[String; 2]>,
    /// With STALE_VERSION: what was seen, and what it is now.
    pub stale: Option<Stale>,
}

/// A record that changed after somebody looked at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stale {
    /// The record.
    pub node: NodeId,
    /// The version that was seen.
    pub seen: i32,
    /// The version that it is now.
    pub current: i32,
}

impl Problem {
    /// A problem with a field.
    #[must_use]
    pub fn new(code: Code, path: &[&str]) -> Self {
        Self { code, path: path.iter().map(|&name| name.to_owned()).collect(), specific: None, stale: None }
    }

    /// Says more than the code's own sentence.
    #[must_use]
    pub fn saying(mut self, nl: impl fmt::Display, en: impl fmt::Display) -> Self {
        self.specific = Some([nl.to_string(), en.to_string()]);
        self
    }

    /// The problem of a part of the input, as one of the whole in which the part lies at a path.
    #[must_use]
    pub fn below(self, path: &[&str]) -> Self {
        Self { path: path.iter().map(|&name| name.to_owned()).chain(self.path).collect(), ..self }
    }

    /// Somebody else changed the record after it was seen.
    #[must_use]
    pub fn stale(stale: Stale) -> Self {
        let Stale { seen, current, .. } = stale;
        let problem = Self::new(Code::StaleVersion, &["expectedVersion"]).saying(
            format!("Dit is intussen gewijzigd: u zag versie {seen}, het is nu versie {current}."),
            format!("This has changed in the meantime: you saw version {seen}, it is version {current} now."),
        );
        Self { stale: Some(stale), ..problem }
    }

    /// The sentence for people.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &str {
        match (&self.specific, language) {
            (Some([nl, _]), Language::Nl) => nl,
            (Some([_, en]), Language::En) => en,
            (None, language) => self.code.sentence(language),
        }
    }
}

impl From<Problem> for Vec<Problem> {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

/// What a pure act returns.
pub type Checked<T> = Result<T, Vec<Problem>>;

impl Problems {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes a problem.
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Notes a problem unless the condition holds.
    pub fn check(&mut self, holds: bool, code: Code, path: &[&str]) {
        if !holds {
            self.add(Problem::new(code, path));
        }
    }

    /// Notes that a value is out of range unless the condition holds, and says what is possible.
    pub fn range(&mut self, holds: bool, path: &[&str], nl: impl fmt::Display, en: impl fmt::Display) {
        if !holds {
            self.add(Problem::new(Code::OutOfRange, path).saying(nl, en));
        }
    }

    /// A number that must be zero or more.
    pub fn zero_or_more(&mut self, holds: bool, path: &[&str]) {
        self.range(holds, path, "Dit moet nul of meer zijn.", "This must be zero or more.");
    }

    /// A weight, which must be above zero.
    pub fn weight(&mut self, holds: bool, path: &[&str]) {
        self.range(holds, path, "Een gewicht moet groter zijn dan nul.", "A weight must be above zero.");
    }

    /// Notes the problems of a part of the input, which lies at a path.
    pub fn add_below(&mut self, path: &[&str], part: Self) {
        self.0.extend(part.0.into_iter().map(|problem| problem.below(path)));
    }

    /// The value, or `None` with its problem noted.
    pub fn take<T>(&mut self, found: Result<T, Problem>) -> Option<T> {
        found.map_err(|problem| self.add(problem)).ok()
    }

    /// A required text: trimmed, not empty, and at most so many characters.
    pub fn text(&mut self, text: &str, most: usize, path: &[&str]) -> String {
        let text = text.trim();
        self.check(!text.is_empty(), Code::Required, path);
        self.length(text, most, path);
        text.to_owned()
    }

    /// An optional text: trimmed, at most so many characters; empty is none.
    pub fn optional_text(&mut self, text: Option<&str>, most: usize, path: &[&str]) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        self.length(text, most, path);
        Some(text.to_owned())
    }

    /// Writes an optional text where one is given; null clears it.
    pub fn rewrite(&mut self, field: &mut Option<String>, given: Option<Option<&str>>, most: usize, path: &[&str]) {
        if let Some(text) = given {
            *field = self.optional_text(text, most, path);
        }
    }

    /// A reason, which must be given.
    pub fn reason(&mut self, reason: &str) -> Option<String> {
        let reason = self.optional_text(Some(reason), REASON, &["reason"]);
        self.check(reason.is_some(), Code::ReasonRequired, &["reason"]);
        reason
    }

    /// A day that people can mean.
    pub fn day(&mut self, day: NaiveDate, path: &[&str]) -> NaiveDate {
        let nl = "Een datum ligt in de jaren 1900 tot en met 2200.";
        self.range((1900..=2200).contains(&day.year()), path, nl, "A date lies in the years 1900 up to 2200.");
        day
    }

    /// An optional external key, which none of the records that it must differ from has.
    pub fn external_key<'a, R: Record>(
        &mut self,
        key: Option<&str>,
        mut records: impl Iterator<Item = &'a Arc<R>>,
    ) -> Option<String> {
        let key = self.optional_text(key, KEY, &["externalKey"])?;
        let is_taken = records.any(|record| record.row().external_key() == Some(&key));
        self.check(!is_taken, Code::AlreadyExists, &["externalKey"]);
        Some(key)
    }

    /// The visibility of a record of the whole table, which has no owner to be kept to: the members or everybody.
    pub fn table_visibility(&mut self, visibility: Visibility, path: &[&str]) -> Visibility {
        if visibility < Visibility::Partnership {
            self.add(Problem::new(Code::OutOfRange, path).saying(
                "Dit is van de hele tafel: kies PARTNERSHIP of PUBLIC.",
                "This belongs to the whole table: choose PARTNERSHIP or PUBLIC.",
            ));
        }
        visibility
    }

    fn length(&mut self, text: &str, most: usize, path: &[&str]) {
        let length = text.chars().count();
        if length > most {
            self.add(Problem::new(Code::TooLong, path).saying(
                format!("Deze tekst telt {length} tekens; het maximum is {most}."),
                format!("This text has {length} characters; the maximum is {most}."),
            ));
        }
        if contains_bsn(text) {
            self.add(Problem::new(Code::PersonalData, path));
        }
        // One of the databases keeps no such text.
        let nl = "Een tekst bevat geen nultekens.";
        self.range(!text.contains('\0'), path, nl, "A text has no null characters.");
    }

    /// Goes on if there were no problems.
    ///
    /// # Errors
    /// All problems noted.
    pub fn finish(self) -> Checked<()> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

/// The longest name or title, in characters.
pub const NAME: usize = 200;
/// The longest reason.
pub const REASON: usize = 2_000;
/// The longest text.
pub const TEXT: usize = 10_000;
/// The longest external key.
pub const KEY: usize = 100;

/// Whether a text holds a standalone number of nine digits that passes the test of a citizen service number
/// (*burgerservicenummer*): 9·a + 8·b + … + 2·h − i is a multiple of 11.
fn contains_bsn(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        word.len() == 9
            && word.bytes().all(|b| b.is_ascii_digit())
            && word
                .bytes()
                .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
                .map(|(b, weight)| i32::from(b - b'0') * weight)
                .sum::<i32>()
                % 11
                == 0
            && word != "000000000"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citizen_service_number_is_recognised() {
        assert!(contains_bsn("zie 111222333."));
        assert!(contains_bsn("(123456782)"));
        for text in ["123456789", "1112223330", "a111222333", "000000000", "€ 111.222.333", ""] {
            assert!(!contains_bsn(text), "{text}");
        }
    }

    #[test]
    fn all_problems_are_reported_together() {
        let mut problems = Problems::new();
        problems.text("  ", NAME, &["title"]);
        problems.optional_text(Some(&"x".repeat(2_001)), REASON, &["reason"]);
        let found = problems.finish().expect_err("two problems");
        assert_eq!(found.iter().map(|p| p.code).collect::<Vec<_>>(), [Code::Required, Code::TooLong]);
        assert_eq!(found[1].sentence(Language::Nl), "Deze tekst telt 2001 tekens; het maximum is 2000.");
    }
}
