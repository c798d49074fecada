import { defineRunner } from '../../../workers/runner';
import { loadSequenceToSequenceModel } from '../../../workers/runtime/sequence-to-sequence-model';
import { pairTask } from '../../../workers/runtime/translation-languages';
import { batches, workThrough } from '../../../workers/text/batches';
import { sequenceToSequenceOptions } from '../../../workers/text/generation-defaults';
import { sentencesOf } from '../../../workers/text/sentences';
import { Written, writeFor } from '../../../workers/text/sequence-to-sequence';
import type { TranslatedSegment, TranslatedText, TranslationDetails, TranslationParameters } from './task';

export default defineRunner({
  load: loadSequenceToSequenceModel,

  async run(model, input: { text: string | string[] }, parameters: TranslationParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const options = sequenceToSequenceOptions(parameters, model.generation, model.taskDefaults(pairTask(parameters)));
    const prefix = model.prefixOf(pairTask(parameters));
    const written = new Written();

    /** Translates pieces, a few at a time. `first` is the number of the first one in the run. */
    const translatePieces = async (pieces: string[], first: number): Promise<TranslatedSegment[]> => {
      const segments: TranslatedSegment[] = [];
      for (const part of batches(pieces, (piece) => piece.length * options.num_beams)) {
        const sources = model.encode(
          part.map((piece) => prefix + piece),
          parameters,
        );
        const outputs = await writeFor(model, sources, options, context, written, first + segments.length);
        for (const [index, source] of part.entries()) {
          segments.push({
            source,
            outputs: outputs[index] ?? [],
            tokens: sources.ids[index]?.length ?? 0,
            truncated: sources.truncated[index] ?? false,
          });
        }
      }
      return segments;
    };

    // A run that goes on has used the random numbers of the pieces before: its own come after them.
    const before = (context.done as readonly TranslatedText[]).slice(0, texts.length);
    let pieceNumber = before.reduce((count, { segments }) => count + segments.length, 0);
    const translateBatch = async (batch: string[]): Promise<TranslatedText[]> => {
      const pieces = batch.map((text) => (parameters.split_sentences ? piecesOf(text) : [text]));
      const all = pieces.flat();
      const segments = await translatePieces(all, pieceNumber);
      pieceNumber += all.length;
      return pieces.map((own) => joined(segments.splice(0, own.length), parameters.num_return_sequences));
    };

    const details: TranslationDetails = {
      texts: await workThrough(texts, context, translateBatch, (text) => text.length * options.num_beams),
      languages: model.languages,
      tokens_per_second: null,
    };
    details.tokens_per_second = written.tokensPerSecond;
    const cut = details.texts.flatMap(({ segments }) => segments).filter(({ truncated }) => truncated).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${cut === 1 ? 'One text is' : `${cut} texts are`} longer than the model reads: only the first ${model.maxSourceTokens} tokens were translated. Turn split_sentences on to translate all of it.`,
      });
    }
    const values = details.texts.map(({ outputs }) => outputs.map((text) => ({ translation_text: text })));
    const single = parameters.num_return_sequences === 1;
    return {
      value: !Array.isArray(input.text) ? (values[0] ?? []) : single ? values.flat() : values,
      details,
      tokens: { input: written.read, output: written.tokens },
    };
  },
});

/** A text without sentences (dashes, digits) is one piece. */
function piecesOf(text: string): string[] {
  const pieces = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
  return pieces.length > 0 ? pieces : [text];
}

/** The n-th output of a text is the n-th of each of its sentences. */
const joined = (segments: TranslatedSegment[], outputs: number): TranslatedText => ({
  segments,
  outputs: Array.from({ length: outputs }, (_, rank) =>
    segments.map((segment) => segment.outputs[rank]?.text ?? '').join(' '),
  ),
});
