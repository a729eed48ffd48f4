//! Small lists as text, one habit of offices each.

use papers::{Label, Limits, Mapping, Reading, guess, open, read};

fn reading_of(list: &str) -> Reading {
    let book = open("a.csv", list.as_bytes(), &Limits::default()).unwrap();
    read(&book, &Mapping::of(&guess(&book)))
}

/// Rows as "khu phố/tổ=households", complaints as "code@row".
fn check(list: &str, expected: &[&str]) {
    let reading = reading_of(list);
    let label = |label: &Option<Label>| label.as_ref().map(Label::shown).unwrap_or_default();
    let mut told: Vec<String> = reading
        .rows
        .iter()
        .map(|row| format!("{}/{}={}", label(&row.khu_pho), label(&row.to), row.households))
        .collect();
    told.extend(reading.complaints.iter().map(|complaint| {
        let code = complaint.code().strip_prefix("papers-").unwrap();
        format!("{code}@{}", complaint.place.row.unwrap_or(0))
    }));
    assert_eq!(told, expected);
}

#[test]
fn a_heading_in_two_rows_without_merged_cells() {
    check(
        "TT;Khu phố;Tổ dân phố;Tổng số;\n;;;Số hộ;Nhân khẩu\n1;1;1;100;300\n2;1;2;90;280\n",
        &["Khu phố 1/Tổ dân phố 1=100", "Khu phố 1/Tổ dân phố 2=90"],
    );
}

#[test]
fn a_second_row_that_divides_the_households() {
    check(
        "Khu phố;Tổ;Số hộ;\n;;Tổng;Thường trú\nKP 1;Tổ 1;100;80\n",
        &["Khu phố 1/Tổ dân phố 1=100"],
    );
}

#[test]
fn columns_about_people_are_left_alone() {
    check(
        "Khu phố;Tổ dân phố;Họ tên tổ trưởng;Số điện thoại;Tổng số hộ;Số hộ nghèo\n\
         Khu phố 1;Tổ 1;Nguyễn Văn Mẫu;0900000000;120;3\n",
        &["Khu phố 1/Tổ dân phố 1=120"],
    );
}

#[test]
fn a_count_of_groups_is_not_a_name() {
    check(
        "STT;Tên khu phố;Số tổ;Số hộ\n1;Khu phố 1;5;520\n2;Khu phố 2;6;610\n;Tổng cộng;11;1130\n",
        &["Khu phố 1/=520", "Khu phố 2/=610"],
    );
}

#[test]
fn old_and_new_side_by_side_reads_the_old() {
    check(
        "Khu phố cũ;Tổ cũ;Số hộ;Khu phố mới;Số hộ sau sắp xếp\nKP1;1;100;Khu phố 7;560\n",
        &["Khu phố 1/Tổ dân phố 1=100"],
    );
}

#[test]
fn both_names_in_one_cell() {
    check(
        "STT;Tổ dân phố;Số hộ\n1;Tổ 1 - KP 1;100\n2;Tổ 2, khu phố 1;90\n3;Tổ 1 - KP 2;80\n",
        &["Khu phố 1/Tổ dân phố 1=100", "Khu phố 1/Tổ dân phố 2=90", "Khu phố 2/Tổ dân phố 1=80"],
    );
}

#[test]
fn a_list_of_hamlets() {
    check(
        "STT;Tên ấp;Số hộ;Số khẩu\n1;Ấp 1;350;1200\n2;Đông Hòa;410;1500\n3;Đông Hoà;300;1000\n4;;20;50\n",
        &["Ấp 1/=350", "Ấp Đông Hòa/=410", "missing-name@5", "duplicate@4"],
    );
}

#[test]
fn a_subtotal_per_khu_pho_below_its_rows() {
    check(
        "Khu phố;Tổ;Số hộ\nKP1;1;100\n;2;90\nCộng khu phố 1;;190\nKP2;1;80\nCộng;;81\nTỔNG CỘNG;;270\n",
        &[
            "Khu phố 1/Tổ dân phố 1=100",
            "Khu phố 1/Tổ dân phố 2=90",
            "Khu phố 2/Tổ dân phố 1=80",
            "total-differs@6",
        ],
    );
}

#[test]
fn a_band_does_not_leak_into_a_name_column() {
    check(
        "STT;Tên tổ;Số hộ\nKHU PHỐ 1: gồm 2 tổ;;\n1;Tổ 1;100\n2;Tổ 2;90\nKHU PHỐ 2;;\n1;Tổ 1;70\n",
        &["Khu phố 1/Tổ dân phố 1=100", "Khu phố 1/Tổ dân phố 2=90", "Khu phố 2/Tổ dân phố 1=70"],
    );
}

#[test]
fn a_ditto_with_nothing_above_is_an_error() {
    check("Khu phố;Tổ;Số hộ\nnt;Tổ 1;100\n", &["ditto-without-above@2"]);
}

#[test]
fn a_neighbour_that_two_khu_pho_have_is_ambiguous() {
    check(
        "Khu phố;Tổ;Số hộ;Giáp\n1;1;50;7\n2;7;60;1 KP1\n3;7;60;\n",
        &[
            "Khu phố 1/Tổ dân phố 1=50",
            "Khu phố 2/Tổ dân phố 7=60",
            "Khu phố 3/Tổ dân phố 7=60",
            "ambiguous-neighbour@2",
        ],
    );
}
