//! Accounts, and what visitors and officers see.

use desk::account;
use desk::authority::{public_scope, scope_of};

use crate::town::{code, story};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_by_the_password_and_nobody_else_does() {
    story(|town| async move {
        let desk = &town.desk;
        let lan = account::sign_in(desk, "LAN", "lan ở Bến Lá".to_owned()).await.unwrap();
        assert_eq!(lan.account_id, town.lan.account_id);
        for (name, password) in [("lan", "ba sáu ở Bến Lá"), ("tư", "lan ở Bến Lá"), ("lan", "")]
        {
            let answer = account::sign_in(desk, name, password.to_owned()).await;
            assert_eq!(code(answer), "account-wrong-password", "{name}");
        }
        let short = account::change_password(desk, &lan, "lan ở Bến Lá".into(), "ngắn".into());
        assert_eq!(code(short.await), "account-password-short");
        account::reset(desk, None, "lan", "mật khẩu mới".to_owned()).await.unwrap();
        let lan = account::sign_in(desk, "lan", "mật khẩu mới".to_owned()).await.unwrap();
        assert!(lan.must_change);
        let order = crate::town::two();
        let drawn = desk::draw::start(desk, &lan, town.ward, order).await;
        assert_eq!(code(drawn), "authority-password");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_sees_totals_and_no_household_cluster_or_job() {
    story(|town| async move {
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        let today = town.today();
        let base = town.base_units(today).await[0].clone();
        assert!(base.households > 0);
        let rows = store::household::list(&reader, &visitor, base.unit_id, today).await.unwrap();
        assert_eq!(rows, []);
        let officer = scope_of(&town.lan, today);
        let rows = store::household::list(&reader, &officer, base.unit_id, today).await.unwrap();
        assert_eq!(rows, [], "an officer's pages show none either");
        assert_eq!(store::atom::list(&reader, &visitor, town.ward, today).await.unwrap(), []);
        assert_eq!(store::atom::borders(&reader, &visitor, town.ward, today).await.unwrap(), []);
        let seen = store::atom::list(&reader, &officer, town.ward, today).await.unwrap();
        assert_eq!(seen.iter().map(|line| line.households).sum::<i64>(), 60);
        let id = town.proposes().await;
        let page = store::reorganisation::page(&reader, &visitor, id).await.unwrap().unwrap();
        assert!(page.value.is_null(), "the value holds counts per cluster");
        let dossier = desk::reorganisation::preview(&town.desk, &visitor, id).await.unwrap();
        assert_eq!(dossier.unwrap().households, 60);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reads_household_rows_only_with_a_reason_that_is_recorded() {
    story(|town| async move {
        let today = town.today();
        let base = town.base_units(today).await[0].clone();
        let read = |why: &'static str| {
            desk::household::list(&town.desk, &town.lan, base.unit_id, today, why)
        };
        assert_eq!(code(read(" ").await), "household-why-missing");
        let rows = read("Chuẩn bị lấy ý kiến hộ gia đình").await.unwrap();
        assert_eq!(i64::try_from(rows.len()).unwrap(), base.households);
        let minh = desk::household::list(&town.desk, &town.minh, base.unit_id, today, "xem");
        assert_eq!(code(minh.await), "authority-not-allowed");
    })
    .await;
}
