"""The few words that Streamlit says itself, in the reader's language."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
from workbench.dashboard.toolkit import drop_files, speak_for_the_toolkit
from workbench.dashboard.words import speak

speak_for_the_toolkit(speak({language!r}))
drop_files(speak({language!r}), "Files", ("csv", "xlsx"), "incoming", many={many})
"""


def styles(language, *, many=True):
    page = AppTest.from_string(SCRIPT.format(language=language, many=many)).run()
    assert not page.exception
    return " ".join(str(one.proto.body) for one in page.get("html"))


@pytest.mark.parametrize(
    ("language", "more", "choose", "limits"),
    [
        ("en", "more", "Choose files", "up to 200 MB each: CSV, XLSX"),
        ("ru", "ещё", "Выбрать файлы", "до 200 МБ каждый: CSV, XLSX"),
        ("zh", "更多", "选择文件", "每个不超过 200 MB：CSV, XLSX"),
        ("vi", "thêm", "Chọn tệp", "mỗi tệp tối đa 200 MB: CSV, XLSX"),
    ],
)
def test_menu_and_place_for_files_speak_the_readers_language(language, more, choose, limits):
    said = styles(language)
    for words in (more, choose, limits):
        assert f'content: "{words}"' in said


def test_the_limits_of_one_place_are_said_there_and_nowhere_else():
    assert ".st-key-drop-incoming [data-testid=" in styles("ru", many=False)


def test_no_word_of_a_catalogue_can_end_the_style(monkeypatch):
    def hostile(key, /, **_):
        return '</style><script>x("1")</script>'

    from workbench.dashboard import toolkit

    written = []
    monkeypatch.setattr(toolkit.st, "html", written.append)
    toolkit.speak_for_the_toolkit(hostile)
    assert written[0].count("</style>") == 1
    assert "<script" not in written[0]
    assert written[0].endswith("</style>")
