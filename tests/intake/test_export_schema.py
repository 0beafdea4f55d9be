"""The schema of export descriptions explains itself, and leaves nothing open."""

import glob
import subprocess
import unittest
import xml.etree.ElementTree as tree

XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = "schemas/export.xsd"


def words(node):
    text = node.findtext(f"{XS}annotation/{XS}documentation")
    return None if text is None else " ".join(text.split())


class ExportSchema(unittest.TestCase):
    def test_every_element_and_attribute_has_its_sentence(self):
        counted = 0
        for node in tree.parse(SCHEMA).iter():
            if node.tag not in (XS + "element", XS + "attribute", XS + "simpleType", XS + "enumeration"):
                continue
            if node.get("name", node.get("value")) is None:
                continue
            counted += 1
            name = node.get("name", node.get("value"))
            self.assertIsNotNone(words(node), f"{name} has no documentation")
            # What a form looks like is said by one; all else in a sentence.
            self.assertRegex(words(node), r"^\S.*[.?]$|^[0-9]{4}|^[MTSHR][0-9]", name)
        self.assertGreater(counted, 100)

    def test_nothing_is_left_open(self):
        for node in tree.parse(SCHEMA).iter():
            self.assertNotIn(node.tag, (XS + "any", XS + "anyAttribute"))
            if node.tag == XS + "element":
                self.assertIsNotNone(node.get("type"), node.get("name"))
            if node.tag == XS + "attribute":
                own = node.find(XS + "simpleType")
                self.assertTrue(node.get("type") is not None or own is not None, node.get("name"))
                self.assertNotIn(node.get("type"), ("xs:string", "xs:anyType"), node.get("name"))

    def test_what_ships_and_the_first_of_the_fuzzer_are_valid(self):
        shipped = glob.glob("cron/exports/*.xml") + glob.glob("cron/examples/*/export.xml")
        self.assertGreater(len(shipped), 2)
        for path in shipped:
            self.valid(path)
        self.valid("tests/fuzz/export.xml")

    def valid(self, path):
        result = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema", SCHEMA, path],
            capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main()
