import { ignoredByJavascript, pipelinePrograms, unlike, variableOf } from '../../lib/code/program';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** What both libraries do by themselves; null leaves it to them. */
const DEFAULTS = { top_k: 1, max_answer_len: 15, handle_impossible_answer: false, align_to_words: true };

export function codeFor(run: CodeRequest): Snippets {
  const { top_k, ...rest } = run.parameters;
  const { max_answer_len, doc_stride, max_seq_len, handle_impossible_answer, align_to_words } = rest;
  const windows = Object.fromEntries(Object.entries({ doc_stride, max_seq_len }).filter(([, value]) => value !== null));
  const options = unlike({ top_k, max_answer_len, ...windows, handle_impossible_answer, align_to_words }, DEFAULTS);
  const ignored = Object.keys(options).filter((name) => name !== 'top_k');
  return pipelinePrograms({
    run,
    name: 'answer',
    variables: [variableOf('question', run), variableOf('context', run)],
    javascript: {
      positional: ['question', 'context'],
      options: unlike({ top_k }, DEFAULTS),
      comments: [
        ...ignoredByJavascript(ignored),
        'transformers.js reads the beginning of a long context alone, and tells no positions (start, end).',
      ],
    },
    python: {
      positional: ['question=question', 'context=context'],
      options,
      comments: ['This pipeline was taken out of transformers 5.3: pip install "transformers<5"'],
    },
  });
}
