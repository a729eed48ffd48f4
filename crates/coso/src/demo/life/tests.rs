//! The whole life, lived on a database of its own: what the story tells is what the registry shows.

mod start;

use std::sync::Arc;

use desk::{Clock, Desk};
use indicatif::ProgressBar;
use ledger::difficulty::State as Stage;
use ledger::matter::State;
use ledger::practice::AdoptionState;
use sample::life::{Act, DifficultyState, Life, Opened, Origin, Place, Territory};
use store::matter::Page;
use store::{Options, Store};

use super::{Codes, Lived, codes_of, live};
use crate::{intake::intake_of, office};

struct Town {
    _folder: tempfile::TempDir,
    desk: Desk,
    life: Life,
    lived: Lived,
}

/// The town on a day: the machine's own, or that of another clock.
async fn town(clock: Option<Arc<dyn Clock>>) -> Town {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("life.db").display());
    let options = Options { durable: false, ..Options::migrating() };
    let store = Store::open(&url, &options).await.unwrap();
    let mut desk = office::invented(store).unwrap();
    desk.clock = clock.unwrap_or(desk.clock);
    let mut codes = Codes::new();
    for commune in sample::sample() {
        codes.extend(codes_of(&commune));
        desk::intake::commune(&desk, None, intake_of(&commune)).await.unwrap();
    }
    let life = sample::life::life();
    let began = std::time::Instant::now();
    let lived = live(&desk, (life.clone(), codes), &ProgressBar::hidden()).await.unwrap();
    eprintln!("{} happenings lived in {:?}", lived.happened, began.elapsed());
    Town { _folder: folder, desk, life, lived }
}

impl Town {
    async fn matter(&self, key: &str) -> Page {
        let id = self.lived.kept.matters.get(key).unwrap_or_else(|| panic!("no matter {key}"));
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = store::matter::page(&reader, &all, *id, self.desk.clock.today()).await.unwrap();
        page.unwrap_or_else(|| panic!("{key} is gone"))
    }

    async fn difficulty(&self, key: &str) -> store::difficulty::Page {
        let id = self.lived.kept.difficulties[key];
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        store::difficulty::page(&reader, &all, id, today).await.unwrap().unwrap()
    }
}

/// The states in which the story may leave a matter. Silence closes an answer when its term is over.
fn ends(opened: &Opened) -> &'static [State] {
    let tells = |act: &&sample::life::Step| !matches!(act.act, Act::Reminded | Act::Extended);
    match opened.matter.steps.iter().rev().find(tells).map(|step| step.act) {
        None | Some(Act::Redirected) => &[State::Assigned],
        Some(Act::Answered | Act::Silent) => &[State::Answered, State::ClosedSilent],
        Some(Act::Confirmed) => &[State::Confirmed],
        Some(Act::Reopened) => &[State::Reopened],
        Some(Act::Rejected) => &[State::Rejected, State::SplitOff],
        Some(Act::Duplicate) => &[State::Merged],
        Some(Act::Reminded | Act::Extended) => unreachable!("passed over"),
    }
}

/// One story, since living takes a while: the parts below look at the same two years.
#[tokio::test(flavor = "multi_thread")]
async fn two_years_are_lived_and_end_as_the_story_tells() {
    ends_as_told(&town(None).await).await;
}

async fn ends_as_told(town: &Town) {
    assert!(town.lived.refused.is_empty(), "{:#?}", town.lived.refused);
    every_matter_ends_as_told(town).await;
    what_is_late_in_the_story_is_late_today(town).await;
    every_difficulty_stands_as_told(town).await;
    the_thread_is_whole(town).await;
    nothing_is_left_with_the_old_communes(town).await;
    assert!(desk::verify::registry(&town.desk).await.unwrap().is_empty());
}

async fn every_matter_ends_as_told(town: &Town) {
    assert!(town.life.matters.len() >= 90);
    for opened in &town.life.matters {
        let state = town.matter(&opened.matter.key).await.line.state;
        assert!(ends(opened).contains(&state), "{} is {state:?}", opened.matter.key);
    }
}

