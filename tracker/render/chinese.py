"""Nothing comes in; the Chinese words of the reports go out."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.render.chinese_reports import REPORTS
from tracker.render.chinese_site import SITE_ZH
from tracker.render.phrases import Phrases

_TOLD = "[{published}消息：]"


_STATUSES: Mapping[str, str] = {
    "achieved": "已完成",
    "ahead": "超进度",
    "on_track": "达进度",
    "behind": "欠进度",
    "in_progress": "推进中",
    "awaiting_result": "待公布",
    "overdue": "逾期未见结果",
    "missed": "未完成",
    "cancelled": "已取消",
    "no_news": "暂无消息",
    "unobserved": "未观测",
}

_STAGES: Mapping[str, str] = {
    "announced": "公布",
    "started": "开工",
    "ongoing": "推进中",
    "topped_out": "封顶",
    "completed": "完工",
    "opened": "开放投用",
    "adopted": "印发",
    "held": "举办",
    "delayed": "推迟",
    "cancelled": "取消",
}

_FLAGS: Mapping[str, str] = {
    "contradicted": "来源之间说法不一",
    "announced_date_passed": "公布的日期已过，未见结果",
    "planned_only": "只有计划，没有行动",
    "stale": "半年以上没有新消息",
    "single_source": "只有一个来源",
}

_THEMES: Mapping[str, str] = {
    "innovation": "科技创新",
    "industry": "产业发展",
    "city": "城市建设",
    "livelihood": "民生保障",
    "ecology": "生态环境",
    "sport": "体育赛事",
    "transport": "交通",
    "education": "教育",
    "health": "医疗卫生",
    "housing": "住房",
    "culture": "文化",
    "economy": "经济",
    "": "其他",
}

_LABELS: Mapping[str, str] = {
    "report": "{title}：进展报告（截至{day}）",
    "sample": "**样例：下列网页均为测试而写，其中的事实和数字不可引用。**",
    "counts": "共{total}项任务：{counts}。",
    "separator": "，",
    "semicolon": "；",
    "stop": "。",
    "colon": "：",
    "changes": "变化",
    "attention": "需要留意",
    "behind": "落后、逾期与未完成",
    "due_soon": "30天内到期",
    "silent": "没有消息的任务",
    "sources": "来源",
    "sources_table": "| 来源 | 最近访问 | 状况 | 列出 | 已读 | 看过的日子 |",
    "well": "正常",
    "once": "本次未成（{trouble}）",
    "not_visited": "尚未访问",
    "nothing_looked": "—",
    "from_to": "{first} 至 {last}",
    "today": "今天",
    "day_ago": "1天前",
    "days_ago": "{days}天前",
    "never_well": "从未正常",
    "part_seen": "（观察不全）",
    "nothing": "无。",
    "goal": "目标",
    "owner": "责任单位",
    "quote": "原表述",
    "deciding": "主要依据",
    "actual": "已发生",
    "planned": "计划",
    "set_aside": "未采用",
    "page": "网页",
    "page_number": "第{number}页",
    "times": "{count}条",
    "late": "{status}（逾期）",
    "changed": "{before} → {after}",
    "due": "期限",
    "feed": "{title}：变化",
    "feed_of": "{title}：{of}",
    "open_page": "全部依据",
    "calendar": "{title}：期限与公布的日期",
    "event_stated": "公布目标：{title}",
    "event_due": "期限：{title}",
    "event_announced": "公布的日期：{title}",
    "reached_of": "{done}/{total} 已完成",
    "digest_changes": "本期变化",
    "digest_none": "与上期相比没有变化。",
    "digest_counts": "目前状态",
    "subject_change": "{count}项变化：{told}",
    "subject_changes": "{count}项变化：{told}",
    "subject_news": "状态无变化，{count}条新消息：{title}",
    "subject_quiet": "没有变化：{title}",
    "subject_trouble": "没有变化，{count}个来源异常：{title}",
    "digest_footer": (
        "状态由程序按固定规则得出，各条附有依据的原文、网址和日期；网页指纹见完整报告。没有消息不等于没有进展。"
    ),
    "digest_lead": "截至{day}，变化自{before}起算。",
    "digest_why": "变化原因：{causes}",
    "digest_ahead": "超进度",
    "digest_behind": "欠进度",
    "digest_overdue": "逾期与未完成",
    "digest_announced": "新公布的安排",
    "digest_expected": "预计{day}",
    "digest_news": "新消息",
    "digest_last": "最近消息{day}",
    "digest_trouble": "来源异常",
    "digest_more": "另有{count}项，见完整报告",
    "done": "完成{done}",
    "done_of": "完成{done}，序时{expected}",
    "notice": "邮件未能送达：{recipient}",
    "notice_doubt": "{period}一期发给{recipient}的邮件发出后未得到答复，可能未送达，不再重发：{answer}",
    "notice_body": "{period}一期发给{recipient}的邮件被拒收，不再重发：{answer}",
    "summary": "{title}（截至{day}）",
}

_ALERTS: Mapping[str, str] = {
    "blocked": "被拦截",
    "moved": "已搬走",
    "unreachable": "无法连接",
    "redesigned": "疑似改版",
    "empty": "没有内容",
    "refused": "被拒绝",
}

_WATCHED: Mapping[str, str] = {
    "observed_partial": "观察不全[（{since}以来）][：{gaps}]",
    "observed_none": "未观测[（{since}以来）][：{gaps}]",
    "gap": "{name}[ 只看到{share}的日子][，自{since}起{word}]",
    "source_alert": "{word}，自{since}起[；上次正常：{ago}（{good}）][；{never}][；{detail}]",
    "source_note": "来源异常[（原为{before}）]：{name}，{text}",
    "source_well_again": "来源恢复：{name}[，原为{word}]",
}

# Why a digest tells a change.
_CAUSES: Mapping[str, str] = {
    "news": "新消息",
    "found_late": "补见旧闻（{published}发布，{seen}见到）",
    "corrected": "原有数字已被更正",
    "targets_edited": "目标定义有改动",
    "target_added": "新列入的目标",
    "reader_upgraded": "程序升级后重新认定",
    "by_person": "人工认定",
    "decision_ended": "人工认定到期或撤回",
    "read_again": "已存网页重新读取",
    "page_revised": "网页内容有改动",
    "time_passed": "时间推移，没有新消息",
}

_JUDGED: Mapping[str, str] = {
    "no_evidence": "尚未见到相关消息",
    "planned_only": "只有计划，尚未见到行动",
    "no_level": "尚无全年数值，无法推算",
    "growth_achieved": "{period}增长{value}，达到目标（{goal}）",
    "growth_missed": "{period}增长{value}，未达到目标（{goal}）",
    "growth_interim": "{period}增长{value}，最终结果尚未公布（目标{goal}）",
    "growth_so_far": "{period}增长{value}，目标{goal}",
    "level_reached": "{year}年为{value}，已达到目标（{goal}）",
    "level_missed": "{year}年为{value}，未达到目标（{goal}）",
    "level_interim": "{year}年为{value}，最终结果尚未公布（目标{goal}）",
    "level_without_growth": "{year}年为{value}，目标{goal}，尚无增速可比",
    "level_pace": "{year}年为{value}，达到{goal}每年需增长{needed}%，{period}增长{growth}%",
    "count_reached": "[截至{day}]累计{value}，达到目标（{goal}）",
    "count_missed": "[截至{day}]累计{value}，未达到目标（{goal}）",
    "count_interim": "[截至{day}]累计{value}，最终结果尚未公布（目标{goal}）",
    "count_so_far": "[截至{day}]累计{value}，目标{goal}",
    "count_pace": "[截至{day}]累计{value}，目标{goal}，完成{progress}%[，序时进度{expected}%]",
    "cancelled": _TOLD + "取消",
    "nothing_measured": "期限已过，未见数值[，最后消息在{published}]",
    "activity": _TOLD + "{stage}[（{day}）]",
    "reached": "已{stage}[（{day}）][，{published}消息]",
    "announced": _TOLD + "预计不晚于{expected}[（{stage}）]",
    "announced_late": _TOLD + "时间为{expected}[（{stage}）]，晚于期限",
    "postponed": _TOLD + "推迟[，新时间{expected}]",
    "unfinished": _TOLD + "仍未完成[（{stage}）]",
    "no_result": "期限已过，未见结果[，最后消息在{published}][，预计{expected}]",
    "decided": "人工认定[：{note}][（{author}，{day}）][，有效至{until}][，程序判定为{judged}]",
}

_SET_ASIDE: Mapping[str, str] = {
    "repost": "转载或同一消息[，见 {of}]",
    "spam": "洗稿或关键词堆砌的网页[（{words}）]",
    "spun": "洗稿网页[（{words}）]",
    "promotions": "夹带广告的网页[（{words}）]",
    "stuffed": "标题堆砌关键词[（{words}）]",
    "no_date": "网页没有发布日期",
    "before_statement": "早于目标公布之日[（{day}）][（{published}）]",
    "statement": "对目标公布本身的报道",
    "goal_repeated": "只是重复目标[（{value}）]",
    "retracted": "已被更正[，见 {by}]",
    "contradicted": "与更权威的来源不符[，{value}][，见 {by}]",
    "other_phase": "说的是其他分期[（{phase}）]",
    "other_place": "说的是其他地方[（{place}）]",
    "other_metric": "说的是其他指标[（{name}）]",
    "other_subject": "说的是其他对象[（{name}）]",
    "other_period": "说的是其他时期[（{period}）]",
    "other_year": "说的是其他年份[（{period}）]",
    "other_unit": "单位不符[（{unit}）]",
    "other_basis": "口径不符[（{basis}）]",
    "not_about": "含有排除的词[（{word}）]",
    "no_deed": "没有说明进展",
    "no_figure": "没有可用的数值",
    "no_period": "看不出数值属于哪个时期[（{value}）]",
    "average_growth": "是年均增速，不是当年增速[（{value}）]",
    "month_on_month": "是环比，不是同比[（{value}）]",
    "not_cumulative": "不是累计数[（{value}）]",
    "partial_year": "不是全年数[（{period}）]",
    "annual_list": "是年度清单的数，不是累计数[（{value}）]",
    "under_way": "还在进行，不是完成数[（{value}）]",
    "deed_not_done": "没有说明已经做成[（{value}）]",
    "old_deed": "发生在目标提出之前[（{name}）]",
    "hearsay": "传闻或网友说法",
    "question": "是提问，不是消息",
    "damaged": "网页文字有损坏",
    "rejected": "人工排除[：{note}][（{author}，{day}）][，同 {of}]",
    "moved_target": "人工归入其他目标[：{note}][（{author}，{day}）][，同 {of}]",
    "said_by_person": "同一句已由人工归入本目标",
}

# What people made of a sentence; behind it, how it had been read.
_WAS = (
    "[，原数值{was_value}][，原时期{was_period}][，原口径{was_basis}][，原阶段{was_stage}][，原日期{was_day}]"
    "[，原定{was_expected}][，原目标{was_target}][，原属{was_modality}]"
)
_DECIDED: Mapping[str, str] = {
    "accepted": "人工采纳[：{note}][（{author}，{day}）]" + _WAS,
    "amended": "人工更正[：{note}][（{author}，{day}）]" + _WAS,
    "pinned": "人工指定为依据[：{note}][（{author}，{day}）]" + _WAS,
    "added": "人工补入[：{note}][（{author}，{day}）]" + _WAS,
}

# Why a sentence deserves a look.
_LOOKS: Mapping[str, str] = {
    "look_pinned_over": "人工指定之后另有新消息[（{published}）]",
    "look_changed": "使状态改变：{before} → {after}",
    "look_contradicted": "与其他说法不一[（{others}）]",
    "look_weak": "主要依据不够可靠[（{tier}）]",
    "look_single": "只有一个来源[（{source}）]",
    "look_set_aside": "数字被更正或与更权威的来源不符",
    "look_near": "差一点就能采用，而该目标{status}",
    "look_planned": "只有计划",
}

_DISPOSITIONS: Mapping[str, str] = {
    "read": "已读",
    "evidence": "有依据",
    "no_target": "与目标无关",
    "navigation": "是栏目或导航",
    "off_site": "指向站外",
    "not_web": "不是网页地址",
    "media": "是图片或音视频",
    "document": "是文档，未读（pip install tracker[documents] 后可读）",
    "encrypted": "文档有密码",
    "damaged_document": "文档已损坏",
    "scanned": "文档是扫描图片，需要文字识别（OCR）",
    "over_limit": "文档过大或过于复杂，没有读完",
    "no_links": "列表中没有找到文章",
    "list_limit": "条目太多，没有读完",
    "not_a_feed": "不是订阅源",
    "not_json": "不是 JSON",
    "no_items": "指定的路径下没有条目",
    "wrapped": "搜索服务没有给出文章自己的网址",
    "not_a_sitemap": "不是站点地图",
    "malformed": "格式有误",
    "unsafe_xml": "XML 含有不安全的声明",
    "too_large": "文件过大",
    "waiting": "超出本次抓取数量，下次再取",
    "blocked": "网站要求验证，没有给出网页",
    "gone": "网页已不存在",
    "moved": "已转到别处[：{to}]",
    "refused": "网站拒绝",
    "robots": "robots.txt 不允许抓取",
    "redirects": "跳转过多",
    "resting": "网站暂停访问，稍后再试",
    "server_error": "网站出错",
    "timeout": "网站未在限时内答复",
    "unreachable": "网站无法连接",
    "unreadable": "无法解读[：{why}][：{error}][：{message}]",
    "broken_record": "存档中有损坏的记录[：{error}]",
    "unsupported_encoding": "不支持的压缩方式[：{error}]",
    "unsafe_address": "地址不安全",
    "unsafe_header": "来源不能设置的请求头",
    "not_text": "不是文字网页",
    "not_html": "不是网页[（{type}）]",
    "not_article": "不是文章",
    "no_text": "没有正文",
    "empty": "没有正文",
    "http_status": "网站答复 {status}",
    "duplicate": "与另一网页相同[，见 {of}]",
    "reader_failed": "读取时程序出错",
    "broken": "程序出错[：{message}]",
}


_CHINESE = Phrases(
    language="zh",
    statuses=_STATUSES,
    stages=_STAGES,
    flags=_FLAGS,
    tiers={"official": "官方", "press": "媒体", "portal": "门户", "community": "社区"},
    themes=_THEMES,
    labels={**_LABELS, **REPORTS},
    alerts=_ALERTS,
    site=SITE_ZH,
    reasons={**_CAUSES, **_WATCHED, **_JUDGED, **_SET_ASIDE, **_DECIDED, **_LOOKS, **_DISPOSITIONS},
)


def chinese() -> Phrases:
    return _CHINESE
