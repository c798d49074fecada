import type { Engine, RunOptions } from '../../contract/engine';
import { failed, type Outcome } from '../../contract/outcome';
import { isLocal, localName, readTokenizer } from './local-tokenizers';
import { task } from './task';

/**
 * Asks the worker about a tokenizer: that of a model, or one of dropped files, which the worker is given when it does
 * not have them.
 * @param id a model's id, or that of {@link keepTokenizer}
 */
export async function askTokenizer(
  engine: Engine,
  id: string,
  question: 'encode' | 'decode',
  payload: Readonly<Record<string, unknown>>,
  options: Pick<RunOptions, 'revision'> = {},
): Promise<Outcome<unknown>> {
  if (!isLocal(id)) return engine.ask(task.id, question, payload, { model: id, ...options });
  const name = localName(id);
  const ask = (files: object) =>
    engine.ask(task.id, `${question}Local`, { ...payload, local: { key: id, name, ...files } });
  const answer = await ask({});
  if (!answer.ok || answer.value !== null) return answer;
  const stored = await readTokenizer(id);
  if (stored) return ask({ json: stored.json, config: stored.config });
  return failed({
    code: 'model-not-found',
    message: `The file ${name} is not on this machine any more.`,
    action: 'Drop it here again, or take it out of the list.',
    field: 'compare_with',
  });
}
