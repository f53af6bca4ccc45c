"""Names and passwords for endpoints: from the environment (KB_USER, KB_PASSWORD) or from netrc."""

from __future__ import annotations

import netrc
import threading
from collections.abc import Generator, Mapping

import httpx

from kb.errors import StoreError


class Login(httpx.Auth):
    """Sends the name and password once the endpoint asks for them, by the scheme that it asks for: Digest (RFC 7616) or Basic (RFC 7617)."""

    def __init__(self, name: str, password: str) -> None:
        self._name, self._password = name, password
        # Digest counts its requests, and a server may take a count that comes twice for a replay: each thread counts for itself
        self._own = threading.local()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield *request*, then with what the endpoint asks for."""
        scheme: httpx.Auth | None = getattr(self._own, "scheme", None)
        if scheme is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            asked = [each.lower() for each in response.headers.get_list("www-authenticate")]
            kind = httpx.DigestAuth if any(each.startswith("digest ") for each in asked) else httpx.BasicAuth
            scheme = self._own.scheme = kind(self._name, self._password)
        yield from scheme.auth_flow(request)


def login_for(host: str, environment: Mapping[str, str]) -> Login | None:
    """Return the login for *host*; None where neither *environment* nor netrc has any.

    Raises:
        StoreError: netrc cannot be read.
    """
    if "KB_USER" in environment:
        return Login(environment["KB_USER"], environment.get("KB_PASSWORD", ""))
    try:
        found = netrc.netrc(environment.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise StoreError(f"netrc cannot be read: {error.strerror if isinstance(error, OSError) else error.msg}") from error
    return Login(found[0], found[2] or "") if found else None
