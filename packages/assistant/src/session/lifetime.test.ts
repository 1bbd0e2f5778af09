import { describe, expect, it } from 'vitest';
import { lifetimeOf } from './lifetime.ts';

const now = Date.UTC(2026, 10, 1);
const seconds = now / 1000;
const of = (times: object) => lifetimeOf({ client_secret: 's', ...times }, now);

describe('lifetimeOf', () => {
  it('believes a duration before anything else', () => {
    expect(of({ expires_in: 600, expires_at: 1 })).toEqual({ ms: 600_000, oddity: null });
  });

  it("holds an end against the server's clock, however wrong the page's is", () => {
    const skewed = seconds - 86_400;
    expect(of({ expires_at: skewed + 600, issued_at: skewed })).toEqual({ ms: 600_000, oddity: null });
  });

  it("holds it against the page's where there is no other", () => {
    expect(of({ expires_at: seconds + 600 })).toEqual({ ms: 600_000, oddity: null });
  });

  it.each([{}, { expires_at: undefined }, { expires_at: null }])('takes %j for no end', (times) => {
    expect(of(times)).toEqual({ ms: Infinity, oddity: null });
  });

  it('reads milliseconds as what they are, and names them', () => {
    expect(of({ expires_at: now + 600_000 })).toMatchObject({ ms: 600_000, oddity: { code: 'session-expiry-in-ms' } });
  });

  it("tries a session that is past by the page's clock, and names both that may be wrong", () => {
    const { ms, oddity } = of({ expires_at: seconds - 5 });
    expect([ms, oddity?.code]).toEqual([Infinity, 'session-expired']);
    expect(oddity?.message).toMatch(/5 s ago by this device's clock/);
  });

  it("refuses one that is past by the server's own", () => {
    expect(() => of({ expires_at: seconds - 5, issued_at: seconds })).toThrow(/session-expired/);
    expect(() => of({ expires_in: -1 })).toThrow(/session-expired/);
  });

  it.each(['2026-11-01', Number.NaN])('names the end %j, which is no number', (expires_at) => {
    expect(of({ expires_at })).toMatchObject({ ms: Infinity, oddity: { code: 'session-malformed' } });
  });
});
