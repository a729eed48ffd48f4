//! What is typed into the form of a record, and the record it means. Kept as typed, so that a refused
//! form comes back as it was sent.

use ledger::DifficultyId;
use ledger::visit::{LessonTyped, PromiseTyped, ROWS_MOST, Raised, Record};
use store::visit::Page;
use units::Day;

use super::Fields;
use crate::layout::Complaints;
use crate::viewer::Viewer;

/// Rows that an empty form shows of each kind.
const ROWS_LEAST: usize = 2;

/// One difficulty.
#[derive(Clone, Debug, Default)]
pub(super) struct RaisedRow {
    pub(super) id: String,
    pub(super) category: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) since_on: String,
}

/// One promise.
#[derive(Clone, Debug, Default)]
pub(super) struct PromiseRow {
    pub(super) answers: String,
    pub(super) work: String,
    pub(super) owner: String,
    pub(super) due_on: String,
    pub(super) responsibility: String,
    pub(super) product: String,
    pub(super) authority: String,
    pub(super) wanted: String,
}

impl RaisedRow {
    /// Whether nothing was typed into it.
    pub(super) fn is_blank(&self) -> bool {
        [&self.category, &self.title, &self.text, &self.since_on].iter().all(|text| text.is_empty())
    }
}

impl PromiseRow {
    /// Whether nothing was typed into it.
    pub(super) fn is_blank(&self) -> bool {
        let typed = [&self.work, &self.owner, &self.due_on, &self.responsibility, &self.product];
        let rest = [&self.authority, &self.wanted, &self.answers];
        typed.iter().chain(&rest).all(|text| text.is_empty())
    }
}

/// The whole form.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) revision: i64,
    pub(super) key: String,
    pub(super) held_on: String,
    pub(super) speaker: String,
    pub(super) good: Vec<String>,
    pub(super) lessons: Vec<(String, String)>,
    pub(super) raised: Vec<RaisedRow>,
    pub(super) known: Vec<String>,
    pub(super) promises: Vec<PromiseRow>,
}

impl Typed {
    /// What was sent.
    pub(super) fn sent(fields: &Fields) -> Self {
        let rows = |stem: &str| fields.rows(stem, ROWS_MOST);
        let lessons = rows("bai-hoc").into_iter().enumerate();
        Self {
            revision: fields.get("ban").parse().unwrap_or(0),
            key: fields.get("ma").to_owned(),
            held_on: fields.get("ngay-di").to_owned(),
            speaker: fields.get("noi-thay").to_owned(),
            good: rows("kinh-nghiem"),
            lessons: lessons
                .map(|(at, text)| (text, fields.get(&format!("bai-hoc-cua-{}", at + 1)).to_owned()))
                .collect(),
            raised: (1..=rows("ten").len()).map(|row| RaisedRow::sent(fields, row)).collect(),
            known: fields.all("kho-khan"),
            promises: (1..=rows("viec").len()).map(|row| PromiseRow::sent(fields, row)).collect(),
        }
    }

    /// The record as it was kept.
    pub(super) fn kept(record: &Record) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            held_on: day(record.held_on),
            speaker: record.speaker.map(|post| post.to_string()).unwrap_or_default(),
            good: record.good.clone(),
            lessons: record
                .lessons
                .iter()
                .map(|lesson| {
                    let post = lesson.post.map(|post| post.to_string()).unwrap_or_default();
                    (lesson.text.clone(), post)
                })
                .collect(),
            raised: record
                .raised
                .iter()
                .map(|raised| RaisedRow {
                    id: raised.id.to_string(),
                    category: raised.category.map(|c| c.to_string()).unwrap_or_default(),
                    title: raised.title.clone(),
                    text: raised.text.clone(),
                    since_on: day(raised.since_on),
                })
                .collect(),
            known: record.known.iter().map(ToString::to_string).collect(),
            promises: record.promises.iter().map(PromiseRow::kept).collect(),
            ..Self::default()
        }
    }

    /// A record that counts, as the form that corrects it shows it.
    pub(super) fn of_page(page: &Page) -> Self {
        let heard = page.difficulties.iter().filter(|(_, is_new)| !is_new);
        Self {
            revision: page.line.revision,
            held_on: page.line.held_on.map(|day| day.to_string()).unwrap_or_default(),
            speaker: page.speaker.as_ref().map(|p| p.post_id.to_string()).unwrap_or_default(),
            good: page.good.iter().map(|one| one.said.clone()).collect(),
            lessons: page
                .lessons
                .iter()
                .map(|one| (one.said.clone(), one.post_id.to_string()))
                .collect(),
            known: heard.map(|(id, _)| id.to_string()).collect(),
            ..Self::default()
        }
    }

    /// Without the rows that nothing was typed into.
    pub(super) fn packed(mut self) -> Self {
        self.good.retain(|text| !text.trim().is_empty());
        self.lessons.retain(|(text, _)| !text.trim().is_empty());
        self.raised.retain(|row| !row.title.trim().is_empty() || !row.text.trim().is_empty());
        self.promises.retain(|row| !row.is_empty());
        self
    }

    /// The form with room for one more of each kind. A row keeps its number, because what is wrong is
    /// said at it; each difficulty has its identity from here on.
    pub(super) fn with_room(mut self, mut fresh: impl FnMut() -> String) -> Self {
        let room =
            |rows: usize, is_full: bool| (rows + usize::from(is_full)).clamp(ROWS_LEAST, ROWS_MOST);
        let is_full = self.good.last().is_none_or(|text| !text.trim().is_empty());
        self.good.resize(room(self.good.len(), is_full), String::new());
        let is_full = self.lessons.last().is_none_or(|(text, _)| !text.trim().is_empty());
        self.lessons.resize(room(self.lessons.len(), is_full), Default::default());
        let is_full = self.raised.last().is_none_or(|row| !row.title.trim().is_empty());
        self.raised.resize_with(room(self.raised.len(), is_full), || RaisedRow {
            id: fresh(),
            ..RaisedRow::default()
        });
        let is_full = self.promises.last().is_none_or(|row| !row.is_empty());
        self.promises.resize(room(self.promises.len(), is_full), PromiseRow::default());
        self
    }

    /// The record it means, and what is no day.
    pub(super) fn record(&self, v: &Viewer) -> (Record, Complaints) {
        let mut complaints = Complaints::default();
        let mut day = |field: &'static str, typed: &str| match typed.trim() {
            "" => None,
            typed => {
                let read = typed.parse().or_else(|_| Day::parse_dmy(typed));
                if read.is_err() {
                    complaints.add(field, v.word("visit-day-unreadable"));
                }
                read.ok()
            }
        };
        let held_on = day("ngay-di", &self.held_on);
        let mut raised = Vec::new();
        for (row, typed) in (1..).zip(&self.raised) {
            let since_on = day(ledger::visit::in_row("tu-ngay", row), &typed.since_on);
            if let Ok(id) = typed.id.parse::<DifficultyId>() {
                raised.push(Raised {
                    id,
                    category: typed.category.parse().ok(),
                    title: typed.title.clone(),
                    text: typed.text.clone(),
                    since_on,
                });
            }
        }
        let mut promises = Vec::new();
        for (row, typed) in (1..).zip(&self.promises) {
            let due_on = day(ledger::visit::in_row("han", row), &typed.due_on);
            promises.push(PromiseTyped { due_on, ..typed.promise() });
        }
        let lesson = |(text, post): &(String, String)| LessonTyped {
            text: text.clone(),
            post: post.parse().ok(),
        };
        let record = Record {
            held_on,
            speaker: self.speaker.parse().ok(),
            good: self.good.clone(),
            lessons: self.lessons.iter().map(lesson).collect(),
            raised,
            known: self.known.iter().filter_map(|id| id.parse().ok()).collect(),
            promises,
        };
        (record, complaints)
    }
}

