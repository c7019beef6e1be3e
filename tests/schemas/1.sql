BEGIN TRANSACTION;
CREATE TABLE "articles" (
   "url" TEXT PRIMARY KEY,
   "canonical_url" TEXT,
   "title" TEXT,
   "published" TEXT,
   "publisher" TEXT,
   "source" TEXT,
   "tier" TEXT,
   "encoding" TEXT,
   "sha256" TEXT NOT NULL,
   "first_seen" TEXT NOT NULL,
   "fetched" TEXT NOT NULL,
   "spam" TEXT,
   "disposition" TEXT NOT NULL,
   "story" TEXT REFERENCES "stories"("id"),
   "targets_hash" TEXT,
   "reader_version" TEXT,
   "etag" TEXT,
   "last_modified" TEXT,
   "text_sha256" TEXT,
   "sketch" BLOB,
   "figures" BLOB,
   "candidates" TEXT NOT NULL,
   "text" TEXT
);
INSERT INTO "articles" VALUES('https://www.kuaijulan.example/s/7c40de.html','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','2025-09-03','快聚览','快聚览','community','utf-8','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','2026-04-01T01:17:31+00:00','2026-04-01T01:17:31+00:00',NULL,'{"code":"read","facts":[]}','5b3bae895d56','cd396af9cd85dd03','a570998e1519ab6a','','','45d63d22c8922411390ad97061d9fdeb',X'9273CB72C34487A93CED580B8C888A7BC9B3A052BA2759FFB8BA1695DBE6FF95B88531AE45E58D1E0743416EB9E729F6AFF79EAA652F3D61A6C3D1A2ED046FC829CE4E57241FC125E9FC8D34DD3BA0979970EB16965F6939349FEF61D34B5D7C4BCB9AC0CE56A9A5F64E2578BF1993AC0991FCC7545AFD6C5DC5D9D934E21531',X'1BE1753533DD404438C083EB6110ACC5D04BE439E6622670ECB10245ECDCFFF2','[{"target":"health-revenue-2030","sentence":"2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","1040亿元"]]}},{"target":"health-revenue-growth","sentence":"2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"9.2","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":null},{"target":"energy-revenue-2030","sentence":"先进能源产业上半年收入2532亿元，在全市各区中居首[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","2532亿元"]]}},{"target":"energy-revenue-growth","sentence":"先进能源产业上半年收入2532亿元，在全市各区中居首[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]}},{"target":"manufacturing-output-2030","sentence":"先进制造产值上半年突破1600亿元，同比增长15%[2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","全市"]]}},{"target":"manufacturing-output-growth","sentence":"先进制造产值上半年突破1600亿元，同比增长15%[2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"15","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","全市"]]}}]','以下内容由机器汇总多家报道，方括号为来源编号。
2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。
先进能源产业上半年收入2532亿元，在全市各区中居首[1]。先进制造产值上半年突破1600亿元，同比增长15%[2]。
综合来看，三大产业半年合计超过5000亿元，距离2030年目标已经不远[2]。');
INSERT INTO "articles" VALUES('https://www.kuaijulan.example/s/6f2a91.html','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','2025-08-20','快聚览','快聚览','community','utf-8','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','2026-04-01T01:44:39+00:00','2026-04-01T01:44:39+00:00',NULL,'{"code":"read","facts":[]}','5d637fdc0a42','cd396af9cd85dd03','a570998e1519ab6a','','','762f7468a2b7997b050c424ad4b74689',X'6506D6B6C34427348369088E50FADB60D5D01B45B81FE738B3171C83905DD0F38DC93B347FFDEA51AD95B6B083C453AEFB139EAA83DD938420607991B3B771B4D97FE48C241FBA819AE7C4FAA33956199970DA0CC9BAD9798B425FD5A05322ED4BCB9C8AC69CB92C6563BC35BF1937CC858667B88BB8FC2345D9D9D99B3910B2',X'1BE17535315A022A33DD40443564B92F45B777AE5460989760A393BD64137300A600EFD5AC9C54A0D04BE439D376F8EFE19E2350ECB10245ECDCFFF2F332A71B','[{"target":"health-revenue-2030","sentence":"医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"1040","unit":"亿元","comparator":"=","start":"2024-01-01","end":"2024-12-31","basis":"level"},"part":false,"retracts":null,"why_not":null},{"target":"health-revenue-growth","sentence":"医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"9.7","unit":"%","comparator":"=","start":"2025-01-01","end":"2025-06-30","basis":"yoy"},"part":false,"retracts":null,"why_not":null},{"target":"energy-revenue-2030","sentence":"先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"2532","unit":"亿元","comparator":"=","start":"2024-01-01","end":"2024-12-31","basis":"level"},"part":false,"retracts":null,"why_not":null},{"target":"energy-revenue-growth","sentence":"先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]}},{"target":"tsinghua-nankou-base","sentence":"科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。","modality":"planned","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null},{"target":"wenyu-park-phase2","sentence":"猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]}},{"target":"health-revenue-2030","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]}},{"target":"health-revenue-growth","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]}},{"target":"manufacturing-output-2030","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","海淀"]]}},{"target":"manufacturing-output-growth","sentence":"一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"other_place","facts":[["place","海淀"]]}}]','以下内容由机器汇总多家报道，方括号为来源编号。
医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。
先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。
先进制造：2024年收入超1600亿元，今年上半年增长15%[1]。
科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。
总体经济：地区生产总值“十四五”年均增长6.2%，今年上半年增长7.1%[1]。
猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览
快聚览（测试用虚构站点） 内容由算法生成，不保证准确 京ICP备00000071号');
INSERT INTO "articles" VALUES('http://m.rexunhui.example/tag/changping-news.html','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成',NULL,'真人娱乐平台登录','真人娱乐平台登录','community','utf-8','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd','2026-04-01T01:39:43+00:00','2026-04-01T01:39:43+00:00','{"code":"promotions","facts":[["words","真人娱乐、注册送彩金"]]}','{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL,'cd396af9cd85dd03','a570998e1519ab6a','','','c858ba804da1f8882c0c34db7de4a6a0',X'A1973F483C7855064051577CBAF207E7AE022DBE89ECDAE863E71695A79318365EAFEBBA894BB5FDEA68D986C783C8A5EA1F2840850FE9FF77926DFB5A83692EE6CB3EFB59D75BE8BC26A12C81641B2DF76EB64B634655D8171F27A605AA2EB38505AD1C7D9E981E2AEE399344D996EA39CF4C2F18E97FBF15D71FF402ACAEC5',X'7FE8EF8E','[{"target":"aobei-park-phase3","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"opened","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null},{"target":"bnu-high-school","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"started","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null},{"target":"east-town-mall","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null},{"target":"energy-revenue-2030","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_figure","facts":[]}},{"target":"energy-revenue-growth","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_period","facts":[["value","16.6%"]]}},{"target":"fsc-greenway","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"topped_out","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null},{"target":"huitian-round3-plan","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]}},{"target":"yanshou-trail-race","sentence":"奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":true,"retracts":null,"why_not":null}]','昌平最新消息每日更新！奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。');
INSERT INTO "articles" VALUES('http://m.rexunhui.example/show/88231.html','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开',NULL,'热讯汇','热讯汇','community','utf-8','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1','2026-04-01T01:29:51+00:00','2026-04-01T01:29:51+00:00','{"code":"spun","facts":[["words","什么时候洞开、参预、展望"]]}','{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL,'cd396af9cd85dd03','a570998e1519ab6a','','','3537d2f9df71f922fc383ff4beb85cc4',X'1AD0357C849B42BC125E8CEA2E8151F5C7BB96A428144B45853485A666B18D80AAB6B26FCC1F531CD2D0A24320B76840A95507AA3CE77D7AED50045CFEB4F2B67AEFA4E35B401881594372338C5B0BDF8D4EC4C0ADE95CB6464548C8E2CDC0EF43D7372624D2FD7E38845C47237CA3E1DD229CC7C976F0B8CF2FCF927924412F',X'546098975C00A770BD11C8A7DF407D12E89E8D20FD505C2E','[{"target":"aobei-park-phase3","sentence":"您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。","modality":"actual","stage":"started","expected":null,"day":"2024-02-26","figure":null,"part":false,"retracts":null,"why_not":null},{"target":"aobei-park-phase3","sentence":"当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null},{"target":"aobei-park-phase3","sentence":"奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。","modality":"actual","stage":"opened","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null}]','来信内容：家住天通苑，东小口森林公园二期北园围挡一年多了，孩子放学没地方跑，请问到底什么时候能进？
答复内容：您好！您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。
当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。
奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。
如还有疑问，可在工作日拨打园区电话咨询。');
INSERT INTO "articles" VALUES('http://m.rexunhui.example/n/20250419/78466.html','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','2025-04-19','棋牌游戏','棋牌游戏','community','utf-8','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056','2026-04-01T01:30:28+00:00','2026-04-01T01:30:28+00:00','{"code":"spun","facts":[["words","重心民生、技俩、重心技俩、行动策画、人命谷"]]}','{"code":"spam","facts":[["words","重心民生、技俩、重心技俩、行动策画、人命谷"]]}',NULL,'cd396af9cd85dd03','a570998e1519ab6a','','','c2951cd38451de04a3fd2c480dda1b90',X'CCCF98152E04FC8274BCA62591EBA70C90D9A57962DCD2503ECEA95F0F5AD16AE9879F898339F47DCC02A7E1718A5706959A10B2B58618B5D17D1BDE5118A6F50B3A3D07A9382CC70AF26CF3D1BD8EE28E8E1B35ED55541AC1B7DC6CB61009E368AD2A662304D529ADD9F14CF2BA7FE883692BCB0A4EDF0CAFC4BF363058EEB3',X'0C51A07A5022EA455B1E421AE89E8D20EAF9A6D0ECDCFFF2EFE5F3C0FB92490F','[{"target":"pku3-hospital-changping","sentence":"医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。","modality":"actual","stage":"ongoing","expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":null},{"target":"huitian-round2","sentence":"回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。","modality":"actual","stage":null,"expected":null,"day":null,"figure":{"value":"176","unit":"个","comparator":"=","start":"2025-03-25","end":"2025-03-25","basis":"cumulative"},"part":false,"retracts":null,"why_not":null}]','昌平区发展改革委日前通报一季度重心技俩调度情况。总的看，网上娱乐城注册，年初排出的任务大多踩在节点上，少数因管线迁改滞后。
医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。
回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。
人命谷三期的三个标厂均已完成二次结构，内部装修和消防管线安装正在激动。
此外，中关村昌平园东区两栋标准厂房2月投用，已有5家企业签约入驻。');
INSERT INTO "articles" VALUES('http://m.rexunhui.example/n/20250302/77120.html','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','2025-03-02','真人娱乐平台登录','真人娱乐平台登录','community','utf-8','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298','2026-04-01T01:10:07+00:00','2026-04-01T01:10:07+00:00','{"code":"spun","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}','{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL,'cd396af9cd85dd03','a570998e1519ab6a','','','4ca74728f493eee9847f9275905fb496',X'D78A592A937EA8B030E4B025FC2EAD6BD74E8BA50DA5E7A08B4C86D215EEB2129C39564F2D8CC91F477E52C0460AD2B9CC7988B3F3DA0CB76B4928E494BB4CB9BB027C1BE0C99790DB026AC6C433DC357D99A613049A2126A3DD409F633B29D1CA4411853B25B9DCCEF7D92BA065AD8D1296F6A2A7CDA345133BEF36F315761B',X'8D2ED6CC91DE1FE7EDE76FA2FA2B22CE','[{"target":"tsinghua-nankou-base","sentence":"1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。","modality":"actual","stage":null,"expected":null,"day":null,"figure":null,"part":false,"retracts":null,"why_not":{"code":"no_deed","facts":[]}}]','1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。
交付现场没有剪彩，只有一份长达46页的验收清单。校方代表逐项签字，从地坪平整度到通风柜风速，一项都没落下。
“今年底全部建成后，【点此领取新人礼包】这里会有14个全国重心实验室。”技俩部技术庄重东谈主指着沙盘说，二期、三期的基坑也曾完成支护。
首批入驻的两百余名师生暂住在镇里改造的公寓，通勤班车每天往返清华园六趟。');
CREATE TABLE "assessments" (
   "target" TEXT,
   "as_of" TEXT,
   "status" TEXT NOT NULL,
   "late" INTEGER,
   "value" TEXT,
   "unit" TEXT,
   "progress" TEXT,
   "expected_progress" TEXT,
   "observed" TEXT,
   "flags" TEXT,
   "why" TEXT,
   "evidence" TEXT,
   PRIMARY KEY ("target", "as_of")
);
INSERT INTO "assessments" VALUES('tsinghua-nankou-base','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','["planned_only"]','{"code":"planned_only","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-plants','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-space','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-soe-plan','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-three-rates','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('shahe-transfer-center','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('health-revenue-growth','2025-12-31','ahead',0,'9.2','%',NULL,NULL,'full','["contradicted","single_source"]','{"code":"growth_so_far","facts":[["value","9.2"],["unit","%"],["goal","6%"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('health-revenue-2030','2025-12-31','behind',0,'1040','亿元','0.5777777777777777777777777778',NULL,'full','["single_source"]','{"code":"level_pace","facts":[["value","1040"],["unit","亿元"],["year","2024"],["goal","1800亿元"],["needed","9.6"],["growth","9.2"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/6f2a91.html","https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('medical-device-city','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-growth','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-2030','2025-12-31','in_progress',0,'2532','亿元','0.5626666666666666666666666667',NULL,'full','["single_source"]','{"code":"level_without_growth","facts":[["value","2532"],["unit","亿元"],["year","2024"],["goal","4500亿元"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('manufacturing-output-growth','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-2030','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_level","facts":[]}','[]');
INSERT INTO "assessments" VALUES('xiaomi-future-park','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('east-town-mall','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('pku3-hospital-changping','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-grain-block','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-heritage-nodes','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-life-park-school','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-high-school','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round2','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round3-plan','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('wenyu-park-phase2','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('aobei-park-phase3','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('fsc-greenway','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('axis-greenway','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-race','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('triathlon','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yanshou-trail-race','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-friendly','2025-12-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('tsinghua-nankou-base','2026-03-31','overdue',0,NULL,NULL,NULL,NULL,'full','["stale","planned_only"]','{"code":"no_result","facts":[["stage","ongoing"],["published","2025-08-20"],["source","快聚览"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('life-valley-plants','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('life-valley-space','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-soe-plan','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-valley-three-rates','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('shahe-transfer-center','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('health-revenue-growth','2026-03-31','awaiting_result',0,'9.2','%',NULL,NULL,'full','["stale","contradicted","single_source"]','{"code":"growth_interim","facts":[["value","9.2"],["unit","%"],["goal","6%"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('health-revenue-2030','2026-03-31','behind',0,'1040','亿元','0.5777777777777777777777777778',NULL,'full','["stale","single_source"]','{"code":"level_pace","facts":[["value","1040"],["unit","亿元"],["year","2024"],["goal","1800亿元"],["needed","9.6"],["growth","9.2"],["period","2025-01-01/2025-06-30"]]}','["https://www.kuaijulan.example/s/6f2a91.html","https://www.kuaijulan.example/s/7c40de.html"]');
INSERT INTO "assessments" VALUES('medical-device-city','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-growth','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('energy-revenue-2030','2026-03-31','in_progress',0,'2532','亿元','0.5626666666666666666666666667',NULL,'full','["stale","single_source"]','{"code":"level_without_growth","facts":[["value","2532"],["unit","亿元"],["year","2024"],["goal","4500亿元"]]}','["https://www.kuaijulan.example/s/6f2a91.html"]');
INSERT INTO "assessments" VALUES('manufacturing-output-growth','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('manufacturing-output-2030','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_level","facts":[]}','[]');
INSERT INTO "assessments" VALUES('xiaomi-future-park','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('east-town-mall','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('pku3-hospital-changping','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-grain-block','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yongan-heritage-nodes','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-life-park-school','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('bnu-high-school','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round2','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('huitian-round3-plan','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('wenyu-park-phase2','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('aobei-park-phase3','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('fsc-greenway','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('axis-greenway','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-race','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('triathlon','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('yanshou-trail-race','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
INSERT INTO "assessments" VALUES('cycling-friendly','2026-03-31','no_news',0,NULL,NULL,NULL,NULL,'full','[]','{"code":"no_evidence","facts":[]}','[]');
CREATE TABLE "evidence" (
   "id" TEXT PRIMARY KEY,
   "target" TEXT NOT NULL,
   "url" TEXT NOT NULL REFERENCES "articles"("url"),
   "title" TEXT,
   "source" TEXT,
   "tier" TEXT,
   "published" TEXT,
   "first_seen" TEXT,
   "page_sha256" TEXT,
   "story" TEXT REFERENCES "stories"("id"),
   "sentence" TEXT NOT NULL,
   "modality" TEXT,
   "stage" TEXT,
   "expected" TEXT,
   "day" TEXT,
   "value" TEXT,
   "unit" TEXT,
   "comparator" TEXT,
   "period_start" TEXT,
   "period_end" TEXT,
   "basis" TEXT,
   "part" INTEGER,
   "counts" INTEGER NOT NULL,
   "why_not" TEXT,
   "set_aside_from" TEXT
);
INSERT INTO "evidence" VALUES('056cccece8b05bb6','wenyu-park-phase2','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','猜你想看昌平三大产业最新数据盘点（2025上半年）温榆河公园到底几期了？','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_deed","facts":[]}',NULL);
INSERT INTO "evidence" VALUES('0b02bd307688f9a2','health-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL);
INSERT INTO "evidence" VALUES('11dc5dd648bb8c9e','bnu-high-school','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','started',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('134bfa9e2a2b00b4','health-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。','actual',NULL,NULL,NULL,'1040','亿元','=','2024-01-01','2024-12-31','level',0,1,NULL,NULL);
INSERT INTO "evidence" VALUES('1e283055d4145c06','health-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','医药健康：企业2854家，1类新药11个，2024年产业收入1040亿元，今年上半年增长9.7%[1][2]。','actual',NULL,NULL,NULL,'9.7','%','=','2025-01-01','2025-06-30','yoy',0,1,NULL,NULL);
INSERT INTO "evidence" VALUES('24a131f44ec09671','aobei-park-phase3','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','opened',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('2ee019a4d5d02c04','huitian-round2','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','棋牌游戏','community','2025-04-19','2026-04-01T01:30:28+00:00','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056',NULL,'回天地区治理方面，（体育下注首选）2025年度共安排重心技俩79项，截至3月25日，第二轮回天行动策画累计投用技俩176个，比去年年底增加4个。','actual',NULL,NULL,NULL,'176','个','=','2025-03-25','2025-03-25','cumulative',0,0,'{"code":"spam","facts":[["words","重心民生、技俩、重心技俩、行动策画、人命谷"]]}',NULL);
INSERT INTO "evidence" VALUES('37bdf67f052e13fe','manufacturing-output-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","海淀"]]}',NULL);
INSERT INTO "evidence" VALUES('3891831408010a70','tsinghua-nankou-base','http://m.rexunhui.example/n/20250302/77120.html','南口国重基地认真交付！首批“钥匙”到手','真人娱乐平台登录','community','2025-03-02','2026-04-01T01:10:07+00:00','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298',NULL,'1月13日，（真人娱乐平台登录送彩金）清华大学南口国重基地一期两个实验室认真移交校方，低温等离子体和摩擦学方向的科研设备陆续运抵。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","认真、重心实验室、技俩、东谈主、也曾"]]}',NULL);
INSERT INTO "evidence" VALUES('3b2cda24e8beac49','energy-revenue-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进能源产业上半年收入2532亿元，在全市各区中居首[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","2532亿元"]]}',NULL);
INSERT INTO "evidence" VALUES('3b9a58a3435f649d','tsinghua-nankou-base','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','科研设施：南口国重基地首批两个实验室已入驻，一、二期年内将全部投用[2]。','planned','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,NULL);
INSERT INTO "evidence" VALUES('5951e34bc7d2a937','health-revenue-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。','actual',NULL,NULL,NULL,'9.2','%','=','2025-01-01','2025-06-30','yoy',0,1,NULL,NULL);
INSERT INTO "evidence" VALUES('5e404e1124f129e1','fsc-greenway','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','topped_out',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('604065ea10225db2','energy-revenue-growth','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('7a430aa7b7a03261','energy-revenue-2030','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('7bbd6b5ca72cda04','health-revenue-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','2025年上半年，昌平区医药健康产业收入达1040亿元，同比增长9.2%[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"partial_year","facts":[["period","2025-01-01/2025-06-30"],["value","1040亿元"]]}',NULL);
INSERT INTO "evidence" VALUES('7ed3b7d2fb3277de','east-town-mall','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('8389e56e59e2fa1d','manufacturing-output-2030','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进制造产值上半年突破1600亿元，同比增长15%[2]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","全市"]]}',NULL);
INSERT INTO "evidence" VALUES('85e8e575a76596da','yanshou-trail-race','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('8ead8a601eacd346','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'您反映的东小口森林公园二期北园，彩票开奖直播間，现已并入奥北森林公园（三期）一并实施，改造面积48.72公顷，工程于2024年2月26日动工。','actual','started',NULL,'2024-02-26',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL);
INSERT INTO "evidence" VALUES('94cad46cff89c3db','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'当今奥北森林公园（三期）参预收尾阶段，棋牌下载，正在补植苗木、调试灌溉和照明设施。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL);
INSERT INTO "evidence" VALUES('a4c36838762ece46','energy-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL);
INSERT INTO "evidence" VALUES('ad503e079635d9e4','huitian-round3-plan','http://m.rexunhui.example/tag/changping-news.html','昌平最新消息_奥北森林公园三期开放_温榆河公园二期_生命谷三期投用_小米未来产业园建成','真人娱乐平台登录','community',NULL,'2026-04-01T01:39:43+00:00','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd',NULL,'奥北森林公园三期已开放，延寿越野挑战赛圆满举行，北师大附属高教园高中已开工，新城东区商业MALL盛大开业，未来科学城绿道全线贯通，真人娱乐注册送彩金，第三轮回天行动计划已发布，先进能源产业收入增长16.6%。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","真人娱乐、注册送彩金"]]}',NULL);
INSERT INTO "evidence" VALUES('b0c9a46cf9128cea','health-revenue-growth','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL);
INSERT INTO "evidence" VALUES('b4bf5f53dbc9fb7a','energy-revenue-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','先进能源：国家级实验室和研发中心60个，2024年产业收入2532亿元[1]。','actual',NULL,NULL,NULL,'2532','亿元','=','2024-01-01','2024-12-31','level',0,1,NULL,NULL);
INSERT INTO "evidence" VALUES('ceedfb7a4af44cfd','pku3-hospital-changping','http://m.rexunhui.example/n/20250419/78466.html','昌平一季度重心民生技俩激动情况','棋牌游戏','community','2025-04-19','2026-04-01T01:30:28+00:00','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056',NULL,'医疗方面，北医三院昌平院区地下结构已全部完成，正在进行地上三层梁板施工。','actual','ongoing',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","重心民生、技俩、重心技俩、行动策画、人命谷"]]}',NULL);
INSERT INTO "evidence" VALUES('d0d4b09655b79f9e','manufacturing-output-2030','https://www.kuaijulan.example/s/6f2a91.html','速览｜昌平“十四五”发布会要点','快聚览','community','2025-08-20','2026-04-01T01:44:39+00:00','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','5d637fdc0a42','一文说清2025年各区医药健康收入排名：大兴、昌平、海淀先进制造产值破2000亿的区有哪些北京万亿级产业集群一览','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"other_place","facts":[["place","海淀"]]}',NULL);
INSERT INTO "evidence" VALUES('ed4b981ad8aa7532','manufacturing-output-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进制造产值上半年突破1600亿元，同比增长15%[2]。','actual',NULL,NULL,NULL,'15','%','=','2025-01-01','2025-06-30','yoy',0,0,'{"code":"other_place","facts":[["place","全市"]]}',NULL);
INSERT INTO "evidence" VALUES('ee118fd04fc3fa28','energy-revenue-growth','https://www.kuaijulan.example/s/7c40de.html','昌平三大产业最新数据盘点（2025上半年）','快聚览','community','2025-09-03','2026-04-01T01:17:31+00:00','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','5b3bae895d56','先进能源产业上半年收入2532亿元，在全市各区中居首[1]。','actual',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"no_figure","facts":[]}',NULL);
INSERT INTO "evidence" VALUES('f55b09bb328d56bf','aobei-park-phase3','http://m.rexunhui.example/show/88231.html','东小口丛林公园二期北园什么时候洞开','热讯汇','community',NULL,'2026-04-01T01:29:51+00:00','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1',NULL,'奥北森林公园（三期）展望7月1日重新开园，给您带来的不便敬请谅解。','actual','opened',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'{"code":"spam","facts":[["words","什么时候洞开、参预、展望"]]}',NULL);
CREATE TABLE "links" (
   "run" INTEGER REFERENCES "runs"("id"),
   "url" TEXT,
   "source" TEXT,
   "title" TEXT,
   "published" TEXT,
   "disposition" TEXT NOT NULL,
   PRIMARY KEY ("run", "url")
);
INSERT INTO "links" VALUES(2,'https://www.kuaijulan.example/s/7c40de.html','district','题','2025-03-01','{"code":"read","facts":[]}');
INSERT INTO "links" VALUES(2,'https://a.example/wait','district','',NULL,'{"code":"waiting","facts":[]}');
CREATE TABLE "runs" (
   "id" INTEGER PRIMARY KEY,
   "kind" TEXT NOT NULL,
   "started" TEXT NOT NULL,
   "finished" TEXT,
   "outcome" TEXT,
   "note" TEXT
);
INSERT INTO "runs" VALUES(1,'ingest','2026-11-22T16:49:44.868121+00:00','2026-11-22T16:49:44.890372+00:00','ok','');
INSERT INTO "runs" VALUES(2,'run','2026-04-01T00:00:00+00:00','2026-04-01T00:00:00+00:00','ok','');
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
CREATE TABLE "stories" (
   "id" TEXT PRIMARY KEY,
   "spokesman" TEXT NOT NULL
);
INSERT INTO "stories" VALUES('5b3bae895d56','https://www.kuaijulan.example/s/7c40de.html');
INSERT INTO "stories" VALUES('5d637fdc0a42','https://www.kuaijulan.example/s/6f2a91.html');
CREATE TABLE "versions" (
   "url" TEXT,
   "sha256" TEXT,
   "first_seen" TEXT NOT NULL,
   PRIMARY KEY ("url", "sha256")
);
INSERT INTO "versions" VALUES('https://www.kuaijulan.example/s/7c40de.html','0a2092cd3a8a11f99cc84dcbbcf42c3c373bdba40d585af15c85edf21a64a80a','2026-04-01T01:17:31+00:00');
INSERT INTO "versions" VALUES('https://www.kuaijulan.example/s/6f2a91.html','b49554511fd5c0a9316f1a29e771a339ead37dd192f7a3b8090c981b05f84af1','2026-04-01T01:44:39+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/tag/changping-news.html','119834959229f5c3c2c325cfc953a261b7d4eaeb97fc723d749cf75f101616fd','2026-04-01T01:39:43+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/show/88231.html','fc5b6708c506fe06e485c3f491453a13297ab87d1e2937252f3f53c748e52dd1','2026-04-01T01:29:51+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/n/20250419/78466.html','992e6a6a181e265e537a0f67035fdce5e2a21a3a37a890388cfdd7e84d68e056','2026-04-01T01:30:28+00:00');
INSERT INTO "versions" VALUES('http://m.rexunhui.example/n/20250302/77120.html','2f460ddd973f54b1fafbe8e8be35a9587ae1c537e70532cf61f93f9dcfd2f298','2026-04-01T01:10:07+00:00');
CREATE INDEX "idx_articles_published"
    ON "articles" ("published");
CREATE INDEX "idx_articles_story"
    ON "articles" ("story");
CREATE INDEX "idx_evidence_target_published"
    ON "evidence" ("target", "published");
CREATE INDEX "idx_evidence_story"
    ON "evidence" ("story");
CREATE INDEX "idx_links_url"
    ON "links" ("url");
COMMIT;
PRAGMA user_version = 1;
