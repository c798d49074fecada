import { describe, expect, it } from 'vitest';
import type { CodeRequest } from '../../lib/code/snippet';
import { codeFor } from './code';

const request = (input: CodeRequest['input'], parameters: CodeRequest['parameters'] = {}): CodeRequest => ({
  task: 'tokenizer',
  input,
  parameters,
  model: { id: 'Xenova/toxic-bert', revision: 'main', original: 'unitary/toxic-bert', starterFolder: null },
  device: null,
  dtype: null,
});

describe('codeFor', () => {
  it('writes a padded batch of pairs', () => {
    const { javascript, python } = codeFor(
      request(
        { text: ['a', 'b'] },
        { padding: 'longest', truncation: 'only_second', max_length: 8, text_pair: 'c\nd', padding_side: 'left' },
      ),
    );
    expect(python).toContain('AutoTokenizer.from_pretrained("unitary/toxic-bert")');
    expect(python).toContain('padding="longest"');
    expect(python).toContain('truncation="only_second"');
    expect(python).toContain('text_pair=["c", "d"]');
    expect(python).toContain('padding_side="left"');
    expect(javascript).toContain("from_pretrained('Xenova/toxic-bert')");
    expect(javascript).toContain('padding: true');
    expect(javascript).toContain('truncation: true');
    expect(javascript).toContain('transformers.js takes no notice of padding_side, truncation');
  });

  it('renders a conversation first', () => {
    const { javascript, python } = codeFor(
      request({ text: [{ role: 'user', content: 'Hi' }] }, { add_generation_prompt: true, add_special_tokens: false }),
    );
    expect(python).toContain('tokenizer.apply_chat_template(text, tokenize=False, add_generation_prompt=True)');
    expect(python).toContain('encoded = tokenizer(rendered, add_special_tokens=False)');
    expect(javascript).toContain(
      'tokenizer.apply_chat_template(text, { tokenize: false, add_generation_prompt: true })',
    );
    expect(javascript).toContain('tokenizer(rendered, { add_special_tokens: false, return_tensor: false })');
  });
});
