"""The process of the web server, and the web processes that it starts."""

import gc
import logging
import os
import signal
from functools import partial

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from rasoat.app import create_app
from rasoat.commands.bodies import BODIES, SHARE, TAKING, TakenIn
from rasoat.commands.processes import end_with
from rasoat.settings import Settings

STOPPING = (signal.SIGINT, signal.SIGTERM)


def serve_pages(chosen: Settings) -> None:
    """Serve until SIGTERM. The web processes are forked, so this process may not have an open database, a lock or a
    thread.
    """
    _let_signals_end_new_processes()
    # The server warns at each start that so many threads are many. They are intended: most of them wait for the body of
    # a request.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    Granian(
        "rasoat.app:create_app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        blocking_threads=TAKING,
        ssl_cert=chosen.tls_certificate,
        ssl_key=chosen.tls_key,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve(target_loader=partial(_application, os.getpid(), chosen), wrap_loader=False)


def _application(parent: int, chosen: Settings) -> TakenIn:
    """The application, in a new web process."""
    end_with(parent)
    app = create_app()
    # What is loaded stays loaded. Python's full garbage collection would go through all of it, which makes one request in
    # ten some 150 ms longer.
    gc.collect()
    gc.freeze()
    # Behind a proxy everybody has the proxy's address.
    share = BODIES if chosen.trusted_proxies else SHARE
    return TakenIn(app, app.config["MAX_CONTENT_LENGTH"], share, chosen.body_silence_s)


def _let_signals_end_new_processes() -> None:
    """Give every process that is forked from now on the system's own signal handlers, until it sets others.

    It would inherit its parent's handlers, which only note a signal for the parent, so that a signal that came while
    the application was loading would be lost.
    """

    def child() -> None:
        for each in STOPPING:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING),
        after_in_child=child,
    )
