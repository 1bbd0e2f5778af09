import type { Order, Page } from '@kb-assistant/protocol';
import { invalidField } from '../errors.ts';
import { InvalidCursorError, type PageQuery } from '../store.ts';
import { PAGE_SIZE } from '../threads.ts';

/**
 * The page that a client asked for.
 *
 * @throws {RequestError} `invalid-request` where the cursor is none of the store's.
 */
export async function listPage<T>(
  { limit = PAGE_SIZE, order, after }: { limit?: number; order: Order; after?: string },
  list: (query: PageQuery) => Promise<Page<T>>,
): Promise<Page<T>> {
  try {
    return await list({ limit, order, after });
  } catch (error) {
    if (error instanceof InvalidCursorError) throw invalidField('params.after', error.message);
    throw error;
  }
}
