"""Whether the web processes' memory stays flat over a long day."""

import os
from pathlib import Path

from tests.tablets.served import Served

from bench.tablets import Tablets
from bench.wire import drive

CLIENTS = 8
PIECE = 2000
"""Records prebuilt at a time, so that the benchmark's own memory stays small too."""


def soak(name: str, subject: Served, tablets: Tablets, records: int) -> None:
    """Send `records` one by one and print the resident memory of the web processes at marks on the way."""
    marks = [records * percent // 100 for percent in (10, 50, 100)]
    print(f"{name}: {records} records by {CLIENTS} clients; load {os.getloadavg()[0]:.1f}")
    seconds, sent = 0.0, 0
    while sent < records:
        lanes = [tablets.single(lane, PIECE // CLIENTS) for lane in range(0, CLIENTS * 3, 3)]
        run = drive(subject.port, lanes)
        seconds, sent = seconds + run.wall, sent + len(run.answers)
        while marks and sent >= marks[0]:
            memory = " + ".join(f"{resident_mb(pid):.0f}" for pid in subject.workers())
            print(f"  after {marks.pop(0):7}  {memory} MB   {sent / seconds:6.0f} /s so far", flush=True)


def resident_mb(pid: int) -> float:
    """Resident memory of one process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError(f"process {pid} has no resident memory")
