/** Words that say nothing of what a sentence is about. */
const FUNCTION_WORDS = new Set(
  'a an the and or but nor so yet of in on at to from by for with about as into over after before between through during without within is are was were be been being am has have had do does did will would can could shall should may might must not no it its he she they them his her their this that these those there here i you we us our your my me him who which what when where how why than then also very just more most much many some any each'.split(
    ' ',
  ),
);

/** One sentence of the source, and how much of a summary sentence can be found in it, from 0 to 1. */
export interface Source {
  sentence: number;
  share: number;
}

const SMALLEST_SHARE = 0.2;
const MOST_SOURCES = 3;

/**
 * Which sentences of the source each sentence of a summary drew on, judged by the words alone: the share of its content
 * words and word pairs that occur in the source sentence (the recall of ROUGE-1 and ROUGE-2, averaged; Lin 2004). Words
 * that an earlier and better source accounts for do not count again. It shows where to look; it proves nothing.
 */
export function drawnFrom(summarySentences: readonly string[], sourceSentences: readonly string[]): Source[][] {
  const sources = sourceSentences.map(featuresOf);
  return summarySentences.map((sentence) => {
    const wanted = featuresOf(sentence);
    const total = wanted.size;
    const found: Source[] = [];
    while (total > 0 && wanted.size > 0 && found.length < MOST_SOURCES) {
      const shares = sources.map((features) => [...wanted].filter((feature) => features.has(feature)).length / total);
      const share = Math.max(...shares);
      if (share < SMALLEST_SHARE) break;
      const best = shares.indexOf(share);
      found.push({ sentence: best, share });
      for (const feature of sources[best] ?? []) wanted.delete(feature);
    }
    return found;
  });
}

/** Content words, and pairs of neighbours among them. */
function featuresOf(sentence: string): Set<string> {
  const words = (sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !FUNCTION_WORDS.has(word));
  return new Set([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)]);
}
