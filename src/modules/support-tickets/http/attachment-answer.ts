import { StreamableFile } from '@nestjs/common';
import type { OpenAttachment } from '../application/read-attachment.js';

/**
 * A file that strangers sent, to be saved and never shown: no browser takes it for a page, whatever is in it. As headers of the route,
 * with `@Header(...)` for each.
 */
export const SANDBOXED = ['Content-Security-Policy', "default-src 'none'; sandbox"] as const;

export function fileAnswer({ fileName, sizeBytes, content }: OpenAttachment): StreamableFile {
  return new StreamableFile(content, {
    type: 'application/octet-stream',
    disposition: `attachment; filename*=UTF-8''${encoded(fileName)}`,
    length: sizeBytes,
  });
}

/** RFC 8187: what encodeURIComponent leaves and a header may not have. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
