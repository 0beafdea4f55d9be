"""Reads the data sets that `build/make-register --as` writes, without kigen and without the export
descriptions, into what our own format would say of each resident."""

import collections
import csv
import glob
import os
import re
import xml.etree.ElementTree as ElementTree

NS = "{urn:kigen:register:1}"
ERAS = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018, "M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
BLANKS = " 　\t\r\n"


def register(text):
    """{id: facts} of our own register."""
    people = {}
    for one in ElementTree.fromstring(text):
        facts = {"household": one.get("household"), "state": one.get("state")}
        for name in ("name", "kana", "alias", "born", "language", "format", "address", "building"):
            facts[name] = one.findtext(NS + name)
        for path, name, field in (("address", "postal", "postal"), ("alias", "use", "alias/use"), ("leaving", "on", "leaving"),
                                  ("protection", "state", "protection"), ("stay", "status", "stay"),
                                  ("stay", "until", "until"), ("stay", "pending", "pending"), ("renewal", "applied", "renewal")):
            element = one.find(NS + path)
            facts[field] = None if element is None else element.get(name)
        facts["ward"] = one.find(NS + "ward") is not None
        to = one.find(NS + "send-to")
        facts["send-to"] = None if to is None else tuple(
            value or None for value in (to.get("postal"), to.findtext(NS + "name"), to.findtext(NS + "address"),
                                        to.findtext(NS + "building")))
        facts["card"] = attributes(one.find(NS + "card"), "kind", "state", "applied", "issued", "expires")
        for kind in ("signature", "authentication"):
            facts[kind] = attributes(one.find(f"{NS}certificate[@kind='{kind}']"), "state", "issued", "expires")
        people[one.get("id")] = plain(facts)
    return people


def attributes(element, *names):
    return None if element is None else tuple(element.get(name) for name in names)


def plain(facts):
    """What says nothing is None, in any format."""
    return {name: (value.strip(BLANKS) or None) if isinstance(value, str) else value for name, value in facts.items()}


def era(text):
    """5081123 and R08.11.23; 0000000, 9999999 and - say nothing."""
    if text in (None, "", "-", "0000000", "9999999"):
        return None
    parts = (text[0], text[1:3], text[3:5], text[5:7]) if text.isdigit() else (text[0], *text[1:].split("."))
    return f"{ERAS[parts[0]] + int(parts[1]):04}-{parts[2]}-{parts[3]}"


def slashed(text):
    return None if text in ("", "-") else "%04d-%02d-%02d" % tuple(map(int, text.split("/")))


def dashed(text):
    return None if text in ("", "0000-00-00", "00000000", "99999999") else (
        text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}")


def one(folder, pattern):
    found = glob.glob(os.path.join(folder, pattern))
    assert len(found) == 1, (pattern, found)
    return found[0]


def rows(folder, pattern, encoding, delimiter=",", header=True):
    path = one(folder, pattern)
    with open(path, encoding=encoding, newline="") as file:
        read = list(csv.reader(file, delimiter=delimiter))
    count = re.search(r"_(\d+)\.T..$", path)
    assert count is None or int(count.group(1)) == len(read) - header, path
    return [dict(zip(read[0], row)) for row in read[1:]] if header else read


def elements(path):
    root = ElementTree.parse(path).getroot()
    return root, [{child.tag: child.text or "" for child in element} for element in root]


STATUSES = "外交 公用 教授 芸術 宗教 報道 高度専門職1号 高度専門職2号 経営・管理 法律・会計業務 医療 研究 教育 技術・人文知識・国際業務 企業内転勤 " \
    "介護 興行 技能 特定技能1号 特定技能2号 技能実習 育成就労 文化活動 短期滞在 留学 研修 家族滞在 特定活動 永住者 日本人の配偶者等 永住者の配偶者等 " \
    "定住者 特別永住者 一時庇護許可者 仮滞在許可者 経過滞在者 出生による経過滞在者 国籍喪失による経過滞在者".split()
