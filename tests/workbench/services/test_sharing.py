"""What leaves in outside formats: whole, restating its handling, on record; and a share that leaks
nothing."""

import csv
import json

import networkx as nx
import pytest
from python_calamine import CalamineWorkbook

from cases.dates import read_date
from cases.exports import nonnominal
from cases.exports.ftm_schema import faults
from cases.statement import Claim, Handling, Ref, Source
from workbench.services.acting import acting
from workbench.services.casework import hand_case_over, open_case
from workbench.services.people import add_person
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.sharing import EVERYTHING, FORMATS, export_records, share
from workbench.store import Reader

GIVEN = {"recipient": "Market office", "purpose": "joint inquiry", "authority": "letter 18"}
COURIER = "Иван Соколов"


@pytest.fixture
def told(project, clock):
    """Six seizures with couriers, one phone, one plate and a secret one; a case about the first."""
    anna = acting(project, "Anna").person
    claims, secret = [], []
    phone, car = Ref("Phone", "t", "1"), Ref("Vehicle", "t", "1")
    for n in range(6):
        seizure, person = Ref("Seizure", "t", str(n)), Ref("Person", "t", str(n))
        day = read_date(f"2025-0{n + 1}-14")
        claims += [
            Claim(seizure, "Seizure", "reference", f"B-{n}", event_time=day),
            Claim(seizure, "Seizure", "date", f"2025-0{n + 1}-14", event_time=day),
            Claim(seizure, "Seizure", "country", "RU"),
            Claim(seizure, "Seizure", "species", "Panthera pardus"),
            Claim(seizure, "Seizure", "product", "skin"),
            Claim(seizure, "Seizure", "courier", person),
            Claim(seizure, "Seizure", "phone", phone),
            Claim(person, "Person", "name", f"{COURIER} {n}" if n else COURIER),
            Claim(person, "Person", "note", "=HYPERLINK(1)"),
        ]
    claims += [
        Claim(phone, "Phone", "number", "+79140000001"),
        Claim(car, "Vehicle", "registrationNumber", "A123BC125"),
        Claim(car, "Vehicle", "keeper", Ref("Person", "t", "0")),
    ]
    secret.append(Claim(Ref("Person", "t", "0"), "Person", "alias", "Ваня Тихий"))
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "border.csv", simulated=True)).entities
        hidden = Source("", "report", "a source", handling=Handling(2))
        work.statements.add(secret, hidden)
    add_person(project, "Anna", "Olga", roles=["analyst"], clearance=1, clock=clock)
    case = open_case(
        project, "Anna", "The skin", members=[ids[Ref("Seizure", "t", "0")]], clock=clock
    ).id
    return {ref.schema + ref.key: known for ref, known in ids.items()} | {"case": case}


def text_of(folder):
    return "\n".join(path.read_text("utf-8", "replace") for path in folder.iterdir())


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_restates_handling_and_lists_what_it_cannot_carry(
    form, project, told, tmp_path, clock
):
    made = export_records(
        project, "Anna", told["case"], form, tmp_path / "out", year=2025, clock=clock, **GIVEN
    )

    assert set(made.files) == {path.name for path in (tmp_path / "out").iterdir()}
    assert {"about.txt", "left-out.txt"} <= set(made.files)
    assert (made.handling, made.simulated) == ("CONFIDENTIAL", True)
    about = (tmp_path / "out/about.txt").read_text("utf-8")
    assert "Handling: CONFIDENTIAL" in about
    assert "SIMULATED" in about
    assert "Recipient: Market office" in about
    main = next(name for name in made.files if name not in ("about.txt", "left-out.txt"))
    if form == "aitr":
        book = CalamineWorkbook.from_path(tmp_path / "out" / main)
        assert ["Handling: CONFIDENTIAL"] in book.get_sheet_by_name("About").to_python()
        assert book.get_sheet_by_name("Report").to_python()[1][0] == "B-0"
        assert len(book.get_sheet_by_name("Not filled").to_python()) > 5
    else:
        assert "CONFIDENTIAL" in (tmp_path / "out" / main).read_text("utf-8")


def test_a_case_goes_out_with_what_it_touches_and_comes_back(project, told, tmp_path, clock):
    export_records(project, "Anna", told["case"], "graphml", tmp_path / "g", clock=clock)
    back = nx.read_graphml(tmp_path / "g/graph.graphml", force_multigraph=True)

    assert {told["Seizure0"], told["Person0"], told["Phone1"]} <= set(back.nodes)
    assert told["Person5"] not in back.nodes


def test_followthemoney_keeps_to_its_schema_and_names_what_was_retracted(
    project, told, tmp_path, clock
):
    whole = project.store.read(Reader.whole("a test looks"))
    [wrong] = [s for s in whole.statements.of_source("SRC-0001") if s.value == "B-0"]
    [name] = [s for s in whole.statements.statements_of([told["Person0"]]) if s.property == "name"]
    with project.store.transaction(acting(project, "Anna").person, "test", clock()) as work:
        work.statements.retract(wrong.id, "another number")
        work.statements.retract(name.id, "another person")
    export_records(project, "Anna", EVERYTHING, "ftm", tmp_path / "f", clock=clock)
    lines = [
        json.loads(line)
        for line in (tmp_path / "f/entities.ftm.json").read_text("utf-8").splitlines()
    ]
    kinds = {line["id"]: line["schema"] for line in lines}
    person = next(line for line in lines if line["id"] == told["Person0"])

    assert [fault for line in lines for fault in faults(line, kinds)] == []
    assert person["properties"]["name"] == ["Ваня Тихий"]
    assert person["kedrovka"]["retracted"] == {"name": [COURIER]}


