"""Trains, exports and scores the text starter models that ship with Loupe."""