WORDS = "diplomat official professor artist religion journalist highly-skilled-1 highly-skilled-2 business-manager legal-accounting " \
    "medical researcher instructor engineer intra-company nursing-care entertainer skilled-labor specified-skilled-1 " \
    "specified-skilled-2 technical-intern skill-development cultural temporary-visitor student trainee dependent designated " \
    "permanent spouse spouse-of-permanent long-term special-permanent temporary-refuge provisional-stay transitional " \
    "transitional-birth transitional-nationality".split()
CERTIFICATES = {"1": "valid", "有効": "valid", "一時停止": "suspended", "失効": "revoked"}
NOTHING = {"protection": None, "send-to": None, "renewal": None, "ward": False, "card": None, "signature": None,
           "authentication": None}


def standard(folder):
    """({id: facts}, how many rows of history do not count)"""
    every = rows(folder, "001o006_232068_*.csv", "utf-8")
    people = {}
    for row in every:
        if row["最新フラグ"] == "1":
            assert row["宛名番号"] not in people
            state = {"1": "resident", "2": "moved-out", "3": "deceased", "9": "removed"}[row["住民状態"]]
            alias = row["通称"].strip(BLANKS)
            people[row["宛名番号"]] = {**NOTHING, **plain({
                "household": row["世帯番号"], "state": "abroad" if row["転出先住所（予定）_国名コード"] else state,
                "name": row["氏名"], "kana": row["氏名_フリガナ"], "alias": alias,
                "alias/use": ("true" if row["氏名優先区分"] == "2" else "false") if alias else None, "born": row["生年月日"],
                "language": row["使用言語"],
                "format": {"": None, "音声コード": "voice", "大活字": "large-print", "点字": "braille"}[row["通知の形式"]],
                "address": "".join(row["住所_" + part].strip(BLANKS) for part in (
                    "都道府県", "市区郡町村名", "町字", "番地号表記")),
                "building": row["住所_方書"], "postal": row["住所_郵便番号"], "leaving": dashed(row["転出予定年月日"]),
                "stay": dict(zip(STATUSES, WORDS)).get(row["在留資格等コード"]), "until": dashed(row["在留期間の満了の日"]),
                "pending": {"0": "false", "1": "true", "": None}[row["在留期間更新申請中フラグ"]]})}
    root, protections = elements(one(folder, "001o009_232068_*.xml"))
    assert int(root.get("件数")) == len(protections)
    for row in protections:
        people[row["宛名番号"]]["protection"] = {"1": "active", "仮支援措置": "provisional", "解除": "released"}[row["支援措置区分"]]
    for row in rows(folder, "sofusaki_*.csv", "utf-8"):
        address = "".join(row["送付先_" + part] for part in ("都道府県", "市区郡町村名", "町字", "番地号表記"))
        people[row["宛名番号"]]["send-to"] = tuple(value.strip(BLANKS) or None for value in (
            row["送付先_郵便番号"], row["送付先_氏名"], address, row["送付先_方書"]))
    for row in rows(folder, "koken_*.csv", "utf-8"):
        people[row["宛名番号"]]["ward"] = row["後見区分"] in ("1", "後見")
    for row in rows(folder, "jlis_renewals_*.csv", "utf-8"):
        people[row["宛名番号"]]["renewal"] = row["申請受付年月日"]
    cards = rows(folder, "jlis_cards_*.csv", "utf-8")
    for row in cards:
        if row["最新フラグ"] == "1":
            people[row["宛名番号"]]["card"] = (
                {"1": "standard", "2": "residence"}[row["カード種別"]],
                {"1": "active", "一時停止": "suspended", "紛失": "lost", "返納": "returned", "失効": "void"}[row["カード運用状況"]],
                dashed(row["申請受付年月日"]), row["発行年月日"], dashed(row["有効期限"]))
    root, certificates = elements(one(folder, "jlis_certificates_*.xml"))
    assert int(root.get("件数")) == len(certificates)
    for row in certificates:
        people[row["宛名番号"]][{"1": "signature", "2": "authentication"}[row["証明書種別"]]] = (
            CERTIFICATES[row["証明書状態"]], dashed(row["発行年月日"]), dashed(row["有効期間満了日"]))
    return people, len(every) - len(people)


