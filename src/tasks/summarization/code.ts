import { isT5, sequenceToSequencePrograms } from '../../lib/code/sequence-to-sequence';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

export const codeFor = (run: CodeRequest): Snippets =>
  sequenceToSequencePrograms({
    run,
    name: 'summarize',
    prefix: isT5(run.model.id) ? 'summarize: ' : '',
    prefixBuiltIn: true,
    notes: run.parameters.map_reduce === true ? ['map_reduce is Loupe’s own: a long text is cut off here.'] : [],
  });
