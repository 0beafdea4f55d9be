"""The letters of a content file drawn with ReportLab: every text block a wrapped paragraph, boxes,
lines, the QR code, the 67 bars and the notice number's code. usage: reportlab_letters.py CONTENT.json OUT.pdf"""

import json
import sys

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

HEIGHT = 297 * mm


def style(styles, font, size):
    """One for each font and size, as a program would keep them."""
    key = (font, size)
    if key not in styles:
        styles[key] = ParagraphStyle("%s-%s" % key, fontName=font, fontSize=size,
                                     leading=size * 1.35, wordWrap="CJK")
    return styles[key]


def draw_code(canvas, text):
    side = 36 * mm
    code = QrCodeWidget(text, barLevel="M")
    x0, y0, x1, y1 = code.getBounds()
    drawing = Drawing(side, side, transform=[side / (x1 - x0), 0, 0, side / (y1 - y0), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, 150 * mm, HEIGHT - 145 * mm)


def draw_bars(canvas, bars):
    for at, bar in enumerate(bars):
        top, bottom = (0 if bar in "FA" else 0.96), (2.88 if bar in "FD" else 1.92)
        canvas.rect((22.1 + at * 0.96) * mm, HEIGHT - (34.1 + bottom) * mm, 0.48 * mm,
                    (bottom - top) * mm, stroke=0, fill=1)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.load(file)
    for name, path in content["fonts"].items():
        pdfmetrics.registerFont(TTFont(name, path))
    canvas = Canvas(sys.argv[2], pagesize=(210 * mm, HEIGHT), pageCompression=1, invariant=1)
    styles = {}
    for page in content["pages"]:
        canvas.setFillColorRGB(0.92, 0.94, 0.97)
        canvas.roundRect(18 * mm, HEIGHT - 290.6 * mm, 174 * mm, 17.4 * mm, 2 * mm, stroke=0, fill=1)
        canvas.roundRect(18 * mm, HEIGHT - 150 * mm, 174 * mm, 45 * mm, 2.5 * mm)
        canvas.setFillColorRGB(0, 0, 0)
        for y in (70, 80, 85, 160, 205, 220, 240):
            canvas.line(18 * mm, HEIGHT - y * mm, 192 * mm, HEIGHT - y * mm)
        for x, y, width, size, font, text in page["blocks"]:
            paragraph = Paragraph(text, style(styles, font, size))
            _, high = paragraph.wrap(width, HEIGHT)
            paragraph.drawOn(canvas, x, HEIGHT - y - high)
        if page["code"]:
            draw_code(canvas, page["code"])
        if page["bars"]:
            draw_bars(canvas, page["bars"])
        Code128(page["number"], barWidth=0.3 * mm, barHeight=7 * mm).drawOn(
            canvas, 140 * mm, HEIGHT - 29 * mm)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
