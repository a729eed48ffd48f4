# Vẽ đơn vị trên các tổ liền kề: bài toán sai ở đâu, phương án sai ở đâu, vì sao không có phương án.

# Bài toán không dùng được.
districting-no-atoms = Không có gì để vẽ: danh sách tổ cũ đang trống.
districting-no-such-atom = Không có tổ số { $atom }: chỉ có { $atoms } tổ, đánh số từ 0.
districting-loop = Ranh giới số { $edge } nối tổ { $atom } với chính nó.
districting-bad-number = Giá trị của { $what } không dùng được.

# Vì sao không có phương án, hoặc chưa tìm thấy.
districting-no-whole-number = Một mảnh tách rời gồm { $atoms } tổ, { $households } hộ không chia được thành số nguyên đơn vị trong khoảng quy mô. Hãy nới khoảng quy mô, hoặc nối mảnh này với xung quanh.
districting-atom-above-max = Riêng tổ số { $atom } đã có { $households } hộ, quá mức lớn nhất. Hãy nâng mức lớn nhất, hoặc tách tổ này.
districting-pocket = Phần chỉ đi vào được qua tổ số { $atom }, tính cả tổ đó, có { $households } hộ, không chia được thành số nguyên đơn vị. Hãy nới khoảng quy mô, hoặc thêm lối qua lại.
districting-parts-out-of-reach = { $households } hộ không thể thành { $parts } đơn vị trong khoảng quy mô này.
districting-links = Các điều kiện phải ở chung, phải tách riêng hoặc giữ nguyên mâu thuẫn nhau tại tổ số { $atom }.
districting-locks-overlap = Tổ số { $atom } nằm trong hai danh sách giữ nguyên. Hãy bỏ tổ này khỏi một danh sách.
districting-across-lock = Danh sách phải ở chung số { $list } vừa có tổ trong, vừa có tổ ngoài một đơn vị giữ nguyên (tổ số { $atom }). Hãy bỏ tổ đó, hoặc không giữ nguyên đơn vị nữa.
districting-torn = Danh sách phải ở chung số { $list } nằm ở { $pieces } mảnh không có lối qua lại. Hãy mở lối, hoặc tách danh sách.
districting-apart-together = Tổ { $a } và tổ { $b } vừa phải ở chung, vừa phải tách riêng. Hãy bỏ một trong hai điều kiện.
districting-no-plan = Đã xét mọi cách chia { $atoms } tổ; không cách nào nằm trong khoảng quy mô.
districting-not-found = Chưa tìm thấy phương án trong khoảng quy mô với thời gian đã cho. Điều đó không chứng tỏ là không có: hãy cho thêm thời gian, hoặc nới khoảng quy mô.

# Phương án sai ở đâu.
districting-length = Phương án xếp { $found } tổ; thực tế có { $expected } tổ.
districting-no-such-part = Đơn vị { $part } trống, hoặc số của nó không được phép.
districting-disconnected = Đơn vị { $part } nằm trong { $pieces } mảnh rời nhau.
districting-out-of-range = Đơn vị { $part } có { $households } hộ, ngoài khoảng từ { $min } đến { $max }.
districting-part-count = Không được phép có { $found } đơn vị.
districting-split = Danh sách { $list } gồm các tổ phải ở chung bị chia ra { $parts } đơn vị.
districting-not-apart = Tổ { $a } và tổ { $b } phải ở hai đơn vị khác nhau.
districting-unlocked = Danh sách { $list } gồm các tổ giữ nguyên không phải là đúng một đơn vị.

# Vì sao một đơn vị nằm ngoài khoảng quy mô.
districting-cause-isolated-piece = nằm tách rời và có quá ít hộ để thành một đơn vị
districting-cause-atom-above-max = riêng một tổ đã quá mức lớn nhất
districting-cause-locked = giữ nguyên theo ý kiến của cơ quan
districting-cause-no-whole-number = mảnh tách rời này không chia được thành số nguyên đơn vị trong khoảng quy mô
districting-cause-unavoidable = đã chứng minh: không phương án nào ít đơn vị ngoài khoảng hơn
districting-cause-not-found = chưa tìm được cách tốt hơn trong thời gian đã cho

