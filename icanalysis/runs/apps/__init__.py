"""The notebooks as a web server: one app per notebook, every visitor with a kernel of their own.

    address ── visit ── script ── renderer ──┬── template ══ browser
             (held to   (literals  (cells in │                  ║
              choices)   in cells)  order)   └── kernel ═══ channel

`server` puts it together; `sessions` and `watch` know which pages are open and end them; `base`, `login`, `proxy` and
`settings` say who may come and how; `files` and `assets` give styles and scripts. Nothing else is served.
"""
