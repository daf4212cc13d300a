"""Pictures that people send: decoded, put upright, shrunk and written anew from their pixels (SECURITY S6).

Nothing of the file that was sent survives but what one sees.
"""

import io
import warnings
from dataclasses import dataclass

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 5 * 1024 * 1024
LARGEST_AREA = 24_000_000
LONGEST_SIDE = 12_000
QUALITY = 82
BROKEN = (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, KeyError, Image.DecompressionBombError)


class Rejected(Exception):
    """The picture is refused; ``message`` says why, in words for the person."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class ProcessedPicture:
    """A WebP file ready to be stored, and its size in pixels."""

    content: ContentFile
    width: int
    height: int


def process(file, max_side):
    """``file`` as a WebP picture no side of which passes ``max_side`` pixels.

    Raises ``Rejected`` for what is too heavy, too large, of another format or broken.
    """
    if file.size > LARGEST_FILE:
        raise Rejected(_("Choisissez une image de 5 Mo au plus."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = decoded(io.BytesIO(file.read()), max_side)
            written = io.BytesIO()
            picture.save(written, "WEBP", quality=QUALITY, method=4)
    except BROKEN as error:
        raise Rejected(_("Cette image ne peut pas être lue. Choisissez un fichier JPEG, PNG ou WebP.")) from error
    return ProcessedPicture(ContentFile(written.getvalue()), *picture.size)


def decoded(source, max_side):
    """The first frame, upright, in sRGB, on white, within ``max_side``; its size is judged before its pixels."""
    picture = Image.open(source, formats=FORMATS)
    width, height = picture.size
    if width * height > LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise Rejected(_("Cette image a trop de pixels : 24 millions au plus."))
    picture.seek(0)
    picture.load()
    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    picture = on_white(in_srgb(eight_bits(picture), profile))
    picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


def eight_bits(picture):
    """Sixteen-bit greys brought to eight bits without losing the light ones."""
    if picture.mode in ("I;16", "I;16B", "I;16L", "I"):
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.mode in ("P", "PA", "1", "LA", "F"):
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode in ("PA", "LA") else "RGB")
    return picture


def in_srgb(picture, profile):
    """The colours as the file's own profile means them; a profile that cannot be read is left aside."""
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture
    return picture


def on_white(picture):
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


class PictureField(forms.FileField):
    """A picture file of five megabytes at most; its name, which is never kept, may be long.

    ``process`` reads the pixels: the view calls it and shows the refusal beside the field.
    """

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages = {
        "heavy": gettext_lazy("Choisissez une image de 5 Mo au plus."),
        "empty": gettext_lazy("Ce fichier est vide. Choisissez une image JPEG, PNG ou WebP."),
        "required": gettext_lazy("Choisissez une image JPEG, PNG ou WebP."),
    }

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(self.error_messages["heavy"], code="heavy")
        return file
