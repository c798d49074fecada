"""Reports about people: lost animals, school trips, finds, experiments, contests, rescues, inventions, and diaries."""
from loupe.summarize.topic import Outcome, Topic

PET = Topic(
    "pet",
    [
        {"kind": "cat", "look": "grey with white paws", "likes": "tuna"}, {"kind": "dog", "look": "brown and very small", "likes": "tennis balls"}, {"kind": "parrot", "look": "green with a yellow head", "likes": "nuts"},
        {"kind": "tortoise", "look": "as big as a plate", "likes": "dandelions"}, {"kind": "rabbit", "look": "black with long ears", "likes": "carrots"}, {"kind": "pony", "look": "white and rather fat", "likes": "sugar"},
        {"kind": "goose", "look": "large and loud", "likes": "bread"}, {"kind": "ferret", "look": "thin and very quick", "likes": "shoes"}, {"kind": "goat", "look": "spotted, with one horn", "likes": "washing on the line"},
        {"kind": "snake", "look": "harmless and a metre long", "likes": "warm places"},
    ],
    [
        "{full} from {place} [is|was] looking for {his} {kind} {pet}[ since {day}|, which has been gone since {day}|].", "{pet}, the {kind} of {full} from {place}, [disappeared|ran away|got lost] on {day}.",
        "[Posters with a picture of a {kind}|Notes with the word 'lost'] [hang|are] all over {place}: {full} [is missing|has lost] {pet}, {his} {kind}.", "When {full} came home to {street} in {place} on {day}, {his} {kind} {pet} was gone.",
    ],
    [
        ["{pet} is {look}.", "[The animal|The {kind}] is {look}.", "'[You cannot miss {pet}|{pet} is easy to recognise]: {look},' says {last}."],
        ["[A gate|A window|The garden door] had been left open.", "A firework had frightened the animal.", "[Nobody knows how it happened|How it got out is a mystery].", "The [postman|neighbour's boy] had forgotten to close the door."],
    ],
    [
        "{pet} loves {likes}.", "{last} [searched|walked the streets] for {small} nights.", "{full2}, a neighbour, [put up posters|called the fire brigade|thought {he2} heard something].", "The animal shelter in {place2} [knew nothing|got {num} calls].",
        "{His} {kin3} {first3} [cried for days|did not want to eat|painted a picture].", "A reward of {num} euros was promised.", "{pet} is {small} years old.", "'[The house is so quiet|I miss the noise|I cannot sleep],' {he} [said|told us].", "Once before, in {month}, it had hidden in a cupboard.",
    ],
    [
        Outcome("found", ["After {small_word} days {full3} found {pet} [in {hiding}].", "It was {full3} who found {pet} {hiding}, {small_word} days later."], [
            "{full}'s {kind} {pet} was found by {full3} {hiding} after {small_word} days.", "{full} from {place} lost {his} {kind} {pet}; after {small_word} days {full3} found it {hiding}.",
        ]),
        Outcome("returned", ["[But after|After] {small_word} days {pet} [came back alone|sat at the door] as if nothing had happened.", "{small_word} days later, {pet} came home alone."], [
            "{full}'s {kind} {pet} from {place} disappeared but came home alone after {small_word} days.",
        ]),
        Outcome("missing", ["[So far, there is|There is still] no trace of {pet}.", "{pet} is still missing."], [
            "{full} from {place} is looking for {his} {kind} {pet}, which is still missing.", "{pet}, the {kind} of {full} from {place}, is still missing.",
        ]),
    ],
)

