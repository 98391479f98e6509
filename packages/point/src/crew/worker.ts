// One worker of a point of several processes, started by its captain alone: it measures on the connections that it is handed.
import { Socket } from 'node:net';
import { type OpenProcess, openProcess } from '../open-process.ts';
import { answerOf, type FromWorker, type Question, type ToWorker, toWorker } from './message.ts';

const LAG_TOLD_MS = 1_000;

const waiting = new Map<number, (answer: unknown) => void>();
let asked = 0;
let measuring: OpenProcess | undefined;
const tell = (message: FromWorker) => void process.send?.(message);
const ask = (question: Question) =>
  new Promise<unknown>((resolve) => {
    asked += 1;
    waiting.set(asked, resolve);
    tell({ type: 'ask', id: asked, question });
  });
const elsewhere = { running: 0, tell: (running: number) => tell({ type: 'running', running }) };

const open = async ({ config, families, ticketKeys, quietMs }: Extract<ToWorker, { type: 'open' }>) => {
  const link = {
    families,
    elsewhere,
    outbox: {
      put: async (submission: Extract<Question, { what: 'put' }>['submission']) => {
        await ask({ what: 'put', submission });
      },
      waiting: async () => answerOf<number>(await ask({ what: 'waiting' })),
    },
    used: {
      claim: async (measurementId: string, untilMs: number) =>
        answerOf<boolean>(await ask({ what: 'claim', measurementId, untilMs })),
    },
    metrics: async () => answerOf<string>(await ask({ what: 'metrics' })),
  };
  const parts = { ...(ticketKeys && { ticketKeys }), ...(quietMs !== undefined && { quietMs }) };
  measuring = await openProcess(config, parts, link);
  setInterval(() => tell({ type: 'lag', worstMs: measuring?.lagMs() ?? 0 }), LAG_TOLD_MS).unref();
  tell({ type: 'ready' });
};
const end = async () => {
  await measuring?.close();
  process.exit(0);
};
const heed = async (message: ToWorker, socket: Socket | undefined) => {
  if (message.type === 'open') await open(message);
  else if (message.type === 'connection' && socket !== undefined) measuring?.take(socket);
  else if (message.type === 'answer') {
    waiting.get(message.id)?.(message.answer);
    waiting.delete(message.id);
  } else if (message.type === 'elsewhere') elsewhere.running = message.running;
  else if (message.type === 'metrics')
    tell({ type: 'metrics', id: message.id, metrics: (await measuring?.metrics()) ?? [] });
  else if (message.type === 'drain') await end();
};
process.on('message', (message: unknown, handle: unknown) => {
  heed(toWorker(message), handle instanceof Socket ? handle : undefined).catch((error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  });
});
// The captain alone hears signals of the terminal or the system; without it there is no point.
process.on('SIGTERM', () => undefined);
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
