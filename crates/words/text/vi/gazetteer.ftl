# Danh mục đơn vị hành chính: nhập vào, và điều gì sai trong tệp.

gazetteer-empty = Tệp không có phiên bản hay đơn vị nào.
gazetteer-not-json = Dòng { $line }: không đọc được ({ $why }). Mỗi dòng phải là một phiên bản dạng JSON.
gazetteer-not-a-day = Dòng { $line }, trường { $field }: “{ $value }” không phải ngày dạng NNNN-TT-NN.
gazetteer-field-missing = Dòng { $line }, thay đổi { $change }: thiếu trường { $field }.
gazetteer-level = Dòng { $line }, thay đổi { $change }: cấp “{ $value }” phải là 1 (tỉnh), 2 (huyện) hoặc 3 (xã).
gazetteer-unknown-code = Dòng { $line }, thay đổi { $change }: mã { $code } ({ $name }) không có trong danh mục trước đó.
gazetteer-code-taken = Dòng { $line }, thay đổi { $change }: mã { $code } ({ $name }) đang thuộc một đơn vị khác.
gazetteer-unknown-parent = Dòng { $line }, thay đổi { $change }: đơn vị cấp trên { $parent } của { $name } không có trong danh mục.
gazetteer-other-name = Dòng { $line }, thay đổi { $change }: tên cũ của mã { $code } không đúng với danh mục trước đó.
gazetteer-no-kind = Dòng { $line }, thay đổi { $change }: tên “{ $name }” phải bắt đầu bằng loại đơn vị (Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn, Đặc khu).
gazetteer-still-has-units = Dòng { $line }, thay đổi { $change }: { $name } bị bỏ nhưng vẫn còn đơn vị trực thuộc.
gazetteer-count = Dòng { $line }: phiên bản ghi có { $said } đơn vị cấp { $field ->
        [provinces] tỉnh
        [districts] huyện
       *[communes] xã
    }, nhưng các thay đổi tính đến đó cho ra { $is }. Hãy xem lại các thay đổi của dòng này.
