import { describe, expect, test } from 'vitest';
import { isChat } from '../src/contract/task';
import { differenceOf, TOLERANCE } from './compare';
import { readGoldens } from './golden-case';
import { variants } from './open-model-files';
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

for (const [id, left] of Object.entries(MOVED)) {
  variants.set(id, {
    of: ORIGINAL,
    async change(files) {
      const config = JSON.parse((await files['tokenizer_config.json']?.text()) ?? '{}');
      return {
        ...files,
        'chat_template.jinja': new Blob([config.chat_template]),
        'tokenizer_config.json': new Blob([JSON.stringify({ ...config, chat_template: left })]),
      };
    },
  });
}

describe.each(Object.keys(MOVED))('%s', (model) => {
  test.each(CHATS)('a conversation goes through the template of the file, %#', async (golden) => {
    const run = await runTask(TASK, model, { ...golden.input, ...golden.parameters });
    expect(differenceOf(VALUES[TASK]?.(run, golden), golden.value, TOLERANCE)).toBeNull();
  });
});

test('there are conversations among the goldens', () => {
  expect(CHATS.length).toBeGreaterThan(2);
});
