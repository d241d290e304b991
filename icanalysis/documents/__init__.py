"""Documents as an office signs them: Word, PDF and Excel from one `content.Document`."""
