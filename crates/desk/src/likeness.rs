//! What is like something: practices that answer a difficulty, and difficulties like it elsewhere, each
//! with the reasons. Pure scoring stands in [`ledger::likeness`]; here the words are kept laid out in
//! memory for as long as nothing was added or changed, because reading thousands of them for each page
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

/// Words laid out, with what told that they are still right.
#[derive(Debug)]
struct Kept<V, K>(Mutex<Option<(V, Arc<Index<K>>)>>);

impl<V, K> Default for Kept<V, K> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<V: PartialEq, K> Kept<V, K> {
    fn at(&self, version: &V) -> Option<Arc<Index<K>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(known, _)| known == version).map(|(_, index)| Arc::clone(index))
    }

    fn keep(&self, version: V, index: &Arc<Index<K>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((version, Arc::clone(index)));
    }
}

/// The words of practices and difficulties, laid out in memory.
#[derive(Debug, Default)]
pub struct Shelf {
    practices: Kept<(i64, i64), PracticeId>,
    difficulties: Kept<i64, DifficultyId>,
}

impl Shelf {
    /// Practices, read anew where one was added or moved. The version is read before the words: at
    /// worst they are newer than it says, and are read once more.
    async fn practices(&self, reader: &Reader) -> Result<Arc<Index<PracticeId>>, Failure> {
        let scope = system_scope();
        let version = practice::version(reader, &scope).await?;
        if let Some(index) = self.practices.at(&version) {
            return Ok(index);
        }
        let words = practice::words(reader, &scope).await?;
        let entries = words.into_iter().map(|words| Entry {
            id: words.practice_id,
            category: words.category,
            traits: words.traits,
            grams: unpack(&words.grams),
        });
        let index = Arc::new(Index::of(entries.collect()));
        self.practices.keep(version, &index);
        Ok(index)
    }

    /// Difficulties: their words never change, so that their number tells whether one was added.
    async fn difficulties(&self, reader: &Reader) -> Result<Arc<Index<DifficultyId>>, Failure> {
        let scope = system_scope();
        let counts = difficulty::counts(reader, &scope).await?;
        let version = counts.into_iter().map(|(_, _, count)| count).sum();
        if let Some(index) = self.difficulties.at(&version) {
            return Ok(index);
        }
        let words = difficulty::words(reader, &scope).await?;
        let entries = words.into_iter().map(|words| Entry {
            id: words.difficulty_id,
            category: words.category,
            traits: None,
            grams: unpack(&words.grams),
        });
        let index = Arc::new(Index::of(entries.collect()));
        self.difficulties.keep(version, &index);
        Ok(index)
    }
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