gazetteer-day-order = Ngày { $value } sớm hơn ngày { $before } của phiên bản { $version } đã có. Danh mục chỉ nhập theo thứ tự thời gian.
gazetteer-code-twice = Dòng (hoặc mục thứ) { $line }: mã { $code } ({ $name }) có hai lần trong danh mục.
gazetteer-no-list = Dòng { $line }: không đọc được ({ $why }). Danh mục dạng JSON phải là một mảng các tỉnh, mỗi tỉnh có Code, FullName và Wards.
list-no-kind = Dòng (hoặc mục thứ) { $line }: tên “{ $name }” của mã { $code } phải bắt đầu bằng loại đơn vị (Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn, Đặc khu).
list-unknown-parent = Dòng (hoặc mục thứ) { $line }: { $name } thuộc mã { $parent }, nhưng danh mục này không có đơn vị cấp trên nào mang mã đó.
list-of-a-part = Danh mục chỉ có { $is } trong { $before } tỉnh, thành phố đang có. Danh mục phải của cả nước: đơn vị nào không có trong tệp bị coi là đã hết.
gazetteer-version-differs = Phiên bản { $line } đã nhập (từ ngày { $kept }) có nội dung khác với tệp này (từ ngày { $given }). Hãy kiểm tra có đúng tệp nối tiếp không.
gazetteer-unknown-import = Không có lần nhập nào mang mã này, hoặc đã được rút lại.
gazetteer-not-last = Sau lần nhập này còn lần khác; hãy rút lại lần sau trước.
gazetteer-in-force = Lần nhập này đã có hiệu lực từ { $day } nên không rút lại được. Muốn sửa, hãy nhập một danh mục mới.
gazetteer-no-province = Danh mục hôm nay không có tỉnh, thành phố nào mang mã { $code }.
reform-unknown-old = Mã cũ { $code } không có trong danh mục trước ngày sắp xếp. Hãy nhập quá trình thay đổi trước (coso import history).
reform-leads-nowhere = Đơn vị cũ { $code } không được ghi là nhập vào đâu.
reform-comes-from-nowhere = Đơn vị mới { $code } không được ghi là từ đơn vị cũ nào.
reform-only-from-old = Chỉ tệp đơn vị cũ ghi: { $old } → { $new }. Chưa nhập cạnh này; hãy đối chiếu văn bản.
reform-only-from-new = Chỉ tệp đơn vị mới ghi: { $old } → { $new }. Chưa nhập cạnh này; hãy đối chiếu văn bản.
reform-coverage-differs = Hai tệp khác nhau về toàn bộ hay một phần: { $old } → { $new }. Chưa nhập cạnh này; hãy đối chiếu văn bản.
reform-name-differs = Hai tệp ghi tên khác nhau: { $old } → { $new }. Lấy theo tệp đơn vị cũ.
reform-district-edge = Hai tệp xếp khác cấp: { $old } là huyện không có xã; tệp đơn vị cũ ghi ở cấp huyện, tệp đơn vị mới ghi lẫn vào cấp xã. Cả hai cùng ghi → { $new } nên đã nhập.
reform-crosses-provinces = Đáng ngờ: tệp ghi { $old } sang { $new } thuộc tỉnh khác. Lấy đúng như tệp ghi; hãy đối chiếu văn bản.
reform-not-json = Dòng { $line }: không đọc được ({ $why }). Tệp sắp xếp là một văn bản JSON với mảng “data” các tỉnh; tệp bị cắt cụt thì tải lại.
reform-differs = Lần sắp xếp ngày ấy đã nhập rồi, và { $old } → { $new } chỉ có ở một bên: tệp này hoặc danh mục đã nhập.
reform-named-otherwise = Lần sắp xếp ngày ấy đã nhập rồi, và tên “{ $name }” của mã { $code } khác với danh mục đã nhập.
edges-not-json = Dòng { $line }: không đọc được ({ $why }). Tệp phải là một dãy JSON.
edges-row = Mục thứ { $line }: không đọc được ({ $why }). Mỗi mục cần from, to, on, coverage (whole hoặc part).
edges-empty = Tệp không có dòng nào.
edges-no-head = Tệp { $file } không có dòng tiêu đề với các cột “Mã cũ”, “Mã mới”, “Ngày”, “Toàn bộ hay một phần”.
edges-cell = Dòng { $line }, cột “{ $column }”: không đọc được “{ $value }”. Mã tỉnh có 2 chữ số, huyện 3, xã 5; ngày như 1/2/2020; mức là “toàn bộ” hoặc “một phần”.
edges-unknown-from = Dòng { $line }: ngày { $day } không có đơn vị nào mang mã cũ { $code }.
edges-unknown-to = Dòng { $line }: ngày { $day } không có đơn vị nào mang mã mới { $code }.
edges-itself = Dòng { $line }: mã { $from } và mã { $to } là cùng một đơn vị; đơn vị tiếp tục tồn tại thì không cần ghi.
edges-goes-on = Dòng { $line }: ghi toàn bộ { $code } nhập đi, nhưng danh mục cho biết từ { $day } đơn vị ấy vẫn còn. Hãy xem lại ngày, hoặc ghi một phần.
edges-levels = Dòng { $line }: { $from } và { $to } không cùng cấp.
edges-twice = Dòng { $line }: { $from } → { $to } ngày { $day } có hai lần trong tệp.
edges-differs = Dòng { $line }: { $from } → { $to } ngày { $day } đã có với nội dung khác. Rút lại lần nhập trước nếu dòng này mới đúng.
edges-more-than-whole = Dòng { $line }: ghi toàn bộ { $code } nhập vào một nơi, nhưng ngày { $day } còn phần khác đi nơi khác.
edges-some-shares = Dòng { $line }: ghi số liệu cho một phần của { $code } mà thiếu ở phần khác (kể cả phần ở lại: { $code } → { $code }). Ghi đủ các phần, hoặc bỏ trống tất cả.
coso-import-edges = Thêm { $edges } chỗ đơn vị cũ nhập vào đơn vị mới, trong { $events } sự kiện.
coso-import-nothing = Tệp này đã nhập rồi: không có gì mới.
coso-import-adds = { $versions } phiên bản mới: thêm { $units } đơn vị, { $states } trạng thái, { $events } sự kiện; { $ended } trạng thái kết thúc.
coso-import-after = Sau đó có { $provinces } đơn vị cấp tỉnh, { $districts } cấp huyện, { $communes } cấp xã.
coso-import-reform = { $divided } xã, phường cũ bị chia; { $on } đơn vị giữ nguyên; { $districts } đơn vị cấp huyện kết thúc.
coso-import-shifted = Phiên bản { $number } ghi ngày { $dated } nhưng { $changes } thay đổi của nó có hiệu lực từ { $effective }.
coso-import-runs = Bản cài đặt này vận hành tỉnh, thành phố mã { $code }: { $units } đơn vị, kể cả những nơi đã có trước đây.
coso-import-reverted = Đã rút lại lần nhập.
coso-import-recorded = Đã ghi. Trước ngày có hiệu lực đầu tiên thì rút lại được: coso import revert { $import }
coso-import-recorded-edges = Đã ghi. Muốn rút lại: coso import revert { $import }
coso-import-list = { $import }  { $source }, có hiệu lực từ { $day }: { $units } đơn vị, { $states } trạng thái, { $events } sự kiện{ $state ->
        [reverted] {" "}(đã rút lại)
       *[kept] {""}
    }
