"""Patterns of how pages word and name what surrounds an article: a line or a tag in, what it is out."""

from __future__ import annotations

import re


def _any(*words: str) -> str:
    return "(?:" + "|".join(word for group in words for word in group.split()) + ")"


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_OPEN = r"[\s【\[（(>《<※●■◆▲•·*—\-]*"
_CLOSE = r"[\s】\]）):：>》…*]*"
SENTENCE = re.compile(r"[。！？；，、：“”「」]|[!?;]\s|[a-z], |[a-z]\. |[a-z]\.$")

# ---- headings of parts below an article ------------------------------------------------------------------------------

_WHICH = _any(
    "相关 相關 延伸 热门 熱門 推荐 推薦 精彩 精选 精選 更多 最新 今日 本周 本版 其他 其它 同类 往期 猜你 为你 為你",
    "为您 大家 您可能 你可能",
    "编辑 編輯 编者 小编 24小时 48小时 一周 本月 本栏 本文 阅读 閱讀 点击 點擊 论坛 社区 全站 频道 图片 視頻 视频",
    "专题 新闻 新聞 近期 即時",
    "即时 焦点 焦點 人气 人氣 视觉 精华",
)
_WHAT = _any(
    "阅读 閱讀 新闻 新聞 文章 链接 鏈接 连结 連結 推荐 推薦 资讯 資訊 内容 內容 报道 报导 報道 報導 信息 热点 热榜",
    "热文 热帖 热图 排行 排行榜",
    "专题 專題 稿件 视频 視頻 图片 圖片 喜欢 喜歡 都在看 在看 想看 感兴趣 爱看 关注 回顾 精选 发布 發布 点击 要闻",
    "更新 关键词 搜索 精彩 主题",
    "主題 帖子 回复 标签 榜 图集 話題 话题 知识 公告 导读 導讀 头条 頭條 熱門 热门 产品 案例 问题 新帖 文档 附件",
    "法规 政策 解读 地推荐 焦点",
    "的人还看 的内容 的文章 的新闻 也喜欢 还喜欢 专栏",
)
_COMMENTS = (
    r"(?:网友|網友|用户|全部|最新|热门|熱門|精彩|发表|發表|我要|我来|文章|共有?\s*\d+\s*条?)?"
    r"(?:评论|評論|跟贴|跟帖|留言|回应|回應|点评)(?:列表|区|區|一下)?(?:\s*[（(]?\s*\d*\s*条?[)）]?)"
)
_OTHER_PARTS = (
    r"参考来源|參考來源|参考资料|猜你想看|大家都在(?:看|搜)|热搜榜|排行榜|related (?:articles|news|stories|links)|"
    r"read more|"
    r"more on this story|comments?(?: \(\d+\))?|trending|recommended|you may also like|most (?:read|popular)"
)
END_MARK = re.compile(rf"^{_OPEN}(?:{_WHICH}{_WHAT}[^，。]{{0,6}}|{_COMMENTS}|{_OTHER_PARTS}){_CLOSE}$", re.I)
# A first look that spares the pattern for most lines.
END_FIRST = frozenset(
    "相延热熱推精更最今本其同类往猜为為您大你编編小24一阅閱点點论社全频图視视專专新近即焦网網用发發我共文参參人排评評跟留回rmctRMCTyY"
    "【[（(>《<※●■◆▲•·*—- "
)

# ---- lines about the article -----------------------------------------------------------------------------------------

