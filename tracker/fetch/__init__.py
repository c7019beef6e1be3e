"""The one gate to the network: an address and a policy in, a page out, or a FetchError whose code says why not."""

from tracker.fetch.policy import TRANSIENT, Fetched, Policy, Unchanged, Validators
from tracker.fetch.session import Fetcher

__all__ = ["TRANSIENT", "Fetched", "Fetcher", "Policy", "Unchanged", "Validators"]
