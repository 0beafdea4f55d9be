"""What a city's systems drop, written for a test: records of the standard by their items, and the
example city's lists from residents as in city.py."""

import os
import re
from xml.sax.saxutils import escape

from city import Nights

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXPORTS = os.path.join(ROOT, "cron", "exports")

# Whoever has these items gets a letter about both certificates on 2026-11-24.
PERSON = {
    "宛名番号": "1", "世帯番号": "1", "住民状態": "1", "氏名": "山田　太郎", "氏名_フリガナ": "ヤマダ　タロウ", "生年月日": "1980-12-25",
    "住所_郵便番号": "4860844", "住所_都道府県": "愛知県", "住所_市区郡町村名": "春日井市", "住所_町字": "鳥居松町",
    "住所_番地号表記": "5丁目44番地",
    "個人番号カード": {"カード種別": "1", "カード運用状況": "1", "発行年月日": "2022-05-27", "有効期限": "2031-12-25"},
    "電子証明書": [{"証明書種別": kind, "証明書状態": "1", "発行年月日": "2022-05-27", "有効期間満了日": "2026-12-25"}
               for kind in "12"],
}


def person(id, **items):
    """One record's items; None takes one away."""
    changed = {**PERSON, "宛名番号": id, "世帯番号": id, **items}
    return {name: value for name, value in changed.items() if value is not None}


def element(name, value):
    if isinstance(value, list):
        return "".join(element(name, one) for one in value)
    inner = "".join(element(*pair) for pair in value.items()) if isinstance(value, dict) else escape(value)
    return f"<{name}>{inner}</{name}>"


def document(records, head='市区町村コード="232068" 基準年月日="2026-11-23" 件数="{count}"', before="", encoding="UTF-8"):
    rows = "\n".join(one if isinstance(one, str) else element("住民", one) for one in records)
    return (f'<?xml version="1.0" encoding="{encoding}"?>\n<住民情報 {head.format(count=len(records))}>{before}\n{rows}\n'
            "</住民情報>\n")


def table(rows, separator=",", end="\r\n"):
    """CSV of dicts that all have the same items."""
    lines = [list(rows[0])] + [list(row.values()) for row in rows]
    return "".join(separator.join('"' + value.replace('"', '""') + '"' for value in line) + end for line in lines)


class Deliveries(Nights):
    """Nights on data sets: the default office with a description of cron/exports."""

    def describe(self, name="standard", instead=()):
        """Files count as whole at once; all else is as it ships, but for pairs of words."""
        home = os.path.join(self.folder, "office")
        os.makedirs(home, exist_ok=True)
        with open(os.path.join(EXPORTS, name + ".xml"), encoding="utf-8") as file:
            text = re.sub(r'( settle-seconds="\d+")', "", file.read())
        for old, new in instead:
            text = text.replace(old, new)
        with open(os.path.join(home, "export.xml"), "w", encoding="utf-8") as file:
            file.write(text.replace("<file pattern=", '<file settle-seconds="0" pattern='))
        self.small_office(**{'"holidays.csv"': '"holidays.csv" export="export.xml"'})

    def put(self, name, text, encoding="utf-8"):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def ask(self, command, *arguments, date="2026-11-24"):
        return self.kigen(command, "--office", self.office, "--ledger", self.ledger, "--date", date, *arguments)

    def decided(self, *arguments, expect=0, date="2026-11-24"):
        """{(resident, matter): "outcome/reason"} of `kigen plan`."""
        result = self.ask("plan", *arguments, date=date)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        self.said = result.stderr.decode()
        rows = [line.split(",") for line in result.stdout.decode().splitlines()[1:]]
        return {(row[0], row[1]): "/".join(filter(None, row[5:7])) for row in rows}

    def refused(self, words, *arguments, command="plan", status=65):
        result = self.ask(command, *arguments)
        said = (result.stdout + result.stderr).decode()
        self.assertEqual(result.returncode, status, said)
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, said)
        return said



EXAMPLE = os.path.join(ROOT, "cron", "examples", "ichinomiya")
STATES = {"resident": "住", "moved-out": "転", "abroad": "国", "deceased": "亡", "removed": "消"}
CARD_STATES = {"active": "運用中", "suspended": "一時停止", "lost": "紛失", "returned": "返納", "void": "廃止"}
CERTIFICATE_STATES = {"valid": "有効", "suspended": "一時保留", "revoked": "失効"}
STAYS = {"permanent": "永住者", "engineer": "技術・人文知識・国際業務", "long-term": "定住者"}
SUPPORT = {"active": "本支援", "provisional": "仮支援", "released": "解除"}


