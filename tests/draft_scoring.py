"""Drafts and the goals of a statement come in; what was found, what was missed and what is false goes out.

A draft is a goal's when its title or measure holds all the goal's `names` and, of two drafts that do, the one of the
same kind, number and day comes first. Each draft serves one goal. A draft that serves none is false, unless it is one
of the goals that a fair reader may leave out (`optional`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.draft import Draft, Drafted, Paper, draft
from tracker.language import language

STATEMENTS = Path(__file__).parent / "statements"
ZH = language("zh")


@dataclass(frozen=True)
class Score:
    goals: int
    found: int
    right: int
    staged: int
    false: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.goals

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.false))


# As the software that swaps words does it; some words for one plain word only, some for several.
SWAPPED = {
    "平方米": "往常米", "人民": "东谈主民", "项目": "技俩", "建设": "竖立", "今年": "本年", "去年": "客岁",
    "国际": "国外", "全国": "宇宙", "重点": "重心", "推进": "激动", "启动": "脱手", "超过": "卓越",
    "公共": "全球", "服务": "劳动", "保障": "保险", "医院": "病院", "特色": "秉性", "持续": "握续",
    "坚持": "坚握", "道": "谈", "美": "好意思", "观": "不雅", "思": "念念", "计划": "策画", "实施": "奉行",
    "突出": "杰出", "过去": "畴昔", "整体": "合座", "核心": "中枢", "技术": "本事", "规划": "贪图",
    "方案": "决策", "未来": "改日", "教育": "素养", "高质量": "高质料", "我们": "咱们", "首次": "初次",
    "生命": "人命", "商业": "生意", "森林": "丛林", "成功": "得手", "工作": "职责", "透露": "泄露",
    "表示": "暗示", "实现": "罢了",
}  # fmt: skip
# As another one does it: synonyms that are words themselves next to the odd ones.
OTHERWISE = {
    "人均": "东谈主均", "万人": "万东谈主", "人工智能": "东谈主工智能", "新增": "新增多", "提升": "擢升",
    "提高": "普及", "推动": "鼓舞", "推进": "鼓动", "加快": "加速", "建设": "缔造", "完成": "完毕",
    "开工": "动工", "竣工": "完工", "力争": "力图", "突破": "冲破", "覆盖": "隐蔽", "学校": "学堂",
    "医院": "病院", "道路": "谈路", "项目": "样式", "计划": "筹办", "方案": "有筹画", "规划": "筹谋",
    "标准": "圭臬", "能力": "智商", "质量": "质地", "持续": "捏续", "保持": "保捏", "重大": "紧要",
    "重点": "要点", "关键": "要津", "优势": "上风", "特色": "脾性", "服务": "奇迹", "事业": "行状",
    "公共": "寰球", "全国": "天下", "国际": "海外", "今年": "本年", "去年": "客岁", "明年": "来岁",
    "年底": "岁尾", "我们": "咱们", "人民": "东谈主民", "居民": "住户", "群众": "大众",
    "平方米": "泛泛米", "平方公里": "平素公里", "实现": "杀青", "超过": "跨越", "开放": "绽放",
    "研究": "究诘", "改造": "阅兵", "消费": "消耗", "教育": "训导", "医疗": "调理", "养老": "待业",
    "就业": "作事", "生活": "生计", "工作": "使命", "技术": "时间", "未来": "将来", "森林": "丛林",
    "支持": "撑持", "创新": "翻新", "改革": "革新", "市场": "阛阓", "道": "谈", "都": "齐",
    "想": "念念", "时间": "技术",
}  # fmt: skip
TABLES = {"swapped": SWAPPED, "otherwise": OTHERWISE}


def swapped(text: str, table: dict[str, str]) -> str:
    """The text as a spun copy has it."""
    return re.sub("|".join(sorted(table, key=len, reverse=True)), lambda found: table[found[0]], text)


def drafted(name: str, *, spun: str = "") -> tuple[Draft, dict[str, Any]]:
    gold = json.loads((STATEMENTS / f"{name}.json").read_text("utf-8"))
    text = (STATEMENTS / f"{name}.txt").read_text("utf-8")
    text = swapped(text, TABLES[spun]) if spun else text
    return draft(Paper(text=text), (date.fromisoformat(gold["day"]), "", "")), gold


def score(name: str, *, spun: str = "") -> Score:
    made, gold = drafted(name, spun=spun)
    left = list(made.targets)
    needed = [goal for goal in gold["goals"] if not goal.get("optional")]
    pairs: list[tuple[dict[str, Any], Drafted]] = []
    for goal in [*needed, *(goal for goal in gold["goals"] if goal.get("optional"))]:
        fitting = [one for one in left if holds(one, goal)]
        if fitting:
            best = max(fitting, key=lambda one: agreement(one, goal))
            left.remove(best)
            pairs.append((goal, best))
    met = [(goal, one) for goal, one in pairs if not goal.get("optional")]
    return Score(
        goals=len(needed),
        found=len(met),
        right=sum(agreement(one, goal) == 3 for goal, one in met),
        staged=sum(one.goal.stage == goal.get("stage", "") for goal, one in met),
        false=tuple(one.goal.title for one in left),
        missed=tuple("+".join(goal["names"]) for goal in needed if not any(goal is met_goal for met_goal, _ in met)),
        wrong=tuple(f"{one.goal.title} | {tell(one)} | {goal}" for goal, one in met if agreement(one, goal) < 3),
    )


def tell(one: Drafted) -> str:
    return f"{one.goal.kind} {one.goal.bound} {one.goal.amount} {one.goal.baseline} {one.goal.stage} {one.goal.due}"


def holds(one: Drafted, goal: dict[str, Any]) -> bool:
    text = f"{one.goal.title} {one.goal.measure}"
    return all(any(word in text for word in name.split("|")) for name in goal["names"])


def agreement(one: Drafted, goal: dict[str, Any]) -> int:
    due = one.goal.due.isoformat() if one.goal.due else None
    return (one.goal.kind == goal["kind"]) + same_figures(one, goal) + (due == goal["due"])


def same_figures(one: Drafted, goal: dict[str, Any]) -> bool:
    bound = next((key for key in ("at_least", "at_most") if key in goal), "")
    if one.goal.bound != bound:
        return False
    return same(one.goal.amount, goal.get(bound, "")) and same(one.goal.baseline, goal.get("baseline", ""))


def same(left: str, right: str) -> bool:
    if not left or not right:
        return left == right
    first, second = ZH.read_amount(left.lstrip("-")), ZH.read_amount(right.lstrip("-"))
    return first is not None and second is not None and ZH.convert(*first, second[1]) == second[0]


if __name__ == "__main__":
    import sys

    spun = next((word[2:] for word in sys.argv[1:] if word.startswith("--")), "")
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    for name in named or sorted(path.stem for path in STATEMENTS.glob("*.json")):
        told = score(name, spun=spun)
        print(
            f"{name}: {told.found}/{told.goals} found, {told.right} right, {told.staged} stages, "
            f"{len(told.false)} false; recall {told.recall:.2f}, precision {told.precision:.2f}"
        )
        for kind in ("missed", "false", "wrong"):
            for line in getattr(told, kind):
                print(f"  {kind}: {line}")
