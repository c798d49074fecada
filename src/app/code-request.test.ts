import { expect, it } from 'vitest';
import { modelsFor } from '../catalog/models';
import type { RunRecord } from '../contract/run';
import { codeRequestOf } from '../run/code-request';

const modelOf = (task: string, id: string, modelsOf: readonly string[] = []) =>
  codeRequestOf(
    { task, model: { id, revision: 'main', source: 'starter' } } as RunRecord,
    modelsFor({ id: task, modelsOf }),
    '/models/',
  ).model;
const originalOf = (...given: Parameters<typeof modelOf>) => modelOf(...given).original;

it('stands a model of the same languages in for a starter', () => {
  expect(originalOf('translation', 'loupe/en-fr')).toBe('Helsinki-NLP/opus-mt-en-fr');
});

it('takes the first model of the Hub where a starter names none', () => {
  expect(originalOf('token-classification', 'loupe/ner')).toBe('dslim/bert-base-NER');
});

it('stands a model of the same kind in, where a tab takes models of many tasks', () => {
  const tasks = ['text-classification', 'fill-mask', 'text-generation'];
  expect(originalOf('attention', 'loupe/fill-mask', tasks)).toBe('distilbert/distilbert-base-uncased');
  expect(modelOf('attention', 'loupe/stories', tasks)).toMatchObject({
    original: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    tasks: ['text-generation'],
  });
});
