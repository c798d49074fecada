import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, openWithHub, run, runOk, test } from './app';
import { type StaticServer, serveStatic } from './static-server';

/** Refuses two users in a row, as many templates do. */
const TEMPLATE = `{{ bos_token }}{% for m in messages %}{% if loop.index0 > 0 and m.role == messages[loop.index0 - 1].role %}{{ raise_exception('roles must alternate') }}{% endif %}{{ m.role }}: {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}`;

let hub: StaticServer;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-chat-'));
  cpSync('public/models/loupe/stories', folder, { recursive: true });
  const file = path.join(folder, 'tokenizer_config.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), chat_template: TEMPLATE }));
  hub = await serveStatic(folder, {
    headers: { 'access-control-allow-origin': '*' },
    route: (pathname) => /^\/someone\/tiny-chat\/resolve\/main(\/.+)$/.exec(pathname)?.[1] ?? 401,
  });
});
test.afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });

const MODEL = 'someone/tiny-chat';
const GREEDY = { max_new_tokens: 12, do_sample: false };

test.beforeEach(({ page }) => openWithHub(page, hub.origin));

test('messages go through the chat template, and come back with the answer', async ({ page }) => {
  const messages = [
    { role: 'system', content: 'Tell stories.' },
    { role: 'user', content: 'One day' },
  ];
  const chat = await runOk(page, 'text-generation', { text: messages, ...GREEDY }, { model: MODEL });
  const answer = chat.value[0].generated_text.at(-1);
  expect(chat.value[0].generated_text).toEqual([...messages, { role: 'assistant', content: expect.any(String) }]);
  // The same text, written down by hand, is continued in the same way.
  const text = 'system: Tell stories.\nuser: One day\nassistant: ';
  const plain = await runOk(page, 'text-generation', { text, ...GREEDY, return_full_text: false });
  expect(answer.content).toBe(plain.value[0].generated_text);
  expect(chat.run.tokens.input).toBe(plain.run.tokens.input);
});

test('a conversation that the template refuses is named as such', async ({ page }) => {
  const twice = [
    { role: 'user', content: 'One' },
    { role: 'user', content: 'Two' },
  ];
  const refused = await run(page, 'text-generation', { text: twice }, { model: MODEL });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'input-invalid', field: 'text' } });
});

test('a person talks to a chat model', async ({ page }) => {
  await page.goto(`/#/text-generation?model=${encodeURIComponent(MODEL)}&max_new_tokens=8`);
  await page.getByRole('radio', { name: 'Chat' }).click();
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('One day');
  await message.press('Enter');
  const conversation = page.getByRole('list', { name: 'Conversation' });
  await expect(conversation.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Answer' })).toBeVisible();
  await expect(message).toHaveValue('');
  await message.fill('And then?');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(conversation.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Regenerate' }).click();
  await expect(page.getByRole('button', { name: 'Regenerate' })).toBeEnabled();
  await expect(conversation.getByRole('listitem')).toHaveCount(4);
});