coso-import-list-empty = Chưa có lần nhập danh mục nào.
coso-import-unreadable = Không đọc được tệp { $file }: { $cause }. Hãy kiểm tra đường dẫn và quyền đọc.
coso-import-not-text = Tệp { $file } không phải văn bản UTF-8. Mở tệp rồi lưu lại với bảng mã UTF-8.
coso-import-torn = Tệp nén { $file } bị hỏng hoặc bị cắt cụt nên không giải nén được hết. Hãy tải lại tệp.
coso-import-refused = Tệp { $file } có { $count } lỗi kể trên; chưa có gì được ghi. Sửa tệp rồi nhập lại.
coso-import-day-missing = Hãy nói danh mục có hiệu lực từ ngày nào: --on NNNN-TT-NN.
coso-import-no-head = Tệp { $file } không có dòng tiêu đề với các cột “Mã”, “Tên”, “Mã cấp trên”.
coso-import-row = Dòng { $line }, cột “{ $column }”: “{ $value }” không phải { $field ->
        [name] tên
       *[other] mã
    } của một đơn vị hành chính. Mã tỉnh có 2 chữ số, huyện 3, xã 5.
translate-table-done = Đã đọc { $rows } dòng; { $noted } dòng có ghi chú ở cột “note” (chưa đổi được, hoặc chỉ đổi được một phần).
coso-import-unwritable = Không ghi được tệp { $file }: { $cause }. Hãy kiểm tra đường dẫn, quyền ghi và chỗ trống của đĩa.
translate-line = { $from } → { $to }: { $share } % ({ $method })
translate-lost = không rõ nhập vào đâu
translate-no-column = Bảng không có cột “{ $column }”. Các cột có: { $found }. Chọn cột bằng --column.
list-change-initial = Có trong danh mục đầu tiên
list-change-added = Thêm vào danh mục
list-change-removed = Không còn trong danh mục
list-change-renamed = Đổi tên
list-change-moved = Chuyển sang đơn vị cấp trên khác
act-gazetteer-import = Nhập danh mục đơn vị hành chính
act-gazetteer-revert = Rút lại một lần nhập danh mục
act-gazetteer-run-here = Nhận một tỉnh, thành phố làm nơi vận hành

## Quá trình của một đơn vị.

life-day = Xem đơn vị này vào ngày
life-timeline = { $n } giai đoạn, từ { $from }
life-timeline-desc = Mỗi ô là một giai đoạn, dài theo thời gian, có số thứ tự như danh sách bên dưới. Chạm vào một ô để xem đơn vị lúc đó.
life-timeline-said = Số trong ô là số thứ tự trong danh sách bên dưới; ô đậm là giai đoạn đang xem.
life-graph = Sơ đồ: hình thành từ đâu, chuyển thành gì
life-graph-desc = Đơn vị cũ đi trước, đơn vị mới theo sau. Mọi điều trong sơ đồ đều có trong danh sách bên dưới.
life-graph-title = Hình thành từ đâu, chuyển thành gì
life-graph-said = Nét liền: toàn bộ đơn vị cũ. Nét đứt: một phần. Chạm vào một ô để mở đơn vị đó vào ngày thay đổi.
life-part = một phần, { $share } ({ $method })
life-more = Còn { $n } đơn vị nữa
life-less = Thu gọn
life-more-stages = Thêm { $n } giai đoạn
life-further-back = Trước đó nữa, từ { $n } đơn vị
life-further-on = Sau đó nữa, thành { $n } đơn vị
life-open = Xem quá trình thay đổi bằng sơ đồ
life-changed-name = tên mới
life-changed-kind = loại mới
life-changed-code = mã mới
life-changed-above = đơn vị cấp trên mới
life-ended-silent = Danh mục bỏ tên đơn vị này từ { $day } và không ghi đã nhập vào đâu. Xem các văn bản ở

