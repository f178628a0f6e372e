"""Names across scripts: compared with reasons, and keyed for look-up."""

from cases.names.compare import compare, keys
from cases.names.comparison import NameComparison
from cases.names.cyrillic import SCHEMES, romanise, sound, spellings
from cases.names.han import same_characters
from cases.names.letters import Script, plain, script_of

__all__ = [
    "SCHEMES",
    "NameComparison",
    "Script",
    "compare",
    "keys",
    "plain",
    "romanise",
    "same_characters",
    "script_of",
    "sound",
    "spellings",
]
