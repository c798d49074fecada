"""loupe/summarize: one or two sentences that say what a short report is about."""
