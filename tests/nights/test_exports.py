"""Nights on what a city's systems drop: the standard's record in all its kinds, the made-up city in three
shapes, and ten nights of the example city, most of which begin with something wrong."""

import csv
import gzip
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import unittest

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import json_schema
from city import MAKE_REGISTER, Resident, card_due, certificates_due, tree_digest
from deliveries import EXAMPLE, Deliveries, Example, PERSON, document, element, lists, person, table

CASES = os.path.abspath("tests/intake/cases/export")
BOTH = ("authentication", "signature")


class Cases(Deliveries):
    """Each file holds one construct; what a clerk reads in it is said beside it."""

    #      file, what a clerk reads, and what becomes of the certificates (None: they are not due)
    FILES = [
        ("00-best-fit.xml", "no postal code: by hand", "hand/address"),
        ("01-postal-as-sibling.xml", "the postal code is an item beside the address", "letter"),
        ("02-address-in-parts.xml", "the address is put together from its parts; still no postal code", "hand/address"),
        ("03-unused-item.xml", "an item that nobody needs", "hand/address"),
        ("05-flat-stay.xml", "a stay as two items of the record; the card itself is good until 2031", None),
        ("06-empty-stay-of-japanese.xml", "an empty stay is none", "hand/address"),
        ("09-date-8-digits.xml", "a birth in eight digits", "hand/address"),
        ("13-alias-priority-as-item.xml", "the alias is used", "hand/address"),
        ("17-leaving-as-item.xml", "moves out before the certificates end", "none/leaving"),
        ("18-protection-flag-as-item.xml", "is under protection", "hand/protection"),
        ("19-no-head.xml", "city and day stand on the command line", "hand/address"),
        ("21-record-one-deeper.xml", "the records lie one element deeper", "hand/address"),
        ("25-csv.csv", "CSV, and a resident without a card", None),
    ]
    ID = "000000000012345"
    HEAD = ("--as-of", "2026-11-23", "--municipality", "232068")

    def setUp(self):
        super().setUp()
        self.describe()

    def test_each_file_is_read_as_a_clerk_reads_it(self):
        self.assertEqual(len(os.listdir(CASES)), 14)
        for name, story, outcome in self.FILES:
            with self.subTest(story):
                head = self.HEAD if name in ("19-no-head.xml", "25-csv.csv") else ()
                decided = self.decided("--set", f"residents={os.path.join(CASES, name)}", *head)
                self.assertEqual(decided, {(self.ID, matter): outcome for matter in BOTH} if outcome else {})

    def test_a_certificate_with_nothing_but_its_last_day(self):
        """It is valid, and was issued with the card; the other one is not there."""
        decided = self.decided("--set", f"residents={os.path.join(CASES, '22-certificate-items-in-card.xml')}")
        self.assertEqual(decided, {(self.ID, "signature"): "hand/address"})

    def test_without_a_head_and_without_words_no_night_can_be(self):
        for name in ("19-no-head.xml", "25-csv.csv"):
            self.refused("", "--set", f"residents={os.path.join(CASES, name)}")


