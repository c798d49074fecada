import { useId, useState } from 'react';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { AttentionText } from './attention-text';
import { type HeadChoice, headsOf, layersOf } from './matrix';
import type { AttendedText, AttentionBlock } from './task';

type Kind = AttentionBlock['kind'];

const VIEWS = [
  { value: 'lines', label: 'Lines', title: 'Head view: from each token to those that it looks at' },
  { value: 'map', label: 'Heat map', title: 'One row for each token that looks' },
  { value: 'model', label: 'All heads', title: 'Model view: every layer and head' },
  { value: 'token', label: 'One token', title: 'What one token looks at, and what looks at it' },
] as const;
export type View = (typeof VIEWS)[number]['value'];

const KINDS: Record<Kind, string> = {
  self: 'Self-attention',
  encoder: 'Source at itself',
  decoder: 'Translation at itself',
  cross: 'Translation at source',
};

/** Which attention is looked at, and how. Sentences that are compared share it. */
export interface Look {
  kind: Kind;
  layer: number;
  head: HeadChoice;
  view: View;
  /** Whether the tokens that the tokenizer added are drawn. */
  specials: boolean;
}

/** All views of a run's attentions: one text, or two of several side by side. */
export function AttentionExplorer({ texts }: { texts: readonly AttendedText[] }) {
  const kinds = texts[0]?.attentions.map(({ kind }) => kind) ?? [];
  const [look, setLook] = useState<Look>({
    kind: kinds.at(-1) ?? 'self',
    layer: 0,
    head: 'mean',
    view: 'lines',
    specials: true,
  });
  const [pair, setPair] = useState<readonly [number, number]>([0, 1]);
  const [chosen, setChosen] = useState<Readonly<Record<number, number>>>(() => firstChoice(texts, look.kind));
  const change = (patch: Partial<Look>) => setLook({ ...look, ...patch });
  const compared = texts.length > 1 ? pair : ([0] as const);
  const choose = (text: number, token: number) => setChosen(chosenTogether(texts, look.kind, text, token));
  return (
    <>
      <Toolbar
        look={look}
        kinds={kinds}
        block={texts[0]?.attentions.find(({ kind }) => kind === look.kind)}
        onChange={(patch) => {
          change(patch);
          if (patch.kind) setChosen(firstChoice(texts, patch.kind));
        }}
      />
      {texts.length > 2 && <PairChoice texts={texts} pair={pair} onChange={setPair} />}
      <div className={compared.length > 1 ? 'mt-4 grid gap-6 xl:grid-cols-2' : 'mt-4'}>
        {compared.map((index, side) => {
          const text = texts[index];
          return (
            text && (
              <AttentionText
                // biome-ignore lint/suspicious/noArrayIndexKey: a side stays where it is, whatever text it shows
                key={side}
                text={text}
                look={look}
                number={compared.length > 1 ? index + 1 : null}
                selected={chosen[index] ?? 0}
                onSelect={(token) => choose(index, token)}
                onHead={(layer, head) => change({ layer, head, view: 'lines' })}
              />
            )
          );
        })}
      </div>
    </>
  );
}

const queriesOf = (text: AttendedText, kind: Kind) =>
  kind === 'decoder' || kind === 'cross' ? (text.decoder?.tokens ?? []) : text.tokens;

/** The first word of each text. */
const firstChoice = (texts: readonly AttendedText[], kind: Kind): Record<number, number> =>
  Object.fromEntries(
    texts.map((text, index) => [
      index,
      Math.max(
        0,
        queriesOf(text, kind).findIndex(({ special }) => !special),
      ),
    ]),
  );

/** A word that is chosen in one text is chosen in the others too, where they have it. */
function chosenTogether(texts: readonly AttendedText[], kind: Kind, text: number, token: number) {
  const word = queriesOf(texts[text] as AttendedText, kind)[token]?.text.toLowerCase();
  return (before: Readonly<Record<number, number>>): Record<number, number> => ({
    ...before,
    ...Object.fromEntries(
      texts.flatMap((other, index) => {
        const same = queriesOf(other, kind).findIndex(({ text: own }) => own.toLowerCase() === word);
        return index === text ? [[index, token]] : same >= 0 ? [[index, same]] : [];
      }),
    ),
  });
}

interface ToolbarProps {
  look: Look;
  kinds: readonly Kind[];
  block: AttentionBlock | undefined;
  onChange(patch: Partial<Look>): void;
}

function Toolbar({ look, kinds, block, onChange }: ToolbarProps) {
  const ids = { layer: useId(), head: useId(), specials: useId() };
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ value: String(index), label: String(index + 1) }));
  return (
    <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
      {kinds.length > 1 && (
        <ChoiceButtons
          label="Which attention"
          value={look.kind}
          options={kinds.map((kind) => ({ value: kind, label: KINDS[kind] }))}
          onChange={(kind) => onChange({ kind, layer: 0, head: 'mean' })}
        />
      )}
      <ChoiceButtons label="View" value={look.view} options={VIEWS} onChange={(view) => onChange({ view })} />
      {look.view !== 'model' && (
        <div className="flex gap-3">
          <div className="w-24">
            <label htmlFor={ids.layer} className="font-medium text-xs">
              Layer
            </label>
            <Select
              id={ids.layer}
              label="Layer"
              value={String(look.layer)}
              options={numbered(block ? layersOf(block) : 0)}
              onChange={(layer) => onChange({ layer: Number(layer) })}
            />
          </div>
          <div className="w-32">
            <label htmlFor={ids.head} className="font-medium text-xs">
              Head
            </label>
            <Select
              id={ids.head}
              label="Head"
              value={String(look.head)}
              options={[{ value: 'mean', label: 'mean of all' }, ...numbered(block ? headsOf(block) : 0)]}
              onChange={(head) => onChange({ head: head === 'mean' ? 'mean' : Number(head) })}
            />
          </div>
        </div>
      )}
      <div className="flex min-h-8 items-center gap-2">
        <Switch id={ids.specials} checked={look.specials} onChange={(specials) => onChange({ specials })} />
        <label htmlFor={ids.specials} className="text-xs">
          special tokens
        </label>
      </div>
    </div>
  );
}

interface PairChoiceProps {
  texts: readonly AttendedText[];
  pair: readonly [number, number];
  onChange(pair: readonly [number, number]): void;
}

/** Which two of several texts stand side by side. */
function PairChoice({ texts, pair: [left, right], onChange }: PairChoiceProps) {
  const options = texts.map(({ text }, index) => ({
    value: String(index),
    label: `${index + 1}. ${text.slice(0, 60)}`,
  }));
  return (
    <div className="mt-4 grid gap-3 sm:grid-cols-2">
      <Select
        label="Left text"
        value={String(left)}
        options={options}
        onChange={(to) => onChange([Number(to), right])}
      />
      <Select
        label="Right text"
        value={String(right)}
        options={options}
        onChange={(to) => onChange([left, Number(to)])}
      />
    </div>
  );
}
