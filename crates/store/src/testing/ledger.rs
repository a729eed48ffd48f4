//! A city's ledger of any size, for benches: communes with places and posts, matters in every state,
//! difficulties. Written through the store's own functions, the same on both databases.

use ledger::difficulty::{Difficulty, State as Stage, StepKind, ToldBy};
use ledger::matter::{Asker, Clears, Hand, Matter, OriginKind, ProofKind, State};
use ledger::{Category, DifficultyId, MatterId, PostCategory, PostKind};
use units::{Day, Kind, Period, PostId, StateId, UnitId, UnitState};
use uuid::Uuid;

use crate::difficulty::{self, NewStep};
use crate::locality::Locality;
use crate::matter::{self, NewRow, Opened};
use crate::post::{self, Post};
use crate::statement::Statement;
use crate::unit::{self, NewState};
use crate::{Failure, Stop, Store, Tx};

/// How large.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Communes of the city.
    pub communes: usize,
    /// Khu phố of a commune.
    pub places: usize,
    /// Matters of two years.
    pub matters: usize,
    /// Difficulties of two years.
    pub difficulties: usize,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The city.
    pub top: UnitId,
    /// Its communes with their chairmen.
    pub communes: Vec<(UnitId, PostId)>,
    /// Their places with their heads, commune after commune.
    pub places: Vec<(UnitId, PostId)>,
    /// The difficulties.
    pub difficulties: Vec<DifficultyId>,
}

/// Rows one act writes.
const PORTION: usize = 2_000;

const CLOSE: Statement = Statement::new(
    "testing/close",
    "update matter set closed_on = due_on where state in ('confirmed', 'closed_silent')",
);
/// What is late was told one level up.
const ESCALATE: Statement = Statement::new(
    "testing/escalate",
    "update matter set escalated_to_id = due_set_by_id where is_owed and due_on < $1",
);
/// For some of what is being worked on, whoever owes it asks for more time.
const ASK_EXTENSION: Statement = Statement::new(
    "testing/ask_extension",
    "insert into matter_step (matter_id, number, kind, hand, happened_on, happened_at, state, said) \
     select matter_id, 2, 'extension_asked', 'program', opened_on, 0, state, '' from matter \
     where is_owed and reopened > 0",
);

/// Fills an empty database.
///
/// # Panics
/// When the database refuses, which ends the bench.
pub async fn fill(store: &Store, size: Size, today: Day) -> Filled {
    let filled = filled(size);
    let begun = today.plus_days(-800);
    let (one, two) = (filled.clone(), filled.clone());
    write(store, move |tx| {
        let filled = one.clone();
        Box::pin(async move { places(tx, &filled, begun).await })
    })
    .await;
    for from in (0..size.matters).step_by(PORTION) {
        let filled = two.clone();
        write(store, move |tx| {
            let until = (from + PORTION).min(size.matters);
            let opened: Vec<Opened> =
                (from..until).map(|number| opened(&filled, number, today)).collect();
            Box::pin(async move { matter::add(tx, &opened).await })
        })
        .await;
    }
    for from in (0..size.difficulties).step_by(PORTION) {
        let filled = two.clone();
        write(store, move |tx| {
            let filled = filled.clone();
            let until = (from + PORTION).min(size.difficulties);
            Box::pin(async move {
                for number in from..until {
                    raised(tx, &filled, number, today).await?;
                }
                Ok(())
            })
        })
        .await;
    }
    write(store, move |tx| {
        Box::pin(async move {
            tx.run(&CLOSE, Vec::new()).await?;
            tx.run(&ESCALATE, vec![today.into()]).await?;
            tx.run(&ASK_EXTENSION, Vec::new()).await.map(drop)
        })
    })
    .await;
    filled
}

/// Writes rows without an entry.
pub(super) async fn write<F>(store: &Store, act: F)
where
    F: for<'t> Fn(&'t mut Tx) -> crate::BoxFuture<'t, Result<(), Failure>> + Send + Sync + 'static,
{
    let done: Result<(), Stop<()>> = store
        .write(move |tx| {
            tx.without_audit();
            let written = act(tx);
            Box::pin(async move { Ok(written.await?) })
        })
        .await;
    done.expect("the rows are written");
}

