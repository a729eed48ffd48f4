//! A viewer: who reads which page, in which language, as of which day.
//!
//! Every template holds one; it words, formats and addresses. The language is the address: pages
//! under `/en` are English, all others Vietnamese.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use desk::authority::{self, Actor};
use desk::{Act, Object};
use store::Scope;
use store::unit::Line;
use units::{Day, Period, UnitId};
use words::{Lang, Value};

use crate::error::Fault;
use crate::site::Site;
use crate::stage::Stage;

/// A value, however often a template has referred to it.
pub trait Plain<T> {
    /// The value.
    fn plain(&self) -> T;
}

impl Plain<i64> for i64 {
    fn plain(&self) -> i64 {
        *self
    }
}

impl Plain<i64> for u32 {
    fn plain(&self) -> i64 {
        (*self).into()
    }
}

impl Plain<i64> for usize {
    fn plain(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}

impl Plain<Day> for Day {
    fn plain(&self) -> Day {
        *self
    }
}

impl Plain<Option<Day>> for Option<Day> {
    fn plain(&self) -> Option<Day> {
        *self
    }
}

impl Plain<Period> for Period {
    fn plain(&self) -> Period {
        *self
    }
}

impl<T, P: Plain<T>> Plain<T> for &P {
    fn plain(&self) -> T {
        (**self).plain()
    }
}

/// Who reads which page, in which language, as of which day.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The language of the address.
    pub lang: Lang,
    /// The address without its language, as `/dia-ban?q=lo`.
    pub path: String,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// Today in the city.
    pub today: Day,
    /// The day the page speaks of (`?ngay=`), today unless asked.
    pub day: Day,
    /// The stage of a demonstration: all data are invented, and every page says so.
    pub stage: Option<Arc<Stage>>,
}

/// Fewest households whose people are told to everybody. Of fewer, the number comes close to being a
/// household's own (Law 91/2025/QH15; published tables keep k ≥ 10).
const TOLD_FROM: i64 = 10;

/// The people of some households as everybody may know them; nothing where they are few.
#[must_use]
pub fn people_told(households: i64, people: i64) -> Option<i64> {
    let is_few = (1..TOLD_FROM).contains(&households);
    (!is_few).then_some(people)
}

impl Viewer {
    /// Reads the viewer off an address.
    #[must_use]
    pub fn of(uri: &Uri, actor: Option<Actor>, today: Day) -> Self {
        let whole = uri.path_and_query().map_or("/", |path| path.as_str());
        let (lang, path) = split_language(whole);
        // Two slashes at its head would make the address, written into a link, another site's.
        let path = format!("/{}", path.trim_start_matches(['/', '\\']));
        let day = asked_day(uri).unwrap_or(today);
        Self { lang, path, actor, today, day, stage: None }
    }

    /// The same viewer on a site that may be a demonstration.
    #[must_use]
    pub fn staged(self, stage: Option<&Arc<Stage>>) -> Self {
        Self { stage: stage.map(Arc::clone), ..self }
    }

    /// "Dữ liệu mẫu", where all data are invented.
    #[must_use]
    pub fn stamp(&self) -> Option<String> {
        self.stage.is_some().then(|| self.word("sample-stamp"))
    }

    /// The sentence of a code.
    #[must_use]
    pub fn word(&self, code: impl AsRef<str>) -> String {
        words::word(self.lang, code.as_ref())
    }

