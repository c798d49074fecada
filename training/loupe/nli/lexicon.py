"""Words of photo captions and how they relate: what is more general, what excludes what, what could be added."""

# word: more general words. Read upwards it follows, read downwards it may or may not be so.
GENERAL = {
    word: general.split("/")
    for line in """
    man: person/adult/human/male, woman: person/adult/human/female, boy: child/person/kid, girl: child/person/kid, lady: woman/person, guy: man/person,
    gentleman: man/person, male: person, female: person, child: person/human, kid: person, toddler: child/person, baby: child/person, teenager: person,
    men: people/adults/humans, women: people/adults/humans/ladies, boys: children/people/kids, girls: children/people/kids, ladies: women/people,
    guys: men/people, children: people/humans, kids: people, toddlers: children, teenagers: people, couple: people,
    worker: person, workers: people, player: person/athlete, players: people/athletes, musician: person/performer, musicians: people/performers,
    singer: person/performer, guitarist: musician/person, drummer: musician/person, dancer: person/performer, dancers: people/performers,
    skateboarder: person, skier: person, snowboarder: person, surfer: person, swimmer: person, runner: person/athlete, runners: people, cyclist: person/biker,
    cyclists: people/bikers, biker: person, bikers: people, chef: person/cook, waiter: person/worker, doctor: person, doctors: people, policeman: officer/person,
    fireman: person, soldier: person, soldiers: people, student: person, students: people, teacher: person, farmer: person, fisherman: person,
    vendor: person, photographer: person, painter: person/artist, artist: person, clown: person/performer, bride: woman/person, groom: man, mother: woman/parent,
    father: man/parent, mom: woman/parent, dad: man/parent, cowboy: person, officer: person, officers: people, athlete: person, athletes: people, carpenter: worker,
    dog: animal/pet, dogs: animals/pets, puppy: dog/animal, cat: animal/pet, cats: animals, horse: animal, horses: animals, cow: animal, cows: animals,
    bird: animal, birds: animals, bull: animal, sheep: animals, goat: animal, monkey: animal, elephant: animal, lion: animal, duck: bird, poodle: dog, labrador: dog,
    guitar: instrument, piano: instrument, violin: instrument, drums: instruments, drum: instrument, trumpet: instrument, flute: instrument, saxophone: instrument,
    car: vehicle, truck: vehicle, bus: vehicle, van: vehicle, motorcycle: vehicle, taxi: car/vehicle, tractor: vehicle, cars: vehicles, trucks: vehicles,
    soccer: sport/game, football: sport/game, basketball: sport/game, baseball: sport/game, tennis: sport/game, hockey: sport/game, volleyball: sport/game,
    rugby: sport/game, golf: sport/game, chess: game, cards: game,
    apple: fruit, banana: fruit, orange: fruit, apples: fruit, bananas: fruit, pizza: food, sandwich: food, cake: food/dessert, bread: food, soup: food, rice: food,
    hamburger: food, salad: food, noodles: food, fruit: food, vegetables: food, cookies: food, beer: alcohol/drink, wine: alcohol/drink, coffee: drink, tea: drink, juice: drink,
    shirt: clothing, jacket: clothing, coat: clothing, dress: clothing, jeans: pants/clothing, sweater: clothing, shorts: clothing, pants: clothing, vest: clothing,
    tshirt: shirt, uniform: clothing, suit: clothing, skirt: clothing, hat: headwear, cap: hat, helmet: headgear, boots: shoes/footwear, sneakers: shoes, sunglasses: glasses,
    walking: moving, running: moving, jogging: exercising/running, sprinting: running, strolling: walking, marching: walking, swimming: exercising, skiing: exercising,
    whispering: talking, chatting: talking, speaking: talking, singing: performing, dancing: moving, jumping: moving, leaping: jumping, crawling: moving,
    sipping: drinking, grilling: cooking, frying: cooking, baking: cooking, painting: creating, drawing: creating, giggling: laughing, grinning: smiling,
    napping: sleeping, rose: flower, roses: flowers, oak: tree, sofa: furniture, couch: furniture, chair: furniture, table: furniture, bench: seat,
    river: water, lake: water, ocean: water, sea: water, pool: water, house: building, church: building, store: building, hotel: building, school: building,
    restaurant: building, museum: building, hospital: building, bicycle: vehicle, boat: vessel, canoe: boat, kayak: boat, sailboat: boat, ship: boat,
    rifle: gun, pistol: gun, ball: toy, doll: toy, book: something, newspaper: something, magazine: something, camera: device, phone: device, laptop: computer
    """.replace("\n", " ").split(",")
    for word, general in [line.strip().split(": ")]
}
# Either can stand for the other.
SAME = [
    pair.split("/")
    for pair in """couch/sofa bike/bicycle kid/child kids/children outside/outdoors inside/indoors little/small large/big street/road photo/picture
    woman/lady women/ladies man/guy men/guys near/beside pants/trousers sidewalk/pavement talking/speaking store/shop truck/lorry ocean/sea
    looking/gazing holding/grasping mom/mother dad/father many/numerous several/multiple woods/forest happy/glad beautiful/pretty start/begin
    grabbing/holding jumping/leaping cup/mug rock/stone path/trail dirt/soil hat/cap performing/playing shouting/yelling""".split()
]
# Of each line, one excludes the others.
EXCLUSIVE = [
    line.split()
    for line in """
    red blue green yellow black white orange purple pink brown gray
    man woman
    men women
    boy girl
    boys girls
    male female
    young old
    elderly young
    large small tiny
    big little
    tall short
    happy sad angry
    hot cold
    wet dry
    empty full crowded
    clean dirty
    sunny rainy
    inside outside
    indoors outdoors
    day night
    summer winter
    front back
    up down
    left right
    sitting standing running sleeping swimming lying jumping kneeling dancing flying
    sits stands runs sleeps swims jumps dances kneels
    walking sitting sleeping flying swimming
    walks sits sleeps swims
    smiling frowning crying
    laughing crying sobbing
    eating sleeping singing cooking fighting
    drinking eating reading sewing
    working sleeping relaxing playing
    buying selling
    pushing pulling
    climbing descending
    opening closing
    talking sleeping silent
    catching dropping
    dog cat horse bird elephant
    dogs cats horses birds
    guitar piano violin drums trumpet flute
    soccer football basketball baseball tennis hockey volleyball golf rugby chess
    car bus truck bicycle motorcycle boat train plane horse
    street beach kitchen bedroom restaurant forest church library gym pool office classroom desert
    park museum supermarket hospital garage theater airport
    field house store bathroom
    city farm jungle
    snow sand mud
    grass ice
    mountain beach cave
    lake desert street
    couch bench bed floor roof
    book newspaper phone laptop
    pizza cake apple soup hamburger sandwich salad
    beer coffee milk water wine
    one two three four five six
    alone together
    bald blond
    summer winter
    asleep awake
    boat bus
    doctor clown chef soldier cowboy
    morning evening
    """.strip().split("\n")
]
# What may be left out before a noun.
ADJECTIVES = set(
    "red blue green yellow black white orange purple pink brown gray grey dark bright light young old elderly older little small tiny large big huge tall short long "
    "happy sad smiling blond blonde brunette bald asian african american chinese indian beautiful pretty wooden plastic metal concrete brick colorful striped plaid "
    "dirty muddy wet snowy sandy grassy sunny crowded busy empty open public outdoor indoor bearded shirtless middle-aged teenage native professional "
    "heavy hot cold new denim leather straw winter baseball hard tan navy".split()
)
# What may be put before a noun without being known.
UNKNOWN_ADJECTIVES = "tall short rich famous tired hungry happy sad angry bored lonely nervous foreign married clever lazy sick kind professional".split()
UNKNOWN_COLOURS = "red blue green yellow black white brown new expensive old cheap dirty".split()
PEOPLE = set(
    "man woman boy girl person child lady guy men women boys girls people children kids kid baby toddler couple worker workers player players musician singer dancer "
    "student students teacher doctor officer artist cook chef athlete friends crowd group family team".split()
)
THINGS = set("shirt jacket coat dress hat car truck bus bike bicycle boat ball house building table chair bench door bag umbrella camera book phone helmet sweater".split())
UNKNOWN_ENDINGS = """with a friend; with friends; for the first time; to win a prize; before going home; on a Sunday; on a sunny day; in the morning; in the evening; after work;
after lunch; before dinner; because it is fun; because it is hot; for money; for charity; for a competition; to impress the girls; while waiting for the bus; on vacation; in New York;
in Paris; in China; during the summer; every day; with a cousin; with a brother; next to a tall tree; and thinking about dinner; after a long day; for a school project; as part of a job;
to celebrate a birthday; on the way to work; while listening to music; in a small town; with new equipment; with a sister; near a hospital; for a movie; to relax; to get some exercise;
to get to school; while it is raining; next to a red car; in front of a crowd; for a tv show; with the whole family; to stay healthy; on a date""".replace("\n", " ").split("; ")
