import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Settings } from '../../config/index.js';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A bucket in memory that believes nobody: it works out each request's signature (AWS Signature Version 4) for itself. */
export class StubS3 {
  readonly objects = new Map<string, Buffer>();
  /** Requests whose signature was wrong. */
  readonly refused: string[] = [];
  /** Answers 503 while it is set. */
  isDown = false;
  readonly settings: S3Settings;

  private constructor(private readonly server: Server) {
    this.settings = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bucket: 'longshore',
      region: 'eu-central-1',
      accessKeyId: 'AKIAEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    };
  }

  static async start(): Promise<StubS3> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stub = new StubS3(server);
    server.on('request', (request, response) => void stub.answer(request, response));
    return stub;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    const end = (status: number, content: Buffer | string = ''): void => {
      response.writeHead(status, { 'content-length': Buffer.byteLength(content) });
      response.end(content);
    };
    if (this.isDown) return end(503, error('SlowDown'));
    if (!this.isSigned(request)) {
      this.refused.push(`${request.method} ${request.url}`);
      return end(403, error('SignatureDoesNotMatch'));
    }
    const url = new URL(request.url ?? '', this.settings.endpoint);
    const bucket = `/${this.settings.bucket}/`;
    if (!url.pathname.startsWith(bucket)) return end(404, error('NoSuchBucket'));
    const key = decodeURIComponent(url.pathname.slice(bucket.length));
    const found = this.objects.get(key);
    switch (request.method) {
      case 'PUT':
        this.objects.set(key, body);
        return end(200);
      case 'GET':
        return found ? end(200, found) : end(404, error('NoSuchKey'));
      case 'DELETE':
        this.objects.delete(key);
        return end(204);
      default:
        return end(405, error('MethodNotAllowed'));
    }
  }

  private isSigned(request: IncomingMessage): boolean {
    const { accessKeyId, secretAccessKey, region } = this.settings;
    const said =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      );
    if (!said) return false;
    const [, keyId, day = '', saidRegion, signedNames = '', signature] = said;
    const at = String(request.headers['x-amz-date'] ?? '');
    const names = signedNames.split(';');
    if (keyId !== accessKeyId || saidRegion !== region || !at.startsWith(day) || !names.includes('host')) return false;
    const url = new URL(request.url ?? '', this.settings.endpoint);
    const query = [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&');
    const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
    const content = String(request.headers['x-amz-content-sha256'] ?? '');
    const canonical = [request.method, url.pathname, query, headers, signedNames, content].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const key = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secretAccessKey}`, day));
    return signature === hmac(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${hash(canonical)}`).toString('hex');
  }
}

const error = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
