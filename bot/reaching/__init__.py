"""How a person wants to be reached: Telegram, notices in a browser, e-mail, and in which order."""
