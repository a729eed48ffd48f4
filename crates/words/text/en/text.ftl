### Texts and photos that people send.

text-missing = Nothing is written here yet. Please fill it in.
text-too-long = This is { $length } characters long. Please keep it to { $most } or fewer.
text-personal = “{ $found }” looks like somebody’s phone number, ID number or mail address. Please take it out: nobody’s private details are kept here.
photo-unreadable = The photo could not be read. Choose a JPEG or PNG.
photo-too-large = The photo is too large. Take it again at a smaller size.
