import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/contract/failure';
import { languageChoiceOf, pairsOf, pairTask } from './translation-languages';

const tokenize = (texts: string[]) => texts.map((text) => [text.length]);
const failureOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof FailureError ? error.failure : null;
  }
  return null;
};

describe('a model of one pair', () => {
  const choice = languageChoiceOf({}, 'loupe/en-fr');
  it('reads the text as it is', () => {
    expect(choice.encode(['abc'], { src_lang: null, tgt_lang: null }, tokenize)).toEqual({
      ids: [[3]],
      forcedBosTokenId: null,
    });
  });
  it('refuses languages, and names the knob', () => {
    const failure = failureOf(() => choice.encode(['abc'], { src_lang: null, tgt_lang: 'fr' }, tokenize));
    expect(failure).toMatchObject({ code: 'parameter-invalid', field: 'tgt_lang' });
  });
});

describe('a Marian model with several targets', () => {
  const vocabulary = new Map([
    ['▁a', 3],
    ['>>fra<<', 8],
    ['>>por<<', 9],
  ]);
  const choice = languageChoiceOf({ get_vocab: () => vocabulary }, 'a/b');
  it('puts the target before the text, however it is told', () => {
    for (const tgt_lang of ['fra', '>>fra<<']) {
      expect(choice.encode(['abc'], { src_lang: null, tgt_lang }, tokenize).ids).toEqual([[8, 3]]);
    }
    expect(choice.encode(['abc', '>>por<< ab'], { src_lang: null, tgt_lang: null }, tokenize).ids).toEqual([
      [3],
      [9, 2],
    ]);
  });
  it('refuses a language that it does not know', () => {
    const failure = failureOf(() => choice.encode(['abc'], { src_lang: null, tgt_lang: 'deu' }, tokenize));
    expect(failure?.action).toContain('fra, por');
  });
});

describe('a model of many languages', () => {
  const seen: unknown[] = [];
  const tokenizer = {
    language_codes: ['eng_Latn', 'fra_Latn'],
    lang_to_token: (code: string) => code,
    _build_translation_inputs(texts: string[], _: object, generation: Record<string, unknown>) {
      seen.push(generation.src_lang);
      generation.forced_bos_token_id = 7;
      return { input_ids: texts.map((text) => [1n, BigInt(text.length)]) };
    },
  };
  const choice = languageChoiceOf(tokenizer, 'a/b');
  it('asks the tokenizer, and forces the first token', () => {
    expect(choice.encode(['abc'], { src_lang: 'fra_Latn', tgt_lang: 'eng_Latn' }, tokenize)).toEqual({
      ids: [[1, 3]],
      forcedBosTokenId: 7,
    });
  });
  it('reads English where nothing is said, whatever was said before', () => {
    choice.encode(['abc'], { src_lang: null, tgt_lang: 'fra_Latn' }, tokenize);
    expect(seen).toEqual(['fra_Latn', 'eng_Latn']);
  });
  it('must be told the target', () => {
    const failure = failureOf(() => choice.encode(['abc'], { src_lang: null, tgt_lang: null }, tokenize));
    expect(failure).toMatchObject({ field: 'tgt_lang', action: expect.stringContaining('eng_Latn, fra_Latn') });
  });
});

describe('a model that is told in words', () => {
  const pairs = pairsOf(['summarization', 'translation_en_to_de', 'translation_en_to_fr']);
  const choice = languageChoiceOf({}, 'a/t5', pairs);
  it('knows the pairs of its configuration', () => {
    expect(choice.codes).toEqual(['en', 'de', 'fr']);
    expect(pairTask({ src_lang: null, tgt_lang: 'fr' })).toBe('translation_en_to_fr');
    expect(pairTask({ src_lang: null, tgt_lang: null })).toBe('translation');
    expect(choice.encode(['abc'], { src_lang: 'en', tgt_lang: 'fr' }, tokenize).ids).toEqual([[3]]);
  });
  it('refuses other pairs, and lists its own', () => {
    const failure = failureOf(() => choice.encode(['abc'], { src_lang: 'fr', tgt_lang: 'en' }, tokenize));
    expect(failure).toMatchObject({ field: 'tgt_lang', action: expect.stringContaining('en to de, en to fr') });
  });
});