_LABELS = _any(
    "来源 來源 来源于 稿源 信息来源 文章来源 新闻来源 稿件来源 资料来源 出处 出處 作者 记者 記者 編輯 编辑 责编",
    "責編 责任编辑 責任編輯 校对 校對",
    "责任校对 审核 審核 审校 初审 复审 终审 监制 監製 主编 值班编委 值班编辑 编审 编校 制作 制图 发布者 发布人",
    "发布时间 發布時間 发布日期 發布日期",
    "發佈時間 发表时间 发表日期 发稿时间 发文时间 更新时间 更新時間 更新于 最后更新 更新日期 日期 时间 時間",
    "浏览次数 浏览量 浏览数 瀏覽 浏览 浏览人数",
    "点击次数 点击数 点击率 点击量 点击 阅读次数 阅读量 阅读数 阅读 閱讀 人气 人氣 访问量 访问次数 字号 字體 字体",
    "字体大小 字体大小选择 文字大小",
    "视力保护色 背景色 分享到 分享至 分享 打印 收藏 发布单位 发布机构 发布部门 信息提供 供稿 供稿单位 撰稿 文字",
    "摄影 攝影 图文 通讯员 关键词 关键字",
    "标签 標籤 栏目 所属栏目 频道 分类 本文地址 本文链接 原文链接 原标题 原題 版次 信息员 录入 上传 投稿 微信公众号",
    "二维码 您现在的位置 您的位置",
    "当前位置 您所在的位置 现在位置 你的位置 所在位置 首页 索引号 主题分类 发文字号 文号 来信时间 答复时间",
)
META_LINE = re.compile(
    rf"^{_OPEN}{_LABELS}\s*[:：丨|｜][^。]{{0,110}}$|^{_OPEN}{_LABELS}{_CLOSE}$|^[^，。]{{0,40}}[>›»]\s*正文$"
    r"|^(?:作者|记者|記者|撰文|本报记者|本網記者)[\s,，/][^。，,]{1,20}$"
)
_DATE = r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?"
_CLOCK = r"\d{1,2}[:：时]\d{2}(?:[:：]\d{2})?"
DATE_LINE = re.compile(
    rf"^[^，。]{{0,30}}?{_DATE}(?:[\sT]*{_CLOCK})?[^，。]{{0,60}}$|"
    rf"^[^，。]{{0,30}}?\d{{1,2}}[-/月]\d{{1,2}}日?\s*{_CLOCK}[^，。]{{0,30}}$"
)
ABOUT_LINE = re.compile(f"(?:{META_LINE.pattern})|(?:{DATE_LINE.pattern})")

