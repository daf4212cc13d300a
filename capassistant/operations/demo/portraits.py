"""Portraits of nobody: a few plain shapes, so that pages look as they will with photos."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from capassistant.operations.demo.plan import at
from members.models import Member
from ui import pictures

SIDE = 320
FACES = 3
"""One member out of three gives a photo."""
GROUNDS = ("#CFE6EA", "#E9D8E4", "#D6E8D9", "#FBE3B0", "#D5DDEA", "#F1DCCB")
SKINS = ("#F4D3BC", "#E8B998", "#CF9A73", "#A8724D", "#7C4F34", "#F0C7A8")
HAIRS = ("#2B1D17", "#5A3825", "#8C5A2F", "#C79A4B", "#9A9A9C", "#3A2A4A")
CLOTHES = ("#0B5A68", "#7A2553", "#235B35", "#1D3557", "#8A4B12", "#3B3B4F")
CUTS = {"m": ("short",), "f": ("short", "bob", "long", "bun")}


def fill(plan, people):
    """Give a portrait to a third of the regulars, with a dated consent."""
    rng = plan.rng("portraits")
    shown = [member for member in people.regulars if rng.randrange(FACES) == 0]
    storage = Member._meta.get_field("photo").storage
    for member in shown:
        name = f"portraits/{rng.getrandbits(128):032x}.webp"
        storage.delete(name)
        member.photo = storage.save(name, pictures.process(portrait(member.gender, rng), SIDE).content)
        member.photo_consented_at = at(member.joined_on + timedelta(days=1), 10)
    Member.objects.bulk_update(shown, ["photo", "photo_consented_at"])


def portrait(gender, rng):
    """A face drawn four times too large, then shrunk: its edges come out smooth."""
    scale = 2
    image = Image.new("RGB", (SIDE * scale, SIDE * scale), rng.choice(GROUNDS))
    pen = Pen(ImageDraw.Draw(image), SIDE * scale)
    draw_person(pen, gender, rng)
    file = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(file, "PNG")
    file.seek(0)
    return file


class Pen:
    """Draws in hundredths of the side of the picture, around a point."""

    def __init__(self, draw, side):
        self.draw, self.unit = draw, side / 100

    def oval(self, x, y, width, height, colour):
        self.draw.ellipse(self.box(x, y, width, height), fill=colour)

    def block(self, x, y, width, height, colour, radius=8):
        self.draw.rounded_rectangle(self.box(x, y, width, height), radius * self.unit, fill=colour)

    def ring(self, x, y, width, height, colour):
        self.draw.ellipse(self.box(x, y, width, height), outline=colour, width=round(self.unit))

    def box(self, x, y, width, height):
        return [self.unit * edge for edge in (x - width / 2, y - height / 2, x + width / 2, y + height / 2)]


def draw_person(pen, gender, rng):
    skin, hair, clothes = rng.choice(SKINS), rng.choice(HAIRS), rng.choice(CLOTHES)
    cut = rng.choice(CUTS[gender])
    behind = {"bob": (50, 46, 48, 46), "long": (50, 56, 50, 66)}
    if cut in behind:
        pen.block(*behind[cut], hair, radius=20)
    if cut == "bun":
        pen.oval(50, 15, 20, 18, hair)
    pen.oval(50, 108, 84, 66, clothes)
    pen.block(50, 70, 15, 24, skin)
    pen.oval(50, 44, 38, 46, skin)
    pen.draw.chord(pen.box(50, 40, 42, 48), 180, 360, fill=hair)
    pen.oval(50 + rng.choice((-9, 9)), 30, 30, 17, hair)
    draw_face(pen, rng)


def draw_face(pen, rng):
    dark = "#2A2320"
    for x in (42, 58):
        pen.oval(x, 46, 3, 4, dark)
        if rng.random() < 0.3:
            pen.oval(x, 46, 3.4, 3.4, dark)
    pen.draw.arc(pen.box(50, 53, 14, 10), 25, 155, fill=dark, width=round(pen.unit * 1.2))
    if rng.random() < 0.35:
        for x in (42, 58):
            pen.ring(x, 46, 13, 11, dark)
        pen.draw.line(
            [pen.unit * 48.5, pen.unit * 46, pen.unit * 51.5, pen.unit * 46], fill=dark, width=round(pen.unit)
        )
