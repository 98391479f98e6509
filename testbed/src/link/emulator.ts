// The running emulator: one process per link, commands in, answers out.
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Owns the emulator's process; ending it ends the link. */
export class Emulator {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  #said = '';
  #ended = false;
  #exited: Promise<unknown>;

  constructor(program: string, settingsFile: string) {
    this.#child = spawn(program, [settingsFile], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#exited = once(this.#child, 'close').then(() => this.#end());
    this.#child.on('error', (error) => {
      this.#said += error.message;
      this.#end();
    });
    this.#child.stdin.on('error', () => this.#end());
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
  }

  /** Resolves when packets can flow; tells whether the kernel gave the emulator real-time priority. */
  async ready(): Promise<{ isPunctual: boolean }> {
    const line = await this.#line();
    return { isPunctual: line === 'ready 1' };
  }

  /** Sends a command; resolves with the link's own time in ms when it took effect. */
  async command(text: string): Promise<number> {
    this.#child.stdin.write(`${text}\n`);
    const line = await this.#line();
    const atMs = /^ok (\S+)$/.exec(line)?.[1];
    if (atMs === undefined) throw new Error(`the link emulator refused "${text}"`);
    return Number(atMs);
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Why it ended, in its own words. */
  get lastWords(): string {
    return this.#said.trim();
  }

  async stop(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
  }

  async #line(): Promise<string> {
    if (this.#ended) throw new Error(`the link emulator has ended: ${this.lastWords}`);
    const line = await new Promise<string | undefined>((resolve) => this.#waiting.push(resolve));
    if (line === undefined) throw new Error(`the link emulator ended: ${this.lastWords}`);
    return line;
  }

  #end(): void {
    this.#ended = true;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }
}
