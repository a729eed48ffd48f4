//! What a file of figures says: every cell understood, or complained about with its row and column and
//! what to do. Keeps nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use ledger::{Refusal as Said, text};
use papers::{FigureCell, FigureSheet, Limits, Place, read_figures};
use store::indicator::{self as rows};
use store::{Failure, Fault};
use units::indicator::{Indicator, ReportPeriod};
use units::text::fold;
use units::{Day, IndicatorId, Level, UnitId};

use super::almanac::{self, Places, Tree};
use super::tell::{fitting, may_tell, milli};
use crate::authority::{authorize_as, scope_of, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal};

/// A file as it was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// What is wrong with a row, where, and what to do: a code with data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// File, sheet, row and column.
    pub place: Place,
    /// Message id of the sentence.
    pub code: &'static str,
    /// Its data.
    pub args: Vec<(&'static str, String)>,
}

impl Complaint {
    /// The data of the sentence with file, sheet, row and column ("–" where there is none).
    #[must_use]
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let dash = || "–".to_owned();
        let mut said = self.args.clone();
        said.push(("file", self.place.file.clone()));
        said.push(("sheet", self.place.sheet.clone()));
        said.push(("row", self.place.row.map_or_else(dash, |row| row.to_string())));
        said.push(("column", self.place.column.clone().unwrap_or_else(dash)));
        said
    }
}

/// How a figure of a file stands beside what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was told yet.
    New,
    /// It corrects what was told, in thousandths.
    Corrects(i64),
    /// It was told already.
    Known,
}

/// What a file says, before anything of it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The indicators it speaks of.
    pub indicators: Vec<Indicator>,
    /// Each figure: indicator, place, its name, period, thousandths, and how it stands.
    pub figures: Vec<(IndicatorId, UnitId, String, ReportPeriod, i64, Standing)>,
    /// Why corrections are made, by the place of the figure in the list.
    pub reasons: HashMap<usize, String>,
    /// Everything that is wrong; nothing is applied while there is any.
    pub complaints: Vec<Complaint>,
    /// Rows of totals that were passed over.
    pub totals: usize,
}

impl Preview {
    /// Figures that would be told, first ones and corrections.
    #[must_use]
    pub fn telling(&self) -> usize {
        self.figures.iter().filter(|figure| figure.5 != Standing::Known).count()
    }

    /// Figures that would correct others.
    #[must_use]
    pub fn corrections(&self) -> usize {
        let corrects = |standing| matches!(standing, Standing::Corrects(_));
        self.figures.iter().filter(|figure| corrects(figure.5)).count()
    }
}

/// Reads a file of figures about a place and everything below it, and keeps nothing. `indicator` is
/// what the sheet speaks of where its rows name none; without an actor the program itself reads.
///
/// # Errors
/// `papers-file-…` for a file that cannot be read, `indicator-unknown`, authority, or a failure.
pub async fn preview(
    desk: &Desk,
    actor: Option<&Actor>,
    (unit, indicator): (UnitId, Option<IndicatorId>),
    document: &Document,
) -> Result<Preview, Error> {
    let today = desk.clock.today();
    let scope = match actor {
        None => system_scope(),
        Some(actor) => {
            authorize_as(actor, Act::IndicatorBring, &desk.object(unit).await?)?;
            scope_of(actor, today)
        }
    };
    let sheet = read(document.clone()).await?;
    let all = super::list(desk, &scope, today).await?;
    if indicator.is_some_and(|id| !all.iter().any(|known| known.id == id)) {
        return Err(Refusal::at("chi-tieu", "indicator-unknown").into());
    }
    let mut reading = Reading::new(desk, (unit, indicator), all);
    for unread in sheet.unread {
        let args = vec![("text", unread.text)];
        reading.preview.complaints.push(Complaint { place: unread.place, code: unread.code, args });
    }
    for cell in &sheet.cells {
        reading.take(cell).await?;
    }
    if sheet.cells.is_empty() && reading.preview.complaints.is_empty() {
        let place =
            Place { file: document.name.clone(), sheet: String::new(), row: None, column: None };
        let code = "indicator-file-empty";
        reading.preview.complaints.push(Complaint { place, code, args: Vec::new() });
    }
    reading.preview.totals = sheet.totals;
    reading.stands().await
}

