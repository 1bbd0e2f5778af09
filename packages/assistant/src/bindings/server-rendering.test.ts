import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVueToString } from 'vue/server-renderer';
import { KbAssistant as ReactAssistant } from '../react/index.ts';
import { KbAssistant as VueAssistant } from '../vue/index.ts';

const settings = { apiUrl: '/api/chatkit', prompts: [{ label: 'Hello', prompt: 'Hello' }], open: true };

// Without a DOM: what an import or a rendering touched of one would throw here.
describe('rendering on a server', () => {
  it('gives the empty element in React', () => {
    expect(renderToString(createElement(ReactAssistant, { ...settings, id: 'help', className: 'corner' }))).toBe(
      '<kb-assistant id="help" class="corner"></kb-assistant>',
    );
  });

  it('gives the empty element in Vue', async () => {
    const app = createSSRApp({ render: () => h(VueAssistant, { ...settings, id: 'help', class: 'corner' }) });
    expect(await renderVueToString(app)).toBe('<kb-assistant id="help" class="corner"></kb-assistant>');
  });
});
