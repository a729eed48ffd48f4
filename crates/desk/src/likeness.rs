//! What is like something: practices that answer a difficulty, and difficulties like it elsewhere, each
//! with the reasons. Pure scoring stands in [`ledger::likeness`]; here the words are kept laid out in
//! memory and only what changed is read and laid out beside them, because reading thousands of them
//! takes longer than looking among them.

use std::sync::{Arc, Mutex, PoisonError};

use ledger::likeness::{Asked, Entry, Found, Index, Reason, unpack};
use ledger::{DifficultyId, PracticeId};
use store::difficulty::{self, Line};
use store::practice::{self, Line as PracticeLine};
use store::{Failure, Reader, Scope};

use crate::Desk;
use crate::authority::system_scope;

/// Practices shown for a difficulty.
const MATCHES_MOST: usize = 5;
/// Difficulties shown as like one.
const SIMILAR_MOST: usize = 5;
/// Difficulties whose places are looked at before the most alike are chosen.
const PLACES_MOST: usize = 12;

/// Words laid out, with the number of the last change among them.
#[derive(Debug)]
struct Laid<K>(Mutex<(i64, Arc<Index<K>>)>);

impl<K> Default for Laid<K> {
    fn default() -> Self {
        Self(Mutex::new((NOTHING, Arc::default())))
    }
}

/// Before every change, also before what is older than numbers of changes (0).
const NOTHING: i64 = -1;

impl<K: Copy + Ord> Laid<K> {
    fn now(&self) -> (i64, Arc<Index<K>>) {
        let laid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (laid.0, Arc::clone(&laid.1))
    }

    /// Lays out what changed after `before` beside what was laid out then, and keeps it unless
    /// somebody else has kept something newer meanwhile.
    fn lay(
        &self,
        before: &Index<K>,
        changes: Vec<(i64, K, Option<Entry<K>>)>,
    ) -> Option<Arc<Index<K>>> {
        let last = changes.iter().map(|(change_no, ..)| *change_no).max()?;
        let index = Arc::new(before.with(changes.into_iter().map(|(_, id, entry)| (id, entry))));
        let mut laid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if laid.0 < last {
            *laid = (last, Arc::clone(&index));
        }
        Some(index)
    }
}

/// The words of practices and difficulties, laid out in memory. What was laid out is never changed, only
/// replaced by something newer: whoever looks things up holds a whole one.
#[derive(Debug, Default)]
pub struct Shelf {
    practices: Laid<PracticeId>,
    difficulties: Laid<DifficultyId>,
}

impl Shelf {
    /// Practices that may be offered. Only those that were added or moved on since the last question
    /// are read.
    async fn practices(&self, reader: &Reader) -> Result<Arc<Index<PracticeId>>, Failure> {
        let (known, index) = self.practices.now();
        let words = practice::words_since(reader, &system_scope(), known).await?;
        let changes = words.into_iter().map(|words| {
            let entry = words.stage.is_offered().then(|| Entry {
                id: words.practice_id,
                category: words.category,
                traits: words.traits,
                grams: unpack(&words.grams),
            });
            (words.change_no, words.practice_id, entry)
        });
        Ok(self.practices.lay(&index, changes.collect()).unwrap_or(index))
    }

    /// Difficulties: their words never change, so that only new ones are read.
    async fn difficulties(&self, reader: &Reader) -> Result<Arc<Index<DifficultyId>>, Failure> {
        let (known, index) = self.difficulties.now();
        let words = difficulty::words_since(reader, &system_scope(), known).await?;
        let changes = words.into_iter().map(|words| {
            let entry = Entry {
                id: words.difficulty_id,
                category: words.category,
                traits: None,
                grams: unpack(&words.grams),
            };
            (words.change_no, words.difficulty_id, Some(entry))
        });
        Ok(self.difficulties.lay(&index, changes.collect()).unwrap_or(index))
    }
}

/// Lays out the words of all practices and difficulties, so that the first page that asks for what is
/// alike does not wait for it.
///
/// # Errors
/// A failure of the database.
pub async fn lay_out(desk: &Desk) -> Result<(), Failure> {
    let reader = desk.store.read();
    desk.shelf.practices(&reader).await?;
    desk.shelf.difficulties(&reader).await.map(drop)
}

/// Practices that may answer a difficulty, most alike first, each with the reasons; none where the
/// difficulty is not known. Those of the difficulty's own place are left out.
///
/// # Errors
/// A failure of the database.
pub async fn matches(
    desk: &Desk,
    scope: &Scope,
    id: DifficultyId,
) -> Result<Vec<(PracticeLine, Vec<Reason>)>, Failure> {
    let (mut reader, today) = (desk.store.read(), desk.clock.today());
    let Some(page) = difficulty::page(&reader, scope, id, today).await? else {
        return Ok(Vec::new());
    };
    let it = page.difficulty;
    let traits = practice::traits(&mut reader, it.unit, today).await?;
    let text = format!("{} {}", it.title, it.text);
    let asked = Asked { text: &text, category: it.category, traits };
    // The place itself may have a few; the rest still fills the list.
    let found = desk.shelf.practices(&reader).await?.nearest(&asked, 2 * MATCHES_MOST);
    let ids: Vec<PracticeId> = found.iter().map(|found| found.id).collect();
    let lines = practice::among(&reader, scope, &ids).await?;
    let reasons = |line: &PracticeLine| found.iter().find(|found| found.id == line.practice_id);
    let elsewhere = lines.into_iter().filter(|line| line.unit_id != Some(it.unit));
    let told = elsewhere.filter_map(|line| {
        let reasons = reasons(&line)?.reasons.clone();
        Some((line, reasons))
    });
    Ok(told.take(MATCHES_MOST).collect())
}

/// Difficulties of other places like one, most alike first, each with the reasons.
///
/// # Errors
/// A failure of the database.
pub async fn similar(
    desk: &Desk,
    scope: &Scope,
    id: DifficultyId,
) -> Result<Vec<(Line, Vec<Reason>)>, Failure> {
    let (mut reader, today) = (desk.store.read(), desk.clock.today());
    let Some(page) = difficulty::page(&reader, scope, id, today).await? else {
        return Ok(Vec::new());
    };
    let it = page.difficulty;
    let text = format!("{} {}", it.title, it.text);
    let asked = Asked { text: &text, category: it.category, traits: None };
    let near = desk.shelf.difficulties(&reader).await?.nearest(&asked, PLACES_MOST);
    let ids: Vec<DifficultyId> = near.iter().map(|found| found.id).collect();
    let lines = difficulty::among(&reader, scope, &ids, today).await?;
    let here = practice::traits(&mut reader, it.unit, today).await?;
    let mut found: Vec<(Found<DifficultyId>, Line)> = Vec::new();
    for line in lines.into_iter().filter(|line| line.unit_id != it.unit) {
        let Some(one) = near.iter().find(|found| found.id == line.difficulty_id) else { continue };
        let there = practice::traits(&mut reader, line.unit_id, today).await?;
        let one = match here.as_ref().zip(there.as_ref()) {
            Some((here, there)) => one.clone().placed(here, there),
            None => one.clone(),
        };
        found.push((one, line));
    }
    found.sort_by_key(|(found, _)| (std::cmp::Reverse(found.score), found.id));
    let told = found.into_iter().map(|(found, line)| (line, found.reasons));
    Ok(told.take(SIMILAR_MOST).collect())
}
