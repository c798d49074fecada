import { javascriptCall, javascriptComment, javascriptLiteral } from '../../lib/code/javascript';
import type { CodeValue } from '../../lib/code/literal';
import {
  javascriptDevice,
  javascriptLoading,
  javascriptStarter,
  pythonLoading,
  pythonModel,
  pythonModelNotes,
  pythonVariable,
  type Variable,
  variableOf,
} from '../../lib/code/program';
import { pythonCall, pythonComment, pythonLiteral } from '../../lib/code/python';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** Pipelines have no attentions: both programs call the model itself. */
export function codeFor(run: CodeRequest): Snippets {
  return { javascript: javascriptProgram(run), python: pythonProgram(run) };
}

/** Tokens of one text, at most, as the worker has it. */
const MOST_TOKENS = 160;

/** The classes are called alike in both libraries. */
const CLASSES: Readonly<Record<string, string>> = {
  'text-classification': 'AutoModelForSequenceClassification',
  'zero-shot-classification': 'AutoModelForSequenceClassification',
  'fill-mask': 'AutoModelForMaskedLM',
  'token-classification': 'AutoModelForTokenClassification',
  'question-answering': 'AutoModelForQuestionAnswering',
  'text-generation': 'AutoModelForCausalLM',
  summarization: 'AutoModelForSeq2SeqLM',
  translation: 'AutoModelForSeq2SeqLM',
};

/** A model that the catalogue does not know shows what it is by being led through a target, or not at all. */
function classOf({ model, parameters }: CodeRequest): string {
  const task = model.tasks?.find((name) => name in CLASSES);
  return (task && CLASSES[task]) ?? (targetOf(parameters) === null ? 'AutoModel' : 'AutoModelForSeq2SeqLM');
}

const translates = (run: CodeRequest): boolean => classOf(run) === 'AutoModelForSeq2SeqLM';

const targetOf = ({ target }: CodeRequest['parameters']): string | null => (typeof target === 'string' ? target : null);

/** Each text is read by itself, without padding. */
function variablesOf(run: CodeRequest): Variable[] {
  const text = variableOf('texts', run, 'text');
  const { text_pair } = run.parameters;
  return [
    { ...text, value: Array.isArray(text.value) ? text.value : [text.value] },
    ...(!translates(run) && typeof text_pair === 'string'
      ? [{ name: 'text_pair', value: text_pair, comment: [] }]
      : []),
    ...(translates(run) && targetOf(run.parameters) !== null
      ? [{ name: 'target', value: targetOf(run.parameters), comment: [] }]
      : []),
  ];
}

const unknownClass = (run: CodeRequest): string[] =>
  classOf(run) === 'AutoModel' && !run.model.tasks
    ? ['For a model that translates or summarises, take AutoModelForSeq2SeqLM.']
    : [];

function pythonProgram(run: CodeRequest): string {
  const model = pythonLiteral(pythonModel(run));
  const loading: Record<string, CodeValue> = { ...pythonLoading(run), attn_implementation: 'eager' };
  const name = classOf(run);
  return [
    `import torch\nfrom transformers import ${[name, 'AutoTokenizer'].sort().join(', ')}\n`,
    [
      pythonComment([...pythonModelNotes(run), ...unknownClass(run)]),
      `tokenizer = AutoTokenizer.from_pretrained(${model})\n`,
      pythonComment(['Other implementations than the eager one never hold the weights as a whole.']),
      `model = ${pythonCall(`${name}.from_pretrained`, [model], loading, 8)}.eval()\n`,
    ].join(''),
    variablesOf(run).map(pythonVariable).join(''),
    `for text in texts:\n${indented(pythonReading(run), '    ')}`,
  ].join('\n');
}

function pythonReading(run: CodeRequest): string {
  const pair = variablesOf(run).some(({ name }) => name === 'text_pair');
  const limit = `max_length=min(tokenizer.model_max_length, ${MOST_TOKENS})`;
  const words = [...(pair ? ['text_pair'] : []), 'truncation=True', limit, 'return_tensors="pt"'];
  const inputs = `inputs = ${pythonCall('tokenizer', ['text', ...words], {}, 13)}\n`;
  return [
    inputs,
    ...(translates(run)
      ? pythonTranslating(run)
      : ['with torch.no_grad():\n    outputs = model(**inputs, output_attentions=True)\n']),
    'print(tokenizer.convert_ids_to_tokens(inputs["input_ids"][0]))\n',
    ...(translates(run) ? ['print(tokenizer.convert_ids_to_tokens(decoder_input_ids[0]))\n'] : []),
    PYTHON_PRINTING,
  ].join('');
}

