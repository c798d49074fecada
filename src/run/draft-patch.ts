import type { ParameterValues } from '../contract/parameter';
import type { InputValues, TaskDefinition } from '../contract/task';
import type { Draft } from './draft';

/** What a permalink or an example sets; the rest of the draft goes back to defaults, or stays. */
export type DraftPatch = { input?: InputValues; sources?: Draft['sources']; parameters?: ParameterValues } & {
  [K in 'model' | 'revision' | 'device' | 'dtype' | 'view']?: Draft[K];
};

export const merge = (draft: Draft, patch: DraftPatch): Draft => ({
  ...withoutStaleRevision(draft, patch),
  ...patch,
  input: { ...draft.input, ...patch.input },
  sources: { ...withoutSources(draft.sources, Object.keys(patch.input ?? {})), ...patch.sources },
  parameters: { ...draft.parameters, ...patch.parameters },
});

/** A revision belongs to its model: with another model it goes. */
function withoutStaleRevision(draft: Draft, patch: DraftPatch): Draft {
  if (patch.model === undefined || patch.model === draft.model) return draft;
  const { revision: _, ...rest } = draft;
  return rest;
}

/** What a task has a place for: a patch may come from another task. */
export const fitting = (task: TaskDefinition, patch: DraftPatch): DraftPatch => ({
  ...patch,
  input: only(patch.input ?? {}, task.inputs),
  parameters: only(patch.parameters ?? {}, task.parameters),
});

const only = <V>(values: Record<string, V>, known: object): Record<string, V> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(known, name)));

export const withoutSources = (sources: Draft['sources'], names: readonly string[]): Draft['sources'] =>
  Object.fromEntries(Object.entries(sources).filter(([name]) => !names.includes(name)));

/** The pictures of a draft. No link can hold one, so none takes one away. */
export const picturesOf = ({ input }: Draft): InputValues =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value instanceof Blob));
