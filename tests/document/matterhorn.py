"""What the Matterhorn Protocol (1.02, for PDF/UA-1) lets a program check of a PDF, by pikepdf, which had no
part in writing it. faults_of(path) lists what is wrong: each begins with a word for the rule. Not asked: what
only a person can tell (is this the right order, does a text say what the picture does)."""

import collections
import io
import re

import fontTools.cffLib
import fontTools.ttLib
import pikepdf

# What may stand in what (ISO 32000-1, 14.8.4), of the elements that we write; grouping elements hold blocks.
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "Table"}
INLINE = {"Span", "Figure", "Link"}
GROUPS = {"Document", "Sect", "Div", "Part"}
INSIDE = {
    "Document": BLOCKS | INLINE | GROUPS, "Sect": BLOCKS | INLINE | GROUPS, "Div": BLOCKS | INLINE | GROUPS,
    "Part": BLOCKS | INLINE | GROUPS,
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "TH": BLOCKS | INLINE, "TD": BLOCKS | INLINE, "L": {"LI", "Caption", "L"}, "LI": {"Lbl", "LBody"},
    "Lbl": INLINE, "LBody": BLOCKS | INLINE, "Caption": {"P"} | INLINE, "P": INLINE, "Span": INLINE,
    "Link": {"Span", "Figure"}, "Figure": set(),
    **{f"H{level}": INLINE for level in range(1, 7)},
}
NO_CONTENT = GROUPS | {"Table", "THead", "TBody", "TFoot", "TR", "L", "LI"}
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DRAWS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
XMP = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
       "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}


def number_tree(node):
    """Of a number tree, its keys and values in their order."""
    nums = node.get("/Nums", [])
    pairs = [(int(nums[i]), nums[i + 1]) for i in range(0, len(nums), 2)]
    for kid in node.get("/Kids", []):
        below = number_tree(kid)
        limits = [int(limit) for limit in kid.get("/Limits", [])]
        if not below or limits != [below[0][0], below[-1][0]]:
            raise ValueError("limits")
        pairs += below
    return pairs


