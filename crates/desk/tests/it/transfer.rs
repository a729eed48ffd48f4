//! Phường Bến Lá ends by law; its khu phố, with all who live and work in them, go on under the wards that take its
//! place.

use std::collections::BTreeMap;

use desk::authority::{public_scope, scope_of, system_scope};
use desk::matter::Opening;
use desk::transfer::{self, Order};
use desk::{Actor, Role, matter};
use ledger::matter::{Hand, NewMatter};
use ledger::{MatterId, PostCategory, PostKind};
use store::testing::lineage;
use store::unit::NewShape;
use units::{Coverage, EventId, Period, ReorganisationId, StateId, UnitId, UnitState};

use crate::households::newcomer;
use crate::matter::{raise, task};
use crate::posts::{People, holder, made, people};
use crate::town::{Town, code, codes, day, story, two};

const DAY: &str = "2026-05-01";

/// The first state of a ward that takes the place of Bến Lá.
async fn ward(town: &Town, name: &str) -> UnitState {
    let reader = town.desk.store.read();
    let old = store::unit::state_on(&reader, &public_scope(), town.ward, town.today()).await;
    UnitState {
        id: StateId(town.desk.clock.id()),
        unit_id: UnitId(town.desk.clock.id()),
        valid: Period::since(day(DAY)),
        name: name.to_owned(),
        short_name: name.replace("Phường ", ""),
        official_code: None,
        legal_document: Some("9/NQ-UBTVQH15".to_owned()),
        ..old.unwrap().unwrap()
    }
}

/// Bến Lá ends; Phường Bến Sậy goes on for all of it.
async fn merges(town: &Town) -> UnitId {
    let new = ward(town, "Phường Bến Sậy").await;
    let (unit, event) = (new.unit_id, EventId(town.desk.clock.id()));
    lineage::follows(&town.desk.store, town.ward, new, event).await;
    unit
}

async fn content(town: &Town) -> Vec<String> {
    store::registry::content(&town.desk.store.read(), &system_scope()).await.unwrap()
}

async fn below(town: &Town, ward: UnitId, on: &str) -> Vec<(UnitId, String, i64)> {
    let reader = town.desk.store.read();
    let lines = store::unit::children(&reader, &public_scope(), Some(ward), day(on)).await;
    let lines = lines.unwrap().into_iter();
    lines.map(|line| (line.unit_id, line.name, line.households)).collect()
}

/// Whether a ward stands among those that are worked with on its first day.
async fn is_run_here(town: &Town, ward: UnitId) -> bool {
    let reader = town.desk.store.read();
    let communes = store::unit::communes(&reader, &public_scope(), day(DAY)).await.unwrap();
    communes.iter().any(|line| line.unit_id == ward)
}

/// A task of the chairman to the head of a khu phố, which visitors do not see.
async fn owed(town: &Town, people: &People, at: usize) -> MatterId {
    let (unit, (_, owner)) = &people.heads[at];
    let opening = Opening {
        unit: *unit,
        point: None,
        difficulty: None,
        is_public: false,
        hand: Hand::Program,
    };
    let new: NewMatter = task(town, people, *owner, None);
    matter::open(&town.desk, &people.chairman, new, opening).await.unwrap()
}

async fn sees(town: &Town, actor: &Actor, id: MatterId) -> bool {
    let (reader, today) = (town.desk.store.read(), town.today());
    let scope = scope_of(actor, today);
    store::matter::page(&reader, &scope, id, today).await.unwrap().is_some()
}

/// An officer of a new ward.
async fn officer(town: &Town, ward: UnitId) -> Actor {
    let kind = (PostKind::Officer, PostCategory::CivilServant);
    let post = made(town, "Công chức phường mới", kind, (Some(ward), None)).await;
    holder(town, "cúc", Role::WardOfficer, (Some(ward), post)).await
}

fn fresh(town: &Town) -> ReorganisationId {
    ReorganisationId(town.desk.clock.id())
}

