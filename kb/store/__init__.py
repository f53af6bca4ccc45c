"""Many articles in one store that answers questions: an Oxigraph store on disk, or any endpoint (``Endpoint``).

The folder of a store is Oxigraph's own (``oxigraph serve --location DIR`` opens it, too). Each article is a named graph
that is whole or absent, and holds all that is needed to read it: the labels of its actors, its spans, its headline. The
default graph is the union of all articles, each triple once.

Reading::

    with open_store("news.db") as store:  # read-only; writers are not disturbed
        answer = store.query("SELECT ?label { ?a a kb:Person ; rdfs:label ?label }", limit=10)
        answer.variables  # ["label"]
        for row in answer.rows:  # tuples of pyoxigraph terms, None where unbound; read once, streamed
            print(row[0].value)
        answer = store.ask("who-opposes", {"who": "Bashar al-Assad"})  # a built-in question
        for quad in store.graph("https://w3id.org/newskb/id/article/a1"):  # one article
            print(quad)
        store_info(store)  # counts by class, dates, publishers
        list(check_store(store))  # what is wrong across articles

``Answer`` is ``kb.query.Answer``; ``kb.query.write(answer, "json", handle)`` renders it. A store that is open for reading
shows what was there when it was opened: open it again to see what came later.

Writing::

    with open_store("news.db", read_only=False) as store:  # the only writer: a second one gets a StoreError
        store.replace(quads)  # one article: all or nothing
        store.remove("https://w3id.org/newskb/id/article/a1")
"""

from kb.store.articles import ArticleStore, Change, check_writable, identity_of, open_store
from kb.store.check import Finding, check_shapes, check_store
from kb.store.endpoint import Endpoint
from kb.store.info import Info, store_info
from kb.store.loading import articles_of, bulk_load, fill_store, fits_bulk, load_file

__all__ = [
    "ArticleStore",
    "Change",
    "Endpoint",
    "Finding",
    "Info",
    "articles_of",
    "bulk_load",
    "check_shapes",
    "check_store",
    "check_writable",
    "fill_store",
    "fits_bulk",
    "identity_of",
    "load_file",
    "open_store",
    "store_info",
]