class Font:
    """A composite font as it stands in the file."""

    def __init__(self, font):
        self.wrong = set()
        self.meanings, self.glyphs, self.widths = {}, None, {}
        below = font.get("/DescendantFonts", [pikepdf.Dictionary()])[0]
        descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
        program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        self.default = float(below.get("/DW", 1000))
        if program is None:
            self.wrong.add("font-embedded")
            return
        if "/ToUnicode" not in font:
            self.wrong.add("font-unicode")
        else:
            for code, text in re.findall(rb"<([0-9A-F]{4})> ?<([0-9A-F]*)>", font.ToUnicode.read_bytes()):
                self.meanings[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        self.read_widths(below.get("/W", []))
        (self.read_truetype if "/FontFile2" in descriptor else self.read_cff)(program.read_bytes(), below)

    def read_widths(self, widths):
        i = 0
        while i < len(widths):
            first = int(widths[i])
            if isinstance(widths[i + 1], pikepdf.Array):
                self.widths.update((first + k, float(width)) for k, width in enumerate(widths[i + 1]))
                i += 2
            else:
                self.widths.update((code, float(widths[i + 2])) for code in range(first, int(widths[i + 1]) + 1))
                i += 3

    def read_truetype(self, program, below):
        font = fontTools.ttLib.TTFont(io.BytesIO(program), lazy=True)
        unit, metrics = 1000 / font["head"].unitsPerEm, font["hmtx"].metrics
        if "/CIDToGIDMap" not in below:
            self.wrong.add("font-map")
            return
        numbers = below.CIDToGIDMap.read_bytes()
        self.glyphs = {}
        for code in range(len(numbers) // 2):
            number = int.from_bytes(numbers[2 * code:2 * code + 2], "big")
            if 0 < number < font["maxp"].numGlyphs:
                self.glyphs[code] = metrics[font.getGlyphName(number)][0] * unit

    def read_cff(self, program, below):
        fonts = fontTools.cffLib.CFFFontSet()
        fonts.decompile(io.BytesIO(program), None)
        top = fonts[0]
        names = top.charset
        cids = hasattr(top, "ROS")
        self.glyphs = {}
        for number, name in enumerate(names):
            if number > 0:
                self.glyphs[int(name[3:]) if cids else number] = None

    def code(self, code, told):
        """What is wrong with a sign that is drawn; `told`: words beside it say what it is."""
        if self.glyphs is None:
            return
        if code not in self.glyphs:
            self.wrong.add("font-notdef")
        elif self.glyphs[code] is not None and abs(self.glyphs[code] - self.widths.get(code, self.default)) > 1:
            self.wrong.add("font-width")
        if not told and not self.meanings.get(code):
            self.wrong.add("font-unicode")
        if any(sign in "\0\ufeff\ufffe" for sign in self.meanings.get(code, "")):
            self.wrong.add("font-unicode")


class Content:
    """What a page's content says and marks."""

    def __init__(self, faults, fonts, page):
        self.faults, self.fonts = faults, fonts
        self.said = collections.defaultdict(str)  # by number of a piece
        self.drawn_as = collections.defaultdict(str)  # the same without words beside
        self.pieces = []
        self.nested = False
        self.stack = []  # of marks: (artifact, number, told)
        self.read(page, page.get("/Resources", pikepdf.Dictionary()), 0)
        if self.stack:
            faults.add("content-balance")

    def begin(self, name, properties, form):
        number = properties.get("/MCID")
        told = properties.get("/ActualText")
        language = properties.get("/Lang")
        inside = [mark for mark in self.stack if mark[0] or mark[1] is not None]
        if language is not None and not TAG.fullmatch(str(language)):
            self.faults.add("language")
        if name == "/Artifact" or number is not None:
            if inside:
                self.faults.add("artifact-in-content" if name == "/Artifact" else "content-in-artifact"
                                if inside[-1][0] else "content-nested")
            if form:
                self.faults.add("content-in-form")
        elif inside and inside[-1][1] is not None:
            self.nested = True
        if number is not None:
            self.pieces.append(int(number))
        self.stack.append((name == "/Artifact", None if number is None else int(number), told is not None))
        if told is not None:
            self.say(str(told))

    def say(self, text):
        for _, number, _ in self.stack:
            if number is not None:
                self.said[number] += text

    def drawn(self):
        if not any(artifact or number is not None for artifact, number, _ in self.stack):
            self.faults.add("content-unmarked")

    def show(self, font, operands):
        told = any(mark[2] for mark in self.stack)
        strings = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
        for string in strings:
            if not isinstance(string, pikepdf.String):
                continue
            codes = bytes(string)
            for i in range(0, len(codes), 2):
                code = int.from_bytes(codes[i:i + 2], "big")
                meaning = font.meanings.get(code, "")
                font.code(code, told)
                if not told:
                    self.say(meaning)
                for _, number, _ in self.stack:
                    if number is not None:
                        self.drawn_as[number] += meaning

    def read(self, stream, resources, depth):
        font, saved = None, []
        for operands, operator in pikepdf.parse_content_stream(stream):
            word = str(operator)
            if word in ("BDC", "BMC"):
                properties = operands[1] if word == "BDC" else pikepdf.Dictionary()
                if isinstance(properties, pikepdf.Name):
                    properties = resources.Properties[properties]
                self.begin(str(operands[0]), properties, depth > 0)
            elif word == "EMC":
                if not self.stack:
                    self.faults.add("content-balance")
                else:
                    self.stack.pop()
            elif word == "q":
                saved.append(font)
            elif word == "Q":
                font = saved.pop()
            elif word == "Tf":
                font = self.font(resources.Font[operands[0]])
            elif word in ("Tj", "TJ"):
                self.drawn()
                self.show(font, operands)
            elif word == "Do":
                self.drawn()
                part = resources.XObject[operands[0]]
                if part.Subtype == "/Form":
                    if "/Ref" in part or "/StructParents" in part:
                        self.faults.add("content-in-form")
                    self.read(part, part.get("/Resources", resources), depth + 1)
            elif word in DRAWS or word == "INLINE IMAGE":
                self.drawn()

    def font(self, font):
        key = font.objgen
        if key not in self.fonts:
            self.fonts[key] = Font(font)
        return self.fonts[key]


Piece = collections.namedtuple("Piece", "page element said drawn")


class Structure:
    """The tree of elements, and the table beside it."""

    def __init__(self, faults, pdf, pages, contents):
        self.faults, self.pages = faults, pages
        self.contents = contents
        self.owners = {}  # (page, number) → element
        self.level = 0
        self.texts = []  # in the reader's order
        self.links = set()
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            faults.add("structure-missing")
            return
        kids = self.kids(root)
        if len(kids) != 1 or kids[0].get("/S") != "/Document":
            faults.add("structure-document")
        for kid in kids:
            self.walk(kid, root, None, None)
        self.table(root)

    @staticmethod
    def kids(element):
        kids = element.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def walk(self, element, parent, around, page):
        name = str(element.S)[1:]
        if name not in INSIDE:
            self.faults.add("structure-type")
            return
        if around is not None and name not in INSIDE[around]:
            self.faults.add("structure-nesting")
        if element.get("/P", pikepdf.Dictionary()).objgen != parent.objgen:
            self.faults.add("structure-parent")
        if "/Lang" in element and not TAG.fullmatch(str(element.Lang)):
            self.faults.add("language")
        page = element.get("/Pg", page)
        self.check(name, element, page)
        seen = []
        for kid in self.kids(element):
            if not isinstance(kid, pikepdf.Dictionary):
                self.piece(name, element, page, int(kid))
                continue
            if kid.get("/Type") == "/MCR":
                self.piece(name, element, kid.get("/Pg", page), int(kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                self.links.add(kid.Obj.objgen)
                if name != "Link":
                    self.faults.add("link-structure")
            else:
                seen.append(str(kid.S)[1:])
                self.walk(kid, element, name, page)
        if name == "LI" and "LBody" not in seen:
            self.faults.add("structure-nesting")
        if name == "Table":
            self.regular(element)

    @staticmethod
    def boxed(attributes, page):
        """Does a figure say where on its sheet it stands?"""
        box = [float(side) for side in attributes.get("/BBox", [])] if attributes.get("/O") == "/Layout" else []
        sheet = [float(side) for side in pikepdf.Page(page).mediabox] if page is not None else [0, 0, 0, 0]
        return len(box) == 4 and sheet[0] <= box[0] < box[2] <= sheet[2] and sheet[1] <= box[1] < box[3] <= sheet[3]

    def check(self, name, element, page):
        if re.fullmatch("H[1-6]", name):
            if int(name[1]) > self.level + 1:
                self.faults.add("heading-skips")
            self.level = int(name[1])
        if name == "Sect":
            self.level = 0  # each sheet is for itself
        if name == "Figure" and not (str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))):
            self.faults.add("figure-words")
        attributes = element.get("/A", pikepdf.Dictionary())
        if name == "Figure" and not self.boxed(attributes, page):
            self.faults.add("figure-box")
        if name == "TH" and "/Headers" not in attributes and attributes.get("/Scope") not in ("/Row", "/Column", "/Both"):
            self.faults.add("table-scope")

    def regular(self, table):
        """All rows are as wide."""
        rows = [row for row in self.kids(table) if row.S == "/TR"]
        for group in self.kids(table):
            if group.S in ("/THead", "/TBody", "/TFoot"):
                rows += self.kids(group)
        widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in self.kids(row)) for row in rows}
        if len(widths) != 1:
            self.faults.add("table-regular")

    def piece(self, name, element, page, number):
        if name in NO_CONTENT:
            self.faults.add("structure-nesting")
        if page is None or page.objgen not in self.pages:
            self.faults.add("piece-page")
            return
        key = self.pages[page.objgen], number
        if key in self.owners:
            self.faults.add("piece-twice")
        self.owners[key] = element
        content = self.contents[key[0]]
        self.texts.append(Piece(key[0], name, content.said[number], content.drawn_as[number]))

    def table(self, root):
        """The tree from pieces to elements says the same."""
        try:
            pairs = number_tree(root.get("/ParentTree", pikepdf.Dictionary()))
        except ValueError:
            pairs = []
        if [key for key, _ in pairs] != sorted({key for key, _ in pairs}):
            self.faults.add("parent-tree")
        told = dict(pairs)
        for index, content in enumerate(self.contents):
            if sorted(content.pieces) != sorted(set(content.pieces)):
                self.faults.add("piece-twice")
            for number in set(content.pieces) | {one for page, one in self.owners if page == index}:
                if number not in content.pieces or (index, number) not in self.owners:
                    self.faults.add("piece-structure")
                    continue
                owners = told.get(content.parents)
                if owners is None or number >= len(owners) or \
                        owners[number].objgen != self.owners[index, number].objgen:
                    self.faults.add("parent-tree")


