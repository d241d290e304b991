"""Boundaries of both editions of the country: shapes in metres, read, checked and mended."""
