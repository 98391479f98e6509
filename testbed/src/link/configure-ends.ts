// Gives the two ends of a link their addresses and kernel settings.
import { ipBatch, limitCard, setSysctls } from './namespaces.ts';

/** Which congestion control each end sends with; absent keeps the machine's default. */
export type Congestion = 'bbr' | 'cubic' | 'reno';

export interface EndSettings {
  /** IP versions that the ends have addresses of (default both). */
  readonly families?: readonly (4 | 6)[];
  readonly congestion?: { readonly server?: Congestion; readonly client?: Congestion };
  /** Kernel settings by end, e.g. `{ server: { 'net.ipv4.tcp_notsent_lowat': 16384 } }`. */
  readonly sysctls?: { readonly server?: Sysctls; readonly client?: Sysctls };
  /** Limits the server's own network card: a point that is slower than the link. */
  readonly serverCardMbps?: number;
}

export type Sysctls = Readonly<Record<string, string | number>>;

/** Addresses inside the namespaces. */
export const addresses = {
  server: { 4: '10.88.0.1', 6: 'fd88::1' },
  client: { 4: '10.88.0.2', 6: 'fd88::2' },
} as const;

/** Name of the link's device at both ends. */
export const deviceName = 'lnk';

/**
 * The same on every machine, so that a run can be repeated elsewhere: a point whose buffers hold 1 Gbit/s over 300 ms, and a
 * client with the limits that Linux ships. No path memory, lest one transfer speed up or slow down the next on the same link.
 */
const defaultSysctls: Readonly<Record<'server' | 'client', Sysctls>> = {
  server: {
    'net.ipv4.tcp_no_metrics_save': 1,
    'net.ipv4.tcp_rmem': '4096 131072 67108864',
    'net.ipv4.tcp_wmem': '4096 16384 67108864',
  },
  client: {
    'net.ipv4.tcp_no_metrics_save': 1,
    'net.ipv4.tcp_rmem': '4096 131072 6291456',
    'net.ipv4.tcp_wmem': '4096 16384 4194304',
  },
};

export async function configureEnds(names: Record<'server' | 'client', string>, settings: EndSettings): Promise<void> {
  for (const side of ['server', 'client'] as const) {
    await ipBatch(names[side], addressCommands(side, settings));
    await setSysctls(names[side], { ...defaultSysctls[side], ...settings.sysctls?.[side] });
  }
  if (settings.serverCardMbps !== undefined) await limitCard(names.server, deviceName, settings.serverCardMbps);
}

function addressCommands(side: 'server' | 'client', { families = [4, 6], congestion }: EndSettings): string[] {
  const control = congestion?.[side];
  const commands = [
    `link set lo up`,
    `link set ${deviceName} mtu 1500 txqueuelen 10000 addrgenmode none`,
    `link set ${deviceName} up`,
  ];
  if (families.includes(4)) {
    commands.push(`addr add ${addresses[side][4]}/24 dev ${deviceName}`);
    if (control)
      commands.push(`route change 10.88.0.0/24 dev ${deviceName} src ${addresses[side][4]} congctl ${control}`);
  }
  if (families.includes(6)) {
    commands.push(`addr add ${addresses[side][6]}/64 dev ${deviceName} nodad`);
    if (control) commands.push(`route change fd88::/64 dev ${deviceName} metric 256 congctl ${control}`);
  }
  return commands;
}
