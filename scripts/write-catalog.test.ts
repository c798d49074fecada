import { expect, it } from 'vitest';
import starterFiles from '../src/catalog/starter-files.json';
import { STARTERS } from '../src/catalog/starters';
import { catalogueFiles } from './write-catalog.mjs';

it('says what lies under public/models, byte for byte; npm run catalog writes it', () => {
  expect(starterFiles).toEqual(catalogueFiles());
});

/** In the layout of diffusers. */
const DIFFUSERS = new Set(['loupe/scenes']);

it('has files and weights for every starter', () => {
  for (const { id, files, weights } of STARTERS) {
    expect(
      files.map(({ path }) => path),
      id,
    ).toEqual(
      expect.arrayContaining(
        DIFFUSERS.has(id) ? ['model_index.json', 'tokenizer/vocab.json'] : ['config.json', 'tokenizer.json'],
      ),
    );
    expect(weights[0]?.files, id).not.toHaveLength(0);
  }
});
