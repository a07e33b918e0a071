"""What the answers of mapdash's own routes have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from mapdash.render.published import Publication

READABLE_BY_ALL: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""For map documents, to whose frames every answer is a foreign one."""

PREFLIGHT: Final[Mapping[str, str]] = {
    **READABLE_BY_ALL,
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}
FOR_EVER: Final = "max-age=31536000, immutable"
"""For addresses that stand for one content."""


def takes_gzip(request: Request) -> bool:
    """Return whether the client can read gzip."""
    accepted = (part.split(";") for part in request.headers.get("accept-encoding", "").split(","))
    return any(
        coding.strip() == "gzip" and "".join(weight).replace(" ", "") not in {"q=0", "q=0.0"}
        for coding, *weight in accepted
    )


def is_known(request: Request, etag: str) -> bool:
    """Return whether the client has what *etag* stands for."""
    known = request.headers.get("if-none-match", "").split(",")
    return any(tag.strip().removeprefix("W/") in {etag, "*"} for tag in known)


def published(request: Request, publication: Publication, headers: Mapping[str, str]) -> Response:
    """Return an answer with what was published, which its reader keeps for ever.

    Parameters
    ----------
    request : Request
    publication : Publication
    headers : mapping of str to str
        Those of its kind.
    """
    is_packed = publication.is_gzipped and takes_gzip(request)
    etag = f'"{publication.digest}-gzip"' if is_packed else f'"{publication.digest}"'
    answered = {
        **headers,
        "Cache-Control": f"private, {FOR_EVER}",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if is_known(request, etag):
        return Response(status_code=304, headers=answered)
    if is_packed:
        answered["Content-Encoding"] = "gzip"
    content = publication.content if is_packed else publication.plain
    return Response(content, headers=answered, media_type=publication.media_type)


def missing(sentence: str, *, status_code: int = 404) -> Response:
    """Return an answer that says in one sentence why there is nothing, and is not kept."""
    headers = {**READABLE_BY_ALL, "Cache-Control": "no-store"}
    return PlainTextResponse(sentence, status_code=status_code, headers=headers)
