"""What a page says to its readers between and behind the sentences of its story.

«Write to us», «Join our channel», «We moderate comments», «Allow this video»: such a
block is made of words, not of links, and only its words betray it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from warraq.ingest.printed.lines import Line
from warraq.text.clues import has_clue

# «We moderate comments»: told of readers in the last blocks of a page, not of the story;
# «the minister's comments are» is told of the story.
_COMMENT_POLICY = re.compile(
    r"\b(?:comments (?:policy|section|below)"
    r"|(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!['’]s )(?<!s['’] )comments (?:are|on this)"
    r"|(?:your|reader|leave a) comments?"
    r"|kommentare? (?:zu|schreiben|werden)|commentaires? (?:sont|seront)|los comentarios)\b"
    r"|(?:مراجعة|نشر|تعبر|جميع|إرسال) (?:\w+ )?(?:التعليقات|تعليقات)|نظرات (?:کاربران|خوانندگان)"
    r"|قارئين? .{0,20}التعليق|إرشادات الاستخدام|לתגובות|yorumlar(?:ınız|dan)",
    re.I,
)

# «The article tells the opinion of its author», as papers of opinion print below each.
_LONGEST_DISCLAIMER = 250
_DISCLAIMER = re.compile(
    r"^\W*(?:(?:جميع|كل|هذا|هذه) )?"
    r"(?:الآراء|الاراء|المقالات|المقال|المقالة|التعليقات|المواد"
    r"|ما (?:ينشر|ورد|يرد)\b.{0,60}\bلا)\b.{0,80}"
    r"\b(?:تعبر|يعبر|تمثل|يمثل)\b.{0,60}(?:رأي|آراء|اراء|وجهة نظر)"
    r"|^\W*(?:مسئولیت|مسئولیت محتوای) .{0,60}نویسنده|^\W*(?:نظرات|دیدگاه).{0,60}لزوما"
    r"|^\W*(?:این )?(?:آرا|مطالب|مقالات|مقاله|یادداشت|نوشته|مطلب|نظرات|دیدگاه)\w*\b.{0,80}"
    r"(?:لزوما|الزاما|ضرورتا).{0,60}(?:نظر|دیدگاه|موضع|بیانگر|بازتاب).{0,40}ن(?:می|یست)"
    r"|^\W*این (?:مقاله|یادداشت|نوشته|مطلب) .{0,20}(?:نظر|دیدگاه) شخصی نویسنده"
    r"|^\W*ئەم (?:بابەتە|وتارە) .{0,40}گوزارشت لە"
    r"|^\W*(?:بیروبۆچوون|بیروڕا|ڕا ?و ?بۆچوون|ناوەڕۆکی ئەم)\w*\b.{0,60}"
    r"(?:هی نووسەر|ڕای نووسەر|بۆچوونی نووسەر)"
    r"|متفق ہونا ضروری نہیں|(?:ادار\w+|اخبار|سائٹ)\b.{0,60}اتفاق (?:کرنا |ہونا )?ضروری نہیں"
    r"|^\W*(?:اس|ان|یہ|مضمون|کالم|بلاگ|تحریر)\b.{0,60}(?:آرا|آراء|خیالات|رائے) .{0,20}"
    r"(?:مصنف|لکھاری|بلاگر|نگار) (?:کی|کے) (?:اپنی|اپنے|ذاتی)"
    r"|^\W*(?:اس|یہ)\b.{0,40}(?:مصنف|لکھاری|بلاگر|نگار) کی (?:اپنی|ذاتی) رائے"
    r"|^\W*(?:הדעות|הדברים|האמור|הנאמר)\b.{0,60}(?:על דעת|של|דעתו|דעתה|דעתם)\b.{0,20}"
    r"(?:הכותב|המחבר).{0,20}(?:בלבד|ואינ|ולא )"
    r"|yazarına aittir|yazarın kendi görüş"
    r"|^\W*(?:the |all |any )?(?:views|opinions)(?: (?:and|or) (?:views|opinions))?"
    r" (?:\w+ ){0,2}expressed\b.{0,60}\b(?:(?:are|those of) (?:the |their |its )?"
    r"(?:author|writer|columnist|contributor)|not (?:necessarily )?(?:reflect|represent))",
    re.I,
)
_OF_DISCLAIMERS = (
    *("رأي", "آراء", "اراء", "وجهة نظر", "نویسنده", "لزوما", "الزاما", "ضرورتا", "گوزارشت"),
    *("متفق", "اتفاق", "نووسەر", "مصنف", "لکھاری", "بلاگر", "نگار", "הכותב", "המחבר"),
    *("aittir", "görüş", "expressed"),
)

# Whatever it matches has one of these, which is found out much faster.
_OF_COMMENTS = (
    *("comment", "komment", "comentario", "تعليق", "نظرات", "إرشادات", "לתגובות", "yorumlar"),
)

# «Write to us», «Follow us»; «Additional reporting by».
_LONGEST_AFTERWORD = 400
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_NETWORKS = re.compile(r"\b(?:facebook|twitter|instagram|youtube|whatsapp|telegram|tiktok)\b", re.I)
_CREDITS = re.compile(
    r"^\W*(?:(?:additional )?reporting by|writing by|editing by)\b"
    r"|contributed to this (?:report|story)",
    re.I,
)

# «Sign up for our newsletter», «Join us on WhatsApp», «Download the app».
_LONGEST_INVITATION = 300
_INVITATION = re.compile(
    r"\b(?:(?:sign up|subscribe|register) (?:now )?(?:for|to) (?:our|the|your|\w+'s)\b"
    r".{0,40}(?:newsletter|channel|podcast|alerts?|updates|briefing)"
    r"|(?:join|follow) us (?:on|in|at)|(?:download|get|install) (?:our|the) (?:\w+ ){0,2}app\b"
    r"|get (?:the latest|daily|breaking|real-time|our) .{0,60}(?:inbox|phone|email|updates)"
    r"|add .{0,40}to your (?:basket|cart)|(?:would|we'd) love to hear your (?:feedback|thoughts)"
    r"|delivered (?:straight |directly )?to your inbox|for more (?:stories|news) like this"
    r"|(?:abonnieren|melden|bestellen) sie .{0,60}newsletter|newsletter .{0,30}(?:abonnieren"
    r"|anmelden)|folgen sie uns (?:auf|bei)|laden sie .{0,30}\bapp\b"
    r"|(?:inscrivez|abonnez)-vous (?:à|a|gratuitement)|suivez-nous sur"
    r"|téléchargez (?:l'|l’|notre )app|(?:suscríbete|suscríbase|apúntate) (?:a|al|en|aquí)\b"
    r"|síguenos en|descarga(?:te)? (?:la|nuestra) app|siga-nos|inscreva-se (?:em|no|na)"
    r"|assine (?:a|nossa) newsletter|iscriviti (?:alla|al)|seguici su|scarica l['’]app"
    r"|zapisz się (?:do|na) .{0,30}newsletter|obserwuj nas|pobierz aplikację"
    r"|uygulamasını indir|(?:bizi|bizleri) .{0,40}takip edin|haberdar olun"
    r"|(?:bülten|kanal)\w{0,8} (?:ücretsiz )?abone olun|kanalımıza (?:abone ol|katıl)"
    r"|google news['’]?\w* abone ol"
    r"|подпис(?:ывайтесь|аться|ывайся) на|читайте нас в|присоединяйтесь к"
    r"|(?:ikuti|simak) .{0,40}(?:saluran|google news|whatsapp)|unduh aplikasi"
    r"|meld deg på|følg oss|prenumerera på|följ oss|tilmeld dig|følg os)"
    r"|(?:تابعونا|تابعنا) (?:على|عبر|في)|(?:اشترك|اشتركوا) (?:في (?:قناة|نشرت|خدمة)|بقنا|بنشر)"
    r"|انضم(?:وا)? (?:إلى|الى) (?:قنا|مجموع)|(?:حمل|حملوا|حمّل|حمّلوا) تطبيق"
    r"|(?:للاشتراك|اشترك) في (?:قناتنا|النشرة)|تابعوا .{0,40} على (?:واتس|تلي?غرام|تيليغرام)"
    r"|(?:تابعوا?|متابعة) (?:آخر |اخر )?(?:صفحت|قنات|[أا]خبار|حساب\w*)نا .{0,20}(?:على|عبر)"
    r"|ما را (?:در|از) .{0,40}دنبال کنید|به کانال .{0,40}بپیوندید|مشترک خبرنامه"
    r"|در (?:کانال|خبرنامه|گروه) .{0,40}عضو شوید"
    r"|(?:ورود به|عضویت در) کانال .{0,40}کلیک کنید"
    r"|بەشداری? .{0,20}هەواڵنامە\w* بک|هەواڵنامەکەمان بک|فۆڵۆمان بک|شوێنمان بکەو"
    r"|کەناڵی? .{0,30}(?:جۆین|سەبسکرایب) بک|جۆینی کەناڵ|سەردانی (?:کەناڵ|پەیج)\w* .{0,20}مان بک"
    r"|ہمیں .{0,40}فالو کریں|واٹس ایپ چینل|(?:نیوز ?لیٹر|چینل) (?:کو )?(?:سبسکرائب|جوائن) کریں"
    r"|עקבו אחרינו|הירשמו ל(?:ניוזלטר|עדכונים)"
    r"|(?:להצטרפות|הצטרפו) ל(?:ערוץ|קבוצת) .{0,30}שלנו"
    # «For subscribers only», «Support our journalism».
    r"|subscribe (?:now )?to (?:continue|keep) reading|already a subscriber\?"
    r"|(?:article|content|story) is (?:only )?(?:for|available to) (?:our )?(?:subscribers|members)"
    r"|support (?:our|independent) (?:\w+ ){0,2}journalism\b.{0,60}(?:donat|contribut|today|now)"
    r"|(?:article|contenu) réservé (?:aux|à nos) abonnés|abonnez-vous pour (?:lire|continuer)"
    r"|soutenez notre (?:journal|média|rédaction)|nur für abonnent"
    r"|(?:المحتوى|المقال|المقالة|المادة) .{0,15}للمشتركين فقط"
    r"|اشترك (?:الآن )?(?:لمتابعة|لمواصلة|لإكمال) (?:القراءة|قراءة)"
    r"|(?:ادعم|ادعموا) (?:صحافت|منصت|موقع|عمل)نا"
    r"|ویژه (?:مشترکان|مشترکین) است|برای ادامه .{0,20}مشترک شوید"
    r"|از (?:رسانه|روزنامه‌نگاری) مستقل .{0,30}حمایت کنید"
    r"|تەنها بۆ (?:بەشداربووان|ئەندامان)|پشتگیری ڕۆژنامەگەری .{0,20}مان بک"
    r"|صرف سبسکرائبرز کے لیے|پڑھنا جاری رکھنے کے لیے|صحافت کی .{0,20}مدد کریں"
    r"|(?:תוכן|כתבה|הכתבה) .{0,10}למנויים בלבד|תמכו בעיתונות"
    r"|(?:yalnızca|sadece) (?:abone|üye)ler içindir|okumaya devam etmek için (?:abone|üye) ol"
    r"|gazeteciliğimize .{0,30}destek (?:ol|ver)"
    r"|הורידו את האפליקציה|关注我们|扫码(?:关注|下载)|订阅.{0,10}(?:电邮|邮件|通讯)",
    re.I,
)

# Whatever invites has one of these, which is found out much faster.
_OF_INVITATIONS = (
    *("newsletter", "channel", "podcast", "alert", "update", "briefing", " us ", " app", "inbox"),
    *("phone", "email", "to your ", "love to hear", "like this", "folgen sie", "laden sie"),
    *("ez-vous ", "suivez-nous", "chargez ", "íbete", "íbase", "púntate", "guenos", "descarga"),
    *("siga-nos", "inscreva-se", "assine ", "iscriviti", "seguici", "scarica", "zapisz"),
    *("obserwuj", "pobierz", "uygulamas", "p ed", "haberdar", "подпис", "читайте"),
    *("присоединяйтесь", "saluran", "google news", "whatsapp", "unduh", "meld deg", "følg "),
    *("prenumerera", "följ oss", "tilmeld", "تابعو", "تابعنا", "شترا", "شترك", "انضم", "حمل"),
    *("حمّل", "دنبال", "بپیوندید", "خبرنامه", "عضو شوید", "فالو", "واٹس", "سبسکرائب", "جوائن"),
    *("هەواڵنامە", "فۆڵۆمان", "شوێنمان", "جۆین", "سەبسکرایب", "abone ol", "עקבו", "הירשמו"),
    *("הורידו", "הצטרפו", "להצטרפות", "سەردانی", "کلیک", "katıl", "متابعة", "تابع"),
    *("关注", "扫码", "订阅", "reading", "subscriber", "members", "journalism", "abonn"),
    *("soutenez", "للمشتركين", "ادعم", "مشترک", "حمایت", "بەشداربوو", "ئەندامان", "پشتگیری"),
    *("جاری رکھنے", "مدد کریں", "למנויים", "תמכו", "içindir", "devam etmek", "destek"),
)

# «Join us in the fight», she told the crowd: who is quoted invites no reader of the page.
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")

# «This article comes from the Gazette», as a page for the printer says.
_FOR_PRINT = re.compile(
    r"^\W*(?:this (?:article|story) (?:comes|was printed) from\b"
    r"|the url for this (?:story|article) is\b|(?:find|read) this (?:article|story) (?:on|at)\s*:"
    r"|رابط (?:الخبر|المقال|الموضوع)\s*:|(?:آدرس|نشانی) (?:این )?(?:مطلب|خبر)\s*:)",
    re.I,
)

# «We need your consent to load this content», where a post of a network would stand.
_LONGEST_REQUEST = 500
_CONTENT = (
    r"(?:extern\w*|eingebettet\w*|third[- ]party|embedded) (?:inhalt\w*|content|media)"
    r"|inhalt\w* (?:von|der) (?:drittanbietern|youtube|facebook|twitter|instagram)"
    r"|contenus? (?:externes?|tiers|intégrés?)|contenidos? externos?|contenut[oi] estern[oi]"
    r"|content provided by|personenbezogene daten|внешн\w+ контент\w*|harici içeri\w+"
    r"|محتوى (?:قدمه|خارجي)|محتوای (?:خارجی|بیرونی)|תוכן חיצוני"
)
_CONSENT = (
    r"einverstanden|zustimm\w+|einwillig\w+|datenschutz\w*|anzeigen|angezeigt|permission|consent"
    r"|cookies|accept\w*|autoris\w+|acepta\w*|permitir|accett\w+|consenso|соглас\w+|onay\w*"
    r"|إذنكم|موافق\w*|اجازه|הסכמ\w+"
)
_REQUEST = re.compile(
    rf"\b(?:{_CONTENT})\b.*\b(?:{_CONSENT})\b|\b(?:{_CONSENT})\b.*\b(?:{_CONTENT})\b", re.I
)


# Whatever speaks of such content has one of these, which is found out much faster.
_OF_CONTENT = (
    *("inhalt", "content", "media", "contenu", "contenid", "contenut", "daten", "контент"),
    *("içeri", "محتو", "תוכן"),
)


# «#bridge #river», as networks mark what a story is about.
_HASHTAGS = re.compile(r"(?:#[^\s#]+[\s,،|]*)+")


def _asks_for_consent(text: str) -> bool:
    return has_clue(text, _OF_CONTENT) and _REQUEST.search(text) is not None


# «We use cookies»: what such a notice says of the page and to its reader.
_COOKIES = re.compile(
    r"\bcookies?\b|ملفات (?:تعريف ال)?ارتباط|الكوكيز|کوکی|کووکی|עוגיות|\bçerez|куки", re.I
)
_TO_VISITORS = re.compile(
    r"\b(?:we|our (?:web)?sites?|this (?:web)?site|the (?:web)?site) uses?\b"
    r"|by (?:continuing|using)"
    r"|you (?:agree|accept|consent)|نستخدم|(?:يستخدم|تستخدم) (?:هذا الموقع|موقعنا)"
    r"|باستمرارك|باستخدامك"
    r"|استفاده می‌?کنیم|موافقت می‌?کنید|استعمال کرتے ہیں|اتفاق کرتے ہیں|بەکار ?دەهێن(?:ین|ێت)|ڕازیت"
    r"|(?:אנו|אנחנו) משתמשים|האתר משתמש|מסכים ל|kullanıyoruz|kullanmaktayız|kullanmaktadır"
    r"|kabul etmiş|nous utilisons|ce site utilise|vous acceptez|(?:wir|diese website) (?:ver)?wende"
    r"|stimmen sie|utilizamos|aceptas?|utilizziamo|accett[io]|мы используем|вы соглашаетесь"
    r"|bi kar tînin|bi kar tîne",
    re.I,
)
_OF_COOKIES = ("cookie", "رتباط", "كوكيز", "کوکی", "کووکی", "עוגיות", "çerez", "куки")


def asks_for_cookies(text: str) -> bool:
    """Return whether a text is the notice that a page keeps cookies."""
    if len(text) > _LONGEST_REQUEST or not has_clue(text, _OF_COOKIES):
        return False
    told = _QUOTED.sub("", text)
    return bool(_COOKIES.search(told) and _TO_VISITORS.search(told))


def _invites(text: str) -> bool:
    return has_clue(text, _OF_INVITATIONS) and bool(_INVITATION.search(_QUOTED.sub("", text)))


def disclaims(lines: Sequence[Line]) -> bool:
    """Return whether a block says whose opinion a story is."""
    text = " ".join(line.text for line in lines)
    return len(text) <= _LONGEST_DISCLAIMER and _disclaims(text)


def _disclaims(text: str) -> bool:
    return has_clue(text, _OF_DISCLAIMERS) and _DISCLAIMER.search(text) is not None


def aside(lines: Sequence[Line], *, linked: bool) -> str:
    """Return the rule for a block that speaks to readers wherever it stands, else "".

    `linked` tells whether there are links in it, as there are in most invitations.
    """
    text = " ".join(line.text for line in lines)
    if text[:1] == "#" and _HASHTAGS.fullmatch(text):
        return "tags"
    if len(text) <= _LONGEST_REQUEST and (_asks_for_consent(text) or asks_for_cookies(text)):
        return "consent"
    if len(text) <= _LONGEST_INVITATION and _FOR_PRINT.match(text):
        return "print-notice"
    if len(text) <= (_LONGEST_INVITATION if linked else _LONGEST_INVITATION // 2):
        return "newsletter" if _invites(text) else ""
    return ""


def afterword(lines: Sequence[Line]) -> str:
    """Return the rule for what a page says when its story is told, else ""."""
    text = " ".join(line.text for line in lines)
    if has_clue(text, _OF_COMMENTS) and _COMMENT_POLICY.search(text):
        return "comments"
    if disclaims(lines):
        return "disclaimer"
    if len(text) > _LONGEST_AFTERWORD:
        return ""
    if ("@" in text and _ADDRESS.search(text)) or len(_NETWORKS.findall(text)) > 1:
        return "contact"
    return "credits" if _CREDITS.search(text) else ""
