import { pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

const DEFAULTS = { hypothesis_template: 'This example is {}.', multi_label: false };

export function codeFor(run: CodeRequest): Snippets {
  const { hypothesis_template, multi_label } = run.parameters;
  const options = unlike({ hypothesis_template, multi_label }, DEFAULTS);
  const call = { positional: ['text', 'candidate_labels'], options };
  return pipelinePrograms({
    run,
    name: 'classify',
    variables: [variableOf('text', run), variableOf('candidate_labels', run)],
    javascript: call,
    python: call,
  });
}
