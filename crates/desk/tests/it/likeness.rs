//! What is laid out in memory for finding what is alike is, after every change, what a desk that has
//! just started would lay out.

use std::sync::Arc;

use desk::authority::public_scope;
use desk::practice::{self, matches};
use desk::{Desk, likeness};
use ledger::likeness::Reason;
use ledger::practice::Step;
use ledger::{DifficultyId, PracticeId};
use tokio::task::JoinSet;

use crate::posts::people;
use crate::practice::{difficulty, with_result};
use crate::town::{Town, story};

type Practices = Vec<(PracticeId, Vec<Reason>)>;
type Difficulties = Vec<(DifficultyId, Vec<Reason>)>;

/// What a desk finds for a difficulty.
async fn found(desk: &Desk, id: DifficultyId) -> (Practices, Difficulties) {
    let scope = public_scope();
    let practices = matches(desk, &scope, id).await.unwrap();
    let similar = likeness::similar(desk, &scope, id).await.unwrap();
    (
        practices.into_iter().map(|(line, reasons)| (line.practice_id, reasons)).collect(),
        similar.into_iter().map(|(line, reasons)| (line.difficulty_id, reasons)).collect(),
    )
}

/// What the town's desk finds, after it has found the same as a desk that has laid out nothing yet.
async fn same(town: &Town, id: DifficultyId) -> (Practices, Difficulties) {
    let fresh = Desk { shelf: Arc::default(), ..town.desk.clone() };
    let here = found(&town.desk, id).await;
    assert_eq!(here, found(&fresh, id).await);
    here
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_moves_on_or_ends_is_found_as_if_all_were_laid_out_anew() {
    story(|town| async move {
        let people = people(&town).await;
        let (here, there) = (&people.heads[0], &people.heads[1]);
        let asked = difficulty(&town, there, "Hop nho nha dan, chat choi.").await;
        assert_eq!(same(&town, asked).await, (vec![], vec![]), "nobody has done anything yet");

        let one = with_result(&town, &people).await;
        let two = with_result(&town, &people).await;
        let alike = difficulty(&town, here, "Họp nhờ nhà dân, chỗ ngồi không đủ.").await;
        let (practices, similar) = same(&town, asked).await;
        assert_eq!(practices.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [one, two]);
        assert_eq!(similar.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [alike]);

        let reader = town.desk.store.read();
        let page = store::practice::page(&reader, &public_scope(), one, town.today()).await;
        let revision = page.unwrap().unwrap().revision;
        let end =
            Step::End { why: "Chung cư sửa chữa, phòng không dùng được nữa.".into() };
        practice::step(&town.desk, &here.1.0, (one, revision), end).await.unwrap();
        let (practices, _) = same(&town, asked).await;
        assert_eq!(practices.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [two], "one ended");
    })
    .await;
}

/// Twelve are raised at the same moment while others look: nobody finds what is not there, and in the
/// end nothing was passed over, whichever was kept first.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_raised_at_the_same_moment_is_passed_over() {
    story(|town| async move {
        let people = Arc::new(people(&town).await);
        let town = Arc::new(town);
        let asked = difficulty(&town, &people.heads[1], "Hop nho nha dan, chat choi.").await;
        let mut raising = JoinSet::new();
        for number in 0..12 {
            let (town, people) = (Arc::clone(&town), Arc::clone(&people));
            raising.spawn(async move {
                let text = format!("Họp nhờ nhà dân, lần {number}.");
                difficulty(&town, &people.heads[0], &text).await;
                found(&town.desk, asked).await.1.len()
            });
        }
        let seen = raising.join_all().await;
        assert!(seen.iter().all(|seen| (1..=5).contains(seen)), "each finds its own: {seen:?}");
        let (_, similar) = same(&town, asked).await;
        assert_eq!(similar.len(), 5);
        let reader = town.desk.store.read();
        let all = desk::authority::system_scope();
        let words = store::difficulty::words_since(&reader, &all, -1).await.unwrap();
        let mut numbers: Vec<i64> = words.iter().map(|words| words.change_no).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=13).collect::<Vec<_>>(), "each change has its own number");
    })
    .await;
}
