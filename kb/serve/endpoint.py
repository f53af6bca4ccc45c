"""The SPARQL 1.1 Protocol, queries alone (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from kb.errors import QueryError
from kb.query.sparql import refuse_service, tokens
from kb.serve.worker import GRAPHS, RESULTS
from kb.serve.workers import Query, Refused, Workers

#: Longest body of a request in bytes.
_LONGEST = 1 << 20
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


async def sparql(request: Request) -> Response:
    """Answer the query of *request*: by GET, by POST of a form, or by POST of the query itself."""
    workers: Workers = request.app.state.workers
    try:
        query = await _query(request)
        refuse_service(tokens(query.sparql))
        media_type, data = await run_in_threadpool(workers.answer, query)
    except Refused as refused:
        return _refusal(refused.status, str(refused))
    except QueryError as error:
        return _refusal(400, str(error))
    return StreamingResponse(data, media_type=media_type)


async def _query(request: Request) -> Query:
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        if kind == _FORM:
            pairs = parse_qsl(body, keep_blank_values=True)
        elif kind == _QUERY:
            pairs = [pair for pair in pairs if pair[0] != "query"] + [("query", body)]
        elif kind == "application/sparql-update":
            raise Refused(403, "this endpoint only answers queries: nothing can be changed")
        else:
            raise Refused(415, f"the body is {kind or 'of no type'}: send {_QUERY} or {_FORM}")
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, "this endpoint only answers queries: nothing can be changed")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise Refused(400, f"one parameter 'query' is needed, {len(queries)} came")
    return Query(
        queries[0],
        [value for name, value in pairs if name == "default-graph-uri"],
        [value for name, value in pairs if name == "named-graph-uri"],
        _wanted(_ranges(request.headers.get("accept", "*/*"))),
    )


async def _body(request: Request) -> str:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > _LONGEST:
            raise Refused(413, f"the query is longer than {_LONGEST} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is not UTF-8 at byte {error.start}") from error


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their weights (RFC 9110, 12.5.1)."""
    ranges = []
    for part in accept.split(","):
        wanted, *parameters = (each.strip() for each in part.split(";"))
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            ranges.append((wanted.lower(), float(weight)))
        except ValueError:
            ranges.append((wanted.lower(), 0.0))
    return ranges


def _refusal(status: int, message: str) -> Response:
    return PlainTextResponse(message + "\n", status_code=status)


def _wanted(ranges: list[tuple[str, float]]) -> list[str]:
    """Return the media types that can be given, the most wanted first, of the *ranges* of an Accept header with their weights."""
    weights = {each: _weight(each, dict(ranges)) for each in (*RESULTS, *GRAPHS)}
    return sorted((each for each in weights if weights[each] > 0), key=lambda each: -weights[each])


def _weight(media_type: str, ranges: dict[str, float]) -> float:
    """Return how much *media_type* is wanted: the narrowest of the ranges that hold it decides."""
    family = media_type.partition("/")[0] + "/*"
    return next((ranges[each] for each in (media_type, family, "*/*") if each in ranges), 0.0)