class Records(Deliveries):
    """One record each, all in one file: what is special about it, its items, and what becomes of it."""

    LETTER = {matter: "letter" for matter in BOTH}
    CARD = PERSON["個人番号カード"]
    KINDS = [
        ("nothing is special", {}, LETTER),
        # none
        ("none as nothing", {"転出予定年月日": "", "在留資格等コード": "", "在留期間の満了の日": "", "通称": ""}, LETTER),
        ("none as 0", {"転出予定年月日": "0", "在留資格等コード": "0", "在留期間の満了の日": "0"}, LETTER),
        ("none as 0000-00-00", {"転出予定年月日": "0000-00-00", "在留期間の満了の日": "0000-00-00"}, LETTER),
        ("none as eight zeros", {"転出予定年月日": "00000000", "在留期間の満了の日": "00000000"}, LETTER),
        ("none as eight nines", {"転出予定年月日": "99999999", "在留期間の満了の日": "99999999"}, LETTER),
        ("a permanent resident's stay that ends in 9999", {"在留資格等コード": "永住者", "在留期間の満了の日": "99999999"}, LETTER),
        # dates
        ("a birth in seven digits with an era", {"生年月日": "3551225"}, LETTER),
        ("a birth in slashes", {"生年月日": "1980/12/25"}, LETTER),
        ("a birth with a time behind it", {"生年月日": "1980-12-25T00:00:00"}, LETTER),
        ("a birth in kanji", {"生年月日": "昭和55年12月25日"}, LETTER),
        ("a move in seven digits", {"転出予定年月日": "5081220"}, {matter: "none/leaving" for matter in BOTH}),
        ("a date that there is not", {"転出予定年月日": "2026-02-30"}, None),
        ("a date in no form", {"転出予定年月日": "soon"}, None),
        # births that are not known
        ("a birth by its flag and words", {"生年月日": "", "生年月日_不詳フラグ": "1", "生年月日_不詳表記": "昭和55年月日不詳"}, LETTER),
        ("a birth whose day was filled up with a first", {
            "生年月日": "2011-12-26", "生年月日_不詳フラグ": "1", "生年月日_不詳表記": "1980年不詳"}, LETTER),
        ("a birth by its flag alone", {"生年月日": "1980-00-00", "生年月日_不詳フラグ": "1", "生年月日_不詳表記": ""}, LETTER),
        ("a flag that says it is known", {"生年月日_不詳フラグ": "0", "生年月日_不詳表記": ""}, LETTER),
        ("nothing but the flag", {"生年月日": "", "生年月日_不詳フラグ": "1", "生年月日_不詳表記": ""}, LETTER),
        ("neither a birth nor the flag", {"生年月日": ""}, None),
        ("words for a birth in no form", {"生年月日_不詳フラグ": "1", "生年月日_不詳表記": "昭和のいつか"}, None),
        ("nothing known of a birth", {"生年月日": "不詳"}, LETTER),
        ("nothing known of a birth, in zeros", {"生年月日": "00000000"}, LETTER),
        # names
        ("a name in parts", {"氏名": None, "氏": "山田", "名": "太郎"}, LETTER),
        ("only a foreigner's Latin name", {"氏名": "", "氏名_外国人ローマ字": "KIM TARO"}, LETTER),
        ("no name at all", {"氏名": "　"}, None),
        ("the name is used", {"通称": "山田太郎", "氏名優先区分": "1"}, LETTER),
        ("a code of the used name that has no word, of somebody without another", {"氏名優先区分": "9"}, LETTER),
        ("a code of the used name that has no word", {"通称": "山田太郎", "氏名優先区分": "9"}, None),
        # addresses
        ("a postal code with a hyphen", {"住所_郵便番号": "486-0844"}, LETTER),
        ("blanks round values", {"宛名番号": " {id}　", "住民状態": "　1 ", "住所_郵便番号": "4860844　"}, LETTER),
        ("an address as one item", {"住所_都道府県": None, "住所_市区郡町村名": None, "住所_町字": None, "住所_番地号表記": None,
                              "住所": "愛知県春日井市鳥居松町5丁目44番地"}, LETTER),
        ("a postal code that is none", {"住所_郵便番号": "0000000"}, {matter: "hand/address" for matter in BOTH}),
        # states
        ("dead", {"住民状態": "3", "異動事由": "23"}, {matter: "none/deceased" for matter in BOTH}),
        ("removed, by a death", {"住民状態": "9", "異動事由": "23"}, {matter: "none/deceased" for matter in BOTH}),
        ("moved out", {"住民状態": "2"}, {matter: "none/moved-out" for matter in BOTH}),
        ("moved abroad", {"住民状態": "2", "転出先住所（予定）_国名コード": "840"}, {matter: "none/abroad" for matter in BOTH}),
        ("removed", {"住民状態": "9"}, {matter: "none/removed" for matter in BOTH}),
        ("a state without a word", {"住民状態": "7"}, None),
        ("a resident who is said to have died", {"住民状態": "1", "異動事由": "23"}, None),
        ("another event", {"異動事由": "11"}, LETTER),
        # protection
        ("no protection", {"支援措置区分": "0"}, LETTER),
        ("a provisional protection", {"支援措置区分": "2"}, {matter: "hand/protection" for matter in BOTH}),
        ("a protection that was released", {"支援措置区分": "解除"}, LETTER),
        # stays
        ("a stay within an element", {"在留": {"在留資格等コード": "定住者", "在留期間の満了の日": "2028-05-01"}}, LETTER),
        ("a status without a word", {"在留資格等コード": "Z99", "在留期間の満了の日": "2028-05-01"}, None),
        # cards
        ("a card as items of the record", {"個人番号カード": None, "個人番号カード_カード種別": "1", "個人番号カード_カード運用状況": "1",
                                    "個人番号カード_発行年月日": "20220527", "個人番号カード_有効期限": "5131225"}, LETTER),
        ("a card whose state has no word", {"個人番号カード": {**CARD, "カード運用状況": "8"}}, None),
        ("a lost card", {"個人番号カード": {**CARD, "カード運用状況": "紛失"}}, {matter: "none/card-lost" for matter in BOTH}),
        ("certificates as items of the card", {"電子証明書": None, "個人番号カード": {
            **CARD, "署名用電子証明書有効期限": "20261225", "利用者証明用電子証明書有効期限": "20261225"}}, LETTER),
        ("certificates as items of the card, one of them none", {"電子証明書": None, "個人番号カード": {
            **CARD, "署名用電子証明書有効期限": "00000000", "利用者証明用電子証明書有効期限": "20261225"}}, {"authentication": "letter"}),
        ("an adult ward", {"成年被後見人フラグ": "1"}, LETTER),
    ]

    def setUp(self):
        super().setUp()
        self.describe()
        self.small_office(**{'"holidays.csv"': '"holidays.csv" export="export.xml"', 'aside-free="20"': 'aside-free="100"',
                             'letters-per-address="30"': 'letters-per-address="99"'})

    def test_each_kind_of_record(self):
        records, wanted = [], {}
        for at, (_, items, outcomes) in enumerate(self.KINDS):
            id = str(100 + at)
            items = {name: value.format(id=id) if isinstance(value, str) else value for name, value in items.items()}
            records.append(person(**{"id": id, **items}) if "宛名番号" not in items else {**person(id), **items})
            for matter, outcome in (outcomes or {}).items():
                wanted[id, matter] = outcome
        path = self.put("residents.xml", document(records))
        decided = self.decided("--set", f"residents={path}", expect=1)
        for at, (story, _, outcomes) in enumerate(self.KINDS):
            with self.subTest(story):
                id = str(100 + at)
                self.assertEqual({key: value for key, value in decided.items() if key[0] == id},
                                 {key: value for key, value in wanted.items() if key[0] == id})
        aside = sum(outcomes is None for _, _, outcomes in self.KINDS)
        self.assertIn(f"{aside} of {len(records)} residents are set aside", self.said)

    def test_order_and_attributes_change_nothing(self):
        one = person("1")
        turned = {name: one[name] for name in reversed(one)}
        flat = {name: value for name, value in one.items() if isinstance(value, str)}
        words = " ".join(f'{name}="{value}"' for name, value in flat.items())
        nested = "".join(element(name, one[name]) for name in ("個人番号カード", "電子証明書"))
        for story, record in (("the other way round", turned), ("as attributes", f"<住民 {words}>{nested}</住民>")):
            with self.subTest(story):
                path = self.put("residents.xml", document([record]))
                self.assertEqual(self.decided("--set", f"residents={path}"), {("1", matter): "letter" for matter in BOTH})

    def test_what_the_letters_say(self):
        """Names and addresses as they were put together."""
        records = [
            person("1", 氏名=None, 氏="佐藤", 名="一郎"),
            person("2", 氏名="KIM HANAKO", 通称="金本花子", 氏名優先区分="2", 住所_番地号表記="5丁目45番地"),
            person("3", 氏名="　鈴木　二郎 ", 住所_町字="　篠木町　", 住所_番地号表記=" 1丁目2番地", 住所_方書="　篠木荘3号室"),
        ]
        path = self.put("residents.xml", document(records))
        self.assertEqual(self.ask("run", "--out", self.out, "--set", f"residents={path}").returncode, 0)
        letters = os.path.join(self.night("2026-11-24"), "mailroom/letters.pdf")
        said = subprocess.run(["pdftotext", "-layout", letters, "-"], capture_output=True, check=True).stdout.decode()
        plain = re.sub(r"\s", "", said)
        for words in ("佐藤一郎", "金本花子", "鈴木二郎", "愛知県春日井市鳥居松町5丁目44番地", "愛知県春日井市鳥居松町5丁目45番地",
                      "愛知県春日井市篠木町1丁目2番地", "篠木荘3号室"):
            self.assertIn(words, plain)
        self.assertNotIn("KIMHANAKO", plain)
        self.contract("2026-11-24")

    def test_who_may_be_under_protection_is_taken_for_protected(self):
        """An unknown word sets aside; the night after, without any, it is by hand and no letter goes out."""
        first = self.put("one.xml", document([person("1", 支援措置区分="5"), person("2")]))
        self.assertEqual(self.ask("run", "--out", self.out, "--set", f"residents={first}").returncode, 1)
        second = self.put("two.xml", document([person("1"), person("2")]).replace("2026-11-23", "2026-11-24"))
        self.assertEqual(self.ask("run", "--out", self.out, "--set", f"residents={second}", date="2026-11-25").returncode, 0)
        self.assertEqual({matter: self.dues("2026-11-25")["1", matter]["reason"] for matter in BOTH},
                         {matter: "protection" for matter in BOTH})


