import { ENCODER_DECODERS_OWN, generationOptions } from './generation';
import { javascriptLiteral } from './javascript';
import type { CodeValue } from './literal';
import {
  ignoredByJavascript,
  javascriptProgram,
  pythonLoading,
  pythonModel,
  pythonModelNotes,
  pythonVariable,
  variableOf,
} from './program';
import { pythonCall, pythonComment, pythonLiteral } from './python';
import type { CodeRequest, Snippets } from './snippet';

interface SequenceToSequence {
  run: CodeRequest;
  /** What the variable with the JavaScript pipeline is called. */
  name: string;
  /** JavaScript: options beside those of `generate`. */
  options?: Readonly<Record<string, CodeValue>>;
  /** Python: keywords for loading the tokenizer, and expressions for `generate`. */
  tokenizer?: Readonly<Record<string, CodeValue>>;
  expressions?: readonly string[];
  /** Put before each text, where the model is told in words what to do. */
  prefix?: string;
  /** The JavaScript pipeline puts it there by itself. */
  prefixBuiltIn?: boolean;
  /** What neither library does. */
  notes: readonly string[];
}

/**
 * Both programs of an encoder-decoder task. The Python one loads model and tokenizer by themselves, since transformers 5
 * has no pipeline for these tasks any more.
 */
export function sequenceToSequencePrograms(program: SequenceToSequence): Snippets {
  const { run, name, options = {}, prefix = '', prefixBuiltIn = false, notes } = program;
  const { javascript, ignored, seed } = generationOptions(run, ENCODER_DECODERS_OWN);
  return {
    javascript: javascriptProgram({
      run,
      name,
      variables: [variableOf('text', run)],
      javascript: {
        positional: [prefix === '' || prefixBuiltIn ? 'text' : prefixedText(run, prefix)],
        options: { ...options, ...javascript },
        comments: [...notes, ...withoutBeams(run), ...ignoredByJavascript(ignored)],
      },
      seed,
    }),
    python: pythonProgram(program),
  };
}

/** Where nobody says how many beams, the model or the pipeline does, in Loupe and in Python. */
const withoutBeams = ({ parameters }: CodeRequest): string[] =>
  (parameters.num_beams ?? null) === null && parameters.do_sample !== true
    ? ['transformers.js has no beam search: it takes the likeliest token at each step.']
    : [];

function prefixedText({ input }: CodeRequest, prefix: string): string {
  const literal = javascriptLiteral(prefix);
  return Array.isArray(input.text) ? `text.map((one) => ${literal} + one)` : `${literal} + text`;
}

function pythonProgram({ run, tokenizer = {}, expressions = [], prefix = '', notes }: SequenceToSequence): string {
  const { python, seed } = generationOptions(run, ENCODER_DECODERS_OWN);
  const id = pythonLiteral(pythonModel(run));
  const texts = variableOf('texts', run, 'text');
  const list = { ...texts, value: Array.isArray(texts.value) ? texts.value : [texts.value] };
  const input = prefix === '' ? 'texts' : `[${pythonLiteral(prefix)} + text for text in texts]`;
  return [
    `from transformers import AutoModelForSeq2SeqLM, AutoTokenizer${seed === null ? '' : ', set_seed'}\n`,
    [
      pythonComment(pythonModelNotes(run)),
      `tokenizer = ${pythonCall('AutoTokenizer.from_pretrained', [id], tokenizer, 12)}\n`,
      `model = ${pythonCall('AutoModelForSeq2SeqLM.from_pretrained', [id], pythonLoading(run), 8)}\n`,
    ].join(''),
    pythonDefaults(run),
    pythonVariable(list),
    [
      pythonComment(notes),
      seed === null
        ? ''
        : `${pythonComment(['Other random numbers than in Loupe: the text differs.'])}set_seed(${seed})\n`,
      `inputs = tokenizer(${input}, padding=True, truncation=True, return_tensors="pt")\n`,
      `outputs = ${pythonCall('model.generate', ['**inputs', ...expressions], python, 10)}\n`,
      'for text in tokenizer.batch_decode(outputs, skip_special_tokens=True):\n    print(text)\n',
    ].join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What the pipelines of transformers 4 did by themselves where the caller said nothing. */
function pythonDefaults({ parameters }: CodeRequest): string {
  const { num_beams = null, max_length = null, max_new_tokens = null } = parameters;
  const lines = [
    ...(num_beams === null ? ['model.generation_config.num_beams = 4'] : []),
    ...(max_length === null && max_new_tokens === null
      ? ['if model.generation_config.max_length in (None, 20):', '    model.generation_config.max_new_tokens = 256']
      : []),
  ];
  if (lines.length === 0) return '';
  return `# As the pipelines of transformers 4 did by themselves.\n${lines.join('\n')}\n`;
}

/** T5 and its kin are told in words what to do. */
export const isT5 = (id: string): boolean => /(^|[^a-z])(m?t5|flan)([^a-z]|$)/i.test(id);
