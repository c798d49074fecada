import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../contract/parameter';
import type { RecordedInputs } from '../contract/task';
import type { CodeModel, CodeRequest, CodeWriter } from '../lib/code/snippet';

const writers = import.meta.glob<CodeWriter>('../tasks/*/code.ts', { eager: true, import: 'codeFor' });

/** Beside the Python that runs them. */
const FOLDER = path.resolve('training/goldens/snippets');

const hub = (id: string, original: string | null = null): CodeModel => ({
  id,
  revision: 'main',
  original,
  starterFolder: null,
});
const starter = (id: string, original: string): CodeModel => ({
  id,
  revision: 'main',
  original,
  starterFolder: 'https://loupe.example/models/',
});

interface Case {
  input: RecordedInputs;
  parameters: ParameterValues;
  model: CodeModel;
  device?: CodeRequest['device'];
  dtype?: CodeRequest['dtype'];
}

const SST2 = 'distilbert/distilbert-base-uncased-finetuned-sst-2-english';
const GREEDY = { do_sample: false, temperature: 1, top_k: 50, top_p: 1, min_p: 0, typical_p: 1, seed: 7 };
const SAMPLED = { do_sample: true, temperature: 0.8, top_k: 50, top_p: 0.95, min_p: 0.05, typical_p: 1, seed: 7 };
const PLAIN = {
  min_new_tokens: 0,
  num_beams: 1,
  length_penalty: 1,
  early_stopping: false,
  num_return_sequences: 1,
  repetition_penalty: 1,
  no_repeat_ngram_size: 0,
  stop_strings: null,
  return_full_text: true,
};
/** Whatever the model says. */
const MODELS_OWN = {
  max_length: null,
  max_new_tokens: null,
  min_length: null,
  num_beams: null,
  length_penalty: null,
  early_stopping: 'default',
  no_repeat_ngram_size: null,
  repetition_penalty: null,
  num_return_sequences: 1,
};

/** The defaults of the tokenizer tab. */
const TOKENIZING = {
  text_pair: null,
  compare_with: null,
  add_special_tokens: true,
  padding: false,
  truncation: false,
  max_length: null,
  padding_side: 'default',
  pad_to_multiple_of: null,
  skip_special_tokens: true,
  clean_up_tokenization_spaces: 'default',
  chat_template: null,
  add_generation_prompt: false,
};

/** The defaults of the decoding lab, with the seed that was drawn. */
const LAB = {
  strategy: 'sampling',
  max_new_tokens: 12,
  temperature: 1,
  top_k: 50,
  top_p: 1,
  min_p: 0,
  typical_p: 1,
  repetition_penalty: 1,
  seed: 7,
  num_beams: 3,
  length_penalty: 1,
  early_stopping: false,
  given_token_ids: null,
};

const DIFFUSION = {
  negative_prompt: '',
  num_inference_steps: 2,
  guidance_scale: 7.5,
  scheduler: 'default',
  eta: 0,
  guidance_rescale: 0,
  seed: 7,
  generator_device: 'cpu',
  prompt_syntax: 'plain',
  clip_skip: null,
  low_memory: false,
  preview: 'latent',
  width: null,
  height: null,
  num_images: 1,
};
const PHOTO = { name: 'photo.jpg', type: 'image/png', bytes: 1000, width: 64, height: 48 };

