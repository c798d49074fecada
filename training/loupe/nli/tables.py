"""The tables of the made-up captions: people, what they do, where, and in which clothes."""

# What is done: what follows from it / what is excluded / what is unknown @ where: out, in, water or any; then S where one
# sits and M where one moves.
DEEDS = """
playing a guitar : making music; playing an instrument; playing music; holding an instrument / playing the drums; cooking dinner; sleeping / earning money; playing a love song; playing in a band @ any
playing the piano : making music; playing an instrument; using their hands / playing the violin; washing dishes / practising for a concert; playing a sad song @ in S
singing into a microphone : performing; singing; using a microphone; making sounds / being silent; sleeping; reading quietly / singing a love song; singing for the first time; famous @ any
dancing : moving; moving their body / sitting still; lying in bed; asleep / dancing at a wedding; practising for a show; dancing to rock music @ any M
playing soccer : playing a sport; playing a game; exercising; kicking a ball; being active / playing tennis; playing chess; watching tv; sleeping / winning the game; playing for a school team; playing in the finals @ out M
playing basketball : playing a sport; playing a game; exercising; playing with a ball / playing golf; swimming; sitting on a couch / winning the game; practising for the championship @ any M
playing tennis : playing a sport; holding a racket; exercising; hitting a ball / playing football; eating; taking a nap / winning the match; playing against a friend @ out M
kicking a ball : playing with a ball; using a foot; moving / throwing a frisbee; sitting at a desk / scoring a goal; practising soccer @ out M
throwing a frisbee : playing with a frisbee; throwing something; using their arms / catching a fish; reading a book / playing with a dog; having a contest @ out
riding a bicycle : riding a bike; cycling; on a bike; moving; riding something / driving a car; walking; sleeping; riding a horse / going to work; racing; riding home; wearing a helmet @ out M
riding a horse : on an animal; riding an animal; on a horse / riding a bike; driving a truck; walking a dog / riding in a race; learning to ride @ out M
riding a motorcycle : on a vehicle; riding a vehicle; moving / riding a bicycle; sitting in a cafe; flying a plane / riding very fast; driving across the country @ out M
riding a skateboard : skateboarding; on a skateboard; moving / riding a horse; surfing; asleep / doing a trick; practising for a contest @ out M
surfing : riding a wave; in the water; getting wet; on a surfboard / skiing; in the desert; sleeping in bed / learning to surf; in a surfing contest @ water M
swimming : in the water; getting wet; exercising; moving through water / running; dry; on a mountain / training for a race; swimming with friends; learning to swim @ water M
skiing down a hill : skiing; in the snow; moving downhill; doing a winter sport / surfing; at the beach; swimming / racing; falling down; on vacation @ out M
climbing a rock : climbing; off the ground; moving upward; using their hands / swimming in a lake; lying in bed; driving / afraid of heights; climbing for the first time @ out M
running in a race : running; moving fast; exercising; competing / sitting down; walking slowly; asleep / winning the race; running for charity; tired @ out M
running : moving; moving fast; exercising; awake / sitting; standing still; sleeping; lying down / late for work; training for a marathon; running from a dog @ out M
walking : moving; on foot; awake / sitting; standing still; riding a bus; asleep / going home; walking to the store; late for work @ out M
walking a dog : with a dog; with an animal; walking; taking a dog for a walk / riding a horse; sitting alone; feeding cats; sleeping / going to the park; walking a new dog @ out M
jumping into the air : jumping; off the ground; moving / sitting on the ground; sleeping; lying down / trying to catch something; celebrating; very happy @ any M
sitting on a bench : sitting; seated; resting; on a bench / standing; running; swimming; lying in bed / waiting for a bus; waiting for a friend; eating lunch @ out S
sitting on a couch : sitting; seated; on furniture; on a sofa / standing; jumping; outside / watching tv; waiting for dinner; bored @ in S
sitting at a table : sitting; seated; at a table / standing up; dancing; running / waiting for food; having dinner; in a meeting @ in S
standing in line : standing; waiting; on their feet / sitting; lying down; running / buying tickets; waiting for food; angry @ any
waiting for a bus : waiting; waiting for something / driving a car; on a bus; swimming; sleeping in bed / going to work; late for school; waiting for an hour @ out
sleeping : asleep; resting; not awake; having a rest; not moving much / awake; running; singing; talking / dreaming; tired from work; having a bad dream @ in
taking a nap : sleeping; asleep; resting / awake; jumping; working; dancing / very tired; dreaming; napping after lunch @ in
reading a book : reading; looking at a book; holding something / watching tv; swimming; writing a letter; asleep / studying for an exam; reading a novel; reading a story about war @ any S
reading a newspaper : reading; holding a paper; looking at the news / burning a newspaper; dancing; sleeping / looking for a job; reading about sports @ any S
writing on paper : writing; using a pen; making marks / painting a wall; sleeping; dancing / writing a letter; doing homework @ in S
talking on a phone : talking; using a phone; holding a phone; speaking / silent; sleeping; reading a map / calling a friend; talking to the boss; making plans for dinner @ any
talking to a friend : talking; speaking; with somebody; having a conversation; with a friend / alone; silent; asleep / talking about sports; telling a joke; planning a trip @ any
using a laptop : using a computer; on a computer; working with a device / playing baseball; riding a bike; sleeping / writing an email; playing a video game; doing homework @ in S
taking a picture : using a camera; holding a camera; photographing something; taking a photo / painting a house; sleeping; swimming / taking a picture of birds; working for a newspaper; on vacation @ any
eating a sandwich : eating; eating food; having a meal; consuming food / drinking coffee; cooking soup; asleep; singing / eating lunch; very hungry; eating a ham sandwich @ any
eating pizza : eating; eating food; having some food / eating soup; cooking; running; sleeping / having dinner with family; eating a pizza with mushrooms; hungry @ in S
eating ice cream : eating; eating something cold; having dessert / eating a hot meal; drinking tea; sleeping / eating chocolate ice cream; celebrating a birthday @ any
drinking coffee : drinking; drinking something; having a drink / eating cake; drinking beer; sleeping; washing a car / tired; on a break; waiting for a friend @ any
drinking beer : drinking; drinking alcohol; having a drink / drinking milk; sleeping; driving a bus / drunk; at a party; drinking with friends @ any
cooking : preparing food; making food; making a meal / sleeping; ordering pizza; playing golf / cooking for the family; making soup; cooking dinner @ in
washing dishes : cleaning; doing chores; getting their hands wet / eating dinner; sleeping; breaking plates; playing cards / working in a restaurant; helping their mother @ in
painting a picture : making art; painting; creating something; using a brush / taking a photo; sleeping; playing soccer / painting a landscape; an artist by profession; selling paintings @ any
painting a wall : painting; working; using paint; holding a brush / washing a wall; sleeping; dancing / painting a wall blue; getting paid; painting their own house @ any
fixing a car : working; repairing a vehicle; working on a car / driving a car; washing a dog; asleep; swimming / a mechanic; fixing an old car; getting paid @ any
building a house : working; building something; doing construction work / tearing down a house; resting; eating lunch / building their own house; earning a lot of money @ out
sweeping the floor : cleaning; holding a broom; sweeping; doing chores / sitting down; sleeping; making a mess / cleaning up after a party; a janitor @ in
working on a roof : working; on top of a building; above the ground; on a roof / in a basement; sleeping in bed; swimming / fixing a leak; afraid of heights @ out
selling fruit : selling food; selling something; working / buying fruit; giving away clothes; sleeping; swimming / selling cheap apples; making a lot of money; at work since morning @ out
buying food : shopping; spending money; getting food / selling food; sleeping; swimming / buying dinner; buying food for a party; hungry @ any
shopping for clothes : shopping; looking at clothes / swimming; sleeping at home; cooking / buying a present; spending a lot of money @ in
fishing : trying to catch fish; catching fish; near water / hunting deer; in a library; sleeping / catching a big fish; fishing with a friend @ water
rowing a boat : in a boat; on the water; moving a boat / driving a car; in the desert; asleep / going to an island; in a race @ water S
driving a car : in a car; driving; in a vehicle; operating a vehicle / walking; riding a bike; sleeping in bed / going to work; late; driving too fast @ out S
pushing a stroller : pushing something; walking; using both hands / pulling a cart; sleeping; sitting / taking a baby to the park; tired; a new parent @ out M
carrying a bag : carrying something; holding something; holding a bag / empty-handed; sleeping; swimming / going to school; carrying groceries; carrying heavy books @ any
holding an umbrella : holding something; carrying an umbrella / holding a baby; without an umbrella; asleep / getting wet; waiting for a bus; protected from the sun @ out
holding a baby : holding a child; with a baby; carrying a child / alone; holding a dog; throwing a ball / a parent; trying to calm the baby; happy @ any
smiling for a camera : smiling; happy; posing; being photographed / frowning; crying; angry; asleep / on vacation; a model; in a wedding @ any
laughing : happy; making noise; amused; having fun / crying; sad; silent; sleeping / laughing at a joke; watching a comedy; drunk @ any
crying : upset; in tears; showing emotion / laughing; happy; smiling / crying because of a toy; hungry; sad about a lost dog @ any
playing a video game : playing a game; having fun; playing; looking at a screen / playing outside; sleeping; reading a book / winning the game; playing with a brother @ in S
playing cards : playing a game; holding cards; playing / playing baseball; asleep; cooking / playing poker; winning; gambling for money @ in S
playing in the sand : playing; getting dirty; having fun / swimming; sleeping indoors; working in an office / building a castle; looking for shells @ out
playing in the snow : playing; in the cold; having fun; in winter weather / at a hot beach; sleeping; swimming / making a snowman; throwing snowballs @ out
splashing in water : getting wet; playing in water; wet; having fun / dry; sleeping; reading in a library / learning to swim; splashing a friend @ water
watching a parade : watching something; looking at something; spectators of an event / in bed; watching tv at home; blind / waiting for the music; watching a holiday parade @ out
watching television : watching tv; looking at a screen; watching something / hiking; outside; reading a book; sleeping / watching a movie; watching the news @ in S
listening to music : hearing music; listening to something / hearing nothing; sleeping; swimming / listening to jazz; waiting for a train @ any
giving a speech : speaking; talking; talking to people / silent; asleep; cooking; listening quietly / running for office; nervous; speaking about peace @ in
teaching a class : teaching; working; speaking; with students / sleeping; playing in the snow; alone / teaching math; a popular teacher @ in
doing a handstand : upside down; doing a trick; using their arms / sitting; walking; sleeping / practising gymnastics; showing off @ any
juggling : throwing things; performing; using their hands / sleeping; sitting still; swimming / in a circus; juggling for money; juggling knives @ any
cutting hair : holding scissors; working with hair / cutting grass; sleeping; swimming / a hairdresser; giving a cheap haircut @ in
getting a haircut : having their hair cut; getting their hair done / cutting grass; dancing; running / getting ready for a wedding; unhappy with the result @ in S
digging a hole : digging; working; moving dirt; using a tool / filling a pool; sleeping; playing piano / planting a tree; looking for treasure @ out
watering plants : taking care of plants; using water; gardening / cutting down a tree; sleeping; driving / growing vegetables; watering roses @ out
feeding birds : feeding animals; giving food to animals; near birds / hunting birds; asleep; feeding a horse / feeding ducks with bread; at the park every day @ out
petting a dog : touching an animal; with a dog; touching a dog / petting a cat; running from a dog; swimming / petting their own dog; thinking of buying a dog @ any
hugging a friend : hugging; touching somebody; showing affection / fighting; alone; asleep / saying goodbye; happy to meet again @ any
kissing : showing affection; touching; close to each other / fighting; far apart; arguing / just married; in love for years @ any
fighting : in a fight; hurting each other; angry / hugging; sleeping; kissing / fighting about money; fighting for a prize @ any
looking through a telescope : looking at something; using a telescope / sleeping; looking at a phone; swimming / looking at the moon; a scientist @ out
""".strip().split("\n")
# Where that is : what is said / what follows / what is excluded / what is unknown.
PLACES = """
out : on a street; on a sidewalk; on a busy road; in the street / in a city; outside; outdoors; near a road / in a forest; on a boat; at home in bed; indoors / in New York; near a bank
out : in a park; in a field; in the grass; on a lawn / outside; outdoors; on grass / in an office; inside a house; in a shop; indoors / near a lake; in a big city
out : on the beach; on the sand; at the beach / outside; outdoors; near water; on sand / in the mountains; in a kitchen; indoors / in Florida; on vacation
out : in the snow; on a snowy hill; in the snow outside / outside; outdoors; in the cold / on a hot beach; inside; in a swimming pool / in Canada; in the mountains
out : in the woods; in a forest; on a trail in the forest / outside; outdoors; near trees; in nature / in a city street; in a bedroom; on a boat; indoors / near a river; lost in the woods
out : in front of a building; outside a store; in front of a church; by a brick wall / outside; outdoors; near a building / in a boat; in a desert; inside a car / in front of a new building; near a school
out : at a market; at an outdoor market / outside; outdoors; at a market / at home; in a plane; in a library / at a farmers market in the morning
out : on a farm; next to a barn / outside; outdoors; in the countryside / in a city; in an office building; on the moon / on a farm in Texas; near some cows
water : in the ocean; in the sea; in the waves / in water; outside; outdoors / in a desert; on a street; indoors / in Hawaii; near an island
water : in a lake; on a river; on a lake / near water; outside; outdoors / in a kitchen; on a mountain top; indoors / in Canada; near a forest
in : in a kitchen; in the kitchen / inside; indoors; in a room / in a field; outside; in a park / at home; in a restaurant kitchen
in : in a living room; in a bedroom; in a room; at home / inside; indoors; in a building / outside; on a beach; on a busy street / in a small apartment; in a hotel
in : in a restaurant; in a cafe; at a bar; in a crowded bar / inside; indoors; in a building; in a public place / outside; at home; on a farm; in a boat / in an Italian restaurant; in Paris
in : in a store; in a supermarket; in a shop / inside; indoors; in a building / outside; in the ocean; in a church / in a cheap store; near the fruit
in : in a classroom; at school; in a library / inside; indoors; in a building / outside; in a field; on a mountain / in a new school; in an exam
in : in an office; at a desk in an office; in a factory / inside; indoors; in a building; at work / outside; on a beach; in the woods / on the third floor; in a bank
in : in a gym; on an indoor court / inside; indoors; in a building / outside; in a church; in the sea / in a school gym
in : on stage; on a stage; in a theater / on a stage; in front of people / at home in bed; in a car; in a forest / at a famous theater; in London
""".strip().split("\n")
# Singular | plural | more general singular | plural | excluded | unknown.
WHO = """
man|men|person;adult;human;guy;male|people;adults;humans;guys;males|woman;girl;boy|husband;father;teacher;tourist
woman|women|person;adult;human;lady;female|people;adults;humans;ladies;females|man;boy;girl|wife;mother;nurse;tourist
boy|boys|child;person;kid;human|children;people;kids|girl;woman;man|brother;student
girl|girls|child;person;kid;human|children;people;kids|boy;man;woman|sister;student
child|children|person;kid;human|people;kids|man;woman;dog|boy;girl
person|people|human;somebody|humans|dog;horse;cat|man;woman
lady|ladies|woman;person|women;people|man;boy|wife;mother
teenager|teenagers|person;human;young person|people;young people|old man;baby|student;boy
worker|workers|person;human|people|child;dog|man;father
student|students|person|people|dog;baby|girl;boy
player|players|person;athlete|people;athletes|dog;cat|man;professional
""".strip().split("\n")
NUMBERS = ["two", "three", "four", "five", "six"]
AGES = {"young": ["old", "elderly"], "old": ["young"], "elderly": ["young", "teenage"], "little": ["grown", "old"], "bald": ["long-haired"], "blond": ["bald", "black-haired"], "tall": ["short"]}
COLOURS = "red blue green yellow black white orange purple pink brown gray".split()
CLOTHES = ["shirt", "jacket", "hat", "coat", "sweater", "dress", "helmet", "suit", "uniform", "vest", "cap", "t-shirt"]
GENERAL_CLOTHES = {"hat": "something on the head", "helmet": "something on the head", "cap": "a hat", "t-shirt": "a shirt"}
