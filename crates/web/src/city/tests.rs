//! The report in both languages.

use words::Lang;

use super::{Commune, Proof, Report, Totals, page};

fn report() -> Report {
    let commune = |name: &str, (proof, gap_percent), out: u64| Commune {
        commune: name.to_owned(),
        name: name.to_owned(),
        kind: Some("khu_pho".to_owned()),
        groups: 310,
        households: 25_612,
        units: 44,
        sizes: (503, 649),
        out_of_range: out,
        causes: [("districting-cause-locked".to_owned(), out)]
            .into_iter()
            .take(out as usize)
            .collect(),
        proof,
        gap_percent,
        seconds: 1.25,
    };
    Report {
        source: "danh-sach".to_owned(),
        steps: 16_000,
        took: "2 phút".to_owned(),
        memory_mb: Some(321),
        totals: Totals {
            communes: 4,
            drawn: 3,
            refused: 1,
            units: 132,
            out_of_range: 1,
            gap_most: Some(0.312),
            ..Totals::default()
        },
        communes: vec![
            commune("Phường Một", (Proof::Proven, Some(0.0)), 0),
            commune("Phường <Hai> & Ba", (Proof::Bounded, Some(0.311)), 1),
            commune("Xã Bốn", (Proof::NoBoundAtThisLevel, None), 0),
        ],
        refused: vec![("Xã Năm".to_owned(), "nam.csv, dòng 2: không phải số".to_owned())],
        left: vec!["Xã Sáu".to_owned()],
    }
}

#[test]
fn every_commune_says_whether_it_is_proven_and_every_refusal_why() {
    let vi = page(Lang::Vi, &report());
    let en = page(Lang::En, &report());
    for text in [&vi, &en] {
        assert!(!text.contains(words::MISSING_OPENS), "{text}");
        assert!(text.contains("&#60;Hai&#62; &#38; Ba"), "names are text, never markup");
        assert!(text.contains("nam.csv, dòng 2") && text.contains("Xã Sáu"));
    }
    assert!(vi.contains("giữ nguyên theo ý kiến của cơ quan"), "causes are worded");
    assert!(vi.contains("còn 1 phường, xã chưa vẽ"), "how to go on is said");
    assert!(vi.contains("25.612") && en.contains("25,612"));
    assert!(vi.contains("0,32") && en.contains("0.32"), "a gap is rounded up");
    assert!(vi.contains("<html lang=\"vi\">") && en.contains("<html lang=\"en\">"));
}
