"""Names of months, in the languages that reference lists are printed in."""

_NAMES = (
    "january jan januar jänner janvier enero ene janeiro gennaio gen января январь styczeń stycznia januari leden ledna ocak",
    "february feb febr februar février fevrier fév févr febrero fevereiro fev febbraio февраля февраль luty lutego"
    " februari února únor şubat",
    "march mar march märz maerz mrz mars marzo março марта март marzec marca maart března březen mart",
    "april apr avril avr abril abr aprile апреля апрель kwiecień kwietnia dubna duben nisan",
    "may mai mayo maio maggio mag мая май maj maja mei května květen mayıs",
    "june jun juni juin junio junho giugno giu июня июнь czerwiec czerwca června červen haziran",
    "july jul juli juillet juil julio julho luglio lug июля июль lipiec lipca července červenec temmuz",
    "august aug août aout agosto ago августа август sierpień sierpnia augustus srpna srpen ağustos",
    "september sep sept septembre septiembre setiembre setembro set settembre сентября сентябрь wrzesień września září eylül",
    "october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь październik października října říjen ekim",
    "november nov novembre noviembre novembro ноября ноябрь listopad listopada listopadu kasım",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабря декабрь"
    " grudzień grudnia prosince prosinec aralık",
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}


def month_number(word: str) -> int | None:
    """The month (1–12) that a word names, in full or cut short; ``None`` for any other word."""
    return _NUMBERS.get(word.lower())


def month_names() -> tuple[str, ...]:
    """Every name that is known, the longest first."""
    return tuple(sorted(_NUMBERS, key=lambda name: (-len(name), name)))
