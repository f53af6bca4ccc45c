"""The user's own actors: what a file may say, and what is told of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import InputError
from kb.model import ActorKind, KnownActor, Office
from kb.roster import read_roster

TABLE = """label,type,aliases,link,office,organization,start,end
River Union,Organization,RU|The Union,,,,,
Astrid Lindqvist,person,A. Lindqvist,Q900000001,foreign minister,Norway,2029-01,
Astrid Lindqvist,Person,,http://www.wikidata.org/entity/Q900000001,mayor,Oslo,2021,2028-12-31

"""
TURTLE = """@prefix kb: <https://w3id.org/newskb/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
<#ru> a kb:Organization ; rdfs:label "River Union" ; skos:altLabel "RU", "The Union" .
<#al> a kb:Person ; rdfs:label "Astrid Lindqvist" ; skos:altLabel "A. Lindqvist" ; owl:sameAs wd:Q900000001, <http://dbpedia.org/resource/X> .
[] a kb:Affiliation ; kb:member <#al> ; kb:role "foreign minister" ; kb:organization wd:Q20 ; schema:startDate "2029-01" .
[] a kb:Affiliation ; kb:member <#al> ; kb:role "chair" ; kb:organization <#ru> ; schema:startDate "2021" ; schema:endDate "2028-12-31" .
"""
UNION = KnownActor("River Union", ActorKind.ORGANIZATION, None, ("RU", "The Union"))


def write(folder: Path, name: str, text: str) -> Path:
    (file := folder / name).write_text(text, encoding="utf-8")
    return file


def test_a_table_tells_of_actors_in_one_row_or_several(tmp_path: Path) -> None:
    offices = (Office("foreign minister", "Norway", "2029-01"), Office("mayor", "Oslo", "2021", "2028-12-31"))
    minister = KnownActor("Astrid Lindqvist", ActorKind.PERSON, "Q900000001", ("A. Lindqvist",), offices)
    assert read_roster(write(tmp_path, "own.csv", TABLE)) == (UNION, minister)
    assert read_roster(write(tmp_path, "own.tsv", "\ufeff" + TABLE.replace(",", "\t"))) == (UNION, minister)


def test_turtle_says_the_same(tmp_path: Path) -> None:
    offices = (Office("foreign minister", "Q20", "2029-01"), Office("chair", "River Union", "2021", "2028-12-31"))
    minister = KnownActor("Astrid Lindqvist", ActorKind.PERSON, "Q900000001", ("A. Lindqvist",), offices)
    assert read_roster(write(tmp_path, "own.ttl", TURTLE)) == (UNION, minister)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("own.csv", "label,kind\nX Y,Person\n", "line 1: column 'kind' is unknown; the columns are label,type,"),
        ("own.csv", "label\nX Y\n", "line 1: column 'type' is missing"),
        ("own.csv", "label,type\nX Y,Person\nX Z,Persn\n", "line 3: type 'Persn' is none of Person, Organization"),
        ("own.csv", "label,type\n,Person\n", "line 2: the name is missing"),
        ("own.csv", "label,type\nthe union,Organization\n", "line 2: 'the union' can be found in no article"),
        ("own.csv", "label,type,link\nX Y,Person,76\n", "line 2: link '76' is no Wikidata id, such as Q76"),
        ("own.csv", "label,type\nX, Y,Person\n", "line 2: has 3 cells, more than the 2 columns"),
        ("own.csv", "label,type,office,start\nX Y,Person,mayor,1 May 2014\n", "line 2: '1 May 2014' is no date such as 2014-11-24"),
        ("own.csv", "label,type,office,start,end\nX Y,Person,mayor,2014-05,2014-04-30\n", "line 2: the office ends (2014-04-30) before it starts"),
        ("own.csv", "label,type,organization\nX Y,Person,Oslo\n", "line 2: organization, start and end go with an office"),
        ("own.csv", 'label,type\n"X Y,Person\n', "line 2: broken table"),
        ("own.csv", "label,type\n", "tells of no actor"),
        ("own.xlsx", "", "own actors are a table (.csv, .tsv) or Turtle (.ttl), not .xlsx"),
        ("own.ttl", TURTLE.replace("<#al> a kb:Person ;", "<#al> a kb:Person"), "line 5: broken turtle"),
        ("own.ttl", TURTLE.replace('rdfs:label "Astrid Lindqvist" ;', ""), "#al>: has no rdfs:label"),
        ("own.ttl", TURTLE.replace('kb:role "chair" ;', ""), "#al>: its kb:Affiliation has no kb:role"),
        ("own.ttl", TURTLE.replace("a kb:Person", "a kb:Person, kb:State"), "#al>: has the types Person and State"),
        ("own.ttl", TURTLE.replace("owl:sameAs wd:Q900000001", "owl:sameAs wd:Q9, wd:Q8"), "#al>: has owl:sameAs to two things of Wikidata"),
        ("own.ttl", TURTLE.replace("kb:organization <#ru>", "kb:organization <#nobody>"), "#nobody has no rdfs:label here"),
        ("own.ttl", TURTLE.replace('"2029-01"', '"soon"'), "'soon' is no date"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    file = write(tmp_path, name, text)
    with pytest.raises(InputError) as error:
        read_roster(file)
    assert str(error.value).startswith(str(file))
    assert told in str(error.value)


def test_a_file_that_is_missing_or_not_utf_8(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_roster(tmp_path / "own.csv")
    (tmp_path / "own.csv").write_bytes("label,type\nJosé,Person\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_roster(tmp_path / "own.csv")