## Các phiên bản của danh mục, và cây đơn vị theo ngày.

gazetteer-nav = Các phiên bản danh mục
gazetteer-said = Danh mục đơn vị hành chính cả nước thay đổi thế nào từ năm 2004.
gazetteer-title = Danh mục đơn vị hành chính qua các thời kỳ
gazetteer-lead = Có { $n } phiên bản. Mở một phiên bản để biết nó thay đổi gì và xem cây đơn vị của ngày đó.
gazetteer-none-title = Chưa có danh mục
gazetteer-none = Quản trị viên nhập danh mục có sẵn bằng lệnh “coso import units”.
gazetteer-year = Năm { $year }: { $n } phiên bản
gazetteer-version = Phiên bản { $n }, từ { $day }
gazetteer-version-of = phiên bản { $n } của danh mục
gazetteer-shifted = Phiên bản này ghi ngày { $dated }, nhưng thay đổi có hiệu lực từ { $day }.
gazetteer-counts = { $provinces } đơn vị cấp tỉnh, { $districts } cấp huyện, { $communes } cấp xã
gazetteer-provinces = Cấp tỉnh
gazetteer-districts = Cấp huyện
gazetteer-communes = Cấp xã
gazetteer-acts = Văn bản
gazetteer-open-tree = Xem cây đơn vị của ngày này
gazetteer-before = Phiên bản trước
gazetteer-next = Phiên bản sau
gazetteer-changes = Thay đổi gì
gazetteer-no-change = Không thay đổi đơn vị nào.
gazetteer-sum-initial = có sẵn { $n } đơn vị { $level }
gazetteer-sum-added = thêm { $n } đơn vị { $level }
gazetteer-sum-removed = bỏ { $n } đơn vị { $level }
gazetteer-sum-renamed = đổi tên { $n } đơn vị { $level }
gazetteer-sum-moved = chuyển { $n } đơn vị { $level } sang cấp trên khác
gazetteer-change-before = { $does }; trước là { $before }
gazetteer-col-change = Thay đổi
gazetteer-col-above = Mã cấp trên
gazetteer-further = Xem tiếp
gazetteer-csv = Tải tất cả thay đổi (CSV)
gazetteer-province-old = { $name } (cũ)
tree-nav = Cây đơn vị theo ngày
tree-title = Cây đơn vị hành chính
tree-of = Các đơn vị thuộc { $name }
tree-day = Cây đơn vị của ngày
tree-show = Xem cây
tree-none = Ngày này chưa có đơn vị nào trong danh mục. Danh mục bắt đầu từ năm 2003.
tree-counts = { $districts ->
    [0] { $communes } đơn vị cấp xã
   *[other] { $districts } đơn vị cấp huyện, { $communes } cấp xã
}
tree-open-unit = Mở trang của đơn vị này
tree-nothing-below = Không có đơn vị hành chính nào bên dưới.
tree-beside = Ngoài danh mục
tree-beside-title = Nơi không có trong danh mục của cả nước
tree-beside-why = Được lập ở đây, không có trong danh mục của cả nước và không tính vào các số của cả nước.
tree-beside-sample = Giả định
tree-beside-sample-title = Nơi giả định của bản dùng thử
tree-beside-sample-why = Được đặt ra để dùng thử, không có trong danh mục của cả nước và không tính vào các số của cả nước.
gazetteer-province-beside = { $name } ({ $what })

## Đổi mã, tên của một ngày sang ngày khác.

