//! One code or name of a day as units of another.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Known, Place, Row};
use units::lineage::Fraction;
use units::{Coverage, Day, Period, UnitId};

use super::days;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// Bearers of a name on other days that are listed.
const BEARERS: usize = 12;
/// Units of one name that are listed to choose from.
const CHOICES: usize = 100;
/// Letters of a question, at most.
const TEXT_MOST: usize = 200;

#[derive(Template)]
#[template(path = "gazetteer/translate.html")]
pub(super) struct TranslatePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    days: (Day, Day),
    /// What was asked: a text, or a unit that was chosen.
    asked: bool,
    /// The unit that is meant, with where it lies.
    from: Option<Place>,
    rows: Vec<Row>,
    /// Several units of that name.
    choices: Vec<Place>,
    /// Who bore that code or name on other days.
    bearers: Vec<(Place, Period)>,
}

impl TranslatePage {
    /// The page with both forms, before anything is asked or with what a table's form is refused for.
    pub(super) fn of(v: Viewer, known: &Known, (typed, complaints): (Typed, Complaints)) -> Self {
        let days = days(&v, known, (typed.get("tu"), typed.get("den")));
        let crumbs = vec![Crumb::word(&v, "/dia-ban", "nav-places")];
        let (rows, choices, bearers) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            v,
            crumbs,
            complaints,
            typed,
            days,
            asked: false,
            from: None,
            rows,
            choices,
            bearers,
        }
    }

    /// The one sentence that says it all, where there is one unit in which all of it lies.
    fn sentence(&self) -> Option<String> {
        let ([row], Some(from)) = (self.rows.as_slice(), &self.from) else { return None };
        let to = row.to.as_ref().filter(|_| row.share == Fraction::ALL)?;
        let is_same = to.unit_id == from.unit_id && to.name == from.name && to.code == from.code;
        let code = if is_same { "translate-same" } else { "translate-whole" };
        let v = &self.v;
        let said =
            [("from", v.txt(&from.name)), ("to", v.txt(&to.name)), ("day", v.on(self.days.1))];
        Some(v.say(code, said))
    }

    /// "toàn bộ", or the part with how it is known.
    fn share(&self, row: &Row) -> String {
        if row.coverage() == Coverage::Whole {
            return self.v.word("coverage-whole");
        }
        let v = &self.v;
        let said = [
            ("share", v.txt(crate::unit::life::percent(v, row.share))),
            ("method", v.txt(v.word(row.method.word()))),
        ];
        v.say("life-part", said)
    }

    /// The same question with another unit, or on other days.
    fn link(&self, unit: &UnitId, from: &Day, to: &Day) -> String {
        self.v.to(format!("/doi-ma?o={unit}&tu={from}&den={to}"))
    }

    fn page_of(&self, place: &Place, day: &Day) -> String {
        crate::unit::life::address(&self.v, place.unit_id, *day)
    }
}

/// What is asked.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    ma: String,
    #[serde(default)]
    tu: String,
    #[serde(default)]
    den: String,
    #[serde(default)]
    o: String,
}

/// `GET /doi-ma?ma=&tu=&den=`, or `o=` for a unit that was chosen.
pub async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let text: String = asked.ma.chars().take(TEXT_MOST).collect();
    let fields = [("ma", text.clone()), ("tu", asked.tu), ("den", asked.den)];
    let none = Complaints::default();
    let mut page = TranslatePage::of(v, &known, (Typed::with(fields), none));
    let chosen: Option<UnitId> = asked.o.parse().ok();
    page.asked = chosen.is_some() || !text.trim().is_empty();
    let units = match chosen {
        Some(unit) => {
            page.move_to(&known, unit);
            vec![unit]
        }
        None => gazetteer::named(&known, &text, page.days.0),
    };
    page.answer(&known, &text, &units);
    html(&page)
}

impl TranslatePage {
    /// A unit that was chosen without days is asked about from its own last day.
    fn move_to(&mut self, known: &Known, unit: UnitId) {
        let holds = |day: Day| known.nation.state_on(unit, day).is_some();
        let state = known.nearest(unit, self.days.0);
        if self.typed.has("tu") || holds(self.days.0) {
            return;
        }
        if let Some(state) = state {
            self.days.0 = state.valid.last_day().unwrap_or(state.valid.from);
        }
    }

    fn answer(&mut self, known: &Known, text: &str, units: &[UnitId]) {
        match units {
            [] => self.bearers = gazetteer::bearers(known, text, BEARERS),
            [unit] => {
                self.from = gazetteer::place(known, *unit, self.days.0);
                self.rows = gazetteer::rows(known, *unit, self.days);
                if self.from.is_none() {
                    let states = known.nation.unit(*unit).into_iter().flat_map(|it| &it.states);
                    let told = states.filter_map(|state| {
                        Some((gazetteer::place(known, *unit, state.valid.from)?, state.valid))
                    });
                    self.bearers = told.take(BEARERS).collect();
                }
            }
            several => {
                let places = several.iter().take(CHOICES);
                self.choices =
                    places.filter_map(|unit| gazetteer::place(known, *unit, self.days.0)).collect();
            }
        }
        if let Some(from) = &self.from
            && !self.typed.has("ma")
        {
            let text = if from.code.is_empty() { &from.name } else { &from.code };
            self.typed.put("ma", text.clone());
        }
    }
}
