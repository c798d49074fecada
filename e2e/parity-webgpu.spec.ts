import { differenceOf, TOLERANCE } from '../parity/compare';
import { type GoldenCase, readGoldens } from '../parity/golden-case';
import { VALUES } from '../parity/values';
import { expect, openWithHub, runOk, test } from './app';
import { type StaticServer, serveStatic } from './static-server';

// The goldens of parity/ in a browser: a few small ones of each task, on both devices.

/** The tiny models, as the Hub would serve them. */
let hub: StaticServer;
test.beforeAll(async () => {
  hub = await serveStatic('parity/models', {
    headers: { 'access-control-allow-origin': '*' },
    route(pathname) {
      const match = /^\/parity\/([\w.-]+)\/resolve\/main\/(.+)$/.exec(pathname);
      return match ? `/${match[1]}/${match[2]}` : 401;
    },
  });
});
test.afterAll(() => hub.close());
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });

test.beforeEach(({ page }) => openWithHub(page, hub.origin));

/** For each task a model and some of its goldens, by their parameters. Few tokens: the software adapter is slow. */
const CHOSEN: { task: string; model: string; parameters: Record<string, unknown>[] }[] = [
  { task: 'text-classification', model: 'parity/bert-text-classification', parameters: [{ top_k: 2 }] },
  { task: 'zero-shot-classification', model: 'parity/bert-zero-shot-classification', parameters: [{}] },
  { task: 'fill-mask', model: 'parity/distilbert-fill-mask', parameters: [{}, { top_k: 3 }] },
  {
    task: 'token-classification',
    model: 'parity/roberta-token-classification',
    parameters: [{ aggregation_strategy: 'average' }],
  },
  { task: 'question-answering', model: 'parity/bert-question-answering', parameters: [{}, { top_k: 3 }] },
  { task: 'summarization', model: 'parity/bart-summarization', parameters: [{ num_beams: 1, max_new_tokens: 6 }] },
  { task: 'translation', model: 'parity/marian-translation', parameters: [{ num_beams: 2, max_length: 9 }] },
  {
    task: 'text-generation',
    model: 'parity/llama-text-generation',
    parameters: [{ max_new_tokens: 20, num_beams: 3, do_sample: false }],
  },
];

for (const { task, model, parameters } of CHOSEN) {
  test(`${task} on WASM and WebGPU answers as Python does`, async ({ page }) => {
    const own = readGoldens(task).filter((golden) => golden.model === model);
    for (const golden of parameters.map((wanted) => caseWith(own, wanted))) {
      for (const device of ['wasm', 'webgpu']) {
        const input = { ...golden.input, ...golden.parameters };
        const result = await runOk(page, task, input, { model, device, dtype: 'fp32' });
        expect(result.run).toMatchObject({ device, steps_down: [] });
        expect(differenceOf(VALUES[task]?.(result, golden), golden.value, TOLERANCE), device).toBeNull();
      }
    }
  });
}

function caseWith(goldens: GoldenCase[], parameters: Record<string, unknown>): GoldenCase {
  const wanted = JSON.stringify(parameters);
  const found = goldens.find((golden) => JSON.stringify(golden.parameters) === wanted);
  if (!found) throw new Error(`no golden has the parameters ${wanted}`);
  return found;
}
