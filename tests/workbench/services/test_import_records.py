"""Files of records: recognised, previewed, mapped, imported once. All data is simulated."""

import json

import pytest

from cases.formats.mapping import Mapping, MappingRefused
from cases.statement import Grade, Handling
from workbench.services.importing import import_records
from workbench.services.mappings import find_mapping, known_mappings, save_mapping
from workbench.services.previewing import preview, propose
from workbench.services.refusal import Refused
from workbench.services.rejects import rejected_rows, rejects_of_run
from workbench.store import Reader

NETWORK = [
    {"id": "a", "schema": "Person", "properties": {"name": ["Ann Simulated"]}},
    {"id": "b", "schema": "Company", "properties": {"name": ["Fur (simulated)"]}},
    {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"]}},
]
TABLE = (
    "No,Date,Country,Species,Phone\nS-1,2025-02-01,NA,leopard,+7 914 000-11-22\n"
    "S-2,2025-02-31,CN,tiger,=1+1\n"
)


def whole(project):
    return project.store.read(Reader.whole("a test looks"))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "office.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_a_network_comes_in_as_links_and_again_changes_nothing(project, tmp_path, clock):
    path = tmp_path / "network.json"
    path.write_text("\n".join(map(json.dumps, NETWORK)), "utf-8")
    first = import_records(project, "Anna", path, simulated=True, clock=clock)
    again = import_records(project, "Anna", path, simulated=True, clock=clock)
    owns = whole(project).statements.saying("Person", ["owns"])
    assert (first.new > 0, again.new) == (True, 0)
    assert [one.target[:3] for one in owns if one.target] == ["ORG"]
    assert all(source.simulated for source in whole(project).sources.all())


def test_a_preview_writes_nothing(project, table, clock):
    said = propose(project, "Anna", table, name="office")
    found = preview(project, "Anna", table, mapping=Mapping.parse(said.guess.text), clock=clock)
    assert (found.looked, found.whole, found.refused) == (2, True, 2)
    assert dict(found.kinds)["Seizure"] == 2
    assert whole(project).statements.count() == 0
    assert whole(project).intake.history() == []


def test_a_table_nobody_mapped_is_answered_with_what_to_do(project, table, clock):
    with pytest.raises(Refused, match="--save-mapping"):
        import_records(project, "Anna", table, clock=clock)


def test_a_saved_mapping_is_found_again_by_the_columns(project, table, clock):
    text = propose(project, "Anna", table, name="office").guess.text
    assert save_mapping(project, "Anna", text, clock=clock) == 1
    assert save_mapping(project, "Anna", text, clock=clock) == 1
    report = import_records(project, "Anna", table, clock=clock)
    assert report.refused == 2
    assert whole(project).intake.history()[0].mapping == "office 1"
    reader = Reader.whole("a test looks")
    assert find_mapping(project, reader, "office").name == "office"
    assert "eia_pangolin" in known_mappings(project, reader)


def test_a_mapping_that_cannot_be_meant_is_not_kept(project, clock):
    with pytest.raises(MappingRefused):
        save_mapping(project, "Anna", 'name = "x"\nversion = 1\nkind = "Spaceship"\n', clock=clock)
    with pytest.raises(Refused, match="has no name"):
        save_mapping(project, "Anna", 'name = " "\nversion = 1\nkind = "Seizure"\n', clock=clock)
    with pytest.raises(Refused, match="there is no mapping"):
        find_mapping(project, Reader.whole("a test looks"), "no such")


def test_refused_rows_come_back_to_be_corrected_and_a_formula_stays_what_it_was(
    project, table, tmp_path, clock
):
    save_mapping(project, "Anna", propose(project, "Anna", table, name="o").guess.text, clock=clock)
    report = import_records(project, "Anna", table, clock=clock)
    rejects = rejects_of_run(project, Reader.whole("a test looks"), report.run)
    assert [one.row for one in rejects] == [3, 3]
    target = tmp_path / "rows.csv"
    assert rejected_rows(table, rejects, target) == 1
    assert "'=1+1" in target.read_text("utf-8-sig")
    mended = tmp_path / "mended.csv"
    rows = target.read_text("utf-8-sig").replace("2025-02-31", "2025-02-28")
    mended.write_text(rows.replace("'=1+1", "'+79140001123"), "utf-8")
    corrected = import_records(project, "Anna", mended, corrects=report.run, clock=clock)
    assert corrected.refused == 0
    assert len(whole(project).entities.of_kind("Seizure")) == 2
    phones = {one.value for one in whole(project).statements.saying("Phone", ["number"])}
    assert phones == {"+79140001122", "+79140001123"}


@pytest.mark.parametrize(("format", "words"), [("excel", "no format"), ("lemis", "")])
def test_the_callers_word_goes_before_the_guess(format, words, project, table, clock):
    if words:
        with pytest.raises(Refused, match=words):
            import_records(project, "Anna", table, format=format, clock=clock)
    else:
        report = import_records(project, "Anna", table, format=format, clock=clock)
        assert report.refused == 1
        assert "lacks the column" in report.rejects[0].reason


def test_stopped_between_two_batches_it_goes_on_there_and_doubles_nothing(
    project, tmp_path, clock, monkeypatch
):
    from functools import partial

    from workbench.services import intake
    from workbench.services.reading_ahead import read_ahead

    path = tmp_path / "network.json"
    people = [{"id": f"p{n}", "schema": "Person", "properties": {"name": [f"P {n} (simulated)"]}}
              for n in range(9)]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, people)), "utf-8")
    monkeypatch.setattr(intake, "read_ahead", partial(read_ahead, claims=4))
    asked = iter([False, False, True])
    stopped = import_records(project, "Anna", path, clock=clock, stop=lambda: next(asked, True))
    assert stopped.stopped
    state = whole(project).intake.history()[0]
    assert (state.state, state.statements) == ("stopped", stopped.new)
    rest = import_records(project, "Anna", path, clock=clock)
    assert rest.known == stopped.new
    names = [one.value for one in whole(project).statements.saying("Person", ["name"])]
    assert sorted(names) == sorted(f"P {n} (simulated)" for n in range(9))
    assert whole(project).intake.history()[0].state == "finished"


