/** One entry of `tokenizer.json` (a normalizer, a pre-tokenizer…), as it stands there. */
export interface ComponentConfig {
  type: string;
  [key: string]: unknown;
}

/** The tokenizer library's own object for an entry. All that is wanted of it are regular expressions it has translated. */
export interface Component {
  pattern?: RegExp | null;
  normalizers?: readonly (Component | null)[];
  tokenizers?: readonly (Component | null)[];
}

/** The members of a Sequence, each with the library's object for it. */
export function partsOf(config: ComponentConfig, component: Component | null): [ComponentConfig, Component | null][] {
  const parts = (config.normalizers ?? config.pretokenizers ?? []) as ComponentConfig[];
  const own = component?.normalizers ?? component?.tokenizers ?? [];
  return parts.map((part, index) => [part, own[index] ?? null]);
}

/** The regular expression of a Split or Replace, global and Unicode-aware. */
export function patternOf(config: ComponentConfig, component: Component | null): RegExp {
  const { String: literal } = (config.pattern ?? {}) as { String?: string };
  if (literal !== undefined) return new RegExp(escapeRegExp(literal), 'gu');
  if (component?.pattern) return component.pattern;
  throw new Error(`Unknown pattern of ${config.type}`);
}

export const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
