// The thread in which a large paper is drawn: gives its bytes and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { drawHere } from './draw-aside.ts';

parentPort?.postMessage(await drawHere(workerData));