/// Reads the cells of a file, on a thread of its own.
async fn read(document: Document) -> Result<FigureSheet, Error> {
    let opened = tokio::task::spawn_blocking(move || {
        let book = papers::open(&document.name, &document.body, &Limits::default())?;
        Ok::<_, papers::Refusal>(read_figures(&book))
    });
    let opened =
        opened.await.map_err(|cause| Failure::new(Fault::Bug, "read figures").because(cause))?;
    Ok(opened.map_err(Refusal::from)?)
}

/// What is needed to understand the cells of a file.
struct Reading<'a> {
    desk: &'a Desk,
    unit: UnitId,
    default: Option<IndicatorId>,
    all: Vec<Indicator>,
    places: BTreeMap<Level, (Arc<Places>, Index)>,
    trees: HashMap<(Level, Day), Arc<Tree>>,
    seen: HashMap<(IndicatorId, UnitId, ReportPeriod), Option<u32>>,
    at: Vec<Place>,
    preview: Preview,
}

/// Places by folded name and by code.
#[derive(Default)]
struct Index {
    by_name: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, Vec<usize>>,
}

impl<'a> Reading<'a> {
    fn new(
        desk: &'a Desk,
        (unit, default): (UnitId, Option<IndicatorId>),
        all: Vec<Indicator>,
    ) -> Self {
        Self {
            desk,
            unit,
            default,
            all,
            places: BTreeMap::new(),
            trees: HashMap::new(),
            seen: HashMap::new(),
            at: Vec::new(),
            preview: Preview::default(),
        }
    }

    fn complain(&mut self, cell: &FigureCell, said: Said) {
        let place = cell.place.clone();
        self.preview.complaints.push(Complaint { place, code: said.code, args: said.args });
    }

    /// Understands one cell, or complains about it.
    async fn take(&mut self, cell: &FigureCell) -> Result<(), Error> {
        let Some(indicator) = self.named(cell).cloned() else {
            let text = cell.indicator.clone().unwrap_or_default();
            self.complain(cell, Said::new("indicator-row-unknown").with("text", text));
            return Ok(());
        };
        if !self.places.contains_key(&indicator.level) {
            let places = almanac::places(self.desk, indicator.level).await?;
            let index = Index::of(&places, &indicator);
            self.places.insert(indicator.level, (places, index));
        }
        let period = ReportPeriod::read(&cell.period);
        for day in period.map(ReportPeriod::last_day).into_iter().chain([self.desk.clock.today()]) {
            let places = &self.places[&indicator.level].0;
            self.trees.entry((indicator.level, day)).or_insert_with(|| places.on(day));
        }
        match self.understood(cell, &indicator) {
            Ok((unit, name, period, milli)) => {
                self.keep(cell, (indicator, unit, name), (period, milli))
            }
            Err(said) => self.complain(cell, said),
        }
        Ok(())
    }

    fn named(&self, cell: &FigureCell) -> Option<&Indicator> {
        match &cell.indicator {
            None => self.all.iter().find(|known| Some(known.id) == self.default),
            Some(text) => {
                let folded = fold(text);
                let is =
                    |known: &&Indicator| known.code == text.trim() || fold(&known.name.0) == folded;
                self.all.iter().find(is)
            }
        }
    }

