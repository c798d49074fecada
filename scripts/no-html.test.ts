import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Ways to make a page, or a program, out of a text. What a model wrote is shown as text, and nothing else is. */
const SINKS =
  /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe|\bnew Function\b|(?<![.\w])eval\(|["'`]javascript:/;

describe('model text', () => {
  it('is never put into the page as HTML, nor run', () => {
    const files = ['src', 'workers']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
      )
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
    expect(files.length).toBeGreaterThan(300);
    const found = files.filter((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .some((line) => SINKS.test(line) && !/^\s*(?:\*|\/\/|\/\*)/.test(line)),
    );
    expect(found).toEqual([]);
  });
});
