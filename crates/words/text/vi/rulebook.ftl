### Quy định: con số nào, từ ngày nào, ở đâu, theo văn bản nào.

leeway-free = Nơi dưới được nói thêm.
leeway-not_less = Nơi dưới được đặt bằng hoặc cao hơn, không được thấp hơn.
leeway-not_more = Nơi dưới được đặt bằng hoặc thấp hơn, không được cao hơn.
leeway-fixed = Nơi dưới không được đặt khác.

rule-origin-program = Có sẵn trong chương trình
rule-origin-file = Trong tệp quy định của cơ quan dùng chương trình
rule-origin-office = Cơ quan tự thêm cho địa bàn của mình

rulebook-nav = Quy định
rulebook-title = Quy định đang dùng
rulebook-lead = Mọi con số của luật mà chương trình dùng: nói gì, từ ngày nào, ở đâu, văn bản nào. Không con số nào nằm sẵn trong máy mà không có nguồn.
rulebook-where = Xem cho địa bàn
rulebook-everywhere = Tất cả các nơi
rulebook-changes = Những gì đã thay đổi
rulebook-changes-lead = Ngày nào quy định nào bắt đầu, thay đổi hoặc hết hiệu lực. Ngày mới nhất ở trên.
rulebook-calendar = Ngày nghỉ và ngày làm việc
rulebook-calendar-lead = Hạn trả lời tính theo ngày làm việc: thứ Hai đến thứ Sáu, trừ những ngày nghỉ dưới đây, cộng những ngày làm bù.
rulebook-add = Thêm quy định của cơ quan mình
rulebook-decides = Ở { $place }, ngày { $day }, những quy định sau đây quyết định.
rulebook-holds = Những quy định có hiệu lực ngày { $day }. Chọn địa bàn để chỉ xem quy định quyết định ở đó.
rulebook-none = Ngày này chưa có quy định nào. Hãy chọn ngày khác.

rulebook-about-size_min = Khu phố, ấp mới phải có ít nhất bấy nhiêu hộ. Đây là mức sàn, không phải mức trung bình.
rulebook-about-size_max = Khu phố, ấp có nhiều nhất bấy nhiêu hộ.
rulebook-about-must_merge_below = Dưới phần này của mức tối thiểu thì phải nhập với nơi liền kề.
rulebook-about-consultation_over = Phải có nhiều hơn phần này của tất cả số hộ đồng ý, không chỉ của số hộ có trả lời.
rulebook-about-submit_within = Từ ngày có nghị quyết đến ngày gửi hồ sơ lên cấp trên.
rulebook-about-submit_within_no_council = Từ ngày lấy ý kiến đến ngày gửi hồ sơ, ở nơi không có Hội đồng nhân dân.
rulebook-about-forward_within = Thời gian để cấp trên trình tiếp.
rulebook-about-kind_exists = Loại địa bàn này có từ ngày nào đến ngày nào.
rulebook-about-base_kinds = Dưới loại xã, phường này được thành lập những loại địa bàn nào.
rulebook-about-no_council = Loại địa bàn này không có Hội đồng nhân dân trong thời gian ấy.
rulebook-about-papers = Giấy tờ của người dân có gì thay đổi, có gì không, khi nơi ở được sắp xếp lại. Trang “Tôi ở khu phố nào” đưa ra lời này.
rulebook-about-notice = Chỉ đạo phải đọc và xác nhận trước khi ghi nhận nghị quyết.

rulebook-col-value = Nói gì
rulebook-col-kind = Loại địa bàn
rulebook-col-place = Ở đâu
rulebook-col-days = Thời gian
rulebook-col-source = Văn bản
rulebook-col-what = Ngày gì
rulebook-every-kind = mọi loại
rulebook-percent = dưới { $n }%
rulebook-working-days = { $n } ngày làm việc
rulebook-over = trên { $part } tổng số hộ
rulebook-exists = có loại địa bàn này
rulebook-no-council = không có Hội đồng nhân dân
rulebook-always = không giới hạn ngày
rulebook-until = đến { $last }
rulebook-never-held = đã rút trước khi có hiệu lực
rulebook-own = Cơ quan tự thêm
rulebook-ahead = Sắp đến
rulebook-became = Trước: { $before }. Từ ngày này: { $after }.
rulebook-began = Bắt đầu: { $after }.
rulebook-ended = Hết hiệu lực: { $before }.
rulebook-worked = Ngày làm bù
rulebook-defaults = Số ngày trả lời khi cơ quan chưa đặt
rulebook-defaults-lead = Luật không đặt những con số này. Xã, phường đặt số ngày của mình ở mục Ai phụ trách.

