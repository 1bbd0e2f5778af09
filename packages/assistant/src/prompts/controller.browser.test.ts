import { expect } from 'chai';
import { LitElement } from 'lit';
import type { Prompt } from '../config/types.ts';
import { PromptsController } from './controller.ts';

class PromptedElement extends LitElement {
  settings = { prompts: [] as readonly Prompt[], scheme: 'light' as const, locale: 'en' };
  readonly controller = new PromptsController(this, { settings: () => this.settings });

  get labels(): string[] {
    return this.controller.prompts.map(({ label }) => label);
  }
}
customElements.define('prompted-element', PromptedElement);

const prompts: Prompt[] = [
  { label: 'Everywhere', prompt: 'a' },
  { label: 'Billing', prompt: 'b', when: { path: '/billing/*' } },
  { label: 'Cart', prompt: 'c', when: { selector: '#the-cart' } },
];

const start = location.href;
const own = Object.getOwnPropertyDescriptor(window, 'navigation');
let element: PromptedElement;

/** Resolves when these prompts are the ones for the page. */
async function until(...labels: string[]): Promise<void> {
  while (element.labels.join() !== labels.join()) {
    await new Promise(requestAnimationFrame);
    await element.updateComplete;
  }
}

async function mount(): Promise<void> {
  element = document.createElement('prompted-element') as PromptedElement;
  element.settings = { ...element.settings, prompts };
  document.body.append(element);
  await element.updateComplete;
}

function tests(goTo: (path: string) => void): void {
  it('follow a navigation within the page, there and back', async () => {
    await mount();
    expect(element.labels).to.deep.equal(['Everywhere']);
    goTo('/billing/2026');
    await until('Everywhere', 'Billing');
    history.back();
    await until('Everywhere');
  });

  it('see what was drawn for the new address after it was there', async () => {
    await mount();
    goTo('/shop');
    const cart = document.createElement('div');
    cart.id = 'the-cart';
    document.body.append(cart);
    await until('Everywhere', 'Cart');
    cart.remove();
    element.controller.refresh();
    await until('Everywhere');
  });

  it('let go of the page when they are removed', async () => {
    await mount();
    element.remove();
    goTo('/billing/2026');
    await new Promise(requestAnimationFrame);
    await element.updateComplete;
    expect(element.labels).to.deep.equal(['Everywhere']);
  });

  it('leave the history of the page alone', async () => {
    const { pushState, replaceState } = history;
    await mount();
    expect([history.pushState, history.replaceState]).to.deep.equal([pushState, replaceState]);
    expect(Object.hasOwn(history, 'pushState')).to.equal(false);
  });
}

describe('the prompts', () => {
  afterEach(() => {
    element.remove();
    document.title = '';
    history.replaceState(null, '', start);
  });

  if (own) describe('with the Navigation API', () => tests((path) => history.pushState(null, '', path)));

  // The name is any page's to take for something else.
  for (const [what, value] of Object.entries({
    'without it': undefined,
    'with an element of that name': document.body,
  })) {
    describe(what, () => {
      before(() => Object.defineProperty(window, 'navigation', { value, configurable: true, writable: true }));
      after(() => {
        Reflect.deleteProperty(window, 'navigation');
        if (own) Object.defineProperty(window, 'navigation', own);
      });
      // As a router does it: address first, then the title.
      tests((path) => {
        history.pushState(null, '', path);
        document.title = path;
      });
    });
  }
});
