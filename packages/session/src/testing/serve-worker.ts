import { suiteApp } from './suite-app.ts';

export default { fetch: (request: Request): Promise<Response> => suiteApp(request) };
