"""When reports are due, what of it is missing, who is told, and how the operating system is asked to look every day.

    definitions ── rules (calendar) ── due ── catching_up (account, lock) ══ runner of `printing`
                                                   │
                                                   ▼
                        notices ── outbox ── mail | webhook          timers ── install (systemd, cron)

What the time is now is an argument everywhere; only `commands` reads the clock.
"""