def test_nobody_exports_what_they_may_not_see(project, told, tmp_path, clock):
    made = export_records(project, "Olga", EVERYTHING, "ftm", tmp_path / "f", clock=clock)

    assert "Тихий" not in text_of(tmp_path / "f")
    assert "CONFIDENTIAL" not in text_of(tmp_path / "f")
    assert made.handling == "OPEN"
    with pytest.raises(NotAllowed):
        export_records(project, "Vera", EVERYTHING, "ftm", tmp_path / "g", clock=clock)


def test_a_prosecutor_exports_a_case_that_was_handed_over(project, told, tmp_path, clock):
    with pytest.raises(Refused, match="no case"):
        export_records(project, "Vera", told["case"], "i2", tmp_path / "a", clock=clock)
    hand_case_over(
        project, "Anna", told["case"], "Vera", purpose="charge", authority="order", clock=clock
    )
    export_records(project, "Vera", told["case"], "i2", tmp_path / "a", clock=clock)
    with (tmp_path / "a/entities.csv").open(encoding="utf-8-sig", newline="") as file:
        assert told["Seizure0"] in {row["entity_id"] for row in csv.DictReader(file)}


def test_recipient_purpose_and_authority_are_on_record_with_every_file(
    project, told, tmp_path, clock
):
    made = export_records(
        project, "Anna", told["case"], "cypher", tmp_path / "c", clock=clock, **GIVEN
    )
    whole = project.store.read(Reader.whole("a test looks"))
    [release] = whole.cases.releases(told["case"])
    [row] = whole.audit.rows(last=1)

    assert (release.recipient, release.purpose, release.authority) == (
        "Market office", "cypher: joint inquiry", "letter 18",
    )  # fmt: skip
    assert row.action == "export records"
    assert row.detail["files"] == dict(made.digests)
    assert {row.detail[name] for name in GIVEN} == set(GIVEN.values())


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"form": "dxf"}, "no format"),
        ({"case": "CASE-1999-001"}, "no case"),
        ({"recipient": "somebody"}, "purpose and an authority"),
        ({"recipient": "somebody", "purpose": "because"}, "purpose and an authority"),
        ({"there": True}, "there already"),
        ({"folder": "no/where"}, "there is no folder"),
    ],
)
def test_a_refusal_leaves_nothing_behind(asked, why, project, told, tmp_path, clock):
    goal = tmp_path / asked.get("folder", "out")
    if asked.get("there"):
        goal.mkdir()
    before = sorted(tmp_path.rglob("*.ftm.json")), len(list(tmp_path.iterdir()))
    words = {name: asked[name] for name in ("recipient", "purpose") if name in asked}
    with pytest.raises(Refused, match=why):
        export_records(
            project, "Anna", asked.get("case", told["case"]), asked.get("form", "ftm"), goal,
            clock=clock, **words,
        )  # fmt: skip
    assert (sorted(tmp_path.rglob("*.ftm.json")), len(list(tmp_path.iterdir()))) == before
    whole = project.store.read(Reader.whole("a test looks"))
    assert whole.audit.rows(last=1)[0].action != "export records"


def test_a_share_counts_and_names_nobody(project, told, tmp_path, clock):
    made = share(project, "Anna", tmp_path / "share", clock=clock, **GIVEN)

    assert set(made.files) == {*nonnominal.FILES, "README.txt"}
    with (tmp_path / "share/seizures.csv").open(encoding="utf-8", newline="") as file:
        assert [row["seizures"] for row in csv.DictReader(file)] == ["6"]
    said = text_of(tmp_path / "share")
    for word in ("Соколов", "Sokolov", "9140000001", "A123BC", "Market office", "Anna", "SZ-"):
        assert word not in said
    assert "Handling: CONFIDENTIAL" in said
    [row] = project.store.read(Reader.whole("a test looks")).audit.rows(last=1)
    assert (row.detail["recipient"], row.detail["format"]) == (
        "Market office", "share without names",
    )  # fmt: skip


@pytest.mark.parametrize(
    "slip", ["Ivan Sokolov", "ИВАН СОКОЛОВ", "sokolov ivan", "+7 (914) 000-00-01", "а123вс 125",
             "Vanya Tikhiy"],
)  # fmt: skip
def test_a_share_that_would_leak_is_refused_and_gone(
    slip, project, told, tmp_path, clock, monkeypatch
):
    def leaky(entities, folder):
        (folder / "seizures.csv").write_text(f"year,product\n2025,{slip}\n", "utf-8")
        return ()

    monkeypatch.setattr(nonnominal, "write", leaky)
    # Olga may not see the alias; a share of hers must not hold it all the same.
    with pytest.raises(Refused, match=r"seizures\.csv, row 2, column 2") as refused:
        share(project, "Olga", tmp_path / "share", clock=clock, **GIVEN)
    assert slip not in str(refused.value)
    assert not (tmp_path / "share").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".kedrovka")] == []


def test_a_share_needs_somebody_to_go_to_for_something(project, told, tmp_path, clock):
    for lacking in GIVEN:
        with pytest.raises(Refused):
            share(project, "Anna", tmp_path / "s", clock=clock, **{**GIVEN, lacking: " "})
    assert not (tmp_path / "s").exists()