translate-nav = Đổi mã, tên cũ – mới
translate-open = Đổi mã sang ngày khác
translate-title = Đổi mã, tên đơn vị sang ngày khác
translate-lead = Mã hay tên của một ngày nay thuộc đơn vị nào, hoặc trước kia thuộc đơn vị nào. Mã được cấp lại cho nơi khác, nên luôn phải nói mã của ngày nào.
translate-text = Mã hoặc tên
translate-text-hint = Ví dụ: 26737, hoặc Đa Kao, Quận 1. Tên trùng thì ghi thêm cấp trên sau dấu phẩy.
translate-from = Mã, tên của ngày
translate-to = Đổi sang ngày
translate-button = Đổi
translate-of = { $name }, ngày { $day }
translate-same = Ngày { $day } vẫn là { $to }, không đổi.
translate-whole = Ngày { $day }, toàn bộ { $from } thuộc { $to }.
translate-parts = Ngày { $day }, địa bàn này nằm ở { $n } nơi. Muốn biết một địa chỉ thuộc nơi nào, hãy hỏi ủy ban nhân dân của các nơi ấy.
translate-today = Xem đến hôm nay
translate-choose = { $n } đơn vị mang tên “{ $text }”
translate-choose-lead = Chọn đơn vị bạn cần.
translate-none = Ngày { $day } không có đơn vị nào mang mã hay tên này
translate-none-advice = Kiểm tra lại mã, tên và ngày. Mã xã có 5 chữ số, huyện 3, tỉnh 2.
translate-bearers = Mã hay tên này có vào những ngày khác. Chọn đơn vị bạn cần:
translate-table-title = Đổi cả một bảng
translate-table-lead = Gửi bảng CSV hoặc Excel có một cột mã hoặc tên. Bảng trả về còn nguyên mọi dòng, mọi cột, thêm mã mới, tên mới, tỷ lệ và ghi chú; dòng nào không đổi được thì ghi chú nói vì sao. Bảng không được lưu lại.
translate-file = Tệp bảng
translate-file-hint = Tệp .csv, .xlsx, .xls hoặc .ods, đến 20 MB; bảng Excel đến 200.000 dòng.
translate-column = Tên cột có mã hoặc tên (không bắt buộc)
translate-column-hint = Bỏ trống thì chương trình tự tìm cột.
translate-form = Dạng bảng trả về
translate-form-same = Như bảng gửi lên
translate-table-button = Đổi và tải về
translate-more-title = Xem thêm
translate-too-often = Nơi bạn đang dùng mạng đã gửi quá nhiều bảng trong vài phút. Hãy đợi một phút rồi gửi lại.
translate-no-file = Hãy chọn một tệp.
translate-no-rows = Bảng không có dòng nào.
translate-no-code-column = Không cột nào có mã hay tên đơn vị của ngày đã chọn. Kiểm tra ngày, hoặc ghi tên cột. Dòng đầu của bảng: { $found }
translate-no-such-column = Bảng không có cột “{ $column }”. Các cột có: { $found }
translate-row-empty = Dòng { $row }, cột { $field }: ô trống
translate-row-unknown = Dòng { $row }, cột { $field }: ngày { $day } không có đơn vị nào mang mã hay tên “{ $text }”
translate-row-several = Dòng { $row }, cột { $field }: { $n } đơn vị mang tên “{ $text }”; ghi thêm cấp trên sau dấu phẩy
translate-row-lost = Dòng { $row }, cột { $field }: danh mục không ghi phần này đã nhập vào đâu
translate-sheet = Đổi mã

## Bảng đổi mã giữa hai ngày, khối so sánh được.

matrix-nav = Bảng đổi mã giữa hai ngày
matrix-said = Mọi đơn vị của ngày đầu thành đơn vị nào ở ngày sau, với tỷ lệ và cách biết tỷ lệ; cả nước hoặc một tỉnh.
matrix-title = Bảng đổi mã giữa hai ngày
matrix-level = Cấp đơn vị
matrix-level-commune = cấp xã (mặc định)
matrix-province = Tỉnh, thành phố
matrix-nation = Cả nước
matrix-count = { $n } dòng, từ { $from } sang { $to }
matrix-none = Hai ngày này không có dòng nào. Kiểm tra ngày, cấp và tỉnh.
matrix-csv = Tải cả bảng (CSV)
matrix-share = Tỷ lệ
matrix-method = Cách biết
matrix-left = Còn { $n } dòng nữa ở tệp CSV.
blocks-nav = Khối so sánh được giữa hai ngày
blocks-said = Khối là nhóm đơn vị nhỏ nhất có ranh giới ngoài không đổi giữa hai ngày. Số liệu cộng theo khối thì so sánh được chính xác, không cần ước tính.
blocks-title = Khối so sánh được giữa hai ngày
blocks-count = { $n } khối có thay đổi; { $same } đơn vị giữ nguyên, tự là một khối
blocks-lost = { $n } đơn vị kết thúc mà danh mục không ghi nhập vào đâu: không so sánh được
blocks-block = Khối { $n }
blocks-because = Vì sao đứng chung
blocks-csv = Tải các khối (CSV)
blocks-further = Xem tiếp
gazetteer-transfer-ahead = Đã ghi nơi tiếp nhận khu phố, ấp có hiệu lực từ { $day } dựa trên lần nhập này. Hãy hoàn tác ở trang Chuyển về xã, phường mới trước.
