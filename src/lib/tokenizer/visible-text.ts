const VISIBLE: Readonly<Record<string, string>> = { ' ': '·', '\n': '↵', '\r': '␍', '\t': '⇥', '\u00a0': '⍽' };

/** Characters that would show as nothing: controls, format characters, other spaces, lone halves, lone marks. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\u2000-\u200a\u3000]/u;

/** A stretch of text with its spaces and line breaks made visible, and unseen characters by their code points. */
export function visibleText(text: string): string {
  let visible = '';
  for (const char of text) {
    const mark = VISIBLE[char];
    if (mark !== undefined) visible += mark;
    else if (UNSEEN.test(char) && char !== '\u200d')
      visible += `⟨${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟩`;
    else visible += char;
  }
  return visible;
}
