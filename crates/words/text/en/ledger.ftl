# What the ledger shares: typed texts, fields of life, bodies, posts, ways of following.
text-missing = Nothing is written here yet. Please write.
text-too-long = The text has { $length } characters. Please keep it to { $most }.
text-personal = The text contains “{ $found }”, which looks like somebody's telephone number, identification number or mail address. Please take it out: many people read this.

category-giao_thong = Traffic, roads, alleys
category-ngap_nuoc = Flooding, drainage
category-rac_thai = Waste, sanitation
category-chieu_sang = Street lights
category-cay_xanh = Trees
category-dien_vien_thong = Electricity, telecom
category-cap_nuoc = Water supply
category-tieng_on = Noise
category-via_he = Pavements, urban order
category-xay_dung = Construction
category-an_ninh = Security, safety
category-phong_chay = Fire safety
category-thu_tuc = Paperwork
category-dat_dai = Land, housing
category-an_sinh = Social support
category-y_te = Health, food safety
category-giao_duc = Education
category-van_hoa = Culture, sport, places to meet
category-thai_do_phuc_vu = Conduct of service
category-to_chuc = Organisation and work of the neighbourhood
category-sang_kien = Ideas, initiatives
category-khac = Something else

body-dang_uy = Party committee
body-thuong_truc = Standing body of a party committee
body-hdnd = People's Council
body-ubnd = People's Committee
body-mttq = Fatherland Front committee
body-doan_the = Mass organisation
body-so_nganh = City department
body-doanh_nghiep_cong_ich = Public utility
body-chi_bo = Party cell
body-ban_dieu_hanh = Board of the neighbourhood

post-bi_thu = Secretary
post-chu_tich = Chair
post-pho_chu_tich = Deputy chair
post-dau_moi = Dispatcher
post-cong_chuc = Specialised officer
post-chu_tich_mat_tran = Front or mass organisation
post-thu_truong = Head of a body
post-truong_khu_pho_ap = Head of a khu phố or ấp
post-bi_thu_chi_bo = Party-cell secretary
post-truong_ban_mat_tran = Head of the Front work committee
post-chi_hoi_truong = Head of a mass organisation's branch
post-to_truong_tu_quan = Head of a self-managed group

post-category-can_bo = Cadre
post-category-cong_chuc = Civil servant
post-category-vien_chuc = Public employee
post-category-khong_chuyen_trach = Part-time post holder
post-category-tu_nguyen = Volunteer

post-unknown = There is no such post.
post-superior-unknown = There is no such post above it.
routing-days = The term must be 1 to 60 working days.

followed-opened = where it was opened
followed-household = with its household
followed-point = with its point on the map
followed-majority = with most households of the old place
followed-sent = passed on

authority-no-post = Your account holds no post yet. An answer is promised by a post: please ask the administrator to give you one.
authority-not-your-post = This belongs to another post, which your account does not hold.

photo-unreadable = This file is no JPEG or PNG that can be read. Please take or choose it again.
photo-too-large = The picture is too large. Please take it again at a smaller size.
