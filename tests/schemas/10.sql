BEGIN TRANSACTION;
CREATE TABLE "alerts" (
   "id" INTEGER PRIMARY KEY,
   "source" TEXT NOT NULL,
   "word" TEXT NOT NULL,
   "since" TEXT NOT NULL,
   "last_good" TEXT,
   "detail" TEXT,
   "told" TEXT,
   "ended" TEXT
);
INSERT INTO "alerts" VALUES(1,'district','silent','2026-04-01T00:00:00+00:00',NULL,'','2026-04-01T00:00:00+00:00',NULL);
CREATE TABLE "articles" (id INTEGER PRIMARY KEY, url TEXT NOT NULL, canonical_url TEXT, title TEXT, published TEXT, publisher TEXT, source TEXT, tier TEXT, encoding TEXT, sha256 TEXT NOT NULL, first_seen TEXT NOT NULL, fetched TEXT NOT NULL, spam TEXT, disposition TEXT NOT NULL, story TEXT, targets_hash TEXT, reader_version TEXT, etag TEXT, last_modified TEXT, text_sha256 TEXT, sketch BLOB, figures BLOB, candidates TEXT NOT NULL, added TEXT, text TEXT, code TEXT AS (json_extract(disposition, '$.code')), UNIQUE (url), FOREIGN KEY (story) REFERENCES stories (id));
INSERT INTO "articles" VALUES(1,'http://m.rexunhui.example/n/20250302/77120.html','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','2025-03-02','真人娱乐平台登录','真人娱乐平台登录','community','utf-8','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298','2026-04-01T01:10:07+00:00','2026-04-01T01:10:07+00:00','{"code":"spun","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}','{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,'0b3769d447c25b6b','39a492326b9aafaa','','','9d16b7f4a15152ed3587684a0b032376',X'563C39F5393A4BC43AA3503B2431381B2DCF9D94E3326A9286BC61C24CFC085181C386DDE20C3FAAC1A7CF06AFB84DB7CF9D2D288AA168FF63BF05C44C5000ED0E7AD84ED4AAB09B839248D57531326B49ABC56B2D32C7D0DB14548BFF6612022E692639E2C702B96CE690F6EF3B19ADF1544C1A1ADFDDDEC2C029E6553D8F5E',X'8D2ED6CC91DE1FE7EDE76FA2FA2B22CE','[{"target":"tsinghua-nankou-base","sentence":"1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]},"page_number":null},{"target":"tsinghua-nankou-base","sentence":"校方代表逐项签字，从地坪平整度到通风柜风速，一项都没落下。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]},"page_number":null},{"target":"tsinghua-nankou-base","sentence":"“今年底全部建成后，【点此领取新人礼包】这里会有14个全国重心实验室。”","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]},"page_number":null},{"target":"tsinghua-nankou-base","sentence":"技俩部技术庄重东谈主指着沙盘说，二期、三期的基坑也曾完成支护。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null}]','','1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。
交付现场没有剪彩，只有一份长达46页的验收清单。校方代表逐项签字，从地坪平整度到通风柜风速，一项都没落下。
“今年底全部建成后，【点此领取新人礼包】这里会有14个全国重心实验室。”技俩部技术庄重东谈主指着沙盘说，二期、三期的基坑也曾完成支护。
首批入驻的两百余名师生暂住在镇里改造的公寓，通勤班车每天往返清华园六趟。');
INSERT INTO "articles" VALUES(2,'http://m.rexunhui.example/n/20250419/78466.html','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','2025-04-19','棋牌游戏','棋牌游戏','community','utf-8','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056','2026-04-01T01:30:28+00:00','2026-04-01T01:30:28+00:00','{"code":"spun","facts":[["words","重心民生、民生技俩、技俩激动、重心技俩、行动策画"]]}','{"code":"spam","facts":[["words","重心民生、民生技俩、技俩激动、重心技俩、行动策画"]]}',NULL,'0b3769d447c25b6b','39a492326b9aafaa','','','6c2212b18ad68fd03b4917468046ad4c',X'AE92436CF364F7674076695A02A248B98194A0670AE09F4CC5BBAD8B20B204D6EABF055D0CBA69BE0D037A313A44EFD0A42CE9240349BA21E94C3081387C1D36B84926C8771259CA65A1232FCAFAACE079C9E39EC0AAB77BDAD27005277C9485C6A152541D6F218D32F4E2046BD94DBD54FC2481454D2DAB64DE78F3F7CB8723',X'0C51A07A5022EA455B1E421AE89E8D20EAF9A6D0ECDCFFF2EFE5F3C0FB92490F','[{"target":"pku3-hospital-changping","sentence":"医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"huitian-round2","sentence":"回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"176","unit":"个","comparator":"=","start":"2025-03-25","end":"2025-03-25","basis":"cumulative"},"part":false,"retracts":null,"why_not":null,"page_number":null}]','','昌平区发展改革委日前通报一季度重心技俩调度情况。总的看，网上娱乐城注册，年初排出的任务大多踩在节点上，少数因管线迁改滞后。
医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。
回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。
人命谷三期的三个标厂均已完成二次结构，内部装修和消防管线安装正在激动。
此外，中关村昌平园东区两栋标准厂房2月投用，已有5家企业签约入驻。');
INSERT INTO "articles" VALUES(3,'http://m.rexunhui.example/show/88231.html','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开',NULL,'热讯汇','热讯汇','community','utf-8','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1','2026-04-01T01:29:51+00:00','2026-04-01T01:29:51+00:00','{"code":"spun","facts":[["words","什么时候洞开、参预、展望"]]}','{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL,'0b3769d447c25b6b','39a492326b9aafaa','','','ceb1785424b64ee2615ec203b07d46fb',X'812AE8A2EFB4A474C5773D6D69F7F72716BE925E2A2A6DD45005EBD55FED8D41F011108B69B5D8C1499F14866B2C51C357334901E5D9F50F7F976B3829055764779448F4378536405B62927FD9D9C9E7AD0D53C6DB5030729E390D2499DFD896B3CC43488EDAF7C8C72D842919783C07F5023AEA6C65A9F00444AC81C4C79EC2',X'546098975C00A770BD11C8A7DF407D12E89E8D20FD505C2E','[{"target":"aobei-park-phase3","sentence":"您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。","modality":"actual","stage":"started","expected":null,"day":"2024-02-26","figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"aobei-park-phase3","sentence":"当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"aobei-park-phase3","sentence":"奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。","modality":"actual","stage":"opened","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null}]','','来信内容：家住天通苑，东小口森林公园二期北园围挡一年多了，孩子放学没地方跑，请问到底什么时候能进？
答复内容：您好！您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。
当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。
奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。
如还有疑问，可在工作日拨打园区电话咨询。');
INSERT INTO "articles" VALUES(4,'http://m.rexunhui.example/tag/changping-news.html','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成',NULL,'真人娱乐平台登录','真人娱乐平台登录','community','utf-8','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd','2026-04-01T01:39:43+00:00','2026-04-01T01:39:43+00:00','{"code":"promotions","facts":[["words","真人娱乐、注册送彩金"]]}','{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,'0b3769d447c25b6b','39a492326b9aafaa','','','9aead6d16e77af7eee23ab998370b2ec',X'8AAA673F3129500203DB6504BF34864D567C70A1DF6C69BF36F097B168A33034CA1F4C589F828D74495B4DF09C6A397D7DB0E508894D10A22D92FB8C241FFE1DFB930A86094F48CBC54BD2655285999B3954C86C6A3C0B00FCD22C930BB614789DABD1FACB9A1316BA7B7578CF7D938794C6A69FC4447E15D3FA285F12749813',X'7FE8EF8E','[{"target":"aobei-park-phase3","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"opened","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"bnu-high-school","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null,"page_number":null},{"target":"east-town-mall","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null,"page_number":null},{"target":"energy-revenue-2030","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]},"page_number":null},{"target":"energy-revenue-growth","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_period","facts":[["value","16.6%"]]},"page_number":null},{"target":"fsc-greenway","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"topped_out","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"huitian-round3-plan","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]},"page_number":null},{"target":"yanshou-trail-race","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"held","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null,"page_number":null}]','','昌平最新消息每日更新！奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。');
INSERT INTO "articles" VALUES(5,'https://www.kuaijulan.example/s/6f2a91.html','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','2025-08-20','快聚览','快聚览','community','utf-8','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','2026-04-01T01:44:39+00:00','2026-04-01T01:44:39+00:00',NULL,'{"code":"read","facts":[]}','5d637fdc0a42','0b3769d447c25b6b','39a492326b9aafaa','','','38d1bde723855ee0386eb4c44bb8f881',X'50725BC0AB79DBA532A87EFFA6EC9D51B9846BE6C1D5C9007E43B7D60096969C07BCFA7F9B557A514D83885E605026D3359FFF0A7701A092EBC0149066424585C1AE45EFCA44F8AA5CFA332EC50C5D5A4D1F12A6235244344F73B31E1A5588941467518CCE2AA39EC85DFD1938877440EB565E5F7B415537ED73E10A42E4C1AB',X'1BE17535315A022A33DD40443564B92F45B777AE5460989760A393BD64137300A600EFD5AC9C54A0D04BE439D376F8EFE19E2350ECB10245ECDCFFF2F332A71B','[{"target":"health-revenue-2030","sentence":"医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"1040","unit":"亿元","comparator":"=","start":"2024-01-01","end":"2024-12-31","basis":"level"},"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"health-revenue-growth","sentence":"医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"9.7","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"energy-revenue-2030","sentence":"先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"2532","unit":"亿元","comparator":"=","start":"2024-01-01","end":"2024-12-31","basis":"level"},"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"energy-revenue-growth","sentence":"先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]},"page_number":null},{"target":"tsinghua-nankou-base","sentence":"科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。","modality":"planned","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null,"page_number":null},{"target":"wenyu-park-phase2","sentence":"猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]},"page_number":null},{"target":"health-revenue-2030","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]},"page_number":null},{"target":"health-revenue-growth","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]},"page_number":null},{"target":"manufacturing-output-2030","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","海淀"]]},"page_number":null},{"target":"manufacturing-output-growth","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","海淀"]]},"page_number":null}]','','以下内容由机器汇总多家报道，方括号为来源编号。
医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。
先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。
先进制造：2024年收入超1600亿元，今年上半年增长15%[1]。
科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。
总体经济：地区生产总值“十四五”年均增长6.2%，今年上半年增长7.1%[1]。
猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览
快聚览（测试用虚构站点） 内容由算法生成，不保证准确 京ICP备00000071号');
INSERT INTO "articles" VALUES(6,'https://www.kuaijulan.example/s/7c40de.html','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','2025-09-03','快聚览','快聚览','community','utf-8','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','2026-04-01T01:17:31+00:00','2026-04-01T01:17:31+00:00',NULL,'{"code":"read","facts":[]}','5b3bae895d56','0b3769d447c25b6b','39a492326b9aafaa','','','484c286d571ccdbff1317631b2a8cbb6',X'99B931FBEBDED182012E52835112F8192487E9688D984466B79EB7D6881AD240D0BEA3FAD4CB6780AE39229AFD328B22FA88042FF519EA28539D0115F9E0680C55D3A099209A8944B4B86A310B036133BCFC3B4709720C620F06D4BE1A558847DF6AE78B80A4E1F5D34021798331B50F5B4B8891EAFC3C33FB813B3842E46E2C',X'1BE1753533DD404438C083EB6110ACC5D04BE439E6622670ECB10245ECDCFFF2','[{"target":"health-revenue-2030","sentence":"2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","1040亿元"]]},"page_number":null},{"target":"health-revenue-growth","sentence":"2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"9.2","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":null,"page_number":null},{"target":"energy-revenue-2030","sentence":"先进能源产业上半年收入2532亿元，在全市各区中居首[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","2532亿元"]]},"page_number":null},{"target":"energy-revenue-growth","sentence":"先进能源产业上半年收入2532亿元，在全市各区中居首[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]},"page_number":null},{"target":"manufacturing-output-2030","sentence":"先进制造产值上半年突破1600亿元，同比增长15%[2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","全市"]]},"page_number":null},{"target":"manufacturing-output-growth","sentence":"先进制造产值上半年突破1600亿元，同比增长15%[2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"15","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","全市"]]},"page_number":null}]','','以下内容由机器汇总多家报道，方括号为来源编号。
2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。
先进能源产业上半年收入2532亿元，在全市各区中居首[1]。先进制造产值上半年突破1600亿元，同比增长15%[2]。
综合来看，三大产业半年合计超过5000亿元，距离2030年目标已经不远[2]。');
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content="articles", content_rowid="id", tokenize="trigram");
CREATE TABLE "assessments" (target TEXT NOT NULL, as_of TEXT NOT NULL, status TEXT NOT NULL, late INTEGER, value TEXT, unit TEXT, progress TEXT, expected_progress TEXT, observed TEXT, flags TEXT, why TEXT, evidence TEXT, PRIMARY KEY (target, as_of), FOREIGN KEY (target) REFERENCES targets (id));
INSERT INTO "assessments" VALUES('aobei-park-phase3','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('aobei-park-phase3','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('axis-greenway','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('axis-greenway','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-high-school','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-high-school','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-life-park-school','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-life-park-school','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-friendly','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-friendly','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-race','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-race','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('east-town-mall','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('east-town-mall','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-2030','2025-12-31','in_progress',0,'2532','亿元','0.5626666666666666666666666667',NULL,'full','["single_source"]','{"code":"level_without_growth","facts":[["value","2532"],["unit","亿元"],["year","2024"],["goal","4500亿元"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('energy-revenue-2030','2026-03-31','in_progress',0,'2532','亿元','0.5626666666666666666666666667',NULL,'full','["stale","single_source"]','{"code":"level_without_growth","facts":[["value","2532"],["unit","亿元"],["year","2024"],["goal","4500亿元"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('energy-revenue-growth','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-growth','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-soe-plan','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-soe-plan','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-three-rates','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-three-rates','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('fsc-greenway','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('fsc-greenway','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('health-revenue-2030','2025-12-31','behind',0,'1040','亿元','0.5777777777777777777777777778',NULL,'full','["single_source"]','{"code":"level_pace","facts":[["value","1040"],["unit","亿元"],["year","2024"],["goal","1800亿元"],["needed","9.6"],["growth","9.2"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/6f2a91.html","https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('health-revenue-2030','2026-03-31','behind',0,'1040','亿元','0.5777777777777777777777777778',NULL,'full','["stale","single_source"]','{"code":"level_pace","facts":[["value","1040"],["unit","亿元"],["year","2024"],["goal","1800亿元"],["needed","9.6"],["growth","9.2"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/6f2a91.html","https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('health-revenue-growth','2025-12-31','ahead',0,'9.2','%',NULL,NULL,'full','["contradicted","single_source"]','{"code":"growth_so_far","facts":[["value","9.2"],["unit","%"],["goal","6%"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('health-revenue-growth','2026-03-31','awaiting_result',0,'9.2','%',NULL,NULL,'full','["stale","contradicted","single_source"]','{"code":"growth_interim","facts":[["value","9.2"],["unit","%"],["goal","6%"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('huitian-round2','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round2','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round3-plan','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round3-plan','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-plants','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-plants','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-space','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-space','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-2030','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_level","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-2030','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_level","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-growth','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-growth','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('medical-device-city','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('medical-device-city','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('pku3-hospital-changping','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('pku3-hospital-changping','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('shahe-transfer-center','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('shahe-transfer-center','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('triathlon','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('triathlon','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('tsinghua-nankou-base','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','["planned_only"]','{"code":"planned_only","facts":[]}','[]');
INSERT INTO "assessments" VALUES('tsinghua-nankou-base','2026-03-31','overdue',0,NULL,NULL,NULL,NULL,'full','["stale","planned_only"]','{"code":"no_result","facts":[["stage","ongoing"],["published","2025-08-20"],["source","快聚览"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('wenyu-park-phase2','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('wenyu-park-phase2','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('xiaomi-future-park','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('xiaomi-future-park','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yanshou-trail-race','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yanshou-trail-race','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-grain-block','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-grain-block','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-heritage-nodes','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-heritage-nodes','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
CREATE TABLE "decisions" (
   "number" INTEGER PRIMARY KEY,
   "id" TEXT NOT NULL,
   "made" TEXT NOT NULL,
   "day" TEXT NOT NULL,
   "verb" TEXT NOT NULL,
   "author" TEXT NOT NULL,
   "note" TEXT,
   "target" TEXT REFERENCES "targets"("id"),
   "evidence_id" TEXT,
   "url" TEXT,
   "quote" TEXT,
   "changes" TEXT,
   "status" TEXT,
   "until" TEXT,
   "undoes" TEXT,
   "claim" TEXT,
   "page_sha256" TEXT,
   "seen" TEXT
);
CREATE TABLE "digests" (
   "period" TEXT PRIMARY KEY,
   "day" TEXT NOT NULL,
   "made" TEXT NOT NULL,
   "subject" TEXT,
   "snapshot" TEXT NOT NULL
);
CREATE TABLE "evidence" (id TEXT NOT NULL, target TEXT NOT NULL, url TEXT NOT NULL, title TEXT, source TEXT, tier TEXT, published TEXT, first_seen TEXT, page_sha256 TEXT, story TEXT, sentence TEXT NOT NULL, modality TEXT, stage TEXT, expected TEXT, day TEXT, value TEXT, unit TEXT, comparator TEXT, period_start TEXT, period_end TEXT, basis TEXT, part INTEGER, counts INTEGER NOT NULL, why_not TEXT, set_aside_from TEXT, page_number INTEGER, "decided" TEXT, PRIMARY KEY (id), FOREIGN KEY (url) REFERENCES articles (url), FOREIGN KEY (story) REFERENCES stories (id), FOREIGN KEY (target) REFERENCES targets (id));
INSERT INTO "evidence" VALUES('056cccece8b05bb6','wenyu-park-phase2','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_deed","facts":[]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('0b02bd307688f9a2','health-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('11dc5dd648bb8c9e','bnu-high-school','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('134bfa9e2a2b00b4','health-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。','actual',NULL,NULL,NULL,'1040','亿元','=','2024-01-01','2024-12-31','level',0,1,NULL,NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('1e283055d4145c06','health-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。','actual',NULL,NULL,NULL,'9.7','%','=','2025-01-01','2025-06-30','yoy',0,1,NULL,NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('24a131f44ec09671','aobei-park-phase3','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','opened',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('2ee019a4d5d02c04','huitian-round2','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','棋牌游戏','community','2025-04-19','2026-04-01T01:30:28+00:00','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056',NULL,'回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。','actual',NULL,NULL,NULL,'176','个','=','2025-03-25','2025-03-25','cumulative',0,0,'{"code":"spam","facts":[["words","重心民生、民生技俩、技俩激动、重心技俩、行动策画"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('37bdf67f052e13fe','manufacturing-output-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","海淀"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('3891831408010a70','tsinghua-nankou-base','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','真人娱乐平台登录','community','2025-03-02','2026-04-01T01:10:07+00:00','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298',NULL,'1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('3b2cda24e8beac49','energy-revenue-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进能源产业上半年收入2532亿元，在全市各区中居首[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","2532亿元"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('3b9a58a3435f649d','tsinghua-nankou-base','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。','planned','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('5951e34bc7d2a937','health-revenue-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。','actual',NULL,NULL,NULL,'9.2','%','=','2025-01-01','2025-06-30','yoy',0,1,NULL,NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('5e404e1124f129e1','fsc-greenway','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','topped_out',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('604065ea10225db2','energy-revenue-growth','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('7a430aa7b7a03261','energy-revenue-2030','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('7bbd6b5ca72cda04','health-revenue-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","1040亿元"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('7ed3b7d2fb3277de','east-town-mall','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('8389e56e59e2fa1d','manufacturing-output-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进制造产值上半年突破1600亿元，同比增长15%[2]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","全市"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('85e8e575a76596da','yanshou-trail-race','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','held',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('8ead8a601eacd346','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。','actual','started',NULL,'2024-02-26',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('94cad46cff89c3db','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('9a47428983b96b1c','tsinghua-nankou-base','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','真人娱乐平台登录','community','2025-03-02','2026-04-01T01:10:07+00:00','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298',NULL,'“今年底全部建成后，【点此领取新人礼包】这里会有14个全国重心实验室。”','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('a4c36838762ece46','energy-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('ad503e079635d9e4','huitian-round3-plan','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('b0c9a46cf9128cea','health-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('b4bf5f53dbc9fb7a','energy-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。','actual',NULL,NULL,NULL,'2532','亿元','=','2024-01-01','2024-12-31','level',0,1,NULL,NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('c3e214e7e82b2d42','tsinghua-nankou-base','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','真人娱乐平台登录','community','2025-03-02','2026-04-01T01:10:07+00:00','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298',NULL,'技俩部技术庄重东谈主指着沙盘说，二期、三期的基坑也曾完成支护。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('ceedfb7a4af44cfd','pku3-hospital-changping','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','棋牌游戏','community','2025-04-19','2026-04-01T01:30:28+00:00','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056',NULL,'医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","重心民生、民生技俩、技俩激动、重心技俩、行动策画"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('d0d4b09655b79f9e','manufacturing-output-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","海淀"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('e62564273546f4fc','tsinghua-nankou-base','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','真人娱乐平台登录','community','2025-03-02','2026-04-01T01:10:07+00:00','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298',NULL,'校方代表逐项签字，从地坪平整度到通风柜风速，一项都没落下。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('ed4b981ad8aa7532','manufacturing-output-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进制造产值上半年突破1600亿元，同比增长15%[2]。','actual',NULL,NULL,NULL,'15','%','=','2025-01-01','2025-06-30','yoy',0,0,'{"code":"other_place","facts":[["place","全市"]]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('ee118fd04fc3fa28','energy-revenue-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进能源产业上半年收入2532亿元，在全市各区中居首[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL,NULL,NULL);
INSERT INTO "evidence" VALUES('f55b09bb328d56bf','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。','actual','opened',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL,NULL,NULL);
CREATE TABLE "hosts" (
   "site" TEXT PRIMARY KEY,
   "robots_status" INTEGER,
   "robots_body" BLOB,
   "robots_fetched" TEXT,
   "robots_failing" TEXT,
   "rest_until" TEXT,
   "failures" INTEGER
);
CREATE TABLE "links" (
   "run" INTEGER REFERENCES "runs"("id"),
   "url" TEXT,
   "source" TEXT,
   "title" TEXT,
   "published" TEXT,
   "disposition" TEXT NOT NULL, code TEXT AS (json_extract(disposition, '$.code')),
   PRIMARY KEY ("run", "url")
);
INSERT INTO "links" VALUES(2,'https://www.kuaijulan.example/s/7c40de.html','district','题','2025-03-01','{"code":"read","facts":[]}');
INSERT INTO "links" VALUES(2,'https://a.example/wait','district','',NULL,'{"code":"waiting","facts":[]}');
CREATE TABLE "looked" (
   "source" TEXT,
   "start" TEXT,
   "first_day" TEXT,
   "last_day" TEXT,
   "seen" TEXT NOT NULL,
   PRIMARY KEY ("source", "start", "first_day", "last_day")
);
INSERT INTO "looked" VALUES('district','https://a.example/list','2025-01-17','2026-04-01','2026-04-01T00:00:00+00:00');
CREATE TABLE "marks" (
   "name" TEXT PRIMARY KEY,
   "value" TEXT NOT NULL
);
INSERT INTO "marks" VALUES('settled','5976c838da4282e5');
CREATE TABLE "outbox" (
   "period" TEXT REFERENCES "digests"("period"),
   "recipient" TEXT,
   "topic" TEXT,
   "state" TEXT NOT NULL,
   "subject" TEXT,
   "message_id" TEXT,
   "message" TEXT NOT NULL,
   "attempts" INTEGER,
   "doubts" INTEGER,
   "next_try" TEXT,
   "changed" TEXT,
   "answer" TEXT,
   PRIMARY KEY ("period", "recipient", "topic")
);
CREATE TABLE "periods" (
   "kind" TEXT,
   "period" TEXT,
   "day" TEXT NOT NULL,
   "done" TEXT NOT NULL,
   "covered_by" TEXT NOT NULL,
   PRIMARY KEY ("kind", "period")
);
INSERT INTO "periods" VALUES('digest','2026-W14','2026-03-30','2026-03-30T00:00:00+00:00','');
CREATE TABLE "runs" (
   "id" INTEGER PRIMARY KEY,
   "kind" TEXT NOT NULL,
   "started" TEXT NOT NULL,
   "finished" TEXT,
   "outcome" TEXT,
   "note" TEXT
);
INSERT INTO "runs" VALUES(1,'ingest','2026-11-22T18:10:26.488053+00:00','2026-11-22T18:10:26.565478+00:00','ok','');
INSERT INTO "runs" VALUES(2,'run','2026-04-01T00:00:00+00:00','2026-04-01T00:00:00+00:00','ok','');
CREATE TABLE search_queue (article INTEGER PRIMARY KEY REFERENCES articles (id));
INSERT INTO "search_queue" VALUES(1);
INSERT INTO "search_queue" VALUES(2);
INSERT INTO "search_queue" VALUES(3);
INSERT INTO "search_queue" VALUES(4);
INSERT INTO "search_queue" VALUES(5);
INSERT INTO "search_queue" VALUES(6);
CREATE TABLE "source_checks" (
   "source" TEXT,
   "run" INTEGER REFERENCES "runs"("id"),
   "checked" TEXT,
   "trouble" TEXT,
   "detail" TEXT,
   "items" INTEGER,
   "fetched" INTEGER,
   "blocked" INTEGER,
   "failed" INTEGER,
   "titled" INTEGER,
   "dated" INTEGER,
   "bodied" INTEGER,
   PRIMARY KEY ("source", "run")
);
INSERT INTO "source_checks" VALUES('district',2,'2026-04-01T00:00:00+00:00','','',20,2,0,0,2,2,2);
CREATE TABLE "sources_health" (
   "source" TEXT,
   "url" TEXT,
   "checked" TEXT,
   "answered" TEXT,
   "trouble" TEXT,
   "etag" TEXT,
   "last_modified" TEXT,
   PRIMARY KEY ("source", "url")
);
INSERT INTO "sources_health" VALUES('district','https://a.example/list','2026-04-01T00:00:00+00:00','2026-04-01T00:00:00+00:00','','"x"','');
CREATE TABLE "stories" (id TEXT NOT NULL, spokesman TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY (spokesman) REFERENCES articles (url) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "stories" VALUES('5b3bae895d56','https://www.kuaijulan.example/s/7c40de.html');
INSERT INTO "stories" VALUES('5d637fdc0a42','https://www.kuaijulan.example/s/6f2a91.html');
CREATE TABLE "targets" (
   "id" TEXT PRIMARY KEY,
   "title" TEXT NOT NULL,
   "title_en" TEXT,
   "kind" TEXT,
   "theme" TEXT,
   "owner" TEXT,
   "measure" TEXT,
   "goal" TEXT,
   "due" TEXT,
   "quote" TEXT,
   "position" INTEGER,
   "listed" INTEGER NOT NULL
);
INSERT INTO "targets" VALUES('aobei-park-phase3','aobei-park-phase3',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('bnu-high-school','bnu-high-school',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('east-town-mall','east-town-mall',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('energy-revenue-2030','energy-revenue-2030',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('energy-revenue-growth','energy-revenue-growth',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('fsc-greenway','fsc-greenway',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('health-revenue-2030','health-revenue-2030',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('health-revenue-growth','health-revenue-growth',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('huitian-round2','huitian-round2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('huitian-round3-plan','huitian-round3-plan',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('manufacturing-output-2030','manufacturing-output-2030',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('manufacturing-output-growth','manufacturing-output-growth',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('pku3-hospital-changping','pku3-hospital-changping',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('tsinghua-nankou-base','tsinghua-nankou-base',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('wenyu-park-phase2','wenyu-park-phase2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('yanshou-trail-race','yanshou-trail-race',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('axis-greenway','axis-greenway',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('bnu-life-park-school','bnu-life-park-school',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('cycling-friendly','cycling-friendly',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('cycling-race','cycling-race',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('energy-valley-soe-plan','energy-valley-soe-plan',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('energy-valley-three-rates','energy-valley-three-rates',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('life-valley-plants','life-valley-plants',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('life-valley-space','life-valley-space',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('medical-device-city','medical-device-city',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('shahe-transfer-center','shahe-transfer-center',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('triathlon','triathlon',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('xiaomi-future-park','xiaomi-future-park',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('yongan-grain-block','yongan-grain-block',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "targets" VALUES('yongan-heritage-nodes','yongan-heritage-nodes',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
CREATE TABLE "versions" (url TEXT NOT NULL, sha256 TEXT NOT NULL, first_seen TEXT NOT NULL, PRIMARY KEY (url, sha256), FOREIGN KEY (url) REFERENCES articles (url) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "versions" VALUES('http://m.rexunhui.example/n/20250302/77120.html','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298','2026-04-01T01:10:07+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/n/20250419/78466.html','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056','2026-04-01T01:30:28+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/show/88231.html','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1','2026-04-01T01:29:51+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/tag/changping-news.html','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd','2026-04-01T01:39:43+00:00');
INSERT INTO "versions" VALUES('https://www.kuaijulan.example/s/6f2a91.html','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','2026-04-01T01:44:39+00:00');
INSERT INTO "versions" VALUES('https://www.kuaijulan.example/s/7c40de.html','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','2026-04-01T01:17:31+00:00');
CREATE TABLE "walks" (
   "source" TEXT,
   "start" TEXT,
   "since" TEXT,
   "pending" TEXT NOT NULL,
   PRIMARY KEY ("source", "start")
);
INSERT INTO "walks" VALUES('district','https://a.example/list','2025-01-17','[{"request":{"url":"https://a.example/list?p=9","form":[],"headers":[]},"floor":null,"deep":true}]');
CREATE INDEX "idx_links_url"
    ON "links" ("url");
CREATE INDEX "idx_outbox_state"
    ON "outbox" ("state");
CREATE INDEX "idx_articles_published"
    ON "articles" ("published");
CREATE INDEX "idx_articles_story"
    ON "articles" ("story");
CREATE INDEX "idx_evidence_target_published"
    ON "evidence" ("target", "published");
CREATE INDEX "idx_evidence_story"
    ON "evidence" ("story");
CREATE INDEX links_code ON links (code);
CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    INSERT INTO search_queue (article) VALUES (new.id);
END;
CREATE TRIGGER article_changed AFTER UPDATE OF title, text ON articles
WHEN (old.title IS NOT new.title OR old.text IS NOT new.text)
    AND old.id NOT IN (SELECT article FROM search_queue)
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO search_queue (article) VALUES (old.id);
END;
CREATE TRIGGER article_removed BEFORE DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
        SELECT 'delete', old.id, old.title, old.text WHERE old.id NOT IN (SELECT article FROM search_queue);
    DELETE FROM search_queue WHERE article = old.id;
END;
CREATE VIEW progress AS
SELECT target, title, theme, owner, goal, due, status, late, value, unit, progress, expected_progress, observed, as_of
FROM assessments AS one JOIN targets ON targets.id = target
WHERE listed
    AND as_of = (SELECT max(as_of) FROM assessments WHERE target = one.target AND as_of <= date('now', '+1 day'))
ORDER BY position;
CREATE VIEW latest_evidence AS
SELECT e.target, t.title AS goal, e.published, e.sentence, e.value, e.unit, e.stage, e.modality, e.title, e.source,
    e.tier, e.url, e.first_seen,
    max(0, CAST(julianday(date(e.first_seen)) - julianday(e.published) AS INTEGER)) AS days_late,
    row_number() OVER (PARTITION BY e.target ORDER BY e.published DESC, e.url, e.id) AS rank
FROM evidence AS e JOIN targets AS t ON t.id = e.target
WHERE e.counts
ORDER BY e.published DESC, e.url, e.id;
CREATE INDEX usable_evidence ON evidence (target, published) WHERE counts OR set_aside_from IS NOT NULL;
CREATE UNIQUE INDEX "idx_decisions_id"
    ON "decisions" ("id");
CREATE INDEX "idx_decisions_evidence_id"
    ON "decisions" ("evidence_id");
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added to; taking one back is another decision'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added to; taking one back is another decision'); END;
COMMIT;
PRAGMA user_version = 10;