    fn understood(
        &self,
        cell: &FigureCell,
        indicator: &Indicator,
    ) -> Result<(UnitId, String, ReportPeriod, i64), Said> {
        let Some(period) = ReportPeriod::read(&cell.period) else {
            return Err(Said::new("indicator-row-period").with("text", &cell.period));
        };
        let (places, index) = &self.places[&indicator.level];
        let number = self.place(cell, (places, index), (indicator, period))?;
        let unit = places.unit(number);
        let trees = self.trees(indicator.level, period);
        may_tell((indicator, places), trees, (unit, period), self.desk.clock.today())?;
        let milli = fitting(indicator, milli(indicator, &cell.figure)?)?;
        let name = places.nearest(number, period.last_day()).map(|state| state.name.clone());
        Ok((unit, name.unwrap_or_default(), period, milli))
    }

    /// The trees of a period's last day and of today.
    fn trees(&self, level: Level, period: ReportPeriod) -> (&Tree, &Tree) {
        let tree = |day| &self.trees[&(level, day)];
        (tree(period.last_day()), tree(self.desk.clock.today()))
    }

    /// The one place that a row names: by code, else by name, within the file's place and, where the
    /// row says so, within another; on the last day of the period.
    fn place(
        &self,
        cell: &FigureCell,
        (places, index): (&Places, &Index),
        (indicator, period): (&Indicator, ReportPeriod),
    ) -> Result<usize, Said> {
        let last = period.last_day();
        let (then, now) = self.trees(indicator.level, period);
        let root = places.number(self.unit);
        let above = cell.above.as_deref().map(spelled);
        let fits = |number: &usize| {
            let within = |root| then.is_within(*number, root) || now.is_within(*number, root);
            let is_under = |above: &String| {
                let mut over = then.path(*number).skip(1).chain(now.path(*number).skip(1));
                over.any(|at| places.states(at).iter().any(|state| spelled(&state.name) == *above))
            };
            let state = places.state(then, *number);
            let is_teller = state.is_some_and(|state| indicator.is_told_by(state.kind));
            is_teller && root.is_some_and(within) && above.as_ref().is_none_or(is_under)
        };
        let by_code = cell.code.as_ref().and_then(|code| index.by_code.get(code.trim()));
        let spelled_out = spelled(&cell.name);
        let by_name = || index.by_name.get(&spelled_out);
        let known = by_code.or_else(by_name).map_or(&[][..], Vec::as_slice);
        let coded = |number: &usize| match (&cell.code, places.state(then, *number)) {
            (Some(code), Some(state)) if by_code.is_some() => {
                state.official_code.as_deref() == Some(code.trim())
            }
            _ => true,
        };
        let bears = |tree: &Tree, number: &usize| {
            let state = places.state(tree, *number);
            state.is_some_and(|state| spelled(&state.name) == spelled_out)
        };
        let fitting: Vec<usize> =
            known.iter().copied().filter(|at| fits(at) && coded(at)).collect();
        let of = |tree: &Tree| -> Vec<usize> {
            let named = |at: &usize| by_code.is_some() || bears(tree, at);
            fitting.iter().copied().filter(named).collect()
        };
        // A list of many years may call every place as it is called today.
        let found = Some(of(then)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(now));
        let name = if cell.name.is_empty() {
            cell.code.clone().unwrap_or_default()
        } else {
            cell.name.clone()
        };
        match found[..] {
            [one] => Ok(one),
            [] if known.is_empty() => {
                Err(Said::new("indicator-row-place-unknown").with("name", name))
            }
            [] => {
                let said = Said::new("indicator-row-place-not-then").with("name", name);
                Err(said.with("day", last))
            }
            _ => Err(Said::new("indicator-row-place-ambiguous").with("name", name)),
        }
    }

    fn keep(
        &mut self,
        cell: &FigureCell,
        (indicator, unit, name): (Indicator, UnitId, String),
        (period, milli): (ReportPeriod, i64),
    ) {
        let row = cell.place.row;
        if let Some(first) = self.seen.insert((indicator.id, unit, period), row) {
            let first = first.map(|row| row.to_string()).unwrap_or_default();
            let said = Said::new("indicator-row-twice").with("name", name).with("first", first);
            self.complain(cell, said);
            return;
        }
        let at = self.preview.figures.len();
        match text::optional("ly-do", &cell.why) {
            Ok(why) if !why.is_empty() => drop(self.preview.reasons.insert(at, why)),
            Ok(_) => {}
            Err(said) => self.complain(cell, said),
        }
        self.at.push(cell.place.clone());
        self.preview.figures.push((indicator.id, unit, name, period, milli, Standing::New));
        if !self.preview.indicators.iter().any(|known| known.id == indicator.id) {
            self.preview.indicators.push(indicator);
        }
    }

