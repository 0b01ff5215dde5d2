"""The small words and the letters by which languages of one script differ.

Words are compared as `typed_alike` gives them. A word of several languages counts
less for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from types import MappingProxyType

_ARABIC = {
    "ar": (
        "فی من علی إلی الی عن أن ان إن التی الذی هذا هذه ذلک تلک کان کانت قد لم لا ما هو هی"
        " مع بین بعد قبل کما أو او ثم حتی غیر کل بعض الذین عند منذ خلال حول قال قالت أکد وقال"
        " وفی ومن وأن وقد ولم وکان لکن ولا أی إذا حیث أکثر عام یوم الیوم أمس وهو وهی بأن لها"
        " له به بها فیها فیه منها علیه عدد دون لن لیس نحو أمام عبر تم یتم أیضا أیضاً سوف وذلک"
        " وأضاف"
    ),
    "fa": (
        "و در به از که این است را با برای آن یک خود تا کرد شد شده بر هم نیز می ما او هر یا"
        " اما وی دو باید بود شود کند هستند دارد اند کرده ای های ها پس اگر چه نمی بین همه کنند"
        " کرده‌است می‌شود می‌کند گفت پیش همین دیگر داد همچنین بیش سال روز مورد وجود اینکه"
        " خواهد داشت بودند شدند آنها ایشان بی نیست چون درباره سوی هیچ بسیار میشود میکند"
    ),
    "ur": (
        "کے کی کا میں ہے سے اور کو نے پر کہ ہیں اس یہ وہ بھی تھا تھی تھے کر ان ہو ایک گیا گئی"
        " گئے جو ہوئے نہیں لیے لئے جس کیا تو یا جب بعد کہا ہوا ہونے کرنے والے والی ساتھ رہے"
        " رہا رہی دیا تک اپنے اپنی جا ہی انہوں ہوں آئی دی کوئی گا گی سکتا جائے دوران مطابق"
        " خلاف"
    ),
    "ckb": (
        "لە و بە بۆ کە ئەو ئەم لەسەر کرد ئەوەی دەکات هەر لەگەڵ نێوان پێش دوای بوو بوون هەیە"
        " نییە دەبێت خۆی هاتووە کراوە دەکرێت یەک دوو هەموو بەڵام چۆن ناو لەلایەن بەپێی ئێستا"
        " ساڵی هەروەها ڕایگەیاند دەڵێت گوتی وتی کردووە ئێمە من تۆ ئەوان لەو لەم بەو بەم یان تا"
        " وەک دا بکات بێت نێو پاش سەر لەناو"
    ),
    "ps": (
        "د په او چې کې ته له هم یې دا دی ده سره کړي شوي وي نه یو خپل به شو کړه وو هغه کوي دې"
        " کړ لپاره دغه پر تر هغو یوه شي باندې ورته وکړ ویلي کړی څخه نو خو که لري وایي شول شوه"
        " وروسته پورې ځکه مو زه موږ هغوی دوی کال ورځ نوي نوی لوی ټول ډېر کله چېرې بیا"
    ),
    "ug": (
        "ۋە بىر بۇ بىلەن ئۈچۈن ئۇ دەپ ھەم قىلغان بولغان شۇ ئۇنىڭ كېيىن دېگەن بولۇپ خىتاي"
        " ئۇيغۇر بولسا ئىكەن ئەمما يەنە ياكى ھەر كۆپ يېڭى كېرەك ئۆز ئۇلار مەن بىز سەن قىلىپ"
        " يىل كۈنى ھەممە ئۇنى"
    ),
    "sd": (
        "جي ۾ جو کي جا ۽ تي آهي کان نه ان هڪ سان به آهن اهو هن ڪيو هو ڪري لاءِ ته پر جنهن کيو ڪرڻ ٿي"
        " پوءِ وئي ويو ويا ٿيو ٿا ٿو جن جيڪو اهي انهن هئا هئي تنهن وارو وارن واري نئين نئون پنهنجي"
        " سبب ڪئي ڪندي چيو سال شهر"
    ),
    "kmr-Arab": (
        "ل ژ د دگەل کو بو یێ یا ئەڤ ئەڤێ وی وێ هاتیە هەتا ژی نە دێ دبیت ناڤ کریە بوویە دهێتە گۆت"
    ),
}

_LATIN = {
    "en": (
        "the of and to in a is that for it was on with as be at by this are from have has he"
        " his not but an which they were their had its said will been who or one would more"
        " about we she there also than after new over up out us man first two can when into no"
        " if so could last year years your you do what how why says off back may against most"
        " some all only other him her them our my make get down before world government people"
        " police president state time week day month under"
    ),
    "fr": (
        "le la les de des du et en un une est que qui dans pour par sur au aux il elle ne pas"
        " plus ce se son sa ses avec sont mais ou cette ont été a à leur nous vous c'est d'une"
        " comme être fait deux selon l' d' n' s' qu' c' j' m' leurs ces cet dont sans après avant"
        " chez entre depuis très tout tous toutes aussi encore contre ils elles on où donc vers"
        " lors alors afin était ans jour"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als"
        " auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem"
        " über so zum war haben nur oder ihr ihre seine seiner will zwei gegen durch kein"
        " keine wenn mehr was wo wer"
    ),
    "es": (
        "el la los las de del que y en un una es por con para se su al lo no como más pero"
        " sus le ha este fue son está entre cuando también desde sobre ser tiene años dos todo"
        " han según muy sin ya"
    ),
    "it": (
        "il la di che e un una in per è del della dei con non si le da i al alla sono come"
        " più nel nella ha anche gli ma lo delle dal dalla suo questo se ai hanno stato tra"
        " l' d' un' dell' all' nell'"
        " degli era cui su essere"
    ),
    "pt": (
        "o a os as de do da que e em um uma para com não por no na se mais dos das ao foi"
        " como mas é sua seu ou ser são está pelo pela nos nas até também já entre tem há"
        " depois sobre após ano disse"
    ),
    "ca": (
        "el la els les de del que i en un una és per amb no es al dels ha més seva aquest com"
        " però també són ser han va aquesta pel entre fins on sense"
    ),
    "nl": (
        "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar"
        " bij of uit nog naar door wordt werd heeft hij ze worden over tot was deze hebben kan"
        " meer"
    ),
    "tr": (
        "ve bir bu da de için ile olarak çok daha olan ne gibi kadar sonra en ancak ya var"
        " ise olduğunu göre o değil ki her iki olduğu dedi bunu tarafından etti yer büyük ama"
        " önce mi üzerinde diye oldu edildi yaptığı ifade söyledi türkiye yeni ilk"
    ),
    "az": (
        "və bir bu ki ilə üçün olan də da edib edən olub görə deyib daha ən o sonra var"
        " bildirib həmin öz isə kimi qədər azərbaycan olaraq onun olunub tərəfindən edir"
        " haqqında məlumat çox"
    ),
    "kmr": (
        "û di de li ji ku bi da jî ev bo ye wî ya yê yên re ne ser kir xwe dike ew her tê çi"
        " me kurd wan hat hatin bû bûn wê gel piştî heta lê navbera nav yek du kurdistanê"
        " kirin vê dikin ê dibe jê diyar got çê hatiye ez tu em hûn min te dê hemû heye nîne"
        " ber pir gelek wek çawa kê"
    ),
    "id": (
        "yang dan di dengan untuk dari ini itu pada dalam tidak akan juga ke oleh adalah ada"
        " karena telah bisa sebagai dia tersebut saat lebih kata mereka sudah kami atau hingga"
        " bahwa para secara anda tahun belum bukan hanya saya kita jangan cuma saja kalau"
        " orang tapi agar kepada serta maka dapat menjadi bagi seperti harus namun sangat"
        " setelah sebuah jadi lagi"
    ),
    "ms": (
        "yang dan di dengan untuk dari ini itu pada dalam tidak akan juga ke oleh adalah ada"
        " kerana telah boleh sebagai beliau tersebut ketika lebih kata mereka sudah kami atau"
        " bahawa para daripada berkata kepada tahun bagi turut pihak selepas menerusi ialah"
        " iaitu kita sahaja awak kalau orang tetapi agar serta maka dapat menjadi seperti"
        " harus perlu"
    ),
    "pl": (
        "w i na z się nie do że o jest to po jak za od przez dla są przy ale oraz co był tym"
        " może czy już tylko być jego który które która także roku ze przed jej ich"
    ),
    "cs": (
        "a v se na je že s z o do i to pro za by ale jako jsou po podle nebo které který také"
        " od byl už ve při jeho která jen až k však bude roku si aby než"
    ),
    "sk": (
        "a v sa na je že s z o do aj to pre za by ale ako sú po podľa alebo ktoré ktorý od"
        " bol už vo pri jeho ktorá len až k však bude roku si aby než"
    ),
    "hu": (
        "a az és hogy nem is egy meg ez volt de csak el már még mint vagy azt lesz ki szerint"
        " ha pedig után van kell között való nagyon ezt azonban lehet"
    ),
    "ro": (
        "și în de la cu a pe care nu din să o mai pentru că este un au fost al prin ca după"
        " sau ale dar se fi sunt lui ai cel iar acest către între şi"
    ),
    "sv": (
        "och i att det som en på är av för med till den har de inte om ett han men var jag vi"
        " från så kan när sig också eller efter hon ska där vid över mot ut"
    ),
    "da": (
        "og i at det er en til på som for med de af den har ikke der et om han men var fra vi"
        " jeg kan så blev skal også eller efter ved hun siger mod være"
    ),
    "no": (
        "og i at det er en til på som for med de av den har ikke et om han men var fra vi jeg"
        " kan så ble skal også eller etter ved hun sier mot være blir noe"
    ),
    "fi": (
        "ja on ei se että hän oli mutta kun myös ovat joka sen mukaan jos kuin vain tai ole"
        " olisi jo sitä niin nyt hänen sekä tämä ollut kuitenkin jälkeen mitä"
    ),
    "et": (
        "ja on ei et see oli kui ka mis aga oma ning ta või ma siis nii seda välja pärast"
        " selle nad juba"
    ),
    "is": (
        "og að í á sem er til við um með ekki en því það af var fyrir hann segir eru hefur"
        " frá þar eða verið hafa eftir svo þess verður þegar hún"
    ),
    "lt": (
        "ir kad yra į su iš kaip bet tai buvo apie dėl jo už nuo po taip pat tik jau nes ar"
        " iki metų kuris"
    ),
    "lv": (
        "un ir ka no ar uz par kā arī bet tas pēc lai bija pie nav to līdz vai ja viņš kas"
        " tika gada"
    ),
    "hr": (
        "i u je da se na za su od s koji što ne kao bi iz to o ili koja će nije biti koje"
        " samo nakon još ali bio kako već sve više"
    ),
    "sq": (
        "të e në dhe për me se një është nga që më i ka si do nuk janë pas tij kjo ky por"
        " edhe u ishte"
    ),
    "sw": (
        "ya na wa kwa ni katika za la kuwa hiyo cha huo hayo kwamba baada ambao hii wakati"
        " pia lakini yake alisema watu huyo vya ili wake mwaka zaidi hivyo bila kutoka"
    ),
    "so": (
        "oo ka ku iyo in waxaa ay la uu ah soo ee ayaa u si kale lagu waxay isaga sheegay"
        " dadka waa inay loo"
    ),
    "vi": (
        "và của là có không được trong các một cho những người với này đã khi để từ về tại"
        " đến cũng như ra nhiều ông sẽ vào"
    ),
    "uz": (
        "va bu bilan uchun bir ham edi deb ega qilish yoki bo'yicha bo'lgan kerak esa o'z"
        " emas keyin har"
    ),
    "tk": (
        "we bu bilen üçin bir hem bolan diýip türkmenistanyň hakynda baradaky boldy ýyl"
        " barada edilen"
    ),
    "af": (
        "die en van in is het nie dat vir 'n op te met sy as ook hy was om aan deur ek hulle"
        " wat sal kan"
    ),
    "xh": (
        "ukuba ngoku kwaye okanye ukuze kodwa lo le kule ngokuba naye kunye xa uthe abantu kuba"
    ),
    "zu": (
        "ukuthi futhi noma kodwa lo le kulo uma ngoba nge ukuze abantu kanye uthe njengoba kule"
    ),
    "eo": (
        "la de kaj en estas al ne por ke kun mi li ĝi kiu sed el oni ankaŭ pri kiel estis tio pli"
    ),
}

_CYRILLIC = {
    "ru": (
        "в и не на что с по как из за для это его к от о у же был он но а было только все так"
        " также может или до после если при она они сказал которые который время бы года чтобы"
        " уже"
    ),
    "uk": (
        "в і не на що з як та до за для це його від у про але він є було також які який вже"
        " або після під їх щоб вона при року буде час вони ми й із бути"
    ),
    "be": (
        "у і не на што з як да за для гэта яго ад па але ён ёсць было таксама якія які ўжо"
        " або пасля пры"
    ),
    "bg": (
        "на и в да се за от е че с са по не как при но като ще до това след или има му бе"
        " които няма през който беше още ни към само"
    ),
    "sr": (
        "и у је да се на за су од са који што не као би из то о или која ће није бити које"
        " само након још"
    ),
    "mk": "на и во да се за од е дека со не како но ќе до ова по или има кои што беше ги го ја",
    "kk": "және бұл мен бір деп үшін да де бен болып туралы еді қазақстан жылы осы деген болды",
    "ky": "жана бул менен бир деп үчүн да болуп кыргызстан жылы ушул деген болгон",
    "tg": "ва дар ба аз ки ин бо барои он як худ то шуд шуда низ ё аст тоҷикистон",
    "mn": "нь байна энэ болон бол гэж юм уу байсан монгол улсын хийх",
}

_HEBREW = {
    "he": (
        "של את על לא הוא כי גם עם זה אל היא או כל אם יותר בין רק אבל אך לאחר היה אשר הם ידי"
        " עוד אני אחרי לפני"
    ),
    "yi": "די און איז פון אין דער אַ צו מיט האט זיך וואס ניט אויף דאס א פאר זיי האָט װאָס",
}

_DEVANAGARI = {
    "hi": ("के में की है से को का और ने पर यह भी कि एक हैं था इस नहीं लिए कर तो वह थी अपने हो थे साथ"),
    "mr": "आहे आणि या च्या व हे नाही होते करण्यात असून तर ते होता मध्ये झाली आहेत की त्यांनी ही",
    "ne": "छ र को मा भएको लाई गरेको छन् पनि यो ले भने हो गर्न तथा गरी थियो छैन",
}

OWN_LETTERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Arab": MappingProxyType(
            {
                "fa": "پچژگ",
                "ur": "ٹڈڑںےہۂۓ",
                "ckb": "ەڕڵۆێڤ",
                "ps": "ټډړښګېۍځڅږڼ",
                "ug": "ېۈۇۋەڭۆ",
                "sd": "ڄڃٻڀٽٿڏڌڍڊڪڻڳڱ",
            }
        ),
        "Latn": MappingProxyType(
            {
                "tr": "ığ",
                "az": "ə",
                "kmr": "êîû",
                "de": "ßä",
                "es": "ñ",
                "pt": "ãõ",
                "pl": "łąęśżźń",
                "cs": "ěřů",
                "hu": "őű",
                "ro": "ățșţ",
                "is": "ðþ",
                "sv": "äö",
                "fi": "ä",
                "no": "øæ",
                "da": "øæ",
                "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
                "lv": "āēīūķļņģ",
                "lt": "ėųįū",
                "et": "õ",
                "eo": "ĝĉŝŭĵĥ",
            }
        ),
        "Cyrl": MappingProxyType(
            {
                "ru": "ыэё",
                "uk": "іїєґ",
                "be": "ўі",
                "bg": "ъ",
                "sr": "јљњћђџ",
                "mk": "ѓќѕјљњџ",
                "kk": "әғқңөұүһ",
                "ky": "ңөү",
                "tg": "ҷӯҳӣғқ",
                "mn": "өү",
            }
        ),
        "Hebr": MappingProxyType({"yi": "װײױ"}),
        "Deva": MappingProxyType({"mr": "ळ"}),
    }
)


def _by_letter(languages: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    by_letter: dict[str, tuple[str, ...]] = {}
    for lang, letters in languages.items():
        for letter in letters:
            by_letter[letter] = (*by_letter.get(letter, ()), lang)
    return MappingProxyType(by_letter)


# The same the other way round: script → letter → the languages that have it.
OWNERS_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {script: _by_letter(languages) for script, languages in OWN_LETTERS.items()}
)

# Texts typed on an Arabic keyboard have its yeh and kaf in every language.
_ONE_KEYBOARD = (("ي", "ی"), ("ى", "ی"), ("ك", "ک"), ("’", "'"), ("\u0640", ""))


def typed_alike(text: str) -> str:
    """Return a text as if all languages of a script were typed on one keyboard."""
    for typed, usual in _ONE_KEYBOARD:
        text = text.replace(typed, usual)
    return text


def _weighted(lists: Mapping[str, str]) -> Mapping[str, Mapping[str, float]]:
    lists = {lang: typed_alike(words) for lang, words in lists.items()}
    shared = Counter(word for words in lists.values() for word in set(words.split()))
    return MappingProxyType(
        {
            lang: MappingProxyType({word: _weight(word, shared[word]) for word in words.split()})
            for lang, words in lists.items()
        }
    )


def _weight(word: str, languages: int) -> float:
    # A single letter is as often an initial or a list mark.
    return (0.5 if len(word) == 1 and word.isascii() else 1.0) / sqrt(languages)


def _by_word(lists: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
    by_word: dict[str, dict[str, float]] = {}
    for lang, words in lists.items():
        for word, weight in words.items():
            by_word.setdefault(word, {})[lang] = weight
    return MappingProxyType(by_word)


FUNCTION_WORDS: Mapping[str, Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "Arab": _weighted(_ARABIC),
        "Latn": _weighted(_LATIN),
        "Cyrl": _weighted(_CYRILLIC),
        "Hebr": _weighted(_HEBREW),
        "Deva": _weighted(_DEVANAGARI),
    }
)

# The same the other way round: script → word → the languages that have it.
LANGUAGES_OF: Mapping[str, Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {script: _by_word(lists) for script, lists in FUNCTION_WORDS.items()}
)
