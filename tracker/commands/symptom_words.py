"""What looks wrong with a source in, as a code with facts; a plain sentence and what to do about it out."""

from __future__ import annotations

from tracker.model import Reason

# code -> what is wrong, and the fix
WORDS: dict[str, tuple[str, str]] = {
    # the answer
    "blocked": (
        "The site asks visitors for a proof instead of giving the page: {message}.",
        "Ask its owner to admit your address, give a contact with --contact, or follow the news through a search feed.",
    ),
    "robots": (
        "The site's robots.txt forbids this address.",
        "Choose another list of the site; tracker obeys robots.txt.",
    ),
    "gone": (
        "There is nothing at this address: {message}.",
        "Open it in a browser and put the new address in its place.",
    ),
    "refused": ("The site refuses to answer: {message}.", "Check the address, its `headers:` and its form."),
    "unreachable": (
        "The site cannot be reached: {message}.",
        "Check the spelling of the host and your own connection.",
    ),
    "timeout": ("The site did not answer in time.", "Try again later; a smaller list may answer sooner."),
    "server_error": ("The site failed: {message}.", "Try again later."),
    "resting": ("The site wants to be left alone for a while.", "Try again later."),
    "unsafe_address": (
        "This address is not asked: {message}.",
        "For an address in your own network write `allow_private: true`.",
    ),
    "redirects": ("The site sends visitors in circles.", "Open it in a browser and take the address it ends at."),
    "not_text": ("The answer is no text: {message}.", "Name the page that lists the articles."),
    "too_large": ("The answer is too large: {message}.", "Name a smaller list."),
    "moved": ("The site sends visitors to another one, {to}.", "If that is the same publisher, write its address."),
    # the list
    "html_with_feed": ("This is a web page, not a feed, but it names one.", "Write `feed: {feed}`."),
    "not_a_feed": ("This is not a feed.", "Is it a web page? Write `listing:` instead of `feed:`."),
    "not_a_sitemap": ("This is not a sitemap.", "Look for `Sitemap:` in the site's robots.txt."),
    "malformed": ("The list is broken in the middle; what stood before is read.", "Tell its owner."),
    "unsafe_xml": ("The list declares entities, which no feed needs; it is not read.", "Tell its owner."),
    "no_links": (
        "There are no links on the page.",
        "Is the list made by a script? Try the address that the script asks.",
    ),
    "only_navigation": (
        "All {count} links look like navigation, none like a headline.",
        "Name the headlines with `link:`, a CSS selector; `tracker source try` proposes one.",
    ),
    "all_before_statement": (
        "All {count} links are older than the statement.",
        "Is the list still kept? Look for the one that carries today's news.",
    ),
    "all_off_site": ("All {count} links lead to other sites.", "Follow those sites, or name the links with `link:`."),
    "all_document": ("All {count} links lead to documents.", "Install them with pip install tracker[documents]."),
    "no_days": (
        "{count} of {all} links have no day.",
        "Name the element that carries it with `date:`; without one every link is fetched once to learn its day.",
    ),
    "short_titles": (
        "The texts of the links are too short for headlines, such as {example!r}.",
        "These may be names of sections: choose a list further down, or name the headlines with `link:`.",
    ),
    "encoding_guessed": (
        "Neither the site nor the page says truly how it is encoded; that was guessed from the text.",
        "Read the headlines above: if they make sense, all is well.",
    ),
    # the article
    "article_failed": (
        "The first article could not be read: {code}{details}.",
        "Open it in a browser. If its text is there, name the text's element with `body:`.",
    ),
    "thin_body": (
        "The first article has hardly any text.",
        "Name the element that holds the text with `body:`, a CSS selector such as `div.content`.",
    ),
    "article_without_day": (
        "The first article has no day.",
        "Without a day it cannot count; check that pages carry one.",
    ),
    "article_damaged": (
        "Characters of the first article were lost or may be wrong ({encoding}).",
        "If the text looks wrong, tell the site's owner which encoding it states.",
    ),
}


def said(reason: Reason) -> tuple[str, str]:
    """The sentence and the fix for a symptom; a code without words is shown as it is."""
    facts = dict(reason.facts)
    shown = facts.get("message") or facts.get("why") or ""
    known = {"message": "no more is known", "details": f" ({shown})" if shown else "", "example": "", **facts}
    sentence, fix = WORDS.get(reason.code, ("The visit ended with {code_itself}{details}.", "Look at its address."))
    known["code_itself"] = reason.code
    return _filled(sentence, known), _filled(fix, known)


def _filled(template: str, facts: dict[str, str]) -> str:
    return template.format_map({**facts, "code": facts.get("code", "")}).replace("..", ".")
