import { applyMerges, countPairs, learnMerges, type MergeStep, parseWords } from '../../../lib/concepts/byte-pairs';
import { TextArea } from '../../../ui/text-area';
import { Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';

const fields = {
  words: {
    kind: 'text',
    label: 'Words and how often they occur',
    default: 'low:5 lower:2 newest:6 widest:3',
    maxCharacters: 2000,
  },
  merges: { kind: 'number', label: 'Merges', default: 10, minimum: 0, maximum: 60, step: 1, integer: true },
  unseen: { kind: 'text', label: 'A word that was not among them', default: 'lowest', maxCharacters: 60 },
} as const;

const PAIRS_SHOWN = 6;

function View({ values: { words: text, merges, unseen }, set }: ExampleViewProps<typeof fields>) {
  const words = parseWords(text);
  const steps = learnMerges(words, merges);
  const last = steps.at(-1);
  const next = countPairs(last?.words ?? words);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Words">
        <TextArea
          label={fields.words.label}
          help="word:count, parted by spaces. A word without a count counts once."
          value={text}
          placeholder="low:5 lower:2"
          maximum={fields.words.maxCharacters}
          rows={2}
          onChange={(value) => value.length <= fields.words.maxCharacters && set({ words: value })}
        />
        <NumberKnob field={fields.merges} value={merges} onChange={(value) => set({ merges: value })} />
        <Symbols words={last?.words ?? words} />
      </Part>
      <Part title="A new word">
        <label className="grid gap-1">
          <span className="font-medium text-xs">{fields.unseen.label}</span>
          <input
            type="text"
            value={unseen}
            maxLength={fields.unseen.maxCharacters}
            onChange={(event) => set({ unseen: event.target.value })}
            className="h-8 w-full max-w-xs rounded-control border border-line-strong bg-surface px-2 font-mono text-sm"
          />
        </label>
        <p className="flex flex-wrap gap-1" data-testid="unseen">
          {applyMerges(unseen, steps).map((symbol, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: symbols have no names but their places
            <SymbolChip key={at} text={symbol} />
          ))}
        </p>
        <p className="font-medium text-xs">Pairs after {steps.length === 1 ? '1 merge' : `${steps.length} merges`}</p>
        {next.length === 0 ? (
          <p className="text-ink-soft text-sm">Nothing is left to merge.</p>
        ) : (
          <ol className="flex flex-wrap gap-x-4 gap-y-1 font-mono text-xs">
            {next.slice(0, PAIRS_SHOWN).map(({ pair, count }) => (
              <li key={pair.join(' ')}>
                {pair.join(' ')} <span className="text-ink-soft">{count}</span>
              </li>
            ))}
            {next.length > PAIRS_SHOWN && <li className="text-ink-soft">… {next.length - PAIRS_SHOWN} more</li>}
          </ol>
        )}
      </Part>
      <div className="min-w-0 xl:col-span-2">
        <Part title="Merges, in order">
          <MergeTable steps={steps} />
        </Part>
      </div>
    </div>
  );
}

function MergeTable({ steps }: { steps: readonly MergeStep[] }) {
  if (steps.length === 0) return <p className="text-ink-soft text-sm">No merge yet: words are single characters.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be wider than the window, and must scroll by keyboard
    <section aria-label="Merges" tabIndex={0} className="max-h-96 overflow-auto">
      <table aria-label="Merges" className="w-full text-left text-sm">
        <thead className="text-ink-soft text-xs">
          <tr>
            <th scope="col" className="pr-3">
              step
            </th>
            <th scope="col" className="pr-3">
              pair
            </th>
            <th scope="col" className="pr-3">
              count
            </th>
            <th scope="col">words</th>
          </tr>
        </thead>
        <tbody className="font-mono text-xs">
          {steps.map(({ pairs, merged, words }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names but their places
            <tr key={at} className="border-line border-t align-top">
              <td className="py-1 pr-3">{at + 1}</td>
              <td className="whitespace-nowrap py-1 pr-3 font-semibold">{merged.join(' ')}</td>
              <td className="py-1 pr-3 tabular-nums">{pairs[0]?.count}</td>
              <td className="min-w-56 py-1 text-ink-soft">
                {words.map(({ symbols }) => symbols.join(' ')).join(',  ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Symbols({ words }: { words: readonly { symbols: readonly string[]; count: number }[] }) {
  return (
    <ul className="grid max-h-60 gap-1.5 overflow-y-auto">
      {words.map(({ symbols, count }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand there twice
        <li key={at} className="flex flex-wrap items-center gap-1">
          {symbols.map((symbol, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <SymbolChip key={place} text={symbol} />
          ))}
          <span className="ml-1 font-mono text-ink-soft text-xs">× {count}</span>
        </li>
      ))}
    </ul>
  );
}

const SymbolChip = ({ text }: { text: string }) => (
  <span className="rounded-[4px] bg-accent-soft px-1.5 py-0.5 font-mono text-sm">{text}</span>
);

export const example = defineExample({
  id: 'byte-pairs',
  title: 'Byte-pair merges',
  order: 70,
  idea: 'Words begin as characters; the pair of symbols that stands together most often becomes one symbol, again and again. What was learned then cuts up words that were never seen.',
  formula: 'repeat: count all pairs of neighbours, merge the most frequent one everywhere',
  source:
    'Sennrich, Haddow and Birch, Neural Machine Translation of Rare Words with Subword Units (2016): low, lower, newest, widest.',
  fields,
  presets: [
    { label: 'No merge yet', values: { merges: 0 } },
    { label: 'A rhyme', values: { words: 'hug:10 pug:5 pun:12 bun:4 hugs:5', merges: 3, unseen: 'bug' } },
  ],
  View,
});
