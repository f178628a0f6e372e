"""Countries as people name them in the languages of our sources."""

import csv
import io
import re

import pytest

from cases.countries import (
    ambiguous,
    countries_along,
    country,
    country_name,
    country_of_place,
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NA", "NA"), ("Namibia", "NA"), ("Намибия", "NA"), ("纳米比亚", "NA"),
        ("DRC", "CD"), ("D.R. Congo", "CD"), ("ДР Конго", "CD"), ("刚果民主共和国", "CD"),
        ("Republic of the Congo (Congo-Brazzaville)", "CG"), ("Congo-Brazzaville", "CG"),
        ("Macau", "MO"), ("Macao", "MO"), ("澳門", "MO"),
        ("Hong Kong", "HK"), ("China - Hong Kong", "HK"), ("香港", "HK"), ("Гонконг", "HK"),
        ("China ", "CN"), (" India", "IN"), ("Китай", "CN"), ("中国", "CN"), ("中國", "CN"),
        ("Trung Quốc", "CN"), ("Nga", "RU"), ("РФ", "RU"), ("俄罗斯", "RU"),
        ("Việt Nam", "VN"), ("Viet Nam", "VN"), ("Вьетнам", "VN"), ("越南", "VN"),
        ("Lào", "LA"), ("Lao PDR", "LA"), ("UAE", "AE"), ("USA", "US"), ("UK", "GB"),
        ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("South Korea", "KR"),
        ("LAOS", "LA"), ("Myanmar", "MM"), ("Burma", "MM"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_names_people_use(written: str, code: str) -> None:
    found = country(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "written", ["Various", "Africa", "Southern India", "Dubai", "", "na", "EU", "ZZ", "XX"]
)
def test_what_is_no_country_gives_none(written: str) -> None:
    assert country(written) is None


@pytest.mark.parametrize(
    ("written", "codes"),
    [("Congo", ("CD", "CG")), ("Korea", ("KP", "KR")), ("Корея", ("KP", "KR"))],
)
def test_a_name_of_two_countries_is_not_decided(written: str, codes: tuple[str, ...]) -> None:
    assert country(written) is None
    assert ambiguous(written) == codes
    assert ambiguous("Russia") == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("The Netherlands", "NL"), ("the netherlands", "NL"), ("Netherlands, The", "NL"),
        ("Netherlands (the)", "NL"), ("The Gambia", "GM"), ("the Ivory Coast", "CI"),
        ("les Pays-Bas", "NL"), ("l'Allemagne", "DE"), ("La Chine", "CN"), ("die Schweiz", "CH"),
        ("Los Estados Unidos", "US"), ("o Brasil", "BR"), ("La Réunion", "RE"),
        ("El Salvador", "SV"), ("The Republic of India", "IN"), ("Kingdom of Thailand", "TH"),
        ("South Africa, Republic of", "ZA"), ("Республика Казахстан", "KZ"),
    ],
)  # fmt: skip
def test_an_article_or_the_form_of_state_hides_no_country(written: str, code: str) -> None:
    found = country(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Бирма", "MM"), ("Мьянма", "MM"), ("Голландия", "NL"), ("Белоруссия", "BY"),
        ("Южная Корея", "KR"), ("Северная Корея", "KP"), ("ЮАР", "ZA"), ("Кыргызстан", "KG"),
        ("Объединенные Арабские Эмираты", "AE"), ("Демократическая Республика Конго", "CD"),
        ("南韩", "KR"), ("北韩", "KP"), ("美利坚合众国", "US"), ("蒙古国", "MN"), ("阿联酋", "AE"),
        ("Trung Hoa", "CN"), ("Miến Điện", "MM"), ("Nam Hàn", "KR"), ("Bắc Triều Tiên", "KP"),
        ("Cộng hòa Dân chủ Congo", "CD"), ("Anh Quốc", "GB"), ("Nước Mỹ", "US"),
    ],
)  # fmt: skip
def test_what_russians_chinese_and_vietnamese_call_a_country_is_known(
    written: str, code: str
) -> None:
    found = country(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["The Hague", "the", "State of Georgia", "y", "Anh", "UC"])
