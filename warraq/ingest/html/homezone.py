"""In which time zone a portal lives, as far as its address or its language tells."""

from __future__ import annotations

from urllib.parse import urlsplit

# Countries that keep one time. Those that keep several, and domains that are sold to the
# world (.tv, .me, .io), tell nothing.
_COUNTRIES = """
    ae=Asia/Dubai af=Asia/Kabul al=Europe/Tirane am=Asia/Yerevan at=Europe/Vienna az=Asia/Baku
    ba=Europe/Sarajevo bd=Asia/Dhaka be=Europe/Brussels bg=Europe/Sofia bh=Asia/Bahrain
    by=Europe/Minsk ch=Europe/Zurich cn=Asia/Shanghai cz=Europe/Prague de=Europe/Berlin
    dj=Africa/Djibouti dk=Europe/Copenhagen dz=Africa/Algiers ee=Europe/Tallinn eg=Africa/Cairo
    fi=Europe/Helsinki fr=Europe/Paris ge=Asia/Tbilisi gh=Africa/Accra gr=Europe/Athens
    hk=Asia/Hong_Kong hr=Europe/Zagreb hu=Europe/Budapest ie=Europe/Dublin il=Asia/Jerusalem
    in=Asia/Kolkata iq=Asia/Baghdad ir=Asia/Tehran is=Atlantic/Reykjavik it=Europe/Rome
    jo=Asia/Amman jp=Asia/Tokyo ke=Africa/Nairobi kr=Asia/Seoul kw=Asia/Kuwait lb=Asia/Beirut
    lk=Asia/Colombo lt=Europe/Vilnius lu=Europe/Luxembourg lv=Europe/Riga ma=Africa/Casablanca
    mk=Europe/Skopje mr=Africa/Nouakchott mt=Europe/Malta my=Asia/Kuala_Lumpur ng=Africa/Lagos
    nl=Europe/Amsterdam no=Europe/Oslo np=Asia/Kathmandu om=Asia/Muscat ph=Asia/Manila
    pk=Asia/Karachi pl=Europe/Warsaw ps=Asia/Gaza qa=Asia/Qatar ro=Europe/Bucharest
    rs=Europe/Belgrade sa=Asia/Riyadh sd=Africa/Khartoum se=Europe/Stockholm sg=Asia/Singapore
    si=Europe/Ljubljana sk=Europe/Bratislava sy=Asia/Damascus th=Asia/Bangkok tj=Asia/Dushanbe
    tm=Asia/Ashgabat tn=Africa/Tunis tr=Europe/Istanbul tw=Asia/Taipei ua=Europe/Kyiv
    uk=Europe/London uz=Asia/Tashkent vn=Asia/Ho_Chi_Minh ye=Asia/Aden za=Africa/Johannesburg
"""
# Languages whose newspapers stand in one zone, or in several that keep the same time.
_LANGUAGES = """
    fa-AF=Asia/Kabul prs=Asia/Kabul ps=Asia/Kabul fa=Asia/Tehran ckb=Asia/Baghdad
    he=Asia/Jerusalem ur=Asia/Karachi tr=Europe/Istanbul de=Europe/Berlin it=Europe/Rome
    pl=Europe/Warsaw ja=Asia/Tokyo ko=Asia/Seoul sv=Europe/Stockholm da=Europe/Copenhagen
    no=Europe/Oslo cs=Europe/Prague hu=Europe/Budapest el=Europe/Athens fi=Europe/Helsinki
"""


def _table(told: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in told.split())


_BY_COUNTRY = _table(_COUNTRIES)
_BY_LANGUAGE = _table(_LANGUAGES)


def home_zone(url: str, lang: str) -> str:
    """Return the IANA name of the zone that a portal keeps, "" where nothing tells it.

    The country of its domain comes before its language, which is also spoken abroad.
    """
    by_language = _BY_LANGUAGE.get(lang) or _BY_LANGUAGE.get(lang.partition("-")[0], "")
    return _BY_COUNTRY.get(_country(url), by_language)


def _country(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""
