"""Nothing comes in; what pages that refuse say to their visitor goes out, as regular expressions of whole clauses.

A clause is in lower case and simplified characters; each expression is matched from its first word on.
"""

# A captcha, a firewall, a check of the browser.
CHALLENGE = (
    r"(?:您|你|该|本机)的?.{0,10}?(?:访问|操作|请求|搜索|查询|提交|行为|网络|环境)\S{0,10}?(?:频繁|过快|太快|"
    r"[过太]多|异常|疑似|风险|威胁|(?:被|遭|已|受).{0,6}?(?:拦截|阻断|阻止|拒绝|禁止|限制|屏蔽))",
    r"(?:请求|访问|操作|刷新)(?:次数|频率)?(?:过于|太过?|已?被|已经?被|已|超过)?(?:频繁|异常|受限|过多|多了?$|"
    r"快了?$|高$|拒绝|拦截|阻断|禁止|限制)",
    r"(?:网站|网页|访问|系统)?(?:安全|访问|访客|人机|人机识别|滑动|滑块|身份|行为|智能|浏览器|浏览器安全|"
    r"环境)(?:验证|校验|检查|检测)(?:码|中|页面?|中心|系统)?$",
    r"(?:请|需要?|您需要|点击|拖动|按住|为了|只需|先).{0,16}?(?:完成|进行|通过|继续|拖动|滑动|滑到|点击|点选|输入|"
    r"填写|依次).{0,14}?(?:验证|滑块|拼图|缺口|图中|图片中|最右边|汉字|文字|字符|非机器人|不是机器人)",
    r"(?:请)?(?:拖动|按住|向右拖动|滑动).{0,8}?(?:滑块|拼图|到最右|完成)",
    r"(?:正在|开始|我们)(?:为您)?(?:检查|检测|验证|校验|确认|进行).{0,12}?(?:浏览器|安全|环境|身份|人机|验证|真人|"
    r"连接)",
    r"(?:请|您)?(?:在浏览器中|先)?(?:开启|启用|打开|允许|禁用了|未开启|未启用).{0,12}?(?:javascript|cookies?|"
    r"js)(?:功能|后.{0,8}|脚本.{0,6})?$",
    r"(?:您|你)?的?(?:浏览器)(?:不支持|禁用了|未启用|没有启用|未开启).{0,4}(?:javascript|cookies?|js)",
    r"(?:本|该|此)?(?:网站|站点|页面)(?:由|受|已被|已启用|使用).{0,12}?(?:防护|保护|加速乐|创宇盾|云盾|云锁|"
    r"安全狗|waf)",
    r"(?:网站防火墙|云防护|web应用防火墙|网站安全狗|waf)(?:提示|拦截.{0,4})?$",
    r"(?:您|你|本机|客户端|来源)?的?.{0,3}ip(?:地址)?.{0,18}?(?:封|禁止|限制|拦截|黑名单|异常|不允许|拒绝)",
    r"(?:您|你)?(?:所)?(?:提交|访问|请求)的?(?:请求|内容|参数|数据|url|地址|页面)?.{0,12}?(?:不合法|不安全|危险|"
    r"非法|攻击|恶意|威胁|拦截|阻断)",
    r"(?:已经?)?被.{0,8}?(?:防火墙|waf|云盾|安全狗|云锁|创宇盾|管理员|安全策略|防护规则).{0,8}?(?:拦截|阻断|阻止|"
    r"拒绝|禁止)",
    r"(?:访问被?(?:禁止|阻止|拒绝|拦截|阻断)|禁止访问|拒绝访问|请求被?拒绝|无权访问|没有权限访问)(?:错误)?$",
    r"(?:将在|稍后|几秒后|秒后)?(?:自动|即将)(?:跳转|进入|为您跳转)(?:到|至)?",
    r"just a moment", r"attention required", r"one more step",
    r"checking (?:if the site connection|your browser)",
    r"(?:please )?(?:verify|confirm|prove)(?:ing)?\s(?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot|bot)",
    r"(?:please )?(?:complete|solve|pass|finish) (?:the|this|a)\b.{0,24}?(?:captcha|check|challenge|puzzle|"
    r"verification)",
    r"非法(?:访问|请求|操作)$",
    r"(?:完成|通过|进行)(?:安全|人机|滑动|下方)?(?:验证|校验)(?:之?后|以)",
    r"(?:您|你)?所在的?(?:国家|地区|区域|网络).{0,8}?(?:不支持|无法|限制|禁止|不允许)",
    r"(?:系统|网站|服务器)(?:暂时|已)?(?:限制|拒绝|阻止|屏蔽)了?(?:您|你)",
    r"(?:检测到)?(?:您|你)?(?:的)?(?:非正常|异常)(?:访问|流量|请求|行为)",
    r"限制访问$",
    r"(?:本|该)(?:网站|站点|站)(?:仅|只)(?:允许|限|支持|对)",
    r"robot check",
    r"(?:enter|type) the (?:characters|text|letters|code)",
    r"(?:we(?:'re| are) )?(?:verifying|checking|securing) (?:that )?your (?:browser|connection)",
    r"tick the box", r"bot detection", r"your browser will (?:be )?redirect", r"the request could not be satisfied",
    r".{0,20}website firewall", r"are you (?:a )?(?:robot|human)", r"(?:i'm|i am) not a robot", r"human verification",
    r"security (?:check|verification)$", r"slide to verify", r"press (?:&|and) hold", r"pardon our interruption",
    r"needs to review the security of your connection",
    r"(?:http |error )?(?:403 |429 |40[356] )?(?:access(?: to this (?:page|resource|site))?(?: has been| is|"
    r" was)? (?:denied|blocked|forbidden|restricted)|forbidden$|too many requests|not acceptable$|not allowed$)",
    r"you (?:don't|do not) have permission to access",
    r"you have been (?:blocked|rate limited|banned)",
    r"your (?:request|access|ip|computer|network|activity|browser).{0,34}?(?:blocked|denied|limited|rejected|"
    r"suspicious|unusual|automated)",
    r"(?:our systems? (?:has|have) detected )?unusual (?:traffic|activity)",
    r"(?:automated|suspicious) (?:traffic|requests?)",
    r"the requested url was rejected",
    r"request (?:unsuccessful|blocked|rejected|denied)",
    r"rate limit(?:ed)?(?: exceeded)?",
    r"(?:the owner of this website|this request|this website).{0,40}?(?:has banned|was blocked|security service)",
    r"(?:please )?(?:enable|turn on|allow) (?:javascript|cookies|js)",
    r"(?:javascript|js) (?:and cookies )?(?:is|are|must be) (?:required|disabled|enabled)",
    r"you need to enable javascript",
    r"this (?:page|site|process) (?:requires|is) (?:javascript|automatic)",
    r"ddos protection", r"error (?:code )?10\d\d$", r"incapsula incident", r"why have i been blocked",
    r"access to .{0,40}(?:was|is|has been) (?:denied|blocked|restricted)",
    r"you (?:don't|do not) have authori[sz]ation",
    r"automated access",
)  # fmt: skip
# A login or a payment before the text.
LOGIN = (
    r"(?:请|需要?|须|必须|只有|用户|您|你|立即|先)(?:您|先|重新|用户|要|注册或|"
    r"注册并)*登[录陆入](?!.{0,8}?(?:评论|留言|发言|回复|收藏|点赞|发表|互动)).{0,16}$",
    r"登[录陆入](?:之?后|以后|才能|方可|即可|以|账号后|系统后)(?!.{0,8}?(?:评论|留言|发言|回复|收藏|点赞|"
    r"发表)).{0,8}$",
    r"(?:用户|会员|账号|帐号|系统|平台|统一|单位|密码|管理员?)?(?:账号|帐号|密码|短信|扫码|"
    r"统一)?登[录陆入](?:页面?|系统|中心|平台|入口)?$",
    r"(?:您|你)?(?:还|尚)?(?:没有|未|暂未)登[录陆入](?:!|系统|账号|或.{0,10})?$",
    r"登[录陆入](?:信息|状态)?(?:已经?)?(?:过期|失效|超时)",
    r"会话(?:已经?)?(?:过期|超时|失效)", r"统一身份认证.{0,6}$", r".{0,6}扫码登[录陆入]$",
    r"请输入(?:用户名|账号|帐号|手机号).{0,8}$",
    r"(?:本文|该文|此文|本篇|全文|内容|本内容|该内容|本页|此内容|以下内容|本报道|剩余|余下).{0,12}?(?:会员|付费|"
    r"登[录陆入]|订阅|vip|客户端|app).{0,12}$",
    r"(?:请)?(?:开通|成为|升级|加入|购买).{0,4}?(?:会员|vip|订阅).{0,12}$",
    r"(?:订阅|付费|购买|支付|开通)(?:之?后|即可|以).{0,6}?(?:阅读|查看|可见|解锁).{0,4}$",
    r"(?:会员|vip|付费|订阅用户|注册用户)(?:专享|专属|可见|内容|可读)$",
    r"(?:仅限|仅对|只对).{0,4}?(?:会员|注册用户|订阅).{0,8}$",
    r"(?:您|你)?(?:没有|无|暂无)(?:访问|查看|浏览|阅读)?(?:此|该|本)?(?:页面|内容|文章|文)?的?权限",
    r"(?:您|你)?没有权限(?:访问|查看|浏览|阅读)",
    r"权限不足$",
    r"(?:本|该|此)(?:帖|文|页|内容).{0,4}?需要?登[录陆入]",
    r".{0,8}二维码登[录陆入]$",
    r"(?:关注|扫码|打开).{0,10}?(?:公众号|客户端|app|小程序).{0,6}?(?:阅读|查看)(?:全文|更多)?$",
    r"(?:please )?(?:sign|log)[- ]?(?:in|on)(?: or \w+(?: \w+)?)?(?:$|\s(?:to|with|required|is required|for|first|"
    r"using)(?!.{0,12}?comment).{0,50}$)",
    r"you (?:must|need to|have to|are not|aren't) (?:be )?(?:logged|log|sign|signed)[- ]?in",
    r"login(?: is)? required", r"authentication required",
    r"your session (?:has )?(?:expired|timed out)",
    r"(?:member|subscriber|user|account) (?:login|sign[- ]?in)$",
    r"login$",
    r"(?:subscribe|register|sign up)(?: now| today)? (?:to|for) (?:continue|read|keep|unlock|get|full|unlimited|"
    r"view)",
    r"(?:this|the) (?:article|content|page|story|report)(?: is|'s)? (?:only |exclusively |reserved |available |"
    r"locked )*(?:for|to) .{0,30}?(?:subscribers?|members?|users)",
    r"(?:members|subscribers?)[ -]only", r"(?:to )?continue reading",
    r"already (?:a |an |have an )?(?:subscriber|member|account|registered)",
    r".{0,30}to (?:keep|continue) reading",
    r"create (?:a |an |your )?(?:free )?account",
    r"(?:you have|you've) (?:reached|read|used).{0,30}?(?:limit|articles)",
    r"forgot (?:your )?password", r"unlock this (?:article|story)",
    r"to (?:read|view|see) (?:the|this) (?:full|whole|rest|entire)",
)  # fmt: skip
# A name for sale, a server without a site.
PARKED = (
    r"(?:该|此|本|这个|您访问的|您所访问的)?\S{0,3}(?:域名|网域)(?:\s?[\w.-]+\s?)?.{0,6}?(?:出售|转让|待售|售卖|"
    r"交易|已?过期|到期|未续费|停放|停靠|未绑定|未备案|未接入|正在?寻?找.{0,3}(?:买家|主人)|寻求合作)(?:中|页面?|"
    r"系统)?.{0,10}$",
    r"(?:购买|我要买|咨询|出价|收购)(?:该|此|本|这个)(?:域名|网域)",
    r"(?:[\w-]+\.)+(?:com|cn|net|org|cc|top)\s?(?:域名)?(?:正在|可|现|待|诚意)?(?:出售|转让)",
    r"(?:该|此|本|您的|您访问的|您所访问的)(?:网站|站点|主机|空间|虚拟主机|账户).{0,8}?(?:到期|过期|欠费|(?:被|"
    r"已经?)暂停|被停用|被关闭|已停止|已关闭|未备案|不存在|尚未开通|未绑定)",
    r"没有找到站点", r"站点创建成功",
    r"(?:恭喜.{0,2})?(?:网站|站点|主机|虚拟主机).{0,6}(?:创建|开通)成功",
    r"(?:this|the|our) (?:premium )?(?:domain|web ?address|web ?site|"
    r"web ?page)(?: name)?(?: .{0,40}?)?(?:for sale|parked|expired|available|to be sold|pending renewal)",
    r"(?:[\w-]+\.)+[a-z]{2,}(?: domain| name)? (?:is|may be|might be|could be) (?:available )?(?:for sale|parked|"
    r"available)",
    r"(?:buy|purchase|own|get|acquire|inquire about|interested in) this domain",
    r"make (?:us )?an offer", r"index of /$",
    r"domain (?:parking|for sale|expired|name for sale)",
    r"(?:parked|hosted) (?:free|domain)", r"related searches$", r"sponsored listings",
    r"this account has been suspended", r"account suspended$", r"welcome to nginx", r"apache2? .{0,20}?default page",
    r"(?:iis|internet information services) ?(?:windows server|\d)?$",
    r"it works$", r"default web ?site page",
    r"(?:website|web server).{0,10} is (?:coming soon|successfully installed)",
    r"future home of",
    r"(?:[\w-]+\.)+\w+ (?:该|此|本)域名.{0,8}(?:出售|转让)",
)  # fmt: skip
# Out of service for a while.
MAINTENANCE = (
    r"(?:本|该|我们的?|全)?(?:系统|网站|站点|平台|服务|服务器|门户|网页|栏目)(?:正在|正|正进行|暂时|例行|临时|"
    r"处于)?.{0,6}?(?:维护|升级|改版|割接|检修)(?:维护|改造|状态|更新)?(?:中|期间|公告|通知|通告|暂停服务)?$",
    r"(?:正在|正|系统正在|例行)(?:进行)?(?:系统|网站|服务器|例行)?(?:维护|升级|改版|检修|建设)(?:维护)?(?:中|工作)?$",
    r"(?:网站|系统|页面|栏目)(?:正在)?建设中$",
    r"(?:本|该|我们的?)?(?:网站|本站|系统|平台|服务).{0,12}?(?:将|已|均)?(?:无法|不能|暂停|停止|中断|暂时无法|"
    r"暂时关闭|临时关闭)(?:对外)?(?:访问|服务|使用|开放|运行)?$",
    r"(?:服务|系统|网站|服务器)(?:暂时)?(?:不可用|繁忙|忙|开小差.{0,2})$",
    r"系统(?:出错|错误|异常)$", r"服务器?(?:内部错误|出错了?|异常)$",
    r"(?:(?:the|this|our)?\s?(?:site|website|system|service|server|page|portal)|we)(?:'s|'re| is|"
    r" are)? ?(?:currently |temporarily |now )?(?:under|down for|undergoing|in|performing|"
    r"closed for)(?: \w+)? (?:maintenance|upgrades?|repairs?)",
    r"(?:site |system )?(?:under|down for|scheduled|planned|routine) maintenance",
    r"maintenance(?: mode| in progress| page)?$",
    r"(?:we(?:'ll| will) |please )?(?:be|check|come) (?:right )?back (?:soon|shortly|later|online)",
    r"(?:(?:the |this |our )?(?:site|service|website|server|page) (?:is )?)?(?:temporarily|"
    r"briefly) (?:unavailable|offline|down|closed)",
    r"service unavailable$", r"(?:site |page )?under construction", r"coming soon$", r"internal server error$",
    r"bad gateway$",
)  # fmt: skip
# The page does not exist.
MISSING = (
    r"(?:您|你)?(?:所)?(?:要|想)?(?:访问|查看|请求|浏览|打开|查找|寻找|找)?的?(?:该|此|这个|这篇|本)?(?:网页|页面|"
    r"内容|文章|信息|资源|文件|文档|地址|链接|url|新闻|栏目|稿件)(?:可能|好像|似乎)?(?:已经?)?(?:不存在|未找到|"
    r"没有找到|没找到|找不到|无法找到|无法访问|被?删除|不见|失效|走丢|丢失|飞走|下线|过期|移除|撤销|被移动|"
    r"去了火星|迷路)(?:了|啦)?.{0,10}$",
    r"(?:该|此|本)?(?:内容|文章|信息|页面).{0,4}?(?:已?被(?:发布者|作者|管理员)?(?:删除|屏蔽|移除|下架)|已下架|"
    r"审核未通过)",
    r"找不到(?:该|您|此|这个|页面|网页|文件)",
    r"(?:没有|未|无此|查无)(?:找到|此)?(?:您|该|此|相关)?.{0,8}?(?:页面|网页|内容|文章|信息)$",
    r"页面(?:出错|走丢|丢失)了?$",
    r"(?:http |error |错误 ?|状态码 ?)?(?:status )?404(?:$| ?(?:错误|页面|not found|error|page|未找到|找不到|-|,|"
    r":).{0,16}$)",
    r"(?:错误|error)(?: code)? ?[:：]? ?404",
    r"您?(?:访问|请求)出错了?$", r"出错[了啦]$",
    r"(?:the |this |that |requested )*(?:page|article|url|resource|file|document|content|story|link|"
    r"item)\b.{0,50}?(?:not found|(?:can ?not|can't|could ?not|couldn't) be found|(?:does not|doesn't|"
    r"no longer) exists?|(?:has|have|had|may have) been (?:removed|deleted|moved|unpublished)|"
    r"(?:is )?no longer available|was not found)",
    r"(?:we )?(?:can't|can ?not|couldn't|could not|are unable to) (?:seem to )?find (?:the|that|this|your|"
    r"any).{0,30}?(?:page|article|content|for)",
    r"(?:page|file|article|content|url)? ?not found$",
    r"nothing (?:was )?found", r"404 not found", r"that page doesn.t exist",
)  # fmt: skip
# Said besides, on pages of every kind: of no weight for either side.
ASIDE = (
    r"(?:为|为了)(?:进一步)?(?:提升|提高|优化|改善|给|保证|保障)",
    r"各位(?:网民|用户|网友)", r"copyright", r"©", r"版权", r"all rights reserved", r".{0,4}icp", r".{0,6}备\d",
    r".{0,6}公网安备", r"powered by", r"performance (?:&|and) security", r"ray id", r"cloudflare",
    r"(?:your|client|您的|当前|访问)? ?ip\b",
    r"(?:您的)?(?:请求|事件|拦截|错误|event|request|support|incident|reference|trace|session)\s?(?:id|编号|代码|"
    r"号|#|number|code)",
    r"reference\s?#",
    r"(?:发生|拦截|访问|当前|服务器)?(?:时间|日期)\b",
    r"\d[\d\s:./-]*$", r"[\da-f-]{8,}$", r"[\da-f:.]{7,}$",
    r"(?:返回|回到|回|前往|进入)\s?(?:网站)?(?:首页|上一?[页级]|主页|平台)",
    r"(?:如|若)(?:有|您|果|需)",
    r"(?:请)?(?:与|联系|拨打|致电|咨询).{0,16}?(?:管理员|客服|我们|电话|热线)",
    r"客服", r"电话", r"联系", r"热线",
    r"(?:请)?(?:刷新|重试|返回|等待|稍[候后等]|耐心|检查)",
    r"(?:请)?(?:您)?(?:稍后|重新|再次?|过一?会)",
    r"(?:正在)?(?:加载|载入|跳转|处理)中?", r"loading",
    r"please (?:wait|try|consult|contact|check|stand)",
    r"(?:go |back )(?:back|home|to)", r"home$", r"try again", r"contact", r"if you", r"click", r"return",
    r"what can i", r"you can",
    r"(?:可能|常见|出错|被拦截)?(?:的)?原因",
    r"如何解决", r"解决(?:方法|办法|方案)", r"(?:给|为)?(?:您|你|大家).{0,8}?带来", r"敬请", r"感谢", r"谢谢",
    r"(?:忘记|找回)密码", r"(?:立即|免费|新用户)?注册", r"记住", r"用户名", r"密码", r"账号", r"帐号", r"手机号",
    r"短信", r"验证码", r"换一[张个]", r"看不清", r"提交$", r"确定$", r"取消$", r"password", r"username", r"e-?mail",
    r"remember me", r"register", r"sign up", r"submit", r"cancel", r"or$", r"privacy", r"terms", r"cookie", r"下列",
    r"以下", r"预计", r"恢复", r"thank", r"expected", r"\d秒", r"url", r"host", r"status", r"code", r"error", r"微信",
    r"支付宝", r"浏览器", r"browser", r"网址", r"地址",
)  # fmt: skip
# What services write over their pages, and nobody over news.
SIGNATURES = (
    r"just a moment", r"attention required", r"pardon our interruption", r"access denied$", r"request rejected",
    r"robot check", r"welcome to nginx", r"apache2? .{0,20}default page", r".{0,20}website firewall",
    r"the request could not be satisfied", r"you have been blocked", r"sorry, you have", r"error 1\d\d\d$",
    r"account suspended", r"网站防火墙", r"没有找到站点",
    r".{0,12}(?:安全狗|云锁|创宇|云盾|waf|应用防火墙|加速乐|云防护)",
    r"http status 404", r"访问被(?:拦截|阻断)", r"请求被(?:拦截|阻断)",
)  # fmt: skip
# Looser, for clauses that speak to the visitor on pages that hardly say anything else; found anywhere in them.
HINTS = {
    "challenge": (
        r"机器人", r"真人", r"人机", r"验证码", r"滑块", r"非法访问", r"非正常", r"异常(?:流量|访问|行为|请求)",
        r"频率", r"过快", r"频繁", r"校验", r"javascript", r"cookie", r"\bip\b", r"(?:触发|违反).{0,6}规则", r"robot",
        r"captcha", r"human", r"rate limit", r"characters you see", r"verify", r"your browser", r"unusual",
        r"(?:puzzle|challenge|check) to continue",
        r"blocked", r"(?:更换|切换|检查).{0,4}网络", r"风控", r"安全策略", r"攻击",
    ),
    "login": (
        r"登[录陆入](?:之?后|以后|才能|方可|查看|浏览|阅读|账号|$)",
        r"权限", r"会员", r"付费", r"订阅", r"未授权", r"log ?in (?:to|or)", r"sign ?in (?:to|or)", r"subscri",
        r"member", r"password",
    ),
    "parked": (
        r"域名", r"网域", r"未?备案", r"已到期", r"已关闭", r"\bdomain\b", r"for sale",
    ),
    "maintenance": (
        r"(?:网站|本站|系统|平台|服务器?|页面|网民).{0,16}(?:升级|维护|检修|抢修|改版|割接|暂停|停止|无法|关闭)",
        r"(?:升级|维护|抢修)(?:中|公告|期间网站)",
        r"(?:site|system|server|service|page|portal)s?\b.{0,24}\b(?:maintenance|upgrad|offline|down\b)",
        r"performing .{0,10}maintenance", r"back (?:soon|shortly|online|in an)", r"temporarily (?:un|off|down)",
    ),
    "missing": (
        r"(?:网页|页面|内容|文章|信息|新闻|文件|地址|链接|网址|栏目).{0,10}(?:不存在|找不到|找不见|删除|撤销|撤回|"
        r"移除|移动|下架|下线|失联|失效)",
        r"(?:找不到|没有).{0,10}(?:网页|页面|内容|文章)",
        r"(?:page|article|url|link|file|document|content).{0,30}(?:not found|be found|no longer|exist|has moved|"
        r"broken)",
        r"nothing was found",
    ),
}  # fmt: skip
# What shows that a clause speaks to the visitor.
TO_THE_VISITOR = (
    r"您", r"你", r"请", r"游客", r"本网", r"本站", r"我们", r"为保", r"为了", r"需要", r"检测到", r"点击", r"\byou",
    r"\bwe\b", r"please", r"the server",
    r"(?:this|that|the) (?:site|page|content)",
    r"captcha", r"it looks", r"公告$", r"中$",
)  # fmt: skip