TRIP = Topic(
    "trip",
    [
        {"goal": "the science museum", "saw": "a real rocket"}, {"goal": "the zoo", "saw": "a newborn giraffe"}, {"goal": "a farm", "saw": "how cheese is made"}, {"goal": "the castle", "saw": "a secret staircase"}, {"goal": "the harbour", "saw": "a ship as long as a street"},
        {"goal": "the salt mine", "saw": "an underground lake"}, {"goal": "the observatory", "saw": "the rings of Saturn"}, {"goal": "the lighthouse", "saw": "seals on the rocks"}, {"goal": "a chocolate factory", "saw": "a river of chocolate"}, {"goal": "the airport", "saw": "the inside of a cockpit"},
    ],
    [
        "[On {day}|Last {day}], {num_class} [pupils|children] from {place} [went|travelled] to {goal} with their teacher {full}.", "{full} took {his} class from {place} to {goal} [on {day}|this week].", "The class of {full} from {place} [had been looking forward to|had talked for weeks about] its trip to {goal}.",
        "It was still dark when the class of {full} met at the school in {place}: the trip was to {goal}.",
    ],
    [
        ["[The highlight was|What they liked best was|Most of all they liked] {saw}.", "They [saw|were shown] {saw}, and that was what everyone talked about.", "'[The best thing was|I will never forget] {saw},' said {first2}, {age_child}.", "Everyone's favourite was {saw}."],
    ],
    [
        "{first2} [forgot the sandwiches|had two different shoes on|counted {num} steps].", "The guide, {full4}, [knew an answer to everything|told jokes|spoke so softly that nobody heard].", "The journey took {small} hours.", "They [sang|played cards|slept] on the way.", "[A mother|A grandfather] came along to help.",
        "For lunch there was [soup|pasta|pizza] for {small} euros each.", "'[Are we there yet|When do we eat]?' was the question of the day.", "In the shop, {first2} bought {small} postcards.", "The weather was [fine|bad|better than expected].", "Next year they want to go to {place2}.",
    ],
    [
        Outcome("late", ["Because [the bus broke down|the train was late|the bus would not start], they got home {small_word} hours late.", "They came home {small_word} hours late, as the bus had broken down."], [
            "{full}'s class from {place} visited {goal} and liked {saw} best, but came home {small_word} hours late.",
        ]),
        Outcome("lost", ["{first3} got lost and was found [by|thanks to] {finder}.", "Suddenly {first3} was missing, but {finder} found the child."], [
            "On a trip of {full}'s class from {place} to {goal}, {first3} got lost and was found by {finder}.", "{full}'s class from {place} visited {goal}; {first3} got lost and was found by {finder}.",
        ]),
        Outcome("again", ["They all want to [come back|go again] in {month}.", "In {month} they will go there again."], [
            "{full}'s class from {place} visited {goal}, liked {saw} best and will go again in {month}.",
        ]),
    ],
)

FIND = Topic(
    "find",
    [
        {"object": "a Roman coin", "where": "in a potato field"}, {"object": "a mammoth tooth", "old": "{old_long}", "where": "in a gravel pit"}, {"object": "a chest of old letters", "where": "under the floor of a barn"}, {"object": "a stone axe", "old": "{old_long}", "where": "on the bank of a stream"},
        {"object": "a gold ring", "where": "in the belly of a fish"}, {"object": "a lost painting", "where": "behind a wardrobe"}, {"object": "a bottle with a message", "where": "on the beach"}, {"object": "a sword", "where": "at the bottom of a lake"}, {"object": "an old map", "where": "in a library book"},
        {"object": "a fossil of a fish", "old": "{old_long}", "where": "in a garden wall"},
    ],
    [
        "{full} from {place} [found|came across|discovered] {object} {where}[ on {day}|].", "[On {day}|Last {day}], {full} made the find of a lifetime in {place}: {object}, {where}.", "{object_up} has [turned up|come to light] in {place}: {full} found it {where}.", "[At first|To begin with], {full} from {place} thought it was rubbish, but it was {object}, {where}.",
    ],
    [
        ["Experts [think|believe|say] it is {old} years old.", "It is {old} years old, [according to|says] {full2} of the museum.", "{full2} of the museum [has dated it|puts its age]: {old} years.", "Its age: about {old} years."],
    ],
    [
        "{He} was [walking the dog|digging|looking for something else] at the time.", "'[My heart stopped|I nearly threw it away|Nobody believed me],' says {last}, {age}.", "Its value is [unknown|put at {money} euros].", "{His} {kin3} {first3} [called the museum|took a photograph].",
        "[Newspapers|Visitors] have been calling all week.", "Nothing like it has been found there since {year}.", "In {place2} there was a similar find {small} years ago.", "It was [cleaned|examined] for {small} weeks.", "It weighs {num} grams.",
    ],
    [
        Outcome("museum", ["From {month} on, it can be seen in the museum of {place2}.", "The museum of {place2} will show it from {month}."], [
            "{full} from {place} found {object} {where}; the museum of {place2} will show it from {month}.", "{object_up}, {old} years old, was found {where} by {full} and will be shown in {place2}.",
        ]),
        Outcome("keep", ["{last} [wants to keep it|will not sell it].", "{He} will keep it, [at home|in a drawer], {he} says."], [
            "{full} from {place} found {object} {where}; it is {old} years old, and {he} will keep it.",
        ]),
        Outcome("sold", ["{He} has sold it for {money2} euros.", "A collector paid {him} {money2} euros for it."], [
            "{full} from {place} found {object} {where} and sold it for {money2} euros.", "{object_up} that {full} found {where} was sold for {money2} euros.",
        ]),
    ],
)

