"""No address, redirect, robots.txt, name or environment leads to a machine that is not public: counted at a canary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from internet import PUBLIC, PUBLIC_V6, Internet, internet
from loopback import Reply, Site, running
from ssrf_payloads import ADDRESSES, LOOKUPS

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy
from tracker.model import Request

PAGE = b"<html><body><p>The park at the river opened today, its north gate first, says the district.</p></body></html>"
POLICY = Policy(delay_s=0.0, patience_s=0.0, timeout_s=5.0, max_failures=10**9)
HOME = [[PUBLIC]]
NAMES = {
    **dict.fromkeys(("news.example", "other.example", "xn--efvy88h.example", "robots.example"), HOME),
    "six.example": [[PUBLIC_V6]],
    "both.example": [[PUBLIC, PUBLIC_V6]],
    **{f"mixed{number}.example": [[PUBLIC, inner]] for number, inner in enumerate(LOOKUPS)},
    **{f"inner{number}.example": [[inner]] for number, inner in enumerate(LOOKUPS)},
    **{f"flips{number}.example": [[PUBLIC], [inner]] for number, inner in enumerate(LOOKUPS)},
}
PLAIN = Reply(body=PAGE)


def sent_to(address: str) -> Reply:
    return Reply(status=302, headers={"Location": address.encode().decode("latin-1")})


def harmless(address: str) -> str:
    """As it can stand in a header: line breaks would end it."""
    return address.replace("\r", "%0d").replace("\n", "%0a").replace("\x00", "%00")


ANSWERS = {
    "/": PLAIN,
    "/a": PLAIN,
    "/a?b=@127.0.0.1": PLAIN,
    "news.example/away": sent_to("http://other.example/a"),
    "robots.example/robots.txt": sent_to("http://other.example/rules"),
    "other.example/rules": Reply(body=b"User-agent: *\nDisallow: /secret\n", content_type="text/plain"),
    **{f"/to/{number}": sent_to(harmless(address)) for number, address in enumerate(ADDRESSES)},
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running(ANSWERS) as started:
        yield started


@pytest.fixture
def world(site: Site) -> Iterator[Internet]:
    with internet(site.port, NAMES) as started:
        yield started


def reached(asked: str | Request, world: Internet, policy: Policy = POLICY, fetcher: Fetcher | None = None) -> str:
    """The body that came home, or the code of the refusal."""
    try:
        answer = (fetcher or Fetcher(network=world.network())).fetch(asked, policy)
    except FetchError as error:
        return error.code
    assert isinstance(answer, Fetched)
    return answer.page.body.decode()


def test_there_are_enough_payloads() -> None:
    assert len(set(ADDRESSES)) >= 300


@pytest.mark.parametrize(
    "address",
    [
        *("http://news.example/", "http://NEWS.example.:80/", "http://新闻.example/", "http://新闻。example/a"),
        *("http://six.example/", "http://both.example/", f"http://{PUBLIC}/", f"http://[{PUBLIC_V6}]/"),
        *("http://news.example/away", "http://robots.example/"),
        "http://news.example/a/../a?b=@127.0.0.1#c",
    ],
)
def test_every_legitimate_address_is_fetched(address: str, world: Internet) -> None:
    """The controls: what is refused below is refused for what it is, and not because nothing can be fetched."""
    assert reached(address, world) == PAGE.decode()
    assert world.caught == 0


def test_the_canary_sees_what_comes(world: Internet) -> None:
    private = Policy(delay_s=0.0, allow_private=True, robots=False, timeout_s=5.0)
    assert reached("http://127.0.0.1/", world, private) == "canary"
    assert reached("http://10.1.2.3/", world, private) == "canary"
    assert world.caught == 2


def test_no_address_leads_inwards(world: Internet) -> None:
    ends = {address: reached(address, world) for address in ADDRESSES}
    assert world.caught == 0
    assert {address: end for address, end in ends.items() if end != "unsafe_address"} == {
        "http://news.example#@127.0.0.1:6379/": PAGE.decode(),  # what looks like a user is a fragment
        "http://127.0.0.1．news.example/": "unreachable",  # a name, and an unknown one
    }


def test_no_redirect_leads_inwards(world: Internet) -> None:
    fetcher = Fetcher(network=world.network())
    policy = Policy(delay_s=0.0, robots=False, timeout_s=5.0)
    for number in range(len(ADDRESSES)):
        reached(f"http://news.example/to/{number}", world, policy, fetcher)
    assert world.caught == 0


def test_no_robots_txt_leads_inwards(site: Site) -> None:
    """Each payload is where one host's robots.txt has moved to."""
    names = {**NAMES, **{f"r{number}.example": HOME for number in range(len(ADDRESSES))}}
    moved = {f"r{n}.example/robots.txt": sent_to(harmless(address)) for n, address in enumerate(ADDRESSES)}
    with running({**ANSWERS, **moved}) as moving, internet(moving.port, names) as world:
        fetcher = Fetcher(network=world.network())
        ends = [reached(f"http://r{number}.example/", world, POLICY, fetcher) for number in range(len(ADDRESSES))]
    assert world.caught == 0
    assert "canary" not in ends


