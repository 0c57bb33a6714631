//! The report on a day (*bestuursrapportage*): what a board reads before it decides. Five sentences first, then what they rest
//! on.
//!
//! Figures are of the day that is asked for. What is recorded of today only, such as how many commitments are late, is left out
//! of the report on an earlier day, and the text says so.

use chrono::{Days, NaiveDate};

use super::{
    action_list::last_meeting,
    asked, behind, changed,
    content::{Block, Document},
    gates, goals,
    sentences::five_sentences,
    words::day,
};
use crate::{
    access::View,
    goal::Goal,
    graphql::{Resolved, count_listed, count_made},
    indicator::Indicator,
};

/// A report goes back so long where no day and no meeting tells.
pub(super) const SINCE: Days = Days::new(90);

/// What a report is about: a day, and since when there is news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// The day that the figures are of.
    pub(super) at: NaiveDate,
    /// The first day of which there is news.
    pub(super) since: NaiveDate,
    /// Why that day: how a sentence begins.
    pub(super) begins: String,
}

impl Period {
    /// The period up to a day: since another one, else since the last meeting before it that the viewer knows of, else 90
    /// days.
    pub(crate) fn of(view: &View, at: NaiveDate, since: Option<NaiveDate>) -> Self {
        if let Some(since) = since {
            return Self { at, since, begins: format!("Sinds {}", day(since)) };
        }
        if let Some(meeting) = last_meeting(view, at) {
            let begins = format!("Sinds het overleg van {}", day(meeting.held_on));
            return Self { at, since: meeting.held_on, begins };
        }
        let since = at.checked_sub_days(SINCE).unwrap_or(at);
        Self { at, since, begins: format!("Sinds {} (90 dagen)", day(since)) }
    }

    /// The last day before it, with which what is new is compared.
    pub(super) fn before(&self) -> NaiveDate {
        self.since.pred_opt().unwrap_or(self.since)
    }

    /// Whether a day is in it.
    pub(super) fn has(&self, day: NaiveDate) -> bool {
        (self.since..=self.at).contains(&day)
    }
}

/// The report, made of what the viewer may see.
pub(crate) fn board_report(view: &View, period: &Period) -> Resolved<Document> {
    let indicators: Vec<_> = view.all::<Indicator>().collect();
    let reports = |id| view.snapshot.reports_of(id);
    count_made(&view.desk, indicators.iter().map(|one| reports(one.id)))?;
    if !is_today(view, period) {
        let below = view.all::<Goal>().flat_map(|goal| view.snapshot.indicators_below(goal.id));
        count_made(&view.desk, indicators.iter().map(|one| one.id).chain(below).map(reports))?;
    }
    count_listed(&view.desk, view.counted_commitments().count() + indicators.len())?;
    let changes = changed::Changes::of(view, period);
    let lagging = behind::Lagging::of(view, period, &indicators);
    let asked = asked::Asked::of(view);
    let mut blocks = vec![
        Block::Heading("In vijf zinnen".to_owned()),
        Block::Sentences(five_sentences(view, period, &changes, &lagging, &asked).into()),
    ];
    blocks.extend(goals::goals(view, period));
    blocks.extend(goals::key_indicators(view, period, &indicators));
    blocks.extend(changes.blocks(period));
    blocks.extend(lagging.blocks(view, period));
    blocks.extend(asked.blocks(view, period));
    blocks.extend(gates::pace(view, period));
    let subtitle = vec![
        view.partnership.name.clone(),
        format!("Stand van {}, nieuws sinds {}", day(period.at), day(period.since)),
        if view.is_at_the_table() {
            "Voor de deelnemers".to_owned()
        } else {
            "Openbaar: alleen wat voor iedereen zichtbaar is".to_owned()
        },
    ];
    Ok(Document { title: "Bestuursrapportage".to_owned(), subtitle, day: period.at, is_landscape: false, blocks })
}

/// Whether a report is of today, of which more is recorded than of days before.
pub(super) fn is_today(view: &View, period: &Period) -> bool {
    period.at == view.desk.today
}
