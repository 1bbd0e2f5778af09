/** Every widget and item, as a server would send them: each list is a thread. */

const ask = (text) => ({ type: 'user_message', content: [{ type: 'input_text', text }] });

const say = (text, annotations = []) => ({
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations }],
});

const widget = (root, copy_text) => ({ type: 'widget', widget: root, ...(copy_text ? { copy_text } : {}) });
const card = (...children) => widget({ type: 'Card', children });
const save = { type: 'save', payload: { id: 7 } };

const SUNSET =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAABOElEQVR42u3RsUpCARjF8fMkzk1NjUFDkIUlNyMLS8rIQr3oFS1uSRlZWGJGFkJDQ0PQ0NAQNDQ09A69Tg0uQYH3fA6d4cJv/nPgYHyqJwUT0RspmJy+loLoTFcKYrErKYjPXkpBYq4jBcn4hRSknLYUpOdbUpBJnEtBduFMCnKLTSlwk6dS4C2dSEF1uSEFfupYCmorR1JQX61LQSN9KAXNtQMpaK3XpKCT2ZeC7sbeML4+/d+GCaK36dv8OeUnWxa32V2DgWv6DGXcbe0YBBxkKON+u8oKuKaPjeMhV2FRg9g4HvNlFjWIjeOp4LGoQWwcz26JRQ1i43gpFlnUIDaO15LLogaxcbx5BYOAawxlvJfzBgEHGcr4qORsBq6xZREZdaQgMuZIQWTEkRJeFl4WXhZe9t++AbbrNvpH+7tcAAAAAElFTkSuQmCC';

const row = (title, text, icon, action) => ({
  type: 'ListViewItem',
  key: title,
  ...(action ? { onClickAction: action } : {}),
  children: [
    { type: 'Icon', name: icon, size: 'lg', color: 'secondary' },
    {
      type: 'Col',
      gap: 0,
      flex: 1,
      children: [
        { type: 'Text', value: title, weight: 'medium', size: 'md' },
        { type: 'Caption', value: text },
      ],
    },
    ...(action ? [{ type: 'Icon', name: 'chevron-right', size: 'sm', color: 'tertiary' }] : []),
  ],
});

const MONTHS = [
  ['Jan', 186, 80, 30],
  ['Feb', 305, 200, 55],
  ['Mar', 237, 120, 72],
  ['Apr', 73, 190, 41],
  ['May', 209, 130, 66],
  ['Jun', 214, 140, 90],
].map(([month, docs, chat, mail]) => ({ month, docs, chat, mail }));

const url = (n, title, host) => ({
  type: 'annotation',
  index: n,
  source: {
    type: 'url',
    title,
    url: `https://${host}/guide`,
    description: 'How to set up single sign-on, step by step, with the two most common identity providers.',
    timestamp: '3 November 2026',
  },
});

const CODE = `Each file has **one purpose**:

\`\`\`ts
/** Adds what is given. */
export async function sum(...values: number[]): Promise<number> {
  const total = values.reduce((a, b) => a + b, 0);
  return total > 1_000 ? NaN : total; // too much
}
\`\`\`

\`\`\`css
.card { color: #2563eb; padding: 4px 8px; }
\`\`\`

| Plan | Seats | Price |
| --- | ---: | ---: |
| Free | 1 | 0 € |
| Team | 10 | 49 € |

A circle of radius $r$ has the area $A = \\pi r^2$, and

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
$$

Coffee is $3 and tea $4: no maths.`;

