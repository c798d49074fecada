import { describe, expect, it } from 'vitest';
import { buildPermalink, parseHash, parsePermalink } from '../../lib/permalink';
import { validateRequest } from '../../lib/validate-request';
import { task } from './task';

const parametersOf = (given: unknown) => {
  const request = validateRequest(task, given);
  if (!request.ok) throw new Error(request.failure.message);
  return request.value.parameters;
};
const opened = (hash: string) => parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());

it('does what the pipeline does where nothing is said', () => {
  expect(parametersOf('One day')).toMatchObject({
    do_sample: true,
    temperature: 0.7,
    top_k: 50,
    top_p: 1,
    max_new_tokens: null,
    max_length: null,
    num_beams: 1,
  });
  expect(parametersOf({ text: 'One day', num_return_sequences: 2 })).toMatchObject({ num_return_sequences: 2 });
});

it('refuses several greedy sequences', () => {
  const given = { text: 'One day', num_return_sequences: 2, num_beams: 1, do_sample: false };
  expect(validateRequest(task, given)).toMatchObject({ ok: false, failure: { field: 'num_return_sequences' } });
});

describe('a link', () => {
  it.each([
    { max_new_tokens: null, max_length: 70 },
    { max_new_tokens: 256, max_length: 70 },
    { max_new_tokens: null },
  ])('restores the lengths %j', (lengths) => {
    const parameters = parametersOf({ text: 'One day', ...lengths });
    const { state, ignored } = opened(buildPermalink(task, { input: { text: 'One day' }, parameters }));
    expect({ parameters: state.parameters, ignored }).toEqual({ parameters, ignored: [] });
  });

  it('that was made when greedy decoding and 256 tokens were the defaults still opens, and means them', () => {
    const { state, ignored } = opened(
      '#/text-generation?text=One+day&max_new_tokens=256&min_new_tokens=0&max_length=null&do_sample=false&temperature=1',
    );
    expect(ignored).toEqual([]);
    expect(state.parameters).toMatchObject({ max_new_tokens: 256, max_length: null, do_sample: false, temperature: 1 });
  });
});
