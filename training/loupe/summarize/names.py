"""Names of people, places and streets. Most are put together from parts, and a hash says which are only in held-out texts."""
import random
from collections.abc import Callable

from loupe.corpus import rank

SPLIT_SEED = "loupe/summarize/names/1"
HELD_OUT_SHARE = 0.15
WOMEN = """Ada Agnes Aisha Alba Alice Alma Amara Amelia Amina Ana Anita Anna Asha Astrid Aurora Ayla Beatriz Bella Bianca Carla
Carmen Celia Chloe Clara Claire Dalia Dana Daria Diana Dora Edith Elena Elif Elin Elsa Emma Esther Eva Fatima Farah Fiona Freya
Gloria Grace Greta Hana Hannah Heidi Helen Ida Imani Ines Ingrid Irene Iris Isabel Ivana Jana Jasmin Joan Johanna Julia Kaia Karin
Kate Katya Lara Laura Leila Lena Lina Linda Lisa Livia Lucia Luna Lydia Maja Mara Maria Marta Mary Maya Mei Mila Mina Mira Miriam
Nadia Naomi Nell Nina Noor Nora Olga Olivia Paula Petra Priya Rania Rita Rosa Ruth Sara Selma Sofia Sonja Stella Tamar Tania Tara
Tessa Thea Tilda Uma Vera Vesna Wanda Yara Yuki Yasmin Zara Zoe""".split()
MEN = """Aaron Abel Adam Adil Ahmed Akira Alan Albert Ali Amir Andre Anton Arjun Arne Arthur Axel Bas Basil Ben Boris Bruno Carl
Carlos Cem Colin Cyril Dan Daniel Dario David Dieter Diego Dylan Eddie Edgar Elias Emil Eric Ethan Felix Finn Frank Fred George
Giles Goran Gustav Hamid Hans Harry Hassan Henry Hugo Ian Igor Ivan Ivo Jack Jakob James Jan Jin Joel John Jonas Jorge Josef Juan
Karim Karl Kenji Kevin Kofi Lars Leo Leon Liam Louis Luca Lukas Marco Mark Martin Matteo Max Milan Mohamed Musa Nils Noah Oliver
Omar Oscar Otto Pablo Paul Pavel Pedro Peter Philip Rafael Rashid Raul Ravi Rob Robin Roman Sam Samir Sami Simon Stefan Sven Tariq
Theo Thomas Tim Tobias Tom Victor Viktor Walter Will Xavier Yusuf Zoltan""".split()
STARTS = """Al An Ar Bal Ban Bar Bel Ber Bol Bor Bran Bren Bur Cal Car Cas Cor Dal Dan Del Der Dor Dun El Em Er Fal Fan Far Fel Fen
Gal Gan Gar Gil Gor Gran Hal Han Har Hel Hol Hor Il Jan Jar Kal Kan Kar Kel Kin Kor Kra Lam Lan Lar Len Lin Lor Mal Man Mar Mel Mer
Min Mol Mor Nar Nel Nor Ol Or Os Pal Pan Par Pel Per Pol Por Ral Ran Ren Ril Ros Sal San Sar Sel Sen Sol Sor Stal Stan Ste Tal Tan
Tar Tel Tor Tra Tul Ul Val Van Var Vel Ver Vol Wal Wan War Wel Wil Wol Yar Zan Zel Zor""".split()
MIDDLES = ["", "", "", "a", "e", "i", "o", "en", "er", "in", "an", "o"]
FAMILY_ENDS = """sen son berg mann ley man ski sky ova dez stein ford well wood dale ner ling ini elli aro ato ano etti quist lund
strom kov ko vic ak ek ik iz oz ez ard ert kar kin ton mer shaw by gan ran ska rou dis kis wal pal rat hari tani moto saka""".split()
PLACE_ENDS = """holm bury field ton wick stad bach ford ham dorf bridge mouth haven minster dale burg thorpe stone brook mere hill
port wald see vik by moor well pool gate marsh ville court garth den ness""".split()
PLACE_STARTS = ["New ", "Upper ", "East ", "Little ", "Port ", "Old "]
STREET_KINDS = ["Street", "Street", "Road", "Lane", "Avenue", "Square", "Way"]


def is_held_out(name: str) -> bool:
    """Whether a name is kept for held-out texts."""
    return rank(name, SPLIT_SEED) < HELD_OUT_SHARE


def draw(make: Callable[[], str], held_out: bool) -> str:
    """A name of the wanted part."""
    while True:
        name = make()
        if is_held_out(name) == held_out:
            return name


def first_name(rng: random.Random, woman: bool, held_out: bool) -> str:
    return draw(lambda: rng.choice(WOMEN if woman else MEN), held_out)


def family_name(rng: random.Random, held_out: bool) -> str:
    return draw(lambda: rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(FAMILY_ENDS), held_out)


def place_name(rng: random.Random, held_out: bool) -> str:
    start = rng.choice(PLACE_STARTS) if rng.random() < 0.12 else ""
    return start + draw(lambda: place_root(rng), held_out)


def place_root(rng: random.Random) -> str:
    return rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(PLACE_ENDS)


def street_name(rng: random.Random, held_out: bool) -> str:
    root = draw(lambda: rng.choice([place_root(rng), rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(FAMILY_ENDS)]), held_out)
    return f"{root} {rng.choice(STREET_KINDS)}"
