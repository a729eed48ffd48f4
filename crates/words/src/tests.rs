use super::*;

#[test]
fn every_file_is_readable_and_no_code_is_worded_twice() {
    for lang in Lang::ALL {
        assert_eq!(BOOKS.of(lang).faults(), &[] as &[String], "{lang}");
    }
}

#[test]
fn both_languages_word_the_same_codes_with_the_same_data() {
    let (vi, en) = (message_variables(Lang::Vi), message_variables(Lang::En));
    assert!(!vi.is_empty(), "the books are empty");
    let only_one: Vec<_> =
        codes(Lang::Vi).symmetric_difference(&codes(Lang::En)).cloned().collect();
    assert_eq!(only_one, Vec::<String>::new(), "worded in one language only");
    for (code, names) in &vi {
        assert_eq!(Some(names), en.get(code), "the data of {code} differ");
    }
}

#[test]
fn both_languages_have_the_same_files() {
    let names = |lang: Lang| {
        pieces(lang)
            .into_iter()
            .map(|(path, _)| path.split_once('/').map(|(_, name)| name.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(Lang::Vi), names(Lang::En));
}

#[test]
fn vietnamese_text_is_composed_so_that_searches_find_it() {
    for (name, text) in pieces(Lang::Vi) {
        let loose = text.chars().find(|c| ('\u{300}'..='\u{36f}').contains(c));
        assert_eq!(loose, None, "{name} holds a combining mark");
    }
}

#[test]
fn a_missing_word_is_visible() {
    assert_eq!(word(Lang::Vi, "nobody-worded-this"), "⟦nobody-worded-this⟧");
    assert!(!is_worded("nobody-worded-this"));
}

#[test]
fn missing_data_is_visible() {
    assert!(word(Lang::Vi, "households-count").contains(MISSING_OPENS));
}

#[test]
fn counts_take_the_plural_and_the_grouping_of_the_language() {
    assert_eq!(say(Lang::Vi, "households-count", &[("n", 14_912_i64)]), "14.912 hộ");
    assert_eq!(say(Lang::En, "households-count", &[("n", 14_912_i64)]), "14,912 households");
    assert_eq!(say(Lang::En, "households-count", &[("n", 1_i64)]), "1 household");
}

#[test]
fn text_data_are_read_as_numbers_and_days_where_they_are() {
    assert_eq!(Value::read("1234"), Value::Number(1234));
    assert_eq!(Value::read("0012"), Value::Text("0012".into()));
    assert_eq!(Value::read("2024-06-30"), Value::Day(2024, 6, 30));
    assert_eq!(Value::read("2024-13-30"), Value::Text("2024-13-30".into()));
    assert_eq!(Value::read("12/NQ-HĐND"), Value::Text("12/NQ-HĐND".into()));
}

#[test]
fn numbers_are_written_as_each_language_does() {
    assert_eq!(number(Lang::Vi, -1_234_567), "−1.234.567");
    assert_eq!(number(Lang::En, 999), "999");
    assert_eq!(decimal(Lang::Vi, 1234.5, 1), "1.234,5");
    assert_eq!(decimal(Lang::En, 1234.56, 1), "1,234.6");
    assert_eq!(decimal(Lang::Vi, -0.01, 1), "0,0");
}

#[test]
fn days_are_written_as_each_language_does() {
    assert_eq!(day(Lang::Vi, 2026, 6, 6), "06/06/2026");
    assert_eq!(day(Lang::En, 2026, 6, 6), "6 June 2026");
}