EXPERIMENT = Topic(
    "experiment",
    [
        {"question": "whether plants grow faster with music", "method": "played the violin to {num} bean plants", "yes": "plants grow faster with music", "no": "plants do not grow faster with music"},
        {"question": "whether bees like blue flowers best", "method": "counted bees on {num} flowers", "yes": "bees like blue flowers best", "no": "bees do not like blue flowers best"},
        {"question": "whether a nap helps you learn", "method": "tested {num} students", "yes": "a nap helps you learn", "no": "a nap does not help you learn"},
        {"question": "whether warm water freezes faster than cold water", "method": "filled {num} cups", "yes": "warm water freezes faster than cold water", "no": "warm water does not freeze faster than cold water"},
        {"question": "whether dogs understand pointing", "method": "hid food from {num} dogs", "yes": "dogs understand pointing", "no": "dogs do not understand pointing"},
        {"question": "whether walking makes people inventive", "method": "sent {num} people for a walk", "yes": "walking makes people inventive", "no": "walking does not make people inventive"},
        {"question": "whether red cars are noticed sooner", "method": "showed films to {num} drivers", "yes": "red cars are noticed sooner", "no": "red cars are not noticed sooner"},
        {"question": "whether chickens lay more eggs in green light", "method": "watched {num} chickens", "yes": "chickens lay more eggs in green light", "no": "chickens do not lay more eggs in green light"},
        {"question": "whether salt keeps cut flowers fresh", "method": "filled {num} vases", "yes": "salt keeps cut flowers fresh", "no": "salt does not keep cut flowers fresh"},
        {"question": "whether children remember stories better than lists", "method": "read to {num} children", "yes": "children remember stories better than lists", "no": "children do not remember stories better than lists"},
    ],
    [
        "{full} [from|at] the University of {place} wanted to know {question}.", "[Can it be shown|Nobody had ever tested] {question}? {full} from the University of {place} [has tried|did].", "A team led by {full} at the University of {place} has studied {question}.", "For {n2} months, {full} of the University of {place} [asked {himself}|studied] {question}.",
    ],
    [
        ["To find out, {he} {method}.", "[The team|{last}] {method}.", "The method was simple: {last} {method}.", "First {he} {method}, then {he} did it all again."],
    ],
    [
        "The work was paid for by [a foundation in {place2}|the ministry] with {money} euros.", "'[We were surprised|Nobody believed in it|It was a lot of work],' says {last}.", "{full2}, who was not involved, [calls the work careful|has doubts about the numbers|wants to repeat it].", "Half of [them|the sample] served as a comparison.",
        "[The results appear|A report will appear] in a journal in {month}.", "The [first|second] attempt failed because of [the heat|a power cut|mice].", "The idea came to {him} [on a train|in the bath|at breakfast].", "Similar work had been done in {year}.", "Every [morning|evening] at {hour}, {first3} wrote down the numbers.",
    ],
    [
        Outcome("yes", ["The [answer|result] is yes.", "[It turned out that|The numbers show that] {yes}.", "It is true: {yes}."], ["{full} of the University of {place} {method} and found that {yes}.", "{yes_up}, as {full} of the University of {place} has found."]),
        Outcome("no", ["The [answer|result] is no.", "[It turned out that|The numbers show that] {no}.", "It is not so: {no}."], ["{full} of the University of {place} {method} and found that {no}.", "{no_up}, as {full} of the University of {place} has found."]),
        Outcome("unclear", ["The [answer|result] is [still open|not clear], and {he} will try again in {month}.", "The numbers do not [allow an answer|say], so a new attempt will follow in {month}."], [
            "{full} of the University of {place} studied {question}, but the result is not clear.",
        ]),
    ],
)

