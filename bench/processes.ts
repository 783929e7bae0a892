import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Of the processor times under /proc. */
const TICKS_PER_SECOND = 100;
/** Places in /proc/PID/stat, counted from behind the name. */
const PARENT = 1;
const OWN_TIMES = [11, 12];
const TIMES_OF_ENDED_CHILDREN = [13, 14];
/** Places in the first line of /proc/stat: all but idle and waiting for a disk; what a virtual machine's host took away. */
const MACHINE_WORKS = [0, 1, 2, 5, 6];
const MACHINE_STOLEN = [7];

/** Processor time of a process so far, in seconds (Linux). */
export function cpuSeconds(pid: number): number {
  return sum(statOf(pid), OWN_TIMES);
}

/** Of all living children: a server process for each connection, and the writers. */
export function cpuOfChildren(parent: number): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return statOf(Number(name));
      } catch {
        return [];
      }
    })
    .filter((fields) => fields[PARENT] === String(parent))
    .reduce((total, fields) => total + sum(fields, OWN_TIMES), 0);
}

/** Of a process and all its children, those that have ended included: it never falls, so two looks can be compared. */
export function cpuOfFamily(parent: number): number {
  return cpuSeconds(parent) + sum(statOf(parent), TIMES_OF_ENDED_CHILDREN) + cpuOfChildren(parent);
}

/** Processor time of the whole machine so far, in seconds. */
export function cpuOfMachine(): { worked: number; stolen: number } {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/ +/);
  return { worked: sum(ticks, MACHINE_WORKS), stolen: sum(ticks, MACHINE_STOLEN) };
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

function sum(fields: readonly string[], places: readonly number[]): number {
  return places.reduce((total, place) => total + Number(fields[place] ?? 0), 0) / TICKS_PER_SECOND;
}
