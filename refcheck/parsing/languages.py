"""Names of languages → their codes (ISO 639-1), as in "[in Persian]"."""

_CODES = {
    "persian": "fa", "farsi": "fa", "arabic": "ar", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko",
    "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "italian": "it", "turkish": "tr", "polish": "pl",
    "ukrainian": "uk", "czech": "cs", "slovak": "sk", "hungarian": "hu", "dutch": "nl", "swedish": "sv", "danish": "da",
    "norwegian": "no", "finnish": "fi", "english": "en", "greek": "el", "hebrew": "he", "hindi": "hi", "urdu": "ur",
    "kazakh": "kk", "uzbek": "uz", "kyrgyz": "ky", "tajik": "tg", "turkmen": "tk", "azerbaijani": "az", "armenian": "hy",
    "georgian": "ka", "romanian": "ro", "bulgarian": "bg", "serbian": "sr", "croatian": "hr", "slovenian": "sl",
    "lithuanian": "lt", "latvian": "lv", "estonian": "et", "indonesian": "id", "malay": "ms", "thai": "th", "vietnamese": "vi",
    "catalan": "ca", "basque": "eu", "galician": "gl", "icelandic": "is", "mongolian": "mn", "bengali": "bn", "pashto": "ps",
    "russisch": "ru", "russe": "ru", "ruso": "ru", "polnisch": "pl", "chinesisch": "zh", "englisch": "en", "deutsch": "de",
}  # fmt: skip


def language_code(name: str) -> str | None:
    """The code of a language, ``None`` where the name is not known."""
    return _CODES.get(name.lower())


def language_names() -> tuple[str, ...]:
    """Every name that is known."""
    return tuple(_CODES)