def check_metadata(faults, pdf):
    root = pdf.Root
    stream = root.get("/Metadata")
    claims = False
    if stream is None:
        faults.add("metadata")
    else:
        if stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
            faults.add("metadata")
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            title = str(meta.get("{%s}title" % XMP["dc"], ""))
            claims = str(meta.get("{%s}part" % XMP["pdfuaid"], "")) == "1"
        if not title or title != str(pdf.docinfo.get("/Title", "")):
            faults.add("title")
    if not claims:
        faults.add("claim")
    if root.get("/MarkInfo", {}).get("/Marked") is not True or root.get("/MarkInfo", {}).get("/Suspects", False):
        faults.add("marked")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        faults.add("title-shown")
    if not TAG.fullmatch(str(root.get("/Lang", ""))):
        faults.add("language")
    if pdf.is_encrypted or "/OCProperties" in root or "/AcroForm" in root or "/EmbeddedFiles" in root.get("/Names", {}):
        faults.add("feature")
    return claims


def read(path):
    """The faults, and the pieces of the structure in the reader's order."""
    faults, fonts = set(), {}
    with pikepdf.open(path) as pdf:
        pages, contents = {}, []
        annotations = {}
        for index, page in enumerate(pdf.pages):
            pages[page.objgen] = index
            content = Content(faults, fonts, page.obj)
            content.parents = int(page.obj.get("/StructParents", -1))
            contents.append(content)
            for annotation in page.obj.get("/Annots", []):
                annotations[annotation.objgen] = annotation
                if page.obj.get("/Tabs") != "/S":
                    faults.add("tabs")
                if annotation.Subtype == "/Link" and not str(annotation.get("/Contents", "")):
                    faults.add("link-words")
            if page.obj.get("/Tabs") not in (None, "/S"):
                faults.add("tabs")
        structure = Structure(faults, pdf, pages, contents)
        if set(annotations) != structure.links:
            faults.add("link-structure")
        for font in fonts.values():
            faults |= font.wrong
        check_metadata(faults, pdf)
        if any(content.nested for content in contents):
            faults.add("nested")
        return faults, structure.texts


def faults_of(path):
    return sorted(read(path)[0])
