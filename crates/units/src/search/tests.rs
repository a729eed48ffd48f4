//! What people type, and what is taken from it.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::{Address, Likeness, Wanted, point};

/// The first reading as "own < above < above".
fn first(text: &str) -> String {
    nth(text, 0)
}

fn nth(text: &str, at: usize) -> String {
    let wanted = Wanted::read(text);
    let Some(reading) = wanted.readings.get(at) else { return String::new() };
    let terms = std::iter::once(&reading.own).chain(&reading.above);
    terms.map(super::Term::said).collect::<Vec<_>>().join(" < ")
}

/// "number @ street", with a mark for an alley.
fn address(text: &str) -> String {
    Wanted::read(text).address.map_or_else(String::new, |it| {
        format!("{}{} @ {}", if it.is_alley { "hem " } else { "" }, it.number, it.street)
    })
}

#[test]
fn short_words_and_commas_say_what_lies_in_what() {
    for text in
        ["P.15 Q4", "P15,Q4", "p15q4", "P. 15, Q. 4", "phường 15, quận 4", "p15-q4", "F15 q.04"]
    {
        assert_eq!(first(text), "phuong 15 < quan 4", "{text}");
    }
    assert_eq!(first("Ward 15, District 4"), "phuong 15 < quan 4");
    assert_eq!(first("Da Kao Ward"), "phuong da kao");
    assert_eq!(first("tdp 12"), "to dan pho 12");
    assert_eq!(first("kp3"), "khu pho 3");
    assert_eq!(first("TP. Thủ Đức"), "thanh pho thu duc");
}

#[test]
fn written_out_kinds_are_names_first_and_cuts_second() {
    assert_eq!(first("phuong 15 quan 4"), "phuong 15 quan 4");
    assert_eq!(nth("phuong 15 quan 4", 1), "phuong 15 < quan 4");
    // A commune of this name exists; with its marks it cannot be meant as a ward.
    assert_eq!(first("xa dong phuong yen"), "xa dong phuong yen");
    assert_eq!(nth("xa dong phuong yen", 1), "xa dong < phuong yen");
    assert_eq!(nth("xã Đông Phương Yên", 1), "xa dong phuong < yen");
    assert_eq!(first("Tô Hiến Thành"), "to hien thanh");
    assert_eq!(first("Đa Kao, Quận 1, TPHCM"), "da kao < quan 1 < tphcm");
}

#[test]
fn a_text_without_commas_is_cut_where_that_finds_something() {
    let wanted = Wanted::read("da kao sai gon");
    let said: Vec<String> =
        (0..wanted.readings.len()).map(|at| nth("da kao sai gon", at)).collect();
    assert!(said.contains(&"da kao < sai gon".to_owned()), "{said:?}");
    let cut = wanted.readings.iter().find(|it| it.own.said() == "da kao").unwrap();
    assert_eq!(cut.above[0].patterns(), ["%sai gon%", "%ho chi minh%"]);
    // At the end what it lies in is left out, and said to be.
    let last = Wanted::read("Đa Kao, Quận 99").readings.pop().unwrap();
    assert!(!last.is_whole && last.above.is_empty());
}

#[test]
fn numbers_are_found_with_and_without_zeros() {
    let own = |text: &str| Wanted::read(text).readings[0].own.clone();
    assert_eq!(own("p8").patterns(), ["phuong 8", "phuong 08"]);
    assert_eq!(own("p.08").patterns(), ["phuong 8", "phuong 08"]);
    assert_eq!(own("tổ 12").patterns(), ["to% 12", "to% 12"]);
    assert_eq!(own("12").patterns(), ["% 12", "% 12"]);
    assert_eq!(own("khu phố 3a").patterns(), ["khu pho 3a", "khu pho 3a"]);
    assert_eq!(own("26737").code(), Some("26737"));
    assert_eq!(own("00001").code(), Some("00001"));
    assert_eq!(own("p 15").code(), None);
    assert_eq!(own("Cư M’gar").patterns()[0], "%cu m%gar%");
    assert_eq!(Wanted::read("%_ \\ '").readings, []);
    let eight = own("p8");
    assert_eq!(eight.distance("Phường 08", "08"), 0);
    assert_eq!(own("8").distance("Khu phố 8", "8"), 1);
    assert_eq!(own("da").distance("Phường Đa Kao", "Đa Kao"), 2);
    assert_eq!(own("kao").distance("Phường Đa Kao", "Đa Kao"), 3);
}

