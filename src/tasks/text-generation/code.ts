import { isChat } from '../../contract/task';
import { generationOptions } from '../../lib/code/generation';
import { ignoredByJavascript, pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';
import { PIPELINE_MAX_NEW_TOKENS } from './task';

export function codeFor(run: CodeRequest): Snippets {
  const { javascript, python, ignored, seed } = generationOptions(run);
  const name = isChat(run.input.text) ? 'messages' : 'prompt';
  const { return_full_text, output_scores, max_new_tokens = null, max_length = null } = run.parameters;
  // transformers.js stops after 20 tokens where nothing is said; Python's own 256 would go before max_length.
  const length = max_new_tokens === null && max_length === null ? { max_new_tokens: PIPELINE_MAX_NEW_TOKENS } : {};
  const noLength = max_new_tokens === null && max_length !== null ? { max_new_tokens: null } : {};
  const scores = output_scores === true ? ['The pipeline returns texts alone: output_scores is left out here.'] : [];
  const fullText = unlike({ return_full_text }, { return_full_text: true });
  return pipelinePrograms({
    run,
    name: 'generate',
    variables: [variableOf(name, run, 'text')],
    javascript: {
      positional: [name],
      options: { ...length, ...javascript, ...fullText },
      comments: [...scores, ...ignoredByJavascript(ignored)],
    },
    python: {
      // Stop strings are compared with text, which takes the tokenizer.
      positional: 'stop_strings' in python ? [name, 'tokenizer=generate.tokenizer'] : [name],
      options: { ...length, ...noLength, ...python, ...fullText },
      comments: scores,
    },
    seed,
  });
}
