"""Follow stated goals through later news: targets in, judged progress with its evidence out."""

__version__ = "0.1.0"
