import { useCallback, useSyncExternalStore } from 'react';
import { defaultValues, type FieldValues, readFields, writeFields } from '../../lib/concepts/fields';
import { parseHash } from '../../lib/permalink';
import type { Example } from './example';

const CHANGED = 'loupe-concepts';

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  addEventListener(CHANGED, listener);
  return () => {
    removeEventListener('hashchange', listener);
    removeEventListener(CHANGED, listener);
  };
};

/** Writes the address without a new entry in the browser's history: one for each key would bury the page before. */
function replaceAddress(query: string): void {
  history.replaceState(history.state, '', `#/concepts?${query}`);
  dispatchEvent(new Event(CHANGED));
}

/** The example that the address names, with its values; the address is all the state there is. */
export function useExample(examples: readonly Example[]) {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const query = parseHash(hash)?.query ?? new URLSearchParams();
  const wanted = query.get('example');
  const example = examples.find(({ id }) => id === wanted) ?? examples[0];
  const unknown = wanted !== null && example?.id !== wanted ? wanted : null;
  const { values, ignored } = example && !unknown ? readFields(example.fields, query) : { values: {}, ignored: [] };
  const current = example && unknown ? defaultValues(example.fields) : values;
  const set = useCallback(
    (patch: FieldValues) => {
      if (!example) return;
      const latest = parseHash(location.hash)?.query ?? new URLSearchParams();
      const before =
        latest.get('example') === example.id
          ? readFields(example.fields, latest).values
          : defaultValues(example.fields);
      replaceAddress(writeFields(example.id, example.fields, { ...before, ...patch }));
    },
    [example],
  );
  return { example, values: current, set, ignored, unknown };
}

export const addressOf = (example: Example): string => `#/concepts?example=${example.id}`;
