# Loại địa bàn. Khu phố, ấp, tổ không phải là đơn vị hành chính.
kind-thanh_pho = thành phố
kind-tinh = tỉnh
kind-quan = quận
kind-huyen = huyện
kind-tp_thuoc_tp = thành phố thuộc thành phố
kind-thi_xa = thị xã
kind-tp_thuoc_tinh = thành phố thuộc tỉnh
kind-phuong = phường
kind-xa = xã
kind-thi_tran = thị trấn
kind-dac_khu = đặc khu
kind-khu_pho = khu phố
kind-ap = ấp
kind-thon = thôn
kind-khu_dan_cu = khu dân cư
kind-to_dan_pho_co_so = tổ dân phố
kind-khom = khóm
kind-khoi_pho = khối phố
kind-tieu_khu = tiểu khu
kind-lang = làng
kind-ban = bản
kind-buon = buôn
kind-bon = bon
kind-phum = phum
kind-soc = sóc
kind-to_dan_pho = tổ dân phố
kind-to_nhan_dan = tổ nhân dân
kind-to_dan_cu = tổ dân cư
kind-to_tu_quan = tổ tự quản

level-province = cấp tỉnh
level-district = cấp huyện
level-commune = cấp xã
level-grassroots = dưới cấp xã

tier-base = khu phố, ấp
tier-sub = tổ cũ
tier-group = tổ tự quản

# Quá trình thay đổi.
event-create = Thành lập
event-rename = Đổi tên
event-retype = Đổi loại
event-recode = Đổi mã
event-move_parent = Chuyển cấp quản lý
event-boundary_shift = Điều chỉnh ranh giới
event-merge_new = Nhập thành đơn vị mới
event-absorb = Nhập vào
event-split_new = Chia thành các đơn vị mới
event-carve_out = Tách ra
event-dissolve = Giải thể
event-restore = Lập lại
event-correct = Đính chính

coverage-whole = toàn bộ
coverage-part = một phần

method-counted = đếm từ danh sách hộ
method-decree = theo văn bản
method-area = chia theo diện tích
method-estimate = ước tính

# Lý do khác với định mức.
reason-stable_unit_kept = Khu phố, ấp ổn định, giữ nguyên ranh giới
reason-island = Đảo, cù lao tách biệt
reason-border = Vùng biên giới
reason-isolated_terrain = Địa hình chia cắt
reason-natural_barrier = Sông, kênh, đường sắt chia cắt, không có lối qua
reason-apartment_complex_kept_whole = Giữ trọn khu chung cư
reason-custom_cultural = Phong tục, văn hóa của địa phương
reason-planned_growth = Dân số sẽ tăng theo quy hoạch đã duyệt

# Các quy định của bộ quy tắc.
rule-size_min = Số hộ tối thiểu
rule-size_max = Số hộ tối đa
rule-must_merge_below = Phải nhập khi dưới
rule-consultation_over = Tỷ lệ hộ tán thành
rule-submit_within = Thời hạn trình sau nghị quyết
rule-submit_within_no_council = Thời hạn trình ở nơi không có Hội đồng nhân dân
rule-forward_within = Thời hạn cấp trên trình
rule-kind_exists = Thời gian tồn tại của loại địa bàn
rule-base_kinds = Loại được thành lập dưới cấp xã
rule-no_council = Nơi không tổ chức Hội đồng nhân dân
rule-papers = Giấy tờ khi sắp xếp
rule-notice = Chỉ đạo đang có hiệu lực

