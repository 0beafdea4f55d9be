"""A vendor's own names for everything in the register and the cards file: as a table for the office
file, and as a translator of exports into the vendor's words."""

import os
import sys
import xml.etree.ElementTree as tree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = {"register": "urn:kigen:register:1", "cards": "urn:kigen:cards:1"}
THEIRS = {"register": "urn:example:juki:3", "cards": "urn:example:card:3"}
REFUSED = "個人番号"

DOCUMENTS = {"card": "カード", "certificate": "電子証明書"}
ELEMENTS = {
    "register": {
        "register": "住民台帳", "resident": "住民", "name": "氏名", "kana": "フリガナ", "alias": "通称", "born": "生年月日",
        "language": "言語", "address": "住所", "building": "方書", "send-to": "送付先", "send-to/name": "宛名",
        "send-to/address": "住所", "send-to/building": "方書", "leaving": "転出予定", "protection": "支援措置",
        "ward": "成年被後見人", "stay": "在留", "renewal": "更新申請", **DOCUMENTS},
    "cards": {"cards": "カード台帳", "holder": "保有者", **DOCUMENTS},
}
CARD = {("card", "kind"): "種別", ("card", "state"): "状態", ("card", "applied"): "申請受付日", ("card", "issued"): "発行日",
        ("card", "expires"): "有効期限", ("certificate", "kind"): "種別", ("certificate", "state"): "状態",
        ("certificate", "issued"): "発行日", ("certificate", "expires"): "有効期限"}
ATTRIBUTES = {
    "register": {
        ("register", "municipality"): "団体コード", ("register", "as-of"): "基準日", ("register", "residents"): "件数",
        ("resident", "id"): "宛名番号", ("resident", "household"): "世帯番号", ("resident", "state"): "異動区分",
        ("alias", "use"): "使用", ("address", "postal"): "郵便番号", ("send-to", "postal"): "郵便番号",
        ("leaving", "on"): "予定日", ("protection", "state"): "区分", ("stay", "status"): "資格", ("stay", "until"): "満了日",
        ("stay", "pending"): "申請中", ("renewal", "applied"): "申請日", **CARD},
    "cards": {("cards", "municipality"): "団体コード", ("cards", "as-of"): "基準日", ("cards", "holders"): "件数",
              ("holder", "id"): "宛名番号", **CARD},
}
DOCUMENT_VALUES = {
    ("card", "kind"): {"standard": "K1", "residence": "K2"},
    ("card", "state"): {"active": "S1", "suspended": "S2", "lost": "S3", "returned": "S4", "void": "S5"},
    ("certificate", "kind"): {"signature": "署名", "authentication": "利用者"},
    ("certificate", "state"): {"valid": "S1", "suspended": "S2", "revoked": "S3"},
}
VALUES = {
    "register": {("resident", "state"): {"resident": "R10", "moved-out": "R20", "deceased": "R30", "removed": "R40",
                                         "abroad": "R50"},
                 ("protection", "state"): {"provisional": "仮", "active": "有", "released": "解除"},
                 ("stay", "pending"): {"true": "有", "false": "無"}, **DOCUMENT_VALUES},
    "cards": DOCUMENT_VALUES,
}
# What a vendor that likes elements may write as elements: everything that is neither in the root nor
# beside a text.
AS_ELEMENTS = {kind: {(element, name) for element, name in names
                      if element not in ("register", "cards", "alias", "address")}
               for kind, names in ATTRIBUTES.items()}


def vocabulary(kind, as_elements=frozenset()):
    """The table of one export, in the words of office.xsd."""
    rows = [f'<element name="{name}" is="{path}"/>' for path, name in ELEMENTS[kind].items()]
    for (element, attribute), name in ATTRIBUTES[kind].items():
        form = ' as="element"' if (element, attribute) in as_elements else ""
        rows.append(f'<attribute element="{element}" name="{name}" is="{attribute}"{form}/>')
    for (element, attribute), values in VALUES[kind].items():
        rows += [f'<value of="{element}@{attribute}" name="{name}" is="{word}"/>' for word, name in values.items()]
    rows.append(f'<refused name="{REFUSED}"/>')
    return (f'<vocabulary file="{kind}" namespace="{THEIRS[kind]}">\n  ' + "\n  ".join(rows) + "\n</vocabulary>")


def office(path, *vocabularies):
    """Writes the shipped office with these vocabularies to `path`; returns the path."""
    with open(os.path.join(ROOT, "cron", "kasugai.xml"), encoding="utf-8") as file:
        text = file.read()
    text = text.replace('"../templates"', '"' + os.path.join(ROOT, "templates") + '"')
    text = text.replace('"holidays.csv"', '"' + os.path.join(ROOT, "cron", "holidays.csv") + '"')
    if vocabularies:
        text = text.replace("</office>", "<vocabularies>\n" + "\n".join(vocabularies) + "\n</vocabularies>\n</office>")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def translate(element, kind, as_elements=frozenset(), parent=""):
    """The element with all it holds in the vendor's words; what has no name there keeps its own."""
    ours, theirs = "{%s}" % OURS[kind], "{%s}" % THEIRS[kind]
    if not isinstance(element.tag, str) or not element.tag.startswith(ours):
        return element
    name = element.tag[len(ours):]
    path = f"{parent}/{name}" if parent == "send-to" else name
    known = ELEMENTS[kind].get(path)
    if name == "individual-number":
        known = REFUSED
    copied = tree.Element(theirs + (known or name))
    copied.text, copied.tail = element.text, element.tail
    written = []
    for attribute, value in element.attrib.items():
        field = (path, attribute)
        renamed = ATTRIBUTES[kind].get(field, REFUSED if attribute == "individual-number" else attribute)
        value = VALUES[kind].get(field, {}).get(value.strip(), value)
        if field in as_elements:
            child = tree.Element(theirs + renamed)
            child.text = value
            written.append(child)
        else:
            copied.set(renamed, value)
    copied.extend(written)
    copied.extend([translate(child, kind, as_elements, name) for child in element])
    return copied


if __name__ == "__main__":  # an office with both tables, for whoever needs a file
    office(sys.argv[1], *(vocabulary(kind) for kind in OURS))
