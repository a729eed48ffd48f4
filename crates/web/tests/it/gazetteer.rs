//! Visitors ask the nation's list: what a code of one day is on another, alone and by tables, the life of
//! a unit, the tree of a day, versions, matrices and blocks.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use desk::gazetteer::{self, Intake, Source};
use units::gazetteer::{read_reform, read_versions};
use units::{Day, UnitId};

use crate::town::{Answer, Browser, Town};

const VERSIONS: &str = r#"{"date":"2004-08-31","legal":"1/2003/NĐ-CP: thành lập","provinces":1,"districts":2,"communes":4,"changes":[{"op":"added","level":1,"code":"10","name":"Tỉnh Sông","parent":null},{"op":"added","level":2,"code":"101","name":"Huyện Đông","parent":"10"},{"op":"added","level":2,"code":"102","name":"Quận Tây","parent":"10"},{"op":"added","level":3,"code":"00001","name":"Xã Mai","parent":"101"},{"op":"added","level":3,"code":"00002","name":"Xã Lan","parent":"101"},{"op":"added","level":3,"code":"00003","name":"Phường Cúc","parent":"102"},{"op":"added","level":3,"code":"00004","name":"Phường Lan","parent":"102"}]}
{"date":"2010-05-01","legal":"7/NQ-CP: phường Mai","provinces":1,"districts":2,"communes":4,"changes":[{"op":"renamed","level":3,"code":"00001","old":"Xã Mai","name":"Phường Mai","parent":"101"},{"op":"moved","level":3,"code":"00001","name":"Phường Mai","old_parent":"101","parent":"102"}]}"#;
const REFORM: &str = r#"{"data":[{"level1_id":"10","name":"Tỉnh Sông","splits":[{"new_id":"10","name":"Tỉnh Sông"}],"level3s":[
{"level3_id":"00001","name":"Phường Mai","splits":[{"new_id":"00001","name":"Phường Lan"}]},
{"level3_id":"00002","name":"Xã Lan","splits":[{"new_id":"00001","name":"Phường Lan"},{"new_id":"00003","name":"Phường Cúc"}]},
{"level3_id":"00003","name":"Phường Cúc","splits":[{"new_id":"00003","name":"Phường Cúc"}]},
{"level3_id":"00004","name":"Phường Lan","splits":[{"new_id":"00003","name":"Phường Cúc"}]}]}]}"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The town beside an invented province with its list.
async fn listed() -> Town {
    let town = Town::new().await;
    let intake = |name: &str, source: Source| Intake {
        name: name.to_owned(),
        digest: [7; 32],
        source,
        is_reference: true,
    };
    let versions = Source::Versions(read_versions(VERSIONS).unwrap());
    gazetteer::import(&town.desk, None, intake("lich-su.jsonl", versions)).await.unwrap();
    let (reform, differences) = read_reform(REFORM, None).unwrap();
    let reform = Source::Reform(Box::new(reform), differences);
    gazetteer::import(&town.desk, None, intake("sap-xep.json", reform)).await.unwrap();
    town
}

async fn unit(town: &Town, text: &str, on: &str) -> UnitId {
    let known = gazetteer::known(&town.desk).await.unwrap();
    gazetteer::named(&known, text, day(on))[0]
}

