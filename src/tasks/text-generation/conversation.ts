import { type ChatMessage, isChat } from '../../contract/task';
import type { RunState } from '../../run/run-state';
import type { GeneratedText } from './task';

/**
 * A conversation as the form has it: what was said, and last the user's message that is being written. Without an answer
 * yet, that is also what a run is asked to answer.
 */
export type Conversation = readonly ChatMessage[];

const userSays = (content: string): ChatMessage => ({ role: 'user', content });

/** A conversation that begins with the words of a prompt. */
export const startConversation = (prompt: string): ChatMessage[] => [userSays(prompt)];

export const systemPromptOf = ([first]: Conversation): string => (first?.role === 'system' ? first.content : '');

/** An empty system prompt is none. */
export function withSystemPrompt(conversation: Conversation, content: string): ChatMessage[] {
  const rest = conversation.filter(({ role }) => role !== 'system');
  return content === '' ? rest : [{ role: 'system', content }, ...rest];
}

/** What was said so far, without the system prompt and the message that is being written. */
export const turnsOf = (conversation: Conversation): ChatMessage[] =>
  conversation.slice(0, -1).filter(({ role }) => role !== 'system');

export const messageOf = (conversation: Conversation): string => conversation.at(-1)?.content ?? '';

export const withMessage = (conversation: Conversation, content: string): ChatMessage[] => [
  ...conversation.slice(0, -1),
  userSays(content),
];

/** Back to the last question, to have it answered anew. */
export function withoutAnswer(conversation: Conversation): ChatMessage[] {
  const last = conversation.findLastIndex(({ role }) => role === 'assistant');
  return last < 0 ? [...conversation] : conversation.slice(0, last);
}

/** Everything but the system prompt gone. */
export const cleared = (conversation: Conversation): ChatMessage[] =>
  withSystemPrompt([userSays('')], systemPromptOf(conversation));

/** Whether a run is answering this conversation: what was asked, and after it a message that is being written. */
export const isAnswering = (run: RunState, conversation: Conversation): boolean =>
  run.status === 'running' && isSame(run.asked.input.text, conversation.slice(0, -1));

/**
 * What a run changes in the conversation that it was asked with; null where it changes nothing. While it goes on, the
 * question stands among the turns and the next message may be written. Its answer follows the question; a question
 * without an answer goes back to where it was written.
 */
export function followRun(run: RunState, conversation: Conversation): ChatMessage[] | null {
  if (run.status === 'idle' || !isChat(run.asked.input.text)) return null;
  const asked = run.asked.input.text;
  const sent = isSame(asked, conversation.slice(0, -1));
  const next = sent ? messageOf(conversation) : '';
  if (!sent && !isSame(asked, conversation)) return null;
  if (run.status === 'running') return sent ? null : [...asked, userSays('')];
  if (run.status !== 'done') return sent && next === '' ? asked : null;
  const answer = answerIn(run.result.value);
  return answer === null ? null : [...asked, { role: 'assistant', content: answer }, userSays(next)];
}

/** The first answer in a result of the pipeline, or null where it is none. */
function answerIn(value: unknown): string | null {
  const first = Array.isArray(value) ? (value[0] as GeneratedText | undefined) : undefined;
  return isChat(first?.generated_text) ? (first.generated_text.at(-1)?.content ?? null) : null;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
