"""Shapes and frames in, Altair maps out: no number is computed here, and no word is typed here."""
