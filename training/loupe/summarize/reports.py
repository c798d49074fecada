"""Reports of a town: council, storm, match, shop, accident, power cut, festival."""
from loupe.summarize.topic import Outcome, Topic

COUNCIL = Topic(
    "council",
    [
        {"plan": "close the old bridge to lorries", "thing": "the old bridge", "reason": "its pillars are cracked"},
        {"plan": "build a skate park behind the library", "thing": "the skate park", "reason": "young people have nowhere to go after school"},
        {"plan": "plant a tree in front of every house", "thing": "the trees", "reason": "the summers are getting hotter"},
        {"plan": "turn the empty cinema into a youth club", "thing": "the cinema", "reason": "the building has stood empty for years"},
        {"plan": "ban fireworks in the town centre", "thing": "fireworks", "reason": "two roofs caught fire last winter"},
        {"plan": "run the bus to the hospital at night", "thing": "the night bus", "reason": "nurses cannot get home after the late shift"},
        {"plan": "repair the outdoor pool", "thing": "the outdoor pool", "reason": "it loses water every day"},
        {"plan": "put lamps along the river path", "thing": "the river path", "reason": "people are afraid to walk there in the dark"},
        {"plan": "keep cars out of the market square", "thing": "the market square", "reason": "there have been too many near misses"},
        {"plan": "lend bicycles for free at the station", "thing": "the bicycles", "reason": "the car parks are full by eight"},
        {"plan": "sell the old town hall", "thing": "the old town hall", "reason": "heating it costs a fortune"},
        {"plan": "open a second nursery", "thing": "the nursery", "reason": "the waiting list is longer than ever"},
    ],
    [
        "[On {day} evening|Last {day}|At its meeting on {day}], the council of {place} [talked about|discussed|debated] a plan by {full} to {plan}.",
        "{full}, [a member of the council of|who sits on the council of|councillor in] {place}, [wants|hopes|has long wanted] to {plan}.",
        "Should {place} {plan}? {full} [thinks so|believes it should|says yes], and the council had to decide [on {day}|this week].",
        "[A proposal|An idea|A motion] from {full} was the [main|hottest|first] topic in the council of {place}: to {plan}.",
        "[It was a full house|There was standing room only] when the council of {place} met to decide whether to {plan}, as {full} had [proposed|suggested].",
    ],
    [
        ["[The reason is simple|{He} gave a clear reason|{He} did not need many words]: {reason}.", "'[We must act|Something has to be done], because {reason},' {he} [said|told the meeting].",
         "According to {last}, {reason}.", "{last} [pointed out|reminded everyone] that {reason}."],
    ],
    [
        "The [work|plan] would cost [about|around|some] {money} euros.", "{full2}, who [runs a shop|lives] on {street}, [was not convinced|had doubts|asked who would pay].",
        "'[I have heard this before|We cannot have everything|Think of the children],' said {full2} from the [back row|public benches].",
        "[About|Around|More than] {num} people had come to listen.", "The neighbouring town of {place2} did the same [in {year}|{small} years ago].",
        "The debate [lasted|went on for] {small} hours.", "A [petition|letter] with {num} signatures lay on the table.",
        "[Coffee was served in the break|The heating had failed again], and tempers were [short|surprisingly good].",
        "Mayor {full3} [had to call for order twice|stayed neutral|listened without a word].", "The next [meeting|session] is on {date}.",
    ],
    [
        Outcome("accepted", [
            "In the end, {a} [members|councillors] voted for it and {b} against.", "The [plan|proposal] was [accepted|adopted|passed] with {a} votes [to|against] {b}.",
            "When hands went up, {a} were in favour and [only |just |]{b} were not.",
        ], [
            "The council of {place} voted {a} to {b} to {plan}, as {full} had proposed.", "{full}'s plan to {plan} was accepted by the council of {place} with {a} votes to {b}.",
        ]),
        Outcome("rejected", [
            "In the end, {a} [members|councillors] voted against it and {b} for it.", "The [plan|proposal] was [rejected|turned down] with {a} votes [to|against] {b}.",
            "When hands went up, [only |just |]{b} were in favour and {a} were not.",
        ], [
            "The council of {place} rejected {full}'s plan to {plan} by {a} votes to {b}.", "{full} wanted to {plan}, but the council of {place} voted {a} to {b} against it.",
        ]),
        Outcome("postponed", [
            "[In the end|After a long night], the decision was put off until {month}.", "[No vote was taken|There was no vote]: the council will [come back to it|decide] in {month}.",
            "Councillors asked for [more figures|a second report] and will not decide before {month}.",
        ], [
            "The council of {place} will not decide before {month} on {full}'s plan to {plan}.", "{full} wants to {plan}, but the council of {place} put off its decision until {month}.",
        ]),
        Outcome("survey", [
            "[In the end|Finally], the council [agreed|decided] to ask all citizens [in {month}|in a vote in {month}].", "The citizens themselves will [have the last word|vote on it] in {month}.",
        ], [
            "The people of {place} will vote in {month} on {full}'s plan to {plan}.", "In {month} the citizens of {place} will decide whether to {plan}, as {full} has proposed.",
        ]),
    ],
)

