#!/usr/bin/env python3
"""Makes the test files beside it: lists of old groups as wards keep them, all names invented.

Run by hand when a file is added, never in CI:  pip install openpyxl && python3 make.py
It needs LibreOffice (soffice) for .xls, .ods and .fods. The *.expected files are NOT made here:
they were written by hand from what this script puts into the cells, so that the reader is
compared with a person and not with itself.
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile
import unicodedata

import openpyxl
from openpyxl.styles import Alignment

HERE = pathlib.Path(__file__).parent
FIXED = datetime.datetime(2026, 1, 5, 8, 0, 0)


def book(*sheets):
    """A workbook of (title, rows, merged areas); neutral properties."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    made.properties.creator = ""
    made.properties.lastModifiedBy = ""
    made.properties.created = made.properties.modified = FIXED
    for title, rows, merged in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
            sheet[area.split(":")[0]].alignment = Alignment(vertical="center")
    return made


def convert(made, name):
    """Saves through LibreOffice in the kind of the name's ending."""
    stem, kind = name.rsplit(".", 1)
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{stem}.xlsx"
        made.save(source)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", kind, "--outdir", f"{folder}/out", str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copy(f"{folder}/out/{name}", HERE / name)


TITLE = [
    ["ỦY BAN NHÂN DÂN PHƯỜNG HOA LAN"],
    ["DANH SÁCH TỔ DÂN PHỐ HIỆN HỮU"],
    [],
]
TWO_ROWS = [
    ["STT", "Khu phố", "Tổ dân phố", "Tổng số", None, "Địa bàn", "Ghi chú"],
    [None, None, None, "Số hộ", "Số nhân khẩu", None, None],
]
HEAD_MERGES = ["A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:G5"]


def merged_two_rows():
    rows = TITLE + TWO_ROWS + [
        [1, "Khu phố 1", "Tổ 1", 120, 410, "Đường Hoa Lan", None],
        [2, None, "Tổ 2", 98, 333, "Hẻm 12", "nhiều nhà trọ"],
        [3, None, "Tổ 3", 45, 160, "nt", None],
        [4, "Khu phố 2", "Tổ 1", 180, 600, "Đường Trúc Mai", None],
        [5, None, "Tổ 2", 77, 251, "-", None],
        [None, "Tổng cộng", None, 520, 1754, None, None],
        [],
        [None, None, None, None, None, "Hoa Lan, ngày 5 tháng 1 năm 2026", None],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "TM. ỦY BAN NHÂN DÂN", None],
    ]
    return book(("Danh sách", rows, HEAD_MERGES + ["B6:B8", "B9:B10"]))


def formulas():
    rows = [["Khu phố", "Tổ", "Số hộ", "Nhân khẩu"],
            ["KP1", 1, 100, 350],
            ["KP1", 2, "=60+40", 340],
            ["KP1", 3, 90, "=C4*3"],
            ["Cộng", None, "=SUM(C2:C4)", "=SUM(D2:D4)"]]
    return book(("Sheet1", rows, []))


def dates(epoch_1904):
    rows = [["Khu phố", "Tổ", "Số hộ", "Ghi chú"],
            ["Khu phố 3", "Tổ 1", 88, datetime.date(2015, 4, 30)],
            ["Khu phố 3", datetime.date(2026, 2, 1), 91, "tổ ghép"],
            ["Khu phố 3", "Tổ 4", 75, datetime.date(1999, 12, 31)]]
    made = book(("Ngày", rows, []))
    if epoch_1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904
        made.epoch = CALENDAR_MAC_1904
    return made


def tcvn3():
    # Typed letter by letter from the ABC table; soft hyphen (AD) is ư.
    rows = [["DANH S¸CH Tæ D¢N PHè"], [],
            ["TT", "Khu phè", "Tæ d©n phè", "Sè hé", "Nh©n khÈu", "§Þa bµn"],
            [1, "Khu phè 1", "Tæ 1", 101, 350, "§\u00adêng Hoa Lan"],
            [2, "Khu phè 1", "Tæ 2", 99, 340, "HÎm 12/3"],
            [3, "Khu phè T©n QuÝ", "Tæ 1", 64, 201, "Chung c\u00ad Tróc Mai"]]
    return book(("KP", rows, []))


def vni():
    rows = [["DANH SAÙCH TOÅ DAÂN PHOÁ"], [],
            ["TT", "Khu phoá", "Toå daân phoá", "Soá hoä", "Nhaân khaåu", "Ñòa baøn"],
            [1, "Khu phoá 1", "Toå 1", 101, 350, "Ñöôøng Hoa Lan"],
            [2, "Khu phoá 1", "Toå 2", 99, 340, "Heûm 12/3"],
            [3, "Khu phoá Taân Quyù", "Toå 1", 64, 201, "Chung cö Truùc Mai"]]
    return book(("KP", rows, []))