export const fixtures = {
  layout: [
    ask('Boxes, rows, columns'),
    widget({
      type: 'Card',
      size: 'md',
      status: { text: 'Draft saved', icon: 'check-circle' },
      children: [
        {
          type: 'Row',
          children: [
            { type: 'Title', value: 'Order 1042', size: 'sm' },
            { type: 'Spacer' },
            { type: 'Badge', label: 'Paid', color: 'success' },
          ],
        },
        { type: 'Divider', flush: true },
        {
          type: 'Row',
          gap: 3,
          children: [
            {
              type: 'Box',
              padding: 3,
              radius: 'md',
              background: 'surface-secondary',
              flex: 1,
              children: [
                { type: 'Caption', value: 'Total' },
                { type: 'Text', value: '€ 128.00', weight: 'semibold' },
              ],
              direction: 'col',
              gap: 0,
            },
            {
              type: 'Box',
              padding: 3,
              radius: 'md',
              border: { size: 1, style: 'dashed', color: 'strong' },
              flex: 1,
              children: [
                { type: 'Caption', value: 'Arrives' },
                { type: 'Text', value: 'Tuesday', weight: 'semibold' },
              ],
              direction: 'col',
              gap: 0,
            },
          ],
        },
        {
          type: 'Col',
          gap: 1,
          children: [
            { type: 'Text', value: 'Two lamps, one shade', size: 'sm' },
            { type: 'Text', value: 'Was € 150.00', size: 'sm', color: 'secondary', lineThrough: true },
          ],
        },
      ],
      confirm: { label: 'Track it', action: { type: 'track' } },
      cancel: { label: 'Not now', action: { type: 'dismiss' } },
    }),
    widget({ type: 'Basic', gap: 2, children: [{ type: 'Text', value: 'A basic root has no frame.', italic: true }] }),
  ],
  text: [
    ask('Words of every size'),
    card(
      { type: 'Title', value: 'Title, large', size: 'lg' },
      { type: 'Title', value: 'Title, small', size: 'sm' },
      { type: 'Text', value: 'Text as it stands by itself.' },
      { type: 'Text', value: 'Secondary and small.', size: 'sm', color: 'secondary' },
      {
        type: 'Text',
        value: 'A text that is long enough to be cut after its first line, which it is here.',
        truncate: true,
      },
      {
        type: 'Text',
        value:
          'A text that may have two lines and no more, whatever else it would have to say, and it would have a lot more to say than fits.',
        maxLines: 2,
      },
      { type: 'Caption', value: 'A caption' },
      { type: 'Markdown', value: 'Markdown with **weight**, `code` and a [link](https://example.com).' },
      {
        type: 'Row',
        wrap: 'wrap',
        children: ['secondary', 'success', 'danger', 'warning', 'info', 'discovery'].map((color) => ({
          type: 'Badge',
          label: color,
          color,
        })),
      },
      {
        type: 'Row',
        wrap: 'wrap',
        children: ['solid', 'soft', 'outline'].flatMap((variant) => [
          { type: 'Badge', label: variant, variant, color: 'info', size: 'md', pill: true },
        ]),
      },
      {
        type: 'Row',
        children: ['bolt', 'calendar', 'globe', 'star-filled', 'confetti'].map((name, index) => ({
          type: 'Icon',
          name,
          size: ['sm', 'md', 'lg', 'xl', '2xl'][index],
          color: ['blue-500', 'success', 'warning', 'discovery', 'danger'][index],
        })),
      },
    ),
  ],
  form: [
    ask('A form'),
    widget({
      type: 'Card',
      asForm: true,
      status: { text: 'Book a table', icon: 'calendar' },
      children: [
        { type: 'Label', value: 'Name', fieldName: 'name' },
        { type: 'Input', name: 'name', required: true, placeholder: 'Ada Lovelace' },
        {
          type: 'Row',
          gap: 3,
          align: 'start',
          children: [
            {
              type: 'Col',
              flex: 1,
              gap: 1,
              children: [
                { type: 'Label', value: 'Day', fieldName: 'day' },
                { type: 'DatePicker', name: 'day', defaultValue: '2026-11-24T00:00:00Z', clearable: true, block: true },
              ],
            },
            {
              type: 'Col',
              flex: 1,
              gap: 1,
              children: [
                { type: 'Label', value: 'Guests', fieldName: 'guests.count' },
                {
                  type: 'Select',
                  name: 'guests.count',
                  placeholder: 'How many?',
                  block: true,
                  options: ['1', '2', '3', '4'].map((value) => ({ value, label: value })),
                },
              ],
            },
          ],
        },
        {
          type: 'RadioGroup',
          name: 'place',
          ariaLabel: 'Where',
          direction: 'row',
          defaultValue: 'in',
          options: [
            { label: 'Inside', value: 'in' },
            { label: 'Garden', value: 'out' },
            { label: 'Roof', value: 'roof', disabled: true },
          ],
        },
        { type: 'Checkbox', name: 'news', label: 'Tell me about new menus', defaultChecked: true },
        { type: 'Label', value: 'Anything else?', fieldName: 'note' },
        { type: 'Textarea', name: 'note', rows: 2, placeholder: 'Allergies, a high chair…', autoResize: true },
      ],
      confirm: { label: 'Book', action: { type: 'book' } },
      cancel: { label: 'Cancel', action: { type: 'cancel' } },
    }),
    card({
      type: 'Form',
      onSubmitAction: { type: 'rename', payload: { id: 3 }, streaming: false },
      direction: 'col',
      children: [
        { type: 'Text', value: 'Trip to Lisbon', editable: { name: 'title', required: true } },
        { type: 'Button', label: 'Save', submit: true, size: 'md' },
      ],
    }),
  ],
  buttons: [
    ask('Buttons'),
    card(
      {
        type: 'Row',
        wrap: 'wrap',
        children: ['solid', 'soft', 'outline', 'ghost'].map((variant) => ({
          type: 'Button',
          label: variant,
          variant,
          onClickAction: save,
        })),
      },
      {
        type: 'Row',
        wrap: 'wrap',
        children: ['secondary', 'info', 'discovery', 'success', 'caution', 'danger'].map((color) => ({
          type: 'Button',
          label: color,
          color,
          variant: 'soft',
          size: 'sm',
          onClickAction: { type: color, handler: 'client' },
        })),
      },
      {
        type: 'Row',
        wrap: 'wrap',
        children: ['3xs', 'xs', 'sm', 'md', 'xl', '3xl'].map((size) => ({
          type: 'Button',
          label: size,
          size,
          style: 'secondary',
          onClickAction: save,
        })),
      },
      {
        type: 'Row',
        children: [
          { type: 'Button', iconStart: 'plus', label: 'New', pill: true, onClickAction: save },
          { type: 'Button', iconStart: 'write', style: 'secondary', uniform: true, onClickAction: save },
          { type: 'Button', label: 'Disabled', disabled: true },
        ],
      },
      { type: 'Button', label: 'The whole width', block: true, iconEnd: 'chevron-right', onClickAction: save },
    ),
  ],
  list: [
    ask('A list'),
    widget({
      type: 'ListView',
      limit: 3,
      status: { text: 'Four results', icon: 'search' },
      children: [
        row('Install', 'With npm or a script tag', 'book-open', { type: 'open', payload: { id: 1 } }),
        row('Sign in', 'Accounts and sessions', 'keys', { type: 'open', payload: { id: 2 } }),
        row('Theme', 'Colours, type, radius', 'sparkle', { type: 'open', payload: { id: 3 } }),
        row('Deploy', 'Docker and others', 'cube'),
      ],
    }),
  ],
  table: [
    ask('A table'),
    card(
      { type: 'Title', value: 'Usage', size: 'sm' },
      {
        type: 'Table',
        children: [
          {
            type: 'Table.Row',
            header: true,
            children: ['Team', 'Seats', 'State'].map((value, index) => ({
              type: 'Table.Cell',
              align: index === 1 ? 'end' : 'start',
              children: [{ type: 'Text', value, size: 'sm' }],
            })),
          },
          ...[
            ['Support', '12', 'success', 'Active'],
            ['Sales', '4', 'warning', 'Trial'],
            ['Research', '31', 'secondary', 'Paused'],
          ].map(([team, seats, color, label]) => ({
            type: 'Table.Row',
            children: [
              { type: 'Table.Cell', children: [{ type: 'Text', value: team, weight: 'medium' }] },
              { type: 'Table.Cell', align: 'end', children: [{ type: 'Text', value: seats }] },
              { type: 'Table.Cell', children: [{ type: 'Badge', label, color }] },
            ],
          })),
        ],
      },
    ),
  ],
  charts: [
    ask('Charts'),
    card(
      { type: 'Title', value: 'Questions by channel', size: 'sm' },
      {
        type: 'Chart',
        data: MONTHS,
        xAxis: 'month',
        showYAxis: true,
        series: [
          { type: 'bar', dataKey: 'docs', label: 'Docs' },
          { type: 'bar', dataKey: 'chat', label: 'Chat' },
        ],
      },
    ),
    card({
      type: 'Chart',
      data: MONTHS,
      xAxis: { dataKey: 'month' },
      showYAxis: true,
      showLegend: true,
      series: [
        { type: 'area', dataKey: 'docs', label: 'Docs', stack: 'all', curveType: 'monotone' },
        { type: 'area', dataKey: 'chat', label: 'Chat', stack: 'all', curveType: 'monotone' },
        { type: 'line', dataKey: 'mail', label: 'Mail', color: 'orange', curveType: 'monotone' },
      ],
    }),
  ],
  themes: [
    ask('A theme of its own'),
    widget({
      type: 'Card',
      theme: 'dark',
      children: [
        { type: 'Title', value: 'Always dark', size: 'sm' },
        { type: 'Text', value: 'Whatever the chat around it is.', color: 'secondary' },
        { type: 'Button', label: 'Press', onClickAction: save },
      ],
    }),
    widget({
      type: 'Card',
      theme: 'light',
      collapsed: true,
      status: { text: 'Sent to Ada', icon: 'check' },
      children: [{ type: 'Text', value: 'What was sent.' }],
    }),
    card({
      type: 'Transition',
      children: { type: 'Text', key: 'one', value: 'What comes in anew comes in softly.' },
    }),
    widget({ type: 'Image', src: SUNSET, alt: 'Not an address that an image may have' }),
  ],
  workflow: [
    ask('Show your work'),
    {
      type: 'workflow',
      workflow: {
        type: 'custom',
        expanded: true,
        summary: { title: 'Compared three plans', icon: 'analytics' },
        tasks: [
          {
            type: 'web_search',
            title_query: 'Searched for prices',
            status_indicator: 'complete',
            queries: ['team plan price', 'seat limit'],
            sources: [
              { type: 'url', title: 'Pricing', url: 'https://example.com/pricing' },
              { type: 'url', title: 'Limits and quotas of all plans', url: 'https://docs.example.com/limits' },
            ],
          },
          {
            type: 'file',
            title: 'Read two files',
            status_indicator: 'complete',
            sources: [
              { type: 'file', title: 'Contract 2026', filename: 'contract.pdf' },
              { type: 'file', title: 'Seats', filename: 'seats.csv' },
            ],
          },
          { type: 'thought', title: 'Weighed them', content: 'The *team* plan is cheaper from **four seats** on.' },
          { type: 'image', title: 'Drew a chart', status_indicator: 'complete' },
          { type: 'custom', title: 'Checked the sum', icon: 'bolt', content: 'It adds up.' },
        ],
      },
    },
    say('The team plan.'),
    ask('And think about it'),
    {
      type: 'workflow',
      workflow: {
        type: 'reasoning',
        summary: { duration: 12 },
        tasks: [{ type: 'thought', title: 'Looking at the limits', content: 'Ten seats.' }],
      },
    },
    { type: 'task', task: { type: 'custom', title: 'One task by itself', icon: 'check-circle' } },
    say('It stays the team plan.'),
  ],
  questions: [
    ask('Plan a trip'),
    say('A few questions first.'),
    {
      type: 'structured_input',
      status: 'answered',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'when',
          question: 'When?',
          options: [{ value: 'Spring' }],
          answer: { values: ['Spring'], skipped: false },
        },
        { type: 'freeform', id: 'why', question: 'Why?', answer: { values: [], skipped: true } },
      ],
    },
    {
      type: 'structured_input',
      status: 'pending',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'where',
          question: 'Where do you want to go?',
          options: [{ value: 'The sea' }, { value: 'The mountains' }, { value: 'A city' }],
        },
        {
          type: 'multiple_choice',
          id: 'what',
          multiple: true,
          question: 'What do you like?',
          options: [{ value: 'Food' }, { value: 'Walks' }],
        },
        { type: 'freeform', id: 'else', question: 'What else matters?', description: 'A budget, or who comes along.' },
      ],
    },
  ],
  sources: [
    ask('How do I set up single sign-on?'),
    say('Turn it on under **Security**. Then add your provider, and invite your team as described in the handbook.', [
      url(30, 'Single sign-on', 'docs.example.com'),
      {
        type: 'annotation',
        index: 54,
        source: { type: 'file', title: 'Handbook', filename: 'handbook.pdf', description: 'Chapter 4, page 12' },
      },
      {
        type: 'annotation',
        index: 107,
        source: {
          type: 'entity',
          id: 'team-7',
          title: 'Support team',
          icon: 'profile',
          label: 'Team',
          interactive: true,
          data: {},
        },
      },
    ]),
  ],
  markdown: [ask('Code, a table, and maths'), say(CODE)],
  image: [
    ask('Draw a sunset'),
    { type: 'generated_image', image: { id: 'img', url: SUNSET } },
    say('A very small one.'),
  ],
  'growing-image': [
    ask('Draw a sunset'),
    { type: 'generated_image', image: { id: 'img', url: SUNSET }, progress: 0.6 },
  ],
  'growing-workflow': [
    ask('Which plan?'),
    {
      type: 'workflow',
      workflow: {
        type: 'custom',
        tasks: [
          {
            type: 'web_search',
            title: 'Searching the web',
            status_indicator: 'complete',
            queries: ['plans'],
            sources: [],
          },
          { type: 'file', title: 'Reading your files', status_indicator: 'loading', sources: [] },
        ],
      },
    },
  ],
  'growing-tool': [
    ask('What is selected?'),
    { type: 'client_tool_call', status: 'pending', call_id: 'c', name: 'get_selected_nodes', arguments: {} },
  ],
  locked: [ask('Can I speak to someone?'), say('A colleague will answer here.')],
};
