// The bench's result as a page that a person reads; the same figures stand in the JSON beside it.

export type Side = { who: string; mbps: number; serverCpuSPerGb?: number; clientCpuSPerGb?: number };
export type Compared = { name: string; ours: Side; other: Side; ratio: number; aim?: number };
export type Crowd = {
  workers: number;
  isTls: boolean;
  clients: number;
  paceMbps: number;
  mbps: number;
  lowestShare: number;
  p1Share: number;
  probeP50Ms: number;
  probeP99Ms: number;
  memoryMb: number;
};
export type Result = {
  at: string;
  machine: Record<string, unknown>;
  loadBefore: readonly number[];
  loadAfter: readonly number[];
  programs: Record<string, string>;
  skipped: readonly string[];
  sizeBytes: number;
  rounds: number;
  compared: readonly Compared[];
  crowds: readonly Crowd[];
};

/** Markdown of the result: every aim with what came out, reached or not. */
export function toMarkdown(result: Result): string {
  const { at, machine, programs, skipped, compared, crowds } = result;
  return `# Speed of a point, ${at.slice(0, 10)}

${Object.values(machine).join(', ')}. Load of the machine ${result.loadBefore[0]?.toFixed(1)} before and ${result.loadAfter[0]?.toFixed(1)} after.
One connection on the loopback, server and client on the same cores; ${result.rounds} rounds by turns, medians; ${result.sizeBytes / 1e6} MB a transfer.
${Object.values(programs).join(', ')}.${skipped.length > 0 ? ` Skipped: ${skipped.join('; ')}.` : ''}

Ratios are rates. Seconds are processor time for a gigabyte, of the server and of curl as its client. A client that works for as long as the transfer
takes (8 s/GB divided by the rate in Gbit/s) is what limits it, and the ratio says little of the servers. "Light" is a client that is not the limit: it lets the
kernel drop a download as it came, over TLS undeciphered, and writes an upload from one buffer.

| | point | other | ratio | aim | point s/GB | other s/GB | its client | other's client |
|---|---|---|---|---|---|---|---|---|
${compared.map(rowOf).join('\n')}

${crowdsOf(crowds)}`;
}

/** Absent until a crowd was measured. */
function crowdsOf(crowds: readonly Crowd[]): string {
  const [first] = crowds;
  if (first === undefined) return '';
  return `## ${first.clients.toLocaleString('en')} clients at ${first.paceMbps} Mbit/s

| processes | together, Mbit/s | lowest share of its pace (aim 97 %) | 1 % of clients below | echo median, ms | echo p99, ms (aim 20) | memory, MB (aim 300) |
|---|---|---|---|---|---|---|
${crowds.map(crowdRow).join('\n')}

Clients, echo and point share the machine's cores. Memory is the largest resident memory of the point's processes together.
`;
}

function rowOf({ name, ours, other, ratio, aim }: Compared): string {
  const aimed = aim === undefined ? '' : `${aim} ${ratio >= aim ? 'reached' : '**missed**'}`;
  const cost = (side: Side) => side.serverCpuSPerGb?.toFixed(2) ?? '';
  const clientCost = (side: Side) => side.clientCpuSPerGb?.toFixed(2) ?? '';
  const cells = [
    name,
    `${round(ours.mbps)} (${ours.who})`,
    `${round(other.mbps)} (${other.who})`,
    ratio.toFixed(2),
    aimed,
  ];
  return `| ${[...cells, cost(ours), cost(other), clientCost(ours), clientCost(other)].join(' | ')} |`;
}

function crowdRow(crowd: Crowd): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const times = [crowd.probeP50Ms.toFixed(1), crowd.probeP99Ms.toFixed(1)];
  const who = `${crowd.workers}${crowd.isTls ? ', over TLS' : ''}`;
  const cells = [who, round(crowd.mbps), percent(crowd.lowestShare), percent(crowd.p1Share), ...times];
  return `| ${[...cells, round(crowd.memoryMb)].join(' | ')} |`;
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en');
}
