import { isChat } from '../../contract/task';
import { type LookInside, oneOrMany, textsOf } from '../../lib/look-inside';

/** More texts than these are no example any more. */
const MOST = 50;

/** Any text, as the model of the run read it. */
export const lookInside: LookInside = (run) => {
  const model = run.model.id;
  const [question] = textsOf(run, 'question');
  const [context] = textsOf(run, 'context');
  if (question && context) return { input: { text: question }, parameters: { text_pair: context }, model };
  const chat = run.input.text;
  if (isChat(chat)) return { input: { text: chat }, model };
  const texts = textsOf(run).slice(0, MOST);
  return texts.length > 0 ? { input: { text: oneOrMany(texts) }, model } : null;
};
