"""In which language a command speaks to who gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

VARIABLE, OPTION = "ICANALYSIS_LANGUAGE", "--language"
"""The variable and the option that name a language."""

SPOKEN = ("vi", "en")
"""As `wording.language.LANGUAGES`, which help does not load; the first is that of an office that names none."""


def language_of(words: Sequence[str], env: Mapping[str, str]) -> str:
    """The language of messages: what `--language` of the command says, else the variable, else Vietnamese.

    The locale of the system says nothing: on servers it is English, whoever reads.

    >>> language_of(["runs", "--language", "en"], {}), language_of(["runs", "--language=en"], {})
    ('en', 'en')
    >>> language_of(["runs"], {"ICANALYSIS_LANGUAGE": "en"}), language_of(["runs"], {"LANG": "en_US.UTF-8"})
    ('en', 'vi')
    """
    given = [word.removeprefix(f"{OPTION}=") for word in words if word.startswith(f"{OPTION}=")]
    given += [after for before, after in pairwise(words) if before == OPTION]
    return next((one for one in (*given, env.get(VARIABLE)) if one in SPOKEN), SPOKEN[0])