async fn order(town: &Town) -> Order {
    let seen = transfer::prospect(&town.desk, Some(&town.minh), town.ward).await.unwrap();
    Order { id: fresh(town), commune: town.ward, to: seen.to, document: seen.left.document }
}

#[tokio::test(flavor = "multi_thread")]
async fn khu_pho_of_a_merged_ward_go_on_under_the_new_ward_from_its_day_on() {
    story(|town| async move {
        let (desk, people) = (&town.desk, people(&town).await);
        let minh = Some(&town.minh);
        assert_eq!(transfer::left(desk, minh).await.unwrap(), []);
        assert_eq!(
            code(transfer::prospect(desk, minh, town.ward).await),
            "transfer-commune-stands"
        );
        let matter = owed(&town, &people, 0).await;
        let old = below(&town, town.ward, "2026-04-30").await;
        let new = merges(&town).await;
        // The list only knows the new ward; with its first khu phố it is run here.
        lineage::only_known(&desk.store, new).await;
        assert!(!is_run_here(&town, new).await);

        let left = transfer::left(desk, minh).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].units, left[0].ends, left[0].is_whole()), (2, day(DAY), true));
        let seen = transfer::prospect(desk, minh, town.ward).await.unwrap();
        assert_eq!((seen.left.document.as_str(), seen.to.len()), ("9/NQ-UBTVQH15", 2));
        assert!(seen.to.values().all(|to| *to == new) && seen.twice.is_empty());

        // Looked at, said, taken back to the byte, and said again.
        let before = content(&town).await;
        let first = order(&town).await;
        let id = first.id;
        transfer::record(desk, minh, first.clone()).await.unwrap();
        transfer::record(desk, minh, first).await.unwrap();
        let nothing = transfer::prospect(desk, minh, town.ward).await;
        assert_eq!(code(nothing), "transfer-nothing", "sent twice is sent once");
        assert_ne!(content(&town).await, before);
        assert!(is_run_here(&town, new).await);
        let why = transfer::revert(desk, minh, id, " ").await;
        assert_eq!(code(why), "reorganisation-reason-missing");
        transfer::revert(desk, minh, id, "Chờ hướng dẫn").await.unwrap();
        assert_eq!(content(&town).await, before, "to the byte");
        assert_eq!(code(transfer::revert(desk, minh, id, "Lại").await), "transfer-in-force");
        assert_eq!(transfer::record_whole(desk, minh, &[town.ward], "").await.unwrap(), 2);

        // Until the day nothing has changed; from the day on all is under the new ward.
        assert_eq!(transfer::carry(desk).await.unwrap(), 0);
        assert_eq!(below(&town, town.ward, "2026-04-30").await, old);
        assert_eq!(below(&town, new, DAY).await, old);
        assert_eq!(below(&town, new, "2026-04-30").await, []);
        assert!(sees(&town, &people.chairman, matter).await);
        town.goes_to("2026-05-02");
        let cuc = officer(&town, new).await;
        assert!(!sees(&town, &cuc, matter).await, "not yet carried over");
        assert_eq!(transfer::carry(desk).await.unwrap(), 1);
        assert_eq!(transfer::carry(desk).await.unwrap(), 0);
        assert!(sees(&town, &cuc, matter).await);
        let told = transfer::told(desk, minh, 10).await.unwrap();
        assert_eq!((told.len(), told[0].may_revert, told[1].may_revert), (2, false, false));
        assert_eq!(told[0].to, [(new, "Phường Bến Sậy".to_owned(), 2, 60)]);
        let late = transfer::revert(desk, minh, told[0].line.transfer_id, "Muộn").await;
        assert_eq!(code(late), "transfer-in-force");

        // Each khu phố tells it in its life, under its own identity.
        let known = desk::gazetteer::known(desk).await.unwrap();
        let life = desk::gazetteer::life(&known, old[0].0).unwrap();
        let above: Vec<_> = life.stages.iter().map(|stage| stage.above.clone()).collect();
        assert!(above.last().unwrap().starts_with("Phường Bến Sậy"), "{above:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_new_ward_works_with_the_households_and_clusters_it_got() {
    story(|town| async move {
        let desk = &town.desk;
        let (reader, scope) = (desk.store.read(), system_scope());
        let atoms = store::atom::list(&reader, &scope, town.ward, town.today()).await.unwrap();
        let unit = atoms[0].base_unit.unwrap();
        let rows = desk::household::list(desk, &town.lan, unit, town.today(), "Kiểm tra").await;
        let known_code = rows.unwrap()[0].code.clone();
        let new = merges(&town).await;
        transfer::record(desk, Some(&town.minh), order(&town).await).await.unwrap();
        let there = store::atom::list(&reader, &scope, new, day(DAY)).await.unwrap();
        assert_eq!(there, atoms, "the same clusters with the same households");
        let before = day(DAY).previous();
        assert_eq!(store::atom::list(&reader, &scope, town.ward, before).await.unwrap(), atoms);
        assert_eq!(store::atom::list(&reader, &scope, town.ward, day(DAY)).await.unwrap(), []);
        let borders = store::atom::borders(&reader, &scope, new, day(DAY)).await.unwrap();
        assert!(!borders.is_empty());

        town.goes_to("2026-05-02");
        assert_eq!(transfer::carry(desk).await.unwrap(), 1);
        let cuc = officer(&town, new).await;
        let atom = atoms[0].atom.id;
        let taken = desk::household::appear(desk, &cuc, atom, newcomer(&town, &known_code)).await;
        assert_eq!(code(taken), "household-code-taken", "codes of the old ward go on counting");
        let came =
            desk::household::appear(desk, &cuc, atom, newcomer(&town, "BS-1")).await.unwrap();
        assert_eq!(town.households_of(new, town.today()).await, 61);
        assert!(
            desk::household::appear(desk, &town.lan, atom, newcomer(&town, "BS-2")).await.is_err()
        );
        desk::household::vanish(desk, &cuc, new, came).await.unwrap();
        assert_eq!(town.households_of(new, town.today()).await, 60);
        // And draws its khu phố anew.
        let job = desk::draw::start(desk, &cuc, new, two()).await.unwrap();
        let plan = town.waits_for(job).await.unwrap();
        let page = store::plan::page(&reader, &scope, plan).await.unwrap().unwrap();
        assert_eq!(page.units.iter().map(|unit| unit.households).sum::<i64>(), 60);
    })
    .await;
}