rulebook-in-force = Có hiệu lực ngày { $day }.
rulebook-not-in-force = Không có hiệu lực ngày { $day }.
rulebook-seen = Đọc ở đâu
rulebook-note = Ghi chú
rulebook-leeway = Nơi dưới được khác không
rulebook-origin = Vào đây từ đâu
rulebook-unverified-why = Con số hoặc ngày này chưa ai đối chiếu với văn bản gốc. Hãy đối chiếu trước khi dựa vào.
rulebook-history = Quy định này qua các thời gian
rulebook-elsewhere = Cùng việc này ở nơi khác
rulebook-which = Theo quy định nào?
rulebook-which-title = Theo quy định nào?
rulebook-which-lead = Những con số dùng để xét ở đây, có hiệu lực ngày { $day }:

rulebook-add-lead = Quy định này chỉ dùng cho { $place }, ai cũng xem được và được ghi rõ là cơ quan tự thêm.
rulebook-about = Quy định về việc gì
rulebook-choose = Chọn một việc
rulebook-kind-hint = Phải chọn khi quy định về số hộ.
rulebook-value-hint = Ví dụ: 550 (hộ), 5 (ngày làm việc), 2/3 hoặc 60% (số hộ đồng ý). Chỉ đạo thì ghi lời chỉ đạo.
rulebook-first-day = Từ ngày
rulebook-last-day = Ngày cuối cùng
rulebook-last-hint = Bỏ trống nếu chưa biết.
rulebook-document = Văn bản
rulebook-doc-title = Tên văn bản
rulebook-doc-title-hint = Ví dụ: Quyết định về quy mô khu phố
rulebook-doc-number = Số, ký hiệu
rulebook-doc-number-hint = Ví dụ: 12/QĐ-UBND
rulebook-doc-day = Ngày ban hành
rulebook-doc-article = Điều, khoản
rulebook-optional = Không bắt buộc.
rulebook-public = Đã thêm thì không xóa được, chỉ kết thúc được. Ai cũng thấy chức danh đã thêm.
rulebook-add-act = Thêm quy định
rulebook-end = Kết thúc quy định này
rulebook-end-hint = Những gì đã quyết định đến hết ngày này vẫn theo quy định này.
rulebook-end-act = Kết thúc

rule-missing = Ô này còn trống.
rule-value = Giá trị này không dùng được cho việc đã chọn. Hãy xem ví dụ bên trên.
rule-ends-before = Ngày cuối cùng đang trước ngày bắt đầu.
rule-place = Chỉ thêm được quy định cho xã, phường, đặc khu, tỉnh hoặc thành phố.
rule-contradicts = { $leeway ->
    [not_less] { $place } đã đặt mức cao hơn ({ $source }). Nơi dưới không được đặt thấp hơn.
    [not_more] { $place } đã đặt mức thấp hơn ({ $source }). Nơi dưới không được đặt cao hơn.
   *[other] { $place } đã quy định việc này ({ $source }). Nơi dưới không được đặt khác.
 }
rule-already = Cơ quan đã có quy định về việc này từ { $from }. Hãy kết thúc quy định đó trước.
rule-unknown = Không có quy định này.
rule-end-past = Không kết thúc lùi về quá khứ được: những gì đã quyết định thì giữ nguyên. Hãy chọn từ hôm qua trở đi.
rule-over = Quy định này đã kết thúc rồi.
rulebook-again = Quy định riêng phải xem lại
rulebook-again-lead = Văn bản của cấp trên nói khác. Từ ngày ghi ở dưới, nơi nào trái thì theo văn bản của cấp trên; cơ quan đã đặt quy định cần sửa hoặc kết thúc quy định của mình.
rulebook-again-tag = phải xem lại
rulebook-aside-since = Trái với { $by }: từ ngày { $from } không áp dụng.
rulebook-aside-between = Trái với { $by }: từ ngày { $from } đến ngày { $last } không áp dụng.
rulebook-aside-open = Xem quy định của cấp trên
rulebook-put-aside = Quy định riêng “{ $value }” không áp dụng nữa, vì trái với { $by }.
rulebook-stands-again = Quy định riêng “{ $value }” lại được áp dụng: { $by } không còn trái với quy định này.
rulebook-own-list = Quy định các cơ quan tự thêm
rulebook-all-list = Mọi quy định đang dùng
rulebook-own-lead = Mọi quy định mà các cơ quan tự thêm cho địa bàn của mình: đang dùng, sắp có và đã hết.
rulebook-own-none = Chưa cơ quan nào tự thêm quy định ở đây.
