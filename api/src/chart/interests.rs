//! The interest matrix (*belangenmatrix*): which party gets or brings something in which goal. A shape and a letter say which;
//! where nothing is said yet, the picture says that.

mod drawing;

use crate::{
    access::View,
    graphql::Resolved,
    interest::matrix::{InterestMatrix, InterestMatrixCell, InterestMatrixRow},
    notation,
};

use super::{Chart, Table, draw::whole};

/// The column of interests that are about no goal that the viewer may see.
const WITHOUT_GOAL: &str = "Zonder doel";
/// What an empty cell says.
const EMPTY: &str = "nog niet besproken";

impl Chart {
    /// The interests of a partnership's parties in its goals, as the viewer's audience knows them.
    pub(crate) fn interests(view: &View) -> Resolved<Self> {
        let title = format!("Belangen bij {}", view.partnership.name);
        let matrix = InterestMatrix::of(view)?;
        Ok(chart(title, &Matrix::of(&matrix)))
    }
}

fn chart(title: String, matrix: &Matrix) -> Chart {
    if matrix.rows.is_empty() || matrix.columns.is_empty() {
        return Chart::empty(title, "Er zijn nog geen belangen genoemd, of geen die u mag zien.");
    }
    let drawn = drawing::draw(matrix);
    Chart {
        title,
        conclusion: matrix.conclusion(),
        width: whole(drawn.width),
        height: whole(drawn.height),
        marks: drawn.marks,
        table: matrix.table(),
        list: maud::Markup::default(),
    }
}

/// The parties by the goals.
struct Matrix {
    columns: Vec<Column>,
    rows: Vec<(String, Vec<Counts>)>,
}

struct Column {
    title: String,
    is_goal: bool,
}

/// How many interests a party has in a goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    gains: usize,
    contributions: usize,
    wishes: usize,
    concerns: usize,
}

impl Counts {
    fn of(cell: &InterestMatrixCell) -> Self {
        let &InterestMatrixCell { gains, contributions, wishes, concerns, .. } = cell;
        Self { gains, contributions, wishes, concerns }
    }

    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Matrix {
    fn of(matrix: &InterestMatrix) -> Self {
        let mut columns: Vec<Column> =
            matrix.goals.iter().map(|goal| Column { title: goal.title.clone(), is_goal: true }).collect();
        let place = |cell: &InterestMatrixCell| match &cell.goal {
            Some(goal) => matrix.goals.iter().position(|one| one.id == goal.id),
            None => Some(matrix.goals.len()),
        };
        if matrix.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.goal.is_none()) {
            columns.push(Column { title: WITHOUT_GOAL.to_owned(), is_goal: false });
        }
        let row = |row: &InterestMatrixRow| {
            let name = row.organisation.as_ref().map_or("Onbekende partij", |one| one.name.as_str());
            let mut counts = vec![Counts::default(); columns.len()];
            for cell in &row.cells {
                if let Some(count) = place(cell).and_then(|place| counts.get_mut(place)) {
                    *count = Counts::of(cell);
                }
            }
            (name.to_owned(), counts)
        };
        let rows = matrix.rows.iter().map(row).collect();
        Self { columns, rows }
    }

    /// The cells of goals.
    fn about_goals(&self) -> impl Iterator<Item = &Counts> {
        self.rows
            .iter()
            .flat_map(|(_, cells)| self.columns.iter().zip(cells))
            .filter(|(column, _)| column.is_goal)
            .map(|(_, cell)| cell)
    }

    fn conclusion(&self) -> String {
        let number = |many: usize| notation::decimal(&many.to_string());
        let all = self.about_goals().count();
        let empty = self.about_goals().filter(|cell| cell.is_empty()).count();
        let goals = self.columns.iter().filter(|column| column.is_goal).count();
        let parties = match self.rows.len() {
            1 => "1 partij".to_owned(),
            many => format!("{many} partijen"),
        };
        let goals = match goals {
            1 => "1 doel".to_owned(),
            many => format!("{many} doelen"),
        };
        match (all, empty) {
            (0, _) => format!("{parties} noemden belangen, en er is nog geen doel."),
            (_, 0) => format!("{parties}, {goals}: van elk is met elke partij besproken wat zij haalt of brengt."),
            _ => format!(
                "{parties}, {goals}: van de {} combinaties van partij en doel zijn er {} besproken en {} nog niet.",
                number(all),
                number(all - empty),
                number(empty)
            ),
        }
    }

    fn table(&self) -> Table {
        let headers = ["Partij", "Doel", "Haalt", "Brengt", "Wensen", "Zorgen", "Besproken"];
        let mut rows = Vec::new();
        for (party, cells) in &self.rows {
            for (column, cell) in
                self.columns.iter().zip(cells).filter(|(column, cell)| column.is_goal || !cell.is_empty())
            {
                let counts = [cell.gains, cell.contributions, cell.wishes, cell.concerns];
                let counts = counts.map(|count| if cell.is_empty() { String::new() } else { count.to_string() });
                let said = if cell.is_empty() { EMPTY } else { "besproken" };
                let mut row = vec![party.clone(), column.title.clone()];
                row.extend(counts);
                row.push(said.to_owned());
                rows.push(row);
            }
        }
        Table { headers: headers.map(str::to_owned).into(), rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(goals: usize, parties: usize) -> Matrix {
        let column = |at: usize| Column {
            title: format!("Doel {at}: meer statushouders aan het werk in de techniek"),
            is_goal: at < goals,
        };
        let counts = |at: usize| Counts {
            gains: at % 3,
            contributions: at % 2,
            wishes: usize::from(at.is_multiple_of(5)) * 12,
            concerns: usize::from(at.is_multiple_of(7)),
        };
        let row = |at: usize| (format!("Partij {at}"), (0..=goals).map(|goal| counts(at * 3 + goal)).collect());
        Matrix { columns: (0..=goals).map(column).collect(), rows: (0..parties).map(row).collect() }
    }

    #[test]
    fn an_empty_cell_is_not_discussed_and_a_wish_alone_is() {
        let said = matrix(2, 2);
        let rows = said.table().rows;
        let cells: Vec<&[String]> = rows.iter().map(|row| &row[2..]).collect();
        assert_eq!(cells[0], ["0", "0", "12", "1", "besproken"]);
        assert!(said.conclusion().starts_with("2 partijen, 2 doelen: "), "{}", said.conclusion());
        let mut silent = matrix(1, 1);
        silent.rows[0].1 = vec![Counts::default(); 2];
        assert_eq!(
            silent.table().rows,
            [["Partij 0", "Doel 0: meer statushouders aan het werk in de techniek", "", "", "", "", EMPTY]]
        );
        assert_eq!(
            silent.conclusion(),
            "1 partij, 1 doel: van de 1 combinaties van partij en doel zijn er 0 besproken en 1 nog niet.",
        );
    }

    #[test]
    fn a_picture_is_made_of_few_and_of_many() {
        for (goals, parties) in [(1, 1), (8, 30), (40, 90)] {
            let chart = chart("Belangen".to_owned(), &matrix(goals, parties));
            assert!(chart.width <= 1200);
            crate::chart::tests::holds(&chart);
        }
    }
}
