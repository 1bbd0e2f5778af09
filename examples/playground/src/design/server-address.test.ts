import { describe, expect, it } from 'vitest';
import { serverAddress } from './server-address.ts';

describe('the address of a server', () => {
  it.each([
    ['', ''],
    ['https://help.example.com', 'https://help.example.com'],
    ['https://help.example.com/', 'https://help.example.com'],
    ['https://example.com/help/', 'https://example.com/help'],
    ['http://10.0.0.7:8080', 'http://10.0.0.7:8080'],
    [' help.example.com ', 'https://help.example.com'],
    ['help.example.com:8443/chat', 'https://help.example.com:8443/chat'],
    ['//help.example.com', 'https://help.example.com'],
    ['localhost:5173', 'http://localhost:5173'],
    ['https://localhost:5173', 'https://localhost:5173'],
  ])('that is typed as “%s” is %s', (typed, origin) => {
    expect(serverAddress(typed)).toEqual({ origin });
  });

  it.each(['help', '/help', 'ftp://help.example.com', 'help example', 'https://', 'https://a.example?x=1'])(
    'is none in “%s”, and why is said',
    (typed) => {
      expect(serverAddress(typed).why).toMatch(/\w+ \w+/);
    },
  );
});
