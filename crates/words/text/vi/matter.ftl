# Đầu việc: lời hứa có người, có ngày, có minh chứng.
matter-received = Mới tiếp nhận
matter-triaged = Đã xem
matter-assigned = Đã giao
matter-accepted = Đã nhận việc
matter-in_progress = Đang làm
matter-need_info = Chờ nói rõ thêm
matter-answered = Đã trả lời, chờ xác nhận
matter-reopened = Mở lại
matter-confirmed = Đã giải quyết, có xác nhận
matter-closed_silent = Đã khép vì không có ý kiến
matter-rejected = Không xử lý, có lý do
matter-withdrawn = Đã rút lại: hai bên thống nhất thôi việc này
matter-redirected = Đã chuyển nơi khác
matter-merged = Đã gộp
matter-split_off = Đã hướng dẫn qua cửa khác

origin-feedback = Phản ánh của người dân
origin-conclusion = Kết luận hội nghị
origin-visit = Hứa khi đi cơ sở
origin-workplan_line = Kế hoạch của địa bàn
origin-difficulty = Khó khăn của địa bàn
origin-group = Đề nghị gửi tổ tự quản
origin-care = Chăm lo người làm việc
origin-direct = Giao việc trực tiếp

proof-photo = ảnh
proof-document = văn bản có số và ngày
proof-figure = số liệu

reject-out_of_scope = Không thuộc việc của cơ quan tiếp nhận
reject-too_little_known = Chưa đủ thông tin để làm
reject-settled_before = Đã giải quyết trước đây, không có gì mới
reject-improper = Nội dung nêu đích danh hoặc xúc phạm người khác
reject-not_here = Nơi nêu không thuộc địa bàn này

door-khieu_nai = Đây là khiếu nại, giải quyết theo Luật Khiếu nại
door-to_cao = Đây là tố cáo, giải quyết theo Luật Tố cáo, giữ bí mật người tố cáo

step-opened = Mở việc
step-triaged = Đã xem
step-assigned = Giao việc
step-accepted = Nhận việc
step-started = Bắt tay làm
step-info_asked = Hỏi thêm
step-info_given = Nói rõ thêm
step-extension_asked = Xin lùi hạn
step-extended = Cho lùi hạn
step-redirected = Chuyển đúng nơi
step-sent_out = Chuyển cơ quan ngoài hệ thống
step-answered = Trả lời
step-confirmed = Xác nhận: đã giải quyết
step-reopened = Chưa giải quyết, mở lại
step-closed_silent = Khép lại vì không có ý kiến
step-rejected = Không xử lý
step-merged = Gộp với việc khác
step-split_off = Hướng dẫn qua cửa khác
step-reminded = Nhắc việc
step-revised = Sửa theo kế hoạch sửa đổi
step-withdrawn = Rút lại theo kế hoạch sửa đổi
step-escalated = Báo lên một cấp
step-followed = Đi theo địa bàn mới
step-asker_passed = Chức danh khác thay người hỏi

matter-unknown = Không có đầu việc này.
matter-stale = Đầu việc vừa có người khác làm. Hãy xem lại rồi làm tiếp.
matter-state = Việc đang ở bước này thì chưa làm được thao tác ấy. Hãy tải lại trang để xem việc đang ở đâu.
matter-not-yours = Việc này do chức danh khác làm.
matter-no-place = Không có địa bàn này hôm nay.
matter-owner-unknown = Chức danh này không còn hoặc chưa có. Hãy chọn chức danh đang hoạt động.
matter-owner-cooperates = Chức danh chủ trì thì không đồng thời phối hợp. Hãy bỏ ra khỏi danh sách phối hợp.
matter-clear-missing = { $clear ->
    [person] Chưa rõ người: hãy chọn chức danh chủ trì.
    [work] Chưa rõ việc: hãy viết một dòng việc phải làm.
    [time] Chưa rõ thời gian: hãy ghi hạn.
    [responsibility] Chưa rõ trách nhiệm: ai chịu phần nào.
    [product] Chưa rõ sản phẩm: xong thì có gì.
   *[authority] Chưa rõ thẩm quyền: chức danh này tự quyết đến đâu, gì phải trình.
 }