impl RaisedRow {
    fn sent(fields: &Fields, row: usize) -> Self {
        let of = |stem: &str| fields.get(&format!("{stem}-{row}")).to_owned();
        Self {
            id: of("ma-kho-khan"),
            category: of("linh-vuc"),
            title: of("ten"),
            text: of("noi-dung"),
            since_on: of("tu-ngay"),
        }
    }
}

impl PromiseRow {
    pub(super) fn sent(fields: &Fields, row: usize) -> Self {
        let of = |stem: &str| fields.get(&format!("{stem}-{row}")).to_owned();
        Self {
            answers: of("tra-loi"),
            work: of("viec"),
            owner: of("nguoi"),
            due_on: of("han"),
            responsibility: of("trach-nhiem"),
            product: of("san-pham"),
            authority: of("tham-quyen"),
            wanted: of("minh-chung"),
        }
    }

    fn kept(promise: &PromiseTyped) -> Self {
        Self {
            answers: promise.answers.map(|id| id.to_string()).unwrap_or_default(),
            work: promise.work.clone(),
            owner: promise.owner.map(|post| post.to_string()).unwrap_or_default(),
            due_on: promise.due_on.map(|day| day.to_string()).unwrap_or_default(),
            responsibility: promise.responsibility.clone(),
            product: promise.product.clone(),
            authority: promise.authority.clone(),
            wanted: promise.wanted.map(|proof| proof.to_string()).unwrap_or_default(),
        }
    }

    fn is_empty(&self) -> bool {
        let Self { work, due_on, responsibility, product, authority, .. } = self;
        [work, due_on, responsibility, product, authority].iter().all(|t| t.trim().is_empty())
    }

    /// The promise it means; an unreadable day is none.
    pub(super) fn promise(&self) -> PromiseTyped {
        PromiseTyped {
            answers: self.answers.parse().ok(),
            work: self.work.clone(),
            owner: self.owner.parse().ok(),
            due_on: self.due_on.parse().ok(),
            responsibility: self.responsibility.clone(),
            product: self.product.clone(),
            authority: self.authority.clone(),
            wanted: self.wanted.parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let owned = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Fields::from(owned.collect::<Vec<_>>())
    }

    #[test]
    fn a_form_grows_by_one_row_of_each_kind_and_keeps_its_order() {
        let sent = fields(&[
            ("kinh-nghiem-1", "Một"),
            ("kinh-nghiem-2", " "),
            ("kinh-nghiem-3", "Ba"),
            ("bai-hoc-1", "Hỏi trước"),
            ("bai-hoc-cua-1", "x"),
            ("ten-1", "Chưa có nơi họp"),
            ("ma-kho-khan-1", "a"),
            ("viec-1", ""),
            ("han-1", "2026-05-01"),
        ]);
        let typed = Typed::sent(&sent).with_room(|| "mới".to_owned());
        assert_eq!(typed.good, ["Một", " ", "Ba", ""], "a row keeps its number");
        let typed = Typed::sent(&sent).packed().with_room(|| "mới".to_owned());
        assert_eq!(typed.good, ["Một", "Ba", ""]);
        assert_eq!(typed.lessons[0], ("Hỏi trước".to_owned(), "x".to_owned()));
        let ids: Vec<&str> = typed.raised.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, ["a", "mới"]);
        assert_eq!(typed.promises.len(), 2, "a day alone is a promise begun");
        let full = Typed { good: vec!["x".to_owned(); ROWS_MOST], ..Typed::default() };
        assert_eq!(full.with_room(String::new).good.len(), ROWS_MOST);
    }
}
