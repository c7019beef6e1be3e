"""List pages in many shapes, written for testing: rows of address, title and day in, the markup of their list out."""

from __future__ import annotations

Row = tuple[str, str, str]
ROWS: list[Row] = [
    ("/202508/t20250819_1201.html", "滨江湿地公园二期今起向市民开放", "2025-08-19"),
    ("/202508/t20250812_1187.html", "全区上半年产业收入同比增长8.1%", "2025-08-12"),
    ("/202507/t20250730_1164.html", "通告", "2025-07-30"),
    ("/202507/t20250702_1122.html", "老旧小区改造今年再添十二个项目", "2025-07-02"),
    ("/202506/t20250611_1090.html", "区领导调研防汛工作并看望一线职工", "2025-06-11"),
]
# The same without a day in the address.
BARE = [(f"/article/{4000 + n}.html", title, day) for n, (_, title, day) in enumerate(ROWS)]


def each(row: str, rows: list[Row] = ROWS) -> str:
    """Rows by a pattern: %u address, %r without slash, %t title, %c cut, %d day, %m month and day, %y %M %D parts."""
    made = []
    for url, title, day in rows:
        year, month, date = day.split("-")
        text = row.replace("%u", url).replace("%t", title).replace("%c", title[:8] + ("…" if len(title) > 8 else ""))
        text = text.replace("%d", day).replace("%m", day[5:]).replace("%y", year).replace("%M", month)
        made.append(text.replace("%D", date).replace("%r", url.lstrip("/")))
    return "".join(made)


