document.querySelector('openai-chatkit').setOptions({
  api: { url: '/api/chatkit', domainKey: 'local' },
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  startScreen: {
    greeting: 'No internet needed. What would you like to know?',
    prompts: [
      { label: 'What runs where?', prompt: 'Which parts run on this machine?', icon: 'desktop' },
      { label: 'What is sent out?', prompt: 'Is anything sent to the internet?', icon: 'globe' },
    ],
  },
});
