"""Every RDF term that the program writes or reads, and the prefixes that stand for them.

The terms of the project's own ontology are described in ``ontologies/kb.ttl``; a test holds the two together.
Closed lists (acts, media, stances and the like) are the enumerations of ``kb.model``, whose values are local names.
"""

from __future__ import annotations

from rdflib import OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kb.model import Act, Bound, Certainty, Medium, Polarity, Quotation, Stance, Status

#: Where the IRIs of articles, actors and runs live unless another base is asked for.
DEFAULT_BASE = "https://w3id.org/newskb/id/"


class KB(DefinedNamespace):
    """The project's ontology. An unknown name raises instead of making up a term."""

    _NS = Namespace("https://w3id.org/newskb/ontology#")
    _fail = True

    # classes
    Article: URIRef
    Mention: URIRef
    TimeExpression: URIRef
    Actor: URIRef
    Person: URIRef
    Organization: URIRef
    NewsOrganization: URIRef
    State: URIRef
    Place: URIRef
    Group: URIRef
    Topic: URIRef
    Assertion: URIRef
    Communication: URIRef
    Deadline: URIRef
    Position: URIRef
    Affiliation: URIRef
    Merge: URIRef

    # any assertion
    evidence: URIRef
    certainty: URIRef
    polarity: URIRef
    reportedBy: URIRef
    confidence: URIRef
    rule: URIRef

    # communications
    source: URIRef
    recipient: URIRef
    act: URIRef
    medium: URIRef
    quotation: URIRef
    sourceSpan: URIRef
    cueSpan: URIRef
    contentSpan: URIRef
    content: URIRef
    topicSpan: URIRef
    date: URIRef

    # deadlines
    due: URIRef
    bound: URIRef
    dueSpan: URIRef
    matterSpan: URIRef
    matter: URIRef
    obliged: URIRef
    setBy: URIRef
    status: URIRef

    # positions
    holder: URIRef
    target: URIRef
    targetSpan: URIRef
    stance: URIRef
    concerns: URIRef

    # affiliations
    member: URIRef
    role: URIRef
    organization: URIRef

    # merges over articles
    mergedInto: URIRef
    copyOf: URIRef
    mergedBy: URIRef
    reason: URIRef

    # time expressions
    timexType: URIRef
    timexValue: URIRef

    # concept schemes
    Acts: URIRef
    Media: URIRef
    Quotations: URIRef
    Stances: URIRef
    Certainties: URIRef
    Polarities: URIRef
    Bounds: URIRef
    Statuses: URIRef

    # acts
    stating: URIRef
    announcing: URIRef
    revealing: URIRef
    confirming: URIRef
    denying: URIRef
    refusing: URIRef
    accusing: URIRef
    criticising: URIRef
    praising: URIRef
    requesting: URIRef
    demanding: URIRef
    promising: URIRef
    threatening: URIRef
    warning: URIRef
    proposing: URIRef
    asking: URIRef
    agreeing: URIRef
    believing: URIRef

    # broader acts
    assertive: URIRef
    directive: URIRef
    commissive: URIRef
    expressive: URIRef
    cognitive: URIRef

    # media
    letter: URIRef
    statement: URIRef
    jointStatement: URIRef
    speech: URIRef
    interview: URIRef
    pressConference: URIRef
    call: URIRef
    meeting: URIRef
    socialMedia: URIRef
    report: URIRef
    legal: URIRef
    unspecifiedMedium: URIRef

    # other values
    Direct: URIRef
    Mixed: URIRef
    Indirect: URIRef
    NoContent: URIRef
    Certain: URIRef
    Hedged: URIRef
    Positive: URIRef
    Negative: URIRef
    Supports: URIRef
    Opposes: URIRef
    Neutral: URIRef
    By: URIRef
    Until: URIRef

    # what became of a deadline
    met: URIRef
    missed: URIRef
    moved: URIRef
    extended: URIRef
    cancelled: URIRef


class NIF(DefinedNamespace):
    """The terms of the NLP Interchange Format 2.0 in use."""

    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    _fail = True

    Context: URIRef
    Phrase: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    isString: URIRef
    referenceContext: URIRef
    sourceUrl: URIRef


class ITSRDF(DefinedNamespace):
    """The term of the Internationalization Tag Set that links a span to what it refers to."""

    _NS = Namespace("http://www.w3.org/2005/11/its/rdf#")
    _fail = True

    taIdentRef: URIRef


#: The property that gives a node its class.
IS_A = RDF.type

# rdflib looks each term up by name at every use, which is a fifth of the time that the graph of an article takes
for _namespace in (KB, NIF, ITSRDF):
    for _name in _namespace.__annotations__:
        setattr(_namespace, _name, _namespace[_name])

WD = Namespace("http://www.wikidata.org/entity/")

#: The concepts that a property may take, by the scheme that holds them.
SCHEMES: dict[URIRef, tuple[URIRef, ...]] = {
    KB.Acts: tuple(KB[value] for value in Act),
    KB.Media: tuple(KB[value] for value in Medium),
    KB.Quotations: tuple(KB[value] for value in Quotation),
    KB.Stances: tuple(KB[value] for value in Stance),
    KB.Certainties: tuple(KB[value] for value in Certainty),
    KB.Polarities: tuple(KB[value] for value in Polarity),
    KB.Bounds: tuple(KB[value] for value in Bound),
    KB.Statuses: tuple(KB[value] for value in Status),
}

#: Prefixes of vocabularies, in every output alike.
VOCABULARIES: dict[str, str] = {
    "itsrdf": str(ITSRDF),
    "kb": str(KB),
    "nif": str(NIF),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "wd": str(WD),
    "xsd": str(XSD),
}

#: Prefixes of instances, one for each kind of IRI, as paths below the base.
INSTANCES: dict[str, str] = {
    "article": "article/",
    "actor": "actor/",
    "group": "actor/group/",
    "newsOrganization": "actor/newsOrganization/",
    "organization": "actor/organization/",
    "person": "actor/person/",
    "place": "actor/place/",
    "run": "run/",
    "state": "actor/state/",
    "version": "version/",
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return all prefixes with the namespaces that they stand for, instances below *base*.

    >>> prefixes("https://example.org/")["person"]
    'https://example.org/actor/person/'
    """
    return VOCABULARIES | {prefix: base + path for prefix, path in INSTANCES.items()}
