"""The text that the tiny vocabularies are learned from: plain sentences, written for this purpose."""

ENGLISH = """
The old lighthouse stands on a rock above the northern harbour.
Every evening the keeper climbs two hundred steps and lights the lamp.
Maria works as an engineer in Berlin and visits her brother in Paris every summer.
The company Acme opened a new office in London last year.
What is the name of the river that runs through the city?
She did not like the film, but the music was wonderful and the actors were good.
The battery lasts two days, which is better than I expected.
This is the worst phone that I have ever bought; it broke after a week.
Once upon a time there was a little fox who could not sleep.
The fox asked the owl, and the owl asked the moon, and the moon said nothing.
Scientists found that the glacier lost three metres of ice in ten years.
The government will lower the price of train tickets in March.
Our team won the game in the last minute and the whole town was singing.
Bread, butter, cheese, apples and a bottle of milk were on the table.
He reads a book, writes a letter and then walks along the river to the station.
Water boils at one hundred degrees and freezes at zero.
The doctor told the patient to rest, to drink tea and to come back on Monday.
How many people live in the village near the mountain?
About four hundred people live there, most of them farmers and their children.
The capital of France is Paris, and the capital of Germany is Berlin.
Please open the window, close the door and turn off the light.
I would like a cup of coffee and a piece of cake, please.
They have been waiting for the bus since seven o'clock, and it's raining.
A man in a red coat is playing the guitar in front of the church.
Nobody knows where the money came from or where it went.
The quick brown fox jumps over the lazy dog while the cat watches them.
You can't always get what you want, but you may get what you need.
This text is about sport, politics, science, travel or food.
Premise and hypothesis: one sentence follows from the other, contradicts it, or says nothing about it.
user: Hello, who are you? assistant: I am a small model and I answer questions.
system: You are a helpful assistant. Answer in one short sentence.
Translate English to French: the house is small. Summarize: the story is long.
"""

OTHERS = """
La vieille maison est près de la rivière, et le café est fermé le dimanche.
Où est la gare la plus proche, s'il vous plaît ?
Je voudrais une tasse de café et un morceau de gâteau.
L'été dernier, nous avons mangé des crêpes à la plage.
Das kleine Mädchen hört Musik und liest ein Buch über Füchse.
Die Straße ist heute gesperrt, weil es geschneit hat.
El niño come una manzana y bebe leche cada mañana.
Café, naïve, façade, Zürich, São Paulo, Łódź.
東京は日本の首都です。 北京是中国的首都。
Hello world! 😀 👍🏽 🎉 The sun ☀️ is shining.
"""

SENTENCES = [line for line in (ENGLISH + OTHERS).splitlines() if line]

# Words in other forms and places, so that the merges do not stop at whole sentences.
LINES = SENTENCES + [" ".join(line.split()[::-1]) for line in SENTENCES] + [line.lower() for line in SENTENCES]
