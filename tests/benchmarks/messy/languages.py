"""The words with which lists are printed, in twelve languages."""

from attrs import frozen


@frozen(kw_only=True)
class Words:
    """What one language calls the parts of a reference. ``date`` puts day, month and year together."""

    volume: str
    issue: str
    pages: str
    inside: str
    editors: str
    both: str
    others: str
    available: str
    accessed: str
    thesis: str
    report: str
    heading: str
    date: str
    months: tuple[str, ...]


def _words(line: str, months: str, date: str = "{day} {month} {year}") -> Words:
    names = ("volume", "issue", "pages", "inside", "editors", "both", "others", "available", "accessed")
    values = [each.strip() for each in line.split("|")]
    keys = (*names, "thesis", "report", "heading")
    return Words(date=date, months=tuple(months.split()), **dict(zip(keys, values, strict=True)))


LANGUAGES = {
    "en": _words(
        "vol.|no.|pp.|In|Eds.|and|et al.|Available at:|accessed|Doctoral dissertation|Report|References",
        "January February March April May June July August September October November December",
    ),
    "de": _words(
        "Bd.|Nr.|S.|In|Hrsg.|und|et al.|Verfügbar unter:|abgerufen am|Dissertation|Bericht|Literaturverzeichnis",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{day}. {month} {year}",
    ),
    "fr": _words(
        "vol.|n°|p.|In|dir.|et|et al.|Disponible sur :|consulté le|Thèse de doctorat|Rapport|Références bibliographiques",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "es": _words(
        "vol.|núm.|pp.|En|Eds.|y|et al.|Disponible en:|consultado el|Tesis doctoral|Informe|Referencias bibliográficas",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{day} de {month} de {year}",
    ),
    "it": _words(
        "vol.|n.|pp.|In|a cura di|e|et al.|Disponibile su:|consultato il|Tesi di dottorato|Rapporto|Riferimenti bibliografici",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    "pt": _words(
        "v.|n.|p.|In|Orgs.|e|et al.|Disponível em:|acesso em|Tese de doutorado|Relatório|Referências",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{day} de {month} de {year}",
    ),
    "nl": _words(
        "jg.|nr.|pp.|In|red.|en|et al.|Beschikbaar op:|geraadpleegd op|Proefschrift|Rapport|Literatuurlijst",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ),
    "pl": _words(
        "t.|nr|s.|W|red.|i|i in.|Dostępne na:|dostęp|Rozprawa doktorska|Raport|Bibliografia",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    ),
    "ru": _words(
        "Т.|№|С.|В кн.|ред.|и|и др.|Режим доступа:|дата обращения|Дис. канд. наук|Отчёт|Список литературы",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    ),
    "tr": _words(
        "Cilt|Sayı|s.|İçinde|Ed.|ve|vd.|Erişim adresi:|erişim tarihi|Doktora tezi|Rapor|Kaynakça",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ),
    "fa": _words(
        "دوره|شماره|صص|در|ویراستاران|و|و همکاران|قابل دسترس در:|دسترسی در|رساله دکتری|گزارش|منابع",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    ),
    "zh": _words(
        "卷|期|页|载|主编|和|等|网址：|访问日期|博士学位论文|报告|参考文献",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "{year}-{month}-{day}",
    ),
}
