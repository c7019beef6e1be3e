"""Nothing comes in; the English words of the reports go out."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.render.english_reports import REPORTS
from tracker.render.english_site import SITE_EN
from tracker.render.phrases import Phrases

_TOLD = "[{published}: ]"


_STATUSES: Mapping[str, str] = {
    "achieved": "achieved",
    "ahead": "ahead",
    "on_track": "on track",
    "behind": "behind",
    "in_progress": "in progress",
    "awaiting_result": "awaiting result",
    "overdue": "overdue, no result seen",
    "missed": "missed",
    "cancelled": "cancelled",
    "no_news": "no news",
    "unobserved": "not observed",
}

_STAGES: Mapping[str, str] = {
    "announced": "announced",
    "started": "started",
    "ongoing": "under way",
    "topped_out": "topped out",
    "completed": "completed",
    "opened": "opened",
    "adopted": "adopted",
    "held": "held",
    "delayed": "delayed",
    "cancelled": "cancelled",
}

_FLAGS: Mapping[str, str] = {
    "contradicted": "sources disagree",
    "announced_date_passed": "the announced date has passed without a result",
    "planned_only": "plans only, no deeds",
    "stale": "nothing new for half a year",
    "single_source": "one source only",
}

_THEMES: Mapping[str, str] = {
    "innovation": "Science and innovation",
    "industry": "Industry",
    "city": "City",
    "livelihood": "People",
    "ecology": "Ecology",
    "sport": "Sport",
    "transport": "Transport",
    "education": "Education",
    "health": "Health",
    "housing": "Housing",
    "culture": "Culture",
    "economy": "Economy",
    "": "Other",
}

_LABELS: Mapping[str, str] = {
    "report": "{title}: progress as of {day}",
    "sample": "**Sample: these pages were written for testing; none of their facts and figures may be quoted.**",
    "counts": "{total} targets: {counts}.",
    "separator": ", ",
    "semicolon": "; ",
    "stop": ".",
    "colon": ": ",
    "changes": "Changes",
    "attention": "Worth a look",
    "behind": "Behind, overdue and missed",
    "due_soon": "Due within 30 days",
    "silent": "Targets without news",
    "sources": "Sources",
    "sources_table": "| Source | Last visit | State | Listed | Read | Days looked at |",
    "well": "well",
    "once": "failed this time ({trouble})",
    "not_visited": "not visited yet",
    "nothing_looked": "—",
    "from_to": "{first} to {last}",
    "today": "today",
    "day_ago": "1 day ago",
    "days_ago": "{days} days ago",
    "never_well": "never well so far",
    "part_seen": " (partly observed)",
    "nothing": "None.",
    "goal": "Goal",
    "owner": "Owner",
    "quote": "As stated",
    "deciding": "decides",
    "actual": "deed",
    "planned": "plan",
    "set_aside": "set aside",
    "page": "page",
    "page_number": "p. {number}",
    "times": "{count}",
    "late": "{status} (late)",
    "changed": "{before} → {after}",
    "due": "due",
    "feed": "{title}: changes",
    "feed_of": "{title}: {of}",
    "open_page": "All the evidence",
    "calendar": "{title}: due and announced dates",
    "event_stated": "Goals stated: {title}",
    "event_due": "Due: {title}",
    "event_announced": "Announced date: {title}",
    "reached_of": "{done}/{total} achieved",
    "digest_changes": "What has changed",
    "digest_none": "Nothing has changed since the last digest.",
    "digest_counts": "Where things stand",
    "subject_change": "{count} change: {told}",
    "subject_changes": "{count} changes: {told}",
    "subject_news": "No status has changed, {count} news: {title}",
    "subject_quiet": "No changes: {title}",
    "subject_trouble": "No changes, {count} sources in trouble: {title}",
    "digest_footer": (
        "Statuses follow fixed rules; each rests on a quote with its address and date. The full report also has the "
        "hash of every page. No news does not mean no progress."
    ),
    "digest_lead": "As of {day}; changes since {before}.",
    "digest_why": "why now: {causes}",
    "digest_ahead": "Ahead",
    "digest_behind": "Behind",
    "digest_overdue": "Overdue and missed",
    "digest_announced": "Newly announced",
    "digest_expected": "expected by {day}",
    "digest_news": "News",
    "digest_last": "last news {day}",
    "digest_trouble": "Sources in trouble",
    "digest_more": "{count} more, see the full report",
    "done": "{done} done",
    "done_of": "{done} done, {expected} of the time gone",
    "notice": "Mail could not be delivered: {recipient}",
    "notice_doubt": "The mail of {period} to {recipient} got no answer and may be lost; it is not sent again: {answer}",
    "notice_body": "The mail of {period} to {recipient} was refused and is not sent again: {answer}",
    "summary": "{title} (as of {day})",
}

_ALERTS: Mapping[str, str] = {
    "blocked": "blocked",
    "moved": "moved",
    "unreachable": "unreachable",
    "redesigned": "redesigned?",
    "empty": "empty",
    "refused": "refused",
}

_WATCHED: Mapping[str, str] = {
    "observed_partial": "partly observed[ since {since}][: {gaps}]",
    "observed_none": "not observed[ since {since}][: {gaps}]",
    "gap": "{name}[, {share} of the days seen][, {word} since {since}]",
    "source_alert": "{word} since {since}[; last success {ago} ({good})][; {never}][; {detail}]",
    "source_note": "source in trouble[ (was {before})]: {name}, {text}",
    "source_well_again": "source well again: {name}[, was {word}]",
}

# Why a digest tells a change.
_CAUSES: Mapping[str, str] = {
    "news": "news since the last digest",
    "found_late": "found late (published {published}, seen {seen})",
    "corrected": "a figure it rested on was corrected",
    "targets_edited": "the target's definition was edited",
    "target_added": "a new target",
    "reader_upgraded": "judged again after an upgrade of the program",
    "by_person": "decided by a person",
    "decision_ended": "a person's decision ended or was taken back",
    "read_again": "stored pages were read again",
    "page_revised": "a page it rests on was revised",
    "time_passed": "time has passed without news",
}

_JUDGED: Mapping[str, str] = {
    "no_evidence": "nothing about it has been seen so far",
    "planned_only": "plans only, no deeds seen so far",
    "no_level": "no full-year figure known to reckon from",
    "growth_achieved": "growth of {value} in {period} reaches the goal ({goal})",
    "growth_missed": "growth of {value} in {period} misses the goal ({goal})",
    "growth_interim": "growth of {value} in {period}; the final figure is not published (goal {goal})",
    "growth_so_far": "growth of {value} in {period}, goal {goal}",
    "level_reached": "{value} in {year} reaches the goal ({goal})",
    "level_missed": "{value} in {year} misses the goal ({goal})",
    "level_interim": "{value} in {year}; the final figure is not published (goal {goal})",
    "level_without_growth": "{value} in {year}, goal {goal}; no growth known to compare",
    "level_pace": "{value} in {year}; {goal} needs {needed}% a year, growth was {growth}% in {period}",
    "count_reached": "{value}[ by {day}] reaches the goal ({goal})",
    "count_missed": "{value}[ by {day}] misses the goal ({goal})",
    "count_interim": "{value}[ by {day}]; the final figure is not published (goal {goal})",
    "count_so_far": "{value}[ by {day}], goal {goal}",
    "count_pace": "{value}[ by {day}], goal {goal}; {progress}% of the way done[, {expected}% of the time gone]",
    "cancelled": _TOLD + "cancelled",
    "nothing_measured": "the due date has passed without a figure[; last news {published}]",
    "activity": _TOLD + "{stage}[ on {day}]",
    "reached": "{stage}[ on {day}][, reported {published}]",
    "announced": _TOLD + "expected by {expected}[ ({stage})]",
    "announced_late": _TOLD + "expected by {expected}[ ({stage})], after the due date",
    "postponed": _TOLD + "postponed[ to {expected}]",
    "unfinished": _TOLD + "still unfinished[ ({stage})]",
    "no_result": "the due date has passed without a result[; last news {published}][, expected by {expected}]",
    "decided": "decided by a person[: {note}][ ({author}, {day})][, until {until}][, judged as {judged}]",
}

_SET_ASIDE: Mapping[str, str] = {
    "repost": "a repost or the same story[, see {of}]",
    "spam": "a spun or keyword-stuffed page[ ({words})]",
    "spun": "a spun page[ ({words})]",
    "promotions": "a page with planted promotions[ ({words})]",
    "stuffed": "a headline stuffed with keywords[ ({words})]",
    "no_date": "the page has no publication date",
    "before_statement": "earlier than the statement[ ({day})][ ({published})]",
    "statement": "a report of the statement itself",
    "goal_repeated": "only repeats the goal[ ({value})]",
    "retracted": "corrected later[, see {by}]",
    "contradicted": "a more authoritative source says otherwise[: {value}][, see {by}]",
    "other_phase": "about another phase[ ({phase})]",
    "other_place": "about another place[ ({place})]",
    "other_metric": "about another metric[ ({name})]",
    "other_subject": "about another subject[ ({name})]",
    "other_period": "about another period[ ({period})]",
    "other_year": "about another year[ ({period})]",
    "other_unit": "in another unit[ ({unit})]",
    "other_basis": "on another basis[ ({basis})]",
    "not_about": "holds a word that rules it out[ ({word})]",
    "no_deed": "says nothing of progress",
    "no_figure": "gives no usable figure",
    "no_period": "the figure's period is not clear[ ({value})]",
    "average_growth": "average growth of several years[ ({value})]",
    "month_on_month": "growth on the month before[ ({value})]",
    "not_cumulative": "not a cumulative figure[ ({value})]",
    "partial_year": "not a full-year figure[ ({period})]",
    "annual_list": "counts a yearly list, not what is done[ ({value})]",
    "under_way": "counts what is under way, not what is done[ ({value})]",
    "deed_not_done": "does not say that it was done[ ({value})]",
    "old_deed": "was done before the statement[ ({name})]",
    "hearsay": "rumour or a reader's word",
    "question": "a question, not news",
    "damaged": "the page's text is damaged",
    "rejected": "rejected by a person[: {note}][ ({author}, {day})][, like {of}]",
    "moved_target": "given to another target by a person[: {note}][ ({author}, {day})][, like {of}]",
    "said_by_person": "a person gave the same sentence to this target",
}

# What people made of a sentence; behind it, how it had been read.
_WAS = (
    "[, value read as {was_value}][, period read as {was_period}][, basis read as {was_basis}]"
    "[, stage read as {was_stage}][, day read as {was_day}][, expected read as {was_expected}]"
    "[, target read as {was_target}][, read as {was_modality}]"
)
_DECIDED: Mapping[str, str] = {
    "accepted": "accepted by a person[: {note}][ ({author}, {day})]" + _WAS,
    "amended": "corrected by a person[: {note}][ ({author}, {day})]" + _WAS,
    "pinned": "pinned by a person[: {note}][ ({author}, {day})]" + _WAS,
    "added": "added by a person[: {note}][ ({author}, {day})]" + _WAS,
}

# Why a sentence deserves a look.
_LOOKS: Mapping[str, str] = {
    "look_pinned_over": "news came after it was pinned[ ({published})]",
    "look_changed": "changes the status: {before} → {after}",
    "look_contradicted": "others say something else[ ({others})]",
    "look_weak": "the status rests on a weak source or figure[ ({tier})]",
    "look_single": "a single source[ ({source})]",
    "look_set_aside": "a figure that was corrected, or that a higher source gives otherwise",
    "look_near": "nearly counted, and the target is: {status}",
    "look_planned": "plans only",
}

_DISPOSITIONS: Mapping[str, str] = {
    "read": "read",
    "evidence": "holds evidence",
    "no_target": "about no target",
    "navigation": "a section or navigation",
    "off_site": "leads to another site",
    "not_web": "not a web address",
    "media": "an image, sound or video",
    "encrypted": "a document locked with a password",
    "damaged_document": "a damaged document",
    "scanned": "a document of scanned pictures, which needs OCR",
    "over_limit": "a document too large or too complex to read",
    "document": "a document, not read (it is with pip install tracker[documents])",
    "no_links": "no articles found in the list",
    "list_limit": "more entries than are read",
    "not_a_feed": "not a feed",
    "not_json": "not JSON",
    "no_items": "no items at the path given",
    "wrapped": "the search service keeps the address of the article to itself",
    "not_a_sitemap": "not a sitemap",
    "malformed": "malformed",
    "unsafe_xml": "XML with unsafe declarations",
    "too_large": "too large",
    "waiting": "beyond the page budget, left for the next run",
    "blocked": "the site asks for proof instead of giving the page",
    "moved": "leads elsewhere now[: {to}]",
    "gone": "the page is gone",
    "refused": "refused by the site",
    "robots": "forbidden by robots.txt",
    "redirects": "too many redirects",
    "resting": "the site is left alone for a while",
    "server_error": "the site failed",
    "timeout": "no answer in time",
    "unreachable": "the site cannot be reached",
    "unreadable": "cannot be read[: {why}][: {error}][: {message}]",
    "broken_record": "a broken record in the archive[: {error}]",
    "unsupported_encoding": "packed in a way that is not supported[: {error}]",
    "unsafe_address": "an unsafe address",
    "unsafe_header": "a header that a source cannot set",
    "not_text": "not a text page",
    "not_html": "not a web page[ ({type})]",
    "not_article": "not an article",
    "no_text": "no text",
    "empty": "no text",
    "http_status": "the site answered {status}",
    "duplicate": "the same as another page[, see {of}]",
    "reader_failed": "the reader failed on it",
    "broken": "a fault in the program[: {message}]",
}


_ENGLISH = Phrases(
    language="en",
    statuses=_STATUSES,
    stages=_STAGES,
    flags=_FLAGS,
    tiers={"official": "official", "press": "press", "portal": "portal", "community": "community"},
    themes=_THEMES,
    labels={**_LABELS, **REPORTS},
    alerts=_ALERTS,
    site=SITE_EN,
    reasons={**_CAUSES, **_WATCHED, **_JUDGED, **_SET_ASIDE, **_DECIDED, **_LOOKS, **_DISPOSITIONS},
)


def english() -> Phrases:
    return _ENGLISH