/// An identity by kind and number; matters get their random end from the number.
fn id(kind: u128, number: usize) -> Uuid {
    let mixed = (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Uuid::from_u128((kind << 120) | (mixed >> 8))
}

fn filled(size: Size) -> Filled {
    let post = |kind: u128, number| PostId(id(kind, number));
    Filled {
        top: UnitId(id(1, 0)),
        communes: (0..size.communes).map(|n| (UnitId(id(2, n)), post(3, n))).collect(),
        places: (0..size.communes * size.places).map(|n| (UnitId(id(4, n)), post(5, n))).collect(),
        difficulties: (0..size.difficulties).map(|n| DifficultyId(id(7, n))).collect(),
    }
}

async fn places(tx: &mut Tx, filled: &Filled, begun: Day) -> Result<(), Failure> {
    let mut states =
        vec![state(filled.top, Kind::ThanhPho, "Thành phố Bến Sậy".into(), None, begun)];
    let mut posts = Vec::new();
    for (number, (commune, chairman)) in filled.communes.iter().enumerate() {
        let name = format!("Phường {}", number + 1);
        states.push(state(*commune, Kind::Phuong, name.clone(), Some(filled.top), begun));
        posts.push(holder(
            (*chairman, PostKind::Chairman),
            &name,
            (*commune, *commune),
            None,
            begun,
        ));
    }
    let each = filled.places.len() / filled.communes.len();
    for (number, (place, head)) in filled.places.iter().enumerate() {
        let (commune, chairman) = filled.communes[number / each];
        let name = format!("Khu phố {}", number % each + 1);
        states.push(state(*place, Kind::KhuPho, name.clone(), Some(commune), begun));
        let above = Some(chairman);
        posts.push(holder((*head, PostKind::UnitHead), &name, (*place, commune), above, begun));
    }
    let units: Vec<UnitId> = states.iter().map(|new| new.state.unit_id).collect();
    unit::add_units(tx, &units, 0).await?;
    unit::add_states(tx, &states, 0).await?;
    for post in &posts {
        post::add(tx, post, None).await?;
    }
    Ok(())
}

fn state(unit: UnitId, kind: Kind, name: String, parent: Option<UnitId>, from: Day) -> NewState {
    NewState {
        state: UnitState {
            id: StateId(unit.0),
            unit_id: unit,
            valid: Period::since(from),
            kind,
            short_name: name.rsplit(' ').next().unwrap_or_default().to_owned(),
            name,
            official_code: None,
            parent_id: parent,
            legal_document: None,
        },
        declared_households: None,
        began: None,
    }
}

fn holder(
    (id, kind): (PostId, PostKind),
    name: &str,
    (unit, commune): (UnitId, UnitId),
    superior: Option<PostId>,
    from: Day,
) -> Post {
    Post {
        post_id: id,
        kind,
        category: PostCategory::PartTime,
        name: format!("{} {name}", kind.as_str()),
        name_en: String::new(),
        body: None,
        unit_id: Some(unit),
        commune_id: Some(commune),
        superior: superior.map(|id| (id, String::new())),
        requirement: String::new(),
        training: String::new(),
        valid: Period::since(from),
    }
}

/// Nine of ten matters have ended; the rest stands in every open state, some late. A chairman owes some of
/// them, helps with some and has asked for some that were answered.
fn opened(filled: &Filled, number: usize, today: Day) -> Opened {
    let at = (number + number / 20) % filled.places.len();
    let each = filled.places.len() / filled.communes.len();
    let (unit, head) = filled.places[at];
    let (commune, chairman) = filled.communes[at / each];
    let age = i64::try_from(number * 7 % 730).unwrap_or(0);
    let state = match number % 20 {
        0 => State::Assigned,
        1 => State::InProgress,
        2 => State::Answered,
        3 => State::ClosedSilent,
        4 => State::Rejected,
        _ => State::Confirmed,
    };
    let opened_on =
        if state.is_owed() { today.plus_days(-age / 40) } else { today.plus_days(-age) };
    // The places come round every 4,800 matters: another fifth of them each time.
    let is_for_chairman = (number / 20 + number / 4_800) % 5 == 4;
    let asker = match state {
        State::Answered if is_for_chairman => Asker::Post(chairman),
        _ => Asker::Resident,
    };
    let owner = if state == State::Assigned && is_for_chairman { chairman } else { head };
    let helping = state == State::InProgress && is_for_chairman;
    let matter = Matter {
        id: MatterId(id(6, number)),
        origin: (OriginKind::Feedback, id(8, number)),
        household_id: None,
        asker,
        clears: Clears {
            work: format!(
                "Lắp lại nắp cống trước số {} đường Số {}",
                number % 300 + 1,
                number % 47
            ),
            owner,
            due_on: opened_on.plus_days(14),
            responsibility: "Trưởng khu phố chủ trì".into(),
            product: "Nắp cống chắc chắn".into(),
            authority: "Tự quyết trong kinh phí khu phố".into(),
        },
        cooperating: helping.then_some(chairman).into_iter().collect(),
        wanted: ProofKind::Photo,
        due_set_by: chairman,
        opened_on,
        state,
        reopened: u32::from(number.is_multiple_of(23)),
        escalated_to: None,
        answered_on: state.is_owed().then_some(opened_on),
    };
    let locality = Locality { unit_id: unit, commune_id: Some(commune), top_id: filled.top };
    let difficulty_id = (number.is_multiple_of(16) && !filled.difficulties.is_empty())
        .then(|| filled.difficulties[number / 16 % filled.difficulties.len()]);
    let is_public = !number.is_multiple_of(3);
    let row = NewRow { locality, point: None, difficulty_id, is_public, at: 0 };
    Opened { matter, row, hand: Hand::Program }
}

/// What places say, in words that differ enough to be told apart.
const TITLES: [&str; 8] = [
    "Khu phố chưa có nơi sinh hoạt cộng đồng",
    "Hẻm ngập khi triều cường, thoát nước chậm",
    "Đèn đường tắt nhiều đoạn, tối không an toàn",
    "Điểm tập kết rác sát nhà dân, mùi hôi",
    "Xe đậu kín hẻm, xe chữa cháy không vào được",
    "Người già sống một mình cần được thăm hỏi",
    "Thiếu chỗ chơi cho trẻ em trong chung cư",
    "Họp khu phố ít hộ tham dự",
];

async fn raised(tx: &mut Tx, filled: &Filled, number: usize, today: Day) -> Result<(), Failure> {
    let at = number * 31 % filled.places.len();
    let each = filled.places.len() / filled.communes.len();
    let title = format!("{} (đoạn {})", TITLES[number % TITLES.len()], number % 97);
    let text = format!("{title}. Đã kiến nghị {} lần từ năm trước.", number % 5 + 1);
    let it = Difficulty {
        id: filled.difficulties[number],
        unit: filled.places[at].0,
        category: Category::ALL[number % Category::ALL.len()],
        title,
        since_on: today.plus_days(-400),
        told_by: ToldBy::Place,
        tried: String::new(),
        figure: None,
        state: [Stage::NoWay, Stage::Working, Stage::Overcome][number % 3],
        claim: None,
        text,
    };
    let commune = filled.communes[at / each].0;
    let locality = Locality { unit_id: it.unit, commune_id: Some(commune), top_id: filled.top };
    let grams = ledger::likeness::grams(&format!("{} {}", it.title, it.text));
    let step = NewStep {
        kind: StepKind::Raised,
        post: None,
        on: today.plus_days(-300),
        at: 0,
        said: String::new(),
        confirmation: None,
    };
    difficulty::add(tx, (&it, None), (locality, ledger::likeness::pack(&grams)), &step).await
}
