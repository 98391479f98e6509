// An empty database of its own on a real PostgreSQL server, where the tests are told of one.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Its URL; absent unless I_SPEED_TEST_POSTGRES names a server (suites/store does). The server's owner removes it. */
export async function freshDatabase(): Promise<string | undefined> {
  const server = process.env.I_SPEED_TEST_POSTGRES;
  if (server === undefined) return undefined;
  const name = `hub_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
