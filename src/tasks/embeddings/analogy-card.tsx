import { Fragment, useId, useMemo, useState } from 'react';
import { analogy, nearest, type Vectors, vectorAt } from '../../lib/embeddings/vectors';
import { SimilarityBars } from './similarity-bars';

interface AnalogyCardProps {
  texts: readonly string[];
  vectors: Vectors;
}

/** A browser's list of suggestions grows slow beyond these. */
const SUGGESTED = 1000;
const SHOWN = 8;
const CLASSIC = ['king', 'man', 'woman'] as const;
const SIGNS = ['', '−', '+'] as const;

/** a − b + c: what is to the third as the first is to the second, among the texts of this result. */
export function AnalogyCard({ texts, vectors }: AnalogyCardProps) {
  const id = useId();
  const places = useMemo(() => placesOf(texts), [texts]);
  const [words, setWords] = useState<readonly string[]>(() => startingWords(texts, places));
  const rows = words.map((word) => places.get(keyOf(word)) ?? null);
  const missing = words.find((word, index) => word.trim() !== '' && rows[index] === null);
  const [a = null, b = null, c = null] = rows;
  const asked = useMemo(() => alike(texts, words), [texts, words]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="max-w-prose text-ink-soft text-xs">
        Vectors can be added: king − man + woman lies near queen in models of single words. Only texts of this list are
        ranked; a single text shows its neighbours.
      </p>
      <datalist id={`${id}-texts`}>
        {texts.slice(0, SUGGESTED).map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts may be the same
          <option key={index} value={text} />
        ))}
      </datalist>
      <div className="flex flex-wrap items-center gap-2">
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: three fields, always the same ones
          <Fragment key={index}>
            {SIGNS[index] && <span className="font-mono">{SIGNS[index]}</span>}
            <input
              aria-label={`${['First', 'Second, taken away', 'Third, added'][index]} text`}
              list={`${id}-texts`}
              value={word}
              aria-invalid={word.trim() !== '' && rows[index] === null}
              onChange={({ target }) => setWords(words.map((old, i) => (i === index ? target.value : old)))}
              className="h-8 w-36 min-w-0 grow rounded-control border border-line-strong bg-surface px-2 text-sm sm:grow-0"
            />
          </Fragment>
        ))}
      </div>
      {missing !== undefined && (
        <p role="alert" className="text-danger text-xs [overflow-wrap:anywhere]">
          “{missing}” is not among the texts. Add it above and run again, or take another.
        </p>
      )}
      {missing === undefined && a !== null && (
        <SimilarityBars
          texts={texts}
          neighbours={
            b !== null && c !== null
              ? analogy(vectors, [a, b, c], SHOWN, asked)
              : nearest(vectors, vectorAt(vectors, a), SHOWN, [a])
          }
        />
      )}
    </div>
  );
}

const keyOf = (text: string): string => text.trim().toLowerCase();

/** All places of what was asked for: a list may have a text twice, which is no answer. */
function alike(texts: readonly string[], words: readonly string[]): number[] {
  const asked = new Set(words.map(keyOf));
  return texts.flatMap((text, index) => (asked.has(keyOf(text)) ? [index] : []));
}

/** Where each text stands first. */
function placesOf(texts: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [index, text] of texts.entries()) if (!places.has(keyOf(text))) places.set(keyOf(text), index);
  return places;
}

const startingWords = (texts: readonly string[], places: Map<string, number>): readonly string[] =>
  CLASSIC.every((word) => places.has(word)) ? CLASSIC : [texts[0] ?? '', '', ''];
