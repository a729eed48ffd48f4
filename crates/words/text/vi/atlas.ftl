# Bản đồ: tệp ranh giới và tệp đường phố sai ở đâu, bản đồ nói gì, lệnh `coso draw ward`.

atlas-no-boundary = Ranh giới trống hoặc không có diện tích. Hãy kiểm tra tệp ranh giới.
atlas-no-seed = Không có nhà cửa hay tổ nào nằm trong ranh giới.
atlas-bad-coordinate = Toạ độ ({ $x }, { $y }) không dùng được.
atlas-out-of-reach = Điểm ({ $lon }, { $lat }) nằm ngoài vùng chiếu bản đồ. Hãy kiểm tra xem tệp có dùng kinh độ, vĩ độ WGS 84 không.
atlas-not-geojson = { $file } không phải GeoJSON: { $why }. Hãy xuất lại tệp ở dạng GeoJSON, mã UTF-8.
atlas-geojson-empty = { $file } không có vùng nào. Hãy xuất lại tệp ranh giới.
atlas-not-an-area = { $file }, đối tượng thứ { $feature } là { $found }, không phải vùng. Hãy chỉ giữ lại Polygon hoặc MultiPolygon.
atlas-bad-ring = { $file }, đối tượng thứ { $feature }: đường bao không khép kín, không có diện tích hoặc toạ độ không phải độ. Hãy sửa đối tượng đó.
atlas-no-such-code = { $file } có { $areas } vùng nhưng không có mã { $code } (ví dụ mã có trong tệp: { $example }). Hãy kiểm tra --commune.
atlas-osm-unreadable = Không đọc được { $file } như bản trích OpenStreetMap (.osm.pbf): { $why }. Hãy kiểm tra đường dẫn hoặc tải lại tệp.
atlas-no-streets = Không vẽ được { $name }: bản trích không có đường phố nào trong địa bàn này, gồm { $pieces } mảnh đất:
atlas-same-name = Bảng có hai tổ cùng tên “{ $name }”. Hãy ghi thêm để phân biệt.
atlas-no-such-group = Dòng tiếp giáp { $touch } nêu “{ $name }”, nhưng bảng không có tổ này.
atlas-touches-itself = Dòng tiếp giáp { $touch } nối “{ $name }” với chính nó. Hãy bỏ dòng đó.

# Chữ trên bản đồ.
atlas-map-legend = Chú giải
atlas-map-boundary = Ranh giới xã, phường
atlas-map-old = Ranh giới tổ (cũ)
atlas-map-marked = Ngoài khung số hộ, có nêu lý do
atlas-map-north = B
atlas-map-unplaced = Không đủ chỗ ghi trên bản đồ:
atlas-class-hem = Hẻm
atlas-class-duong = Đường phố
atlas-class-duong_chinh = Đường chính
atlas-class-duong_sat = Đường sắt
atlas-class-kenh = Kênh, rạch
atlas-class-song = Sông, mặt nước

# Lệnh `coso draw ward`.
ward-begins = { $name }: { $households } hộ; vẽ { $kind } từ { $min } đến { $max } hộ, mong muốn { $target } hộ.
ward-atoms = Đã đọc bản đồ: { $atoms } cụm theo mặt đường và hẻm, { $hems } hẻm; { $seconds } giây.
ward-piece = Mảnh đất { $piece }: { $area } km², khoảng { $households } hộ.
ward-piece-bare = – mảnh { $piece }: { $area } km², bản trích không có đường phố ở đây.
ward-progress = … { $seconds } giây: { $parts } đơn vị, { $out } ngoài khung, điểm { $best }
ward-drawn = { $units } đơn vị, từ { $least } đến { $most } hộ, { $out } đơn vị ngoài khung; { $hem } % số hẻm bị chia; { $barriers } đơn vị vượt rào cản không có lối qua; độ gọn trung bình { $compactness }.
ward-over-roads = Có đơn vị nằm hai bên đường chính, nối với nhau tại nút giao: nếu không thì có phần không đủ hộ.
ward-unit-name = { $kind ->
    [ap] Ấp { $number }
   *[khu_pho] Khu phố { $number }
 }
ward-unit = { $unit }: { $households } hộ
ward-unit-out = { $unit }: { $households } hộ, ngoài khung vì { $reason }
ward-label = { $kind ->
    [ap] Ấp { $number }
   *[khu_pho] KP { $number }
 }
ward-label-size = { $households } hộ
ward-estimated = Số hộ của từng đơn vị là ước tính theo chiều dài mặt nhà, loại đường và diện tích sàn.
ward-written = Kết quả ghi trong { $folder }: plan.json, units.geojson, map.svg, summary.txt.
ward-map-title = Phương án sắp xếp { $kind }, { $name }
ward-map-subtitle = { $units } { $kind }, { $households } hộ; từ { $min } đến { $max } hộ mỗi { $kind }
ward-map-description = Bản đồ phương án chia { $name } thành { $units } { $kind }; mỗi { $kind } ghi số thứ tự và số hộ ước tính.
ward-map-unit = Ranh giới { $kind } (phương án)
ward-atom-name = mảnh số { $number }
