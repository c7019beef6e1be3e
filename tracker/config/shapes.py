"""Nothing comes in; out goes the shape of targets.yaml: every key, what it may hold and what it means.

The reader and the JSON Schema both follow this one table, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import STAGES, STATUSES, TIERS

GOAL_STAGES = tuple(stage for stage in STAGES if stage not in ("delayed", "cancelled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a value may be. `name` chooses the reader and the schema; see values.py and schema.py. most: of a number."""

    name: str
    most: int = 0
    choices: tuple[str, ...] = ()
    item: Shape | None = None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    key: str
    shape: Shape
    doc: str
    required: bool = False


def _field(key: str, shape: Shape, doc: str, required: bool = False) -> Field:
    return Field(key=key, shape=shape, doc=doc, required=required)


def _record(*fields: Field) -> Shape:
    return Shape(name="record", fields=fields)


def _list(item: Shape) -> Shape:
    return Shape(name="list", item=item)


def _choice(*choices: str) -> Shape:
    return Shape(name="choice", choices=choices)


def root_shape() -> Shape:
    """The whole file."""
    text = Shape(name="text")
    return _record(
        _field("version", Shape(name="version"), "Version of this format: 1.", True),
        _field("title", text, "Title of the reports.", True),
        _field("language", _choice("zh", "en"), "Language of the reports; zh unless given."),
        _field("timezone", Shape(name="timezone"), "Where a day begins and ends; Asia/Shanghai unless given."),
        _field("place", _place(), "Whose figures count.", True),
        _field("statement", _record(*_statement()), "Where the goals were stated."),
        _field("statements", _list(_record(*_statement())), "Several statements, which the targets name by their id."),
        _field("sources", _list(_source()), "Where news comes from; may be empty."),
        _field("publishers", _list(_publisher()), "Tiers of hosts met through search feeds or saved files."),
        _field("archive", _record(*_archive()), "Which archived pages `tracker prune` keeps; all unless given."),
        _field("targets", _list(_target()), "The goals.", True),
        _field("site", _site(), "Where the web page of the reports can be read."),
        _field("mail", _mail(), "The server that mail leaves by."),
        _field("digest", _digest(), "When the digest is due, and who gets it."),
        _field("chat", _list(_chat()), "Chats that get the digest as a short text."),
    )


def _archive() -> tuple[Field, ...]:
    return (
        _field("keep", _choice("all", "evidence"), "`evidence` lets other pages go after `days`; all unless given."),
        _field("days", Shape(name="days"), "How many days pages without evidence are kept; 90 unless given."),
        _field("limit", Shape(name="size"), "How large the archive may grow, evidence aside: 500MB, 5GB."),
    )


def _place() -> Shape:
    words = Shape(name="words")
    return _record(
        _field("name", Shape(name="text"), "The place itself.", True),
        _field("aliases", words, "Other names of the place."),
        _field("within", words, "Wider areas: their figures are not ours."),
        _field("beside", words, "Other places: their figures are not ours either."),
    )


def _statement() -> tuple[Field, ...]:
    text = Shape(name="text")
    return (
        _field("id", Shape(name="slug"), "Short name that targets refer to."),
        _field("title", text, "The occasion or document.", True),
        _field("publisher", text, "Who reported it."),
        _field("date", Shape(name="date"), "The day; earlier pages are no follow-up.", True),
        _field("url", Shape(name="url"), "Where it can be read."),
    )


def _source() -> Shape:
    text, address, selector = Shape(name="text"), Shape(name="address"), Shape(name="selector")
    return _record(
        _field("id", Shape(name="slug"), "Short name, in every report of a run.", True),
        _field("name", text, "Name of the publisher as readers know it.", True),
        _field("tier", _choice(*TIERS), "How far its word goes.", True),
        _field("feed", address, "Address of a feed: RSS, Atom or JSON Feed."),
        _field("sitemap", address, "Address of a sitemap."),
        _field("listing", address, "Address of a page that lists articles, or of a list in JSON."),
        _field("search", address, "Address of a search; {query} stands in it or in the form."),
        _field("form", Shape(name="form"), "Fields that are posted; a GET without any."),
        _field("headers", Shape(name="headers"), "Headers sent with the requests for the lists."),
        _field("json", Shape(name="path"), "Path to the items of an answer in JSON: data.list."),
        _field("fields", _fields(), "Names of what an item says of its article."),
        _field("words", Shape(name="count", most=3), "Most words of a query; 2 unless given."),
        _field("pages", Shape(name="count", most=1000), "Most pages of the list walked in one run."),
        _field("delay", Shape(name="delay"), "Pause between two requests: 10s."),
        _field("every", Shape(name="every"), "Time between two visits: 30m, 2h, 1d; 6h unless given."),
        _field("cron", Shape(name="cron"), 'Times of the visits: "0 */2 * * *" (minute hour day month weekday).'),
        _field("link", selector, "CSS selector of the links in a listing."),
        _field("date", selector, "CSS selector of the dates in a listing."),
        _field("next", selector, "CSS selector of the link to the next page of a listing."),
        _field("title", selector, "CSS selector of an article's headline."),
        _field("body", selector, "CSS selector of an article's text."),
        _field("allow_private", Shape(name="flag"), "Allow addresses inside your own network."),
        _field("confirmed", Shape(name="flag"), "Whether the address has been seen to answer."),
    )


