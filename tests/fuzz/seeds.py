"""Where each target begins: a few small inputs that reach far."""

from __future__ import annotations

import gzip
import json

_STORY = "Mayor Ines Bell said on Monday that the bridge must reopen by Friday."
_RSS = (
    "<rss version='2.0'><channel><title>Wire</title><item><guid>1</guid><pubDate>Mon, 12 May 2031 08:00:00 GMT</pubDate>"
    f"<description>{_STORY}</description></item></channel></rss>"
)
_ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><updated>2031-05-13T08:00:00Z</updated>"
    f"<content type='html'>&lt;p&gt;{_STORY}</content></entry></feed>"
)
_NITF = (
    "<nitf><head><docdata><doc-id id-string='1'/><date.issue norm='20310513T080000Z'/></docdata></head>"
    f"<body><body.head><hedline><hl1>Bridge</hl1></hedline></body.head><body.content><p>{_STORY}</p></body.content></body></nitf>"
)
_NEWSML = (
    "<newsItem guid='1'><itemMeta><itemClass qcode='ninat:text'/><versionCreated>2031-05-13T08:00:00Z</versionCreated></itemMeta>"
    "<contentMeta><headline>Bridge</headline></contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>"
    f"<html><body><p>{_STORY}</p></body></html></inlineXML></contentSet></newsItem>"
)
_HTML = (
    "<!DOCTYPE html><html><head><title>Bridge</title><meta property='article:published_time' content='2031-05-13'/></head><body><article><h1>Bridge</h1>"
    f"<p>{_STORY * 4}</p><ul><li>One</li></ul></article></body></html>"
)
_JSON = [
    json.dumps({"id": "1", "text": _STORY, "published": "2031-05-13", "author": ["Ana Bell"]}),
    json.dumps({"uri": "u:1", "type": "text", "headline": "Bridge", "body_xhtml": f"<p>{_STORY}</p>", "versioncreated": "2031-05-13T08:00:00Z"}),
    json.dumps({"uri": "u:2", "headlines": [{"role": "main", "value": "Bridge"}], "bodies": [{"contenttype": "text/plain", "value": _STORY}]}),
    json.dumps({"urn": "u:3", "headline": "Bridge", "article_html": f"<section><p>{_STORY}</p></section>", "version_created": "2031-05-13T08:00:00+02:00"}),
]


def _warc() -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _HTML.encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: {len(page)}\r\n\r\n"
    return head.encode() + page + b"\r\n\r\n"


#: Inputs by target; a target that is not here begins with nothing.
SEEDS: dict[str, list[bytes]] = {
    "text": [_STORY.encode(), b"\xef\xbb\xbfA.\r\nB."],
    "json": [each.encode() for each in _JSON],
    "jsonl": ["\n".join(_JSON).encode()],
    "html": [_HTML.encode()],
    "feed": [_RSS.encode(), _ATOM.encode()],
    "newsml": [_NEWSML.encode()],
    "nitf": [_NITF.encode()],
    "warc": [_warc()],
    "csv": [b'id,text,published\n1,"A bridge, they said.",2031-05-13\n', b"id\ttext\n1\tA.\n"],
    "rdf": [
        b'@prefix a: <a:> . a:s a:p "o"@en , [ a:q 1.5 ] ; a:r (true <a:b>) .',
        b'<a:g> { <a:s> <a:p> """o"""^^<a:t> . }\n<a:s> <a:p> <a:o> <a:g> .',
        b'{"@context": {"p": "a:p"}, "@id": "a:s", "@graph": [{"@id": "a:x", "p": {"@value": "o", "@language": "en"}}]}',
        b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='a:'><r:Description r:about='a:s'><a:p>o</a:p></r:Description></r:RDF>",
    ],
    "parameters": [b"Norway", b"Q20", b"2031-05-13", b"7", b'" } } ; DROP ALL ; #', b"> } UNION { ?s ?p ?o"],
    "unpack": [gzip.compress(_STORY.encode(), mtime=0), bytes.fromhex("28b52ffd2006310000412e0a422e0a")],
    "detect": [_RSS.encode(), _HTML.encode(), b"<?xml version='1.0'?><!-- --><!DOCTYPE nitf SYSTEM 'x'><nitf/>", b'[{"text": 1}]', b"PAR1"],
    "literals": [b"2014-11-07T09:30:00Z", b"--02-29", b"2014-02-30", b"0000", b"20310513T080000Z"],
    "offsets": [_STORY.encode(), "“We will not wait,” Lindqvist told reporters. She urged Georgia to sign by 1 May.".encode()],
}
