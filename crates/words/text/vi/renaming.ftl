### Khu phố, ấp trùng tên sau khi sáp nhập phường, xã: đề nghị tên mới.

rename-scheme-number_on = Nơi đông hộ nhất giữ tên, nơi khác đánh số tiếp
rename-scheme-old_ward = Nơi đông hộ nhất giữ tên, nơi khác thêm tên phường, xã cũ
rename-scheme-renumber = Đánh số lại tất cả từ 1

renaming-nav = Khu phố, ấp trùng tên
renaming-title = Trùng tên ở { $name }
renaming-lead = Sau khi sáp nhập, nhiều khu phố, ấp có thể cùng một tên. Đổi tên không đổi ranh giới, không đổi hộ nào: chỉ tên mới, và tên cũ vẫn tìm được.
renaming-none = Ở đây không có khu phố, ấp nào trùng tên.
renaming-found = { $n } tên đang bị trùng
renaming-note = Ở đây có { $n } tên bị trùng.
renaming-open = Xem và đề nghị tên mới
renaming-how = Đề nghị tên mới
renaming-scheme = Cách đặt tên
renaming-propose-scheme = Xem cách này
renaming-table = Tên hiện nay và tên đề nghị
renaming-now = Tên hiện nay
renaming-before = Trước thuộc
renaming-new = Tên đề nghị
renaming-new-of = Tên mới của { $name } ({ $from })
renaming-collides = Trùng tên
renaming-always-here = vẫn ở đây
renaming-then = Sửa tay được từng tên. Bấm nút dưới đây thì có hồ sơ để lấy ý kiến người dân; chưa có gì thay đổi cho đến khi nghị quyết được ghi nhận và xác nhận.
renaming-act = Lập hồ sơ đổi tên

rename-missing = { $name }: chưa ghi tên mới.
rename-without-kind = { $name }: tên mới phải bắt đầu bằng loại, như Khu phố hoặc Ấp.
rename-kind-alone = { $name }: sau loại còn thiếu số hoặc tên.
rename-twice = { $name }: tên mới trùng với nơi khác ở đây.
rename-too-long = { $name }: tên mới dài quá 60 chữ.
rename-signs = { $name }: tên mới có ký hiệu không dùng được trong tên.
rename-nothing = Chưa có tên nào thay đổi.