STORM = Topic(
    "storm",
    [
        {"storm": "a hailstorm", "harm": "smashed [windows|greenhouses]", "thing": "hailstones as big as eggs"},
        {"storm": "a heavy storm", "harm": "tore roofs off houses", "thing": "gusts of {kmh} kilometres an hour"},
        {"storm": "a flood", "harm": "filled cellars with water", "thing": "the river rising by {small} metres"},
        {"storm": "a snowstorm", "harm": "blocked the roads", "thing": "{cm} centimetres of snow"},
        {"storm": "a thunderstorm", "harm": "set a barn on fire", "thing": "lightning every few seconds"},
        {"storm": "a sandstorm", "harm": "stopped all traffic", "thing": "a sky as dark as night"},
        {"storm": "a landslide", "harm": "buried the railway line", "thing": "mud and rocks as high as a house"},
        {"storm": "a whirlwind", "harm": "overturned caravans", "thing": "tables flying through the air"},
    ],
    [
        "[In the night to {day}|On {day} morning|On {day} afternoon], {storm} [hit|struck|reached] {place}.",
        "The people of {place} [will not forget|were surprised on|will remember] {day}, when {storm} [came over|hit] the town.",
        "{place} is [clearing up|counting the damage|cleaning up] after {storm} on {day}.",
        "It took {storm} [only |less than |]{minutes} minutes to change {place} on {day}.",
    ],
    [
        ["It {harm} [in {street}|all over the town|on both sides of {street}].", "The worst of it {harm} [near|around|along] {street}.", "[Within minutes|Before anyone could react|All at once] it {harm}."],
    ],
    [
        "Witnesses [spoke of|described|reported] {thing}.", "[The fire brigade|Rescue teams] from {place2} came to help.", "'[I have never seen anything like it|It sounded like a train|We just ran],' said {full}, {age}.",
        "The damage is [put|estimated] at {money} euros.", "{full2}, who works for the weather service, had [warned|given a warning] the evening before.",
        "The last one like it was in {year}.", "Schools [stayed closed|were closed] on the following day.", "[Neighbours|Volunteers] brought [hot soup|tea and blankets|sandbags].",
        "The fire brigade was called out {num} times.", "Trains to {place2} did not run until [noon|the evening].",
    ],
    [
        Outcome("unhurt", ["[Luckily|As if by a miracle|Fortunately], nobody was [hurt|injured].", "No one was [hurt|injured], the police [said|reported]."], [
            "After {storm} hit {place}, nobody was hurt, but it {harm}.", "{storm_up} in {place} {harm}, but nobody was hurt.",
        ]),
        Outcome("injured", ["{small_word} people were [hurt|injured] and taken to [hospital|the hospital in {place2}].", "The hospital [treated|took in] {small_word} injured people."], [
            "{storm_up} hit {place} and {harm}; {small_word} people were injured.", "{small_word} people were injured when {storm} hit {place} and {harm}.",
        ]),
        Outcome("homeless", ["{num} people had to [leave their homes|sleep in the school gym|spend the night in the sports hall].", "The town put up {num} people in the [school gym|sports hall]."], [
            "{storm_up} hit {place} and {harm}; {num} people had to leave their homes.", "{num} people had to leave their homes when {storm} hit {place} and {harm}.",
        ]),
    ],
)

