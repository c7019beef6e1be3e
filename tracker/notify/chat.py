"""A text and the secret address of a chat come in; whether it was taken goes out. Apprise is asked for only here."""

from __future__ import annotations

from tracker.notify.smtp import Outcome
from tracker.secret import Secrets

MISSING = "Apprise is not installed: pip install 'tracker[chat]'"


def send_chat(secrets: Secrets, name: str, text: str) -> Outcome:
    """Send a text to the chat of that name. A chat cannot be asked what became of it: `later` is all that is known."""
    try:
        from apprise import Apprise, NotifyFormat
    except ImportError:
        return Outcome(state="later", answer=MISSING)
    address = secrets.chat(name)
    chat = Apprise()
    try:
        if address is None or not chat.add(address.reveal()):
            return Outcome(state="later", answer="the address of the chat is not one that Apprise understands")
        taken = chat.notify(body=text, body_format=NotifyFormat.TEXT)
    except Exception as error:
        # A library that talks to a hundred services; and its messages may hold the address.
        return Outcome(state="later", answer=f"the chat failed ({type(error).__name__})")
    return Outcome(state="sent") if taken else Outcome(state="later", answer="the chat did not take it")
