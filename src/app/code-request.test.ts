import { expect, it } from 'vitest';
import { modelsFor } from '../catalog/models';
import type { RunRecord } from '../contract/run';
import { codeRequestOf } from '../run/code-request';

const originalOf = (task: string, id: string) =>
  codeRequestOf(
    { task, model: { id, revision: 'main', source: 'starter' } } as RunRecord,
    modelsFor({ id: task }),
    '/models/',
  ).model.original;

it('stands a model of the same languages in for a starter', () => {
  expect(originalOf('translation', 'loupe/en-fr')).toBe('Helsinki-NLP/opus-mt-en-fr');
});

it('takes the first model of the Hub where a starter names none', () => {
  expect(originalOf('token-classification', 'loupe/ner')).toBe('dslim/bert-base-NER');
});
