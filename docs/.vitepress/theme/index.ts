import { type Theme, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h, onMounted } from 'vue';
import './style.css';

const PROMPTS = [
  { label: 'Put it on a page', prompt: 'How do I add the assistant to my site?', icon: 'square-code' },
  { label: 'Give it our colours', prompt: 'How do I change the colours?', icon: 'settings-slider' },
  { label: 'Run the server', prompt: 'How do I create a chat server?', icon: 'cube' },
  { label: 'Find out what is wrong', prompt: 'Why is the panel blank?', icon: 'lifesaver' },
];

/** The assistant, as any site has it: an element, and the script that draws its launcher and fetches the rest when somebody comes near. */
const Layout = defineComponent(() => {
  onMounted(() => {
    const script = document.createElement('script');
    script.async = true;
    script.src = withBase('/kb-assistant.js');
    document.head.append(script);
  });
  return () =>
    h(DefaultTheme.Layout, null, {
      'layout-bottom': () =>
        h('kb-assistant', {
          'api-url': withBase('/api/chatkit'),
          'session-url': withBase('/api/chatkit/session'),
          'chatkit-src': withBase('/chatkit-local/chatkit.js'),
          heading: 'Ask the docs',
          greeting: 'What would you like to do?',
          '.prompts': PROMPTS,
        }),
    });
});

export default { extends: DefaultTheme, Layout } satisfies Theme;
