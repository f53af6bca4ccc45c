from __future__ import annotations
def resolve(cast, names, gazetteer, published): pass