class Files(Deliveries):
    """What is special about a whole file."""

    LETTERS = {("1", matter): "letter" for matter in BOTH}

    def setUp(self):
        super().setUp()
        self.describe()

    def residents(self, text, name="residents.xml", **words):
        return "--set", f"residents={self.put(name, text, **words)}"

    def test_the_head_as_elements(self):
        head = "<ヘッダ><市区町村コード>232068</市区町村コード><基準年月日>20261123</基準年月日><件数>1</件数></ヘッダ>"
        self.assertEqual(self.decided(*self.residents(document([person("1")], head="", before=head))), self.LETTERS)

    def test_the_head_in_the_files_name(self):
        named = self.residents(document([person("1")], head=""), name="001o006_232068_20261123.xml")
        self.assertEqual(self.decided(*named), self.LETTERS)

    def test_a_head_that_contradicts(self):
        one = [person("1")]
        for story, words, text, more in (
                ("another city", "", document(one).replace("232068", "232033"), ()),
                ("the command line's day", "", document(one), ("--as-of", "2026-11-22")),
                ("the command line's city", "", document(one), ("--municipality", "232033")),
                ("more rows than announced", "rows", document(one).replace('件数="1"', '件数="2"'), ()),
                ("cut in the middle", "", document(one)[:-400], ())):
            with self.subTest(story):
                self.refused(words, *self.residents(text), *more)
        self.refused("", *self.residents(document(one), name="001o006_232068_20261122.xml"))

    def test_rows_of_history(self):
        """The flag says which counts, or the number, wherever they stand; two that count set aside."""
        old = person("1", 住民状態="3", 履歴番号="1", 枝番="1", 最新フラグ="0")
        new = person("1", 履歴番号="2", 枝番="1", 最新フラグ="1")
        for without in ((), ("最新フラグ",), ("履歴番号", "枝番")):
            rows = [{name: value for name, value in row.items() if name not in without} for row in (old, new)]
            for records in (rows, rows[::-1]):
                self.assertEqual(self.decided(*self.residents(document(records))), self.LETTERS)
        self.assertEqual(self.decided(*self.residents(document([person("1"), person("1"), person("2")])), expect=1),
                         {("2", matter): "letter" for matter in BOTH})

    def test_somebody_of_whom_no_row_counts_is_told(self):
        records = [person("1"), person("2", 最新フラグ="0")]
        self.assertEqual(self.decided(*self.residents(document(records)), expect=1), self.LETTERS)

    def test_the_individual_number_is_refused_by_its_name(self):
        for value in ("123456789018", ""):
            self.refused("個人番号", *self.residents(document([person("1", 個人番号=value)])))
        head = document([person("1")], before="<個人番号>123456789018</個人番号>")
        self.refused("個人番号", *self.residents(head))

    def test_a_renamed_item_refuses(self):
        self.refused("生年月日", *self.residents(document([person("1")]).replace("生年月日", "出生年月日")))
        self.refused("有効期間満了日", *self.residents(document([person("1")]).replace("有効期間満了日", "満了日")))

    FLAT = {name: value for name, value in PERSON.items() if isinstance(value, str)}
    CARDS = [{"宛名番号": "1", "カード種別": "1", "カード運用状況": "1", "発行年月日": "2022-05-27", "有効期限": "2031-12-25"}]
    CERTIFICATES = [{"宛名番号": "1", **certificate} for certificate in PERSON["電子証明書"]]
    HEAD = ("--as-of", "2026-11-23", "--municipality", "232068")

    def sets(self, **files):
        return [word for name, text in files.items()
                for word in ("--set", f"{name.replace('_', '-')}={self.put(name + '.csv', text)}")]

    def test_cards_and_certificates_beside(self):
        """Two rows a person of which one counts, certificates one a row, and a protection beside them."""
        cards = [{"最新フラグ": "0", **self.CARDS[0], "カード運用状況": "廃止"}, {"最新フラグ": "1", **self.CARDS[0]}]
        three = {"residents": table([self.FLAT]), "cards": table(cards), "certificates": table(self.CERTIFICATES)}
        self.assertEqual(self.decided(*self.sets(**three), *self.HEAD), self.LETTERS)
        protected = table([{"宛名番号": "1", "支援措置区分": "1", "支援措置終了年月日": "2020-01-01"}])
        self.assertEqual(self.decided(*self.sets(**three, protections=protected), *self.HEAD),
                         {("1", matter): "hand/protection" for matter in BOTH})

    def test_csv_as_vendors_write_it(self):
        beside = {"cards": table(self.CARDS), "certificates": table(self.CERTIFICATES)}
        turned = {name: self.FLAT[name] for name in reversed(self.FLAT)}
        noted = {**self.FLAT, "備考": '二行\nの "備考", です'}
        for story, text in (("the columns turned", table([turned])), ("a byte order mark", "\ufeff" + table([self.FLAT])),
                            ("bare line ends", table([self.FLAT], end="\n")), ("a line end within", table([noted]))):
            with self.subTest(story):
                self.assertEqual(self.decided(*self.sets(residents=text, **beside), *self.HEAD), self.LETTERS)
        self.refused("the last row has no line end", *self.sets(residents=table([self.FLAT])[:-2], **beside), *self.HEAD)
        self.describe(instead=[("<csv/>", '<csv open-end="true"/>')])
        self.assertEqual(self.decided(*self.sets(residents=table([self.FLAT])[:-2], **beside), *self.HEAD), self.LETTERS)
        packed = self.put("residents.csv.gz", gzip.compress(table([self.FLAT]).encode()))
        self.assertEqual(self.decided("--set", f"residents={packed}", *self.sets(**beside), *self.HEAD), self.LETTERS)
        for encoding in ("utf-16", "cp932"):
            xml = document([person("1")], encoding={"cp932": "Windows-31J"}.get(encoding, encoding))
            self.assertEqual(self.decided(*self.residents(xml, encoding=encoding)), self.LETTERS)


