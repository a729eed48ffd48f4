//! Names of people and places, put together from lists of syllables. None is taken from anyone.

use atlas::LineClass;
use rand::Rng as _;
use rand::seq::SliceRandom as _;

use crate::seed::Seed;

/// Family names with how many of a thousand people bear them, roughly.
const FAMILIES: [(&str, u32); 22] = [
    ("Nguyễn", 330),
    ("Trần", 115),
    ("Lê", 95),
    ("Phạm", 70),
    ("Huỳnh", 55),
    ("Phan", 45),
    ("Võ", 42),
    ("Đặng", 30),
    ("Bùi", 28),
    ("Đỗ", 25),
    ("Hồ", 18),
    ("Ngô", 20),
    ("Dương", 18),
    ("Lý", 14),
    ("Trương", 18),
    ("Đinh", 14),
    ("Lâm", 14),
    ("Mai", 12),
    ("Tô", 10),
    ("Cao", 10),
    ("Châu", 9),
    ("Thái", 8),
];

const MIDDLES_OF_WOMEN: [&str; 12] =
    ["Thị", "Thị", "Thị", "Ngọc", "Thanh", "Kim", "Thu", "Mỹ", "Bích", "Thùy", "Diệu", "Hồng"];
const MIDDLES_OF_MEN: [&str; 12] =
    ["Văn", "Văn", "Văn", "Hữu", "Đình", "Quang", "Thanh", "Công", "Đức", "Tấn", "Hoàng", "Xuân"];
const GIVEN_OF_WOMEN: [&str; 28] = [
    "Lan",
    "Hoa",
    "Hạnh",
    "Hương",
    "Liên",
    "Nga",
    "Tuyết",
    "Phượng",
    "Thảo",
    "Trang",
    "Vân",
    "Yến",
    "Xuân",
    "Nhung",
    "Loan",
    "Dung",
    "Hiền",
    "Oanh",
    "Thủy",
    "Trâm",
    "Uyên",
    "Quyên",
    "Nhi",
    "My",
    "Đào",
    "Cúc",
    "Sen",
    "Thơm",
];
const GIVEN_OF_MEN: [&str; 28] = [
    "An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khoa", "Lâm", "Long", "Minh", "Nam", "Phong",
    "Phúc", "Quân", "Sơn", "Tài", "Tâm", "Thành", "Thịnh", "Tiến", "Toàn", "Trí", "Tú", "Vinh",
    "Khánh", "Lộc", "Nghĩa", "Hưng",
];

/// Syllables that, after a family and a middle name of ours, would spell a name known from public
/// life: such a combination is drawn again. Folded family + middle + given.
const KNOWN: [&str; 14] = [
    "nguyen van linh",
    "nguyen thanh phong",
    "nguyen xuan phuc",
    "nguyen van nen",
    "le hong phong",
    "vo van kiet",
    "vo thi sau",
    "pham van dong",
    "phan van khai",
    "nguyen thi minh khai",
    "tran hung dao",
    "tran dai quang",
    "nguyen thi binh",
    "to lam",
];

/// A person's name: family, middle, given.
#[must_use]
pub fn person(seed: Seed) -> String {
    for attempt in 0.. {
        let name = draw(seed.of("name", attempt));
        if !is_known(&name) {
            return name;
        }
    }
    unreachable!("the lists hold thousands of names and the refused ones are few")
}

/// Whether a name is one that public life knows.
#[must_use]
pub fn is_known(name: &str) -> bool {
    let folded = units::text::fold(name);
    KNOWN.contains(&folded.as_str())
}

fn draw(seed: Seed) -> String {
    let mut random = seed.random();
    let all: u32 = FAMILIES.iter().map(|f| f.1).sum();
    let mut left = random.random_range(0..all);
    let mut family = FAMILIES[0].0;
    for (name, weight) in FAMILIES {
        family = name;
        if left < weight {
            break;
        }
        left -= weight;
    }
    let (middles, given) = if random.random::<bool>() {
        (&MIDDLES_OF_WOMEN, &GIVEN_OF_WOMEN)
    } else {
        (&MIDDLES_OF_MEN, &GIVEN_OF_MEN)
    };
    let middle = middles[random.random_range(0..middles.len())];
    let given = given[random.random_range(0..given.len())];
    format!("{family} {middle} {given}")
}

