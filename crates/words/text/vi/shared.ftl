### Từ dùng chung cho mọi trang.

households-count = { $n } hộ
people-count = { $n } người
