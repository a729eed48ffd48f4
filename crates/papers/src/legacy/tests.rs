//! Words and round trips; the legacy spellings were typed by hand from the code tables.

use super::*;

/// The inverse of a decoding, for round trips only.
fn to_tcvn3(text: &str) -> String {
    text.chars()
        .map(|c| match tcvn3::TABLE.iter().find(|(_, letter)| *letter == c) {
            Some((code, _)) => char::from(*code),
            None => c,
        })
        .collect()
}

fn to_vni(text: &str) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        let plain = c.to_lowercase().next().unwrap();
        let upper = |from: char| {
            if c.is_uppercase() { from.to_uppercase().next().unwrap() } else { from }
        };
        if let Some((code, _)) = vni::SINGLES.iter().find(|(_, letter)| *letter == plain) {
            encoded.push(upper(*code));
        } else if let Some((base, mark, _)) =
            vni::PAIRS.iter().find(|(.., letter)| *letter == plain)
        {
            encoded.extend([upper(*base), upper(*mark)]);
        } else {
            encoded.push(c);
        }
    }
    encoded
}

const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";

#[test]
fn every_letter_survives_both_codes() {
    assert_eq!(SMALL.chars().count(), 67);
    for c in SMALL.chars() {
        let letter = c.to_string();
        assert_eq!(tcvn3::decode(&to_tcvn3(&letter)), Some(letter.clone()), "TCVN3 {c}");
        assert_eq!(vni::decode(&to_vni(&letter)), Some(letter.clone()), "VNI {c}");
        let capital = letter.to_uppercase();
        assert_eq!(vni::decode(&to_vni(&capital)), Some(capital.clone()), "VNI {c}");
    }
    for capital in "ĂÂÊÔƠƯĐ".chars() {
        assert_eq!(tcvn3::decode(&to_tcvn3(&capital.to_string())), Some(capital.to_string()));
    }
}

#[test]
fn words_typed_by_hand() {
    for (tcvn3, vni, unicode) in [
        ("Tæ d©n phè", "Toå daân phoá", "Tổ dân phố"),
        ("Céng hßa x· héi", "Coäng hoøa xaõ hoäi", "Cộng hòa xã hội"),
        ("chñ nghÜa ViÖt Nam", "chuû nghóa Vieät Nam", "chủ nghĩa Việt Nam"),
        (
            "§éc lËp - Tù do - H¹nh phóc",
            "Ñoäc laäp - Töï do - Haïnh phuùc",
            "Độc lập - Tự do - Hạnh phúc",
        ),
        ("Khu phè T©n QuÝ", "Khu phoá Taân Quí", "Khu phố Tân Quí"),
        ("®\u{AD}êng NguyÔn ¶nh Thñ", "ñöôøng Nguyeãn Aûnh Thuû", "đường Nguyễn ảnh Thủ"),
    ] {
        assert_eq!(Encoding::Tcvn3.decode(tcvn3).unwrap(), unicode);
        let vni_reading = Encoding::Vni.decode(vni).unwrap();
        assert_eq!(vni_reading.to_lowercase(), unicode.to_lowercase());
        assert_eq!(settle(tcvn3, Encoding::Unicode).1, Encoding::Tcvn3, "{tcvn3}");
        assert_eq!(settle(vni, Encoding::Unicode).1, Encoding::Vni, "{vni}");
        assert_eq!(settle(unicode, Encoding::Tcvn3), (unicode.to_owned(), Encoding::Unicode));
    }
    assert_eq!(Encoding::Tcvn3.decode("TæNG Sè Hé").unwrap(), "TỔNG Số Hộ");
}

#[test]
fn the_column_decides_for_words_that_read_two_ways() {
    // "Hé" is Hộ in TCVN3 and a possible syllable in Unicode.
    assert_eq!(settle("Hé", Encoding::Tcvn3).0, "Hộ");
    assert_eq!(settle("Hé", Encoding::Unicode).0, "Hé");
    let mut sum = [0; 3];
    for cell in ["Sè hé", "Tæ d©n phè", "Ghi chó", "Hé"] {
        tally(&mut sum, cell);
    }
    assert_eq!(verdict(sum), Encoding::Tcvn3);
}

#[test]
fn modern_text_stays_as_it_is() {
    for text in [
        "Đường Hà Huy Giáp",
        "hẻm 12/3/4A",
        "200 m²",
        "Chung cư Éden",
        "Bà Cô",
        "25°C",
        "Lô",
        "Cà Ná",
    ] {
        let (settled, encoding) = settle(text, Encoding::Unicode);
        assert_eq!((settled.as_str(), encoding), (text, Encoding::Unicode));
    }
    let decomposed: String = "Tổ dân phố".nfd().collect();
    assert_eq!(settle(&decomposed, Encoding::Unicode).0, "Tổ dân phố");
}

#[test]
fn both_tone_placements_are_one_spelling() {
    assert_eq!(canonical("Tân Hòa"), canonical("tân hoà"));
    assert_ne!(canonical("Tân Hòa"), canonical("Tân Hóa"));
    assert_ne!(canonical("Tân Hòa"), canonical("Tan Hoa"));
}