const CASES: Record<string, Case[]> = {
  'text-classification': [
    {
      input: { text: 'A warm, funny and beautifully acted film.' },
      parameters: { top_k: 1, function_to_apply: 'default' },
      model: starter('loupe/sentiment', SST2),
    },
    {
      input: { text: ['"Fine", she said.', 'L’été\nest fini: \\o/ 🎬 فيلم', "It's\u202e\u0000 odd\ud83d"] },
      parameters: { top_k: null, function_to_apply: 'sigmoid' },
      model: { ...hub('SamLowe/roberta-base-go_emotions-onnx', 'SamLowe/roberta-base-go_emotions'), revision: 'v1' },
      device: 'webgpu',
      dtype: 'fp16',
    },
    {
      input: { text: Array.from({ length: 300 }, (_, index) => `Text ${index + 1}.`) },
      parameters: { top_k: 1, function_to_apply: 'default' },
      model: hub('someone/some-classifier'),
      dtype: 'fp32',
    },
  ],
  'zero-shot-classification': [
    {
      input: { text: 'The match went to extra time.', candidate_labels: ['sport', 'politics', 'cooking'] },
      parameters: { hypothesis_template: 'This example is {}.', multi_label: false },
      model: hub('Xenova/nli-deberta-v3-xsmall', 'cross-encoder/nli-deberta-v3-xsmall'),
    },
    {
      input: { text: ['One.', 'Two.'], candidate_labels: ["it's good", 'bad'] },
      parameters: { hypothesis_template: 'This text is about {}.', multi_label: true },
      model: starter('loupe/nli', 'cross-encoder/nli-deberta-v3-xsmall'),
    },
  ],
  'fill-mask': [
    {
      input: { text: 'Paris is the [MASK] of France.' },
      parameters: { top_k: 5, targets: null },
      model: hub('Xenova/bert-base-uncased', 'google-bert/bert-base-uncased'),
    },
    {
      input: { text: 'The [MASK] sat on the [MASK].' },
      parameters: { top_k: 3, targets: ['cat', 'mat'] },
      model: starter('loupe/fill-mask', 'distilbert/distilbert-base-uncased'),
    },
  ],
  'token-classification': [
    {
      input: { text: 'Ada Lovelace lived in London.' },
      parameters: { aggregation_strategy: 'simple', ignore_labels: ['O'], stride: null },
      model: hub('Xenova/bert-base-NER', 'dslim/bert-base-NER'),
    },
    {
      input: { text: 'Ada Lovelace lived in London.' },
      parameters: { aggregation_strategy: 'max', ignore_labels: [], stride: 32 },
      model: starter('loupe/ner', 'dslim/bert-base-NER'),
    },
    {
      input: { text: 'Ada Lovelace lived in London.' },
      parameters: { aggregation_strategy: 'none', ignore_labels: ['O', 'B-MISC'], stride: 32 },
      model: hub('Xenova/bert-base-NER', 'dslim/bert-base-NER'),
    },
  ],
  'question-answering': [
    {
      input: { question: 'Where did she live?', context: 'Ada Lovelace lived in London.' },
      parameters: {
        top_k: 1,
        max_answer_len: 15,
        doc_stride: null,
        max_seq_len: null,
        handle_impossible_answer: false,
      },
      model: hub('Xenova/distilbert-base-cased-distilled-squad', 'distilbert/distilbert-base-cased-distilled-squad'),
    },
    {
      input: { question: 'Who?', context: 'Ada Lovelace lived in London.' },
      parameters: {
        top_k: 3,
        max_answer_len: 30,
        doc_stride: 64,
        max_seq_len: 256,
        handle_impossible_answer: true,
        align_to_words: false,
      },
      model: starter('loupe/qa', 'distilbert/distilbert-base-cased-distilled-squad'),
    },
  ],
  summarization: [
    {
      input: { text: 'The council met on Monday. It talked about the bridge for three hours and put it off again.' },
      parameters: { ...MODELS_OWN, ...GREEDY, map_reduce: false },
      model: hub('Xenova/distilbart-cnn-6-6', 'sshleifer/distilbart-cnn-6-6'),
    },
    {
      input: { text: ['The council met on Monday.', 'It talked about the bridge.'] },
      parameters: {
        ...MODELS_OWN,
        ...SAMPLED,
        map_reduce: true,
        max_new_tokens: 60,
        min_length: 10,
        num_beams: 4,
        length_penalty: 2,
        early_stopping: true,
        no_repeat_ngram_size: 3,
        num_return_sequences: 2,
      },
      model: starter('loupe/summarize', 'sshleifer/distilbart-cnn-6-6'),
      dtype: 'q8',
    },
  ],
  translation: [
    {
      input: { text: 'Where is the station?' },
      parameters: { ...MODELS_OWN, ...GREEDY, src_lang: null, tgt_lang: null, split_sentences: false },
      model: hub('Xenova/opus-mt-en-de', 'Helsinki-NLP/opus-mt-en-de'),
    },
    {
      input: { text: ['Where is the station?'] },
      parameters: {
        ...MODELS_OWN,
        ...GREEDY,
        num_beams: 1,
        max_length: 64,
        src_lang: 'eng_Latn',
        tgt_lang: 'fra_Latn',
        split_sentences: true,
      },
      model: hub('Xenova/nllb-200-distilled-600M', 'facebook/nllb-200-distilled-600M'),
    },
    {
      input: { text: 'Where is the station?' },
      parameters: { ...MODELS_OWN, ...GREEDY, src_lang: null, tgt_lang: '>>fra<<', split_sentences: false },
      model: hub('Xenova/opus-mt-en-ROMANCE', 'Helsinki-NLP/opus-mt-en-ROMANCE'),
    },
    {
      input: { text: ['Where is the station?', 'It is late.'] },
      parameters: { ...MODELS_OWN, ...GREEDY, src_lang: 'en', tgt_lang: 'fr', split_sentences: false },
      model: hub('Xenova/t5-small', 'google-t5/t5-small'),
    },
  ],
  'text-generation': [
    {
      input: { text: 'Once upon a time' },
      parameters: { max_new_tokens: 32, ...GREEDY, ...PLAIN },
      model: starter('loupe/stories', 'HuggingFaceTB/SmolLM2-135M-Instruct'),
      dtype: 'q8',
    },
    {
      input: { text: 'Once upon a time' },
      parameters: {
        max_new_tokens: 32,
        ...SAMPLED,
        ...PLAIN,
        min_new_tokens: 4,
        num_return_sequences: 3,
        repetition_penalty: 1.1,
        stop_strings: ['\n\n', 'The end.'],
        return_full_text: false,
        output_scores: true,
      },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
      device: 'webgpu',
      dtype: 'q4f16',
    },
    {
      input: {
        text: [
          { role: 'system', content: 'You are brief.' },
          { role: 'user', content: 'Name a colour.' },
        ],
      },
      parameters: {
        max_new_tokens: 8,
        ...GREEDY,
        ...PLAIN,
        repetition_penalty: 2,
        num_beams: 4,
        length_penalty: 0.5,
        early_stopping: 'never',
      },
      model: hub('onnx-community/Qwen3-0.6B-ONNX', 'Qwen/Qwen3-0.6B'),
      dtype: 'fp32',
    },
    {
      // The defaults of the form.
      input: { text: 'Once upon a time' },
      parameters: {
        max_new_tokens: null,
        max_length: null,
        ...SAMPLED,
        ...PLAIN,
        temperature: 0.7,
        top_p: 1,
        min_p: null,
        num_return_sequences: 2,
      },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
    },
    {
      input: { text: ['Once upon a time', 'One day'] },
      parameters: { max_new_tokens: null, max_length: 24, ...GREEDY, ...PLAIN },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
    },
  ],
  embeddings: [
    {
      input: { text: ['How old are you?', 'What is your age?'] },
      parameters: { pooling: 'mean', normalize: true },
      model: starter('loupe/embed', 'sentence-transformers/all-MiniLM-L6-v2'),
    },
    {
      input: { text: 'One text.' },
      parameters: { pooling: 'cls', normalize: false },
      model: hub('Xenova/bge-small-en-v1.5', 'BAAI/bge-small-en-v1.5'),
      dtype: 'fp32',
    },
  ],
  tokenizer: [
    {
      input: { text: ['Ada Lovelace lived in London.', 'Paris is the mat.'] },
      parameters: {
        ...TOKENIZING,
        text_pair: 'the cat\nthe mat of Paris',
        padding: 'longest',
        padding_side: 'left',
        truncation: 'only_second',
        max_length: 12,
        pad_to_multiple_of: 4,
      },
      model: hub('Xenova/bert-base-uncased', 'google-bert/bert-base-uncased'),
    },
    {
      input: { text: [{ role: 'user', content: 'Name a colour.' }] },
      parameters: { ...TOKENIZING, add_special_tokens: false, add_generation_prompt: true },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
    },
  ],
  attention: [
    {
      input: { text: 'The cat sat on the mat.' },
      parameters: { text_pair: null, target: null, max_new_tokens: 40 },
      model: { ...starter('loupe/fill-mask', 'distilbert/distilbert-base-uncased'), tasks: ['fill-mask'] },
    },
    {
      input: { text: 'Where did she live?' },
      parameters: { text_pair: 'Ada Lovelace lived in London.', target: null, max_new_tokens: 40 },
      model: {
        ...hub('Xenova/distilbert-base-cased-distilled-squad', 'distilbert/distilbert-base-cased-distilled-squad'),
        tasks: ['question-answering'],
      },
      dtype: 'fp32',
    },
    {
      input: { text: ['Where is the station?', 'It is late.'] },
      parameters: { text_pair: null, target: null, max_new_tokens: 12 },
      model: { ...hub('Xenova/opus-mt-en-de', 'Helsinki-NLP/opus-mt-en-de'), tasks: ['translation'] },
      device: 'webgpu',
    },
    {
      input: { text: 'Where is the station?' },
      parameters: { text_pair: null, target: 'Où est la gare ?', max_new_tokens: 40 },
      model: { ...starter('loupe/en-fr', 'Helsinki-NLP/opus-mt-en-fr'), tasks: ['translation'] },
    },
    {
      input: { text: 'Once upon a time' },
      parameters: { text_pair: null, target: null, max_new_tokens: 40 },
      model: { ...hub('HuggingFaceTB/SmolLM2-135M-Instruct'), tasks: ['text-generation'] },
    },
    {
      input: { text: 'The cat sat on the mat.' },
      parameters: { text_pair: null, target: null, max_new_tokens: 40 },
      model: hub('someone/some-model'),
    },
  ],
  decoding: [
    {
      input: { text: 'One day, Mia found a small key.' },
      parameters: LAB,
      model: starter('loupe/stories', 'HuggingFaceTB/SmolLM2-135M-Instruct'),
    },
    {
      input: { text: 'The old man was very' },
      parameters: { ...LAB, strategy: 'beam-search', length_penalty: 0.5, early_stopping: 'never' },
      model: hub('onnx-community/Qwen3-0.6B-ONNX', 'Qwen/Qwen3-0.6B'),
      dtype: 'fp32',
    },
    {
      input: { text: 'The little bird wanted to' },
      parameters: { ...LAB, strategy: 'compare', temperature: 0.7, top_p: 0.9, repetition_penalty: 1.3 },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
      device: 'webgpu',
    },
    {
      input: { text: 'The little bird wanted to' },
      parameters: { ...LAB, strategy: 'greedy', given_token_ids: '12 7 31', max_new_tokens: 1 },
      model: hub('HuggingFaceTB/SmolLM2-135M-Instruct'),
    },
  ],
  'text-to-image': [
    {
      input: { prompt: 'a red house on the left in the snow at night' },
      parameters: { ...DIFFUSION, width: 128, height: 128 },
      model: starter('loupe/scenes', 'stable-diffusion-v1-5/stable-diffusion-v1-5'),
      dtype: 'fp32',
    },
    {
      input: { prompt: 'a "(red:1.2)" house' },
      parameters: {
        ...DIFFUSION,
        negative_prompt: 'clouds',
        scheduler: 'DPMSolverMultistepScheduler:karras',
        guidance_rescale: 0.7,
        prompt_syntax: 'weighted',
        clip_skip: 1,
        num_images: 2,
        seed: 2 ** 32 - 1,
      },
      model: hub('someone/tiny-sd-onnx', 'someone/tiny-sd'),
      device: 'webgpu',
      dtype: 'fp32',
    },
  ],
  'image-to-image': [
    {
      input: { prompt: 'a blue house', image: PHOTO, mask_image: null },
      parameters: { ...DIFFUSION, strength: 0.6, resize_mode: 'crop', scheduler: 'DDIMScheduler', eta: 0.5 },
      model: hub('someone/tiny-sd'),
      dtype: 'fp32',
    },
    {
      input: { prompt: 'a blue house', image: PHOTO, mask_image: PHOTO },
      parameters: { ...DIFFUSION, strength: 1, resize_mode: 'fill', width: 64, height: 64, num_images: 2 },
      model: starter('loupe/scenes', 'stable-diffusion-v1-5/stable-diffusion-v1-5'),
      dtype: 'fp32',
    },
    {
      input: { prompt: 'a blue house', image: PHOTO, mask_image: PHOTO },
      parameters: { ...DIFFUSION, strength: 1, resize_mode: 'default', guidance_rescale: 0.5 },
      model: hub('someone/tiny-sd'),
      dtype: 'fp32',
    },
  ],
};

describe.each(Object.entries(CASES))('the code of %s', (task, cases) => {
  it.each(cases.map((given, index) => [index + 1, given] as const))('is as stored, %i', async (number, given) => {
    const codeFor = writers[`../tasks/${task}/code.ts`];
    const snippets = codeFor?.({ task, device: 'wasm', dtype: 'q4', ...given });
    await expect(snippets?.python).toMatchFileSnapshot(path.join(FOLDER, `${task}-${number}.py`));
    await expect(snippets?.javascript).toMatchFileSnapshot(path.join(FOLDER, `${task}-${number}.mjs`));
  });
});

/** Its programs are those of the picture tasks. */
const SHARED = ['denoising'];

it('is there for every task that has stored snippets, and stored for every task that has code', () => {
  const tasks = Object.keys(writers).flatMap((file) => file.split('/')[2] ?? []);
  expect(tasks.filter((task) => !SHARED.includes(task)).sort()).toEqual(Object.keys(CASES).sort());
});
