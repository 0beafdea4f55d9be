"""The office schema explains itself, and the shipped office is valid by it."""

import subprocess
import unittest
import xml.etree.ElementTree as tree

XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = "schemas/office.xsd"


class OfficeSchema(unittest.TestCase):
    def test_every_element_and_attribute_has_its_sentence(self):
        counted = 0
        for node in tree.parse(SCHEMA).iter():
            if node.tag not in (XS + "element", XS + "attribute", XS + "simpleType", XS + "complexType"):
                continue
            if node.get("name") is None:
                continue
            counted += 1
            words = node.findtext(f"{XS}annotation/{XS}documentation")
            self.assertIsNotNone(words, f"{node.get('name')} has no documentation")
            self.assertRegex(" ".join(words.split()), r"^[A-Z0-9].*[.?]$", node.get("name"))
        self.assertGreater(counted, 100)

    def test_nothing_is_left_open(self):
        for node in tree.parse(SCHEMA).iter():
            self.assertNotIn(node.tag, (XS + "any", XS + "anyAttribute"))
            if node.tag in (XS + "element", XS + "attribute"):
                self.assertIsNotNone(node.get("type"), node.get("name"))
                self.assertNotIn(node.get("type"), ("xs:string", "xs:anyType"), node.get("name"))

    def test_the_shipped_office_is_valid(self):
        result = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema", SCHEMA, "cron/kasugai.xml"],
            capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_the_shipped_holidays_are_in_the_cabinet_office_s_form(self):
        with open("cron/holidays.csv", "rb") as file:
            text = file.read().decode("cp932")
        lines = text.split("\r\n")
        self.assertEqual(lines[0], "国民の祝日・休日月日,国民の祝日・休日名称")
        self.assertEqual(lines[-1], "")
        for line in lines[1:-1]:
            self.assertRegex(line, r"^20[0-9]{2}/[1-9][0-9]?/[1-9][0-9]?,[^,()]+$")


if __name__ == "__main__":
    unittest.main()
