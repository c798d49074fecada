import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ModelEntry } from '../contract/model';
import { factsOf, hubIdIn, isLocal } from './model-facts';

interface ModelListProps {
  models: readonly ModelEntry[];
  /** Hub ids outside the catalogue that were used before. */
  recent: readonly string[];
  /** Ids of models that are stored on this machine. */
  here: readonly string[];
  chosen: string;
  onChoose(id: string): void;
}

/** Starters, the catalogue, and any id of the Hub, in one list that is searched by typing. */
export default function ModelList({ models, recent, here, chosen, onChoose }: ModelListProps) {
  const [query, setQuery] = useState('');
  const typed = query.trim();
  const typedId = hubIdIn(typed);
  const catalogue = models.map(({ id }) => id);
  const known = [...catalogue, ...recent, ...here];
  const ownHere = here.filter((id) => !catalogue.includes(id));
  const used = recent.filter((id) => !here.includes(id));
  const item = (id: string, children: ReactNode, keywords: string[] = []) => (
    <ModelItem key={id} id={id} keywords={keywords} chosen={id === chosen} onChoose={onChoose}>
      {children}
    </ModelItem>
  );
  const entry = (model: ModelEntry) =>
    item(
      model.id,
      <>
        <span className="block">{model.summary}</span>
        <span className="block">
          {[...factsOf(model), ...(here.includes(model.id) ? ['on this machine'] : [])].join(' · ')}
        </span>
      </>,
      [model.title, ...model.languages],
    );
  return (
    <Command label="Models" loop filter={contains} className="flex max-h-[min(26rem,70dvh)] flex-col">
      <Command.Input
        autoFocus
        value={query}
        onValueChange={setQuery}
        placeholder="Search, or type a Hub id: owner/name"
        spellCheck={false}
        className="m-1 h-9 shrink-0 rounded-control border border-line-strong bg-surface px-2.5 text-sm outline-none focus:border-accent"
      />
      <Command.List className="min-h-0 overflow-y-auto p-1">
        <Command.Empty className="px-2.5 py-3 text-ink-soft text-xs">
          None here. Any model of the Hugging Face Hub with ONNX weights will do: type its id, owner/name.
        </Command.Empty>
        {typedId && (typedId !== typed || !known.includes(typedId)) && (
          <Group heading="Any Hub id">
            {item(typedId, 'From the Hugging Face Hub. Chosen, it is described before anything is downloaded.', [
              typed,
            ])}
          </Group>
        )}
        <Group heading="Starter">{models.filter(({ source }) => source === 'starter').map(entry)}</Group>
        {ownHere.length > 0 && (
          <Group heading="On this machine">
            {ownHere.map((id) => item(id, isLocal(id) ? 'A model of your own.' : 'From the Hugging Face Hub, stored.'))}
          </Group>
        )}
        {used.length > 0 && (
          <Group heading="Used before">{used.map((id) => item(id, 'From the Hugging Face Hub.'))}</Group>
        )}
        <Group heading="Catalogue">{models.filter(({ source }) => source === 'hub').map(entry)}</Group>
      </Command.List>
    </Command>
  );
}

/** Every word that was typed is in the id, the title or the languages. */
function contains(value: string, search: string, keywords: string[] = []): number {
  const text = [value, ...keywords].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-soft"
    >
      {children}
    </Command.Group>
  );
}

interface ModelItemProps {
  id: string;
  keywords: string[];
  chosen: boolean;
  onChoose(id: string): void;
  children: ReactNode;
}

function ModelItem({ id, keywords, chosen, onChoose, children }: ModelItemProps) {
  return (
    <Command.Item
      value={id}
      keywords={keywords}
      onSelect={() => onChoose(id)}
      className="relative cursor-pointer rounded-control py-1.5 pr-2 pl-7 data-[selected=true]:bg-accent-soft"
    >
      {chosen && <Check aria-label="chosen" className="absolute top-2 left-1.5 size-4" />}
      <span className="block font-mono text-xs [overflow-wrap:anywhere]">{id}</span>
      <span className="block text-ink-soft text-xs">{children}</span>
    </Command.Item>
  );
}