_BUTTONS = _any(
    "打印 打印本页 打印此页 打印本稿 打印文章 打印页面 列印 关闭 关闭窗口 关闭本页 关闭页面 返回 返回顶部 返回首页",
    "返回列表 回到顶部 顶部 收藏 收藏本文",
    "收藏文章 加入收藏 推荐 推薦 分享 分享到 分享至 分享本页 分享文章 转发 点赞 举报 我要纠错 纠错 大 中 小 小字",
    "大字 展开全文 阅读全文 加载更多",
    "下载客户端 复制链接 字号 放大 缩小 默认 登录 注册 关注 订阅 关注.{0,8} 图集 查看原文 阅读原文 投诉 朗读 听新闻",
    "语音播报 首页 评论 赞 赏 打赏 微信",
    "微博 新浪微博 腾讯微博 QQ空间 QQ好友 QQ Qzone 朋友圈 微信好友 微信朋友圈 facebook twitter line whatsapp 上一篇",
    "下一篇 上一页 下一页 没有了 无 END 完",
    "全文完 正文 原创 转载 不感兴趣 换一换 确定 取消 提交 更多 展开 收起 播放 a[+-] 【大 小】 繁體 繁体 简体",
    "English 手机版 电脑版 无障碍",
)
NOISE_LINE = re.compile(
    rf"^[\s　>》《<|｜·•\-—=_*#.。+\d\"'“”]*$|^(?:{_OPEN}{_BUTTONS}[\s】\]）):：>》…|｜、/]*){{1,8}}$"
    r"|^[\s【\[（(]*(?:分享到[:：]?.{0,30}|(?:用?微信|手机)?扫一?[扫码].{0,24}|点击(?:查看|加载|收听).{0,10}|"
    r"查看更多.{0,4}|打开.{0,8}app.{0,12}|"
    r"(?:正在)?加载中.*|正在加载.*|阅读数?\W*\d+\W*|\d+\s*(?:人参与|条?评论|条?跟贴|人?阅读|次?浏览|个?赞).{0,12})$"
    r"|^[\s【\[（(]*(?:上一篇|下一篇|上一条|下一条|上一則|下一則|前一篇|后一篇|上篇|下篇|上一张|"
    r"下一张)\s*[:：]?.{0,60}$"
    r"|^\W*(?:版权所有|版權所有|copyright|©|京ICP|ICP备|主办单位?|承办单位?|网站标识码|政府网站标识码|powered by|"
    r".{2,20}(?:版权所有|版權所有))",
    re.I,
)
_EDITORS = r"(?:责任编辑|責任編輯|责编|責編|本文编辑|值班编辑|责任校对|本期编辑)"
_NOTICES = r"(?:(?:版权|免责|免責|特别|郑重|权利|版權|风险|重要)(?:声明|聲明|提示|说明))"
# The line that ends an article: whose it is and who edited it. What follows it belongs to the site.
SIGN_OFF = re.compile(
    rf"^{_OPEN}(?:{_EDITORS}|{_NOTICES}|正文已结束|本文来源|原标题|编辑\s*[:：]|編輯\s*[:：]|(?:END|全文完)\W*$)", re.I
)
# What a site sets below the last sentence of an article.
TAIL_LINE = re.compile(
    rf"^{_OPEN}(?:{_EDITORS}|{_NOTICES}|编辑|編輯|校对|审核|初审|终审|监制|编审|声明[:：]|聲明[:：]|版权归|"
    rf"版权与免责|本文版权|"
    r"(?:未经|未經)(?:本|授权|授權|许可|書面).{0,30}|以上内容.{0,20}(?:观点|自行上传|上传)|转载(?:请|須|须|自)|"
    r"本文(?:来源|来自|转自|系.{0,20}(?:原创|投稿|首发|作者)|首发|仅代表|仅供|不代表|已获|经授权|内容仅|转载|"
    r"版权).{0,60}|"
    r"(?:来源|來源|文章来源|稿源|新闻来源|原文链接|原标题|图片来源)\s*[:：丨]|点击进入|更多(?:内容|精彩|新闻|资讯)|"
    r"欢迎(?:关注|投稿|订阅|转发)|关注(?:我们|微信|公众号)|长按.{0,8}二维码|扫描?.{0,12}(?:二维码|下载|关注)|"
    r"下载.{0,12}(?:app|客户端)|"
    r"微信公众号|投稿邮箱|记者\s*[:：]|作者\s*[:：]|[文图]\s*[/／丨|]|(?:文字?|供稿|通讯员|图片?)\s*[:：]|(?:新闻|"
    r"本网|爆料)(?:热线|爆料)|热线)|返回.{2,10}(?:首页|查看更多).{0,4}$",
    re.I,
)

# ---- captions --------------------------------------------------------------------------------------------------------

CAPTION_SURE = re.compile(
    r"^[\s　▲△↑▼（(]*(?:图为|圖為|图片说明|圖片說明|资料图|资料片|资料照片|資料照片|題圖|题图|图说|圖說|视频截图|"
    r"(?:上|下|左|右|组)图[为：:])"
    r"[^。]{0,80}[。）)]?$"
)
# Such a sign before a line points at a picture beside it, unless it is the bullet of a list.
CAPTION_SIGNS = ("▲", "△", "↑")
CAPTION_NEAR = re.compile(
    r"(?:摄|攝|摄影|供图|供圖|图源.{0,20}|[图圖][/／].{1,20}|资料片|资料图|资料照片|資料照|图片来自.{1,20}|"
    r"图片来源.{0,20}|效果图|示意图|截图|"
    r"(?:记者|通讯员|新华社|新华社发|中新社|视觉中国|IC photo).{0,12}(?:摄|发|提供|图))[\s)）】\]。]*$"
)

