"""The tables of SMART Profiles: types are UUIDs that the site explains; nothing is invented."""

from cases.formats.smart_profiles import is_profiles, read
from cases.reject import Reject
from cases.statement import Claim, Ref

# Invented (simulated).
TABLES = {
    "i_entity": "uuid,entity_type_uuid,comment\ne1,t-person,known to us\ne2,t-person,\ne3,t-odd,\n",
    "i_entity_attribute_value": "entity_uuid,attribute_uuid,string_value,double_value,"
    "list_item_uuid,metaphone\ne1,a-name,Ivan Simulated,,,IFN\ne3,a-odd,,4.5,,\ne9,a-name,x,,,\n",
    "i_entity_relationship": "src_entity_uuid,relationship_type_uuid,target_entity_uuid,source,"
    "source_uuid\ne1,r-knows,e2,RECORD,r1\ne1,r-odd,e3,,\ne1,r-knows,e1,,\n",
    "i_record": "uuid,source_uuid,title,status,description,comment\nr1,s1,Report 7,NEW,seen,\n",
    "i_entity_record": "entity_uuid,record_uuid\ne1,r1\n",
}
MEANINGS = """
[entities]
t-person = "Person"
[attributes]
a-name = "name"
[relationships]
r-knows = "knows"
"""


def folder_of(tmp_path, meanings=MEANINGS):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    if meanings:
        (tmp_path / "profiles.toml").write_text(meanings, "utf-8")
    return tmp_path


def test_types_mean_what_the_site_says(tmp_path):
    folder = folder_of(tmp_path)
    assert is_profiles(folder)
    items = list(read(folder))
    claims = [one for one in items if isinstance(one, Claim)]
    edges = {(c.subject.key, c.property, c.value.key) for c in claims if isinstance(c.value, Ref)}
    assert edges == {("e1", "knows", "e2"), ("e1", "linkedTo", "e3"), ("r1", "mentions", "e1")}
    assert {c.schema for c in claims if c.subject.key == "e1"} == {"Person"}
    assert {c.value for c in claims if c.property == "name"} == {"Ivan Simulated", "Report 7"}
    assert [one.column for one in items if isinstance(one, Reject)] == [
        "entity_uuid", "target_entity_uuid"]  # fmt: skip


def test_a_type_that_nobody_explained_is_an_asset_with_all_its_values(tmp_path):
    claims = [one for one in read(folder_of(tmp_path, "")) if isinstance(one, Claim)]
    assert {c.schema for c in claims if c.subject.key == "e1"} == {"Asset"}
    assert {c.property for c in claims if c.subject.key == "e3"} >= {
        "attribute a-odd",
        "entityType",
    }


def test_meanings_that_are_none_and_a_folder_without_tables_are_refused(tmp_path):
    wrong = folder_of(tmp_path, '[entities]\nx = "Spaceship"\n')
    assert "Spaceship" in next(iter(read(wrong))).reason
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "i_entity.csv" in next(iter(read(empty))).reason
