"""A server that cannot prove its name gives no page: one fault a certificate, each against the same good one."""

from __future__ import annotations

from pathlib import Path

import pytest
from certificates import DAY, Issued, Wanted, authority, issue, served
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from loopback import Reply, running

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy

PAGE = b"<html><body><p>The park at the river opened today, its north gate first, says the district.</p></body></html>"
TRUSTED = authority("trusted")
UNKNOWN = authority("unknown")
NO_AUTHORITY = issue(Wanted(name="leaf", alternatives=("leaf.example",)), TRUSTED)
BAD = {
    "expired": (Wanted(begins=-30 * DAY, ends=-DAY), TRUSTED),
    "not yet valid": (Wanted(begins=DAY), TRUSTED),
    "self-signed": (Wanted(), None),
    "another host": (Wanted(name="other.example", alternatives=("other.example",)), TRUSTED),
    "a wider name": (Wanted(alternatives=("*.news.example", "example", "*.*")), TRUSTED),
    "unknown authority": (Wanted(), UNKNOWN),
    "a common name only": (Wanted(alternatives=()), TRUSTED),
    "for clients": (Wanted(usage=ExtendedKeyUsageOID.CLIENT_AUTH), TRUSTED),
    "signed by what is no authority": (Wanted(), NO_AUTHORITY),
    "a weak key": (Wanted(key=rsa.generate_private_key(65537, 1024)), TRUSTED),
}
# Told by OpenSSL: the page is missing for this fault and no other.
REASONS = {
    "expired": "has expired",
    "not yet valid": "not yet valid",
    "self-signed": "self-signed",
    "another host": "Hostname mismatch",
    "a wider name": "Hostname mismatch",
    "unknown authority": "unable to get local issuer",
    "a common name only": "Hostname mismatch",
    "for clients": "unsuitable certificate purpose",
    "signed by what is no authority": "invalid CA certificate",
    "a weak key": "EE certificate key too weak",
}


def outcome(policy: Policy, address: str = "https://news.example/a") -> str:
    try:
        answer = Fetcher().fetch(address, policy)
    except FetchError as error:
        return error.code
    assert isinstance(answer, Fetched)
    return answer.page.body.decode()


@pytest.fixture
def ca_file(tmp_path: Path) -> str:
    (tmp_path / "ca.pem").write_bytes(TRUSTED.pem())
    return str(tmp_path / "ca.pem")


@pytest.mark.parametrize("fault", BAD)
def test_bad_certificates_give_no_page(fault: str, tmp_path: Path, ca_file: str) -> None:
    wanted, issuer = BAD[fault]
    chain: tuple[Issued, ...] = (NO_AUTHORITY,) if issuer is NO_AUTHORITY else ()
    context = served(issue(wanted, issuer), tmp_path, chain)
    with running({"/a": Reply(body=PAGE)}, tls=context) as site:
        assert outcome(site.policy(ca_file=ca_file)) == "unreachable"
        with pytest.raises(FetchError) as caught:
            Fetcher().fetch("https://news.example/a", site.policy(ca_file=ca_file, robots=False))
        assert REASONS[fault] in str(caught.value.__cause__)
        assert site.asked == []


def test_a_good_certificate_gives_the_page(tmp_path: Path, ca_file: str) -> None:
    context = served(issue(Wanted(), TRUSTED), tmp_path)
    with running({"/a": Reply(body=PAGE)}, tls=context) as site:
        assert outcome(site.policy(ca_file=ca_file)) == PAGE.decode()
        assert outcome(site.policy("other.example", ca_file=ca_file), "https://other.example/a") == "unreachable"


def test_only_the_known_authorities_are_trusted_whatever_the_environment_says(
    tmp_path: Path, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, ca_file)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONHTTPSVERIFY", "0")
    with running({"/a": Reply(body=PAGE)}, tls=served(issue(Wanted(), TRUSTED), tmp_path)) as site:
        assert outcome(site.policy()) == "unreachable"
        assert site.asked == []


def test_a_bad_certificate_behind_a_redirect_gives_no_page(tmp_path: Path, ca_file: str) -> None:
    away = Reply(status=302, headers={"Location": "https://other.example/a"})
    with (
        running({"/a": Reply(body=PAGE)}, tls=served(issue(Wanted(), TRUSTED), tmp_path)) as bad,
        running({"/": away}, tls=served(issue(Wanted(), TRUSTED), tmp_path)) as good,
    ):
        places = {"news.example": ("127.0.0.1", good.port), "other.example": ("127.0.0.1", bad.port)}
        policy = good.policy(ca_file=ca_file, connect_to=places, robots=False)
        assert outcome(policy, "https://news.example/") == "unreachable"
        assert (len(good.asked), bad.asked) == (1, [])


def test_plain_http_where_tls_is_expected_gives_no_page() -> None:
    with running({"/a": Reply(body=PAGE)}) as site:
        assert outcome(site.policy()) == "unreachable"