/// The box around some outlines, as a state's outline: west, south, east, north in degrees.
fn boxed(state: StateId, [west, south, east, north]: [f64; 4]) -> NewShape {
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    let ring: Vec<(f64, f64)> = ring.into_iter().map(|[x, y]| (x, y)).collect();
    let area = geo::MultiPolygon(vec![geo::Polygon::new(ring.into(), Vec::new())]);
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    NewShape {
        state_id: state,
        wkb: atlas::wkb::write_area(&area),
        bbox_e7: [e7(west), e7(south), e7(east), e7(north)],
        area_m2: 1,
    }
}

/// Bến Lá is divided: the land of its first khu phố goes to Phường Tây, all else to Phường Đông.
async fn divides(town: &Town) -> [UnitId; 2] {
    use geo::BoundingRect as _;
    let (reader, scope) = (town.desk.store.read(), public_scope());
    let (ward_id, today) = (town.ward, town.today());
    let shapes = store::unit::shapes(&reader, &scope, ward_id, today, units::Tier::Base).await;
    let areas = shapes.unwrap().into_iter().map(|shape| {
        let rect = atlas::wkb::read_area(&shape.wkb).unwrap().bounding_rect().unwrap();
        [rect.min().x, rect.min().y, rect.max().x, rect.max().y]
    });
    let areas: Vec<[f64; 4]> = areas.collect();
    let (west, east) = (ward(town, "Phường Tây").await, ward(town, "Phường Đông").await);
    // The two khu phố lie on either side of the canal, which runs from north to south.
    let middle = f64::midpoint(areas[0][0] + areas[0][2], areas[1][0] + areas[1][2]) / 2.0;
    let first_is_west = areas[0][0] + areas[0][2] < areas[1][0] + areas[1][2];
    let states = if first_is_west { [&west, &east] } else { [&east, &west] };
    let to = states.map(|state| state.unit_id);
    let shapes = [
        boxed(west.id, [middle - 1.0, -80.0, middle, 80.0]),
        boxed(east.id, [middle, -80.0, middle + 1.0, 80.0]),
    ];
    let event = EventId(town.desk.clock.id());
    lineage::divides(&town.desk.store, town.ward, vec![west, east], event).await;
    for shape in shapes {
        lineage::outlined(&town.desk.store, shape).await;
    }
    to
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_says_which_khu_pho_of_a_divided_ward_goes_where_and_a_person_decides() {
    story(|town| async move {
        let (desk, people) = (&town.desk, people(&town).await);
        let minh = Some(&town.minh);
        let matters = [owed(&town, &people, 0).await, owed(&town, &people, 1).await];
        let units: Vec<UnitId> = people.heads.iter().map(|(unit, _)| *unit).collect();
        let to = divides(&town).await;
        let seen = transfer::prospect(desk, minh, town.ward).await.unwrap();
        assert!(seen.left.heirs.iter().all(|heir| heir.coverage == Coverage::Part));
        assert_eq!(seen.to, BTreeMap::from([(units[0], to[0]), (units[1], to[1])]));
        let whole = transfer::record_whole(desk, minh, &[town.ward], "").await;
        assert_eq!(code(whole), "transfer-divided");

        let mut told = order(&town).await;
        told.to.remove(&units[0]);
        told.to.insert(units[1], town.ward);
        told.document = String::new();
        let faults = codes(transfer::record(desk, minh, told.clone()).await);
        let faulty = ["transfer-no-document", "transfer-unplaced", "transfer-not-an-heir"];
        let mut faults: Vec<&str> = faults;
        faults.sort_unstable();
        let mut expected = faulty.to_vec();
        expected.sort_unstable();
        assert_eq!(faults, expected, "every fault at once");

        // Only who may act in both wards decides: neither an officer of the old ward nor of one of the new.
        town.goes_to("2026-05-02");
        let cuc = officer(&town, to[0]).await;
        for stranger in [&town.lan, &cuc] {
            assert!(transfer::record(desk, Some(stranger), order(&town).await).await.is_err());
            assert!(transfer::left(desk, Some(stranger)).await.unwrap().is_empty());
        }
        // What a head said while nobody knew where the khu phố belongs comes along too.
        let said = raise(&town, &people, units[0]).await;
        let lies = async || {
            let (reader, today) = (desk.store.read(), town.today());
            let page = store::difficulty::page(&reader, &system_scope(), said, today).await;
            page.unwrap().unwrap().line.commune_id
        };
        assert_eq!(lies().await, None);
        // The day has come, so that everything is carried over at once.
        transfer::record(desk, minh, order(&town).await).await.unwrap();
        assert_eq!(transfer::carry(desk).await.unwrap(), 0);
        assert!(sees(&town, &cuc, matters[0]).await);
        assert!(!sees(&town, &cuc, matters[1]).await, "that lies in the other ward");
        assert_eq!(lies().await, Some(to[0]));
        let names = |rows: Vec<(UnitId, String, i64)>| rows.into_iter().map(|row| row.0);
        let now: Vec<UnitId> = names(below(&town, to[0], "2026-05-02").await).collect();
        assert_eq!(now, [units[0]]);
        let posts = store::post::of_unit(&mut desk.store.read(), units[1], town.today()).await;
        assert!(posts.unwrap().iter().all(|post| post.commune_id == Some(to[1])));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_adopted_for_the_old_ward_and_what_moves_its_khu_pho_do_not_cross() {
    story(|town| async move {
        let (desk, minh) = (&town.desk, Some(&town.minh));
        let waiting = town.proposes().await;
        merges(&town).await;
        transfer::record(desk, minh, order(&town).await).await.unwrap();
        // The proposal rests on khu phố that will lie elsewhere.
        let scope = scope_of(&town.lan, town.today());
        let dossier = desk::reorganisation::preview(desk, &scope, waiting).await.unwrap().unwrap();
        assert!(!dossier.refusals.is_empty());
        let form = town.form(waiting, 1).await;
        let recorded = desk::reorganisation::record_adoption(desk, &town.lan, waiting, form).await;
        assert!(recorded.is_err());
        // After the day its dossier can still be read.
        town.goes_to("2026-05-02");
        let dossier = desk::reorganisation::preview(desk, &scope, waiting).await.unwrap().unwrap();
        assert_eq!(dossier.refusals[0].code, "registry-no-commune");
    })
    .await;
    story(|town| async move {
        let (desk, minh) = (&town.desk, Some(&town.minh));
        // Adopted for 1 July; the law ends the ward on 1 May.
        let adopted = town.adopts().await;
        merges(&town).await;
        let seen = transfer::prospect(desk, minh, town.ward).await.unwrap();
        let order = Order {
            id: fresh(&town),
            commune: town.ward,
            to: seen.to,
            document: seen.left.document,
        };
        let faults = codes(transfer::record(desk, minh, order.clone()).await);
        assert!(faults.iter().all(|code| *code == "transfer-changes-later"), "{faults:?}");
        assert_eq!(transfer::told(desk, minh, 9).await.unwrap(), []);
        // Taken back, it stands in the way no more.
        let why = "Phường kết thúc trước ngày đó";
        desk::reorganisation::revert(desk, &town.ba_sau, adopted, why).await.unwrap();
        transfer::record(desk, minh, order).await.unwrap();
    })
    .await;
}

/// The edges of the town's problem: between which clusters, and what separating them costs.
async fn edges(town: &Town) -> BTreeMap<(u32, u32), f64> {
    let order = desk::draw::DrawOrder::default();
    let problem = desk::draw::city::registered(&town.desk, town.ward, town.today(), order).await;
    let edges = problem.unwrap().problem.edges.into_iter();
    edges.map(|edge| ((edge.u.min(edge.v), edge.u.max(edge.v)), edge.weight)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn clusters_that_two_wards_brought_are_neighbours_where_the_map_says_so() {
    story(|town| async move {
        let (desk, scope) = (&town.desk, system_scope());
        let whole = edges(&town).await;
        let atoms = store::atom::list(&desk.store.read(), &scope, town.ward, town.today()).await;
        let atoms = atoms.unwrap();
        // The last tổ, south of the street, as if another ward had brought it.
        let last = atoms.iter().filter_map(|line| line.atom.sub_unit).max().unwrap();
        let own = atoms.iter().filter(|line| line.atom.sub_unit == Some(last));
        let own: Vec<_> = own.map(|line| line.atom.id).collect();
        assert!(!own.is_empty() && own.len() < atoms.len());
        let mut other = ward(&town, "Phường Tám").await;
        other.valid = Period::since(town.today());
        let brought_by = other.unit_id;
        lineage::begin(&desk.store, vec![other]).await;
        let kept = async || {
            let (reader, today) = (desk.store.read(), town.today());
            store::atom::borders(&reader, &scope, town.ward, today).await.unwrap().len()
        };
        let before = kept().await;
        lineage::brought_apart(&desk.store, own, brought_by).await;
        assert!(kept().await < before, "nobody keeps those across");
        let found = edges(&town).await;
        let pairs: Vec<_> = found.keys().collect();
        assert_eq!(pairs, whole.keys().collect::<Vec<_>>(), "who is whose neighbour");
        for (pair, weight) in &found {
            let share = weight / whole[pair];
            assert!((0.5..2.0).contains(&share), "{pair:?}: {weight} for {}", whole[pair]);
        }
    })
    .await;
}