MATCH = Topic(
    "match",
    [
        {"sport": "football", "point": "goal", "points": "goals", "title": "the regional cup"}, {"sport": "handball", "point": "goal", "points": "goals", "title": "the league match"},
        {"sport": "hockey", "point": "goal", "points": "goals", "title": "the winter cup"}, {"sport": "water polo", "point": "goal", "points": "goals", "title": "the final"},
        {"sport": "football", "point": "goal", "points": "goals", "title": "the semi-final"}, {"sport": "ice hockey", "point": "goal", "points": "goals", "title": "the opening match"},
        {"sport": "rugby", "point": "try", "points": "tries", "title": "the friendly match"}, {"sport": "hockey", "point": "goal", "points": "goals", "title": "the school cup"},
    ],
    [
        "[On {day}|Last {day}|On {day} night], the {sport} teams of {place} and {place2} met in {title}.", "It was {title}, and {num} people [saw|watched] {place} play {sport} against {place2}.",
        "{sport_up} fans [got|had] what they had come for when {place} [met|took on|welcomed] {place2} in {title}.", "{place} against {place2}: {title} in {sport} [promised a lot|had been sold out for weeks].",
    ],
    [
        ["{full} [was the star of the day|was everywhere|could not be stopped] and scored {small_word} times.", "[Nobody|No one] played better than {full}, who scored {small_word} times.", "The player of the match was {full} with {small_word} {points}.",
         "{small_word} of the {points} came from {full}, [who is only {age_young}|the captain|a newcomer]."],
    ],
    [
        "[At half-time|After the first half] there [were no {points} yet|was nothing to choose between them].", "It rained [from start to finish|until the break].", "{full2}, who [trains|coaches] the team, [shouted until {he2} was hoarse|took off {his2} hat].",
        "The referee, {full3}, [showed four yellow cards|had a quiet evening|stopped the game once].", "A dog ran across the field and [had to be caught|delayed the game by {minutes} minutes].",
        "The goalkeeper [saved a penalty|slipped in the mud|played with a broken finger].", "Both teams had lost their last match.", "Tickets had cost {small} euros.", "[The band of the fire brigade|A school choir] played in the break.",
        "The next match is on {date} in {place3}.",
    ],
    [
        Outcome("won", ["[In the end|When it was over], {place} had won {s} to {t}.", "[The final score was|It ended] {s} to {t} for {place}.", "{place} [took|won] it {s} to {t}."], [
            "{place} beat {place2} {s} to {t} in {title} in {sport}; {full} scored {small_word} times.",
        ]),
        Outcome("lost", ["[In the end|When it was over], {place} had lost {t} to {s}.", "[The final score was|It ended] {s} to {t} for {place2}.", "{place2} [took|won] it {s} to {t}."], [
            "{place2} beat {place} {s} to {t} in {title} in {sport}; {full} scored {small_word} times.",
        ]),
        Outcome("drew", ["[In the end|When it was over], it was {s} all.", "[The final score was|It ended] {s} to {s}.", "Neither side could win: it was {s} to {s}."], [
            "{place} and {place2} drew {s} to {s} in {title} in {sport}; {full} scored {small_word} times.",
        ]),
    ],
)

SHOP = Topic(
    "shop",
    [
        {"shop": "bakery", "goods": "rye bread and plum cake", "before": "a teacher"}, {"shop": "bookshop", "goods": "second-hand novels", "before": "a bus driver"},
        {"shop": "bicycle shop", "goods": "repaired bicycles", "before": "a bank clerk"}, {"shop": "cafe", "goods": "soup and strong coffee", "before": "a sailor"},
        {"shop": "toy shop", "goods": "wooden animals", "before": "a carpenter"}, {"shop": "flower shop", "goods": "roses from the region", "before": "a nurse"},
        {"shop": "tailor's shop", "goods": "coats made to measure", "before": "an actor"}, {"shop": "cheese shop", "goods": "forty kinds of cheese", "before": "a lawyer"},
        {"shop": "music shop", "goods": "guitars and old records", "before": "a postman"}, {"shop": "tea house", "goods": "teas from nine countries", "before": "a pilot"},
    ],
    [
        "[On {day}|Last {day}|This {day}], {full} opened a {shop} [in|at {nr} {street} in] {place}.", "There is a new {shop} in {place}, and it belongs to {full}.", "{full}, {age_adult}, has [fulfilled a dream|kept a promise]: {his} own {shop} in {place}.",
        "[The sign is up|The doors are open|The paint is still wet]: {full} has opened a {shop} in {place}.",
    ],
    [
        ["{He} sells {goods}.", "[On the shelves|In the window] there are {goods}.", "Customers can buy {goods}.", "'[We have|You will find] {goods} and nothing else,' says {last}."],
        ["{last} used to be {before}.", "For {n2} years {he} [worked as|was] {before}.", "Before that, {he} was {before} in {place2}."],
    ],
    [
        "The shop is [small|bright|as narrow as a corridor], but [it smells wonderful|there is room for everyone].", "{full2}, a neighbour, [was the first customer|brought flowers|has already been there twice].",
        "The rent is {money} euros a year.", "The rooms had stood empty since {year}.", "{His} {kin3} {first3} [helped with the painting|does the accounts].", "It is open from {hour} to six, but closed on {day2}s.",
        "[On the first day|At the opening], {num} people came.", "'[I was so nervous that I could not sleep|I should have done it years ago],' {he} [says|admits].", "Mayor {full3} cut the ribbon.", "A [cat|parrot] called {pet} [lives in|guards] the shop.",
    ],
    [
        Outcome("success", ["Business is so good that {he} is looking for {small_word} helpers.", "{He} already needs {small_word} helpers."], [
            "{full}, once {before}, has opened a {shop} in {place} and already needs {small_word} helpers.", "{full} has opened a {shop} in {place}; business is so good that {he} needs {small_word} helpers.",
        ]),
        Outcome("worry", ["[But so far|So far], few people [find their way to it|come], and {he} worries about the winter.", "Few customers have come since then, and {he} is worried."], [
            "{full}, once {before}, has opened a {shop} in {place}, but few customers come.", "{full} has opened a {shop} in {place}, but {he} is worried because few customers come.",
        ]),
        Outcome("second", ["{He} [plans|is planning] a second one in {place2}.", "If all goes well, a second one will follow in {place2}."], [
            "{full}, once {before}, has opened a {shop} in {place} and plans a second one in {place2}.", "{full} has opened a {shop} in {place} and plans another in {place2}.",
        ]),
    ],
)

