"""A decoder's program that does what a hostile file makes a decoder do: the last word of the file says what."""

import json
import os
import resource
import signal

from rasoat.files.confined import serve


def answer(data: bytes) -> bytes:
    """Do it."""
    what = data.rpartition(b" ")[2]
    if what == b"memory":
        # Whoever is given so much goes on as if nothing had happened.
        return b'{"kind": "image/jpeg"}\n' + bytes(2_000_000_000)[:0]
    if what == b"crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == b"hang":
        signal.pause()
    limits = [resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)]
    return json.dumps({"limits": limits, "settings": [name for name in os.environ if "RASOAT" in name]}).encode()


if __name__ == "__main__":
    serve(answer)
