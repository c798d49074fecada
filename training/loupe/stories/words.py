"""The people, places and things of the procedural stories."""

GIRLS = ["Lily", "Mia", "Anna", "Zoe", "Ruby", "Clara", "Nora", "Ella", "Ivy", "Rosa", "Maya", "Lucy", "Emma", "Tara", "Nina", "Amina", "Leila", "Sana", "Priya", "Wanjiru", "Zola", "Hana", "Mei", "Yuki", "Sofia", "Ines", "Freya", "Greta", "Olga", "Daisy", "Molly", "Sara", "Alice", "Grace", "Hazel", "Ada", "Kate", "Jane", "Polly", "Meera", "Asha", "Naledi", "Thandi", "Esi", "Ama", "Kemi", "Lulu", "Bella", "Fatima", "Elsa"]
BOYS = ["Tom", "Ben", "Max", "Sam", "Leo", "Jack", "Tim", "Oscar", "Hugo", "Felix", "Noah", "Adam", "Omar", "Ravi", "Arjun", "Kofi", "Kwame", "Juma", "Tunde", "Sipho", "Mateo", "Diego", "Luis", "Ivan", "Karl", "Finn", "Otto", "Peter", "Paul", "Will", "Harry", "George", "Henry", "Theo", "Eli", "Amir", "Hassan", "Kenji", "Taro", "Wei", "Jomo", "Bilal", "Rohan", "Anand", "Bobby", "Billy", "Joe", "Nick", "Toby", "Fred"]
PET_NAMES = ["Pip", "Dot", "Fluff", "Biscuit", "Pepper", "Nutmeg", "Bramble", "Thistle", "Button", "Patch", "Socks", "Bubbles", "Clover", "Tumble", "Whisper", "Pebble", "Acorn", "Smudge", "Marble", "Ginger", "Hoppy", "Misty", "Sunny", "Rusty", "Dusty", "Snowy", "Coco", "Mocha", "Waffle", "Pickle", "Peanut", "Olive", "Poppy", "Fern", "Willow", "Moss", "Twig", "Sprout", "Scout", "Chip", "Tuft", "Plum"]
ANIMALS = ["mouse", "rabbit", "fox", "bear", "squirrel", "hedgehog", "duck", "frog", "owl", "cat", "dog", "puppy", "kitten", "turtle", "elephant", "lion", "monkey", "goat", "lamb", "pig", "donkey", "mole", "badger", "beaver", "penguin", "crow", "sparrow", "hen", "goose", "otter", "deer", "snail", "giraffe", "zebra", "hippo", "crocodile", "tiger", "panda", "bee", "ant"]
SIZES = ["little", "small", "young", "tiny", "little", "small"]
TRAITS = [
    "kind", "curious", "brave", "shy", "clever", "cheerful", "careful", "gentle", "playful", "quiet", "funny", "lively", "helpful", "stubborn",
    "dreamy", "polite", "friendly", "busy", "proud", "patient",
]
COATS = ["brown", "grey", "white", "black", "spotted", "golden", "fluffy", "round", "striped", "red"]
COLOURS = ["red", "blue", "green", "yellow", "white", "purple", "orange", "pink", "silver", "golden", "brown", "black"]

# place: (the place, being there, something seen there, another)
PLACES = [
    ("the park", "in the park", "tall trees", "a wide green lawn"),
    ("the forest", "in the forest", "old oaks", "a narrow path"),
    ("the beach", "on the beach", "white shells", "warm sand"),
    ("the garden", "in the garden", "yellow flowers", "a stone wall"),
    ("the river", "by the river", "smooth stones", "a wooden bridge"),
    ("the farm", "on the farm", "brown cows", "a big red barn"),
    ("the hill", "on the hill", "soft grass", "a single pine tree"),
    ("the market", "at the market", "baskets of fruit", "a row of bright stalls"),
    ("the lake", "by the lake", "tall reeds", "a little boat"),
    ("the meadow", "in the meadow", "wild flowers", "a hollow tree"),
    ("the village square", "in the village square", "busy people", "an old well"),
    ("the playground", "at the playground", "two swings", "a long slide"),
    ("the orchard", "in the orchard", "apple trees", "a broken fence"),
    ("the school yard", "in the school yard", "noisy children", "a big chestnut tree"),
]