const PYTHON_PRINTING = `for name in ("attentions", "encoder_attentions", "decoder_attentions", "cross_attentions"):
    if layers := outputs.get(name):
        # [layers, heads, tokens that look, tokens that are looked at]; each row sums to 1.
        weights = torch.stack(layers)[:, 0]
        print(name, tuple(weights.shape))
        # The first layer, as the mean of its heads.
        print(weights[0].mean(dim=0))
`;

/** The decoder reads what it writes, or what it is led through, one token behind. */
function pythonTranslating({ parameters }: CodeRequest): string[] {
  const { max_new_tokens = 40 } = parameters;
  const written =
    targetOf(parameters) === null
      ? [
          `written = model.generate(**inputs, num_beams=1, do_sample=False, max_new_tokens=${max_new_tokens})\n`,
          'decoder_input_ids = written[:, :-1]\n',
        ]
      : [
          'labels = tokenizer(text_target=target, return_tensors="pt")["input_ids"]\n',
          'decoder_input_ids = model.prepare_decoder_input_ids_from_labels(labels=labels)\n',
        ];
  return [
    ...written,
    'with torch.no_grad():\n    outputs = model(**inputs, decoder_input_ids=decoder_input_ids, output_attentions=True)\n',
  ];
}

const GRAPH_NOTES = [
  'transformers.js gives the attentions that a graph has as outputs, and few graphs of the Hub have them; Loupe adds them',
  'when it loads a graph. Where nothing is printed, export the model with output_attentions=True.',
];

function javascriptProgram(run: CodeRequest): string {
  const name = classOf(run);
  const led = translates(run) && targetOf(run.parameters) !== null;
  const imports = [name, 'AutoTokenizer', ...(run.model.starterFolder ? ['env'] : []), ...(led ? ['Tensor'] : [])];
  const id = javascriptLiteral(run.model.id);
  const { revision, ...device } = javascriptLoading(run);
  const load = javascriptCall(`await ${name}.from_pretrained`, [id], javascriptLoading(run), 14);
  return [
    `import { ${imports.sort().join(', ')} } from '@huggingface/transformers';\n`,
    javascriptStarter(run),
    [
      javascriptComment(unknownClass(run)),
      `const tokenizer = await ${javascriptCall('AutoTokenizer.from_pretrained', [id], revision === undefined ? {} : { revision })};\n`,
      'device' in device ? javascriptDevice(run) : '',
      `const model = ${load};\n`,
    ].join(''),
    variablesOf(run)
      .map(
        ({ name: variable, value, comment }) =>
          `${javascriptComment(comment)}const ${variable} = ${javascriptLiteral(value)};\n`,
      )
      .join(''),
    javascriptComment(
      translates(run)
        ? [...GRAPH_NOTES, 'Of the encoder it keeps the last hidden states alone: encoder_attentions are missing.']
        : GRAPH_NOTES,
    ).concat(`for (const text of texts) {\n${indented(javascriptReading(run, led), '  ')}}\n`),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function javascriptReading(run: CodeRequest, led: boolean): string {
  const pair = variablesOf(run).some(({ name }) => name === 'text_pair');
  const words = [
    ...(pair ? ['text_pair'] : []),
    'truncation: true',
    `max_length: Math.min(tokenizer.model_max_length, ${MOST_TOKENS})`,
  ];
  const inputs = `const inputs = tokenizer(text, { ${words.join(', ')} });\n`;
  const print = [
    'for (const [name, tensor] of Object.entries(outputs)) {\n',
    "  if (name.includes('attentions')) console.log(name, tensor.dims, tensor.tolist());\n",
    '}\n',
  ];
  if (!translates(run)) return [inputs, 'const outputs = await model(inputs);\n', ...print].join('');
  if (!led) {
    const { max_new_tokens = 40 } = run.parameters;
    const options = {
      num_beams: 1,
      do_sample: false,
      max_new_tokens,
      return_dict_in_generate: true,
      output_attentions: true,
    };
    return [
      inputs,
      `const outputs = await model.generate(${javascriptLiteral(options as CodeValue, 99).replace('{', '{\n  ...inputs,')});\n`,
      javascriptComment(['A list for each token that is written, with a tensor for each layer.']),
      "for (const name of ['decoder_attentions', 'cross_attentions']) {\n",
      '  for (const layers of outputs[name] ?? []) console.log(name, layers.map(({ dims }) => dims));\n',
      '}\n',
    ].join('');
  }
  return [
    inputs,
    javascriptComment(['The decoder reads the target one token behind.']),
    'const { data } = tokenizer(target).input_ids;\n',
    'const start = BigInt(model.config.decoder_start_token_id ?? model.generation_config.decoder_start_token_id);\n',
    "const decoder_input_ids = new Tensor('int64', [start, ...data.slice(0, -1)], [1, data.length]);\n",
    'const outputs = await model({ ...inputs, decoder_input_ids });\n',
    ...print,
  ].join('');
}

const indented = (lines: string, by: string): string => lines.replaceAll(/^(?=.)/gm, by);
