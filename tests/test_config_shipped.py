"""The shipped targets.yaml, its schema and the ideas of titles are compared with the statement of 2025-01-17."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.config import check_text, load_config, schema
from tracker.config.derive import derive_ideas
from tracker.config.json_schema import schema_text
from tracker.config.shapes import Shape, root_shape
from tracker.model import Place

ROOT = Path(__file__).parent.parent
YEAR_END = date(2025, 12, 31)

QUANTITIES = {
    "life-valley-plants": ("3", "个", "cumulative", YEAR_END),
    "life-valley-space": ("500", "万平方米", "cumulative", date(2029, 12, 31)),
    "health-revenue-growth": ("6", "%", "yoy", YEAR_END),
    "health-revenue-2030": ("1800", "亿元", "level", date(2030, 12, 31)),
    "energy-revenue-growth": ("5", "%", "yoy", YEAR_END),
    "energy-revenue-2030": ("4500", "亿元", "level", date(2030, 12, 31)),
    "manufacturing-output-growth": ("6", "%", "yoy", YEAR_END),
    "manufacturing-output-2030": ("1800", "亿元", "level", date(2030, 12, 31)),
    "huitian-round2": ("200", "个", "cumulative", YEAR_END),
}
MILESTONES = {
    "tsinghua-nankou-base": "opened",
    "energy-valley-soe-plan": "adopted",
    "xiaomi-future-park": "completed",
    "east-town-mall": "opened",
    "bnu-life-park-school": "started",
    "bnu-high-school": "started",
    "huitian-round3-plan": "adopted",
    "wenyu-park-phase2": "opened",
    "aobei-park-phase3": "opened",
    "fsc-greenway": "completed",
    "axis-greenway": "completed",
    "cycling-race": "held",
    "triathlon": "held",
    "yanshou-trail-race": "held",
}
COMMITMENTS = {
    "energy-valley-three-rates",
    "shahe-transfer-center",
    "medical-device-city",
    "pku3-hospital-changping",
    "yongan-grain-block",
    "yongan-heritage-nodes",
    "cycling-friendly",
}


def test_every_goal_of_the_statement_is_there() -> None:
    targets = {target.id: target for target in load_config(ROOT / "targets.yaml").targets}
    assert set(targets) == {*QUANTITIES, *MILESTONES, *COMMITMENTS}
    for key, (value, unit, basis, due) in QUANTITIES.items():
        goal = targets[key].goal
        assert goal is not None
        assert (goal.value, goal.unit, goal.basis, targets[key].due) == (Decimal(value), unit, basis, due)
    for key, stage in MILESTONES.items():
        assert (targets[key].kind, targets[key].stage, targets[key].due) == ("milestone", stage, YEAR_END)
    assert {key for key, target in targets.items() if target.kind == "commitment"} == COMMITMENTS


def test_each_goal_says_what_a_report_needs() -> None:
    config = load_config(ROOT / "targets.yaml")
    assert config.statements[0].date == date(2025, 1, 17)
    for target in config.targets:
        assert target.title_zh and target.title_en.isascii() and target.theme and target.quote, target.id
        assert "about" not in target.derived
    baseline = next(target.goal for target in config.targets if target.id == "huitian-round2")
    assert baseline is not None and baseline.baseline == Decimal(172)


def test_targets_of_one_measure_share_its_name() -> None:
    measures = {target.id: target.measure for target in load_config(ROOT / "targets.yaml").targets}
    for name in ("health-revenue", "energy-revenue", "manufacturing-output"):
        assert measures[f"{name}-growth"] == measures[f"{name}-2030"] != ""


def test_the_shipped_schema_is_current() -> None:
    path = ROOT / "tracker" / "config" / "targets.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text(), "write schema_text() into targets.schema.json"


def test_the_first_line_names_the_schema() -> None:
    first = (ROOT / "targets.yaml").read_text(encoding="utf-8").splitlines()[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads((ROOT / name).read_text(encoding="utf-8")) == schema()


def test_every_key_is_documented() -> None:
    text = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")
    missing = [key for key in _keys(root_shape()) if f"`{key}`" not in text]
    assert missing == []


def _keys(shape: Shape) -> list[str]:
    below = [key for field in shape.fields for key in [field.key, *_keys(field.shape)]]
    return below + (_keys(shape.item) if shape.item else [])


def test_check_shows_counts_and_what_was_derived(tmp_path: Path) -> None:
    text = (ROOT / "targets.yaml").read_text(encoding="utf-8")
    path = tmp_path / "targets.yaml"
    path.write_text(re.sub(r"\n    about: \[小米.*", "", text), encoding="utf-8")
    shown = check_text(load_config(path))
    assert "9 quantity, 14 milestone, 7 commitment" in shown
    assert "xiaomi-future-park: derived\n  about: [小米未来产业园]\n" in shown


@pytest.mark.parametrize(
    ("title", "ideas"),
    [
        ("某区滨河公园三期年内开放", ["滨河公园", "三期"]),
        ("第三轮治水行动计划累计投用200个项目", ["第三轮", "治水", "行动计划"]),
        ("到2030年生物产业收入超过1800亿元", ["生物", "产业收入|营业收入|收入|营收"]),
        ("新增学位2000个", ["学位"]),
        ("老城更新：文庙、鼓楼、城墙", ["老城", "文庙|鼓楼|城墙"]),
        ("办好某区铁人三项赛", ["某区", "铁人三项赛"]),
        ("加快人民医院某区院区建设", ["人民医院", "某区院区"]),
        ("未来科学城绿道建成", ["未来科学城绿道"]),
        ("某谷未来3至5年新增产业空间约500万平方米", ["某谷", "产业空间"]),
        ("12345热线办结率达到95%", ["12345热线办结率"]),
        ("River park opens", ["River", "park"]),
    ],
)
def test_ideas_of_a_title(title: str, ideas: list[str]) -> None:
    derived = derive_ideas(title, Place(name="某区"))
    assert ["|".join(idea) for idea in derived] == ideas
