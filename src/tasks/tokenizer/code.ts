import { isChat } from '../../contract/task';
import { javascriptCall, javascriptComment, javascriptLiteral } from '../../lib/code/javascript';
import type { CodeValue } from '../../lib/code/literal';
import {
  ignoredByJavascript,
  javascriptStarter,
  pythonModel,
  pythonVariable,
  unlike,
  variableOf,
} from '../../lib/code/program';
import { pythonCall, pythonComment, pythonLiteral } from '../../lib/code/python';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** Reading with a tokenizer alone: both libraries have a class for it. */
export function codeFor(run: CodeRequest): Snippets {
  return { javascript: javascriptProgram(run), python: pythonProgram(run) };
}

/** Arguments of the call that are not as the libraries have them. */
const DEFAULTS = { add_special_tokens: true, padding: false, truncation: false, max_length: null } as const;

function callOptions({ parameters }: CodeRequest, padding: CodeValue): Record<string, CodeValue> {
  const { add_special_tokens = true, truncation = false, max_length = null } = parameters;
  return unlike({ add_special_tokens, padding, truncation, max_length } as Record<string, CodeValue>, DEFAULTS);
}

/** The second text: one, or one for each text. */
function pairOf({ parameters, input }: CodeRequest): CodeValue {
  const { text_pair: pair } = parameters;
  if (typeof pair !== 'string' || pair === '') return null;
  return Array.isArray(input.text) && !isChat(input.text) ? pair.split('\n') : pair;
}

function javascriptProgram(run: CodeRequest): string {
  const {
    padding = false,
    padding_side,
    pad_to_multiple_of,
    truncation,
    chat_template,
    add_generation_prompt,
  } = run.parameters;
  const chat = isChat(run.input.text);
  const pair = pairOf(run);
  const text = variableOf('text', run);
  const options = {
    // The library knows padding to the longest row by `true` alone, and one way of cutting.
    ...callOptions(run, (padding === 'longest' ? true : padding) as CodeValue),
    ...(truncation ? { truncation: true } : {}),
    ...(pair === null ? {} : { text_pair: pair }),
    return_tensor: false,
  };
  const ignored = ignoredByJavascript([
    ...(padding_side === 'default' || padding_side === undefined ? [] : ['padding_side']),
    ...(pad_to_multiple_of ? ['pad_to_multiple_of'] : []),
    ...(truncation === 'only_first' || truncation === 'only_second' ? ['truncation'] : []),
  ]);
  const render = javascriptCall('tokenizer.apply_chat_template', ['text'], {
    tokenize: false,
    ...unlike({ add_generation_prompt } as Record<string, CodeValue>, { add_generation_prompt: false }),
    ...(typeof chat_template === 'string' ? { chat_template } : {}),
  });
  return [
    `import { AutoTokenizer${run.model.starterFolder ? ', env' : ''} } from '@huggingface/transformers';\n`,
    javascriptStarter(run),
    `const tokenizer = await ${javascriptCall('AutoTokenizer.from_pretrained', [javascriptLiteral(run.model.id)], revisionOf(run))};\n`,
    `${javascriptComment(text.comment)}const text = ${javascriptLiteral(text.value)};\n`,
    chat ? `const rendered = ${render};\n` : '',
    `${javascriptComment(ignored)}const encoded = ${javascriptCall('tokenizer', [chat ? 'rendered' : 'text'], options, 16)};\nconsole.log(encoded);\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const revisionOf = ({ model }: CodeRequest): Record<string, CodeValue> =>
  model.revision === 'main' ? {} : { revision: model.revision };

function pythonProgram(run: CodeRequest): string {
  const {
    padding = false,
    padding_side,
    pad_to_multiple_of = null,
    chat_template,
    add_generation_prompt,
  } = run.parameters;
  const chat = isChat(run.input.text);
  const pair = pairOf(run);
  const options = {
    ...callOptions(run, padding as CodeValue),
    ...unlike({ pad_to_multiple_of } as Record<string, CodeValue>, { pad_to_multiple_of: null }),
    ...(padding_side === 'left' || padding_side === 'right' ? { padding_side } : {}),
    ...(pair === null ? {} : { text_pair: pair }),
  };
  const note = run.model.starterFolder
    ? [`${run.model.id} comes with Loupe and is not on the Hub: this is the tokenizer of a model of the same kind.`]
    : [];
  const render = pythonCall('tokenizer.apply_chat_template', ['text'], {
    tokenize: false,
    ...unlike({ add_generation_prompt } as Record<string, CodeValue>, { add_generation_prompt: false }),
    ...(typeof chat_template === 'string' ? { chat_template } : {}),
  });
  const load = pythonCall(
    'AutoTokenizer.from_pretrained',
    [pythonLiteral(pythonModel(run))],
    run.model.original === null ? revisionOf(run) : {},
  );
  return [
    'from transformers import AutoTokenizer\n',
    `${pythonComment(note)}tokenizer = ${load}\n`,
    pythonVariable(variableOf('text', run)),
    chat ? `rendered = ${render}\n` : '',
    `encoded = ${pythonCall('tokenizer', [chat ? 'rendered' : 'text'], options, 10)}\nprint(encoded)\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}