    /// The sentence of a code with data.
    #[must_use]
    pub fn say<'a>(&self, code: &str, args: impl AsRef<[(&'a str, Value)]>) -> String {
        words::say(self.lang, code, args.as_ref())
    }

    /// A refusal or another code whose data arrive as text.
    #[must_use]
    pub fn say_coded(&self, code: &str, args: &[(&'static str, String)]) -> String {
        words::say(self.lang, code, args)
    }

    /// A number as data of a sentence.
    #[must_use]
    pub fn num(&self, value: impl Plain<i64>) -> Value {
        Value::Number(value.plain())
    }

    /// A name as data of a sentence, never taken for a number.
    #[must_use]
    pub fn txt(&self, value: impl AsRef<str>) -> Value {
        Value::Text(value.as_ref().to_owned())
    }

    /// A day as data of a sentence.
    #[must_use]
    pub fn on(&self, day: impl Plain<Day>) -> Value {
        let date = day.plain().0;
        Value::Day(date.year(), date.month(), date.day())
    }

    /// A number as this language writes it.
    #[must_use]
    pub fn number(&self, value: impl Plain<i64>) -> String {
        words::number(self.lang, value.plain())
    }

    /// How many people live in so many households; visitors are told only where the households
    /// are many enough.
    #[must_use]
    pub fn people(&self, households: impl Plain<i64>, people: impl Plain<i64>) -> String {
        let (households, people) = (households.plain(), people.plain());
        let told = match &self.actor {
            Some(actor) if authority::is_told_few(actor, self.today) => Some(people),
            _ => people_told(households, people),
        };
        told.map_or_else(|| self.word("people-not-told"), |people| self.number(people))
    }

    /// A figure kept in thousandths, with as many decimals as it has.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "figures of places are far below 2^52")]
    pub fn milli(&self, value: impl Plain<i64>) -> String {
        let value = value.plain();
        let places = match value.unsigned_abs() {
            value if value.is_multiple_of(1_000) => 0,
            value if value.is_multiple_of(100) => 1,
            value if value.is_multiple_of(10) => 2,
            _ => 3,
        };
        words::decimal(self.lang, value as f64 / 1_000.0, places)
    }

    /// A figure kept in thousandths as a form shows it, so that it is read back as it stands: without
    /// groups, and with a comma, which is taken for nothing else.
    #[must_use]
    pub fn typed_milli(&self, value: impl Plain<i64>) -> String {
        let value = value.plain();
        let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
        let fraction = format!("{:03}", value % 1_000);
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{}", value / 1_000),
            fraction => format!("{sign}{},{fraction}", value / 1_000),
        }
    }

    /// What something is called in this language: a name in English where there is one.
    #[must_use]
    pub fn called(&self, name: impl AsRef<str>, name_en: impl AsRef<str>) -> String {
        match (self.lang, name_en.as_ref()) {
            (Lang::Vi, _) | (Lang::En, "") => name.as_ref().to_owned(),
            (Lang::En, english) => english.to_owned(),
        }
    }

    /// The attribute of an element whose text people typed, and they type Vietnamese: on a page of
    /// another language it says so, for those who are read to.
    #[must_use]
    pub const fn vi(&self) -> &'static str {
        match self.lang {
            Lang::Vi => "",
            Lang::En => " lang=\"vi\"",
        }
    }

    /// The same for a name that has one in English, or not.
    #[must_use]
    pub fn vi_unless(&self, name_en: impl AsRef<str>) -> &'static str {
        if name_en.as_ref().is_empty() { self.vi() } else { "" }
    }

    /// A day as this language writes it.
    #[must_use]
    pub fn date(&self, day: impl Plain<Day>) -> String {
        let date = day.plain().0;
        words::day(self.lang, date.year(), date.month(), date.day())
    }

    /// An area: hectares below ten square kilometres, square kilometres above.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an area of a place is far below 2^52 m²")]
    pub fn area(&self, square_metres: impl Plain<i64>) -> String {
        let metres = square_metres.plain() as f64;
        if metres < 10_000_000.0 {
            format!("{} ha", words::decimal(self.lang, metres / 10_000.0, 1))
        } else {
            format!("{} km²", words::decimal(self.lang, metres / 1_000_000.0, 2))
        }
    }

    /// A share of a whole in per cent; nothing for an empty whole.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "household counts are far below 2^52")]
    pub fn share(&self, part: impl Plain<i64>, whole: impl Plain<i64>) -> String {
        if whole.plain() == 0 {
            return String::new();
        }
        let share = part.plain() as f64 * 100.0 / whole.plain() as f64;
        format!("{}%", words::decimal(self.lang, share, 1))
    }

    /// An address of ours in this language.
    #[must_use]
    pub fn to(&self, path: impl AsRef<str>) -> String {
        in_language(self.lang, path.as_ref())
    }

    /// This page in the other language.
    #[must_use]
    pub fn other_language(&self) -> String {
        in_language(self.lang.other(), &self.path)
    }

    /// The address without query, in this language.
    #[must_use]
    pub fn here(&self) -> String {
        self.to(self.path.split('?').next().unwrap_or("/"))
    }

    /// An address that keeps the day the page speaks of.
    #[must_use]
    pub fn to_on(&self, path: impl AsRef<str>) -> String {
        let path = path.as_ref();
        if self.day == self.today {
            return self.to(path);
        }
        self.to(format!("{path}?ngay={}", self.day))
    }

    /// The page of a rule as of the day on which it decided something.
    #[must_use]
    pub fn to_rule(&self, address: impl AsRef<str>, day: impl Plain<Day>) -> String {
        self.to(format!("/quy-dinh/muc/{}?ngay={}", address.as_ref(), day.plain()))
    }

    /// Whether the address lies under `section`, for the mark in the navigation.
    #[must_use]
    pub fn is_in(&self, section: &str) -> bool {
        self.path.starts_with(section)
    }

    /// What this reader may see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match &self.actor {
            Some(actor) => authority::scope_of(actor, self.today),
            None => authority::public_scope(),
        }
    }

    /// A name with its end, where it has ended: "Khu phố 3 (cũ, đến 30/06/2024)". The old tier and
    /// the new one share their names, so the end is always shown.
    #[must_use]
    pub fn name_on(&self, name: impl AsRef<str>, ended: impl Plain<Option<Day>>) -> String {
        let last = ended.plain().map(Day::previous).filter(|last| *last < self.today);
        match last {
            Some(last) => self.say("name-old", [("name", self.txt(name)), ("day", self.on(last))]),
            None => name.as_ref().to_owned(),
        }
    }

    /// A period in words, by its first and its last day.
    #[must_use]
    pub fn period(&self, period: impl Plain<Period>) -> String {
        let period = period.plain();
        let from = ("from", self.on(period.from));
        match period.last_day() {
            Some(last) => self.say("period-between", [from, ("last", self.on(last))]),
            None => self.say("period-since", [from]),
        }
    }

    /// A moment: the day and the minute in the city.
    #[must_use]
    pub fn moment(&self, at_ms: impl Plain<i64>) -> String {
        let at = at_ms.plain();
        let day = Day::of_instant(at);
        let minutes = (at - day.starts_at()) / 60_000;
        format!("{:02}:{:02}, {}", minutes / 60, minutes % 60, self.date(day))
    }

    /// A mean with one decimal.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "household counts are far below 2^52")]
    pub fn mean(&self, sum: impl Plain<i64>, of: impl Plain<i64>) -> String {
        let (sum, of) = (sum.plain(), of.plain());
        if of == 0 {
            return "–".to_owned();
        }
        words::decimal(self.lang, sum as f64 / of as f64, 1)
    }

    /// Whether the reader may do an act at a unit, so that a form is shown or not. The act itself
    /// is decided again at the desk.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn may(&self, site: &Site, act: Act, unit: UnitId) -> Result<bool, Fault> {
        let Some(actor) = &self.actor else { return Ok(false) };
        let reader = site.desk.store.read();
        let path = store::unit::with_above(&reader, &self.scope(), unit, self.today).await?;
        Ok(authority::authorize(actor, act, &Object::at(path, self.today)).is_ok())
    }

    /// The place of a form by which something is made there, for a reader who may make it.
    ///
    /// # Errors
    /// Not found for no place of today; `authority-elsewhere` for whoever may not; when the store fails.
    pub async fn place_for(&self, site: &Site, act: Act, unit: UnitId) -> Result<Line, Fault> {
        let (reader, scope) = (site.desk.store.read(), self.scope());
        let place = store::unit::line(&reader, &scope, unit, self.today).await?;
        let place = place.ok_or(Fault::NotFound)?;
        if self.may(site, act, unit).await? {
            return Ok(place);
        }
        Err(desk::Refusal::new("authority-elsewhere").into())
    }

    /// Who acts.
    ///
    /// # Errors
    /// When nobody is signed in; the guard of the route table sends such readers to the sign-in
    /// page before a handler runs, so this is the second lock.
    pub fn actor(&self) -> Result<&Actor, Fault> {
        self.actor.as_ref().ok_or(Fault::SignInFirst)
    }
}

