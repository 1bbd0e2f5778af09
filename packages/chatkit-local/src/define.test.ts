import { expect, test } from 'vitest';

test('where there is no DOM, importing does nothing and defining neither', async () => {
  expect(globalThis.document).toBeUndefined();
  const { defineChatKit } = await import('./index.ts');
  expect(defineChatKit('kb-chatkit')).toBe(false);
});
