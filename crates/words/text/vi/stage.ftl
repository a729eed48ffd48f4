# Bản dùng thử: dữ liệu mẫu, đóng vai.
sample-stamp = DỮ LIỆU MẪU
sample-stamp-why = Địa danh, con số và câu chuyện ở đây đều do chương trình dựng ra để dùng thử.
stage-title = Thử ở vị trí của một người
stage-lead = Bấm một lần để xem chương trình như người ấy thấy. Bấm vị trí khác để đổi.
stage-resident = Người dân
stage-head = Trưởng khu phố 10
stage-officer = Công chức phường
stage-leader = Lãnh đạo thành phố
