"""A corpus folder of saved pages in, the sample site of `tracker demo` out.

Usage: python scripts/pack_sample_site.py CORPUS tracker/demo/site

The sample is served over plain HTTP, so addresses within the pages are rewritten from https to http. That is done on
the bytes: the two words are ASCII, and no multi-byte encoding of the pages has `:` or `/` as part of a character. The
unreliable host has no list of its own in the corpus; it gets a front page here, so that the demo meets its pages and
refuses them.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_HTTPS = re.compile(rb"https:(\\?/\\?/(?:[\w-]+\.)+example\b)")
_FRONT_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>热讯汇</title></head><body><h1>热讯汇</h1>'
    '<ul class="list">{rows}</ul><p>热讯汇（测试用虚构站点）</p></body></html>'
)


def plain(text: bytes) -> bytes:
    return _HTTPS.sub(rb"http:\1", text)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def front_page(corpus: Path, host: str) -> bytes:
    """A list of the host's pages under the headlines they claim."""
    rows = [
        f'<li><a href="{one["url"]}">{one["title"]}</a></li>'
        for one in lines(corpus / "gold.jsonl")
        if f"//{host}/" in one["url"]
    ]
    return _FRONT_PAGE.format(rows="".join(rows)).encode()


def pack(corpus: Path, site: Path) -> int:
    """Write the site anew; the number of pages in it."""
    shutil.rmtree(site, ignore_errors=True)
    (site / "pages").mkdir(parents=True)
    hosts = json.loads(plain((corpus / "site.json").read_bytes()))
    names = {urlsplit(one["url"]).hostname: one["publisher"] for one in lines(corpus / "gold.jsonl")}
    index = []
    for one in lines(corpus / "pages.jsonl"):
        (site / one["file"]).write_bytes(plain((corpus / one["file"]).read_bytes()))
        url = plain(one["url"].encode()).decode()
        index.append({"file": one["file"], "url": url, "content_type": one["content_type"], "kind": one["kind"]})
    for host in hosts:
        host["name"] = names[host["host"]]
        if not any((host["list_urls"], host["feed_url"], host["sitemap_url"])):
            name, url = f"pages/front-{host['host']}.html", f"http://{host['host']}/"
            (site / name).write_bytes(front_page(corpus, host["host"]))
            index.append({"file": name, "url": url, "content_type": "text/html; charset=utf-8", "kind": "list"})
            host["list_urls"] = [url]
    rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in index)
    (site / "pages.jsonl").write_text("".join(rows), encoding="utf-8")
    (site / "site.json").write_text(json.dumps(hosts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(index)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(pack(Path(sys.argv[1]), Path(sys.argv[2])), "pages")