class Lacking(Deliveries):
    """What a file may lack is said, and at the right place."""

    CASES = [
        ("an item that a take asks for", '<take item="使用言語"', '<may-lack item="使用言語"/><take item="使用言語"',
         '"使用言語" may lack'),
        ("an item that nobody asks for", '<take item="使用言語"', '<may-lack item="性別"/><take item="使用言語"', '"性別" may lack'),
        ("a name that says it and may not", 'item="市区町村コード" file-name="true" optional="true"',
         'file-name="true" optional="true"', "municipality"),
        ("a control file and an item", 'item="市区町村コード" file-name="true"', 'item="市区町村コード" control="x"', "municipality"),
    ]

    def setUp(self):
        super().setUp()
        self.describe()
        self.description = os.path.join(self.folder, "office", "export.xml")
        with open(self.description, encoding="utf-8") as file:
            self.text = file.read()

    def rewrite(self, old, new):
        self.assertIn(old, self.text)
        with open(self.description, "w", encoding="utf-8") as file:
            file.write(self.text.replace(old, new, 1))

    def test_descriptions_that_do_not_hold_together(self):
        path = self.put("residents.xml", document([person("1")]))
        for story, old, new, words in self.CASES:
            with self.subTest(story):
                self.rewrite(old, new)
                said = self.refused(words, "--set", f"residents={path}", status=78)
                self.assertRegex(said, re.escape(self.description) + r":\d+: ")

    def test_what_may_not_lack_refuses(self):
        for old, new, words in (
                ('<may-lack item="最新フラグ"/>', "", "最新フラグ"),
                ('<rows of="電子証明書" optional="true">', '<rows of="電子証明書">', "証明書種別"),
                ('item="市区町村コード" file-name="true" optional="true"', 'item="市区町村コード" file-name="true"', "市区町村コード")):
            self.rewrite(old, new)
            without = document([person("1", 電子証明書=None)], head='基準年月日="2026-11-23"')
            path = self.put("residents.xml", without)
            self.refused(words, "--set", f"residents={path}", "--municipality", "232068")


class Shapes(Deliveries):
    """The made-up city with every named case: our own format, the standard, a vendor."""

    def test_one_city_in_three_shapes_is_one_night(self):
        made = [MAKE_REGISTER, "--residents", "2000", "--seed", "5", "--as-of", "2026-11-23"]
        register = os.path.join(self.folder, "register.xml")
        subprocess.run([*made, "--out", register], check=True)
        nights = {}
        for shape in ("ours", "standard", "vendor"):
            self.ledger = os.path.join(self.folder, shape + ".db")
            self.out = os.path.join(self.folder, shape + "-out")
            if shape == "ours":
                self.small_office()
                source = ("--register", register)
            else:
                self.describe(shape)
                folder = os.path.join(self.folder, shape)
                os.mkdir(folder)
                subprocess.run([*made, "--as", shape, "--out-dir", folder], check=True)
                source = ("--from", folder)
            result = self.ask("run", "--out", self.out, *source)
            self.assertEqual(result.returncode, 0, result.stderr.decode())
            self.contract("2026-11-24")
            nights[shape] = {name: self.table("2026-11-24", f"operators/{name}.csv") for name in ("dues", "hand", "call")}
            for row in nights[shape]["dues"]:
                del row["uid"]  # of the ledger's own key
            nights[shape]["codes"] = sorted((row["resident"], row["code"])
                                            for row in self.table("2026-11-24", "operators/exceptions.csv"))
        self.assertGreater(len(nights["ours"]["dues"]), 200)
        for shape in ("standard", "vendor"):
            for name, rows in nights["ours"].items():
                self.assertEqual(nights[shape][name], rows, (shape, name))


    def test_a_city_that_changes_its_shape_finds_all_as_it_was(self):
        """The files are of the same day: no limit is in the way, nobody is written to twice, few are new."""
        made = [MAKE_REGISTER, "--residents", "2000", "--seed", "5", "--as-of", "2026-11-23"]
        register, cards = (os.path.join(self.folder, name) for name in ("register.xml", "cards.xml"))
        subprocess.run([*made, "--out", register, "--cards", cards], check=True)
        self.small_office()
        files = ("--register", register, "--cards", cards)
        self.assertEqual(self.ask("run", "--out", self.out, *files).returncode, 0)
        written = {key for key, row in self.dues("2026-11-24").items() if row["outcome"] == "letter"}
        self.assertGreater(len(written), 100)
        for shape, day in (("standard", "2026-11-25"), ("vendor", "2026-11-26"), ("ours", "2026-11-27")):
            with self.subTest(shape):
                self.describe("own" if shape == "ours" else shape)
                folder = os.path.join(self.folder, shape)
                os.mkdir(folder)
                subprocess.run([*made, "--as", shape, "--out-dir", folder] if shape != "ours" else
                               ["cp", register, cards, folder], check=True)
                result = self.ask("run", "--out", self.out, "--from", folder, date=day)
                self.assertEqual(result.returncode, 0, result.stderr.decode())
                self.contract(day)
                new = {key for key, row in self.dues(day).items() if row["outcome"] == "letter"}
                self.assertEqual(new & written, set())
                self.assertLess(len(self.dues(day)), 10)
                written |= new


