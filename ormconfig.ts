import 'reflect-metadata';
import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { createDataSource } from './src/platform/database/data-source.js';

/**
 * The data source of TypeORM's command line (`npm run migration:generate`, drift check). MODULE limits it to one module's rows,
 * e.g. MODULE=modules/sales or MODULE=platform/outbox.
 */
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('Set DATABASE_URL to a scratch database: the command line compares rows with a real schema.');

for (const file of await rowFiles(`src/${process.env['MODULE'] ?? ''}`)) await import(pathToFileURL(file).href);

export default createDataSource({ url, applicationName: 'longshore-cli' });

async function rowFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.name.endsWith('.entity.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}