def test_an_article_makes_no_country_and_a_short_word_is_none(written: str) -> None:
    assert country(written) is None


@pytest.mark.parametrize("written", ["the Congo", "Republic of China", "the Korea"])
def test_an_article_decides_nothing_between_two(written: str) -> None:
    assert country(written) is None
    assert len(ambiguous(written)) == 2


@pytest.mark.parametrize(
    ("place", "code"),
    [("Guangxi, China", "CN"), ("Hong Kong", "HK"), ("New York, USA", "US"), ("Georgia", "GE")],
)
def test_a_place_names_its_country_behind_the_comma(place: str, code: str) -> None:
    found = country_of_place(place)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("place", ["Atlanta, Georgia", "Hanoi Noi Bai", "Bukavu, Congo"])
def test_a_place_that_may_lie_elsewhere_names_none(place: str) -> None:
    assert country_of_place(place) is None


def test_a_code_has_a_name_in_each_language() -> None:
    assert country_name("RU") == "Russia"
    assert country_name("RU", "ru") == "Россия"
    assert country_name("QQ") == "QQ"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NAM", "NA"), ("RUS", "RU"), ("VNM", "VN"), ("KV", "XK"),
        ("Korea, Democratic People's Republic of", "KP"), ("Korea, Republic of", "KR"),
        ("Bolivia, Plurinational State of", "BO"), ("Holy See", "VA"),
    ],
)  # fmt: skip
def test_official_names_and_codes_of_three_letters_are_known(written: str, code: str) -> None:
    found = country(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("gap", ["na", "NaN", "N/A", "n/a", "nan", "SUN"])
def test_a_word_for_a_gap_or_a_vanished_state_is_no_country(gap: str) -> None:
    assert country(gap) is None


def test_every_party_of_the_convention_is_known_by_code_and_name(shared_data) -> None:
    table = (shared_data / "cites_codes/cites_parties.tsv").read_text("utf-8")
    parties = list(csv.DictReader(io.StringIO(table), delimiter="\t"))
    today = [p for p in parties if p["former_code"] == "FALSE" and p["non_ISO_code"] == "FALSE"]
    codes = {p["code"]: country(p["code"]) for p in today}
    # Names that the list gives to states of the past stand under former_code FALSE as well.
    unknown = {code for code, found in codes.items() if found is None}
    assert unknown <= {"AN", "CS", "DD", "PC", "SU", "YU"}
    assert codes["NA"] is not None
    assert codes["NA"].name == "Namibia"
    names = {p["country"]: country(p["country"]) for p in today if p["code"] not in unknown}
    assert {name for name, found in names.items() if found is None} == {"Congo"}


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Hong Kong, China", "HK"), ("Tuen Mun, Hong Kong, China.", "HK"), ("Macau, China", "MO"),
        ("San Juan, Puerto Rico, USA", "PR"), ("Kunming, China", "CN"),
        ("Miami, Florida, USA", "US"),
    ],
)  # fmt: skip
def test_a_territory_before_its_state_is_the_territory(place, code):
    found = country_of_place(place)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "Lagos, Nigeria; Istanbul, Turkey",
            [("Lagos, Nigeria", "NG"), ("Istanbul, Turkey", "TR")],
        ),
        ("Malaysia, Alor Setar, Kedah", [("Malaysia, Alor Setar, Kedah", "MY")]),
        ("Sabah, Malaysia; Sarawak, Malaysia", [("Sabah, Malaysia, Sarawak, Malaysia", "MY")]),
        ("Vietnam; Laos; Vietnam", [("Vietnam", "VN"), ("Laos", "LA"), ("Vietnam", "VN")]),
        ("Maoming, Guangdong", [("Maoming, Guangdong", None)]),
        ("Hong Kong, China", [("Hong Kong, China", "HK")]),
        ("Atlanta, Georgia", [("Atlanta, Georgia", None)]),
    ],
)
def test_places_in_a_row_each_take_their_own_country(written, read):
    parts = re.split("[,;]", written)
    found = [(name, known.code if known else None) for name, known in countries_along(parts)]
    assert found == read
