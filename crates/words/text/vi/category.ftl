### Lĩnh vực của phản ánh, khó khăn, cách làm hay.

category-giao_thong = Giao thông, đường sá
category-ngap_nuoc = Ngập nước, thoát nước
category-rac_thai = Rác thải, vệ sinh môi trường
category-chieu_sang = Chiếu sáng công cộng
category-cay_xanh = Cây xanh
category-dien_vien_thong = Điện, viễn thông
category-cap_nuoc = Cấp nước
category-tieng_on = Tiếng ồn
category-via_he = Vỉa hè, trật tự đô thị
category-xay_dung = Xây dựng
category-an_ninh = An ninh, an toàn
category-phong_chay = Phòng cháy, chữa cháy
category-thu_tuc = Thủ tục, dịch vụ công
category-dat_dai = Đất đai, nhà ở
category-an_sinh = An sinh xã hội
category-y_te = Y tế, an toàn thực phẩm
category-giao_duc = Giáo dục
category-van_hoa = Văn hóa, thể thao, nơi sinh hoạt
category-thai_do_phuc_vu = Thái độ phục vụ của cán bộ
category-to_chuc = Tổ chức, hoạt động ở cơ sở
category-sang_kien = Sáng kiến, góp ý
category-khac = Việc khác