def vendor(folder):
    """({id: facts}, how many rows of history do not count)"""
    path = one(folder, "JUKI_*.XML")
    with open(path, "rb") as file:
        text = file.read().decode("cp932")
    root = ElementTree.fromstring(text.replace(' encoding="Windows-31J"', ""))
    every = [{child.tag: child.text or "" for child in record} for record in root]
    with open(one(folder, "JUKI_*.CTL"), encoding="cp932", newline="") as file:
        control = dict(line.split("=") for line in file.read().split("\r\n")[:-1])
    assert (control["DANTAI"], int(control["KENSU"])) == ("23206", len(every)), control
    newest = collections.defaultdict(lambda: (0, None))
    for row in every:
        assert int(row["RIREKI_NO"]) != newest[row["ATENA_CD"]][0]
        newest[row["ATENA_CD"]] = max(newest[row["ATENA_CD"]], (int(row["RIREKI_NO"]), row), key=lambda pair: pair[0])
    gengo = dict(zip("11 12 13 14 15 16 17 18 19 20 21 22".split(), "pt zh-Hans vi en ko es tl ne id th my sw".split()))
    people = {}
    for number, (_, row) in newest.items():
        status = None if row["ZAIRYU_CD"] == "000" else WORDS[int(row["ZAIRYU_CD"]) - 101]
        until = era(row["ZAIRYU_YMD"])
        people[number] = {**NOTHING, **plain({
            "household": row["SETAI_CD"],
            "state": {"10": "resident", "20": "moved-out", "21": "abroad", "30": "deceased", "40": "removed"}[row["JUMIN_KBN"]],
            "name": row["KJ_SIMEI"], "kana": row["KN_SIMEI"], "alias": row["TUSYOMEI"],
            "alias/use": {"Y": "true", "N": "false", "": None}[row["TUSYO_SW"]], "born": era(row["BIRTH_YMD"]),
            "language": gengo.get(row["GENGO"]), "format": {"2": "large-print", "3": "voice", "9": "braille"}.get(row["TUTI_KEISIKI"]),
            "address": "".join(row[part].strip(BLANKS) for part in ("KEN_SI", "OAZA", "BANTI")),
            "building": row["KATAGAKI"], "postal": row["YUBIN_3"] + row["YUBIN_4"], "leaving": era(row["TENSYUTU_YMD"]),
            "stay": status, "until": until,
            "pending": {"Y": "true", "N": "false"}[row["ZAIRYU_SINSEI"]] if until else None})}
    for row in rows(folder, "SHIEN_*.TSV", "cp932", "\t", header=False):
        people[row[0]]["protection"] = {"H": "active", "K": "provisional", "X": "released"}[row[1]]
    for row in rows(folder, "SOFU_*.TXT", "utf-16", "\t"):
        people[row["宛名CD"]]["send-to"] = tuple(row[name].strip(BLANKS) or None for name in (
            "送付先郵便", "送付先氏名", "送付先住所", "送付先方書"))
    for row in rows(folder, "KOKEN_*.TSV", "cp932", "\t"):
        people[row["宛名CD"]]["ward"] = row["後見類型"] == "01"
    for row in rows(folder, "KOSHIN_*.TSV", "cp932", "\t", header=False):
        people[row[0]]["renewal"] = era(row[1])
    for row in rows(folder, "CARD_*.TSV", "cp932", "\t"):
        facts = people[row["宛名CD"]]
        if row["券種"] != "-":
            facts["card"] = ({"M": "standard", "Z": "residence"}[row["券種"]],
                             {"A": "active", "T": "suspended", "L": "lost", "R": "returned", "V": "void"}[row["券面状態"]],
                             slashed(row["申請受付"]), slashed(row["作成日"]), slashed(row["有効期限"]))
        for kind, prefix in (("signature", "署名"), ("authentication", "利用者")):
            if row[prefix + "状態"]:
                facts[kind] = (CERTIFICATES[row[prefix + "状態"]], era(row[prefix + "発行"]), era(row[prefix + "満了"]))
    return people, len(every) - len(people)
