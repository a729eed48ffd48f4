# Từ chối của các việc làm.
account-name-missing = Chưa có tên đăng nhập.
account-name-taken = Đã có tài khoản tên “{ $name }”. Hãy chọn tên khác.
account-password-short = Mật khẩu phải có ít nhất { $least } ký tự.
account-unknown = Không có tài khoản tên “{ $name }”.
account-wrong-password = Tên đăng nhập hoặc mật khẩu không đúng.

authority-not-allowed = Tài khoản của bạn không được giao quyền làm việc này.
authority-elsewhere = Bạn được làm việc này ở địa bàn khác, không phải ở đây.
authority-password = Hãy đổi mật khẩu trước khi làm việc khác.

registry-no-commune = Không có xã, phường này trong sổ vào ngày đã chọn.

intake-known = Xã, phường này đã có trong sổ.
intake-cluster = Có hộ hoặc ranh giới chỉ tới một cụm hộ không có trong danh sách.

draw-sizes = Các con số chưa hợp lý: mong muốn { $target } hộ phải nằm giữa ít nhất { $min } và nhiều nhất { $max }.
draw-min-too-small = Một đơn vị phải có ít nhất { $least } hộ: phương án ai cũng xem được, nên không để lộ số người của từng nhà.
draw-no-kind = Chỉ vẽ khu phố, ấp bên trong một xã, phường hoặc đặc khu.
draw-no-norm = Bộ quy định chưa có số hộ tối thiểu cho loại { $kind } ở đây. Hãy thêm tệp quy định của cơ quan.
draw-unknown = Không có lượt vẽ này.
draw-over = Lượt vẽ đã kết thúc.
draw-no-atoms = Chưa có cụm hộ nào để vẽ.
draw-problem = Dữ liệu của cụm hộ không dùng được để vẽ.
draw-no-whole-number = Có một phần địa bàn tách rời mà số hộ không chia được thành các đơn vị đúng cỡ.
draw-atom-above-max = Có một tổ hoặc cụm hộ đã lớn hơn mức nhiều nhất.
draw-part-count = Với số đơn vị và cỡ đã chọn thì không thể chứa đủ số hộ.
draw-links = Các yêu cầu giữ chung và tách riêng mâu thuẫn với nhau.
draw-not-found = Chưa tìm được phương án trong thời gian cho phép. Hãy cho thêm thời gian hoặc nới cỡ.
draw-no-plan = Không có phương án nào đúng với các con số đã chọn.

plan-unknown = Không có phương án này.
plan-is-frozen = Phương án đã chuyển thành hồ sơ đề nghị nên không sửa được nữa.
plan-stale = Phương án vừa được người khác sửa. Hãy tải lại rồi làm tiếp.
plan-no-part = Phương án không có đơn vị này.
plan-no-atom = Phương án không có cụm hộ này.
plan-empty-part = Không được để một đơn vị không còn hộ nào.
plan-name-missing = Chưa có tên đơn vị.
plan-name-taken = Trong phương án đã có đơn vị tên “{ $name }”.
plan-text-too-long = Hãy viết không quá { $most } ký tự.
plan-reason-text = Hãy ghi rõ lý do.
plan-not-base = Chỉ phương án khu phố, ấp mới lập được hồ sơ đề nghị.
plan-cause-hand_edit = sửa tay

group-no-unit = Chỉ chia tổ tự quản bên trong một khu phố, ấp đang có.

household-why-missing = Hãy ghi lý do xem danh sách hộ; lý do được lưu vào nhật ký.
household-unknown = Không có hộ này trong xã, phường.
household-no-atom = Chưa biết nhà này thuộc cụm hộ nào. Hãy chọn cụm hộ.
household-code-taken = Trong xã, phường đã có hộ mang mã { $code }.

reorganisation-unknown = Không có hồ sơ sắp xếp này.
reorganisation-state = Hồ sơ đang ở bước khác nên không làm được việc này.
reorganisation-stale = Sổ địa bàn đã thay đổi từ khi lập hồ sơ. Hãy lập lại hồ sơ từ phương án mới.
reorganisation-reason-missing = Hãy ghi rõ lý do.
adoption-document-missing = Chưa có tệp nghị quyết đính kèm.
adoption-incomplete = Phần ghi nhận nghị quyết còn thiếu.

