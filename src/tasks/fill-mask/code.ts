import { ignoredByJavascript, pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

const DEFAULTS = { top_k: 5, targets: null };

export function codeFor(run: CodeRequest): Snippets {
  const { top_k, targets } = run.parameters;
  const options = unlike({ top_k, targets }, DEFAULTS);
  return pipelinePrograms({
    run,
    name: 'fill',
    variables: [variableOf('text', run)],
    javascript: {
      positional: ['text'],
      options: unlike({ top_k }, DEFAULTS),
      comments: [
        'Of several masks in a text, transformers.js fills the first alone.',
        ...ignoredByJavascript('targets' in options ? ['targets'] : []),
      ],
    },
    python: { positional: ['text'], options },
  });
}