class OurFormat(Deliveries):
    """Our own files from a folder: the same night as if they were named."""

    def setUp(self):
        super().setUp()
        self.describe("own")
        self.drop_folder = os.path.join(self.folder, "drop")
        os.mkdir(self.drop_folder)

    def make(self, as_of, register="register.xml", cards="cards.xml", residents="600"):
        subprocess.run([MAKE_REGISTER, "--residents", residents, "--seed", "5", "--as-of", as_of,
                        "--out", os.path.join(self.drop_folder, register),
                        "--cards", os.path.join(self.drop_folder, cards)], check=True)

    def named(self, register="register.xml", cards="cards.xml"):
        return ("--register", os.path.join(self.drop_folder, register), "--cards", os.path.join(self.drop_folder, cards))

    def test_it_is_the_night_of_the_files_by_their_names(self):
        self.make("2026-11-23")
        result = self.ask("run", "--out", self.out, *self.named())
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        before = tree_digest(self.night("2026-11-24"))
        again = self.ask("run", "--out", self.out, "--from", self.drop_folder)
        self.assertEqual(again.returncode, 0, again.stderr.decode())
        self.assertIn(b"already done", again.stdout + again.stderr)
        self.assertEqual(sorted(os.listdir(self.out)), ["2026-11-24", "counters"])
        self.assertEqual(tree_digest(self.night("2026-11-24")), before)
        for command in ("plan", "check"):
            self.assertEqual(self.ask(command, "--from", self.drop_folder).stdout, self.ask(command, *self.named()).stdout)

    def test_a_register_alone(self):
        self.write([certificates_due("1", "2026-12-25")], "2026-11-23", name="drop/register-2026.xml")
        self.assertEqual(self.decided("--from", self.drop_folder), {("1", matter): "letter" for matter in BOTH})

    def test_cards_that_come_no_more_refuse(self):
        self.make("2026-11-23")
        self.assertEqual(self.ask("run", "--out", self.out, "--from", self.drop_folder).returncode, 0)
        self.make("2026-11-24")
        os.remove(os.path.join(self.drop_folder, "cards.xml"))
        said = self.ask("run", "--out", self.out, "--from", self.drop_folder, date="2026-11-25")
        self.assertEqual(said.returncode, 65)
        self.assertIn(b"cards-shrank", said.stderr)

    def test_files_of_two_days_refuse(self):
        self.make("2026-11-22")
        self.make("2026-11-23", cards="other.xml")
        self.refused("export both of the same day", "--from", self.drop_folder)

    def test_an_office_without_a_description_waits_until_the_files_stand_still(self):
        self.small_office()
        self.refused("set register: no file is named register*.xml", "--from", self.drop_folder, status=66)
        self.make("2026-11-23")
        self.refused("none is complete", "--from", self.drop_folder, status=66)

    def test_a_citys_own_names_and_done_files(self):
        """Of the newest day the cards are not done: the day before is read, and said so."""
        self.describe("own", (("register*.xml", "people_{date}.xml"), ("cards*.xml", "holders_{date}.xml"),
                              ('.xml"/>', '.xml" done="{name}.end"/>'), (' required="false"', "")))
        for day in ("20261122", "20261123"):
            names = f"people_{day}.xml", f"holders_{day}.xml"
            self.make(f"2026-11-{day[6:]}", *names)
            for name in names if day == "20261122" else names[:1]:
                self.put(f"drop/{name}.end", "")
        result = self.ask("check", "--from", self.drop_folder)
        self.assertIn("of 2026-11-23 not every set has come: the sets of 2026-11-22 are read", result.stdout.decode())
        self.assertIn("people_20261122.xml: ", result.stdout.decode())
        self.put("drop/holders_20261123.xml.end", "")
        self.assertIn("people_20261123.xml: ", self.ask("check", "--from", self.drop_folder).stdout.decode())

    def test_what_the_files_say_is_not_said_beside_them(self):
        self.make("2026-11-23")
        for word in (("--as-of", "2026-11-23"), ("--municipality", "232068")):
            self.refused("says itself", "--from", self.drop_folder, *word, status=64)