    /// Sets each figure beside what was told.
    async fn stands(mut self) -> Result<Preview, Error> {
        let mut reader = self.desk.store.read();
        let mut by_period: BTreeMap<ReportPeriod, Vec<UnitId>> = BTreeMap::new();
        for (_, unit, _, period, _, _) in &self.preview.figures {
            by_period.entry(*period).or_default().push(*unit);
        }
        let mut told = HashMap::new();
        for (period, mut units) in by_period {
            units.sort_unstable();
            units.dedup();
            for (id, unit, _, milli) in rows::told_of(&mut reader, &units, period).await? {
                told.insert((id, unit, period), milli);
            }
        }
        for figure in &mut self.preview.figures {
            figure.5 = match told.get(&(figure.0, figure.1, figure.3)) {
                None => Standing::New,
                Some(known) if *known == figure.4 => Standing::Known,
                Some(known) => Standing::Corrects(*known),
            };
        }
        Ok(self.preview)
    }
}

/// How offices shorten the kinds that names begin with.
const SHORT: [(&str, &str); 7] = [
    ("kp", "khu pho"),
    ("tdp", "to dan pho"),
    ("kdc", "khu dan cu"),
    ("tt", "thi tran"),
    ("p", "phuong"),
    ("x", "xa"),
    ("q", "quan"),
];

/// A name folded, its kind written out and its number without zeros in front: "KP.08" is "khu pho 8".
fn spelled(name: &str) -> String {
    let folded = fold(name).replace('.', " ");
    let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    if let Some(first) = words.first_mut() {
        let letters = first.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
        let (kind, number) = first.split_at(letters);
        let whole = SHORT.iter().find(|(short, _)| *short == kind).map(|(_, whole)| *whole);
        if let Some(whole) = whole {
            *first = format!("{whole} {number}").trim_end().to_owned();
        }
    }
    let text = words.join(" ");
    match text.rsplit_once(' ') {
        Some((rest, last)) if last.bytes().all(|sign| sign.is_ascii_digit()) => {
            let number = last.trim_start_matches('0');
            format!("{rest} {}", if number.is_empty() { "0" } else { number })
        }
        _ => text,
    }
}

impl Index {
    fn of(places: &Places, indicator: &Indicator) -> Self {
        let mut index = Self::default();
        for number in 0..places.len() {
            let told = places.states(number).iter().filter(|it| indicator.is_told_by(it.kind));
            for state in told {
                let named = index.by_name.entry(spelled(&state.name)).or_default();
                if named.last() != Some(&number) {
                    named.push(number);
                }
                if let Some(code) = &state.official_code {
                    let coded = index.by_code.entry(code.clone()).or_default();
                    if coded.last() != Some(&number) {
                        coded.push(number);
                    }
                }
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn a_place_is_one_however_an_office_shortens_it() {
        for (short, whole) in [
            ("KP 8", "Khu phố 8"),
            ("KP.08", "Khu phố 8"),
            ("kp8", "khu phố 08"),
            ("P. Vĩnh Lộ", "Phường Vĩnh Lộ"),
            ("P.15", "Phường 15"),
            ("TT Tân Rạch", "Thị trấn Tân Rạch"),
            ("Ấp Phú Hoà", "ấp Phú Hòa"),
        ] {
            assert_eq!(spelled(short), spelled(whole));
        }
        assert_ne!(spelled("Khu phố 8"), spelled("Khu phố 80"));
        assert_ne!(spelled("Phú"), spelled("Xã Phú"));
    }
}
