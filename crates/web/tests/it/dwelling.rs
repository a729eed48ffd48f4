//! "In which khu phố do I live?" through the pages: a resident without account and without script.

use axum::http::StatusCode;

use crate::town::Town;

/// Bytes of a page that a phone on a slow line may have to fetch, without photos and map.
const PAGE_MOST: usize = 60_000;

#[tokio::test]
async fn a_resident_learns_the_khu_pho_by_address_and_by_coordinates() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let empty = visitor.get("/khu-pho-cua-toi").await;
    assert!(empty.body.contains("name=\"dia-chi\"") && empty.body.len() < PAGE_MOST);
    let scope = desk::authority::system_scope();
    let (reader, today) = (town.desk.store.read(), town.desk.clock.today());
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let unit = &below[0];
    let list = store::household::list(&reader, &scope, unit.unit_id, today).await.unwrap();
    let (door, address) = (list[0].door, list[0].address.replace(' ', "+"));
    let point = format!("{:.7},{:.7}", f64::from(door.lat_e7) / 1e7, f64::from(door.lon_e7) / 1e7);
    for asked in [format!("dia-chi={address}"), format!("toa-do={point}")] {
        for lang in ["", "/en"] {
            let page = visitor.get(&format!("{lang}/khu-pho-cua-toi?{asked}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                page.body.contains(&format!("{lang}/dia-ban/{}", unit.unit_id)),
                "{}",
                page.body
            );
            assert!(page.body.contains(&unit.name) && !page.body.contains('⟦'), "{}", page.body);
            assert!(page.body.contains(&format!("/phan-anh/gui?o={}", unit.unit_id)));
            assert!(page.body.len() < PAGE_MOST, "{}", page.body.len());
        }
    }
    // Nobody's door but the one that was typed, and nothing of who lives behind it.
    let page =
        visitor.get("/khu-pho-cua-toi?dia-chi=ph%C6%B0%E1%BB%9Dng+B%E1%BA%BFn+L%C3%A1").await;
    for secret in &town.secrets {
        assert!(!page.body.contains(secret.as_str()), "{secret}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_asked_for_again_and_an_old_address_says_what_changes() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let wrong = visitor.get("/khu-pho-cua-toi?toa-do=m%C6%B0%E1%BB%9Di").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"mười\"") && wrong.body.contains("toa-do-loi"));
    let old = visitor.get("/khu-pho-cua-toi?dia-chi=P7+g%C3%B2+s%E1%BA%ADy").await;
    assert!(old.body.contains(&format!("/dia-ban/{}", town.ward)), "{}", old.body);
    assert!(old.body.contains("72/2025/QH15") && old.body.contains("chưa đối chiếu"));
    let english = visitor.get("/en/khu-pho-cua-toi?dia-chi=P7+g%C3%B2+s%E1%BA%ADy").await;
    assert!(english.body.contains("there are no districts") && !english.body.contains('⟦'));
    let nothing = visitor.get("/khu-pho-cua-toi?dia-chi=Xyz+Abc").await;
    assert!(nothing.status.is_success() && nothing.body.contains("value=\"Xyz Abc\""));
    // The search of places sends an address on to this page.
    let search = visitor.get("/dia-ban?q=12%2F3+Hoa+Mai").await;
    assert!(
        search.body.contains("action=\"/khu-pho-cua-toi\"") && search.body.contains("12/3 Hoa Mai")
    );
}

#[tokio::test]
async fn without_script_a_tap_on_the_picture_leads_to_the_unit_under_it() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let page = visitor.get("/khu-pho-cua-toi").await.body;
    let picture = format!("/khu-pho-cua-toi/{}/ban-do.svg", town.ward);
    assert!(page.contains("type=\"image\" name=\"cham\"") && page.contains(&picture), "{page}");
    let drawn = visitor.get(&picture).await;
    assert_eq!(drawn.status, StatusCode::OK);
    assert!(drawn.body.starts_with("<svg") && drawn.body.contains("viewBox=\"0 0 320 "));
    for secret in &town.secrets {
        assert!(!drawn.body.contains(secret.as_str()), "{secret}");
    }
    // Wherever the land is tapped, the answer is the unit whose outline lies there.
    let (today, mut hit) = (town.desk.clock.today(), std::collections::BTreeSet::new());
    let layer = desk::place::layer(&town.desk, units::Level::Grassroots, (today, today)).await;
    let layer = layer.unwrap();
    for (x, y) in (20..320).step_by(60).flat_map(|x| (20..200).step_by(45).map(move |y| (x, y))) {
        let tap = format!("/khu-pho-cua-toi?xa={}&cham.x={x}&cham.y={y}", town.ward);
        let answer = visitor.get(&tap).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{tap}");
        let asked = answer.to().to_owned();
        let point = asked.split("toa-do=").nth(1).unwrap().split('&').next().unwrap();
        let at = layer.at(units::search::point(point).unwrap());
        let page = visitor.get(&asked).await.body;
        match at {
            Some(place) => {
                assert!(page.contains(&format!("/phan-anh/gui?o={}", place.unit_id)), "{tap}");
                assert!(page.contains(&format!("ban-do.svg?toa-do={point}")), "the tap is shown");
                hit.insert(place.unit_id);
            }
            None => assert!(!page.contains("/phan-anh/gui?o="), "{tap}"),
        }
    }
    assert!(hit.len() > 1, "several units were tapped");
    // A keyboard sends the corner: the page asks again and names the units in a list.
    for missed in ["cham.x=0&cham.y=0", "cham.x=9999&cham.y=5", "cham.x=a&cham.y=5"] {
        let again = visitor.get(&format!("/khu-pho-cua-toi?xa={}&{missed}", town.ward)).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{missed}");
        assert!(again.body.contains("Chọn khu phố, ấp theo tên"), "{}", again.body);
    }
}
