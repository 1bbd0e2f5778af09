import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '../node/to-node-handler.ts';
import { suiteApp } from './suite-app.ts';

const server = createServer((request, response) => void toNodeHandler(suiteApp)(request, response));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
