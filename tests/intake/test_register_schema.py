"""The schema is the contract: on thousands of registers and cards files, good ones and ones with
something wrong, libxml2's validation by schemas/register.xsd and cards.xsd and the program's own
reading agree file by file.

A file the schema finds valid must be read without a record set aside; one it finds invalid must be
refused or set somebody aside. The files are made here, the same ones every time."""
import copy
import os
import random
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as tree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, os.environ.get("BUILD", "build"))
FULL = """<register xmlns="urn:kigen:register:1" municipality="232068" as-of="2026-11-21" residents="1">
  <resident id="0001234567" household="0000765432" state="resident">
    <name>葛\U000e0102城 髙子</name>
    <kana>カツラギ タカコ</kana>
    <alias use="true">葛城</alias>
    <born>1951-02-29</born>
    <language>pt</language>
    <address postal="4868686">愛知県春日井市鳥居松町5丁目44番地</address>
    <building>ハイツ１０１</building>
    <send-to postal="4860000"><name>山田</name><address>春日井市</address><building>２</building></send-to>
    <leaving on="2026-12-20"/>
    <protection state="active"/>
    <ward/>
    <stay status="engineer" until="2027-01-20" pending="false"/>
    <card kind="standard" state="active" applied="2021-11-20" issued="2021-12-01" expires="2031-05-10"/>
    <certificate kind="signature" state="valid" issued="2021-12-01" expires="2026-05-10"/>
    <certificate kind="authentication" state="valid" issued="2021-12-01" expires="2026-05-10"/>
    <renewal applied="2026-11-02"/>
  </resident>
</register>"""
FULL_CARDS = """<cards xmlns="urn:kigen:cards:1" municipality="232068" as-of="2026-11-21" holders="1">
  <!-- 髙田 -->
  <holder id="0001234567">
    <card kind="standard" state="active" applied="2021-11-20" issued="2021-12-01" expires="2031-05-10"/>
    <certificate kind="signature" state="valid" issued="2021-12-01" expires="2026-05-10"/>
    <certificate kind="authentication" state="valid" issued="2021-12-01" expires="2026-05-10"/>
  </holder>
</cards>"""
VALUES = [
    "", " ", "\n", "\u3000", "x", "X", "0", "1", "true", "false", "TRUE", " true ", "yes", "-", "+1", "01",
    "1 ", "-1", "1.0", "4868686", "486-8686", "48686861", "486868", "４８６８６８６", "232068", "2026-11-21",
    " 2026-11-21 ", "2026-11-21Z", "2026-11-21+09:00", "2026-02-29", "2024-02-29", "1900-02-29",
    "2000-02-29", "2026-00-10", "2026-13-01", "2026-04-31", "2026-1-1", "20261121", "2026/11/21",
    "0000-01-01", "0001-01-01", "9999-12-31", "-2026-11-21", "12026-11-21", "2026-11-21T00:00:00",
    "1949-00-00", "0000-00-00", "９９９９-11-21", "active", "Active", "active ", "valid", "revoked", "suspended",
    "lost", "standard", "residence", "signature", "authentication", "provisional", "released", "resident",
    "moved-out", "moved_out", "permanent", "provisional-stay", "仮滞在", "出生による経過滞在者", "仮滞在 ", "highly-skilled-2", "technical-intern", "technical", "pt", "p",
    "zh-Hans", "zh_Hans", "pt-", "-pt", "ja-Latn-hepburn", "a" * 8, "a" * 9, "en-" + "a" * 8,
    "en" + "-abcdefgh" * 3 + "-abcde", "en" + "-abcdefgh" * 4, "x" * 32, "x" * 33, "a-b", "a_b", "a b",
    "あ" * 200, "あ" * 201, "葛\U000e0102" * 100, "葛\U000e0102" * 101, "x" * 300, "x" * 301, "あ" * 300,
    "あ" * 301, "あ" * 6000, "a" * 20000, "&<>'\"", "\t", "\u3000\u3000山", "\u00a0", "\u200b", "999999999",
    "9999999999", "000000001", "<", "\U00020bb7", "a\nb", "\ue000", "\u3000 4868686\u00a0", "\u00a0pt\u3000",
    "\u2003", "\u3000\u00a0", " resident ", "active\n", "\u3000a-b", "1949-00-00\u3000",
]


def written(root):
    """As tostring with encoding="UTF-8" writes it, at half its price: seventy thousand files are made."""
    return ("<?xml version='1.0' encoding='UTF-8'?>\n" + tree.tostring(root, encoding="unicode")).encode()


