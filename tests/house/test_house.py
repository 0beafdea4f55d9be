"""`make house` names each breach of its laws: all of them are planted in one copy of the tree, and
each has to be said; the tree as it is has none."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARTS = ["batch", "schemas", "templates", "tests", "cron", "Makefile", "README.md", "README.ja.md", "LICENSE", ".clang-format", ".gitignore"]


def include(*names):
    return "".join(f'#include "{name}"\n' for name in names)


def guarded(guard, text):
    return f"#ifndef {guard}\n#define {guard}\n{text}#endif\n"


# What is planted, file by file (what stands there already is kept, this comes behind), and what is
# said of it.
PLANTED = [
    ("a room that there is not", {"batch/cellar/wine.h": ""}, "batch/cellar is no room of the house"),
    ("base includes model", {"batch/base/upward.h": include("model/due.h")}, "base does not stand above model"),
    ("a wing includes a wing", {"batch/decide/rules/rumour.h": include("ledger/sql.h")},
     "decide does not stand above ledger"),
    ("a wing includes the night", {"batch/ledger/early.h": include("night/gloom.h")},
     "ledger does not stand above night"),
    ("the night includes a command", {"batch/night/gloom.h": include("command/options.h")},
     "night does not stand above command"),
    ("a file that is not there", {"batch/model/lost.h": include("model/nowhere.h")}, "model/nowhere.h is included"),
    ("a path that goes up", {"batch/model/crooked.h": include("../model/due.h")}, "written with .."),
    ("two files in a circle", {"batch/model/egg.h": include("model/hen.h"), "batch/model/hen.h": include("model/egg.h")},
     r"includes go in a circle: .*model/(egg|hen)"),
    ("two rooms in a circle", {
        "batch/intake/xml/north.h": include("intake/office/south.h"), "batch/intake/office/south.h": "",
        "batch/intake/office/east.h": include("intake/xml/west.h"), "batch/intake/xml/west.h": ""},
     r"rooms go in a circle: .*intake/(xml|office)"),
    ("past a door", {"batch/decide/heap.h": "#include <glib.h>\n"}, "decide/heap.h goes past the door of <glib>"),
    ("a door to nowhere", {"tests/house.sh": ("door 'zint", "door 'zint\\.h' document/gone.c\ndoor 'zint")},
     "there is no document/gone.c"),
    ("a door that nobody uses", {"tests/house.sh": ("door 'zint", "door 'zint\\.h' base/text.c\ndoor 'zint")},
     "base/text.c is a door of <zint.h> that nobody uses"),
    ("the clock", {"batch/decide/now.c": "long wrong_now(void)\n{\n\treturn time(NULL);\n}\n"}, "the clock outside main.c"),
    ("a wing speaks", {"batch/ledger/loud.c": 'void loud_say(void)\n{\n\tputs("");\n}\n'}, "only commands speak"),
    ("free", {"batch/intake/loose.c": "void loose_end(void *all)\n{\n\tfree(all);\n}\n"}, "free\\( outside arena.c"),
    ("a search by hand", {"batch/decide/half.c": "void *half_way(void *key)\n{\n\treturn bsearch(key, key, 1, 1, 0);\n}\n"},
     "base/sorted.h finds it: batch/decide/half.c:3"),
    ("a global", {"batch/decide/counter.c": "static int counted = 0;\n"}, "a global that is not const"),
    ("a long function", {"batch/base/long.c": "int long_run(void)\n{\n" + "\tlong_run();\n" * 58 + "}\n"},
     "long_run has 61 lines"),
    ("many parameters", {"batch/base/many.c": "int many_take(int a, int b, int (*c)(int, int), int d, int e, int f,\n"
                         "\tint g)\n{\n\treturn a;\n}\n"}, "many_take has 7 parameters"),
    ("a long file", {"batch/base/tall.c": "\n" * 401}, "tall.c has 401 lines"),
    ("a long line", {"batch/base/wide.c": "/*\t" + "x" * 93 + " */\n"}, "wide.c:1 has 104 columns"),
    ("no idea at its head", {"batch/base/blunt.c": "/* A sum. */\nint blunt_sum(int a)\n{\n\treturn a;\n}\n"},
     "base/blunt.c does not open with its idea"),
    ("another header's guard", {"batch/base/borrowed.h": "#ifndef BASE_TEXT_H\n#define BASE_TEXT_H\n#endif\n"},
     "base/borrowed.h is not guarded by BASE_BORROWED_H"),
    ("a static function of one word", {"batch/base/terse.c": "static int take(int a)\n{\n\treturn a;\n}\n"},
     "base/terse.c: take is one word"),
    ("a name that has gone", {"batch/base/former.c": "int former_find(int roll)\n{\n\treturn roll;\n}\n"},
     "a name that has gone: batch/base/former.c:1"),
    ("a name twice", {"batch/base/egg.h": ""}, "two files are called egg.h"),
    ("nobody calls it", {"batch/base/idle.c": "static int idle_help(void)\n{\n\treturn 1;\n}\n\n"
                         "int idle_sit(void)\n{\n\treturn idle_help();\n}\n"}, "idle.c: nothing that main\\(\\) reaches calls idle_help"),
    ("nobody reads it", {"batch/model/office.h": "\nstruct forgotten {\n\tint nobody_reads_this;\n};\n",
                         "batch/intake/forget.c": "\tforgotten->nobody_reads_this = 1;\n"},
     "nobody reads nobody_reads_this"),
    ("a heading", {"batch/base/heading.h": '/* README, "No such\n * chapter". */\n'}, 'README, "No such chapter"'),
    ("a heading of a manual page", {"batch/base/leaf.h": '/* kigen-night(7), "NO SUCH" */\n'}, 'kigen-night, "NO SUCH"'),
    ("a file that README names", {"README.md": "\nSee `batch/nowhere.c`.\n"}, "README.md names batch/nowhere.c"),
    ("a file that another page names", {"batch/README.md": "\nSee `decide/nothing.c`.\n"},
     "batch/README.md names decide/nothing.c"),
    ("a file that a manual page names", {"cron/man/kigen-night.7": "\n\\fBbatch/nobody.c\\fR\n"},
     "cron/man/kigen-night.7 names batch/nobody.c"),
    ("a file that the program names", {"batch/command/vague.c": '\t"templates/vague.xml"\n'},
     "names templates/vague.xml: neither"),
    ("beyond the tree", {"stray.txt": ""}, "at the top level beyond the tree: stray.txt"),
    ("mended, and on the list", {"tests/house.sh": ("\nKNOWN\n", "\nfunction long_gone\nKNOWN\n")},
     "function long_gone: no breach any more"),
    ("another format", {"batch/base/shape_of.h": "int   spaced(void);\n"}, "shape_of.h:1: clang-format"),
    ("a header that needs another", {"batch/base/needy.h": "size_t needy_size(void);\n"},
     "needy.h:1 does not compile alone"),
]

NOT_ASKED = {"clang-format": "the format was not asked", "compile alone": "compile alone was not asked"}


class House(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for part in PARTS:
            there, here = os.path.join(ROOT, part), os.path.join(self.folder, part)
            if os.path.isdir(there):
                shutil.copytree(there, here, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
            else:
                shutil.copy2(there, here)
        # What was there already counts as asked: only what is planted is formatted and compiled.
        os.makedirs(os.path.join(self.folder, "build", "house"))
        for stamp in ("format", "headers"):
            open(os.path.join(self.folder, "build", "house", stamp), "w").close()
        subprocess.run(["git", "init", "-q", self.folder], check=True)

    def plant(self, path, what):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        before = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                before = file.read()
        if isinstance(what, tuple):
            self.assertIn(what[0], before)
            after = before.replace(what[0], what[1], 1)
        else:
            after = before + what
        with open(path, "w", encoding="utf-8") as file:
            file.write(after)

    def house(self):
        subprocess.run(["git", "-C", self.folder, "add", "-A"], check=True)
        ran = subprocess.run(["make", "--no-print-directory", "BUILD=build", "house"], cwd=self.folder,
                             capture_output=True, text=True)
        self.assertNotRegex(ran.stderr, "(?m)^(awk|sed|grep|find|xargs|sort|tests/house)")
        return ran.returncode, ran.stdout

    def test_as_it_is(self):
        self.plant("batch/night/hall.h", guarded("NIGHT_HALL_H", include("decide/dues/shelf.h", "ledger/sql.h")))
        self.plant("batch/decide/dues/shelf.h", guarded("DECIDE_DUES_SHELF_H", include("decide/rules/box.h")))
        self.plant("batch/decide/rules/box.h", "")
        status, said = self.house()
        self.assertEqual((status, said.strip().splitlines()[-1]), (0, "the house is in order"), said)

    def test_each_breach(self):
        for _, files, _ in PLANTED:
            for path, what in files.items():
                self.plant(path, what)
        status, said = self.house()
        self.assertNotEqual(status, 0)
        for name, _, expected in PLANTED:
            unasked = [note for part, note in NOT_ASKED.items() if part in expected and note in said]
            with self.subTest(name):
                if not unasked:
                    self.assertTrue(re.search(expected, said), f"{expected}\n{said}")


if __name__ == "__main__":
    unittest.main()
