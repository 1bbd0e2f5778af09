import { beforeEach } from 'vitest';
import { whyNoRedis } from '../../../packages/session/src/testing/redis-server.ts';
import { whyNoPostgres } from '../../../packages/chat-server/src/testing/postgres-server.ts';

const reason = whyNoPostgres() ?? whyNoRedis();
if (reason !== null) beforeEach(({ skip }) => skip(reason));
