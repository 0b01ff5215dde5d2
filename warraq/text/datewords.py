"""The words that dates are printed with, language by language.

Aliases stand between `|` and are compared by their folded key, so hamza forms,
harakat, tatweel and case need no entries of their own. A phrase may hold a
digit or a dot (`ك2`, `п.м.`). Month names are those of CLDR and of the press;
a name that two months share (`كانون`, `تشرين`) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from warraq.text.calendars import Calendar

Role = Literal[
    "published",
    "updated",
    "clock",
    "joint",
    "am",
    "pm",
    "hour",
    "oclock",
    "era",
    "other_era",
    "solar_era",
    "lunar_era",
    "suffix",
    "ago",
    "unit",
    "day_word",
    "zone",
]


def aliases(cell: str) -> Iterator[str]:
    """Return the spellings that a cell of these tables lists."""
    return (alias.strip() for alias in cell.split("|") if alias.strip())


# January first.
MONTHS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "يناير | ينايير | كانون الثاني | كانون ثاني | كانون 2 | ك2 | جانفي | جانفيي",
        "فبراير | شباط | فيفري | فبرابر",
        "مارس | آذار | مارت",
        "أبريل | نيسان | أفريل | ابرايل",
        "مايو | أيار | مايس | ماي",
        "يونيو | يونيه | حزيران | جوان",
        "يوليو | يوليه | تموز | جويلية | يوليوز",
        "أغسطس | آب | أوت | غشت | أغشت | أغسطوس",
        "سبتمبر | أيلول | شتنبر | شتمبر | سيبتمبر",
        "أكتوبر | تشرين الأول | تشرين أول | تشرين 1 | ت1 | اوكتوبر",
        "نوفمبر | تشرين الثاني | تشرين ثاني | تشرين 2 | ت2 | نونبر",
        "ديسمبر | كانون الأول | كانون أول | كانون 1 | ك1 | دجنبر | دجمبر | دسمبر",
    ),
    "en": (
        "January | Jan",
        "February | Feb",
        "March | Mar",
        "April | Apr",
        "May",
        "June | Jun",
        "July | Jul",
        "August | Aug",
        "September | Sept | Sep",
        "October | Oct",
        "November | Nov",
        "December | Dec",
    ),
    "fr": (
        "janvier | janv | jan",
        "février | févr | fév",
        "mars",
        "avril | avr",
        "mai",
        "juin",
        "juillet | juil | juill",
        "août",
        "septembre | sept",
        "octobre | oct",
        "novembre | nov",
        "décembre | déc",
    ),
    "ckb": (
        "کانوونی دووەم | کانونی دووەم | کانونی دووهەم | کانوونی دوهەم | جانیوەری | جەنیوەری",
        "شوبات | شبات | فێبریوەری | فێبرواری | فێبڕایەر",
        "ئازار | ئادار | مارت | مارچ | مارس",
        "نیسان | ئەپریل | ئاپریل",
        "ئایار | مایس | مەی",
        "حوزەیران | حوزەیراان | حزیران | حوزەیرانی | جوون | یۆنیۆ",
        "تەمووز | تەممووز | تەموز | تەمموز | جولای | یۆلیۆ",
        "ئاب | ئۆگست | ئۆگەست | ئاگۆست",
        "ئەیلوول | ئەیلول | سێپتەمبەر | سێپتەمبر",
        "تشرینی یەکەم | تشرینی یەکەمین | ئۆکتۆبەر | ئۆکتۆبر",
        "تشرینی دووەم | تشرینی دووهەم | تشرینی دوهەم | نۆڤەمبەر | نۆڤێمبەر",
        "کانوونی یەکەم | کانونی یەکەم | دیسەمبەر | دێسەمبەر",
    ),
    "kmr": (
        "rêbendan | çile | kanûna paşîn | kanûna duyem | kanûna duyê | çileya paşîn | rbn",
        "sibat | reşemeh | reşemî | şibat | sbt",
        "adar | avdar | adr",
        "nîsan | avrêl | nsn",
        "gulan | gln",
        "hezîran | pûşper | heziran | hzr",
        "tîrmeh | temmûz | tîrmih | trm",
        "tebax | gelawêj | tbx",
        "îlon | rezber | eylûl | îln",
        "cotmeh | çiriya pêşîn | çiriya yekem | kewçêr | cotmih | cot",
        "mijdar | çiriya paşîn | çiriya duyem | sermawez | mjd",
        "berfanbar | kanûn | kanûna pêşîn | kanûna yekem | çileya pêşîn | brf",
    ),
    "fa": (
        "ژانویه | جنوری | جنو",
        "فوریه | فبروری",
        "مارس | مارچ",
        "آوریل | آپریل | اپریل",
        "مه | می",
        "ژوئن | ژوین | جون",
        "ژوئیه | ژوییه | جولای | جولائی | جول",
        "اوت | آگوست | آگست",
        "سپتامبر | سپتمبر",
        "اکتبر | اکتوبر",
        "نوامبر | نومبر",
        "دسامبر | دسمبر | دسم",
    ),
    "ur": (
        "جنوری",
        "فروری",
        "مارچ",
        "اپریل",
        "مئی | مئ",
        "جون",
        "جولائی | جولای",
        "اگست",
        "ستمبر",
        "اکتوبر",
        "نومبر",
        "دسمبر",
    ),
    "he": (
        "ינואר | ינו",
        "פברואר | פבר",
        "מרץ | מרס | מארס",
        "אפריל | אפר",
        "מאי",
        "יוני",
        "יולי",
        "אוגוסט | אוג",
        "ספטמבר | ספט",
        "אוקטובר | אוק",
        "נובמבר | נוב",
        "דצמבר | דצמ",
    ),
    "tr": (
        "Ocak | Oca",
        "Şubat | Şub",
        "Mart | Mar",
        "Nisan | Nis",
        "Mayıs | May",
        "Haziran | Haz",
        "Temmuz | Tem",
        "Ağustos | Ağu",
        "Eylül | Eyl",
        "Ekim | Eki",
        "Kasım | Kas",
        "Aralık | Ara",
    ),
    "es": (
        "enero | ene",
        "febrero | feb",
        "marzo | mar",
        "abril | abr",
        "mayo | may",
        "junio | jun",
        "julio | jul",
        "agosto | ago",
        "septiembre | setiembre | sept | sep | set",
        "octubre | oct",
        "noviembre | nov",
        "diciembre | dic",
    ),
    "de": (
        "Januar | Jänner | Jan | Jän",
        "Februar | Feber | Feb",
        "März | Mär | Mrz | Maerz",
        "April | Apr",
        "Mai",
        "Juni | Jun",
        "Juli | Jul",
        "August | Aug",
        "September | Sept | Sep",
        "Oktober | Okt",
        "November | Nov",
        "Dezember | Dez",
    ),
    "ru": (
        "января | январь | янв",
        "февраля | февраль | февр | фев",
        "марта | март | мар",
        "апреля | апрель | апр",
        "мая | май",
        "июня | июнь | июн",
        "июля | июль | июл",
        "августа | август | авг",
        "сентября | сентябрь | сент | сен",
        "октября | октябрь | окт",
        "ноября | ноябрь | нояб | ноя",
        "декабря | декабрь | дек",
    ),
    "zh": (
        "一月",
        "二月",
        "三月",
        "四月",
        "五月",
        "六月",
        "七月",
        "八月",
        "九月",
        "十月",
        "十一月",
        "十二月",
    ),
    "id": (
        "Januari | Jan",
        "Februari | Pebruari | Feb | Peb",
        "Maret | Mar",
        "April | Apr",
        "Mei",
        "Juni | Jun",
        "Juli | Jul",
        "Agustus | Agu | Agt | Ags",
        "September | Sept | Sep",
        "Oktober | Okt",
        "November | Nopember | Nov | Nop",
        "Desember | Des",
    ),
}

# Months of other calendars: Hijri ones, Jalali ones with the zodiac of Dari and the
# names of Pashto, Kurdish ones. Hebrew ones are known only so that they are never
# taken for something else.
_HIJRI = (
    "محرم | محرم الحرام | المحرم",
    "صفر | صفر المظفر | صفر الخير",
    "ربيع الأول | ربيع أول | ربیع الاول | ربیع‌الاول | ربيع الاولى",
    "ربيع الثاني | ربيع ثاني | ربيع الآخر | ربيع ثان | ربیع الثانی | ربیع‌الثانی",
    (
        "جمادى الأولى | جمادى الأول | جمادى أول | جمادى أولى | جماد الأول | جمادی الاول"
        "| جمادی‌الاول | جمادی الاولیٰ | جمادي الاولي"
    ),
    (
        "جمادى الآخرة | جمادى الآخر | جمادى الثانية | جمادى الثاني | جماد الثاني | جمادى ثاني"
        "| جمادی الثانی | جمادی‌الثانی | جمادی الآخر"
    ),
    "رجب | رجب المرجب | رجب الأصب",
    "شعبان | شعبان المعظم",
    "رمضان | رمضان المبارك | رمضان الكريم | رمضان المعظم",
    "شوال | شوال المکرم",
    (
        "ذو القعدة | ذي القعدة | ذو القعده | ذوالقعدة | ذیقعده | ذی القعده | ذی‌القعده | ذیقعدہ"
        "| ذوالقعدہ | ذی القعدہ | ذيقعدة"
    ),
    (
        "ذو الحجة | ذي الحجة | ذو الحجه | ذوالحجة | ذیحجه | ذی الحجه | ذی‌الحجه | ذی‌حجه | ذوالحجہ"
        "| ذوالحج | ذی الحج | ذی الحجہ | ذيحجة"
    ),
)
_JALALI = (
    "فروردین | حمل | وری",
    "اردیبهشت | ثور | غویی",
    "خرداد | جوزا | غبرگولی",
    "تیر | سرطان | چنگاښ",
    "مرداد | امرداد | اسد | زمری",
    "شهریور | سنبله | وږی",
    "مهر | میزان | تله",
    "آبان | عقرب | لړم",
    "آذر | قوس | لیندۍ",
    "دی | جدی | مرغومی",
    "بهمن | دلو | سلواغه",
    "اسفند | حوت | کب",
)
_KURDISH = (
    "خاکەلێوە | نەورۆز",
    "گوڵان | بانەمەڕ | بانەمەر",
    "جۆزەردان",
    "پووشپەڕ | پوشپەڕ | پووشپەر",
    "گەلاوێژ",
    "خەرمانان",
    "ڕەزبەر | رەزبەر",
    "گەڵاڕێزان | گەڵارێزان | گەڵاڕێزان | خەزەڵوەر",
    "سەرماوەز",
    "بەفرانبار | بەفرانبەر",
    "ڕێبەندان | رێبەندان",
    "ڕەشەمێ | رەشەمێ | ڕەشەمە | رەشەمە",
)
OTHER_MONTHS: Mapping[str, Mapping[Calendar, tuple[str, ...]]] = {
    "ar": {"lunar": _HIJRI},
    "ur": {"lunar": _HIJRI},
    "fa": {"lunar": _HIJRI, "solar": _JALALI},
    "ckb": {"lunar": _HIJRI, "solar": _KURDISH},
    "he": {
        "hebrew": (
            "תשרי",
            "חשון | חשוון | מרחשון | מרחשוון",
            "כסלו",
            "טבת",
            "שבט",
            "אדר | אדר א | אדר ב",
            "ניסן",
            "אייר",
            "סיון | סיוון",
            "תמוז",
            "אב | מנחם אב",
            "אלול",
        ),
    },
    "en": {
        "lunar": (
            "Muharram",
            "Safar",
            "Rabi al-Awwal | Rabi I | Rabi' al-Awwal | Rabi al Awal | Rabi-ul-Awwal",
            "Rabi al-Thani | Rabi II | Rabi' al-Thani | Rabi al-Akhir | Rabi-ul-Thani",
            "Jumada al-Ula | Jumada al-Awwal | Jumada I | Jumada al-Oula",
            "Jumada al-Thani | Jumada al-Akhirah | Jumada II | Jumada al-Thaniyah",
            "Rajab",
            "Shaban | Sha'ban | Shaaban",
            "Ramadan | Ramadhan | Ramazan",
            "Shawwal",
            "Dhu al-Qadah | Dhu al-Qidah | Dhul Qadah | Dhul-Qi'dah | Dhu al-Qa'dah",
            "Dhu al-Hijjah | Dhul Hijjah | Dhul-Hijja | Dhu al-Hijja",
        ),
        "solar": (
            *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad | Amordad", "Shahrivar"),
            *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
        ),
        "hebrew": (
            *("Tishrei | Tishri", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar", "Nisan"),
            *("Iyar", "Sivan", "Tammuz", "Av", "Elul"),
        ),
    },
    "tr": {
        "lunar": (
            *("Muharrem", "Safer", "Rebiülevvel", "Rebiülahir", "Cemaziyelevvel"),
            *("Cemaziyelahir", "Recep", "Şaban", "Ramazan", "Şevval", "Zilkade", "Zilhicce"),
        ),
    },
    "id": {
        "lunar": (
            "Muharram",
            "Safar",
            "Rabiul Awal | Rabiulawal | Rabiul Awwal",
            "Rabiul Akhir | Rabiulakhir",
            "Jumadil Awal | Jumadilawal | Jumadal Ula",
            "Jumadil Akhir | Jumadilakhir | Jumadal Akhirah",
            "Rajab",
            "Syaban | Sya'ban",
            "Ramadhan | Ramadan",
            "Syawal",
            "Zulkaidah | Dzulqa'dah | Dzulkaidah | Zulqaidah",
            "Zulhijah | Dzulhijjah | Zulhijjah",
        ),
    },
    # Gulan is May in Kurmanji, and the second month of the Kurdish year.
    "kmr": {
        "lunar": ("", "", "", "", "", "", "receb", "şeban", "remezan | ramazan", "", "", ""),
        "solar": (
            *("xakelêwe", "", "cozerdan", "", "", "xermanan", "", "gelarêzan", "", "befranbar"),
            *("", ""),
        ),
    },
}

# Monday first, as in datetime.
WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "الاثنين | اثنين | الإتنين",
        "الثلاثاء | ثلاثاء | الثلثاء",
        "الأربعاء | أربعاء",
        "الخميس | خميس",
        "الجمعة | جمعة",
        "السبت | سبت",
        "الأحد | أحد",
    ),
    "en": (
        "Monday | Mon",
        "Tuesday | Tue | Tues",
        "Wednesday | Wed",
        "Thursday | Thu | Thur | Thurs",
        "Friday | Fri",
        "Saturday | Sat",
        "Sunday | Sun",
    ),
    "fr": (
        "lundi | lun",
        "mardi | mar",
        "mercredi | mer",
        "jeudi | jeu",
        "vendredi | ven",
        "samedi | sam",
        "dimanche | dim",
    ),
    "ckb": (
        "دووشەممە | دوو شەممە | دوشەممە | دووشەمە",
        "سێشەممە | سێ شەممە | سێشەمە",
        "چوارشەممە | چوار شەممە | چوارشەمە",
        "پێنجشەممە | پێنج شەممە | پێنجشەمە",
        "هەینی | جومعە | هەینیی",
        "شەممە | شەمە",
        "یەکشەممە | یەک شەممە | یەکشەمە",
    ),
    "kmr": (
        "duşem | duşemb | duşeme",
        "sêşem | sêşemb | sêşeme",
        "çarşem | çarşemb | çarşeme",
        "pêncşem | pêncşemb | pêncşeme",
        "în | înî",
        "şemî | şemb | şembî",
        "yekşem | yekşemb | yekşeme",
    ),
    "fa": (
        "دوشنبه | دو شنبه",
        "سه‌شنبه | سه شنبه | سشنبه",
        "چهارشنبه | چهار شنبه | چارشنبه",
        "پنجشنبه | پنج شنبه",
        "جمعه | آدینه",
        "شنبه",
        "یکشنبه | یک شنبه",
    ),
    "ur": (
        "پیر | سوموار | دوشنبہ",
        "منگل | سہ شنبہ",
        "بدھ | چہار شنبہ",
        "جمعرات | پنج شنبہ",
        "جمعہ | جمعۃ المبارک",
        "ہفتہ | سنیچر",
        "اتوار",
    ),
    "he": (
        "יום שני | שני | יום ב",
        "יום שלישי | שלישי | יום ג",
        "יום רביעי | רביעי | יום ד",
        "יום חמישי | חמישי | יום ה",
        "יום שישי | שישי | יום ו",
        "יום שבת | שבת",
        "יום ראשון | ראשון | יום א",
    ),
    "tr": (
        "Pazartesi | Pzt",
        "Salı | Sal",
        "Çarşamba | Çar",
        "Perşembe | Per",
        "Cuma | Cum",
        "Cumartesi | Cmt",
        "Pazar | Paz",
    ),
    "es": (
        "lunes | lun",
        "martes | mar",
        "miércoles | mié",
        "jueves | jue",
        "viernes | vie",
        "sábado | sáb",
        "domingo | dom",
    ),
    "de": (
        "Montag | Mo",
        "Dienstag | Di",
        "Mittwoch | Mi",
        "Donnerstag | Do",
        "Freitag | Fr",
        "Samstag | Sonnabend | Sa",
        "Sonntag | So",
    ),
    "ru": (
        "понедельник | пн",
        "вторник | вт",
        "среда | ср",
        "четверг | чт",
        "пятница | пт",
        "суббота | сб",
        "воскресенье | вс",
    ),
    "zh": (
        "星期一 | 周一 | 礼拜一 | 週一",
        "星期二 | 周二 | 礼拜二 | 週二",
        "星期三 | 周三 | 礼拜三 | 週三",
        "星期四 | 周四 | 礼拜四 | 週四",
        "星期五 | 周五 | 礼拜五 | 週五",
        "星期六 | 周六 | 礼拜六 | 週六",
        "星期日 | 周日 | 星期天 | 周天 | 礼拜日 | 礼拜天 | 週日",
    ),
    "id": (
        "Senin | Sen",
        "Selasa | Sel",
        "Rabu | Rab",
        "Kamis | Kam",
        "Jumat | Jum'at | Jum",
        "Sabtu | Sab",
        "Minggu | Min | Ahad",
    ),
}

# What else may stand in a date line. `joint` words say nothing of their own;
# `suffix` words cling to a number (`27th`, `27ê`); `era` marks a year as
# Gregorian, `solar_era` and `lunar_era` as one of their calendar, `other_era` only
# as not ours; `hour` stands before a time, `oclock` behind.
# A `zone` may be followed by its minutes east of Greenwich, a `unit` of «3 hours ago»
# by its minutes (0 for a word that adds none), a `day_word` by how many days ago.
WORDS: Mapping[str, Mapping[Role, str]] = {
    "ar": {
        "published": (
            "نشر في | نشر بتاريخ | نشرت في | تاريخ النشر | النشر | نشر | منشور في | تم النشر في"
            "| تم النشر | تم نشره في | نشر يوم | تاريخ الإضافة | أضيف في | أضيف بتاريخ | أضيف"
            "| تم الإضافة | تاريخ الخبر | حرر في | كتب في | كتب بتاريخ | كتب يوم | تاريخ الإنشاء"
            "| نشرت بتاريخ"
        ),
        "updated": (
            "آخر تحديث | آخر تحديث في | تحديث | تم التحديث في | تم التحديث | تاريخ التحديث"
            "| آخر تعديل | آخر تعديل على | آخر تعديل في | حدث في | تم التعديل في | محدث"
        ),
        "clock": (
            "التاريخ اليوم | تاريخ اليوم | اليوم هو | التوقيت | التوقيت الآن | الوقت الآن | الوقت"
        ),
        "joint": (
            "في | يوم | اليوم | من | شهر | سنة | لسنة | عام | لعام | الموافق | الموافق لـ | بتاريخ"
            "| تاريخ | التاريخ | لـ | على | عند | مساء يوم | صباح يوم | هذا اليوم"
        ),
        "am": "ص | صباحا | صباح | فجرا | قبل الظهر",
        "pm": "مساء | بعد الظهر | ظهرا | عصرا",
        "hour": "الساعة | في الساعة | عند الساعة | على الساعة | بتمام الساعة",
        "era": "ميلادي | ميلادية | للميلاد",
        "lunar_era": "هـ | هجري | هجرية | للهجرة | هجري قمري | من الهجرة | هـ ق",
        "solar_era": "هجري شمسي | هجرية شمسية | هـ ش",
        "ago": "منذ | قبل | مضت | مضى",
        "unit": (
            "ثانية | ثوان | ثواني | دقيقة=1 | دقيقتين=2 | دقائق=1 | دقيقه=1 | ساعة=60 | ساعتين=120"
            "| ساعات=60 | يوم=1440 | يومين=2880 | أيام=1440 | أسبوع | أسبوعين | أسابيع | شهر"
            "| شهرين | أشهر | شهور | سنة | سنتين | سنوات | عام | عامين | أعوام | واحد=0 | واحدة=0"
            "| لحظات | يوما=1440"
        ),
        "day_word": "أمس=1 | البارحة=1 | الآن | أول أمس=2",
        "zone": (
            "بتوقيت القاهرة | بتوقيت بغداد | بتوقيت مكة المكرمة | بتوقيت مكة | بتوقيت أربيل"
            "| بتوقيت دمشق | بتوقيت بيروت | بتوقيت القدس | بتوقيت الرياض | بتوقيت أبوظبي"
            "| بتوقيت الإمارات | بتوقيت تونس | بتوقيت الجزائر | بتوقيت المغرب | بتوقيت السعودية"
            "| بتوقيت موسكو | بالتوقيت المحلي | بتوقيت القدس المحتلة | بتوقيت الرباط"
            "| بتوقيت طرابلس | بتوقيت صنعاء | بتوقيت المنامة | بتوقيت مسقط | بتوقيت دبي"
            "| بتوقيت السليمانية | بتوقيت طهران | بتوقيت لندن | بتوقيت باريس | بتوقيت واشنطن"
            "| بتوقيت نيويورك | بتوقيت أنقرة | بتوقيت إسطنبول | بتوقيت عمان | بتوقيت الخرطوم"
            "| بتوقيت الدوحة | بتوقيت الكويت | توقيت القاهرة | توقيت بغداد | توقيت غرينتش=0"
            "| توقيت جرينتش=0 | غرينتش=0 | بتوقيت غرينتش=0 | جرينتش=0 | بتوقيت جرينتش=0 | ت غ=0"
            "| ت.غ=0"
        ),
    },
    "en": {
        "published": (
            "Published | Published on | Published at | Posted | Posted on | Posted at"
            "| Date published | Publication date | Published date | First published | Publish date"
            "| Created | Created on | Air date | First published on"
        ),
        "updated": (
            "Updated | Last updated | Updated on | Last update | Last modified | Modified"
            "| Updated at | Last updated on | Last modified on"
        ),
        "clock": "Today is | Current time | Today's date | Time now",
        "joint": "on | of | the | at | date | day",
        "am": "AM | A.M. | A.M",
        "pm": "PM | P.M. | P.M",
        "hour": "time",
        "oclock": "hrs | hours",
        "era": "AD | CE | A.D.",
        "lunar_era": "AH | A.H. | Hijri",
        "solar_era": "SH | Solar Hijri",
        "suffix": "st | nd | rd | th",
        "ago": "ago",
        "unit": (
            "second | seconds | sec | secs | minute=1 | minutes=1 | min=1 | mins=1 | hour=60"
            "| hours=60 | hr=60 | hrs=60 | day=1440 | days=1440 | week | weeks | month | months"
            "| year | years | a=0 | an=0 | about=0 | one=0"
        ),
        "day_word": "yesterday=1 | today=0 | just now",
        "zone": (
            "GMT=0 | UTC=0 | Z=0 | EST | EDT | PST | PDT | CST | CDT | MST | IST | PKT | BST"
            "| CET=60 | CEST=120 | EET=120 | EEST=180 | ET | AST | WIB=420 | GST | KSA | PT | CT"
            "| MDT | SGT | HKT | JST | AEST | AEDT | NZDT | NZST | WAT | CAT | EAT | SAST | IRST"
        ),
    },
    "fr": {
        "published": (
            "Publié le | Publié | Publié à | Publiée le | Posté le | Mis en ligne le"
            "| Date de publication | Paru le | Créé le | Publication"
        ),
        "updated": (
            "Mis à jour le | Mis à jour | Mis à jour à | Dernière mise à jour"
            "| Dernière mise à jour le | Modifié le | Actualisé le | Mise à jour"
        ),
        "clock": "Nous sommes le | Aujourd'hui",
        "joint": "le | du | de | à | date | en date du | et",
        "am": "AM",
        "pm": "PM",
        "oclock": "heures | heure",
        "suffix": "er | ère",
        "ago": "il y a",
        "unit": (
            "seconde | secondes | minute=1 | minutes=1 | min=1 | heure=60 | heures=60 | h=60"
            "| jour=1440 | jours=1440 | semaine | semaines | mois | an | ans | un=0 | une=0"
        ),
        "day_word": "hier=1 | avant-hier=2",
        "zone": "heure de Paris | heure locale | TU=0",
    },
    "ckb": {
        "published": (
            "بڵاوکراوەتەوە لە | بڵاوکراوەتەوە | بەرواری بڵاوکردنەوە | بڵاوکردنەوە"
            "| بڵاوکراوەتەوە لە ڕێکەوتی | بلاوکراوەتەوە | بلاوکراوەتەوە لە | بڵاوکراوە لە"
            "| کاتی بڵاوکردنەوە"
        ),
        "updated": (
            "نوێکراوەتەوە | نوێکراوەتەوە لە | دوایین نوێکردنەوە | نوێکردنەوە | دوا نوێکردنەوە"
        ),
        "clock": "ئەمڕۆ | کاتی ئێستا",
        "joint": "لە | ڕۆژی | رۆژی | بەروار | بەرواری | ڕێکەوتی | ڕێکەوت | ساڵی | مانگی | لە ڕۆژی",
        "am": "ب.ن | پێش نیوەڕۆ | بەیانی | بەرلەنیوەڕۆ | سەر لە بەیانی",
        "pm": "د.ن | دوای نیوەڕۆ | پاش نیوەڕۆ | ئێوارە | پاشنیوەڕۆ",
        "hour": "کاتژمێر | کات | سەعات | لە کاتژمێر",
        "era": "ز | زایینی | زاینی | میلادی",
        "lunar_era": "کۆچی مانگی | هـ",
        "solar_era": "ک | کوردی | هەتاوی | کۆچی هەتاوی",
        "other_era": "کۆچی",
        "suffix": "ی | یەم | ەم",
        "ago": "پێشتر | لەمەوپێش | لەمەوبەر | پێش",
        "unit": (
            "چرکە | خولەک=1 | کاتژمێر=60 | سەعات=60 | ڕۆژ=1440 | رۆژ=1440 | هەفتە | مانگ | ساڵ"
            "| لە=0 | دوو | سێ | یەک=0"
        ),
        "day_word": "دوێنێ=1",
        "zone": "بە کاتی هەولێر | بە کاتی بەغدا | بە کاتی کوردستان",
    },
    "kmr": {
        "published": (
            "Dîroka weşanê | Hat weşandin | Weşandin | Hatiye weşandin | Roja weşanê | Dema weşanê"
        ),
        "updated": "Hat rojanekirin | Rojanekirin | Nûkirin | Dema nûkirinê | Rojanekirina dawî",
        "clock": "Îro",
        "joint": "di | roja | dîrok | meha | sala | li | ya | yê | de",
        "am": "BN | AM | berî nîvro",
        "pm": "PN | PM | piştî nîvro",
        "hour": "saet | demjimêr | seet",
        "suffix": "ê | an | a | î | em | emîn | yê | ya | yan | 'an | 'ê",
        "ago": "berî | berê | beriya",
        "unit": (
            "çirke | deqe=1 | deqeyan=1 | saet=60 | saetan=60 | roj=1440 | rojan=1440 | hefte | meh"
            "| mehan | sal | salan | du"
        ),
        "day_word": "duh=1",
    },
    "fa": {
        "published": (
            "تاریخ انتشار | زمان انتشار | تاریخ خبر | تاریخ انتشار خبر | تاریخ ثبت | درج شده در"
            "| تاریخ نشر | منتشر شده در | انتشار | تاریخ درج | تاریخ مخابره | منتشر شد | نشر شده"
            "| تاریخ ارسال | ارسال شده در | منتشر شده"
        ),
        "updated": (
            "به‌روزرسانی | به روز رسانی | بروزرسانی | آخرین به‌روزرسانی | آخرین بروزرسانی"
            "| به روز شده در | بروز شده در | آخرین به روز رسانی | تاریخ بروزرسانی | به‌روز شده"
        ),
        "clock": "امروز | امروز برابر است با",
        "joint": (
            "در | تاریخ | مورخ | روز | سال | ماه | برابر با | برابر | مطابق با | مطابق | زمان"
            "| مصادف با"
        ),
        "am": "ق.ظ | قبل از ظهر | صبح | بامداد | ق ظ | پیش از ظهر",
        "pm": "ب.ظ | بعد از ظهر | عصر | بعدازظهر | ب ظ",
        "hour": "ساعت | در ساعت",
        "era": "میلادی | م",
        "solar_era": (
            "هـ ش | ه.ش | شمسی | خورشیدی | هجری شمسی | هجری خورشیدی | هـ.ش | هجری‌شمسی | ش | هـ.خ"
            "| ه خ"
        ),
        "lunar_era": "ه.ق | قمری | هجری قمری | هـ.ق | هجری‌قمری | هـ ق | ق",
        "other_era": "هجری | هـ",
        "suffix": "ام",
        "ago": "پیش | قبل",
        "unit": "ثانیه | دقیقه=1 | ساعت=60 | روز=1440 | هفته | ماه | سال | یک=0 | دو | سه",
        "day_word": "دیروز=1 | پریروز=2",
        "zone": "به وقت تهران | به وقت کابل | به وقت محلی | به وقت گرینویچ=0 | گرینویچ=0",
    },
    "ur": {
        "published": (
            "شائع شدہ | تاریخ اشاعت | اشاعت | شائع | شائع ہوا | شائع شدہ تاریخ | اشاعت کی تاریخ"
            "| پوسٹ کیا گیا"
        ),
        "updated": (
            "تازہ کاری | آخری بار تازہ کاری | اپ ڈیٹ | آخری اپ ڈیٹ | اپڈیٹ | اپ ڈیٹ کیا گیا"
            "| آخری تازہ کاری | آخری وقت اشاعت | اپ ڈیٹ کی گئی | اپ ڈیٹ ہوا"
        ),
        "clock": "آج",
        "joint": "بروز | تاریخ | مورخہ | بتاریخ | کو | ماہ | سن | بمطابق",
        "am": "صبح | قبل دوپہر | ق.د",
        "pm": "شام | دوپہر | بعد دوپہر | سہ پہر",
        "hour": "وقت | بوقت",
        "oclock": "بجے",
        "era": "ء | عیسوی",
        "lunar_era": "ھ | ہجری | ہـ | ہجری قمری",
        "ago": "پہلے | قبل",
        "unit": (
            "سیکنڈ | منٹ=1 | گھنٹہ=60 | گھنٹے=60 | گھنٹوں=60 | دن=1440 | دنوں=1440 | ہفتہ | ہفتے"
            "| ہفتوں | ماہ | مہینہ | مہینے | سال | ایک=0 | دو | تین"
        ),
        "day_word": "گزشتہ روز=1",
    },
    "he": {
        "published": (
            "פורסם ב | פורסם | תאריך פרסום | פורסם בתאריך | פורסם ביום | פורסם לראשונה | הועלה"
        ),
        "updated": "עודכן ב | עודכן | עדכון אחרון | עודכן לאחרונה | עודכן בתאריך | תאריך עדכון",
        "clock": "היום",
        "joint": "ב | ה | של | תאריך | בתאריך | ביום | יום",
        "am": 'לפנה"צ | לפני הצהריים | בבוקר',
        "pm": 'אחה"צ | אחר הצהריים | בערב',
        "hour": "בשעה | שעה",
        "era": "לספירה",
        "ago": "לפני",
        "unit": (
            "שנייה | שניות | דקה=1 | דקות=1 | שעה=60 | שעתיים=120 | שעות=60 | יום=1440"
            "| יומיים=2880 | ימים=1440 | שבוע | שבועיים | שבועות | חודש | חודשיים | חודשים | שנה"
            "| שנתיים | שנים | אחת=0 | כ=0"
        ),
        "day_word": "אתמול=1 | שלשום=2",
        "zone": "שעון ישראל",
    },
    "tr": {
        "published": (
            "Yayınlanma | Yayınlanma tarihi | Yayın tarihi | Yayınlandı | Giriş | Giriş tarihi"
            "| Eklenme tarihi | Yayım tarihi | Oluşturulma tarihi | Yayımlanma | Yayımlanma tarihi"
            "| Eklenme | Ekleme | Ekleme tarihi | Haber giriş"
        ),
        "updated": (
            "Güncelleme | Güncelleme tarihi | Güncellendi | Son güncelleme | Güncellenme"
            "| Son güncellenme | Güncellenme tarihi | Son güncelleme tarihi"
        ),
        "clock": "Bugün",
        "joint": "tarih | tarihi | günü | tarihinde",
        "am": "ÖÖ | AM",
        "pm": "ÖS | PM",
        "hour": "saat | saati",
        "era": "MS",
        "ago": "önce",
        "unit": (
            "saniye | dakika=1 | dk=1 | saat=60 | sa=60 | gün=1440 | hafta | ay | yıl | bir=0"
            "| yaklaşık=0"
        ),
        "day_word": "dün=1",
        "zone": "TSİ=180",
    },
    "es": {
        "published": (
            "Publicado el | Publicado | Publicada el | Fecha de publicación | Publicación"
            "| Creado el | Publicado en | Primera publicación"
        ),
        "updated": (
            "Actualizado el | Actualizado | Actualizada el | Última actualización | Modificado el"
            "| Actualización | Actualizado a las"
        ),
        "clock": "Hoy es | Hoy",
        "joint": "el | de | del | a | las | a las | día | fecha | y | a la",
        "am": "a.m. | a. m. | AM | a.m",
        "pm": "p.m. | p. m. | PM | p.m",
        "oclock": "h | hs | hrs | horas",
        "era": "d.C.",
        "suffix": "º | ° | o | ro",
        "ago": "hace",
        "unit": (
            "segundo | segundos | minuto=1 | minutos=1 | min=1 | hora=60 | horas=60 | h=60"
            "| día=1440 | días=1440 | semana | semanas | mes | meses | año | años | un=0 | una=0"
        ),
        "day_word": "ayer=1 | anteayer=2",
        "zone": "hora local",
    },
    "de": {
        "published": (
            "Veröffentlicht am | Veröffentlicht | Erschienen am | Publiziert am | Erstellt am"
            "| Erstellt | Veröffentlichung | Zuerst veröffentlicht am | Zuerst veröffentlicht"
            "| Datum der Veröffentlichung | Gepostet am"
        ),
        "updated": (
            "Aktualisiert am | Aktualisiert | Zuletzt aktualisiert | Zuletzt aktualisiert am"
            "| Letzte Aktualisierung | Geändert am | Zuletzt geändert am | Stand"
        ),
        "clock": "Heute ist",
        "joint": "am | den | der | dem | vom | um | Datum | im",
        "am": "vorm",
        "pm": "nachm",
        "oclock": "Uhr",
        "era": "n. Chr.",
        "ago": "vor",
        "unit": (
            "Sekunde | Sekunden | Minute=1 | Minuten=1 | Min=1 | Stunde=60 | Stunden=60 | Std=60"
            "| Tag=1440 | Tage=1440 | Tagen=1440 | Woche | Wochen | Monat | Monate | Monaten | Jahr"
            "| Jahre | Jahren | einer=0 | einem=0 | ca=0"
        ),
        "day_word": "gestern=1 | vorgestern=2",
        "zone": "MEZ=60 | MESZ=120",
    },
    "ru": {
        "published": (
            "Опубликовано | Дата публикации | Время публикации | Опубликована | Опубликован"
            "| Размещено | Добавлено | Создано"
        ),
        "updated": (
            "Обновлено | Дата обновления | Последнее обновление | Изменено | Обновлён | Обновлена"
        ),
        "clock": "Сегодня",
        "joint": "в | от | дата | на",
        "am": "до полудня",
        "pm": "после полудня",
        "hour": "время",
        "era": "г | г. | года | год | н.э.",
        "ago": "назад",
        "unit": (
            "секунд | секунду | секунды | минуту=1 | минуты=1 | минут=1 | мин=1 | час=60 | часа=60"
            "| часов=60 | день=1440 | дня=1440 | дней=1440 | неделю | недели | недель | месяц"
            "| месяца | месяцев | год | года | лет"
        ),
        "day_word": "вчера=1 | позавчера=2",
        "zone": "МСК=180 | по московскому времени=180 | по местному времени",
    },
    "zh": {
        "published": (
            "发布于 | 发布时间 | 发表于 | 发布 | 发表时间 | 发布日期 | 發布時間 | 發表於 | 發布於"
            "| 刊登于 | 时间"
        ),
        "updated": "更新于 | 更新时间 | 最后更新 | 更新 | 修改时间"
        "| 最后更新于 | 更新時間 | 更新於 | 最后修改",
        "clock": "今天是 | 现在时间 | 当前时间 | 现在是",
        "joint": "于 | 日期 | 在",
        "am": "上午 | 凌晨 | 早上 | 清晨 | AM",
        "pm": "下午 | 晚上 | 傍晚 | PM",
        "era": "公元",
        "other_era": "农历 | 民国",
        "ago": "前 | 以前",
        "unit": (
            "秒 | 秒钟 | 分钟=1 | 小时=60 | 个小时=60 | 天=1440 | 周 | 个月 | 月 | 年 | 星期"
            "| 个星期"
        ),
        "day_word": "昨天=1 | 前天=2",
        "zone": "北京时间=480",
    },
    "id": {
        "published": (
            "Diterbitkan | Diterbitkan pada | Dipublikasikan | Dipublikasikan pada | Terbit"
            "| Tayang | Diposting pada | Diunggah pada | Dipublikasi | Tanggal terbit"
            "| Diterbitkan tanggal"
        ),
        "updated": (
            "Diperbarui | Diperbarui pada | Terakhir diperbarui | Update | Diupdate"
            "| Pembaruan terakhir | Update terakhir"
        ),
        "clock": "Hari ini",
        "joint": "pada | tanggal | tgl | hari | di",
        "am": "pagi | AM",
        "pm": "PM | sore",
        "hour": "pukul | jam | pkl",
        "era": "M | Masehi",
        "lunar_era": "H | Hijriah | Hijriyah",
        "ago": "lalu | yang lalu",
        "unit": (
            "detik | menit=1 | jam=60 | hari=1440 | minggu | bulan | tahun | sejam=60 | sehari=1440"
            "| seminggu | sekitar=0"
        ),
        "day_word": "kemarin=1",
        "zone": "WIB=420 | WITA=480 | WIT=540",
    },
}

# Endings that the grammar hangs on a month or weekday name (izafe, case) and
# prefixes written without a space.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ckb": ("ی",),
    "fa": ("ی", "ماه"),
    "kmr": ("ê", "a", "an", "î", "yê", "ya", "yan", "yî"),
}
PREFIXES: Mapping[str, tuple[str, ...]] = {"he": ("ב",)}

# Where the press puts the day first in a date of numbers. Dots and hyphens say so
# themselves; with slashes, pages in the other languages print both orders, since
# systems made in America write the month first whatever the language.
DAY_FIRST = frozenset({"ar", "fr", "ckb", "kmr", "fa", "ur", "he", "tr", "es", "de", "ru", "id"})
DAY_FIRST_WITH_SLASHES = frozenset({"fr", "he", "tr", "es", "de", "ru", "id"})
# With two digits of the year, too: these print neither the year nor the month first.
SHORT_DAY_FIRST = frozenset({"fr", "he", "tr", "de", "ru"})