# Vì sao không sắp xếp được như vậy.
reorganisation-stale-base = Dữ liệu địa bàn đã thay đổi từ khi lập phương án (phương án theo bản { $based_on }, nay là bản { $now }). Hãy lập lại phương án trên dữ liệu hiện tại.
reorganisation-unit-unknown = { $name } không còn trong dữ liệu như khi lập phương án.
reorganisation-already-changing = { $name } đã được sắp xếp theo một nghị quyết khác, có hiệu lực từ { $on }.
reorganisation-not-yet-begun = { $name } chỉ có từ { $from }, chưa thể sắp xếp trước ngày đó.
reorganisation-households-lost = { $name }: { $missing } hộ không nằm trong phần nào của phương án.
reorganisation-households-doubled = { $name }: { $extra } hộ bị tính hai lần.
reorganisation-atom-changed = Một cụm hộ không còn như khi lập phương án. Hãy lập lại phương án.
reorganisation-atom-unknown = { $name } nhận một cụm hộ không có trong dữ liệu.
reorganisation-atom-doubled = Một cụm hộ nằm trong cả { $first } và { $second }.
reorganisation-atom-missing = Một cụm { $households } hộ của { $old_name } (cũ) chưa thuộc khu phố, ấp mới nào.
reorganisation-unit-empty = { $name } không có hộ nào.
reorganisation-name-missing = Có khu phố, ấp mới chưa đặt tên.
reorganisation-name-twice = Tên { $name } bị trùng trong cùng phường, xã.
reorganisation-kind-not-allowed = { $name }: loại này không được thành lập ở đây. Phường chỉ có khu phố; xã có ấp hoặc thôn theo quy định của địa phương.
reorganisation-norm-unknown = Bộ quy tắc chưa có định mức số hộ cho loại địa bàn này. Hãy bổ sung tệp quy tắc của cơ quan.
reorganisation-too-small = { $name } có { $households } hộ, dưới mức { $min } hộ ({ $source }). Hãy ghi lý do.
reorganisation-must-merge = { $name } có { $households } hộ, dưới { $percent }% của mức { $min } hộ ({ $source }) nên phải nhập với nơi liền kề, trừ biên giới, hải đảo, địa hình chia cắt.
reorganisation-too-large = { $name } có { $households } hộ, trên mức { $max } hộ ({ $source }). Hãy ghi lý do.
reorganisation-reason-without-text = { $name }: lý do khác định mức chưa có lời giải thích.
reorganisation-reason-contradicted = { $name }: ranh giới thay đổi nên không thể ghi lý do "ổn định, giữ nguyên ranh giới".
reorganisation-identity-unknown = { $name } kế tục một khu phố, ấp không nằm trong phương án.
reorganisation-identity-twice = { $name }: một khu phố, ấp cũ chỉ được kế tục một lần.
reorganisation-identity-without-majority = { $name } chỉ nhận { $households } trong { $of } hộ của { $old_name } (cũ), chưa quá nửa, nên không kế tục được.
reorganisation-identity-not-kept = { $name } giữ nguyên các hộ của { $old_name } (cũ) nên phải kế tục khu phố, ấp ấy.
reorganisation-sub-unit-left-behind = Một tổ cũ của các khu phố, ấp trong phương án chưa được đưa vào danh sách kết thúc.
reorganisation-effective-day-missing = Chưa có ngày hiệu lực.
reorganisation-effective-day-past = Ngày hiệu lực { $effective_on } đã qua (hôm nay là { $today }).

# Ghi nhận nghị quyết đã ban hành.
adoption-effective-day-differs = Ngày hiệu lực ghi nhận ({ $adopted }) khác ngày của phương án ({ $planned }).
adoption-tally-missing = Chưa có kết quả lấy ý kiến đại diện hộ gia đình.
adoption-tally-inconsistent = { $name }: số liệu lấy ý kiến không khớp ({ $agreed } hộ tán thành trên { $households } hộ).
adoption-tally-unit-missing = Thiếu kết quả lấy ý kiến riêng của { $name } (cũ), nơi phải nhập với nơi khác.
adoption-not-over-half = Cả khu vực: { $agreed } trên { $households } hộ tán thành, cần ít nhất { $needed } hộ (trên 50% tổng số hộ).
adoption-not-over-half-in-unit = { $name } (cũ): { $agreed } trên { $households } hộ tán thành, cần ít nhất { $needed } hộ (trên 50% tổng số hộ ở từng nơi phải nhập).
adoption-tally-after-resolution = Ngày kiểm phiếu { $taken_on } sau ngày nghị quyết { $resolution_on }.
adoption-threshold-unknown = Bộ quy tắc chưa có tỷ lệ tán thành cho nơi này. Hãy bổ sung tệp quy tắc của cơ quan.
adoption-resolution-number-missing = Chưa có số nghị quyết.
adoption-resolution-day-missing = Chưa có ngày nghị quyết.
adoption-resolution-in-future = Ngày nghị quyết { $resolution_on } sau hôm nay ({ $today }).
adoption-effective-before-resolution = Ngày hiệu lực { $effective_on } trước ngày nghị quyết { $resolution_on }.
adoption-not-acknowledged = Có lưu ý chưa được xác nhận đã đọc ({ $id }).
adoption-not-confirmed = Cần người thứ hai xác nhận trước khi ghi nhận.
adoption-same-person = Người xác nhận phải khác người ghi nhận.
adoption-already-effective = Đã có hiệu lực từ { $effective_on } nên không rút lại được; muốn thay đổi thì lập phương án sắp xếp mới.
adoption-notice-stands = Có chỉ đạo đang có hiệu lực, cần đọc và xác nhận trước khi ghi nhận: { $source }.
adoption-tally-base-differs = Kết quả lấy ý kiến tính trên { $tally } hộ, dữ liệu hiện có { $registry } hộ.

