# Lời của dòng lệnh `coso`.

coso-serving = Đang phục vụ tại { $url }. Dừng bằng Ctrl-C.
coso-bad-address = “{ $address }” không phải địa chỉ nghe. Hãy viết dạng 127.0.0.1:8080.
coso-address-in-use = Địa chỉ { $address } đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác bằng --listen.
coso-address-not-allowed = Không được phép nghe ở { $address }. Hãy chọn cổng từ 1024 trở lên bằng --listen.
coso-address-not-here = Không nghe được ở { $address }: { $cause }. Hãy chọn địa chỉ của máy này bằng --listen.
coso-unreadable-file = Không đọc được tệp { $file }: { $cause }. Hãy kiểm tra đường dẫn và quyền đọc.
coso-rulebook-faults = Tệp quy định { $file } có lỗi; sửa rồi chạy lại:
    { $faults }
coso-user-added = Đã thêm tài khoản “{ $name }”.
coso-user-reset = Đã đặt lại mật khẩu của “{ $name }”. Lần đăng nhập tới phải đổi mật khẩu.
coso-ask-password = Mật khẩu (ít nhất 10 ký tự):
coso-demo-loopback = Bản dùng thử có tài khoản mẫu nên chỉ nghe trên máy này (127.0.0.1 hoặc [::1]), không nghe ở { $address }. Muốn phục vụ thật, dùng “coso serve”.
coso-demo-not-ours = Thư mục { $folder } không phải do “coso demo” tạo nên không được xoá. Hãy chọn thư mục khác bằng --data.
coso-demo-unwritable = Không ghi được vào thư mục { $folder }: { $cause }. Hãy chọn thư mục khác bằng --data.
coso-demo-making = Đang tạo { $name } (giả định): { $households } hộ…
coso-demo-made = Đã tạo { $name }: { $households } hộ, { $units } khu phố, ấp cũ.
coso-demo-living = Đang diễn lại hai năm ở hai nơi (giả định): hội nghị, đi cơ sở, cách làm hay, việc hứa và việc trễ…
coso-demo-lived = Đã diễn lại { $done } việc của hai năm; { $refused } việc không diễn lại được.
coso-demo-drawing = Đang vẽ phương án cho { $name }, mục tiêu { $target } hộ…
coso-demo-drawn = Đã vẽ { $name }: { $units } đơn vị, từ { $least } đến { $most } hộ, { $outside } đơn vị ngoài khung.
coso-demo-not-drawn = Không vẽ được phương án cho { $name }: { $cause }
coso-demo-ready = Mở { $url } bằng trình duyệt. Không đăng nhập vẫn xem được bản đồ, quy mô và lý do.
coso-demo-account = Tài khoản “{ $name }” ({ $post }), mật khẩu: { $password }
coso-demo-second = Người thứ nhất ghi nhận nghị quyết, người thứ hai xác nhận.
coso-demo-no-script = Chưa có phần mã lệnh cho trang (cần Node): trang vẫn dùng được, bản đồ do máy chủ vẽ.
order-min-from = Ít nhất { $value } hộ theo { $source }. { $mark }
order-max-from = Nhiều nhất { $value } hộ theo { $source }. { $mark }
order-unverified = (chưa đối chiếu văn bản)
order-empty-range = Ít nhất { $min } hộ, nhiều nhất { $max } hộ không thành một khoảng. Hãy sửa --min và --max.

coso-import-read = Đọc được { $figures } số: sẽ ghi { $telling }, trong đó sửa { $corrections }; { $faults } chỗ chưa ổn.
coso-import-not-whole = Còn chỗ chưa ổn nên chưa số nào được ghi. Sửa tệp rồi đọc lại.
coso-import-only-read = Mới xem trước, chưa ghi gì. Thêm --apply để ghi.
coso-import-done = Đã ghi { $n } số.
coso-import-which-place = Cơ sở dữ liệu có nhiều địa bàn ngoài cùng. Thêm --place với mã nội bộ của một nơi.
coso-indicator-unknown = Không có chỉ tiêu mã { $code }.
coso-import-left = Còn { $units } khu phố, ấp ở { $communes } xã, phường đã kết thúc hoặc sắp kết thúc. Hãy mở /sap-xep/chuyen-ve để ghi nơi tiếp nhận.
coso-import-bodies-new = Hàng { $row }: { $name } ở { $unit }, từ ngày { $day }.
coso-import-bodies-sum = Sẽ thêm { $made } cơ quan; { $known } đã có; { $faults } hàng chưa dùng được.
coso-import-bodies-done = Đã ghi { $n } cơ quan.
