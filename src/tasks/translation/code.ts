import { pythonLiteral } from '../../lib/code/python';
import { isT5, sequenceToSequencePrograms } from '../../lib/code/sequence-to-sequence';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

const names = new Intl.DisplayNames(['en'], { type: 'language' });

export function codeFor(run: CodeRequest): Snippets {
  const { src_lang, tgt_lang, split_sentences } = run.parameters;
  const source = typeof src_lang === 'string' ? src_lang : null;
  const target = typeof tgt_lang === 'string' ? tgt_lang : null;
  const notes =
    split_sentences === true ? ['split_sentences is Loupe’s own: each text is translated as a whole here.'] : [];
  const prefix = prefixOf(run.model.original ?? run.model.id, source, target);
  if (prefix !== null) return sequenceToSequencePrograms({ run, name: 'translate', prefix, notes });
  const languages = { ...(source && { src_lang: source }), ...(target && { tgt_lang: target }) };
  return sequenceToSequencePrograms({
    run,
    name: 'translate',
    options: languages,
    tokenizer: source ? { src_lang: source } : {},
    expressions: target ? [`forced_bos_token_id=${pythonLanguageToken(target)}`] : [],
    notes,
  });
}

/** What is put before the text; null for models that are told the language by a token of their own. */
function prefixOf(id: string, source: string | null, target: string | null): string | null {
  // Marian models with several targets.
  if (/opus-mt/i.test(id)) return target ? `>>${target.replaceAll(/[<>]/g, '')}<< ` : '';
  if (!isT5(id) || !source || !target) return null;
  return `translate ${languageName(source)} to ${languageName(target)}: `;
}

function languageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** M2M100 writes its codes in another way than NLLB and mBART do. */
function pythonLanguageToken(code: string): string {
  const literal = pythonLiteral(code);
  const plain = `tokenizer.convert_tokens_to_ids(${literal})`;
  return `tokenizer.get_lang_id(${literal}) if hasattr(tokenizer, "get_lang_id") else ${plain}`;
}
