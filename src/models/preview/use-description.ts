import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { ModelDescription, ModelStore } from '../../contract/model-store';
import { useModelServices } from '../model-services';

/** What is known of a model; `unasked` until somebody wants to know. */
export type Description =
  | { state: 'unasked' }
  | { state: 'asking' }
  | { state: 'known'; value: ModelDescription }
  | { state: 'failed'; failure: Failure };

interface Wanted {
  task: string;
  model: string;
  /** Empty for the main branch. */
  revision: string;
}

/** What hosts have said, for as long as the page lasts: a tab that is opened again need not ask again. */
const known = new WeakMap<ModelStore, Map<string, ModelDescription>>();

function answersOf(store: ModelStore): Map<string, ModelDescription> {
  const answers = known.get(store) ?? new Map<string, ModelDescription>();
  known.set(store, answers);
  return answers;
}

/**
 * Describes the model of a tab.
 * @param chosen whether somebody has just chosen it: otherwise its host is asked only by `ask`
 * @param version the description is made again from what is here by now when this changes
 */
export function useDescription(wanted: Wanted, chosen: boolean, version: unknown) {
  const { store, resolve } = useModelServices();
  const { task, model, revision } = wanted;
  const key = [task, model, revision].join(' ');
  const [asked, setAsked] = useState<{ key: string; times: number } | null>(null);
  const [answer, setAnswer] = useState<{ key: string; description: Description }>({
    key,
    description: { state: 'unasked' },
  });
  const remembered = answersOf(store).get(key);
  const times = asked?.key === key ? asked.times : 0;
  const wants = chosen || times > 0 || remembered !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and `times` say when to ask again
  useEffect(() => {
    if (!wants || model === '') return;
    const controller = new AbortController();
    const show = (description: Description) => !controller.signal.aborted && setAnswer({ key, description });
    setAnswer((last) =>
      last.key === key && last.description.state === 'known' ? last : { key, description: { state: 'asking' } },
    );
    void (async () => {
      const resolved = await resolve(model, revision || undefined, task);
      if (!resolved.ok) return show({ state: 'failed', failure: resolved.failure });
      const outcome = await store.describe(resolved.value, controller.signal);
      if (!outcome.ok) return show({ state: 'failed', failure: outcome.failure });
      const { unanswered } = outcome.value;
      if (unanswered) return show({ state: 'failed', failure: unanswered });
      answersOf(store).set(key, outcome.value);
      show({ state: 'known', value: outcome.value });
    })();
    return () => controller.abort();
  }, [store, resolve, key, wants, version, times]);
  const shown: Description = answer.key === key ? answer.description : { state: 'unasked' };
  const description: Description =
    shown.state !== 'known' && shown.state !== 'failed' && remembered ? { state: 'known', value: remembered } : shown;
  return { description, ask: () => setAsked({ key, times: times + 1 }) };
}
