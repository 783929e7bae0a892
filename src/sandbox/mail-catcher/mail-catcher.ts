import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { close, listen } from '../http/server.js';

export interface MailCatcherOptions {
  readonly host?: string;
  /** 0: any free one. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  /** How many of the last mails are kept. */
  readonly keep?: number;
  readonly onMail?: (mail: CaughtMail) => void;
}

export interface CaughtMail {
  /** Counted from 1. */
  readonly number: number;
  readonly at: string;
  /** Of the envelope, as SMTP had it. */
  readonly from: string;
  readonly to: readonly string[];
  /** The first of each header line, by its name in lower case, as it stands (unfolded, not decoded). */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole message. */
  readonly raw: string;
}

export interface MailCatcher {
  readonly smtpUrl: string;
  readonly url: string;
  mails(): readonly CaughtMail[];
  close(): Promise<void>;
}

/**
 * An SMTP server that delivers nothing: what programs here send to anybody is caught, and can be read at `GET /mails` (JSON) and
 * `GET /mails/<number>` (the message as it came); `DELETE /mails` forgets them. For development and tests: no passwords, no TLS.
 */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { host = '127.0.0.1', smtpPort = 0, httpPort = 0, keep = 200, onMail } = options;
  let caught: CaughtMail[] = [];
  let count = 0;
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    // Clients that keep their lines open do not hold up the end.
    closeTimeout: 250,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'anybody' }),
    onData: (stream, { envelope }, callback) => {
      text(stream).then((raw) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const mail = { number: (count += 1), at: new Date().toISOString(), from, to, headers: headersOf(raw), raw };
        caught = [...caught, mail].slice(-keep);
        onMail?.(mail);
        callback();
      }, callback);
    },
  });
  // Whoever breaks off in the middle is no reason to fall over.
  smtp.on('error', (error: NodeJS.ErrnoException) => {
    if (error.syscall === 'listen') return;
    console.error(`mail catcher: ${error.message}`);
  });
  const smtpAt = await new Promise<AddressInfo>((resolve, reject) => {
    smtp.once('error', reject);
    const server = smtp.listen(smtpPort, host, () => resolve(server.address() as AddressInfo));
  });
  const { server, port } = await listen(host, httpPort, (message, response, { pathname }) => {
    const answer = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
    };
    if (message.method === 'DELETE' && pathname === '/mails') {
      caught = [];
      answer(200, 'application/json', '[]');
    } else if (pathname === '/mails') {
      answer(200, 'application/json', JSON.stringify(caught, null, 2));
    } else {
      const mail = caught.find(({ number }) => pathname === `/mails/${number}`);
      if (mail) answer(200, 'text/plain', mail.raw);
      else answer(404, 'text/plain', 'GET /mails, GET /mails/<number>, DELETE /mails\n');
    }
    return Promise.resolve();
  });
  return {
    smtpUrl: `smtp://${host}:${smtpAt.port}`,
    url: `http://${host}:${port}`,
    mails: () => caught,
    close: async () => {
      await close(server);
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}

function headersOf(raw: string): Record<string, string> {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    headers[name] ??= line.slice(line.indexOf(':') + 1).trim();
  }
  return headers;
}
