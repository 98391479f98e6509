// What a test says to a warehouse's folder behind its back.
import { connect } from '../src/open/connect.ts';

/** Rows that the SQL gives; no warehouse may have the folder open. Throws what the engine says of bad SQL. */
export async function sayTo<T>(path: string, query: string): Promise<T[]> {
  const connections = await connect({ path });
  try {
    return await connections.read(async (client) => (await client.query({ query, format: 'JSONEachRow' })).json<T>());
  } finally {
    await connections.close();
  }
}