# Vai trò và việc làm, trong nhật ký.
role-administrator = quản trị
role-ward_officer = công chức xã, phường
role-ward_leader = lãnh đạo xã, phường
role-city_officer = công chức thành phố

act-account-add = Thêm tài khoản
act-account-reset = Đặt lại mật khẩu
act-intake-commune = Đưa xã, phường vào sổ
act-intake-finish = Đưa xong xã, phường vào sổ
act-draw-start = Đặt lượt vẽ
act-draw-cancel = Dừng lượt vẽ
act-draw-finish = Vẽ xong phương án
act-group-propose = Đặt lượt chia tổ tự quản
act-plan-rename = Đặt tên đơn vị của phương án
act-plan-reason = Ghi lý do của đơn vị ngoài cỡ
act-plan-move = Chuyển cụm hộ giữa các đơn vị
act-plan-delete = Xóa phương án
act-reorganisation-propose = Lập hồ sơ đề nghị
act-reorganisation-record = Ghi nhận nghị quyết đã ban hành
act-reorganisation-confirm = Xác nhận việc ghi nhận
act-reorganisation-revert = Hủy việc ghi nhận trước ngày hiệu lực
act-unit-transfer = Chuyển khu phố, ấp của nơi kết thúc về nơi tiếp nhận
act-household-read = Xem danh sách hộ
act-household-change = Ghi hộ đến, chuyển, đi
act-rule-add = Thêm hoặc kết thúc quy định của cơ quan
act-body-manage = Lập, đổi tên, kết thúc cơ quan, tổ chức
act-post-manage = Lập chức danh, phân công, giao chức danh cho người
act-matter-open = Giao việc trực tiếp
act-matter-sort = Tiếp nhận và chuyển việc đến
act-matter-answer = Nhận, làm và trả lời việc của mình
act-matter-extend = Dời hạn mình đã đặt
act-matter-confirm = Xác nhận đã giải quyết hay chưa
act-difficulty-raise = Nêu khó khăn của địa bàn
act-difficulty-claim = Báo khó khăn đã vượt qua
act-difficulty-confirm = Ghi ý kiến của người liên quan về khó khăn
act-sheet-take = Ghi bảng thực trạng
act-conference-hold = Mở hội nghị, ghi biên bản, ra thông báo kết luận
act-contribution-send = Gửi tham luận được yêu cầu
act-visit-plan = Lập chương trình đi cơ sở
act-visit-hold = Ghi chuyến đi cơ sở
act-practice-register = Đăng ký mô hình, cách làm hay
act-practice-assess = Đánh giá, công nhận, nhân rộng cách làm hay
act-practice-offer = Giới thiệu cách làm hay cho nơi cùng khó khăn
act-practice-adopt = Nhận làm theo và báo kết quả
act-programme-issue = Ban hành chương trình
act-workplan-write = Viết kế hoạch của địa bàn
act-workplan-report = Báo tiến độ kế hoạch
act-feedback-enter = Gửi phản ánh, hoặc nhập hộ người dân
act-feedback-moderate = Duyệt phản ánh để công khai
act-group-form = Lập, giải thể tổ tự quản
act-group-lead = Lo việc của tổ tự quản
act-care-record = Ghi việc chăm lo cho người giữ chức danh
act-movement-launch = Phát động phong trào
act-movement-record = Ghi hoạt động và kết quả phong trào
act-movement-join = Tham gia hoặc thôi tham gia phong trào
act-indicator-define = Đặt chỉ tiêu
act-indicator-tell = Báo và sửa số liệu của một nơi
act-indicator-bring = Nhập tệp số liệu, xem nơi chưa báo

# Điều kiểm tra sổ địa bàn tìm thấy.
verify-state-overlap = Một đơn vị có hai trạng thái trùng ngày: { $subject }.
verify-base-overlap = Một hộ đứng trong hai đơn vị cùng ngày: { $subject }.
verify-base-gap = Một hộ không còn đơn vị sau khi sắp xếp: { $subject }.
verify-edge-sum = Số hộ chuyển từ { $subject } khác với danh sách hộ.
verify-member-outside = Một hộ đứng trong đơn vị chưa có hoặc đã hết: { $subject }.
verify-parent-gone = Một đơn vị trực thuộc đơn vị chưa có hoặc đã hết: { $subject }.