def nodes(root):
    """Every element with its parent, in document order; the root's parent is None."""
    found = [(None, root)]
    for parent in root.iter():
        found.extend((parent, child) for child in parent)
    return found


class Corpus:
    """Registers, each with a story of what was done to it."""
    text, namespace, record = FULL, "urn:kigen:register:1", "resident"
    edits = [  # story, bytes and what stands in their place
        ("an entity nobody knows", b"<kana>", b"<kana>&nbsp;"),
        ("the five entities", b"<kana>", b"<kana>&amp;&lt;&gt;&quot;&apos;&#x9AD9;"),
        ("an entity in a date", b'"2026-12-20"', b'"2026-12-2&#x30;"'),
        ("a line feed before a date", b'"2026-12-20"', b'"&#10;2026-12-20"'),
        ("CDATA in a name", b"<kana>", b"<kana><![CDATA[<&]]>"),
        ("CDATA between elements", b"<kana>", b"<![CDATA[x]]><kana>"),
        ("a prefix that means nothing", b"<ward/>", b"<q:ward/>"),
        ("no namespace", b' xmlns="urn:kigen:register:1"', b""),
        ("the other kind of file", b"register:1", b"cards:1"),
        ("the next version", b"register:1", b"register:2"),
        ("an attribute twice", b'on="', b'on="2026-12-20" on="'),
    ]

    def __init__(self, folder):
        self.folder = folder
        self.paths, self.stories = [], []
        self.count = self.record + "s"  # the root's attribute

    def tag(self, name):
        return "{%s}%s" % (self.namespace, name)

    def full(self):
        return tree.fromstring(self.text)

    def add_bytes(self, story, content):
        path = os.path.join(self.folder, "%05d.xml" % len(self.paths))
        with open(path, "wb") as file:
            file.write(content)
        self.paths.append(path)
        self.stories.append(story)

    def add(self, story, root):
        """The count is kept right (a wrong one is beyond the schema), unless the story is about it."""
        if "@" + self.count not in story and root.get(self.count):
            root.set(self.count, str(sum(1 for e in root if e.tag == self.tag(self.record))))
        self.add_bytes(story, written(root))

    def each_element(self):
        total = len(nodes(self.full()))
        for i in range(total):
            name = nodes(self.full())[i][1].tag.split("}")[1]

            def fresh():
                root = self.full()
                parent, element = nodes(root)[i]
                return root, parent, element
            if i > 0:
                root, parent, element = fresh()
                parent.remove(element)
                self.add("%s missing" % name, root)
                root, parent, element = fresh()
                parent.insert(list(parent).index(element), copy.deepcopy(element))
                self.add("%s doubled" % name, root)
                root, parent, element = fresh()
                parent.append(copy.deepcopy(element))
                self.add("%s again at the end" % name, root)
                for j in range(total):
                    root, parent, element = fresh()
                    target = nodes(root)[j][1]
                    if target in list(element.iter()):
                        continue
                    for place in (0, len(target)):
                        root, parent, element = fresh()
                        target = nodes(root)[j][1]
                        parent.remove(element)
                        target.insert(place, element)
                        self.add("%s moved into %s at %d" % (name, target.tag, place), root)
            for word in ("stranger", "individual-number", name.upper()):
                root, parent, element = fresh()
                element.append(tree.Element(self.tag(word)))
                self.add("%s holds %s" % (name, word), root)
                root, parent, element = fresh()
                element.set(word, "1")
                self.add("%s has attribute %s" % (name, word), root)
            root, parent, element = fresh()
            element.tag = "{urn:other}" + name
            self.add("%s of another namespace" % name, root)
            root, parent, element = fresh()
            element.set("{urn:other}state", "active")
            self.add("%s with an attribute of another namespace" % name, root)
            root, parent, element = fresh()
            element.set("{http://www.w3.org/XML/1998/namespace}lang", "ja")
            self.add("%s with xml:lang" % name, root)
            root, parent, element = fresh()
            element.set("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "urn:x x.xsd")
            self.add("%s with a schema location" % name, root)
            root, parent, element = fresh()
            element.append(tree.Comment("a comment"))
            self.add("%s holds a comment" % name, root)
            root, parent, element = fresh()
            element.append(tree.ProcessingInstruction("a", "b"))
            self.add("%s holds a processing instruction" % name, root)
            for text in VALUES:
                root, parent, element = fresh()
                element.text = text
                self.add("%s says %.20r" % (name, text), root)
                if i > 0:
                    root, parent, element = fresh()
                    element.tail = text
                    self.add("%s followed by %.20r" % (name, text), root)

    def each_attribute(self):
        for i, (_, original) in enumerate(nodes(self.full())):
            for attribute in original.attrib:
                story = "%s/@%s" % (original.tag.split("}")[1], attribute)
                root = self.full()
                del nodes(root)[i][1].attrib[attribute]
                self.add(story + " missing", root)
                for other in ("Kind", "until", "postal", "on"):
                    root = self.full()
                    element = nodes(root)[i][1]
                    if other not in element.attrib:
                        element.set(other, element.attrib.pop(attribute))
                        self.add("%s called %s" % (story, other), root)
                for value in VALUES:
                    root = self.full()
                    nodes(root)[i][1].set(attribute, value)
                    if attribute == self.count and value.strip() not in ("1", "01", "000000001"):
                        if value.strip().isdigit() and value.strip().isascii() and len(value.strip()) < 10:
                            continue  # a good number, but not this file's: beyond the schema
                    self.add("%s is %.20r" % (story, value), root)

    def several(self):
        for count in (0, 2, 3):
            root = self.full()
            one = root[0]
            root.remove(one)
            for i in range(count):
                again = copy.deepcopy(one)
                again.set("id", "id-%d" % i)
                root.append(again)
            self.add("%d records" % count, root)
        root = self.full()
        root.append(copy.deepcopy(root[0]))
        self.add("an id twice", root)
        for kinds in (["signature"], ["authentication"], ["authentication", "signature"], ["signature"] * 2,
                      ["signature", "authentication", "signature"], []):
            root = self.full()
            resident = root[0]
            first = [e for e in resident if e.tag == self.tag("certificate")]
            place = list(resident).index(first[0])
            for element in first:
                resident.remove(element)
            for kind in reversed(kinds):
                element = copy.deepcopy(first[0])
                element.set("kind", kind)
                resident.insert(place, element)
            self.add("certificates %s" % kinds, root)

    def by_chance(self, count):
        """One to three of everything above at once, in one of three residents."""
        chance = random.Random(20261121)
        for number in range(count):
            root = self.full()
            for i in (1, 2):
                again = copy.deepcopy(root[0])
                again.set("id", str(i))
                root.append(again)
            for _ in range(chance.randint(1, 3)):
                parent, element = chance.choice(nodes(root)[1:])
                act = chance.randrange(6)
                if act == 0:
                    parent.remove(element)
                elif act == 1:
                    parent.append(copy.deepcopy(element))
                elif act == 2:
                    element.text = chance.choice(VALUES)
                elif act == 3 and element.attrib:
                    element.set(chance.choice(sorted(element.attrib)), chance.choice(VALUES))
                elif act == 4 and element.attrib:
                    del element.attrib[chance.choice(sorted(element.attrib))]
                elif act == 5:
                    siblings = list(parent)
                    other = chance.choice(siblings)
                    i, j = siblings.index(element), siblings.index(other)
                    siblings[i], siblings[j] = siblings[j], siblings[i]
                    parent[:] = siblings
            self.add("by chance %d" % number, root)

    def encodings(self):
        text = self.text.replace("\U000e0102", "")
        for encoding, codec in (("UTF-8", "utf-8"), ("UTF-16", "utf-16"), ("CP932", "cp932"),
                                ("Windows-31J", "cp932"), ("Shift_JIS", "cp932")):
            plain = text.replace("髙", "高") if encoding == "Shift_JIS" else text
            said = '<?xml version="1.0" encoding="%s"?>\n%s' % (encoding, plain)
            self.add_bytes(encoding, said.encode(codec))
            self.add_bytes(encoding + " cut off", said.encode(codec)[:-4])
            self.add_bytes(encoding + " and more", said.encode(codec) + "x".encode(codec))
            self.add_bytes(encoding + " without name", said.replace("高", "").replace("髙", "").encode(codec))
        for name in ("UTF-8", "EUC-JP", "CP932", "X-NONE"):
            self.add_bytes("not in " + name, ('<?xml version="1.0" encoding="%s"?>' % name).encode() +
                           self.text.encode("utf-8").replace("髙".encode(), b"\xff\xfe\x80"))

    def ill_formed(self):
        content = self.text.encode("utf-8")
        for at in range(0, len(content), 37):
            self.add_bytes("cut off at %d" % at, content[:at])
        for at in range(3, len(content), 53):
            self.add_bytes("a byte lost at %d" % at, content[:at] + content[at + 1:])
            self.add_bytes("a byte 0x01 at %d" % at, content[:at] + b"\x01" + content[at:])
            self.add_bytes("a byte 0xE9 at %d" % at, content[:at] + b"\xe9" + content[at:])
        for story, old, new in self.edits:
            assert old in content, story
            self.add_bytes(story, content.replace(old, new))
        prefixed = content.replace(b"<", b"<k:").replace(b"<k:/", b"</k:").replace(b"<k:!", b"<!")
        self.add_bytes("prefixed", prefixed.replace(b"xmlns=", b"xmlns:k="))
        self.add_bytes("two roots", content + content)
        self.add_bytes("nothing", b"")


class CardsCorpus(Corpus):
    """Cards files."""
    text, namespace, record = FULL_CARDS, "urn:kigen:cards:1", "holder"
    edits = [
        ("an entity nobody knows", b'"2031-05-10"', b'"2031-05-10&nbsp;"'),
        ("an entity in a date", b'"2031-05-10"', b'"2031-05-1&#x30;"'),
        ("a line feed before a date", b'"2031-05-10"', b'"&#10;2031-05-10"'),
        ("CDATA between elements", b"<card ", b"<![CDATA[x]]><card "),
        ("a prefix that means nothing", b"<card ", b"<q:card "),
        ("no namespace", b' xmlns="urn:kigen:cards:1"', b""),
        ("the other kind of file", b"cards:1", b"register:1"),
        ("the next version", b"cards:1", b"cards:2"),
        ("an attribute twice", b'applied="', b'applied="2021-11-20" applied="'),
    ]


def verdicts(paths, *options):
    """What the program says of each file."""
    run = subprocess.run([os.path.join(BUILD, "verdict"), *options] + paths, capture_output=True, text=True)
    lines = run.stdout.split("\n")[:-1]
    assert run.returncode == 0 and len(lines) == len(paths), run.stderr
    return lines


def valid(paths, schema):
    """Which files xmllint finds valid by the schema."""
    schema = os.path.join(ROOT, "schemas", schema)
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema] + paths,
                         capture_output=True, text=True, errors="replace")
    said = {line[:-len(" validates")] for line in run.stderr.splitlines() if line.endswith(" validates")}
    return [path in said for path in paths]


