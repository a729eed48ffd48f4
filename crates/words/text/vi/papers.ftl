# Danh sách tổ, khu phố, ấp nhập từ tệp bảng tính.
papers-file-empty = Tệp “{ $file }” không có nội dung. Hãy chọn lại tệp danh sách.
papers-file-too-large = Tệp “{ $file }” lớn hơn { $limit_mb } MB. Hãy xóa hình ảnh và các trang không cần, lưu lại rồi chọn lại.
papers-file-unpacks-too-large = Tệp “{ $file }” khi mở ra lớn hơn { $limit_mb } MB nên không đọc. Hãy chép riêng phần danh sách sang một tệp mới rồi chọn lại.
papers-file-too-long = Trang “{ $sheet }” của tệp “{ $file }” có nội dung vượt quá { $rows } dòng hoặc { $columns } cột. Hãy xóa phần thừa ở xa bảng, hoặc chép riêng danh sách sang một tệp mới.
papers-file-locked = Tệp “{ $file }” có mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi chọn lại.
papers-file-web-page = Tệp “{ $file }” thật ra là một trang web được đặt tên như bảng tính. Hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi chọn lại.
papers-file-not-a-sheet = Tệp “{ $file }” không phải bảng tính{ $looks_like ->
        [unknown] {""}
       *[other] {" "}mà là tệp { $looks_like }
    }. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.
papers-file-damaged = Không đọc được tệp “{ $file }” vì tệp bị hỏng hoặc chưa tải đủ. Hãy mở bằng Excel hoặc LibreOffice, lưu lại rồi chọn lại. (Chi tiết: { $detail })
papers-file-no-content = Tệp “{ $file }” không có trang nào có nội dung. Hãy chọn lại tệp danh sách.

papers-missing-name = Trang “{ $sheet }”, dòng { $row }, cột { $column }: có số liệu nhưng thiếu { $field ->
        [khu_pho] tên khu phố, ấp
       *[other] tên tổ
    }. Hãy điền tên vào tệp.
papers-missing-households = Trang “{ $sheet }”, dòng { $row }, cột { $column }: “{ $name }” chưa có số hộ. Hãy điền số hộ, hoặc xóa dòng nếu không còn.
papers-not-a-number = Trang “{ $sheet }”, dòng { $row }, cột { $column }: “{ $text }” không phải { $field ->
        [nhan_khau] số nhân khẩu
       *[other] số hộ
    }. Hãy ghi một con số.
papers-not-whole = Trang “{ $sheet }”, dòng { $row }, cột { $column }: “{ $text }” có phần lẻ. Nếu dấu chấm để phân cách hàng nghìn, hãy gõ lại số liền nhau, ví dụ 1234.
papers-out-of-range = Trang “{ $sheet }”, dòng { $row }, cột { $column }: { $field ->
        [nhan_khau] số nhân khẩu
       *[other] số hộ
    } “{ $text }” không nằm trong khoảng từ 0 đến { $max }. Hãy kiểm tra lại.
papers-became-date = Trang “{ $sheet }”, dòng { $row }, cột { $column }: bảng tính đã đổi ô này thành ngày { $text }. Hãy định dạng ô là Văn bản (Text) rồi gõ lại.
papers-uncomputed = Trang “{ $sheet }”, dòng { $row }, cột { $column }: công thức chưa có kết quả lưu trong tệp. Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi chọn lại.
papers-cell-fault = Trang “{ $sheet }”, dòng { $row }, cột { $column }: ô báo lỗi { $text }. Hãy sửa công thức hoặc gõ giá trị.
papers-merged-number = Trang “{ $sheet }”, dòng { $row }, cột { $column }: một con số gộp ô cho nhiều dòng nên không biết mỗi dòng bao nhiêu. Hãy tách ô và ghi số của từng dòng.
papers-ditto-without-above = Trang “{ $sheet }”, dòng { $row }, cột { $column }: ghi “như trên” nhưng phía trên chưa có tên. Hãy ghi rõ tên.
papers-duplicate = Trang “{ $sheet }”, dòng { $row }: “{ $name }” đã có ở trang “{ $first_sheet }”, dòng { $first_row }. Hãy xóa dòng trùng hoặc sửa tên.
papers-looks-alike = Trang “{ $sheet }”, dòng { $row }: “{ $name }” chỉ khác dấu với “{ $other }” ở dòng { $other_row }. Hai nơi được giữ riêng; hãy xem có phải là một không.
papers-total-differs = Trang “{ $sheet }”, dòng { $row }, cột { $column }: dòng cộng ghi { $written } { $field ->
        [nhan_khau] nhân khẩu
       *[other] hộ
    } nhưng cộng các dòng đã đọc được { $counted }. Hãy kiểm tra lại.