def slashes(day):
    return "/".join(str(int(part)) for part in day.split("-")) if day else ""


def era(day):
    year, month, date = map(int, day.split("-"))
    for name, first in (("令和", "2019-05-01"), ("平成", "1989-01-08"), ("昭和", "1926-12-25")):
        if day >= first:
            count = year - int(first[:4]) + 1
            return f"{name}{'元' if count == 1 else count}年{month}月{date}日"
    raise ValueError(day)


def lists(residents, as_of):
    """The example city's five lists: {set: rows}."""
    found = {name: [] for name in ("juki", "shien", "sofu", "card", "shomei")}
    for one in residents:
        w = one.words
        stay = w.get("stay") or {}
        base = {
            "団体": "232033", "基準日": slashes(as_of), "識別番号": one.id, "世帯": w["household"], "区分": STATES[w["state"]],
            "氏名": w["name"], "カナ": "", "通称": w.get("alias", ""), "通称使用": "○" if "alias" in w else "",
            "生年月日": era(w["born"]), "案内言語": w.get("language", ""), "郵便番号": f"{w['postal'][:3]}-{w['postal'][3:]}",
            "住所": w["address"], "方書": w.get("building", ""), "転出予定": slashes(w.get("leaving", "")),
            "後見": "○" if "ward" in w else "×", "在留資格": STAYS.get(stay.get("status"), ""),
            "在留期限": slashes(stay.get("until", "")), "更新申請中": "○" if stay.get("pending") == "true" else "",
            "適用開始": "2020/4/1", "適用終了": "", "電話番号": "0586-00-0000", "町内会": "未加入"}
        if "moved_in" in w:  # the row before it is no longer in force
            found["juki"].append({**base, "住所": "愛知県一宮市にいた所", "区分": "転", "適用終了": slashes(w["moved_in"][0])})
            base["適用開始"] = slashes(w["moved_in"][1])
        found["juki"].append(base)
        if "protection" in w:
            found["shien"].append({"識別番号": one.id, "支援": SUPPORT[w["protection"]], "期間": "2026/4/1～2027/3/31"})
        if "send" in w:
            found["sofu"].append({"識別番号": one.id, "送付先名": w["send"][0], "送付先郵便番号": w["send"][1], "送付先住所": w["send"][2]})
        if w["card"] is not None:
            card = w["card"]
            found["card"].append({
                "識別番号": one.id, "種類": "通常" if card["kind"] == "standard" else "特定在留", "状態": CARD_STATES[card["state"]],
                "申請受付日": card.get("applied", "").replace("-", ""), "発行日": card["issued"].replace("-", ""),
                "有効期限": card.get("expires", "9999-99-99").replace("-", ""), "交付場所": "本庁"})
        for kind, word in (("signature", "署名"), ("authentication", "利用者証明")):
            if w[kind] is not None:
                found["shomei"].append({
                    "識別番号": one.id, "種類": word, "状態": CERTIFICATE_STATES[w[kind]["state"]],
                    "発行日": w[kind]["issued"].replace("-", ""), "満了日": w[kind]["expires"].replace("-", "")})
    return found


class Example(Deliveries):
    """Nights of the example city, on what its systems drop."""

    def setUp(self):
        super().setUp()
        self.office = os.path.join(EXAMPLE, "office.xml")
        self.drop_folder = os.path.join(self.folder, "drop")
        os.makedirs(self.drop_folder)

    def drop(self, residents, as_of, without=(), raw=None, **changes):
        """All lists of a day; `changes` are functions over a list's rows, `raw` bytes instead of a list,
        `without` what is not there: "card", or "card.end" for its end file alone."""
        for name in os.listdir(self.drop_folder):
            os.remove(os.path.join(self.drop_folder, name))
        for name, rows in lists(residents, as_of).items():
            rows = changes.get(name, lambda rows: rows)(rows)
            if name in without or not rows:
                continue
            path = os.path.join("drop", f"{name}_{as_of.replace('-', '')}.csv")
            data = table(rows).encode("cp932", errors="strict")
            self.put(path, raw[name](data) if raw and name in raw else data)
            if name + ".end" not in without:
                self.put(path + ".end", "")

    def run_drop(self, date):
        return self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date,
                          "--from", self.drop_folder)


__all__ = ["EXAMPLE", "Deliveries", "Example", "PERSON", "document", "element", "lists", "person", "table"]