def _fields() -> Shape:
    path = Shape(name="path")
    return _record(
        _field("url", Shape(name="text"), "The address, or a pattern of it: https://a.example/{id}.html.", True),
        _field("title", path, "The headline."),
        _field("date", path, "The day of publication."),
        _field("seen", path, "The day on which the service met the article, which is no younger."),
    )


def _publisher() -> Shape:
    return _record(
        _field("host", Shape(name="host"), 'A host, or "*." and a domain for all hosts below it.', True),
        _field("name", Shape(name="text"), "Name of the publisher.", True),
        _field("tier", _choice(*TIERS), "How far its word goes.", True),
    )


def _target() -> Shape:
    text, amount, ideas = Shape(name="text"), Shape(name="amount"), Shape(name="ideas")
    return _record(
        _field("id", Shape(name="slug"), "Short name; never changes.", True),
        _field("title", Shape(name="titles"), "The goal in a few words, or one title a language.", True),
        _field("theme", text, "Heading in the report."),
        _field("owner", text, "Who answers for it."),
        _field("statement", Shape(name="slug"), "Id of the statement, where there are several."),
        _field("measure", text, "What is counted; targets of one measure share its figures."),
        _field("at_least", amount, "The number to reach: 6%, 1800亿元, 200个."),
        _field("at_most", amount, "The number not to exceed."),
        _field("baseline", amount, "The number at the time of the statement."),
        _field("over", Shape(name="span"), "Period that the figure must cover: 2025 or 2025-01-01/2025-06-30."),
        _field("stage", _choice(*GOAL_STAGES), "The stage to reach."),
        _field("due", Shape(name="date"), "Last day on which the goal can be reached in time."),
        _field("about", ideas, "Ideas that must all be met; each a|b or a list of alternatives."),
        _field("not_about", ideas, "Words that rule a passage out."),
        _field("parts", ideas, "Parts that make up the whole; news of one part is not news of the whole."),
        _field("quote", text, "The goal in the words of the statement."),
    )


def _site() -> Shape:
    return _record(_field("url", Shape(name="place"), "Address of the folder; feeds and calendar link to it.", True))


def _mail() -> Shape:
    address = Shape(name="mailbox")
    return _record(
        _field("host", Shape(name="server"), "The mail server.", True),
        _field("port", Shape(name="port"), "Its port: 587 with starttls, 465 with tls, 25 with none, unless given."),
        _field("security", _choice("starttls", "tls", "none"), "starttls unless given; none on this machine only."),
        _field("from", address, "The address that the digest comes from.", True),
        _field("name", Shape(name="text"), "The name beside it; the title of the file unless given."),
        _field("list_id", Shape(name="list_id"), "Name of the list, by which readers sort: digest.example.org."),
        _field("user", Shape(name="text"), "The name to log in with."),
        _field("password_env", Shape(name="env"), "The environment variable that holds the password."),
        _field("password_file", Shape(name="text"), "A file that holds the password, readable by you alone."),
        _field("password", Shape(name="secret"), "Never: a password has no place in this file."),
    )


def _digest() -> Shape:
    address = Shape(name="mailbox")
    return _record(
        _field("weekday", _choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "mon unless given."),
        _field("hour", Shape(name="hour"), "Hour of the day in the file's time zone; 8 unless given."),
        _field("when_quiet", _choice("send", "skip"), "Whether a week without news is told; send unless given."),
        _field("language", _choice("zh", "en"), "Language of the digest; that of the reports unless given."),
        _field("admin", address, "Who gets the digest too, and hears of sources in trouble and of refused mail."),
        _field("recipients", _list(_recipient()), "Who gets it, each in a mail of their own."),
    )


def _recipient() -> Shape:
    return _record(
        _field("to", Shape(name="mailbox"), "The address.", True),
        _field("name", Shape(name="text"), "The name beside it."),
        _field("language", _choice("zh", "en"), "Language of this reader's digest."),
        _field("only", _only(), "What this reader wants to hear of; everything unless given."),
    )


def _only() -> Shape:
    return _record(
        _field("themes", Shape(name="words"), "Targets of these themes."),
        _field("targets", _list(Shape(name="slug")), "Targets with these ids."),
        _field("statuses", _list(_choice(*STATUSES)), "Targets that have, or had, one of these statuses."),
    )


def _chat() -> Shape:
    return _record(
        _field("url_env", Shape(name="env"), "The environment variable that holds the chat's address for Apprise."),
        _field("url_file", Shape(name="text"), "A file that holds it, readable by you alone."),
        _field("url", Shape(name="secret"), "Never: the address of a chat is a secret."),
        _field("language", _choice("zh", "en"), "Language of this chat's text."),
        _field("only", _only(), "What this chat wants to hear of; everything unless given."),
    )
