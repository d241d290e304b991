"""Pure Polars transforms, one module per idea: no files, no clock, no charts.

Three shapes and no fourth: an expression, a frame function (the frame first, the rest keyword-only,
one chain, never collects), and nothing else; readers live in `sources`.
"""
