"""Inputs that every task is tried on: plain text, other scripts, emoji, odd spaces, repetition, too much of it."""

PLAIN = "The battery lasts two days, which is better than I expected."
NEGATIVE = "This is the worst phone that I have ever bought; it broke after a week!"
ACCENTS = "Où est le café de la façade naïve à Zürich?"
EMOJI = "Great music 😀👍🏽 and a long summer 🎉, isn't it?"
CJK = "東京は日本の首都です。 北京 and Paris"
SPACES = "  two   words\tand a line\nbreak  "
REPEATED = "the fox and the fox and the fox and the fox saw the fox"
NAMES = "Maria works as an engineer at Acme in Berlin and visits John Smith in New York."
NAMES_EMOJI = "😀 Zoë met Maria-Luise O'Neill 👍🏽 in São Paulo, then in 東京 and Łódź."
LONG = " ".join([NAMES, PLAIN, "Nobody knows where Acme is.", NEGATIVE, "She lives in Paris near London.", ACCENTS, EMOJI] * 2)

ALL = (PLAIN, NEGATIVE, ACCENTS, EMOJI, CJK, SPACES, REPEATED, LONG)
