import { parseArgs } from 'node:util';
import { startMailCatcher, type CaughtMail } from './mail-catcher.js';

const HELP = `Catches every mail that is sent to it and delivers none.
  --smtp-port   to send mails to (2525)
  --port        to read them at: GET /mails (8025)
  --host        (127.0.0.1)`;

/** Prints one line of JSON when it is ready, then each mail as it comes; ends at once on SIGTERM or Ctrl-C. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'smtp-port': { type: 'string', default: '2525' },
      port: { type: 'string', default: '8025' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const catcher = await startMailCatcher({
    host: values.host,
    smtpPort: portOf('smtp-port', values['smtp-port']),
    httpPort: portOf('port', values.port),
    onMail: print,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
  console.log(JSON.stringify({ mailCatcher: 'ready', smtpUrl: catcher.smtpUrl, mails: `${catcher.url}/mails` }));
}

function portOf(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`--${name} must be a port number, not "${text}".`);
}

function print({ number, to, raw }: CaughtMail): void {
  console.log(`\n--- mail ${number} to ${to.join(', ')}\n${raw.replaceAll('\r\n', '\n').trimEnd()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? `${error.message}\n\n${HELP}` : error);
  process.exitCode = 1;
});
