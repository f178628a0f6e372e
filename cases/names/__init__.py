"""Names across scripts: compared with reasons, and keyed for look-up."""

from cases.names.compare import compare, compare_prepared, keys
from cases.names.comparison import NameComparison
from cases.names.cyrillic import SCHEMES, romanise, sound, spellings
from cases.names.han import same_characters
from cases.names.letters import Script, plain, script_of
from cases.names.prepared import Name, keys_of, prepare

__all__ = [
    "SCHEMES",
    "Name",
    "NameComparison",
    "Script",
    "compare",
    "compare_prepared",
    "keys",
    "keys_of",
    "plain",
    "prepare",
    "romanise",
    "same_characters",
    "script_of",
    "sound",
    "spellings",
]