def repeated():
    head = ["STT", "Khu phố", "Tổ dân phố", "Số hộ dân"]
    rows = [["DANH SÁCH TỔ DÂN PHỐ"], head, ["(1)", "(2)", "(3)", "(4)"],
            [1, "Khu phố 1", "Tổ 1", 100],
            [2, "Khu phố 1", "Tổ 2", 110],
            [None, "Cộng trang", None, 210],
            ["DANH SÁCH TỔ DÂN PHỐ"], head, ["(1)", "(2)", "(3)", "(4)"],
            [3, "Khu phố 1", "Tổ 3", 90],
            [4, "Khu phố 2", "Tổ 1", 70],
            [5],
            [None, "Cộng trang", None, 160],
            [None, "Tổng cộng", None, 371]]
    return book(("In", rows, ["A1:D1", "A7:D7"]))


def long_title():
    rows = [["ĐẢNG ỦY – ỦY BAN NHÂN DÂN"], ["PHƯỜNG TRÚC MAI"], ["Số: 12/DS-UBND"], [],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Độc lập - Tự do - Hạnh phúc"], [],
            ["DANH SÁCH"], ["Các tổ dân phố thuộc Khu phố 5 trước khi sắp xếp"],
            ["(Kèm theo Kế hoạch số 34/KH-UBND ngày 02 tháng 01 năm 2026)"], [],
            ["Số hộ và nhân khẩu tính đến ngày 31/12/2025"], [], [],
            ["Số TT", "Tên tổ", "Tổ trưởng", "Số hộ", None, "Số khẩu"],
            [None, None, None, "Thường trú", "Tổng", None],
            [1, "Tổ dân phố 01", "Bà Nguyễn Thị Mẫu", 80, 95, 320],
            [2, "Tổ dân phố 02", "Ông Trần Văn Ví Dụ", 70, 85, 290],
            ["Tổng cộng", None, None, 150, 180, 610]]
    merged = [f"A{row}:F{row}" for row in (1, 2, 3, 5, 6, 8, 9, 10, 12)]
    merged += ["A15:A16", "B15:B16", "C15:C16", "D15:E15", "F15:F16"]
    return book(("Danh sách", rows, merged))


def two_sheets():
    head = ["Tổ", "Hộ", "Khẩu", "Giáp tổ"]
    first = [head, [1, 120, 400, "2"], [2, 130, 420, "1, 3"], [3, 110, 390, "2; Tổ 1 KP 2"]]
    second = [head, [1, 90, 300, "3 KP1"], [2, 80, 260, "1, 9"]]
    hidden = [head, [1, 5, 5, None]]
    made = book(("KP1", first, []), ("KP2", second, []), ("Nháp", hidden, []))
    made["Nháp"].sheet_state = "hidden"
    made["KP1"].row_dimensions[3].hidden = True
    return made


def decomposed():
    rows = [["Khu phố", "Tổ dân phố", "Số hộ", "Nhân khẩu", "Ghi chú"],
            ["Khu phố Tân Hòa", "Tổ 1", 100, 310, "đường Hòa Bình"],
            ["Khu phố Tân Hoà", "Tổ 2", 95, 300, None],
            ["Khu phố Tân Hoà", "Tổ Hòa Bình", 60, 190, None],
            ["Khu phố Tân Hòa", "Tổ Hoà Bình", 61, 191, None],
            ["Khu phố Tân Hòa", "Tổ Hoa Bình", 62, 192, None]]
    rows = [[unicodedata.normalize("NFD", c) if isinstance(c, str) else c for c in row] for row in rows]
    return book(("NFD", rows, []))


def bands():
    rows = [["DANH SACH TO DAN PHO"], ["STT", "Ten to", "So ho", "So nguoi"],
            ["I. KHU PHO 1", None, 190, 600],
            [1, "To 1", 100, 320], [2, "To 2", 90, 280],
            ["II. KHU PHO 2", None, 150, 480],
            [3, "To 1", 70, 230], [4, "To 2", 79, 250],
            ["Cong", None, 339, 1080]]
    return book(("Sheet1", rows, ["A3:B3", "A6:B6"]))


