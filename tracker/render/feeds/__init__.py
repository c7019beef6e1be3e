"""Dossiers and an overview come in; feeds, calendar, status file and badges of the web site go out as documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.model import Config
from tracker.render.feeds.atom import atom
from tracker.render.feeds.badges import badge
from tracker.render.feeds.calendar import calendar
from tracker.render.feeds.naming import BADGE, CALENDAR, FEED, SCHEMA, STATUS, badge_of, feed_of_target, feed_of_theme
from tracker.render.feeds.status import status_json, status_schema
from tracker.render.feeds.turned import newest_turns
from tracker.render.phrases import phrases
from tracker.render.standing import Document, Dossier, Overview, Standing
from tracker.render.words import shown_status, status_name, theme_name, title_of, value_of_goal

FOLDER = "site/"


def of_target(config: Config, day: date, dossier: Dossier) -> Iterator[Document]:
    """The feed and the badge of one target."""
    standing, language = dossier.standing, config.language
    title = title_of(standing.target, language)
    path = feed_of_target(standing.target.id)
    yield _document(
        path, atom(config, path, _of(config, title), newest_turns(config, [standing]), sample=dossier.sample)
    )
    status = shown_status(standing.now)
    yield _document(badge_of(standing.target.id), badge(title, _message(standing, language), status))


def of_all(overview: Overview) -> Iterator[Document]:
    """The feeds of all targets and of each theme, the calendar, the status file with its schema, and one badge."""
    config, standings = overview.config, overview.standings
    title = phrases(config.language).labels["feed"].format(title=config.title)
    yield _document(FEED, atom(config, FEED, title, newest_turns(config, standings), sample=overview.sample))
    for theme in dict.fromkeys(one.target.theme for one in standings if one.target.theme):
        path, told = feed_of_theme(theme), newest_turns(config, (one for one in standings if one.target.theme == theme))
        yield _document(
            path, atom(config, path, _of(config, theme_name(theme, config.language)), told, sample=overview.sample)
        )
    yield _document(CALENDAR, calendar(config, standings))
    yield _document(STATUS, status_json(overview))
    yield _document(SCHEMA, status_schema())
    yield _document(BADGE, _badge_of_all(overview))


def _of(config: Config, name: str) -> str:
    return phrases(config.language).labels["feed_of"].format(title=config.title, of=name)


def _message(standing: Standing, language: str) -> str:
    """The status, and the value against the goal where one is known."""
    target, one = standing.target, standing.now
    name = status_name(one, language)
    return name if one.value is None else f"{name} {value_of_goal(target, one, language)}"


def _badge_of_all(overview: Overview) -> str:
    labels = phrases(overview.config.language).labels
    done = sum(one.now.status == "achieved" for one in overview.standings)
    message = labels["reached_of"].format(done=done, total=len(overview.standings))
    return badge(overview.config.title, message, "achieved" if done else "no_news")


def _document(path: str, text: str) -> Document:
    return Document(path=FOLDER + path, text=text)
