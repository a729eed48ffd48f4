# Những gì chung cho sổ việc: cơ quan, chức danh, cách đi theo địa bàn.
body-dang_uy = Cấp ủy
body-thuong_truc = Thường trực cấp ủy
body-hdnd = Hội đồng nhân dân
body-ubnd = Ủy ban nhân dân
body-mttq = Ủy ban Mặt trận Tổ quốc
body-hoi_phu_nu = Hội Phụ nữ
body-doan_thanh_nien = Đoàn Thanh niên
body-hoi_cuu_chien_binh = Hội Cựu chiến binh
body-hoi_nong_dan = Hội Nông dân
body-cong_doan = Công đoàn
body-hoi_nguoi_cao_tuoi = Hội Người cao tuổi
body-ban_thanh_tra_nhan_dan = Ban Thanh tra nhân dân
body-ban_giam_sat_dau_tu = Ban Giám sát đầu tư của cộng đồng
body-ban_cong_tac_mat_tran = Ban công tác Mặt trận
body-to_bao_ve_an_ninh = Tổ bảo vệ an ninh, trật tự
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
post-hand-over-early = Xã, phường đó hôm nay vẫn còn; chức danh ở đó còn đến ngày nó kết thúc.
post-superior-unknown = Không có chức danh cấp trên này.
routing-days = Thời hạn phải từ 1 đến 60 ngày làm việc.

followed-opened = nơi mở việc
followed-household = đi theo hộ
followed-point = đi theo vị trí trên bản đồ
followed-majority = đi theo phần đông số hộ của địa bàn cũ
followed-sent = được chuyển
followed-dissolved = tổ tự quản giải thể

authority-no-post = Tài khoản của bạn chưa được giao chức danh nào. Mỗi việc là do một chức danh hứa và trả lời: hãy nhờ người quản trị giao chức danh.
authority-not-your-post = Việc này thuộc chức danh khác, tài khoản của bạn không giữ chức danh ấy.

