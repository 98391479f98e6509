// One place where a query is sent and its failure named.
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';

export interface Query {
  readonly sql: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Rows of a query; the caller states their shape, which the query's own column list gives. Throws WarehouseError `unavailable`. */
export async function select<T>(connections: Connections, { sql, params }: Query): Promise<T[]> {
  try {
    return await connections.read(async (client) => {
      const answer = await client.query({
        query: sql,
        format: 'JSONEachRow',
        ...(params && { query_params: { ...params } }),
      });
      return answer.json<T>();
    });
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the measurements could not be read; try again later', cause);
  }
}
