"""loupe/en-fr: translates short everyday English sentences into French."""
