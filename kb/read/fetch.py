"""One page from the web, asked for by its address: with limits of time and size, and never from inside the own network.

Each address, also one that a redirect leads to, is resolved once, checked, and asked at the number that was checked, so that a name cannot change
its mind in between. Proxies of the environment are not used: they would resolve names themselves.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address

import httpx

from kb import __version__
from kb.errors import InputError

_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_AGENT = f"newskb/{__version__} (reads one page at the wish of its user)"
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/json, application/xml, text/*;q=0.9, */*;q=0.1"
# these carry an IPv4 address in them, and so a way inside
_TRANSLATED = tuple(ipaddress.ip_network(block) for block in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96"))


@dataclass(frozen=True)
class Page:
    """What came, and the address that it came from in the end; ``stamp`` is by what the server knows this version again."""

    url: str
    data: bytes
    stamp: str | None = None


class TryLater(InputError):
    """The server wants to be left alone for ``seconds``."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


def fetch(url: str, *, max_bytes: int, timeout: float, allow_private: bool = False) -> Page:
    """Return the page at *url*.

    Args:
        url: An http or https address.
        max_bytes: The most bytes of the page, unpacked.
        timeout: Seconds that all of it may take.
        allow_private: Whether addresses inside the own network may be asked.

    Raises:
        InputError: It cannot be had, or breaks a limit.
    """
    page = fetch_changed(url, None, max_bytes=max_bytes, timeout=timeout, allow_private=allow_private)
    if page is None:
        raise InputError(f"{url}: the server answers 304 Not Modified, though nobody asked whether it was")
    return page


def fetch_changed(url: str, stamp: str | None, *, max_bytes: int, timeout: float, allow_private: bool = False) -> Page | None:
    """Return the page at *url*, or None when it is still the version of *stamp*; the rest is as for `fetch`.

    Raises:
        TryLater: The server asks for a pause (RFC 9110, Retry-After).
        InputError: The page cannot be had, or breaks a limit.
    """
    end = time.monotonic() + timeout
    headers = {"User-Agent": _AGENT, "Accept": _ACCEPT, **json.loads(stamp or "{}")}
    try:
        with httpx.Client(trust_env=False, headers=headers) as client:
            address = httpx.URL(url)
            for _ in range(_REDIRECTS + 1):
                target = _ask(client, address, url, max_bytes, end, allow_private)
                if not isinstance(target, httpx.URL):
                    return target
                address = target
    except httpx.TimeoutException:
        raise _too_slow(url, timeout) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{url}: cannot be fetched: {' '.join(str(error).split()) or type(error).__name__}") from error
    raise InputError(f"{url}: redirects more than {_REDIRECTS} times; give the address where it ends")


def _ask(client: httpx.Client, address: httpx.URL, url: str, max_bytes: int, end: float, allow_private: bool) -> Page | httpx.URL | None:
    """Return the page at *address*, None when it has not changed, or the address that it redirects to; *url* is what messages name."""
    if address.scheme not in ("http", "https") or not address.host:
        raise InputError(f"{url}: leads to {str(address)[:80]!r}; only http and https addresses are fetched")
    number = _checked(address, url, allow_private)
    left = end - time.monotonic()
    if left <= 0:
        raise httpx.TimeoutException("")
    request = client.build_request(
        "GET",
        address.copy_with(host=str(number)),
        headers={"Host": address.netloc.decode()},
        # the certificate must be that of the name, not of the number
        extensions={"sni_hostname": address.host} | {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)},
    )
    response = client.send(request, stream=True)
    try:
        if response.status_code in _MOVED and "location" in response.headers:
            return address.join(response.headers["location"])
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        if response.status_code != httpx.codes.OK:
            message = f"{url}: the server answers {response.status_code} {response.reason_phrase}"
            pause = _pause(response.headers.get("retry-after", ""))
            raise TryLater(message, pause) if pause else InputError(message)
        return Page(str(address), _body(response, url, max_bytes, end), _stamp(response.headers))
    finally:
        response.close()


def _stamp(headers: httpx.Headers) -> str | None:
    """Return what to ask with the next time, as JSON: If-None-Match and If-Modified-Since (RFC 9110, 13.1)."""
    asked = {ask: headers[told] for ask, told in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")) if told in headers}
    return json.dumps(asked) if asked else None


def _pause(value: str) -> float:
    """Return the seconds that a Retry-After asks for, given as such or as a date; 0 where it says nothing."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _body(response: httpx.Response, url: str, max_bytes: int, end: float) -> bytes:
    data = bytearray()
    # in pieces as they come: a server that sends a byte a second is not waited for
    for part in response.iter_bytes():
        data += part
        if len(data) > max_bytes:
            raise InputError(f"{url}: the page has more than {max_bytes:,} bytes; raise --max-bytes if you want it")
        if time.monotonic() > end:
            raise httpx.TimeoutException("")
    return bytes(data)


def _checked(address: httpx.URL, url: str, allow_private: bool) -> IPv4Address | IPv6Address:
    """Return the number to ask at: the first that the name stands for, when all may be asked."""
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    try:
        found = socket.getaddrinfo(address.host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise InputError(f"{url}: the host {address.host!r} is not known: {error.strerror}") from error
    numbers = [ipaddress.ip_address(entry[4][0]) for entry in found]
    if not allow_private and (inside := next((number for number in numbers if not _is_public(number)), None)):
        raise InputError(f"{url}: leads to {inside}, which is not on the public internet; --allow-private fetches it all the same")
    return numbers[0]


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return _is_public(number.ipv4_mapped)
        if any(number in block for block in _TRANSLATED):
            return False
    return number.is_global and not number.is_multicast


def _too_slow(url: str, timeout: float) -> InputError:
    return InputError(f"{url}: took more than {timeout:g} seconds; try again, or raise --timeout")