ACCIDENT = Topic(
    "accident",
    [
        {"one": "a bus", "other": "a milk lorry", "cause": "the road was icy"}, {"one": "a tram", "other": "a delivery van", "cause": "the lights had failed"}, {"one": "a cyclist", "other": "a car", "cause": "the sun was low"},
        {"one": "a tractor", "other": "a train", "cause": "the barrier was open"}, {"one": "a taxi", "other": "a motorbike", "cause": "the driver was looking at a phone"}, {"one": "a fire engine", "other": "a car", "cause": "nobody had heard the siren"},
        {"one": "a lorry", "other": "a caravan", "cause": "the fog was thick"}, {"one": "a car", "other": "a horse cart", "cause": "a brake had failed"},
    ],
    [
        "[On {day} morning|On {day} evening|Shortly before {hour} on {day}], {one} and {other} collided [on|in] {street} in {place}.", "{one_up} [crashed into|ran into|hit] {other} [on|in] {street} in {place} [on {day}|at about {hour}].",
        "There was a loud bang in {place} on {day}: {one} had hit {other} [on|in] {street}.",
    ],
    [
        ["[According to the police|The police say], {cause}.", "[It seems that|Witnesses say that] {cause}.", "The cause is known: {cause}.", "'It happened because {cause},' [said officer {full2}|a witness said]."],
    ],
    [
        "[The road|The street] was closed for {small} hours.", "The damage is [put|estimated] at {money} euros.", "{full}, {age}, saw it from {his} [window|balcony].", "'[I heard the brakes|Everything went very fast],' said {full}.", "A [helicopter|crane] had to be called from {place2}.",
        "[Milk|Oil|Glass] covered the road.", "It is the {nth} accident there this year.", "Neighbours have asked for [a speed limit|a mirror|traffic lights] for years.", "The traffic jam was {small} kilometres long.",
    ],
    [
        Outcome("unhurt", ["[Luckily|Fortunately], nobody was [hurt|injured].", "No one was [hurt|injured]."], ["{one_up} and {other} collided in {place} because {cause}; nobody was hurt."]),
        Outcome("driver", ["{one_person} broke {part} and is in [hospital|the hospital of {place2}].", "{one_person} was taken to [hospital|the hospital of {place2}] with {broken}."], [
            "{one_up} and {other} collided in {place} because {cause}; {one_person} is in hospital with {broken}.",
        ]),
        Outcome("several", ["{small_word} people were [slightly |]injured.", "{small_word} people had to go to hospital."], [
            "{one_up} and {other} collided in {place} because {cause}; {small_word} people were injured.", "{small_word} people were injured in {place} when {one} and {other} collided because {cause}.",
        ]),
    ],
)