# name: what stands around the rows | the pattern of a row
_DATED = {
    "list": "<ul class=n>{}</ul>|<li><a href=%u>%t</a><span>%d</span></li>",
    "table": "<table>{}</table>|<tr><td>·<a href=%u>%t</a></td><td>%d</td></tr>",
    "cards": "<div>{}</div>"
    "|<div class=card><a href=%u><img src=/a.jpg></a><h3><a href=%u>%t</a></h3><p>摘要</p><i>%d</i></div>",
    "cut titles": "<ul>{}</ul>|<li><a href=%u title=%t>%c</a><span>%d</span></li>",
    "lines with breaks": "<td>{}</td>|·<a href=%u>%t</a>　%d<br>",
    "electronic paper": "<map><area href='/202508/t20250819_1201.html'></map><ul>{}</ul>|<li><a href=%u>%t</a></li>",
    "column before": "<ul>{}</ul>|<li>[<a href=/bm/>部门</a>]<a href=%u>%t</a><em>%d</em></li>",
    "noscript": "<noscript><ul>{}</ul></noscript>|<li><a href=%u>%t</a>%d</li>",
    "template": "<template><ul>{}</ul></template>|<li><a href=%u>%t</a>%d</li>",
    "text area": "<textarea><ul>{}</ul></textarea>|<li><a href=%u>%t</a>%d</li>",
    "comment": "<!-- <ul>{}</ul> -->|<li><a href=%u>%t</a>%d</li>",
    "script template": "<script type='text/template'><ul>{}</ul></script>|<li><a href=%u>%t</a>%d</li>",
    "document.write": "<script>{}</script>|document.write('<li><a href=\"%u\">%t</a>%d</li>');",
    "escaped strings": '<script>{}</script>|html += "<li><a href=\\"%u\\">%t<\\/a>%d<\\/li>";',
    "array in a script": "<script>var list=[{}]; show(list);</script>|{title:'%t',url:'%u',pubDate:'%d'},",
    "xml island": "<script type='text/xml'><datastore><nextgroup><![CDATA[<a href='/col/2.html'></a>]]></nextgroup>"
    "<recordset>"
    "{}</recordset></datastore></script>"
    "|<record><![CDATA[<li><a href='%u' title='%t'>%t</a><span>%d</span></li>]]></record>",
}
_BARE = {
    "list, day before": "<ul>{}</ul>|<li><span>[%d]</span><a href=%u>%t</a></li>",
    "list, month and day only": "<ul>{}</ul>|<li><a href=%u>%t</a><em>%m</em></li>",
    "list without days": "<ul class=n>{}</ul>|<li><a href=%u>%t</a></li>",
    "table, numbers first": "<table>{}</table>|<tr><td>1</td><td><a href=%u>%t</a></td><td>办公室</td><td>%d</td></tr>",
    "definitions": "<dl>{}</dl>|<dt><a href=%u>%t</a></dt><dd>%d</dd>",
    "cards in one link": "<div>{}</div>|<a class=card href=%u><img src=/a.jpg><h3>%t</h3>"
    "<p>这里是摘要，写了几句话。</p>"
    "<span>%d</span></a>",
    "soup of divs": "<div><div>{}</div></div>"
    "|<div><div><div><a href=%u>%t</a></div></div><div><div>%d</div></div></div>",
    "badges": "<ul>{}</ul>|<li><div class=b><b>%D</b><i>%y-%M</i></div><a href=%u>%t</a></li>",
    "badges of month and day": "<ul>{}</ul>|<li><b>%m</b><a href=%u>%t</a></li>",
    "title on a span": "<ul>{}</ul>|<li><a href=%u><span title=%t>%c</span></a><i>%d</i></li>",
    "headings": "<section>{}</section>"
    "|<article><h2><a href=%u>%t</a></h2><time datetime=%d>%y年%M月%D日</time></article>",
    "onclick": "<ul>{}</ul>|<li onclick=\"location.href='%u'\">%t<i>%d</i></li>",
    "click on an empty link": "<ul>{}</ul>|<li><a href='javascript:;' onclick=\"goDetail('%u')\">%t</a><i>%d</i></li>",
    "data-href": "<div>{}</div>|<div class=row data-href=%u><p>%t</p><span>%d</span></div>",
    "data-url around a link": "<div>{}</div>|<div data-url=%u><a href=%u>%t</a><span>%d</span></div>",
    "pushed in a script": "<script>{}</script>|list.push({'title':'%t','linkurl':'%u','time':'%d'});",
    "arrays side by side": "<script>{}</script>"
    "|urls[i]='%u';headers[i]=\"%t\";year[i]='%y';month[i]='%M';day[i]='%D';i++;",
    "state": "<script>window.__INITIAL_STATE__={nav:[{name:'首页',url:'/'}],load:function(){return 1},"
    "news:{list:[{}]}};"
    '</script>|{"title":"%t","url":"%u","date":"%d"},',
    "next data": "<script id=__NEXT_DATA__ type='application/json'>"
    '{"props":{"pageProps":{"items":[{},{}]}}}</script>|{"headline":"%t","href":"%u","publishTime":"%d"}',
    "forum": "<table>{}</table>|<tr><th><a href=/forum-1.html>[政务]</a> <a href=%u>%t</a></th>"
    "<td><a href=/u/1>某人</a></td>"
    "<td>%d</td></tr>",
}


def _filled(shape: str, rows: list[Row]) -> str:
    frame, _, row = shape.partition("|")
    if frame.count("{},{}"):  # what JSON wants between two items and not behind the last one
        return frame.replace("{},{}", ",".join(each(row, [one]) for one in rows))
    return frame.replace("{}", each(row, rows), 1)


def _halves(frame: str, row: str) -> str:
    return "".join(frame.replace("{}", each(row, rows)) for rows in (BARE[:3], BARE[3:]))


SHAPES: dict[str, str] = {
    **{name: _filled(shape, ROWS) for name, shape in _DATED.items()},
    **{name: _filled(shape, BARE) for name, shape in _BARE.items()},
    "two columns": _halves("<table><tr>{}</tr></table>", "<td><a href=%u>%t</a></td><td>%d</td>"),
    "two columns, day before": _halves("<table><tr>{}</tr></table>", "<td>%d</td><td><a href=%u>%t</a></td>"),
    "sections with more": _halves(
        "<div><h2>栏目<a href=/yw/>更多</a></h2><ul>{}</ul></div>", "<li><a href=%u>%t</a></li>"
    ),
}
