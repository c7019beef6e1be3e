"""Follow stated goals through later news: targets in, judged progress with its evidence out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.notebook import Notebook, open_store, to_rows

__all__ = ["Notebook", "__version__", "open_store", "to_rows"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """What notebooks need is imported when it is asked for: `import tracker` itself takes no time."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracker import notebook

    return getattr(notebook, name)
