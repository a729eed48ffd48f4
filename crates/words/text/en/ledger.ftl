# What the ledger shares: bodies, posts, ways of following.
body-dang_uy = Party committee
body-thuong_truc = Standing body of a party committee
body-hdnd = People's Council
body-ubnd = People's Committee
body-mttq = Fatherland Front committee
body-hoi_phu_nu = Women's union
body-doan_thanh_nien = Youth union
body-hoi_cuu_chien_binh = Veterans' association
body-hoi_nong_dan = Farmers' union
body-cong_doan = Trade union
body-hoi_nguoi_cao_tuoi = Association of the elderly
body-ban_thanh_tra_nhan_dan = People's inspection board
body-ban_giam_sat_dau_tu = Community investment supervision board
body-ban_cong_tac_mat_tran = Front work committee
body-to_bao_ve_an_ninh = Security group
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
post-hand-over-early = That commune still stands today; its posts go on until the day it ends.
post-superior-unknown = There is no such post above it.
routing-days = The term must be 1 to 60 working days.

followed-opened = where it was opened
followed-household = with its household
followed-point = with its point on the map
followed-majority = with most households of the old place
followed-sent = passed on
followed-dissolved = the self-managed group was dissolved

authority-no-post = Your account holds no post yet. An answer is promised by a post: please ask the administrator to give you one.
authority-not-your-post = This belongs to another post, which your account does not hold.

