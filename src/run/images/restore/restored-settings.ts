import type { ModelEntry } from '../../../contract/model';
import type { ParameterValue, ParameterValues } from '../../../contract/parameter';
import type { InputValues, TaskDefinition } from '../../../contract/task';
import { type ParsedInfotext, parseInfotext } from '../../../lib/infotext/infotext';
import { readPngText } from '../../../lib/png/png-text';
import { parameterProblem } from '../../../lib/validate-request';
import type { DraftPatch } from '../../draft-patch';

/** What a picture says of how it was made, as far as a form has a place for it. */
export interface RestoredSettings {
  patch: DraftPatch;
  /** What could not be taken over, in sentences. */
  notes: string[];
  /** Who wrote it. */
  from: 'Loupe' | 'AUTOMATIC1111';
}

/** Ours, as JSON: {@link OurText}. */
export const OUR_KEYWORD = 'loupe';
/** AUTOMATIC1111's. */
export const THEIR_KEYWORD = 'parameters';

/** A run record, or the part of one that repeats it. */
interface OurText {
  task?: unknown;
  input?: unknown;
  parameters?: unknown;
  model?: unknown;
}

/**
 * The settings in the text chunks of a PNG; null where it has none.
 * @param models the catalogue's models for the task: a name without folder may be one of theirs
 */
export async function readSettings(
  file: Blob,
  task: TaskDefinition,
  models: readonly ModelEntry[],
): Promise<RestoredSettings | null> {
  let texts: Record<string, string>;
  try {
    texts = await readPngText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // Another kind of picture, or a damaged one: then it says nothing.
    return null;
  }
  const ours = parseOurs(texts[OUR_KEYWORD]);
  if (ours) return fromOurs(ours, task);
  const theirs = texts[THEIR_KEYWORD];
  return theirs === undefined ? null : fromInfotext(parseInfotext(theirs), task, models);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseOurs(text: string | undefined): OurText | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function fromOurs({ task: madeBy, input, parameters, model }: OurText, task: TaskDefinition): RestoredSettings {
  const notes: string[] = [];
  const texts = Object.entries(isRecord(input) ? input : {}).filter(
    ([name, value]) => typeof value === 'string' && task.inputs[name]?.type === 'text',
  );
  const id = isRecord(model) ? model.id : model;
  if (madeBy === 'image-to-image') {
    notes.push('The picture that it was made from, and its mask, are not in the file.');
  }
  return {
    from: 'Loupe',
    patch: {
      input: Object.fromEntries(texts) as InputValues,
      parameters: fitting(isRecord(parameters) ? parameters : {}, task, notes),
      ...(typeof id === 'string' && id !== '' ? { model: id } : {}),
    },
    notes,
  };
}

/** @internal exported for its test */
export function fromInfotext(
  { parameters, others, notes: theirNotes }: ParsedInfotext,
  task: TaskDefinition,
  models: readonly ModelEntry[],
): RestoredSettings {
  const { prompt, model, ...values } = parameters;
  const notes = [...theirNotes];
  const known = model === undefined ? undefined : models.find(({ id }) => id === model || id.endsWith(`/${model}`));
  if (model !== undefined && !known) notes.push(`It was made with the model “${model}”: choose it, or one like it.`);
  const left = Object.entries(others).map(([name, value]) => `${name} ${value}`);
  if (left.length > 0) notes.push(`Not taken over: ${left.join(', ')}.`);
  return {
    from: 'AUTOMATIC1111',
    patch: {
      input: prompt === undefined ? {} : { prompt },
      // Prompts there have weights in brackets, and one prompt for one picture.
      parameters: fitting({ prompt_syntax: 'weighted', negative_prompt: '', num_images: 1, ...values }, task, notes),
      ...(known ? { model: known.id } : {}),
    },
    notes,
  };
}

/** The values that the task takes; for each other one a note says why not. */
function fitting(values: Record<string, unknown>, task: TaskDefinition, notes: string[]): ParameterValues {
  const taken: ParameterValues = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const spec = Object.hasOwn(task.parameters, name) ? task.parameters[name] : undefined;
    const problem = spec ? parameterProblem(spec, value) : `is none of ${task.title.toLowerCase()}`;
    if (problem === null) taken[name] = value as ParameterValue;
    else notes.push(`${name} ${JSON.stringify(value)} was left out: it ${problem.replaceAll('`', '')}.`);
  }
  return taken;
}
