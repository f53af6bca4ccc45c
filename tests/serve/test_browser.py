"""The pages in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kb.pages import Knowledge, report
from kb.store import open_store
from tests.serve.conftest import Server
from tests.stores import DAM, HOSTILE

playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium; on Debian: apt-get install chromium")

NORWAY = "https://w3id.org/newskb/id/actor/Q20"
PAGES = [
    "",
    "?q=norway",
    f"article?iri={quote(DAM)}",
    f"article?iri={quote(HOSTILE, safe='')}",
    f"actor?iri={quote(NORWAY)}",
    "timeline",
    f"graph?iri={quote(NORWAY)}",
]
_QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        # the sandbox needs rights that a container does not give; the pages are our own
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *_QUIET])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: playwright.Browser, server: Server) -> Iterator[playwright.Page]:
    """Return a tab on a phone's width that fails the test on an error of a script or a request elsewhere."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((server.address, "data:", "file:", "blob:")) else troubles.append(request.url))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    yield page
    context.close()
    assert troubles == []


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_phone_and_runs_nothing_of_an_article(tab: playwright.Page, server: Server, path: str) -> None:
    tab.goto(server.address + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.evaluate("typeof hacked") == "undefined"
    assert tab.locator("h1").count() == 1


def test_assertion_and_its_words_lead_to_each_other(tab: playwright.Page, server: Server) -> None:
    tab.goto(f"{server.address}article?iri={quote(DAM)}")
    tab.locator(".words a.ref").first.click()
    card = tab.locator("li.fact:target")
    playwright.expect(card).to_be_in_viewport()
    card.locator("a.ref").first.click()
    playwright.expect(tab.locator("mark:target")).to_be_in_viewport()


def test_kinds_can_be_shown_alone(tab: playwright.Page, server: Server) -> None:
    tab.goto(f"{server.address}article?iri={quote(DAM)}")
    tab.locator("label.deadline").click()
    playwright.expect(tab.locator("li.fact:visible")).to_have_count(1)


def test_keyboard_reaches_content_first(tab: playwright.Page, server: Server) -> None:
    tab.goto(f"{server.address}timeline")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_search_leads_to_an_actor_and_on_to_the_article(tab: playwright.Page, server: Server) -> None:
    tab.goto(server.address)
    tab.locator("input[name=q]").first.fill("norw")
    tab.keyboard.press("Enter")
    tab.locator("a.who", has_text="Norway").first.click()
    playwright.expect(tab.locator("h1")).to_have_text("Norway")
    tab.locator(".source a").first.click()
    playwright.expect(tab.locator("mark:target")).to_be_in_viewport()


def test_graph_is_drawn(tab: playwright.Page, server: Server) -> None:
    tab.goto(f"{server.address}graph?iri={quote(NORWAY)}")
    playwright.expect(tab.locator("#graph[data-drawn] canvas").first).to_be_visible()


def test_console_answers(tab: playwright.Page, server: Server) -> None:
    tab.set_viewport_size({"width": 1200, "height": 900})
    tab.goto(f"{server.address}console")
    tab.locator(".yasqe_queryButton").click()
    playwright.expect(tab.locator(".yasr_results")).to_contain_text("Petra Sand")


def test_console_is_dark_in_the_dark(browser: playwright.Browser, server: Server) -> None:
    filters = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{server.address}console")
        filters.append(page.evaluate("getComputedStyle(document.getElementById('console')).filter"))
        context.close()
    assert filters[0] == "none" and "invert" in filters[1]


def test_timeline_is_filtered_by_keyboard(tab: playwright.Page, server: Server) -> None:
    tab.goto(f"{server.address}timeline")
    tab.locator("input[name=who]").focus()
    tab.keyboard.type("Norway")
    tab.keyboard.press("Tab")
    tab.keyboard.type("01012031")
    tab.keyboard.press("Enter")
    playwright.expect(tab.locator("h1")).to_contain_text("Norway")
    assert "since=2031-01-01" in tab.url
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_report_is_whole_by_itself(tab: playwright.Page, server: Server, tmp_path: Path) -> None:
    for number, article in enumerate((DAM, HOSTILE)):
        file = tmp_path / f"{number}.html"
        file.write_text(report(Knowledge(open_store(server.store)), article), encoding="utf-8")
        tab.goto(file.as_uri())
        assert tab.evaluate("typeof hacked") == "undefined"
        tab.locator(".words a.ref").first.click()
        playwright.expect(tab.locator("li.fact:target")).to_be_in_viewport()
    assert tab.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor") != "rgba(0, 0, 0, 0)"
