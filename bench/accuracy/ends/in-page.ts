// The browser's part of each peer: its own client with its own defaults, and the figures as its own page would print them.
// Each function is sent into the page as text, so it uses nothing outside itself.
import type { ClientFigures } from '../peer.ts';

/** M-Lab: the client's mean for the download, the server's byte count over its time for the upload, as speed.measurementlab.net prints them. */
export async function runNdt7(point: string): Promise<ClientFigures> {
  const ndt7 = Reflect.get(globalThis, 'ndt7');
  const figures: ClientFigures = {};
  const fault: string[] = [];
  const server = new URL(point).host;
  await ndt7.test(
    { server, protocol: 'ws', userAcceptedDataPolicy: true },
    {
      error: (message: unknown) => fault.push(String(message)),
      downloadComplete: (data: { LastClientMeasurement?: { MeanClientMbps: number } }) => {
        figures.downloadMbps = data.LastClientMeasurement?.MeanClientMbps;
      },
      uploadComplete: (data: {
        LastServerMeasurement?: { TCPInfo?: { BytesReceived: number; ElapsedTime: number } };
      }) => {
        const seen = data.LastServerMeasurement?.TCPInfo;
        figures.uploadMbps = seen && (seen.BytesReceived * 8) / seen.ElapsedTime;
      },
    },
  );
  if (fault.length > 0) throw new Error(fault.join('; '));
  return figures;
}

/** Cloudflare: the default series less the loss step, which measures no rate. */
export async function runCloudflare(point: string): Promise<ClientFigures> {
  const SpeedTest = Reflect.get(globalThis, 'SpeedTest');
  const settings = {
    autoStart: false,
    downloadApiUrl: `${point}/__down`,
    uploadApiUrl: `${point}/__up`,
    logAimApiUrl: null,
  };
  const usual: { type: string }[] = new SpeedTest(settings).config.measurements;
  const engine = new SpeedTest({ ...settings, measurements: usual.filter(({ type }) => type !== 'packetLoss') });
  const summary = await new Promise<Record<string, number | undefined>>((resolve, reject) => {
    engine.onError = (error: unknown) => reject(new Error(String(error)));
    engine.onFinish = (results: { getSummary(): Record<string, number> }) => resolve(results.getSummary());
    engine.play();
  });
  const mbps = (bps: number | undefined) => (bps === undefined ? undefined : bps / 1e6);
  return {
    downloadMbps: mbps(summary.download),
    uploadMbps: mbps(summary.upload),
    idleMs: summary.latency,
    loadedDownMs: summary.downLoadedLatency,
    loadedUpMs: summary.upLoadedLatency,
  };
}

/** LibreSpeed: its script with its defaults. */
export function runLibrespeed(point: string): Promise<ClientFigures> {
  const Speedtest = Reflect.get(globalThis, 'Speedtest');
  const test = new Speedtest();
  test.setParameter('telemetry_level', 'disabled');
  test.addTestPoint({
    name: 'lab',
    server: `${point}/`,
    dlURL: 'backend/garbage.php',
    ulURL: 'backend/empty.php',
    pingURL: 'backend/empty.php',
    getIpURL: 'backend/getIP.php',
  });
  return new Promise((resolve, reject) => {
    let last = { dlStatus: '', ulStatus: '', pingStatus: '' };
    test.onupdate = (data: typeof last) => {
      last = data;
    };
    test.onend = (isAborted: boolean) => {
      const figure = (text: string) => (text === '' ? undefined : Number(text));
      if (isAborted) reject(new Error('aborted'));
      else
        resolve({
          downloadMbps: figure(last.dlStatus),
          uploadMbps: figure(last.ulStatus),
          idleMs: figure(last.pingStatus),
        });
    };
    test.selectServer((server: unknown) => {
      if (server === null) reject(new Error('no server answers'));
      else test.start();
    });
  });
}