class Drafts(Deliveries):
    """What `kigen check --draft` makes of files."""

    def draft(self, *paths):
        result = self.kigen("check", "--draft", *paths)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return result.stdout.decode()

    def test_a_draft_of_the_standards_files_decides_as_the_standards_description(self):
        folder = os.path.join(self.folder, "drop")
        os.mkdir(folder)
        subprocess.run([MAKE_REGISTER, "--residents", "2500", "--seed", "5", "--as-of", "2026-11-23", "--as", "standard",
                        "--out-dir", folder], check=True)
        self.describe("standard")
        shipped = self.ask("plan", "--from", folder)
        self.assertEqual(shipped.returncode, 0, shipped.stderr.decode())
        draft = self.draft(*sorted(os.path.join(folder, name) for name in os.listdir(folder)))
        with open(os.path.join(self.folder, "office", "export.xml"), "w", encoding="utf-8") as file:
            file.write(draft.replace("<file pattern=", '<file settle-seconds="0" pattern='))
        drafted = self.ask("plan", "--from", folder)
        self.assertEqual(drafted.stdout, shipped.stdout, drafted.stderr.decode())
        self.assertGreater(len(shipped.stdout.splitlines()), 200)

    def test_a_file_that_nobody_knows_is_drafted_item_by_item(self):
        shown = self.draft(self.put("list.tsv", "番号\t色\r\n1\t青\r\n", encoding="utf-16"),
                           self.put("people.xml", "<a><when>x</when><b><p no='1'><x>1</x><t><u>2</u></t><t><u>3</u></t></p>"
                                                  "<p no='2'/></b></a>"))
        for words in ('<csv encoding="utf-16" separator="tab"/>', '<ignore item="色"/>', '<xml record="p"/>',
                      '<ignore item="@no"/>', '<ignore item="x"/>', '<rows of="t">', '<ignore item="u"/>',
                      "<!-- outside of the records: a/when -->"):
            self.assertIn(words, shown)

    def test_what_cannot_be_drafted_is_said(self):
        for name, text, words in (("empty.csv", "番号,色\r\n", "no row in it"), ("empty.xml", "<a n='1'/>", "no record in it"),
                                  ("broken.xml", "<a><b>1</b>", "broken.xml:"), ("cut.csv", "番号,色\r\n1,", "line end")):
            with self.subTest(name):
                result = self.kigen("check", "--draft", self.put(name, text))
                self.assertEqual((result.returncode, result.stdout), (65, b""), result.stderr.decode())
                self.assertIn(words, result.stderr.decode())


class Tables(Deliveries):
    def test_a_wrong_table_shows_no_names(self):
        """Codes without a word are shown, names that were given a table of codes by mistake are not."""
        folder = os.path.join(self.folder, "drop")
        os.mkdir(folder)
        for residents in ("3000", "80"):  # in a small set every value is one of few
            with self.subTest(residents):
                self.wrong_table(folder, residents)
        self.no_names_as_json(folder)

    def wrong_table(self, folder, residents):
        shutil.rmtree(folder)
        os.mkdir(folder)
        subprocess.run([MAKE_REGISTER, "--residents", residents, "--seed", "5", "--as-of", "2026-11-23", "--as", "standard",
                        "--out-dir", folder], check=True)
        self.describe(instead=[('<take item="氏名" field="name"', '<take item="氏名" field="name" codes="flags"'),
                               ('<code value="3" word="deceased"/>', "")])
        shown = self.ask("check", "--from", folder).stdout.decode()
        table = shown.partition("set residents")[2].partition("set protections")[0]
        if residents == "3000":
            self.assertIn("3 = ?: ", table)
        self.assertIn("(others that are rare)", table)
        names = re.split(r"\n  (?=\S)", table.partition("  氏名 ")[2])[0]
        self.assertIn("have no word", names)
        self.assertNotRegex(names, r"[一-龥]|[A-Z]{2}")
        self.assertIn("a night would be refused", shown)

    def no_names_as_json(self, folder):
        answer = json.loads(self.ask("check", "--from", folder, "--json").stdout)
        ((names,),) = [[item for item in row["items"] if item["item"] == "氏名"] for row in answer["sets"] if row["set"] == "residents"]
        self.assertGreater(names["values_unshown"], 0)
        self.assertNotRegex(json.dumps(names["values"], ensure_ascii=False), r"[一-龥]|[A-Z]{2}")
        self.assertEqual(answer["verdict"], "refused")


class Broken(Example):
    """The example city's lists, turned about, which changes nothing, and broken, which no night takes."""

    def setUp(self):
        super().setUp()
        self.lists = {}
        for name in os.listdir(os.path.join(EXAMPLE, "drop")):
            if name.endswith(".csv"):
                with open(os.path.join(EXAMPLE, "drop", name), "rb") as file:
                    self.lists[name] = file.read()
        self.good = self.plan()
        self.assertEqual(self.good[0], 0)
        self.assertGreater(len(self.good[1]), 20)

    def plan(self, **changed):
        """Status, sorted lines and message of a plan on the lists, some of them other bytes."""
        for name, data in self.lists.items():
            self.put(os.path.join("drop", name), changed.get(name.split("_")[0], data))
            self.put(os.path.join("drop", name + ".end"), "")
        result = self.ask("plan", "--from", self.drop_folder)
        return result.returncode, sorted(result.stdout.decode().splitlines()), result.stderr.decode()

    def rows(self, name):
        data = next(data for file, data in self.lists.items() if file.startswith(name + "_"))
        return list(csv.reader(io.StringIO(data.decode("cp932"), newline="")))

    def written(self, rows, encoding="cp932"):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
        return text.getvalue().encode(encoding)

    def test_the_order_of_columns_and_rows_is_nothing(self):
        turn = random.Random(1)
        for name in ("juki", "shien", "sofu", "card", "shomei"):
            head, *rows = self.rows(name)
            order = turn.sample(range(len(head)), len(head))
            turned = [[row[at] for at in order] for row in (head, *reversed(rows))]
            self.assertEqual(self.plan(**{name: self.written(turned)})[:2], self.good[:2], name)

    def test_a_list_cut_within_a_row_is_refused_wherever_it_is_cut(self):
        turn = random.Random(2)
        for file, data in self.lists.items():
            for at in turn.sample(range(len(data)), 6):
                if data[:at].endswith((b"\r", b"\n")):
                    continue  # a row's end: the limits and the next night know
                with self.subTest(file=file, at=at):
                    self.assertIn(self.plan(**{file.split("_")[0]: data[:at]})[0], (65, 66))

    def test_other_encodings_and_columns_are_refused_by_name(self):
        for name in ("juki", "shien", "sofu", "card", "shomei"):
            rows = self.rows(name)
            with self.subTest(name):
                status, _, said = self.plan(**{name: self.written(rows, "utf-8")})
                self.assertEqual((status, 'hint: encoding="utf-8"' in said), (65, True), said)
                status, _, said = self.plan(**{name: self.written([[*rows[0][:-1], rows[0][-1] + "2"], *rows[1:]])})
                self.assertEqual((status, rows[0][-1] in said), (65, True), said)


