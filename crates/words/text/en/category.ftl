### What a feedback, a difficulty or a practice is about.

category-giao_thong = Roads and traffic
category-ngap_nuoc = Flooding and drainage
category-rac_thai = Waste and cleanliness
category-chieu_sang = Street lighting
category-cay_xanh = Trees
category-dien_vien_thong = Electricity and telecoms
category-cap_nuoc = Water supply
category-tieng_on = Noise
category-via_he = Pavements and public order
category-xay_dung = Building work
category-an_ninh = Security and safety
category-phong_chay = Fire safety
category-thu_tuc = Paperwork and public services
category-dat_dai = Land and housing
category-an_sinh = Social support
category-y_te = Health and food safety
category-giao_duc = Schools and education
category-van_hoa = Culture, sport, places to meet
category-thai_do_phuc_vu = How officials treat people
category-to_chuc = How the neighbourhood is organised
category-sang_kien = Ideas and suggestions
category-khac = Something else