async fn read(browser: &Browser, address: &str) -> Answer {
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    assert!(!page.body.contains('⟦'), "{address}: {}", page.body);
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_code_is_translated_and_a_name_of_several_is_chosen_among() {
    let town = listed().await;
    let visitor = town.visitor();
    let asked = "tu=2020-01-01&den=2026-01-01";
    let whole = read(&visitor, &format!("/doi-ma?ma=00001&{asked}")).await;
    assert!(whole.body.contains("Ngày 01/01/2026, toàn bộ Phường Mai thuộc Phường Lan."));
    let part = read(&visitor, &format!("/en/doi-ma?ma=00002&{asked}")).await;
    assert_eq!(part.body.matches("a part, 50.0% (estimate").count(), 2, "{}", part.body);
    let several = read(&visitor, &format!("/doi-ma?ma=lan&{asked}")).await;
    assert!(several.body.contains("2 đơn vị mang tên “lan”"), "{}", several.body);
    let old = unit(&town, "00004", "2020-01-01").await;
    let link = format!("/doi-ma?o={old}&#38;tu=2020-01-01&#38;den=2026-01-01");
    assert!(several.body.contains(&link), "{}", several.body);
    let chosen = read(&visitor, &link.replace("&#38;", "&")).await;
    assert!(chosen.body.contains("toàn bộ Phường Lan thuộc Phường Cúc"), "{}", chosen.body);
    let one = read(&visitor, &format!("/doi-ma?ma=lan, quan tay&{asked}").replace(' ', "+")).await;
    assert!(one.body.contains("toàn bộ Phường Lan thuộc Phường Cúc"), "{}", one.body);
    // The code of another day: who bore it then is offered.
    let none = read(&visitor, "/doi-ma?ma=00004&tu=2026-01-01&den=2026-02-01").await;
    assert!(none.body.contains("không có đơn vị nào mang mã hay tên này"));
    assert!(none.body.contains("Quận Tây, Tỉnh Sông"), "{}", none.body);
    let back = read(&visitor, "/doi-ma?ma=00003&tu=2026-01-01&den=2020-01-01").await;
    for name in ["Xã Lan", "Phường Cúc", "Phường Lan"] {
        assert!(back.body.contains(&format!(">{name}</a>")), "{name}: {}", back.body);
    }
    let api = "/api/v1/translate?q=00002&from=2020-01-01&to=2026-01-01";
    let told: serde_json::Value = serde_json::from_str(&visitor.get(api).await.body).unwrap();
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|it| it["per_cent"] == "50.00" && it["coverage"] == "part"));
    let wrong = visitor.get("/api/v1/translate?q=00002&from=hom-qua").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let by_code = visitor.get("/api/v1/units?code=00004&at=2020-01-01").await;
    assert!(by_code.body.contains(&old.to_string()), "{}", by_code.body);
}

