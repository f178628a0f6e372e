"""The page *Import*: recognised or proposed, looked at, let in, corrected. All of it simulated."""

import pytest

from workbench.dashboard.running import Running, install, running
from workbench.jobs.worker import work_through
from workbench.security import create_administrator
from workbench.services.importing import import_records
from workbench.services.incoming import keep_incoming

OWN = (
    "Дата;Страна;Вид;Изделие;Курьер;Что-то\n"
    "01.02.2025;Намибия;леопард;шкура;NULL;🐆\n"
    "32.02.2025;Китай;тигр;кость;محمد;x\n"
).encode()
CITES = (
    b"Year,App.,Taxon,Importer,Exporter,Origin,Importer reported quantity,"
    b"Exporter reported quantity,Term,Unit,Purpose,Source\n"
    b"2017,I,Panthera pardus,DE,NA,XX,3,,SKI,,P,I\n2017,I,Panthera pardus,DE,Q9,XX,3,,SKI,,P,I\n"
)


@pytest.fixture
def dropped(known, clock, monkeypatch):
    """dropped(name, bytes): a file that waits, by its token; work is done here, by no process."""
    monkeypatch.setattr("workbench.jobs.queueing._start_worker", lambda project: None)

    def keep(name, content):
        return keep_incoming(running().project, "Anna", name, content)

    return keep


def test_an_empty_project_says_what_to_drop(shown, words, project, clock):
    install(Running(project, clock))
    create_administrator(project.store, "Ada", "a leopard walks at dusk", clock())
    assert "Nothing has been imported yet." in words(shown("import", "Ada"))


def test_it_is_not_for_who_examines(shown, words, known):
    assert "for analysts" in words(shown("import", "Boris"))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [({"file": "../../etc/passwd"}, "no longer waiting"), ({"file": "0" * 64}, "no longer waiting"),
     ({"run": "RUN-9999"}, "no such import")],
)  # fmt: skip
def test_an_address_of_nothing_says_so(address, sentence, shown, words, known):
    assert sentence in words(shown("import", "Anna", **address))


def test_a_published_table_is_recognised_and_shows_what_it_would_bring(shown, words, dropped):
    said = words(shown("import", "Anna", file=dropped("anything.csv", CITES)))
    assert "CITES Trade Database, shipments" in said
    assert "All 2 rows were read" in said
    assert "1 refused" in said
    assert "two-letter code" in said


def test_a_table_nobody_mapped_gets_a_proposal_whose_fields_can_be_changed(shown, words, dropped):
    page = shown("import", "Anna", file=dropped("our_list.csv", OWN))
    assert "A mapping is proposed" in words(page)
    said = cells(page)
    assert "February 2025 has 28 days" in said
    assert "NULL" in said
    field = next(one for one in page.selectbox if one.label == "Meaning of Что-то")
    assert field.value == ""
    page = field.set_value("note").run()
    assert not page.exception
    assert any("Что-то" in code.value and 'property = "note"' in code.value for code in page.code)


def test_it_is_let_in_by_the_button_and_what_was_refused_is_told(shown, words, dropped):
    token = dropped("our_list.csv", OWN)
    page = shown("import", "Anna", file=token)
    button = next(one for one in page.button if one.label == "Let it in")
    page = button.click().run()
    assert not page.exception
    assert work_through(running().project.folder) == 1
    said = words(shown("import", "Anna", file=token))
    assert "1 refused" in said
    run = cells(shown("import", "Anna", run="RUN-0001"))
    assert "32.02.2025" in run
    assert "write 2025-02 if the day is unknown" in run
    history = cells(shown("import", "Anna"))
    assert "our_list.csv" in history
    assert "finished" in history
    with running().project.store.read(_anna()) as queries:
        names = {one.value for one in queries.statements.saying("Person", ["name"])}
    assert "NULL" in names


def cells(page):
    """Every cell of every table of a page."""
    return "\n".join(frame.value.to_string(max_colwidth=None) for frame in page.dataframe)


def _anna():
    from workbench.security import reader_of

    return reader_of(running().project.store, "Anna")


def test_a_corrected_row_is_no_second_witness(dropped, clock, tmp_path):
    project = running().project
    first = tmp_path / "a.csv"
    first.write_bytes(CITES)
    begun = import_records(project, "Anna", first, clock=clock)
    mended = tmp_path / "b.csv"
    mended.write_bytes(CITES.replace(b"Q9", b"ZA"))
    import_records(project, "Anna", mended, corrects=begun.run, clock=clock)
    with project.store.read(_anna()) as queries:
        runs = queries.intake.history()
        sources = queries.sources.of({one.source for one in runs}).values()
    assert len({source.id for source in sources}) == 2
    assert len({source.root for source in sources}) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"\xff\xd8\xff\xe0" + b"\x01" * 50, "JPEG photo"),
        ("a.csv", b"a,b\n", "no rows"),
        ("a.xlsx", b"PK broken", "cannot be opened"),
        ("a.json", b"{", "not JSON"),
        ("photos.csv", b"image_id,identity,path\n1,x,a.jpg\n", "kedrovka import photos"),
    ],
)
def test_a_file_that_cannot_come_in_gets_a_sentence(name, content, sentence, shown, words, dropped):
    assert sentence in words(shown("import", "Anna", file=dropped(name, content)))


def test_double_reports_are_looked_for_when_asked(shown, dropped, clock, tmp_path):
    for name, reporter in (("a.csv", "I"), ("b.csv", "E")):
        path = tmp_path / name
        path.write_text(
            "id,Year,Taxon,Importer,Exporter,Origin,Quantity,Term,Unit,Purpose,Source,Reporter.type\n"
            f"{reporter}1,2017,Panthera pardus,DE,NA,,3,SKI,,P,W,{reporter}\n",
            "utf-8",
        )
        import_records(running().project, "Anna", path, clock=clock)
    page = shown("import", "Anna")
    button = next(one for one in page.button if one.label == "Look for double reports")
    page = button.click().run()
    assert not page.exception
    assert "1 new" in page.success[0].value
