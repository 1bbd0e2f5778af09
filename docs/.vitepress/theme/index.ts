import { type Theme, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h, onMounted } from 'vue';
import './style.css';

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
          'primary-color': '#3451b2',
        }),
    });
});

export default { extends: DefaultTheme, Layout } satisfies Theme;
