import { describe, expect, it } from 'vitest';
import { collectFromList, MOST_FILES, TooManyFiles } from './collect-files';
import { guessModel, guessTask, hubName } from './guess-model';

const file = (path: string, text = '') => {
  const made = new File([text], path.split('/').at(-1) ?? '');
  Object.defineProperty(made, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  return made;
};

describe('guessTask', () => {
  it.each([
    [{ architectures: ['DistilBertForSequenceClassification'] }, 'text-classification'],
    [
      { architectures: ['BertForSequenceClassification'], label2id: { ENTAILMENT: 0, neutral: 1 } },
      'zero-shot-classification',
    ],
    [{ architectures: ['BertForMaskedLM'] }, 'fill-mask'],
    [{ architectures: ['BertForTokenClassification'] }, 'token-classification'],
    [{ architectures: ['RobertaForQuestionAnswering'] }, 'question-answering'],
    [{ architectures: ['GPT2LMHeadModel'] }, 'text-generation'],
    [{ architectures: ['LlamaForCausalLM'] }, 'text-generation'],
    [{ architectures: ['MarianMTModel'] }, 'translation'],
    [{ architectures: ['M2M100ForConditionalGeneration'] }, 'translation'],
    [{ architectures: ['BartForConditionalGeneration'] }, 'summarization'],
    [
      {
        architectures: ['T5ForConditionalGeneration'],
        task_specific_params: { summarization: {}, translation_en_to_de: {} },
      },
      'summarization',
    ],
    [
      { architectures: ['T5ForConditionalGeneration'], task_specific_params: { translation_en_to_de: {} } },
      'translation',
    ],
    [{ architectures: ['WhisperModel'] }, null],
    [{ architectures: 'nonsense' }, null],
    [{}, null],
  ])('%j', (config, task) => {
    expect(guessTask(config)).toBe(task);
  });
});

describe('guessModel', () => {
  const config = JSON.stringify({ architectures: ['BertForMaskedLM'], _name_or_path: 'google/bert-tiny' });

  it('takes a folder by its name', async () => {
    const collected = collectFromList([file('My model/config.json', config), file('My model/onnx/model.onnx')]);
    expect(collected.files.map(({ path }) => path)).toEqual(['config.json', 'onnx/model.onnx']);
    expect(await guessModel(collected)).toEqual({ name: 'My-model', task: 'fill-mask', problem: null });
  });

  it('takes loose files by what they say', async () => {
    const collected = collectFromList([file('config.json', config), file('model.onnx')]);
    expect(await guessModel(collected)).toEqual({ name: 'bert-tiny', task: 'fill-mask', problem: null });
  });

  it('knows a diffusion model', async () => {
    const collected = collectFromList([file('sd/model_index.json', '{}'), file('sd/unet/model.onnx')]);
    expect(await guessModel(collected)).toEqual({ name: 'sd', task: 'text-to-image', problem: null });
  });

  it('leaves a zip to the store', async () => {
    const collected = collectFromList([file('bert tiny.zip')]);
    expect(collected).toMatchObject({ name: 'bert tiny', files: [] });
    expect(await guessModel(collected)).toEqual({ name: 'bert-tiny', task: null, problem: null });
  });

  it('says what is missing', async () => {
    const pytorch = collectFromList([file('m/config.json', config), file('m/pytorch_model.bin')]);
    expect((await guessModel(pytorch)).problem).toContain('no ONNX graph');
    const broken = collectFromList([file('m/config.json', '{"a":'), file('m/model.onnx')]);
    expect((await guessModel(broken)).problem).toContain('config.json');
    expect((await guessModel(collectFromList([]))).problem).toContain('no file');
  });

  it('leaves out what is no part of a model, and does not swallow a home folder', () => {
    const clone = collectFromList([file('m/.git/HEAD'), file('m/config.json'), file('m/__MACOSX/x')]);
    expect(clone.files.map(({ path }) => path)).toEqual(['config.json']);
    const many = Array.from({ length: MOST_FILES + 1 }, (_, index) => file(`home/${index}`));
    expect(() => collectFromList(many)).toThrow(TooManyFiles);
  });
});

it.each([
  ['Ünïcode name (v2)', 'Unicode-name-v2'],
  ['../../etc', 'etc'],
  ['...', ''],
  ['a'.repeat(200), 'a'.repeat(96)],
])('hubName(%j)', (text, name) => {
  expect(hubName(text)).toBe(name);
});
