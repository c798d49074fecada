import { defineRunner, type RunContext } from '../../../workers/runner';
import {
  loadSequenceToSequenceModel,
  type SequenceToSequenceModel,
} from '../../../workers/runtime/sequence-to-sequence-model';
import { workThrough } from '../../../workers/text/batches';
import type { GenerationOptions } from '../../../workers/text/decoding/generation-options';
import { drawnFrom } from '../../../workers/text/drawn-from';
import { sequenceToSequenceOptions } from '../../../workers/text/generation-defaults';
import { packSentences, sentencesOf } from '../../../workers/text/sentences';
import { Written, type WrittenSequence, writeFor } from '../../../workers/text/sequence-to-sequence';
import type { SummarizationDetails, SummarizationParameters, SummarizedText, SummaryPart } from './task';

const ANY_LANGUAGE = { src_lang: null, tgt_lang: null };

export default defineRunner({
  load: loadSequenceToSequenceModel,

  async run(model, input: { text: string | string[] }, parameters: SummarizationParameters, context) {
    const texts = Array.isArray(input.text) ? input.text : [input.text];
    const options = sequenceToSequenceOptions(parameters, model.generation, model.taskDefaults('summarization'));
    const summarizer = new Summarizer(model, options, context);
    const summarizeBatch = async (batch: string[], from: number): Promise<SummarizedText[]> => {
      const done: SummarizedText[] = [];
      const long = batch.map((text) => parameters.map_reduce && !summarizer.fits(text));
      const direct = batch.filter((_, index) => !long[index]);
      const answers = direct.length > 0 ? await summarizer.write(direct, from) : [];
      for (const [index, text] of batch.entries()) {
        done.push(
          long[index] ? await summarizer.mapReduce(text, from + index) : summarizer.describe(text, answers.shift()),
        );
      }
      return done;
    };
    const details: SummarizationDetails = {
      texts: await workThrough(texts, context, summarizeBatch, (text) => text.length * options.num_beams),
      tokens_per_second: null,
    };
    details.tokens_per_second = summarizer.written.tokensPerSecond;
    tellOfCuts(details.texts, texts, model, context);
    const values = details.texts.map(({ outputs }) => outputs.map(({ text }) => ({ summary_text: text })));
    const single = parameters.num_return_sequences === 1;
    return {
      value: !Array.isArray(input.text) ? (values[0] ?? []) : single ? values.flat() : values,
      details,
      tokens: { input: summarizer.written.read, output: summarizer.written.tokens },
    };
  },
});

/** What was written for one text, and what became of the text on the way in. */
interface Answer {
  outputs: WrittenSequence[];
  truncated: boolean;
  tokens: number;
}

class Summarizer {
  readonly written = new Written();
  private readonly prefix: string;

  constructor(
    private readonly model: SequenceToSequenceModel,
    private readonly options: GenerationOptions,
    private readonly context: Pick<RunContext, 'checkpoint' | 'emit'>,
  ) {
    this.prefix = model.prefixOf('summarization');
  }

  /** Tokens that the encoder has left beside the prefix and the special tokens. */
  private get room(): number {
    const taken = this.model.encode([this.prefix], ANY_LANGUAGE).ids[0]?.length ?? 0;
    return Math.max(1, this.model.maxSourceTokens - taken);
  }

  fits(text: string): boolean {
    return this.model.countTokens(text) <= this.room;
  }

  /** One pass of the model over texts. */
  async write(texts: string[], first: number, options = this.options): Promise<Answer[]> {
    const sources = this.model.encode(
      texts.map((text) => this.prefix + text),
      ANY_LANGUAGE,
    );
    const outputs = await writeFor(this.model, sources, options, this.context, this.written, first);
    return outputs.map((own, index) => ({
      outputs: own,
      truncated: sources.truncated[index] ?? false,
      tokens: sources.ids[index]?.length ?? 0,
    }));
  }

  /** A text that was read in one go. */
  describe(text: string, answer: Answer | undefined): SummarizedText {
    const { outputs, truncated, tokens } = answer ?? { outputs: [], truncated: false, tokens: 0 };
    const read = truncated ? this.charactersRead(text) : text.length;
    const sourceTokens = truncated ? this.model.countTokens(text) : tokens;
    return { outputs, source_tokens: sourceTokens, read_characters: read, parts: [], ...sourcesOf(text, outputs) };
  }

  /**
   * Cuts a long text at sentence ends, summarizes each part, and then the summaries together: again in parts while they
   * are too long for one pass.
   */
  async mapReduce(text: string, first: number): Promise<SummarizedText> {
    const single = { ...this.options, num_return_sequences: 1 };
    const parts: SummaryPart[] = [];
    let current = text;
    while (!this.fits(current)) {
      const pieces = this.cut(current);
      const summaries: string[] = [];
      for (const piece of pieces) {
        const [answer] = await this.write([piece], first, single);
        const summary = answer?.outputs[0]?.text ?? '';
        summaries.push(summary);
        parts.push({ source: piece, summary, tokens: answer?.tokens ?? 0 });
      }
      const next = summaries.join(' ');
      // Where summaries are as long as what they summarize, more rounds would not end.
      if (pieces.length === 1 || next.length >= current.length) break;
      current = next;
    }
    const [answer] = await this.write([current], first);
    const outputs = answer?.outputs ?? [];
    const tokens = this.model.countTokens(text);
    return { outputs, source_tokens: tokens, read_characters: text.length, parts, ...sourcesOf(text, outputs) };
  }

  private cut(text: string): string[] {
    const spans = sentencesOf(text);
    const counts = spans.map(({ start, end }) => this.model.countTokens(text.slice(start, end)) + 1);
    return packSentences(counts, this.room).map((part) =>
      text.slice(spans[part[0] ?? 0]?.start, spans[part.at(-1) ?? 0]?.end),
    );
  }

  /** How far a text was read, by halving: tokens do not say where they stand. */
  private charactersRead(text: string): number {
    let read = 0;
    let unread = text.length;
    while (unread - read > 1) {
      const middle = (read + unread) >> 1;
      if (this.model.countTokens(text.slice(0, middle)) <= this.room) read = middle;
      else unread = middle;
    }
    return read;
  }
}

/** Where the sentences of the text and of its best summary are, and which belong together. */
function sourcesOf(
  text: string,
  outputs: readonly WrittenSequence[],
): Pick<SummarizedText, 'source_sentences' | 'sentences'> {
  const summary = outputs[0]?.text ?? '';
  const source = sentencesOf(text);
  const own = sentencesOf(summary);
  const drawn = drawnFrom(
    own.map(({ start, end }) => summary.slice(start, end)),
    source.map(({ start, end }) => text.slice(start, end)),
  );
  return { source_sentences: source, sentences: own.map((span, index) => ({ ...span, sources: drawn[index] ?? [] })) };
}

function tellOfCuts(
  done: readonly SummarizedText[],
  texts: readonly string[],
  model: SequenceToSequenceModel,
  context: Pick<RunContext, 'notice'>,
): void {
  const cut = done.filter(({ read_characters }, index) => read_characters < (texts[index]?.length ?? 0)).length;
  if (cut === 0) return;
  context.notice({
    code: 'input-truncated',
    message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads: only the first ${model.maxSourceTokens} tokens were summarized. Turn map_reduce on to have all of it read, part by part.`,
  });
}
