"""Column mappings: what they say, that misspelt words are errors, that versions differ."""

from pathlib import Path

import pytest

from cases.formats.mapping import Mapping, MappingRefused, read_mapping, shipped

HEAD = 'name = "mine"\nversion = 1\nkind = "Seizure"\n'


def test_all_shipped_mappings_are_sound_and_named_as_their_files() -> None:
    found = shipped()
    folder = Path(__file__).parents[3] / "cases" / "formats" / "mappings"
    assert set(found) == {path.stem for path in folder.glob("*.toml")}
    assert {"eia_pangolin", "routes_airport", "kedrovka_seizures", "kedrovka_persons"} <= set(found)


def test_the_digest_is_of_what_is_said_and_not_of_the_layout() -> None:
    plain = Mapping.parse(HEAD)
    spaced = Mapping.parse("# a remark\n" + HEAD.replace(" = ", "="))
    assert plain.digest == spaced.digest
    assert Mapping.parse(HEAD.replace("version = 1", "version = 2")).digest != plain.digest


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = ", "this is not TOML"),
        ('name = "x"\n', "lacks 'version'"),
        (HEAD + "colour = 1\n", "has no option 'colour'"),
        (HEAD.replace("1", '"one"'), "[mapping] version is 'one'"),
        (HEAD.replace("Seizure", "Spaceship"), "there is no kind 'Spaceship'"),
        (HEAD + '[[column]]\ncolumn = "a"\n', "lacks 'property'"),
        (HEAD + '[[column]]\ncolumn = "a"\nproperty = "b"\nsplitt = ";"\n', "'splitt'"),
        (HEAD + '[[column]]\ncolumn = "a"\nproperty = "b"\non = "c"\n', "is on 'c'"),
        (HEAD + '[[column]]\ncolumn = "a"\nproperty = "courier"\n', "is a link and no value"),
        (HEAD + '[[linked]]\nname = "p"\nkind = "Person"\n', "has no link"),
        (HEAD + '[[linked]]\nname = "p"\nkind = "Person"\nlink = "price"\n', "has no link 'price'"),
        (HEAD + '[[linked]]\nname = "p"\nkind = "Phone"\nlink = "courier"\n', "no link 'courier'"),
        (HEAD + '[[linked]]\nname = "p"\nkind = "Robot"\nlink = "courier"\n', "no kind 'Robot'"),
        (
            HEAD + '[[linked]]\nname = "p"\nkind = "Phone"\nlink = "phone"\nof = "q"\n',
            "not defined before",
        ),
        (HEAD + '[[leg]]\nrole = "start"\nplace = "a"\n', "no role 'start'"),
        (
            HEAD + '[[leg]]\nrole = "via"\nplace = "a"\nstatuses = { "C" = "sure" }\n',
            "no status 'sure'",
        ),
        (HEAD + '[grade]\nscheme = "4x4"\nsource = "Z"\n', "no source grade 'Z'"),
        (HEAD + "[handling]\nlevel = 9\n", "no level 9"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(text: str, reason: str) -> None:
    with pytest.raises(MappingRefused) as refused:
        Mapping.parse(text)
    assert reason in str(refused.value)
    assert refused.value.remedy


def test_a_mapping_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD, "utf-8")
    assert read_mapping(path) == Mapping.parse(HEAD)
    with pytest.raises(MappingRefused, match="cannot be read"):
        read_mapping(tmp_path / "other.toml")
