# Danh sách tổ cũ của cơ quan.
old-list-unknown = Không có danh sách này.
old-list-decided = Danh sách này đã được chấp nhận hoặc đã bỏ nên không sửa được nữa. Muốn thay, hãy nhập một tệp mới.
old-list-stale = Danh sách vừa được người khác sửa hoặc đọc lại. Hãy xem lại rồi làm tiếp.
old-list-faulty = Danh sách còn { $errors } lỗi nên chưa chấp nhận được. Hãy sửa trong tệp rồi nhập lại, hoặc chọn lại các cột rồi đọc lại.
old-list-no-file = Chưa chọn tệp. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.
old-list-changed = Các cột vừa được chọn lại nên danh sách đã được đọc lại. Hãy xem kết quả mới bên dưới rồi bấm “Chấp nhận danh sách”.

act-old-list-read = Nhập, đọc lại danh sách tổ cũ
act-old-list-accept = Chấp nhận danh sách tổ cũ
act-old-list-withdraw = Bỏ danh sách tổ cũ

old-list-nav = Danh sách tổ cũ
old-list-title = Danh sách tổ cũ của { $name }
old-list-lead = Dùng chính tệp bảng tính mà cơ quan đang giữ. Chương trình đọc, cho xem đã hiểu từng cột thế nào, và so với sổ địa bàn. Danh sách chỉ có giá trị sau khi được chấp nhận.
old-list-file = Tệp danh sách
old-list-file-hint = .xlsx, .xls, .ods hoặc .csv, nhiều nhất 20 MB. Cần một cột tên tổ (hoặc khu phố, ấp) và một cột số hộ.
old-list-bring = Đọc tệp
old-list-brought-title = Các danh sách đã nhập
old-list-none = Chưa có danh sách nào. Hãy chọn tệp ở trên để bắt đầu.
old-list-col-file = Tệp
old-list-col-state = Tình trạng
old-list-col-brought = Nhập lúc
old-list-col-groups = Số tổ
old-list-state-read = Đang xem, chưa chấp nhận
old-list-state-accepted = Đã chấp nhận
old-list-state-withdrawn = Đã bỏ
old-list-brought-by = { $name } nhập lúc { $when }
old-list-accepted-by = { $name } chấp nhận lúc { $when }

old-list-page-title = Đọc tệp { $file }
old-list-read-groups = Nơi đọc được
old-list-read-households = Số hộ đọc được
old-list-registered-households = Số hộ trong sổ
old-list-errors = Lỗi phải sửa
old-list-warnings = Điều cần xem
old-list-can-accept = Không còn lỗi. Hãy xem các điều cần xem và bảng so sánh, rồi chấp nhận.
old-list-cannot-accept = Còn lỗi nên chưa chấp nhận được. Mỗi lỗi ghi rõ trang, dòng, cột và việc cần làm.

old-list-columns-title = Cách hiểu từng cột
old-list-columns-lead = Cột nào hiểu chưa đúng thì chọn lại, rồi bấm “Đọc lại với cột đã sửa”.
old-list-sheet = Trang “{ $sheet }”
old-list-sheet-hidden = trang bị ẩn
old-list-sheet-remembered = hiểu như lần trước
old-list-sheet-rows = { $n } dòng dưới tiêu đề
old-list-sheet-read = Đọc trang này
old-list-heading-rows = Các dòng tiêu đề
old-list-heading-rows-hint = Số dòng như trong bảng tính; đọc từ dòng ngay dưới. Để trống nếu không có tiêu đề.
old-list-khu-pho = Khu phố, ấp của cả trang
old-list-khu-pho-hint = Chỉ điền khi không cột nào ghi.
old-list-col-column = Cột
old-list-col-header = Tiêu đề trong tệp
old-list-col-samples = Vài giá trị
old-list-col-meaning = Nghĩa
old-list-meaning-of = Nghĩa của cột { $column }, trang { $sheet }
old-list-confidence = đoán, chắc { $percent }%
old-list-by-hand = đã chọn lại
old-list-reread = Đọc lại với cột đã sửa
old-list-accept = Chấp nhận danh sách
old-list-withdraw = Bỏ danh sách này

