import { expect, it } from 'vitest';
import { MODELS } from './models';

const pathsOf = (files: readonly { path: string }[] = []) => files.map(({ path }) => path);

it('keeps graphs with attention outputs apart from the files that every run loads', () => {
  for (const { id, files, weights } of MODELS) {
    for (const { files: graphs, attentions } of weights) {
      expect(pathsOf([...files, ...graphs]).join(' '), id).not.toContain('attentions');
      const graphsOf = pathsOf(attentions).map((path) => path.replace('_attentions', ''));
      expect(pathsOf(graphs), id).toEqual(expect.arrayContaining(graphsOf));
    }
  }
});

it('knows the sizes of both', () => {
  const [starter] = MODELS;
  const [weights] = starter?.weights ?? [];
  expect(weights?.files[0]?.bytes).toBeGreaterThan(1e6);
  expect(weights?.attentions?.[0]?.bytes).toBeLessThan(200e3);
});
