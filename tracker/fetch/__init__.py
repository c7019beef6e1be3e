"""The one gate to the network: a request and a policy in, a page out, or a FetchError whose code says why not."""

from tracker.fetch.network import Network
from tracker.fetch.policy import TRANSIENT, Endpoint, Fetched, Policy, Unchanged, Validators
from tracker.fetch.session import Fetcher
from tracker.model import HostNote

__all__ = ["TRANSIENT", "Endpoint", "Fetched", "Fetcher", "HostNote", "Network", "Policy", "Unchanged", "Validators"]
