"""The QR of a paper: the address where anyone checks that it is genuine."""

import segno


def svg_data_uri(address: str) -> str:
    """Drawn as vectors, so that it stays sharp on any printer; level M survives a stamp's edge."""
    drawing = segno.make(address, error="m", micro=False)
    return drawing.svg_data_uri(border=2, omitsize=True, svgclass=None, lineclass=None)
