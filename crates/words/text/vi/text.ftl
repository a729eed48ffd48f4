### Chữ và ảnh người dùng gửi lên.

text-missing = Ô này còn trống. Hãy điền vào.
text-too-long = Dài { $length } ký tự. Hãy viết không quá { $most } ký tự.
text-personal = Có “{ $found }”: giống số điện thoại, số giấy tờ hoặc địa chỉ thư của một người. Hãy bỏ đi; ở đây không lưu thông tin riêng của ai.
photo-unreadable = Không đọc được ảnh. Hãy chọn ảnh JPEG hoặc PNG.
photo-too-large = Ảnh quá lớn. Hãy chụp lại với cỡ nhỏ hơn.
