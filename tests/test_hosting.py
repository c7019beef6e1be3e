"""A folder and requests of every kind come in; its files go out and nothing else, however slowly one asks."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from many_targets import targets_text

from tracker.errors import ConfigError
from tracker.hosting import MAX_CONNECTIONS, found, host_and_port, hosting

WHOLE_S = 1.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "targets").mkdir(parents=True)
    (site / "index.html").write_text("<p>概况", encoding="utf-8")
    (site / "tracker.css").write_text("p{}")
    (site / "targets" / "a b.html").write_text("a")
    (site / ".hidden.html").write_text("no")
    (site / "notes.txt").write_text("no")
    (tmp_path / "secret.html").write_text("no")
    (site / "way-out.html").symlink_to(tmp_path / "secret.html")
    return site


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    with hosting(folder, ("127.0.0.1", 0), WHOLE_S) as at:
        yield at


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer, answer.read()


def test_a_page_comes_with_its_type_and_what_keeps_it_safe(port: int) -> None:
    answer, body = ask(port, "/")
    assert (answer.status, body.decode()) == (200, "<p>概况")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Python" not in answer.headers["Server"]
    assert ask(port, "/tracker.css?v=1")[0].headers["Content-Type"] == "text/css; charset=utf-8"
    assert ask(port, "/targets/a%20b.html")[1] == b"a"


def test_what_is_known_is_not_sent_again(port: int, folder: Path) -> None:
    first = ask(port, "/index.html")[0]
    mark, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": f'"x", W/{mark}'}, {"If_None_Match": "*"}, {"If_Modified_Since": changed}):
        answer, body = ask(port, "/index.html", **headers)
        assert (answer.status, body) == (304, b"")
        assert answer.headers["ETag"] == mark
    assert ask(port, "/index.html", If_None_Match='"x"', If_Modified_Since=changed)[0].status == 200
    (folder / "index.html").write_text("new")
    assert ask(port, "/index.html", If_None_Match=mark)[1] == b"new"


def test_head_has_the_length_and_no_body(port: int) -> None:
    answer, body = ask(port, "/tracker.css", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "3", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"])
def test_nothing_but_reading(port: int, method: str) -> None:
    assert ask(port, "/index.html", method)[0].status == 501


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.html", "/%2e%2e/secret.html", "/targets/../../secret.html", "/..%2fsecret.html", "/way-out.html"),
        *(
            "/targets/..%5c..%5csecret.html",
            "//secret.html",
            "/%00",
            "/index.html%00.css",
            "/.hidden.html",
            "/notes.txt",
        ),
        *(
            "/targets",
            "/targets/",
            "/missing.html",
            "/%ff.html",
            "/C:/x.html",
            "/./index.html",
            "/index.html/",
            "*",
            "/%",
        ),
        *("http://a.example/../secret.html", "/" + "a" * 5000 + ".html", "/a/" * 500),
    ],
)
def test_no_way_out_and_no_listing(port: int, folder: Path, path: str) -> None:
    assert found(folder, path) is None
    answer, body = ask(port, path)
    assert (answer.status, body) == (404, b"not found\n")


def test_a_slow_peer_is_left_and_others_are_answered(port: int) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        answered = 0
        slow.settimeout(0.1)
        while time.monotonic() - began < 3 * WHOLE_S:
            try:
                slow.sendall(b"X: y\r\n")
                if slow.recv(100) == b"":
                    break
            except TimeoutError:
                answered += ask(port, "/")[0].status == 200
            except OSError:
                break
        assert time.monotonic() - began < 3 * WHOLE_S
        assert answered > 3


def test_too_many_at_once_are_closed_and_later_ones_are_heard(port: int) -> None:
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(MAX_CONNECTIONS)]
    time.sleep(0.2)
    with pytest.raises(OSError):
        ask(port, "/")
    for one in held:
        one.close()
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            assert ask(port, "/")[0].status == 200
            break
        except OSError:
            time.sleep(0.05)
    else:
        pytest.fail("the server hears nobody any more")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("8000", ("127.0.0.1", 8000)),
        (":0", ("127.0.0.1", 0)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("[::1]:8080", ("::1", 8080)),
        ("site.example:8000", ("site.example", 8000)),
    ],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert host_and_port(text) == address


@pytest.mark.parametrize("text", ["", "localhost", "127.0.0.1:", "a:b", "127.0.0.1:70000", "127.0.0.1:-1", "::１"])
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(ConfigError, match="write it like"):
        host_and_port(text)


def test_an_address_that_is_taken_is_told(port: int, folder: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be served there"), hosting(folder, ("127.0.0.1", port)):
        pass


def test_a_folder_that_comes_later_is_served_then(tmp_path: Path) -> None:
    with hosting(tmp_path / "later", ("127.0.0.1", 0)) as port:
        assert ask(port, "/")[0].status == 404
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "index.html").write_text("x")
        assert ask(port, "/")[1] == b"x"


def daemon(folder: Path, *words: str) -> subprocess.Popen[str]:
    text = re.sub(r"^sources:\n(  - .*\n)+", "sources: []\n", targets_text(5), flags=re.MULTILINE)
    (folder / "targets.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "serve", *words]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def test_the_daemon_serves_the_page_until_it_is_ended(tmp_path: Path) -> None:
    (tmp_path / "reports" / "site").mkdir(parents=True)
    (tmp_path / "reports" / "site" / "index.html").write_text("x")
    with daemon(tmp_path, "--site", ":0") as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        told = next(line for line in lines if "the web page is at http://127.0.0.1:" in line)
        port = int(re.findall(r":(\d+)/", told)[0])
        assert ask(port, "/index.html")[0].status == 200
        assert next(line for line in lines if "serving 0 sources" in line)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with pytest.raises(OSError):
        ask(port, "/")


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--once", "--site"), "leave out one of them"), (("--site", "nowhere"), "write it like 127.0.0.1:8000")],
)
def test_wrong_usage_is_one_line(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    with daemon(tmp_path, *words) as process:
        message = process.communicate(timeout=20)[1]
    assert process.returncode == 2
    assert message.count("\n") == 1 and told in message
