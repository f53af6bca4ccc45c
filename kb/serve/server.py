"""Serving the application until somebody ends it."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from kb.errors import InputError
from kb.serve.app import create_app
from kb.serve.workers import Refused

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def run(location: Path, *, host: str, port: int, seconds: float, origins: Sequence[str], tell: Callable[[str], None]) -> None:
    """Serve the store in *location* until SIGINT or SIGTERM.

    Args:
        location: The store's directory.
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        seconds: Time that one SPARQL query may take.
        origins: Web pages elsewhere that may ask the endpoint.
        tell: Called with the address once the server listens.

    Raises:
        InputError: There is no store, or the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # what listens beyond this machine is reached under names that nobody can list
    hosts = _LOOPBACK if host in ("127.0.0.1", "localhost", "::1") else ("*",)
    app = create_app(location, seconds=seconds, origins=origins, hosts=hosts)
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            hint = "; name another with --port" if error.errno == errno.EADDRINUSE else ""
            raise InputError(f"{host}:{port}: cannot be listened on: {error.strerror}{hint}") from error
        # from here on a client waits instead of being refused
        listener.listen()
        shown = f"[{host}]" if ":" in host else host
        tell(f"http://{shown}:{listener.getsockname()[1]}/")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        logging.getLogger("uvicorn.error").addFilter(_in_one_line)
        server.run(sockets=[listener])


def _in_one_line(record: logging.LogRecord) -> bool:
    """Make of an answer that was broken off, which is no error of the program, one line without a trace."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, Refused):
        record.msg, record.args, record.exc_info, record.exc_text = f"an answer was broken off: {error}", (), None, None
    return True
