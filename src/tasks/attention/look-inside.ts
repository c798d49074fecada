import { firstText, type LookInside, oneOrMany, textsOf } from '../../lib/look-inside';
import { task } from './task';

const WRITTEN = ['translation_text', 'summary_text'];

/** The text as the run's model read it; of a translation or a summary with what was written, of pairs both parts. */
export const lookInside: LookInside = (run, value) => {
  if (!(task.modelsOf as readonly string[]).includes(run.task)) return null;
  const model = run.model.id;
  const [question] = textsOf(run, 'question');
  const [context] = textsOf(run, 'context');
  if (question && context) return { input: { text: question }, parameters: { text_pair: context }, model };
  const texts = textsOf(run).slice(0, task.inputs.text.maxItems);
  const [first] = texts;
  if (first === undefined) return null;
  const written = firstText(value, WRITTEN);
  if (written !== null) return { input: { text: first }, parameters: { target: written }, model };
  const continued = firstText(value, ['generated_text']);
  if (continued !== null)
    return { input: { text: continued.startsWith(first) ? continued : first + continued }, model };
  const { hypothesis_template } = run.parameters;
  const label = bestLabel(value);
  if (typeof hypothesis_template === 'string' && label !== null) {
    return { input: { text: first }, parameters: { text_pair: hypothesis_template.replace('{}', label) }, model };
  }
  return { input: { text: oneOrMany(texts) }, model };
};

function bestLabel(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  const labels = (first as { labels?: unknown } | null)?.labels;
  return Array.isArray(labels) && typeof labels[0] === 'string' ? labels[0] : null;
}
