import { describe, expect, it } from 'vitest';
import { parseHubHost } from './hub-host';

describe('parseHubHost', () => {
  it.each([
    ['https://hub.example.org', 'https://hub.example.org/'],
    ['  hub.example.org/models ', 'https://hub.example.org/models/'],
    ['HTTPS://Hub.Example.org:8443/', 'https://hub.example.org:8443/'],
    ['http://localhost:8000', 'http://localhost:8000/'],
    ['http://127.0.0.1:8000/hub', 'http://127.0.0.1:8000/hub/'],
  ])('takes %j', (typed, url) => {
    expect(parseHubHost(typed)).toEqual({ ok: true, url });
  });

  it.each([
    ['', 'Type an address'],
    ['http://hub.example.org/', 'Only https'],
    ['ftp://hub.example.org/', 'Only https'],
    ['javascript://x/%0aalert(1)', 'Only https'],
    ['https://me:secret@hub.example.org/', 'Leave name and password out'],
    ['https://hub.example.org/?token=x', 'Leave out everything after'],
    ['https://hub example', 'is no address'],
    ['http://localhost.evil.test/', 'Only https'],
  ])('refuses %j', (typed, problem) => {
    const read = parseHubHost(typed);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.problem).toContain(problem);
  });
});
