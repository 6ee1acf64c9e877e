"""Programs that open one file of unknown origin. Each runs in its own process with limits: the file comes on standard
input, what was found in it goes to standard output.

A file that was made to hang, to crash a decoder or to take all memory ends only that process. One such process runs at
a time, so that many files at once need no more memory than one.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from threading import Lock

from rasoat.files.limits import Unreadable

MOST_MEMORY = 1_200_000_000
"""Bytes of address space. The largest picture that is taken, a WebP with transparency, needs 900 million."""
MOST_SECONDS = 20
"""Of the processor."""
_one_at_a_time = Lock()


def run(module: str, data: bytes) -> bytes:
    """What the program of that module answers. Raises Unreadable when it fails, is ended by a limit, or hangs."""
    # -P: modules are never taken from the folder in which the server was started.
    command = [sys.executable, "-P", "-m", module]
    # The settings hold the database's password, which no decoder needs.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    with _one_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, by its module
                command, input=data, capture_output=True, timeout=2 * MOST_SECONDS, env=surroundings, check=False
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise Unreadable(f"{module}: {type(error).__name__}") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise Unreadable(f"{module} ended with {done.returncode}: {last}")
    return done.stdout


def serve(answer: Callable[[bytes], bytes]) -> None:
    """The program's side: set the limits for the own process, read the file, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
