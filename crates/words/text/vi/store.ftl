### Cơ sở dữ liệu: hỏng ở đâu và phải làm gì.

store-disk-full = Ổ đĩa đã đầy nên chưa ghi được ({ $place }). Hãy giải phóng dung lượng rồi làm lại; những gì đã báo xong vẫn còn nguyên.
store-unwritable = Không ghi được vào { $place }. Hãy cấp quyền ghi cho người chạy chương trình, hoặc chọn thư mục khác.
store-damaged = Tệp dữ liệu { $place } bị hỏng hoặc không phải tệp của coso. Hãy giữ nguyên tệp này và khôi phục từ bản sao lưu gần nhất bằng lệnh coso restore.
store-newer-version = Dữ liệu { $place } do phiên bản coso mới hơn tạo ra. Hãy chạy phiên bản mới đó; phiên bản này không đụng vào dữ liệu.
store-older-version = Dữ liệu { $place } thuộc phiên bản cũ hơn. Hãy sao lưu rồi chạy lệnh coso migrate.
store-no-server = Không có máy chủ PostgreSQL nào trả lời ở { $place }. Hãy kiểm tra địa chỉ và xem máy chủ đã chạy chưa.
store-wrong-password = Máy chủ { $place } không chấp nhận tên hoặc mật khẩu. Hãy kiểm tra lại địa chỉ cơ sở dữ liệu.
store-no-database = Không tìm thấy cơ sở dữ liệu { $place }. Hãy kiểm tra tên, hoặc tạo mới bằng lệnh coso migrate.
store-busy = Cơ sở dữ liệu { $place } đang bận hoặc bị chương trình khác giữ. Hãy đóng chương trình đó rồi thử lại.
store-bad-url = Không hiểu địa chỉ cơ sở dữ liệu { $place }. Hãy viết sqlite:ĐƯỜNG_DẪN hoặc postgres://tên@máy/cơ_sở_dữ_liệu.
store-duplicate = Mục này đã có rồi.
store-missing = Mục liên quan không còn nữa. Hãy tải lại trang.
store-unfit = Giá trị này không ghi được. Hãy kiểm tra lại những gì đã nhập.
store-conflict = Có người khác vừa sửa cùng lúc nên lần ghi này chưa thành. Hãy làm lại.
store-not-empty = Cơ sở dữ liệu { $place } đã có nội dung nên không khôi phục đè lên. Hãy chọn một cơ sở dữ liệu trống.
store-exists = Tệp { $place } đã có nên không ghi đè. Hãy chọn tên khác.
store-bad-backup = Tệp { $place } không phải bản sao lưu nguyên vẹn của coso. Hãy chọn bản sao lưu khác.
store-bug = Có lỗi trong chương trình. Hãy báo cho người quản trị số của trang này.

attachment-empty = Tệp đính kèm trống.
attachment-too-large = Tệp đính kèm { $size } MB, lớn hơn mức cho phép { $limit } MB.
attachment-wrong-kind = Loại tệp { $kind } không nhận. Hãy dùng PDF, Word, Excel, OpenDocument, ảnh JPEG hoặc PNG.

job-abandoned = Việc này nhiều lần bị ngắt giữa chừng nên đã dừng. Hãy giao lại với phạm vi nhỏ hơn hoặc báo người quản trị.

verify-file = Tệp dữ liệu
verify-references = Liên kết giữa các bảng
verify-audit-chain = Chuỗi nhật ký
verify-registry = Địa bàn, hộ và quá trình thay đổi
verify-well = đúng
verify-faults = { $count } lỗi
verify-sealed = đã niêm phong { $sealed } mục, chờ niêm phong { $unsealed } mục, mắt xích cuối { $head }
migrate-done = Dữ liệu { $place } đã ở phiên bản hiện tại.
backup-done = Đã sao lưu { $rows } dòng vào { $place }.
restore-done = Đã khôi phục { $rows } dòng vào { $place }.
