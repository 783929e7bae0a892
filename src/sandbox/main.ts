import { helpText, OptionError, readOptions } from './sandbox-options.js';
import { startSandbox } from './index.js';

/** Prints one line of JSON when it is ready; ends at once on SIGTERM or Ctrl-C. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(helpText());
    return;
  }
  const sandbox = await startSandbox(options);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
  console.log(
    JSON.stringify({ sandbox: 'ready', url: sandbox.url, storeHash: sandbox.storeHash, token: sandbox.token }),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof OptionError ? `${error.message}\n\n${helpText()}` : error);
  process.exitCode = 1;
});