# Lệnh `coso draw graph`, `coso check graph` và `coso certify`.
graph-progress = { $steps } bước, tốt nhất { $best }, { $parts } phần, { $out } phần ngoài khoảng
graph-sound = { $instance }: { $parts } phần, từ { $least } đến { $most }, đều liền mảnh và trong khoảng; { $objective } { $value }, { $seconds } giây.
graph-broken = { $instance }: phương án trái các quy tắc nêu trên; { $parts } phần, từ { $least } đến { $most }, { $out } phần ngoài khoảng; { $objective } { $value }.
graph-not-readable = { $file }, dòng { $line }, cột { $column }: { $cause }. Hãy sửa tệp ở chỗ đó.
graph-wrong-length = { $file }: “{ $place }” cho { $found } trong khi cần { $expected }. Hãy làm các danh sách dài bằng nhau.
graph-missing-rules = { $file } không có khoảng quy mô (L và U, hoặc min và max). Hãy cho --min và --max, thêm --k nếu cố định số phần.
graph-no-atoms = { $file }: “pop” trống. Cần ít nhất một tổ.
graph-no-such-atom = { $file }: edges[{ $edge }] nêu tổ { $atom }, nhưng chỉ có { $atoms } tổ, đánh số từ 0. Hãy sửa cạnh đó.
graph-loop = { $file }: edges[{ $edge }] nối tổ { $atom } với chính nó. Hãy bỏ cạnh đó.
graph-bad-number = { $file }: giá trị của { $what } không dùng được. Hãy sửa trong tệp hoặc cho giá trị khác trên dòng lệnh.
graph-bad-part = { $file }: { $place } là { $part }. Các phần đánh số từ 0, không bỏ cách.
graph-bad-option = { $option } không thể là { $value }. Hãy cho một số dương.
graph-unwritable = Không ghi được { $file }: { $cause }. Hãy chọn nơi khác để ghi.
blobs-proven = Các nhà gom thành { $count } cụm nhà liền kề giữ nguyên: phương án tốt nhất của các cụm có giá trị { $value }, đã chứng minh. Vẽ tiếp đến từng nhà thì tốt hơn { $better }; về các phương án tách cụm thì chưa chứng minh gì.
blobs-bounded = Các nhà gom thành { $count } cụm nhà liền kề giữ nguyên: phương án của các cụm có giá trị { $value }, không phương án nào giữ nguyên các cụm dưới { $bound }. Vẽ tiếp đến từng nhà thì tốt hơn { $better }; về các phương án tách cụm thì chưa chứng minh gì.
blobs-open = Các nhà gom thành { $count } cụm nhà liền kề giữ nguyên: phương án của các cụm có giá trị { $value }, chưa chứng minh là tốt nhất. Vẽ tiếp đến từng nhà thì tốt hơn { $better }.
blobs-none = Không có cụm nhà liền kề nào: bài toán đủ nhỏ để vẽ thẳng.
graph-no-certificate = Chưa có chứng chỉ: bài toán quá nhỏ để cần, hoặc quá lớn để liệt kê hết các đơn vị có thể có, hoặc hết bước trước khi có cận dưới.
graph-best = Không có phương án nào tốt hơn: giá trị { $value }, với số phần từ { $fewest } đến { $most }. Đã xét { $looked } phần có thể có, { $seconds } giây.
graph-bounded = Không phương án nào dưới { $bound } (với số phần từ { $fewest } đến { $most }); phương án này { $value }, cách nhiều nhất { $gap } %. Đã xét { $looked } phần có thể có, { $seconds } giây.
graph-widened = Không có phương án nào nằm trọn trong khoảng, nên đã xét các phần từ { $least } đến { $most } hộ: trước hết ít phần ngoài khoảng nhất, rồi ít hộ lệch nhất, rồi mới đến giá trị.

# Vì sao chứng chỉ không chứng minh được gì.
districting-mistrust-other-problem = Chứng chỉ nói về một bài toán khác, hoặc về các quy tắc khác. Hãy dùng đúng tệp và đúng quy tắc lúc vẽ.
districting-mistrust-changed = Chứng chỉ đã bị sửa sau khi ghi. Hãy lấy lại bản gốc, hoặc vẽ lại.
districting-mistrust-broken = Phương án trái quy tắc nêu trên, nên chứng chỉ không áp dụng được cho nó.
districting-mistrust-shape = Bước { $step } của chứng chỉ không đúng dạng của một chứng minh.
districting-mistrust-less = Các giá trong chứng chỉ chỉ chứng minh được { $found }, thấp hơn mức { $said } mà chứng chỉ ghi (phần triệu).
districting-mistrust-exceeded = Mức { $level } hoặc một mức trước đó đã được giữ cố định nhưng bị vượt quá.
districting-mistrust-too-many = Có quá nhiều phần có thể có để xét hết.

