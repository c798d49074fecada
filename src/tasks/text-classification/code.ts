import { ignoredByJavascript, pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

export function codeFor(run: CodeRequest): Snippets {
  const { top_k = 1, function_to_apply = 'default' } = run.parameters;
  const text = variableOf('text', run);
  return pipelinePrograms({
    run,
    name: 'classify',
    variables: [text],
    javascript: {
      positional: ['text'],
      options: { top_k },
      comments: ignoredByJavascript(function_to_apply === 'default' ? [] : ['function_to_apply']),
    },
    python: {
      positional: ['text'],
      options: { top_k, ...unlike({ function_to_apply }, { function_to_apply: 'default' }) },
    },
  });
}