def faults():
    rows = [["Khu phố", "Tổ", "Số hộ", "Nhân khẩu", "Ghi chú"],
            ["Khu phố 1", "Tổ 1", "khoảng 120", 400, None],
            ["nt", "Tổ 2", "1.205 hộ", "3.900 khẩu", None],
            ['"', "Tổ 3", None, 200, None],
            [None, None, 55, 160, None],
            ["Khu phố 1", "Tổ 2", 60, 190, None],
            ["Khu phố 1", "Tổ 5", 1.234, 4000, None],
            ["Khu phố 1", "Tổ 6", -4, 10, None],
            ["Khu phố 1", "Tổ 7", 80, 60, None],
            ["Khu phố 1", "Tổ 8", "１２０", None, None],
            ["Khu phố 1", "Tổ 9", 90, 300, None],
            ["Khu phố 1", "Tổ 10", None, 310, None],
            ["Khu phố 1", "Tổ 11", 0, 0, "đã giải tỏa"],
            [None, None, None, None, "xem thêm trang sau"],
            ["Khu phố 1", "Tổ 12", "#REF!", 100, None]]
    made = book(("Lỗi", rows, ["C11:C12"]))
    made["Lỗi"]["C15"].data_type = "e"
    return made


def hamlets():
    rows = [["Xã", "Tên ấp", "Tổ nhân dân", "Số hộ", "Giáp ranh"],
            ["Xã Tân Mẫu", "Ấp Đông", "1", "112", "2"],
            ["nt", "nt", "2", "1 024", "1, 3 ấp Tây"],
            ["nt", "Ấp Tây", "3", "96 hộ", "Tổ 2 ấp Đông"]]
    return book(("Ấp", rows, []))


def vinh_lo():
    """An invented ward of 14 old khu phố and 150 old tổ, for the bench and a long read."""
    rows = TITLE + TWO_ROWS
    merged = list(HEAD_MERGES)
    number = 0
    seed = 7
    total = [0, 0]
    for khu_pho in range(1, 15):
        groups = 11 if khu_pho <= 10 else 10
        first = len(rows) + 1
        for group in range(1, groups + 1):
            number += 1
            seed = (seed * 1103515245 + 12345) % 2**31
            households = 45 + (seed >> 8) % 109
            people = households * 3 + (seed >> 4) % 40
            total[0] += households
            total[1] += people
            rows.append([number, f"Khu phố {khu_pho}" if group == 1 else None, f"Tổ {group}",
                         households, people, f"Đường số {khu_pho}, hẻm {group}", None])
        merged.append(f"B{first}:B{len(rows)}")
    rows.append([None, "Tổng cộng", None, total[0], total[1], None, None])
    return book(("Danh sách", rows, merged))


def bytes_1258(text):
    """Windows-1258: tone marks stand behind their letter."""
    out = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return bytes(out)


def main():
    merged_two_rows().save(HERE / "01-hai-dong.xlsx")
    convert(merged_two_rows(), "02-hai-dong.xls")
    convert(merged_two_rows(), "03-hai-dong.ods")
    formulas().save(HERE / "04-cong-thuc.xlsx")
    dates(True).save(HERE / "05-ngay-1904.xlsx")
    dates(False).save(HERE / "06-ngay-1900.xlsx")
    convert(dates(True), "07-ngay-1904.xls")
    tcvn3().save(HERE / "08-tcvn3.xlsx")
    convert(vni(), "09-vni.xls")
    repeated().save(HERE / "10-lap-tieu-de.xlsx")
    convert(long_title(), "11-tieu-de-dai.ods")
    two_sheets().save(HERE / "12-hai-trang.xlsx")
    decomposed().save(HERE / "13-nfd.xlsx")
    convert(bands(), "14-khong-dau.xls")
    faults().save(HERE / "15-loi.xlsx")
    convert(hamlets(), "16-ap.fods")
    convert(formulas(), "21-da-tinh.ods")
    convert(two_sheets(), "22-hai-trang.ods")
    convert(two_sheets(), "23-hai-trang.xls")
    # openpyxl writes texts into the cells, LibreOffice into a shared table.
    convert(merged_two_rows(), "24-hai-dong.xlsx")

    semicolons = ("DANH SÁCH TỔ DÂN PHỐ;;;\r\n;;;\r\nKhu phố;Tổ;Số hộ;Ghi chú\r\n"
                  "Khu phố 1;Tổ 1;1.234;\"hẻm 5; hẻm 7\"\r\n;Tổ 2;\"98\";\r\nKhu phố 2;Tổ 1;77 hộ;\r\n")
    (HERE / "17-cham-phay.csv").write_bytes(b"\xef\xbb\xbf" + semicolons.encode())
    (HERE / "18-utf16.csv").write_bytes(semicolons.replace(";", "\t").replace("hẻm 5\t", "hẻm 5;").encode("utf-16"))
    (HERE / "19-1258.csv").write_bytes(bytes_1258(semicolons))
    abc = "Khu phè;Tæ d©n phè;Sè hé;Ghi chó\nKhu phè 1;Tæ 1;120;®\u00adêng sè 4\nKhu phè 1;Tæ 2;98;\n"
    (HERE / "20-abc.csv").write_bytes(abc.encode("latin-1"))
    vinh_lo().save(HERE / "vinh-lo.xlsx")
    convert(vinh_lo(), "vinh-lo.ods")


if __name__ == "__main__":
    main()
