import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenLinks } from './links.ts';

let server: Server;
let site: string;
const asked: string[] = [];
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(Number(url.slice(1)) || 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('the check of links to elsewhere', () => {
  it('names what is gone, with the pages that lead there, and asks for each address once', async () => {
    const pages = [
      { path: 'one.md', links: [`${site}/there#part`, `${site}/404`, 'two.md#local'] },
      {
        path: 'two.md',
        links: [`${site}/there`, `${site}/404#part`, `${site}/410`, 'mailto:us@example.com', 'http://localhost:1/'],
      },
    ];
    expect(await brokenLinks(pages)).toEqual([
      { url: `${site}/404`, pages: ['one.md', 'two.md'], found: '404' },
      { url: `${site}/410`, pages: ['two.md'], found: '410' },
    ]);
    expect(asked.toSorted()).toEqual(['/404', '/410', '/there']);
  });

  it('takes no site for gone that wants no robots, or has a bad day', async () => {
    expect(await brokenLinks([{ path: 'one.md', links: [`${site}/403`, `${site}/429`, `${site}/503`] }])).toEqual([]);
  });

  it('names an address that nobody answers at', async () => {
    // Port 9 is that of a service which throws away what it is sent, and which nobody runs.
    const [broken] = await brokenLinks([{ path: 'one.md', links: ['http://127.0.0.1:9/'] }]);
    expect(broken).toMatchObject({
      pages: ['one.md'],
      found: expect.stringMatching(/ECONNREFUSED|bad port/) as string,
    });
  });
});