#[test]
fn addresses_are_told_from_places() {
    assert_eq!(address("12/3/4A Lê Lợi, P.15 Q4"), "12/3/4a @ le loi");
    assert_eq!(first("12/3/4A Lê Lợi, P.15 Q4"), "phuong 15 < quan 4");
    assert_eq!(address("số 5 Đường số 7 phường Vĩnh Lộ"), "5 @ so 7");
    assert_eq!(first("số 5 Đường số 7 phường Vĩnh Lộ"), "phuong vinh lo");
    assert_eq!(address("hẻm 12"), "hem 12 @ ");
    assert_eq!(address("Hẻm 12/3 Hoa Mai"), "hem 12/3 @ hoa mai");
    assert_eq!(address("12/3/4A"), "12/3/4a @ ");
    assert_eq!(address("Căn 3.02 Chung cư Hoa Sen"), "3.02 @ chung cu hoa sen");
    assert_eq!(address("chung cư Hoa Sen, kp 3"), " @ chung cu hoa sen");
    for place in ["khu phố 3", "15", "p15", "26737", "Đa Kao", "tổ 12 kp 3", "đường"] {
        assert_eq!(address(place), "", "{place}");
    }
}

/// "number @ street < readings" of every sense, streets first, the plain one in brackets.
fn senses(text: &str) -> Vec<String> {
    let senses = super::Senses::read(text);
    let said = |wanted: &Wanted| {
        let reading = wanted.readings.first().map_or_else(String::new, |reading| {
            let terms = std::iter::once(&reading.own).chain(&reading.above);
            terms.map(super::Term::said).collect::<Vec<_>>().join(" < ")
        });
        let address = wanted.address.as_ref();
        let address =
            address.map_or_else(String::new, |it| format!("{} @ {}", it.number, it.street));
        format!("{address} | {reading}")
    };
    let plain = format!("[{}]", said(&senses.plain));
    senses.streets.iter().map(said).chain([plain]).chain(senses.number.iter().map(said)).collect()
}

#[test]
fn a_street_may_bear_the_name_of_a_kind_of_place() {
    assert_eq!(senses("45 Xã Đàn"), ["45 @ xa dan | ", "[ | 45 xa dan]", "45 @  | xa dan"]);
    assert_eq!(senses("45 Xã Đàn, Phường Kim Liên")[0], "45 @ xa dan | phuong kim lien");
    assert_eq!(senses("45 xa dan phuong kim lien")[0], "45 @ xa dan | phuong kim lien");
    assert_eq!(senses("12/3 Ấp Bắc, P.13, Tân Bình")[0], "12/3 @ ap bac | phuong 13 < tan binh");
    assert_eq!(senses("ngõ 5 Thôn Đoài")[0], "5 @ thon doai | ");
    assert_eq!(senses("12 tỉnh lộ 10")[0], "12 @ tinh lo 10 | ");
    assert_eq!(senses("12 đường Phường Chùa, phường 3"), ["[12 @ phuong chua | phuong 3]"]);
    // A ward by its number is no street, nor is a name before which no number stands.
    assert_eq!(senses("15 quận 4"), ["[ | 15 quan 4]", "15 @  | quan 4"]);
    assert_eq!(senses("Xã Đàn, Hà Nội"), ["[ | xa dan < ha noi]"]);
    assert_eq!(senses("12, Lê Lợi"), ["12 @ le loi | ", "[ | 12 < le loi]", "12 @  | le loi"]);
    // The doors of a list are read in the same way.
    assert_eq!(Address::read("45 Xã Đàn").unwrap().street, "xa dan");
    assert_eq!(Address::read("45 phố Xã Đàn").unwrap().street, "xa dan");
}

#[test]
fn a_street_may_be_one_letter() {
    for text in ["5 D, phường 3", "5 D phường 3", "5 đường D phường 3", "số 5 Đường D, P.3"]
    {
        assert_eq!(address(text), "5 @ d", "{text}");
        assert_eq!(first(text), "phuong 3", "{text}");
    }
    assert_eq!(address("12 P, quận 4"), "12 @ p");
    assert_eq!(address("12 P Q4"), "12 @ p");
    assert_eq!(first("12 P Q4"), "quan 4");
    assert_eq!(address("12 X Đông Thạnh"), "");
    let street = |text: &str| Address::read(text).unwrap().street_patterns();
    assert_eq!(street("5 A"), ["% a %", "% a %"]);
    assert_eq!(street("5 Đường số 7"), ["% so%7 %", "% so%07 %"]);
    assert_eq!(street("12/3/4"), ["%", "%"]);
}

