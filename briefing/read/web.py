"""Fetching: conditional, limited, polite, and never from where it should not (``httpx``)."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import httpx

from briefing import __version__
from briefing.config import FetchConfig
from briefing.errors import SourceError
from briefing.read.addresses import Target, check_address
from briefing.read.draft import Item
from briefing.read.store import Page, Store

_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_ROBOTS_AGE = 86_400
_SLOWEST = 4  # times the time-out, for one whole response
_LONGEST_WAIT = 30.0
_CHUNK = 262_144
_LATER = "It is tried again at the next run."


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: httpx.Headers
    body: bytes
    url: str


class _Retry(SourceError):
    """A failure that may pass; ``wait`` is what the server asked for, in seconds."""

    def __init__(self, message: str, remedy: str, wait: float = 0.0) -> None:
        super().__init__(message, remedy)
        self.wait = wait


class Fetcher:
    """The :class:`~briefing.read.draft.Web` of one run. Close it after use (``with``)."""

    def __init__(
        self, config: FetchConfig, store: Store, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._config, self._store, self._sleep = config, store, sleep
        contact = f"; {config.contact}" if config.contact else ""
        self._agent = f"briefing/{__version__} (news digest{contact})"
        # No proxy from the environment: behind one the checked address could not be pinned.
        self._client = httpx.Client(timeout=config.timeout, trust_env=False)
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str) -> Item:
        """The bytes behind ``url``, from the store when the server says they have not changed.

        Raises :class:`SourceError`.
        """
        known = self._store.page(url)
        headers = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        response = self._persistently(url, headers)
        if response.status == 304 and known:
            return Item(url, known.body, known.final_url, known.content_type)
        if response.status != 200:
            raise SourceError(
                f"The server answered {response.status}.", "Check the address in a browser."
            )
        kind = response.headers.get("content-type", "")
        self._store.keep(
            Page(
                url,
                response.url,
                response.headers.get("etag", ""),
                response.headers.get("last-modified", ""),
                kind,
                response.body,
                time.time(),
            )
        )
        return Item(url, response.body, response.url, kind)

    def _persistently(self, url: str, headers: dict[str, str]) -> _Response:
        for attempt in range(self._config.retries + 1):
            try:
                return self._follow(url, headers)
            except _Retry as exc:
                if attempt == self._config.retries:
                    raise SourceError(exc.message, exc.remedy) from exc
                self._sleep(min(_LONGEST_WAIT, max(exc.wait, 0.5 * 2**attempt)))
        raise AssertionError("range(retries + 1) is never empty")

    def _follow(self, url: str, headers: dict[str, str]) -> _Response:
        """Redirects by hand: every hop is checked like a first address."""
        seen: set[str] = set()
        for _ in range(_REDIRECTS + 1):
            target = check_address(url, self._config.allow_hosts)
            if not self._allowed(url, target):
                raise SourceError(
                    "The site's robots.txt does not allow this address.",
                    "Ask the publisher, or use the site's feed.",
                )
            response = self._request(url, target, headers, self._config.max_bytes)
            location = response.headers.get("location", "")
            if response.status not in (301, 302, 303, 307, 308) or not location:
                return response
            seen.add(url)
            url = urljoin(url, location)
            if url in seen:
                break
        raise SourceError("The address redirects in a circle.", "Check it in a browser.")

    def _allowed(self, url: str, target: Target) -> bool:
        """RFC 9309: no robots.txt allows everything, an unreachable one (5xx) nothing."""
        origin = f"{target.scheme}://{target.origin}"
        if origin not in self._robots:
            rules = RobotFileParser()
            rules.parse(self._robots_text(origin).splitlines())
            self._robots[origin] = rules
        return self._robots[origin].can_fetch("briefing", url)

    def _robots_text(self, origin: str) -> str:
        url = f"{origin}/robots.txt"
        known = self._store.page(url)
        if known and time.time() - known.fetched < _ROBOTS_AGE:
            return known.body.decode("utf-8", "replace")
        address = url
        body = b""
        for _ in range(_REDIRECTS + 1):
            target = check_address(address, self._config.allow_hosts)
            response = self._request(address, target, {}, _ROBOTS_BYTES)
            location = response.headers.get("location", "")
            if 300 <= response.status < 400 and location:
                address = urljoin(address, location)
                continue
            body = response.body if response.status == 200 else b""
            break
        self._store.keep(Page(url, address, "", "", "text/plain", body, time.time()))
        return body.decode("utf-8", "replace")

    def _request(self, url: str, target: Target, headers: dict[str, str], limit: int) -> _Response:
        """One request to the checked address. Raises :class:`SourceError`."""
        self._be_polite(target)
        try:
            original = httpx.URL(url)
            pinned = original.copy_with(host=target.ip, port=target.port, fragment=None)
            sent = {
                "Host": original.netloc.decode("ascii"),
                "User-Agent": self._agent,
                "Accept-Encoding": "gzip",
                **headers,
            }
            extensions = {"sni_hostname": target.host}
            with self._client.stream(
                "GET", pinned, headers=sent, extensions=extensions
            ) as response:
                if response.status_code == 429 or response.status_code >= 500:
                    wait = response.headers.get("retry-after", "")
                    raise _Retry(
                        f"The server answered {response.status_code}.",
                        _LATER,
                        float(wait) if wait.isdigit() and len(wait) < 4 else 0.0,
                    )
                body = self._read(response, limit)
                return _Response(response.status_code, response.headers, body, url)
        except httpx.TimeoutException as exc:
            seconds = f"{self._config.timeout:g} s"
            raise _Retry(f"The server did not answer within {seconds}.", _LATER) from exc
        except httpx.InvalidURL as exc:
            raise SourceError("The address is not valid.", "Correct it.") from exc
        except httpx.HTTPError as exc:
            raise _Retry(f"The connection failed ({type(exc).__name__}).", _LATER) from exc

    def _read(self, response: httpx.Response, limit: int) -> bytes:
        """The body, unpacked here and chunk by chunk, so that a bomb is stopped at the limit."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise SourceError(f"The answer is compressed with {encoding!r}.", "Tell its publisher.")
        unpacker = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
        deadline = time.monotonic() + _SLOWEST * self._config.timeout
        body = bytearray()
        try:
            for chunk in response.iter_raw(_CHUNK):
                rest = chunk
                while rest:
                    body += unpacker.decompress(rest, _CHUNK) if unpacker else rest
                    rest = unpacker.unconsumed_tail if unpacker else b""
                    if len(body) > limit:
                        raise SourceError(
                            f"The answer is larger than {limit / 1e6:g} MB.",
                            "Raise max_bytes under [fetch] if that is meant.",
                        )
                if time.monotonic() > deadline:
                    raise _Retry("The answer came too slowly.", _LATER)
        except zlib.error as exc:
            raise SourceError("The answer is not valid gzip.", "Tell its publisher.") from exc
        return bytes(body)

    def _be_polite(self, target: Target) -> None:
        rules = self._robots.get(f"{target.scheme}://{target.origin}")
        asked = float(rules.crawl_delay("briefing") or 0) if rules else 0.0
        delay = max(self._config.delay, min(asked, _LONGEST_WAIT))
        wait = self._last.get(target.origin, float("-inf")) + delay - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._last[target.origin] = time.monotonic()