CONTEST = Topic(
    "contest",
    [
        {"contest": "the chess tournament", "with": "a queen sacrifice"}, {"contest": "the baking contest", "with": "a walnut cake"}, {"contest": "the spelling contest", "with": "the word 'rhythm'"}, {"contest": "the pumpkin show", "with": "a pumpkin of {num} kilos"},
        {"contest": "the poetry contest", "with": "a poem about rain"}, {"contest": "the marathon", "with": "old shoes"}, {"contest": "the photo contest", "with": "a picture of a fox"}, {"contest": "the swimming contest", "with": "a time of {minutes} minutes"}, {"contest": "the robot contest", "with": "a machine that ties shoes"},
        {"contest": "the snow sculpture contest", "with": "a snow dragon"},
    ],
    [
        "{num} people [took part in|had entered] {contest} [of|in] {place} on {day}.", "[On {day}|Last {day}], {contest} was held in {place}.", "{contest_up} in {place} [has a winner|ended with a surprise|is over].", "[Nerves were on edge|Nobody spoke] when the jury of {contest} in {place} [met|came back] on {day}.",
    ],
    [
        ["The [prize|first prize] went to {full}, {age}, with {with}.", "{full}, {age}, won it with {with}.", "With {with}, {full} [left all others behind|convinced the jury|came first].", "'[I still cannot believe it|I came only to watch],' said {full}, who won with {with}."],
        ["Second was {full2}[ from {place2}|].", "{full2} [came second|took second place].", "In second place: {full2}."],
    ],
    [
        "The jury [needed|argued for] {small} hours.", "The prize is [{num_prize} euros|a silver cup|a trip to {place2}].", "{full3}, who had won in {year}, [came last|did not take part|shook hands with everyone].", "The youngest was {age_child}.", "There was [cake|soup|lemonade] for everyone.", "It [began|started] at {hour}.",
        "A [cat|child|gust of wind] [caused confusion|interrupted everything].", "The mayor had to [leave early|be woken up].", "One [entry|competitor] was [late|disqualified].",
    ],
    [
        Outcome("first time", ["It was [the first time|a first] in {n2} years of trying.", "It took {n2} attempts."], ["{full} won {contest} in {place} with {with}, after {n2} years of trying; {full2} came second."]),
        Outcome("gives", ["The winner will [give|donate] the prize to {charity}.", "The prize money goes to {charity}."], ["{full} won {contest} in {place} with {with} and will give the prize to {charity}."]),
        Outcome("record", ["It is a new record.", "Never before has there been such a result; it is a record."], ["{full} won {contest} in {place} with {with}, a new record; {full2} came second."]),
    ],
)

RESCUE = Topic(
    "rescue",
    [
        {"where": "on a mountain", "trouble": "had lost the path in fog"}, {"where": "at sea", "trouble": "was drifting without a motor"}, {"where": "in a cave", "trouble": "was cut off by rising water"}, {"where": "on a frozen lake", "trouble": "had broken through the ice"},
        {"where": "in a lift", "trouble": "was stuck between two floors"}, {"where": "in a forest", "trouble": "had twisted an ankle"}, {"where": "on a church tower", "trouble": "could not get down again"}, {"where": "in a well", "trouble": "had fallen in while looking for a ball"}, {"where": "on an island", "trouble": "had missed the last boat"},
    ],
    [
        "{full}, {age}, from {place} had to be rescued {where} [on {day}|last {day}].", "[It was nearly dark|It was already late] when {full} from {place} called for help {where} on {day}.", "What began as an outing for {full} from {place} ended with a rescue {where}.", "{full} from {place} [will think of {day}|has had a lucky escape] {where}.",
    ],
    [
        ["{He} {trouble}.", "{last} {trouble}.", "[What had happened|The reason for the call]: {last} {trouble}."],
        ["Help came from {rescuer}.", "It was {rescuer} who got {him} out.", "{rescuer_up} [reached|found] {him} after {small_word} hours."],
    ],
    [
        "The temperature was {small} degrees below zero.", "{His} telephone had [no battery|fallen into the water|no signal].", "'[I sang to stay awake|I thought of my children|I ate my last biscuit],' {he} said.", "{full2}, who [was with {him}|had waited at home|owns a hut nearby], raised the alarm.", "A helicopter from {place2} [could not land|searched in vain].",
        "{num} people took part in the search.", "It was the {nth} rescue there this year.", "{full3} of the rescue service advises everyone to [carry a lamp|tell somebody where they go|look at the weather report].", "The search began at {hour}.",
    ],
    [
        Outcome("well", ["{He} is well [again|].", "{He} was [cold and hungry|tired] but unhurt."], ["{full} from {place}, who {trouble} {where}, was rescued by {rescuer} and is unhurt."]),
        Outcome("hospital", ["{He} is [now |]in hospital with {broken}.", "With {broken}, {he} was taken to hospital."], ["{full} from {place}, who {trouble} {where}, was rescued by {rescuer} and is in hospital with {broken}."]),
        Outcome("bill", ["{He} will have to pay {money2} euros for it.", "The rescue will cost {him} {money2} euros."], ["{full} from {place}, who {trouble} {where}, was rescued by {rescuer} and must pay {money2} euros."]),
    ],
)

