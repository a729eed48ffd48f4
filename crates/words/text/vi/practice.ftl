### Mô hình, cách làm hay; nơi áp dụng; vì sao giống nhau.

practice-stage-registered = Đã đăng ký
practice-stage-tried = Đang làm thử
practice-stage-assessed = Đã đánh giá
practice-stage-recognised = Đã công nhận
practice-stage-spread = Đã nhân rộng
practice-stage-ended = Đã kết thúc

campaign-dan_van_kheo = Dân vận khéo
campaign-nong_thon_moi_do_thi_van_minh = Xây dựng nông thôn mới, đô thị văn minh
campaign-toan_dan_bao_ve_an_ninh = Toàn dân bảo vệ an ninh Tổ quốc

campaign-field-kinh_te = Kinh tế
campaign-field-van_hoa_xa_hoi = Văn hóa – xã hội
campaign-field-quoc_phong_an_ninh = Quốc phòng – an ninh
campaign-field-he_thong_chinh_tri = Xây dựng hệ thống chính trị

adoption-offered = Được giới thiệu, chờ trả lời
adoption-declined = Không áp dụng
adoption-trial = Đang làm thử
adoption-told = Đã có kết quả, chờ người dân xác nhận
adoption-confirmed = Người dân đã xác nhận
adoption-stopped = Đã dừng

adoption-step-offered = Giới thiệu
adoption-step-declined = Trả lời không áp dụng
adoption-step-taken_up = Nhận làm thử
adoption-step-told = Báo kết quả
adoption-step-confirmed = Người dân xác nhận
adoption-step-returned = Người dân chưa đồng ý, làm tiếp
adoption-step-stopped = Dừng
adoption-step-followed = Đi theo địa bàn mới

likeness-words = Cùng nói về { $words }
likeness-category = Cùng lĩnh vực: { $category }
likeness-kind = Cùng là { $kind }
likeness-size = Số hộ gần nhau: ở đây { $here }, nơi kia { $there }
likeness-apartments = Cả hai nơi phần lớn ở chung cư
likeness-houses = Cả hai nơi hầu hết ở nhà riêng

## Vì sao chưa được.

practice-unknown = Không có cách làm này.
practice-stale = Cách làm này vừa có người khác cập nhật. Hãy xem lại rồi làm tiếp.
practice-place-missing = Chưa chọn nơi đã làm.
practice-place-unknown = Không có địa bàn này hôm nay.
practice-ask-unknown = Chức danh để hỏi không còn. Hãy chọn chức danh khác.
practice-category-missing = Chưa chọn lĩnh vực.
practice-field-missing = Dân vận khéo có bốn lĩnh vực. Hãy chọn một.
practice-cost-wrong = Hãy ghi kinh phí bằng số, đơn vị đồng. Không tốn tiền thì ghi 0.
practice-measure-missing = Hãy ghi ít nhất một số liệu lúc chưa làm, để sau này so trước và sau.
practice-number-missing = Hãy ghi một con số.
practice-day-missing = Hãy chọn ngày đo, đếm.
practice-day-ahead = Ngày { $day } ở sau hôm nay.
practice-step-order = Bước này chưa làm được lúc này. Hãy tải lại trang để thấy bước tiếp theo.
practice-begun-missing = Chưa ghi ngày bắt đầu làm thử.
practice-begun-ahead = Ngày { $day } ở sau hôm nay. Hãy ghi khi đã bắt đầu.
practice-own-assessment = Chức danh đăng ký cách làm thì không tự đánh giá. Hãy nhờ nơi khác.
practice-after-missing = Hãy ghi số liệu sau khi làm cho ít nhất một chỉ số.
practice-after-day = Số liệu sau phải đo sau ngày { $from } và không ở sau hôm nay.
practice-document-day = Hãy ghi ngày của văn bản, không ở sau hôm nay.
practice-not-spread = Chưa có nơi nào khác áp dụng và có kết quả, nên chưa thể ghi là đã nhân rộng.
practice-own-thanks = Đây là cách làm của chính chức danh này.

adoption-unknown = Không có việc áp dụng này, hoặc bạn không được xem.
adoption-stale = Việc áp dụng này vừa có người khác cập nhật. Hãy xem lại rồi làm tiếp.
adoption-not-assessed = Chỉ giới thiệu được cách làm đã đánh giá, có số liệu trước và sau, và chưa kết thúc.
adoption-own-place = Đây chính là nơi đã làm. Hãy chọn nơi khác.
adoption-no-place = Chưa chọn nơi áp dụng, hoặc không có địa bàn này hôm nay.
adoption-there = Cách làm này đã được giới thiệu hoặc đang làm thử ở nơi đó.
adoption-difficulty-elsewhere = Khó khăn này không thuộc nơi đã chọn.
adoption-step-order = Bước này chưa làm được lúc này. Hãy tải lại trang để thấy bước tiếp theo.
adoption-figure-missing = Hãy ghi số liệu lúc chưa làm: một con số và ngày đo.
adoption-begun-missing = Chưa ghi ngày bắt đầu làm thử.
adoption-begun-wrong = Ngày { $day } ở sau hôm nay hoặc đã quá một năm. Hãy ghi lại.
adoption-too-early = Làm thử đủ ba tháng mới báo kết quả: từ ngày { $day }.
adoption-after-missing = Hãy ghi số liệu sau khi làm thử.
adoption-after-day = Số liệu sau phải đo từ ngày { $from } trở đi và không ở sau hôm nay.
adoption-same-post = Chức danh đã báo kết quả thì không tự xác nhận thay người dân.
adoption-meeting-day = Ngày họp phải sau khi bắt đầu làm thử và không ở sau hôm nay.
adoption-tally = Số hộ đồng ý phải từ 0 đến số hộ có mặt, và phải có hộ có mặt.
adoption-not-agreed = Chỉ { $agreed } trên { $attending } hộ có mặt đồng ý, chưa quá một nửa. Hãy ghi là chưa được và làm tiếp.

practice-file-large = Tệp lớn hơn 256 kB. Tệp của một cách làm chỉ có chữ và số nên nhỏ hơn nhiều: hãy chọn lại.
practice-file-json = Không đọc được tệp: dòng { $line }, cột { $column } không đúng dạng JSON.
practice-file-format = Tệp này không phải tệp cách làm (thiếu "format": "coso-practice").
practice-file-version = Tệp theo bản { $version } của định dạng; ở đây chỉ đọc được bản 1. Hãy nhờ nơi gửi xuất lại.
practice-file-missing = Thiếu mục này.
practice-file-wrong = Giá trị không đúng.
practice-file-stage = Cách làm ở nơi gửi chưa được đánh giá hoặc đã kết thúc, nên chưa nhận được.
practice-file-after = Chưa có số liệu sau khi làm.
practice-file-none = Chưa chọn tệp. Hãy chọn tệp .json do thành phố khác xuất ra.