# Mô tả phương án.
clause-totals = { $commune }: từ { $before } khu phố, ấp thành { $after }; { $households } hộ, { $people } nhân khẩu, không thay đổi.
clause-kept = { $name } giữ nguyên ({ $households } hộ).
clause-renamed = { $old } (cũ) đổi tên thành { $new }.
clause-retyped = { $old } (cũ) chuyển thành { $new }.
clause-split = { $old } (cũ) chia thành { $count } nơi: { $new }.
clause-carved-out = Tách từ { $old } (cũ) để thành lập { $new }; phần còn lại là { $stays }.
clause-merged = Nhập { $old } (cũ) thành { $new }.
clause-absorbed = Nhập { $old } (cũ) vào { $stays }.
clause-border-shifted = Điều chỉnh ranh giới giữa { $old }.
clause-made-of = { $new } ({ $households } hộ) gồm:
clause-part-whole = toàn bộ { $old } (cũ), { $households } hộ
clause-part-some = một phần { $old } (cũ), { $households } trong { $of } hộ
clause-reason-stable_unit_kept = { $name } ({ $households } hộ) khác định mức vì ổn định, giữ nguyên ranh giới: { $text }
clause-reason-island = { $name } ({ $households } hộ) khác định mức vì là đảo, cù lao tách biệt: { $text }
clause-reason-border = { $name } ({ $households } hộ) khác định mức vì ở vùng biên giới: { $text }
clause-reason-isolated_terrain = { $name } ({ $households } hộ) khác định mức vì địa hình chia cắt: { $text }
clause-reason-natural_barrier = { $name } ({ $households } hộ) khác định mức vì sông, kênh, đường sắt chia cắt: { $text }
clause-reason-apartment_complex_kept_whole = { $name } ({ $households } hộ) khác định mức vì giữ trọn khu chung cư: { $text }
clause-reason-custom_cultural = { $name } ({ $households } hộ) khác định mức vì phong tục, văn hóa của địa phương: { $text }
clause-reason-planned_growth = { $name } ({ $households } hộ) khác định mức vì dân số sẽ tăng theo quy hoạch đã duyệt: { $text }
clause-sub-units-end = { $count } tổ cũ kết thúc hoạt động.
clause-estimated = Số liệu là ước tính, chưa đếm từ danh sách hộ.
clause-effective-on = Có hiệu lực từ { $day }.
clause-no-legal-value = Phương án – chưa có giá trị pháp lý

# Lỗi trong tệp quy tắc.
rulebook-unreadable = Tệp { $file }, { $entry }: không đọc được ({ $what }). Hãy sửa theo mẫu trong rules/README.md.
rulebook-unknown-key = Tệp { $file }, { $entry }: không có khóa "{ $what }". Hãy dùng một khóa trong rules/README.md.
rulebook-unknown-kind = Tệp { $file }, { $entry }: không có loại "{ $what }". Hãy dùng mã như khu_pho, ap.
rulebook-wrong-value = Tệp { $file }, { $entry }: giá trị không đúng dạng. Hãy viết như { $what }.
rulebook-not-a-day = Tệp { $file }, { $entry }: "{ $what }" không phải là ngày. Hãy viết như "2024-07-01".
rulebook-ends-before-it-begins = Tệp { $file }, { $entry }: ngày kết thúc ({ $to }) không sau ngày bắt đầu ({ $from }). Hãy sửa một trong hai ngày.
rulebook-unknown-source = Tệp { $file }, { $entry }: chưa có nguồn "{ $what }". Hãy thêm mục [source.{ $what }] và tên văn bản.
rulebook-unknown-territory = Tệp { $file }, { $entry }: chưa có địa bàn "{ $what }". Hãy thêm mục [[territory]] với mã này.
rulebook-twice = Tệp { $file }, { $entry }: có hai mục cùng tên. Hãy đổi tên một mục.
rulebook-overlaps = Tệp { $file }, { $entry }: trùng thời gian với mục "{ $what }". Hãy cho mục này kết thúc trước khi mục kia bắt đầu.
