// As much of Next as the route needs, to run it in a test: it calls the export named after the method.
import { serve } from '@hono/node-server';
import { GET, OPTIONS, POST } from './route.js';

const methods = new Map(Object.entries({ GET, OPTIONS, POST }));
const fetch = (request) => methods.get(request.method)?.(request) ?? new Response(null, { status: 405 });
serve({ fetch, port: process.env.PORT }, ({ port }) => console.log(`http://localhost:${port}`));