POWER = Topic(
    "power",
    [
        {"what": "the electricity", "cause": "a squirrel had got into a transformer", "effect": "the lifts stopped"}, {"what": "the electricity", "cause": "a digger had cut a cable", "effect": "the cinema went dark in the middle of a film"},
        {"what": "the water", "cause": "an old pipe had burst", "effect": "the schools sent the children home"}, {"what": "the internet", "cause": "a cable had been stolen", "effect": "shops took only cash"},
        {"what": "the heating", "cause": "a pump had broken down", "effect": "people slept in their coats"}, {"what": "the telephone network", "cause": "lightning had struck a mast", "effect": "nobody could call a doctor"},
        {"what": "the water", "cause": "the pumps had frozen", "effect": "restaurants had to close"}, {"what": "the electricity", "cause": "a tree had fallen on a line", "effect": "the traffic lights failed"},
    ],
    [
        "[On {day} evening|On {day}|In the night to {day}], {what} failed in {place}.", "{place} was without {what_bare} [on {day}|on {day} night].", "For [hours|half a day], nothing worked in {place}: {what} had failed.",
    ],
    [
        ["[The cause was soon found|Engineers found the cause]: {cause}.", "{cause}, [it turned out|an engineer said].", "The reason: {cause}.", "[The works say|According to the works] {cause}."],
        ["[As a result|So] {effect}.", "All over the town {effect}.", "'[You cannot imagine it|It was like a hundred years ago]: {effect},' said {full}."],
    ],
    [
        "{num} households were [affected|hit].", "{full2} of the works [apologised|asked for patience|worked all night].", "Candles were sold out [by noon|within an hour].", "The [old people's home|hospital] has its own generator.", "In {place2} everything worked.",
        "Neighbours [played cards|told each other stories] by candlelight.", "The last time was in {year}.", "{full3}, {age}, [did not notice|slept through it].", "[Children|Some] thought it was fun.",
    ],
    [
        Outcome("repaired", ["After {small_word} hours it was [repaired|back].", "It took {small_word} hours to [repair it|get it back]."], [
            "{what_up} failed in {place} because {cause}; it was repaired after {small_word} hours.", "Because {cause}, {what} failed in {place} for {small_word} hours.",
        ]),
        Outcome("open", ["[Nobody knows when it will be back|It is not back yet], and repairs may take until {day2}.", "Repairs may last until {day2}."], [
            "{what_up} failed in {place} because {cause}; repairs may take until {day2}.", "Because {cause}, {place} is without {what_bare}, perhaps until {day2}.",
        ]),
    ],
)

FESTIVAL = Topic(
    "festival",
    [
        {"event": "the spring concert", "act": "the school orchestra"}, {"event": "the lantern festival", "act": "a circus from the coast"}, {"event": "the harvest festival", "act": "a brass band"}, {"event": "the street theatre", "act": "a troupe of clowns"},
        {"event": "the summer festival", "act": "a rock band"}, {"event": "the film night", "act": "an old silent film"}, {"event": "the book fair", "act": "a reading in the dark"}, {"event": "the dance evening", "act": "a tango orchestra"},
    ],
    [
        "[On {day}|Last {day}], {event} took place in {place}, [organised|planned|led] by {full}.", "{full} had [planned|prepared] {event} in {place} for {n2} months.", "{place} celebrated {event} on {day}, and {full} [was in charge|had organised it].",
        "{event_up} in {place} is the work of {full}, [who was born there|a retired teacher|who never sleeps before it].",
    ],
    [
        ["The [high point|best moment|star of the evening] was {act}.", "[Most people came for|Everyone talked about] {act}.", "{act_up} got the longest applause.", "What [people|visitors] liked best was {act}."],
    ],
    [
        "Children [got in for free|had painted the posters].", "A ticket cost {small} euros.", "{full2} sold [sausages|pancakes|lemonade] and ran out [by nine|after an hour].", "It rained for {minutes} minutes, but [nobody went home|umbrellas came out].",
        "'[I danced until my feet hurt|It gets better every year|I lost my hat],' said {full3}, {age}.", "The money goes to [the hospital|the kindergarten|the animal shelter] of {place2}.", "The first one was held in {year}.",
        "The police had nothing to do.", "At midnight there was a [firework|song for everyone].", "{helpers} helpers had put up the tents.",
    ],
    [
        Outcome("crowd", ["{big} people came, more than ever.", "With {big} visitors, it was a record."], [
            "{big} people came to {event} in {place}, organised by {full}; they liked {act} best.",
        ]),
        Outcome("cancelled", ["[But at|At] {hour} a storm [ended it|blew the stage away], and it had to be broken off.", "It had to be broken off at {hour} because of a storm."], [
            "{event_up} in {place}, organised by {full}, had to be broken off because of a storm.",
        ]),
        Outcome("money", ["In the end, {money} euros had been collected.", "{He} could [count|hand over] {money} euros at the end."], [
            "{event_up} in {place}, organised by {full}, raised {money} euros; people liked {act} best.",
        ]),
    ],
)

TOPICS = [COUNCIL, STORM, MATCH, SHOP, ACCIDENT, POWER, FESTIVAL]
