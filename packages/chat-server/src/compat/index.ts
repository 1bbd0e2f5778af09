export { type CompatOptions, compatRoutes } from './compat-routes.ts';
