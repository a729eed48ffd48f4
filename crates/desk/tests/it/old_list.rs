//! The office's list of old groups: brought, corrected, accepted, put aside.

use desk::authority::{public_scope, scope_of};
use desk::old_list::{self, Document};
use papers::{Field, Mapping, Severity};
use store::old_list::State;
use units::Tier;

use crate::town::{Town, code, story};

/// The registry's old groups as an office would list them, with the headings given.
async fn list_of(town: &Town, headings: &str) -> String {
    let (reader, scope, today) = (town.desk.store.read(), public_scope(), town.today());
    let below = |tier| store::unit::descendants(&reader, &scope, town.ward, today, tier);
    let bases = below(Tier::Base).await.unwrap();
    let mut csv = format!("{headings}\n");
    for group in below(Tier::Sub).await.unwrap() {
        let base = bases.iter().find(|base| Some(base.unit_id) == group.parent_id).unwrap();
        csv.push_str(&format!(
            "{},{},{}\n",
            base.name.to_uppercase(),
            group.name,
            group.households
        ));
    }
    csv
}

fn document(text: String) -> Document {
    Document { name: "danh-sach-to.csv".to_owned(), body: text.into_bytes() }
}

const PLAIN: &str = "Khu phố,Tổ dân phố,Số hộ";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_compared_accepted_and_its_document_kept() {
    story(|town| async move {
        let (desk, today) = (&town.desk, town.today());
        // One group has three households more than the registry, one is not in it.
        let csv = list_of(&town, PLAIN).await;
        let last: i64 = csv.trim_end().rsplit(',').next().unwrap().parse().unwrap();
        let cut = csv.trim_end().rfind(',').unwrap();
        let csv = format!("{},{}\nKhu phố 99,Tổ 1,12\n", &csv[..cut], last + 3);
        let id = old_list::bring(desk, &town.lan, town.ward, document(csv.clone())).await.unwrap();
        let opened = old_list::open(desk, &town.lan, id).await.unwrap();
        assert_eq!(opened.line.state, State::Read);
        let compared = &opened.read.comparison;
        assert_eq!((compared.matched(), compared.differing()), (4, 1));
        assert_eq!((compared.only_listed(), compared.only_registered()), (1, 0));
        assert_eq!(compared.registered_households(), 60);
        let differing = compared.lines.iter().filter_map(old_list::Compared::difference);
        assert_eq!(differing.sum::<i64>(), 3);

        let scope = scope_of(&town.lan, today);
        let reader = desk.store.read();
        let groups = store::old_list::groups(&reader, &scope, id, today).await.unwrap();
        assert_eq!(groups, [], "nothing is stored before the list is accepted");
        old_list::accept(desk, &town.ba_sau, (id, opened.line.revision)).await.unwrap();
        let groups = store::old_list::groups(&reader, &scope, id, today).await.unwrap();
        assert_eq!(groups.len(), 5);
        assert_eq!(groups.iter().filter(|group| group.unit_id.is_some()).count(), 4);
        let line = store::old_list::line(&reader, &scope, id, today).await.unwrap().unwrap();
        assert_eq!((line.state, line.groups, line.households), (State::Accepted, 5, 75));
        assert_eq!(line.accepted_name.as_deref(), Some("ba sáu"));
        let body = store::attachment::body(&reader, &scope, line.attachment_id).await.unwrap();
        assert_eq!(body, Some(csv.into_bytes()), "the document is kept as it came");
        let again = old_list::accept(desk, &town.lan, (id, line.revision)).await;
        assert_eq!(code(again), "old-list-decided");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn corrected_columns_are_kept_and_remembered_for_the_next_file() {
    story(|town| async move {
        let desk = &town.desk;
        // Headings no program can guess.
        let csv = list_of(&town, "Nơi trên,Nơi dưới,Nhà").await;
        let id = old_list::bring(desk, &town.lan, town.ward, document(csv.clone())).await.unwrap();
        let opened = old_list::open(desk, &town.lan, id).await.unwrap();
        assert!(!opened.read.reading.acceptable());
        let base = opened.line.revision;
        assert_eq!(code(old_list::accept(desk, &town.lan, (id, base)).await), "old-list-faulty");

        let mut sheet = opened.read.guesses[0].mapping();
        sheet.header_rows = vec![1];
        sheet.columns = vec![(0, Field::KhuPho), (1, Field::To), (2, Field::Households)];
        let mapping = Mapping { sheets: vec![sheet] };
        let corrected =
            old_list::correct(desk, &town.lan, (id, base), mapping.clone()).await.unwrap();
        assert_eq!(corrected.read.reading.complaints, []);
        assert_eq!(corrected.read.comparison.matched(), 4);
        assert_eq!(old_list::open(desk, &town.lan, id).await.unwrap().read.mapping, mapping);
        let late = old_list::correct(desk, &town.ba_sau, (id, base), mapping).await;
        assert_eq!(code(late), "old-list-stale", "the other officer saw an older reading");
        assert_eq!(code(old_list::accept(desk, &town.lan, (id, base)).await), "old-list-stale");
        old_list::accept(desk, &town.lan, (id, corrected.line.revision)).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_heading_once_accepted_is_understood_the_same_way_again() {
    story(|town| async move {
        let desk = &town.desk;
        // The second number is what this office counts as households; the guess takes the first.
        let csv = "Khu phố,Tổ dân phố,Số hộ,Số hộ thường trú\n1,1,30,28\n1,2,31,27\n".to_owned();
        let first = old_list::read(desk, &town.lan, town.ward, document(csv.clone()), None).await;
        let first = first.unwrap();
        assert_eq!(first.remembered, [] as [String; 0]);
        let mut mapping = first.mapping.clone();
        mapping.sheets[0].columns =
            vec![(0, Field::KhuPho), (1, Field::To), (3, Field::Households)];
        let id = old_list::bring(desk, &town.lan, town.ward, document(csv.clone())).await.unwrap();
        let base = old_list::open(desk, &town.lan, id).await.unwrap().line.revision;
        let opened = old_list::correct(desk, &town.lan, (id, base), mapping).await.unwrap();
        old_list::accept(desk, &town.lan, (id, opened.line.revision)).await.unwrap();

        let next = csv.replace("\n1,2,31,27", "\n1,2,31,29\n1,3,9,8");
        let read = old_list::read(desk, &town.lan, town.ward, document(next), None).await.unwrap();
        assert_eq!(read.remembered.len(), 1);
        let households: Vec<u32> = read.reading.rows.iter().map(|row| row.households).collect();
        assert_eq!(households, [28, 29, 8]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_list_takes_the_place_of_the_one_accepted_before() {
    story(|town| async move {
        let (desk, today) = (&town.desk, town.today());
        let csv = list_of(&town, PLAIN).await;
        let mut ids = Vec::new();
        for _ in 0..2 {
            let id =
                old_list::bring(desk, &town.lan, town.ward, document(csv.clone())).await.unwrap();
            old_list::accept(desk, &town.lan, (id, 1)).await.unwrap();
            ids.push(id);
        }
        let scope = scope_of(&town.lan, today);
        let reader = desk.store.read();
        let lines = store::old_list::list(&reader, &scope, town.ward, today).await.unwrap();
        let states: Vec<_> = lines.iter().map(|line| (line.old_list_id, line.state)).collect();
        assert_eq!(states, [(ids[1], State::Accepted), (ids[0], State::Withdrawn)]);
        old_list::withdraw(desk, &town.lan, ids[1]).await.unwrap();
        assert_eq!(code(old_list::withdraw(desk, &town.lan, ids[1]).await), "old-list-decided");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_name_their_place_and_bar_the_list() {
    story(|town| async move {
        let csv = format!("{PLAIN}\nKhu phố 1,Tổ 1,một trăm\nKhu phố 1,Tổ 2,31\n");
        let id = old_list::bring(&town.desk, &town.lan, town.ward, document(csv)).await.unwrap();
        let opened = old_list::open(&town.desk, &town.lan, id).await.unwrap();
        let errors = opened.read.reading.complaints.iter();
        let errors: Vec<_> = errors.filter(|one| one.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1);
        let place = &errors[0].place;
        assert_eq!((place.row, place.column.as_deref()), (Some(2), Some("C")));
        let accepted = old_list::accept(&town.desk, &town.lan, (id, 1)).await;
        assert_eq!(code(accepted), "old-list-faulty");
        let pdf = Document { name: "a.pdf".to_owned(), body: b"%PDF-1.7".to_vec() };
        let refused = old_list::bring(&town.desk, &town.lan, town.ward, pdf).await;
        assert_eq!(code(refused), "papers-file-not-a-sheet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_for_the_commune_s_own_people() {
    story(|town| async move {
        let (desk, today) = (&town.desk, town.today());
        let csv = list_of(&town, PLAIN).await;
        let minh = old_list::bring(desk, &town.minh, town.ward, document(csv.clone())).await;
        assert_eq!(code(minh), "authority-not-allowed");
        let id = old_list::bring(desk, &town.lan, town.ward, document(csv)).await.unwrap();
        assert_eq!(code(old_list::open(desk, &town.minh, id).await), "authority-not-allowed");
        let (reader, visitor) = (desk.store.read(), public_scope());
        assert_eq!(store::old_list::list(&reader, &visitor, town.ward, today).await.unwrap(), []);
        assert_eq!(store::old_list::line(&reader, &visitor, id, today).await.unwrap(), None);
        let known = store::old_list::remembered(&reader, &visitor, town.ward, today).await;
        assert_eq!(known.unwrap(), []);
    })
    .await;
}
