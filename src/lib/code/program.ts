import { isChat } from '../../contract/task';
import { formatCount } from '../format';
import { javascriptCall, javascriptComment, javascriptLiteral } from './javascript';
import type { CodeValue } from './literal';
import { pythonCall, pythonComment, pythonLiteral } from './python';
import type { CodeRequest, Snippets } from './snippet';

/** Texts of a batch that are written out; the others are said to be missing. */
const TEXTS_SHOWN = 20;

/** One variable of a program, from an input of the run. */
export interface Variable {
  name: string;
  value: CodeValue;
  /** Said above it. */
  comment: string[];
}

/** One side of a run on a pipeline: what it is called with, and what must be said beside it. */
export interface Call {
  /** Expressions before the options; names of variables by default. */
  positional: readonly string[];
  options: Readonly<Record<string, CodeValue>>;
  comments?: readonly string[];
}

export interface PipelineProgram {
  run: CodeRequest;
  /** What the variable with the pipeline is called. */
  name: string;
  variables: readonly Variable[];
  javascript: Call;
  python: Call;
  /** Of the random numbers; null where none are drawn. */
  seed?: number | null;
}

/** An input as a variable; of a long batch only the beginning. */
export function variableOf(name: string, { input }: CodeRequest, field = name): Variable {
  const value = input[field] ?? '';
  if (!Array.isArray(value) || isChat(value) || value.length <= TEXTS_SHOWN) {
    return { name, value: plain(value), comment: [] };
  }
  const comment = [
    `The first ${TEXTS_SHOWN} of ${formatCount(value.length)} texts: put yours here, or read them from a file.`,
  ];
  return { name, value: value.slice(0, TEXTS_SHOWN) as string[], comment };
}

const plain = (value: CodeRequest['input'][string]): CodeValue =>
  isChat(value)
    ? value.map(({ role, content }) => ({ role, content }))
    : typeof value === 'string' || Array.isArray(value)
      ? value
      : null;

/** Both programs of a task that has a pipeline in both libraries. */
export const pipelinePrograms = (program: PipelineProgram): Snippets => ({
  javascript: javascriptProgram(program),
  python: pythonProgram(program),
});

export function javascriptProgram(program: Omit<PipelineProgram, 'python'>): string {
  const { run, name, variables, javascript: call, seed = null } = program;
  const imports = ['pipeline', ...(run.model.starterFolder ? ['env'] : []), ...(seed === null ? [] : ['random'])];
  const load = javascriptCall(
    'await pipeline',
    [javascriptLiteral(run.task), javascriptLiteral(run.model.id)],
    javascriptLoading(run),
    `const ${name} = `.length,
  );
  return [
    `import { ${imports.sort().join(', ')} } from '@huggingface/transformers';\n`,
    javascriptStarter(run),
    `${javascriptDevice(run)}const ${name} = ${load};\n`,
    ...variables.map(
      (variable) =>
        `${javascriptComment(variable.comment)}const ${variable.name} = ${javascriptLiteral(variable.value)};\n`,
    ),
    [
      javascriptComment(call.comments ?? []),
      seed === null ? '' : javascriptComment(['Other random numbers than in Loupe: the text differs.']),
      seed === null ? '' : `random.seed(${seed});\n`,
      `const result = ${javascriptCall(`await ${name}`, call.positional, call.options, 15)};\n`,
      'console.log(JSON.stringify(result, null, 2));\n',
    ].join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Options of loading a model. */
export const javascriptLoading = ({ model, device, dtype }: CodeRequest): Record<string, CodeValue> => ({
  ...(model.revision === 'main' ? {} : { revision: model.revision }),
  ...(device ? { device } : {}),
  ...(dtype ? { dtype } : {}),
});

export const javascriptDevice = ({ device }: CodeRequest): string =>
  device ? javascriptComment(['For a browser; in Node leave the device out.']) : '';

/** How transformers.js finds a model that is not on the Hub. */
export function javascriptStarter({ model }: Pick<CodeRequest, 'model'>): string {
  if (!model.starterFolder) return '';
  return `${javascriptComment([`${model.id} is not on the Hub: it is loaded from the site that Loupe runs on.`])}env.allowLocalModels = false;
env.remoteHost = ${javascriptLiteral(model.starterFolder)};
env.remotePathTemplate = '{model}/';
`;
}

function pythonProgram({ run, name, variables, python: call, seed = null }: PipelineProgram): string {
  const imports = ['pipeline', ...(seed === null ? [] : ['set_seed'])];
  const prefix = `${name} = `;
  return [
    `from transformers import ${imports.join(', ')}\n`,
    `${pythonComment(pythonModelNotes(run))}${prefix}${pythonCall('pipeline', [pythonLiteral(run.task)], { model: pythonModel(run), ...pythonLoading(run) }, prefix.length)}\n`,
    ...variables.map(pythonVariable),
    [
      pythonComment(call.comments ?? []),
      seed === null
        ? ''
        : `${pythonComment(['Other random numbers than in Loupe: the text differs.'])}set_seed(${seed})\n`,
      `result = ${pythonCall(name, call.positional, call.options, 9)}\n`,
      'print(result)\n',
    ].join(''),
  ].join('\n');
}

export const pythonVariable = ({ name, value, comment }: Variable): string =>
  `${pythonComment(comment)}${name} = ${pythonLiteral(value)}\n`;

/** The id of a model with PyTorch weights. */
export const pythonModel = ({ model }: CodeRequest): string => model.original ?? model.id;

/** Keyword arguments of loading: PyTorch has the two plain formats alone. */
export const pythonLoading = ({ model, dtype }: CodeRequest): Record<string, CodeValue> => ({
  // A commit of the ONNX model is none of the model that it was made from.
  ...(model.original === null && model.revision !== 'main' ? { revision: model.revision } : {}),
  ...(dtype === 'fp16' ? { dtype: 'float16' } : dtype === 'fp32' ? { dtype: 'float32' } : {}),
});

/** What is to be known about the model before the program is run. */
export function pythonModelNotes({ model, dtype }: CodeRequest): string[] {
  const quantised = dtype !== null && dtype !== 'fp16' && dtype !== 'fp32';
  return [
    ...(model.starterFolder
      ? [`${model.id} comes with Loupe and is not on the Hub: this is a model of the same kind.`]
      : model.original === model.id
        ? []
        : model.original
          ? [`${model.id} holds ONNX weights: this is the model that it was converted from.`]
          : [`If ${model.id} holds ONNX weights alone, name the model that it was converted from.`]),
    ...(quantised ? [`Loupe ran ${dtype} weights; these are not quantised, so that figures differ a little.`] : []),
  ];
}

/** The parameters that are not what a library does by itself. */
export const unlike = (
  given: Readonly<Record<string, CodeValue | undefined>>,
  defaults: Readonly<Record<string, CodeValue>> = {},
): Record<string, CodeValue> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined || JSON.stringify(value) === JSON.stringify(defaults[name]) ? [] : [[name, value]],
    ),
  );

/** The sentence for parameters that transformers.js takes no notice of; nothing where there are none. */
export const ignoredByJavascript = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`transformers.js takes no notice of ${names.join(', ')}; left out here.`];