papers-fewer-people = Trang “{ $sheet }”, dòng { $row }, cột { $column }: { $people } nhân khẩu mà có { $households } hộ. Hãy kiểm tra hai cột có bị đổi chỗ không.
papers-zero-households = Trang “{ $sheet }”, dòng { $row }, cột { $column }: “{ $name }” có 0 hộ. Vẫn được đọc; hãy xem có đúng không.
papers-unknown-neighbour = Trang “{ $sheet }”, dòng { $row }, cột { $column }: nơi giáp ranh “{ $name }” không có trong danh sách. Hãy sửa tên nếu đó là một tổ.
papers-ambiguous-neighbour = Trang “{ $sheet }”, dòng { $row }, cột { $column }: danh sách có nhiều nơi tên “{ $name }”. Hãy ghi thêm khu phố, ví dụ “Tổ 4 KP 2”.
papers-row-unread = Trang “{ $sheet }”, dòng { $row }: “{ $text }” không có tên tổ và không có số liệu nên không đọc.
papers-hidden-row = Trang “{ $sheet }”, dòng { $row }: dòng bị ẩn trong tệp, vẫn được đọc.
papers-text-converted = Trang “{ $sheet }”, từ dòng { $row }: đã đổi { $cells } ô chữ từ bảng mã { $from } sang Unicode. Hãy xem lại vài tên.
papers-mapping-lacks-name = Trang “{ $sheet }”: chưa chọn cột tên tổ hoặc tên khu phố, ấp. Hãy chọn.
papers-mapping-lacks-households = Trang “{ $sheet }”: chưa chọn cột số hộ. Hãy chọn.
papers-mapping-twice = Trang “{ $sheet }”: hai cột cùng được chọn là { $field ->
        [phuong_xa] phường, xã
        [khu_pho] khu phố, ấp
        [to] tổ
        [so_ho] số hộ
        [nhan_khau] nhân khẩu
        [giap] giáp ranh
       *[other] mã
    }. Hãy bỏ bớt một cột.
papers-sheet-missing = Tệp “{ $file }” không có trang “{ $sheet }”. Hãy chọn lại trang.
papers-no-rows = Không đọc được tổ hay khu phố, ấp nào trong tệp “{ $file }”. Hãy chọn lại trang, dòng tiêu đề và các cột.

papers-skip-repeated-header = Tiêu đề in lại
papers-skip-column-numbers = Dòng đánh số cột
papers-skip-band = Dòng tên khu phố, ấp
papers-skip-total = Dòng cộng
papers-skip-after-table = Phần ký tên dưới bảng
papers-skip-only-numbered = Dòng chỉ có số thứ tự
papers-skip-unread = Dòng không có tên và số liệu

papers-field-phuong-xa = Phường, xã
papers-field-khu-pho = Khu phố, ấp (cũ)
papers-field-to = Tổ (cũ)
papers-field-so-ho = Số hộ
papers-field-nhan-khau = Số nhân khẩu
papers-field-dia-ban = Địa bàn, tuyến đường
papers-field-giap = Giáp ranh
papers-field-ma = Mã
papers-field-ghi-chu = Ghi chú
papers-field-stt = Số thứ tự
papers-field-bo-qua = Không đọc
