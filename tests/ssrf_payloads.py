"""Addresses that lead inwards, in every notation that some library, system or network understands."""

from __future__ import annotations

from ipaddress import IPv4Address

INNER = (
    *("127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "169.254.169.254"),
    *("100.64.0.1", "0.0.0.0", "192.0.0.192", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.88.99.1", "100.100.100.200"),
)
INNER_V6 = (
    *(
        "::1",
        "::",
        "0:0:0:0:0:0:0:1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "feff::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
    ),
    *("ff0e::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "3fff::1", "5f00::1", "::ffff:0:0", "4000::1"),
)
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")


def notations(dotted: str) -> list[str]:
    """One IPv4 address as hosts that may come out as it."""
    number = int(IPv4Address(dotted))
    a, b, c, d = (int(part) for part in dotted.split("."))
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    return [
        *(dotted, f"{dotted}.", str(number), f"0x{number:x}", f"0x{number:08X}", f"0{number:o}", f"000{number:o}"),
        *(f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}", f"0x{a:x}.{b}.{c}.0{d:o}"),
        *(".".join(hex(part) for part in (a, b, c, d)), ".".join(f"0{part:o}" for part in (a, b, c, d))),
        *(".".join(f"{part:03d}" for part in (a, b, c, d)), dotted.translate(FULL_WIDTH), dotted.replace(".", "。")),
        *(dotted.translate(CIRCLED), dotted.replace(".", "%2e"), f"{number + 2**32}", dotted.replace(".", "｡")),
        *(f"[::ffff:{dotted}]", f"[::ffff:{high}:{low}]", f"[0:0:0:0:0:FFFF:{high}:{low}]", f"[::{dotted}]"),
        *(f"[2002:{high}:{low}::]", f"[64:ff9b::{dotted}]", f"[64:ff9b:1::{dotted}]", f"[::ffff:0:{dotted}]"),
        *(f"[2001:0:{high}:{low}:0:0:0:1]", f"[2001:0:1:2:3:4:{0xFFFF ^ number >> 16:x}:{0xFFFF ^ number & 0xFFFF:x}]"),
        *(f"[2606:2800::5efe:{dotted}]", f"[2606:2800::200:5efe:{high}:{low}]", f"[fe80::5efe:{dotted}]"),
    ]


def _tricks() -> list[str]:
    """Whole addresses on which parsers disagree, or that ask for what is no web page."""
    return [
        *(
            "http://news.example@127.0.0.1/",
            "http://127.0.0.1@news.example/",
            "http://me:pw@127.0.0.1/",
            "http://@::1/",
        ),
        *("http://news.example\\@127.0.0.1/", "http://127.0.0.1\\.news.example/", "http://127.0.0.1\\news.example/"),
        *(
            "http://news.example#@127.0.0.1:6379/",
            "http://127.0.0.1:6379#@news.example/",
            "http://127.0.0.1?@news.example/",
        ),
        *(
            "http://127.0.0.1 .news.example/",
            "http://127.0.0.1\t/",
            "http://127.0.0.1\r\nHost: x/",
            "http://\n127.0.0.1/",
        ),
        *("http://127.0.0.1%00.news.example/", "http://127.0.0.1\x00.news.example/", "http://127.0.0.1%0d%0a/"),
        *(
            "http://localhost/",
            "http://LOCALHOST/",
            "http://localhost./",
            "http://ｌｏｃａｌｈｏｓｔ/",
            "http://localhost../",
        ),
        *("http://ⓛocalhost/", "http://local\u00adhost/", "http://local\u200bhost/", "http://localhost\u3002/"),
        *(
            "http://[fe80::1%25lo]/",
            "http://[fe80::1%lo]/",
            "http://[::1%25]/",
            "http://[::1",
            "http://::1/",
            "http://[]/",
        ),
        *("http://[v1.fe80::1]/", "http://[127.0.0.1]/", "http://[::1]:80:80/", "http://[::1]@news.example/"),
        *("http:///127.0.0.1/", "http:/127.0.0.1/", "http:127.0.0.1/", "//127.0.0.1/", "http:\\\\127.0.0.1/"),
        *("http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:８０/", "http://127.0.0.1:-80/"),
        *("http://127.0.0.1:22/", "http://news.example:22/", "http://news.example:6379/", "http://news.example:0/"),
        *(
            "http://127.0.0.1:443/",
            "https://127.0.0.1:80/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
        ),
        *(
            "ftp://127.0.0.1/",
            "gopher://127.0.0.1/_x",
            "file:///etc/passwd",
            "dict://127.0.0.1:11211/",
            "ws://127.0.0.1/",
        ),
        *("http+unix://%2Fvar%2Frun%2Fx/", "jar:http://127.0.0.1!/", "data:text/html,x", "javascript:1", "http://"),
        *(
            "http://127.0.0.1．news.example/",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://0/",
            "http://0x0/",
        ),
        *("http://127.1/", "http://127.0.1/", "http://0177.1/", "http://0x7f.1/", "http://017700000001/", "http://00/"),
        *(
            "http://..127.0.0.1/",
            "http://127..1/",
            "http://" + "a" * 64 + ".example/",
            "http://" + "a." * 130 + "example/",
        ),
    ]


TRICKS = _tricks()
ADDRESSES = [
    *(f"http://{host}/" for dotted in INNER for host in notations(dotted)),
    *(f"http://[{address}]/" for address in INNER_V6),
    *TRICKS,
]
# What a name may be said to be at: whole answers that hold one address too many.
LOOKUPS = [*INNER, *INNER_V6, *(f"::ffff:{dotted}" for dotted in INNER), "fe80::1%lo", "2606:2800::5efe:127.0.0.1"]
