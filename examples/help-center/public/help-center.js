/** What a host page does with the assistant: it names the quick prompts, and opens it from a button of its own. */
const assistant = document.querySelector('kb-assistant');

assistant.prompts = [
  { label: 'How do I add it to my site?', prompt: 'How do I add the assistant to my site?', icon: 'square-code' },
  { label: 'Change colours and position', prompt: 'How do I change the colours and the position?', icon: 'sparkle' },
  { label: 'How do sessions work?', prompt: 'How do sessions work?', icon: 'keys' },
  { label: 'Does it work offline?', prompt: 'Does it work without an internet connection?', icon: 'globe' },
];

// Setting the property works before the element is there; `open` draws it in.
document.querySelector('[data-ask]')?.addEventListener('click', () => assistant.toggleAttribute('open', true));
