import { ignoredByJavascript, pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

const DEFAULTS = { aggregation_strategy: 'none', ignore_labels: ['O'], stride: null };

export function codeFor(run: CodeRequest): Snippets {
  const { aggregation_strategy = 'none', ignore_labels, stride } = run.parameters;
  const plain = aggregation_strategy === 'none';
  // Where nothing is put together there is nothing to put windows together with, and Python refuses.
  const options = unlike({ aggregation_strategy, ignore_labels, ...(plain ? {} : { stride }) }, DEFAULTS);
  const known = plain || aggregation_strategy === 'simple';
  return pipelinePrograms({
    run,
    name: 'tag',
    variables: [variableOf('text', run)],
    javascript: {
      positional: ['text'],
      options: unlike({ aggregation_strategy: known ? aggregation_strategy : 'simple', ignore_labels }, DEFAULTS),
      comments: [
        ...(known
          ? []
          : [`transformers.js has no aggregation_strategy '${aggregation_strategy}': 'simple' comes nearest.`]),
        ...ignoredByJavascript('stride' in options ? ['stride'] : []),
        'transformers.js tells no positions (start, end) in the text.',
      ],
    },
    python: { positional: ['text'], options },
  });
}
