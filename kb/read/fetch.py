"""One page from the web, asked for by its address: with limits of time and size, and never from inside the own network.

Each address, also one that a redirect leads to, is resolved once, checked, and asked at the number that was checked, so that a name cannot change
its mind in between. Proxies of the environment are not used: they would resolve names themselves.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
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
    """What came, and the address that it came from in the end."""

    url: str
    data: bytes


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
    end = time.monotonic() + timeout
    try:
        with httpx.Client(trust_env=False, headers={"User-Agent": _AGENT, "Accept": _ACCEPT}) as client:
            address = httpx.URL(url)
            for _ in range(_REDIRECTS + 1):
                target = _ask(client, address, url, max_bytes, end, allow_private)
                if isinstance(target, Page):
                    return target
                address = target
    except httpx.TimeoutException:
        raise _too_slow(url, timeout) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{url}: cannot be fetched: {' '.join(str(error).split()) or type(error).__name__}") from error
    raise InputError(f"{url}: redirects more than {_REDIRECTS} times; give the address where it ends")


def _ask(client: httpx.Client, address: httpx.URL, url: str, max_bytes: int, end: float, allow_private: bool) -> Page | httpx.URL:
    """Return the page at *address*, or the address that it redirects to; *url* is what messages name."""
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
        if response.status_code != httpx.codes.OK:
            raise InputError(f"{url}: the server answers {response.status_code} {response.reason_phrase}")
        return Page(str(address), _body(response, url, max_bytes, end))
    finally:
        response.close()


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