const FLOWERS: [&str; 44] = [
    "Hoa Mai",
    "Hoa Đào",
    "Hoa Sứ",
    "Hoa Lan",
    "Hoa Cúc",
    "Hoa Sen",
    "Hoa Súng",
    "Hoa Giấy",
    "Hoa Phượng",
    "Hoa Sữa",
    "Hoa Huệ",
    "Hoa Nhài",
    "Hoa Quỳnh",
    "Hoa Trang",
    "Hoa Lài",
    "Hoa Cau",
    "Hoa Bưởi",
    "Hoa Dâm Bụt",
    "Hoa Hồng",
    "Hoa Tigôn",
    "Hoa Mười Giờ",
    "Hoa Gạo",
    "Cây Bàng",
    "Cây Me",
    "Cây Sung",
    "Cây Gáo",
    "Cây Trâm",
    "Cây Điệp",
    "Cây Khế",
    "Cây Vông",
    "Hàng Dừa",
    "Hàng Sao",
    "Hàng Tre",
    "Bến Lá",
    "Bến Cát Trắng",
    "Bờ Tràm",
    "Ngọc Lan",
    "Bằng Lăng",
    "Osaka Vàng",
    "Hoàng Yến",
    "Thiên Lý",
    "Mẫu Đơn",
    "Lưu Ly",
    "Tường Vi",
];
const MAIN: [&str; 8] = [
    "Đại Lộ Sao Mai",
    "Liên Khu Một",
    "Bình Minh Lớn",
    "Vành Đai Xanh",
    "Đại Lộ Hoa Nắng",
    "Liên Khu Hai",
    "Xa Lộ Cánh Diều",
    "Bến Đò Cũ",
];

/// Names for the streets of one commune, none twice.
#[derive(Debug)]
pub struct StreetNames {
    main: Vec<&'static str>,
    named: Vec<&'static str>,
    number: u32,
    turn: u32,
}

/// Names for one commune.
#[must_use]
pub fn streets(seed: Seed) -> StreetNames {
    let mut random = seed.random();
    let (mut main, mut named) = (MAIN.to_vec(), FLOWERS.to_vec());
    main.shuffle(&mut random);
    named.shuffle(&mut random);
    StreetNames { main, named, number: 0, turn: 0 }
}

impl StreetNames {
    /// The next unused name for a class of street.
    pub fn next(&mut self, class: LineClass) -> String {
        let fresh = if class == LineClass::MainRoad { self.main.pop() } else { None };
        // Every third street has only a number, as in areas laid out late.
        self.turn += 1;
        let fresh =
            fresh.or_else(|| if self.turn.is_multiple_of(3) { None } else { self.named.pop() });
        fresh.map_or_else(
            || {
                self.number += 1;
                format!("Đường số {}", self.number)
            },
            str::to_owned,
        )
    }
}

const FIRST: [&str; 20] = [
    "Vĩnh", "Tân", "Bình", "An", "Phú", "Long", "Hòa", "Đông", "Thanh", "Mỹ", "Xuân", "Hưng",
    "Gia", "Thạnh", "Phước", "Trung", "Sơn", "Ngọc", "Kim", "Hiệp",
];
const SECOND: [&str; 20] = [
    "Lộ",
    "Rạch",
    "Bần",
    "Sậy",
    "Tràm",
    "Gáo",
    "Đước",
    "Vẹt",
    "Dừa",
    "Nghé",
    "Sếu",
    "Cò",
    "Sao",
    "Bưng",
    "Gò Cát",
    "Bến Lá",
    "Đìa",
    "Vàm",
    "Cù Lao",
    "Láng Sen",
];

/// The invented name of the commune with this number in a city; 400 names, then numbered.
#[must_use]
pub fn commune(number: u64) -> String {
    let index = usize::try_from(number % 400).expect("below 400");
    let base = format!("{} {}", FIRST[index % 20], SECOND[(index / 20 + index) % 20]);
    match number / 400 {
        0 => base,
        round => format!("{base} {}", round + 1),
    }
}
