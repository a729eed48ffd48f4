# Những gì chung cho sổ việc: chữ người dùng gõ, lĩnh vực, cơ quan, chức danh, cách đi theo địa bàn.
text-missing = Ô này chưa có chữ nào. Hãy viết vào.
text-too-long = Bài viết dài { $length } ký tự. Hãy rút còn nhiều nhất { $most } ký tự.
text-personal = Trong bài có “{ $found }”, có vẻ là số điện thoại, số định danh hoặc địa chỉ thư của một người. Hãy bỏ đi: nội dung này nhiều người đọc được.

category-giao_thong = Giao thông, đường, hẻm
category-ngap_nuoc = Ngập nước, thoát nước
category-rac_thai = Rác thải, vệ sinh
category-chieu_sang = Đèn đường
category-cay_xanh = Cây xanh
category-dien_vien_thong = Điện, viễn thông
category-cap_nuoc = Nước sạch
category-tieng_on = Tiếng ồn
category-via_he = Vỉa hè, trật tự đô thị
category-xay_dung = Xây dựng
category-an_ninh = An ninh, an toàn
category-phong_chay = Phòng cháy
category-thu_tuc = Thủ tục, giấy tờ
category-dat_dai = Đất đai, nhà ở
category-an_sinh = An sinh, hỗ trợ
category-y_te = Y tế, an toàn thực phẩm
category-giao_duc = Giáo dục
category-van_hoa = Văn hóa, thể thao, nơi sinh hoạt
category-thai_do_phuc_vu = Thái độ phục vụ
category-to_chuc = Tổ chức, hoạt động của khu phố, ấp
category-sang_kien = Ý tưởng, sáng kiến
category-khac = Việc khác

body-dang_uy = Cấp ủy
body-thuong_truc = Thường trực cấp ủy
body-hdnd = Hội đồng nhân dân
body-ubnd = Ủy ban nhân dân
body-mttq = Ủy ban Mặt trận Tổ quốc
body-doan_the = Đoàn thể
body-so_nganh = Sở, ngành
body-doanh_nghiep_cong_ich = Đơn vị dịch vụ công ích
body-chi_bo = Chi bộ
body-ban_dieu_hanh = Ban điều hành khu phố, ấp

post-bi_thu = Bí thư
post-chu_tich = Chủ tịch
post-pho_chu_tich = Phó Chủ tịch
post-dau_moi = Đầu mối tiếp nhận
post-cong_chuc = Công chức chuyên môn
post-chu_tich_mat_tran = Mặt trận, đoàn thể
post-thu_truong = Thủ trưởng đơn vị
post-truong_khu_pho_ap = Trưởng khu phố, ấp
post-bi_thu_chi_bo = Bí thư chi bộ
post-truong_ban_mat_tran = Trưởng ban công tác Mặt trận
post-chi_hoi_truong = Chi hội trưởng, bí thư chi đoàn
post-to_truong_tu_quan = Tổ trưởng tổ tự quản

post-category-can_bo = Cán bộ
post-category-cong_chuc = Công chức
post-category-vien_chuc = Viên chức
post-category-khong_chuyen_trach = Người hoạt động không chuyên trách
post-category-tu_nguyen = Tự nguyện

post-unknown = Không có chức danh này.
post-superior-unknown = Không có chức danh cấp trên này.
routing-days = Thời hạn phải từ 1 đến 60 ngày làm việc.

followed-opened = nơi mở việc
followed-household = đi theo hộ
followed-point = đi theo vị trí trên bản đồ
followed-majority = đi theo phần đông số hộ của địa bàn cũ
followed-sent = được chuyển

authority-no-post = Tài khoản của bạn chưa được giao chức danh nào. Mỗi việc là do một chức danh hứa và trả lời: hãy nhờ người quản trị giao chức danh.
authority-not-your-post = Việc này thuộc chức danh khác, tài khoản của bạn không giữ chức danh ấy.

photo-unreadable = Tệp này không phải ảnh JPEG hoặc PNG đọc được. Hãy chụp hoặc chọn lại.
photo-too-large = Ảnh có kích thước quá lớn. Hãy chụp lại với cỡ nhỏ hơn.
