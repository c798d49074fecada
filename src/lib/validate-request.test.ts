import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../contract/task';
import { DEMO_LISTS_TASK, DEMO_TASK as task } from './demo-task';
import { defaultParameters, validateRequest } from './validate-request';

const codeOf = (given: unknown) => {
  const result = validateRequest(task, given);
  return result.ok ? 'ok' : `${result.failure.code}:${result.failure.field}`;
};

describe('validateRequest', () => {
  it('fills in every default', () => {
    expect(validateRequest(task, { text: 'hi' })).toEqual({
      ok: true,
      value: { input: { text: 'hi' }, parameters: defaultParameters(task.parameters) },
    });
  });

  it('takes a bare text and a bare list', () => {
    expect(validateRequest(task, 'hi')).toMatchObject({ value: { input: { text: 'hi' } } });
    expect(validateRequest(task, ['a', 'b'])).toMatchObject({ value: { input: { text: ['a', 'b'] } } });
  });

  it.each([
    [{}, 'input-empty:text'],
    [{ text: '' }, 'input-empty:text'],
    [{ text: ' \n\t ' }, 'input-empty:text'],
    [{ text: [] }, 'input-empty:text'],
    [{ text: ['a', ' '] }, 'input-empty:text'],
    [{ text: 'x'.repeat(101) }, 'input-too-long:text'],
    [{ text: ['a', 'b', 'c', 'd'] }, 'input-too-long:text'],
    [{ text: 7 }, 'input-invalid:text'],
    [{ text: ['a', 7] }, 'input-invalid:text'],
    [42, 'input-invalid:text'],
    [null, 'input-invalid:text'],
    [{ text: 'a', topk: 1 }, 'parameter-unknown:topk'],
    [{ text: 'a', constructor: 1 }, 'parameter-unknown:constructor'],
    [{ text: 'a', top_k: 0 }, 'parameter-invalid:top_k'],
    [{ text: 'a', top_k: 1.5 }, 'parameter-invalid:top_k'],
    [{ text: 'a', top_p: 1.01 }, 'parameter-invalid:top_p'],
    [{ text: 'a', top_p: Number.NaN }, 'parameter-invalid:top_p'],
    [{ text: 'a', top_p: '0.5' }, 'parameter-invalid:top_p'],
    [{ text: 'a', do_sample: 1 }, 'parameter-invalid:do_sample'],
    [{ text: 'a', function_to_apply: 'tanh' }, 'parameter-invalid:function_to_apply'],
    [{ text: 'a', seed: -1 }, 'parameter-invalid:seed'],
    [{ text: 'a', seed: 2 ** 32 }, 'parameter-invalid:seed'],
  ])('refuses %j', (given, expected) => {
    expect(codeOf(given)).toBe(expected);
  });

  it.each([{ top_k: null }, { top_k: 9 }, { top_p: 0 }, { seed: 2 ** 32 - 1 }, { seed: null }, { top_k: undefined }])(
    'takes the ends of each range: %j',
    (parameters) => {
      expect(codeOf({ text: 'a', ...parameters })).toBe('ok');
    },
  );

  it('takes what Python takes and passes over, and leaves no trace of it', () => {
    const passing: TaskDefinition = {
      ...task,
      passedOver: {
        truncation: { type: 'choice', label: '', help: '', choices: [{ value: true, label: '' }], default: true },
      },
    };
    const result = validateRequest(passing, { text: 'a', truncation: true });
    expect(result).toEqual(validateRequest(task, { text: 'a' }));
    expect(validateRequest(passing, { text: 'a', truncation: false })).toMatchObject({
      failure: { code: 'parameter-invalid', field: 'truncation' },
    });
    expect(codeOf({ text: 'a', truncation: true })).toBe('parameter-unknown:truncation');
  });

  it('says how long a text is and how long it may be', () => {
    const result = validateRequest(task, { text: 'x'.repeat(2000) });
    expect(result).toMatchObject({ failure: { message: expect.stringContaining('2,000 characters; at most 100') } });
  });
});

describe('inputs and knobs of other kinds', () => {
  const check = (given: object) => validateRequest(DEMO_LISTS_TASK, { text: 'a', labels: ['x'], ...given });
  const fieldOf = (given: object) => {
    const outcome = check(given);
    return outcome.ok ? null : outcome.failure.field;
  };

  it.each([
    { text: [{ role: 'user', content: 'Hello' }] },
    { labels: ['x', 'y', 'z'] },
    { labels: 'x, y' },
    { num_beams: 4, num_return_sequences: 4 },
    { min_length: 5 },
    { min_length: null, max_length: 0 },
    { min_p: 0.25 },
    { early_stopping: true },
    { early_stopping: 'never' },
    { hypothesis_template: 'About {}' },
    { tgt_lang: null },
    { stop_strings: ['.', 'end'] },
    { ignore_labels: [] },
  ])('takes %o', (given) => expect(check(given)).toMatchObject({ ok: true }));

  it('takes one text for a list, as the pipelines do', () => {
    expect(check({ stop_strings: 'end' })).toMatchObject({ value: { parameters: { stop_strings: ['end'] } } });
  });

  it.each([
    ['text', { text: [{ role: 'robot', content: 'Hello' }] }],
    ['text', { text: [{ role: 'user' }] }],
    ['text', { text: [{ role: 'user', content: ' ' }] }],
    ['text', { text: Array(4).fill({ role: 'user', content: 'a' }) }],
    ['labels', { labels: [] }],
    ['labels', { labels: 5 }],
    ['labels', { labels: ' , ' }],
    ['labels', { labels: ['x', 'x'] }],
    ['labels', { labels: ['x', ''] }],
    ['labels', { labels: ['x', 5] }],
    ['labels', { labels: ['a', 'b', 'c', 'd'] }],
    ['labels', { labels: ['far too long a label'] }],
    ['num_return_sequences', { num_beams: 2, num_return_sequences: 3 }],
    ['min_length', { min_length: 6 }],
    ['min_p', { min_p: 1.5 }],
    ['early_stopping', { early_stopping: 'true' }],
    ['hypothesis_template', { hypothesis_template: 'no braces' }],
    ['hypothesis_template', { hypothesis_template: null }],
    ['tgt_lang', { tgt_lang: '' }],
    ['tgt_lang', { tgt_lang: 'far too long' }],
    ['stop_strings', { stop_strings: ['a', 'b', 'c'] }],
    ['stop_strings', { stop_strings: [''] }],
    ['stop_strings', { stop_strings: 5 }],
    ['ignore_labels', { ignore_labels: null }],
  ])('refuses %s in %o', (field, given) => expect(fieldOf(given)).toBe(field));
});
