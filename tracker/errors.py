"""What can go wrong at a border: each error says where, why and what to do about it."""


class TrackerError(Exception):
    """An error a person can act on: `where` it happened, what is wrong, and the `fix`.

    The command line prints it as one line and never as a traceback.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head} ({self.fix})" if self.fix else head


class ConfigError(TrackerError):
    """The targets file, an option or an argument is wrong."""

    exit_code = 2


class FetchError(TrackerError):
    """An address could not be fetched; `code` names the disposition. asked: whether it was this address that failed."""

    def __init__(
        self, message: str, *, code: str = "unreachable", where: str = "", fix: str = "", asked: bool = True
    ) -> None:
        super().__init__(message, where=where, fix=fix)
        self.code = code
        self.asked = asked


class ExtractError(TrackerError):
    """A page cannot be read as an article; `code` names the disposition."""

    def __init__(self, message: str, *, code: str = "unreadable", where: str = "", fix: str = "") -> None:
        super().__init__(message, where=where, fix=fix)
        self.code = code


class StoreError(TrackerError):
    """The store cannot be opened, read or written."""


class NotifyError(TrackerError):
    """A mail server or a chat did not do what it was asked. for_good: it said that asking again will not help."""

    def __init__(self, message: str, *, where: str = "", fix: str = "", for_good: bool = False) -> None:
        super().__init__(message, where=where, fix=fix)
        self.for_good = for_good