# Giải thích: có phương án không, nới quy tắc nào thì được gì; sửa một phương án đã có.
districting-verdict-exists = Có phương án đúng mọi quy tắc.
districting-verdict-none = Không có phương án nào đúng mọi quy tắc; điều đó đã được chứng minh.
districting-verdict-unknown = Chưa tìm được phương án đúng mọi quy tắc; cũng chưa chứng minh được là không có.
districting-cure-max = Cần nâng mức lớn nhất lên ít nhất { $size } hộ.
districting-cure-min = Cần hạ mức nhỏ nhất xuống { $size } hộ hoặc thấp hơn.
districting-cure-parts = Với khoảng quy mô này, số đơn vị chỉ có thể từ { $fewest } đến { $most }.
districting-rule-min = Mức nhỏ nhất là { $size } hộ
districting-rule-max = Mức lớn nhất là { $size } hộ
districting-rule-parts = Số đơn vị từ { $fewest } đến { $most }
districting-rule-together = Bỏ danh sách phải ở chung số { $list }
districting-rule-apart = Bỏ cặp phải tách riêng số { $list }
districting-rule-locked = Không giữ nguyên đơn vị trong danh sách số { $list }
districting-rule-barrier = Mở lối qua vật ngăn cách số { $list }
districting-given-no-such-part = Không có tổ nào thuộc đơn vị { $part }, nên không giữ nguyên đơn vị này được.
districting-given-no-part = Tổ { $atom } chưa thuộc đơn vị nào, nên không giữ tại chỗ được.
districting-term-out-of-range = đơn vị ngoài khoảng quy mô
districting-term-deviation = tổng chênh lệch so với quy mô mong muốn
districting-term-cut = ranh giới bị cắt
districting-term-moved = hộ rời đơn vị cũ
districting-term-walking = quãng đường đi bộ tới nhà văn hóa, tính bằng hộ × mét
districting-term-inertia = độ phân tán quanh trọng tâm, tính bằng hộ × mét vuông
districting-alternatives-enough = Đủ số phương án đã yêu cầu.
districting-alternatives-none-left = Không còn phương án nào khác đủ xa các phương án trên; điều đó đã được chứng minh.
districting-alternatives-not-found = Chưa tìm được thêm phương án nào đủ xa các phương án trên; chưa chứng minh được là không còn.

# Lệnh `coso draw graph --explain`, `--alternatives`, `--front` và `coso repair graph`.
graph-certain = đã chứng minh là tốt nhất
graph-so-far = tốt nhất tìm được
graph-concerns = Các tổ liên quan: { $atoms }.
graph-now = Theo mọi quy tắc: { $parts } phần, { $out } ngoài khoảng, giá trị { $value } ({ $proof }).
graph-relaxed = { $rule }: { $out } phần ngoài khoảng ({ $out-change }), giá trị { $value } ({ $value-change }); { $proof }.
graph-relaxed-nothing = { $rule }: các điều kiện khác vẫn mâu thuẫn nhau.
graph-binds = Vướng nhất: { $rule }.
graph-nothing-binds = Nới riêng từng quy tắc thì không quy tắc nào cho phương án tốt hơn.
graph-repaired = { $instance }: { $moved } hộ ở { $atoms } tổ đổi đơn vị; { $parts } đơn vị, { $out } ngoài khoảng; giá trị { $value }, { $seconds } giây.
graph-fewest = Không thể đổi ít hộ hơn; điều đó đã được chứng minh.
graph-fewest-bound = Cách nào cũng phải đổi ít nhất { $least } hộ.
graph-fewest-open = Chưa chứng minh được là không thể đổi ít hộ hơn.
graph-move = Tổ { $atom }: từ đơn vị { $from } sang đơn vị { $to }.
graph-placed = Tổ { $atom }: chưa thuộc đơn vị nào, xếp vào đơn vị { $to }.
graph-new-unit = mới (số { $part } trong phương án)
graph-alternative = Phương án { $number }: giá trị { $value }, { $parts } phần, { $out } ngoài khoảng; chênh quy mô { $deviation }, ranh giới bị cắt { $cut }, { $moved } hộ rời đơn vị cũ; khác các phương án trước ít nhất { $apart } % số hộ.
graph-point = { $first }: { $one }; { $second }: { $other }; giá trị { $value } ({ $proof }).
graph-point-certain = đã chứng minh: không phương án nào tốt hơn ở một mặt mà không kém ở mặt kia
graph-least = { $term }: không phương án nào dưới { $least }.
graph-two-terms = --front cần hai chỉ tiêu khác nhau, ví dụ --front cut,moved.
graph-level = Mức { $number }: { $value }, về sau không vượt quá { $limit }; không phương án nào dưới { $bound } ({ $proof }).
graph-bad-level = Không hiểu mức "{ $text }" trong --order. Hãy ghi như cut, moved:15 hoặc 0.1*deviation+cut, với deviation, cut, moved, walking, inertia.
graph-bad-share = --apart không thể là { $value }. Hãy cho một số từ 0 đến 1, ví dụ 0.2.
graph-no-such-barrier = { $file }: barriers[{ $barrier }] nêu tổ { $atom }, nhưng chỉ có { $atoms } tổ, đánh số từ 0.
graph-no-such-linked = { $file }: together, apart hoặc locked nêu tổ { $atom }, nhưng chỉ có { $atoms } tổ, đánh số từ 0. Hãy sửa chỗ đó.
