import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { dataFolder, inTerminal } from './support.ts';

it('npm start serves the help centre and the playground and says where, and Ctrl+C ends it', async () => {
  const data = dataFolder();
  const { child, interrupt, kill } = inTerminal('npm', ['start'], { PORT: '0', KB_DATA: data.path });
  onTestFinished(() => {
    kill();
    data.remove();
  });
  const said: string[] = [];
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    url ??= /http:\/\/localhost:\d+/.exec(line)?.[0];
    if (line.includes('Ctrl+C')) break;
  }
  child.stdout.resume();
  const response = await fetch(url ?? '');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<kb-assistant');
  expect(said.join('\n')).toContain('How do I add the assistant to my site?');
  const [playground = ''] = /http:\S+playground\//.exec(said.join('\n')) ?? [];
  expect(await (await fetch(playground)).text()).toContain('<kb-playground');
  await interrupt();
  await expect(fetch(url ?? '')).rejects.toThrow();
});
