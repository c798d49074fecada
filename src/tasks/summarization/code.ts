import { sequenceToSequencePrograms } from '../../lib/code/sequence-to-sequence';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

export const codeFor = (run: CodeRequest): Snippets =>
  sequenceToSequencePrograms({
    run,
    name: 'summarize',
    notes: run.parameters.map_reduce === true ? ['map_reduce is Loupe’s own: a long text is cut off here.'] : [],
  });
