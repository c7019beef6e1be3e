"""Nothing comes in; the most memory that this program has held goes out."""

from __future__ import annotations

from pathlib import Path


def peak_mib() -> int:
    """ru_maxrss would begin with the memory of the process that started this one."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))
