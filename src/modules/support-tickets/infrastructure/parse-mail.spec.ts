import { createHash } from 'node:crypto';
import { parseMail } from './parse-mail.js';

const aMail = (lines: readonly string[], body = 'Help.'): Buffer =>
  Buffer.from([...lines, 'Subject: Coupon', '', body, ''].join('\r\n'));
const ADA = 'From: Ada <Ada@Example.com>';
const refOf = async (raw: Buffer) => (await parseMail(raw)).ref;
const digest = (raw: Buffer): string => `sha256:${createHash('sha256').update(raw).digest('hex')}`;

describe('what a mail is known by when it comes again', () => {
  it('is its Message-ID and who sent it, whatever gateways add on its way', async () => {
    const mail = aMail([ADA, 'Message-ID: <1@example.com>']);
    const again = aMail(['Received: from mx', 'From: ada@example.com', 'Message-ID: <1@example.com>']);
    expect(await refOf(mail)).toEqual({ id: '<1@example.com>', from: 'ada@example.com' });
    expect(await refOf(again)).toEqual(await refOf(mail));
  });

  it('is not the same for another who uses the Message-ID again', async () => {
    expect(await refOf(aMail(['From: eve@example.com', 'Message-ID: <1@example.com>']))).toEqual({
      id: '<1@example.com>',
      from: 'eve@example.com',
    });
  });

  it.each(['From: nobody', 'X-From: ada@example.com'])('names nobody for %j', async (line) => {
    expect(await refOf(aMail([line, 'Message-ID: <1@example.com>']))).toEqual({ id: '<1@example.com>', from: '' });
  });

  it.each([
    ['no Message-ID', []],
    ['an empty one', ['Message-ID: ']],
    ['one that is none', ['Message-ID: x y z']],
  ])('is a digest of its bytes with %s', async (_what, lines) => {
    const mail = aMail([ADA, ...lines]);
    expect(await refOf(mail)).toEqual({ id: digest(mail), from: 'ada@example.com' });
    expect(await refOf(aMail([ADA, ...lines], 'Help!'))).not.toEqual(await refOf(mail));
  });
});