old-list-complaints-title = Điều chưa ổn
old-list-complaints-none = Không có điều gì chưa ổn.
old-list-complaints-copy = Chép toàn bộ (bôi đen rồi chép)
old-list-severity-error = Lỗi, phải sửa
old-list-severity-warning = Cần xem
old-list-severity-note = Để biết
old-list-more = Còn { $n } điều nữa, xem trong phần chép toàn bộ.

old-list-skipped = Các dòng bỏ qua vì không phải tổ –
old-list-compare-title = So với sổ địa bàn
old-list-compare-lead = Mỗi nơi trong danh sách được tìm trong sổ theo khu phố và tên, không phân biệt dấu và số 0 ở đầu.
old-list-matched = Khớp tên
old-list-differing = Khớp tên, khác số hộ
old-list-only-listed = Chỉ có trong tệp
old-list-only-registered = Chỉ có trong sổ
old-list-col-khu-pho = Khu phố, ấp (cũ)
old-list-col-group = Tổ (cũ)
old-list-col-listed = Hộ trong tệp
old-list-col-registered = Hộ trong sổ
old-list-col-difference = Chênh lệch

# Lệnh `coso draw list`.
list-begins = { $file }: { $groups } tổ, { $households } hộ, { $touches } cặp giáp nhau; vẽ { $kind } từ { $min } đến { $max } hộ, mong muốn { $target } hộ.
list-faulty = { $file }: còn { $errors } lỗi nêu ở trên nên chưa vẽ được. Hãy sửa trong tệp rồi chạy lại.
list-no-sheet = { $file } không có trang “{ $sheet }”. Các trang có: { $sheets }.
list-no-adjacency = { $file }: chưa biết tổ nào giáp tổ nào nên chưa vẽ được. Hãy thêm vào danh sách một cột “Giáp ranh” (ví dụ “2, 3” hoặc “Tổ 4 KP 2”), hoặc cho --adjacency TEP.csv, mỗi dòng hai tổ giáp nhau (ví dụ Tổ 1 KP 1,Tổ 2 KP 1), có thể thêm số mét ranh giới, vật ngăn cách (hẻm, đường, đường chính, đường sắt, kênh, sông) và dấu x nếu có cầu hoặc lối qua.
list-piece = Có phần không giáp với phần còn lại: gồm { $groups } tổ, { $households } hộ, bắt đầu từ “{ $first }”. Nếu thật ra có giáp, hãy ghi thêm.
list-pair-unknown = { $file }, dòng { $row }: không có tổ nào tên “{ $name }” trong danh sách. Hãy sửa tên, ví dụ “Tổ 4 KP 2”.
list-pair-unclear = { $file }, dòng { $row }: danh sách có nhiều nơi tên “{ $name }”. Hãy ghi thêm khu phố, ví dụ “Tổ 4 KP 2”.
list-pair-itself = { $file }, dòng { $row }: “{ $name }” giáp với chính nó. Hãy bỏ dòng này.
list-pair-length = { $file }, dòng { $row }: “{ $name }” không phải số mét. Hãy ghi một số nguyên hoặc để trống.
list-pair-class = { $file }, dòng { $row }: không hiểu vật ngăn cách “{ $name }”. Hãy ghi hẻm, đường, đường chính, đường sắt, kênh, sông hoặc để trống.
list-drawn = { $units } đơn vị, từ { $least } đến { $most } hộ, { $out } đơn vị ngoài khung.
list-unit-name = { $kind ->
    [ap] Ấp
   *[other] Khu phố
} { $number }
list-unit = { $unit }: { $households } hộ, từ { $from }
list-unit-out = { $unit }: { $households } hộ, ngoài khung vì { $reason }; từ { $from }
list-written = Kết quả ghi trong { $folder }: plan.json, graph.json, units.csv, summary.txt.
list-csv-unit = Đơn vị mới
list-csv-households = Số hộ
list-csv-people = Số nhân khẩu
list-csv-groups = Số tổ
list-csv-from = Từ khu phố, ấp cũ (hộ)
list-csv-members = Các tổ cũ
list-csv-reason = Lý do ngoài khung