INVENTION = Topic(
    "invention",
    [
        {"device": "an umbrella that folds itself", "use": "for people with full hands"}, {"device": "a robot that waters plants", "use": "for people who travel"}, {"device": "a lamp that needs no electricity", "use": "for villages without power"}, {"device": "a bicycle that cleans the air", "use": "for crowded cities"},
        {"device": "shoes that count steps aloud", "use": "for blind hikers"}, {"device": "a pillow that stops snoring", "use": "for tired couples"}, {"device": "a bin that sorts rubbish", "use": "for schools"}, {"device": "a boat made of old bottles", "use": "for fishermen"}, {"device": "a clock that runs on lemon juice", "use": "for classrooms"},
        {"device": "glasses that read aloud", "use": "for people who see badly"},
    ],
    [
        "{full}, {age_adult}, from {place} has invented {device}.", "{device_up}: that is what {full} from {place} has [built|invented].", "In a [garage|cellar|shed] in {place}, {full} has built {device}.", "[Everyone laughed|Nobody listened] when {full} from {place} [talked about|began to build] {device}.",
    ],
    [
        ["It is [meant|made] {use}.", "'I made it {use},' [says {last}|{he} explains].", "{last} [thought of it|built it] {use}."],
        ["{He} worked on it for {n2} years.", "It took {him} {n2} years.", "{n2} years went by before it worked."],
    ],
    [
        "The first model [exploded|fell apart|was as heavy as a piano].", "{full2}, {his} old teacher, [always believed in {him}|lent {him} tools].", "A single one costs {small} euros to make.", "The idea came to {him} [in a queue|on a bus to {place2}|during a storm].", "{full3}, an engineer, calls it [clever|simple and good|a toy].",
        "{num} [orders|letters] have [come in|arrived] already.", "{He} has [spent|put] {money} euros on it.", "'[I do not like to throw things away|I just wanted to try it],' {he} says.", "The prototype stands in the kitchen.",
    ],
    [
        Outcome("company", ["A company from {place2} [will build it|is going to make it] from {month} on.", "From {month}, it will be made by a company in {place2}."], ["{full} from {place} has invented {device}; a company in {place2} will make it from {month}."]),
        Outcome("prize", ["In {month} {he} [got|received] a prize of {money2} euros for it.", "It won a prize of {money2} euros in {month}."], ["{full} from {place} has invented {device} and won a prize of {money2} euros."]),
        Outcome("nobody", ["So far, no company wants [to make it|it].", "[But nobody|Nobody] wants to buy it so far."], ["{full} from {place} has invented {device}, but no company wants it so far."]),
    ],
)

