// A TypeScript program run by this very Node inside one end of a link, told apart by the lines it prints.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Link, LinkSide } from './open-link.ts';

/** Path of a .ts file that is a program. */
export type NodeProgram = string;

export interface RunningProgram extends AsyncDisposable {
  /** The next line it prints; throws with its complaint when it ends first. */
  line(): Promise<string>;
}

/** Starts the program; disposing kills it and waits until it is gone. */
export function runNode(
  link: Link,
  side: LinkSide,
  program: NodeProgram,
  args: readonly (string | number)[],
): RunningProgram {
  const child = link.run(side, process.execPath, [program, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  if (!child.stdout) throw new Error('a program without output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async line() {
      const next = await lines.next();
      if (next.done) throw new Error(`${program} ended without a line: ${complaint.trim()}`);
      return next.value;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