matter-due-past = Hạn { $day } đã qua. Hãy chọn ngày từ hôm nay trở đi.
matter-proof-not-named = Chưa chọn loại minh chứng mà câu trả lời phải có.
matter-proof-missing = Câu trả lời chưa có { $proof ->
    [photo] ảnh
    [document] số và ngày văn bản
   *[figure] số liệu
 } làm minh chứng. Việc này cần có thì người hỏi mới kiểm được.
matter-proof-number = Số văn bản chưa đúng. Ghi như trên văn bản, ví dụ 05/TB-UBND.
matter-proof-day = Ngày văn bản { $day } ở sau hôm nay.
matter-answer-short = Câu trả lời ngắn quá, chưa nói được đã làm gì. Hãy viết ít nhất { $least } ký tự.
matter-answer-no-day = Chưa ghi ngày đã làm.
matter-answer-day = Ngày làm { $day } ở sau hôm nay: chưa làm thì chưa trả lời là đã làm.
matter-extension-late = Hạn { $day } đã qua nên không lùi được nữa. Hãy trả lời và nói rõ vì sao muộn.
matter-extension-not-setter = Chỉ người đặt hạn mới lùi hạn được.
matter-due-not-later = Hạn mới phải sau hạn đang có ({ $day }).
matter-same-post = Việc đang ở chính chức danh này rồi.
matter-merge-itself = Không gộp một việc với chính nó.

matter-page-title = Đầu việc { $number }
matter-late = Quá hạn { $days } ngày
matter-due-today = Hạn hôm nay
matter-due-in = Còn { $days } ngày làm việc
matter-due = Hạn { $day }
matter-who = Ai phải trả lời
matter-to-whom = Trả lời cho ai
matter-asker-resident = Người dân đã gửi
matter-where = Địa bàn
matter-col-work = Việc
matter-col-due = Hạn
matter-clears = Sáu rõ
matter-clear-work = Rõ việc
matter-clear-person = Rõ người
matter-clear-time = Rõ thời gian
matter-clear-responsibility = Rõ trách nhiệm
matter-clear-product = Rõ sản phẩm
matter-clear-authority = Rõ thẩm quyền
matter-set-by = Người đặt hạn: { $post }
matter-helping = Phối hợp
matter-wanted = Minh chứng phải có
matter-history = Các bước đã qua
matter-came-from = Từ đâu
matter-of-household = Việc đi theo một hộ: khi sắp xếp lại, việc sang khu phố, ấp mới cùng hộ ấy.
matter-reopened-times = Đã mở lại { $times } lần
matter-told-above = Đã báo lên một cấp
matter-by-program = Hệ thống
matter-by-asker = Người hỏi
matter-due-set = hạn { $day }
matter-done-on = làm xong ngày { $day }
matter-to = cho { $post }
matter-moved = về { $unit }, { $post } trả lời
matter-proof-document = Văn bản { $number }, ngày { $day }
matter-proof-photo = Ảnh minh chứng
matter-hidden = Chỉ người có trách nhiệm xem được

