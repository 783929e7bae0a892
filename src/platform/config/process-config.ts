import { loadConfig } from './load-config.js';
import type { Config } from './config.js';

/** The configuration of this very process: the only place that looks at process.env. */
export function configOfThisProcess(): Config {
  return loadConfig(process.env, process.argv.slice(2));
}
