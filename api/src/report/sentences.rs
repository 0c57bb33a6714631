//! The report in exactly five sentences: how far the goal is, what was kept, what is new, what runs behind, and what is asked.
//! Each is true as well where nothing is known, and then says so.

use super::{
    asked::Asked,
    behind::Lagging,
    board::{Period, is_today},
    changed::Changes,
    goals::placed,
    words::{self, UNKNOWN, amount, counted, day, listed, share, verb},
};
use crate::{
    access::View,
    figures::{Certainty, Include},
    goal::Goal,
};

/// So many are named in a sentence; the rest stands below.
const NAMED: usize = 3;

/// The sentences.
pub(super) fn five_sentences(
    view: &View,
    period: &Period,
    changes: &Changes,
    lagging: &Lagging,
    asked: &Asked,
) -> [String; 5] {
    [
        how_far(view, period),
        what_was_kept(view, period),
        what_is_new(view, period, changes),
        what_is_behind(view, period, lagging),
        what_is_asked(view, period, asked),
    ]
}

/// The tense in which a report on its day is told.
fn is(view: &View, period: &Period) -> [&'static str; 2] {
    if is_today(view, period) { ["is", "zijn"] } else { ["was", "waren"] }
}

fn how_far(view: &View, period: &Period) -> String {
    let top: Vec<_> = placed(view).into_iter().filter(|placed| placed.depth == 0).map(|placed| placed.goal).collect();
    if top.is_empty() {
        return format!("Er is nog geen {}doel vastgelegd.", view.public("openbaar "));
    }
    let [is, _] = is(view, period);
    let far = |goal: &Goal| {
        let progress = view.goal_on(goal.id, period.at, Include::Approved);
        let covered = progress.and_then(|progress| progress.coverage);
        let covered =
            covered.map(|part| format!(" (dekking {})", share(part, Certainty::default()))).unwrap_or_default();
        match progress.and_then(|progress| Some((progress.value?, progress.certainty))) {
            Some((value, certainty)) => {
                format!("{is} het doel ‘{}’ voor {} bereikt{covered}", goal.title, share(value, certainty))
            }
            None => format!("{is} van het doel ‘{}’ {UNKNOWN} hoe ver het {is}{covered}", goal.title),
        }
    };
    let parts: Vec<String> = top.iter().take(NAMED).map(|goal| far(goal)).collect();
    let rest = match top.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!("; {} hieronder", counted(rest, ["ander doel staat", "andere doelen staan"])),
    };
    format!("Op {} {}{rest}.", day(period.at), listed(&parts))
}

fn what_was_kept(view: &View, period: &Period) -> String {
    let (fulfilled, agreed) = view.fulfilled_of_agreed(view.counted_commitments(), period.at);
    let public = view.public("openbare ");
    let [one, more] = is(view, period);
    let late = view.counted_commitments().filter(|one| view.is_overdue(one)).count();
    let late = is_today(view, period).then_some(late);
    if agreed == 0 {
        return format!("Er {more} nog geen {public}afspraken gemaakt.");
    }
    if agreed == 1 {
        let kept = match (fulfilled, late) {
            (1, _) => "nagekomen".to_owned(),
            (_, Some(0)) => "nog niet nagekomen en niet te laat".to_owned(),
            (_, Some(_)) => "nog niet nagekomen en te laat".to_owned(),
            (_, None) => "nog niet nagekomen; of die toen te laat was, is niet vastgelegd".to_owned(),
        };
        return format!("De enige {public}afspraak {one} {kept}.");
    }
    let kept = match fulfilled {
        0 => format!("{one} er nog geen nagekomen"),
        _ => format!("{} er {} nagekomen", verb(fulfilled, [one, more]), amount(fulfilled)),
    };
    let late = match late {
        None => "hoeveel er toen te laat waren, is niet vastgelegd".to_owned(),
        Some(0) => format!("geen enkele {one} te laat"),
        Some(late) => format!("{} {} te laat", amount(late), verb(late, [one, more])),
    };
    format!("Van de {} {public}afspraken {kept}; {late}.", amount(agreed))
}

fn what_is_new(view: &View, period: &Period, changes: &Changes) -> String {
    let kinds = [
        (changes.agreed.len(), ["nieuwe afspraak", "nieuwe afspraken"]),
        (changes.fulfilled(), ["nagekomen afspraak", "nagekomen afspraken"]),
        (changes.ended.len() - changes.fulfilled(), ["anders beëindigde afspraak", "anders beëindigde afspraken"]),
        (changes.postponed(), ["uitgestelde afspraak", "uitgestelde afspraken"]),
        (changes.otherwise_amended(), ["andere wijziging", "andere wijzigingen"]),
    ];
    let happened = kinds.into_iter().filter(|(number, _)| *number > 0);
    let mut parts: Vec<String> = happened.map(|(number, of)| counted(number, of)).collect();
    if !changes.measured.is_empty() {
        parts.push(format!("nieuwe metingen van {}", counted(changes.measured.len(), ["indicator", "indicatoren"])));
    }
    if parts.is_empty() {
        let (public, happened) = if view.is_at_the_table() {
            ("", "gemaakt, gewijzigd of beëindigd")
        } else {
            ("openbare ", "gemaakt of beëindigd")
        };
        let begins = &period.begins;
        return format!("{begins} is er geen {public}afspraak {happened} en geen goedgekeurde {public}meting gedaan.");
    }
    let tells = if is_today(view, period) { "telt" } else { "telde" };
    let known = view.public(", voor zover openbaar,");
    format!("{} {tells} de samenwerking{known} {}.", period.begins, listed(&parts))
}

fn what_is_behind(view: &View, period: &Period, lagging: &Lagging) -> String {
    let behind = lagging.behind(view);
    let unknown = if is_today(view, period) { "" } else { "; van afspraken is dat van die dag niet vastgelegd" };
    let [one, more] = if is_today(view, period) { ["loopt", "lopen"] } else { ["liep", "liepen"] };
    if behind.is_empty() {
        let what = if is_today(view, period) { "afspraak of indicator" } else { "indicator" };
        return format!("Voor zover bekend {one} geen {}{what} achter{unknown}.", view.public("openbare "));
    }
    let mut parts: Vec<String> = behind.iter().take(NAMED).cloned().collect();
    let rest = behind.len().saturating_sub(NAMED);
    if rest > 0 {
        parts.push(format!("{} (zie hieronder)", counted(rest, ["ander punt", "andere punten"])));
    }
    format!("Achter {} {}{unknown}.", verb(behind.len(), [one, more]), listed(&parts))
}

fn what_is_asked(view: &View, period: &Period, asked: &Asked) -> String {
    if !view.is_at_the_table() {
        return "Wat er van de deelnemers wordt gevraagd, is niet openbaar.".to_owned();
    }
    if !is_today(view, period) {
        return format!("Wat er op {} van het bestuur werd gevraagd, is niet vastgelegd.", words::day(period.at));
    }
    let parts = asked.in_words();
    if parts.is_empty() {
        return "Er wordt nu geen besluit gevraagd.".to_owned();
    }
    // Each part is a clause of its own, and may have an "en" within.
    let asked = match parts.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{}, en {last}", first.join(", ")),
        _ => parts.concat(),
    };
    format!("Aan het bestuur en de partijen wordt gevraagd {asked}.")
}
