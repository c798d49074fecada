import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../contract/task';
import type { RunState } from '../../run/run-state';
import { cleared, followRun, isAnswering, turnsOf, withMessage, withoutAnswer, withSystemPrompt } from './conversation';

const system: ChatMessage = { role: 'system', content: 'Be kind.' };
const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });

const asked = [system, user('Hello')];
const run = (status: RunState['status'], value?: unknown): RunState =>
  ({ status, asked: { input: { text: asked } }, result: { value } }) as unknown as RunState;
const answered = run('done', [{ generated_text: [...asked, assistant('Hi!')] }]);

describe('a conversation', () => {
  it('sets, changes and drops the system prompt', () => {
    expect(withSystemPrompt([user('a')], 'Be kind.')).toEqual([system, user('a')]);
    expect(withSystemPrompt([system, user('a')], 'Be brief.')[0]?.content).toBe('Be brief.');
    expect(withSystemPrompt([system, user('a')], '')).toEqual([user('a')]);
  });

  it('knows what was said from what is being written', () => {
    const conversation = [system, user('a'), assistant('b'), user('typing')];
    expect(turnsOf(conversation)).toEqual([user('a'), assistant('b')]);
    expect(withMessage(conversation, 'typed').at(-1)).toEqual(user('typed'));
    expect(withoutAnswer(conversation)).toEqual([system, user('a')]);
    expect(cleared(conversation)).toEqual([system, user('')]);
  });
});

describe('followRun', () => {
  it('lets the next message be written while the question is answered', () => {
    const next = followRun(run('running'), asked);
    expect(next).toEqual([...asked, user('')]);
    expect(isAnswering(run('running'), next ?? [])).toBe(true);
    expect(followRun(run('running'), next ?? [])).toBeNull();
  });

  it('puts the answer after its question, and keeps what was typed meanwhile', () => {
    expect(followRun(answered, [...asked, user('And')])).toEqual([...asked, assistant('Hi!'), user('And')]);
    expect(followRun(answered, asked)).toEqual([...asked, assistant('Hi!'), user('')]);
  });

  it('puts a question without an answer back, unless something else was typed', () => {
    expect(followRun(run('cancelled'), [...asked, user('')])).toEqual(asked);
    expect(followRun(run('failed'), [...asked, user('And')])).toBeNull();
  });

  it('leaves another conversation alone, and text runs', () => {
    expect(followRun(answered, [user('Something else')])).toBeNull();
    expect(followRun(answered, [...asked, assistant('Hi!'), user('')])).toBeNull();
    const onText = { ...run('done'), asked: { input: { text: 'Once' } } } as unknown as RunState;
    expect(followRun(onText, asked)).toBeNull();
    expect(followRun({ status: 'idle' }, asked)).toBeNull();
  });
});