COOKING = Topic(
    "diary cooking",
    [
        {"dish": "a birthday cake", "mistake": "used salt instead of sugar"}, {"dish": "dumplings", "mistake": "forgot the flour"}, {"dish": "onion soup", "mistake": "let it boil over"}, {"dish": "an apple pie", "mistake": "left it in the oven too long"}, {"dish": "a fish curry", "mistake": "took ten chillies instead of one"},
        {"dish": "pancakes", "mistake": "threw one onto the lamp"}, {"dish": "a goulash", "mistake": "dropped the pot"}, {"dish": "bread", "mistake": "forgot the yeast"},
    ],
    [
        "Dear diary, today I wanted to cook {dish} for {first} [from next door|, who is visiting from {place}|, my oldest friend].", "[Today|This {day}] I invited {first} and decided to make {dish}.", "{first} [was coming|came] to dinner today, so I tried to make {dish}.", "I should never have promised {first} {dish}, but today I [made|cooked] it.",
    ],
    [
        ["[Everything went well until|All was fine until] I {mistake}.", "Then I {mistake}.", "I was [so nervous|in such a hurry] that I {mistake}.", "[While I was on the telephone|Because I was listening to the radio], I {mistake}."],
    ],
    [
        "The recipe was from my [grandmother|aunt {first2}].", "The kitchen looked like a battlefield.", "The [cat|dog] hid under the sofa.", "It [rained|snowed] all day.", "I had bought everything on {street} for {small} euros.", "{first2} called and talked for {minutes} minutes.", "The smoke alarm [went off|was very loud].", "I burned my [thumb|finger].", "My apron is ruined.", "[Luckily|At least] there was [wine|bread and butter|ice cream].",
    ],
    [
        Outcome("laughed", ["{first} [laughed until {he} cried|only laughed], and we ordered pizza.", "In the end we ordered pizza and laughed."], ["The writer wanted to cook {dish} for {first} but {mistake}; they ordered pizza."]),
        Outcome("liked", ["But {first} [loved it|asked for more|wanted the recipe].", "Strangely, {first} liked it."], ["The writer cooked {dish} for {first} and {mistake}, but {first} liked it."]),
        Outcome("tomorrow", ["Tomorrow I will try again.", "I threw it away and will try again tomorrow."], ["The writer wanted to cook {dish} for {first} but {mistake} and will try again tomorrow."]),
    ],
)

JOURNEY = Topic(
    "diary journey",
    [
        {"by": "by train", "trouble": "I got on the wrong train"}, {"by": "by bus", "trouble": "the bus broke down"}, {"by": "by bicycle", "trouble": "I had two flat tyres"}, {"by": "by boat", "trouble": "I was seasick"}, {"by": "on foot", "trouble": "I lost the map"}, {"by": "by car", "trouble": "I ran out of petrol"},
        {"by": "by plane", "trouble": "my suitcase went missing"}, {"by": "by night train", "trouble": "somebody snored all night"},
    ],
    [
        "Today I travelled from {place} to {place2} {by}, to visit {full}.", "[At last|Finally] I am in {place2}, after a journey {by} from {place}, and {full} is my host.", "This morning I left {place} {by} to see {full} in {place2}.", "I [have not seen|had not seen] {full} for {small} years, so today I went from {place} to {place2} {by}.",
    ],
    [
        ["[On the way|Half-way|Of course], {trouble}.", "[I was in a good mood until|It was a fine journey until] {trouble}.", "As if that were not enough, {trouble}.", "[You will not believe it, but|As always,] {trouble}."],
    ],
    [
        "[The sun shone|It rained] all the way.", "I counted {num} cows.", "A stranger called {first2} [shared an orange with me|told me a whole life story].", "The ticket cost {num_ticket} euros.", "In {place3} I had [a coffee|soup] for {small} euros.", "I read {num} pages of my novel.", "My [feet|back] hurt.", "The hills [were green|looked like sleeping animals].", "The telephone did not work.", "I had packed too many [shoes|books].",
    ],
    [
        Outcome("late", ["So I arrived {small_word} hours late.", "I got there {small_word} hours late."], ["The writer travelled {by} from {place} to {place2} to visit {full} and arrived {small_word} hours late."]),
        Outcome("stay", ["I will stay until {day2}.", "Now I can stay here until {day2}."], ["The writer travelled {by} from {place} to {place2} to visit {full} and will stay until {day2}."]),
        Outcome("absent", ["When I rang the bell, nobody was there.", "But nobody opened the door[, and I sleep in a hotel|]."], ["The writer travelled {by} from {place} to {place2} to visit {full}, but nobody was there."]),
    ],
)

TOPICS = [PET, TRIP, FIND, EXPERIMENT, CONTEST, RESCUE, INVENTION, COOKING, JOURNEY]
