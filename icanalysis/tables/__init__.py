"""Frames of texts in, great-tables out: the cells are written by the views, the look is set here."""
