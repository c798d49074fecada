import { useId, useMemo } from 'react';
import { useView } from '../../run/use-view';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { AttentionText } from './attention-text';
import { CHOSEN, choose, chosenToken, type Kind, type Look, lookOf, VIEWS, viewOf } from './look';
import { headsOf, layersOf } from './matrix';
import type { AttendedText, AttentionBlock } from './task';

const KINDS: Record<Kind, string> = {
  self: 'Self-attention',
  encoder: 'Source at itself',
  decoder: 'Translation at itself',
  cross: 'Translation at source',
};

/** All views of a run's attentions: one text, or two of several side by side. */
export function AttentionExplorer({ texts }: { texts: readonly AttendedText[] }) {
  const [view, setView] = useView();
  const look = useMemo(() => lookOf(view, texts), [view, texts]);
  const change = (patch: Partial<Look>) => setView(viewOf(patch));
  const shown = (texts.length > 1 ? look.pair : [0]).flatMap((index) => texts[index] ?? []);
  return (
    <>
      <Toolbar
        look={look}
        kinds={texts[0]?.attentions.map(({ kind }) => kind) ?? []}
        block={texts[0]?.attentions.find(({ kind }) => kind === look.kind)}
        onChange={change}
      />
      {texts.length > 2 && <PairChoice texts={texts} pair={look.pair} onChange={(pair) => change({ pair })} />}
      <div className={shown.length > 1 ? 'mt-4 grid gap-6 xl:grid-cols-2 xl:gap-y-0' : 'mt-4'}>
        {shown.map((text, side) => (
          <AttentionText
            // biome-ignore lint/suspicious/noArrayIndexKey: a side stays where it is, whatever text it shows
            key={side}
            text={text}
            look={look}
            number={shown.length > 1 ? (look.pair[side] ?? 0) + 1 : null}
            selected={chosenToken(view[CHOSEN[side] ?? ''], text, look.kind)}
            onSelect={(token) => setView(choose(token, side, shown, look.kind))}
            onHead={(layer, head) => change({ layer, head, view: 'lines' })}
          />
        ))}
      </div>
    </>
  );
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
