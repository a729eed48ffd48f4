# Lệnh `coso draw city`: vẽ nhiều phường, xã một lượt, và báo cáo của lượt ấy.
city-empty = { $source } không có gì để vẽ. Hãy đặt vào thư mục mỗi phường, xã một tệp: tệp đồ thị (.json) hoặc danh sách tổ cũ (.xlsx, .xls, .ods, .csv); hoặc cho --database.
city-begins = Vẽ { $communes } phường, xã, mỗi lúc { $threads } nơi. Dừng giữa chừng cũng được: chạy lại lệnh này thì làm tiếp.
city-progress = Xong { $done }/{ $of }; đã chạy { $elapsed }, còn khoảng { $rest }; đang vẽ: { $running }
city-seconds = { $seconds } giây
city-minutes = { $minutes } phút { $seconds } giây
city-torn = { $name }: kết quả cũ không còn nguyên vẹn hoặc không do lệnh này ghi, nên vẽ lại.
city-refused = { $name }: không vẽ được. { $why }
city-broke = Chương trình gặp lỗi khi vẽ { $name }. Các nơi khác vẫn được vẽ. Hãy gửi tệp của nơi này cho người phát triển.
city-failed = Không dùng được: { $cause }
city-faulty-list = { $first } { $more ->
        [0] Hãy
       *[other] Còn { $more } lỗi khác; hãy
    } sửa trong tệp rồi chạy lại.
city-left-alone = Không đọc các tệp này, vì không phải tệp đồ thị hay danh sách: { $files }
city-lone-pairs = { $file } không có danh sách cùng tên nên không được dùng. Danh sách TÊN.xlsx đi với TÊN.giap.csv.
city-strange = { $folder } có kết quả không thuộc lượt này, được để nguyên: { $names }
city-registry-on = Cơ sở dữ liệu, ngày { $day }
city-written = Báo cáo: { $file }

city-sum = { $communes } phường, xã: vẽ { $drawn } nơi, giữ kết quả đã có của { $skipped } nơi, không vẽ được { $refused } nơi. Thời gian: { $took }.
city-sum-units = { $units } đơn vị mới cho { $households } hộ; { $out ->
        [0] không đơn vị nào ngoài khoảng quy mô.
       *[other] { $out } đơn vị ngoài khoảng quy mô, mỗi đơn vị có nêu lý do.
    }
city-sum-proof = Đã chứng minh là tốt nhất: { $proven } nơi. Biết cách tốt nhất nhiều nhất bao nhiêu: { $bounded } nơi. Không có cận ở mức này: { $none } nơi.
city-sum-gap = Nơi cách xa nhất cũng không quá { $gap } % so với phương án tốt nhất có thể có.
city-sum-left = Dừng giữa chừng: còn { $left } phường, xã chưa vẽ. Chạy lại đúng lệnh này để vẽ tiếp; những nơi đã xong được giữ nguyên.
city-sum-memory = Bộ nhớ dùng nhiều nhất: { $memory } MB.

city-title = Vẽ khu phố, ấp của cả thành phố
city-from = Nguồn: { $source }. Mỗi nơi { $steps } bước tính.
city-refused-title = Chưa vẽ được
city-refused-caption = Mỗi dòng nêu tệp, chỗ sai và cách sửa. Sửa xong chạy lại lệnh: chỉ những nơi này được vẽ thêm.
city-causes-title = Đơn vị ngoài khoảng quy mô, theo lý do
city-causes-caption = Số đơn vị mới có ít hoặc nhiều hộ hơn khoảng đã cho.
city-communes-title = Từng phường, xã
city-communes-none = Chưa có nơi nào được vẽ.
city-communes-caption = Tên dẫn đến bảng các đơn vị mới của nơi ấy, mở được bằng phần mềm bảng tính.
city-col-name = Phường, xã
city-col-kind = Loại đơn vị
city-col-groups = Tổ cũ
city-col-households = Số hộ
city-col-units = Đơn vị mới
city-col-sizes = Hộ mỗi đơn vị
city-col-out = Ngoài khoảng
city-col-proof = Tốt đến đâu
city-col-seconds = Giây
city-col-why = Vì sao, và làm gì
city-col-cause = Lý do
city-proven = Tốt nhất, đã chứng minh
city-within = Cách tốt nhất không quá { $gap } %
city-no-bound = Không có cận ở mức này
city-proof-meaning = “Không có cận ở mức này”: quá nhiều đơn vị có thể có để liệt kê hết, nên không biết phương án còn cách tốt nhất bao nhiêu. Chứng chỉ nằm cạnh phương án của từng nơi; lệnh coso certify kiểm chứng lại từ đầu.
city-left-title = Chưa vẽ tới
city-stopping = Đang dừng: vẽ nốt nơi đang vẽ, rồi ghi báo cáo. Bấm Ctrl-C lần nữa để dừng ngay.