fn fields(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_comes_back_whole_with_a_reason_beside_each_row_that_has_none() {
    let town = listed().await;
    let visitor = town.visitor();
    let days = fields(&[("tu", "2020-01-01"), ("den", "2026-01-01"), ("cot", ""), ("dang", "")]);
    let table =
        "Hồ sơ;Mã xã;Ghi chú\n1;00001;\"a;b\"\n2;00002;=1+1\n3;99999;\n4;;x\n5;Lan;\n6;00003";
    let answer = visitor.post_form("/doi-ma/bang", &days, Some(("ho-so.csv", table))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.header("content-type").starts_with("text/csv"));
    let body = answer.body.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = body.lines().collect();
    assert_eq!(lines[0], "Hồ sơ,Mã xã,Ghi chú,new_code,new_name,new_above,share,method,note");
    assert_eq!(lines[1], "1,00001,a;b,00001,Phường Lan,Tỉnh Sông,100.00,counted,");
    assert!(lines[2].starts_with("2,00002,=1+1,") && lines[3].starts_with("2,00002,=1+1,"));
    let unknown = "Dòng 4, cột Mã xã: ngày 01/01/2020 không có đơn vị nào mang mã hay tên “99999”";
    assert!(lines[4].starts_with("3,99999,,") && lines[4].contains(unknown), "{}", lines[4]);
    assert!(lines[5].starts_with("4,,x,") && lines[5].contains("Dòng 5, cột Mã xã: ô trống"));
    assert!(lines[6].contains("2 đơn vị mang tên “Lan”"), "{}", lines[6]);
    assert!(lines[7].starts_with("6,00003,,00003,Phường Cúc"), "short rows are filled up");
    assert_eq!(lines.len(), 8);
    // The same as a workbook, which is read back.
    let days = fields(&[("tu", "2020-01-01"), ("den", "2026-01-01"), ("dang", "xlsx")]);
    let book = workbook(&visitor, &days, table).await;
    let read = papers::Table::open("doi-ma.xlsx", &book, &papers::Limits::default()).unwrap();
    let rows: Vec<Vec<String>> = read.rows().map(|(_, row)| row).collect();
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[2][2], "=1+1");
    // What cannot be translated at all is said beside the field, with what was typed.
    let typed = fields(&[("tu", "2020-01-01"), ("den", "2026-01-01"), ("cot", "mã huyện")]);
    let refused = visitor.post_form("/doi-ma/bang", &typed, Some(("ho-so.csv", table))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Hồ sơ, Mã xã, Ghi chú"), "{}", refused.body);
    assert!(refused.body.contains("value=\"mã huyện\""));
    let none = visitor.post_form("/en/doi-ma/bang", &days, None).await;
    assert!(none.body.contains("Choose a file."), "{}", none.body);
}

/// The bytes of an answer, which are no text.
async fn workbook(visitor: &Browser, fields: &[(String, String)], table: &str) -> Vec<u8> {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--giua\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!(
        "--giua\r\nContent-Disposition: form-data; name=\"van-ban\"; filename=\"a.csv\"\r\n\r\n\
         {table}\r\n--giua--\r\n"
    ));
    let request = visitor
        .request(Method::POST, "/doi-ma/bang")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=giua")
        .body(Body::from(body))
        .unwrap();
    let answer = visitor.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.into_body().collect().await.unwrap().to_bytes().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_many_rows_is_translated_to_its_last() {
    let town = listed().await;
    let visitor = town.visitor();
    let days = fields(&[("tu", "2020-01-01"), ("den", "2026-01-01")]);
    let table: String = (0..50_000).map(|row| format!("{row},0000{}\n", 1 + row % 4)).collect();
    let answer = visitor.post_form("/doi-ma/bang", &days, Some(("ma.csv", &table))).await;
    assert_eq!(answer.status, StatusCode::OK);
    // No heads: the first row is a row. A quarter of the rows is divided into two.
    assert_eq!(answer.body.lines().count(), 1 + 50_000 + 12_500);
    assert!(answer.body.lines().last().unwrap().starts_with("49999,00004,00003,Phường Cúc"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_life_is_drawn_and_told_in_a_list_that_leads_to_each_day() {
    let town = listed().await;
    let visitor = town.visitor();
    let mai = unit(&town, "00001", "2020-01-01").await;
    let page = read(&visitor, &format!("/dia-ban/{mai}/qua-trinh?ngay=2020-01-01")).await;
    for said in [
        "2 giai đoạn, từ",
        "tên mới, loại mới, đơn vị cấp trên mới",
        &format!("/dia-ban/{mai}?ngay=2004-08-31"),
        "/danh-muc/2\"",
        "toàn bộ · 01/07/2025",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert_eq!(page.body.matches("<svg").count(), 1 + 4, "the brand, two pictures drawn twice");
    assert!(page.body.contains("<desc>") && !page.body.contains("NaN"));
    let new = unit(&town, "00001", "2026-01-01").await;
    let page = read(&visitor, &format!("/en/dia-ban/{new}/qua-trinh")).await;
    assert!(page.body.contains("stroke-dasharray"), "a part is a broken line");
    assert!(page.body.contains("What it came from, what it became"));
    let lan = unit(&town, "00002", "2020-01-01").await;
    assert!(page.body.contains(&format!("/en/dia-ban/{lan}?ngay=2025-06-30")), "{}", page.body);
    // A district ended, and nobody says into what.
    let district = unit(&town, "101", "2020-01-01").await;
    let page = read(&visitor, &format!("/dia-ban/{district}/qua-trinh")).await;
    assert!(page.body.contains("không ghi đã nhập vào đâu"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_trees_matrices_and_blocks_are_open_to_everybody() {
    let town = listed().await;
    let visitor = town.visitor();
    for lang in ["", "/en"] {
        let list = read(&visitor, &format!("{lang}/danh-muc")).await;
        assert_eq!(list.body.matches("<details").count(), 3, "three years: {}", list.body);
        let one = read(&visitor, &format!("{lang}/danh-muc/2")).await;
        assert!(one.body.contains("7/NQ-CP") && one.body.contains("Xã Mai"), "{}", one.body);
        let tree = read(&visitor, &format!("{lang}/cay-don-vi?ngay=2020-01-01")).await;
        assert!(tree.body.contains("Tỉnh Sông"));
        let song = unit(&town, "10", "2020-01-01").await;
        let part = format!("{lang}/cay-don-vi?o={song}&ngay=2020-01-01");
        let part = read(&visitor, &part).await;
        assert!(part.body.contains("Huyện Đông") && part.body.contains("Quận Tây"));
        let asked = "tu=2020-01-01&den=2026-01-01&tinh=10";
        let matrix = read(&visitor, &format!("{lang}/doi-ma/bang-doi?{asked}")).await;
        assert!(matrix.body.contains("bang-doi.csv?tu=2020-01-01&#38;den=2026-01-01"));
        let blocks = read(&visitor, &format!("{lang}/doi-ma/khoi?{asked}")).await;
        assert!(blocks.body.contains("Phường Cúc") && blocks.body.contains("Xã Lan"));
    }
    assert_eq!(visitor.get("/danh-muc/99").await.status, StatusCode::NOT_FOUND);
    let asked = "tu=2020-01-01&den=2026-01-01&tinh=10";
    let matrix = visitor.get(&format!("/doi-ma/bang-doi.csv?{asked}")).await;
    assert_eq!(matrix.body.lines().count(), 1 + 5);
    let api = "/api/v1/conversion.csv?from=2020-01-01&to=2026-01-01&province=10";
    assert_eq!(visitor.get(api).await.body, matrix.body);
    let blocks = visitor.get(&format!("/doi-ma/khoi.csv?{asked}")).await;
    assert_eq!(blocks.body.lines().count(), 1 + 6, "four before, two after: {}", blocks.body);
    let api = "/api/v1/blocks?from=2020-01-01&to=2026-01-01&province=10";
    let told: serde_json::Value = serde_json::from_str(&visitor.get(api).await.body).unwrap();
    assert_eq!(told["blocks"][0]["before"].as_array().unwrap().len(), 4);
    let unknown = visitor.get("/api/v1/blocks?from=2020-01-01&province=99").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let versions = visitor.get("/api/v1/versions").await;
    let told: serde_json::Value = serde_json::from_str(&versions.body).unwrap();
    assert_eq!(told["items"].as_array().unwrap().len(), 3);
    let changes = visitor.get("/danh-muc/2/thay-doi.csv").await;
    assert_eq!(changes.body.lines().count(), 1 + 2);
}

/// What a program is answered that sends a table of codes.
async fn sends_table(visitor: &Browser, body: String) -> Answer {
    let request = visitor.request(Method::POST, "/api/v1/translate");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    visitor.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_translates_a_table_of_codes_at_once() {
    let town = listed().await;
    let visitor = town.visitor();
    let days = r#""from":"2020-01-01","to":"2026-01-01""#;
    let body = format!(r#"{{{days},"items":["00001","00002","lan","khong co"," Lan, Quận Tây"]}}"#);
    let answer = sends_table(&visitor, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&told["from"], &told["to"]), (&"2020-01-01".into(), &"2026-01-01".into()));
    let line = |at: usize| {
        let line = &told["items"][at];
        let parts = line["parts"].as_array().unwrap();
        let names = parts.iter().map(|part| part["to"]["name"].as_str().unwrap().to_owned());
        (line["bearers"].as_u64().unwrap(), names.collect::<Vec<_>>())
    };
    assert_eq!(line(0), (1, vec!["Phường Lan".to_owned()]));
    assert_eq!(line(1).0, 1);
    assert_eq!(line(1).1.len(), 2, "half of it each");
    assert_eq!(told["items"][1]["parts"][0]["per_cent"], "50.00");
    assert_eq!((line(2), line(3)), ((2, Vec::new()), (0, Vec::new())));
    assert_eq!(line(4), (1, vec!["Phường Cúc".to_owned()]), "told apart by what lies above");
    assert_eq!(told["items"].as_array().unwrap().len(), 5);
    assert_eq!(told["items"][3]["q"], "khong co");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_codes_is_streamed_and_one_that_is_too_large_or_unreadable_is_refused() {
    let town = listed().await;
    let visitor = town.visitor();
    let items = |many: usize| vec!["\"00002\""; many].join(",");
    let table = |items: &str| format!(r#"{{"from":"2020-01-01","items":[{items}]}}"#);
    let long = sends_table(&visitor, table(&items(20_000))).await;
    assert_eq!(long.status, StatusCode::OK);
    assert_eq!(long.header("content-length"), "", "it leaves while it is made");
    assert_eq!(long.body.matches("\"q\":\"00002\"").count(), 20_000);
    assert!(long.body.ends_with("]}\n"));
    let none = sends_table(&visitor, table("")).await;
    let none: serde_json::Value = serde_json::from_str(&none.body).unwrap();
    assert_eq!(none["items"], serde_json::json!([]));
    for (body, status) in [
        (table(&items(600_000)), StatusCode::PAYLOAD_TOO_LARGE),
        (table("").replace("2020-01-01", "2020"), StatusCode::BAD_REQUEST),
        ("[1]".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        let answer = sends_table(&visitor, body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_of_one_unit_names_what_lies_in_it_and_counts_the_rest() {
    let town = listed().await;
    let visitor = town.visitor();
    let nation = read(&visitor, "/cay-don-vi?ngay=2020-01-01").await;
    let song = unit(&town, "10", "2020-01-01").await;
    assert!(nation.body.contains(&format!("/cay-don-vi?o={song}&#38;ngay=2020-01-01")));
    assert!(!nation.body.contains("Huyện Đông"), "what lies deeper is counted");
    let part = read(&visitor, &format!("/cay-don-vi?o={song}&ngay=2020-01-01")).await;
    assert!(part.body.contains("Huyện Đông") && part.body.contains("Quận Tây"), "{}", part.body);
    assert!(!part.body.contains("Phường Cúc"));
    let west = unit(&town, "102", "2020-01-01").await;
    let deep = read(&visitor, &format!("/en/cay-don-vi?o={west}&ngay=2020-01-01")).await;
    assert!(deep.body.contains("Phường Cúc") && deep.body.contains("Tỉnh Sông"), "{}", deep.body);
    let later = read(&visitor, &format!("/cay-don-vi?o={west}&ngay=2026-01-01")).await;
    assert!(later.body.contains("Tỉnh Sông"), "a district that is no more: the nation is shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_nations_list_is_shown_apart_and_says_what_it_is() {
    let town = listed().await;
    let stage = web::Stage::default();
    let scope = desk::authority::public_scope();
    let city = store::unit::outermost(&town.desk.store.read(), &scope, town.today()).await.unwrap();
    let city = city[0];
    let both = [
        (town.visitor(), "Ngoài danh mục", "Nơi không có trong danh mục của cả nước"),
        (town.visitor_of_a_demo(stage), "Giả định", "Nơi giả định của bản dùng thử"),
    ];
    for (visitor, word, heading) in both {
        let tree = read(&visitor, "/cay-don-vi").await.body;
        assert!(tree.contains("1 đơn vị cấp tỉnh, 0 cấp huyện, 2 cấp xã"), "{tree}");
        let (with, apart) = tree.split_once(&format!("<h2>{heading}</h2>")).unwrap();
        assert!(with.contains("Tỉnh Sông") && !with.contains(&city.to_string()), "{with}");
        assert!(apart.contains(&city.to_string()) && !apart.contains("Tỉnh Sông"), "{apart}");
        assert!(apart.contains(&format!("<span class=\"tag\">{word}</span>")), "{apart}");
        let own = read(&visitor, &format!("/cay-don-vi?o={city}")).await.body;
        assert!(own.contains(&format!("<strong>{word}.</strong>")), "{own}");
        assert!(own.contains(&town.ward.to_string()) && !own.contains("<h2>"), "{own}");
        for page in ["/doi-ma/bang-doi", "/doi-ma/khoi"] {
            let page = read(&visitor, &format!("{page}?tu=2026-01-01&den=2026-02-01")).await.body;
            assert!(!page.contains(&town.ward.to_string()), "{page}");
        }
        read(&visitor, "/en/cay-don-vi").await;
    }
}