# Exports of systems whose columns nobody could verify: invented (simulated), read as proposed.
ELSEWHERE = {
    "traffic": "Incident ID,Date of incident,Country of incident,Location of incident,Species,"
    "Commodity,Quantity,Weight (kg),Transport mode,Country of origin,Transit countries,"
    "Final destination,Source of report\n"
    "T-1,2024-05-03,Namibia,Oshakati,Panthera pardus,skin,2,,road,Namibia,Zambia; Tanzania,China,"
    "NGO\n",
    "world wise": "Seizure ID,Year,Seizure country,Species,Commodity type,Quantity,Unit,"
    "Origin country,Destination country\nW-1,2019,VN,Panthera tigris,bones,12,kg,LA,CN\n",
    "etis": "Year,Country of discovery,Quantity,Status,Raw weight\n2016,NA,4,confirmed,12.5\n",
    "russian": "№ дела;Дата изъятия;Страна;Место изъятия;Вид животного;Изделие;Кол-во;"
    "Задержанный;Телефон;Гос. номер\n7;03.05.2024;Россия;Славянка;леопард;шкура;1;"
    "Иван Иванов (сим.);+7 914 000-11-22;А123ВС125\n",
    "chinese": "案号,查获日期,国家,地点,物种,制品,数量,嫌疑人,手机号\n"
    "9,2024年5月3日,中国,珲春,东北豹,皮,1,王某（模拟）,+86 139 5555 0122\n",
    "vietnamese": "Mã vụ,Ngày bắt giữ,Quốc gia,Địa điểm,Loài,Sản phẩm,Số lượng,Nghi phạm,"
    "Điện thoại\n"
    "3,03/05/2024,Việt Nam,Hải Phòng,hổ,cao,2,Nguyễn Văn A (giả định),+84 90 555 0133\n",
}


@pytest.mark.parametrize(("name", "text"), ELSEWHERE.items())
def test_a_table_of_another_system_comes_in_through_its_proposed_mapping(
    name, text, project, tmp_path, clock
):
    path = tmp_path / f"{name}.csv"
    path.write_text(text, "utf-8")
    save_mapping(project, "Anna", propose(project, "Anna", path).guess.text, clock=clock)
    report = import_records(project, "Anna", path, simulated=True, clock=clock)
    assert report.rejects == ()
    seizures = whole(project).entities.of_kind("Seizure")
    assert len(seizures) == 1
    said = {one.property for one in whole(project).statements.saying("Seizure")}
    assert {"date", "country", "quantity"} <= said
    assert name == "etis" or "species" in said


@pytest.mark.parametrize(
    ("terms", "told"),
    [({"handling": Handling(2)}, "handled"), ({"simulated": True}, "simulated"),
     ({"grade": Grade("admiralty", "E", "5")}, "graded")],
)  # fmt: skip
def test_the_same_file_on_other_terms_is_not_answered_with_nothing_new(
    project, tmp_path, clock, terms, told
):
    path = tmp_path / "network.json"
    path.write_text("\n".join(map(json.dumps, NETWORK)), "utf-8")
    import_records(project, "Anna", path, clock=clock)
    with pytest.raises(Refused, match=f"imported before as RUN-0001, otherwise.*{told}"):
        import_records(project, "Anna", path, **terms, clock=clock)
    assert import_records(project, "Anna", path, clock=clock).new == 0
