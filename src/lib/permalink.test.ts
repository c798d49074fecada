import { describe, expect, it } from 'vitest';
import { DEMO_LISTS_TASK, DEMO_TASK as task } from './demo-task';
import { buildPermalink, parseHash, parsePermalink } from './permalink';

describe('permalink', () => {
  it('restores what it was built from', () => {
    const state = {
      input: { text: 'Ünïcode & friends\nline two + 100 % #1?' },
      parameters: { top_k: null, top_p: 0.9, do_sample: true },
      model: 'someone/some-model',
      device: 'wasm' as const,
    };
    const parsed = parseHash(buildPermalink(task, state));
    expect(parsed?.task).toBe('demo');
    expect(parsePermalink(task, parsed?.query ?? new URLSearchParams())).toEqual({
      state: { ...state, run: false },
      ignored: [],
    });
  });

  it('carries a batch as a repeated input', () => {
    const hash = buildPermalink(task, { input: { text: ['a', 'b'] }, parameters: {} });
    const parsed = parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());
    expect(parsed.state.input).toEqual({ text: ['a', 'b'] });
  });

  it('keeps a batch of one a batch', () => {
    const hash = buildPermalink(task, { input: { text: ['only'] }, parameters: {} });
    const parsed = parsePermalink(task, parseHash(hash)?.query ?? new URLSearchParams());
    expect(parsed.state.input).toEqual({ text: ['only'] });
  });

  it('carries the settings of the views that a task has, as texts', () => {
    const viewed = { ...task, view: ['layer', 'token'] };
    const view = { layer: '3', token: '2 naïve & “odd” #1' };
    const hash = buildPermalink(viewed, { input: { text: 'a' }, parameters: {}, view });
    expect(hash).toContain('view.layer=3');
    const { state, ignored } = parsePermalink(viewed, parseHash(hash)?.query ?? new URLSearchParams());
    expect({ view: state.view, ignored }).toEqual({ view, ignored: [] });
  });

  it.each(['view.layer=3', 'view.=1', 'view.__proto__=1', 'view.constructor=1', `view.token=${'x'.repeat(201)}`])(
    'is not led astray by %.30s',
    (query) => {
      const viewed = { ...task, view: ['token'] };
      const { state, ignored } = parsePermalink(viewed, new URLSearchParams(`text=a&${query}`));
      expect(state).toEqual({ input: { text: 'a' }, parameters: {}, run: false });
      expect(ignored).toEqual([query.split('=')[0]]);
    },
  );

  it('leaves out what the task would refuse, and says so', () => {
    const query = new URLSearchParams(
      'text=a&top_k=99&top_p=many&do_sample=1&nonsense=2&toString=3&device=npu&dtype=fp99&run=1',
    );
    expect(parsePermalink(task, query)).toEqual({
      state: { input: { text: 'a' }, parameters: {}, run: true },
      ignored: ['top_k', 'top_p', 'do_sample', 'nonsense', 'toString', 'device', 'dtype'],
    });
  });

  it.each(['', '#', '#/', '#/Nope!', 'text-generation'])('is not fooled by %j', (hash) => {
    expect(parseHash(hash)).toBeNull();
  });

  it.each([
    { input: { text: 'a', labels: ['x, y', 'z'] }, parameters: {} },
    { input: { text: 'a', labels: ['one'] }, parameters: {} },
    { input: { text: [{ role: 'user' as const, content: 'Hello & "you"' }], labels: ['one'] }, parameters: {} },
    { input: {}, parameters: { early_stopping: true, hypothesis_template: 'About {}?' } },
    { input: {}, parameters: { early_stopping: 'never', tgt_lang: null, stop_strings: null, ignore_labels: [] } },
    { input: {}, parameters: { tgt_lang: 'fr', stop_strings: ['.', '\n'], ignore_labels: ['O', 'X'], min_p: 0.05 } },
  ])('restores %o', ({ input, parameters }) => {
    const hash = buildPermalink(DEMO_LISTS_TASK, { input, parameters });
    const { state, ignored } = parsePermalink(DEMO_LISTS_TASK, parseHash(hash)?.query ?? new URLSearchParams());
    expect({ input: state.input, parameters: state.parameters, ignored }).toEqual({ input, parameters, ignored: [] });
  });
});
