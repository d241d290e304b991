"""Frames in, Altair charts out: no number is computed here, no colour or font is set outside `style`."""