# toy: what can be carried, loved and lost
TOYS = [
    "ball", "kite", "doll", "toy car", "toy boat", "drum", "book", "hat", "scarf", "whistle", "teddy bear", "toy train", "spinning top", "flute",
    "lantern", "basket", "bell", "button", "ring", "key", "umbrella", "blanket", "cup", "paintbrush", "marble", "bracelet", "backpack", "puppet",
]
HIDING_PLACES = [
    ("under the bed", "under the bed"), ("behind the door", "behind the door"), ("in the kitchen", "in the kitchen"),
    ("under the big tree", "under the big tree"), ("behind the shed", "behind the shed"), ("in the tall grass", "in the tall grass"),
    ("next to the old well", "next to the old well"), ("in the basket", "in the basket"), ("under the table", "under the table"),
    ("near the gate", "near the gate"), ("behind a large stone", "behind a large stone"), ("inside a hollow log", "inside a hollow log"),
    ("between two bushes", "between two bushes"), ("on top of the wall", "on top of the wall"),
]
FOODS = [
    "apples", "bread", "honey", "berries", "soup", "cookies", "pancakes", "carrots", "nuts", "cheese", "plums", "cherries", "rice", "corn", "pears",
    "mangoes", "porridge", "jam", "cake", "bananas",
]
SKILLS = [
    ("ride a bicycle", "rode the bicycle", "fell off"), ("swim", "swam across the pond", "swallowed some water"),
    ("fly a kite", "flew the kite", "saw the kite crash into a bush"), ("bake bread", "baked a warm brown loaf", "burned the bread"),
    ("whistle", "whistled a whole song", "made no sound at all"), ("climb trees", "climbed to the highest branch", "slid down again"),
    ("read", "read a whole page", "mixed up the letters"), ("play the flute", "played a sweet tune", "made an ugly squeak"),
    ("skip rope", "skipped twenty times", "got tangled in the rope"), ("draw horses", "drew a fine horse", "drew something like a potato"),
    ("catch a ball", "caught the ball", "dropped the ball"), ("tie a knot", "tied a strong knot", "ended with a loose string"),
    ("dance", "danced from one end of the room to the other", "stepped on everybody's feet"), ("skate", "skated in a big circle", "fell on the ice"),
]
FEARS = [
    ("the dark", "night came", "the shadows looked like monsters", "held a small lamp", "saw only a chair and a coat"),
    ("thunder", "a storm came", "every rumble made the windows shake", "counted slowly after each flash", "heard the thunder move far away"),
    ("deep water", "it was time to cross the river", "the water looked cold and black", "put in one toe and then one foot", "felt the cool water carry everything"),
    ("loud dogs", "the big dog next door barked", "its teeth looked very long", "held out a hand quite slowly", "felt a warm wet tongue"),
    ("high places", "it was time to climb the tower", "the ground seemed a mile away", "looked up and not down", "saw the whole village below"),
    ("new people", "visitors came to the house", "every face was strange", "said hello in a low voice", "heard a friendly hello come back"),
    ("the old bridge", "they had to cross the old bridge", "the boards creaked and moved", "took one step and then another", "stood on the other side"),
    ("spiders", "a spider came down from the ceiling", "it had so many legs", "looked at it closely", "saw that it was only spinning a web"),
]
BUILDINGS = [
    ("a sandcastle", "a big wave came and washed it away", "farther from the water"), ("a tower of blocks", "it wobbled and crashed to the floor", "on a flat board"),
    ("a tree house", "a strong wind blew the roof off", "with longer nails"), ("a snowman", "the sun came out and it began to melt", "in the shade of the barn"),
    ("a little boat of wood", "water ran in and it sank", "with wax in every crack"), ("a bridge of stones", "the stones rolled away", "with wider stones at the bottom"),
    ("a kite of paper", "it tore on a thorn", "with stronger paper"), ("a nest of straw", "it slipped off the branch", "where two branches met"),
    ("a tent of blankets", "it fell on everyone's head", "with a broom in the middle"), ("a scarecrow", "the birds only laughed at it", "with a tall black hat"),
]
HURT_CREATURES = [
    ("bird", "a hurt wing", "fly", "flew up into the blue sky"), ("kitten", "a thorn in its paw", "walk", "ran in circles on the grass"),
    ("puppy", "a sore leg", "walk", "jumped over a log"), ("butterfly", "wet wings", "fly", "fluttered from flower to flower"),
    ("lamb", "a cut on its knee", "walk", "skipped back to the flock"), ("turtle", "a net around its shell", "swim", "paddled out into the waves"),
    ("squirrel", "a sore tail", "climb", "raced to the top of a tree"), ("duckling", "a string around its foot", "swim", "paddled after the other ducks"),
    ("fox cub", "a bruised paw", "run", "ran back into the woods"), ("baby owl", "a bent feather", "fly", "glided away without a sound"),
]
GIFTS = [
    ("a cake", "flour, eggs and sugar", "it came out of the oven as flat as a plate", "covered it with berries"),
    ("a picture", "paper and paint", "a drop of blue paint fell right in the middle", "turned the drop into a little bird"),
    ("a necklace", "string and shells", "the string broke and the shells rolled everywhere", "tied them on a stronger string"),
    ("a song", "a few new words", "the last line would not rhyme", "hummed the last line instead"),
    ("a flower crown", "daisies and grass", "the goat ate half of it", "filled the gaps with leaves"),
    ("a scarf", "a ball of soft wool", "it had a big hole", "sewed a red heart over the hole"),
    ("a card", "thick paper and glue", "two pages stuck together", "cut a little window in the page"),
    ("a pie", "apples and dough", "the crust cracked from side to side", "put a star of dough on the crack"),
]
MISHAPS = [
    ("the blue vase", "broke into pieces", "bumped the table"), ("the jar of honey", "spilled over the floor", "climbed on a chair to taste it"),
    ("the window", "cracked", "kicked a ball too hard"), ("Grandmother's cup", "lost its handle", "played with it"),
    ("the birthday cake", "fell on the floor", "tried to lick the cream"), ("the garden gate", "stayed open, and the hens ran out", "forgot to close it"),
    ("the new book", "got a torn page", "pulled it too fast"), ("the clean sheets", "turned brown with mud", "ran through them with dirty hands"),
    ("the lamp", "went out and would not shine again", "turned the little screw"), ("the fence", "lost two boards", "swung on it"),
]
WISHES = [
    ("to touch the moon", "climbed the highest hill", "the moon was still far away", "the moon was shining in a bucket of water"),
    ("to be as big as an elephant", "ate three dinners", "nothing grew but a round belly", "only someone small could creep through the hole and open the door"),
    ("to have a hundred toys", "wished on a star", "there was no room left to play", "one good toy and one good friend were enough"),
    ("to see the sea", "followed the river all day", "the road was longer than the day", "every river comes to the sea at last if it keeps going"),
    ("to be a king", "made a crown of leaves", "nobody wanted to carry the crown's heavy rules", "a friend is better company than a servant"),
    ("to catch the wind", "ran with an open bag", "the bag was always empty", "the wind was already holding up the kite"),
    ("to find the end of the rainbow", "walked over three fields", "the rainbow moved away each time", "the colours were in the drops on every leaf"),
    ("to know everything", "asked a question every minute", "every answer brought two new questions", "asking was the best part"),
]
HELPERS = [
    ("an old owl", "The owl", "she"), ("a wise turtle", "The turtle", "he"), ("an old woman with a basket", "The old woman", "she"),
    ("a shepherd", "The shepherd", "he"), ("a friendly crow", "The crow", "he"), ("a fisherman", "The fisherman", "he"),
    ("a grey donkey", "The donkey", "he"), ("a baker", "The baker", "she"), ("a tall heron", "The heron", "she"), ("a woodcutter", "The woodcutter", "he"),
    ("a farmer", "The farmer", "she"), ("a little green frog", "The frog", "he"),
]
