"""The report: everything a prosecutor must see stands on the pages, in its own script."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from workbench.bag import typesetting
from workbench.bag.contents import CaseHead
from workbench.bag.packing import exhibit_paths
from workbench.bag.paths import BagRefused
from workbench.bag.report import for_paper, meaning, report_pdf, thumbnail
from workbench.bag.typesetting import font_folders, typeset


def pages(contents):
    made = report_pdf(contents, exhibit_paths(contents.exhibits))
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.fixture
def text(make_case):
    return " ".join("\n".join(pages(make_case())).split())


def test_handling_and_simulated_stand_on_every_page(make_case):
    for page in pages(make_case()):
        assert page.count("CONFIDENTIAL / LORD") >= 2
        assert "SIMULATED" in page
        assert "Centrality is not guilt" in page


def test_the_report_is_for_the_archive_and_the_same_twice(make_case):
    contents = make_case()
    made, again = (report_pdf(contents, exhibit_paths(contents.exhibits)) for _ in range(2))
    said = PdfReader(BytesIO(made)).xmp_metadata.rdf_root.toxml()
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in said
    assert made == again


def test_a_real_case_is_not_called_simulated(make_case):
    contents = make_case()
    real = replace(contents, case=replace(contents.case, simulated=False))
    assert not any("SIMULATED" in page for page in pages(real))


@pytest.mark.parametrize(
    "words",
    [
        "Grades assess reports for action; they are not evidence.",
        "Only scheduled exhibits and statements are offered as evidence.",
        "A shortlist is not evidence.",
        "neither a verdict nor the probability",
        "Centrality is not guilt.",
        "investigative, not validated",
        "Investigative, not validated.",
    ],
)
def test_the_standing_sentences_are_there(text, words):
    assert words in text


@pytest.mark.parametrize(
    "words", ["Сидоренко Пётр", "王小明", "Nguyễn", "Hằng", "报告 7", "шкура, левый бок.jpg"]
)
def test_names_are_readable_in_their_script(text, words):
    assert words in text


def test_number_interval_and_raw_value_stand_together(text):
    assert "LR +2.1 interval +1.2 to +2.4" in text
    assert "LR +3.4. Bounded: +2.1" in text
    assert "126 times more likely if it is this animal" in text


def test_a_ratio_stands_with_its_other_animal_its_bound_and_its_chance_hits(make_case):
    case = make_case()
    told = replace(
        case.comparisons[0],
        bound_reason="only 48 animals carry the calibration",
        beside=("Among 38 other animals 0.2 are expected.",),
        other_question="Another question, is the skin's animal in the catalogue: LR 7.",
    )
    text = " ".join("\n".join(pages(replace(case, comparisons=(told,)))).split())
    assert "Bounded: +2.1, because only 48 animals carry the calibration." in text
    assert "another animal of the named population: another leopard of the same 41" in text
    assert "Among 38 other animals 0.2 are expected." in text
    assert "in the catalogue: LR 7." in text.replace("’", "'")


@pytest.mark.parametrize("for_demonstration", [True, False])
def test_a_number_from_rendered_coats_says_so_beside_it(make_case, for_demonstration):
    case = make_case()
    told = replace(case.comparisons[0], for_demonstration=for_demonstration)
    text = " ".join("\n".join(pages(replace(case, comparisons=(told,)))).split())
    assert ("SIMULATED, for demonstration only" in text) is for_demonstration


@pytest.mark.parametrize("leaning", [True, False])
def test_a_lead_that_only_leans_is_never_printed_as_a_firm_one(make_case, leaning):
    case = make_case()
    told = replace(case.comparisons[0], leaning=leaning, lead="Leaning: wrong in 27 of 100.")
    text = " ".join("\n".join(pages(replace(case, comparisons=(told,)))).split())
    assert ("The machine only leans; this is no firm lead. Leaning: wrong in 27" in text) is leaning
    assert ("The machine's lead." in text.replace("’", "'")) is not leaning


def test_people_and_machine_are_told_apart(text):
    assert "The machine's lead." in text.replace("’", "'")
    assert "blind" in text
    assert "What people judged" in text


def test_exhibits_carry_their_digest_and_every_transfer(make_case):
    case = make_case()
    compact = "".join(" ".join(pages(case)).split())
    for exhibit in case.exhibits:
        assert exhibit.sha256 in compact
    text = " ".join(" ".join(pages(case)).split())
    assert "A-118 204" in text
    assert "A-118 219" in text
    assert "No transfer is recorded" in text


def test_unused_material_says_what_assists_the_defence_and_hides_what_is_sensitive(text):
    assert "names another buyer" in text
    assert "name of an informant" not in text


def test_a_retracted_statement_says_so(text):
    assert "retracted: 2026-04-02, wrong person" in text


def test_no_likelihood_ratio_is_no_number(make_case):
    contents = make_case()
    none = replace(
        contents.comparisons[0], log10_lr=None, low=None, high=None, log10_lr_raw=None, opinions=()
    )
    found = " ".join(" ".join(pages(replace(contents, comparisons=(none,)))).split())
    assert "no comparison was possible" in found
    assert "No person has judged this pair." in found


def test_an_empty_case_says_none_recorded(make_case):
    contents = make_case(
        **dict.fromkeys(
            ("exhibits", "comparisons", "statements", "findings", "audit", "used", "unused"), ()
        ),
        nodes=(),
        edges=(),
    )
    assert " ".join(pages(contents)).count("None recorded.") >= 5


def test_words_of_a_case_are_printed_and_never_run(make_case):
    contents = make_case()
    trap = '#read("/etc/hostname") #panic("x") $1/0$ @none *bold* <label> \\ \u202e'
    case = replace(contents.case, title=trap, summary=(trap, "#{1+"))
    assert '#read("/etc/hostname")' in " ".join(
        " ".join(pages(replace(contents, case=case))).split()
    )


def test_control_characters_do_not_stop_a_report(make_case):
    contents = make_case()
    case = replace(contents.case, title="a\x00b\x07c")
    assert pages(replace(contents, case=case))


def test_long_statements_are_counted_and_cut_off_openly(make_case):
    contents = make_case()
    many = tuple(replace(contents.statements[0], id=f"ST-{i}") for i in range(400))
    found = " ".join(" ".join(pages(replace(contents, statements=many))).split())
    assert "400 statements" in found
    assert "The first 100 are printed here." in found


def test_a_finding_on_a_thousand_statements_does_not_fill_pages(make_case):
    contents = make_case()
    ids = tuple(f"{number:064x}" for number in range(1000))
    finding = replace(contents.findings[0], statements=ids)
    found = pages(replace(contents, findings=(finding,)))
    assert len(found) <= len(pages(contents)) + 1
    text = " ".join(" ".join(found).split())
    assert "000000000000…" in text
    assert "994 more, named in data/method/method.json" in text


def test_digests_in_statements_are_shortened_and_times_written_out(make_case):
    contents = make_case()
    row = replace(
        contents.statements[0], id="ab" * 32, value="cd" * 32, event_time="2025-03-24T07:30:00Z"
    )
    text = " ".join(" ".join(pages(replace(contents, statements=(row,)))).split())
    assert "abababababab…" in text
    assert "cd" * 32 not in text.replace(" ", "").split("Methodandlimits")[0]
    assert "2025-03-24 07:30:00 UTC" in text


@pytest.mark.parametrize(
    ("written", "paper"),
    [
        ("2026-05-04T01:01:19+00:00", "2026-05-04 01:01:19 UTC"),
        ("taken 2026-05-04T01:01Z, x", "taken 2026-05-04 01:01 UTC, x"),
        ("2026-05-04T01:01:19.123456+10:00", "2026-05-04 01:01:19 +10:00"),
        ("2026-05-04T01:01:19", "2026-05-04 01:01:19"),
        ("2026-05", "2026-05"),
        ("S19-A-W2-0528", "S19-A-W2-0528"),
    ],
)
def test_times_on_paper_are_as_people_write_them(written, paper):
    assert for_paper(written) == paper
    assert for_paper({"a": [written]}) == {"a": [paper]}


def test_equal_contents_give_equal_bytes_and_time_is_the_cases_own(make_case):
    contents = make_case()
    paths = exhibit_paths(contents.exhibits)
    made = report_pdf(contents, paths)
    assert made == report_pdf(contents, paths)
    assert PdfReader(BytesIO(made)).metadata["/CreationDate"].startswith("D:20261121110000")


def test_the_time_of_preparation_needs_its_offset():
    with pytest.raises(ValueError, match="offset from UTC"):
        CaseHead("C", "t", "OPEN", False, "p", datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "1.0 times more likely if it is this"),
        (2.0, "100 times more likely if it is this"),
        (-1.3, "20 times more likely if it is another"),
        (4.0, "10,000 times"),
    ],
)
def test_a_number_becomes_a_sentence(value, words):
    assert words in meaning(value)


def test_a_broken_exhibit_has_no_thumbnail_and_stops_nothing(make_case, tmp_path):
    broken = tmp_path / "x.jpg"
    broken.write_bytes(b"no picture")
    assert thumbnail(broken) is None
    contents = make_case()
    exhibit = replace(contents.exhibits[0], file=broken)
    assert pages(replace(contents, exhibits=(exhibit,)))


def test_missing_fonts_are_named_with_their_command(monkeypatch):
    font_folders.cache_clear()
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None)
    with pytest.raises(BagRefused, match="pip install fontpkg-noto-sans"):
        font_folders()
    font_folders.cache_clear()


def test_a_page_that_cannot_be_set_says_why():
    with pytest.raises(ValueError, match="cannot be set"):
        typeset("#let x = ", {}, at=datetime(2026, 1, 1, tzinfo=UTC))
