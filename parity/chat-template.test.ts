import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isChat } from '../src/contract/task';
import { differenceOf, TOLERANCE } from './compare';
import { readGoldens } from './golden-case';
import { runTask } from './run-task';
import { VALUES } from './values';

// Newer exports have their chat template in a file of its own. Here a model has it moved there: what Python answers for
// the model as it was must come out.
const TASK = 'text-generation';
const ORIGINAL = 'parity/qwen2-text-generation';
const CHATS = readGoldens(TASK).filter(({ model, input }) => model === ORIGINAL && isChat(input.text));

/** What is left in tokenizer_config.json. */
const MOVED: Record<string, string | undefined> = {
  'parity/template-moved': undefined,
  'parity/template-twice': "{{ raise_exception('the file goes before this one') }}",
};

const fetchFile = globalThis.fetch;

async function fetchMoved(address: string | URL): Promise<Response> {
  const id = Object.keys(MOVED).find((name) => String(address).includes(`/${name}/`));
  if (!id) return fetchFile(address);
  const original = String(address).replace(id, ORIGINAL);
  const config = () => fetchFile(original.replace('chat_template.jinja', 'tokenizer_config.json'));
  if (original.endsWith('chat_template.jinja')) return new Response((await (await config()).json()).chat_template);
  if (!original.endsWith('tokenizer_config.json')) return fetchFile(original);
  return Response.json({ ...(await (await config()).json()), chat_template: MOVED[id] });
}

beforeAll(() => {
  vi.stubGlobal('fetch', fetchMoved);
});
afterAll(() => {
  vi.stubGlobal('fetch', fetchFile);
});

describe.each(Object.keys(MOVED))('%s', (model) => {
  test.each(CHATS)('a conversation goes through the template of the file, %#', async (golden) => {
    const run = await runTask(TASK, model, { ...golden.input, ...golden.parameters });
    expect(differenceOf(VALUES[TASK]?.(run, golden), golden.value, TOLERANCE)).toBeNull();
  });
});

test('there are conversations among the goldens', () => {
  expect(CHATS.length).toBeGreaterThan(2);
});
