"""Documents come in; the folder says what they say, what is not ours stays, and nothing is written twice."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.folder import LIST, Rules, fill
from tracker.render.standing import Document

ALL = Rules(keeps=("weekly/",))


def made(**texts: str) -> list[Document]:
    return [Document(path=name.replace("__", "/") + ".md", text=text) for name, text in texts.items()]


def files_in(place: Path) -> dict[str, str]:
    return {str(path.relative_to(place)): path.read_text("utf-8") for path in place.rglob("*") if path.is_file()}


def test_what_is_said_is_written_and_the_same_again_touches_nothing(tmp_path: Path) -> None:
    done = fill(tmp_path, made(README="总", targets__a="甲"))
    assert (done.written, done.theirs) == (2, ())
    stamps = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*") if path.is_file()}
    assert fill(tmp_path, made(README="总", targets__a="甲")).written == 0
    assert stamps == {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in stamps}
    assert fill(tmp_path, made(README="新", targets__a="甲")).written == 1
    assert set(files_in(tmp_path)) == {"README.md", "targets/a.md", LIST}


def test_what_is_no_longer_said_goes_but_not_past_weeks(tmp_path: Path) -> None:
    fill(tmp_path, made(README="总", targets__a="甲", weekly__w1="一"), ALL)
    done = fill(tmp_path, made(README="总", weekly__w2="二"), ALL)
    assert done.removed == 1 and not (tmp_path / "targets").exists()
    assert set(files_in(tmp_path)) == {"README.md", "weekly/w1.md", "weekly/w2.md", LIST}
    done = fill(tmp_path, made(digest="信"), Rules(whole=False))
    assert done.removed == 0 and "README.md" in files_in(tmp_path)


@pytest.mark.parametrize("way", ["../letter.txt", "weekly/../../letter.txt", "{absolute}"])
def test_a_list_from_elsewhere_names_nothing_outside_the_folder(tmp_path: Path, way: str) -> None:
    letter, place = tmp_path / "letter.txt", tmp_path / "reports"
    letter.write_text("mine", "utf-8")
    fill(place, made(README="总"))
    digest = hashlib.sha256(b"mine").hexdigest()
    with (place / LIST).open("a", encoding="utf-8") as listed:
        listed.write(f"{digest}  {way.format(absolute=letter)}\n")
    assert fill(place, made(README="新")).removed == 0
    assert letter.read_text("utf-8") == "mine"


def test_a_file_of_the_readers_own_is_left_and_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("我的笔记", encoding="utf-8")
    (tmp_path / "notes.md").write_text("笔记", encoding="utf-8")
    done = fill(tmp_path, made(README="总", targets__a="甲"))
    assert done.theirs == ("README.md",)
    assert files_in(tmp_path)["README.md"] == "我的笔记" and files_in(tmp_path)["targets/a.md"] == "甲"
    assert fill(tmp_path, made(README="总", targets__a="甲"), Rules(force=True)).theirs == ()
    assert files_in(tmp_path)["README.md"] == "总" and files_in(tmp_path)["notes.md"] == "笔记"


def test_a_report_that_was_edited_is_left_until_it_is_put_back(tmp_path: Path) -> None:
    fill(tmp_path, made(README="总", targets__a="甲", targets__b="乙"))
    for name in ("a", "b"):
        (tmp_path / "targets" / f"{name}.md").write_text("改过", encoding="utf-8")
    done = fill(tmp_path, made(README="总", targets__a="甲二"))
    assert done.theirs == ("targets/a.md", "targets/b.md")
    assert files_in(tmp_path)["targets/b.md"] == "改过"
    (tmp_path / "targets" / "a.md").unlink()
    assert fill(tmp_path, made(README="总", targets__a="甲二")).theirs == ()
    assert files_in(tmp_path)["targets/a.md"] == "甲二"


def test_a_report_from_before_there_was_a_list_is_ours(tmp_path: Path) -> None:
    footer = "网页指纹（SHA-256 前12位）。没有消息不等于没有进展。\n"
    for name, text in (("README.md", f"# 旧\n\n{footer}"), ("digest.md", "旧"), ("digest.txt", "旧")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = fill(tmp_path, [*made(README="新"), Document(path="digest.txt", text="新")])
    assert done.theirs == () and files_in(tmp_path)["digest.md"] == "旧"


def test_what_a_killed_writer_had_begun_is_finished(tmp_path: Path) -> None:
    """It dies with half of the files replaced: none of them is taken for a reader's own."""
    fill(tmp_path, made(README="总一", **{f"targets__{name}": "一" for name in "abc"}))
    child = os.fork()
    if child == 0:
        replaced = 0
        whole = Path.replace

        def dying(path: Path, target: Path) -> Path:
            nonlocal replaced
            replaced += 1
            return os._exit(9) if replaced == 4 else whole(path, target)

        Path.replace = dying  # type: ignore[method-assign,assignment]
        fill(tmp_path, made(README="总二", **{f"targets__{name}": "二" for name in "abc"}))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert {files_in(tmp_path)[f"targets/{name}.md"] for name in "abc"} == {"一", "二"}
    assert files_in(tmp_path)["README.md"] == "总一", "the overview comes last"
    done = fill(tmp_path, made(README="总三", targets__a="三"))
    assert (done.theirs, done.removed) == ((), 2)
    assert set(files_in(tmp_path)) == {"README.md", "targets/a.md", LIST}


def test_two_at_once_wait_for_each_other(tmp_path: Path) -> None:
    texts = [made(**{f"targets__t{number}": str(turn) for number in range(60)}) for turn in range(6)]
    threads = [threading.Thread(target=fill, args=(tmp_path, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = files_in(tmp_path)
    assert len({text for name, text in found.items() if name != LIST}) == 1
    assert fill(tmp_path, texts[0]).theirs == ()


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        fill(tmp_path / "file", made(README="总"))
    fill(tmp_path / "out", [])
    (tmp_path / "out" / "targets").write_text("一个文件", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        fill(tmp_path / "out", made(README="总", targets__a="甲"))
    assert (tmp_path / "out" / "targets").read_text("utf-8") == "一个文件"