#[test]
fn doors_are_near_by_alley_and_by_street() {
    let read = |text: &str| Address::read(text).unwrap();
    let asked = read("12/3/4A Lê Lợi");
    assert_eq!(asked.likeness(&read("12/3/4a, đường LÊ LỢI")), Some(Likeness::Same));
    assert_eq!(asked.likeness(&read("12/3/9 Lê Lợi")), Some(Likeness::Alley));
    assert_eq!(asked.likeness(&read("12/30/9 Lê Lợi")), Some(Likeness::Street));
    assert_eq!(asked.likeness(&read("12/3/4A Lê Lai")), None);
    assert_eq!(read("hẻm 12").likeness(&read("12/3 Hoa Mai")), Some(Likeness::Alley));
    assert_eq!(read("hẻm 12").likeness(&read("120/3 Hoa Mai")), None);
    assert_eq!((asked.place(), asked.head()), (Some(4), "12/3/4a".to_owned()));
}

#[test]
fn coordinates_are_read_as_they_are_copied() {
    let read = |text: &str| point(text).map(|at| (at.lat_e7, at.lon_e7));
    let here = Some((107_769_000, 1_067_009_000));
    for text in [
        "10.7769, 106.7009",
        "10.7769 106.7009",
        "10,7769; 106,7009",
        "10,7769 106,7009",
        "10,7769, 106,7009",
        "106.7009, 10.7769",
        "10.7769N 106.7009E",
        " 10.7769,106.7009 ",
        "106.7009E, 10.7769N",
    ] {
        assert_eq!(read(text), here, "{text}");
    }
    assert_eq!(read("10°46'36.84\"N 106°42'3.24\"E"), here);
    assert_eq!(read("10°46’36.84”B, 106°42’3.24”Đ"), here);
    assert_eq!(read("-10.5° 106.25°"), Some((-105_000_000, 1_062_500_000)));
    for text in
        ["", "10.7769", "a, b", "10.7769, 206.7", "95.1, 98.2", "1 2 3", "10°77' 106°", "nan, inf"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

/// What keyboards of people and of offices produce.
fn typed() -> impl Strategy<Value = String> {
    let letters =
        "aăâeêoôơuưyđĐbcpqtkhxAỐỘẶỵ 0129,./-;%_\\'\u{301}\u{323}\u{302}\u{a0}\u{200b}\tổấ가";
    proptest::collection::vec(proptest::sample::select(letters.chars().collect::<Vec<_>>()), 0..30)
        .prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_alike_in_both_normal_forms_and_cases(text in typed()) {
        let wanted = Wanted::read(&text);
        let _ = (point(&text), Address::read(&text));
        prop_assert_eq!(&Wanted::read(&text.nfc().collect::<String>()), &wanted);
        prop_assert_eq!(&Wanted::read(&text.nfd().collect::<String>()), &wanted);
        prop_assert_eq!(&Wanted::read(&text.nfc().collect::<String>().to_uppercase()), &wanted);
        for reading in &wanted.readings {
            for term in std::iter::once(&reading.own).chain(&reading.above) {
                prop_assert!(!term.said().is_empty());
                prop_assert!(term.patterns().iter().all(|it| it.len() > 1 && *it != "%%"));
            }
        }
        prop_assert!(wanted.readings.len() <= super::READINGS_MOST);
    }

    #[test]
    fn ward_and_district_by_number_are_read_however_they_are_written(
        ward in 1u32..30, district in 1u32..13, style in 0usize..6
    ) {
        let text = match style {
            0 => format!("P.{ward} Q{district}"),
            1 => format!("p{ward:02},q{district}"),
            2 => format!("Phường {ward}, Quận {district}"),
            3 => format!("PHƯỜNG {ward:02} , Q. {district}"),
            4 => format!("p{ward}q{district}"),
            _ => format!("Ward {ward}, District {district}"),
        };
        prop_assert_eq!(first(&text), format!("phuong {ward} < quan {district}"), "{}", text);
    }

    #[test]
    fn a_door_is_itself_in_every_way_of_writing(
        numbers in proptest::collection::vec(1u32..400, 1..4), letter in "[A-D]?", street in 1usize..4
    ) {
        let number: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let number = format!("{}{letter}", number.join("/"));
        let street = ["Hoa Mai", "Đường số 7", "Nguyễn Thái Hoà", "Hòa Bình"][street];
        let plain = Address::read(&format!("{number} {street}")).unwrap();
        for other in [
            format!("Số {number} đường {}", street.trim_start_matches("Đường ")),
            format!("{}, {street}", number.to_lowercase()),
            format!("số nhà {number} {}", street.to_uppercase()).nfd().collect(),
        ] {
            let other = Address::read(&other).unwrap();
            prop_assert_eq!(plain.likeness(&other), Some(Likeness::Same), "{:?} {:?}", plain, other);
        }
    }
}