impl FromRequestParts<Site> for Viewer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        let actor = parts.extensions.get::<Actor>().cloned();
        Ok(Self::of(&parts.uri, actor, site.desk.clock.today()).staged(site.stage.as_ref()))
    }
}

/// The language of an address and the rest of it.
fn split_language(path: &str) -> (Lang, String) {
    match path.strip_prefix("/en") {
        Some("") => (Lang::En, "/".to_owned()),
        Some(rest) if rest.starts_with('/') => (Lang::En, rest.to_owned()),
        Some(rest) if rest.starts_with('?') => (Lang::En, format!("/{rest}")),
        _ => (Lang::Vi, path.to_owned()),
    }
}

fn in_language(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Vi => path.to_owned(),
        Lang::En if path == "/" => "/en".to_owned(),
        Lang::En => format!("/en{path}"),
    }
}

fn asked_day(uri: &Uri) -> Option<Day> {
    let asked = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("ngay="))?;
    asked.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(address: &str) -> Viewer {
        let today = Day::new(2026, 7, 1).expect("a day");
        Viewer::of(&address.parse().expect("an address"), None, today)
    }

    #[test]
    fn a_visitor_is_not_told_how_many_live_in_a_few_households() {
        let visitor = viewer("/en/dia-ban");
        assert_eq!(visitor.people(1_i64, 5_i64), "not shown");
        assert_eq!(visitor.people(9_i64, 31_i64), "not shown");
        assert_eq!(visitor.people(10_i64, 34_i64), "34");
        assert_eq!(visitor.people(0_i64, 0_i64), "0");
        let officer = Actor {
            account_id: units::AccountId(uuid::Uuid::nil()),
            display_name: "Lan".to_owned(),
            grants: vec![authority::Grant {
                role: desk::Role::WardOfficer,
                unit: Some(UnitId(uuid::Uuid::nil())),
                post: String::new(),
                post_id: None,
                goes_on_for: Vec::new(),
                valid: Period::since(visitor.today),
            }],
            outermost: Vec::new(),
            must_change: false,
        };
        let mut neighbour = officer.clone();
        neighbour.grants[0].role = desk::Role::GroupHead;
        let officer = Viewer { actor: Some(officer), ..visitor.clone() };
        assert_eq!(officer.people(1_i64, 5_i64), "5");
        let neighbour = Viewer { actor: Some(neighbour), ..visitor };
        assert_eq!(neighbour.people(1_i64, 5_i64), "not shown");
        assert_eq!(people_told(9, 31), None);
    }

    #[test]
    fn the_address_is_the_language() {
        assert_eq!(viewer("/").lang, Lang::Vi);
        assert_eq!(viewer("/en").lang, Lang::En);
        assert_eq!(viewer("/en/dia-ban?q=lo").path, "/dia-ban?q=lo");
        assert_eq!(viewer("/ene").lang, Lang::Vi);
    }

    #[test]
    fn the_language_switch_keeps_the_page() {
        assert_eq!(viewer("/dia-ban?q=lo").other_language(), "/en/dia-ban?q=lo");
        assert_eq!(viewer("/en/dia-ban?q=lo").other_language(), "/dia-ban?q=lo");
        assert_eq!(viewer("/").other_language(), "/en");
        assert_eq!(viewer("/en").other_language(), "/");
    }

    #[test]
    fn a_link_to_this_page_never_leads_to_another_site() {
        for address in ["/en//evil.example", "/en/\\evil.example", "//evil.example/en"] {
            let v = viewer(address);
            for link in [v.here(), v.other_language(), v.to(&v.path)] {
                assert!(link.starts_with('/') && !link[1..].starts_with(['/', '\\']), "{link}");
            }
        }
    }

    #[test]
    fn the_day_comes_from_the_address_and_stays_in_links() {
        let then = viewer("/en/dia-ban?ngay=2024-06-30");
        assert_eq!(then.date(then.day), "30 June 2024");
        assert_eq!(then.to_on("/dia-ban/1"), "/en/dia-ban/1?ngay=2024-06-30");
        assert_eq!(viewer("/dia-ban?ngay=hom-qua").day, viewer("/").today);
    }

    #[test]
    fn figures_have_the_decimals_they_need() {
        let v = viewer("/");
        let said = [68_000_i64, 31_500, -1_234_125, 50].map(|value| v.milli(value));
        assert_eq!(said, ["68", "31,5", "−1.234,125", "0,05"]);
        assert_eq!(v.called("Chủ tịch", "Chair"), "Chủ tịch");
        assert_eq!(viewer("/en").called("Chủ tịch", "Chair"), "Chair");
        assert_eq!(viewer("/en").called("Chủ tịch", ""), "Chủ tịch");
    }

    #[test]
    fn areas_and_shares_read_well() {
        let v = viewer("/");
        assert_eq!(v.area(123_456_i64), "12,3 ha");
        assert_eq!(v.area(12_345_678_i64), "12,35 km²");
        assert_eq!(v.share(1_i64, 3_i64), "33,3%");
        assert_eq!(v.share(1_i64, 0_i64), "");
    }
}
