"""The measures, on a tiny invented article: what is found, missed, invented and partly wrong counts as it should."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli import main
from kb.errors import InputError
from kb.evaluate import MEASURES, AnnotatedArticle, Figures, evaluate, read_annotations, read_facts
from kb.evaluate.matching import overlap, pair_up, same_place
from kb.graph import Statements, build_graph, serialise
from kb.model import Act, Affiliation, Article, Communication, Deadline, Extraction, Position, Span, Stance

TEXT = (
    "Mayor Ana Ruiz said on Monday that the bridge must reopen by Friday. "
    "The dockers support her plan. Ruiz thanked them. The bridge must reopen by Friday, she repeated."
)
VERSIONS = {"newskb": "0", "en_none": "0", "newskb-ontology": "0"}


def place(quote: str, nth: int = 1) -> dict[str, Any]:
    begin = -1
    for _ in range(nth):
        begin = TEXT.index(quote, begin + 1)
    return {"quote": quote, "nth": nth, "begin": begin, "end": begin + len(quote)}


def told(number: int, cue: dict[str, Any], source_span: dict[str, Any], **more: Any) -> dict[str, Any]:
    blank = {"content_spans": [], "recipients": [], "topic_span": None, "medium": "unspecified", "reported_by": None, "date": None, "also": []}
    return {"id": f"c{number}", "source": ["ruiz"], "source_span": source_span, "cue_span": cue, "polarity": "positive", "certainty": "certain"} | blank | more


def record() -> dict[str, Any]:
    """Return the annotation, fresh, so that a test may spoil it."""
    return {
        "id": "bridge",
        "title": "The bridge",
        "published": "2031-05-12",
        "text": TEXT,
        "actors": [
            {"id": "ruiz", "name": "Ana Ruiz", "type": "Person", "named": True,
             "mentions": [place("Mayor Ana Ruiz"), place("her"), place("Ruiz", 2), place("she")]},
            {"id": "dockers", "name": "dockers", "type": "Group", "named": False, "mentions": [place("dockers"), place("them")]},
        ],
        "affiliations": [{"member": "ruiz", "role": "Mayor", "organization": None, "evidence_span": place("Mayor Ana Ruiz")}],
        "communications": [
            told(1, place("said"), place("Mayor Ana Ruiz"), act="state", quotation="indirect",
                 content_spans=[place("the bridge must reopen by Friday")], also=[place("The bridge must reopen by Friday")]),
            told(2, place("thanked"), place("Ruiz", 2), act="praise", quotation="none", recipients=["dockers"]),
        ],
        "deadlines": [
            {"id": "d1", "due": "2031-05-16", "due_span": place("Friday"), "bound": "by", "matter_span": place("the bridge must reopen"),
             "obliged": [], "set_by": ["ruiz"], "certainty": "certain", "reported_by": None},
        ],
        "positions": [
            {"id": "p1", "holder": "dockers", "target": None, "target_span": place("her plan"), "stance": "supports",
             "evidence_spans": [place("The dockers support her plan")], "certainty": "certain", "reported_by": None},
        ],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/bridge.json").write_text(json.dumps(record()), encoding="utf-8")
    return tmp_path / "gold"


@pytest.fixture
def gold(folder: Path) -> AnnotatedArticle:
    (article,) = read_annotations(folder)
    return article


def statements_of(facts: Extraction) -> Statements:
    return build_graph(Article("bridge", TEXT), facts, versions=VERSIONS)


def measured(gold: AnnotatedArticle, facts: Extraction) -> Figures:
    return evaluate([gold], read_facts(statements_of(facts).graph()))


def altered(gold: AnnotatedArticle, kind: type, **changes: Any) -> Extraction:
    """Return what the annotator found, with every item of *kind* changed."""
    assertions = tuple(dataclasses.replace(each, **changes) if isinstance(each, kind) else each for each in gold.facts.assertions)
    return dataclasses.replace(gold.facts, assertions=assertions)


def without(gold: AnnotatedArticle, kind: type) -> Extraction:
    return dataclasses.replace(gold.facts, assertions=tuple(each for each in gold.facts.assertions if not isinstance(each, kind)))


def test_a_graph_of_the_annotation_itself_is_perfect(gold: AnnotatedArticle) -> None:
    figures = measured(gold, gold.facts)
    assert {name: (tally.hits, tally.gold, tally.system) for name, tally in figures.tallies.items()} == {
        "mention": (6, 6, 6), "communication": (2, 2, 2), "communication full": (2, 2, 2), "deadline": (1, 1, 1), "deadline full": (1, 1, 1),
        "position": (1, 1, 1), "affiliation": (1, 1, 1), "facts": (5, 5, 5),
    }  # fmt: skip
    assert {share.value for share in figures.shares.values()} == {1.0}
    assert (figures.misses, figures.absent) == ((), ())


def test_an_empty_graph_has_nothing_right_and_nothing_wrong(gold: AnnotatedArticle) -> None:
    figures = evaluate([gold], {})
    assert figures.absent == ("bridge",)
    assert list(figures.tallies) == list(MEASURES)
    assert all((tally.precision, tally.recall, tally.f1) == (0.0, 0.0, 0.0) for tally in figures.tallies.values())
    assert {miss.verdict for miss in figures.misses} == {"missed"}


@pytest.mark.parametrize(
    ("kind", "measure", "changes", "word"),
    [
        (Communication, "communication full", {"act": Act.DENYING}, "denying"),
        (Communication, "communication full", {"source": ("dockers",)}, "dockers"),
        (Deadline, "deadline full", {"due": "2031-05-23"}, "2031-05-23"),
        (Position, "position", {"stance": Stance.OPPOSES}, "opposes"),
        (Position, "position", {"holder": "ruiz"}, "ruiz"),
        (Position, "position", {"target_span": Span(0, 4)}, "Mayo"),
        (Affiliation, "affiliation", {"role": "Mayor of the bridge"}, "bridge"),
        (Affiliation, "affiliation", {"member": "dockers"}, "dockers"),
    ],
)
def test_what_is_wrong_is_no_hit_and_is_listed(gold: AnnotatedArticle, kind: type, measure: str, changes: dict[str, Any], word: str) -> None:
    figures = measured(gold, altered(gold, kind, **changes))
    assert figures.tallies[measure].f1 == 0.0
    assert 0.0 < figures.tallies["facts"].f1 < 1.0
    assert any(word in miss.words for miss in figures.misses)


@pytest.mark.parametrize(("kind", "measure"), [(Communication, "communication"), (Deadline, "deadline"), (Position, "position"), (Affiliation, "affiliation")])
def test_what_is_left_out_costs_recall_alone(gold: AnnotatedArticle, kind: type, measure: str) -> None:
    figures = measured(gold, without(gold, kind))
    assert (figures.tallies[measure].recall, figures.tallies[measure].system) == (0.0, 0)
    assert figures.tallies["facts"].precision == 1.0
    assert {(miss.kind, miss.verdict) for miss in figures.misses} == {(measure, "missed")}


def test_a_longer_role_that_ends_alike_is_the_same_role(gold: AnnotatedArticle) -> None:
    assert measured(gold, altered(gold, Affiliation, role="city mayor")).tallies["affiliation"].f1 == 1.0


def test_content_counts_wherever_the_article_repeats_it(gold: AnnotatedArticle) -> None:
    again = place("The bridge must reopen by Friday")
    first, *rest = gold.facts.assertions
    moved = dataclasses.replace(first, content=(Span(again["begin"], again["end"]),))
    figures = measured(gold, dataclasses.replace(gold.facts, assertions=(moved, *rest)))
    assert figures.tallies["communication full"].f1 == 1.0


def test_a_mention_with_the_wrong_actor_is_found_but_not_coreferent(gold: AnnotatedArticle) -> None:
    spot = Span(place("them")["begin"], place("them")["end"])
    mentions = tuple(dataclasses.replace(each, actor="ruiz") if each.span == spot else each for each in gold.facts.mentions)
    figures = measured(gold, dataclasses.replace(gold.facts, mentions=mentions))
    assert figures.tallies["mention"].f1 == 1.0
    assert (figures.shares["mention: coreference"].right, figures.shares["mention: coreference"].all) == (5, 6)


spans = st.builds(lambda begin, length: Span(begin, begin + length), st.integers(0, 40), st.integers(1, 15))


@settings(deadline=None)
@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_overlap_is_a_share_and_takes_no_side(left: list[Span], right: list[Span]) -> None:
    shared = overlap(left, right)
    assert 0.0 <= shared <= 1.0
    assert shared == overlap(right, left)
    assert same_place(left, right) in (0.0, shared)
    assert not left or overlap(left, left) == 1.0


@settings(deadline=None)
@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_pairs_are_one_to_one_and_leave_nothing_that_could_be_paired(left: list[int], right: list[int]) -> None:
    pairs = pair_up(left, right, lambda one, other: float(one == other))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pairs) == sum(min(left.count(value), right.count(value)) for value in set(left))


def spoil(change: Callable[[dict[str, Any]], object]) -> str:
    spoilt = record()
    change(spoilt)
    return json.dumps(spoilt)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1: broken JSON"),
        ("[]", "no annotated article"),
        (spoil(lambda each: each.pop("actors")), "'actors' is missing"),
        (spoil(lambda each: each["communications"][0].update(act="shout")), "'shout'"),
        (spoil(lambda each: each["positions"][0].update(holder="nobody")), "'nobody' is none of its actors"),
        (spoil(lambda each: each["deadlines"][0]["due_span"].update(begin=0)), "'Friday' does not stand at 0"),
    ],
)
def test_a_broken_annotation_is_told_in_one_line(folder: Path, text: str, told: str) -> None:
    (folder / "bridge.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"bridge\.json") as raised:
        read_annotations(folder)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotations"):
        read_annotations(tmp_path)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, words)], prog_name="kb")


@pytest.fixture
def graph_file(gold: AnnotatedArticle, tmp_path: Path) -> Path:
    path = tmp_path / "bridge.nq"
    path.write_text(serialise(statements_of(altered(gold, Position, stance=Stance.OPPOSES)), "nquads"), encoding="utf-8")
    return path


def test_the_command_prints_tables_and_misses(folder: Path, graph_file: Path) -> None:
    result = run(folder, graph_file, "--misses")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "facts                0.800       0.800    0.800" in result.stdout
    assert "bridge: position missed: dockers supports “her plan”" in result.stdout.splitlines()
    assert "position missed" not in run(folder, graph_file).stdout


def test_the_command_prints_what_confidences_are_worth(folder: Path, graph_file: Path) -> None:
    table = run(folder, graph_file, "--calibration").stdout.split("\n\n")[-1].splitlines()
    assert table[0].split() == ["kind", "confidence", "found", "of"]
    assert [row.split()[-4:] for row in table if row.startswith("position")] == [["position", "1.00", "0.00", "1"]]  # its stance is wrong


def test_the_command_prints_json_for_programs(folder: Path, graph_file: Path) -> None:
    value = json.loads(run(folder, graph_file, "--format", "json", "--misses").stdout)
    assert value["measures"]["position"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "gold": 1, "system": 1}
    assert value["attributes"]["communication: act"] == {"right": 1.0, "of": 2}
    assert [miss["verdict"] for miss in value["misses"]] == ["missed", "invented"]


def test_a_second_annotator_is_measured_like_a_graph(folder: Path) -> None:
    value = json.loads(run(folder, folder, "--format", "json").stdout)
    assert value["measures"]["facts"]["f1"] == 1.0


def test_annotators_agree_or_not_on_what_both_have_read(folder: Path) -> None:
    (folder / "other.json").write_text(spoil(lambda each: each.update(id="other")), encoding="utf-8")
    (folder / "second").mkdir()
    (folder / "second/bridge.json").write_text(json.dumps(record()), encoding="utf-8")
    assert run(folder, folder / "second").exit_code == 0
    assert json.loads(run(folder, folder / "second", "--format", "json").stdout)["measures"]["facts"]["gold"] == 5


def test_an_article_in_no_graph_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    result = run(folder, tmp_path / "empty.ttl")
    assert result.exit_code == 1
    assert result.stderr == "kb: bridge: in no GRAPH, so all that is annotated there counts as missed\n"


def test_a_graph_that_breaks_the_ontology_is_refused(folder: Path, graph_file: Path) -> None:
    broken = "".join(line for line in graph_file.read_text(encoding="utf-8").splitlines(keepends=True) if "ontology#stance" not in line)
    graph_file.write_text(broken, encoding="utf-8")
    result = run(folder, graph_file)
    assert result.exit_code == 2
    assert "has no kb:stance" in result.stderr
    assert "kb validate" in result.stderr


def test_a_folder_and_a_file_do_not_go_together(folder: Path, graph_file: Path) -> None:
    assert "give one folder, or RDF files" in run(folder, folder, graph_file).stderr