def test_no_form_is_posted_inwards(world: Internet) -> None:
    for address in ADDRESSES[:60]:
        reached(Request(url=address, form=(("q", "公园"),)), world)
    assert world.caught == 0


@pytest.mark.parametrize("kind", ["inner", "mixed"])
def test_no_name_leads_inwards(kind: str, world: Internet) -> None:
    """A name at an inner address is refused, also when a public one is named before it."""
    ends = {reached(f"http://{kind}{number}.example/", world) for number in range(len(LOOKUPS))}
    assert ends == {"unsafe_address"}
    assert world.caught == 0


def test_the_connection_goes_to_the_address_that_was_checked(world: Internet) -> None:
    """The second lookup of these names points inwards: each request makes one, and uses it."""
    policy = Policy(delay_s=0.0, robots=False, timeout_s=5.0)
    for number in range(len(LOOKUPS)):
        name = f"flips{number}.example"
        assert reached(f"http://{name}/", world, policy) == PAGE.decode()
        assert world.lookups[name] == 1
        assert reached(f"http://{name}/", world, policy) == "unsafe_address"
    assert world.caught == 0


def test_names_that_flip_between_robots_txt_and_page(world: Internet) -> None:
    assert {reached(f"http://flips{number}.example/", world) for number in range(len(LOOKUPS))} == {"unsafe_address"}
    assert world.caught == 0


@pytest.mark.parametrize("no_proxy", ["", "*", "other.example"])
def test_nothing_of_the_environment_is_used(
    no_proxy: str, world: Internet, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proxy = f"http://127.0.0.1:{world.canary[1]}"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "SOCKS_PROXY"):
        monkeypatch.setenv(name, proxy)
        monkeypatch.setenv(name.lower(), proxy)
    monkeypatch.setenv("NO_PROXY", no_proxy)
    secrets = tmp_path / ".netrc"
    secrets.write_text("machine news.example login me password secret\ndefault login me password secret\n")
    secrets.chmod(0o600)
    monkeypatch.setenv("NETRC", str(secrets))
    monkeypatch.setenv("HOME", str(tmp_path))
    before = len(site.asked)
    assert reached("http://news.example/", world) == PAGE.decode()
    assert reached("http://127.0.0.1/", world) == "unsafe_address"
    assert reached("https://127.0.0.1/", world) == "unsafe_address"
    assert world.caught == 0
    assert all("authorization" not in sent and "proxy-connection" not in sent for _, _, _, sent in site.asked[before:])


def test_open_ports_open_one_host_only(world: Internet) -> None:
    opened = Policy(delay_s=0.0, open_ports=frozenset({("新闻.Example.", 8080)}), timeout_s=5.0)
    assert reached("http://新闻.example:8080/", world, opened) == PAGE.decode()
    assert reached("http://XN--EFVY88H.example.:8080/", world, opened) == PAGE.decode()
    for address in ("http://news.example:8080/", "http://新闻.example:8081/", "http://127.0.0.1:8080/"):
        assert reached(address, world, opened) == "unsafe_address"
    assert world.caught == 0
