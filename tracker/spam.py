"""Tell pages that no evidence may come from: headline and normalised text in, why it is spam, or nothing, out."""

from __future__ import annotations

import re

from tracker.language import Language
from tracker.model import Reason

# Promotions of gambling and of rewards for signing up, as they are planted inside copied news.
_PROMOTION = re.compile(
    r"(?=[真电棋彩体注首登开充新签下送领返比足百老网信博买点加官提时六娱])(?:"  # looked for where one may begin
    r"真人(?:娱乐|视讯|平台|百家乐)|电子游艺|棋牌\w{0,4}?(?:游戏|[aA][pP][pP]|平台|大厅|下载|官网|娱乐)|彩票\w{0,2}?(?:平台|开奖|[aA][pP][pP]|网站|大厅|投注)"
    r"|体育(?:下注|投注|比分直播|博彩)|(?:注册|首存|首充|登录|开户|充值|新会员|新人|签到|下载)[^，。]{0,6}(?:送|领|返)[^，。]{0,4}"
    r"|[送领]彩金|彩金|送金币|新人(?:大?礼包|红包)|返水|比分直播|足球(?:比分|投注|竞猜)(?:直播|平台|吧)?|百家乐|老虎机"
    r"|网上(?:娱乐城|赌场)|信誉网投|网投平台|博彩(?:网站|平台|公司)|买球(?:官网|平台|[aA][pP][pP])|(?:点此|点击)领取|加客服"
    r"|官方版下载|提现秒到账|时时彩|六合彩|娱乐(?:平台|城)(?:登录|注册|官网))"
)
_CLAIM_ENDS = re.compile(r"[_|｜丨]")


def spam(title: str, text: str, language: Language) -> Reason | None:
    """Why a page is spam by its headline and normalised text: spun words, planted promotions, stuffed claims.

    None if it is not. One promotion alone is no proof, for honest news reports on gambling; a spun word is.
    """
    spun = language.spun_words(text)
    if spun:
        return Reason(code="spun", facts=(("words", "、".join(spun[:5])),))
    promotions = tuple(dict.fromkeys(found.group() for found in _PROMOTION.finditer(text)))
    if len(promotions) >= 2:
        return Reason(code="promotions", facts=(("words", "、".join(promotions[:5])),))
    if promotions and is_claim_list(title, least=3):
        return Reason(code="stuffed", facts=(("words", title[:60]),))
    return None


def is_claim_list(title: str, least: int = 4) -> bool:
    """A headline that is a list of claims for search engines: 某公园开放_某路通车_某校开工_某地房价."""
    return sum(len(piece) >= 4 for piece in _CLAIM_ENDS.split(title)) >= least