async fn what_is_late_in_the_story_is_late_today(town: &Town) {
    let today = town.desk.clock.today();
    let mut late = 0;
    for opened in &town.life.matters {
        let page = town.matter(&opened.matter.key).await;
        let is_late = page.line.state.is_owed() && page.line.due_on < today;
        if opened.matter.is_late && opened.matter.is_open() {
            assert!(is_late, "{} is due {}", opened.matter.key, page.line.due_on);
            assert!(page.line.escalated_to.is_some(), "{} was told above", opened.matter.key);
            late += 1;
        }
        // A field's own term holds for feedback and requests; those who conclude or promise set theirs.
        let sets_its_day = matches!(opened.origin, Origin::Conclusion(_) | Origin::Promise(_));
        if sets_its_day && !opened.matter.is_late && opened.matter.is_open() {
            let reopened = page.line.reopened > 0;
            assert!(!is_late || reopened, "{} is due {}", opened.matter.key, page.line.due_on);
        }
    }
    assert!(late >= 3, "{late}");
}

async fn every_difficulty_stands_as_told(town: &Town) {
    for it in &town.life.difficulties {
        let page = town.difficulty(&it.key).await;
        // What somebody already answers with a matter is being worked on, whatever the story calls it.
        let may_be: &[Stage] = match it.state {
            DifficultyState::Unsolved => &[Stage::NoWay, Stage::Working],
            DifficultyState::Working => &[Stage::Working],
            DifficultyState::Overcome => &[Stage::Overcome],
        };
        assert!(may_be.contains(&page.difficulty.state), "{}: {:?}", it.key, page.difficulty.state);
    }
}

async fn the_thread_is_whole(town: &Town) {
    let today = town.desk.clock.today();
    let (reader, all) = (town.desk.store.read(), desk::authority::system_scope());
    let page = town.difficulty("thread-kk-khong-noi-hop").await;
    let before = page.difficulty.figure.map(|figure| figure.value_milli);
    let after = page.difficulty.claim.map(|(_, figure)| figure.value_milli);
    assert_eq!((before, after), (Some(0), Some(1_037_000)), "the figure before and after");
    let kept = &town.lived.kept;
    let place = Place::base(Territory::VinhLo, 10);
    let adoption = kept.adoptions[&("thread-chl-phong-chung".to_owned(), place)];
    let adoption = store::practice::adoption(&reader, &all, adoption, today).await.unwrap();
    assert_eq!(adoption.unwrap().line.state, AdoptionState::Confirmed);
    let line = kept.lines["thread-dong-phong-chung"];
    let matters = store::matter::of_origins(&reader, &all, [line.0], today).await.unwrap();
    let matter = store::matter::page(&reader, &all, matters[0].matter_id, today).await.unwrap();
    let matter = matter.unwrap();
    assert_eq!(matter.line.difficulty_id, Some(kept.difficulties["thread-kk-khong-noi-hop"]));
    assert!(matter.proofs.iter().any(|proof| proof.attachment_id.is_some()), "a photo proves it");
    assert!(matter.proofs.iter().any(|proof| proof.document.is_some()), "and the minutes");
    let overdue = town.matter("thread-kl-4").await;
    assert!(overdue.line.state.is_owed() && overdue.line.due_on < today, "one is overdue");
    assert_eq!(overdue.line.reopened, 1);
}

/// Where the reform lay inside the story, what began before it is seen by the communes of today.
async fn nothing_is_left_with_the_old_communes(town: &Town) {
    let today = town.desk.clock.today();
    let (reader, all) = (town.desk.store.read(), desk::authority::system_scope());
    let communes = store::unit::communes(&reader, &all, today).await.unwrap();
    let stands = |id: Option<units::UnitId>| {
        id.is_none_or(|id| communes.iter().any(|line| line.unit_id == id))
    };
    for key in town.lived.kept.matters.keys() {
        let line = town.matter(key).await.line;
        assert!(stands(line.commune_id), "{key}");
    }
    for post in store::post::all(&reader, &all, today).await.unwrap() {
        assert!(stands(post.commune_id), "{}", post.name);
    }
}
