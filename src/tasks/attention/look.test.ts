import { describe, expect, it } from 'vitest';
import type { PackedFloats } from '../../lib/packed-floats';
import { buildPermalink, parseHash, parsePermalink } from '../../lib/permalink';
import { choose, chosenToken, type Look, lookOf, viewOf } from './look';
import { type AttendedText, type AttentionBlock, task } from './task';

const tokens = (words: readonly string[]) =>
  words.map((text) => ({ id: 0, token: text, text, special: text.startsWith('['), sequence: 0 as const }));

/** A text whose blocks have 4 layers of 6 heads. */
const attended = (words: string, written: string | null = null): AttendedText => {
  const block = (kind: AttentionBlock['kind']): AttentionBlock => ({
    kind,
    weights: { dims: [4, 6, 1, 1] } as unknown as PackedFloats,
    norms: { query: null, key: null, value: null },
  });
  const decoded = tokens((written ?? '').split(' '));
  return {
    text: words,
    tokens: tokens(['[CLS]', ...words.split(' ')]),
    decoder: written === null ? null : { tokens: decoded, written: decoded, text: written },
    attentions: written === null ? [block('self')] : [block('encoder'), block('decoder'), block('cross')],
  };
};

const ONE = [attended('the bank')];
const THREE = ['the bank', 'a river bank', 'money'].map((words) => attended(words));
const DEFAULTS: Look = { kind: 'self', layer: 0, head: 'mean', view: 'lines', specials: true, pair: [0, 0] };

const opened = (link: string) => parsePermalink(task, parseHash(link)?.query ?? new URLSearchParams());

describe('the view of a link', () => {
  it.each<[string, Look, AttendedText[]]>([
    ['the defaults', DEFAULTS, ONE],
    ['a head', { kind: 'self', layer: 3, head: 5, view: 'map', specials: false, pair: [2, 1] }, THREE],
    ['a translation', { ...DEFAULTS, kind: 'decoder', view: 'token' }, [attended('the bank', 'la banque')]],
  ])('restores %s', (_, look, texts) => {
    const { state, ignored } = opened(
      buildPermalink(task, { input: { text: 'a' }, parameters: {}, view: viewOf(look) }),
    );
    expect(ignored).toEqual([]);
    expect(lookOf(state.view ?? {}, texts)).toEqual(look);
  });

  it('shows what there is where a model or a link has something else', () => {
    const hostile = [
      'view.kind=cross&view.layer=99&view.head=7&view.view=nothing&view.special_tokens=maybe&view.left=9&view.right=0',
      'view.kind=__proto__&view.layer=-1&view.head=1e9&view.view=toString&view.left=NaN&view.right=1.5',
      'view.layer=&view.head=%F0%9F%98%80&view.layer=2',
    ];
    for (const query of hostile) expect(lookOf(opened(`#/attention?${query}`).state.view ?? {}, ONE)).toEqual(DEFAULTS);
    expect(lookOf({}, THREE).pair).toEqual([0, 1]);
    expect(lookOf({}, [])).toEqual(DEFAULTS);
  });

  it('begins with what a translation looks at in its source', () => {
    expect(lookOf({}, [attended('the bank', 'la banque')]).kind).toBe('cross');
  });
});

describe('the token that looks', () => {
  const [left, right] = THREE as [AttendedText, AttendedText];

  it('is the first word until one is chosen, and stays where it was', () => {
    expect(chosenToken(undefined, left, 'self')).toBe(1);
    const chosen = choose(2, 0, [left], 'self');
    expect(chosen).toEqual({ token: '3 bank' });
    expect(chosenToken(chosen.token, left, 'self')).toBe(2);
  });

  it('is the same word in both texts, where both have it', () => {
    expect(choose(2, 0, [left, right], 'self')).toEqual({ token: '3 bank', right_token: '4 bank' });
    expect(choose(1, 1, [left, right], 'self')).toEqual({ right_token: '2 a' });
  });

  it('means nothing in another text', () => {
    expect(chosenToken('3 bank', right, 'self')).toBe(3);
    expect(chosenToken('3 bank', THREE[2] as AttendedText, 'self')).toBe(1);
    for (const odd of ['', '3', 'bank', '-1 x', '999999 y', `1${'0'.repeat(40)} z`]) {
      expect(chosenToken(odd, left, 'self')).toBe(1);
    }
  });
});
