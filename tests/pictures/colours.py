"""Colours as a printer without colour and as colour-blind people see them."""

from __future__ import annotations

Rgb = tuple[float, float, float]
# Machado, Oliveira and Fernandes (2009), severity 1, for linear light.
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
_LUMINANCE = (0.2126, 0.7152, 0.0722)


def linear(colour: str) -> Rgb:
    """The light of ``#rrggbb``, each part from 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def luminance(light: Rgb) -> float:
    """How light a colour looks, from 0 to 1."""
    return sum(weight * part for weight, part in zip(_LUMINANCE, light, strict=True))


def seen(light: Rgb, deficiency: tuple[Rgb, Rgb, Rgb]) -> Rgb:
    """What a colour-blind person sees."""
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light, strict=True)))) for row in deficiency
    )
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of WCAG, from 1 to 21."""
    lighter, darker = sorted((luminance(one) + 0.05, luminance(other) + 0.05), reverse=True)
    return lighter / darker


def grey(colour: str) -> str:
    """``#rrggbb`` without its colour."""
    light = luminance(linear(colour))
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"#{round(part * 255):02x}" + 2 * f"{round(part * 255):02x}"