# ---- forums ----------------------------------------------------------------------------------------------------------

POSTED = re.compile(r"发表于|發表於|发布于|回复于|回覆於|发帖时间|发表时间|[»›]\s*20\d\d[-/年]|\d[楼#]\s*20\d\d[-/年]")
FLOOR = re.compile(
    r"^\W*(?:楼主|樓主|沙发|沙發|板凳|地板|地下室|\d{1,5}\s*(?:楼|樓|#)|#\d{1,5}|只看该作者|只看楼主|倒序浏览|"
    r"显示全部楼层|来自[:：].{0,10}|(?:帖子|积分|威望|金币|主题|经验)\s*[:：]\s*\d+)\W*$"
)
PROFILE = re.compile(
    r"会员|會員|积分|積分|威望|金币|精华|主题\W*\d|帖子\W*\d|注册时间|在线时间|发消息|加好友|楼主|等级"
)
POWERED = re.compile(r"discu[zs]|phpwind|vbulletin|phpbb|viewtopic|viewthread|showthread", re.I)

# ---- names of classes ------------------------------------------------------------------------------------------------

_NAMED = re.compile(r"""\b(?:class|id|role|itemprop)\s*=\s*("[^"]*|'[^']*|[^\s"'>]+)""", re.I)
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Parts of class and id names of blocks that are not the article; those of five or seven letters also as beginnings.
_ASIDE_NAMES = _words(
    "side aside sidebar sidebox rightside leftside rightbar xgyd xgwz recom reclist tuijian xiangguan paihang "
    "rank ranking hot hots hotnews share sharing social foot footer footers copyright crumb location nav navi "
    "navs navbar subnav topnav menu menus topbar toolbar tool tools toptb pager paging pagin ad ads adv adver "
    "advert adbox gg guanggao banner qrcode erweima ewm login search disclaimer statement tag tags taglist "
    "keyword keywords friendlink friend subscribe popup modal dialog tooltip refs references reward zan "
    "dianzan donate mianbaoxie daohang weizhi dangqian dqwz syh xwtj copyr widget relat bdsha bread navigat "
    "player guess"
)
_COMMENT_NAMES = _words(
    "comment pinglun gentie reply replies review disqus liuyan guestbook gitalk cmt cmts feedback "
    "discuss discussion tie gbook"
)
_CAPTION_NAMES = _words("caption figcaption tuzhu tushuo picnote imgsm pictext imgcaption wzcaption")
_PICTURE_NAMES = _words("img image pic picture photo")
_NOTE_NAMES = _words("desc description info text note title cap")
_CONTENT_NAMES = _words(
    "content contents articlebody artibody articletext endtext maintext cont txt text body detail editor zoom "
    "ozoom article news story entry post main"
)


def names_of(tag: str) -> frozenset[str]:
    """The words of class, id, role and itemprop of a tag, in lower case, parted at hyphens and capitals.

    With each word come its first five and its first seven letters, so that beginnings can be looked up as well.
    """
    named = _NAMED.findall(tag) if "=" in tag else []
    if not named:
        return frozenset()
    words = [word.lower() for word in _NAME_PART.findall(" ".join(named))]
    return frozenset([*words, *[word[:5] for word in words], *[word[:7] for word in words]])


def is_comments(names: frozenset[str]) -> bool:
    return not names.isdisjoint(_COMMENT_NAMES)


def is_aside(names: frozenset[str]) -> bool:
    return not names.isdisjoint(_ASIDE_NAMES)


def is_content(names: frozenset[str]) -> bool:
    return not names.isdisjoint(_CONTENT_NAMES)


def is_caption(names: frozenset[str]) -> bool:
    if not names.isdisjoint(_CAPTION_NAMES):
        return True
    return not names.isdisjoint(_PICTURE_NAMES) and not names.isdisjoint(_NOTE_NAMES)
