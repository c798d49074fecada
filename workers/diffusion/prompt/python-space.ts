/** What `\s` of Python's regular expressions matches, as a class for ours: unlike JavaScript's, it has no U+FEFF. */
export const PYTHON_SPACE = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
