/** What a host page does with the assistant: it names the quick prompts, and opens it from a button of its own. */
const assistant = document.querySelector('kb-assistant');

assistant.prompts = [
  { label: 'How do I add it to my site?', prompt: 'How do I add the assistant to my site?', icon: 'square-code' },
  { label: 'Change the colours', prompt: 'How do I change the colours?', icon: 'sparkle' },
  { label: 'How do sessions work?', prompt: 'How do sessions work?', icon: 'keys' },
  { label: 'Does it work offline?', prompt: 'Does it work without an internet connection?', icon: 'globe' },
];

// The attribute brings the element in; its methods are there once it is.
document.querySelector('[data-ask]')?.addEventListener('click', async () => {
  assistant.toggleAttribute('open', true);
  await customElements.whenDefined('kb-assistant');
  await assistant.focusComposer();
});