matter-answer-title = Trả lời
matter-answer-text = Đã làm gì
matter-answer-text-hint = Nói thẳng việc đã làm, ở đâu, kết quả ra sao. Không ghi tên người dân.
matter-answer-day-label = Ngày làm xong
matter-answer-proof = Minh chứng: việc này cần { $proof }
matter-answer-photo = Ảnh sau khi làm
matter-answer-photo-hint = Ảnh JPEG hoặc PNG. Vị trí và thông tin máy ảnh được xóa trước khi lưu.
matter-answer-number = Số văn bản
matter-answer-number-hint = Ví dụ 05/TB-UBND
matter-answer-dated = Ngày văn bản
matter-answer-label = Tên số liệu
matter-answer-value = Giá trị
matter-answer-value-hint = Ví dụ 68 hoặc 31,5
matter-answer-value-wrong = Giá trị phải là một con số, ví dụ 68 hoặc 31,5.
matter-answer-measure = Đơn vị tính
matter-answer-other = Thêm minh chứng khác
matter-answer-act = Gửi câu trả lời
matter-accept-act = Nhận việc
matter-start-act = Bắt tay làm
matter-more = Việc khác có thể làm
matter-reason = Lý do
matter-ask-title = Hỏi thêm người gửi
matter-ask-label = Cần biết thêm điều gì
matter-ask-act = Gửi câu hỏi
matter-give-label = Nói rõ thêm
matter-give-act = Gửi thêm
matter-extension-title = Xin lùi hạn
matter-extension-hint = Phải xin trước khi hết hạn. { $post } quyết định.
matter-new-due = Hạn mới
matter-extension-act = Gửi đề nghị
matter-extend-title = Cho lùi hạn
matter-extend-act = Cho lùi hạn
matter-redirect-title = Không đúng việc của tôi, chuyển đúng nơi
matter-redirect-to = Chuyển cho
matter-redirect-act = Chuyển
matter-reject-title = Không xử lý
matter-reject-act = Không xử lý, báo lý do
matter-confirm-title = Câu trả lời đã giải quyết được chưa?
matter-confirm-act = Đã giải quyết
matter-reopen-act = Chưa giải quyết
matter-reopen-why = Còn thiếu gì
matter-choose-post = Chọn chức danh

inbox-title = Việc cần xử lý
inbox-nav = Việc cần xử lý
inbox-lead = Việc gần hết hạn nhất ở trên cùng. Bấm vào để trả lời.
inbox-no-post-title = Bạn chưa giữ chức danh nào
inbox-no-post = Việc được giao cho chức danh. Hãy nhờ người quản trị giao chức danh cho tài khoản này.
inbox-empty-title = Không có việc nào đang chờ
inbox-empty = Khi có phản ánh, kết luận hội nghị hay lời hứa giao cho chức danh của bạn, việc sẽ hiện ở đây theo hạn.
inbox-owed = Phải trả lời
inbox-confirm = Chờ bạn xác nhận
inbox-extensions = Xin lùi hạn, chờ bạn quyết
inbox-escalated = Quá hạn hoặc bị mở lại ở cấp dưới
inbox-helping = Phối hợp
inbox-late-count = { $late } việc quá hạn
inbox-posts = Chức danh của bạn: { $posts }
matter-proof-no-day = Chưa ghi ngày của văn bản.
matter-no-new-due = Chưa chọn hạn mới.
matter-no-reject-reason = Hãy chọn một lý do.

direct-title = Giao việc
direct-lead = Việc tại { $place }. Đủ sáu rõ thì chức danh được giao mới nhận được việc.
direct-answers = Việc này để giải quyết khó khăn:
direct-work-hint = Một dòng, bắt đầu bằng động từ. Ví dụ: Lắp lại nắp cống trước số 45
direct-person-hint = Chức danh chủ trì, người phải trả lời
direct-time-hint = Ngày cuối cùng
direct-responsibility-hint = Ai chịu phần nào
direct-product-hint = Xong thì có gì để xem, để dùng
direct-authority-hint = Chức danh này tự quyết được gì, gì phải trình
direct-proof-hint = Câu trả lời phải kèm
direct-choose-proof = Chọn loại minh chứng
direct-helping = Giữ Ctrl để chọn nhiều chức danh
direct-public = Ai cũng xem được việc này và kết quả
direct-act = Giao việc
inbox-contributions = Tham luận được mời gửi
inbox-practices = Cách làm hay: đang chờ bạn
inbox-practice-answer = Trả lời giới thiệu
inbox-practice-tell = Báo kết quả làm thử
inbox-practice-confirm = Ghi ý kiến người dân về kết quả
inbox-since = giới thiệu ngày { $day }
inbox-tell-from = đến hạn báo kết quả từ { $day }
inbox-plans = Kế hoạch: đến lượt bạn
inbox-plan-answer = Trả lời đề xuất
inbox-plan-revision = Trả lời đề xuất sửa kế hoạch
inbox-plan-draft = Viết tiếp rồi gửi
inbox-groups = Nhờ trong tổ
inbox-group-requests = { $name }: { $n } việc nhờ đang chờ
