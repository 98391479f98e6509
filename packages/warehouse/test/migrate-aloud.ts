// Brings the schema of a folder up to date in a process of its own and says each statement before it is done, for the test that kills it amidst one.
import { writeSync } from 'node:fs';
import { migrate } from '../src/migrate/migrate.ts';
import { connect } from '../src/open/connect.ts';

const connections = await connect({ path: process.argv[2] ?? '' });
await migrate({
  ...connections,
  define(statement) {
    writeSync(1, `${statement.replaceAll(/\s+/g, ' ')}\n`);
    return connections.define(statement);
  },
});
await connections.close();
