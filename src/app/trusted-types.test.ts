import { describe, expect, it } from 'vitest';
import { ownScript, safeHtml } from './trusted-types';

const PAGE = 'https://example.org/some/loupe/';

describe('the policy for texts that may run', () => {
  it.each([
    ['service.worker.js', `${PAGE}service.worker.js`],
    ['./service.worker.js', `${PAGE}service.worker.js`],
    [`${PAGE}assets/inference.worker-B1_x-2.js`, `${PAGE}assets/inference.worker-B1_x-2.js`],
    [
      `${PAGE}assets/models.worker-1.js?mirror=https%3A%2F%2Fa.example`,
      `${PAGE}assets/models.worker-1.js?mirror=https%3A%2F%2Fa.example`,
    ],
    ['https://evil.example/some/loupe/assets/a.js', null],
    ['https://example.org/other/assets/a.js', null],
    ['https://example.org/some/loupe-evil/assets/a.js', null],
    [`${PAGE}assets/../../upload.js`, null],
    [`${PAGE}assets/a/b.js`, null],
    [`${PAGE}models/loupe/a.js`, null],
    ['data:text/javascript,1', null],
    ['blob:https://example.org/1', null],
    ['javascript:1', null],
    ['', null],
  ])('takes the address %j for %j', (address, expected) => {
    expect(ownScript(address, PAGE)).toBe(expected);
    expect(ownScript(address, `${PAGE}#/text-generation?a=b`)).toBe(expected);
  });

  it('lets text be text, and no tag through', () => {
    expect(safeHtml('[data-x]{color:red}')).toBe('[data-x]{color:red}');
    expect(safeHtml('<img src=x onerror=alert(1)>')).toBeNull();
    expect(safeHtml('a </style><script>1</script>')).toBeNull();
  });
});
