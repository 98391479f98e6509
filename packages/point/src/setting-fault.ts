// What the system answers at the start, told as the setting to change and how.
import { ConfigError, PREFIX } from './config.ts';

/** Settings whose value the machine may refuse, and what its answers mean there. */
type Setting = 'PORT' | 'HTTP2_PORT' | 'TURN_PORT' | 'DATA';

const WHERE: Record<string, string> = {
  EADDRNOTAVAIL: 'this machine does not have this address; give one of its own, or :: for all',
  ENOTFOUND: 'this name has no address; give an address of this machine, or :: for all',
  EAI_AGAIN: 'this name cannot be looked up now; give an address of this machine, or :: for all',
};
const PORT: Record<string, string> = {
  EADDRINUSE: 'the port is taken; set another, or stop what listens there',
  EACCES:
    'not allowed to listen on this port; set one from 1024 on, or give the program the right (CAP_NET_BIND_SERVICE)',
};
const FOLDER: Record<string, string> = {
  EACCES: 'the folder cannot be written by this user',
  EPERM: 'the folder cannot be written by this user',
  EROFS: 'the folder lies on a file system that cannot be written',
  ENOENT: 'the folder cannot be made there',
  ENOTDIR: 'a part of this path is a file',
  EEXIST: 'there is a file where the folder should be',
  ENOSPC: 'the disk is full',
};

/** Gives what `work` gives. The system's refusal is thrown as ConfigError that names the setting, its value and the way out; other errors as they are. */
export async function under<T>(setting: Setting, value: unknown, host: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = String(Reflect.get(Object(error), 'code'));
    const isFolder = setting === 'DATA';
    const where = isFolder ? undefined : WHERE[code];
    if (where !== undefined) throw new ConfigError(`${PREFIX}HOST: ${host}: ${where}`);
    const why = (isFolder ? FOLDER : PORT)[code];
    if (why === undefined) throw error;
    throw new ConfigError(`${PREFIX}${setting}: ${value}: ${why}${isFolder ? '; set another' : ''} (${code})`);
  }
}