class Agreement:
    corpus_class, schema, options = Corpus, "register.xsd", ()
    by_chance, least = 1500, {"ok": 200, "aside": 200, "refused": 200}
    codes = {"field-missing", "field-form", "field-length", "field-word", "field-date", "field-repeated",
             "field-order", "text-misplaced", "certificate-twice"}
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        corpus = cls.corpus_class(cls.folder.name)
        corpus.add("as it should be", corpus.full())
        corpus.each_element()
        corpus.each_attribute()
        corpus.several()
        corpus.by_chance(cls.by_chance)
        corpus.encodings()
        corpus.ill_formed()
        cls.corpus = corpus
        cls.said, cls.valid = [], []
        for i in range(0, len(corpus.paths), 1000):
            cls.said += verdicts(corpus.paths[i:i + 1000], *cls.options)
            cls.valid += valid(corpus.paths[i:i + 1000], cls.schema)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_schema_and_the_reading_agree_on_every_file(self):
        wrong = ["%s: the schema says %s, the reading %s" % (story, "valid" if good else "invalid", said)
                 for story, said, good in zip(self.corpus.stories, self.said, self.valid)
                 if good != (said == "ok")]
        self.assertEqual(wrong, [], "%d of %d" % (len(wrong), len(self.said)))

    def test_the_corpus_has_enough_of_each_verdict(self):
        self.assertGreater(len(self.said), 500)
        for start, least in self.least.items():
            self.assertGreater(sum(said.startswith(start) for said in self.said), least, start)

    def test_every_code_of_a_record_set_aside_occurs(self):
        codes = {said.split()[2] for said in self.said if said.startswith("aside")}
        self.assertEqual(codes, self.codes)


class RegisterAgainstSchema(Agreement, unittest.TestCase):
    codes = Agreement.codes | {"field-blank"}


class CardsAgainstSchema(Agreement, unittest.TestCase):
    corpus_class, schema, options = CardsCorpus, "cards.xsd", ("--cards",)
    by_chance, least = 500, {"ok": 50, "aside": 200, "refused": 200}


if __name__ == "__main__":
    unittest.main()
