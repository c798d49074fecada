import { expect, run, runOk, test } from './app';
import golden from './goldens/decoding.json' with { type: 'json' };

// What Python's transformers makes of the same weights is in goldens/decoding.json; training/goldens writes it.

interface Written {
  token_ids: number[];
  text: string;
  score: number | null;
  finish_reason: string;
  tokens: { id: number; logprob: number; text: string; alternatives: { id: number; logprob: number }[] }[] | null;
}

test.beforeEach(({ page }) => page.goto('/'));

test("greedy decoding and beams write what Python's generate writes", async ({ page }) => {
  for (const { options, sequences, logprobs } of golden.cases) {
    const name = JSON.stringify(options);
    const input = { text: golden.text, output_scores: true, do_sample: false, ...options };
    const { details, value } = await runOk(page, 'text-generation', input);
    const written: Written[] = details.prompts[0].sequences;
    expect(details.prompts[0].prompt_tokens, name).toBe(golden.prompt_ids.length);
    expect(
      written.map(({ token_ids }) => token_ids),
      name,
    ).toEqual(sequences.map(({ token_ids }) => token_ids));
    expect(value, name).toEqual(sequences.map(({ text }) => ({ generated_text: golden.text + text })));
    for (const [index, { score }] of sequences.entries()) {
      const actual = written[index]?.score;
      if (score === null) expect(actual, name).toBeNull();
      else expect(Math.abs((actual ?? 0) / score - 1), name).toBeLessThan(1e-4);
    }
    for (const [index, logprob] of (logprobs ?? []).entries()) {
      expect(Math.abs((written[0]?.tokens?.[index]?.logprob ?? 0) - logprob), name).toBeLessThan(1e-3);
    }
  }
});

test('probabilities are those of PyTorch, and the tokens joined are the text', async ({ page }) => {
  const plain = golden.cases[0];
  const { details } = await runOk(page, 'text-generation', {
    text: golden.text,
    ...plain?.options,
    do_sample: false,
    output_scores: true,
  });
  const { tokens, text }: Written = details.prompts[0].sequences[0];
  expect(tokens?.map((token) => token.text).join('')).toBe(text);
  for (const [index, logprob] of (plain?.logprobs ?? []).entries()) {
    const token = tokens?.[index];
    expect(Math.abs(Math.exp(token?.logprob ?? 0) - Math.exp(logprob))).toBeLessThan(1e-4);
    // Greedy decoding takes the likeliest.
    expect(token?.alternatives[0]).toMatchObject({ id: token?.id });
  }
});

test('a long beam run stops soon, and the next run works', async ({ page }) => {
  await runOk(page, 'text-generation', { text: golden.text, max_new_tokens: 2 });
  const { code, late, total } = await page.evaluate(async (text) => {
    const controller = new AbortController();
    let steps = 0;
    let afterStop = 0;
    const result = await window.loupe.run(
      'text-generation',
      { text, max_new_tokens: 400, num_beams: 8, min_new_tokens: 400, do_sample: false },
      {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type !== 'step' || event.unit !== 'token') return;
          steps = event.total;
          if (controller.signal.aborted) afterStop += 1;
          if (event.step >= 3) controller.abort();
        },
      },
    );
    return { code: result.ok ? 'ok' : result.failure.code, late: afterStop, total: steps };
  }, golden.text);
  expect({ code, total }).toEqual({ code: 'cancelled', total: 400 });
  expect(late).toBeLessThanOrEqual(1);
  const next = await runOk(page, 'text-generation', { text: golden.text, max_new_tokens: 4, num_beams: 2 });
  expect(next.run.tokens.output).toBe(4);
});

test('sequences of one prompt share its reading; beams without sampling give as many as asked for', async ({
  page,
}) => {
  const input = { text: golden.text, num_beams: 3, num_return_sequences: 3, max_new_tokens: 10, do_sample: false };
  const { value, details } = await runOk(page, 'text-generation', input);
  expect(value).toHaveLength(3);
  const scores: number[] = details.prompts[0].sequences.map(({ score }: Written) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  const drawn = { ...input, do_sample: true, seed: 5 };
  const first = await runOk(page, 'text-generation', drawn);
  expect((await runOk(page, 'text-generation', drawn)).value).toEqual(first.value);
});

test('several continuations need sampling, or as many beams', async ({ page }) => {
  const ask = async (options: object) => {
    const result = await run(page, 'text-generation', { text: 'One', max_new_tokens: 2, ...options });
    return result.ok ? 'ok' : result.failure.code;
  };
  const greedy = { do_sample: false, num_beams: 1 };
  expect(await ask({ ...greedy, num_return_sequences: 2 })).toBe('parameter-invalid');
  expect(await ask({ ...greedy, num_return_sequences: 3, num_beams: 2 })).toBe('parameter-invalid');
  expect(await ask({ num_return_sequences: 3, num_beams: 2, do_sample: true })).toBe('parameter-invalid');
  expect(await ask({ ...greedy, num_return_sequences: 2, num_beams: 2 })).toBe('ok');
  // The pipeline samples unless it is told otherwise.
  expect(await ask({ num_return_sequences: 2 })).toBe('ok');
  expect(await ask({ num_return_sequences: 2, no_repeat_ngram_size: 2, do_sample: true })).toBe('ok');
});

test('an explicit max_new_tokens counts, whatever it is; without one max_length does', async ({ page }) => {
  const written = async (options: object) => {
    // No end token before the limit.
    const input = { text: golden.text, do_sample: false, min_new_tokens: 300, ...options };
    return (await runOk(page, 'text-generation', input)).run.tokens.output;
  };
  const read = golden.prompt_ids.length;
  expect(await written({})).toBe(256);
  expect(await written({ max_length: read + 9 })).toBe(9);
  expect(await written({ max_length: read + 9, max_new_tokens: null })).toBe(9);
  expect(await written({ max_length: read + 9, max_new_tokens: 256, min_new_tokens: 256 })).toBe(256);
});

test('a model without a chat template says so when it is given a conversation', async ({ page }) => {
  const result = await run(page, 'text-generation', { text: [{ role: 'user', content: 'Hello' }] });
  expect(result).toMatchObject({ ok: false, failure: { code: 'model-incompatible', field: 'text' } });
});

test('a batch that is stopped keeps what is done, and goes on from there', async ({ page }) => {
  const { whole, resumed, firstRun } = await page.evaluate(async () => {
    const input = { text: ['One day', 'The king', 'A small bird'], max_new_tokens: 12, do_sample: true, seed: 3 };
    const complete = await window.loupe.run('text-generation', input);
    const controller = new AbortController();
    const kept: unknown[] = [];
    await window.loupe.run('text-generation', input, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== 'items') return;
        kept.push(...event.items);
        if (kept.length === 2) controller.abort();
      },
    });
    const numbers = new Set<number>();
    const rest = await window.loupe.run('text-generation', input, {
      resume: kept,
      onEvent: (event) => {
        if (event.type === 'token') numbers.add(event.sequence);
      },
    });
    const outcomeOf = (result: typeof rest) => (result.ok ? result.value : result.failure);
    return { whole: outcomeOf(complete), resumed: outcomeOf(rest), firstRun: [kept.length, ...numbers] };
  });
  expect(resumed).toEqual(whole);
  expect(firstRun).toEqual([2, 2]);
});