class Ichinomiya(Example):
    """Ten nights of the example city. What is wrong is refused or told, and nothing has changed by it;
    with the lists mended the same night runs."""

    PLACES = [("4910859", "愛知県一宮市本町1丁目1番地"), ("4910858", "愛知県一宮市栄2丁目2番地"),
              ("4940001", "愛知県一宮市開明字一本松3番地"), ("4930001", "愛知県一宮市木曽川町黒田字往還4番地")]

    def people(self):
        """Somebody at each place for each matter, and whom the lists say more of."""
        found = []
        for at, (postal, address) in enumerate(self.PLACES):
            home = {"postal": postal, "address": address, "household": f"H{at}"}
            found.append(card_due(f"C{at}", "2027-01-20", name=f"見本 カード{at}", **home))
            found.append(certificates_due(f"D{at}", "2027-01-21", name=f"見本 証明{at}", **home))
            found.append(Resident(f"N{at}", name=f"見本 先{at}", **home))
        home = {"postal": "4910859", "address": "愛知県一宮市本町1丁目9番地"}
        stay = {"status": "engineer", "until": "2027-01-15", "pending": "false"}
        card = {"kind": "standard", "state": "active", "applied": "2025-12-01", "issued": "2026-01-15", "expires": "2027-01-15"}
        until = {"state": "valid", "issued": "2026-01-15", "expires": "2027-01-15"}
        found += [
            certificates_due("P", "2027-01-22", name="見本 支援", protection="active", **home),
            certificates_due("S", "2027-01-22", name="見本 後見", ward=True,
                             send=("見本 後見人", "493-0001", "愛知県一宮市木曽川町黒田字往還5番地"), **home),
            certificates_due("M", "2027-01-22", name="見本 転居", moved_in=("2026-10-31", "2026-11-01"), **home),
            Resident("F", name="SAMPLE TARO", alias="見本太郎", stay=stay, card=card, signature=until, authentication=until, language="pt",
                     **home),
        ]
        return found

    def change(self, *changed):
        by_id = {one.id: one for one in changed}
        return [by_id.get(one.id, one) for one in self.people()]

    def stands(self):
        return (self.ledger_dump() if os.path.exists(self.ledger) else b"", tree_digest(self.out))

    def refuse(self, date, words, status=65):
        before = self.stands()
        result = self.run_drop(date)
        said = (result.stdout + result.stderr).decode()
        self.assertEqual(result.returncode, status, said)
        for word in words:
            self.assertIn(word, said)
        self.assertEqual(self.stands(), before)

    def pass_night(self, date, expect=0):
        result = self.run_drop(date)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        self.contract(date)
        return result.stderr.decode()

    def codes(self, date):
        return {(row["resident"], row["code"]) for row in self.table(date, "operators/exceptions.csv")}

    def test_the_lists_that_ship_are_those_of_the_first_night(self):
        for name, rows in lists(self.people(), "2026-11-23").items():
            with open(os.path.join(EXAMPLE, "drop", f"{name}_20261123.csv"), "rb") as file:
                self.assertEqual(file.read(), table(rows).encode("cp932"), name)
            self.assertTrue(os.path.exists(os.path.join(EXAMPLE, "drop", f"{name}_20261123.csv.end")))

    def test_its_first_check_is_in_order(self):
        """What README's first step shows."""
        said = self.ask("check", "--from", os.path.join(EXAMPLE, "drop"))
        self.assertEqual(said.returncode, 0, said.stdout.decode())
        self.assertIn("a night could run", said.stdout.decode())
        shown = json.loads(self.ask("check", "--from", os.path.join(EXAMPLE, "drop"), "--json").stdout)
        jsonschema.validate(shown, json_schema("check"))
        self.assertEqual(shown["verdict"], "in order")
        given = [told for told in shown["sets"] if told["file"] is not None]
        self.assertEqual(len(given), len(lists(self.people(), "2026-11-23")))
        for told in given:
            self.assertIn(f"set {told['set']}: {told['file']}: {told['rows']} rows, ", said.stdout.decode())
            self.assertTrue(told["items"])

    def test_what_was_read_is_shown_though_a_letter_has_no_room(self):
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        templates = os.path.join(self.folder, "templates")
        shutil.copytree(os.path.join(EXAMPLE, "../../../templates"), templates)
        path, key = os.path.join(templates, "text", "ja.xml"), '<text key="otherwise.head">'
        with open(path, encoding="utf-8") as file:
            sentences = file.read()
        self.assertIn(key, sentences)
        with open(path, "w", encoding="utf-8") as file:
            file.write(sentences.replace(key, key + "長い見出し" * 200))
        home = os.path.join(self.folder, "office.xml")
        with open(home, "w", encoding="utf-8") as file:
            for name in ("holidays", "towns", "templates", "export"):
                old = re.search(f' {name}="([^"]*)"', text).group(1)
                new = templates if name == "templates" else os.path.join(EXAMPLE, old)
                text = text.replace(f' {name}="{old}"', f' {name}="{new}"')
            file.write(text)
        self.office = home
        said = self.refused(("no room", "電話番号", "16 residents, 0 set aside"), "--from", os.path.join(EXAMPLE, "drop"),
                            command="check", status=78)
        self.assertNotIn("could not run", said)

    def test_ten_nights(self):
        people = self.people()
        # 1: everything in order.
        self.drop(people, "2026-11-23")
        self.pass_night("2026-11-24")
        first = self.dues("2026-11-24")
        self.assertEqual({key: row["outcome"] for key, row in first.items() if row["outcome"] != "letter"},
                         {("P", matter): "hand" for matter in BOTH} |
                         {(f"C{at}", matter): "covered" for at in range(4) for matter in BOTH} |
                         {("F", matter): "covered" for matter in BOTH})
        self.check_hours(first)
        # 2: the cards are missing.
        self.drop(people, "2026-11-24", without=("card", "card.end"))
        self.refuse("2026-11-25", ["set cards", "card_{date}.csv"], status=66)
        self.drop(people, "2026-11-24")
        self.pass_night("2026-11-25")
        # 3: the protections are those of another day.
        self.drop(people, "2026-11-25", without=("shien", "shien.end"))
        yesterday = table(lists(people, "2026-11-24")["shien"]).encode("cp932")
        for name in ("drop/shien_20261124.csv", "drop/shien_20261124.csv.end"):
            self.put(name, yesterday)
        self.refuse("2026-11-26", ["support 2026-11-24", "cards 2026-11-25"], status=66)
        self.drop(people, "2026-11-25")
        self.pass_night("2026-11-26")
        # 4: the residents' list was cut, within a row and between two.
        self.drop(people, "2026-11-26", raw={"juki": lambda data: data[:len(data) // 2]})
        self.refuse("2026-11-27", ["set residents", "juki_20261126.csv:"])
        self.drop(people, "2026-11-26", juki=lambda rows: rows[:4])
        self.refuse("2026-11-27", [], status=65)
        self.drop(people, "2026-11-26")
        self.pass_night("2026-11-27")
        # 5: another city's list.
        self.drop(people, "2026-11-27", juki=lambda rows: [{**row, "団体": "232068"} for row in rows])
        self.refuse("2026-11-28", ["232068"])
        self.drop(people, "2026-11-27")
        self.pass_night("2026-11-28")
        # 6: a column has been renamed since last night.
        rename = {"有効期限": "有効年月日"}
        self.drop(people, "2026-11-28", card=lambda rows: [{rename.get(k, k): v for k, v in row.items()} for row in rows])
        self.refuse("2026-11-29", ["set cards", "有効期限", "renamed"])
        self.drop(people, "2026-11-28")
        self.pass_night("2026-11-29")
        # 7: somebody's card comes twice, with two expiries: that resident alone is set aside.
        self.drop(people, "2026-11-29", card=lambda rows: [*rows, {**rows[0], "有効期限": "20320101"}])
        self.pass_night("2026-11-30", expect=1)
        self.assertIn(("C0", "row-twice"), self.codes("2026-11-30"))
        # 8: a row of nobody is told; the residents' rows are all read.
        self.drop(people, "2026-11-30", shien=lambda rows: [*rows, {**rows[0], "識別番号": "NOBODY"}])
        self.pass_night("2026-12-01")
        self.assertIn("row-without-resident", {code for _, code in self.codes("2026-12-01")})
        # 9: half uploaded: the end file of the certificates is not there yet.
        self.drop(people, "2026-12-01", without=("shomei.end",))
        self.refuse("2026-12-02", ["set certificates", "complete"], status=66)
        self.drop(people, "2026-12-01")
        self.pass_night("2026-12-02")
        # 10: one list in another encoding; mended, it has a new protection and a move.
        protected = self.change(certificates_due("D0", "2027-01-21", name="見本 証明0", household="H0", protection="provisional",
                                                 postal=self.PLACES[0][0], address=self.PLACES[0][1]))
        self.drop(protected, "2026-12-02", raw={"shien": lambda data: data.decode("cp932").encode("utf-8")})
        self.refuse("2026-12-03", ["set support"])
        self.drop(protected, "2026-12-02")
        self.pass_night("2026-12-03")
        self.assertEqual({self.dues("2026-12-03")["D0", matter]["reason"] for matter in BOTH}, {"protection"})
        # Nobody has had two letters, and whoever is under protection none.
        letters = [(row["resident"], row["matter"], row["expires"]) for night in sorted(set(os.listdir(self.out)) - {"counters"})
                   for row in self.table(night, "operators/dues.csv") if row["outcome"] == "letter" and night == "2026-11-24"]
        self.assertEqual(len(letters), len(set(letters)))

    def check_hours(self, dues):
        """Places lie within the example's hours: no Sunday, Saturdays and Thursdays late among them."""
        for key, row in dues.items():
            if not row["starts"]:
                continue
            day, time = row["starts"].split("T")
            weekday = subprocess.run(["date", "-d", day, "+%a"], capture_output=True, text=True, check=True,
                                     env={"LC_ALL": "C"}).stdout.strip()
            hours = {"honcho": {**dict.fromkeys(("Mon", "Tue", "Wed", "Fri"), ("08:40", "17:00")), "Thu": ("08:40", "19:00"),
                                "Sat": ("09:00", "12:00")},
                     "bisai": dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri"), ("09:00", "16:30")),
                     "kisogawa": dict.fromkeys(("Mon", "Wed", "Fri"), ("09:00", "16:30")),
                     "ekimae": {**dict.fromkeys(("Tue", "Wed", "Thu", "Fri"), ("11:00", "18:30")), "Sat": ("10:00", "16:00")}}
            self.assertIn(weekday, hours[row["counter"]], key)
            first, last = hours[row["counter"]][weekday]
            self.assertTrue(first <= time < last, (key, row))
            if row["matter"] == "card":
                self.assertIn(row["counter"], ("honcho", "ekimae"))
            if row["matter"] == "stay":
                self.assertEqual(row["counter"], "honcho")


if __name__ == "__main__":
    unittest.main()
